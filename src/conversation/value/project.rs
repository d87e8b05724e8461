//! A project: the work of a person or a team on the guide, from where they stand to what they decided.
//!
//! What belongs to the work stands here; what belongs to the talk about it stands in the session around it.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use super::bookmark::Bookmark;
use super::deadline::Deadlines;
use super::decision::Decisions;
use super::handout::Sheets;
use super::note::Notes;
use super::office::Offices;
use super::project_id::ProjectId;
use crate::knowledge::{Guide, Place, PlaceId, TaskId};

/// How many visits are remembered; more than the places of most guides.
const VISITS: usize = 32;

/// The work on the guide.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Project {
    /// Its number in the chat.
    #[serde(rename = "project", skip_serializing_if = "ProjectId::is_first")]
    pub number: ProjectId,
    /// What it is called, if it was named.
    #[serde(rename = "project_name", skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// Where the walk stands; `None` before it began.
    pub at: Option<PlaceId>,
    /// Where it stood before it was moved to another part of the guide.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub stood: Option<PlaceId>,
    /// What is ticked off, by place.
    pub done: BTreeMap<PlaceId, BTreeSet<TaskId>>,
    /// The task that was ticked off last.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ticked: Option<(PlaceId, TaskId)>,
    /// The places opened last, the newest at the end.
    pub visits: Vec<Visit>,
    /// The fingerprint of the guide when it was last looked at for news.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub told: Option<u32>,
    /// The examples that are kept, in the order in which they were.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub bookmarks: Vec<Bookmark>,
    /// The notes there are, which are kept beside it.
    #[serde(skip)]
    pub notes: Notes,
    /// What was decided of what the guide asks.
    #[serde(skip_serializing_if = "Decisions::is_empty", rename = "decided")]
    pub decisions: Decisions,
    /// Until when tasks and places shall be done.
    #[serde(skip_serializing_if = "Deadlines::is_empty")]
    pub due: Deadlines,
    /// Which offices do which tasks.
    #[serde(skip_serializing_if = "Offices::is_empty")]
    pub offices: Offices,
    /// What the last meeting sheets showed as done.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sheets: Option<Sheets>,
}

/// A place as it was when it was opened last.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Visit {
    /// The place.
    pub place: PlaceId,
    /// The step it belonged to: where one is led when the place is gone.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub step: Option<PlaceId>,
    /// The fingerprint of what it said.
    pub print: u32,
    /// What tells its tasks, examples and decisions apart; nothing from before that was remembered.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub entries: Option<String>,
}

impl Project {
    /// The place where the walk stands, if the guide still has it.
    pub fn current_place<'g>(&self, guide: &'g Guide) -> Option<&'g Place> {
        guide.place(self.at.as_ref()?)
    }

    /// Moves the walk; one that leaves for another part of the guide remembers where it stood.
    pub fn walk_to(&mut self, guide: &Guide, place: &PlaceId) {
        let near = |at: &PlaceId| {
            let neighbours = [guide.before(at), guide.after(at)];
            let mut neighbours = neighbours.into_iter().flatten();
            at == place || neighbours.any(|other| other.id == *place)
        };
        if self.stood.as_ref() == Some(place) {
            self.stood = None;
        } else if let Some(at) = self.at.take_if(|at| !near(at)) {
            self.stood = Some(at);
        }
        self.at = Some(place.clone());
    }

    /// Whether nobody would miss it: it has no name, and nothing was done in it.
    pub(crate) fn is_untouched(&self) -> bool {
        let opened = Self {
            number: self.number,
            visits: self.visits.clone(),
            told: self.told,
            ..Self::default()
        };
        *self == opened
    }

    /// Tells whether a walk has begun, or something was ticked off or decided.
    pub fn has_progress(&self) -> bool {
        self.at.is_some() || !self.done.is_empty() || !self.decisions.is_empty()
    }

    /// Remembers that a place was opened, with what it said and held; tells whether it said something else at the last
    /// visit. Where there is no room, the oldest one goes at which nothing was done.
    pub fn visit(&mut self, guide: &Guide, place: &Place, print: u32, entries: String) -> bool {
        let last = self.visits.iter().position(|visit| visit.place == place.id);
        let last = last.map(|at| self.visits.remove(at));
        if self.visits.len() >= VISITS {
            let mut visits = self.visits.iter();
            let idle = visits.position(|visit| !self.has_worked_at(guide, &visit.place));
            self.visits.remove(idle.unwrap_or(0));
        }
        self.visits.push(Visit {
            place: place.id.clone(),
            step: place.step.clone(),
            print,
            entries: Some(entries),
        });
        last.is_some_and(|last| last.print != print)
    }

    /// Whether something is ticked off, written down, due, kept or decided at a place.
    fn has_worked_at(&self, guide: &Guide, place: &PlaceId) -> bool {
        let mut bookmarks = self.bookmarks.iter();
        let decisions = guide.place(place).map(|place| place.decisions.iter());
        self.done.contains_key(place)
            || self.notes.at(Some(place)).next().is_some()
            || self.due.has(place)
            || bookmarks.any(|kept| kept.place.as_ref() == Some(place))
            || decisions
                .into_iter()
                .flatten()
                .any(|decision| self.decisions.get(&decision.id).is_some())
    }

    /// A place at which something was done and that was never opened: of ticks, notes and decisions the last; of what does
    /// not say when it was done any, as long as there is room for all of them.
    pub(crate) fn worked_unseen<'g>(&self, guide: &'g Guide) -> Option<&'g Place> {
        let ticked = self.ticked.as_ref().map(|(place, _)| place);
        let noted = self
            .notes
            .iter()
            .last()
            .and_then(|note| note.place.as_ref());
        let decided = self.decisions.iter().max_by_key(|(_, decided)| decided.1);
        let decided = decided.and_then(|(id, _)| Some(&guide.decision(id)?.0.id));
        let has_room = self.visits.len() < VISITS;
        let due = self.due.iter().map(|(place, ..)| place);
        let kept = self.bookmarks.iter().filter_map(|kept| kept.place.as_ref());
        let undated = has_room.then(|| due.chain(kept)).into_iter().flatten();
        let is_new = |id: &&PlaceId| !self.visits.iter().any(|visit| visit.place == **id);
        [ticked, noted, decided]
            .into_iter()
            .flatten()
            .chain(undated)
            .filter(is_new)
            .find_map(|id| guide.place(id))
    }

    /// The step that a place belonged to when it was opened last.
    pub fn step_of(&self, place: &PlaceId) -> Option<&PlaceId> {
        let visit = self.visits.iter().find(|visit| visit.place == *place)?;
        visit.step.as_ref()
    }

    /// Tells whether a task is ticked off.
    pub fn is_done(&self, place: &PlaceId, task: &TaskId) -> bool {
        self.done
            .get(place)
            .is_some_and(|tasks| tasks.contains(task))
    }

    /// How many of a place's tasks are ticked off; ticks of tasks that are gone do not count.
    pub fn done_at(&self, place: &Place) -> usize {
        place
            .tasks
            .iter()
            .filter(|task| self.is_done(&place.id, &task.id))
            .count()
    }

    /// How many tasks of a step and its sections are ticked off, and how many there are.
    pub fn done_in_step(&self, guide: &Guide, step: &Place) -> (usize, usize) {
        let places = std::iter::once(step).chain(guide.sections(&step.id));
        places.fold((0, 0), |(done, all), place| {
            (done + self.done_at(place), all + place.tasks.len())
        })
    }

    /// How many tasks are ticked off, at places that are gone too.
    pub fn ticks(&self) -> usize {
        self.done.values().map(BTreeSet::len).sum()
    }

    /// Sets the state of a task; a place without ticks leaves nothing behind.
    pub fn set_done(&mut self, place: &PlaceId, task: &TaskId, done: bool) {
        let tasks = self.done.entry(place.clone()).or_default();
        if done {
            tasks.insert(task.clone());
            self.ticked = Some((place.clone(), task.clone()));
        } else {
            tasks.remove(task);
            let undone = |(at, ticked): &(PlaceId, TaskId)| at == place && ticked == task;
            self.ticked = self.ticked.take().filter(|last| !undone(last));
        }
        if tasks.is_empty() {
            self.done.remove(place);
        }
    }
}

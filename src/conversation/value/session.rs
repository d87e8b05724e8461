//! What is remembered per chat, and nothing else.
//!
//! No message text but the last question and the last words examples were searched by (needed for follow-ups and
//! for paging) and the stems of the questions that can still be judged; all lapse. No names, no message ids. Who ticked
//! a task in a group is not stored. Serialised with serde; new fields have defaults, so older stored sessions stay
//! readable.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use super::action::Action;
use super::bookmark::Bookmark;
use super::deadline::Deadlines;
use super::decision::Decisions;
use super::event::Moment;
use super::handout::Sheets;
use super::judgement::GivenAnswer;
use super::note::{NoteId, Notes};
use crate::answer::Topic;
use crate::knowledge::{DecisionId, Guide, Place, PlaceId, TaskId};

/// How many visits are remembered; more than the places of most guides.
const VISITS: usize = 32;

/// How many screens one can go back.
const TRAIL: usize = 8;

/// What is remembered of one chat.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Session {
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
    /// What was talked about last, with the moment; lapses.
    pub topic: Option<(Topic, Moment)>,
    /// Whether that was pointed at just now, by a reply; for one event only.
    #[serde(skip)]
    pub is_quoted: bool,
    /// What the next typed text is an answer to, with the moment; lapses.
    pub prompt: Option<(Prompt, Moment)>,
    /// The question asked last, so that its answer can be shown again; lapses.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub asked: Option<AskedLast>,
    /// The words examples were last searched by, with the moment; lapses.
    pub searched: Option<(String, Moment)>,
    /// The last answers, so that they can be judged.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub answers: Vec<GivenAnswer>,
    /// The screens shown last, as encoded actions, the newest at the end: what typed words act on, and the way back.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub trail: Vec<String>,
    /// The examples that are kept, in the order in which they were.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub bookmarks: Vec<Bookmark>,
    /// How screens are shown, where that was chosen.
    #[serde(skip_serializing_if = "Style::is_default")]
    pub style: Style,
    /// How many notes were ever written here, which is the number of the last; nothing is read where it is zero.
    #[serde(skip_serializing_if = "is_zero")]
    pub noted: u32,
    /// The notes there are, which are kept beside it.
    #[serde(skip)]
    pub notes: Notes,
    /// What was decided of what the guide asks.
    #[serde(skip_serializing_if = "Decisions::is_empty", rename = "decided")]
    pub decisions: Decisions,
    /// Until when tasks and places shall be done.
    #[serde(skip_serializing_if = "Deadlines::is_empty")]
    pub due: Deadlines,
    /// What the last meeting sheets showed as done.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sheets: Option<Sheets>,
    /// The buttons last shown below a text, so that their words can be typed (encoded actions by label).
    pub offered: Vec<(String, String)>,
}

fn is_zero(count: &u32) -> bool {
    *count == 0
}

/// How screens are shown.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(default)]
pub struct Style {
    /// Whether each is a message of its own, below, where others take the place of the one before: a screen reader reads
    /// out what is new and not what has changed.
    pub below: bool,
    /// Whether texts are cut to what counts most.
    pub short: bool,
}

impl Style {
    fn is_default(&self) -> bool {
        *self == Self::default()
    }
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
    /// What tells its tasks and examples apart; nothing from before that was remembered.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub entries: Option<String>,
}

/// The question asked last.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AskedLast {
    /// Its words.
    pub question: String,
    /// What was talked about before it.
    pub after: Option<Topic>,
    /// When it was asked.
    pub at: Moment,
    /// How many questions in a row found nothing, with this one.
    #[serde(default)]
    pub refused: u8,
}

/// What was asked of the person.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Prompt {
    /// The words of a note, at a place.
    Note(Option<PlaceId>),
    /// Other words for a note.
    ChangedNote(NoteId),
    /// Whether these words shall be a note at that place, or be answered.
    NoteOrQuestion(Option<PlaceId>, String),
    /// The deadline of something at a place.
    Deadline(PlaceId),
    /// The answer to a decision, in words.
    Decision(DecisionId),
    /// Whether these words shall be the answer to a decision, or be answered.
    DecisionOrQuestion(DecisionId, String),
    /// Words to search examples by.
    Words,
    /// Whether everything shall be deleted.
    Forget,
    /// Whether the walk shall begin anew.
    Anew,
    /// Nothing any more: the walk has just begun anew.
    BegunAnew,
}

impl Session {
    /// Drops what lapsed by now.
    #[must_use]
    pub fn lapsed(mut self, now: Moment) -> Self {
        let fresh = |then: Moment| !then.has_lapsed(now);
        self.is_quoted = false;
        self.topic = self.topic.filter(|(_, then)| fresh(*then));
        self.prompt = self.prompt.filter(|(_, then)| fresh(*then));
        self.searched = self.searched.filter(|(_, then)| fresh(*then));
        self.asked = self.asked.filter(|asked| fresh(asked.at));
        let answers = self.answers.into_iter();
        self.answers = answers.map(|answer| answer.lapsed(now)).collect();
        self
    }

    /// Whether nothing is kept but what was shown last.
    pub fn is_empty(&self) -> bool {
        let shown = Self {
            trail: self.trail.clone(),
            offered: self.offered.clone(),
            ..Self::default()
        };
        *self == shown
    }

    /// The place where the walk stands, if the guide still has it.
    pub fn current_place<'g>(&self, guide: &'g Guide) -> Option<&'g Place> {
        guide.place(self.at.as_ref()?)
    }

    /// The screen shown last: what typed words act on.
    pub fn on_screen(&self) -> Option<Action> {
        Action::decode(self.trail.last()?)
    }

    /// What a question leans on that does not stand alone: the thing on the screen, else what was talked about last.
    pub fn talked_about(&self, guide: &Guide) -> Option<Topic> {
        let topic = self.topic.as_ref().map(|(topic, _)| topic.clone());
        let seen = match self.on_screen().filter(|_| !self.is_quoted) {
            Some(Action::Example(id) | Action::ExamplePage(id, _)) => {
                guide.example(&id).map(|example| Topic {
                    question: example.title.clone(),
                    place: example.places.first().cloned(),
                    municipality: Some(example.municipality.clone()),
                    example: Some(id),
                })
            }
            Some(view) => view
                .place()
                .and_then(|id| guide.place(id))
                .map(|place| Topic {
                    question: place.title.clone(),
                    place: Some(place.id.clone()),
                    ..Topic::default()
                }),
            None => None,
        };
        seen.or(topic)
    }

    /// The screen from which one came to this one.
    pub fn came_from(&self, view: &Action) -> Option<Action> {
        let mut trail = self.trail.iter().rev();
        trail.find_map(|data| Action::decode(data).filter(|shown| !shown.shows_same(view)))
    }

    /// Remembers that a screen is shown; another page of the one shown last takes its place.
    pub fn show(&mut self, view: &Action) {
        if self.on_screen().is_some_and(|last| last.shows_same(view)) {
            self.trail.pop();
        }
        if matches!(view, Action::Answer(_)) {
            // Only the last answer can be shown again.
            let is_answer = |data: &String| matches!(Action::decode(data), Some(Action::Answer(_)));
            self.trail.retain(|data| !is_answer(data));
        }
        let surplus = (self.trail.len() + 1).saturating_sub(TRAIL);
        self.trail.drain(..surplus);
        self.trail.push(view.encode());
    }

    /// Goes back to a screen: those shown after it are forgotten, and it is about to be shown again.
    pub fn return_to(&mut self, view: &Action) {
        let data = view.encode();
        if let Some(at) = self.trail.iter().rposition(|shown| *shown == data) {
            self.trail.truncate(at);
        }
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

    /// What is asked of the person, if anything.
    pub fn prompted(&self) -> Option<Prompt> {
        self.prompt.as_ref().map(|(prompt, _)| prompt.clone())
    }

    /// Tells whether a walk has begun, or something was ticked off or decided.
    pub fn has_progress(&self) -> bool {
        self.at.is_some() || !self.done.is_empty() || !self.decisions.is_empty()
    }

    /// Remembers that a place was opened, with what it said and held; tells whether it said something else at the last
    /// visit. Where there is no room, the oldest one goes at which nothing was done.
    pub fn visit(&mut self, place: &Place, print: u32, entries: String) -> bool {
        let last = self.visits.iter().position(|visit| visit.place == place.id);
        let last = last.map(|at| self.visits.remove(at));
        if self.visits.len() >= VISITS {
            let mut visits = self.visits.iter();
            let idle = visits.position(|visit| !self.has_worked_at(&visit.place));
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

    /// Whether something is ticked off or written down at a place.
    fn has_worked_at(&self, place: &PlaceId) -> bool {
        self.done.contains_key(place) || self.notes.at(Some(place)).next().is_some()
    }

    /// The place at which something was done last and that was never opened.
    pub(crate) fn worked_unseen<'g>(&self, guide: &'g Guide) -> Option<&'g Place> {
        let ticked = self.ticked.as_ref().map(|(place, _)| place);
        let noted = self
            .notes
            .iter()
            .last()
            .and_then(|note| note.place.as_ref());
        let is_new = |id: &&PlaceId| !self.visits.iter().any(|visit| visit.place == **id);
        let unseen = [ticked, noted].into_iter().flatten().find(is_new)?;
        guide.place(unseen)
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

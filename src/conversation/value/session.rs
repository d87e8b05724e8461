//! What is remembered per chat, and nothing else.
//!
//! No message text but the last question and the last words examples were searched by (needed for follow-ups and
//! for paging) and the stems of the questions that can still be judged; all lapse. No names, no message ids. Who ticked
//! a task in a group is not stored. Serialised with serde; new fields have defaults, so older stored sessions stay
//! readable.

use serde::{Deserialize, Serialize};

use super::action::Action;
use super::event::Moment;
use super::judgement::GivenAnswer;
use super::moving::{Handing, Taken};
use super::note::NoteId;
use super::project::Project;
use super::project_id::ProjectId;
use super::reminders::Reminders;
use crate::answer::Topic;
use crate::knowledge::{DecisionId, Guide, PlaceId, TaskId};

/// How many screens one can go back.
const TRAIL: usize = 8;

/// What is remembered of one chat.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Session {
    /// The work on the guide that is open.
    #[serde(flatten)]
    pub project: Project,
    /// The other projects, in no order.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub others: Vec<Project>,
    /// How many projects were ever begun here after the first, which is the number of the last.
    #[serde(skip_serializing_if = "is_zero")]
    pub numbered: u32,
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
    /// How screens are shown, where that was chosen.
    #[serde(skip_serializing_if = "Style::is_default")]
    pub style: Style,
    /// Which reminders are wanted, and what was told.
    #[serde(skip_serializing_if = "Reminders::is_default")]
    pub reminders: Reminders,
    /// How many notes were ever written here, which is the number of the last; nothing is read where it is zero.
    #[serde(skip_serializing_if = "is_zero")]
    pub noted: u32,
    /// The project that may leave, if one may; lapses.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub handing: Option<Handing>,
    /// The project that came last; lapses.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub taken: Option<Taken>,
    /// The buttons last shown below a text, so that their words can be typed (encoded actions by label).
    pub offered: Vec<(String, String)>,
}

/// Whether a screen that was shown is an answer.
fn is_answer(data: &str) -> bool {
    matches!(Action::decode(data), Some(Action::Answer(_)))
}

/// Whether a screen shows what words found.
fn is_by_words(data: &str) -> bool {
    match Action::decode(data) {
        Some(Action::Examples(selection) | Action::Narrow(selection)) => selection.words.is_some(),
        Some(Action::Compare(compared)) => compared.words.is_some(),
        _ => false,
    }
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
    /// Which office does which task of a place.
    Office(PlaceId),
    /// Whether these words are an office that does these tasks, or a person.
    OfficeOrPerson(Vec<(PlaceId, TaskId)>, String),
    /// The name of a new project, or another name for one.
    ProjectName(Option<ProjectId>),
    /// Whether these words shall be that name, or be answered.
    ProjectNameOrQuestion(Option<ProjectId>, String),
    /// Whether a project shall be deleted.
    DeleteProject(ProjectId),
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
        self.handing = self.handing.filter(|handing| handing.holds(now));
        self.taken = self.taken.filter(|taken| taken.is_recent(now));
        self.searched = self.searched.filter(|(_, then)| fresh(*then));
        self.asked = self.asked.filter(|asked| fresh(asked.at));
        if self.asked.is_none() {
            // Nothing leads back to an answer that cannot be given again.
            self.trail.retain(|data| !is_answer(data));
        }
        if self.searched.is_none() {
            // Nor to a list by words that are not known any more.
            self.trail.retain(|data| !is_by_words(data));
        }
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

    /// The screen from which one came to this one, the last that the guide still has.
    pub fn came_from(&self, guide: &Guide, view: &Action) -> Option<Action> {
        let mut trail = self.trail.iter().rev();
        let leads = |shown: &Action| !shown.shows_same(view) && shown.is_known(guide);
        trail.find_map(|data| Action::decode(data).filter(leads))
    }

    /// Remembers the words by which examples are searched now. Only the last are known, so nothing leads back to what others
    /// found.
    pub(crate) fn search_by(&mut self, words: String, now: Moment) {
        let before = self.searched.as_ref();
        if before.is_none_or(|(before, _)| *before != words) {
            self.trail.retain(|data| !is_by_words(data));
        }
        self.searched = Some((words, now));
    }

    /// Remembers that a screen is shown; another page of the one shown last takes its place.
    pub fn show(&mut self, view: &Action) {
        if self.on_screen().is_some_and(|last| last.shows_same(view)) {
            self.trail.pop();
        }
        if matches!(view, Action::Answer(_)) {
            // Only the last answer can be shown again.
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

    /// What is asked of the person, if anything.
    pub fn prompted(&self) -> Option<Prompt> {
        self.prompt.as_ref().map(|(prompt, _)| prompt.clone())
    }
}

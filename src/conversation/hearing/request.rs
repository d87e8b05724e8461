//! What a typed text asks for, once it is understood.

use crate::conversation::value::{Action, Judgement, ProjectId, TapData};
use crate::knowledge::{MunicipalityId, PlaceId};
use crate::language::DayPhrase;

/// What a typed text asks for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Request {
    /// What a button or a command does.
    Tap(TapData),
    /// Goes on to the next place.
    Next,
    /// Goes back to the place before.
    Back,
    /// What `/start` does.
    Start,
    /// Something about the place where one is.
    Here(Here),
    /// Keeps these words as a note.
    Note(String),
    /// The link to a place, also as a code; without one, to what is on the screen.
    Code(Option<PlaceId>),
    /// Everything that is still to do.
    OpenTasks,
    /// Who runs this.
    Operator,
    /// Ticks by number; no number means all.
    Ticks {
        /// The place, where one is named.
        place: Option<PlaceId>,
        /// Which, as the person counts.
        numbers: Vec<usize>,
        /// The state they shall have.
        done: bool,
    },
    /// Sets until when tasks by number, or without any all of a place, shall be done; without a day, takes it back.
    Deadline {
        /// The place, where one is named.
        place: Option<PlaceId>,
        /// Which tasks, as the person counts.
        numbers: Vec<usize>,
        /// Until when.
        day: Option<DayPhrase>,
    },
    /// Reminds once, on a day, of tasks by number, or without any of all of a place.
    Remind {
        /// The place, where one is named.
        place: Option<PlaceId>,
        /// Which tasks, as the person counts.
        numbers: Vec<usize>,
        /// When.
        day: DayPhrase,
    },
    /// A judgement of the last answer.
    Judged(Judgement),
    /// Puts municipalities side by side.
    Compare {
        /// Which.
        towns: Vec<MunicipalityId>,
        /// What of them, as typed.
        topic: Option<String>,
    },
    /// Searches examples by these words.
    Words(String),
    /// Opens the project of this name.
    Project(String),
    /// Nothing but these words in return.
    Say(String),
    /// A question.
    Question(String),
}

impl Request {
    /// Does what a button with this action would do.
    pub(crate) fn act(action: Action) -> Self {
        Self::Tap(TapData {
            action,
            below: false,
            back: false,
            project: ProjectId::default(),
        })
    }
}

/// What can be shown of the place where one is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Here {
    /// The place itself.
    Itself,
    /// Its tasks.
    Tasks,
    /// What it holds beyond its opening.
    Details,
    /// Its materials.
    Materials,
    /// Where it sends its readers.
    References,
}

//! Plain values and how they are written down: what happened, what is remembered, what is shown.

mod action;
mod admin;
mod article;
mod bookmark;
mod deadline;
mod decision;
mod deep_link;
mod event;
mod field;
mod judgement;
mod note;
mod project;
mod records;
mod reply;
mod selection;
mod session;
mod side_by_side;

pub(crate) mod fingerprint;
mod handout;
pub(crate) mod keywords;
pub(crate) mod label;
pub(crate) mod renamed;

pub use action::{Action, TapData};
pub use admin::{AdminCommand, ServiceStatus};
pub use article::{Article, ChatLink};
pub use bookmark::{BOOKMARK_COUNT, Bookmark};
pub(crate) use deadline::Now;
pub use deadline::{Day, Deadlines};
pub use decision::{DECISION_LENGTH, Decided, Decisions, Matter, Ruling, Standing};
pub use deep_link::DeepLink;
pub use event::{Attachment, ChatKind, Event, InReplyTo, Moment, Occasion, Role};
pub use fingerprint::says_something_else;
pub use handout::{Form, Handout, Sheets};
pub use judgement::{Feedback, GivenAnswer, Judgement};
pub use note::{NOTE_COUNT, NOTE_LENGTH, Note, NoteChange, NoteId, NoteRefusal, Notes};
pub use project::{Project, Visit};
pub use records::{AFTER_LEAVING, Letter, Records, WARNINGS};
pub use renamed::orphaned_ticks;
pub use reply::{Button, File, FileContent, Message, Picture, Placement, Press, Reply, Shows};
pub use selection::Selection;
pub use session::{AskedLast, Prompt, Session, Style};
pub(crate) use side_by_side::COMPARED;
pub use side_by_side::SideBySide;

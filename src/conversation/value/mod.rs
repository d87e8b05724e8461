//! Plain values and how they are written down: what happened, what is remembered, what is shown.

mod action;
mod deep_link;
mod event;
mod records;
mod reply;
mod session;

pub(crate) mod date;
pub(crate) mod fingerprint;
pub(crate) mod keywords;

pub use action::{Action, Selection};
pub use deep_link::DeepLink;
pub use event::{Attachment, ChatKind, Event, Moment, Occasion, Role};
pub use records::{Letter, Records};
pub use reply::{Button, File, Message, Picture, Placement, Press, Reply, Shows};
pub(crate) use session::{LAPSE_SECONDS, Visit};
pub use session::{Prompt, Session};

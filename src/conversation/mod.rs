//! The conversation: (session, event) in, (session, replies) out.
//!
//! Pure: no IO, no clock (the moment comes in), no async, no Telegram. One file per flow; all wording of the
//! program is in [`wording`], all wording of the guide comes from the guide.

pub mod action;
pub mod event;
pub mod reply;
pub mod session;

pub use action::Action;
pub use event::{Attachment, ChatKind, Event, Moment, Occasion, Role};
pub use reply::{Button, Message, Picture, Placement, Press, Reply};
pub use session::Session;

use crate::answer::Library;

/// Answers one event of one chat.
///
/// Total: any event in any session gets a fitting reaction, which may be silence (no replies). Equal input gives
/// equal output. A session equal to `Session::default()` need not be kept.
pub fn respond(
    library: &Library,
    session: Session,
    event: &Event,
    now: Moment,
) -> (Session, Vec<Reply>) {
    let _ = (library, event, now);
    (session, Vec::new())
}

/// Tells whether [`respond`] wants to know the [`Role`] of the person before it decides on this event.
///
/// The caller looks the role up (that is IO) and fills [`Event::role`].
pub fn needs_role(event: &Event) -> bool {
    let _ = event;
    false
}

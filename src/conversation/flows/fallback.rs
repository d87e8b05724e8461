//! What goes astray: unknown commands, old buttons, attachments, the unreadable, and our own faults.
//!
//! Each gets a friendly way back; nothing here touches where the walk stands.

use crate::knowledge::Guide;

use crate::conversation::flows::{place, start};
use crate::conversation::hearing::Heard;
use crate::conversation::page::screen::{Screen, Shown};
use crate::conversation::value::{Action, Attachment, Button, Session};
use crate::conversation::wording;

/// A command that is not known; `near` is the known one it is closest to, with what that means.
pub(crate) fn unknown_command(
    guide: &Guide,
    session: &Session,
    name: &str,
    near: Option<(&'static str, Heard)>,
) -> Screen {
    // A name of a letter's length is not repeated to its writer.
    let name: String = name.chars().take(32).collect();
    let known = near.as_ref().map(|(near, _)| *near);
    let meant = near.and_then(|(near, heard)| match heard {
        Heard::Act(action) => Some(Button::act(wording::command_label(near), action)),
        Heard::Next => {
            let after = place::standing(guide, session).map(|at| guide.after(&at.id));
            let after = after.unwrap_or(guide.places.first())?;
            Some(Button::act(
                wording::on_to(after),
                Action::Open(after.id.clone()),
            ))
        }
        _ => None,
    });
    let screen = Screen::saying(wording::unknown_command(&name, known)).row(meant);
    start::onward(guide, session, screen)
}

/// A button that is too old, or was never ours.
pub(crate) fn stale(guide: &Guide, session: &Session) -> Shown {
    let screen = start::onward(guide, session, Screen::saying(wording::STALE));
    // Below, so that what stood above the old button is not lost.
    Shown::from(screen).with_toast(wording::STALE_TOAST).below()
}

/// Something that is not text.
pub(crate) fn attachment(guide: &Guide, session: &Session, attachment: Attachment) -> Shown {
    match wording::attachment(attachment) {
        Some(words) => start::onward(guide, session, Screen::saying(words)).into(),
        None => Shown::nothing(),
    }
}

/// Something that could not be read at all.
pub(crate) fn unreadable(guide: &Guide, session: &Session) -> Screen {
    start::onward(guide, session, Screen::saying(wording::UNREADABLE))
}

/// What is said when answering failed; needs neither guide nor session, as either may be the cause.
pub(crate) fn apology() -> Screen {
    Screen::saying(wording::APOLOGY)
        .row([
            Button::act(wording::OVERVIEW, Action::Overview),
            Button::act(wording::SEARCH_EXAMPLES, Action::AskForWords),
        ])
        .row([Button::act(wording::ABOUT, Action::Help)])
}

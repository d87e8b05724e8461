//! What goes astray: unknown commands, old buttons, attachments, the unreadable, and our own faults.
//!
//! Each gets a friendly way back; nothing here touches where the walk stands.

use crate::conversation::hearing::Request;
use crate::conversation::page::links;
use crate::conversation::page::screen::{Screen, Shown};
use crate::conversation::value::{Attachment, Button, Session};
use crate::conversation::wording;
use crate::knowledge::Guide;

/// A command that is not known; `near` is the known one it is closest to, with what that means.
pub(crate) fn unknown_command(
    guide: &Guide,
    session: &Session,
    name: &str,
    near: Option<(&str, Request)>,
) -> Screen {
    // A name of a letter's length is not repeated to its writer.
    let name: String = name.chars().take(32).collect();
    let known = near.as_ref().map(|(near, _)| *near);
    let meant = near.and_then(|(near, request)| match request {
        Request::Tap(tap) => Some(Button::act(wording::command_label(near), tap.action)),
        Request::Next => match session.project.current_place(guide) {
            Some(place) => links::after(guide, place),
            None => guide.places.first().map(links::on_to),
        },
        _ => None,
    });
    Screen::saying(wording::unknown_command(&name, known))
        .row(meant)
        .onward(guide, session)
}

/// A button that is too old, or was never ours.
pub(crate) fn stale(guide: &Guide, session: &Session) -> Shown {
    let screen = Screen::saying(wording::STALE).onward(guide, session);
    // Below, so that what stood above the old button is not lost.
    Shown::from(screen).with_toast(wording::STALE_TOAST).below()
}

/// Something that is not text.
pub(crate) fn attachment(guide: &Guide, session: &Session, attachment: Attachment) -> Shown {
    match wording::attachment(guide, attachment) {
        Some(words) => Screen::saying(words).onward(guide, session).into(),
        None => Shown::nothing(),
    }
}

/// Something that could not be read at all.
pub(crate) fn unreadable(guide: &Guide, session: &Session) -> Screen {
    Screen::saying(wording::UNREADABLE).onward(guide, session)
}

/// What is said when answering failed; needs no session and no text of the guide, as either may be the cause.
pub(crate) fn apology(guide: &Guide) -> Screen {
    let overview = std::iter::once(links::overview());
    Screen::saying(wording::APOLOGY)
        .row(overview.chain(links::search_examples(guide)))
        .row([links::about()])
}

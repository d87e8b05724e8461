//! What in a group only its admins may do.

use crate::conversation::value::{Action, Button, ChatKind, Event, Role};
use crate::conversation::wording;

use super::screen::Screen;

/// What is said to whoever must not do this, or of whom that is not known; then the same can be tried again.
pub(crate) fn refusal(event: &Event, again: Action) -> Option<Screen> {
    if event.chat == ChatKind::Private || event.role == Role::Admin {
        return None;
    }
    Some(match event.role {
        Role::Member => Screen::saying(wording::ONLY_ADMINS),
        _ => {
            let again = Button::act(wording::TRY_AGAIN, again);
            Screen::saying(wording::ROLE_UNKNOWN).row([again])
        }
    })
}

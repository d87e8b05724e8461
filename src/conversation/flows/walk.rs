//! Walking: standing at a place, going on, going back, jumping; and reading without walking.
//!
//! The order is the guide's reading order (a step, then its sections, then the next step), and no place is skipped:
//! one whose text is not known is stood on like any other and says so. Going beyond either end leaves the walk where
//! it stands.

use crate::conversation::page::screen::Shown;
use crate::conversation::page::{links, place};
use crate::conversation::value::{Action, Session};
use crate::conversation::wording;
use crate::knowledge::{Guide, Place, PlaceId};

/// Opens a place and stands the walk there.
pub(crate) fn open(guide: &Guide, session: &mut Session, id: &PlaceId) -> Shown {
    if guide.place(id).is_some() {
        session.project.walk_to(guide, id);
    }
    read(guide, session, id)
}

/// Shows a place for reading, or for working where the walk stands on it.
pub(crate) fn read(guide: &Guide, session: &Session, id: &PlaceId) -> Shown {
    match guide.place(id) {
        Some(place) => place::screen(guide, session, place).into(),
        None => links::gone(guide, session, id),
    }
}

/// Goes on to the place after the one on the screen, else after where the walk stands; before a walk has begun, to the
/// first.
pub(crate) fn next(guide: &Guide, session: &mut Session) -> Shown {
    let Some(at) = here(guide, session) else {
        return links::begin(guide);
    };
    match guide.after(&at.id) {
        Some(after) => open(guide, session, &after.id),
        None => read(guide, session, &at.id).headed(wording::at_the_end(guide.has_tasks())),
    }
}

/// Goes back to the place before the one on the screen, or where the walk stands; before a walk has begun, to the first.
pub(crate) fn back(guide: &Guide, session: &mut Session) -> Shown {
    let Some(at) = here(guide, session) else {
        return links::begin(guide);
    };
    let Some(before) = guide.before(&at.id) else {
        return read(guide, session, &at.id).headed(wording::AT_THE_BEGINNING);
    };
    // The next way back goes on from there, and not to here again.
    session.trail.pop();
    open(guide, session, &before.id)
}

/// The place on the screen, else the one where the walk stands.
fn here<'g>(guide: &'g Guide, session: &Session) -> Option<&'g Place> {
    let view = session.on_screen();
    let shown = view.as_ref().and_then(Action::place);
    shown
        .and_then(|id| guide.place(id))
        .or_else(|| session.project.current_place(guide))
}

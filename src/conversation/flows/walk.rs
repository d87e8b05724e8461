//! Walking: standing at a place, going on, going back, jumping; and reading without walking.
//!
//! The order is the guide's reading order (a step, then its sections, then the next step), and no place is skipped:
//! one whose text is not known is stood on like any other and says so. Going beyond either end leaves the walk where
//! it stands.

use crate::conversation::page::screen::Shown;
use crate::conversation::page::{links, place};
use crate::conversation::value::Session;
use crate::conversation::wording;
use crate::knowledge::{Guide, PlaceId};

/// Opens a place and stands the walk there.
pub(crate) fn open(guide: &Guide, session: &mut Session, id: &PlaceId) -> Shown {
    if guide.place(id).is_some() {
        session.at = Some(id.clone());
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

/// Goes on to the next place; before a walk has begun, to the first.
pub(crate) fn next(guide: &Guide, session: &mut Session) -> Shown {
    let Some(at) = session.current_place(guide) else {
        return links::begin(guide);
    };
    match guide.after(&at.id) {
        Some(after) => open(guide, session, &after.id),
        None => read(guide, session, &at.id).headed(wording::AT_THE_END),
    }
}

/// Goes back to the place before; before a walk has begun, to the first.
pub(crate) fn back(guide: &Guide, session: &mut Session) -> Shown {
    let Some(at) = session.current_place(guide) else {
        return links::begin(guide);
    };
    match guide.before(&at.id) {
        Some(before) => open(guide, session, &before.id),
        None => read(guide, session, &at.id).headed(wording::AT_THE_BEGINNING),
    }
}

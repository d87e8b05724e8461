//! Walking: standing at a place, going on, going back, jumping.
//!
//! The order is the guide's reading order (a step, then its sections, then the next step), and no place is skipped:
//! one whose text is not known is stood on like any other and says so. Going beyond either end leaves the walk where
//! it stands.

use crate::knowledge::{Guide, PlaceId};

use crate::conversation::flows::{changes, overview, place};
use crate::conversation::page::screen::Screen;
use crate::conversation::value::Session;
use crate::conversation::wording;

/// Opens a place and stands the walk there.
pub(crate) fn open(guide: &Guide, session: &mut Session, id: &PlaceId) -> Screen {
    let Some(place) = guide.place(id) else {
        return changes::gone(guide, session, id);
    };
    session.at = Some(place.id.clone());
    place::screen(guide, session, place)
}

/// Goes on to the next place; before a walk has begun, to the first.
pub(crate) fn next(guide: &Guide, session: &mut Session) -> Screen {
    let Some(at) = place::standing(guide, session) else {
        return begin(guide, session);
    };
    match guide.after(&at.id) {
        Some(after) => open(guide, session, &after.id),
        None => place::screen(guide, session, at).headed(wording::AT_THE_END),
    }
}

/// Goes back to the place before; before a walk has begun, to the first.
pub(crate) fn back(guide: &Guide, session: &mut Session) -> Screen {
    let Some(at) = place::standing(guide, session) else {
        return begin(guide, session);
    };
    match guide.before(&at.id) {
        Some(before) => open(guide, session, &before.id),
        None => place::screen(guide, session, at).headed(wording::AT_THE_BEGINNING),
    }
}

/// Stands at the guide's first place.
pub(crate) fn begin(guide: &Guide, session: &mut Session) -> Screen {
    match guide.places.first() {
        Some(first) => open(guide, session, &first.id),
        None => overview::screen(guide, session),
    }
}

//! What a place holds beyond its opening, page by page.
//!
//! Behind the last page stand materials and references.

use crate::conversation::page::paging::{Paging, pages};
use crate::conversation::page::screen::{Screen, Shown};
use crate::conversation::page::{details, links};
use crate::conversation::value::{Action, Button, Session};
use crate::conversation::wording;
use crate::knowledge::{Guide, PartId, Place, PlaceId};

/// A page of the details of a place.
pub(crate) fn screen(guide: &Guide, session: &Session, id: &PlaceId, page: u16) -> Shown {
    let Some(place) = guide.place(id) else {
        return links::gone(guide, session, id);
    };
    let pages = pages(&details::texts(guide, session, place));
    let paging = Paging::of(page, pages.len());
    let head = paging.titled(wording::titled(place));
    let text = match pages.get(paging.at) {
        Some((_, page)) => head.and(page),
        None => head.and_paragraph(wording::NOTHING_MORE),
    };
    let at = |page| Action::Details {
        place: place.id.clone(),
        page,
    };
    let screen = Screen::of(at(page), text).row(paging.turning(at));
    if !paging.is_last() {
        return screen
            .ways(guide, session, links::tasks(wording::TASKS, place))
            .into();
    }
    screen
        .row(besides(guide, place))
        .ways(guide, session, links::after(guide, place))
        .into()
}

/// The details of a place from where a part begins.
pub(crate) fn part(guide: &Guide, session: &Session, id: &PlaceId, part: &PartId) -> Shown {
    let place = guide.place(id);
    let page = place.map_or(0, |place| details::page_of(guide, session, place, part));
    screen(guide, session, id, page)
}

/// What else there is at a place.
fn besides(guide: &Guide, place: &Place) -> impl Iterator<Item = Button> {
    let materials = (!place.materials.is_empty()).then(|| {
        let action = Action::Materials {
            place: place.id.clone(),
            page: 0,
        };
        Button::act(wording::materials_of(place), action)
    });
    let references = (!place.see.is_empty())
        .then(|| Button::act(wording::references_of(place), Action::See(place.id.clone())));
    let share = links::share_place(guide, place);
    [materials, references, share].into_iter().flatten()
}

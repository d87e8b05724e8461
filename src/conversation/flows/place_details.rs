//! What a place holds beyond its opening, page by page.
//!
//! From here it goes on to materials, examples and references, and back.

use crate::conversation::page::paging::{Paging, pages};
use crate::conversation::page::screen::{Screen, Shown, aside};
use crate::conversation::page::{citation, details, links, place};
use crate::conversation::value::{Action, Button, Session};
use crate::conversation::wording;
use crate::knowledge::{Guide, Place, PlaceId};
use crate::text::RichText;

/// A page of the details of a place.
pub(crate) fn screen(guide: &Guide, session: &Session, id: &PlaceId, page: u16) -> Shown {
    let Some(place) = guide.place(id) else {
        return links::gone(guide, session, id);
    };
    let pages = pages(&details::texts(guide, place));
    let paging = Paging::of(page, pages.len());
    let text = RichText::default()
        .and_title(place::heading(guide, place))
        .and(&paging.note());
    let text = match pages.get(paging.at) {
        Some((_, page)) => text.and(page),
        None => text.and_paragraph(wording::NOTHING_MORE),
    };
    let text = text.and(&aside(citation::provenance(guide, &place.from)));
    let turning = paging.turning(|page| Action::Details {
        place: place.id.clone(),
        page,
    });
    let ways = if paging.is_last() {
        links::ways_on(guide, session, place)
    } else {
        links::ways_back(guide, session, place)
    };
    Screen::new(text)
        .row(turning)
        .row(besides(guide, place))
        .row(ways)
        .into()
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
    let examples = links::examples_at(guide, place);
    let share = links::share_place(guide, place);
    [materials, examples, references, share]
        .into_iter()
        .flatten()
}

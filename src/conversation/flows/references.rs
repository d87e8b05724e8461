//! Cross references: where a place sends its readers, and what they find there.

use crate::conversation::page::links;
use crate::conversation::page::screen::{Screen, Shown, lines};
use crate::conversation::value::{Action, Session};
use crate::conversation::wording;
use crate::knowledge::{Guide, Place, PlaceId};
use crate::text::{RichText, Span};

/// The places that a place refers to; reading one of them leaves the walk where it stands.
pub(crate) fn screen(guide: &Guide, session: &Session, id: &PlaceId) -> Shown {
    let Some(place) = guide.place(id) else {
        return links::gone(guide, session, id);
    };
    let screen = if place.see.is_empty() {
        Screen::saying(wording::no_references(place))
    } else {
        list(guide, place)
    };
    let screen = Screen {
        view: Some(Action::See(id.clone())),
        ..screen
    };
    screen.ways(guide, session, []).into()
}

fn list(guide: &Guide, place: &Place) -> Screen {
    let known = || {
        let see = place.see.iter();
        see.filter_map(|see| Some((guide.place(&see.place)?, see.why.as_deref())))
    };
    let entries = known().map(|(place, why)| {
        let why = why.map(|why| format!(", {why}")).unwrap_or_default();
        vec![
            Span::strong(format!("{} ", wording::spoken(place))),
            Span::plain(format!("{}{why}", place.title)),
        ]
    });
    let text = RichText::default()
        .and_title(wording::references_title(place))
        .and(&lines(entries));
    Screen::new(text).row(known().map(|(place, _)| links::read(place)))
}

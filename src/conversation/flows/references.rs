//! Cross references: where a place sends its readers, and what they find there.

use crate::knowledge::{Guide, PlaceId};
use crate::text::{RichText, Span};

use crate::conversation::flows::{changes, place};
use crate::conversation::page::screen::{Screen, lines};
use crate::conversation::value::{Action, Button, Session};
use crate::conversation::wording;

/// The places that a place refers to; reading one of them leaves the walk where it stands.
pub(crate) fn screen(guide: &Guide, session: &Session, id: &PlaceId) -> Screen {
    let Some(place) = guide.place(id) else {
        return changes::gone(guide, session, id);
    };
    if place.see.is_empty() {
        return Screen::saying(wording::no_references(place))
            .row(place::ways_back(guide, session, place));
    }
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
    let buttons =
        known().map(|(place, _)| Button::act(wording::read(place), Action::Read(place.id.clone())));
    Screen::new(text)
        .row(buttons)
        .row(place::ways_back(guide, session, place))
}

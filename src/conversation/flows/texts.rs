//! Texts that stand outside the steps: the background, and answers that editors wrote.

use crate::conversation::page::paging::{Paging, pages};
use crate::conversation::page::screen::{Screen, aside};
use crate::conversation::page::{citation, links};
use crate::conversation::value::{Action, Session};
use crate::conversation::wording;
use crate::knowledge::{AnswerId, BackgroundId, Guide, Place};
use crate::text::RichText;

/// A page of a background text.
pub(crate) fn background(guide: &Guide, session: &Session, id: &BackgroundId, page: u16) -> Screen {
    let Some(background) = guide.background(id) else {
        return gone(guide, session);
    };
    let pages = pages(&[(String::new(), background.text.clone())]);
    let paging = Paging::of(page, pages.len());
    let mut text = paging.titled(background.title.clone());
    if let Some((_, page)) = pages.get(paging.at) {
        text = text.and(page);
    }
    text = text.and(&aside(citation::source_line(
        guide,
        &background.from,
        false,
    )));
    let at = |page| Action::Background(id.clone(), page);
    let here = u16::try_from(paging.at).unwrap_or(u16::MAX);
    Screen::of(at(here), text)
        .row(paging.turning(at))
        .ways(guide, session, [])
}

/// An answer that editors wrote, with the places it rests on.
pub(crate) fn curated(guide: &Guide, session: &Session, id: &AnswerId) -> Screen {
    let Some(answer) = guide.answer(id) else {
        return gone(guide, session);
    };
    let places = answer.places.iter().filter_map(|id| guide.place(id));
    let rests_on = |text: RichText, place: &Place| {
        let from = citation::source_line(guide, &place.from, false);
        text.and(&aside(format!("{} {} · {from}", place.number, place.title)))
    };
    let text = places.clone().fold(answer.text.clone(), rests_on);
    Screen::of(Action::Curated(id.clone()), text)
        .row(places.map(links::read))
        .ways(guide, session, [])
}

fn gone(guide: &Guide, session: &Session) -> Screen {
    Screen::saying(wording::TEXT_GONE).onward(guide, session)
}

//! Texts that stand outside the steps: the background, and answers that editors wrote.

use crate::knowledge::{AnswerId, BackgroundId, Guide};
use crate::text::RichText;

use crate::conversation::flows::start;
use crate::conversation::page::provenance;
use crate::conversation::page::screen::{Screen, aside, clamp, pages, turning};
use crate::conversation::value::{Action, Button, Session};
use crate::conversation::wording;

/// A page of a background text.
pub(crate) fn background(guide: &Guide, session: &Session, id: &BackgroundId, page: u16) -> Screen {
    let Some(background) = guide.background(id) else {
        return start::onward(guide, session, Screen::saying(wording::TEXT_GONE));
    };
    let pages = pages(&[(String::new(), background.text.clone())]);
    let at = clamp(page, pages.len());
    let title = format!("{} · {}", guide.background_label, background.title);
    let mut text = RichText::default().and_title(title);
    if pages.len() > 1 {
        text = text.and_paragraph(wording::page_of(at, pages.len()));
    }
    if let Some((_, page)) = pages.get(at) {
        text = text.and(page);
    }
    text = text.and(&aside(provenance::line(guide, &background.from)));
    let screen = Screen::new(text).row(turning(at, pages.len(), |page| {
        Action::Background(id.clone(), page)
    }));
    start::onward(guide, session, screen)
}

/// An answer that editors wrote, with the places it rests on.
pub(crate) fn curated(guide: &Guide, session: &Session, id: &AnswerId) -> Screen {
    let Some(answer) = guide.answer(id) else {
        return start::onward(guide, session, Screen::saying(wording::TEXT_GONE));
    };
    let places: Vec<_> = answer
        .places
        .iter()
        .filter_map(|id| guide.place(id))
        .collect();
    let mut text = answer.text.clone();
    for place in &places {
        text = text.and(&aside(format!(
            "{} {} · {}",
            place.number,
            place.title,
            provenance::line(guide, &place.from)
        )));
    }
    let read = places
        .iter()
        .map(|place| Button::act(wording::read(place), Action::Read(place.id.clone())));
    start::onward(guide, session, Screen::new(text).row(read))
}

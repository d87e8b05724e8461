//! The glossary: its terms by the alphabet, and what one of them means.

use crate::german::fold;
use crate::knowledge::{Guide, Target, Term, TermId};
use crate::text::{RichText, Span};

use crate::conversation::flows::{place, start};
use crate::conversation::page::screen::{Screen, aside, clamp, lines, turning};
use crate::conversation::page::{articles, provenance};
use crate::conversation::value::{Action, Button, Session};
use crate::conversation::wording;

/// How many terms stand on one page.
const PAGE: usize = 12;

/// A page of terms.
pub(crate) fn screen(guide: &Guide, session: &Session, page: u16) -> Screen {
    let mut terms: Vec<&Term> = guide.terms.iter().collect();
    if terms.is_empty() {
        return start::onward(guide, session, Screen::saying(wording::NO_TERMS));
    }
    terms.sort_by_cached_key(|term| (fold::key(&term.term), term.id.clone()));
    let count = terms.len().div_ceil(PAGE);
    let at = clamp(page, count);
    let mut text = RichText::default().and_title(wording::GLOSSARY);
    if count > 1 {
        text = text.and_paragraph(wording::page_of(at, count));
    }
    let buttons = terms
        .iter()
        .skip(at * PAGE)
        .take(PAGE)
        .map(|term| Button::act(wording::label(&term.term), Action::Term(term.id.clone())));
    let screen = Screen::new(text.and_paragraph(wording::CHOOSE_TERM))
        .row(buttons)
        .row(turning(at, count, Action::Glossary));
    let back = place::standing(guide, session)
        .map(|place| Button::act(wording::back_to(place), Action::Open(place.id.clone())));
    screen.row(
        back.into_iter()
            .chain([Button::act(wording::OVERVIEW, Action::Overview)]),
    )
}

/// A term.
pub(crate) fn term(guide: &Guide, session: &Session, id: &TermId) -> Screen {
    let Some(term) = guide.term(id) else {
        return screen(guide, session, 0).headed(wording::TERM_GONE);
    };
    let mut text = RichText::default()
        .and_title(term.term.clone())
        .and(&term.text);
    if !term.synonyms.is_empty() {
        text = text.and(&lines([vec![
            Span::strong(format!("{} ", wording::ALSO_CALLED)),
            Span::plain(term.synonyms.join(", ")),
        ]]));
    }
    let from = if term.general {
        wording::GENERAL.to_owned()
    } else {
        provenance::line(guide, &term.from)
    };
    let places = term.places.iter().filter_map(|id| guide.place(id)).take(3);
    let read =
        places.map(|place| Button::act(wording::read(place), Action::Read(place.id.clone())));
    let back = place::standing(guide, session)
        .map(|place| Button::act(wording::back_to(place), Action::Open(place.id.clone())));
    Screen::new(text.and(&aside(from))).row(read).row(
        [Button::act(wording::ALL_TERMS, Action::Glossary(0))]
            .into_iter()
            .chain(articles::share_button(guide, &Target::Term(id.clone())))
            .chain(back),
    )
}

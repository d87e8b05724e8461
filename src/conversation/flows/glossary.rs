//! The glossary: its terms by the alphabet, and what one of them means.

use crate::conversation::page::paging::Paging;
use crate::conversation::page::screen::{Screen, Shown, aside, lines};
use crate::conversation::page::{citation, links};
use crate::conversation::value::label::label;
use crate::conversation::value::{Action, Button, Session};
use crate::conversation::wording;
use crate::german::fold;
use crate::knowledge::{Guide, Target, Term, TermId};
use crate::text::{RichText, Span};

/// How many terms stand on one page.
const PAGE: usize = 12;

/// A page of terms.
pub(crate) fn screen(guide: &Guide, session: &Session, page: u16) -> Screen {
    let mut terms: Vec<&Term> = guide.terms.iter().collect();
    if terms.is_empty() {
        return Screen::saying(wording::NO_TERMS).onward(guide, session);
    }
    terms.sort_by_cached_key(|term| (fold::key(&term.term), term.id.clone()));
    let (paging, shown) = Paging::over(&terms, PAGE, page);
    let text = paging
        .titled(wording::GLOSSARY)
        .and_paragraph(wording::CHOOSE_TERM);
    let here = u16::try_from(paging.at).unwrap_or(u16::MAX);
    Screen::of(Action::Glossary(here), text)
        .row(shown.map(|(_, term)| Button::act(label(&term.term), Action::Term(term.id.clone()))))
        .row(paging.turning(Action::Glossary))
        .ways(guide, session, [])
}

/// A term.
pub(crate) fn term(guide: &Guide, session: &Session, id: &TermId) -> Shown {
    let Some(term) = guide.term(id) else {
        return Shown::go(Action::Glossary(0)).headed(wording::TERM_GONE);
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
        citation::source_line(guide, &term.from, false)
    };
    let places = term.places.iter().filter_map(|id| guide.place(id));
    let view = Action::Term(id.clone());
    let share = links::share(guide, &Target::Term(id.clone()));
    let from_all = matches!(session.came_from(guide, &view), Some(Action::Glossary(_)));
    let all = (!from_all).then(|| Button::act(wording::ALL_TERMS, Action::Glossary(0)));
    Screen::of(view, text.and(&aside(from)))
        .row(places.take(2).map(links::read))
        .row(share)
        .ways(guide, session, all)
        .into()
}

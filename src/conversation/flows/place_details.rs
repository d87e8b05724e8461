//! What a place holds beyond its opening: its note in full, its parts, its tips, its sources; page by page.
//!
//! From here it goes on to materials, examples and references, and back.

use crate::knowledge::{Guide, PartId, Place, PlaceId, Target};
use crate::text::{Block, RichText, Span};

use crate::conversation::flows::{changes, place};
use crate::conversation::page::screen::{Screen, aside, clamp, pages, turning};
use crate::conversation::page::{articles, provenance};
use crate::conversation::value::{Action, Button, Session};
use crate::conversation::wording;

/// A page of the rest of a place.
pub(crate) fn screen(guide: &Guide, session: &Session, id: &PlaceId, page: u16) -> Screen {
    let Some(place) = guide.place(id) else {
        return changes::gone(guide, session, id);
    };
    let pages = pages(&texts(guide, place));
    let at = clamp(page, pages.len());
    let mut text = RichText::default().and_title(place::heading(guide, place));
    if pages.len() > 1 {
        text = text.and_paragraph(wording::page_of(at, pages.len()));
    }
    text = match pages.get(at) {
        Some((_, page)) => text.and(page),
        None => text.and_paragraph(wording::NOTHING_MORE),
    };
    text = text.and(&aside(provenance::line(guide, &place.from)));
    let turn = turning(at, pages.len(), |page| Action::Rest {
        place: place.id.clone(),
        page,
    });
    let ways = if at + 1 < pages.len() {
        place::ways_back(guide, session, place)
    } else {
        place::ways_on(guide, session, place)
    };
    Screen::new(text)
        .row(turn)
        .row(besides(guide, place))
        .row(ways)
}

/// The page on which a part begins; the first where there is no such part.
pub(crate) fn page_of(guide: &Guide, place: &Place, part: &PartId) -> u16 {
    let texts = texts(guide, place);
    let before = texts.len() - place.parts.len() - trailing(guide, place);
    let Some(at) = place.parts.iter().position(|other| other.id == *part) else {
        return 0;
    };
    let pages = pages(&texts);
    let page = pages
        .iter()
        .rposition(|(first, _)| *first <= before + at)
        .unwrap_or(0);
    // A text over several pages begins on the first of those that begin with it.
    let first = pages.iter().position(|(first, _)| *first == before + at);
    u16::try_from(first.unwrap_or(page)).unwrap_or(u16::MAX)
}

/// Tells whether there is anything beyond the opening.
pub(crate) fn holds_more(guide: &Guide, place: &Place) -> bool {
    !place.parts.is_empty()
        || !place.tips.is_empty()
        || place.note.blocks.len() > 1
        || !place.materials.is_empty()
        || !place.see.is_empty()
        || sources(guide, place).is_some()
}

/// The titled texts in order: note, parts, tips, sources.
fn texts(guide: &Guide, place: &Place) -> Vec<(String, RichText)> {
    let note = (place.note.blocks.len() > 1).then(|| {
        (
            wording::NOTE.trim_end_matches(':').to_owned(),
            place.note.clone(),
        )
    });
    let parts = place
        .parts
        .iter()
        .map(|part| (part.title.clone(), part.text.clone()));
    let tips = tips(place).map(|tips| (wording::TIPS.to_owned(), tips));
    let sources = sources(guide, place).map(|sources| (wording::SOURCES.to_owned(), sources));
    note.into_iter()
        .chain(parts)
        .chain(tips)
        .chain(sources)
        .collect()
}

/// How many texts stand behind the parts.
fn trailing(guide: &Guide, place: &Place) -> usize {
    usize::from(tips(place).is_some()) + usize::from(sources(guide, place).is_some())
}

fn tips(place: &Place) -> Option<RichText> {
    if place.tips.is_empty() {
        return None;
    }
    let items = place.tips.iter().map(in_one_line).collect();
    Some(RichText {
        blocks: vec![Block::List { start: None, items }],
    })
}

fn in_one_line(tip: &RichText) -> Vec<Span> {
    let mut spans: Vec<Span> = Vec::new();
    for block in &tip.blocks {
        let runs: Vec<&Vec<Span>> = match block {
            Block::Title(spans) | Block::Paragraph(spans) => vec![spans],
            Block::List { items, .. } => items.iter().collect(),
        };
        for run in runs {
            if !spans.is_empty() {
                spans.push(Span::plain(" "));
            }
            spans.extend(run.iter().cloned());
        }
    }
    spans
}

fn sources(guide: &Guide, place: &Place) -> Option<RichText> {
    let sources = provenance::sources(guide, &place.from);
    (!sources.is_empty()).then_some(sources)
}

/// What else there is at a place.
fn besides(guide: &Guide, place: &Place) -> Vec<Button> {
    let id = || place.id.clone();
    let mut buttons = Vec::new();
    if !place.materials.is_empty() {
        let action = Action::Materials {
            place: id(),
            page: 0,
        };
        buttons.push(Button::act(wording::materials_of(place), action));
    }
    buttons.extend(place::examples_button(guide, place));
    if !place.see.is_empty() {
        buttons.push(Button::act(
            wording::references_of(place),
            Action::See(id()),
        ));
    }
    buttons.extend(articles::share_button(guide, &Target::Place(id(), None)));
    buttons
}

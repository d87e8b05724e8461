//! What a place holds beyond its opening: its note in full, its parts, its tips, its sources.

use crate::conversation::wording;
use crate::knowledge::{Guide, PartId, Place};
use crate::text::{Block, RichText, Span};

use super::citation;
use super::paging::pages;

/// The page on which a part begins; the first where there is no such part.
pub(crate) fn page_of(guide: &Guide, place: &Place, part: &PartId) -> u16 {
    let Some(at) = place.parts.iter().position(|other| other.id == *part) else {
        return 0;
    };
    let at = at + usize::from(goes_on(&place.note));
    let pages = pages(&texts(guide, place));
    // A text over several pages begins on the first of those that begin with it.
    let begun = pages.iter().position(|(first, _)| *first == at);
    let page = begun.or_else(|| pages.iter().rposition(|(first, _)| *first <= at));
    u16::try_from(page.unwrap_or(0)).unwrap_or(u16::MAX)
}

/// Tells whether there is anything beyond the opening.
pub(crate) fn any(guide: &Guide, place: &Place) -> bool {
    !place.parts.is_empty()
        || !place.tips.is_empty()
        || goes_on(&place.note)
        || !place.materials.is_empty()
        || !place.see.is_empty()
        || sources(guide, place).is_some()
}

/// The titled texts in order: note, parts, tips, sources.
pub(crate) fn texts(guide: &Guide, place: &Place) -> Vec<(String, RichText)> {
    let note = goes_on(&place.note).then(|| (wording::NOTE_TITLE.to_owned(), place.note.clone()));
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

/// Whether a note is longer than what stands on the place's own screen.
fn goes_on(note: &RichText) -> bool {
    note.blocks.len() > 1
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
    let sources = citation::sources(guide, &place.from);
    (!sources.is_empty()).then_some(sources)
}

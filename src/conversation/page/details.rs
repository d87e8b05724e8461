//! What a place holds beyond its own screen: the rest of its opening, its parts, its tips, remarks of the editors, its
//! sources.

use crate::conversation::value::Session;
use crate::conversation::wording;
use crate::knowledge::{Guide, PartId, Place};
use crate::text::{Block, RichText, Span};

use super::paging::pages;
use super::screen::aside;
use super::{citation, place};

/// The page on which a part begins; the first where there is no such part.
pub(crate) fn page_of(guide: &Guide, session: &Session, place: &Place, part: &PartId) -> u16 {
    let mut parts = place.parts.iter().filter(|part| !part.remark);
    let Some(at) = parts.position(|other| other.id == *part) else {
        return 0;
    };
    let texts = texts(guide, session, place);
    let at = at + usize::from(texts.first().is_some_and(|(title, _)| title.is_empty()));
    let pages = pages(&texts);
    // A text over several pages begins on the first of those that begin with it.
    let begun = pages.iter().position(|(first, _)| *first == at);
    let page = begun.or_else(|| pages.iter().rposition(|(first, _)| *first <= at));
    u16::try_from(page.unwrap_or(0)).unwrap_or(u16::MAX)
}

/// The titled texts in order: the rest of the opening, parts, tips, what the editors remark, sources.
pub(crate) fn texts(guide: &Guide, session: &Session, place: &Place) -> Vec<(String, RichText)> {
    let (_, rest) = place::opened(guide, session, place);
    let parts = place.parts.iter().filter(|part| !part.remark);
    let parts = parts.map(|part| (part.title.clone(), part.text.clone()));
    std::iter::once((String::new(), rest))
        .chain(parts)
        .chain([
            (wording::TIPS.to_owned(), tips(place)),
            (wording::NOTE_TITLE.to_owned(), remarks(place)),
            (wording::SOURCES.to_owned(), sources(guide, place)),
        ])
        .filter(|(_, text)| !text.is_empty())
        .collect()
}

/// What comes first among the [`texts`], `rest` being what of the opening has no room on the place's own screen.
pub(crate) fn first<'p>(place: &'p Place, rest: &RichText) -> &'p str {
    if !rest.is_empty() {
        return wording::READ_ON;
    }
    let part = place.parts.iter().find(|part| !part.remark);
    match part {
        Some(part) => &part.title,
        None if !place.tips.is_empty() => wording::TIPS,
        None if !place.note.is_empty() || !place.parts.is_empty() => wording::NOTE_TITLE,
        // Where a text comes from can always be said.
        None => wording::SOURCES,
    }
}

/// What the editors remark: the note, and the parts that are remarks.
fn remarks(place: &Place) -> RichText {
    let remarks = place.parts.iter().filter(|part| part.remark);
    remarks.fold(place.note.clone(), |text, part| text.and(&part.text))
}

fn tips(place: &Place) -> RichText {
    let items: Vec<Vec<Span>> = place.tips.iter().map(in_one_line).collect();
    let list = (!items.is_empty()).then_some(Block::List { start: None, items });
    RichText {
        blocks: list.into_iter().collect(),
    }
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

/// The sources by name; whose words these are, of when, and who holds the copy.
fn sources(guide: &Guide, place: &Place) -> RichText {
    let details = citation::provenance(guide, &place.from);
    citation::sources(guide, &place.from).and(&aside(details))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::conversation::transcripts::small_guide;

    #[test]
    fn what_comes_first_is_what_the_button_says() {
        let guide = small_guide();
        for place in &guide.places {
            let session = Session::default();
            let (_, rest) = place::opened(&guide, &session, place);
            let texts = texts(&guide, &session, place);
            let titles = texts.iter().map(|(title, _)| title.as_str());
            let first = titles
                .map(|title| {
                    if title.is_empty() {
                        wording::READ_ON
                    } else {
                        title
                    }
                })
                .next();
            assert_eq!(first, Some(super::first(place, &rest)), "{}", place.number);
        }
    }
}

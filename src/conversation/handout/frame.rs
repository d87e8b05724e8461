//! A document of the guide, filled with what was noted at the places of its sections. What nothing fills is a gap.

use std::collections::BTreeSet;

use super::{begun, provenance, quote, say_if_blank};
use crate::conversation::value::{Moment, Session};
use crate::conversation::wording::handout as words;
use crate::document::{Document, Piece};
use crate::knowledge::{Frame, FrameSection, Guide, PlaceId};

pub(super) fn document(guide: &Guide, session: &Session, frame: &Frame, now: Moment) -> Document {
    let mut document = begun(words::title(&frame.title, guide), now);
    document.lead.insert(0, frame.remark.clone());
    say_if_blank(&mut document, session);
    let mut shown = BTreeSet::new();
    for section in &frame.sections {
        document.heading(1, &section.title);
        document.text(&section.text);
        fill(&mut document, session, section, &mut shown);
        for place in section.places.iter().filter_map(|id| guide.place(id)) {
            let from = words::from_the_guide(place, &provenance(guide, place));
            document.pieces.push(Piece::Aside(from));
        }
    }
    document
}

/// How many sections of a frame something fills.
pub(crate) fn filled(session: &Session, frame: &Frame) -> usize {
    let is_filled = |section: &&FrameSection| {
        let mut places = section.places.iter();
        places.any(|id| session.notes.at(Some(id)).next().is_some())
    };
    frame.sections.iter().filter(is_filled).count()
}

/// What was noted for a section; what stands further up already is not said twice.
fn fill(
    document: &mut Document,
    session: &Session,
    section: &FrameSection,
    shown: &mut BTreeSet<PlaceId>,
) {
    let noted = |id: &&PlaceId| session.notes.at(Some(id)).next().is_some();
    let (new, above): (Vec<&PlaceId>, Vec<&PlaceId>) = (section.places.iter())
        .filter(noted)
        .partition(|id| !shown.contains(id));
    for id in &new {
        let notes = session.notes.at(Some(id));
        document.pieces.extend(notes.map(quote));
    }
    if !above.is_empty() {
        document.paragraph(words::NOTED_ABOVE);
    } else if new.is_empty() {
        let gap = section.gap.as_deref().unwrap_or(words::NOTHING_HERE_YET);
        document.pieces.push(Piece::Gap(words::gap(gap)));
    }
    shown.extend(new.into_iter().cloned());
}

//! A document of the guide, filled with what was decided and noted for its sections, and when that is due. What nothing fills is a gap.

use std::collections::BTreeSet;

use super::{begun, due, matter, provenance, quote, say_if_blank};
use crate::conversation::value::{LocalClock, Matter, Session, Standing};
use crate::conversation::wording::handout as words;
use crate::document::{Paper, Piece};
use crate::knowledge::{DecisionId, Frame, FrameSection, Guide, PlaceId};

/// What stands in a document already.
#[derive(Default)]
struct SaidAbove<'g> {
    places: BTreeSet<&'g PlaceId>,
    decisions: BTreeSet<&'g DecisionId>,
    deadlines: BTreeSet<&'g PlaceId>,
}

pub(super) fn document(
    guide: &Guide,
    session: &Session,
    frame: &Frame,
    clock: LocalClock<'_>,
) -> Paper {
    let mut document = begun(guide, session, &frame.title, clock);
    document.lead.insert(0, frame.remark.clone());
    say_if_blank(&mut document, session);
    let matters = session.project.decisions.standings(guide);
    let mut above = SaidAbove::default();
    for section in &frame.sections {
        document.heading(1, &section.title);
        document.text(&section.text);
        let matters = of_section(&matters, frame, section);
        fill(&mut document, session, section, &matters, &mut above, clock);
        for place in section.places.iter().filter_map(|id| guide.place(id)) {
            if above.deadlines.insert(&place.id) {
                document.bullets(due::at(session, place, clock.today()).into_iter().collect());
            }
            let from = words::from_the_guide(place, &provenance(guide, place));
            document.pieces.push(Piece::Aside(from));
        }
    }
    document
}

/// How many sections of a frame something fills.
pub(crate) fn filled(guide: &Guide, session: &Session, frame: &Frame) -> usize {
    let matters = session.project.decisions.standings(guide);
    let is_filled = |section: &&FrameSection| {
        let mut places = section.places.iter();
        let decided = of_section(&matters, frame, section);
        let mut decided = decided.iter();
        places.any(|id| session.project.notes.at(Some(id)).next().is_some())
            || decided.any(|matter| matches!(matter.standing, Standing::Decided(_)))
    };
    frame.sections.iter().filter(is_filled).count()
}

/// The decisions of a section: those it names, and those of its places that no section of its frame names.
fn of_section<'m, 'g, 's>(
    matters: &'m [Matter<'g, 's>],
    frame: &Frame,
    section: &FrameSection,
) -> Vec<&'m Matter<'g, 's>> {
    let is_named = |matter: &Matter<'_, '_>| {
        let mut sections = frame.sections.iter();
        sections.any(|section| section.decisions.contains(&matter.decision.id))
    };
    let belongs = |matter: &&Matter<'_, '_>| {
        section.decisions.contains(&matter.decision.id)
            || section.places.contains(&matter.place.id) && !is_named(matter)
    };
    matters.iter().filter(belongs).collect()
}

/// What was decided and noted for a section; what stands further up already is not said twice.
fn fill<'g>(
    document: &mut Paper,
    session: &Session,
    section: &'g FrameSection,
    matters: &[&Matter<'g, '_>],
    above: &mut SaidAbove<'g>,
    clock: LocalClock<'_>,
) {
    let new = matters
        .iter()
        .filter(|matter| above.decisions.insert(&matter.decision.id));
    let boxes: Vec<_> = new.filter_map(|new| matter(new, clock)).collect();
    let is_decided = boxes.iter().any(|one| one.done);
    document.boxes(boxes);
    let noted = |id: &&PlaceId| session.project.notes.at(Some(id)).next().is_some();
    let (new, known): (Vec<&PlaceId>, Vec<&PlaceId>) = (section.places.iter())
        .filter(noted)
        .partition(|id| above.places.insert(id));
    for id in &new {
        let notes = session.project.notes.at(Some(id));
        document.pieces.extend(notes.map(|note| quote(note, clock)));
    }
    if !known.is_empty() {
        document.paragraph(words::NOTED_ABOVE);
    } else if new.is_empty() && !is_decided {
        let gap = section.gap.as_deref().unwrap_or(words::NOTHING_HERE_YET);
        document.pieces.push(Piece::Gap(words::gap(gap)));
    }
}

//! Citations: where something stands and where it comes from, ready to be shown.

use crate::knowledge::{Guide, Passage, Place, PlaceId, Provenance, Target};

use super::response::Citation;

/// Cites the thing a passage shows.
pub fn cite(guide: &Guide, passage: &Passage) -> Citation {
    let place = passage.place.as_ref().and_then(|id| guide.place(id));
    let example = match &passage.target {
        Target::Example(id) => guide.example(id),
        _ => None,
    };
    let from = provenance(guide, &passage.target, place);
    let number = match &passage.target {
        Target::Background(_) => Some(guide.background_label.clone()),
        _ => place.map(|place| place.number.clone()),
    };
    Citation {
        target: passage.target.clone(),
        place: passage.place.clone(),
        number,
        title: title(guide, passage, place),
        municipality: passage
            .municipality
            .as_ref()
            .and_then(|id| guide.municipality(id))
            .map(|town| town.name.clone()),
        origin: from
            .and_then(|from| guide.manifest.origins.get(&from.origin))
            .cloned()
            .unwrap_or_default(),
        held_by: from.and_then(|from| {
            from.sources
                .iter()
                .find_map(|id| guide.source(id)?.held_by.clone())
        }),
        editorial: example.is_some_and(|example| example.editorial),
    }
}

/// Cites a place at its opening.
pub fn cite_place(guide: &Guide, id: &PlaceId) -> Option<Citation> {
    let place = guide.place(id)?;
    Some(Citation {
        target: Target::Place(id.clone(), None),
        place: Some(id.clone()),
        number: Some(place.number.clone()),
        title: place.title.clone(),
        municipality: None,
        origin: guide
            .manifest
            .origins
            .get(&place.from.origin)
            .cloned()
            .unwrap_or_default(),
        held_by: place
            .from
            .sources
            .iter()
            .find_map(|id| guide.source(id)?.held_by.clone()),
        editorial: false,
    })
}

/// Where the shown thing comes from; a gap, and a curated answer that does not say it itself, rests on its place.
fn provenance<'a>(
    guide: &'a Guide,
    target: &Target,
    place: Option<&'a Place>,
) -> Option<&'a Provenance> {
    match target {
        Target::Example(id) => guide.example(id).map(|example| &example.from),
        Target::Term(id) => guide.term(id).map(|term| &term.from),
        Target::Background(id) => guide.background(id).map(|background| &background.from),
        Target::Answer(id) => guide
            .answer(id)
            .and_then(|answer| answer.from.as_ref())
            .or(place.map(|place| &place.from)),
        Target::Place(..) | Target::Gap(_) => place.map(|place| &place.from),
    }
}

/// The title of the thing itself, without the number that a passage's title may carry.
fn title(guide: &Guide, passage: &Passage, place: Option<&Place>) -> String {
    let own = match &passage.target {
        Target::Example(id) => guide.example(id).map(|example| &example.title),
        Target::Term(id) => guide.term(id).map(|term| &term.term),
        Target::Background(id) => guide.background(id).map(|background| &background.title),
        Target::Place(..) | Target::Answer(_) | Target::Gap(_) => place.map(|place| &place.title),
    };
    own.unwrap_or(&passage.title).clone()
}

//! Citations: where something stands and where it comes from, ready to be shown.

use crate::knowledge::{Guide, MunicipalityId, Passage, Place, PlaceId, Provenance, Target};

use super::response::Citation;

/// Cites the thing a passage shows.
pub fn cite(guide: &Guide, passage: &Passage) -> Citation {
    let place = passage.place.as_ref().and_then(|id| guide.place(id));
    let town = passage.municipality.as_ref();
    let cited = cite_thing(guide, &passage.target, place, town, &passage.title);
    Citation {
        place: passage.place.clone(),
        ..cited
    }
}

/// Cites a place at its opening.
pub fn cite_place(guide: &Guide, id: &PlaceId) -> Option<Citation> {
    cite_target(guide, &Target::Place(id.clone(), None))
}

fn cite_thing(
    guide: &Guide,
    target: &Target,
    place: Option<&Place>,
    municipality: Option<&MunicipalityId>,
    otherwise: &str,
) -> Citation {
    let example = match target {
        Target::Example(id) => guide.example(id),
        _ => None,
    };
    let from = provenance(guide, target, place);
    let number = match target {
        Target::Background(_) => Some(guide.background_label.clone()),
        _ => place.map(|place| place.number.clone()),
    };
    let town = municipality.and_then(|id| guide.municipality(id));
    let origin = from.and_then(|from| guide.manifest.origins.get(&from.origin));
    Citation {
        target: target.clone(),
        place: place.map(|place| place.id.clone()),
        number,
        title: title(guide, target, place, otherwise),
        municipality: town.map(|town| town.name.clone()),
        origin: origin.cloned().unwrap_or_default(),
        held_by: from.and_then(|from| {
            from.sources
                .iter()
                .find_map(|id| guide.source(id)?.held_by.clone())
        }),
        editorial: example.is_some_and(|example| example.editorial),
    }
}

/// Cites a thing that has a screen of its own, as a whole; `None` if the guide does not have it.
pub fn cite_target(guide: &Guide, target: &Target) -> Option<Citation> {
    let (place, municipality) = match target {
        Target::Place(id, _) => {
            guide.place(id)?;
            (Some(id), None)
        }
        Target::Example(id) => {
            let example = guide.example(id)?;
            (example.places.first(), Some(&example.municipality))
        }
        Target::Term(id) => (guide.term(id)?.places.first(), None),
        Target::Background(id) => {
            guide.background(id)?;
            (None, None)
        }
        Target::Answer(_) | Target::Gap(_) => return None,
    };
    let place = place.and_then(|id| guide.place(id));
    Some(cite_thing(guide, target, place, municipality, ""))
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
fn title(guide: &Guide, target: &Target, place: Option<&Place>, otherwise: &str) -> String {
    let own = match target {
        Target::Example(id) => guide.example(id).map(|example| &example.title),
        Target::Term(id) => guide.term(id).map(|term| &term.term),
        Target::Background(id) => guide.background(id).map(|background| &background.title),
        Target::Place(..) | Target::Answer(_) | Target::Gap(_) => place.map(|place| &place.title),
    };
    own.cloned().unwrap_or_else(|| otherwise.to_owned())
}

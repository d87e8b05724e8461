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

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;
    use crate::knowledge::{AnswerId, GapId, PartId, passages};

    fn klein() -> Guide {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/guides/klein");
        crate::knowledge::load(&folder).unwrap().guide.unwrap()
    }

    /// How the passage of that name is cited.
    fn cited(guide: &Guide, id: &str) -> Citation {
        let passages = passages(guide);
        let passage = passages.iter().find(|passage| passage.id == id);
        cite(
            guide,
            passage.unwrap_or_else(|| panic!("no passage `{id}`")),
        )
    }

    fn place(id: &str) -> PlaceId {
        PlaceId::parse(id).unwrap()
    }

    #[test]
    fn an_example_names_its_town_its_place_and_who_put_it_there() {
        let guide = klein();
        let citation = cited(&guide, "example/li-02");
        assert_eq!(citation.title, "Suppenküche auf dem Gehweg");
        assert_eq!(citation.number.as_deref(), Some("2.2"));
        assert_eq!(citation.municipality.as_deref(), Some("Lindenau"));
        assert_eq!(
            citation.origin,
            "zusätzliches Beispiel, nicht aus dem Leitfaden"
        );
        assert!(citation.editorial, "the editors put it to 2.2");
        assert!(
            !cited(&guide, "example/li-01").editorial,
            "the source put it to 2.1"
        );
    }

    #[test]
    fn a_copy_that_others_hold_is_named() {
        let citation = cited(&klein(), "versorgung/opening");
        assert_eq!(citation.origin, "Schwester-Leitfaden „Höfe öffnen“");
        assert_eq!(citation.held_by.as_deref(), Some("archiv.example"));
    }

    #[test]
    fn a_part_is_cited_by_its_place_and_opens_itself() {
        let citation = cited(&klein(), "idee/part/treffen");
        assert_eq!(citation.title, "Idee und Mitstreiter*innen");
        assert_eq!(citation.number.as_deref(), Some("1"));
        let part = PartId::parse("treffen").ok();
        assert_eq!(citation.target, Target::Place(place("idee"), part));
    }

    #[test]
    fn a_curated_answer_rests_on_its_place_unless_it_says_where_it_comes_from() {
        let mut guide = klein();
        let citation = cited(&guide, "answer/genehmigung-noetig");
        assert_eq!(citation.title, "Genehmigung einholen");
        assert_eq!(citation.origin, "Leitfaden „Unsere Straße feiert“");
        guide.answers[0].from = Some(guide.examples[1].from.clone());
        let own = cited(&guide, "answer/genehmigung-noetig");
        assert_eq!(own.origin, "zusätzliches Beispiel, nicht aus dem Leitfaden");
    }

    #[test]
    fn the_background_has_its_label_in_the_place_of_a_number() {
        let citation = cited(&klein(), "background/warum");
        assert_eq!(citation.number.as_deref(), Some("Hintergrund"));
        assert_eq!(
            (citation.place, citation.title.as_str()),
            (None, "Warum feiern?")
        );
    }

    #[test]
    fn only_what_the_guide_has_and_shows_is_cited() {
        let guide = klein();
        let gone = Target::Place(place("abgesagt"), None);
        let answer = Target::Answer(AnswerId::parse("wie-viele").unwrap());
        let gap = Target::Gap(GapId::parse("kosten").unwrap());
        for target in [gone, answer, gap] {
            assert_eq!(cite_target(&guide, &target), None, "{target:?}");
        }
        let shown = Target::Example(guide.examples[0].id.clone());
        let citation = cite_target(&guide, &shown).unwrap();
        assert_eq!(citation, cited(&guide, "example/li-01"));
    }
}

//! The entries of a guide by kind, in its own order.

use crate::knowledge::{Guide, Target};

/// All entries of a guide.
#[derive(Default)]
pub(super) struct Catalogue {
    /// The kinds, empty ones too.
    pub(super) chapters: Vec<Chapter>,
}

/// The entries of one kind.
pub(super) struct Chapter {
    /// What the kind is called, several of it.
    pub(super) title: String,
    /// The same for links inside the page.
    pub(super) anchor: &'static str,
    /// The entries in the order of the guide.
    pub(super) entries: Vec<CatalogueEntry>,
}

/// An entry as it stands in a list.
pub(super) struct CatalogueEntry {
    /// Its id.
    pub(super) id: String,
    /// Its name.
    pub(super) name: String,
    /// Whether it belongs to the one before it that does not.
    pub(super) is_below: bool,
}

impl Catalogue {
    /// The entries of this guide.
    pub(super) fn of(guide: &Guide) -> Self {
        let chapter = |title: &str, anchor, entries| Chapter {
            title: title.to_owned(),
            anchor,
            entries,
        };
        let words = &guide.manifest.words;
        let of_places = format!("{} und {}", words.step.many, words.section.many);
        Self {
            chapters: vec![
                chapter(&of_places, "stellen", places(guide)),
                chapter("Beispiele", "beispiele", examples(guide)),
                chapter(&words.municipality.many, "orte", towns(guide)),
                chapter("Antworten", "antworten", answers(guide)),
                chapter("Lücken", "luecken", gaps(guide)),
                chapter("Begriffe", "begriffe", terms(guide)),
                chapter("Hintergrund", "hintergrund", background(guide)),
            ],
        }
    }

    /// The entry with this id, and the chapter it stands in.
    pub(super) fn find(&self, id: &str) -> Option<(&Chapter, usize)> {
        self.chapters.iter().find_map(|chapter| {
            let at = chapter.entries.iter().position(|entry| entry.id == id)?;
            Some((chapter, at))
        })
    }
}

/// The id of what is shown for a number or id.
pub(super) fn id_of(guide: &Guide, what: &str) -> String {
    let numbered = guide.place_numbered(what);
    numbered.map_or_else(|| what.to_owned(), |place| place.id.to_string())
}

/// The id of what a passage leads to.
pub(super) fn id_of_target(target: &Target) -> &str {
    match target {
        Target::Place(id, _) => id.as_str(),
        Target::Example(id) => id.as_str(),
        Target::Term(id) => id.as_str(),
        Target::Answer(id) => id.as_str(),
        Target::Gap(id) => id.as_str(),
        Target::Background(id) => id.as_str(),
    }
}

fn listed(id: &str, name: impl Into<String>) -> CatalogueEntry {
    CatalogueEntry {
        id: id.to_owned(),
        name: name.into(),
        is_below: false,
    }
}

fn places(guide: &Guide) -> Vec<CatalogueEntry> {
    let places = guide.places.iter();
    let entry = |place: &crate::knowledge::Place| CatalogueEntry {
        is_below: place.step.is_some(),
        ..listed(
            place.id.as_str(),
            format!("{} {}", place.number, place.title),
        )
    };
    places.map(entry).collect()
}

fn examples(guide: &Guide) -> Vec<CatalogueEntry> {
    let examples = guide.examples.iter().map(|example| {
        let town = guide.municipality(&example.municipality);
        let town = town.map_or("", |town| town.name.as_str());
        listed(example.id.as_str(), format!("{town}: {}", example.title))
    });
    examples.collect()
}

fn towns(guide: &Guide) -> Vec<CatalogueEntry> {
    let towns = guide.municipalities.iter();
    towns
        .map(|town| listed(town.id.as_str(), &town.name))
        .collect()
}

fn answers(guide: &Guide) -> Vec<CatalogueEntry> {
    let answers = guide.answers.iter();
    answers
        .map(|answer| listed(answer.id.as_str(), first(&answer.questions)))
        .collect()
}

fn gaps(guide: &Guide) -> Vec<CatalogueEntry> {
    let gaps = guide.gaps.iter();
    gaps.map(|gap| listed(gap.id.as_str(), first(&gap.questions)))
        .collect()
}

fn terms(guide: &Guide) -> Vec<CatalogueEntry> {
    let terms = guide.terms.iter();
    terms
        .map(|term| listed(term.id.as_str(), &term.term))
        .collect()
}

fn background(guide: &Guide) -> Vec<CatalogueEntry> {
    let texts = guide.background.iter();
    texts
        .map(|text| listed(text.id.as_str(), &text.title))
        .collect()
}

fn first(questions: &[String]) -> &str {
    questions.first().map_or("", String::as_str)
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;
    use crate::knowledge;

    #[test]
    fn chapters_are_called_as_the_guide_calls_its_things() {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/guides/phasen");
        let guide = knowledge::load(&folder).expect("it is there").guide;
        let catalogue = Catalogue::of(&guide.expect("it is sound"));
        let titles = catalogue.chapters.iter().map(|chapter| &chapter.title[..]);
        let titles: Vec<&str> = titles.take(3).collect();
        assert_eq!(titles, ["Phasen und Module", "Beispiele", "Vereine"]);
    }
}

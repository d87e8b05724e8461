//! What a guide calls its things, folded: titles, terms with synonyms, examples, towns, numbers.
//!
//! A name is compared as one folded word, so that blanks, hyphens, quotation marks and capitals make no difference; a
//! name with a gender form is filed under every usual way to write it.

use std::collections::{BTreeMap, HashMap, HashSet};

use super::towns::Towns;
use crate::german::fold::{self, Token};
use crate::german::{stem, stop, words};
use crate::knowledge::{ExampleId, FrameId, Guide, Naming, PlaceId, Target, TermId};
use crate::language::{AlsoTaken, WordClasses, is_slip};

/// A word of the pack for somebody whose name can be asked for.
const SOMEBODY: &str = "person";

/// The names of a guide.
#[derive(Debug, Default)]
pub(super) struct GuideNames {
    titles: HashMap<String, Target>,
    terms: HashMap<String, TermId>,
    stemmed: HashMap<String, TermId>,
    examples: HashMap<String, ExampleId>,
    documents: BTreeMap<String, FrameId>,
    numbers: HashMap<String, PlaceId>,
    /// The numbers of the steps, in order.
    steps: Vec<String>,
    /// What steps and sections are called, in all forms.
    pub(super) place_nouns: HashSet<String>,
    /// What things are called here and in the pack, where that is not the same.
    pub(super) also: AlsoTaken,
    /// Words that a term, an example or a document has at most.
    pub(super) longest: usize,
    pub(super) towns: Towns,
}

impl GuideNames {
    /// Reads the names of a guide.
    pub(super) fn of(guide: &Guide) -> Self {
        let numbers = guide
            .places
            .iter()
            .map(|place| (place.number.clone(), place.id.clone()));
        let mut names = Self {
            numbers: numbers.collect(),
            steps: guide.steps().map(|step| step.number.clone()).collect(),
            towns: Towns::of(guide),
            ..Self::default()
        };
        for (title, target) in titles(guide) {
            names.file(&title, |names, key| {
                names.titles.entry(key).or_insert_with(|| target.clone());
            });
        }
        names.things(guide);
        names.nouns(&guide.manifest.words);
        names
    }

    /// Whether a folded word is what the guide calls its steps or sections.
    pub(super) fn calls_places(&self, key: &str) -> bool {
        self.place_nouns.contains(key)
    }

    /// What a text is exactly the title of; a noun before a number and the word for examples before a title are no part
    /// of it.
    pub(super) fn title(&self, tokens: &[Token], words: &WordClasses) -> Option<&Target> {
        let (first, rest) = tokens.split_first()?;
        let announces = words.place_nouns.contains(&first.key)
            || self.calls_places(&first.key)
            || words.is_of("EXAMPLE", &first.key);
        let whole = |tokens: &[Token]| self.titles.get(&fold::joined(tokens));
        whole(tokens).or_else(|| announces.then(|| whole(rest))?)
    }

    /// The place of that number.
    pub(super) fn number(&self, number: &str) -> Option<&PlaceId> {
        self.numbers.get(number)
    }

    /// The number of a step, counted from the first or, below 0, from the last.
    pub(super) fn step(&self, ordinal: i32) -> Option<&String> {
        let back = usize::try_from(-ordinal).ok().filter(|back| *back > 0);
        let last = |back| self.steps.get(self.steps.len().checked_sub(back)?);
        let numbered = || {
            self.steps
                .iter()
                .find(|number| **number == ordinal.to_string())
        };
        back.map_or_else(numbered, last)
    }

    /// The term that words name, given the stems of them.
    pub(super) fn term(&self, tokens: &[Token], stems: &[String]) -> Option<&TermId> {
        let stemmed = || self.stemmed.get(&stems.concat());
        self.terms.get(&fold::joined(tokens)).or_else(stemmed)
    }

    /// The example that words name.
    pub(super) fn example(&self, tokens: &[Token]) -> Option<&ExampleId> {
        self.examples.get(&fold::joined(tokens))
    }

    /// The document that words name, also mistyped.
    pub(super) fn document(&self, tokens: &[Token]) -> Option<&FrameId> {
        let typed = fold::joined(tokens);
        let near = || {
            let mut names = self.documents.iter();
            names.find(|(name, _)| is_slip(&typed, name))
        };
        let document = self.documents.get(&typed);
        document.or_else(|| near().map(|(_, document)| document))
    }

    /// Files a name under every way to write it.
    fn file(&mut self, name: &str, mut file: impl FnMut(&mut Self, String)) {
        for spelling in spellings(name) {
            file(self, fold::key(&spelling));
        }
    }

    /// The pack speaks of what guides usually have; what this one calls its things is taken for that as well.
    fn nouns(&mut self, words: &Naming) {
        let usual = Naming::default();
        let places = words.step.forms().into_iter().chain(words.section.forms());
        self.place_nouns.extend(places.map(|form| fold::key(&form)));
        for (own, usual) in [
            (&words.step, &usual.step),
            (&words.section, &usual.section),
            (&words.municipality, &usual.municipality),
        ] {
            let usual = usual.forms().into_iter();
            for (own, usual) in own.forms().into_iter().zip(usual) {
                self.takes(&own, &usual);
            }
        }
        for title in &words.people {
            self.takes(title, SOMEBODY);
        }
    }

    fn takes(&mut self, own: &str, usual: &str) {
        let (own, usual) = (fold::key(own), fold::key(usual));
        if own != usual {
            self.also.entry(own).or_default().push(usual);
        }
    }

    fn things(&mut self, guide: &Guide) {
        let terms = guide.terms.iter().flat_map(|term| {
            let names = std::iter::once(&term.term).chain(&term.synonyms);
            names
                .flat_map(|name| parts(name))
                .map(|name| (name, &term.id))
        });
        for (name, id) in terms {
            self.longest = self.longest.max(fold::tokens(name).len());
            let stems = words::words(name)
                .iter()
                .map(|word| stemmed(&word.text))
                .collect();
            self.stemmed.entry(stems).or_insert_with(|| id.clone());
            self.file(name, |names, key| {
                names.terms.entry(key).or_insert_with(|| id.clone());
            });
        }
        for frame in &guide.documents {
            // "Gliederung des Konzepts" is called "Gliederung" for short.
            let first = frame.on_button().split_whitespace().next();
            let first = first.filter(|word| !stop::is_frame(&fold::key(word)));
            for name in [&*frame.title, frame.on_button()].into_iter().chain(first) {
                self.longest = self.longest.max(fold::tokens(name).len());
                self.file(name, |names, key| {
                    let document = names.documents.entry(key);
                    document.or_insert_with(|| frame.id.clone());
                });
            }
        }
        for example in &guide.examples {
            let id = example.id.as_str().replace('-', " ");
            for name in [&example.title, &id] {
                self.longest = self.longest.max(fold::tokens(name).len());
                self.file(name, |names, key| {
                    names
                        .examples
                        .entry(key)
                        .or_insert_with(|| example.id.clone());
                });
            }
        }
    }
}

/// All titles; of two that are the same the first wins: places, terms, examples, parts, background, synonyms that are no
/// common words.
fn titles(guide: &Guide) -> Vec<(String, Target)> {
    let mut titles: Vec<(String, Target)> = Vec::new();
    let mut add = |title: &str, target: Target| titles.push((title.to_owned(), target));
    for place in &guide.places {
        let target = || Target::Place(place.id.clone(), None);
        add(&place.title, target());
        add(&format!("{} {}", place.number, place.title), target());
    }
    for term in &guide.terms {
        parts(&term.term).for_each(|name| add(name, Target::Term(term.id.clone())));
    }
    for example in &guide.examples {
        let town = guide.municipality(&example.municipality);
        let town = town.map_or("", |town| &town.name);
        let target = || Target::Example(example.id.clone());
        add(&example.title, target());
        add(&format!("{town} {}", example.title), target());
    }
    for place in &guide.places {
        for part in &place.parts {
            let target = || Target::Place(place.id.clone(), Some(part.id.clone()));
            add(&part.title, target());
            add(&format!("{} {}", place.number, part.title), target());
        }
    }
    for text in &guide.background {
        add(&text.title, Target::Background(text.id.clone()));
    }
    let common = guide.manifest.common_words.iter();
    let common: Vec<String> = common.map(|word| fold::key(word)).collect();
    for term in &guide.terms {
        let certain = term.synonyms.iter();
        let certain = certain.filter(|synonym| !common.contains(&fold::key(synonym)));
        certain.for_each(|synonym| add(synonym, Target::Term(term.id.clone())));
    }
    titles
}

/// The stem of a word, folded or not.
pub(super) fn stemmed(word: &str) -> String {
    fold::fold(&stem::stem(word))
}

/// A name as editors write it, and the two that it may hold: "Dezernent / Dezernentin", "KI, Kommunales Zentrum".
fn parts(name: &str) -> impl Iterator<Item = &str> {
    let is_name = |part: &&str| part.chars().filter(|c| c.is_alphabetic()).count() > 1;
    std::iter::once(name).chain(name.split([',', '/']).filter(is_name))
}

/// The usual ways to write a name with a gender form: as it stands, without its sign ("Partnerinnen"), and with the
/// plural that people say ("Adressatenkreis").
fn spellings(name: &str) -> Vec<String> {
    let suffixes = ["*in", ":in", "_in", "·in", "/in"];
    let gendered = suffixes.iter().filter(|suffix| name.contains(**suffix));
    let ways = gendered.flat_map(|suffix| {
        [
            name.replace(suffix, "in"),
            name.replace(&format!("{suffix}nen"), "en"),
        ]
    });
    std::iter::once(name.to_owned()).chain(ways).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::language::Pack;
    use crate::understanding::Reader;

    #[test]
    fn a_name_is_found_in_every_way_to_write_it() {
        for (name, typed) in [
            ("Partner*innen", "partnerinnen"),
            ("Partner:innen", "Partner"),
            ("Adressat*innenkreis", "Adressatenkreis"),
            ("Adressat/innenkreis", "adressatinnenkreis"),
            ("Fest", "FEST"),
        ] {
            let ways: Vec<String> = spellings(name).iter().map(|way| fold::key(way)).collect();
            assert!(
                ways.contains(&fold::key(typed)),
                "{name}, {typed}: {ways:?}"
            );
        }
    }

    #[test]
    fn a_name_may_hold_two() {
        for (name, expected) in [
            (
                "KI, Kommunales Zentrum",
                "KI, Kommunales Zentrum|KI| Kommunales Zentrum",
            ),
            ("Leiter / Leiterin", "Leiter / Leiterin|Leiter | Leiterin"),
            ("Beigeordnete/r", "Beigeordnete/r|Beigeordnete"),
        ] {
            assert_eq!(parts(name).collect::<Vec<_>>().join("|"), expected);
        }
    }

    #[test]
    fn somebody_has_a_title_that_the_guide_tells() {
        let pack = Pack::built_in();
        let mut guide = Guide::default();
        let asks_for_a_name = |guide: &Guide| {
            let heard = Reader::of(pack, guide).read("Wie heißt die Obfrau?");
            let kinds = heard.questions[0].kinds.iter();
            kinds
                .map(|kind| &pack.kinds[*kind].id)
                .any(|id| id == "person")
        };
        assert!(!asks_for_a_name(&guide), "the pack knows of no such title");
        guide.manifest.words.people = vec!["Obfrau".to_owned()];
        assert!(asks_for_a_name(&guide));
    }

    #[test]
    fn steps_are_counted_from_both_ends() {
        let steps = ["1", "2", "3"].map(str::to_owned).to_vec();
        let names = GuideNames {
            steps,
            ..GuideNames::default()
        };
        for (ordinal, step) in [
            (1, Some("1")),
            (3, Some("3")),
            (4, None),
            (-1, Some("3")),
            (-3, Some("1")),
            (-4, None),
            (0, None),
        ] {
            assert_eq!(names.step(ordinal).map(String::as_str), step, "{ordinal}");
        }
    }
}

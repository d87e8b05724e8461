//! Other names of what a question speaks of, looked for with less weight than the person's own words.
//!
//! They come with the [`Query`](super::Query): what a corpus calls by several names is known to whoever asks, not to
//! search. The words of a name never weigh more than [`OTHER_NAME`] of the words that it stands for, so that long and
//! rare names do not drown what was typed; and a text earns by one name of a thing only, the one that earns most, so
//! that a glossary entry with all of them does not outrank a text that uses one.

use crate::german::grams::grams;
use crate::german::stem::stem;
use crate::german::words::words;

use super::bm25::idf;
use super::dictionary::Dictionary;
use super::ingredients::Ingredients;
use super::query::OtherName;
use super::terms::{Terms, meaningful, parts_of};

/// What another name is worth against the words it stands for.
pub(super) const OTHER_NAME: f32 = 0.5;

/// Stems of other names that are looked for; a long list of names must not make a question slow.
const MOST_STEMS: usize = 24;

/// What other names add to a question.
#[derive(Debug, Default)]
pub(super) struct Names {
    /// Stems that the person did not type.
    pub(super) stems: Vec<Weak>,
    /// The names, each by its stems; those of the same words stand together.
    pub(super) all: Vec<Name>,
    /// What counts in texts for words that have other names.
    pub(super) text: Vec<Choice>,
    /// The same in titles, where compounds stand as their parts.
    pub(super) title: Vec<Choice>,
}

/// A term with the share of its worth that it counts for.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Weak {
    pub(super) term: String,
    pub(super) weight: f32,
}

/// Terms for the same thing: only the ones that earn most count, so that a list of names is worth no more than a name.
#[derive(Debug, Default)]
pub(super) struct Choice {
    /// The person's own terms.
    pub(super) own: Vec<String>,
    /// The terms of each other name.
    pub(super) others: Vec<Vec<Weak>>,
}

/// Another name, in places among the question's own stems followed by those of [`Names::stems`].
#[derive(Debug)]
pub(super) struct Name {
    /// The stems it is made of.
    pub(super) stems: Vec<usize>,
    /// The question's own stems that it stands for.
    pub(super) instead_of: Vec<usize>,
    /// The pieces of these.
    pub(super) pieces: Vec<String>,
}

/// What other names are read with.
#[derive(Clone, Copy)]
pub(super) struct Reading<'r> {
    pub(super) terms: &'r Terms,
    pub(super) dictionary: &'r Dictionary,
    pub(super) documents: usize,
    pub(super) ingredients: Ingredients,
}

impl Names {
    /// Reads the other names that come with a question.
    pub(super) fn of(also: &[OtherName], reading: Reading) -> Self {
        let mut names = Self::default();
        for same in also.chunk_by(|one, other| one.typed == other.typed) {
            names.add(&same[0].typed, same, reading);
        }
        names
    }

    /// Adds the names of the same words.
    fn add(&mut self, typed: &str, others: &[OtherName], reading: Reading) {
        let typed = content(typed);
        let places = typed.iter().filter_map(|word| reading.own(&stem(word)));
        let instead_of: Vec<usize> = places.collect();
        if instead_of.is_empty() {
            return;
        }
        let mut text = Choice::own(&typed, |word| reading.in_text(word));
        let mut title = Choice::own(&typed, |word| reading.in_title(word));
        for other in others {
            let name = content(&other.name);
            let new = name
                .iter()
                .filter(|word| reading.own(&stem(word)).is_none());
            let new: Vec<&String> = new.collect();
            let known = |word: &String| reading.dictionary.find_stem(&stem(word)).is_some();
            let room = self.stems.len() + new.len() <= MOST_STEMS;
            if new.is_empty() || !room || !name.iter().all(known) {
                continue;
            }
            let own = instead_of.iter().map(|place| &reading.terms.stems[*place]);
            let own: f32 = own.map(|stem| reading.worth(stem)).sum();
            let worth: f32 = new.iter().map(|word| reading.worth(&stem(word))).sum();
            let weight = OTHER_NAME * (own / worth.max(f32::MIN_POSITIVE)).min(1.0);
            let weak = |terms: Vec<String>| {
                let weight = weight / terms.len().max(1) as f32;
                terms.into_iter().map(move |term| Weak { term, weight })
            };
            let in_text = new.iter().map(|word| vec![stem(word)]);
            text.others.push(in_text.flat_map(weak).collect());
            let in_title = new.iter().map(|word| reading.in_title(word));
            title.others.push(in_title.flat_map(weak).collect());
            let places = name.iter().map(|word| {
                let stem = stem(word);
                let own = reading.own(&stem);
                own.unwrap_or_else(|| reading.terms.stems.len() + self.weakly(&stem, weight))
            });
            let stems = places.collect();
            self.all.push(Name {
                stems,
                instead_of: instead_of.clone(),
                pieces: typed.iter().flat_map(|word| grams(word)).collect(),
            });
        }
        self.text.push(text);
        if reading.ingredients.titles {
            self.title.push(title);
        }
    }

    /// Notes a stem with the greatest of its weights; returns where it stands.
    fn weakly(&mut self, stem: &str, weight: f32) -> usize {
        if let Some(at) = self.stems.iter().position(|known| known.term == stem) {
            self.stems[at].weight = self.stems[at].weight.max(weight);
            return at;
        }
        self.stems.push(Weak {
            term: stem.to_owned(),
            weight,
        });
        self.stems.len() - 1
    }
}

impl Choice {
    fn own(typed: &[String], terms: impl FnMut(&String) -> Vec<String>) -> Self {
        Self {
            own: typed.iter().flat_map(terms).collect(),
            others: Vec::new(),
        }
    }
}

impl Reading<'_> {
    /// Where the person's own words have a stem.
    fn own(&self, stem: &str) -> Option<usize> {
        self.terms.stems.iter().position(|known| known == stem)
    }

    /// The terms of a word in texts: its stem and those of its parts.
    fn in_text(&self, word: &str) -> Vec<String> {
        let parts = parts_of(word, self.dictionary, self.ingredients);
        std::iter::once(stem(word)).chain(parts).collect()
    }

    /// The terms of a word in titles: the stems of its parts, or its own if it has none.
    fn in_title(&self, word: &str) -> Vec<String> {
        let parts = parts_of(word, self.dictionary, self.ingredients);
        if parts.is_empty() {
            vec![stem(word)]
        } else {
            parts
        }
    }

    fn worth(&self, stem: &str) -> f32 {
        let number = self.dictionary.find_stem(stem);
        let texts = number.map_or(0, |stem| self.dictionary.stem_texts(stem));
        idf(self.documents, texts)
    }
}

/// The words that carry a name.
fn content(name: &str) -> Vec<String> {
    let kept = meaningful(words(name)).into_iter();
    kept.map(|word| word.text).collect()
}

//! What an index knows of words: each with its stem, the parts of a compound and its pieces, and who has these.
//!
//! Everything speaks in numbers: a *word* is a spelling, a *stem* what its forms share, a *piece* four letters of it.
//! Numbers follow the alphabet, so the same corpus always gives the same tables.

use std::collections::{BTreeSet, HashMap};

use crate::german::compounds::{self, Frequencies};
use crate::german::grams::grams;
use crate::german::speller::{self, SpellingOffer, WordShape};
use crate::german::stem::stem;
use crate::german::stop::is_stop;

use super::tables::{NumberLists, SortedNames, Table};

/// Letters a word must have for its stem to count as a dictionary entry.
const SHORTEST_ENTRY: usize = 3;

/// Stands for the stem of a word that has none: a stop word.
const NO_STEM: u32 = u32::MAX;

/// The words of a corpus.
#[derive(Default)]
pub(super) struct Dictionary {
    pub(super) words: SortedNames,
    /// Per word: the texts that hold it.
    texts: Vec<u32>,
    pub(super) stems: SortedNames,
    /// Per word: its stem.
    word_stem: Vec<u32>,
    /// Per word: the stems of its parts, if it is a compound.
    word_parts: NumberLists,
    pub(super) pieces: SortedNames,
    /// Per word: its pieces in order, one that occurs twice listed twice.
    word_pieces: NumberLists,

    // What follows from the tables above is not kept, but made anew at each opening.
    /// The words that may be offered for a misspelt one, in the order of their shapes: the shortest first.
    offered: Vec<(WordShape, u32)>,
    /// Per stem: its words, and the sum of their texts.
    stem_words: NumberLists,
    stem_weights: Vec<u32>,
    /// Per piece: the words that hold it, listed as often as they do.
    piece_words: NumberLists,
}

impl Dictionary {
    /// Takes the words of a corpus apart; `texts` says how many hold each.
    pub(super) fn of(words: SortedNames, texts: Vec<u32>) -> Self {
        let stem_of = |word| (!is_stop(word)).then(|| stem(word));
        let stem_of: Vec<Option<String>> = words.iter().map(stem_of).collect();
        let known = Entries::of(&words, &texts, &stem_of);
        let parts_of = |word| {
            let parts = (!is_stop(word)).then(|| compounds::split(word, &known));
            let parts = parts.into_iter().flatten();
            parts.map(|part| stem(&part)).collect()
        };
        let parts_of: Vec<Vec<String>> = words.iter().map(parts_of).collect();
        // A part may bring in a stem that no word has.
        let stems: BTreeSet<&String> = stem_of
            .iter()
            .flatten()
            .chain(parts_of.iter().flatten())
            .collect();
        let stems: SortedNames = stems.into_iter().map(String::as_str).collect();
        let mut pieces = BTreeSet::new();
        words.iter().for_each(|word| pieces.extend(pieces_of(word)));
        let pieces: SortedNames = pieces.into_iter().collect();

        let number = |stem: &String| stems.find(stem);
        let word_stem = stem_of
            .iter()
            .map(|stem| stem.as_ref().and_then(number).unwrap_or(NO_STEM))
            .collect();
        let word_parts = parts_of
            .iter()
            .map(|parts| parts.iter().filter_map(number))
            .collect();
        let word_pieces = words
            .iter()
            .map(|word| {
                pieces_of(word)
                    .into_iter()
                    .filter_map(|piece| pieces.find(&piece))
            })
            .collect();
        let dictionary = Self {
            words,
            texts,
            stems,
            word_stem,
            word_parts,
            pieces,
            word_pieces,
            ..Self::default()
        };
        dictionary.with_what_follows()
    }

    fn with_what_follows(mut self) -> Self {
        let words = self.words.iter().zip(0..);
        let offered = words.filter(|(word, _)| speller::can_be_offered(word));
        self.offered = offered
            .map(|(word, number)| (WordShape::of(word), number))
            .collect();
        self.offered.sort_unstable();
        let stems = (0..self.words.len() as u32).map(|word| self.stem_of(word));
        self.stem_words = NumberLists::holders(stems, self.stems.len());
        let weight = |words: &[u32]| {
            let entries = words.iter().filter(|word| is_entry(self.words.get(**word)));
            entries.map(|word| self.texts[*word as usize]).sum()
        };
        self.stem_weights = self.stem_words.iter().map(weight).collect();
        let pieces = self.word_pieces.iter().map(|pieces| pieces.iter().copied());
        self.piece_words = NumberLists::holders(pieces, self.pieces.len());
        self
    }

    /// The stem of a word, none for stop words.
    pub(super) fn stem_of(&self, word: u32) -> Option<u32> {
        Some(self.word_stem[word as usize]).filter(|stem| *stem != NO_STEM)
    }

    /// The stems of a compound's parts; none if it is no compound.
    pub(super) fn parts_of(&self, word: u32) -> &[u32] {
        self.word_parts.get(word as usize)
    }

    /// The stems of a compound's parts, or that of a word that is none.
    pub(super) fn parts_or_stem(&self, word: u32) -> impl Iterator<Item = u32> {
        let parts = self.parts_of(word);
        let stem = self.stem_of(word).filter(|_| parts.is_empty());
        parts.iter().copied().chain(stem)
    }

    /// The pieces of a word in order, one that occurs twice listed twice.
    pub(super) fn pieces_of(&self, word: u32) -> &[u32] {
        self.word_pieces.get(word as usize)
    }

    /// The words of a stem.
    pub(super) fn words_of_stem(&self, stem: u32) -> &[u32] {
        self.stem_words.get(stem as usize)
    }

    /// The words that hold a piece, listed as often as they hold it.
    pub(super) fn words_of_piece(&self, piece: u32) -> &[u32] {
        self.piece_words.get(piece as usize)
    }

    /// Tells whether the corpus has a word in this or another form.
    pub(super) fn knows(&self, word: &str) -> bool {
        self.words.find(word).is_some() || self.stem(&stem(word)) > 0
    }

    /// The commonest word of the corpus that begins so, the shortest of several.
    pub(super) fn completion(&self, beginning: &str) -> Option<String> {
        let words = self.words.beginning(beginning);
        let best = words.max_by_key(|(number, word)| {
            (self.texts[*number as usize], std::cmp::Reverse(word.len()))
        });
        best.map(|(_, word)| word.to_owned())
    }

    /// The words of the corpus that are nearest to a misspelt one.
    pub(super) fn nearest(&self, typed: &str) -> Vec<SpellingOffer> {
        let (wanted, reach) = (WordShape::of(typed), speller::reach(typed));
        let (shortest, longest) = (
            wanted.length().saturating_sub(reach),
            wanted.length() + reach,
        );
        let up_to = |length| {
            let offered = &self.offered;
            offered.partition_point(|(shape, _)| shape.length() < length)
        };
        // The shape tells nearly all words that are too far away without reading them.
        let near = self.offered[up_to(shortest)..up_to(longest + 1)]
            .iter()
            .filter(|(shape, _)| wanted.is_near(*shape, reach))
            .map(|(_, word)| (self.words.get(*word), self.texts[*word as usize]));
        speller::nearest(typed, near)
    }
}

impl Frequencies for Dictionary {
    fn word(&self, word: &str) -> u32 {
        let number = self.words.find(word);
        number.map_or(0, |number| self.texts[number as usize])
    }

    fn stem(&self, stem: &str) -> u32 {
        let number = self.stems.find(stem);
        number.map_or(0, |number| self.stem_weights[number as usize])
    }
}

impl Table for Dictionary {
    fn write(&self, out: &mut Vec<u8>) {
        self.words.write(out);
        self.texts.write(out);
        self.stems.write(out);
        self.word_stem.write(out);
        self.word_parts.write(out);
        self.pieces.write(out);
        self.word_pieces.write(out);
    }

    fn read(from: &mut &[u8]) -> Option<Self> {
        let dictionary = Self {
            words: Table::read(from)?,
            texts: Table::read(from)?,
            stems: Table::read(from)?,
            word_stem: Table::read(from)?,
            word_parts: Table::read(from)?,
            pieces: Table::read(from)?,
            word_pieces: Table::read(from)?,
            ..Self::default()
        };
        Some(dictionary.with_what_follows())
    }
}

fn is_entry(word: &str) -> bool {
    word.chars().count() >= SHORTEST_ENTRY
}

fn pieces_of(word: &str) -> Vec<String> {
    if is_stop(word) {
        Vec::new()
    } else {
        grams(word)
    }
}

/// What the compound splitter knows while stems have no numbers yet.
struct Entries<'w> {
    words: &'w SortedNames,
    texts: &'w [u32],
    stem_weights: HashMap<&'w str, u32>,
}

impl<'w> Entries<'w> {
    fn of(words: &'w SortedNames, texts: &'w [u32], stem_of: &'w [Option<String>]) -> Self {
        let mut stem_weights: HashMap<&str, u32> = HashMap::new();
        for ((word, stem), texts) in words.iter().zip(stem_of).zip(texts) {
            if let Some(stem) = stem.as_ref().filter(|_| is_entry(word)) {
                *stem_weights.entry(stem).or_default() += texts;
            }
        }
        Self {
            words,
            texts,
            stem_weights,
        }
    }
}

impl Frequencies for Entries<'_> {
    fn word(&self, word: &str) -> u32 {
        let number = self.words.find(word);
        number.map_or(0, |number| self.texts[number as usize])
    }

    fn stem(&self, stem: &str) -> u32 {
        self.stem_weights.get(stem).copied().unwrap_or_default()
    }
}

//! The dictionary while it is being built: every word of the corpus with stem, compound parts and pieces.
//!
//! Numbers follow the alphabet, so the same corpus always gives the same files.

use std::collections::{BTreeMap, HashMap, HashSet};

use tantivy::TantivyError;
use tantivy::directory::Directory;

use crate::german::compounds::{self, Frequencies};
use crate::german::grams::grams;
use crate::german::stem::stem;
use crate::german::stop::{frame_words, is_stop};
use crate::german::{speller, words};

use super::columns::{ListsWriter, NumbersWriter, Strings};
use super::dictionary::NO_STEM;
use super::document::Document;

/// Letters a word must have for its stem to count as a dictionary entry.
const SHORTEST_ENTRY: usize = 3;

/// All words of a corpus.
pub(super) struct Lexicon {
    pub(super) words: Vec<Entry>,
    numbers: HashMap<String, u32>,
    pub(super) stems: Interner,
    pub(super) pieces: Interner,
}

/// A word.
#[derive(Default)]
pub(super) struct Entry {
    pub(super) text: String,
    /// Texts that hold it.
    pub(super) texts: u32,
    /// None for stop words.
    pub(super) stem: Option<u32>,
    /// Stems of its parts, if it is a compound.
    pub(super) parts: Vec<u32>,
    pub(super) pieces: Vec<u32>,
}

impl Lexicon {
    /// Reads all words of a corpus.
    pub(super) fn collect(documents: &[Document]) -> Self {
        let counts = count_words(documents);
        let frequencies = Counted::new(&counts);
        let mut lexicon = Self {
            words: Vec::with_capacity(counts.len()),
            numbers: HashMap::with_capacity(counts.len()),
            stems: Interner::default(),
            pieces: Interner::default(),
        };
        for (text, texts) in &counts {
            let entry = lexicon.analyse(text, *texts, &frequencies);
            let number = lexicon.words.len() as u32;
            lexicon.numbers.insert(text.clone(), number);
            lexicon.words.push(entry);
        }
        lexicon
    }

    fn analyse(&mut self, text: &str, texts: u32, corpus: &Counted) -> Entry {
        if is_stop(text) {
            return Entry {
                text: text.to_owned(),
                texts,
                ..Entry::default()
            };
        }
        Entry {
            text: text.to_owned(),
            texts,
            stem: Some(self.stems.number(stem(text))),
            parts: compounds::split(text, corpus)
                .iter()
                .map(|part| self.stems.number(stem(part)))
                .collect(),
            pieces: grams(text)
                .into_iter()
                .map(|piece| self.pieces.number(piece))
                .collect(),
        }
    }

    pub(super) fn number(&self, word: &str) -> Option<u32> {
        self.numbers.get(word).copied()
    }

    pub(super) fn entry(&self, word: u32) -> &Entry {
        &self.words[word as usize]
    }

    /// Writes everything that is known before the documents are read a second time.
    pub(super) fn write(&self, directory: &dyn Directory) -> Result<(), TantivyError> {
        let texts = self.words.iter().map(|entry| entry.text.as_str());
        Strings::write(directory, "words", texts)?;
        let counts = self.words.iter().map(|entry| entry.texts);
        NumbersWriter::write(directory, "words.texts", counts)?;
        let stems = self.words.iter().map(|entry| entry.stem.unwrap_or(NO_STEM));
        NumbersWriter::write(directory, "words.stem", stems)?;
        let mut parts = ListsWriter::create(directory, "words.parts")?;
        for entry in &self.words {
            parts.push(entry.parts.iter().copied())?;
        }
        parts.finish()?;
        Strings::write(
            directory,
            "stems",
            self.stems.all().iter().map(String::as_str),
        )?;
        NumbersWriter::write(directory, "stems.weight", self.stem_weights())?;
        self.write_inverse(directory, "stems.words", self.stems.len(), |entry| {
            entry.stem.as_slice()
        })?;
        Strings::write(
            directory,
            "pieces",
            self.pieces.all().iter().map(String::as_str),
        )?;
        self.write_inverse(directory, "pieces.words", self.pieces.len(), |entry| {
            &entry.pieces
        })?;
        self.write_spellings(directory)
    }

    /// Per stem: the sum of its words' texts.
    fn stem_weights(&self) -> Vec<u32> {
        let mut weights = vec![0_u32; self.stems.len()];
        for entry in &self.words {
            let long_enough = entry.text.chars().count() >= SHORTEST_ENTRY;
            if let Some(stem) = entry.stem.filter(|_| long_enough) {
                weights[stem as usize] = weights[stem as usize].saturating_add(entry.texts);
            }
        }
        weights
    }

    /// Writes, for each of `count` values, the words that have it.
    fn write_inverse(
        &self,
        directory: &dyn Directory,
        name: &str,
        count: usize,
        values: impl Fn(&Entry) -> &[u32],
    ) -> Result<(), TantivyError> {
        let mut inverse = vec![Vec::new(); count];
        for (entry, word) in self.words.iter().zip(0..) {
            for value in values(entry) {
                inverse[*value as usize].push(word);
            }
        }
        let mut writer = ListsWriter::create(directory, name)?;
        for words in inverse {
            writer.push(words)?;
        }
        Ok(writer.finish()?)
    }

    /// Files every word that may be offered under the keys of its spelling.
    fn write_spellings(&self, directory: &dyn Directory) -> Result<(), TantivyError> {
        let mut filed: Vec<u64> = Vec::new();
        for (entry, word) in self.words.iter().zip(0_u64..) {
            if speller::can_be_offered(&entry.text) {
                filed.extend(
                    speller::keys(&entry.text)
                        .into_iter()
                        .map(|key| u64::from(key) << 32 | word),
                );
            }
        }
        filed.sort_unstable();
        let keys = filed.iter().map(|entry| (entry >> 32) as u32);
        NumbersWriter::write(directory, "spellings.keys", keys)?;
        let words = filed.iter().map(|entry| *entry as u32);
        NumbersWriter::write(directory, "spellings.words", words)
    }
}

/// Counts the documents that hold each word in text, title or question forms; frame words are there in any case.
fn count_words(documents: &[Document]) -> BTreeMap<String, u32> {
    let mut counts: HashMap<String, u32> = frame_words().map(|word| (word.to_owned(), 0)).collect();
    for document in documents {
        let texts = [&document.text, &document.title]
            .into_iter()
            .chain(&document.questions);
        let distinct: HashSet<String> = texts
            .flat_map(|text| words::words(text))
            .map(|word| word.text)
            .collect();
        for word in distinct {
            *counts.entry(word).or_default() += 1;
        }
    }
    counts.into_iter().collect()
}

/// Words and stems with their counts, for the compound splitter.
struct Counted<'c> {
    words: HashMap<&'c str, u32>,
    stems: HashMap<String, u32>,
}

impl<'c> Counted<'c> {
    fn new(words: &'c BTreeMap<String, u32>) -> Self {
        let mut stems: HashMap<String, u32> = HashMap::new();
        for (word, texts) in words {
            if word.chars().count() >= SHORTEST_ENTRY && !is_stop(word) {
                let count = stems.entry(stem(word)).or_default();
                *count = count.saturating_add(*texts);
            }
        }
        Self {
            words: words
                .iter()
                .map(|(word, texts)| (word.as_str(), *texts))
                .collect(),
            stems,
        }
    }
}

impl Frequencies for Counted<'_> {
    fn word(&self, word: &str) -> u32 {
        self.words.get(word).copied().unwrap_or(0)
    }
    fn stem(&self, stem: &str) -> u32 {
        self.stems.get(stem).copied().unwrap_or(0)
    }
}

/// Gives distinct strings numbers.
#[derive(Default)]
pub(super) struct Interner {
    numbers: HashMap<String, u32>,
    all: Vec<String>,
}

impl Interner {
    fn number(&mut self, string: String) -> u32 {
        if let Some(number) = self.numbers.get(&string) {
            return *number;
        }
        let number = self.all.len() as u32;
        self.all.push(string.clone());
        self.numbers.insert(string, number);
        number
    }

    pub(super) fn get(&self, number: u32) -> &str {
        &self.all[number as usize]
    }

    pub(super) fn len(&self) -> usize {
        self.all.len()
    }

    fn all(&self) -> &[String] {
        &self.all
    }
}

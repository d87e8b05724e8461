//! Makes the dictionary of a corpus: every word with its stem, compound parts and pieces.
//!
//! Numbers of words follow the alphabet, so the same corpus always gives the same files. What is held in memory grows
//! with the words, not with the documents: each column is written as soon as it is known, and read again from there.

use tantivy::TantivyError;
use tantivy::directory::Directory;

use crate::german::compounds::{self, Frequencies};
use crate::german::grams::grams;
use crate::german::stem::stem;
use crate::german::stop::{frame_words, is_stop};
use crate::german::words;

use super::columns::{Lists, ListsWriter, Numbers, NumbersWriter, Strings};
use super::document::{Corpus, Document};
use super::interner::Interner;
use super::spellings::Spellings;
use super::vocabulary::NO_STEM;

/// Letters a word must have for its stem to count as a dictionary entry.
const SHORTEST_ENTRY: usize = 3;

/// Writes the dictionary of a corpus; returns how many documents there are.
pub(super) fn write<C: Corpus + ?Sized>(
    directory: &dyn Directory,
    corpus: &C,
) -> Result<usize, TantivyError> {
    let counted = Counted::read(corpus);
    counted.write(directory)?;
    let documents = counted.documents;
    drop(counted);
    let words = Words::open(directory)?;
    let stems = words.write_stems(directory)?;
    words.write_parts(directory, stems)?;
    let pieces = words.write_pieces(directory)?;
    write_inverse_of_pieces(directory, words.len(), pieces)?;
    Spellings::write(directory, words.all())?;
    Ok(documents)
}

/// How many documents hold each word in text, title or question forms; frame words are there in any case.
#[derive(Default)]
struct Counted {
    documents: usize,
    words: Interner,
    texts: Vec<u32>,
    /// Per word: one more than the document that held it last, so that each counts once.
    seen: Vec<u32>,
}

impl Counted {
    fn read<C: Corpus + ?Sized>(corpus: &C) -> Self {
        let mut counted = Self::default();
        for word in frame_words() {
            counted.number(word);
        }
        for document in corpus.documents() {
            counted.documents += 1;
            counted.add(&document);
        }
        counted
    }

    fn add(&mut self, document: &Document) {
        let now = self.documents as u32;
        let texts = [&document.text, &document.title]
            .into_iter()
            .chain(&document.questions);
        for word in texts.flat_map(|text| words::words(text)) {
            let number = self.number(&word.text);
            if self.seen[number] != now {
                self.seen[number] = now;
                self.texts[number] += 1;
            }
        }
    }

    fn number(&mut self, word: &str) -> usize {
        let number = self.words.number(word) as usize;
        if number == self.texts.len() {
            self.texts.push(0);
            self.seen.push(0);
        }
        number
    }

    fn write(&self, directory: &dyn Directory) -> Result<(), TantivyError> {
        let mut order: Vec<u32> = (0..self.words.len() as u32).collect();
        order.sort_unstable_by_key(|number| self.words.get(*number));
        let texts = order.iter().map(|number| self.words.get(*number));
        Strings::write(directory, "words", texts)?;
        let counts = order.iter().map(|number| self.texts[*number as usize]);
        NumbersWriter::write(directory, "words.texts", counts)
    }
}

/// The words as they were written.
struct Words {
    texts: Strings,
    counts: Numbers,
}

impl Words {
    fn open(directory: &dyn Directory) -> Result<Self, TantivyError> {
        Ok(Self {
            texts: Strings::open(directory, "words")?,
            counts: Numbers::open(directory, "words.texts")?,
        })
    }

    fn len(&self) -> usize {
        self.texts.len()
    }

    fn all(&self) -> impl Iterator<Item = &str> {
        (0..self.len()).map(|number| self.texts.get(number as u32))
    }

    /// Writes the stem of each word and the words of each stem.
    fn write_stems(&self, directory: &dyn Directory) -> Result<Stems, TantivyError> {
        let mut stems = Stems::default();
        let mut of_words = Vec::with_capacity(self.len());
        for (word, at) in self.all().zip(0..) {
            if is_stop(word) {
                of_words.push(NO_STEM);
                continue;
            }
            let number = stems.number(&stem(word));
            of_words.push(number);
            if word.chars().count() >= SHORTEST_ENTRY {
                let weight = &mut stems.weights[number as usize];
                *weight = weight.saturating_add(self.counts.get(at));
            }
        }
        let values = of_words.iter().zip(0..);
        let known = values.filter(|(stem, _)| **stem != NO_STEM);
        let pairs = || known.clone().map(|(stem, word)| (*stem, word));
        write_inverse(directory, "stems.words", stems.texts.len(), pairs)?;
        NumbersWriter::write(directory, "words.stem", of_words)?;
        Ok(stems)
    }

    /// Writes the stems of each compound's parts, and then all stems, for a part may bring in one more.
    fn write_parts(&self, directory: &dyn Directory, mut stems: Stems) -> Result<(), TantivyError> {
        let mut writer = ListsWriter::create(directory, "words.parts")?;
        for word in self.all() {
            if is_stop(word) {
                writer.push([])?;
                continue;
            }
            let known = Known {
                words: self,
                stems: &stems,
            };
            let parts = compounds::split(word, &known);
            writer.push(parts.iter().map(|part| stems.number(&stem(part))))?;
        }
        writer.finish()?;
        Strings::write(directory, "stems", stems.texts.all())?;
        NumbersWriter::write(directory, "stems.weight", stems.weights)
    }

    /// Writes the pieces of each word; returns how many different ones there are.
    fn write_pieces(&self, directory: &dyn Directory) -> Result<usize, TantivyError> {
        let mut pieces = Interner::default();
        let mut writer = ListsWriter::create(directory, "words.pieces")?;
        for word in self.all() {
            let of_word = if is_stop(word) {
                Vec::new()
            } else {
                grams(word)
            };
            writer.push(of_word.iter().map(|piece| pieces.number(piece)))?;
        }
        writer.finish()?;
        Strings::write(directory, "pieces", pieces.all())?;
        Ok(pieces.len())
    }
}

/// The stems of a corpus, each with the sum of its words' texts.
#[derive(Default)]
struct Stems {
    texts: Interner,
    weights: Vec<u32>,
}

impl Stems {
    fn number(&mut self, stem: &str) -> u32 {
        let number = self.texts.number(stem);
        if number as usize == self.weights.len() {
            self.weights.push(0);
        }
        number
    }
}

/// What the compound splitter may know of the corpus.
struct Known<'k> {
    words: &'k Words,
    stems: &'k Stems,
}

impl Frequencies for Known<'_> {
    fn word(&self, word: &str) -> u32 {
        let number = self.words.texts.find(word);
        number.map_or(0, |number| self.words.counts.get(number as usize))
    }

    fn stem(&self, stem: &str) -> u32 {
        let number = self.stems.texts.find(stem);
        number.map_or(0, |number| self.stems.weights[number as usize])
    }
}

/// Writes, for each of `count` pieces, the words that have it.
fn write_inverse_of_pieces(
    directory: &dyn Directory,
    words: usize,
    count: usize,
) -> Result<(), TantivyError> {
    let pieces = Lists::open(directory, "words.pieces")?;
    let pairs =
        || (0..words).flat_map(|word| pieces.get(word).map(move |piece| (piece, word as u32)));
    write_inverse(directory, "pieces.words", count, pairs)
}

/// Writes, for each of `count` values, the words that come with it, in their order.
fn write_inverse<P: Iterator<Item = (u32, u32)>>(
    directory: &dyn Directory,
    name: &str,
    count: usize,
    pairs: impl Fn() -> P,
) -> Result<(), TantivyError> {
    let mut ends = vec![0_usize; count + 1];
    for (value, _) in pairs() {
        ends[value as usize + 1] += 1;
    }
    for value in 0..count {
        ends[value + 1] += ends[value];
    }
    // Until here each end is where the value's list begins; filling a list moves it to where it ends.
    let mut words = vec![0; ends[count]];
    for (value, word) in pairs() {
        let end = &mut ends[value as usize];
        words[*end] = word;
        *end += 1;
    }
    let mut writer = ListsWriter::create(directory, name)?;
    let mut start = 0;
    for end in &ends[..count] {
        writer.push(words[start..*end].iter().copied())?;
        start = *end;
    }
    Ok(writer.finish()?)
}

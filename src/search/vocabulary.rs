//! The words of a corpus with what each is made of: stem, compound parts, pieces.
//!
//! Everything speaks in numbers: a *word* is a spelling, a *stem* what its forms share, a *piece* four letters of it.
//! The builder of an index writes it first and reads the documents through it; [`super::dictionary`] adds how rare
//! things are. Read from mapped files, so that millions of words need no memory of ours.

use tantivy::TantivyError;
use tantivy::directory::Directory;

use crate::german::compounds::Frequencies;

use super::columns::{Lists, Numbers, Strings};

/// Marks a word without a stem: a stop word.
pub(super) const NO_STEM: u32 = u32::MAX;

/// All words of a corpus.
pub(super) struct Vocabulary {
    words: Strings,
    word_texts: Numbers,
    word_stem: Numbers,
    word_parts: Lists,
    word_pieces: Lists,
    stems: Strings,
    stem_weight: Numbers,
    pieces: Strings,
}

impl Vocabulary {
    pub(super) fn open(directory: &dyn Directory) -> Result<Self, TantivyError> {
        let numbers = |name| Numbers::open(directory, name);
        Ok(Self {
            words: Strings::open(directory, "words")?,
            word_texts: numbers("words.texts")?,
            word_stem: numbers("words.stem")?,
            word_parts: Lists::open(directory, "words.parts")?,
            word_pieces: Lists::open(directory, "words.pieces")?,
            stems: Strings::open(directory, "stems")?,
            stem_weight: numbers("stems.weight")?,
            pieces: Strings::open(directory, "pieces")?,
        })
    }

    pub(super) fn word_count(&self) -> usize {
        self.words.len()
    }

    pub(super) fn stem_count(&self) -> usize {
        self.stems.len()
    }

    pub(super) fn piece_count(&self) -> usize {
        self.pieces.len()
    }

    pub(super) fn find_word(&self, word: &str) -> Option<u32> {
        self.words.find(word)
    }

    pub(super) fn find_stem(&self, stem: &str) -> Option<u32> {
        self.stems.find(stem)
    }

    pub(super) fn find_piece(&self, piece: &str) -> Option<u32> {
        self.pieces.find(piece)
    }

    pub(super) fn word_text(&self, word: u32) -> &str {
        self.words.get(word)
    }

    pub(super) fn stem_text(&self, stem: u32) -> &str {
        self.stems.get(stem)
    }

    /// Texts that hold a word.
    pub(super) fn word_texts(&self, word: u32) -> u32 {
        self.word_texts.get(word as usize)
    }

    /// The stem of a word, none for stop words.
    pub(super) fn stem_of(&self, word: u32) -> Option<u32> {
        Some(self.word_stem.get(word as usize)).filter(|stem| *stem != NO_STEM)
    }

    /// The stems of a compound's parts; none if it is no compound.
    pub(super) fn parts_of(&self, word: u32) -> impl Iterator<Item = u32> + '_ {
        self.word_parts.get(word as usize)
    }

    /// The pieces of a word in order, one that occurs twice listed twice.
    pub(super) fn pieces_of(&self, word: u32) -> impl Iterator<Item = u32> + '_ {
        self.word_pieces.get(word as usize)
    }
}

impl Frequencies for Vocabulary {
    fn word(&self, word: &str) -> u32 {
        self.find_word(word)
            .map_or(0, |number| self.word_texts(number))
    }

    fn stem(&self, stem: &str) -> u32 {
        let number = self.find_stem(stem);
        number.map_or(0, |number| self.stem_weight.get(number as usize))
    }
}

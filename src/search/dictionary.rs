//! What the corpus knows of words: its own dictionary of spellings, stems, compounds and pieces.
//!
//! Everything speaks in numbers: a *word* is a spelling, a *stem* what its forms share, a *piece* four letters of it.
//! Written once by [`super::build`], read from the mapped files.

use tantivy::TantivyError;
use tantivy::directory::Directory;

use crate::german::compounds::Frequencies;
use crate::german::speller;
use crate::german::stem::stem;

use super::columns::{Lists, Numbers, Strings};

/// Marks a word without a stem: a stop word.
pub(super) const NO_STEM: u32 = u32::MAX;

/// The dictionary of an index.
pub(super) struct Dictionary {
    words: Strings,
    word_texts: Numbers,
    word_stem: Numbers,
    word_parts: Lists,
    stems: Strings,
    stem_texts: Numbers,
    stem_sentences: Numbers,
    stem_weight: Numbers,
    stem_words: Lists,
    pieces: Strings,
    piece_texts: Numbers,
    piece_words: Lists,
    spelling_keys: Numbers,
    spelling_words: Numbers,
}

impl Dictionary {
    pub(super) fn open(directory: &dyn Directory) -> Result<Self, TantivyError> {
        let numbers = |name| Numbers::open(directory, name);
        Ok(Self {
            words: Strings::open(directory, "words")?,
            word_texts: numbers("words.texts")?,
            word_stem: numbers("words.stem")?,
            word_parts: Lists::open(directory, "words.parts")?,
            stems: Strings::open(directory, "stems")?,
            stem_texts: numbers("stems.texts")?,
            stem_sentences: numbers("stems.sentences")?,
            stem_weight: numbers("stems.weight")?,
            stem_words: Lists::open(directory, "stems.words")?,
            pieces: Strings::open(directory, "pieces")?,
            piece_texts: numbers("pieces.texts")?,
            piece_words: Lists::open(directory, "pieces.words")?,
            spelling_keys: numbers("spellings.keys")?,
            spelling_words: numbers("spellings.words")?,
        })
    }

    /// How many words there are.
    pub(super) fn word_count(&self) -> usize {
        self.words.len()
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

    pub(super) fn stem_text(&self, stem: u32) -> &str {
        self.stems.get(stem)
    }

    /// The stem of a word, none for stop words.
    pub(super) fn stem_of(&self, word: u32) -> Option<u32> {
        Some(self.word_stem.get(word as usize)).filter(|stem| *stem != NO_STEM)
    }

    /// The stems of a compound's parts; none if it is no compound.
    pub(super) fn parts_of(&self, word: u32) -> impl Iterator<Item = u32> + '_ {
        self.word_parts.get(word as usize)
    }

    /// Texts that hold a stem.
    pub(super) fn stem_texts(&self, stem: u32) -> u32 {
        self.stem_texts.get(stem as usize)
    }

    /// Sentences that hold a stem.
    pub(super) fn stem_sentences(&self, stem: u32) -> u32 {
        self.stem_sentences.get(stem as usize)
    }

    /// The words of a stem.
    pub(super) fn words_of_stem(&self, stem: u32) -> impl Iterator<Item = u32> + '_ {
        self.stem_words.get(stem as usize)
    }

    /// Texts that hold a piece.
    pub(super) fn piece_texts(&self, piece: u32) -> u32 {
        self.piece_texts.get(piece as usize)
    }

    /// The words that hold a piece, listed as often as they hold it.
    pub(super) fn words_of_piece(&self, piece: u32) -> impl Iterator<Item = u32> + '_ {
        self.piece_words.get(piece as usize)
    }

    /// Tells whether the corpus has a word in this or another form.
    pub(super) fn knows(&self, word: &str) -> bool {
        self.words.find(word).is_some() || self.stem(&stem(word)) > 0
    }

    /// The words of the corpus that are nearest to a misspelt one.
    pub(super) fn nearest(&self, typed: &str) -> Vec<speller::Offer> {
        let mut filed: Vec<u32> = speller::keys(typed)
            .into_iter()
            .flat_map(|key| self.filed_under(key))
            .collect();
        filed.sort_unstable();
        filed.dedup();
        let candidates = filed
            .into_iter()
            .map(|word| (self.words.get(word), self.word_texts.get(word as usize)));
        speller::nearest(typed, candidates)
    }

    fn filed_under(&self, key: u32) -> impl Iterator<Item = u32> + '_ {
        let start = self.spelling_keys.lower_bound(key);
        let keys = self.spelling_keys.range(start, self.spelling_keys.len());
        let words = self.spelling_words.range(start, self.spelling_words.len());
        keys.zip(words)
            .take_while(move |(filed, _)| *filed == key)
            .map(|(_, word)| word)
    }
}

impl Frequencies for Dictionary {
    fn word(&self, word: &str) -> u32 {
        let number = self.words.find(word);
        number.map_or(0, |number| self.word_texts.get(number as usize))
    }

    fn stem(&self, stem: &str) -> u32 {
        let number = self.stems.find(stem);
        number.map_or(0, |number| self.stem_weight.get(number as usize))
    }
}

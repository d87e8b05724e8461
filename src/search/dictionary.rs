//! What the corpus knows of words: its vocabulary, how rare stems and pieces are, and who has them.
//!
//! Written once by [`super::build`], read from the mapped files.

use tantivy::TantivyError;
use tantivy::directory::Directory;

use crate::german::compounds::Frequencies;
use crate::german::speller;
use crate::german::stem::stem;

use super::columns::{Lists, Numbers};
use super::spellings::Spellings;
use super::vocabulary::Vocabulary;

/// The dictionary of an index.
pub(super) struct Dictionary {
    vocabulary: Vocabulary,
    spellings: Spellings,
    stem_texts: Numbers,
    stem_sentences: Numbers,
    stem_words: Lists,
    piece_texts: Numbers,
    piece_words: Lists,
}

impl Dictionary {
    pub(super) fn open(directory: &dyn Directory) -> Result<Self, TantivyError> {
        let numbers = |name| Numbers::open(directory, name);
        Ok(Self {
            vocabulary: Vocabulary::open(directory)?,
            spellings: Spellings::open(directory)?,
            stem_texts: numbers("stems.texts")?,
            stem_sentences: numbers("stems.sentences")?,
            stem_words: Lists::open(directory, "stems.words")?,
            piece_texts: numbers("pieces.texts")?,
            piece_words: Lists::open(directory, "pieces.words")?,
        })
    }

    /// The words themselves.
    pub(super) fn vocabulary(&self) -> &Vocabulary {
        &self.vocabulary
    }

    pub(super) fn find_word(&self, word: &str) -> Option<u32> {
        self.vocabulary.find_word(word)
    }

    pub(super) fn find_stem(&self, stem: &str) -> Option<u32> {
        self.vocabulary.find_stem(stem)
    }

    pub(super) fn find_piece(&self, piece: &str) -> Option<u32> {
        self.vocabulary.find_piece(piece)
    }

    pub(super) fn stem_text(&self, stem: u32) -> &str {
        self.vocabulary.stem_text(stem)
    }

    /// The stem of a word, none for stop words.
    pub(super) fn stem_of(&self, word: u32) -> Option<u32> {
        self.vocabulary.stem_of(word)
    }

    /// The stems of a compound's parts; none if it is no compound.
    pub(super) fn parts_of(&self, word: u32) -> impl Iterator<Item = u32> + '_ {
        self.vocabulary.parts_of(word)
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

    /// How many words hold a piece.
    pub(super) fn piece_word_count(&self, piece: u32) -> usize {
        let (start, end) = self.piece_words.span(piece as usize);
        end.saturating_sub(start)
    }

    /// The words that hold a piece, listed as often as they hold it.
    pub(super) fn words_of_piece(&self, piece: u32) -> impl Iterator<Item = u32> + '_ {
        self.piece_words.get(piece as usize)
    }

    /// Tells whether the corpus has a word in this or another form.
    pub(super) fn knows(&self, word: &str) -> bool {
        self.vocabulary.find_word(word).is_some() || self.stem(&stem(word)) > 0
    }

    /// The words of the corpus that are nearest to a misspelt one.
    pub(super) fn nearest(&self, typed: &str) -> Vec<speller::Offer> {
        self.spellings.nearest(typed, &self.vocabulary)
    }
}

impl Frequencies for Dictionary {
    fn word(&self, word: &str) -> u32 {
        self.vocabulary.word(word)
    }

    fn stem(&self, stem: &str) -> u32 {
        self.vocabulary.stem(stem)
    }
}

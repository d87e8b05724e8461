//! The documents as the ranking reads them: sentence after sentence, each a list of word numbers.
//!
//! Stop words are left out, so neighbours here are neighbours in meaning. Written once by
//! [`super::build`].

use std::ops::Range;

use tantivy::TantivyError;
use tantivy::directory::Directory;

use super::build::Read;
use super::columns::{Lists, ListsWriter, Numbers, NumbersWriter};
use super::vocabulary::Vocabulary;

/// All documents in word numbers.
pub(super) struct Forward {
    /// Per document: where its sentences end among all sentences.
    sentence_ends: Numbers,
    /// Per sentence: its words.
    words: Lists,
    /// Per document: how many pieces its words have.
    pieces: Numbers,
    /// Per document: the stems of its title and question forms.
    titles: Lists,
    /// Sums over all documents: words, pieces.
    totals: Numbers,
}

impl Forward {
    pub(super) fn open(directory: &dyn Directory) -> Result<Self, TantivyError> {
        let numbers = |name| Numbers::open(directory, name);
        Ok(Self {
            sentence_ends: numbers("documents.sentences")?,
            words: Lists::open(directory, "sentences.words")?,
            pieces: numbers("documents.pieces")?,
            titles: Lists::open(directory, "documents.title")?,
            totals: numbers("totals")?,
        })
    }

    /// How many documents there are.
    pub(super) fn document_count(&self) -> usize {
        self.sentence_ends.len()
    }

    /// How many sentences there are.
    pub(super) fn sentence_count(&self) -> usize {
        self.words.len()
    }

    /// The sentences of a document, as numbers among all sentences.
    pub(super) fn sentences(&self, document: usize) -> Range<usize> {
        let start = document
            .checked_sub(1)
            .map_or(0, |before| self.sentence_ends.get(before));
        let end = self.sentence_ends.get(document);
        start as usize..(end as usize).min(self.sentence_count())
    }

    /// The words of a sentence.
    pub(super) fn words(&self, sentence: usize) -> impl Iterator<Item = u32> + '_ {
        self.words.get(sentence)
    }

    /// How many pieces the words of a document have.
    pub(super) fn piece_count(&self, document: usize) -> u32 {
        self.pieces.get(document)
    }

    /// The stems of a document's title and question forms.
    pub(super) fn title(&self, document: usize) -> impl Iterator<Item = u32> + '_ {
        self.titles.get(document)
    }

    /// Words of all documents.
    pub(super) fn all_words(&self) -> u64 {
        self.total(0)
    }

    /// Pieces of all documents.
    pub(super) fn all_pieces(&self) -> u64 {
        self.total(1)
    }

    /// A sum, kept in two halves.
    fn total(&self, at: usize) -> u64 {
        u64::from(self.totals.get(2 * at)) | u64::from(self.totals.get(2 * at + 1)) << 32
    }
}

/// Writes the documents as [`Forward`] reads them.
pub(super) struct ForwardWriter {
    sentence_ends: NumbersWriter,
    words: ListsWriter,
    pieces: NumbersWriter,
    titles: ListsWriter,
    sentences: u32,
    all_words: u64,
    all_pieces: u64,
}

impl ForwardWriter {
    pub(super) fn create(directory: &dyn Directory) -> Result<Self, TantivyError> {
        let numbers = |name| NumbersWriter::create(directory, name);
        Ok(Self {
            sentence_ends: numbers("documents.sentences")?,
            words: ListsWriter::create(directory, "sentences.words")?,
            pieces: numbers("documents.pieces")?,
            titles: ListsWriter::create(directory, "documents.title")?,
            sentences: 0,
            all_words: 0,
            all_pieces: 0,
        })
    }

    pub(super) fn push(
        &mut self,
        read: &Read,
        vocabulary: &Vocabulary,
    ) -> Result<(), TantivyError> {
        for sentence in &read.sentences {
            self.words.push(sentence.iter().copied())?;
            self.all_words += sentence.len() as u64;
            self.sentences += 1;
        }
        self.sentence_ends.push(self.sentences)?;
        let pieces: usize = read
            .words()
            .map(|word| vocabulary.pieces_of(word).count())
            .sum();
        self.all_pieces += pieces as u64;
        self.pieces.push(small(pieces)?)?;
        Ok(self.titles.push(read.title.iter().copied())?)
    }

    pub(super) fn finish(self, directory: &dyn Directory) -> Result<(), TantivyError> {
        self.sentence_ends.finish()?;
        self.words.finish()?;
        self.pieces.finish()?;
        self.titles.finish()?;
        let halves = |sum: u64| [sum as u32, (sum >> 32) as u32];
        let totals = halves(self.all_words)
            .into_iter()
            .chain(halves(self.all_pieces));
        NumbersWriter::write(directory, "totals", totals)
    }
}

fn small(number: usize) -> Result<u32, TantivyError> {
    u32::try_from(number)
        .map_err(|_| TantivyError::InvalidArgument("a document exceeds 4 GB".to_owned()))
}

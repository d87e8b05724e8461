//! The documents as the ranking reads them: sentence after sentence, each a list of word numbers.
//!
//! Stop words are left out, so neighbours here are neighbours in meaning. How rare a stem or a piece is follows from
//! the documents and is counted at each opening.

use std::ops::Range;

use super::dictionary::Dictionary;
use super::tables::{NumberLists, Table};

/// All documents in word numbers.
pub(super) struct Forward {
    /// Per document: where its sentences end among all sentences.
    sentence_ends: Vec<u32>,
    /// Per sentence of all documents: its words.
    pub(super) words: NumberLists,
    /// Per document: the stems of its title and question forms.
    pub(super) titles: NumberLists,
    /// Per document: how many pieces its words have.
    pub(super) piece_counts: Vec<u32>,
    /// Texts and sentences that hold each stem, and texts that hold each piece.
    pub(super) stem_texts: Vec<u32>,
    pub(super) stem_sentences: Vec<u32>,
    pub(super) piece_texts: Vec<u32>,
}

impl Forward {
    /// Takes up documents and counts what they hold.
    pub(super) fn of(
        sentence_ends: Vec<u32>,
        words: NumberLists,
        titles: NumberLists,
        dictionary: &Dictionary,
    ) -> Self {
        let mut forward = Self {
            piece_counts: Vec::with_capacity(sentence_ends.len()),
            sentence_ends,
            words,
            titles,
            stem_texts: Vec::new(),
            stem_sentences: Vec::new(),
            piece_texts: Vec::new(),
        };
        let mut stem_texts = HolderCount::of(dictionary.stems.len());
        let mut stem_sentences = HolderCount::of(dictionary.stems.len());
        let mut piece_texts = HolderCount::of(dictionary.pieces.len());
        for document in 0..forward.document_count() {
            let mut piece_count = 0;
            for sentence in forward.sentences(document) {
                for word in forward.words.get(sentence) {
                    if let Some(stem) = dictionary.stem_of(*word) {
                        stem_texts.add(stem, document);
                        stem_sentences.add(stem, sentence);
                    }
                    let pieces = dictionary.pieces_of(*word);
                    pieces
                        .iter()
                        .for_each(|piece| piece_texts.add(*piece, document));
                    piece_count += pieces.len();
                }
            }
            forward.piece_counts.push(piece_count as u32);
        }
        forward.stem_texts = stem_texts.counts;
        forward.stem_sentences = stem_sentences.counts;
        forward.piece_texts = piece_texts.counts;
        forward
    }

    /// Appends the documents to what is written.
    pub(super) fn write(&self, out: &mut Vec<u8>) {
        self.sentence_ends.write(out);
        self.words.write(out);
        self.titles.write(out);
    }

    /// Reads what was written; `None` if it is cut off.
    pub(super) fn read(from: &mut &[u8], dictionary: &Dictionary) -> Option<Self> {
        let (sentence_ends, words) = (Table::read(from)?, Table::read(from)?);
        Some(Self::of(
            sentence_ends,
            words,
            Table::read(from)?,
            dictionary,
        ))
    }

    pub(super) fn document_count(&self) -> usize {
        self.sentence_ends.len()
    }

    pub(super) fn sentence_count(&self) -> usize {
        self.words.len()
    }

    /// The sentences of a document, as numbers among all sentences.
    pub(super) fn sentences(&self, document: usize) -> Range<usize> {
        let start = document
            .checked_sub(1)
            .map_or(0, |before| self.sentence_ends[before]);
        start as usize..self.sentence_ends[document] as usize
    }

    /// The words of a document, sentence after sentence.
    pub(super) fn words_of(&self, document: usize) -> impl Iterator<Item = u32> {
        let sentences = self.sentences(document);
        sentences
            .flat_map(|sentence| self.words.get(sentence))
            .copied()
    }

    /// Words of all documents.
    pub(super) fn all_words(&self) -> usize {
        self.words.values().len()
    }

    /// Pieces of all documents.
    pub(super) fn all_pieces(&self) -> u64 {
        self.piece_counts
            .iter()
            .map(|count| u64::from(*count))
            .sum()
    }
}

/// Counts how many hold each of some things; whoever holds one several times in a row counts once.
struct HolderCount {
    counts: Vec<u32>,
    last: Vec<Option<u32>>,
}

impl HolderCount {
    fn of(things: usize) -> Self {
        Self {
            counts: vec![0; things],
            last: vec![None; things],
        }
    }

    fn add(&mut self, thing: u32, holder: usize) {
        let (thing, holder) = (thing as usize, Some(holder as u32));
        if self.last[thing] != holder {
            self.last[thing] = holder;
            self.counts[thing] += 1;
        }
    }
}

//! What a question sees of each word of the corpus: which of its stems the word is, and which of its pieces it holds.
//!
//! Made once per question from the dictionary, so that reading a document is one look per word.

use tantivy::TantivyError;

use super::bm25::idf;
use super::build::pair_term;
use super::candidates::TermIndex;
use super::dictionary::Dictionary;
use super::forward::Forward;
use super::terms::Terms;

/// A set of the question's pieces, one bit each.
pub(super) type Pieces = u128;

/// Pieces of a question that are looked at: the rarest, if there are more.
const MOST_PIECES: usize = Pieces::BITS as usize;

/// Stands for "none of the question's stems".
pub(super) const NO_STEM: u32 = u32::MAX;

/// What a question sees of a word.
#[derive(Debug, Clone, Copy)]
pub(super) struct Seen {
    /// Which of the question's stems it is.
    pub(super) stem: u32,
    /// Which of the question's pieces it holds.
    pub(super) pieces: Pieces,
}

/// Two stems that stand side by side in the question.
pub(super) struct Pair {
    pub(super) left: u32,
    pub(super) right: u32,
    pub(super) idf: f32,
}

/// A question's view of the corpus.
pub(super) struct Lens {
    /// Per word of the corpus: 0, or one more than its place in `seen`.
    slots: Vec<u32>,
    seen: Vec<Seen>,
    /// What each stem is worth among documents.
    pub(super) stems: Vec<f32>,
    /// What each stem is worth among sentences.
    pub(super) stems_in_sentences: Vec<f32>,
    /// What each piece is worth among documents.
    pub(super) pieces: Vec<f32>,
    pub(super) pairs: Vec<Pair>,
}

impl Lens {
    pub(super) fn new(
        terms: &Terms,
        dictionary: &Dictionary,
        forward: &Forward,
        index: &TermIndex,
    ) -> Result<Self, TantivyError> {
        let mut lens = Self {
            slots: vec![0; dictionary.word_count()],
            seen: Vec::new(),
            stems: Vec::new(),
            stems_in_sentences: Vec::new(),
            pieces: Vec::new(),
            pairs: Vec::new(),
        };
        lens.see_stems(terms, dictionary, forward);
        lens.see_pieces(terms, dictionary, forward);
        lens.see_pairs(terms, forward, index)?;
        Ok(lens)
    }

    /// What the question sees of a word, nothing if it has to do with neither stems nor pieces.
    pub(super) fn look(&self, word: u32) -> Option<Seen> {
        let slot = *self.slots.get(word as usize)?;
        self.seen.get((slot as usize).checked_sub(1)?).copied()
    }

    /// The idf-weighted share of these pieces among all of the question's, `apart` from some, 0 to 1.
    pub(super) fn share(&self, held: Pieces, apart: Pieces) -> f32 {
        let known = match self.pieces.len() {
            MOST_PIECES.. => Pieces::MAX,
            count => (1 << count) - 1,
        };
        let sum = |set: Pieces| -> f32 { bits(set).map(|piece| self.pieces[piece]).sum() };
        let (all, covered) = (sum(known & !apart), sum(held & !apart));
        if all > 0.0 { covered / all } else { 0.0 }
    }

    fn see_stems(&mut self, terms: &Terms, dictionary: &Dictionary, forward: &Forward) {
        for (text, number) in terms.stems.iter().zip(0..) {
            let stem = dictionary.find_stem(text);
            let texts = stem.map_or(0, |stem| dictionary.stem_texts(stem));
            let sentences = stem.map_or(0, |stem| dictionary.stem_sentences(stem));
            self.stems.push(idf(forward.document_count(), texts));
            self.stems_in_sentences
                .push(idf(forward.sentence_count(), sentences));
            for word in stem
                .into_iter()
                .flat_map(|stem| dictionary.words_of_stem(stem))
            {
                self.see(word, |seen| seen.stem = number);
            }
        }
    }

    fn see_pieces(&mut self, terms: &Terms, dictionary: &Dictionary, forward: &Forward) {
        let worth = |text: &String| {
            let piece = dictionary.find_piece(text);
            let texts = piece.map_or(0, |piece| dictionary.piece_texts(piece));
            (idf(forward.document_count(), texts), piece)
        };
        let mut pieces: Vec<(f32, Option<u32>)> = terms.pieces.iter().map(worth).collect();
        if pieces.len() > MOST_PIECES {
            pieces.sort_by(|left, right| right.0.total_cmp(&left.0));
            pieces.truncate(MOST_PIECES);
        }
        for (number, (idf, piece)) in pieces.into_iter().enumerate() {
            self.pieces.push(idf);
            for word in piece
                .into_iter()
                .flat_map(|piece| dictionary.words_of_piece(piece))
            {
                self.see(word, |seen| seen.pieces |= 1 << number);
            }
        }
    }

    fn see_pairs(
        &mut self,
        terms: &Terms,
        forward: &Forward,
        index: &TermIndex,
    ) -> Result<(), TantivyError> {
        let place = |stem: &String| terms.stems.iter().position(|known| known == stem);
        for (left, right) in &terms.pairs {
            let texts = index.pair_texts(&pair_term(left, right))?;
            if let (Some(left), Some(right), true) = (place(left), place(right), texts > 0) {
                self.pairs.push(Pair {
                    left: left as u32,
                    right: right as u32,
                    idf: idf(forward.document_count(), texts),
                });
            }
        }
        Ok(())
    }

    /// Changes what is seen of a word; a number that no word has is passed over.
    fn see(&mut self, word: u32, change: impl FnOnce(&mut Seen)) {
        let Some(slot) = self.slots.get_mut(word as usize) else {
            return;
        };
        if *slot == 0 {
            self.seen.push(Seen {
                stem: NO_STEM,
                pieces: 0,
            });
            *slot = self.seen.len() as u32;
        }
        if let Some(seen) = self.seen.get_mut(*slot as usize - 1) {
            change(seen);
        }
    }
}

/// Lists the members of a set of pieces.
pub(super) fn bits(mut set: Pieces) -> impl Iterator<Item = usize> {
    std::iter::from_fn(move || {
        let next = set.trailing_zeros();
        set &= set.checked_sub(1)?;
        Some(next as usize)
    })
}

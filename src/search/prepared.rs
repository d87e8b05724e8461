//! A question as the ranking reads documents with it: which of its stems each word of the corpus is, which of its pieces
//! the word holds, and what all these are worth.
//!
//! Made once per question, so that reading a document is one look per word.

use tantivy::TantivyError;

use super::bm25::idf;
use super::dictionary::Dictionary;
use super::forward::Forward;
use super::term_index::TermIndex;
use super::terms::Terms;

/// A set of the question's pieces, one bit each.
type PieceSet = u128;

/// Pieces of a question that are looked at: the rarest, if there are more.
const MAX_PIECES: usize = PieceSet::BITS as usize;

/// Stands for "none of the question's stems".
pub(super) const NO_STEM: u32 = u32::MAX;

/// What a question sees of a word.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct SeenWord {
    /// Which of the question's stems it is.
    pub(super) stem: u32,
    /// Which of the question's pieces it holds.
    pub(super) pieces: PieceSet,
}

impl SeenWord {
    const NOTHING: Self = Self {
        stem: NO_STEM,
        pieces: 0,
    };
}

/// Two stems that stand side by side in the question.
pub(super) struct WordPair {
    pub(super) left: u32,
    pub(super) right: u32,
    pub(super) idf: f32,
}

/// A question made ready for reading documents.
pub(super) struct PreparedQuery {
    /// Per word of the corpus: 0, or one more than its place in `seen`.
    slots: Vec<u32>,
    seen: Vec<SeenWord>,
    /// The question's stems, where the corpus has them.
    pub(super) wanted: Vec<Option<u32>>,
    /// What each stem is worth among documents.
    pub(super) stems: Vec<f32>,
    /// What each stem is worth among sentences.
    pub(super) stems_in_sentences: Vec<f32>,
    /// What each piece is worth among documents.
    pub(super) pieces: Vec<f32>,
    pub(super) pairs: Vec<WordPair>,
}

impl PreparedQuery {
    pub(super) fn new(
        terms: &Terms,
        dictionary: &Dictionary,
        forward: &Forward,
        index: &TermIndex,
    ) -> Result<Self, TantivyError> {
        let stems = terms.stems.iter().map(|stem| dictionary.stems.find(stem));
        let stems: Vec<Option<u32>> = stems.collect();
        let in_texts = |stem: &Option<u32>| {
            let texts = stem.map_or(0, |stem| forward.stem_texts[stem as usize]);
            idf(forward.document_count(), texts)
        };
        let in_sentences = |stem: &Option<u32>| {
            let sentences = stem.map_or(0, |stem| forward.stem_sentences[stem as usize]);
            idf(forward.sentence_count(), sentences)
        };
        let pieces = rarest_pieces(terms, dictionary, forward);
        let mut query = Self {
            slots: vec![0; dictionary.words.len()],
            seen: Vec::new(),
            stems: stems.iter().map(in_texts).collect(),
            stems_in_sentences: stems.iter().map(in_sentences).collect(),
            wanted: stems,
            pieces: pieces.iter().map(|(worth, _)| *worth).collect(),
            pairs: pairs(terms, forward, index)?,
        };
        query.see_words(&pieces, dictionary);
        Ok(query)
    }

    /// Marks every word of the corpus that is one of the question's stems or holds one of its pieces.
    fn see_words(&mut self, pieces: &[(f32, Option<u32>)], dictionary: &Dictionary) {
        for at in 0..self.wanted.len() {
            let words = self.wanted[at].map(|stem| dictionary.words_of_stem(stem));
            for word in words.unwrap_or_default() {
                self.seen_mut(*word).stem = at as u32;
            }
        }
        for ((_, piece), at) in pieces.iter().zip(0..) {
            let words = piece.map(|piece| dictionary.words_of_piece(piece));
            for word in words.unwrap_or_default() {
                self.seen_mut(*word).pieces |= 1 << at;
            }
        }
    }

    fn seen_mut(&mut self, word: u32) -> &mut SeenWord {
        let slot = &mut self.slots[word as usize];
        if *slot == 0 {
            self.seen.push(SeenWord::NOTHING);
            *slot = self.seen.len() as u32;
        }
        &mut self.seen[*slot as usize - 1]
    }

    /// What the question sees of a word, nothing if it has to do with neither stems nor pieces.
    #[inline]
    pub(super) fn look(&self, word: u32) -> Option<SeenWord> {
        let place = (self.slots[word as usize] as usize).checked_sub(1)?;
        Some(self.seen[place])
    }
}

/// Lists what each piece is worth, with its number if the corpus has it; the rarest, if there are many.
fn rarest_pieces(
    terms: &Terms,
    dictionary: &Dictionary,
    forward: &Forward,
) -> Vec<(f32, Option<u32>)> {
    let worth = |text: &String| {
        let piece = dictionary.pieces.find(text);
        let texts = piece.map_or(0, |piece| forward.piece_texts[piece as usize]);
        (idf(forward.document_count(), texts), piece)
    };
    let mut pieces: Vec<_> = terms.pieces.iter().map(worth).collect();
    if pieces.len() > MAX_PIECES {
        pieces.sort_by(|left, right| right.0.total_cmp(&left.0));
        pieces.truncate(MAX_PIECES);
    }
    pieces
}

/// Lists the question's pairs that the corpus has.
fn pairs(
    terms: &Terms,
    forward: &Forward,
    index: &TermIndex,
) -> Result<Vec<WordPair>, TantivyError> {
    let place = |stem: &String| terms.stems.iter().position(|known| known == stem);
    let mut pairs = Vec::new();
    for (left, right) in &terms.pairs {
        let texts = index.pair_texts(left, right)?;
        if let (Some(left), Some(right), true) = (place(left), place(right), texts > 0) {
            pairs.push(WordPair {
                left: left as u32,
                right: right as u32,
                idf: idf(forward.document_count(), texts),
            });
        }
    }
    Ok(pairs)
}

/// Lists the members of a set of pieces.
pub(super) fn bits(mut set: PieceSet) -> impl Iterator<Item = usize> {
    std::iter::from_fn(move || {
        let next = set.trailing_zeros();
        set &= set.checked_sub(1)?;
        Some(next as usize)
    })
}

//! The second stage: candidates are read word by word, and pieces, pairs and the best sentence are weighed.
//!
//! A question is turned into a [`Lens`] over the corpus's words: for each word that has anything to do with the
//! question, which of its stems it is and which of its pieces it holds. Reading a document then is one look per word.

use tantivy::TantivyError;

use super::bm25::{idf, share};
use super::build::pair_term;
use super::candidates::{Candidate, TermIndex};
use super::dictionary::Dictionary;
use super::forward::Forward;
use super::terms::Terms;

const PIECES_WEIGHT: f32 = 0.3;
const PAIRS_WEIGHT: f32 = 0.3;
const SENTENCE_WEIGHT: f32 = 0.5;

/// Marks the absence of a stem or entry.
const NONE: u32 = u32::MAX;

/// What a question sees of each word.
pub(super) struct Lens {
    /// Per word of the corpus: 0, or one more than its place in `words`.
    slots: Vec<u32>,
    words: Vec<Seen>,
    /// Pieces of words, as linked lists.
    pieces: Vec<SeenPiece>,
    stem_idf: Vec<f32>,
    stem_sentence_idf: Vec<f32>,
    piece_idf: Vec<f32>,
    /// Neighbouring stems with the idf of the pair.
    pairs: Vec<(u32, u32, f32)>,
    lengths: Lengths,
}

struct Seen {
    stem: u32,
    first_piece: u32,
}

struct SeenPiece {
    piece: u32,
    next: u32,
}

/// Mean lengths for length normalisation.
struct Lengths {
    words: f32,
    pieces: f32,
    sentence: f32,
}

impl Lens {
    pub(super) fn new(
        terms: &Terms,
        dictionary: &Dictionary,
        forward: &Forward,
        index: &TermIndex,
    ) -> Result<Self, TantivyError> {
        let documents = forward.document_count();
        let mut lens = Self {
            slots: vec![0; dictionary.word_count()],
            words: Vec::new(),
            pieces: Vec::new(),
            stem_idf: Vec::new(),
            stem_sentence_idf: Vec::new(),
            piece_idf: Vec::new(),
            pairs: Vec::new(),
            lengths: Lengths::of(forward),
        };
        lens.see_stems(terms, dictionary, documents, forward.sentence_count());
        lens.see_pieces(terms, dictionary, documents);
        lens.see_pairs(terms, documents, index)?;
        Ok(lens)
    }

    fn see_stems(
        &mut self,
        terms: &Terms,
        dictionary: &Dictionary,
        documents: usize,
        sentences: usize,
    ) {
        for (text, number) in terms.stems.iter().zip(0..) {
            let stem = dictionary.find_stem(text);
            let texts = stem.map_or(0, |stem| dictionary.stem_texts(stem));
            let holding = stem.map_or(0, |stem| dictionary.stem_sentences(stem));
            self.stem_idf.push(idf(documents, texts));
            self.stem_sentence_idf.push(idf(sentences, holding));
            for word in stem
                .into_iter()
                .flat_map(|stem| dictionary.words_of_stem(stem))
            {
                if let Some(seen) = self.seen_mut(word) {
                    seen.stem = number;
                }
            }
        }
    }

    fn see_pieces(&mut self, terms: &Terms, dictionary: &Dictionary, documents: usize) {
        for (text, number) in terms.pieces.iter().zip(0..) {
            let piece = dictionary.find_piece(text);
            let texts = piece.map_or(0, |piece| dictionary.piece_texts(piece));
            self.piece_idf.push(idf(documents, texts));
            for word in piece
                .into_iter()
                .flat_map(|piece| dictionary.words_of_piece(piece))
            {
                let place = self.pieces.len() as u32;
                let Some(seen) = self.seen_mut(word) else {
                    continue;
                };
                let next = std::mem::replace(&mut seen.first_piece, place);
                self.pieces.push(SeenPiece {
                    piece: number,
                    next,
                });
            }
        }
    }

    fn see_pairs(
        &mut self,
        terms: &Terms,
        documents: usize,
        index: &TermIndex,
    ) -> Result<(), TantivyError> {
        let place = |stem: &String| terms.stems.iter().position(|known| known == stem);
        for (left, right) in &terms.pairs {
            let texts = index.pair_texts(&pair_term(left, right))?;
            if let (Some(left), Some(right), true) = (place(left), place(right), texts > 0) {
                self.pairs
                    .push((left as u32, right as u32, idf(documents, texts)));
            }
        }
        Ok(())
    }

    /// The entry of a word, made if there is none; nothing for a number no word has.
    fn seen_mut(&mut self, word: u32) -> Option<&mut Seen> {
        let slot = self.slots.get_mut(word as usize)?;
        if *slot == 0 {
            self.words.push(Seen {
                stem: NONE,
                first_piece: NONE,
            });
            *slot = self.words.len() as u32;
        }
        self.words.get_mut(*slot as usize - 1)
    }

    fn seen(&self, word: u32) -> Option<&Seen> {
        let slot = *self.slots.get(word as usize)?;
        self.words.get((slot as usize).checked_sub(1)?)
    }

    fn pieces_of(&self, seen: &Seen) -> impl Iterator<Item = usize> + '_ {
        let at = |place: u32| self.pieces.get(place as usize);
        std::iter::successors(at(seen.first_piece), move |piece| at(piece.next))
            .map(|piece| piece.piece as usize)
    }

    /// The sum of what the question's stems are worth.
    pub(super) fn worth(&self) -> f32 {
        self.stem_idf.iter().sum()
    }

    /// What each of the question's stems is worth, in order.
    pub(super) fn stem_worth(&self) -> &[f32] {
        &self.stem_idf
    }

    /// The idf-weighted share of the question's pieces that a sentence holds, 0 to 1.
    pub(super) fn coverage(&self, forward: &Forward, sentence: usize) -> f32 {
        let mut held = vec![false; self.piece_idf.len()];
        for seen in forward.words(sentence).filter_map(|word| self.seen(word)) {
            for piece in self.pieces_of(seen) {
                held[piece] = true;
            }
        }
        let all: f32 = self.piece_idf.iter().sum();
        let covered: f32 = held
            .iter()
            .zip(&self.piece_idf)
            .filter_map(|(held, idf)| held.then_some(idf))
            .sum();
        if all > 0.0 { covered / all } else { 0.0 }
    }
}

impl Lengths {
    fn of(forward: &Forward) -> Self {
        let documents = forward.document_count().max(1) as f32;
        let words = forward.all_words() as f32;
        Self {
            words: words / documents,
            pieces: forward.all_pieces() as f32 / documents,
            sentence: words / forward.sentence_count().max(1) as f32,
        }
    }
}

/// Scores candidates anew with everything the question asks for; best first, ties by position.
pub(super) fn rescore(
    candidates: Vec<Candidate>,
    lens: &Lens,
    forward: &Forward,
) -> Vec<Candidate> {
    let mut reading = Reading::new(lens);
    let mut scored: Vec<Candidate> = candidates
        .into_iter()
        .map(|candidate| Candidate {
            score: candidate.score + reading.score(candidate.document, lens, forward),
            ..candidate
        })
        .collect();
    scored.sort_unstable_by(|left, right| {
        let by_score = right.score.total_cmp(&left.score);
        by_score.then(left.document.cmp(&right.document))
    });
    scored
}

/// Counters for reading one document after the other.
struct Reading {
    pieces: Vec<u32>,
    pairs: Vec<u32>,
    stems: Vec<u32>,
}

impl Reading {
    fn new(lens: &Lens) -> Self {
        Self {
            pieces: vec![0; lens.piece_idf.len()],
            pairs: vec![0; lens.pairs.len()],
            stems: vec![0; lens.stem_idf.len()],
        }
    }

    fn score(&mut self, document: usize, lens: &Lens, forward: &Forward) -> f32 {
        self.pieces.fill(0);
        self.pairs.fill(0);
        let sentences = forward.sentences(document);
        let words = forward.word_count(&sentences);
        let mut best_sentence = 0.0_f32;
        let mut before = NONE;
        for sentence in sentences {
            best_sentence = best_sentence.max(self.read(sentence, lens, forward, &mut before));
        }
        let pieces = sum(&self.pieces, lens.piece_idf.iter().copied(), |times| {
            share(times, forward.piece_count(document), lens.lengths.pieces)
        });
        let pairs = sum(
            &self.pairs,
            lens.pairs.iter().map(|(_, _, idf)| *idf),
            |times| {
                share(
                    times,
                    words.saturating_sub(1) as u32,
                    lens.lengths.words - 1.0,
                )
            },
        );
        PIECES_WEIGHT * pieces + PAIRS_WEIGHT * pairs + SENTENCE_WEIGHT * best_sentence
    }

    /// Reads one sentence; returns what its stems are worth.
    fn read(&mut self, sentence: usize, lens: &Lens, forward: &Forward, before: &mut u32) -> f32 {
        self.stems.fill(0);
        let (mut length, mut touched) = (0, false);
        for word in forward.words(sentence) {
            length += 1;
            let Some(seen) = lens.seen(word) else {
                *before = NONE;
                continue;
            };
            for piece in lens.pieces_of(seen) {
                self.pieces[piece] += 1;
            }
            if seen.stem != NONE {
                touched = true;
                self.stems[seen.stem as usize] += 1;
                self.count_pair(*before, seen.stem, lens);
            }
            *before = seen.stem;
        }
        if !touched {
            return 0.0;
        }
        sum(
            &self.stems,
            lens.stem_sentence_idf.iter().copied(),
            |times| share(times, length, lens.lengths.sentence),
        )
    }

    fn count_pair(&mut self, left: u32, right: u32, lens: &Lens) {
        if left == NONE {
            return;
        }
        for (count, pair) in self.pairs.iter_mut().zip(&lens.pairs) {
            if (pair.0, pair.1) == (left, right) {
                *count += 1;
            }
        }
    }
}

/// Adds up what is found: its idf, by the share its count earns.
fn sum(counts: &[u32], idfs: impl Iterator<Item = f32>, share: impl Fn(u32) -> f32) -> f32 {
    let found = counts.iter().zip(idfs).filter(|(times, _)| **times > 0);
    found.map(|(times, idf)| idf * share(*times)).sum()
}

//! The second stage: candidates are read word by word, and words, pieces, pairs and the best sentence are weighed.

use super::bm25::share;
use super::forward::Forward;
use super::prepared::{NO_STEM, PreparedQuery, bits};
use super::query::Hit;

const STEMS_WEIGHT: f32 = 0.6;
const PIECES_WEIGHT: f32 = 0.3;
const PAIRS_WEIGHT: f32 = 0.3;
const SENTENCE_WEIGHT: f32 = 0.5;

/// Candidates that are read however far behind.
const ALWAYS_READ: usize = 50;

/// The share of the best candidate's first score from which any candidate is read.
const IN_REACH: f32 = 0.25;

/// Scores candidates anew with everything the question asks for; best first, ties by position.
pub(super) fn rescore(candidates: Vec<Hit>, query: &PreparedQuery, forward: &Forward) -> Vec<Hit> {
    let lengths = MeanLengths::of(forward);
    let mut counter = MatchCounter::new(query);
    let mut scored: Vec<Hit> = worth_reading(candidates)
        .map(|candidate| {
            counter.read(candidate.document, query, forward, &lengths);
            let (all, pieces) = counter.earned(candidate.document, query, forward, &lengths);
            Hit {
                score: candidate.score + all,
                pieces,
                ..candidate
            }
        })
        .filter(|candidate| candidate.score > 0.0)
        .collect();
    scored.sort_unstable_by(|left, right| {
        let by_score = right.score.total_cmp(&left.score);
        by_score.then(left.document.cmp(&right.document))
    });
    scored
}

/// Leaves out candidates so far behind the best that reading has never lifted one to the front.
fn worth_reading(candidates: Vec<Hit>) -> impl Iterator<Item = Hit> {
    let best = candidates.first().map_or(0.0, |first| first.score);
    let in_reach = move |(place, candidate): &(usize, Hit)| {
        *place < ALWAYS_READ || candidate.score >= IN_REACH * best
    };
    let kept = candidates.into_iter().enumerate().filter(in_reach);
    kept.map(|(_, candidate)| candidate)
}

/// Mean lengths, for length normalisation.
struct MeanLengths {
    words: f32,
    pieces: f32,
    sentence: f32,
}

impl MeanLengths {
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

/// What reading a document found; its counters serve one document after the other.
struct MatchCounter {
    words: u32,
    stems: Vec<u32>,
    pieces: Vec<u32>,
    pairs: Vec<u32>,
    /// Stems of the sentence being read.
    sentence: Vec<u32>,
    best_sentence: f32,
}

impl MatchCounter {
    fn new(query: &PreparedQuery) -> Self {
        Self {
            words: 0,
            stems: vec![0; query.stems.len()],
            pieces: vec![0; query.pieces.len()],
            pairs: vec![0; query.pairs.len()],
            sentence: vec![0; query.stems.len()],
            best_sentence: 0.0,
        }
    }

    fn read(
        &mut self,
        document: usize,
        query: &PreparedQuery,
        forward: &Forward,
        lengths: &MeanLengths,
    ) {
        self.words = 0;
        self.stems.fill(0);
        self.pieces.fill(0);
        self.pairs.fill(0);
        self.best_sentence = 0.0;
        let mut before = NO_STEM;
        for sentence in forward.sentences(document) {
            let (mut length, mut has_stem) = (0, false);
            for word in forward.words.get(sentence) {
                length += 1;
                let Some(seen) = query.look(*word) else {
                    before = NO_STEM;
                    continue;
                };
                for piece in bits(seen.pieces) {
                    self.pieces[piece] += 1;
                }
                if seen.stem != NO_STEM {
                    has_stem = true;
                    self.sentence[seen.stem as usize] += 1;
                    self.count_pair(before, seen.stem, query);
                }
                before = seen.stem;
            }
            self.words += length;
            if has_stem {
                self.end_sentence(length, query, lengths);
            }
        }
    }

    fn count_pair(&mut self, left: u32, right: u32, query: &PreparedQuery) {
        for (count, pair) in self.pairs.iter_mut().zip(&query.pairs) {
            *count += u32::from((pair.left, pair.right) == (left, right));
        }
    }

    /// Adds a sentence's stems to the document's, and keeps what the sentence is worth if no other is worth more.
    fn end_sentence(&mut self, length: u32, query: &PreparedQuery, lengths: &MeanLengths) {
        let worth = sum(&self.sentence, &query.stems_in_sentences, |times| {
            share(times, length, lengths.sentence)
        });
        self.best_sentence = self.best_sentence.max(worth);
        for (all, here) in self.stems.iter_mut().zip(&mut self.sentence) {
            *all += std::mem::take(here);
        }
    }

    /// What the document that was read earns, and how much of that by pieces.
    fn earned(
        &self,
        document: usize,
        query: &PreparedQuery,
        forward: &Forward,
        lengths: &MeanLengths,
    ) -> (f32, f32) {
        let stems = sum(&self.stems, &query.stems, |times| {
            share(times, self.words, lengths.words)
        });
        let pieces = sum(&self.pieces, &query.pieces, |times| {
            share(times, forward.piece_counts[document], lengths.pieces)
        });
        let pairs = query.pairs.iter().map(|pair| &pair.idf);
        let pairs = sum(&self.pairs, pairs, |times| {
            share(times, self.words.saturating_sub(1), lengths.words - 1.0)
        });
        let pieces = PIECES_WEIGHT * pieces;
        let words = STEMS_WEIGHT * stems + PAIRS_WEIGHT * pairs;
        (
            words + pieces + SENTENCE_WEIGHT * self.best_sentence,
            pieces,
        )
    }
}

/// Adds up what is found: its idf, by the share its count earns.
fn sum<'i>(
    counts: &[u32],
    idfs: impl IntoIterator<Item = &'i f32>,
    share: impl Fn(u32) -> f32,
) -> f32 {
    let found = counts.iter().zip(idfs).filter(|(times, _)| **times > 0);
    found.map(|(times, idf)| idf * share(*times)).sum()
}

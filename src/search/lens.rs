//! What a question sees of each word of the corpus: which of its stems the word is, and which of its pieces it holds.
//!
//! Made once per question from the dictionary, so that reading a document is one look per word. Where few words hold
//! the question's pieces, all are seen beforehand; in a corpus with millions of words, each is seen when it is met.

use std::cell::RefCell;

use rustc_hash::{FxBuildHasher, FxHashMap};
use tantivy::TantivyError;

use super::bm25::idf;
use super::build::pair_term;
use super::candidates::TermIndex;
use super::dictionary::Dictionary;
use super::forward::Forward;
use super::terms::Terms;

/// A set of the question's pieces, one bit each.
type Pieces = u128;

/// Pieces of a question that are looked at: the rarest, if there are more.
const MOST_PIECES: usize = Pieces::BITS as usize;

/// Words seen beforehand at most: so many are cheaper than seeing those that are met one by one.
const SEEN_BEFOREHAND: usize = 60_000;

/// Different words in the candidates of a question, about.
const WORDS_MET: usize = 8_000;

/// Stands for "none of the question's stems".
pub(super) const NO_STEM: u32 = u32::MAX;

/// What a question sees of a word.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Seen {
    /// Which of the question's stems it is.
    pub(super) stem: u32,
    /// Which of the question's pieces it holds.
    pub(super) pieces: Pieces,
}

impl Seen {
    const NOTHING: Self = Self {
        stem: NO_STEM,
        pieces: 0,
    };
}

/// Two stems that stand side by side in the question.
pub(super) struct Pair {
    pub(super) left: u32,
    pub(super) right: u32,
    pub(super) idf: f32,
}

/// A question's view of the corpus.
pub(super) struct Lens<'d> {
    sight: Sight<'d>,
    /// The question's stems, where the corpus has them.
    pub(super) wanted: Vec<Option<u32>>,
    /// What each stem is worth among documents.
    pub(super) stems: Vec<f32>,
    /// What each stem is worth among sentences.
    pub(super) stems_in_sentences: Vec<f32>,
    /// What each piece is worth among documents.
    pub(super) pieces: Vec<f32>,
    pub(super) pairs: Vec<Pair>,
}

impl<'d> Lens<'d> {
    pub(super) fn new(
        terms: &Terms,
        dictionary: &'d Dictionary,
        forward: &Forward,
        index: &TermIndex,
    ) -> Result<Self, TantivyError> {
        let stems = terms.stems.iter().map(|stem| dictionary.find_stem(stem));
        let stems: Vec<Option<u32>> = stems.collect();
        let pieces = rarest_pieces(terms, dictionary, forward);
        let numbers =
            |pieces: &[(f32, Option<u32>)]| pieces.iter().map(|(_, piece)| *piece).collect();
        let in_texts = |stem: &Option<u32>| {
            let texts = stem.map_or(0, |stem| dictionary.stem_texts(stem));
            idf(forward.document_count(), texts)
        };
        let in_sentences = |stem: &Option<u32>| {
            let sentences = stem.map_or(0, |stem| dictionary.stem_sentences(stem));
            idf(forward.sentence_count(), sentences)
        };
        Ok(Self {
            sight: Sight::new(stems.clone(), numbers(&pieces), dictionary),
            stems: stems.iter().map(in_texts).collect(),
            stems_in_sentences: stems.iter().map(in_sentences).collect(),
            wanted: stems,
            pieces: pieces.into_iter().map(|(worth, _)| worth).collect(),
            pairs: pairs(terms, forward, index)?,
        })
    }

    /// What the question sees of a word, nothing if it has to do with neither stems nor pieces.
    #[inline]
    pub(super) fn look(&self, word: u32) -> Option<Seen> {
        let seen = self.sight.of(word);
        (seen != Seen::NOTHING).then_some(seen)
    }
}

/// Lists what each piece is worth, with its number if the corpus has it; the rarest, if there are many.
fn rarest_pieces(
    terms: &Terms,
    dictionary: &Dictionary,
    forward: &Forward,
) -> Vec<(f32, Option<u32>)> {
    let worth = |text: &String| {
        let piece = dictionary.find_piece(text);
        let texts = piece.map_or(0, |piece| dictionary.piece_texts(piece));
        (idf(forward.document_count(), texts), piece)
    };
    let mut pieces: Vec<_> = terms.pieces.iter().map(worth).collect();
    if pieces.len() > MOST_PIECES {
        pieces.sort_by(|left, right| right.0.total_cmp(&left.0));
        pieces.truncate(MOST_PIECES);
    }
    pieces
}

/// Lists the question's pairs that the corpus has.
fn pairs(terms: &Terms, forward: &Forward, index: &TermIndex) -> Result<Vec<Pair>, TantivyError> {
    let place = |stem: &String| terms.stems.iter().position(|known| known == stem);
    let mut pairs = Vec::new();
    for (left, right) in &terms.pairs {
        let texts = index.pair_texts(&pair_term(left, right))?;
        if let (Some(left), Some(right), true) = (place(left), place(right), texts > 0) {
            pairs.push(Pair {
                left: left as u32,
                right: right as u32,
                idf: idf(forward.document_count(), texts),
            });
        }
    }
    Ok(pairs)
}

/// What is seen of each word, by the numbers of the question's stems and pieces.
enum Sight<'d> {
    /// All words are seen.
    Beforehand {
        /// Per word of the corpus: 0, or one more than its place in `seen`.
        slots: Vec<u32>,
        seen: Vec<Seen>,
    },
    /// Words are seen when they are met.
    WhenMet {
        dictionary: &'d Dictionary,
        stems: Vec<Option<u32>>,
        /// Per piece of the corpus: 0, or one more than its place among the question's pieces.
        pieces: Vec<u8>,
        met: RefCell<FxHashMap<u32, Seen>>,
    },
}

impl<'d> Sight<'d> {
    fn new(stems: Vec<Option<u32>>, pieces: Vec<Option<u32>>, dictionary: &'d Dictionary) -> Self {
        let known = pieces.iter().flatten();
        let words: usize = known.map(|piece| dictionary.piece_word_count(*piece)).sum();
        if words <= SEEN_BEFOREHAND {
            Self::beforehand(&stems, &pieces, dictionary)
        } else {
            Self::when_met(stems, &pieces, dictionary)
        }
    }

    fn beforehand(stems: &[Option<u32>], pieces: &[Option<u32>], dictionary: &Dictionary) -> Self {
        let mut slots = vec![0; dictionary.vocabulary().word_count()];
        let mut seen = Vec::new();
        for (stem, number) in stems.iter().zip(0..) {
            for word in stem.iter().flat_map(|stem| dictionary.words_of_stem(*stem)) {
                see(&mut slots, &mut seen, word, |seen| seen.stem = number);
            }
        }
        for (piece, number) in pieces.iter().zip(0..) {
            for word in piece
                .iter()
                .flat_map(|piece| dictionary.words_of_piece(*piece))
            {
                see(&mut slots, &mut seen, word, |seen| {
                    seen.pieces |= 1 << number
                });
            }
        }
        Self::Beforehand { slots, seen }
    }

    fn when_met(
        stems: Vec<Option<u32>>,
        pieces: &[Option<u32>],
        dictionary: &'d Dictionary,
    ) -> Self {
        let mut places = vec![0; dictionary.vocabulary().piece_count()];
        for (piece, place) in pieces.iter().zip(1..) {
            if let Some(known) = piece.and_then(|piece| places.get_mut(piece as usize)) {
                *known = place;
            }
        }
        Self::WhenMet {
            dictionary,
            stems,
            pieces: places,
            met: RefCell::new(FxHashMap::with_capacity_and_hasher(
                WORDS_MET,
                FxBuildHasher,
            )),
        }
    }

    #[inline]
    fn of(&self, word: u32) -> Seen {
        match self {
            Self::Beforehand { slots, seen } => {
                let slot = slots.get(word as usize).copied().unwrap_or_default();
                let place = (slot as usize).checked_sub(1);
                let known = place.and_then(|place| seen.get(place));
                known.copied().unwrap_or(Seen::NOTHING)
            }
            Self::WhenMet {
                dictionary,
                stems,
                pieces,
                met,
            } => *met
                .borrow_mut()
                .entry(word)
                .or_insert_with(|| meet(word, dictionary, stems, pieces)),
        }
    }
}

/// Changes what is seen of a word; a number that no word has is passed over.
fn see(slots: &mut [u32], all: &mut Vec<Seen>, word: u32, change: impl FnOnce(&mut Seen)) {
    let Some(slot) = slots.get_mut(word as usize) else {
        return;
    };
    if *slot == 0 {
        all.push(Seen::NOTHING);
        *slot = all.len() as u32;
    }
    if let Some(seen) = all.get_mut(*slot as usize - 1) {
        change(seen);
    }
}

/// Sees a word through its own pieces.
fn meet(word: u32, dictionary: &Dictionary, stems: &[Option<u32>], pieces: &[u8]) -> Seen {
    let stem = dictionary.stem_of(word);
    let place = stem.and_then(|stem| stems.iter().position(|wanted| *wanted == Some(stem)));
    let held = dictionary
        .vocabulary()
        .pieces_of(word)
        .filter_map(|piece| pieces.get(piece as usize)?.checked_sub(1))
        .fold(0, |held, place| held | 1 << place);
    Seen {
        stem: place.map_or(NO_STEM, |place| place as u32),
        pieces: held,
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

#[cfg(test)]
mod tests {
    use super::super::build::build;
    use super::super::document::Document;
    use super::*;
    use tantivy::directory::RamDirectory;

    #[test]
    fn words_are_seen_alike_beforehand_and_when_met() {
        let corpus = vec![Document {
            id: "a".to_owned(),
            title: "Elternbeirat".to_owned(),
            questions: Vec::new(),
            text: "Eltern beraten den Beirat. Die Beratung der Eltern ist Aufgabe der Schulen und Räte."
                .to_owned(),
            group: String::new(),
        }];
        let directory = RamDirectory::create();
        build(&directory, &corpus).unwrap();
        let dictionary = Dictionary::open(&directory).unwrap();
        let forward = Forward::open(&directory).unwrap();
        let question = "Beratung im Schulbeirat";
        let terms = Terms::of(question, false, &dictionary);
        let stems: Vec<Option<u32>> = terms
            .stems
            .iter()
            .map(|stem| dictionary.find_stem(stem))
            .collect();
        let pieces = rarest_pieces(&terms, &dictionary, &forward);
        let pieces: Vec<Option<u32>> = pieces.into_iter().map(|(_, piece)| piece).collect();
        let beforehand = Sight::beforehand(&stems, &pieces, &dictionary);
        let when_met = Sight::when_met(stems, &pieces, &dictionary);
        let words = dictionary.vocabulary().word_count() as u32;
        assert!((0..words).any(|word| beforehand.of(word) != Seen::NOTHING));
        for word in 0..words {
            assert_eq!(beforehand.of(word), when_met.of(word), "word {word}");
        }
    }
}

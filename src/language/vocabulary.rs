//! The words of a pack as numbers, with their classes, and what a typed word may be a slip of.
//!
//! A slip is one letter too many, one too few or two swapped in a word of five letters or more; another letter only where
//! what was typed is no German word ("wetter" is not "weiter"). A word that the pack has is no slip of another.

use std::hash::Hasher;

use rustc_hash::{FxHashMap, FxHasher};

use super::pattern::PatternNode;
use super::words::{SpokenWords, WordClasses};
use crate::german::fold::Token;
use crate::german::{lexicon, stop};

/// Letters from which on a slip is forgiven.
const FORGIVEN: usize = 5;

/// A text whose words were looked up.
#[derive(Debug)]
pub struct Sighted<'t> {
    pub(super) tokens: &'t [Token],
    /// What each word may be, and whether it is a slip.
    pub(super) seen: Vec<Vec<(u32, bool)>>,
    /// Fillers at the beginning and at the end.
    pub(super) leading: usize,
    pub(super) trailing: usize,
}

/// Words of a guide, folded, with the words of the pack that they are taken for as well.
pub type AlsoTaken = FxHashMap<String, Vec<String>>;

/// All words of a pack.
#[derive(Debug, Default)]
pub(super) struct PatternVocabulary {
    numbers: FxHashMap<String, u32>,
    spoken: SpokenWords,
    classes: FxHashMap<String, Vec<u32>>,
    /// Pieces that several patterns have.
    pieces: FxHashMap<String, Vec<PatternNode>>,
    /// Words that somebody may mistype, by the hash of what is left of them without one letter.
    near: FxHashMap<u64, Vec<(u32, String)>>,
}

impl PatternVocabulary {
    /// The vocabulary of these words; patterns bring more.
    pub(super) fn of(words: &WordClasses) -> Self {
        let mut vocabulary = Self {
            spoken: words.spoken.clone(),
            ..Self::default()
        };
        for (name, keys) in &words.classes {
            let mut class: Vec<u32> = keys.iter().map(|key| vocabulary.number(key)).collect();
            class.sort_unstable();
            vocabulary.classes.insert(name.clone(), class);
        }
        vocabulary
    }

    /// The number of a word of a pattern.
    pub(super) fn number(&mut self, key: &str) -> u32 {
        let written = self.spoken.word(key);
        let key = written.as_deref().unwrap_or(key);
        if let Some(word) = self.numbers.get(key) {
            return *word;
        }
        let word = self.numbers.len() as u32;
        self.numbers.insert(key.to_owned(), word);
        if key.chars().count() >= FORGIVEN && key.chars().all(char::is_alphabetic) {
            for hash in without_one(key) {
                self.near
                    .entry(hash)
                    .or_default()
                    .push((word, key.to_owned()));
            }
        }
        word
    }

    /// The words of a class.
    pub(super) fn class(&self, name: &str) -> Option<&Vec<u32>> {
        self.classes.get(name)
    }

    /// Keeps a piece that patterns may have.
    pub(super) fn keep_piece(&mut self, name: &str, nodes: Vec<PatternNode>) {
        self.pieces.insert(name.to_owned(), nodes);
    }

    /// A piece that several patterns have.
    pub(super) fn piece(&self, name: &str) -> Option<&Vec<PatternNode>> {
        self.pieces.get(name)
    }

    /// Whether a folded word is among them.
    pub(super) fn knows(&self, key: &str) -> bool {
        self.numbers.contains_key(key)
    }

    /// Looks the words of a text up.
    pub(super) fn sight<'t>(
        &self,
        tokens: &'t [Token],
        words: &WordClasses,
        also: &AlsoTaken,
    ) -> Sighted<'t> {
        let is_filler = |token: &&Token| words.is_filler(&token.key);
        let seen = |token: &Token| {
            let also = also.get(&token.key).into_iter().flatten();
            let taken = also.flat_map(|word| self.seen(word));
            self.seen(&token.key).into_iter().chain(taken).collect()
        };
        Sighted {
            seen: tokens.iter().map(seen).collect(),
            leading: tokens.iter().take_while(is_filler).count(),
            trailing: tokens.iter().rev().take_while(is_filler).count(),
            tokens,
        }
    }

    /// What a typed word may be, each with whether it is a slip.
    fn seen(&self, key: &str) -> Vec<(u32, bool)> {
        if let Some(word) = self.numbers.get(key) {
            return vec![(*word, false)];
        }
        if key.len() + 1 < FORGIVEN || stop::is_frame(key) {
            return Vec::new();
        }
        let hashes = without_one(key);
        let near = hashes
            .iter()
            .filter_map(|hash| self.near.get(hash))
            .flatten();
        let meant = near.filter(|(_, meant)| is_slip(key, meant));
        let mut seen: Vec<(u32, bool)> = meant.map(|(word, _)| (*word, true)).collect();
        seen.sort_unstable();
        seen.dedup();
        seen
    }
}

/// Whether what was typed is a slip of what was meant; both folded.
pub fn is_slip(typed: &str, meant: &str) -> bool {
    let (typed_letters, letters) = (typed.chars().count(), meant.chars().count());
    if letters < FORGIVEN || typed_letters.abs_diff(letters) > 1 {
        return false;
    }
    let equal = |(a, b): &(char, char)| a == b;
    let before = typed.chars().zip(meant.chars()).take_while(equal).count();
    let behind = typed.chars().rev().zip(meant.chars().rev());
    let same = before + behind.take_while(equal).count();
    let swapped = || {
        let pair = |word: &str| word.chars().skip(before).take(2).collect::<Vec<_>>();
        pair(typed).iter().rev().eq(&pair(meant))
    };
    match typed_letters == letters {
        true => same + 2 == letters && swapped() || same + 1 == letters && !lexicon::is_word(typed),
        false => same >= typed_letters.min(letters),
    }
}

/// Bytes of the longest word that is looked at letter by letter; nobody calls a thing by a longer one.
const LONGEST: usize = 120;

/// Hashes of a word and of the word without each of its letters.
pub(crate) fn without_one(word: &str) -> Vec<u64> {
    let hash = |left_out: Option<usize>| {
        let mut hasher = FxHasher::default();
        let letters = word.char_indices().filter(|(at, _)| Some(*at) != left_out);
        letters.for_each(|(_, letter)| hasher.write_u32(letter.into()));
        hasher.finish()
    };
    let all = if word.len() <= LONGEST { word } else { "" };
    let each = all.char_indices().map(|(at, _)| hash(Some(at)));
    std::iter::once(hash(None)).chain(each).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::german::fold;

    #[test]
    fn a_slip_is_one_letter_in_a_long_word() {
        for (typed, meant, slip) in [
            ("weitr", "weiter", true),
            ("weiiter", "weiter", true),
            ("wieter", "weiter", true),
            ("weizer", "weiter", true),
            ("wetter", "weiter", false),
            ("weiter", "weiter", false),
            ("wietre", "weiter", false),
            ("rto", "rot", false),
            ("eweit", "weit", false),
            ("übersciht", "übersicht", true),
            ("", "weiter", false),
        ] {
            assert_eq!(is_slip(typed, meant), slip, "{typed}, {meant}");
        }
    }

    #[test]
    fn a_typed_word_is_seen_as_itself_or_as_what_it_may_be() {
        let mut vocabulary = PatternVocabulary::of(&WordClasses::default());
        let numbers = ["weiter", "leiter", "zwei"].map(|word| vocabulary.number(word));
        let seen = |typed: &str| {
            let tokens = fold::tokens(typed);
            vocabulary
                .sight(&tokens, &WordClasses::default(), &AlsoTaken::default())
                .seen
                .concat()
        };
        assert_eq!(seen("Leiter"), [(numbers[1], false)]);
        assert_eq!(seen("eiter"), [(numbers[0], true), (numbers[1], true)]);
        for typed in ["zwie", "wieder", "wetter", "1234567"] {
            assert_eq!(seen(typed), [], "{typed}");
        }
    }
}

//! Mends misspelt words with words that the corpus uses.
//!
//! Distance is optimal string alignment: a letter wrong, missing, doubled in or swapped with its neighbour counts one.
//! [`WordShape`] tells most words that are too far away without reading them.

use std::cmp::Reverse;

/// The mistakes that are forgiven in a long word.
const REACH: usize = 2;

/// Letters a typed word must have to be mended: shorter ones have too many neighbours.
const SHORTEST_TYPED: usize = 5;

/// Letters a word must have to be offered.
const SHORTEST_OFFERED: usize = 4;

/// Letters from which two mistakes are forgiven.
const LONG: usize = 8;

/// Letters beyond which a "word" is noise.
const LONGEST: usize = 60;

/// Words offered at most.
const OFFERS: usize = 2;

/// A word of the corpus near to the typed one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SpellingOffer {
    /// The word.
    pub word: String,
    /// How many mistakes lie between.
    pub distance: usize,
}

/// Tells whether a typed word is long enough to be mended, and made of letters.
pub fn can_be_mended(typed: &str) -> bool {
    let letters = typed.chars().count();
    (SHORTEST_TYPED..=LONGEST).contains(&letters) && typed.chars().all(char::is_alphabetic)
}

/// Tells whether a word of the corpus may be offered.
pub fn can_be_offered(word: &str) -> bool {
    let letters = word.chars().count();
    (SHORTEST_OFFERED..=LONGEST).contains(&letters) && word.chars().all(char::is_alphabetic)
}

/// Whether one letter too many, one too few, or two swapped make the difference.
///
/// Where one letter stands for another, what was typed may well be a word of its own: "wetter" is not "weiter".
pub fn is_slip(typed: &str, meant: &str) -> bool {
    let letters = |word: &str| word.chars().collect::<Vec<char>>();
    let (typed, meant) = (letters(typed), letters(meant));
    let sorted = |letters: &[char]| {
        let mut letters = letters.to_vec();
        letters.sort_unstable();
        letters
    };
    distance(&typed, &meant, 1) == Some(1)
        && (typed.len() != meant.len() || sorted(&typed) == sorted(&meant))
}

/// The mistakes that are forgiven in a typed word.
pub fn reach(typed: &str) -> usize {
    if typed.chars().count() < LONG {
        1
    } else {
        REACH
    }
}

/// The length of a word and which letters it has: enough to tell most words that are too far from each other. Ordered by
/// length first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct WordShape(u32);

impl WordShape {
    /// Classes of letters; a to z have one each, the others share these.
    const CLASSES: u32 = 26;

    /// The shape of a word.
    pub fn of(word: &str) -> Self {
        let class = |letter: char| 1 << (u32::from(letter) % Self::CLASSES);
        let classes = word.chars().fold(0, |all, letter| all | class(letter));
        let length = word.chars().count().min(LONGEST) as u32;
        Self(length << Self::CLASSES | classes)
    }

    /// Tells whether words of these shapes can be within reach: one mistake changes the length by one at most, and
    /// takes away one class of letters and brings in another at most.
    pub fn is_near(self, other: Self, reach: usize) -> bool {
        let changed = (self.classes() ^ other.classes()).count_ones() as usize;
        self.length().abs_diff(other.length()) <= reach && changed <= 2 * reach
    }

    /// How many letters the word has.
    pub fn length(self) -> usize {
        (self.0 >> Self::CLASSES) as usize
    }

    fn classes(self) -> u32 {
        self.0 & ((1 << Self::CLASSES) - 1)
    }
}

/// Picks the nearest words for a typed one: fewest mistakes, then same first letter, then the commonest.
///
/// The candidates come with the number of texts that hold them; all that are offered are equally near.
pub fn nearest<'w>(
    typed: &str,
    candidates: impl Iterator<Item = (&'w str, u32)>,
) -> Vec<SpellingOffer> {
    let letters: Vec<char> = typed.chars().collect();
    let most = reach(typed);
    let mut buffer = Vec::new();
    let mut near: Vec<_> = candidates
        .filter_map(|(word, texts)| {
            buffer.clear();
            buffer.extend(word.chars());
            let is_another =
                most == 1 && begins_otherwise(&letters, &buffer) || has_prefix(&letters, &buffer);
            if is_another {
                return None;
            }
            let distance = distance(&letters, &buffer, most)?;
            let other_start = buffer.first() != letters.first();
            Some((distance, other_start, Reverse(texts), word))
        })
        .collect();
    near.sort_unstable();
    near.dedup();
    let Some(&(least, ..)) = near.first() else {
        return Vec::new();
    };
    near.into_iter()
        .take_while(|(distance, ..)| *distance == least)
        .take(OFFERS)
        .map(|(distance, _, _, word)| SpellingOffer {
            word: word.to_owned(),
            distance,
        })
        .collect()
}

/// Whether the first letter stands for another. In short words that is seldom a mistake: "Tisch" is not meant to be
/// "Fisch", and one of them may well be a word that the corpus just does not have.
fn begins_otherwise(typed: &[char], word: &[char]) -> bool {
    let swapped = typed.first() == word.get(1) && typed.get(1) == word.first();
    typed.len() == word.len() && typed.first() != word.first() && !swapped
}

/// Whether one word is the other with two letters before it: nobody mistypes "kennen" as "erkennen".
fn has_prefix(typed: &[char], word: &[char]) -> bool {
    typed.len().abs_diff(word.len()) == 2 && (typed.ends_with(word) || word.ends_with(typed))
}

/// Measures how many mistakes lie between two words, or nothing if there are more than `most`.
fn distance(left: &[char], right: &[char], most: usize) -> Option<usize> {
    let too_long = left.len().max(right.len()) > LONGEST;
    if too_long || left.len().abs_diff(right.len()) > most {
        return None;
    }
    // Three rows of the usual table: the row before last serves swapped neighbours.
    let mut before_last = [0_u8; LONGEST + 1];
    let mut last: [u8; LONGEST + 1] = std::array::from_fn(|column| column as u8);
    for (row, letter) in left.iter().enumerate() {
        let mut current = [most as u8 + 1; LONGEST + 1];
        current[0] = row as u8 + 1;
        let from = row.saturating_sub(most);
        let to = (row + most + 1).min(right.len());
        for column in from..to {
            let wrong = u8::from(*letter != right[column]);
            let mut best = (last[column] + wrong)
                .min(last[column + 1] + 1)
                .min(current[column] + 1);
            let swapped = row > 0
                && column > 0
                && *letter == right[column - 1]
                && left[row - 1] == right[column];
            if swapped {
                best = best.min(before_last[column - 1] + 1);
            }
            current[column + 1] = best;
        }
        before_last = last;
        last = current;
    }
    let found = usize::from(last[right.len()]);
    (found <= most).then_some(found)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const CORPUS: [(&str, u32); 7] = [
        ("federführung", 4),
        ("förderung", 9),
        ("forderung", 2),
        ("eltern", 20),
        ("elternabend", 3),
        ("ältere", 5),
        ("koordination", 6),
    ];

    fn check(typed: &str, expected: &[&str]) {
        let offers = nearest(typed, CORPUS.into_iter()).into_iter();
        let offers: Vec<_> = offers.map(|offer| offer.word).collect();
        assert_eq!(offers, expected, "{typed}");
    }

    #[test]
    fn one_or_two_mistakes_in_a_long_word_are_mended() {
        check("federfürung", &["federführung"]);
        check("fedreführng", &["federführung"]);
        check("koordinaiton", &["koordination"]);
    }

    #[test]
    fn a_slip_is_a_letter_too_many_too_few_or_swapped() {
        for (typed, meant, slip) in [
            ("aufgabn", "aufgaben", true),
            ("weitter", "weiter", true),
            ("wieter", "weiter", true),
            ("wetter", "weiter", false),
            ("weiter", "weiter", false),
            ("wtr", "weiter", false),
        ] {
            assert_eq!(is_slip(typed, meant), slip, "{typed}");
        }
    }

    #[test]
    fn a_short_word_is_forgiven_one_mistake() {
        check("elten", &["eltern"]);
        check("letern", &["eltern"]);
        check("altern", &[]);
        check("ellten", &[]);
    }

    #[test]
    fn a_word_with_something_before_it_is_another_word() {
        check("erältere", &[]);
        check("älttere", &["ältere"]);
    }

    #[test]
    fn of_equally_near_words_the_commonest_two_are_offered() {
        check("fdrderung", &["förderung", "forderung"]);
    }

    proptest! {
        #[test]
        fn words_within_reach_are_near_in_shape(word in "[a-zäöü]{4,12}", edits in prop::collection::vec((0usize..12, 0u8..4, "[a-z]"), 0..=REACH)) {
            let mut typed: Vec<char> = word.chars().collect();
            for (at, kind, letter) in edits {
                let at = at % typed.len();
                let letter = letter.chars().next().unwrap_or('x');
                match kind {
                    0 => typed[at] = letter,
                    1 => typed.insert(at, letter),
                    2 if typed.len() > 4 => { typed.remove(at); }
                    _ if at + 1 < typed.len() => typed.swap(at, at + 1),
                    _ => {}
                }
            }
            let original: Vec<char> = word.chars().collect();
            prop_assume!(distance(&original, &typed, REACH).is_some());
            let typed: String = typed.into_iter().collect();
            prop_assert!(WordShape::of(&typed).is_near(WordShape::of(&word), REACH));
        }

        #[test]
        fn distance_is_the_same_both_ways(left in "[ab]{0,8}", right in "[ab]{0,8}") {
            let (left, right): (Vec<char>, Vec<char>) = (left.chars().collect(), right.chars().collect());
            prop_assert_eq!(distance(&left, &right, 2), distance(&right, &left, 2));
        }
    }
}

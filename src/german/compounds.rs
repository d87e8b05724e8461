//! Splits compounds into words that the corpus itself uses: "Elternbeirat" → "eltern", "beirat".
//!
//! A cut stands where both sides have at least four letters and the corpus knows both, as a word or as a stem; the
//! modifier may carry a joint (-s, -es, -n, …). The corpus is asked through [`Frequencies`], so the same rules serve
//! the builder of an index and the question that meets it.

use super::stem::stem;
use super::stop::is_stop;

/// What a corpus knows of a word: how often, and in how many texts, it counts.
pub trait Frequencies {
    /// Texts that hold the word, 0 if none.
    fn word(&self, word: &str) -> u32;
    /// Texts that hold a word of this stem, 0 if none.
    fn stem(&self, stem: &str) -> u32;
}

/// Letters a part must have.
const SHORTEST_PART: usize = 4;

/// Letters beyond which a "word" is noise and is not taken apart.
const LONGEST_WORD: usize = 80;

/// What joins the modifier to the head.
const JOINTS: [&str; 7] = ["s", "es", "n", "en", "er", "e", "ns"];

/// Ends of words that corpora also hold as "words" and that are no heads.
const SUFFIXES: [&str; 33] = [
    "lich", "keit", "heit", "ung", "ungen", "isch", "ischen", "lichen", "liche", "licher",
    "liches", "innen", "ische", "sten", "chen", "bar", "los", "sam", "schaft", "tion", "ionen",
    "iert", "ieren", "ender", "ende", "enden", "ierte", "ierten", "igen", "ige", "iger", "ten",
    "tern",
];

/// Splits a lower-case word into its parts, or into nothing if it is no compound of known words.
pub fn split(word: &str, corpus: &impl Frequencies) -> Vec<String> {
    let Some((modifier, head)) = best_cut(word, corpus) else {
        return Vec::new();
    };
    let mut parts = Vec::new();
    for part in [modifier, head] {
        // A part can come out longer than it was cut ("sprach" → "sprache"), but never as long as the word.
        let inner = if part.len() < word.len() {
            split(&part, corpus)
        } else {
            Vec::new()
        };
        if inner.is_empty() {
            parts.push(part);
        } else {
            parts.extend(inner);
        }
    }
    parts
}

/// Finds the cut whose two parts are commonest together.
fn best_cut(word: &str, corpus: &impl Frequencies) -> Option<(String, String)> {
    if !word.chars().all(char::is_alphabetic) {
        return None;
    }
    let starts: Vec<usize> = word.char_indices().map(|(at, _)| at).collect();
    if starts.len() < 2 * SHORTEST_PART || starts.len() > LONGEST_WORD {
        return None;
    }
    let mut best: Option<(f64, String, String)> = None;
    let cuts = &starts[SHORTEST_PART..=starts.len() - SHORTEST_PART];
    for cut in cuts {
        let (left, right) = word.split_at(*cut);
        let Some((head_count, head)) = known_head(right, corpus) else {
            continue;
        };
        let Some((modifier_count, modifier)) = known_modifier(left, corpus) else {
            continue;
        };
        let weight = (f64::from(modifier_count) * f64::from(head_count)).sqrt();
        if best.as_ref().is_none_or(|(most, _, _)| weight > *most) {
            best = Some((weight, modifier, head));
        }
    }
    best.map(|(_, modifier, head)| (modifier, head))
}

/// How often a part counts, and the word it stands for.
type KnownPart = (u32, String);

fn known_head(part: &str, corpus: &impl Frequencies) -> Option<KnownPart> {
    if SUFFIXES.contains(&part) || is_stop(part) {
        return None;
    }
    let count = corpus.word(part).max(corpus.stem(&stem(part)));
    (count > 0).then(|| (count, part.to_owned()))
}

/// Reads the modifier with and without a joint; of equally common readings the word as the corpus has it counts.
fn known_modifier(part: &str, corpus: &impl Frequencies) -> Option<KnownPart> {
    let (count, _) = known_head(part, corpus).unwrap_or_default();
    let without_joint = JOINTS
        .iter()
        .filter_map(|joint| part.strip_suffix(joint))
        .filter(|base| base.chars().count() >= SHORTEST_PART)
        .map(str::to_owned);
    let with_lost_vowel = ["e", "en"].iter().map(|vowel| format!("{part}{vowel}"));
    let base = without_joint
        .chain(with_lost_vowel)
        .map(|base| (corpus.word(&base), base))
        .max();
    match base {
        _ if SUFFIXES.contains(&part) || is_stop(part) => None,
        Some((base_count, base)) if base_count > 0 && (base_count >= count) => {
            Some((base_count, base))
        }
        _ => (count > 0).then(|| (count, part.to_owned())),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::collections::HashMap;

    struct Corpus(HashMap<&'static str, u32>);

    impl Frequencies for Corpus {
        fn word(&self, word: &str) -> u32 {
            self.0.get(word).copied().unwrap_or(0)
        }
        fn stem(&self, wanted: &str) -> u32 {
            let known = self.0.iter().filter(|(word, _)| stem(word) == wanted);
            known.map(|(_, count)| count).sum()
        }
    }

    fn corpus() -> Corpus {
        Corpus(HashMap::from([
            ("eltern", 9),
            ("beirat", 4),
            ("bildung", 7),
            ("konzept", 8),
            ("sprache", 5),
            ("kurs", 3),
            ("test", 3),
            ("kommune", 6),
            ("arbeit", 9),
            ("kreis", 5),
            ("leitung", 2),
            ("vereinbarkeit", 1),
            ("keit", 3),
            ("verein", 4),
            ("arbeitskreis", 2),
            ("kreisleitung", 1),
        ]))
    }

    fn check(word: &str, expected: &[&str]) {
        assert_eq!(split(word, &corpus()), expected, "{word}");
    }

    #[test]
    fn compounds_fall_into_words_of_the_corpus() {
        check("elternbeirat", &["eltern", "beirat"]);
        check("bildungskonzept", &["bildung", "konzept"]);
        check("sprachtests", &["sprache", "tests"]);
    }

    #[test]
    fn parts_are_split_again() {
        check("arbeitskreisleitung", &["arbeit", "kreis", "leitung"]);
    }

    #[test]
    fn suffixes_and_unknown_parts_make_no_compound() {
        check("vereinbarkeit", &[]);
        check("elternzimmer", &[]);
        check("eltern", &[]);
    }

    proptest! {
        #[test]
        fn any_word_can_be_tried(word in "\\PC{0,90}") {
            split(&word, &corpus());
        }
    }
}

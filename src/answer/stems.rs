//! The stems of what a text is about: what is left of a question without the asking.

use crate::german::stem::stem;
use crate::german::{fold, stop, words};

/// The stems of a text's content words, each once.
pub(super) fn of(text: &str) -> Vec<String> {
    let words = words::words(text).into_iter();
    let content = words.filter(|word| !stop::is_frame(&word.text));
    let mut stems: Vec<String> = content.map(|word| fold::fold(&stem(&word.text))).collect();
    stems.sort();
    stems.dedup();
    stems
}

/// The share of two texts' stems that both have, 0 to 1.
pub(super) fn in_common(one: &[String], other: &[String]) -> f32 {
    let shared = one.iter().filter(|stem| other.contains(stem)).count();
    shared as f32 / (one.len() + other.len() - shared).max(1) as f32
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms_of_a_word_are_one_stem_and_the_asking_is_none() {
        assert_eq!(of("Wer gibt die Aufträge?"), of("den Auftrag geben wir"));
        assert!(of("was ist denn das").is_empty());
    }

    #[test]
    fn what_two_texts_have_in_common_is_a_share() {
        let one = of("Auftrag einholen");
        assert!(
            (in_common(&one, &of("den Auftrag schriftlich einholen")) - 2.0 / 3.0).abs() < 1e-6
        );
        assert_eq!(in_common(&one, &[]), 0.0);
    }
}

//! The keywords of a question: stems that can be counted without keeping what a person wrote.
//!
//! Nothing with a digit, an `@` or an address in it becomes one, so that no number, mail address or link does. A name
//! can: a stem alone does not show whose it is, and the journal makes no keyword readable before three chats used it.

use crate::german::stem::stem;
use crate::german::{stop, words};

/// How many keywords of one question count.
const MOST: usize = 5;

/// Keywords of this many characters; what is longer was not meant as a word.
const LENGTH: std::ops::RangeInclusive<usize> = 3..=32;

/// The keywords of a text, each once, in the order of the alphabet.
pub(crate) fn keywords(text: &str) -> Vec<String> {
    let plain = text
        .split_whitespace()
        .filter(|token| !is_private(token))
        .collect::<Vec<_>>()
        .join(" ");
    let mut found: Vec<String> = Vec::new();
    for word in words::words(&plain) {
        if stop::is_frame(&word.text) || !word.text.chars().all(char::is_alphabetic) {
            continue;
        }
        let stem = stem(&word.text);
        if LENGTH.contains(&stem.chars().count()) && !found.contains(&stem) {
            found.push(stem);
        }
        if found.len() == MOST {
            break;
        }
    }
    found.sort_unstable();
    found
}

fn is_private(token: &str) -> bool {
    token.contains(|c: char| c == '@' || c.is_numeric())
        || token.contains("://")
        || token.to_lowercase().starts_with("www.")
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn keywords_are_stems_without_numbers_addresses_and_the_asking() {
        for (text, expected) in [
            (
                "Wer zahlt die Fahrtkosten für Eltern?",
                vec!["elt", "fahrtkost", "zahlt"],
            ),
            ("0151 1234567 DE12500105170648489890", vec![]),
            (
                "erika@example.org www.example.org https://a.b Dolmetscher",
                vec!["dolmetsch"],
            ),
            ("und wie ist das?", vec![]),
        ] {
            assert_eq!(keywords(text), expected, "{text}");
        }
    }

    proptest! {
        #[test]
        fn any_text_gives_few_short_words_without_digits(text in any::<String>()) {
            let found = keywords(&text);
            prop_assert!(found.len() <= MOST);
            for word in found {
                prop_assert!(LENGTH.contains(&word.chars().count()));
                prop_assert!(word.chars().all(char::is_alphabetic));
            }
        }
    }
}

//! A question's words, as the stages here look at them.

use crate::german::{fold, stop, words};

/// All words, lower case, without gender suffixes.
pub(super) fn all(text: &str) -> Vec<String> {
    words::words(text)
        .into_iter()
        .map(|word| word.text)
        .collect()
}

/// The words that carry what is asked: neither stop words nor part of the asking.
pub(super) fn content(text: &str) -> Vec<String> {
    all(text)
        .into_iter()
        .filter(|word| !stop::is_frame(word))
        .collect()
}

/// A name without case, marks and umlauts: "Castrop-Rauxel?" and "castroprauxel" are one.
pub(super) fn key(name: &str) -> String {
    fold::fold(&name.to_lowercase())
        .chars()
        .filter(|c| c.is_alphanumeric())
        .collect()
}

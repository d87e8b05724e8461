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

/// Whether a stop word is part of a compound: without it, "Ist-Zustand" would be what somebody is "zuständig" for.
pub(super) fn has_stop_part(name: &str) -> bool {
    let compounds = name.split_whitespace().filter(|word| word.contains('-'));
    let mut parts = compounds.flat_map(|word| word.split('-'));
    parts.any(|part| stop::is_frame(&part.to_lowercase()))
}

/// A name without case, marks and umlauts: "Castrop-Rauxel?" and "castroprauxel" are one.
pub(super) fn key(name: &str) -> String {
    fold::fold(&name.to_lowercase())
        .chars()
        .filter(|c| c.is_alphanumeric())
        .collect()
}

//! Recognising that a person names a place of the guide by its number.
//!
//! "1.2", "schritt 7", "der dritte Schritt", "abschnitt 1.3" are places. Numbers that only look like it are not:
//! a chapter of another document ("Kapitel 2.1"), a date ("am 3.1."), a strategy ("MH 0.25").

use std::sync::LazyLock;

use regex::Regex;

use crate::knowledge::{Guide, PlaceId};

use super::only_pointing;

/// A place that was named, and what else was said.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Address {
    /// The place, or the number as the person wrote it if the guide has no such place.
    pub(super) place: Result<PlaceId, String>,
    /// The question without the naming.
    pub(super) rest: String,
    /// Whether what comes after the place is meant: "was kommt nach Schritt 3".
    pub(super) after: bool,
}

/// Finds the first place that a question names.
pub(super) fn find(guide: &Guide, question: &str) -> Option<Address> {
    named(guide, question).or_else(|| bare(guide, question))
}

/// "Schritt 7", "Abschnitt 1.3", "7. Schritt", "dritter Schritt", "Schritt drei".
fn named(guide: &Guide, question: &str) -> Option<Address> {
    static AFTER: LazyLock<Option<Regex>> = LazyLock::new(|| {
        Regex::new(r"(?i)\b(?:unterabschnitt|abschnitt|schritt|punkt)(?:s|es)?\s*(?:nr\.?|nummer)?\s*(\d{1,3}(?:\.\d{1,2})?|[a-zäöüß]+)\b").ok()
    });
    static BEFORE: LazyLock<Option<Regex>> = LazyLock::new(|| {
        Regex::new(r"(?i)\b(\d{1,3}(?:\.\d{1,2})?|[a-zäöüß]+)\.?\s+(?:unterabschnitt|abschnitt|schritt)(?:s|es)?\b").ok()
    });
    [AFTER.as_ref(), BEFORE.as_ref()]
        .into_iter()
        .flatten()
        .find_map(|pattern| {
            pattern.captures_iter(question).find_map(|found| {
                let whole = found.get(0)?;
                let number = number_of(found.get(1)?.as_str())?;
                Some(address(guide, question, whole.range(), number))
            })
        })
}

/// "1.2" by itself, or inside a sentence where the guide has that place and nothing speaks against it.
fn bare(guide: &Guide, question: &str) -> Option<Address> {
    static NUMBER: LazyLock<Option<Regex>> =
        LazyLock::new(|| Regex::new(r"\d+(?:[./]\d+)*\.?").ok());
    let numbers = NUMBER.as_ref()?;
    let alone = question.trim().trim_end_matches(['?', '!', '.']);
    numbers.find_iter(question).find_map(|found| {
        let number = found.as_str().trim_end_matches('.');
        let whole_message = alone == number;
        let dotted = number.matches('.').count() == 1 && !number.contains('/');
        if !(dotted || whole_message && number.len() <= 2) {
            return None;
        }
        if whole_message {
            return Some(address(guide, question, found.range(), number.to_owned()));
        }
        let date = found.as_str().ends_with('.') && found.end() < question.trim_end().len();
        let other_document = another_document(&question[..found.start()]);
        let known = guide.place_numbered(number).is_some();
        let address = address(guide, question, found.range(), number.to_owned());
        let meant = known || only_pointing(&address.rest);
        (meant && !date && !other_document).then_some(address)
    })
}

/// Whether the words before a number say that it counts something else.
fn another_document(before: &str) -> bool {
    const OTHER: [&str; 12] = [
        "kapitel", "kap", "mh", "am", "vom", "seite", "version", "bis", "ab", "ca", "rund", "etwa",
    ];
    let last = before
        .split_whitespace()
        .next_back()
        .unwrap_or("")
        .trim_end_matches('.')
        .to_lowercase();
    OTHER.contains(&last.as_str())
        || before.ends_with(|c: char| c.is_alphanumeric() || c == '/' || c == '-')
}

fn address(
    guide: &Guide,
    question: &str,
    range: std::ops::Range<usize>,
    number: String,
) -> Address {
    let before = question[..range.start].trim_end().to_lowercase();
    let rest = format!("{} {}", &question[..range.start], &question[range.end..]);
    let after = before.ends_with(" nach") && only_pointing(&rest);
    let place = guide
        .place_numbered(&number)
        .map(|place| place.id.clone())
        .ok_or(number);
    Address {
        place,
        rest: rest.trim().to_owned(),
        after,
    }
}

/// The number that a word means: digits, "drei", "dritter".
fn number_of(word: &str) -> Option<String> {
    const WORDS: [(&str, &str); 12] = [
        ("eins", "erste"),
        ("zwei", "zweite"),
        ("drei", "dritte"),
        ("vier", "vierte"),
        ("fünf", "fünfte"),
        ("sechs", "sechste"),
        ("sieben", "siebte"),
        ("acht", "achte"),
        ("neun", "neunte"),
        ("zehn", "zehnte"),
        ("elf", "elfte"),
        ("zwölf", "zwölfte"),
    ];
    if word.starts_with(|c: char| c.is_ascii_digit()) {
        return Some(word.to_owned());
    }
    let word = word.to_lowercase();
    let ordinal = word.trim_end_matches(['r', 'n', 'm', 's']);
    let at = WORDS.iter().position(|(cardinal, nth)| {
        word == *cardinal || ordinal == *nth || word == "siebente" && *nth == "siebte"
    })?;
    Some((at + 1).to_string())
}

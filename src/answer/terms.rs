//! Recognising that a question asks what a word means.

use std::sync::LazyLock;

use regex::Regex;

use super::words;
use crate::german::stem;
use crate::knowledge::{Guide, Term};

/// The term whose meaning is asked: "was heißt RBB", "Was ist ein Lenkungskreis?", or just "KAoA".
pub(super) fn asked<'a>(guide: &'a Guide, question: &str) -> Option<&'a Term> {
    if let Some(word) = framed(question) {
        return lookup(guide, &word).or_else(|| abbreviated(guide, &word));
    }
    let alone = question.trim().trim_end_matches(['?', '!', '.', ' ']);
    let abbreviation =
        alone.chars().count() <= 6 && alone.chars().filter(|c| c.is_uppercase()).count() >= 2;
    if abbreviation {
        return lookup(guide, alone);
    }
    abbreviated(guide, alone).filter(|_| !alone.contains(' '))
}

/// The one term whose abbreviation is among the words, however it is written: "ifk klasse". Of two ("der unterschied
/// zwischen rbb und ki") neither is meant by itself.
fn abbreviated<'a>(guide: &'a Guide, words: &str) -> Option<&'a Term> {
    let short = |name: &String| {
        let capitals = || name.chars().filter(|c| c.is_uppercase()).count();
        // Most names are long; their length in bytes says so before anything is counted.
        name.len() <= 4 * 6
            && name.chars().count() <= 6
            && capitals() >= 2
            && !guide.manifest.common_words.contains(&name.to_lowercase())
    };
    let names = guide.terms.iter().flat_map(|term| {
        let names = std::iter::once(&term.term).chain(&term.synonyms);
        names.map(move |name| (name, term))
    });
    let short: Vec<(String, &Term)> = names
        .filter(|(name, _)| short(name))
        .map(|(name, term)| (words::key(name), term))
        .collect();
    let mut found = words.split_whitespace().filter_map(|word| {
        let wanted = words::key(word);
        let named = short.iter().find(|(name, _)| *name == wanted);
        named.map(|(_, term)| *term)
    });
    let first = found.next()?;
    found.all(|other| other.id == first.id).then_some(first)
}

/// The word inside "was heißt …?" and its like.
fn framed(question: &str) -> Option<String> {
    static FRAMES: LazyLock<Vec<Regex>> = LazyLock::new(|| {
        [
            r"(?i)^(?:und |also |bitte )?was (?:heißt|heisst|heist|bedeutet|meint|bedeuten|heißen)(?: denn| eigentlich| noch| nochmal)*(?: die abkürzung| das kürzel| der begriff| das wort)? (.+)$",
            r"(?i)^(?:und |also )?(?:was|wer) (?:ist|sind|war)(?: denn| eigentlich| noch| nochmal| genau)*(?: mit)? (.+?)(?: gemeint| genau| eigentlich)?$",
            r"(?i)^(?:wofür|für was) steht(?: die abkürzung| das kürzel)? (.+)$",
            r"(?i)^was versteht (?:man|ihr) unter (.+)$",
            r"(?i)^(?:bitte )?(?:erklär|erkläre|erklären sie|definier|definiere)(?: mir| bitte)* (.+)$",
            r"(?i)^(?:definition|bedeutung|begriff|glossar)(?: von| für)?:? (.+)$",
            r"(?i)^(.+?)[,:]? (?:bedeutung|definition|erklärung|erklären|abkürzung|was ist das|was hei(?:ß|ss?)t das|hei(?:ß|ss?)t was)$",
        ]
        .iter()
        .filter_map(|pattern| Regex::new(pattern).ok())
        .collect()
    });
    let question = question.trim().trim_end_matches(['?', '!', '.', ' ']);
    FRAMES
        .iter()
        .find_map(|frame| Some(frame.captures(question)?.get(1)?.as_str().to_owned()))
}

/// The term of that name, synonym or abbreviation; exact spelling before inflected forms.
fn lookup<'a>(guide: &'a Guide, word: &str) -> Option<&'a Term> {
    let names = |term: &'a Term| std::iter::once(&term.term).chain(&term.synonyms);
    let wanted = key(word);
    let stemmed = stems(word);
    guide
        .terms
        .iter()
        .find(|term| key(&term.term) == wanted)
        .or_else(|| {
            guide.terms.iter().find(|term| {
                names(term).any(|name| alternatives(name).any(|part| key(part) == wanted))
            })
        })
        .or_else(|| {
            let inflected = |name: &String| {
                alternatives(name).any(|part| !stemmed.is_empty() && stems(part) == stemmed)
            };
            guide.terms.iter().find(|term| names(term).any(inflected))
        })
}

/// A name as editors write it may hold two: "Dezernent / Dezernentin", "KI, Kommunales Integrationszentrum".
fn alternatives(name: &str) -> impl Iterator<Item = &str> {
    std::iter::once(name).chain(
        name.split([',', '/'])
            .filter(move |part| part.trim().len() < name.len()),
    )
}

/// Letters and digits only, without article, folded.
fn key(word: &str) -> String {
    let lower = word.trim().to_lowercase();
    let bare = ARTICLES
        .iter()
        .find_map(|article| lower.strip_prefix(article))
        .unwrap_or(&lower);
    words::key(bare)
}

fn stems(word: &str) -> Vec<String> {
    words::content(word)
        .iter()
        .map(|word| stem::stem(word))
        .collect()
}

const ARTICLES: [&str; 12] = [
    "ein ", "eine ", "einen ", "einem ", "einer ", "der ", "die ", "das ", "den ", "dem ", "des ",
    "unser ",
];

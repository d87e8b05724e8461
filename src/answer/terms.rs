//! Recognising that a question asks what a word means.

use std::sync::LazyLock;

use regex::Regex;

use super::words;
use crate::german::stem;
use crate::knowledge::{Guide, Term, TermId};

/// The terms of a guide, as they may be asked for.
pub(super) struct Terms(Vec<Named>);

/// A term with all its names, folded; a name that holds two counts as both.
struct Named {
    id: TermId,
    key: String,
    keys: Vec<String>,
    stems: Vec<Vec<String>>,
    abbreviations: Vec<String>,
}

impl Terms {
    /// Reads the names of a guide's terms.
    pub(super) fn of(guide: &Guide) -> Self {
        let terms = guide.terms.iter();
        Self(terms.map(|term| Named::of(guide, term)).collect())
    }

    /// The term whose meaning is asked: "was heißt RBB", "Was ist ein Lenkungskreis?", or just "KAoA".
    pub(super) fn asked(&self, question: &str) -> Option<&TermId> {
        if let Some(word) = framed(question) {
            return self.named(&word).or_else(|| self.abbreviated(&word));
        }
        let alone = question.trim().trim_end_matches(['?', '!', '.', ' ']);
        let abbreviation =
            alone.chars().count() <= 6 && alone.chars().filter(|c| c.is_uppercase()).count() >= 2;
        if abbreviation {
            return self.named(alone);
        }
        self.abbreviated(alone).filter(|_| !alone.contains(' '))
    }

    /// The one term whose abbreviation is among the words, however it is written: "ifk klasse". Of two ("der
    /// unterschied zwischen rbb und ki") neither is meant by itself.
    fn abbreviated(&self, words: &str) -> Option<&TermId> {
        let mut found = words.split_whitespace().filter_map(|word| {
            let wanted = words::key(word);
            let mut terms = self.0.iter();
            let named = terms.find(|term| term.abbreviations.contains(&wanted))?;
            Some(&named.id)
        });
        let first = found.next()?;
        found.all(|other| other == first).then_some(first)
    }

    /// The term of that name, synonym or abbreviation; exact spelling before inflected forms.
    fn named(&self, word: &str) -> Option<&TermId> {
        let terms = || self.0.iter();
        let (wanted, stemmed) = (key(word), stems(word));
        let found = terms()
            .find(|term| term.key == wanted)
            .or_else(|| terms().find(|term| term.keys.contains(&wanted)))
            .or_else(|| {
                let inflected = |term: &&Named| term.stems.contains(&stemmed);
                terms().find(inflected).filter(|_| !stemmed.is_empty())
            });
        found.map(|term| &term.id)
    }
}

impl Named {
    fn of(guide: &Guide, term: &Term) -> Self {
        let names: Vec<&String> = std::iter::once(&term.term).chain(&term.synonyms).collect();
        let parts: Vec<&str> = names.iter().flat_map(|name| alternatives(name)).collect();
        let short = |name: &&&String| {
            let capitals = name.chars().filter(|c| c.is_uppercase()).count();
            name.chars().count() <= 6
                && capitals >= 2
                && !guide.manifest.common_words.contains(&name.to_lowercase())
        };
        let abbreviations = names.iter().filter(short);
        Self {
            id: term.id.clone(),
            key: key(&term.term),
            keys: parts.iter().map(|part| key(part)).collect(),
            stems: (parts.iter())
                .filter(|part| !words::has_stop_part(part))
                .map(|part| stems(part))
                .collect(),
            abbreviations: abbreviations.map(|name| words::key(name)).collect(),
        }
    }
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

//! What kind of thing a question wants to know, and whether a sentence holds one.
//!
//! A question for a number, a date, a person, a paragraph of law or a contact is answered only by a quote that
//! holds such a thing; the best-matching sentence without it would be nonsense with a straight face. For "wie viele
//! Seiten" any number will not do: the sentence must speak of pages.

use std::sync::LazyLock;

use regex::Regex;

use super::words;
use crate::german::stem;

/// The kind of thing that is asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Wanted {
    /// A quantity, of this if the question says of what.
    Number(Option<String>),
    /// A sum of money.
    Money,
    /// How often.
    Frequency,
    /// A year, a day, a length of time.
    Date,
    /// A length of time.
    Duration,
    /// Somebody's name.
    Person,
    /// A paragraph of law.
    Law,
    /// A telephone number, an address, a mail address.
    Contact,
    /// A reason; only asked for by a bare "Warum?".
    Reason,
}

/// What a question asks for, if it is one of these.
pub(super) fn wanted(question: &str) -> Option<Wanted> {
    let question = question.to_lowercase();
    let asks = |needles: &[&str]| needles.iter().any(|needle| question.contains(needle));
    if asks(&LAW) {
        return Some(Wanted::Law);
    }
    if asks(&CONTACT) || asks_to_call(&question) {
        return Some(Wanted::Contact);
    }
    if names_a_person(&question) {
        return Some(Wanted::Person);
    }
    let due = words::all(&question);
    if asks(&DATE) || due.iter().any(|word| DUE.contains(&word.as_str())) {
        return Some(Wanted::Date);
    }
    if asks(&["wie lange", "wie lang "]) {
        return Some(Wanted::Duration);
    }
    if asks(&["wie oft", "wie häufig"]) {
        return Some(Wanted::Frequency);
    }
    if asks(&MONEY) {
        return Some(Wanted::Money);
    }
    if asks(&NUMBER) {
        return Some(match counted(&question) {
            Some(thing) if LENGTHS.contains(&thing.as_str()) => Wanted::Duration,
            Some(thing) if SUMS.contains(&thing.as_str()) => Wanted::Money,
            thing => Wanted::Number(thing),
        });
    }
    None
}

/// What a question of nothing but a question word asks for.
pub(super) fn wanted_barely(question: &str) -> Option<Wanted> {
    let words = words::all(question);
    let has = |list: &[&str]| words.iter().any(|word| list.contains(&word.as_str()));
    if has(&["warum", "wieso", "weshalb"]) {
        return Some(Wanted::Reason);
    }
    if has(&["wann"]) {
        return Some(Wanted::Date);
    }
    wanted(question)
}

/// Whether a sentence holds a thing of that kind.
pub(super) fn holds(sentence: &str, wanted: &Wanted) -> bool {
    static NUMBERED: LazyLock<Option<Regex>> = LazyLock::new(|| {
        Regex::new(r"(?i)\b(?:schritte?|abschnitte?|kapitel|klassen?|jahrgang|beispiele?n?)\s+(?:bo-|mh-|cr-|re-|ue-)?\d[\d.]*|\b\d\.\d\b|\b[a-z]{2}-\d\d\b").ok()
    });
    static DATED: LazyLock<Option<Regex>> = LazyLock::new(|| {
        Regex::new(r"\b(?:19|20)\d\d\b|\b\d{1,2}\. ?(?:\d{1,2}\.|[A-Z][a-zä]+)").ok()
    });
    // "Schritt 5" and "1.2" are no numbers of anything.
    let counted = NUMBERED.as_ref().map_or_else(
        || sentence.into(),
        |pattern| pattern.replace_all(sentence, " "),
    );
    let lower = counted.to_lowercase();
    let digits = counted.chars().any(|c| c.is_ascii_digit());
    let has = |list: &[&str]| {
        lower
            .split(|c: char| !c.is_alphanumeric())
            .any(|word| list.contains(&word))
    };
    match wanted {
        Wanted::Number(thing) => {
            (digits || has(&NUMBER_WORDS))
                && thing
                    .as_deref()
                    .is_none_or(|thing| speaks_of(&lower, thing))
        }
        Wanted::Money => {
            digits && (lower.contains("euro") || lower.contains('€'))
                || has(&["kostenfrei", "kostenlos"])
        }
        Wanted::Date => {
            DATED
                .as_ref()
                .is_some_and(|pattern| pattern.is_match(&counted))
                || (digits || has(&NUMBER_WORDS)) && has(&LENGTHS)
                || has(&["seit"])
        }
        Wanted::Duration => {
            // "Im Schuljahr 2020/21" says when.
            let length = LENGTHS
                .iter()
                .any(|word| *word != "schuljahr" && has(&[word]));
            (digits || has(&NUMBER_WORDS)) && length || has(&["seit", "bis"]) && digits
        }
        Wanted::Frequency => has(&LENGTHS) || has(&TIMES),
        Wanted::Person => has(&["frau", "herr", "herrn"]),
        Wanted::Law => ["§", "gesetz", "artikel", "verordnung", "rechtlich"]
            .iter()
            .any(|sign| lower.contains(sign)),
        Wanted::Contact => {
            lower.contains('@')
                || lower.contains("telefon")
                || lower.contains("www.")
                || lower.contains("http")
        }
        Wanted::Reason => has(&REASONS),
    }
}

/// The thing after "wie viele": the first word behind it that carries something.
fn counted(question: &str) -> Option<String> {
    let words = words::all(question);
    let at = words.iter().position(|word| {
        ["viel", "viele", "vielen", "wieviel", "wieviele", "anzahl"].contains(&word.as_str())
    })?;
    let next = words.get(at + 1)?;
    (next.chars().count() > 3 && !words::content(next).is_empty()).then(|| next.clone())
}

/// Whether a sentence has a word of that stem, or one that begins or ends with it.
fn speaks_of(lower: &str, thing: &str) -> bool {
    let stemmed = stem::stem(thing);
    words::all(lower).iter().any(|word| {
        let other = stem::stem(word);
        other == stemmed
            || stemmed.chars().count() >= 5
                && (other.ends_with(&stemmed) || other.starts_with(&stemmed))
    })
}

/// "wie heißt die Leiterin", "name der dezernentin".
fn names_a_person(question: &str) -> bool {
    static NAMED: LazyLock<Option<Regex>> = LazyLock::new(|| {
        Regex::new(r"\b(?:wie (?:heißt|heisst|hieß)|name[n]?)\s+(?:der|die|des|vom|von|unsere?|eure)\s+(?:der |die )?(\w*(?:dezernent|leiter|chef|beigeordnet|bürgermeister|koordinator|direktor|ansprech|schulrat|schulrät|person|frau|herr)\w*)").ok()
    });
    NAMED.as_ref().is_some_and(|pattern| {
        // The circles that have one in their name are no persons.
        pattern
            .captures(question)
            .is_some_and(|found| !found[1].ends_with("kreis"))
    })
}

/// "wen ruf ich an", "wen kann man anrufen".
fn asks_to_call(question: &str) -> bool {
    words::all(question)
        .iter()
        .any(|word| ["anrufen", "ruf", "rufe", "anmailen", "kontaktieren"].contains(&word.as_str()))
}

const LAW: [&str; 8] = [
    "§",
    "paragraf",
    "paragraph",
    "welches gesetz",
    "welchem gesetz",
    "gesetzlich",
    "rechtsgrundlage",
    "rechtlich",
];
const CONTACT: [&str; 8] = [
    "telefon",
    "e-mail",
    "email",
    "mailadresse",
    "anschrift",
    "ansprechpart",
    "kontaktdaten",
    "durchwahl",
];
const DUE: [&str; 6] = [
    "frist",
    "fristen",
    "abgabefrist",
    "abgabetermin",
    "deadline",
    "abgabe",
];
const DATE: [&str; 10] = [
    "in welchem jahr",
    "welches jahr",
    "seit wann",
    "wann war",
    "wann fand",
    "wann wurde",
    "an welchem tag",
    "wie spät",
    "wann ist die nächste",
    "wann ist der nächste",
];
const MONEY: [&str; 9] = [
    "was kostet",
    "was kosten",
    "wie teuer",
    "verdien",
    "gehalt",
    "honorar",
    "wie viel geld",
    "wieviel geld",
    "preis für",
];
const NUMBER: [&str; 7] = [
    "wie viel",
    "wieviel",
    "wie hoch",
    "wie groß muss",
    "wie groß soll das team",
    "wie gross muss",
    "anzahl",
];
/// Not "ein" and "eine": they are articles far more often than numbers.
const NUMBER_WORDS: [&str; 15] = [
    "zwei", "drei", "vier", "fünf", "sechs", "sieben", "acht", "neun", "zehn", "elf", "zwölf",
    "hälfte", "halb", "jede", "jeden",
];
const LENGTHS: [&str; 17] = [
    "jahr",
    "jahre",
    "jahren",
    "monat",
    "monate",
    "monaten",
    "woche",
    "wochen",
    "schuljahr",
    "tag",
    "tage",
    "tagen",
    "stunde",
    "stunden",
    "schulstunden",
    "wöchentlich",
    "monatlich",
];
const TIMES: [&str; 9] = [
    "mal",
    "einmal",
    "zweimal",
    "dreimal",
    "jährlich",
    "täglich",
    "jede",
    "jeden",
    "regelmäßig",
];
const SUMS: [&str; 4] = ["geld", "euro", "budget", "kosten"];
const REASONS: [&str; 15] = [
    "weil",
    "deshalb",
    "denn",
    "damit",
    "daher",
    "darum",
    "deswegen",
    "grund",
    "gründe",
    "sonst",
    "ohne",
    "dient",
    "wirkt",
    "begründet",
    "anlass",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_quote_with_such_a_thing_answers() {
        for (question, sentence, holds_it) in [
            (
                "wie viele seiten hat ein konzept",
                "Ein Kommunales Konzept besteht aus zwei Teilen:",
                false,
            ),
            (
                "wie viele netzwerke hat bochum erfasst",
                "Die Karte zeigt 43 Netzwerke.",
                true,
            ),
            (
                "wie viele gäste kamen",
                "Das Webinar hatte rund 150 Gäste.",
                true,
            ),
            (
                "wie viele stellen brauchen wir",
                "Welche Stelle zuständig ist, sagt Abschnitt 1.2 nicht.",
                false,
            ),
            ("wie lange dauert das", "Der Kurs lief drei Jahre.", true),
            (
                "wie lange dauert das",
                "Schritt 3 beginnt mit Schwerpunkten.",
                false,
            ),
            (
                "wie lange hat die befragung gedauert",
                "Am 13. Mai begann die Elternbefragung für das Schuljahr 2020/21.",
                false,
            ),
            (
                "was kostet ein elterncafé",
                "Das Elterncafé öffnete 2018 jede Woche.",
                false,
            ),
            (
                "wie viel geld pro schule",
                "Je Schule gab es 40.000 Euro.",
                true,
            ),
            (
                "wer ist ansprechpartner",
                "Vorgestellt wurde es im Stadtteil.",
                false,
            ),
            (
                "wie heißt die dezernentin",
                "Es entschied das Dezernat.",
                false,
            ),
        ] {
            let wanted = wanted(question).expect(question);
            assert_eq!(holds(sentence, &wanted), holds_it, "{question}: {sentence}");
        }
    }

    #[test]
    fn most_questions_want_no_such_thing() {
        for question in [
            "wer entscheidet",
            "wie heißt der lenkungskreis",
            "warum kurzfassung",
            "wann holen wir feedback ein",
        ] {
            assert_eq!(wanted(question), None, "{question}");
        }
    }
}

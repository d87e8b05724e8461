//! What kind of thing a question wants to know, and whether a sentence holds one.
//!
//! A question for a number, a date, a person, a paragraph of law or a contact is answered only by a quote that
//! holds such a thing; the best-matching sentence without it would be nonsense with a straight face.

/// The kind of thing that is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Wanted {
    /// A quantity, a price.
    Number,
    /// A year, a day, a length of time.
    Date,
    /// A paragraph of law.
    Law,
    /// A telephone number, an address, a mail address.
    Contact,
}

/// What a question asks for, if it is one of these.
pub(super) fn wanted(question: &str) -> Option<Wanted> {
    let question = question.to_lowercase();
    let has = |needles: &[&str]| needles.iter().any(|needle| question.contains(needle));
    if has(&[
        "§",
        "paragraf",
        "paragraph",
        "welches gesetz",
        "welchem gesetz",
        "gesetzlich",
        "rechtsgrundlage",
    ]) {
        return Some(Wanted::Law);
    }
    if has(&[
        "telefon",
        "e-mail",
        "email",
        "mailadresse",
        "anschrift",
        "ansprechpart",
        "kontaktdaten",
        "durchwahl",
    ]) {
        return Some(Wanted::Contact);
    }
    if has(&[
        "in welchem jahr",
        "welches jahr",
        "seit wann",
        "wann war",
        "wann fand",
        "wann wurde",
        "an welchem tag",
        "wie lange",
        "wie lang ",
    ]) {
        return Some(Wanted::Date);
    }
    if has(&[
        "wie viel",
        "wieviel",
        "wie hoch",
        "was kostet",
        "wie teuer",
        "wie groß",
        "wie gross",
        "anzahl",
        "wie oft",
    ]) {
        return Some(Wanted::Number);
    }
    None
}

/// Whether a text holds a thing of that kind.
pub(super) fn holds(text: &str, wanted: Wanted) -> bool {
    let digits = text.chars().any(|c| c.is_ascii_digit());
    let lower = text.to_lowercase();
    let word = |list: &[&str]| {
        lower
            .split(|c: char| !c.is_alphanumeric())
            .any(|w| list.contains(&w))
    };
    match wanted {
        Wanted::Number => digits || word(&NUMBER_WORDS),
        Wanted::Date => digits || word(&TIME_WORDS),
        Wanted::Law => ["§", "gesetz", "artikel", "verordnung", "rechtlich"]
            .iter()
            .any(|sign| lower.contains(sign)),
        Wanted::Contact => {
            lower.contains('@')
                || lower.contains("www.")
                || lower.contains("http")
                || lower.contains("tel")
        }
    }
}

/// Not "ein" and "eine": they are articles far more often than numbers.
const NUMBER_WORDS: [&str; 13] = [
    "zwei", "drei", "vier", "fünf", "sechs", "sieben", "acht", "neun", "zehn", "elf", "zwölf",
    "hälfte", "halb",
];
const TIME_WORDS: [&str; 12] = [
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
    "stunden",
];

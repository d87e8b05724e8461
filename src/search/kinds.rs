//! What kind of line a sentence is, and which kind a question is best answered by.
//!
//! A heading names what the lines under it say; a number answers "wie viel", a place or an address "wo". Kinds are read
//! once, when the index is built. They only prefer one sentence to another: whether a quote holds what was asked for is
//! decided where answers are made.

use crate::german::words::words;

/// The kinds of a sentence, one bit each.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Kinds(u32);

impl Kinds {
    /// Repeats the title of its document.
    pub(super) const TITLE: Self = Self(1);
    /// Names what follows: a question, or a few words that end without a stop.
    pub(super) const HEADING: Self = Self(1 << 1);
    /// Ends with a colon.
    pub(super) const OPENER: Self = Self(1 << 2);
    /// Holds a number or what something costs.
    pub(super) const AMOUNT: Self = Self(1 << 3);
    /// Holds a number, a day or a length of time.
    pub(super) const TIME: Self = Self(1 << 4);
    /// Holds an address, a link, or an office to go to.
    pub(super) const PLACE: Self = Self(1 << 5);

    /// Reads a sentence of a document with this title; `content_words` is its length without stop words.
    pub(super) fn of(sentence: &str, title: &str, content_words: usize) -> Self {
        let text = sentence.trim_end();
        let lower = text.to_lowercase();
        let has = |signs: &[&str]| signs.iter().any(|sign| lower.contains(sign));
        let digit = lower.chars().any(|letter| letter.is_ascii_digit());
        let question = text.ends_with('?');
        let opener = text.ends_with(':');
        let bare = !opener && !text.ends_with(['.', '!', '…', '"', '“', ')']);
        let heading = question || bare && content_words <= LONGEST_HEADING;
        [
            (sentence == title, Self::TITLE),
            (heading, Self::HEADING),
            (opener, Self::OPENER),
            (digit || has(&AMOUNTS), Self::AMOUNT),
            (digit || has(&TIMES), Self::TIME),
            (has(&PLACES) || has_long_number(&lower), Self::PLACE),
        ]
        .into_iter()
        .filter_map(|(is, kind)| is.then_some(kind))
        .fold(Self::default(), Self::and)
    }

    /// Reads back what [`Self::bits`] wrote.
    pub(super) fn from_bits(bits: u32) -> Self {
        Self(bits)
    }

    /// The kinds as one number.
    pub(super) fn bits(self) -> u32 {
        self.0
    }

    /// Tells whether a sentence is of this kind.
    pub(super) fn is(self, kind: Self) -> bool {
        self.0 & kind.0 != 0
    }

    fn and(self, kind: Self) -> Self {
        Self(self.0 | kind.0)
    }
}

/// What a question asks for by its form.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Asks {
    /// "Wie viel", "was kostet".
    pub(super) amount: bool,
    /// "Wann", "wie lange".
    pub(super) time: bool,
    /// "Wo", "wohin".
    pub(super) place: bool,
    /// "Was ist …": texts say that in their first lines.
    pub(super) meaning: bool,
}

impl Asks {
    /// Reads the form of a question.
    pub(super) fn of(question: &str) -> Self {
        let all = words(question);
        let all: Vec<&str> = all.iter().map(|word| word.text.as_str()).collect();
        let has = |list: &[&str]| all.iter().any(|word| list.contains(word));
        let pair = |first: &str, second: &[&str]| {
            let mut pairs = all.windows(2);
            pairs.any(|pair| pair[0] == first && second.contains(&pair[1]))
        };
        let opening = all.first() == Some(&"was");
        Self {
            amount: has(&["kosten", "kostet", "wieviel", "wieviele"])
                || pair(
                    "wie",
                    &["viel", "viele", "vielen", "hoch", "teuer", "alt", "groß"],
                ),
            time: has(&["wann"]) || pair("wie", &["lange", "lang"]),
            place: has(&["wo", "wohin"]),
            meaning: opening
                && all.get(1).is_some_and(|second| {
                    ["ist", "sind", "bedeutet", "versteht", "heißt"].contains(second)
                }),
        }
    }
}

/// Content words of the longest heading.
const LONGEST_HEADING: usize = 5;

/// Digits from which a number is a postcode or a telephone number.
const LONG_NUMBER: usize = 4;

const AMOUNTS: [&str; 7] = [
    "€",
    "euro",
    "kostenlos",
    "kostenfrei",
    "prozent",
    "%",
    "gebühr",
];

const TIMES: [&str; 14] = [
    "uhr",
    "montag",
    "dienstag",
    "mittwoch",
    "donnerstag",
    "freitag",
    "samstag",
    "sonntag",
    "tage",
    "tagen",
    "monat",
    "jahr",
    "woche",
    "stunde",
];

const PLACES: [&str; 11] = [
    "@", "www.", "http", "straße", "str.", "telefon", "tel.", "stelle", "internet", "online",
    "website",
];

fn has_long_number(text: &str) -> bool {
    let numbers = text.split(|letter: char| !letter.is_ascii_digit());
    numbers
        .into_iter()
        .any(|number| number.len() >= LONG_NUMBER)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_show_their_kind_by_their_form() {
        for (line, words, kind, is) in [
            ("Wer kann teilnehmen?", 1, Kinds::HEADING, true),
            ("Öffnungszeiten", 1, Kinds::HEADING, true),
            ("Das Büro ist offen.", 2, Kinds::HEADING, false),
            ("Sie brauchen:", 1, Kinds::OPENER, true),
            ("Der Kurs ist kostenlos.", 2, Kinds::AMOUNT, true),
            ("Montag bis Freitag", 2, Kinds::TIME, true),
            ("Hauptstraße 5, 44787 Bochum", 3, Kinds::PLACE, true),
            ("Gehen Sie zum Amt.", 2, Kinds::PLACE, false),
            ("Sprachkurse", 1, Kinds::TITLE, true),
        ] {
            assert_eq!(Kinds::of(line, "Sprachkurse", words).is(kind), is, "{line}");
        }
    }

    #[test]
    fn questions_say_by_their_form_what_they_ask_for() {
        assert!(Asks::of("Wie lange dauert das?").time && Asks::of("Seit wann?").time);
        assert!(Asks::of("Was kostet ein Kurs?").amount && Asks::of("Wie viele kommen?").amount);
        assert!(Asks::of("Wo melde ich mich an?").place && Asks::of("Was ist ein Beirat?").meaning);
        assert_eq!(Asks::of("Wer entscheidet das?"), Asks::default());
        assert_eq!(Asks::of(""), Asks::default());
    }
}

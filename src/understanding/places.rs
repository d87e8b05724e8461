//! Finding places of the guide that a text names by number: "1.2", "Schritt drei", "dritter Schritt", "kap. 1.1".
//!
//! Numbers that only look like it are none: dates, times, amounts, versions, chapters of another document.

use std::ops::Range;

use super::names::GuideNames;
use crate::german::fold::Token;
use crate::knowledge::PlaceId;
use crate::language::{WordClasses, is_slip};

/// A place that somebody names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PlaceNamed {
    /// One that the guide has.
    Known(PlaceId),
    /// One that it has not; the number as typed.
    Unknown(String),
}

impl PlaceNamed {
    /// The number of one that the guide has not.
    pub fn unknown(&self) -> Option<&str> {
        match self {
            PlaceNamed::Known(_) => None,
            PlaceNamed::Unknown(number) => Some(number),
        }
    }
}

/// A place and the words that name it.
pub(super) type PlaceSpot = (Range<usize>, PlaceNamed);

/// A text in which places are looked for.
pub(super) struct Search<'s> {
    pub(super) tokens: &'s [Token],
    pub(super) words: &'s WordClasses,
    pub(super) names: &'s GuideNames,
    /// Whether a town is named: its documents have chapters too.
    pub(super) has_town: bool,
}

impl Search<'_> {
    /// All places that are named, in order.
    pub(super) fn all(&self) -> Vec<PlaceSpot> {
        self.named_in(false)
    }

    /// The same in a request, "2.1 bis Freitag": what takes a place there is one, also if the guide has none of that
    /// number, which beside other words may be of another document.
    pub(super) fn in_request(&self) -> Vec<PlaceSpot> {
        self.named_in(true)
    }

    fn named_in(&self, request: bool) -> Vec<PlaceSpot> {
        let mut spots: Vec<PlaceSpot> = Vec::new();
        let mut at = 0;
        while at < self.tokens.len() {
            let found = self.with_noun(at, request).or_else(|| self.before_noun(at));
            let found = found.or_else(|| self.bare(at, request));
            at = found.as_ref().map_or(at + 1, |(words, _)| words.end);
            spots.extend(found);
        }
        spots
    }

    /// The place that a text of nothing but a number names.
    pub(super) fn alone(&self) -> Option<PlaceNamed> {
        let only = self.tokens.first().filter(|_| self.tokens.len() == 1)?;
        Some(self.named(numeral(&only.key)?))
    }

    /// "Schritt 3", "Schritt Nr. 3", "Schritt III", "Schritt 1 Punkt 1".
    fn with_noun(&self, at: usize, request: bool) -> Option<PlaceSpot> {
        self.noun(at)?;
        let number_at = at + 1 + usize::from(self.noun(at + 1).is_some());
        let number = self.numbered(number_at)?;
        let part = self
            .noun(number_at + 1)
            .and_then(|_| self.numbered(number_at + 2));
        let part = part.and_then(|part| self.names.number(&format!("{number}.{part}")));
        if let Some(place) = part {
            return Some((at..number_at + 3, PlaceNamed::Known(place.clone())));
        }
        let place = self.named(number);
        let weak = self.is_weak(&self.tokens[at].key);
        let unsure = !request && matches!(place, PlaceNamed::Unknown(_));
        let elsewhere = weak && (self.has_town || unsure);
        let alone = self.tokens.len() == number_at + 1 - at;
        (!self.is_amount(number_at) && (alone || !elsewhere)).then_some((at..number_at + 1, place))
    }

    /// "dritter Schritt", "3. Schritt", "letzter Schritt", "1.2. Abschnitt".
    fn before_noun(&self, at: usize) -> Option<PlaceSpot> {
        let noun = self.noun(at + 1)?;
        let token = &self.tokens[at];
        let place = match self.words.ordinal(token) {
            _ if self.is_weak(noun) => return None,
            Some(ordinal) => match self.names.step(ordinal) {
                Some(number) => self.named(number.clone()),
                None if ordinal > 0 => PlaceNamed::Unknown(ordinal.to_string()),
                None => return None,
            },
            None => self.named(numeral(&token.key).filter(|number| number.contains('.'))?),
        };
        Some((at..at + 2, place))
    }

    /// "1.2" inside a text, where nothing speaks against it.
    fn bare(&self, at: usize, request: bool) -> Option<PlaceSpot> {
        let token = &self.tokens[at];
        let number = numeral(&token.key).filter(|number| number.contains('.'))?;
        let before = at
            .checked_sub(1)
            .map_or("", |before| &self.tokens[before].key);
        let is_date = token.stopped && at + 1 < self.tokens.len();
        let mut others = self.tokens[..at].iter().chain(&self.tokens[at + 1..]);
        let says_more = others.any(|token| {
            self.words.is_content(&token.key) && !self.words.is_of("DONE", &token.key)
        });
        let place = self.named(number);
        let unsure = says_more && !request && matches!(place, PlaceNamed::Unknown(_));
        let chapter = self.has_town && self.is_weak(before);
        let counts_else = self.words.not_a_place.before.contains(before);
        let other = unsure || is_date || chapter || counts_else;
        (!other && !self.is_amount(at)).then_some((at..at + 1, place))
    }

    /// Whether what follows says that the number counts something else: "Uhr", "Millionen".
    fn is_amount(&self, at: usize) -> bool {
        let next = self.tokens.get(at + 1);
        next.is_some_and(|next| self.words.not_a_place.behind.contains(&next.key))
    }

    /// Whether a noun is as often of another document; what the guide calls its own places is not.
    fn is_weak(&self, noun: &str) -> bool {
        self.words.document_nouns.contains(noun) && !self.names.calls_places(noun)
    }

    /// The noun of a place, also mistyped.
    fn noun(&self, at: usize) -> Option<&str> {
        let key = &self.tokens.get(at)?.key;
        let nouns = &self.words.place_nouns;
        let meant = || {
            let own = self.names.place_nouns.iter();
            nouns
                .iter()
                .chain(own)
                .find(|noun| is_slip(key, noun))
                .filter(|_| self.words.is_content(key))
        };
        if nouns.contains(key) || self.names.calls_places(key) {
            Some(key)
        } else {
            meant().map(String::as_str)
        }
    }

    /// A number behind a noun: digits, spoken, roman.
    fn numbered(&self, at: usize) -> Option<String> {
        let key = &self.tokens.get(at)?.key;
        let roman = || {
            ROMAN
                .iter()
                .position(|numeral| numeral == key)
                .map(|at| at + 1)
        };
        let spoken = || self.words.number(key).or_else(roman);
        numeral(key).or_else(|| Some(spoken()?.to_string()))
    }

    fn named(&self, number: String) -> PlaceNamed {
        let known = self.names.number(&number).cloned();
        known.map_or(PlaceNamed::Unknown(number), PlaceNamed::Known)
    }
}

/// Roman numerals up to the number of steps that a guide may have.
const ROMAN: [&str; 12] = [
    "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii",
];

/// "3", "1.2", "1,2": digits that can be the number of a place, with a point.
fn numeral(key: &str) -> Option<String> {
    let digits = key
        .bytes()
        .all(|byte| byte.is_ascii_digit() || b".,".contains(&byte));
    let parts: Vec<&str> = key.split(['.', ',']).collect();
    let small = parts.iter().all(|part| (1..=2).contains(&part.len()));
    (digits && small && parts.len() <= 2).then(|| parts.join("."))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::german::fold;
    use crate::knowledge::Guide;
    use crate::language::Pack;

    #[test]
    fn a_numeral_can_be_the_number_of_a_place() {
        for (key, number) in [
            ("3", Some("3")),
            ("1.2", Some("1.2")),
            ("1,2", Some("1.2")),
            ("12.10", Some("12.10")),
            ("1.2.3", None),
            ("2024", None),
            ("1.", None),
            ("ab", None),
            ("", None),
        ] {
            assert_eq!(numeral(key).as_deref(), number, "{key}");
        }
    }

    #[test]
    fn the_words_that_name_a_place_are_told() {
        let names = GuideNames::of(&Guide::default());
        let words = &Pack::built_in().words;
        for (text, expected) in [
            ("und in Schritt 3 dann", &[(2..4, "3")][..]),
            ("schritt nummer drei", &[(0..3, "3")]),
            ("Schritt 1 und dritter Schritt", &[(0..2, "1"), (3..5, "3")]),
            ("1.2", &[(0..1, "1.2")]),
            ("der letzte Schritt", &[]),
            ("Kapitel 3 im Buch", &[]),
            ("Schritte gehen", &[]),
        ] {
            let tokens = fold::tokens(text);
            let search = Search {
                tokens: &tokens,
                words,
                names: &names,
                has_town: false,
            };
            let expected = expected.iter().cloned();
            let expected: Vec<PlaceSpot> = expected
                .map(|(range, number)| (range, PlaceNamed::Unknown(number.to_owned())))
                .collect();
            assert_eq!(search.all(), expected, "{text}");
        }
    }
}

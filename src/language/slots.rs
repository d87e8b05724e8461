//! Reading numbers, ordinals, years and days, which need no guide.

use super::matching::Filled;
use super::pattern::Slot;
use super::vocabulary;
use super::words::WordClasses;
use crate::german::fold::Token;
use crate::german::{lexicon, stop};

/// Digits that a number of something on the screen has at most.
const MAX_DIGITS: usize = 6;

/// What is written behind a digit to make it an ordinal: "2te", "1ster".
const COUNTED: [&str; 8] = ["te", "ter", "tes", "ten", "ste", "ster", "stes", "sten"];

impl WordClasses {
    /// All ways to read a slot that needs no guide; nothing for the others.
    pub fn read(&self, slot: Slot, tokens: &[Token], at: usize) -> Vec<(usize, Filled)> {
        let Some(token) = tokens.get(at) else {
            return Vec::new();
        };
        let words = |taken| (taken, Filled::Words);
        let read = match slot {
            Slot::Numbers => return self.numbers(&tokens[at..]),
            Slot::Day => {
                let knows = |key: &str| self.classes.values().any(|class| class.contains(key));
                let ways = self.days.read(&tokens[at..], |key| self.number(key), knows);
                return ways
                    .into_iter()
                    .map(|(taken, day)| (taken, Filled::Day(day)))
                    .collect();
            }
            Slot::Number => self
                .number(&token.key)
                .map(|number| (1, Filled::Numbers(vec![number]))),
            Slot::Ordinal => self
                .ordinal(token)
                .map(|ordinal| (1, Filled::Ordinal(ordinal))),
            Slot::Year => is_year(&token.key).then(|| words(1)),
            Slot::Date => self.date(&tokens[at..]).map(words),
            Slot::Place | Slot::Town | Slot::Term | Slot::Example | Slot::Document | Slot::Rest => {
                None
            }
        };
        read.into_iter().collect()
    }

    /// A number in digits or as a word.
    pub fn number(&self, key: &str) -> Option<usize> {
        let digits = key.bytes().all(|byte| byte.is_ascii_digit());
        let spoken = || self.numbers.get(key)?.try_into().ok();
        let written = digits.then(|| key.parse().ok()).flatten();
        written.filter(|_| key.len() <= MAX_DIGITS).or_else(spoken)
    }

    /// "dritte", "3.", "3te", and "drite" where that is no word.
    pub fn ordinal(&self, token: &Token) -> Option<i32> {
        let counted = || {
            let ending = token.key.find(|c: char| !c.is_ascii_digit());
            let (digits, ending) = token.key.split_at(ending.unwrap_or(token.key.len()));
            let is_ordinal = match ending {
                "" => token.stopped,
                ending => COUNTED.contains(&ending),
            };
            let counted = digits.parse().ok();
            counted.filter(|_| is_ordinal && digits.len() <= 2)
        };
        let is_slip = |word: &&String| vocabulary::is_slip(&token.key, word);
        let is_word = || stop::is_frame(&token.key) || lexicon::is_word(&token.key);
        let slipped = || self.ordinals.words().find(is_slip).filter(|_| !is_word());
        let meant = || self.ordinals.get(slipped()?);
        self.ordinals
            .get(&token.key)
            .or_else(counted)
            .or_else(meant)
    }

    /// "1", "1, 2 und 3", "1,2".
    fn numbers(&self, tokens: &[Token]) -> Vec<(usize, Filled)> {
        let mut ways = Vec::new();
        let mut numbers: Vec<usize> = Vec::new();
        for (at, token) in tokens.iter().enumerate() {
            let mut parts = token.key.split(',').map(|part| self.number(part));
            if parts.clone().all(|part| part.is_some()) {
                numbers.extend(parts.by_ref().flatten());
                ways.push((at + 1, Filled::Numbers(numbers.clone())));
            } else if numbers.is_empty() || !self.joining.contains(&token.key) {
                break;
            }
        }
        ways
    }

    /// How many words "3. Mai 2024", "03.05.2024" or "1.2." takes.
    fn date(&self, tokens: &[Token]) -> Option<usize> {
        let parts: Vec<&str> = tokens[0].key.split('.').collect();
        let number = |at: usize| parts.get(at)?.parse::<usize>().ok();
        let is_day = number(0).is_some_and(|day| (1..=31).contains(&day));
        let is_month = || number(1).is_some_and(|month| (1..=12).contains(&month));
        let next = |at: usize| tokens.get(at).map_or("", |token| &token.key);
        match parts.len() {
            1 if is_day && self.is_of("MONTH", next(1)) => Some(2 + usize::from(is_year(next(2)))),
            2 if is_day && is_month() && tokens[0].stopped => Some(1),
            3 if is_day && is_month() => Some(1),
            _ => None,
        }
    }
}

fn is_year(key: &str) -> bool {
    let year = key.len() == 4 && key.bytes().all(|byte| byte.is_ascii_digit());
    year && (key.starts_with("19") || key.starts_with("20"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::german::fold;

    fn words() -> WordClasses {
        let yaml = "
format: 1
classes: {MONTH: [mai, märz]}
numbers: {eins: 1, zwölf: 12}
ordinals: {zweite: 2, dritter: 3, letzte: -1}
joining: [und, sowie]";
        serde_yaml::from_str(yaml).expect("words")
    }

    fn check(slot: Slot, text: &str, expected: &[(usize, Filled)]) {
        assert_eq!(
            words().read(slot, &fold::tokens(text), 0),
            expected,
            "{text}"
        );
    }

    #[test]
    fn numbers_are_digits_or_spoken() {
        for (text, number) in [
            ("7", Some(7)),
            ("zwoelf", Some(12)),
            ("1.5", None),
            ("1234567", None),
            ("viel", None),
        ] {
            let expected: Vec<_> = number
                .map(|number| (1, Filled::Numbers(vec![number])))
                .into_iter()
                .collect();
            check(Slot::Number, text, &expected);
        }
    }

    #[test]
    fn several_numbers_are_read_as_far_as_they_go() {
        let numbers = |taken: usize, numbers: &[usize]| (taken, Filled::Numbers(numbers.to_vec()));
        check(
            Slot::Numbers,
            "1, 2 und eins",
            &[
                numbers(1, &[1]),
                numbers(2, &[1, 2]),
                numbers(4, &[1, 2, 1]),
            ],
        );
        check(Slot::Numbers, "1,3 fertig", &[numbers(1, &[1, 3])]);
        check(Slot::Numbers, "3 und fertig", &[numbers(1, &[3])]);
        check(Slot::Numbers, "und 3", &[]);
    }

    #[test]
    fn ordinals_are_words_also_mistyped_or_digits_with_a_stop() {
        for (text, ordinal) in [
            ("zweite", Some(2)),
            ("Dritter", Some(3)),
            ("lezte", Some(-1)),
            ("3. Schritt", Some(3)),
            ("2te", Some(2)),
            ("1ster", Some(1)),
            ("2te2", None),
            ("3 Schritte", None),
            ("2024. Danach", None),
            ("weite", None),
        ] {
            let expected: Vec<_> = ordinal
                .map(|ordinal| (1, Filled::Ordinal(ordinal)))
                .into_iter()
                .collect();
            check(Slot::Ordinal, text, &expected);
        }
    }

    #[test]
    fn days_and_years_take_their_words() {
        for (slot, text, taken) in [
            (Slot::Date, "3. Mai 2024", Some(3)),
            (Slot::Date, "3. Maerz um acht", Some(2)),
            (Slot::Date, "03.05.2024", Some(1)),
            (Slot::Date, "1.2. und", Some(1)),
            (Slot::Date, "1.2 Millionen", None),
            (Slot::Date, "32.1.2024", None),
            (Slot::Date, "3. Schritt", None),
            (Slot::Year, "1998", Some(1)),
            (Slot::Year, "1850", None),
            (Slot::Year, "20245", None),
            (Slot::Place, "3", None),
            (Slot::Rest, "alles", None),
        ] {
            let expected: Vec<_> = taken
                .map(|taken| (taken, Filled::Words))
                .into_iter()
                .collect();
            check(slot, text, &expected);
        }
    }

    #[test]
    fn behind_the_end_nothing_is_read() {
        for slot in [
            Slot::Number,
            Slot::Numbers,
            Slot::Ordinal,
            Slot::Year,
            Slot::Date,
        ] {
            assert_eq!(words().read(slot, &fold::tokens("3"), 1), []);
        }
    }
}

//! Reading a day out of words.
//!
//! The words stand in the pack (`days` in `words.yaml`), with the forms that must be understood; what is written in figures
//! is read here. Which day is meant is left to [`days`](super::days).

use std::sync::OnceLock;

use serde::Deserialize;

use super::days::{DayPhrase, Third, TimeSpan};
use super::vocabulary::is_slip;
use super::words::{CountedWords, WordSet};
use crate::german::fold::Token;
use crate::german::stop;

/// The words for days; what each list is for stands in `words.yaml`.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct DayWords {
    months: CountedWords,
    /// From Monday, which is 1.
    weekdays: CountedWords,
    /// How many days from today.
    relative: CountedWords,
    /// How many days, or below 0 how many months, a span of time has.
    spans: CountedWords,
    /// Spans in one word with their end: "monatsende".
    ends: CountedWords,
    /// Which third of a span: 1, 2, 3.
    parts: CountedWords,
    /// Which one from now: "dieser" 0, "nächster" 1.
    which: CountedWords,
    /// What stands before a span from today: "in".
    ahead: WordSet,
    /// What stands before a span by which a day is moved: "um".
    later: WordSet,
    /// What stands behind one: "später".
    after_later: WordSet,
    /// The article that stands for one there.
    one: WordSet,
    /// What stands before the number of a week: "kw".
    week: WordSet,
    /// What joins the words of a day: "des", "vom".
    links: WordSet,
    /// What must be understood.
    pub tests: Vec<DayTest>,
    /// The words in which a slip is forgiven, each with its letters.
    #[serde(skip)]
    long: OnceLock<Vec<(u32, String)>>,
}

/// A form that must be understood.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DayTest {
    /// What is said.
    pub say: String,
    /// On which day, as `2026-11-30`.
    pub on: String,
    /// Which days it may mean; none where it is past or does not exist.
    pub means: Vec<String>,
}

impl DayWords {
    /// Everything that a day can be read from here, with how many words it takes, the longest first; `knows` tells what is
    /// a word of the pack, and so no slip.
    pub fn read(
        &self,
        tokens: &[Token],
        number: impl Fn(&str) -> Option<usize>,
        knows: impl Fn(&str) -> bool,
    ) -> Vec<(usize, DayPhrase)> {
        let meant = |at: usize| {
            let typed = tokens.get(at).map_or("", |token| &token.key);
            self.meant(typed, &knows).unwrap_or(typed)
        };
        let reading = DayReading {
            words: self,
            keys: std::array::from_fn(meant),
            tokens,
            number: &number,
        };
        let mut ways: Vec<_> = [
            reading.iso(),
            reading.calendar(),
            reading.ahead(),
            reading.later(),
            reading.within(),
            reading.coming(),
            reading.weekday(),
            reading.week(),
            reading.one_word(),
        ]
        .into_iter()
        .flatten()
        .collect();
        ways.sort_by_key(|(taken, _)| std::cmp::Reverse(*taken));
        ways
    }

    /// The word that was meant where another was typed by a slip.
    fn meant(&self, typed: &str, knows: impl Fn(&str) -> bool) -> Option<&str> {
        if typed.len() < SHORTEST || !typed.chars().all(char::is_alphabetic) {
            return None;
        }
        let letters = letters(typed);
        let mut long = self.long.get_or_init(|| self.long_words()).iter();
        // A slip has at most one letter that the word has not, and lacks at most one that it has.
        let near = |(other, meant): &&(u32, String)| {
            (letters ^ other).count_ones() <= 2 && is_slip(typed, meant)
        };
        let (_, meant) = long.find(near)?;
        let is_one = self.has(typed) || stop::is_frame(typed) || knows(typed);
        (!is_one).then_some(meant)
    }

    /// Days, months and spans of time.
    fn counted(&self) -> [&CountedWords; 7] {
        let Self {
            months,
            weekdays,
            relative,
            spans,
            ends,
            parts,
            which,
            ..
        } = self;
        [months, weekdays, relative, spans, ends, parts, which]
    }

    /// Whether a word is one of these.
    fn has(&self, key: &str) -> bool {
        self.counted().iter().any(|words| words.get(key).is_some())
    }

    /// Those of which a slip is told, in an order of their own.
    fn long_words(&self) -> Vec<(u32, String)> {
        let words = self
            .counted()
            .into_iter()
            .take(SLIPPED)
            .flat_map(CountedWords::words);
        let mut words: Vec<(u32, String)> =
            words.map(|word| (letters(word), word.clone())).collect();
        words.sort();
        words
    }
}

/// How many of the [kinds](DayWords::counted) of words forgive a slip: the nouns, and what is told from today.
const SLIPPED: usize = 5;

/// How many letters a slip has at least.
const SHORTEST: usize = 4;

/// How many words a day has at most.
const LONGEST: usize = 6;

/// Which letters a word has; two of the same place in the alphabet, counted in 32, are not told apart.
fn letters(word: &str) -> u32 {
    word.chars()
        .fold(0, |letters, sign| letters | 1 << (u32::from(sign) % 32))
}

/// Words in which a day is looked for, at their beginning.
struct DayReading<'t> {
    words: &'t DayWords,
    /// The first words, with slips put right.
    keys: [&'t str; LONGEST],
    tokens: &'t [Token],
    number: &'t dyn Fn(&str) -> Option<usize>,
}

type Read = Option<(usize, DayPhrase)>;

impl DayReading<'_> {
    fn key(&self, at: usize) -> &str {
        self.keys.get(at).copied().unwrap_or_default()
    }

    /// Behind the words that join.
    fn behind_links(&self, at: usize) -> usize {
        at + (at..)
            .take_while(|at| self.words.links.contains(self.key(*at)))
            .count()
    }

    fn counted(&self, words: &CountedWords, at: usize) -> Option<u8> {
        u8::try_from(words.get(self.key(at))?).ok()
    }

    fn span(&self, words: &CountedWords, at: usize) -> Option<TimeSpan> {
        let length = words.get(self.key(at))?;
        let count = u8::try_from(length.unsigned_abs()).ok()?;
        Some(if length < 0 {
            TimeSpan::Months(count)
        } else {
            TimeSpan::Days(count)
        })
    }

    fn is_stopped(&self, at: usize) -> bool {
        let is_number = |token: &Token| token.key.bytes().all(|byte| byte.is_ascii_digit());
        self.tokens
            .get(at)
            .is_some_and(|token| token.stopped && is_number(token))
    }

    fn year(&self, at: usize) -> Option<i32> {
        let key = self.key(at);
        let year: i32 = key.parse().ok()?;
        (key.len() == 4 && (1900..2200).contains(&year)).then_some(year)
    }

    /// "2027-03-15", whose words are three.
    fn iso(&self) -> Read {
        let year = Some(self.year(0)?);
        let two = |at: usize| {
            self.key(at)
                .parse()
                .ok()
                .filter(|_| self.key(at).len() == 2)
        };
        let (month, day) = (two(1).filter(|month| (1..=12).contains(month))?, two(2)?);
        Some((
            3,
            DayPhrase::Calendar {
                day,
                month: Some(month),
                year,
            },
        ))
    }

    /// "15.", "15.03.", "15.3.27", "15. März", "15 März 2027".
    fn calendar(&self) -> Read {
        let first = self.tokens.first()?;
        let parts: Vec<&str> = first.key.split('.').collect();
        let numbers: Vec<i32> = parts
            .iter()
            .map(|part| part.parse().ok())
            .collect::<Option<_>>()?;
        let calendar = |taken, day: i32, month: Option<i32>, year: Option<i32>| {
            let day = u8::try_from(day)
                .ok()
                .filter(|day| (1..=31).contains(day))?;
            let month = month.map(|month| {
                u8::try_from(month)
                    .ok()
                    .filter(|month| (1..=12).contains(month))
            });
            let month = match month {
                Some(None) => return None,
                month => month.flatten(),
            };
            let year = year.map(|year| if year < 100 { 2000 + year } else { year });
            Some((taken, DayPhrase::Calendar { day, month, year }))
        };
        match numbers[..] {
            [day, month, year] if matches!(parts[2].len(), 2 | 4) => {
                calendar(1, day, Some(month), Some(year))
            }
            [day, month] => match self.year(1) {
                Some(year) => calendar(2, day, Some(month), Some(year)),
                None => calendar(1, day, Some(month), None),
            },
            [day] => match (self.counted(&self.words.months, 1), self.year(2)) {
                (Some(month), Some(year)) => calendar(3, day, Some(month.into()), Some(year)),
                (Some(month), None) => calendar(2, day, Some(month.into()), None),
                // "15. 3."
                (None, year) if first.stopped && self.is_stopped(1) => {
                    let month = self.key(1).parse().ok();
                    calendar(2 + usize::from(year.is_some()), day, month, year)
                }
                (None, _) if first.stopped => calendar(1, day, None, None),
                (None, _) => None,
            },
            _ => None,
        }
    }

    /// "in zwei Wochen", "in 14 Tagen".
    fn ahead(&self) -> Read {
        let (count, span) = self.spanned(1)?;
        let is_ahead = self.words.ahead.contains(self.key(0));
        is_ahead.then_some((3, DayPhrase::Ahead { count, span }))
    }

    /// "um eine Woche", "eine Woche später", "um eine Woche später".
    fn later(&self) -> Read {
        let at = usize::from(self.words.later.contains(self.key(0)));
        let (count, span) = self.spanned(at)?;
        let behind = self.words.after_later.contains(self.key(at + 2));
        let taken = at + 2 + usize::from(behind);
        (taken > 2).then_some((taken, DayPhrase::Later { count, span }))
    }

    /// "zwei Wochen".
    fn spanned(&self, at: usize) -> Option<(u16, TimeSpan)> {
        let count = match self.words.one.contains(self.key(at)) {
            true => 1,
            false => u16::try_from((self.number)(self.key(at))?).ok()?,
        };
        Some((count, self.span(&self.words.spans, at + 1)?))
    }

    /// "März", "Ende März", "Mitte 2027", "Anfang März 2027".
    fn within(&self) -> Read {
        let third = self.third(0);
        let at = third.map_or(0, |_| self.behind_links(1));
        let month = self.counted(&self.words.months, at);
        let behind = at + usize::from(month.is_some());
        let year = self.year(behind);
        // A year alone is no day.
        if month.is_none() && (year.is_none() || third.is_none()) {
            return None;
        }
        let third = third.unwrap_or(Third::Last);
        Some((
            behind + usize::from(year.is_some()),
            DayPhrase::Within { third, month, year },
        ))
    }

    /// "Ende nächster Woche", "diesen Monat", "Ende des Jahres".
    fn coming(&self) -> Read {
        let third = self.third(0);
        let mut at = third.map_or(0, |_| self.behind_links(1));
        let ahead = self.which(at);
        at += usize::from(ahead.is_some());
        let span = self.span(&self.words.spans, at)?;
        // "Woche" alone is no day, nor is "nächster Tag" a span with an end.
        if third.or(ahead.map(|_| Third::Last)).is_none() || span == TimeSpan::Days(1) {
            return None;
        }
        let (third, ahead) = (third.unwrap_or(Third::Last), ahead.unwrap_or(0));
        Some((at + 1, DayPhrase::Coming { third, span, ahead }))
    }

    /// "Freitag", "nächsten Freitag".
    fn weekday(&self) -> Read {
        let which = self.which(0);
        let at = usize::from(which.is_some());
        let weekday = self.counted(&self.words.weekdays, at)?;
        Some((at + 1, DayPhrase::Weekday { weekday, which }))
    }

    /// "KW 12".
    fn week(&self) -> Read {
        if !self.words.week.contains(self.key(0)) {
            return None;
        }
        let number = self
            .key(1)
            .parse()
            .ok()
            .filter(|number| (1..=53).contains(number))?;
        Some((2, DayPhrase::Week { number }))
    }

    /// "heute", "Monatsende".
    fn one_word(&self) -> Read {
        if let Some(count) = self.words.relative.get(self.key(0)) {
            let count = u16::try_from(count).ok()?;
            return Some((
                1,
                DayPhrase::Ahead {
                    count,
                    span: TimeSpan::Days(1),
                },
            ));
        }
        let span = self.span(&self.words.ends, 0)?;
        Some((
            1,
            DayPhrase::Coming {
                third: Third::Last,
                span,
                ahead: 0,
            },
        ))
    }

    fn which(&self, at: usize) -> Option<u16> {
        self.counted(&self.words.which, at).map(u16::from)
    }

    fn third(&self, at: usize) -> Option<Third> {
        match self.counted(&self.words.parts, at)? {
            1 => Some(Third::First),
            2 => Some(Third::Second),
            _ => Some(Third::Last),
        }
    }
}

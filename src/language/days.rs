//! Which day is meant by what was said: "15.03.", "in zwei Wochen", "Ende März", "nächsten Freitag".
//!
//! What was said is a [`DayPhrase`], read without knowing what day it is ([`day_words`](super::day_words));
//! [`DayPhrase::on`] says which day it means on a given one. A day without a year is the next one of that name; what may
//! mean two days says so and is left to be asked back.

use time::{Date, Duration, Month};

/// A day, as it was said.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DayPhrase {
    /// "15.", "15.03.", "15. März 2027".
    Calendar {
        /// The day of the month.
        day: u8,
        /// The month, from 1.
        month: Option<u8>,
        /// The year, with its century.
        year: Option<i32>,
    },
    /// "März", "Ende März 2027", "Mitte 2027".
    Within {
        /// Where in it; whole is till its end.
        third: Third,
        /// The month, from 1; without it, of the year.
        month: Option<u8>,
        /// The year.
        year: Option<i32>,
    },
    /// "heute", "in zwei Wochen".
    Ahead {
        /// How many.
        count: u16,
        /// Of what.
        span: TimeSpan,
    },
    /// "um eine Woche": so long after the day it is said of.
    Later {
        /// How many.
        count: u16,
        /// Of what.
        span: TimeSpan,
    },
    /// "Ende nächster Woche", "diesen Monat".
    Coming {
        /// Where in it.
        third: Third,
        /// What.
        span: TimeSpan,
        /// How many such spans from the present one.
        ahead: u16,
    },
    /// "Freitag", "nächsten Freitag".
    Weekday {
        /// From Monday, which is 1.
        weekday: u8,
        /// "dieser" 0, "nächster" 1; nothing where neither was said.
        which: Option<u16>,
    },
    /// "KW 12".
    Week {
        /// Its number as ISO 8601 counts.
        number: u8,
    },
}

/// A length of time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TimeSpan {
    /// So many days: 1 or 7.
    Days(u8),
    /// So many months: 1, 3, 6 or 12.
    Months(u8),
}

/// Where in a span of time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Third {
    /// "Anfang".
    First,
    /// "Mitte".
    Second,
    /// "Ende", or none in particular: till its end.
    Last,
}

/// Which day is meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DayMeant {
    /// This one.
    Day(Date),
    /// One of these.
    Either(Date, Date),
    /// One that is over.
    Past(Date),
    /// None that there is.
    None,
}

impl DayPhrase {
    /// Whether it counts from a day that was set before, and not from today.
    pub fn moves(self) -> bool {
        matches!(self, Self::Later { .. })
    }

    /// Which day is meant on this one; of one that [moves](Self::moves), how far it gets from there.
    pub fn on(self, today: Date) -> DayMeant {
        match self {
            Self::Calendar { day, month, year } => calendar(today, day, month, year),
            Self::Within { third, month, year } => within(today, third, month, year),
            Self::Ahead { count, span } | Self::Later { count, span } => {
                ahead(today, count, span).map_or(DayMeant::None, DayMeant::Day)
            }
            Self::Coming { third, span, ahead } => in_span(today, third, span, ahead)
                .map_or(DayMeant::None, |day| not_past(today, day)),
            Self::Weekday { weekday, which } => on_weekday(today, weekday, which),
            Self::Week { number } => in_week(today, number),
        }
    }
}

fn not_past(today: Date, day: Date) -> DayMeant {
    if day < today {
        DayMeant::Past(day)
    } else {
        DayMeant::Day(day)
    }
}

/// The first of these days that there is and that is not over.
fn first_of(today: Date, days: impl Iterator<Item = Option<Date>>) -> DayMeant {
    let mut to_come = days.flatten().filter(|day| *day >= today);
    to_come.next().map_or(DayMeant::None, DayMeant::Day)
}

fn date(year: i32, month: u8, day: u8) -> Option<Date> {
    Date::from_calendar_date(year, Month::try_from(month).ok()?, day).ok()
}

fn calendar(today: Date, day: u8, month: Option<u8>, year: Option<i32>) -> DayMeant {
    let years = today.year()..;
    match (month, year) {
        (Some(month), Some(year)) => {
            date(year, month, day).map_or(DayMeant::None, |day| not_past(today, day))
        }
        // 29 February comes every fourth year, and around 2100 after eight.
        (Some(month), None) => first_of(today, years.take(9).map(|year| date(year, month, day))),
        (None, _) => first_of(
            today,
            (0..12).map(|ahead| {
                let (year, month) = months_ahead(today, ahead)?;
                date(year, month, day)
            }),
        ),
    }
}

fn within(today: Date, third: Third, month: Option<u8>, year: Option<i32>) -> DayMeant {
    let day = |year: i32| match month {
        Some(month) => in_months(year, month, 1, third),
        None => in_months(year, 1, 12, third),
    };
    match year {
        Some(year) => day(year).map_or(DayMeant::None, |day| not_past(today, day)),
        None => first_of(today, (today.year()..).take(2).map(day)),
    }
}

/// The day in so many months from the first of one: its fifth, its middle, its last.
fn in_months(year: i32, month: u8, months: u8, third: Third) -> Option<Date> {
    let first = date(year, month, 1)?;
    let end = |months: u8| {
        let (year, month) = months_ahead(first, months.into())?;
        date(year, month, 1)?.previous_day()
    };
    match (third, months) {
        (Third::First, 1) => date(year, month, 5),
        (Third::First, _) => end(1),
        (Third::Second, 1) => date(year, month, 15),
        (Third::Second, 3) => {
            let (year, month) = months_ahead(first, 1)?;
            date(year, month, 15)
        }
        (Third::Second, _) => end(months / 2),
        (Third::Last, _) => end(months),
    }
}

/// Year and month, so many months after that of a day.
fn months_ahead(day: Date, ahead: u16) -> Option<(i32, u8)> {
    let months = i32::from(u8::from(day.month())) - 1 + i32::from(ahead);
    let month = u8::try_from(months % 12).ok()? + 1;
    Some((day.year().checked_add(months / 12)?, month))
}

fn ahead(today: Date, count: u16, span: TimeSpan) -> Option<Date> {
    match span {
        TimeSpan::Days(days) => {
            today.checked_add(Duration::days(i64::from(count) * i64::from(days)))
        }
        TimeSpan::Months(months) => {
            let (year, month) = months_ahead(today, count.checked_mul(months.into())?)?;
            let last = in_months(year, month, 1, Third::Last)?.day();
            date(year, month, today.day().min(last))
        }
    }
}

/// The day in a span of the calendar, so many after the one of today: the working week, a month, a quarter, half a year, a
/// year.
fn in_span(today: Date, third: Third, span: TimeSpan, count: u16) -> Option<Date> {
    let TimeSpan::Months(months) = span else {
        let monday = today.checked_sub(Duration::days(i64::from(
            today.weekday().number_days_from_monday(),
        )))?;
        let into = match third {
            Third::First => 0,
            Third::Second => 2,
            Third::Last => 4,
        };
        return monday.checked_add(Duration::days(7 * i64::from(count) + into));
    };
    let begun = (u8::from(today.month()) - 1) / months * months + 1;
    let (year, month) = months_ahead(
        date(today.year(), begun, 1)?,
        count.checked_mul(months.into())?,
    )?;
    in_months(year, month, months, third)
}

/// "nächsten Freitag" is said of the coming one and of the one in the next week, where these are not the same.
fn on_weekday(today: Date, weekday: u8, which: Option<u16>) -> DayMeant {
    let since_monday = i64::from(today.weekday().number_days_from_monday());
    let to_come = (i64::from(weekday) - 1 - since_monday).rem_euclid(7);
    let is_this_week = since_monday + to_come < 7;
    let day = |days| today.checked_add(Duration::days(days));
    let either = |one, other| {
        day(one)
            .zip(day(other))
            .map_or(DayMeant::None, |(one, other)| DayMeant::Either(one, other))
    };
    let only = |days| day(days).map_or(DayMeant::None, DayMeant::Day);
    match which {
        _ if to_come == 0 => either(0, 7),
        Some(1) if is_this_week => either(to_come, to_come + 7),
        Some(more @ 2..) if is_this_week => only(to_come + 7 * i64::from(more)),
        Some(more @ 2..) => only(to_come + 7 * i64::from(more - 1)),
        _ => only(to_come),
    }
}

/// The Friday of a week of the calendar.
fn in_week(today: Date, number: u8) -> DayMeant {
    let friday = |year| Date::from_iso_week_date(year, number, time::Weekday::Friday).ok();
    first_of(today, (today.year()..).take(7).map(friday))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::language::{Filled, Pack, Slot};
    use proptest::prelude::*;
    use time::macros::{date, format_description};

    fn read(text: &str) -> Option<DayPhrase> {
        let words = &Pack::built_in().words;
        let tokens = words.tokens(text);
        let mut ways = words.read(Slot::Day, &tokens, 0).into_iter();
        ways.find_map(|(taken, filled)| match filled {
            Filled::Day(phrase) if taken == tokens.len() => Some(phrase),
            _ => None,
        })
    }

    #[test]
    fn every_form_of_the_pack_means_what_stands_there() {
        let day = |text: &str| {
            let form = format_description!("[year]-[month]-[day]");
            Date::parse(text, form).unwrap_or_else(|error| panic!("{text}: {error}"))
        };
        let tests = &Pack::built_in().words.days.tests;
        assert!(tests.len() > 60, "{}", tests.len());
        for test in tests {
            let phrase = read(&test.say).unwrap_or_else(|| panic!("no day in {:?}", test.say));
            let meant = match phrase.on(day(&test.on)) {
                DayMeant::Day(one) => vec![one],
                DayMeant::Either(one, other) => vec![one, other],
                DayMeant::Past(_) | DayMeant::None => Vec::new(),
            };
            let expected: Vec<Date> = test.means.iter().map(|text| day(text)).collect();
            assert_eq!(meant, expected, "{} on {}: {phrase:?}", test.say, test.on);
        }
    }

    #[test]
    fn a_slip_is_forgiven_in_long_words_and_none_is_made_of_other_words() {
        for (typed, meant) in [
            ("mitwoch", "mittwoch"),
            ("nächsten donerstag", "nächsten donnerstag"),
            ("freiatg", "freitag"),
            ("ende septmeber 2027", "ende september 2027"),
            ("15. febuar", "15. februar"),
            ("übermorgn", "übermorgen"),
            ("in zwei wohcen", "in zwei wochen"),
            ("ende nächster wohce", "ende nächster woche"),
        ] {
            assert!(read(meant).is_some(), "{meant}");
            assert_eq!(read(typed), read(meant), "{typed}");
        }
        for other in ["morgens", "abends", "freiheit", "sontga", "mo n", "märs"] {
            assert_eq!(read(other), None, "{other}");
        }
    }

    #[test]
    fn what_names_no_day_is_none() {
        for text in [
            "",
            "12",
            "1.13.",
            "32.1.",
            "1.2.3",
            "woche",
            "2027",
            "bald",
            "in wochen",
            "nächsten",
            "kw 54",
            "morgens",
        ] {
            assert_eq!(read(text), None, "{text}");
        }
    }

    proptest! {
        #[test]
        fn any_text_on_any_day_can_be_read(text in "([0-9]{0,4}[./-]?){0,3} ?\\PC{0,12}", days in -700_000_i64..700_000) {
            let today = date!(2026 - 11 - 30) + Duration::days(days);
            if let Some(phrase) = read(&text) && let DayMeant::Day(day) = phrase.on(today) {
                prop_assert!(day >= today, "{phrase:?}");
            }
        }

        #[test]
        fn no_phrase_means_a_day_that_is_over(count in any::<u16>(), months in prop::sample::select(vec![1_u8, 3, 6, 12]), which in 0_u16..400) {
            let today = date!(2026 - 11 - 30);
            let spans = [TimeSpan::Days(1), TimeSpan::Days(7), TimeSpan::Months(months)];
            for span in spans {
                for third in [Third::First, Third::Second, Third::Last] {
                    for phrase in [DayPhrase::Ahead { count, span }, DayPhrase::Coming { third, span, ahead: which }] {
                        if let DayMeant::Day(day) = phrase.on(today) {
                            prop_assert!(day >= today, "{phrase:?}");
                        }
                    }
                }
            }
        }
    }
}

//! A moment as people say it: day, month and year. In UTC, because where a person is nobody knows here.

use time::{Date, OffsetDateTime};

use crate::conversation::value::{Day, Moment};

const WEEKDAYS: [&str; 7] = [
    "Montag",
    "Dienstag",
    "Mittwoch",
    "Donnerstag",
    "Freitag",
    "Samstag",
    "Sonntag",
];

/// What is said of a day that no calendar holds.
const NO_DAY: &str = "Tag nicht bekannt";

const MONTHS: [&str; 12] = [
    "Januar",
    "Februar",
    "März",
    "April",
    "Mai",
    "Juni",
    "Juli",
    "August",
    "September",
    "Oktober",
    "November",
    "Dezember",
];

/// The day of a moment, such as "1. Januar 2026"; one that no calendar holds is left open.
pub(crate) fn day(moment: Moment) -> String {
    let time = OffsetDateTime::from_unix_timestamp(moment.0);
    time.map_or(NO_DAY.to_owned(), |time| in_words(time.date()))
}

/// A day with its name, such as "Montag, 15. März 2027".
pub(crate) fn long_day(day: Day) -> String {
    let named = |date: Date| {
        let name = WEEKDAYS[usize::from(date.weekday().number_days_from_monday())];
        format!("{name}, {}", in_words(date))
    };
    day.date().map_or(NO_DAY.to_owned(), named)
}

/// A day without its name, such as "15. März 2027".
pub(crate) fn day_in_words(day: Day) -> String {
    day.date().map_or(NO_DAY.to_owned(), in_words)
}

/// The name of a day that is on a weekend, when few people work.
pub(crate) fn weekend_day(day: Day) -> Option<&'static str> {
    const SATURDAY: u8 = 5;
    let weekday = day.date()?.weekday().number_days_from_monday();
    (weekday >= SATURDAY).then(|| WEEKDAYS[usize::from(weekday)])
}

/// A day in figures with its weekday, such as "Mo, 15.03.2027".
pub(crate) fn weekday_in_figures(day: Day) -> String {
    let name = |date: Date| {
        let name = WEEKDAYS[usize::from(date.weekday().number_days_from_monday())];
        name.chars().take(2).collect()
    };
    let weekday: String = day.date().map(name).unwrap_or_default();
    format!("{weekday}, {}", short_day(day))
}

/// A day in figures, such as "15.03.2027".
pub(crate) fn short_day(day: Day) -> String {
    let figures = |date: Date| {
        format!(
            "{:02}.{:02}.{}",
            date.day(),
            u8::from(date.month()),
            date.year()
        )
    };
    day.date().map_or(NO_DAY.to_owned(), figures)
}

fn in_words(date: Date) -> String {
    let name = MONTHS[usize::from(u8::from(date.month())) - 1];
    format!("{}. {name} {}", date.day(), date.year())
}

/// The name of a weekday, from Monday, which is 1.
pub(crate) fn weekday(number: u8) -> &'static str {
    let at = usize::from(number).saturating_sub(1);
    WEEKDAYS.get(at).copied().unwrap_or(NO_DAY)
}

/// The moment to the minute, such as "1. Januar 2026, 12:05 Uhr (UTC)".
pub(crate) fn minute(moment: Moment) -> String {
    let day = day(moment);
    match OffsetDateTime::from_unix_timestamp(moment.0) {
        Ok(time) => format!("{day}, {}:{:02} Uhr (UTC)", time.hour(), time.minute()),
        Err(_) => day,
    }
}

/// The day of a moment in figures, such as "2026-01-01", as files are named.
pub(crate) fn in_figures(moment: Moment) -> String {
    let time = OffsetDateTime::from_unix_timestamp(moment.0);
    let time = time.unwrap_or(OffsetDateTime::UNIX_EPOCH);
    let (year, month, day) = time.to_calendar_date();
    format!("{year}-{:02}-{day:02}", u8::from(month))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn moments_are_said_as_people_do() {
        for (days, expected) in [
            (0, "1. Januar 1970"),
            (-1, "31. Dezember 1969"),
            (11_016, "29. Februar 2000"),
            (19_782, "29. Februar 2024"),
            (20_454, "1. Januar 2026"),
            (20_513, "1. März 2026"),
        ] {
            assert_eq!(day(Moment::of_day(days)), expected);
        }
        let noon = Moment(20_454 * Moment::DAY + 12 * 3600 + 5 * 60);
        assert_eq!(minute(noon), "1. Januar 2026, 12:05 Uhr (UTC)");
    }

    proptest::proptest! {
        #[test]
        fn any_moment_can_be_said(seconds in proptest::prelude::any::<i64>()) {
            assert!(!minute(Moment(seconds)).is_empty());
        }
    }
}

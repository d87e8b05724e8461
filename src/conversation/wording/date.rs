//! Days and moments as people say them: day, month and year, and the time that clocks show where they are.

use time::Date;

use crate::conversation::value::{Day, Moment};
use crate::time_zone::TimeZone;

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

/// The moment to the minute where people are, such as "1. Januar 2026, 12:05 Uhr".
pub(crate) fn minute(moment: Moment, zone: &TimeZone) -> String {
    match zone.shown(moment.0) {
        Some(shown) => {
            let (day, hour, minute) = (in_words(shown.date()), shown.hour(), shown.minute());
            format!("{day}, {hour}:{minute:02} Uhr")
        }
        None => NO_DAY.to_owned(),
    }
}

/// A day in figures as files are named, such as "2026-01-01".
pub(crate) fn in_figures(day: Day) -> String {
    let figures = |date: Date| {
        let (year, month, day) = date.to_calendar_date();
        format!("{year}-{:02}-{day:02}", u8::from(month))
    };
    day.date().map_or("0000-00-00".to_owned(), figures)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_said_as_people_do() {
        for (days, expected) in [
            (0, "1. Januar 1970"),
            (-1, "31. Dezember 1969"),
            (11_016, "29. Februar 2000"),
            (19_782, "29. Februar 2024"),
            (20_454, "1. Januar 2026"),
            (20_513, "1. März 2026"),
        ] {
            assert_eq!(day_in_words(Day(days)), expected);
        }
        assert_eq!(in_figures(Day(20_513)), "2026-03-01");
    }

    #[test]
    fn a_moment_is_what_clocks_show_where_people_are() {
        let late = Moment(20_513 * Moment::DAY - 3600 + 5 * 60);
        for (zone, expected) in [
            ("UTC", "28. Februar 2026, 23:05 Uhr"),
            ("Europe/Berlin", "1. März 2026, 0:05 Uhr"),
        ] {
            let zone = TimeZone::named(zone).unwrap();
            assert_eq!(minute(late, &zone), expected);
        }
    }

    proptest::proptest! {
        #[test]
        fn any_moment_can_be_said(seconds in proptest::prelude::any::<i64>()) {
            assert!(!minute(Moment(seconds), &TimeZone::default()).is_empty());
        }
    }
}

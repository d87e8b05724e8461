//! A moment as people say it: day, month and year. In UTC, because where a person is nobody knows here.

use time::OffsetDateTime;

use crate::conversation::value::Moment;

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
    match OffsetDateTime::from_unix_timestamp(moment.0) {
        Ok(time) => {
            let name = MONTHS[usize::from(u8::from(time.month())) - 1];
            format!("{}. {name} {}", time.day(), time.year())
        }
        Err(_) => "Tag nicht bekannt".to_owned(),
    }
}

/// The moment to the minute, such as "1. Januar 2026, 12:05 Uhr (UTC)".
pub(crate) fn minute(moment: Moment) -> String {
    let day = day(moment);
    match OffsetDateTime::from_unix_timestamp(moment.0) {
        Ok(time) => format!("{day}, {}:{:02} Uhr (UTC)", time.hour(), time.minute()),
        Err(_) => day,
    }
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

//! A moment as people say it: day, month and year. In UTC, because where a person is nobody knows here.

use super::event::Moment;

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

/// The seconds of a day.
pub(super) const DAY: i64 = 24 * 3600;

/// The day of a moment, such as "1. Januar 2026".
pub(super) fn day(moment: Moment) -> String {
    let (year, month, day) = civil(moment.0.div_euclid(DAY));
    let name = usize::try_from(month - 1)
        .ok()
        .and_then(|at| MONTHS.get(at));
    format!("{day}. {} {year}", name.unwrap_or(&"?"))
}

/// The moment to the minute, such as "1. Januar 2026, 12:05 Uhr (UTC)".
pub(super) fn minute(moment: Moment) -> String {
    let seconds = moment.0.rem_euclid(DAY);
    let (hour, minute) = (seconds / 3600, seconds % 3600 / 60);
    format!("{}, {hour}:{minute:02} Uhr (UTC)", day(moment))
}

/// Year, month and day of a number of days since 1970, in the calendar we use.
///
/// Counts in eras of 400 years that begin on 1 March, so that the leap day is the last of its year.
fn civil(days: i64) -> (i64, i64, i64) {
    let days = days + 719_468;
    let (era, day_of_era) = (days.div_euclid(146_097), days.rem_euclid(146_097));
    let year_of_era =
        (day_of_era - day_of_era / 1_460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let from_march = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * from_march + 2) / 5 + 1;
    let month = if from_march < 10 {
        from_march + 3
    } else {
        from_march - 9
    };
    let year = year_of_era + era * 400 + i64::from(month <= 2);
    (year, month, day)
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
            assert_eq!(day(Moment(days * DAY)), expected);
        }
        let noon = Moment(20_454 * DAY + 12 * 3600 + 5 * 60);
        assert_eq!(minute(noon), "1. Januar 2026, 12:05 Uhr (UTC)");
    }

    proptest::proptest! {
        #[test]
        fn any_moment_has_a_day(seconds in proptest::prelude::any::<i64>()) {
            let (_, month, day) = civil(Moment(seconds).0.div_euclid(DAY));
            assert!((1..=12).contains(&month) && (1..=31).contains(&day));
        }
    }
}

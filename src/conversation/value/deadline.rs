//! Deadlines: until which day a task, or all that a place asks for, shall be done.
//!
//! One for each task and each place, so there are never more than the guide has of them. Days, not moments: a deadline
//! holds till its day is over, where the people are.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use time::{Date, OffsetDateTime};

use super::event::Moment;
use crate::knowledge::{Guide, PlaceId, TaskId};
use crate::time_zone::TimeZone;

/// A day, counted from 1 January 1970.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Day(pub i32);

/// What time it is, and where: days and hours are said as clocks show them there.
#[derive(Debug, Clone, Copy)]
pub(crate) struct LocalClock<'a> {
    /// The moment it is.
    pub now: Moment,
    /// Where people are.
    pub zone: &'a TimeZone,
}

impl LocalClock<'_> {
    /// The day it is.
    pub(crate) fn today(self) -> Day {
        self.day(self.now)
    }

    /// The day it is at a moment.
    pub(crate) fn day(self, at: Moment) -> Day {
        Day::at(at, self.zone)
    }
}

impl Day {
    /// The day it is at a moment where people are.
    pub fn at(moment: Moment, zone: &TimeZone) -> Self {
        match zone.shown(moment.0) {
            Some(shown) => shown.date().into(),
            // No calendar holds it.
            None => Self::counted(moment),
        }
    }

    /// The day of a moment as days without use are counted, which begin where they do in UTC.
    pub fn counted(moment: Moment) -> Self {
        Self(i32::try_from(moment.day()).unwrap_or(i32::MAX))
    }

    /// The day of the calendar; nothing for one that no calendar holds.
    pub fn date(self) -> Option<Date> {
        let begin = Moment::of_day(self.0.into()).0;
        let time = OffsetDateTime::from_unix_timestamp(begin).ok()?;
        Some(time.date())
    }
}

impl From<Date> for Day {
    fn from(date: Date) -> Self {
        const FIRST: i32 = 2_440_588;
        Self(date.to_julian_day() - FIRST)
    }
}

/// The deadlines of a chat.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Deadlines(BTreeMap<PlaceId, AtPlace>);

/// Those of one place.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
struct AtPlace {
    /// That of the place itself.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    all: Option<Day>,
    /// Those of its tasks.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    tasks: BTreeMap<TaskId, Day>,
    /// How many days before that of the place itself its people were reminded last.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    told_all: Option<u8>,
    /// How many days before those of tasks.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    told: BTreeMap<TaskId, u8>,
}

impl Deadlines {
    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.iter().count()
    }

    /// All of them: the place, the task if it is that of one, the day.
    pub fn iter(&self) -> impl Iterator<Item = (&PlaceId, Option<&TaskId>, Day)> {
        self.0.iter().flat_map(|(place, at)| {
            let all = at.all.map(|day| (place, None, day));
            let tasks = at.tasks.iter();
            all.into_iter()
                .chain(tasks.map(move |(task, day)| (place, Some(task), *day)))
        })
    }

    /// Whether there is any at a place.
    pub fn has(&self, place: &PlaceId) -> bool {
        self.0.contains_key(place)
    }

    /// That of a task, or of the place itself.
    pub fn of(&self, place: &PlaceId, task: Option<&TaskId>) -> Option<Day> {
        let at = self.0.get(place)?;
        match task {
            Some(task) => at.tasks.get(task).copied(),
            None => at.all,
        }
    }

    /// How many days before it its people were reminded of it last; nothing where they were not yet.
    pub fn told(&self, place: &PlaceId, task: Option<&TaskId>) -> Option<u8> {
        let at = self.0.get(place)?;
        match task {
            Some(task) => at.told.get(task).copied(),
            None => at.told_all,
        }
    }

    /// Notes that its people were reminded so many days before it, or that this time has passed by.
    pub fn tell(&mut self, place: &PlaceId, task: Option<&TaskId>, days: u8) {
        let Some(at) = self.0.get_mut(place) else {
            return;
        };
        match task {
            Some(task) if at.tasks.contains_key(task) => {
                let told = at.told.entry(task.clone()).or_insert(days);
                *told = days.min(*told);
            }
            Some(_) => {}
            None => at.told_all = Some(at.told_all.map_or(days, |told| days.min(told))),
        }
    }

    /// Sets one, or removes it; of another day nobody was reminded yet.
    pub fn set(&mut self, place: &PlaceId, task: Option<&TaskId>, day: Option<Day>) {
        let is_same = day.is_some() && self.of(place, task) == day;
        let at = self.0.entry(place.clone()).or_default();
        match task {
            _ if is_same => {}
            Some(task) => drop(at.told.remove(task)),
            None => at.told_all = None,
        }
        match (task, day) {
            (None, day) => at.all = day,
            (Some(task), Some(day)) => {
                at.tasks.insert(task.clone(), day);
            }
            (Some(task), None) => {
                at.tasks.remove(task);
            }
        }
        if *at == AtPlace::default() {
            self.0.remove(place);
        }
    }

    /// The same by the ids that things have now.
    pub(crate) fn renamed(&self, guide: &Guide) -> Self {
        let mut now = Self::default();
        for (place, task, day) in self.iter() {
            let told = self.told(place, task);
            let place = guide.place_now(place).unwrap_or(place);
            let task = task.map(|task| guide.task_now(place, task).unwrap_or(task));
            now.set(place, task, Some(day));
            if let Some(days) = told {
                now.tell(place, task, days);
            }
        }
        now
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use time::macros::date;

    #[test]
    fn a_day_begins_at_midnight_where_people_are() {
        let home = TimeZone::default();
        let half_past = |day, hour: i64| Moment(day * Moment::DAY + hour * 3600 + 1800);
        assert_eq!(Day::at(half_past(20_787, 22), &home), Day(20_787));
        assert_eq!(Day::at(half_past(20_787, 23), &home), Day(20_788));
        // In summer it begins an hour earlier.
        assert_eq!(Day::at(half_past(20_999, 22), &home), Day(21_000));
        let elsewhere = TimeZone::named("America/New_York").unwrap();
        assert_eq!(Day::at(half_past(20_787, 4), &elsewhere), Day(20_786));
        assert_eq!(Day::at(Moment(i64::MAX), &home), Day(i32::MAX));
        assert_eq!(Day(20_787).date(), Some(date!(2026 - 11 - 30)));
        assert_eq!(Day::from(date!(2026 - 11 - 30)), Day(20_787));
        assert_eq!(Day(i32::MAX).date(), None);
    }

    #[test]
    fn a_place_without_deadlines_leaves_nothing_behind() {
        let (place, task) = (
            PlaceId::parse("auftrag").unwrap(),
            TaskId::parse("fragen").unwrap(),
        );
        let mut deadlines = Deadlines::default();
        deadlines.set(&place, Some(&task), Some(Day(1)));
        deadlines.set(&place, None, Some(Day(2)));
        assert_eq!(deadlines.len(), 2);
        assert_eq!(deadlines.of(&place, Some(&task)), Some(Day(1)));
        let stored = serde_json::to_string(&deadlines).unwrap();
        assert_eq!(stored, r#"{"auftrag":{"all":2,"tasks":{"fragen":1}}}"#);
        assert_eq!(
            serde_json::from_str::<Deadlines>(&stored).unwrap(),
            deadlines
        );
        deadlines.set(&place, Some(&task), None);
        deadlines.set(&place, None, None);
        assert!(deadlines.is_empty());
    }
}

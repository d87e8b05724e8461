//! Reminders: which a chat wants, what it was told, and when something is due next.
//!
//! What is due on a day follows from what was told, never from when somebody looked: each thing is told once, however the
//! clock is set. A deadline keeps itself how near it was told last ([`Deadlines::told`](super::Deadlines::told)); a single
//! reminder is gone once it was told.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};
use time::Weekday;

use super::deadline::Day;
use super::event::Moment;
use super::project::Project;
use super::project_id::ProjectId;
use super::session::Session;
use crate::knowledge::{Guide, PlaceId, TaskId};
use crate::time_zone::TimeZone;

/// How many days before a deadline somebody can be reminded of it, as the screen offers them.
pub(crate) const BEFORE: [u8; 3] = [0, 1, 7];

/// How many single reminders a chat can have.
pub(crate) const ONCE_COUNT: usize = 20;

/// The hours of a day, where people are, from which and until which reminders come.
const HOURS: (u8, u8) = (8, 17);

/// How many weekly looks are remembered.
const LOOKS: usize = 32;

/// The days of a week.
const WEEK: i32 = 7;

/// Which reminders a chat wants, and what it was told.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Reminders {
    /// How many days before a deadline.
    #[serde(skip_serializing_if = "BTreeSet::is_empty")]
    pub before: BTreeSet<u8>,
    /// On which weekday once a week, from Monday, which is 1.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub weekly: Option<u8>,
    /// The weekly looks that were had or passed by, the newest last.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub looks: Vec<Day>,
    /// Single ones.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub once: Vec<Once>,
    /// What was told last.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub last: Option<Told>,
    /// Whether it was said that nobody is reminded who did not ask for it.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub is_said: bool,
}

/// What a reminder is about: a task, all of a place, or the guide as such.
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(default)]
pub struct About {
    /// The place; none for the guide as such.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub place: Option<PlaceId>,
    /// Its task.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub task: Option<TaskId>,
    /// In which project.
    #[serde(skip_serializing_if = "ProjectId::is_first")]
    pub project: ProjectId,
}

/// A single reminder.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Once {
    /// When.
    pub day: Day,
    /// Of what.
    pub about: About,
}

/// What was told.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Told {
    /// When.
    pub on: Day,
    /// Of what.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub about: Vec<About>,
    /// Whether it was the weekly look.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub weekly: bool,
    /// When it shall be told again.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub again: Option<Day>,
}

/// What is due on a day.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct DueReminder {
    /// Of what.
    pub about: Vec<About>,
    /// Whether it is the day of the weekly look.
    pub weekly: bool,
}

impl About {
    /// Whether it belongs to a project; of the guide as such one is reminded whatever becomes of that.
    pub(crate) fn is_in(&self, project: ProjectId) -> bool {
        self.place.is_some() && self.project == project
    }
}

impl DueReminder {
    /// Whether nothing is.
    pub fn is_nothing(&self) -> bool {
        self.about.is_empty() && !self.weekly
    }
}

impl Reminders {
    pub(crate) fn is_default(&self) -> bool {
        *self == Self::default()
    }

    /// Whether any is wanted.
    pub fn is_on(&self) -> bool {
        !self.before.is_empty() || self.weekly.is_some() || !self.once.is_empty()
    }

    /// Whether it is to be said now that nobody is reminded who did not ask for it: once, and not to whoever did.
    pub fn say_once(&mut self) -> bool {
        let says = !self.is_said && !self.is_on();
        self.is_said |= says;
        says
    }

    /// Switches all off.
    pub fn switch_off(&mut self) {
        self.before.clear();
        self.once.clear();
        self.weekly = None;
        if let Some(last) = &mut self.last {
            last.again = None;
        }
    }

    /// Wants a weekly look on this weekday, or none; the first comes on the next such day.
    pub fn look_weekly(&mut self, weekday: Option<u8>, today: Day) {
        self.weekly = weekday.filter(|weekday| (1..=5).contains(weekday));
        if let Some(look) = self.look_on(today) {
            self.has_looked(look);
        }
    }

    /// Adds a single one; tells whether there is room for it.
    pub fn add(&mut self, once: Once) -> bool {
        if self.once.contains(&once) {
            return true;
        }
        let has_room = self.once.len() < ONCE_COUNT;
        if has_room {
            self.once.push(once);
            self.once.sort();
        }
        has_room
    }

    /// Tells nothing again of what is done with.
    pub fn drop_told(&mut self, about: &About) {
        if let Some(last) = &mut self.last {
            last.about.retain(|told| told != about);
        }
    }

    /// The day of the weekly look that belongs to a day: the last such weekday, unless it was had already.
    fn look_on(&self, day: Day) -> Option<Day> {
        // Day 4 was a Monday.
        let since = (i64::from(day.0) - 3 - i64::from(self.weekly?)).rem_euclid(WEEK.into());
        let look = Day(day.0.saturating_sub(i32::try_from(since).ok()?));
        (!self.looks.contains(&look)).then_some(look)
    }

    fn has_looked(&mut self, look: Day) {
        let surplus = (self.looks.len() + 1).saturating_sub(LOOKS);
        self.looks.drain(..surplus);
        self.looks.push(look);
    }

    /// Whether what was told last is due again. A day that lies far ahead was meant by a clock that has gone back since.
    fn is_due_again(told: &Told, day: Day) -> bool {
        told.again
            .is_some_and(|again| again <= day || again.0 > day.0.saturating_add(WEEK))
    }

    /// The same by the ids that things have now.
    pub(crate) fn rename(&mut self, guide: &Guide) {
        let once = self.once.iter_mut().map(|once| &mut once.about);
        let told = self.last.iter_mut().flat_map(|last| &mut last.about);
        for About { place, task, .. } in once.chain(told) {
            let Some(place) = place else { continue };
            if let Some(now) = guide.place_now(place) {
                *place = now.clone();
            }
            if let Some(task) = task
                && let Some(now) = guide.task_now(place, task)
            {
                *task = now.clone();
            }
        }
    }
}

impl Project {
    /// The deadlines that are to be told on a day, each with how many days before it.
    fn deadlines_due(&self, before: &BTreeSet<u8>, day: Day) -> Vec<(About, u8)> {
        let mut due = Vec::new();
        for (place, task, until) in self.due.iter() {
            let is_done = task.is_some_and(|task| self.is_done(place, task));
            let told = self.due.told(place, task);
            let is_to_tell = |days: &&u8| told.is_none_or(|told| **days < told);
            let come = |days: &&u8| until.0.saturating_sub(i32::from(**days)) <= day.0;
            let nearest = before.iter().filter(is_to_tell).find(come);
            if let Some(nearest) = nearest.filter(|_| !is_done) {
                let about = About {
                    place: Some(place.clone()),
                    task: task.cloned(),
                    project: self.number,
                };
                due.push((about, *nearest));
            }
        }
        due
    }

    /// The first day from one on, on which a deadline is to be told.
    fn next_deadline(&self, before: &BTreeSet<u8>, from: Day) -> Option<Day> {
        let days = self.due.iter().filter_map(|(place, task, until)| {
            let is_done = task.is_some_and(|task| self.is_done(place, task));
            let told = self.due.told(place, task);
            let to_tell = before
                .iter()
                .filter(|days| told.is_none_or(|told| **days < told));
            let first = to_tell.max().filter(|_| !is_done)?;
            Some(Day(until.0.saturating_sub(i32::from(*first))).max(from))
        });
        days.min()
    }

    /// Sets a deadline, or removes it. Whoever sets it is not told of it before tomorrow.
    pub fn set_deadline(
        &mut self,
        place: &PlaceId,
        task: Option<&TaskId>,
        day: Option<Day>,
        today: Day,
    ) {
        self.due.set(place, task, day);
        let mut before = BEFORE.into_iter();
        let passed = day
            .and_then(|day| before.find(|days| day.0.saturating_sub(i32::from(*days)) <= today.0));
        if let Some(days) = passed {
            self.due.tell(place, task, days);
        }
    }

    /// Takes for told what a reminder so many days before deadlines would have told until today: whoever switches it on
    /// looks at it now.
    pub fn pass_by(&mut self, days: u8, today: Day) {
        let passed = self.due.iter().filter(|(_, _, until)| {
            let day = until.0.saturating_sub(i32::from(days));
            day <= today.0
        });
        let passed: Vec<(PlaceId, Option<TaskId>)> = passed
            .map(|(place, task, _)| (place.clone(), task.cloned()))
            .collect();
        for (place, task) in passed {
            self.due.tell(&place, task.as_ref(), days);
        }
    }
}

impl Session {
    /// The deadlines of all projects that are to be told on a day, each with how many days before it.
    fn deadlines_due(&self, day: Day) -> Vec<(About, u8)> {
        let projects = self.projects().into_iter();
        projects
            .flat_map(|project| project.deadlines_due(&self.reminders.before, day))
            .collect()
    }

    /// What its people are to be reminded of on a day.
    pub fn reminded_on(&self, day: Day) -> DueReminder {
        let wanted = &self.reminders;
        let deadlines = self.deadlines_due(day).into_iter();
        let once = wanted.once.iter().filter(|once| once.day <= day);
        let again = wanted.last.iter();
        let again = again.filter(|last| Reminders::is_due_again(last, day));
        let mut due = DueReminder {
            weekly: wanted.look_on(day).is_some() || again.clone().any(|last| last.weekly),
            about: deadlines.map(|(about, _)| about).collect(),
        };
        let others = once.map(|once| &once.about);
        for about in others.chain(again.flat_map(|last| &last.about)) {
            if !due.about.contains(about) {
                due.about.push(about.clone());
            }
        }
        due
    }

    /// Takes everything for told that is due on a day.
    pub fn tell_reminders(&mut self, day: Day) {
        for (about, days) in self.deadlines_due(day) {
            let mut projects = self.projects_mut();
            let project = projects.find(|project| project.number == about.project);
            if let (Some(project), Some(place)) = (project, &about.place) {
                project.due.tell(place, about.task.as_ref(), days);
            }
        }
        let wanted = &mut self.reminders;
        wanted.once.retain(|once| once.day > day);
        if let Some(look) = wanted.look_on(day) {
            wanted.has_looked(look);
        }
        if let Some(last) = &mut wanted.last
            && Reminders::is_due_again(last, day)
        {
            last.again = None;
        }
    }

    /// The first day from one on, on which something is to be told.
    fn next_reminder_day(&self, from: Day) -> Option<Day> {
        let wanted = &self.reminders;
        let projects = self.projects().into_iter();
        let deadline = projects.filter_map(|project| project.next_deadline(&wanted.before, from));
        let once = wanted.once.iter().map(|once| once.day.max(from)).min();
        let again = wanted.last.as_ref().and_then(|last| last.again);
        let again = again.map(|again| match again.0 > from.0.saturating_add(WEEK) {
            true => from,
            false => again.max(from),
        });
        // One of so many was not had: more are not remembered.
        let mut days =
            (0..=WEEK * (LOOKS as i32 + 1)).map(|ahead| Day(from.0.saturating_add(ahead)));
        let look = wanted
            .weekly
            .and_then(|_| days.find(|day| wanted.look_on(*day).is_some()));
        [deadline.min(), once, again, look]
            .into_iter()
            .flatten()
            .min()
    }

    /// When its people are to be reminded next, not before now, and so many seconds into the hours at which reminders
    /// come; nothing if they are not.
    pub fn next_reminder(&self, zone: &TimeZone, into: u16, now: Moment) -> Option<Moment> {
        let now = self.answer_awaited_until(now).unwrap_or(now);
        let today = Day::at(now, zone);
        let mut day = self.next_reminder_day(today)?;
        // Of ten days in a row some are working days, and on one at most something was told.
        for _ in 0..10 {
            let (opens, closes) = day.hours(zone)?;
            let moment = Moment(opens.0 + i64::from(into)).max(now);
            if day.is_working_day() && !self.was_reminded_on(day) && moment < closes {
                return Some(moment);
            }
            day = Day(day.0.checked_add(1)?);
        }
        None
    }

    /// Whether its people can be reminded now: in working hours, once a day, and not while an answer of theirs is awaited.
    pub fn can_be_reminded(&self, zone: &TimeZone, now: Moment) -> bool {
        let today = Day::at(now, zone);
        let is_open = today
            .hours(zone)
            .is_some_and(|(opens, closes)| opens <= now && now < closes);
        let is_free = today.is_working_day() && !self.was_reminded_on(today);
        is_open && is_free && self.answer_awaited_until(now).is_none()
    }

    /// Until when an answer is awaited, if one is.
    fn answer_awaited_until(&self, now: Moment) -> Option<Moment> {
        let (_, asked) = self.prompt.as_ref()?;
        let until = asked.lapse();
        (*asked <= now && now < until).then_some(until)
    }

    fn was_reminded_on(&self, day: Day) -> bool {
        let last = self.reminders.last.as_ref();
        last.is_some_and(|last| last.on == day)
    }
}

impl Day {
    /// From Monday to Friday.
    pub fn is_working_day(self) -> bool {
        let weekday = self.date().map(time::Date::weekday);
        !matches!(weekday, None | Some(Weekday::Saturday | Weekday::Sunday))
    }

    /// The first working day after it.
    pub fn next_working_day(self) -> Self {
        let mut days = (1..=WEEK).map(|ahead| Self(self.0.saturating_add(ahead)));
        days.find(|day| day.is_working_day()).unwrap_or(self)
    }

    /// When the hours of reminders begin and end on it.
    fn hours(self, zone: &TimeZone) -> Option<(Moment, Moment)> {
        let date = self.date()?;
        let at = |hour: u8| zone.moment(date.with_hms(hour, 0, 0).ok()?).map(Moment);
        Some((at(HOURS.0)?, at(HOURS.1)?))
    }
}

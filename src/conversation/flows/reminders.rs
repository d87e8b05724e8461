//! Reminders: choosing them, single ones, and what is said when one is due.
//!
//! A button of an old reminder says of which day it is, or what it means by id, so that it does nothing twice.

use crate::conversation::lookup::Lookup;
use crate::conversation::page::reminders;
use crate::conversation::page::screen::{Screen, Shown};
use crate::conversation::page::subjects;
use crate::conversation::page::tasks;
use crate::conversation::value::{
    About, Action, Button, Day, Moment, ONCE_COUNT, Once, Session, Told,
};
use crate::conversation::wording;
use crate::knowledge::{Guide, PlaceId};
use crate::language::{DayMeant, DayPhrase};

/// What is wanted, and what can be changed of it.
pub(crate) fn screen(lookup: &dyn Lookup, session: &Session, now: Moment) -> Screen {
    reminders::settings(lookup, session, now, false)
}

/// Asks for the weekday of the weekly look.
pub(crate) fn weekdays(guide: &Guide, session: &Session) -> Screen {
    reminders::weekdays(guide, session)
}

/// Switches reminders so many days before deadlines on or off.
pub(crate) fn before(session: &mut Session, days: u16, on: bool, today: Day) -> Shown {
    if let Ok(days) = u8::try_from(days) {
        let wanted = &mut session.reminders.before;
        match on {
            true if wanted.insert(days) => session.project.pass_by(days, today),
            true => {}
            false => drop(wanted.remove(&days)),
        }
    }
    Shown::go(Action::Reminders)
}

/// Wants a weekly look on this weekday, or none.
pub(crate) fn weekly(session: &mut Session, weekday: Option<u16>, today: Day) -> Shown {
    let weekday = weekday.and_then(|weekday| u8::try_from(weekday).ok());
    session.reminders.look_weekly(weekday, today);
    Shown::go(Action::Reminders)
}

/// Switches all off.
pub(crate) fn off(session: &mut Session) -> Shown {
    session.reminders.switch_off();
    let shown = Shown::go(Action::Reminders).headed(wording::SWITCHED_OFF);
    match session.on_screen() {
        Some(Action::Reminders) => shown,
        // What one was reminded of stays to be read.
        _ => shown.below(),
    }
}

/// Keeps single reminders of tasks by their numbers, of a place without any; of the guide as such where none is meant.
pub(crate) fn once(
    lookup: &dyn Lookup,
    session: &mut Session,
    place: Option<PlaceId>,
    numbers: &[usize],
    day: DayPhrase,
    now: Moment,
) -> Shown {
    let (guide, today) = (lookup.guide(), lookup.today(now));
    let is_vague = place.is_none() && numbers.is_empty();
    let about: Vec<About> =
        match subjects::meant(guide, session, place, numbers, wording::REMIND_OF_WHAT) {
            Ok(subjects) => subjects
                .iter()
                .map(|subject| reminders::about(&session.project, *subject))
                .collect(),
            Err(_) if is_vague => vec![About {
                project: session.project.number,
                ..About::default()
            }],
            Err(shown) => return *shown,
        };
    match today.date().map_or(DayMeant::None, |today| day.on(today)) {
        DayMeant::Day(day) => keep(lookup, session, about, day.into(), now),
        DayMeant::Either(one, other) if Day::from(one) <= today => {
            keep(lookup, session, about, other.into(), now)
        }
        DayMeant::Either(one, other) => which(&about, one.into(), other.into()),
        DayMeant::Past(day) => Screen::saying(wording::cannot_remind_on(day.into()))
            .onward(guide, session)
            .into(),
        DayMeant::None => Screen::saying(wording::NO_SUCH_DAY)
            .onward(guide, session)
            .into(),
    }
}

/// Keeps one single reminder or strikes it off, as its button says.
pub(crate) fn once_by_button(
    lookup: &dyn Lookup,
    session: &mut Session,
    once: Once,
    on: bool,
    now: Moment,
) -> Shown {
    if on {
        return keep(lookup, session, vec![once.about], once.day, now);
    }
    let before = session.reminders.once.len();
    // Whatever project it is of: a button has no room for its number.
    session.reminders.once.retain(|other| {
        let is_of = other.about.place == once.about.place && other.about.task == once.about.task;
        !is_of || other.day != once.day
    });
    let said = match session.reminders.once.len() < before {
        true => wording::REMINDER_REMOVED,
        false => wording::REMINDER_GONE,
    };
    Shown::go(Action::Reminders).headed(said)
}

/// Keeps single reminders for a day, or for the first working day after it.
fn keep(
    lookup: &dyn Lookup,
    session: &mut Session,
    about: Vec<About>,
    day: Day,
    now: Moment,
) -> Shown {
    let (guide, today) = (lookup.guide(), lookup.today(now));
    if day <= today {
        return Screen::saying(wording::NOT_BEFORE_TOMORROW)
            .onward(guide, session)
            .into();
    }
    let comes = match day.is_working_day() {
        true => day,
        false => day.next_working_day(),
    };
    let what: Vec<String> = about
        .iter()
        .map(|about| reminders::in_words(guide, about))
        .collect();
    for about in about {
        let once = Once { day: comes, about };
        if !session.reminders.add(once) {
            let said = wording::too_many_reminders(ONCE_COUNT);
            return Shown::go(Action::Reminders).headed(said);
        }
    }
    if !reminders::arrive(lookup) {
        let settings = Shown::from(reminders::settings(lookup, session, now, true));
        return settings.headed(wording::only_noted(comes, &what));
    }
    let said = match comes == day {
        true => wording::will_remind(comes, &what),
        false => wording::will_remind_instead(day, comes, &what),
    };
    Shown::go(Action::Reminders).headed(said)
}

/// Asks which of two days is meant.
fn which(about: &[About], one: Day, other: Day) -> Shown {
    let [About { place, task, .. }] = about else {
        return Screen::saying(wording::which_of(one, other)).into();
    };
    let set = |day| {
        let action = Action::RemindOnce {
            place: place.clone(),
            task: task.clone(),
            day,
            on: true,
        };
        Button::act(wording::date::long_day(day), action)
    };
    Screen::saying(wording::WHICH_DAY)
        .column([one, other].map(set))
        .into()
}

/// What was told last.
pub(crate) fn told(guide: &Guide, session: &Session, today: Day) -> Screen {
    reminders::told(guide, session, today)
}

/// Tells what was told on a day again, on the next working day.
pub(crate) fn again(guide: &Guide, session: &mut Session, told: Day, today: Day) -> Shown {
    let is_open = reminders::is_open(guide, session);
    match &mut session.reminders.last {
        Some(last) if last.on == told && !is_open => Shown::go(Action::Reminded),
        Some(last) if last.on == told => {
            let next = *last.again.get_or_insert(today.next_working_day());
            Shown::go(Action::Reminded).with_toast(wording::told_again(next))
        }
        _ => Shown::go(Action::Reminders)
            .headed(wording::REMINDER_IS_OVER)
            .below(),
    }
}

/// Takes what a reminder was about for done.
pub(crate) fn done(guide: &Guide, session: &mut Session, about: About) -> Shown {
    let said = wording::is_done_now(&reminders::in_words(guide, &about));
    reminders::settle(session, &about);
    Shown::go(Action::Reminded).headed(said)
}

/// What is said now, if anything is due and can be said; what is due is then taken for told.
pub(crate) fn remind(lookup: &dyn Lookup, session: &mut Session, now: Moment) -> Option<Shown> {
    let (guide, today) = (lookup.guide(), lookup.today(now));
    if !session.can_be_reminded(lookup.time_zone(), now) {
        return None;
    }
    let due = session.reminded_on(today);
    session.tell_reminders(today);
    let mut about = due.about;
    if due.weekly {
        let week = reminders::of_the_week(guide, session, today);
        let new: Vec<About> = week
            .into_iter()
            .filter(|one| !about.contains(one))
            .collect();
        about.extend(new);
    }
    let entries = reminders::entries(guide, session, &about);
    let is_any_open = || {
        let all = tasks::all(guide, session);
        let mut all = all.iter();
        all.any(|(place, task)| !session.project.is_done(&place.id, &task.id))
    };
    if entries.is_empty() && !(due.weekly && is_any_open()) {
        return None;
    }
    let about = entries.into_iter().map(|entry| entry.about).collect();
    session.reminders.last = Some(Told {
        on: today,
        about,
        weekly: due.weekly,
        again: None,
    });
    Some(told(guide, session, today).into())
}

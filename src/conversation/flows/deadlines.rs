//! Deadlines: setting until when a task or all of a place shall be done, taking it back, seeing what is due.
//!
//! What is meant by numbers is left to `page/subjects.rs`. A day that may be
//! two is asked back; one that is over or that no calendar has is not set.

use crate::conversation::hearing;
use crate::conversation::lookup::Lookup;
use crate::conversation::page::deadlines;
use crate::conversation::page::links;
use crate::conversation::page::reminders;
use crate::conversation::page::screen::{Screen, Shown};
use crate::conversation::page::subjects::{self, Subject};
use crate::conversation::page::tasks::{self, Seen};
use crate::conversation::value::{Action, Button, Day, File, FileContent, Moment, Prompt, Session};
use crate::conversation::wording;
use crate::knowledge::{Guide, PlaceId, TaskId};
use crate::language::{DayMeant, DayPhrase};

/// What is due, from a page on.
pub(crate) fn list(guide: &Guide, session: &Session, page: u16, today: Day) -> Screen {
    deadlines::list(guide, session, page, today)
}

/// Asks for a deadline of something at a place.
pub(crate) fn invite(guide: &Guide, session: &mut Session, id: &PlaceId, now: Moment) -> Shown {
    let Some(place) = guide.place(id) else {
        return links::gone(guide, session, id);
    };
    session.prompt = Some((Prompt::Deadline(id.clone()), now));
    let give_up = Button::act(wording::GIVE_UP, Action::Keep);
    Screen::saying(wording::set_now(place))
        .row([give_up])
        .into()
}

/// What a typed text is, if a deadline was asked for: the day, and before it which tasks.
pub(crate) fn typed(
    lookup: &dyn Lookup,
    session: &mut Session,
    text: &str,
    today: Day,
) -> Option<Shown> {
    let Some(Prompt::Deadline(place)) = session.prompted() else {
        return None;
    };
    if hearing::sets_deadline(lookup, text) {
        return None;
    }
    if let Some((numbers, day)) = hearing::day_in(lookup, text) {
        return Some(change(
            lookup.guide(),
            session,
            Some(place),
            &numbers,
            Some(day),
            today,
        ));
    }
    if hearing::is_command_in_words(lookup, session, text) || hearing::asks(lookup, text) {
        return None;
    }
    let give_up = Button::act(wording::GIVE_UP, Action::Keep);
    Some(Screen::saying(wording::NO_DAY_IN_IT).row([give_up]).into())
}

/// Sets the deadline of tasks by their numbers, of a place without any; without a day, takes it back.
pub(crate) fn change(
    guide: &Guide,
    session: &mut Session,
    place: Option<PlaceId>,
    numbers: &[usize],
    day: Option<DayPhrase>,
    today: Day,
) -> Shown {
    let subjects = match subjects::meant(guide, session, place, numbers, wording::WHOSE_DEADLINE) {
        Ok(subjects) => subjects,
        Err(shown) => return *shown,
    };
    let Some(day) = day else {
        return remove(guide, session, &subjects, today);
    };
    if day.moves() {
        return postpone(guide, session, &subjects, day, today);
    }
    match today.date().map_or(DayMeant::None, |today| day.on(today)) {
        DayMeant::Day(day) => set(guide, session, &subjects, day.into(), today),
        DayMeant::Either(one, other) => which(guide, session, &subjects, one.into(), other.into()),
        DayMeant::Past(day) => not_set(guide, session, &subjects, wording::is_over(day.into())),
        DayMeant::None => not_set(guide, session, &subjects, wording::NO_SUCH_DAY),
    }
}

/// Puts deadlines off by a span of time, counted from each of them; from today where it is over.
fn postpone(
    guide: &Guide,
    session: &mut Session,
    subjects: &[Subject<'_>],
    by: DayPhrase,
    today: Day,
) -> Shown {
    let mut moved = Vec::new();
    for subject @ (place, task) in subjects {
        let task = task.map(|(_, task)| &task.id);
        let Some(due) = session.project.due.of(&place.id, task) else {
            return seen(guide, session, subjects).headed(wording::NOTHING_TO_POSTPONE);
        };
        match due.max(today).date().map(|from| by.on(from)) {
            Some(DayMeant::Day(day)) => moved.push((subject, Day::from(day))),
            _ => return not_set(guide, session, subjects, wording::NO_SUCH_DAY),
        }
    }
    for (subject, day) in &moved {
        set_deadline(session, **subject, Some(*day), today);
    }
    let said = match moved[..] {
        [((place, task), day)] => wording::due(&[wording::what_is_due_in_short(place, *task)], day),
        _ => wording::postponed(moved.len()),
    };
    seen(guide, session, subjects).headed(said)
}

/// Says why nothing was set, and leads on.
fn not_set(
    guide: &Guide,
    session: &Session,
    subjects: &[Subject<'_>],
    why: impl Into<String>,
) -> Shown {
    let place = subjects.first().map(|(place, _)| *place);
    Screen::saying(why)
        .row(place.map(|place| deadlines::ask(&place.id)))
        .ways(guide, session, [])
        .into()
}

/// Sets one deadline, as its button says.
pub(crate) fn set_one(
    guide: &Guide,
    session: &mut Session,
    id: &PlaceId,
    task: Option<&TaskId>,
    day: Day,
    today: Day,
) -> Shown {
    let Some(place) = guide.place(id) else {
        return links::gone(guide, session, id);
    };
    let known = task.map(|id| {
        place
            .tasks
            .iter()
            .enumerate()
            .find(|(_, task)| task.id == *id)
    });
    match known {
        Some(None) => Shown::go(Action::AllTasks(None)).headed(wording::TASK_GONE),
        known => set(guide, session, &[(place, known.flatten())], day, today),
    }
}

/// Sends what is due as a file for calendars.
pub(crate) fn calendar(guide: &Guide, session: &Session, today: Day, now: Moment) -> Shown {
    let screen = deadlines::list(guide, session, 0, today);
    let Some(text) = deadlines::calendar(guide, session, now) else {
        return screen.into();
    };
    Shown {
        file: Some(File {
            name: calendar_name(session),
            media: "text/calendar",
            content: FileContent::Text(text),
            caption: wording::CALENDAR_CAPTION.to_owned(),
            otherwise: wording::NO_CALENDAR.to_owned(),
            with_records: false,
        }),
        ..screen.into()
    }
}

fn calendar_name(session: &Session) -> String {
    let project = session.has_projects().then_some(&session.project);
    wording::calendar_name(project)
}

fn set(
    guide: &Guide,
    session: &mut Session,
    subjects: &[Subject<'_>],
    day: Day,
    today: Day,
) -> Shown {
    session.prompt = None;
    for subject in subjects {
        set_deadline(session, *subject, Some(day), today);
    }
    let what: Vec<String> = subjects
        .iter()
        .map(|(place, task)| wording::what_is_due_in_short(place, *task))
        .collect();
    let said = wording::due(&what, day);
    let said = match session.reminders.say_once() {
        true => wording::and_only_if_wished(&said),
        false => said,
    };
    seen(guide, session, subjects).headed(said)
}

/// Sets a deadline or takes it back, with what reminders know of it.
fn set_deadline(session: &mut Session, subject: Subject<'_>, day: Option<Day>, today: Day) {
    let about = reminders::about(&session.project, subject);
    session.reminders.drop_told(&about);
    let (place, task) = subject;
    let task = task.map(|(_, task)| &task.id);
    session.project.set_deadline(&place.id, task, day, today);
}

fn remove(guide: &Guide, session: &mut Session, subjects: &[Subject<'_>], today: Day) -> Shown {
    let before = session.project.due.len();
    for subject in subjects {
        set_deadline(session, *subject, None, today);
    }
    let said = match session.project.due.len() < before {
        true => wording::DEADLINE_REMOVED,
        false => wording::NO_DEADLINE_THERE,
    };
    Shown::from(list(guide, session, 0, today)).headed(said)
}

/// The list where one sees what was set.
fn seen(guide: &Guide, session: &Session, subjects: &[Subject<'_>]) -> Shown {
    let in_list = matches!(session.on_screen(), Some(Action::Deadlines(_)));
    let in_all = matches!(session.on_screen(), Some(Action::AllTasks(_)));
    match subjects.first() {
        _ if in_list => Shown::go(Action::Deadlines(0)),
        Some((place, Some((at, _)))) if !in_all => {
            tasks::of_place(guide, session, place, Seen::Entry(*at)).into()
        }
        Some((_, Some(_))) => Shown::go(Action::AllTasks(None)),
        _ => Shown::go(Action::Deadlines(0)),
    }
}

/// Asks which of two days is meant.
fn which(
    guide: &Guide,
    session: &Session,
    subjects: &[Subject<'_>],
    one: Day,
    other: Day,
) -> Shown {
    let [(place, task)] = subjects else {
        return not_set(guide, session, subjects, wording::which_of(one, other));
    };
    let set = |day| {
        let action = Action::SetDeadline {
            place: place.id.clone(),
            task: task.map(|(_, task)| task.id.clone()),
            day,
        };
        Button::act(wording::date::long_day(day), action)
    };
    Screen::saying(wording::WHICH_DAY)
        .column([one, other].map(set))
        .into()
}

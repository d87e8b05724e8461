//! Ticking tasks off, by button or by word, in the list of a place or in that of the whole guide.
//!
//! Ticking sets a state, so a second press or a second "2 erledigt" does no harm. It never moves the walk. Numbers mean
//! the list that is on the screen, or the tasks of the place that is; where what is on the screen has none, and two
//! places could be meant, it is asked.

use crate::conversation::page::screen::{Screen, Shown};
use crate::conversation::page::tasks::{self, Seen};
use crate::conversation::page::{deadlines, links, reminders};
use crate::conversation::value::{Action, Button, Session};
use crate::conversation::wording;
use crate::knowledge::{Guide, Place, PlaceId, Task, TaskId};

/// A page of a place's tasks.
pub(crate) fn screen(guide: &Guide, session: &Session, id: &PlaceId, page: u16) -> Shown {
    match guide.place(id) {
        Some(place) => of_place(guide, session, place, Seen::Page(Some(page))).into(),
        None => links::gone(guide, session, id),
    }
}

/// Every task of the guide.
pub(crate) fn all(guide: &Guide, session: &Session, page: Option<u16>) -> Screen {
    tasks::of_guide(guide, session, Seen::Page(page))
}

fn of_place(guide: &Guide, session: &Session, place: &Place, seen: Seen) -> Screen {
    if !place.tasks.is_empty() {
        return tasks::of_place(guide, session, place, seen);
    }
    // A step has no tasks of its own where its sections have them.
    let sections = guide.sections(&place.id);
    let sections = sections.filter_map(|section| links::tasks(wording::tasks_of(section), section));
    let view = Action::Tasks {
        place: place.id.clone(),
        page: 0,
    };
    let mut screen = Screen::saying(wording::no_tasks(place)).column(sections);
    screen.view = Some(view);
    screen.ways(guide, session, links::after(guide, place))
}

/// Sets the state of one task, as its button says; `in_all` where it stood in the list of all.
pub(crate) fn tick(
    guide: &Guide,
    session: &mut Session,
    (id, task): (&PlaceId, &TaskId),
    done: bool,
    in_all: bool,
) -> Shown {
    let all = tasks::all(guide, session);
    let at = all
        .iter()
        .position(|(place, known)| place.id == *id && known.id == *task);
    let Some((at, (place, known))) = at.and_then(|at| Some((at, *all.get(at)?))) else {
        let shown = if in_all {
            self::all(guide, session, None).into()
        } else {
            screen(guide, session, id, 0)
        };
        return shown.with_toast(wording::TASK_GONE);
    };
    session.project.set_done(id, task, done);
    let here = place
        .tasks
        .iter()
        .position(|other| other.id == known.id)
        .unwrap_or(0);
    let (screen, number) = if in_all {
        (tasks::of_guide(guide, session, Seen::Entry(at)), at)
    } else {
        (
            tasks::of_place(guide, session, place, Seen::Entry(here)),
            here,
        )
    };
    Shown::from(screen).with_toast(wording::ticked(&[number + 1], done))
}

/// Sets the state of tasks by their numbers, as typed: "2 erledigt"; no number at all means every task of a place. Where
/// no place is named, it is the list on the screen, or the place that is meant.
pub(crate) fn tick_numbers(
    guide: &Guide,
    session: &mut Session,
    named: Option<&PlaceId>,
    numbers: &[usize],
    done: bool,
) -> Shown {
    if let Some(place) = named.and_then(|id| guide.place(id)) {
        return tick_at(guide, session, place, numbers, done);
    }
    if let Some(Action::AllTasks(_)) = session.on_screen() {
        return tick_in_all(guide, session, numbers, done).into();
    }
    if let Some(Action::Deadlines(_)) = session.on_screen() {
        return tick_due(guide, session, numbers, done);
    }
    if let Some(Action::Reminded) = session.on_screen() {
        return tick_reminded(guide, session, numbers, done);
    }
    let places = tasks::places_meant(guide, session);
    let place = match &places[..] {
        [] => return Shown::go(Action::AllTasks(None)).headed(wording::WHICH_TASK),
        [place] => *place,
        several => {
            let screen = which(several, numbers, done);
            // Neither has so many.
            return match screen.rows.is_empty() {
                true => Shown::go(Action::AllTasks(None)).headed(wording::WHICH_TASK),
                false => screen.into(),
            };
        }
    };
    tick_at(guide, session, place, numbers, done)
}

fn tick_at(
    guide: &Guide,
    session: &mut Session,
    place: &Place,
    numbers: &[usize],
    done: bool,
) -> Shown {
    if place.tasks.is_empty() {
        return of_place(guide, session, place, Seen::Page(None)).into();
    }
    let tasks: Vec<(&Place, &Task)> = place.tasks.iter().map(|task| (place, task)).collect();
    let all: Vec<usize> = match numbers {
        [] => (1..=tasks.len()).collect(),
        numbers => numbers.to_vec(),
    };
    let heading = set(session, &tasks, &all, done)
        .unwrap_or_else(|| wording::no_such_task(place, tasks.len()));
    let first = all.first().map_or(0, |number| number.saturating_sub(1));
    let screen = tasks::of_place(guide, session, place, Seen::Entry(first));
    screen.headed(heading).into()
}

/// Of what is due, tasks can be ticked off; of a place, its tasks have to be.
fn tick_due(guide: &Guide, session: &mut Session, numbers: &[usize], done: bool) -> Shown {
    let list = Shown::go(Action::Deadlines(0));
    let due = deadlines::all(guide, session);
    let entry = |number: &usize| {
        let ((place, task), _) = due.get(number.checked_sub(1)?)?;
        Some((*place, task.as_ref()?.1))
    };
    let meant: Option<Vec<_>> = numbers.iter().map(entry).collect();
    let Some(meant) = meant.filter(|meant| !meant.is_empty()) else {
        return list.headed(wording::WHICH_TASK);
    };
    for (place, task) in meant {
        session.project.set_done(&place.id, &task.id, done);
    }
    list.headed(wording::ticked(numbers, done))
}

/// Of what one was reminded of, anything can be taken for done; no number means all of it.
fn tick_reminded(guide: &Guide, session: &mut Session, numbers: &[usize], done: bool) -> Shown {
    let told = session.reminders.last.as_ref();
    let told = told.map(|told| told.about.clone()).unwrap_or_default();
    let entries = reminders::entries(guide, session, &told);
    let all: Vec<usize> = match numbers {
        [] => (1..=entries.len()).collect(),
        numbers => numbers.to_vec(),
    };
    let entry = |number: &usize| entries.get(number.checked_sub(1)?);
    let meant: Option<Vec<_>> = all.iter().map(entry).collect();
    let list = Shown::go(Action::Reminded);
    let Some(meant) = meant.filter(|meant| done && !meant.is_empty()) else {
        return list.headed(wording::WHICH_TASK);
    };
    for entry in meant {
        reminders::settle(session, &entry.about);
    }
    list.headed(wording::ticked(&all, done))
}

fn tick_in_all(guide: &Guide, session: &mut Session, numbers: &[usize], done: bool) -> Screen {
    let all = tasks::all(guide, session);
    let heading = match numbers {
        // Nobody has done a whole guide with a word.
        [] => None,
        numbers => set(session, &all, numbers, done),
    };
    let first = numbers.first().map_or(Seen::Page(None), |number| {
        Seen::Entry(number.saturating_sub(1))
    });
    tasks::of_guide(guide, session, first).headed(heading.unwrap_or(wording::WHICH_TASK.to_owned()))
}

/// Sets the state of the tasks of these numbers and says so; nothing is set where a number is none of the list's.
fn set(
    session: &mut Session,
    list: &[(&Place, &Task)],
    numbers: &[usize],
    done: bool,
) -> Option<String> {
    let at = |number: &usize| list.get(number.checked_sub(1)?);
    let meant: Vec<_> = numbers.iter().map(at).collect::<Option<_>>()?;
    for (place, task) in meant {
        session.project.set_done(&place.id, &task.id, done);
    }
    Some(wording::ticked(numbers, done))
}

/// Asks which of several tasks of the same number is meant.
fn which(places: &[&Place], numbers: &[usize], done: bool) -> Screen {
    let number = numbers.first().copied().unwrap_or(1);
    let tick = |place: &&Place| {
        let task = place.tasks.get(number.checked_sub(1)?)?;
        let action = Action::Tick {
            place: place.id.clone(),
            task: task.id.clone(),
            done,
        };
        Some(Button::act(
            wording::task_of(place, task.on_button()),
            action,
        ))
    };
    Screen::saying(wording::WHICH_PLACE).column(places.iter().filter_map(tick))
}

//! The tasks of a place: to read with their details, to tick off by button or by word.
//!
//! Ticking sets a state, so a second press or a second "2 erledigt" does no harm. It never moves the walk.

use crate::knowledge::{Guide, Place, PlaceId, Task, TaskId};
use crate::text::{RichText, Span};

use crate::conversation::flows::{changes, overview, place};
use crate::conversation::page::screen::{Screen, Shown, clamp, lines, turning};
use crate::conversation::value::{Action, Button, Session};
use crate::conversation::wording;

/// How many tasks stand on one page.
const PAGE: usize = 8;

/// The places whose open tasks are listed together: the next ones; the rest is a tap away.
const MOST_PLACES: usize = 4;

/// A page of a place's tasks.
pub(crate) fn screen(guide: &Guide, session: &Session, id: &PlaceId, page: u16) -> Screen {
    let Some(place) = guide.place(id) else {
        return changes::gone(guide, session, id);
    };
    if place.tasks.is_empty() {
        return none(guide, session, place);
    }
    let count = place.tasks.len().div_ceil(PAGE);
    let at = clamp(page, count);
    let first = at * PAGE;
    let shown: Vec<(usize, &Task)> = place
        .tasks
        .iter()
        .enumerate()
        .skip(first)
        .take(PAGE)
        .map(|(at, task)| (at + 1, task))
        .collect();
    let buttons = shown.iter().map(|(number, task)| {
        let done = session.is_done(&place.id, &task.id);
        let action = Action::Tick {
            place: place.id.clone(),
            task: task.id.clone(),
            done: !done,
        };
        Button::act(wording::tick(*number, done), action)
    });
    Screen::new(text(session, place, &shown, at, count))
        .row(buttons)
        .row(turning(at, count, |page| Action::Tasks {
            place: place.id.clone(),
            page,
        }))
        .row(place::ways_on(guide, session, place))
}

/// Every task that is still open, by place in reading order; one leads to the place where it stands.
pub(crate) fn all_open(guide: &Guide, session: &Session) -> Screen {
    let mut text = RichText::default().and_title(wording::OPEN_TASKS);
    let mut buttons = Vec::new();
    for place in &guide.places {
        let open: Vec<String> = place
            .tasks
            .iter()
            .filter(|task| !session.is_done(&place.id, &task.id))
            .map(|task| task.text.clone())
            .collect();
        if open.is_empty() || buttons.len() == MOST_PLACES {
            continue;
        }
        text = text.and_title(wording::spoken(place)).and_bullets(open);
        let action = Action::Tasks {
            place: place.id.clone(),
            page: 0,
        };
        buttons.push(Button::act(wording::tasks_of(place), action));
    }
    if buttons.is_empty() {
        text = text.and_paragraph(wording::ALL_DONE);
    }
    let progress = Button::act(wording::PROGRESS, Action::Progress);
    let overview = Button::act(wording::OVERVIEW, Action::Overview);
    Screen::new(text).row(buttons).row([progress, overview])
}

/// Sets the state of one task, as its button says.
pub(crate) fn tick(
    guide: &Guide,
    session: &mut Session,
    id: &PlaceId,
    task: &TaskId,
    done: bool,
) -> Shown {
    let number = guide
        .place(id)
        .and_then(|place| place.tasks.iter().position(|other| other.id == *task));
    let Some(at) = number else {
        let screen = screen(guide, session, id, 0);
        return Shown::from(screen).with_toast(wording::TASK_GONE);
    };
    session.set_done(id, task, done);
    let page = u16::try_from(at / PAGE).unwrap_or(0);
    Shown::from(screen(guide, session, id, page)).with_toast(wording::ticked(&[at + 1], done))
}

/// Sets the state of tasks by their numbers, as typed: "2 erledigt"; no number at all means every task.
pub(crate) fn tick_numbers(
    guide: &Guide,
    session: &mut Session,
    id: Option<&PlaceId>,
    numbers: &[usize],
    done: bool,
) -> Screen {
    let Some(id) = id else {
        return overview::screen(guide, session).headed(wording::NO_PLACE_YET);
    };
    let Some(place) = guide.place(id) else {
        return changes::gone(guide, session, id);
    };
    let count = place.tasks.len();
    if count == 0 {
        return screen(guide, session, &place.id, 0);
    }
    if numbers.iter().any(|number| !(1..=count).contains(number)) {
        return screen(guide, session, &place.id, 0).headed(wording::no_such_task(place, count));
    }
    let all: Vec<usize> = if numbers.is_empty() {
        (1..=count).collect()
    } else {
        numbers.to_vec()
    };
    for number in &all {
        if let Some(task) = place.tasks.get(number - 1) {
            session.set_done(&place.id, &task.id, done);
        }
    }
    let page = all.first().map_or(0, |number| (number - 1) / PAGE);
    let page = u16::try_from(page).unwrap_or(0);
    screen(guide, session, &place.id, page).headed(wording::ticked(&all, done))
}

/// A step has no tasks of its own where its sections have them.
fn none(guide: &Guide, session: &Session, place: &Place) -> Screen {
    let sections = guide.sections(&place.id);
    let sections = sections
        .filter(|section| !section.tasks.is_empty())
        .map(|section| {
            let action = Action::Tasks {
                place: section.id.clone(),
                page: 0,
            };
            Button::act(wording::tasks_of(section), action)
        });
    Screen::saying(wording::no_tasks(place))
        .row(sections)
        .row(place::ways_on(guide, session, place))
}

fn text(
    session: &Session,
    place: &Place,
    shown: &[(usize, &Task)],
    page: usize,
    count: usize,
) -> RichText {
    let done = session.done_at(place);
    let mut text = RichText::default()
        .and_title(wording::tasks_title(place))
        .and_paragraph(wording::tasks_done(done, place.tasks.len()));
    if count > 1 {
        text = text.and_paragraph(wording::page_of(page, count));
    }
    for (number, task) in shown {
        let state = session.is_done(&place.id, &task.id);
        let line = vec![
            Span::strong(wording::task_mark(*number, state)),
            Span::plain(format!(" {}", task.text)),
        ];
        text = text.and(&lines([line])).and(&task.detail);
    }
    text.and_paragraph(if done == place.tasks.len() {
        wording::ALL_DONE_HERE
    } else {
        wording::HOW_TO_TICK
    })
}

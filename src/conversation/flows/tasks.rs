//! The tasks of a place: to read with their details, to tick off by button or by word.
//!
//! Ticking sets a state, so a second press or a second "2 erledigt" does no harm. It never moves the walk.

use crate::conversation::page::paging::Paging;
use crate::conversation::page::screen::{Screen, Shown, lines};
use crate::conversation::page::{links, place as place_page};
use crate::conversation::value::{Action, Button, Session};
use crate::conversation::wording;
use crate::knowledge::{Guide, Place, PlaceId, Task, TaskId};
use crate::text::RichText;

/// How many tasks stand on one page.
const PAGE: usize = 8;

/// The places whose open tasks are listed together: the next ones; the rest is a tap away.
const MAX_PLACES: usize = 4;

/// A page of a place's tasks.
pub(crate) fn screen(guide: &Guide, session: &Session, id: &PlaceId, page: u16) -> Shown {
    let Some(place) = guide.place(id) else {
        return links::gone(guide, session, id);
    };
    let ways = links::ways_on(guide, session, place);
    if place.tasks.is_empty() {
        // A step has no tasks of its own where its sections have them.
        let sections = guide.sections(&place.id);
        let sections =
            sections.filter_map(|section| links::tasks(wording::tasks_of(section), section));
        let screen = Screen::saying(wording::no_tasks(place)).row(sections);
        return screen.row(ways).into();
    }
    let (paging, shown) = Paging::over(&place.tasks, PAGE, page);
    let ticks = shown.clone().map(|(at, task)| {
        let done = session.is_done(&place.id, &task.id);
        let action = Action::Tick {
            place: place.id.clone(),
            task: task.id.clone(),
            done: !done,
        };
        Button::act(wording::tick(at + 1, done), action)
    });
    let turning = paging.turning(|page| Action::Tasks {
        place: place.id.clone(),
        page,
    });
    Screen::new(text(session, place, shown.clone(), paging))
        .row(ticks)
        .row(turning)
        .row(ways)
        .into()
}

/// Every task that is still open, by place in reading order; one leads to the place where it stands.
pub(crate) fn all_open(guide: &Guide, session: &Session) -> Screen {
    let mut text = RichText::default().and_title(wording::OPEN_TASKS);
    let mut buttons = Vec::new();
    for place in &guide.places {
        let open = place.tasks.iter();
        let open: Vec<String> = open
            .filter(|task| !session.is_done(&place.id, &task.id))
            .map(|task| task.text.clone())
            .collect();
        if open.is_empty() || buttons.len() == MAX_PLACES {
            continue;
        }
        text = text.and_title(wording::spoken(place)).and_bullets(open);
        buttons.extend(links::tasks(wording::tasks_of(place), place));
    }
    if buttons.is_empty() {
        text = text.and_paragraph(wording::ALL_DONE);
    }
    let progress = Button::act(wording::PROGRESS, Action::Progress);
    Screen::new(text)
        .row(buttons)
        .row([progress, links::overview()])
}

/// Sets the state of one task, as its button says.
pub(crate) fn tick(
    guide: &Guide,
    session: &mut Session,
    id: &PlaceId,
    task: &TaskId,
    done: bool,
) -> Shown {
    let tasks = guide.place(id).map_or(&[][..], |place| &place.tasks);
    let Some(at) = tasks.iter().position(|other| other.id == *task) else {
        return screen(guide, session, id, 0).with_toast(wording::TASK_GONE);
    };
    session.set_done(id, task, done);
    screen(guide, session, id, page_of(at)).with_toast(wording::ticked(&[at + 1], done))
}

/// Sets the state of tasks by their numbers, as typed: "2 erledigt"; no number at all means every task.
pub(crate) fn tick_numbers(
    guide: &Guide,
    session: &mut Session,
    numbers: &[usize],
    done: bool,
) -> Shown {
    let Some(id) = place_meant(session) else {
        return Shown::go(Action::Overview).headed(wording::NO_PLACE_YET);
    };
    let Some(place) = guide.place(&id).filter(|place| !place.tasks.is_empty()) else {
        return screen(guide, session, &id, 0);
    };
    let count = place.tasks.len();
    if numbers.iter().any(|number| !(1..=count).contains(number)) {
        return screen(guide, session, &id, 0).headed(wording::no_such_task(place, count));
    }
    let all: Vec<usize> = if numbers.is_empty() {
        (1..=count).collect()
    } else {
        numbers.to_vec()
    };
    for number in &all {
        if let Some(task) = place.tasks.get(number - 1) {
            session.set_done(&id, &task.id, done);
        }
    }
    let first = all.first().map_or(0, |number| number - 1);
    screen(guide, session, &id, page_of(first)).headed(wording::ticked(&all, done))
}

/// The place whose tasks were shown last, else the one where the walk stands.
fn place_meant(session: &Session) -> Option<PlaceId> {
    let mut offered = session.offered.iter();
    let offered = offered.find_map(|(_, data)| match Action::decode(data) {
        Some(Action::Tick { place, .. }) => Some(place),
        _ => None,
    });
    offered.or_else(|| session.at.clone())
}

/// The page on which the task at a position stands.
fn page_of(at: usize) -> u16 {
    u16::try_from(at / PAGE).unwrap_or(0)
}

fn text<'t>(
    session: &Session,
    place: &Place,
    shown: impl Iterator<Item = (usize, &'t Task)>,
    paging: Paging,
) -> RichText {
    let (done, all) = (session.done_at(place), place.tasks.len());
    let mut text = RichText::default()
        .and_title(wording::tasks_title(place))
        .and_paragraph(wording::tasks_done(done, all))
        .and(&paging.note());
    for (at, task) in shown {
        let line = place_page::task_line(session, place, at, task);
        text = text.and(&lines([line])).and(&task.detail);
    }
    text.and_paragraph(if done == all {
        wording::ALL_DONE_HERE
    } else {
        wording::HOW_TO_TICK
    })
}

//! Tasks to read and to tick off: those of a place, and those of the whole guide.
//!
//! A task stands in a list by its number, and its button begins with that number: whoever types the number does what the
//! button does.

use std::ops::Range;

use crate::conversation::value::{Action, Button, Day, Session};
use crate::conversation::wording;
use crate::knowledge::{Guide, Place, Task};
use crate::text::RichText;

use super::paging::{self, Paging};
use super::screen::{Screen, lines};
use super::{deadlines, links, notes, phone, place as place_page};

/// How many tasks stand on one page at most: as many as there is room for buttons.
const PAGE: usize = 6;

/// The tasks of a place; `at` is the position of one that shall be seen.
pub(crate) fn of_place(guide: &Guide, session: &Session, place: &Place, at: Seen) -> Screen {
    let line = |at: usize, task: &Task| {
        let done = session.project.is_done(&place.id, &task.id);
        let due = due(session, place, task);
        let office = session.project.offices.of(&place.id, &task.id);
        lines([place_page::task_line(at + 1, done, due, office, task)]).and(&task.detail)
    };
    let tasks = place.tasks.iter().enumerate();
    let entries: Vec<RichText> = tasks.map(|(at, task)| line(at, task)).collect();
    let (done, all) = (session.project.done_at(place), place.tasks.len());
    let below = if done == all {
        RichText::paragraph(wording::ALL_DONE_HERE)
    } else {
        RichText::default()
    };
    let heights: Vec<usize> = entries
        .iter()
        .map(|entry| phone::height(entry) + 1)
        .collect();
    let pages = pages(&heights, phone::height(&below) + 4);
    let paging = Paging::of(at.page(&pages), pages.len());
    let shown = pages.get(paging.at).cloned().unwrap_or_default();
    let head = paging
        .titled(wording::tasks_of(place))
        .and_paragraph(wording::tasks_done(done, all));
    let text = entries[shown.clone()]
        .iter()
        .fold(head, |text, entry| text.and(entry));
    let tasks: Vec<(&Place, &Task)> = place.tasks.iter().map(|task| (place, task)).collect();
    let ticks = ticks(session, &tasks, shown, false);
    let of = |page| Action::Tasks {
        place: place.id.clone(),
        page,
    };
    let here = number(paging.at);
    let screen = Screen::of(of(here), text.and(&below))
        .column(ticks)
        .row(paging.turning(of));
    let read = links::read_from(guide, session, &of(here), place);
    // Between the first page and the last, two buttons turn pages, and have the room of what leads on from them.
    let is_between = paging.at > 0 && !paging.is_last();
    let onward = read.into_iter().chain(links::after(guide, place));
    screen.ways(
        guide,
        session,
        onward.take(usize::from(!is_between)).chain([
            notes::write(Some(&place.id)),
            deadlines::ask(&place.id),
            Button::act(wording::ASSIGN, Action::AskOffice(place.id.clone())),
        ]),
    )
}

/// Every task of the guide in reading order; without a position, the page of the first that is open.
pub(crate) fn of_guide(guide: &Guide, session: &Session, at: Seen) -> Screen {
    let all = all(guide, session);
    let is_done = |(place, task): &(&Place, &Task)| session.project.is_done(&place.id, &task.id);
    let line = |at: usize, entry: &(&Place, &Task)| {
        let due = due(session, entry.0, entry.1);
        let office = session.project.offices.of(&entry.0.id, &entry.1.id);
        place_page::task_line(at + 1, is_done(entry), due, office, entry.1)
    };
    let done = all.iter().filter(|entry| is_done(entry)).count();
    let mut summary = wording::tasks_done(done, all.len());
    if let Some(last) = links::ticked_last(guide, session) {
        summary = format!("{summary}. {last}");
    }
    // A page names the place of its first task, and each further place on two more lines.
    let height = |(at, entry): (usize, &(&Place, &Task))| {
        let begins = at > 0 && all[at - 1].0.id != entry.0.id;
        phone::height(&lines([line(at, entry)])) + if begins { 2 } else { 0 }
    };
    let heights: Vec<usize> = all.iter().enumerate().map(height).collect();
    let pages = pages(&heights, phone::height(&RichText::paragraph(&*summary)) + 4);
    let at = match at {
        Seen::Page(None) => all
            .iter()
            .position(|entry| !is_done(entry))
            .map_or(Seen::Page(None), Seen::Entry),
        at => at,
    };
    let paging = Paging::of(at.page(&pages), pages.len());
    let shown = pages.get(paging.at).cloned().unwrap_or_default();
    let mut text = paging.titled(wording::ALL_TASKS).and_paragraph(summary);
    if all.is_empty() {
        text = text.and_paragraph(wording::NO_TASKS);
    }
    let mut at = shown.start;
    for of_place in all[shown.clone()].chunk_by(|one, other| one.0.id == other.0.id) {
        let tasks = of_place.iter().zip(at..).map(|(entry, at)| line(at, entry));
        text = text
            .and_title(wording::titled(of_place[0].0))
            .and(&lines(tasks));
        at += of_place.len();
    }
    let ticks = ticks(session, &all, shown, true);
    let of = |page| Action::AllTasks(Some(page));
    Screen::of(of(number(paging.at)), text)
        .column(ticks)
        .row(paging.turning(of))
        .ways(
            guide,
            session,
            [Button::act(wording::PROGRESS, Action::Progress)]
                .into_iter()
                .chain(deadlines::button(session)),
        )
}

/// The buttons that tick the tasks of a list that are shown; `in_all` in the list of the whole guide.
fn ticks(
    session: &Session,
    list: &[(&Place, &Task)],
    shown: Range<usize>,
    in_all: bool,
) -> Vec<Button> {
    let tasks = list.iter().enumerate().skip(shown.start).take(shown.len());
    let button = |(at, (of, what)): (usize, &(&Place, &Task))| {
        let (place, task) = (of.id.clone(), what.id.clone());
        let done = session.project.is_done(&place, &task);
        let action = match in_all {
            true => Action::TickInAll {
                place,
                task,
                done: !done,
            },
            false => Action::Tick {
                place,
                task,
                done: !done,
            },
        };
        Button::act(wording::tick(at + 1, done, what.on_button()), action)
    };
    tasks.map(button).collect()
}

/// Every task with its place: first what is open and due, by its day, then the others in reading order. In this order
/// the list of all counts.
pub(crate) fn all<'g>(guide: &'g Guide, session: &Session) -> Vec<(&'g Place, &'g Task)> {
    let places = guide.places.iter();
    let tasks = places.flat_map(|place| place.tasks.iter().map(move |task| (place, task)));
    let mut tasks: Vec<(&Place, &Task)> = tasks.collect();
    let due = |(place, task): &(&Place, &Task)| {
        let day = due(session, place, task);
        (day.is_none(), day)
    };
    tasks.sort_by_cached_key(due);
    tasks
}

/// Until when a task is to be done, if it is not done yet.
fn due(session: &Session, place: &Place, task: &Task) -> Option<Day> {
    let project = &session.project;
    let due = project.due.of(&place.id, Some(&task.id));
    due.filter(|_| !project.is_done(&place.id, &task.id))
}

/// The places whose tasks typed numbers can mean: the one on the screen; where there is none, the one an answer is about
/// and the one where the walk stands.
pub(crate) fn places_meant<'g>(guide: &'g Guide, session: &Session) -> Vec<&'g Place> {
    let view = session.on_screen();
    if let Some(place) = view.as_ref().and_then(Action::place) {
        return guide.place(place).into_iter().collect();
    }
    let answered = matches!(view, Some(Action::Answer(_)));
    let topic = session.topic.as_ref().filter(|_| answered);
    let talked_about = topic.and_then(|(topic, _)| guide.place(topic.place.as_ref()?));
    let mut places: Vec<&Place> = talked_about.into_iter().collect();
    places.extend(session.project.current_place(guide));
    places.retain(|place| !place.tasks.is_empty());
    places.dedup_by(|one, other| one.id == other.id);
    places
}

/// What of a list shall be seen.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Seen {
    /// This page; none in particular.
    Page(Option<u16>),
    /// The page on which the entry at this position stands.
    Entry(usize),
}

impl Seen {
    fn page(self, pages: &[Range<usize>]) -> u16 {
        match self {
            Self::Page(page) => page.unwrap_or(0),
            Self::Entry(at) => number(
                pages
                    .iter()
                    .position(|page| page.contains(&at))
                    .unwrap_or(0),
            ),
        }
    }
}

/// Which entries of these heights stand on which page, where so many lines stand around them.
fn pages(heights: &[usize], around: usize) -> Vec<Range<usize>> {
    paging::within(heights, PAGE, phone::TASKS.saturating_sub(around))
}

fn number(page: usize) -> u16 {
    u16::try_from(page).unwrap_or(u16::MAX)
}

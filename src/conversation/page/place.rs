//! The screen of a place: where one is, what it says in short, what is to be done, where it comes from.
//!
//! The same place has two faces. Where the walk stands it offers to work: tasks, back, next. Anywhere else it is only
//! read, and the way back to where the walk stands is one tap; reading never moves the walk.

use crate::conversation::value::Session;
use crate::conversation::wording;
use crate::knowledge::{Guide, Place, Status, Task};
use crate::text::{RichText, Span};

use super::screen::{Screen, aside, lines, marked};
use super::{citation, links};

/// How many tasks stand on a place's own screen.
const TASKS: usize = 5;

/// A place, for reading, or for working where the walk stands on it.
pub(crate) fn screen(guide: &Guide, session: &Session, place: &Place) -> Screen {
    let mut screen = Screen::new(text(guide, session, place));
    screen.place = Some(place.id.clone());
    if session.at.as_ref() == Some(&place.id) {
        working(guide, screen, place)
    } else {
        reading(guide, session, screen, place)
    }
}

/// The line that says where one is: "Schritt 1 · 1.1 Auftrag einholen".
pub(crate) fn heading(guide: &Guide, place: &Place) -> String {
    let step = place.step.as_ref().and_then(|step| guide.place(step));
    match step {
        Some(step) => format!(
            "{} · {} {}",
            wording::spoken(step),
            place.number,
            place.title
        ),
        None => format!("{} · {}", wording::spoken(place), place.title),
    }
}

fn text(guide: &Guide, session: &Session, place: &Place) -> RichText {
    let mut text = RichText::default().and_title(heading(guide, place));
    if !place.tasks.is_empty() {
        let done = session.done_at(place);
        text = text.and_paragraph(wording::tasks_done(done, place.tasks.len()));
    }
    text = match place.status {
        Status::Complete => text,
        Status::Partial => text.and_paragraph(wording::PARTIAL_TEXT),
        Status::Unknown if place.opening.is_empty() => text.and_paragraph(wording::no_text(place)),
        Status::Unknown => text,
    };
    text = text
        .and(&place.opening)
        .and(&note(place))
        .and(&sections(guide, session, place))
        .and(&tasks(session, place));
    text.and(&aside(citation::provenance(guide, &place.from)))
}

/// The beginning of the note; a longer one goes on among the rest of the text.
fn note(place: &Place) -> RichText {
    if place.note.is_empty() {
        return RichText::default();
    }
    let first = RichText {
        blocks: place.note.blocks.iter().take(1).cloned().collect(),
    };
    marked(wording::NOTE, &first)
}

fn sections(guide: &Guide, session: &Session, place: &Place) -> RichText {
    let sections = guide.sections(&place.id).map(|section| {
        let progress = (session.done_at(section), section.tasks.len());
        line(format!("{} ", section.number), section, progress)
    });
    let mut sections = sections.peekable();
    let title = sections
        .peek()
        .map(|_| vec![Span::plain(wording::SECTIONS)]);
    lines(title.into_iter().chain(sections))
}

/// A place on one line: what it is called, its title, how many of its tasks are done, and what is not known of it.
pub(crate) fn line(name: String, place: &Place, (done, all): (usize, usize)) -> Vec<Span> {
    let progress = (all > 0).then(|| wording::tasks_done(done, all));
    let status = wording::status(place.status).map(str::to_owned);
    let remarks = progress.into_iter().chain(status);
    let remarks = remarks.map(|remark| Span::plain(format!(" · {remark}")));
    let title = [Span::strong(name), Span::plain(place.title.clone())];
    title.into_iter().chain(remarks).collect()
}

/// The tasks; of a long list the beginning, the rest stands on the screen of the tasks.
fn tasks(session: &Session, place: &Place) -> RichText {
    let count = place.tasks.len();
    let shown = if count > TASKS + 1 { TASKS } else { count };
    let tasks = place.tasks.iter().enumerate().take(shown);
    let tasks = tasks.map(|(at, task)| task_line(session, place, at, task));
    let more = (shown < count).then(|| vec![Span::plain(wording::further_tasks(count - shown))]);
    lines(tasks.chain(more))
}

/// A task on one line: its number, whether it is done, and what is to be done.
pub(crate) fn task_line(session: &Session, place: &Place, at: usize, task: &Task) -> Vec<Span> {
    let done = session.is_done(&place.id, &task.id);
    vec![
        Span::strong(wording::task_mark(at + 1, done)),
        Span::plain(format!(" {}", task.text)),
    ]
}

fn working(guide: &Guide, screen: Screen, place: &Place) -> Screen {
    let tasks = links::tasks(wording::TASKS, place);
    let more =
        links::more(wording::MORE, guide, place).or_else(|| links::share_place(guide, place));
    let sections = guide.sections(&place.id);
    let before = guide.before(&place.id);
    let before = before.map(|before| links::open(wording::BACK, before));
    let overview = Some(links::overview());
    screen
        .row(
            [tasks, more, links::examples_at(guide, place)]
                .into_iter()
                .flatten(),
        )
        .row(sections.map(|section| links::open(wording::spoken(section), section)))
        .row(
            [before, overview, links::after(guide, place)]
                .into_iter()
                .flatten(),
        )
}

fn reading(guide: &Guide, session: &Session, screen: Screen, place: &Place) -> Screen {
    let more = links::more(wording::more_on(place), guide, place);
    let more = more.or_else(|| links::share_place(guide, place));
    screen
        .row(more.into_iter().chain(links::examples_at(guide, place)))
        .row(links::ways_back(guide, session, place))
        .row([links::overview()])
}

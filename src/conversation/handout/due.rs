//! What is due, as it stands in documents: what is over is said in words.

use super::{Session, TickBox};
use crate::conversation::page::deadlines::{self, Subject};
use crate::conversation::value::Day;
use crate::conversation::wording::{self, handout as words};
use crate::document::{Grid, Paper, Piece};
use crate::knowledge::{Guide, Place, Task};

/// All that is due, most urgent first.
pub(super) fn table(document: &mut Paper, guide: &Guide, session: &Session, today: Day) {
    let due = deadlines::all(guide, session);
    let rows = due.iter().map(|((place, task), day)| {
        vec![
            wording::date::short_day(*day),
            wording::what_is_due(place, *task),
            deadlines::urgency(*day, today).to_owned(),
        ]
    });
    if due.is_empty() {
        return;
    }
    document.heading(1, wording::DEADLINES);
    document.pieces.push(Piece::Table(Grid {
        caption: wording::DEADLINES.to_owned(),
        head: vec![
            (words::UNTIL.to_owned(), 16),
            (words::WHAT.to_owned(), 66),
            (words::HOW_URGENT.to_owned(), 18),
        ],
        rows: rows.collect(),
    }));
}

/// What is due first in each step, where anything is due at all.
pub(super) fn first_in_steps(guide: &Guide, session: &Session, today: Day) -> Option<Vec<String>> {
    let due = deadlines::all(guide, session);
    let first = |step: &Place| {
        let of_step = |place: &Place| place.id == step.id || place.step.as_ref() == Some(&step.id);
        let first = due.iter().find(|((place, _), _)| of_step(place));
        first.map_or(words::NOTHING_DUE.to_owned(), |(_, day)| {
            words::until(*day, today)
        })
    };
    (!due.is_empty()).then(|| guide.steps().map(first).collect())
}

/// Until when all of a place shall be done, if that was set.
pub(super) fn of_place(session: &Session, place: &Place, today: Day) -> Option<String> {
    until(session, place, today).map(|until| words::deadline_of_place(&until))
}

/// The same, with the name of the place.
pub(super) fn at(session: &Session, place: &Place, today: Day) -> Option<String> {
    until(session, place, today).map(|until| words::deadline_at(place, &until))
}

fn until(session: &Session, place: &Place, today: Day) -> Option<String> {
    let day = session.project.due.of(&place.id, None)?;
    Some(words::until(day, today))
}

/// What of a meeting sheet is due: what is over, and what comes next, each a number of lines.
pub(super) fn on_sheet(
    document: &mut Paper,
    guide: &Guide,
    session: &Session,
    today: Day,
    most: (usize, usize, usize),
) {
    let (over, next): (Vec<_>, Vec<_>) = deadlines::all(guide, session)
        .into_iter()
        .partition(|(_, day)| *day < today);
    let (over_most, next_most, line) = most;
    let lines = |due: Vec<(Subject<'_>, Day)>| {
        let line = |((place, task), day): (Subject<'_>, Day)| {
            let what = wording::what_is_due(place, task);
            let office = deadlines::office(&session.project, (place, task));
            wording::by_office(&words::due_on_sheet(day, today, &what), office, line)
        };
        due.into_iter().map(line).collect::<Vec<_>>()
    };
    for (heading, due, most) in [
        (wording::OVERDUE, over, over_most),
        (words::DUE_NEXT, next, next_most),
    ] {
        if !due.is_empty() {
            document.heading(2, heading);
            document.bullets(super::cut(lines(due), most));
        }
    }
}

/// A task with its state, and until when it shall be done where it is open.
pub(super) fn tick_box(session: &Session, place: &Place, task: &Task, today: Day) -> TickBox {
    let done = session.project.is_done(&place.id, &task.id);
    let due = session.project.due.of(&place.id, Some(&task.id));
    let office = session.project.offices.of(&place.id, &task.id);
    let task = words::task_with(&task.text, office);
    let text = match due.filter(|_| !done) {
        Some(day) => words::open_until(&words::until(day, today), &task),
        None => words::task_state(done, &task),
    };
    TickBox { done, text }
}

//! A page for a meeting: what was done since the last one, what is due and what is open. It stays one page, however much there is.

use super::{begun, cut, due, say_if_blank};
use crate::conversation::value::label::shortened;
use crate::conversation::value::{Decided, Handout, LocalClock, Moment, Session, Sheets, Standing};
use crate::conversation::wording::{self, handout as words};
use crate::document::{Paper, TickBox};
use crate::knowledge::{Guide, Place, PlaceId, Task};

/// How many lines each part has at most: with its headings and the lines on what was left off, a page.
const DONE: usize = 5;
const DECIDED: usize = 3;
const NOTED: usize = 3;
const OVER: usize = 3;
const DUE: usize = 3;
const OPEN: usize = 7;
const OPEN_WITHOUT_DEADLINE: usize = 4;
const TO_DECIDE: usize = 4;

/// How many characters a line has at most.
const LINE: usize = 80;

pub(super) fn document(
    guide: &Guide,
    session: &Session,
    sheets: &Sheets,
    clock: LocalClock<'_>,
) -> Paper {
    let name = words::handout(guide, &Handout::Meeting);
    let mut document = begun(guide, session, name, clock);
    say_if_blank(&mut document, session);
    done(&mut document, guide, session, sheets, clock);
    decided(&mut document, guide, session, sheets, clock);
    noted(&mut document, session, sheets, clock);
    due::on_sheet(
        &mut document,
        guide,
        session,
        clock.today(),
        (OVER, DUE, LINE),
    );
    open(&mut document, guide, session);
    to_decide(&mut document, guide, session);
    document
}

fn done(
    document: &mut Paper,
    guide: &Guide,
    session: &Session,
    sheets: &Sheets,
    clock: LocalClock<'_>,
) {
    let is_new = |place: &Place, task: &Task| {
        session.project.is_done(&place.id, &task.id) && sheets.is_new(&place.id, &task.id)
    };
    let heading = match sheets.since {
        Some(since) => words::done_since(clock.day(since)),
        None => words::DONE_SO_FAR.to_owned(),
    };
    document.heading(2, heading);
    ticked(document, tasks(guide, session, true, is_new), DONE);
}

/// What was noted since, as it begins.
fn noted(document: &mut Paper, session: &Session, sheets: &Sheets, clock: LocalClock<'_>) {
    let is_new = |at: Moment| sheets.since.is_none_or(|since| at > since);
    let notes = session.project.notes.iter().filter(|note| is_new(note.at));
    let line = |text: &str| {
        let words = text.split_whitespace().collect::<Vec<_>>().join(" ");
        shortened(&words, LINE)
    };
    let lines: Vec<String> = notes.map(|note| line(&note.text)).collect();
    if lines.is_empty() {
        return;
    }
    let heading = match sheets.since {
        Some(since) => words::noted_since(clock.day(since)),
        None => words::NOTED_SO_FAR.to_owned(),
    };
    document.heading(2, heading);
    document.bullets(cut(lines, NOTED));
}

/// What is open and has no deadline, from where the walk stands.
fn open(document: &mut Paper, guide: &Guide, session: &Session) {
    let due = |place: &Place, task: &Task| session.project.due.of(&place.id, Some(&task.id));
    let is_open = |place: &Place, task: &Task| {
        !session.project.is_done(&place.id, &task.id) && due(place, task).is_none()
    };
    let mut open = tasks(guide, session, false, is_open);
    if let Some(at) = &session.project.at {
        let first = open.iter().position(|(place, _)| *place == at);
        open.rotate_left(first.unwrap_or(0));
    }
    if guide.has_tasks() {
        let (heading, most) = match session.project.due.is_empty() {
            true => (words::STILL_OPEN, OPEN),
            false => (words::OPEN_WITHOUT_DEADLINE, OPEN_WITHOUT_DEADLINE),
        };
        document.heading(2, heading);
        ticked(document, open, most);
    }
}

/// What was decided since, each with its answer: a line has no room for the whole question.
fn decided(
    document: &mut Paper,
    guide: &Guide,
    session: &Session,
    sheets: &Sheets,
    clock: LocalClock<'_>,
) {
    let is_new = |at: Moment| sheets.since.is_none_or(|since| at > since);
    let matters = session.project.decisions.standings(guide);
    let lines = matters.iter().filter_map(|matter| match matter.standing {
        Standing::Decided(Decided(ruling, at)) if is_new(*at) => {
            let name = matter.decision.on_button();
            let answer = wording::ruling(Some(matter.decision), ruling);
            let words = answer.split_whitespace().collect::<Vec<_>>().join(" ");
            let line = words::decided_on_sheet(name, &words, clock.day(*at));
            Some(shortened(&line, LINE))
        }
        _ => None,
    });
    let lines: Vec<String> = lines.collect();
    if !lines.is_empty() {
        document.heading(2, words::DECIDED);
        document.bullets(cut(lines, DECIDED));
    }
}

/// What is to be decided.
fn to_decide(document: &mut Paper, guide: &Guide, session: &Session) {
    let matters = session.project.decisions.standings(guide);
    let open = matters
        .iter()
        .filter(|matter| matter.standing == Standing::Open);
    let lines: Vec<String> = open
        .map(|matter| {
            let line = format!("{} {}", matter.place.number, matter.decision.question);
            shortened(&line, LINE)
        })
        .collect();
    if !lines.is_empty() {
        document.heading(2, words::TO_DECIDE);
        document.bullets(cut(lines, TO_DECIDE));
    }
}

/// The tasks that fit, each with the place it stands at, and what is open with the office that does it.
fn tasks<'g>(
    guide: &'g Guide,
    session: &Session,
    done: bool,
    fits: impl Fn(&Place, &Task) -> bool,
) -> Vec<(&'g PlaceId, TickBox)> {
    let all = guide.places.iter();
    let all = all.flat_map(|place| place.tasks.iter().map(move |task| (place, task)));
    all.filter(|(place, task)| fits(place, task))
        .map(|(place, task)| {
            let office = session.project.offices.of(&place.id, &task.id);
            let office = office.filter(|_| !done);
            let text = words::task_state_at(done, place, task.on_button(), office, LINE);
            (&place.id, TickBox { done, text })
        })
        .collect()
}

fn ticked<P>(document: &mut Paper, boxes: Vec<(P, TickBox)>, most: usize) {
    let count = boxes.len();
    if count == 0 {
        document.paragraph(words::NOTHING_DONE);
    }
    let boxes = boxes.into_iter().take(most).map(|(_, one)| one);
    document.boxes(boxes.collect());
    if count > most {
        document.paragraph(words::and_more(count - most));
    }
}

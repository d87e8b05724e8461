//! The screen of a place: where one is, what it says first, where that comes from, and what one can do there.
//!
//! It fits a phone: what the opening has beyond that stands first among the details. Tasks are a tap away and can be
//! ticked off by their numbers from here; reading never moves the walk, going on does.

use crate::conversation::value::{Action, Day, Session};
use crate::conversation::wording;
use crate::knowledge::{Guide, Origin, Place, Status, Task};
use crate::text::{RichText, Span};

use super::screen::{Screen, aside};
use super::{citation, decisions, details, links, notes, phone};

/// A place; where the walk stands on it, going back to it later moves the walk back as well.
pub(crate) fn screen(guide: &Guide, session: &Session, place: &Place) -> Screen {
    let view = if session.project.at.as_ref() == Some(&place.id) {
        Action::Open(place.id.clone())
    } else {
        Action::Read(place.id.clone())
    };
    let seen = |id| {
        guide
            .place(id)
            .is_some_and(|seen| seen.from.origin == place.from.origin)
    };
    let is_new = !session
        .project
        .visits
        .iter()
        .any(|visit| seen(&visit.place));
    let (shown, rest) = opened(guide, session, place);
    let text = shown
        .and(&offices(session, place))
        .and(&to_be_decided(guide, session, place));
    let text = text.and(&source(guide, place, is_new));
    let elsewhere = links::walk_elsewhere(guide, session, place);
    let noted = notes::at(session, place);
    let decisions = decisions::at(guide, session, place);
    let is_full = elsewhere.is_some() || noted.is_some() || decisions.is_some();
    let share = (!is_full)
        .then(|| links::share_place(guide, place))
        .flatten();
    let belonging = [
        links::tasks(tasks_label(session, place), place),
        Some(links::more(place, details::first(place, &rest))),
        links::examples_at(guide, place),
        decisions,
        noted,
        share,
    ];
    Screen::of(view, text)
        .column(guide.sections(&place.id).map(links::enter))
        .row(belonging.into_iter().flatten())
        .ways(guide, session, links::after(guide, place))
        .row(elsewhere)
}

/// What stands on the screen of a place above its source, and what of its opening has no room there.
pub(crate) fn opened(guide: &Guide, session: &Session, place: &Place) -> (RichText, RichText) {
    let head = RichText::default().and_title(heading(place));
    let opening = if place.opening.is_empty() {
        RichText::paragraph(wording::no_text(place))
    } else {
        place.opening.clone()
    };
    let lines = if session.style.short {
        phone::SHORT
    } else {
        phone::PLACE
    };
    // That there is something to decide stands on two lines more.
    let decides = if place.decisions.is_empty() { 0 } else { 2 };
    let offices = match phone::height(&offices(session, place)) {
        0 => 0,
        lines => lines + 1,
    };
    let below = phone::height(&source(guide, place, true)) + 1 + decides + offices;
    let (shown, rest) = phone::fitting(&head, &opening, lines.saturating_sub(below));
    (head.and(&shown), rest)
}

/// Which offices do what is open here.
fn offices(session: &Session, place: &Place) -> RichText {
    let open = place.tasks.iter().enumerate();
    let open = open.filter(|(_, task)| !session.project.is_done(&place.id, &task.id));
    let mut offices: Vec<(&str, Vec<usize>)> = Vec::new();
    let mut without = false;
    for (at, task) in open {
        let Some(office) = session.project.offices.of(&place.id, &task.id) else {
            without = true;
            continue;
        };
        match offices.iter_mut().find(|(name, _)| *name == office) {
            Some((_, tasks)) => tasks.push(at + 1),
            None => offices.push((office, vec![at + 1])),
        }
    }
    match &offices[..] {
        [] => RichText::default(),
        [(one, _)] if !without => RichText::paragraph(wording::office_here(one)),
        several => RichText::paragraph(wording::offices_here(several)),
    }
}

/// That there is something to decide, said once: when one first comes here.
fn to_be_decided(guide: &Guide, session: &Session, place: &Place) -> RichText {
    let was_here = session
        .project
        .visits
        .iter()
        .any(|visit| visit.place == place.id);
    let (open, _) = decisions::open_at(guide, session, place);
    match open == 0 || was_here {
        true => RichText::default(),
        false => RichText::paragraph(wording::to_be_decided(open)),
    }
}

/// Where one is: "1.1 Auftrag einholen", "Schritt 1: Auftrag klären".
pub(crate) fn heading(place: &Place) -> String {
    match place.step {
        Some(_) => format!("{} {}", place.number, place.title),
        None => format!("{}: {}", wording::spoken(place), place.title),
    }
}

/// The last line: where the text comes from, and whether it is all there is; where it is the first that one meets of
/// something other than the guide itself, this is said.
fn source(guide: &Guide, place: &Place, is_new: bool) -> RichText {
    let mut text = RichText::default();
    if is_new && place.from.origin != Origin::Guide && place.status != Status::Unknown {
        text = text.and_paragraph(wording::FROM_ELSEWHERE);
    }
    let partial = place.status == Status::Partial;
    text.and(&aside(citation::source_line(guide, &place.from, partial)))
}

fn tasks_label(session: &Session, place: &Place) -> String {
    wording::tasks_label(session.project.done_at(place), place.tasks.len())
}

/// A task on one line: its number, whether it is done, what is to be done, by whom, and until when.
pub(crate) fn task_line(
    number: usize,
    done: bool,
    due: Option<Day>,
    office: Option<&str>,
    task: &Task,
) -> Vec<Span> {
    let due = due.map(wording::due_behind).unwrap_or_default();
    let office = office.map(wording::office_behind).unwrap_or_default();
    vec![
        Span::strong(wording::task_mark(number, done)),
        Span::plain(format!(" {}{office}{due}", task.text)),
    ]
}

//! What is due until when, most urgent first, to read and as a file for calendars.

use icalendar::{Calendar, Component, Event, Property};
use time::OffsetDateTime;
use time::format_description::BorrowedFormatItem;
use time::macros::format_description;

use crate::conversation::value::{Action, Button, Day, Moment, Project, ProjectId, Session};
use crate::conversation::wording;
use crate::knowledge::{Guide, Place, PlaceId, Task};

use super::paging::Paging;
use super::reminders;
use super::screen::Screen;

/// How many deadlines stand on a page.
const PAGE: usize = 5;

/// How much of a task a list shows, in characters.
const BEGINNING: usize = 90;

/// What has a deadline: a place, or its task with its position there.
pub(crate) type Subject<'g> = (&'g Place, Option<(usize, &'g Task)>);

/// What is due and not done, in order: what numbers mean on its list.
pub(crate) fn all<'g>(guide: &'g Guide, session: &Session) -> Vec<(Subject<'g>, Day)> {
    of_project(guide, &session.project)
}

/// The same of any project.
pub(crate) fn of_project<'g>(guide: &'g Guide, project: &Project) -> Vec<(Subject<'g>, Day)> {
    let due = project.due.iter().filter_map(|(place, task, day)| {
        let place = guide.place(place)?;
        let task = match task {
            None => None,
            Some(id) if project.is_done(&place.id, id) => return None,
            Some(id) => {
                let at = place.tasks.iter().position(|task| task.id == *id)?;
                Some((at, &place.tasks[at]))
            }
        };
        Some(((place, task), day))
    });
    let mut due: Vec<(Subject<'g>, Day)> = due.collect();
    due.sort_by_key(|((place, task), day)| {
        let mut places = guide.places.iter();
        let place = places.position(|other| other.id == place.id);
        (*day, place, task.map(|(at, _)| at))
    });
    due
}

/// The office that does it, where it is a task that has one.
pub(crate) fn office<'s>(project: &'s Project, (place, task): Subject<'_>) -> Option<&'s str> {
    project.offices.of(&place.id, &task?.1.id)
}

/// A page of what is due.
pub(crate) fn list(guide: &Guide, session: &Session, page: u16, today: Day) -> Screen {
    let due = all(guide, session);
    let (paging, shown) = Paging::over(&due, PAGE, page);
    let mut text = paging.titled(wording::DEADLINES);
    if due.is_empty() {
        text = text
            .and_paragraph(wording::NO_DEADLINES)
            .and_paragraph(wording::HOW_TO_DEADLINE);
    }
    let mut last = None;
    for (at, ((place, task), day)) in shown.clone() {
        let urgency = urgency(*day, today);
        if last != Some(urgency) {
            text = text.and_title(urgency);
            last = Some(urgency);
        }
        let office = office(&session.project, (place, *task));
        let what = wording::by_office(&wording::what_is_due(place, *task), office, BEGINNING);
        text = text.and_paragraph(wording::due_line(at + 1, *day, &what));
    }
    let open = shown.map(|(at, ((place, _), _))| {
        Button::act(wording::due_label(at + 1, place), opening(place))
    });
    let calendar = Button::act(wording::CALENDAR_FILE, Action::Calendar);
    let at = u16::try_from(paging.at).unwrap_or(u16::MAX);
    Screen::of(Action::Deadlines(at), text)
        .column(open)
        .row(paging.turning(Action::Deadlines))
        .row((!due.is_empty()).then_some(calendar))
        .ways(
            guide,
            session,
            reminders::button(guide, session, &Action::Deadlines(at)),
        )
}

/// Where what is due is dealt with.
pub(crate) fn opening(place: &Place) -> Action {
    match place.tasks.is_empty() {
        true => Action::Read(place.id.clone()),
        false => Action::Tasks {
            place: place.id.clone(),
            page: 0,
        },
    }
}

/// How urgent a day is, in words.
pub(crate) fn urgency(day: Day, today: Day) -> &'static str {
    // Day 4 was a Monday.
    let into_week = (today.0 - 4).rem_euclid(7);
    match day.0.saturating_sub(today.0) {
        ..0 => wording::OVERDUE,
        ahead if ahead < 7 - into_week => wording::THIS_WEEK,
        _ => wording::LATER,
    }
}

/// The button to all deadlines.
pub(crate) fn button(session: &Session) -> Option<Button> {
    let any = !session.project.due.is_empty();
    any.then(|| Button::act(wording::DEADLINES, Action::Deadlines(0)))
}

/// The button that asks for one of a place.
pub(crate) fn ask(place: &PlaceId) -> Button {
    Button::act(wording::SET_DEADLINE, Action::AskDeadline(place.clone()))
}

/// What is due as a file for calendars (RFC 5545), a whole day each; a file that is loaded again changes its entries.
/// Nothing where nothing is due.
pub(crate) fn calendar(guide: &Guide, session: &Session, now: Moment) -> Option<String> {
    const DAY: &[BorrowedFormatItem<'_>] = format_description!("[year][month][day]");
    const STAMP: &[BorrowedFormatItem<'_>] =
        format_description!("[year][month][day]T[hour][minute][second]Z");
    let stamp = OffsetDateTime::from_unix_timestamp(now.0).ok()?;
    let stamp = stamp.format(STAMP).ok()?;
    let mut calendar = Calendar::new();
    let due = all(guide, session);
    for ((place, task), day) in &due {
        let Some(day) = day.date().and_then(|day| day.format(DAY).ok()) else {
            continue;
        };
        let id = task.map_or("", |(_, task)| task.id.as_str());
        // Two projects have the same places, and share a calendar.
        let of = match session.project.number {
            ProjectId(0) => String::new(),
            ProjectId(number) => format!(".{number}"),
        };
        let mut day = Property::new("DTSTART", day);
        day.add_parameter("VALUE", "DATE");
        let event = Event::new()
            .uid(&format!("{}.{id}{of}@lotse", place.id))
            .add_property("DTSTAMP", &stamp)
            .append_property(day)
            .summary(&wording::what_is_due(place, *task))
            .description(&wording::in_guide(&guide.manifest.title))
            .done();
        calendar.push(event);
    }
    (!due.is_empty()).then(|| calendar.done().to_string())
}

//! What is due until when, most urgent first, to read and as a file for calendars.

use icalendar::{Calendar, Component, Event, Property};
use time::OffsetDateTime;
use time::format_description::BorrowedFormatItem;
use time::macros::format_description;

use crate::conversation::value::label::shortened;
use crate::conversation::value::{Action, Button, Day, Moment, Session};
use crate::conversation::wording;
use crate::knowledge::{Guide, Place, PlaceId, Task};

use super::paging::Paging;
use super::screen::Screen;

/// How many deadlines stand on a page.
const PAGE: usize = 5;

/// How much of a task a list shows, in characters.
const BEGINNING: usize = 90;

/// Something that is due and not done.
struct Due<'g> {
    place: &'g Place,
    /// The task with its position at the place, if it is one.
    task: Option<(usize, &'g Task)>,
    day: Day,
}

impl Due<'_> {
    fn what(&self) -> String {
        wording::what_is_due(self.place, self.task)
    }
}

/// What is due, in order.
fn all<'g>(guide: &'g Guide, session: &Session) -> Vec<Due<'g>> {
    let known = session.due.iter().filter_map(|(place, task, day)| {
        let place = guide.place(place)?;
        let task = match task {
            None => None,
            Some(id) if session.is_done(&place.id, id) => return None,
            Some(id) => {
                let at = place.tasks.iter().position(|task| task.id == *id)?;
                Some((at, &place.tasks[at]))
            }
        };
        Some(Due { place, task, day })
    });
    let mut known: Vec<Due<'g>> = known.collect();
    let at = |due: &Due<'_>| {
        let place = guide
            .places
            .iter()
            .position(|place| place.id == due.place.id);
        (due.day, place, due.task.map(|(at, _)| at))
    };
    known.sort_by_key(at);
    known
}

/// What numbers mean on the list of what is due, in its order: a place, and its task with its position, if it is one.
pub(crate) fn entries<'g>(
    guide: &'g Guide,
    session: &Session,
) -> Vec<(&'g Place, Option<(usize, &'g Task)>)> {
    let due = all(guide, session).into_iter();
    due.map(|due| (due.place, due.task)).collect()
}

/// A page of what is due.
pub(crate) fn list(guide: &Guide, session: &Session, page: u16, now: Moment) -> Screen {
    let due = all(guide, session);
    let (paging, shown) = Paging::over(&due, PAGE, page);
    let mut text = paging.titled(wording::DEADLINES);
    if due.is_empty() {
        text = text
            .and_paragraph(wording::NO_DEADLINES)
            .and_paragraph(wording::HOW_TO_DEADLINE);
    }
    let mut last = None;
    for (at, due) in shown.clone() {
        let urgency = urgency(due.day, Day::at(now));
        if last != Some(urgency) {
            text = text.and_title(urgency);
            last = Some(urgency);
        }
        let what = shortened(&due.what(), BEGINNING);
        text = text.and_paragraph(wording::due_line(at + 1, due.day, &what));
    }
    let open = shown
        .map(|(at, due)| Button::act(wording::due_label(at + 1, due.place), opening(due.place)));
    let calendar = Button::act(wording::CALENDAR_FILE, Action::Calendar);
    let at = u16::try_from(paging.at).unwrap_or(u16::MAX);
    Screen::of(Action::Deadlines(at), text)
        .column(open)
        .row(paging.turning(Action::Deadlines))
        .row((!due.is_empty()).then_some(calendar))
        .ways(guide, session, [])
}

/// Where what is due is dealt with.
fn opening(place: &Place) -> Action {
    match place.tasks.is_empty() {
        true => Action::Read(place.id.clone()),
        false => Action::Tasks {
            place: place.id.clone(),
            page: 0,
        },
    }
}

fn urgency(day: Day, today: Day) -> &'static str {
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
    let any = !session.due.is_empty();
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
    for due in &due {
        let Some(day) = due.day.date().and_then(|day| day.format(DAY).ok()) else {
            continue;
        };
        let task = due.task.map_or("", |(_, task)| task.id.as_str());
        let mut day = Property::new("DTSTART", day);
        day.add_parameter("VALUE", "DATE");
        let event = Event::new()
            .uid(&format!("{}.{task}@lotse", due.place.id))
            .add_property("DTSTAMP", &stamp)
            .append_property(day)
            .summary(&due.what())
            .description(&wording::in_guide(&guide.manifest.title))
            .done();
        calendar.push(event);
    }
    (!due.is_empty()).then(|| calendar.done().to_string())
}

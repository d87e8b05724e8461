//! What is meant by numbers, where tasks or places are given something: a deadline, an office.

use crate::conversation::value::{Action, Session};
use crate::conversation::wording;
use crate::knowledge::{Guide, Place, PlaceId};

use super::deadlines;
pub(crate) use super::deadlines::Subject;
use super::reminders;
use super::screen::Shown;
use super::tasks::{self, Seen};

/// What is meant by numbers and a place; otherwise what is said about that, `nowhere` where no place is.
pub(crate) fn meant<'g>(
    guide: &'g Guide,
    session: &Session,
    named: Option<PlaceId>,
    numbers: &[usize],
    nowhere: &str,
) -> Result<Vec<Subject<'g>>, Box<Shown>> {
    let in_all = matches!(session.on_screen(), Some(Action::AllTasks(_))) && named.is_none();
    if in_all && !numbers.is_empty() {
        let all = tasks::all(guide, session);
        let subject = |number: &usize| {
            let (place, task) = all.get(number.checked_sub(1)?)?;
            let at = place.tasks.iter().position(|other| other.id == task.id)?;
            Some((*place, Some((at, *task))))
        };
        let meant: Option<Vec<Subject<'g>>> = numbers.iter().map(subject).collect();
        return meant.ok_or_else(|| {
            Box::new(Shown::go(Action::AllTasks(None)).headed(wording::WHICH_TASK))
        });
    }
    let listed = matches!(session.on_screen(), Some(Action::Deadlines(_))) && named.is_none();
    if listed && !numbers.is_empty() {
        let due = deadlines::all(guide, session);
        let entry = |number: &usize| Some(due.get(number.checked_sub(1)?)?.0);
        let meant: Option<Vec<Subject<'g>>> = numbers.iter().map(entry).collect();
        return meant.ok_or_else(|| {
            Box::new(Shown::go(Action::Deadlines(0)).headed(wording::NO_SUCH_ENTRY))
        });
    }
    let told = session.reminders.last.as_ref();
    let told = told.filter(|_| session.on_screen() == Some(Action::Reminded) && named.is_none());
    if let Some(told) = told.filter(|_| !numbers.is_empty()) {
        let entries = reminders::entries(guide, session, &told.about);
        let entry = |number: &usize| {
            let entry = entries.get(number.checked_sub(1)?)?;
            let is_open = entry.about.project == session.project.number;
            entry.subject.filter(|_| is_open)
        };
        let meant: Option<Vec<Subject<'g>>> = numbers.iter().map(entry).collect();
        return meant
            .ok_or_else(|| Box::new(Shown::go(Action::Reminded).headed(wording::NO_SUCH_ENTRY)));
    }
    let place = match named {
        Some(id) => guide.place(&id),
        None => place_meant(guide, session, !numbers.is_empty()),
    };
    let place = place.ok_or_else(|| Box::new(Shown::go(Action::AllTasks(None)).headed(nowhere)))?;
    if place.tasks.is_empty() && !numbers.is_empty() {
        let (place, page) = (place.id.clone(), 0);
        return Err(Box::new(Shown::go(Action::Tasks { place, page })));
    }
    let subject = |number: &usize| {
        let at = number.checked_sub(1)?;
        Some((place, Some((at, place.tasks.get(at)?))))
    };
    let meant: Option<Vec<Subject<'g>>> = match numbers {
        [] => Some(vec![(place, None)]),
        numbers => numbers.iter().map(subject).collect(),
    };
    meant.ok_or_else(|| {
        let list = tasks::of_place(guide, session, place, Seen::Page(None));
        let said = wording::no_such_task(place, place.tasks.len());
        Box::new(list.headed(said).into())
    })
}

/// The place that is meant where none is named: the one seen or talked about, else where the walk stands.
fn place_meant<'g>(guide: &'g Guide, session: &Session, with_tasks: bool) -> Option<&'g Place> {
    if with_tasks {
        return tasks::places_meant(guide, session).first().copied();
    }
    let talk = session.talked_about(guide).and_then(|talk| talk.place);
    guide.place(&talk.or_else(|| session.project.at.clone())?)
}

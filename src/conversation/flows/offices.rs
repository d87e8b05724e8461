//! Which office does a task: never a person, because nothing is kept of who does what.
//!
//! What has the form of an office is taken, what has that of a person is refused with the reason, and all else is asked
//! back. Setting sets a state, so a second press does no harm.

use crate::conversation::hearing::{self, Named};
use crate::conversation::lookup::Lookup;
use crate::conversation::page::screen::{Screen, Shown, lines};
use crate::conversation::page::subjects::{self, Subject};
use crate::conversation::page::tasks::{self, Seen};
use crate::conversation::page::{links, place as place_page};
use crate::conversation::value::{Action, Button, Moment, OFFICE_LENGTH, Prompt, Session};
use crate::conversation::wording;
use crate::german::fold;
use crate::knowledge::{Guide, Place, PlaceId, Task, TaskId};
use crate::text::RichText;

/// How many tasks of an office are shown.
const SHOWN: usize = 6;

/// Asks who does which task of a place.
pub(crate) fn invite(guide: &Guide, session: &mut Session, id: &PlaceId, now: Moment) -> Shown {
    let Some(place) = guide.place(id) else {
        return links::gone(guide, session, id);
    };
    session.prompt = Some((Prompt::Office(id.clone()), now));
    let screen = Screen::saying(wording::assign_now(place));
    screen.row([give_up()]).into()
}

/// What a typed text says of who does what: said so in full, or asked for.
pub(crate) fn typed(
    lookup: &dyn Lookup,
    session: &mut Session,
    text: &str,
    now: Moment,
) -> Option<Shown> {
    let guide = lookup.guide();
    if let Some(office) = hearing::office_asked(lookup, text) {
        return of_office(guide, session, &office);
    }
    if let Some(assigned) = hearing::assigned_in(lookup, session, text) {
        if hearing::says_more(lookup, &assigned.who) {
            let screen = Screen::saying(wording::ONE_THING_AFTER_THE_OTHER);
            return Some(screen.ways(guide, session, []).into());
        }
        let meant = meant(guide, session, assigned.place, &assigned.numbers);
        return Some(match meant {
            Ok(tasks) => assign(lookup, session, &tasks, &assigned.who, now),
            Err(shown) => *shown,
        });
    }
    match session.prompted()? {
        Prompt::Office(place) => {
            if hearing::is_command_in_words(lookup, session, text) || hearing::asks(lookup, text) {
                return None;
            }
            let (numbers, who) = hearing::numbers_and_who(lookup, text);
            let meant = meant(guide, session, Some(place.clone()), &numbers);
            Some(match meant {
                Ok(tasks) if numbers.is_empty() && tasks.len() > 1 => {
                    session.prompt = Some((Prompt::Office(place), now));
                    Screen::saying(wording::WHOSE_TASK).row([give_up()]).into()
                }
                Ok(tasks) => assign(lookup, session, &tasks, &who, now),
                Err(shown) => *shown,
            })
        }
        _ => None,
    }
}

/// Takes what was asked about for an office, or refuses it as a person.
pub(crate) fn settle(guide: &Guide, session: &mut Session, is_office: bool) -> Shown {
    let Some(Prompt::OfficeOrPerson(tasks, who)) = session.prompted() else {
        return Screen::saying(wording::NO_WHO)
            .onward(guide, session)
            .into();
    };
    session.prompt = None;
    if !is_office {
        return Screen::saying(wording::NO_PERSONS)
            .ways(guide, session, [])
            .into();
    }
    keep(guide, session, &tasks, Some(who))
}

/// The tasks that numbers mean; without any, all of a place.
fn meant(
    guide: &Guide,
    session: &Session,
    place: Option<PlaceId>,
    numbers: &[usize],
) -> Result<Vec<(PlaceId, TaskId)>, Box<Shown>> {
    let subjects = subjects::meant(guide, session, place, numbers, wording::WHOSE_DEADLINE)?;
    let tasks = subjects.into_iter().flat_map(|subject: Subject<'_>| {
        let (place, task) = subject;
        let tasks: Vec<&Task> = match task {
            Some((_, task)) => vec![task],
            None => place.tasks.iter().collect(),
        };
        tasks
            .into_iter()
            .map(|task| (place.id.clone(), task.id.clone()))
    });
    let tasks: Vec<(PlaceId, TaskId)> = tasks.collect();
    match tasks.is_empty() {
        true => Err(Box::new(
            Shown::go(Action::AllTasks(None)).headed(wording::WHOSE_TASK),
        )),
        false => Ok(tasks),
    }
}

fn assign(
    lookup: &dyn Lookup,
    session: &mut Session,
    tasks: &[(PlaceId, TaskId)],
    who: &str,
    now: Moment,
) -> Shown {
    let guide = lookup.guide();
    let length = who.chars().count();
    if who.is_empty() || length > OFFICE_LENGTH {
        let said = match length {
            0 => wording::NO_WHO.to_owned(),
            length => wording::office_too_long(length),
        };
        return Screen::saying(said).ways(guide, session, []).into();
    }
    if hearing::is_nobody(lookup, who) {
        return keep(guide, session, tasks, None);
    }
    session.prompt = None;
    match hearing::who_is(lookup, who) {
        Named::Office => {
            let office = hearing::office_written(lookup, who);
            keep(guide, session, tasks, Some(office))
        }
        Named::Person => Screen::saying(wording::NO_PERSONS)
            .ways(guide, session, [])
            .into(),
        Named::Either => {
            let prompt = Prompt::OfficeOrPerson(tasks.to_vec(), who.to_owned());
            session.prompt = Some((prompt, now));
            let answer = |label, is_office| Button::act(label, Action::SettleOffice(is_office));
            Screen::saying(wording::office_or_person(who))
                .row([
                    answer(wording::IS_OFFICE, true),
                    answer(wording::IS_PERSON, false),
                ])
                .into()
        }
    }
}

fn keep(
    guide: &Guide,
    session: &mut Session,
    tasks: &[(PlaceId, TaskId)],
    who: Option<String>,
) -> Shown {
    session.prompt = None;
    for (place, task) in tasks {
        session.project.offices.set(place, task, who.clone());
    }
    let in_all = matches!(session.on_screen(), Some(Action::AllTasks(_)));
    let all = tasks::all(guide, session);
    let number = |(place, task): &(PlaceId, TaskId)| -> Option<usize> {
        let at = match in_all {
            true => all
                .iter()
                .position(|(other, known)| other.id == *place && known.id == *task),
            false => {
                let mut known = guide.place(place)?.tasks.iter();
                known.position(|known| known.id == *task)
            }
        };
        Some(at? + 1)
    };
    let numbers: Vec<usize> = tasks.iter().filter_map(number).collect();
    let said = match &who {
        Some(who) => wording::assigned(who, &numbers),
        None => wording::NOBODY.to_owned(),
    };
    let place = tasks.first().and_then(|(place, _)| guide.place(place));
    let at = Seen::Entry(numbers.first().map_or(0, |number| number.saturating_sub(1)));
    match place.filter(|_| !in_all) {
        Some(place) => Shown::from(tasks::of_place(guide, session, place, at)).headed(said),
        None => Shown::from(tasks::of_guide(guide, session, at)).headed(said),
    }
}

/// The tasks of an office; nothing where no office of these words is known, so that it may be asked of the guide.
fn of_office(guide: &Guide, session: &Session, office: &str) -> Option<Shown> {
    // Written small: the end of "KomIn" is none of a gender.
    let key = |name: &str| fold::key(&name.to_lowercase());
    let asked = key(office);
    let mut offices = session.project.offices.iter();
    let (_, _, called) = offices.find(|(_, _, name)| key(name) == asked)?;
    let all = tasks::all(guide, session);
    let is_its = |entry: &&(&Place, &Task)| {
        let office = session.project.offices.of(&entry.0.id, &entry.1.id);
        office.is_some_and(|office| key(office) == asked)
    };
    let its: Vec<&(&Place, &Task)> = all.iter().filter(is_its).collect();
    let mut text = RichText::default().and_title(wording::tasks_of_office(called));
    if its.is_empty() {
        text = text.and_paragraph(wording::no_tasks_of(called));
    }
    for (at, (place, task)) in its.iter().take(SHOWN).enumerate() {
        let done = session.project.is_done(&place.id, &task.id);
        let due = session.project.due.of(&place.id, Some(&task.id));
        let line = place_page::task_line(at + 1, done, due.filter(|_| !done), None, task);
        text = text.and(&lines([line]));
    }
    let open = its.iter().take(SHOWN).enumerate().map(|(at, (place, _))| {
        let (place_id, page) = (place.id.clone(), 0);
        let action = Action::Tasks {
            place: place_id,
            page,
        };
        Button::act(wording::office_task(at + 1, place), action)
    });
    let screen = Screen::new(text).column(open).row(links::all_tasks(guide));
    Some(screen.ways(guide, session, []).into())
}

fn give_up() -> Button {
    Button::act(wording::GIVE_UP, Action::Keep)
}

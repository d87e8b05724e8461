//! Reminders: what one wants to be reminded of, and what one was told last.

use crate::conversation::lookup::Lookup;
use crate::conversation::value::label::{label, shortened};
use crate::conversation::value::{
    About, Action, BEFORE, Button, Day, Moment, Once, Project, Session,
};
use crate::conversation::wording;
use crate::knowledge::Guide;
use crate::text::RichText;

use super::deadlines::{self, Subject};
use super::links;
use super::screen::Screen;

/// How many entries a reminder shows.
const SHOWN: usize = 5;

/// How much of a task a line shows, in characters.
const BEGINNING: usize = 90;

/// How many single ones the settings show, the next ones, and how much of what each is about.
const ONCE_SHOWN: usize = 3;
const ONCE_BEGINNING: usize = 45;

/// How many days the weekly look sees ahead, with the day itself.
const AHEAD: i32 = 7;

/// Whether what is told of itself arrives in this chat.
pub(crate) fn arrive(lookup: &dyn Lookup) -> bool {
    let operator = lookup.operator();
    operator.is_some_and(|operator| operator.messenger.is_some())
}

/// What is wanted, and what can be changed of it; `said` where it was said already that nothing arrives here.
pub(crate) fn settings(lookup: &dyn Lookup, session: &Session, now: Moment, said: bool) -> Screen {
    let (guide, wanted) = (lookup.guide(), &session.reminders);
    let arrive = arrive(lookup);
    let mut text = RichText::default().and_title(wording::REMINDERS);
    if !arrive && !said {
        text = text.and_paragraph(wording::NO_REMINDER_HERE);
    }
    let before: Vec<u8> = wanted.before.iter().copied().collect();
    let weekday = wanted.weekly.map(wording::date::weekday);
    if !before.is_empty() || weekday.is_some() {
        text = text.and_paragraph(wording::reminders_on(&before, weekday, arrive));
    } else if wanted.once.is_empty() {
        text = text.and_paragraph(wording::REMINDERS_ARE_OFF);
    }
    for (at, once) in wanted.once.iter().take(ONCE_SHOWN).enumerate() {
        let what = shortened(&what(subject(guide, &once.about)), ONCE_BEGINNING);
        text = text.and_paragraph(wording::once_line(at + 1, once.day, &what));
    }
    let more = wanted.once.len().saturating_sub(ONCE_SHOWN);
    if more > 0 {
        text = text.and_paragraph(wording::more_single_ones(more));
    }
    let next = session.next_reminder(lookup.time_zone(), 0, now);
    let next = next.map(|next| wording::next_reminder(lookup.today(next)));
    let lacks_deadlines = !before.is_empty() && session.project.due.is_empty();
    let said = [
        // Whoever chose has read it; what there is needs the room.
        (arrive && next.is_none()).then(|| wording::WHEN_REMINDED.to_owned()),
        next.filter(|_| arrive),
        lacks_deadlines.then(|| wording::NO_DEADLINES_TO_REMIND.to_owned()),
        wanted
            .once
            .is_empty()
            .then(|| wording::HOW_TO_BE_REMINDED.to_owned()),
    ];
    let text = said
        .into_iter()
        .flatten()
        .fold(text, RichText::and_paragraph);
    let strike = wanted.once.iter().take(ONCE_SHOWN).enumerate();
    let strike = strike.map(|(at, once)| strike_off(guide, at + 1, once));
    let switch = BEFORE.map(|days| {
        let is_on = wanted.before.contains(&days);
        let action = Action::Remind {
            before: days.into(),
            on: !is_on,
        };
        Button::act(wording::switch_before(days, is_on), action)
    });
    let weekly = match wanted.weekly {
        Some(_) => Button::act(wording::REMIND_WEEKLY_NO_MORE, Action::RemindWeekly(None)),
        None => Button::act(wording::REMIND_WEEKLY, Action::ChooseWeekday),
    };
    let off = Button::act(wording::ALL_REMINDERS_OFF, Action::RemindersOff);
    Screen::of(Action::Reminders, text)
        .column(strike)
        .column(switch)
        .column([weekly])
        .ways(guide, session, wanted.is_on().then_some(off))
}

/// Asks for the weekday of the weekly look.
pub(crate) fn weekdays(guide: &Guide, session: &Session) -> Screen {
    let day = |weekday: u8| {
        let action = Action::RemindWeekly(Some(weekday.into()));
        Button::act(wording::date::weekday(weekday), action)
    };
    let text = RichText::paragraph(wording::WHICH_WEEKDAY);
    Screen::of(Action::ChooseWeekday, text)
        .row((1..=5).map(day))
        .ways(guide, session, [])
}

/// The button to the settings, from a screen that this action shows; nothing where the way back leads there.
pub(crate) fn button(guide: &Guide, session: &Session, view: &Action) -> Option<Button> {
    let is_back = session.came_from(guide, view) == Some(Action::Reminders);
    (!is_back).then(|| Button::act(wording::REMINDERS, Action::Reminders))
}

fn strike_off(guide: &Guide, number: usize, once: &Once) -> Button {
    let About { place, task, .. } = once.about.clone();
    let known = place.as_ref().and_then(|id| guide.place(id));
    let label = wording::strike_off(number, known);
    let action = Action::RemindOnce {
        place,
        task,
        day: once.day,
        on: false,
    };
    Button::act(label, action)
}

/// What a reminder is about, as the guide has it now; nothing for the guide as such.
fn subject<'g>(guide: &'g Guide, about: &About) -> Option<Option<Subject<'g>>> {
    let About { place, task, .. } = about;
    let Some(place) = place else {
        return Some(None);
    };
    let place = guide.place(place)?;
    let task = match task {
        None => None,
        Some(id) => {
            let at = place.tasks.iter().position(|task| task.id == *id)?;
            Some((at, &place.tasks[at]))
        }
    };
    Some(Some((place, task)))
}

/// The same in words; what the guide has no more is the guide as such.
fn what(subject: Option<Option<Subject<'_>>>) -> String {
    match subject.flatten() {
        Some((place, task)) => wording::what_is_due(place, task),
        None => wording::GO_ON_IN_GUIDE.to_owned(),
    }
}

/// What something with a deadline is called by ids.
pub(crate) fn about(project: &Project, (place, task): Subject<'_>) -> About {
    About {
        place: Some(place.id.clone()),
        task: task.map(|(_, task)| task.id.clone()),
        project: project.number,
    }
}

/// What a reminder is about, in words.
pub(crate) fn in_words(guide: &Guide, about: &About) -> String {
    what(subject(guide, about))
}

/// A single reminder on one line, in words.
pub(crate) fn once_in_words(guide: &Guide, once: &Once) -> String {
    let what = shortened(&in_words(guide, &once.about), ONCE_BEGINNING);
    wording::once_in_words(once.day, &what)
}

/// Takes what a reminder was about for done: a task is ticked off, a place has its deadline no longer.
pub(crate) fn settle(session: &mut Session, about: &About) {
    let project = session
        .projects_mut()
        .find(|project| project.number == about.project);
    if let (Some(project), Some(place)) = (project, &about.place) {
        match &about.task {
            Some(task) => project.set_done(place, task, true),
            None => project.due.set(place, None, None),
        }
    }
    session.reminders.drop_told(about);
}

/// An entry of a reminder.
#[derive(Debug, Clone)]
pub(crate) struct Entry<'g> {
    /// What it is about, by ids.
    pub(crate) about: About,
    /// The same in the guide; nothing for the guide as such.
    pub(crate) subject: Option<Subject<'g>>,
    /// Until when it shall be done.
    pub(crate) day: Option<Day>,
}

/// What of these is still to do, the most urgent first: what numbers mean in a reminder.
pub(crate) fn entries<'g>(guide: &'g Guide, session: &Session, about: &[About]) -> Vec<Entry<'g>> {
    let entry = |about: &About| {
        let project = session.project_numbered(about.project)?;
        let subject = subject(guide, about)?;
        let day = subject.and_then(|(place, task)| {
            let task = task.map(|(_, task)| &task.id);
            project.due.of(&place.id, task)
        });
        let is_done = subject.is_some_and(|(place, task)| match task {
            Some((_, task)) => project.is_done(&place.id, &task.id),
            None => {
                let all = place.tasks.len();
                day.is_some() && all > 0 && project.done_at(place) == all
            }
        });
        (!is_done).then(|| Entry {
            about: about.clone(),
            subject,
            day,
        })
    };
    let mut entries: Vec<Entry<'g>> = about.iter().filter_map(entry).collect();
    entries.sort_by_key(|entry| {
        let place = entry.subject.map(|(place, task)| {
            let at = guide.places.iter().position(|other| other.id == place.id);
            (at, task.map(|(at, _)| at))
        });
        (entry.day.is_none(), entry.day, place)
    });
    entries
}

/// What the weekly look sees: what is over, and what is due within a week.
pub(crate) fn of_the_week(guide: &Guide, session: &Session, today: Day) -> Vec<About> {
    let of_project = |project: &Project| {
        let due = deadlines::of_project(guide, project).into_iter();
        let soon = due.filter(|(_, day)| day.0 < today.0.saturating_add(AHEAD));
        soon.map(|(subject, _)| about(project, subject))
            .collect::<Vec<_>>()
    };
    let projects = session.projects().into_iter();
    projects.flat_map(of_project).collect()
}

/// What was told last, as far as it is still to do.
pub(crate) fn told(guide: &Guide, session: &Session, today: Day) -> Screen {
    let Some(last) = &session.reminders.last else {
        return Screen::of(
            Action::Reminded,
            RichText::paragraph(wording::REMINDER_GONE),
        )
        .ways(guide, session, button(guide, session, &Action::Reminded));
    };
    let entries = entries(guide, session, &last.about);
    let title = match last.weekly {
        true => wording::WEEKLY_LOOK,
        false => wording::REMINDER,
    };
    let text = RichText::default().and_title(title);
    let mut text = listed(text, session, &entries, today);
    if entries.is_empty() && last.weekly {
        text = text
            .and_paragraph(wording::NOTHING_THIS_WEEK)
            .and_paragraph(state(guide, session));
    } else if entries.is_empty() {
        text = text.and_paragraph(wording::NOTHING_LEFT_OF_REMINDER);
    }
    let is_open = is_open(guide, session);
    if let Some(again) = last.again.filter(|_| is_open) {
        text = text.and_paragraph(wording::told_again(again));
    }
    let later = Button::act(wording::REMIND_AGAIN, Action::RemindAgain(last.on));
    let later = (is_open && last.again.is_none()).then_some(later);
    let off = Button::act(wording::REMIND_NO_MORE, Action::RemindersOff);
    let off = session.reminders.is_on().then_some(off);
    Screen::of(Action::Reminded, text)
        .column(done_buttons(&entries))
        .row(later.into_iter().chain(off))
        .ways(guide, session, onward(guide, session, &entries))
}

/// Whether something of what was told last is still to do.
pub(crate) fn is_open(guide: &Guide, session: &Session) -> bool {
    let last = session.reminders.last.as_ref();
    last.is_some_and(|last| last.weekly || !entries(guide, session, &last.about).is_empty())
}

/// Adds the entries, by urgency.
fn listed(mut text: RichText, session: &Session, entries: &[Entry<'_>], today: Day) -> RichText {
    let mut last = None;
    for (at, entry) in entries.iter().enumerate().take(SHOWN) {
        let group = match entry.day {
            None => wording::AS_WISHED,
            Some(day) if day == today => wording::TODAY,
            Some(day) if day.0 == today.0.saturating_add(1) => wording::TOMORROW,
            Some(day) => deadlines::urgency(day, today),
        };
        if last != Some(group) {
            text = text.and_title(group);
            last = Some(group);
        }
        let number = (entries.len() > 1).then_some(at + 1);
        let project = session.project_numbered(entry.about.project);
        let office = project
            .zip(entry.subject)
            .and_then(|(project, subject)| deadlines::office(project, subject));
        let what = wording::by_office(&what(Some(entry.subject)), office, BEGINNING);
        let what = match in_another(session, &entry.about) {
            Some(project) => wording::in_project(wording::project_called(project), &what),
            None => what,
        };
        text = text.and_paragraph(wording::reminder_line(number, entry.day, &what));
    }
    match entries.len().saturating_sub(SHOWN) {
        0 => text,
        more => text.and_paragraph(wording::more_due(more)),
    }
}

/// The project that something is about, where it is not the open one.
fn in_another<'s>(session: &'s Session, about: &About) -> Option<&'s Project> {
    let is_another = about.project != session.project.number;
    session
        .project_numbered(about.project)
        .filter(|_| is_another)
}

/// How much of everything is done.
fn state(guide: &Guide, session: &Session) -> String {
    let places = guide.places.iter();
    let (done, all) = places.fold((0, 0), |(done, all), place| {
        (
            done + session.project.done_at(place),
            all + place.tasks.len(),
        )
    });
    format!("{}.", wording::tasks_done(done, all))
}

/// The buttons that say what is done; by its number where there are several.
fn done_buttons(entries: &[Entry<'_>]) -> Vec<Button> {
    let button = |(at, entry): (usize, &Entry<'_>)| {
        let About {
            place,
            task,
            project,
        } = entry.about.clone();
        let label = match entry.subject {
            _ if entries.len() == 1 => wording::REMINDER_DONE.to_owned(),
            Some((_, Some((_, task)))) => wording::tick(at + 1, false, task.on_button()),
            subject => {
                let place = subject.map(|(place, _)| place);
                label(&wording::is_done_label(at + 1, place))
            }
        };
        let action = Action::ReminderDone {
            place,
            task,
            project: project.0,
        };
        Button::act(label, action)
    };
    entries.iter().take(SHOWN).enumerate().map(button).collect()
}

/// Where what was told is dealt with.
fn onward(guide: &Guide, session: &Session, entries: &[Entry<'_>]) -> Option<Button> {
    match entries {
        [Entry { subject: None, .. }] => links::carry_on(guide, session),
        [
            Entry {
                subject: Some((place, _)),
                ..
            },
        ] => Some(match place.tasks.is_empty() {
            true => links::read(place),
            false => Button::act(wording::tasks_of(place), deadlines::opening(place)),
        }),
        [] => links::all_tasks(guide),
        _ => deadlines::button(session),
    }
}

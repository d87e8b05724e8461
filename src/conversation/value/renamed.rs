//! Ids that are not what they were: what people ticked, where they stand and what they press follows.
//!
//! Editors say with `formerly` which ids a thing had. Sessions and buttons keep ids for years, so each session and each
//! tap is put right where it comes in, and nothing behind that knows of old ids.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use super::action::{Action, TapData};
use super::decision::{Decided, Decisions, Ruling};
use super::event::{Event, Occasion};
use super::project::Project;
use super::session::{Prompt, Session};
use crate::knowledge::{Guide, PlaceId, TaskId};

/// The event with the ids that things have now.
pub(crate) fn event<'e>(guide: &Guide, event: &'e Event) -> Cow<'e, Event> {
    match &event.occasion {
        Occasion::Tap(data) if guide.has_renamed() => {
            let mut event = event.clone();
            event.occasion = Occasion::Tap(tap(guide, data));
            Cow::Owned(event)
        }
        _ => Cow::Borrowed(event),
    }
}

/// Puts a session right whose ids are from before.
pub(crate) fn session(guide: &Guide, session: &mut Session) {
    if !guide.has_renamed() {
        return;
    }
    session
        .projects_mut()
        .for_each(|project| work(guide, project));
    session.reminders.rename(guide);
    for answer in &mut session.answers {
        answer.place.iter_mut().for_each(|id| place(guide, id));
    }
    if let Some((topic, _)) = &mut session.topic {
        topic.place.iter_mut().for_each(|id| place(guide, id));
        if let Some(id) = &mut topic.example
            && let Some(now) = guide.example_now(id)
        {
            *id = now.clone();
        }
    }
    if let Some((Prompt::Decision(id) | Prompt::DecisionOrQuestion(id, _), _)) = &mut session.prompt
        && let Some(now) = guide.decision_now(id)
    {
        *id = now.clone();
    }
    if let Some((Prompt::Note(at) | Prompt::NoteOrQuestion(at, _), _)) = &mut session.prompt {
        at.iter_mut().for_each(|id| place(guide, id));
    }
    if let Some((Prompt::Deadline(at) | Prompt::Office(at), _)) = &mut session.prompt {
        place(guide, at);
    }
    for data in &mut session.trail {
        *data = tap(guide, data);
    }
    for (_, data) in &mut session.offered {
        *data = tap(guide, data);
    }
}

/// Puts the work of a project right.
fn work(guide: &Guide, project: &mut Project) {
    let places = [&mut project.at, &mut project.stood];
    places.into_iter().flatten().for_each(|id| place(guide, id));
    if let Some((id, ticked)) = &mut project.ticked {
        place(guide, id);
        task(guide, id, ticked);
    }
    for visit in &mut project.visits {
        place(guide, &mut visit.place);
        visit.step.iter_mut().for_each(|id| place(guide, id));
    }
    project.done = ticks(guide, std::mem::take(&mut project.done));
    project.due = project.due.renamed(guide);
    project.offices = project.offices.renamed(guide);
    project
        .notes
        .rename_places(|id| guide.place_now(id).cloned());
    project.rename_bookmarks(guide);
    project.decisions.rename(guide);
}

/// What a session holds ticked off or decided that the guide has no more and editors did not retire: `place/task`, the id of
/// a decision, `decision/answer`.
pub fn orphaned_ticks(guide: &Guide, session: &Session) -> Vec<String> {
    let projects = session.projects().into_iter();
    projects
        .flat_map(|project| orphaned(guide, project))
        .collect()
}

fn orphaned(guide: &Guide, project: &Project) -> Vec<String> {
    let retired = &guide.manifest.retired;
    let done = ticks(guide, project.done.clone());
    let orphaned = done.iter().flat_map(|(id, tasks)| {
        let place = guide.place(id);
        let has = move |task: &TaskId| {
            place.is_some_and(|place| place.tasks.iter().any(|kept| kept.id == *task))
        };
        let gone = tasks.iter().filter(move |task| !has(task));
        gone.map(move |task| (id, format!("{id}/{task}")))
    });
    orphaned
        .filter(|(place, task)| {
            let is = |retired: &String| retired == place.as_str() || retired == task;
            !retired.iter().any(is)
        })
        .map(|(_, task)| task)
        .chain(orphaned_answers(guide, &project.decisions))
        .collect()
}

/// Answers whose decision the guide has no more, or not with this answer.
fn orphaned_answers(guide: &Guide, decisions: &Decisions) -> Vec<String> {
    let mut decisions = decisions.clone();
    decisions.rename(guide);
    let retired = &guide.manifest.retired;
    let lost = decisions.iter().filter_map(|(id, Decided(ruling, _))| {
        let lost = match (guide.decision(id), ruling) {
            (None, _) => id.to_string(),
            (Some((_, known)), Ruling::Option(option)) if !ruling.answers(known) => {
                format!("{id}/{option}")
            }
            _ => return None,
        };
        let is_meant =
            retired.contains(&lost) || retired.iter().any(|retired| retired == id.as_str());
        (!is_meant).then_some(lost)
    });
    lost.collect()
}

/// What is ticked off, by the ids of today; what was ticked under both an old and a new one is one.
fn ticks(
    guide: &Guide,
    done: BTreeMap<PlaceId, BTreeSet<TaskId>>,
) -> BTreeMap<PlaceId, BTreeSet<TaskId>> {
    let mut now: BTreeMap<PlaceId, BTreeSet<TaskId>> = BTreeMap::new();
    for (mut id, tasks) in done {
        place(guide, &mut id);
        let tasks = tasks.into_iter().map(|mut ticked| {
            task(guide, &id, &mut ticked);
            ticked
        });
        let tasks: Vec<TaskId> = tasks.collect();
        now.entry(id).or_default().extend(tasks);
    }
    now
}

fn place(guide: &Guide, id: &mut PlaceId) {
    if let Some(now) = guide.place_now(id) {
        *id = now.clone();
    }
}

fn task(guide: &Guide, place: &PlaceId, id: &mut TaskId) {
    if let Some(now) = guide.task_now(place, id) {
        *id = now.clone();
    }
}

/// What a button carries, with the ids of today; what was never made here stays as it is.
fn tap(guide: &Guide, data: &str) -> String {
    let renamed = |tap: TapData| TapData {
        action: Action::renamed(tap.action, guide),
        ..tap
    };
    TapData::decode(data).map_or_else(|| data.to_owned(), |tap| renamed(tap).encode())
}

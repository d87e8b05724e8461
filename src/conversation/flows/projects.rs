//! Projects: several in one chat, one of them open; beginning one, opening another, naming, deleting.
//!
//! What people do concerns the one that is open. Buttons know which project they were shown for: one of another shows what
//! the open one has instead, and changes nothing. Opening and naming set a state, so a second press does no harm.

use crate::conversation::hearing::{self, ProjectWords};
use crate::conversation::lookup::Lookup;
use crate::conversation::page::screen::{Screen, Shown};
use crate::conversation::page::{admins, projects};
use crate::conversation::value::{
    Action, Button, Event, Moment, PROJECT_COUNT, Project, ProjectId, Prompt, Session, project_name,
};
use crate::conversation::wording;
use crate::german::fold;
use crate::knowledge::Guide;

/// All projects.
pub(crate) fn list(guide: &Guide, session: &Session) -> Screen {
    projects::list(guide, session)
}

/// Opens a project, and shows how far it is.
pub(crate) fn open(guide: &Guide, session: &mut Session, number: ProjectId) -> Shown {
    let was_open = session.project.number == number;
    if !session.open_project(number) {
        return gone(guide, session);
    }
    let said = match was_open {
        true => wording::open_already(&session.project),
        false => wording::opened(&session.project),
    };
    let shown = Shown::go(Action::Progress).with_toast(said.clone());
    shown.headed(said)
}

/// Opens the project of a name.
pub(crate) fn open_named(guide: &Guide, session: &mut Session, name: &str) -> Shown {
    match named(session, name) {
        Some(number) => open(guide, session, number),
        None => Shown::from(list(guide, session)).headed(wording::no_such_project(name)),
    }
}

/// Asks for the name of a new project.
pub(crate) fn invite(guide: &Guide, session: &mut Session, now: Moment) -> Shown {
    if session.projects().len() >= PROJECT_COUNT {
        return too_many(guide, session);
    }
    session.prompt = Some((Prompt::ProjectName(None), now));
    let screen = Screen::saying(wording::name_now(None));
    screen.row([give_up()]).into()
}

/// Asks for another name.
pub(crate) fn ask_to_rename(
    guide: &Guide,
    session: &mut Session,
    number: ProjectId,
    now: Moment,
) -> Shown {
    let Some(project) = session.project_numbered(number) else {
        return gone(guide, session);
    };
    let screen = Screen::saying(wording::name_now(Some(project)));
    session.prompt = Some((Prompt::ProjectName(Some(number)), now));
    screen.row([give_up()]).into()
}

/// What a typed text does with projects: said so in full, or asked for.
pub(crate) fn typed(
    lookup: &dyn Lookup,
    session: &mut Session,
    text: &str,
    now: Moment,
) -> Option<Shown> {
    let guide = lookup.guide();
    match hearing::project_in(lookup, text) {
        Some(ProjectWords::New(name)) => return Some(name_it(guide, session, None, name, now)),
        Some(ProjectWords::Rename(name)) => {
            let number = session.project.number;
            return Some(name_it(guide, session, Some(number), name, now));
        }
        Some(ProjectWords::Open(name)) => return Some(open_named(guide, session, name)),
        None => {}
    }
    let number = match session.prompted() {
        Some(Prompt::ProjectName(number)) => number,
        _ => {
            let lists = session.on_screen() == Some(Action::Projects);
            let number = named(session, text).filter(|_| lists)?;
            return Some(open(guide, session, number));
        }
    };
    if hearing::is_command_in_words(lookup, session, text) {
        return None;
    }
    if hearing::asks(lookup, text) {
        let prompt = Prompt::ProjectNameOrQuestion(number, text.to_owned());
        session.prompt = Some((prompt, now));
        let choice = Screen::saying(wording::NAME_OR_QUESTION).row([
            Button::act(wording::ANSWER_IT, Action::AskNoted),
            Button::act(wording::AS_NAME, Action::KeepNoted),
        ]);
        return Some(choice.into());
    }
    Some(name_it(guide, session, number, text, now))
}

/// Takes what was put as a question for a name all the same; nothing where that was not asked.
pub(crate) fn keep_asked(guide: &Guide, session: &mut Session, now: Moment) -> Option<Shown> {
    match session.prompted()? {
        Prompt::ProjectNameOrQuestion(number, text) => {
            Some(name_it(guide, session, number, &text, now))
        }
        _ => None,
    }
}

/// Begins a project of this name, or gives one this name.
fn name_it(
    guide: &Guide,
    session: &mut Session,
    number: Option<ProjectId>,
    typed: &str,
    now: Moment,
) -> Shown {
    let name = match project_name(typed) {
        Ok(name) => name,
        Err(why) => {
            // It stays asked for, so that a shorter one can follow.
            session.prompt = Some((Prompt::ProjectName(number), now));
            let screen = Screen::saying(wording::name_refused(why));
            return screen.row([give_up()]).into();
        }
    };
    session.prompt = None;
    let other = named(session, &name).filter(|other| Some(*other) != number);
    if let Some(other) = other.and_then(|other| session.project_numbered(other)) {
        let screen = Screen::saying(wording::project_there(other));
        let open = projects::change_to(other);
        let all = Button::act(wording::PROJECTS, Action::Projects);
        return screen.row([open]).row([all]).into();
    }
    match number {
        Some(number) => rename(guide, session, number, name),
        None => begin(guide, session, name),
    }
}

fn begin(guide: &Guide, session: &mut Session, name: String) -> Shown {
    let is_room = session.projects().len() < PROJECT_COUNT || session.project.is_untouched();
    if !is_room {
        return too_many(guide, session);
    }
    session.begin_project(Some(name.clone()));
    let said = wording::project_begun(&name, session.others.len());
    Shown::go(Action::Progress).headed(said)
}

fn rename(guide: &Guide, session: &mut Session, number: ProjectId, name: String) -> Shown {
    let mut all = session.projects_mut();
    let Some(project) = all.find(|project| project.number == number) else {
        drop(all);
        return gone(guide, session);
    };
    let said = wording::project_renamed(&name);
    project.name = Some(name);
    drop(all);
    Shown::from(list(guide, session)).headed(said)
}

/// Deletes a project, once that was agreed to; in a group, for its admins only.
pub(crate) fn delete(
    guide: &Guide,
    session: &mut Session,
    event: &Event,
    number: ProjectId,
    confirmed: bool,
    now: Moment,
) -> Shown {
    let asked = session.prompted() == Some(Prompt::DeleteProject(number));
    session.prompt = None;
    let Some(project) = session.project_numbered(number).cloned() else {
        return gone(guide, session);
    };
    let confirmed = confirmed && asked;
    let again = Action::DeleteProject {
        project: number,
        confirmed,
    };
    if let Some(refusal) = admins::refusal(event, again) {
        session.prompt = confirmed.then_some((Prompt::DeleteProject(number), now));
        return refusal.onward(guide, session).into();
    }
    if confirmed {
        session.take_project_out(number);
        let said = wording::project_deleted(&project);
        return Shown::from(list(guide, session).headed(said.clone())).with_toast(said);
    }
    session.prompt = Some((Prompt::DeleteProject(number), now));
    Screen::saying(wording::delete_project_really(&project))
        .row([
            projects::delete(wording::DELETE_PROJECT_YES, &project, true),
            Button::act(wording::KEEP, Action::Keep),
        ])
        .into()
}

/// What is said to a button of another project, with what the open one has instead; nothing where it does the same in all.
pub(crate) fn elsewhere(session: &Session, of: ProjectId, action: &Action) -> Option<Shown> {
    if session.project.number == of {
        return None;
    }
    let instead = action.in_another_project()?;
    let said = wording::of_another_project(session.project_numbered(of), &session.project);
    Some(Shown::go(instead).headed(said.clone()).with_toast(said))
}

/// Offers to open the project that a button was made for.
pub(crate) fn offer(session: &Session, of: ProjectId, shown: &mut Shown) {
    let other = session.project_numbered(of).map(projects::change_to);
    if let (Some(open), Some(screen)) = (other, shown.screens.first_mut()) {
        screen.rows.insert(0, vec![open]);
    }
}

/// The project that these words name.
fn named(session: &Session, name: &str) -> Option<ProjectId> {
    let key = fold::key(name);
    let is_meant = |project: &&&Project| fold::key(wording::project_called(project)) == key;
    let all = session.projects();
    all.iter().find(is_meant).map(|project| project.number)
}

fn too_many(guide: &Guide, session: &Session) -> Shown {
    Shown::from(list(guide, session)).headed(wording::too_many_projects())
}

fn gone(guide: &Guide, session: &Session) -> Shown {
    Shown::from(list(guide, session).headed(wording::PROJECT_GONE))
        .with_toast(wording::PROJECT_GONE)
}

fn give_up() -> Button {
    Button::act(wording::GIVE_UP, Action::Keep)
}

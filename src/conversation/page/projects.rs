//! The projects of a chat, and the name of the open one where it matters.

use crate::conversation::value::{Action, Button, PROJECT_COUNT, Project, Session};
use crate::conversation::wording;
use crate::knowledge::Guide;
use crate::text::{Block, RichText, Span};

use super::screen::{Screen, Shown, aside, lines};

/// All projects.
pub(crate) fn list(guide: &Guide, session: &Session) -> Screen {
    let projects = session.projects();
    let line = |(at, project): (usize, &&Project)| {
        let all = guide.places.iter().map(|place| place.tasks.len()).sum();
        let done = guide.places.iter().map(|place| project.done_at(place));
        let place = project.current_place(guide);
        let is_open = project.number == session.project.number;
        let tasks = (done.sum(), all);
        let [name, state] = wording::project_line(at + 1, project, is_open, place, tasks);
        vec![Span::strong(name), Span::plain(state)]
    };
    let mut text = RichText::default().and_title(wording::PROJECTS);
    for entry in projects.iter().enumerate() {
        text = text.and(&lines([line(entry)]));
    }
    if projects.len() == 1 {
        text = text.and_paragraph(wording::WHAT_FOR_PROJECTS);
    }
    let open = projects.iter().enumerate();
    let open = open.map(|(at, project)| {
        let label = wording::project_label(at + 1, project);
        Button::act(label, Action::OpenProject(project.number))
    });
    let new = (projects.len() < PROJECT_COUNT)
        .then(|| Button::act(wording::NEW_PROJECT, Action::NewProject));
    let number = session.project.number;
    let rename = Button::act(wording::RENAME_PROJECT, Action::RenameProject(number));
    let screen = Screen::of(Action::Projects, text);
    let screen = match projects.len() {
        1 => screen,
        _ => screen.column(open),
    };
    screen
        .row(new.into_iter().chain([rename]))
        .row([
            Button::act(wording::HAND_OVER, Action::HandOver(number)),
            delete(wording::DELETE_PROJECT, &session.project, false),
        ])
        .ways(guide, session, [])
}

/// The button that deletes a project, or asks whether it shall.
pub(crate) fn delete(label: &str, project: &Project, confirmed: bool) -> Button {
    let project = project.number;
    Button::act(label, Action::DeleteProject { project, confirmed })
}

/// The button that opens a project from elsewhere.
pub(crate) fn change_to(project: &Project) -> Button {
    Button::act(
        wording::change_to(project),
        Action::OpenProject(project.number),
    )
}

/// Has what is shown say which project it is of, where there are several and it matters.
pub(crate) fn signed(session: &Session, shown: &mut Shown) {
    if !session.has_projects() {
        return;
    }
    let is_of_project = |screen: &&mut Screen| {
        let view = screen.view.as_ref();
        view.is_some_and(|view| {
            !matches!(
                view,
                Action::Export(_) | Action::News(_) | Action::Open(_) | Action::Read(_)
            ) && view
                .in_another_project()
                .is_some_and(|shown| shown.shows_same(view))
        })
    };
    let Some(screen) = shown.screens.iter_mut().find(is_of_project) else {
        return;
    };
    let titles = screen.text.blocks.iter_mut();
    let title = titles.filter_map(|block| match block {
        Block::Title(spans) => Some(spans),
        _ => None,
    });
    match title.into_iter().next() {
        Some(title) => title.push(Span::plain(wording::of_project(&session.project))),
        None => {
            let name = aside(wording::project_called(&session.project));
            screen.text = std::mem::take(&mut screen.text).and(&name);
        }
    }
}

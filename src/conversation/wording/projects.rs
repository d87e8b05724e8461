//! What is said of projects.

use super::{short, tasks_done};
use crate::conversation::value::label::label;
use crate::conversation::value::{NameRefusal, PROJECT_COUNT, PROJECT_NAME_LENGTH, Project};
use crate::knowledge::Place;

pub(crate) const PROJECTS: &str = "Projekte";
pub(crate) const NEW_PROJECT: &str = "Neues Projekt";
pub(crate) const RENAME_PROJECT: &str = "Umbenennen";
pub(crate) const DELETE_PROJECT: &str = "Projekt löschen";
pub(crate) const DELETE_PROJECT_YES: &str = "Ja, Projekt löschen";
pub(crate) const AS_NAME: &str = "Als Name nehmen";
pub(crate) const PROJECT_GONE: &str = "Dieses Projekt gibt es hier nicht mehr.";
pub(crate) const NAME_OR_QUESTION: &str =
    "Das klingt nach einer Frage. Soll ich sie beantworten oder als Namen nehmen?";
pub(crate) const WHAT_FOR_PROJECTS: &str = "Jedes Projekt hat seine eigene Stelle, eigene Haken, Notizen, Entscheidungen \
    und Fristen, zum Beispiel je Schule oder je Stadtteil. Ein neues beginnen Sie mit „neues projekt“ und einem Namen.";

fn quoted(name: &str) -> String {
    format!("„{name}“")
}

/// What a project is called.
pub(crate) fn project_called(project: &Project) -> &str {
    project.name.as_deref().unwrap_or("Ihr Projekt")
}

/// The same inside a sentence.
pub(crate) fn project_named(project: &Project) -> String {
    match &project.name {
        Some(name) => quoted(name),
        None => "„Ihr Projekt“".to_owned(),
    }
}

/// A title of something that belongs to a project.
pub(crate) fn of_project(project: &Project) -> String {
    format!(" · {}", project_called(project))
}

/// A project among others: its number, its name, whether it is open, how far it is.
pub(crate) fn project_line(
    number: usize,
    project: &Project,
    is_open: bool,
    place: Option<&Place>,
    (done, all): (usize, usize),
) -> [String; 2] {
    let open = if is_open { ", geöffnet" } else { "" };
    let at = match place {
        Some(place) => format!("steht bei {}", short(place)),
        None => "noch nicht begonnen".to_owned(),
    };
    let tasks = match (all, done) {
        (0, _) | (_, 0) => String::new(),
        _ => format!(", {}", tasks_done(done, all)),
    };
    [
        format!("{number} {}{open}: ", project_called(project)),
        format!("{at}{tasks}"),
    ]
}

/// The button that opens a project, its number first.
pub(crate) fn project_label(number: usize, project: &Project) -> String {
    label(&format!("{number} {}", project_called(project)))
}

/// The button that opens a project from elsewhere.
pub(crate) fn change_to(project: &Project) -> String {
    label(&format!("Zu {} wechseln", project_called(project)))
}

/// A project was opened.
pub(crate) fn opened(project: &Project) -> String {
    format!("{} ist jetzt geöffnet.", project_named(project))
}

/// It was open before.
pub(crate) fn open_already(project: &Project) -> String {
    format!("{} ist schon geöffnet.", project_named(project))
}

/// A project was begun.
pub(crate) fn project_begun(name: &str, others: usize) -> String {
    let name = quoted(name);
    match others {
        0 => format!("Das Projekt heißt jetzt {name}."),
        1 => format!("{name} ist angelegt und geöffnet. Das andere Projekt bleibt, wie es ist."),
        _ => {
            format!("{name} ist angelegt und geöffnet. Die anderen Projekte bleiben, wie sie sind.")
        }
    }
}

/// A project has this name already.
pub(crate) fn project_there(project: &Project) -> String {
    format!("{} gibt es schon.", project_named(project))
}

pub(crate) fn no_such_project(name: &str) -> String {
    let name: String = name.chars().take(PROJECT_NAME_LENGTH).collect();
    format!(
        "Ein Projekt {} gibt es hier nicht. Mit „neues projekt“ und dem Namen legen Sie eines an.",
        quoted(&name)
    )
}

/// Asks for a name.
pub(crate) fn name_now(renamed: Option<&Project>) -> String {
    let what = match renamed {
        Some(project) => project_named(project),
        None => "das neue Projekt".to_owned(),
    };
    format!(
        "Wie soll {what} heißen? Ihre nächste Nachricht wird der Name. „abbrechen“ lässt alles, wie es ist."
    )
}

/// A project has another name.
pub(crate) fn project_renamed(name: &str) -> String {
    format!("Das Projekt heißt jetzt {}.", quoted(name))
}

/// Why a name is not taken.
pub(crate) fn name_refused(why: NameRefusal) -> String {
    match why {
        NameRefusal::Empty => "Ein Name braucht Buchstaben oder Ziffern.".to_owned(),
        NameRefusal::TooLong(length) => format!(
            "Der Name hat {length} Zeichen, höchstens {PROJECT_NAME_LENGTH} gehen. Bitte kürzen Sie ihn."
        ),
    }
}

pub(crate) fn too_many_projects() -> String {
    format!(
        "Es gibt schon {PROJECT_COUNT} Projekte, mehr gehen in einem Chat nicht. Löschen Sie eines, das Sie nicht mehr brauchen."
    )
}

/// Asks whether a project shall be deleted.
pub(crate) fn delete_project_really(project: &Project) -> String {
    format!(
        "Möchten Sie {} löschen? Stelle, Haken, Notizen, Entscheidungen, Fristen und Gemerktes darin sind dann weg.",
        project_named(project)
    )
}

/// It is gone.
pub(crate) fn project_deleted(deleted: &Project) -> String {
    format!("{} ist gelöscht.", project_named(deleted))
}

/// A button was made for another project; nothing where that is gone.
pub(crate) fn of_another_project(other: Option<&Project>, open: &Project) -> String {
    let open = project_named(open);
    match other {
        Some(other) => format!(
            "Dieser Knopf gehört zu {}. Geöffnet ist {open}; es ist nichts geändert.",
            project_named(other)
        ),
        None => format!(
            "Dieser Knopf gehört zu einem Projekt, das es hier nicht mehr gibt. Geöffnet ist {open}; es ist nichts geändert."
        ),
    }
}

/// All that is to be deleted are so many projects.
pub(crate) fn all_projects_go(count: usize) -> String {
    format!("Das betrifft alle {count} Projekte.")
}

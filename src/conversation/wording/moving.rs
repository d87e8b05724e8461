//! What is said of projects that move to another chat.

use super::project_named;
use crate::conversation::value::{PROJECT_COUNT, Project, ProjectCode};

pub(crate) const HAND_OVER: &str = "Projekt übergeben";
pub(crate) const HANDED_OVER_NO_MORE: &str = "Dieser Code gilt nicht: Er ist falsch, schon benutzt, oder seine Stunde ist \
    vorbei. Lassen Sie sich bitte einen neuen geben.";
pub(crate) const CODE_OF_THIS_CHAT: &str =
    "Das ist der Code dieses Chats. Tippen Sie ihn in dem Chat, in den das Projekt umziehen soll.";
pub(crate) const NO_OTHER_CHAT: &str = "Hier gibt es nur diesen einen Chat. Übergeben lässt sich ein Projekt zwischen zwei \
    Chats mit Lotse in einem Messenger.";

pub(crate) const INTO_GROUP: &str = "In eine Gruppe:";

/// What happens when a project is handed over.
pub(crate) fn hand_over(project: &Project) -> String {
    format!(
        "{} zieht in den Chat um, in dem jemand diesen Code eingibt, mit allen Notizen, Entscheidungen und Fristen. Hier ist \
         es danach nicht mehr.",
        project_named(project)
    )
}

/// How the code is used.
pub(crate) fn how_to_take(code: &ProjectCode, minutes: i64) -> String {
    format!(
        "Im anderen Chat, auch in einer Gruppe: /projekt {}\nEr gilt noch {minutes} Minuten und nur einmal. Wer ihn hat, bekommt das \
         Projekt.",
        code.written()
    )
}

/// What stands under the link.
pub(crate) fn link_to_take(project: &Project) -> String {
    format!(
        "{} übernehmen: Wer diesen Link öffnet, bekommt das Projekt.",
        project_named(project)
    )
}

/// A project came.
pub(crate) fn arrived(project: &Project) -> String {
    format!(
        "{} ist jetzt hier, mit allem, was dazugehört.",
        project_named(project)
    )
}

/// A project left.
pub(crate) fn left(project: &Project) -> String {
    format!(
        "{} ist mit dem Code in einen anderen Chat umgezogen. Hier ist es nicht mehr.",
        project_named(project)
    )
}

/// Its code is given again.
pub(crate) fn arrived_already(project: &Project) -> String {
    format!("{} ist schon hier.", project_named(project))
}

pub(crate) fn no_room() -> String {
    format!(
        "Hier gibt es schon {PROJECT_COUNT} Projekte, mehr gehen in einem Chat nicht. Löschen Sie eines; der Code gilt so lange \
         weiter."
    )
}

/// What a project is called that came without a name.
pub(crate) const TAKEN_OVER: &str = "Übernommenes Projekt";

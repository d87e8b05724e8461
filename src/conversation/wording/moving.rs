//! What is said of projects that move to another chat.

use super::date::short_day;
use super::project_named;
use crate::conversation::value::{Day, PROJECT_COUNT, Project, ProjectCode};
use crate::knowledge::Place;

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

/// Single reminders came with it.
pub(crate) fn reminders_came(count: usize) -> String {
    match count {
        1 => "Eine einzelne Erinnerung ist mitgekommen.".to_owned(),
        count => format!("{count} einzelne Erinnerungen sind mitgekommen."),
    }
}

/// Single reminders that were wished for where it was did not come with it: reminders are off, or there are too many.
pub(crate) fn reminders_left(is_on: bool, wished: &[String], again: Option<&str>) -> String {
    const NAMED: usize = 3;
    let why = match is_on {
        true => "Für diese einzelnen Erinnerungen ist hier kein Platz mehr:",
        false => "Erinnerungen sind hier aus. Im anderen Chat waren gewünscht:",
    };
    let named = wished.iter().take(NAMED);
    let mut said = named.fold(why.to_owned(), |said, one| format!("{said}\n{one}"));
    match wished.len().saturating_sub(NAMED) {
        0 => {}
        1 => said.push_str("\nund noch eine"),
        more => said.push_str(&format!("\nund noch {more}")),
    }
    match again {
        Some(again) => format!("{said}\nSo geht es auch hier: „{again}“."),
        None => said,
    }
}

/// What is typed to be reminded of a place on a day.
pub(crate) fn remind_again_of(day: Day, place: &Place) -> String {
    format!("erinnere mich am {} an {}", short_day(day), place.number)
}

/// A project left, perhaps with reminders of it.
pub(crate) fn left(project: &Project, reminded: bool) -> String {
    let reminded = match reminded {
        true => " Einzelne Erinnerungen daran kommen hier keine mehr.",
        false => "",
    };
    format!(
        "{} ist mit dem Code in einen anderen Chat umgezogen. Hier ist es nicht mehr.{reminded}",
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

//! What is said of the offices that do tasks.

use super::short;
use crate::conversation::value::OFFICE_LENGTH;
use crate::conversation::value::label::{label, shortened};
use crate::knowledge::Place;

/// How much of an office is shown where there is little room, in characters.
pub(crate) const ONE_THING_AFTER_THE_OTHER: &str = "Bitte eines nach dem anderen; gespeichert ist davon noch nichts. Schreiben Sie \
zum Beispiel erst „1 macht das Jugendamt“ und dann „2 bis 15.03.“.";
pub(crate) const OFFICE_SHOWN: usize = 32;

pub(crate) const ASSIGN: &str = "Zuständig";
pub(crate) const IS_OFFICE: &str = "Eine Stelle";
pub(crate) const IS_PERSON: &str = "Eine Person";
pub(crate) const NO_PERSONS: &str = "Namen, Adressen und Nummern von Menschen speichere ich nicht. Nennen Sie bitte die \
    Stelle, zum Beispiel „2 macht das Jugendamt“.";
pub(crate) const NO_WHO: &str =
    "Welche Stelle ist zuständig? Zum Beispiel „2 macht das Jugendamt“.";
pub(crate) const NOBODY: &str = "Dafür ist jetzt keine Stelle mehr eingetragen.";
pub(crate) const WHOSE_TASK: &str =
    "Für welche Aufgabe? Schreiben Sie ihre Nummer dazu, zum Beispiel „2 macht das Jugendamt“.";

/// Asks who does which task of a place.
pub(crate) fn assign_now(place: &Place) -> String {
    let example = match place.tasks.len() {
        1 => "Jugendamt",
        _ => "2 Jugendamt",
    };
    format!(
        "Welche Stelle ist bei {} zuständig? Zum Beispiel „{example}“. Namen von Menschen speichere ich nicht.",
        short(place)
    )
}

/// Asks whether an office is meant.
pub(crate) fn office_or_person(who: &str) -> String {
    format!("Ist „{who}“ eine Stelle oder eine Person?")
}

/// Who does so many tasks now.
pub(crate) fn assigned(who: &str, tasks: &[usize]) -> String {
    let numbers: Vec<String> = tasks.iter().map(ToString::to_string).collect();
    match numbers.len() {
        1 => format!("Zuständig für Aufgabe {}: {who}.", numbers[0]),
        _ => format!("Zuständig für die Aufgaben {}: {who}.", numbers.join(", ")),
    }
}

pub(crate) fn office_too_long(length: usize) -> String {
    format!("Der Name der Stelle hat {length} Zeichen, höchstens {OFFICE_LENGTH} gehen.")
}

/// Behind a task.
pub(crate) fn office_behind(office: &str) -> String {
    format!(" ({office})")
}

/// What is to be done, with the office that does it, in at most so many characters; both keep their beginning.
pub(crate) fn by_office(what: &str, office: Option<&str>, width: usize) -> String {
    let behind = office.map_or(String::new(), |office| {
        office_behind(&shortened(office, OFFICE_SHOWN))
    });
    let room = width.saturating_sub(behind.chars().count());
    format!("{}{behind}", shortened(what, room))
}

/// The one office that does all that is open at a place.
pub(crate) fn office_here(office: &str) -> String {
    format!("Zuständig: {}.", shortened(office, OFFICE_SHOWN))
}

/// Which office does which of the tasks of a place; as many as have room in three lines of a phone.
pub(crate) fn offices_here(offices: &[(&str, Vec<usize>)]) -> String {
    const ROOM: usize = 90;
    let mut said = String::new();
    for (at, (office, tasks)) in offices.iter().enumerate() {
        let tasks: Vec<String> = tasks.iter().map(ToString::to_string).collect();
        let tasks = match &tasks[..] {
            [first @ .., last] if !first.is_empty() => format!("{} und {last}", first.join(", ")),
            one => one.concat(),
        };
        let one = format!("{} für Aufgabe {tasks}", shortened(office, OFFICE_SHOWN));
        let is_full = said.chars().count() + one.chars().count() > ROOM;
        match at {
            0 => said = format!("Zuständig: {one}"),
            _ if is_full => {
                let more = offices.len() - at;
                return format!("{said} und {more} weitere.");
            }
            _ => said = format!("{said}, {one}"),
        }
    }
    format!("{said}.")
}

/// The title of an office's tasks.
pub(crate) fn tasks_of_office(office: &str) -> String {
    format!("Aufgaben: {office}")
}

pub(crate) fn no_tasks_of(office: &str) -> String {
    format!("Für „{office}“ ist keine Aufgabe eingetragen.")
}

/// The button to a task among those of an office.
pub(crate) fn office_task(number: usize, place: &Place) -> String {
    label(&format!("{number} öffnen: {}", short(place)))
}

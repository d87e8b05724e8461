//! What is said of deadlines.

use super::date::{day_in_words, long_day, short_day, weekday_in_figures, weekend_day};
use super::handout::in_file_name;
use super::short;
use crate::conversation::value::{Day, Project};
use crate::knowledge::{Place, Task};

pub(crate) const DEADLINES: &str = "Fristen";
pub(crate) const SET_DEADLINE: &str = "Frist setzen";
pub(crate) const CALENDAR_FILE: &str = "Kalenderdatei";
pub(crate) const CALENDAR_CAPTION: &str =
    "Ihre Fristen für den Kalender. Ändern Sie hier etwas, laden Sie die Datei neu.";
pub(crate) const NO_CALENDAR: &str = "Die Kalenderdatei konnte nicht gesendet werden.";
pub(crate) const NO_DEADLINES: &str = "Es gibt noch keine Fristen.";
pub(crate) const HOW_TO_DEADLINE: &str = "Schreiben Sie bei einer Aufgabenliste zum Beispiel „2 bis 15.03.“, oder für eine ganze Stelle „1.2 bis Ende März“. „frist 2 löschen“ nimmt sie zurück. Erinnert wird nur auf Wunsch: /erinnerungen.";
pub(crate) const DEADLINE_REMOVED: &str = "Die Frist ist gelöscht.";
pub(crate) const NO_DEADLINE_THERE: &str = "Dort gibt es keine Frist.";
pub(crate) const NOTHING_TO_POSTPONE: &str = "Dort gibt es noch keine Frist, die sich verschieben ließe. Schreiben Sie zum Beispiel „2 bis 15.03.“.";
pub(crate) const NO_SUCH_DAY: &str =
    "Diesen Tag gibt es im Kalender nicht. Schreiben Sie ihn bitte noch einmal, etwa „15.03.“.";
pub(crate) const NO_DAY_IN_IT: &str = "Darin finde ich kein Datum; Feiertage und Ferien kenne ich nicht. Schreiben Sie etwa „2 bis 15.03.“, „bis Ende März“ oder „abbrechen“.";
pub(crate) const WHICH_DAY: &str = "Welcher Tag ist gemeint?";
pub(crate) const WHOSE_DEADLINE: &str = "Wofür soll die Frist gelten? Öffnen Sie eine Stelle, oder nennen Sie sie: „1.2 bis Ende März“.";
pub(crate) const OVERDUE: &str = "Überfällig";
pub(crate) const THIS_WEEK: &str = "Diese Woche";
pub(crate) const LATER: &str = "Später";

/// Asks for the deadline of something at a place.
pub(crate) fn set_now(place: &Place) -> String {
    format!(
        "Bis wann? Schreiben Sie „2 bis 15.03.“ für Aufgabe 2 von {}, oder nur den Tag für alles dort. „abbrechen“ lässt es, wie es ist.",
        short(place)
    )
}

/// What has a deadline: a task by its number, or all of a place.
pub(crate) fn what_is_due(place: &Place, task: Option<(usize, &Task)>) -> String {
    match task {
        Some((at, task)) => format!("{} Aufgabe {}: {}", place.number, at + 1, task.text),
        None => format!("{} {}", place.number, place.title),
    }
}

/// The same by its short name, above a list that has the whole text.
pub(crate) fn what_is_due_in_short(place: &Place, task: Option<(usize, &Task)>) -> String {
    match task {
        Some((at, task)) => format!("{} Aufgabe {}: {}", place.number, at + 1, task.on_button()),
        None => what_is_due(place, None),
    }
}

/// Says what is set.
pub(crate) fn due(what: &[String], day: Day) -> String {
    let day = match weekend_day(day) {
        Some(name) => format!("{}, das ist ein {name}", day_in_words(day)),
        None => long_day(day),
    };
    match what {
        [one] => format!("Frist gesetzt bis {day}: {one}"),
        several => format!("Frist gesetzt bis {day} für {} Aufgaben.", several.len()),
    }
}

/// Says that several deadlines are later now.
pub(crate) fn postponed(count: usize) -> String {
    format!("{count} Fristen verschoben.")
}

/// Says that a day is over.
pub(crate) fn is_over(day: Day) -> String {
    format!("{} ist schon vorbei. Bis wann soll es sein?", long_day(day))
}

/// Asks to say which of two days is meant where there is no room for buttons.
pub(crate) fn which_of(one: Day, other: Day) -> String {
    format!(
        "{WHICH_DAY} {} oder {}? Schreiben Sie bitte das Datum.",
        long_day(one),
        long_day(other)
    )
}

/// What stands behind a task that is open.
pub(crate) fn due_behind(day: Day) -> String {
    format!(" (bis {})", short_day(day))
}

/// How the button of an entry of the list begins, which is chosen by its number.
pub(crate) fn due_label(number: usize, place: &Place) -> String {
    format!("{number} öffnen: {}", short(place))
}

/// A line of the list.
pub(crate) fn due_line(number: usize, day: Day, what: &str) -> String {
    format!("{number} bis {} · {what}", weekday_in_figures(day))
}

/// What a calendar says beneath an entry.
pub(crate) fn in_guide(title: &str) -> String {
    format!("Aus dem Leitfaden „{title}“")
}

/// The name of the file for calendars.
pub(crate) fn calendar_name(project: Option<&Project>) -> String {
    let of = project.map_or(String::new(), in_file_name);
    format!("fristen{of}.ics")
}

//! What is said of what became new in the guide.

use super::short;
use crate::knowledge::Place;

pub(crate) const NEWS: &str = "Neues seit Ihrem letzten Besuch";
pub(crate) const NO_NEWS: &str =
    "An den Stellen, die Sie geöffnet oder bearbeitet haben, hat sich seitdem nichts geändert.";
pub(crate) const SAYS_SOMETHING_ELSE: &str =
    "Hier steht etwas anderes als bei Ihrem letzten Besuch.";

/// The line that stands once above what is shown.
pub(crate) fn there_is_news(places: usize) -> String {
    let at = match places {
        1 => "an einer Stelle".to_owned(),
        places => format!("an {places} Stellen"),
    };
    format!("Der Leitfaden hat sich {at} geändert, die Sie kennen. Was neu ist, zeigt „neues“.")
}

pub(crate) fn new_task(task: &str) -> String {
    format!("Neue Aufgabe: {task}")
}

pub(crate) fn new_example(example: &str) -> String {
    format!("Neues Beispiel: {example}")
}

pub(crate) fn more_news(count: usize) -> String {
    match count {
        1 => "und 1 weiteres".to_owned(),
        count => format!("und {count} weitere"),
    }
}

pub(crate) fn tasks_gone(count: usize) -> String {
    match count {
        1 => "1 Aufgabe steht hier nicht mehr.".to_owned(),
        count => format!("{count} Aufgaben stehen hier nicht mehr."),
    }
}

pub(crate) fn new_decision(question: &str) -> String {
    format!("Neu zu entscheiden: {question}")
}

pub(crate) fn decisions_gone(count: usize) -> String {
    match count {
        1 => "1 Entscheidung steht hier nicht mehr.".to_owned(),
        count => format!("{count} Entscheidungen stehen hier nicht mehr."),
    }
}

/// Says of a place that is gone which step it belonged to.
pub(crate) fn place_is_gone(step: Option<&Place>) -> String {
    match step {
        Some(step) => format!("Diese Stelle gehörte zu {}.", short(step)),
        None => "Diese Stelle gibt es nicht mehr.".to_owned(),
    }
}

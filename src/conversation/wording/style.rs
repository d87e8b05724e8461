//! What is said of how screens are shown.

use crate::knowledge::Naming;

pub(crate) const TITLE: &str = "Ansicht";
pub(crate) const CHANGED: &str = "Die Ansicht ist geändert.";

pub(crate) fn placement(below: bool) -> &'static str {
    match below {
        true => "Jede Seite kommt als neue Nachricht. So liest ein Vorleseprogramm sie vor.",
        false => "Eine neue Seite steht an der Stelle der alten. Antworten bleiben immer stehen.",
    }
}

pub(crate) fn length(words: &Naming, short: bool) -> String {
    match short {
        true => format!(
            "Texte sind kurz: von einer Antwort die beste Stelle, von {} der Anfang.",
            words.section.dative()
        ),
        false => "Texte sind so lang, wie ein Bildschirm reicht.".to_owned(),
    }
}

pub(crate) fn change_placement(below: bool) -> &'static str {
    match below {
        true => "Seiten an derselben Stelle zeigen",
        false => "Jede Seite als neue Nachricht",
    }
}

pub(crate) fn change_length(short: bool) -> &'static str {
    match short {
        true => "Längere Texte zeigen",
        false => "Kürzere Texte zeigen",
    }
}

/// What `/meinedaten` says of it.
pub(crate) fn chosen(words: &Naming, below: bool, short: bool) -> String {
    format!("{} {}", placement(below), length(words, short))
}

//! The commands with a slash: those of the menu, those beside it, and what is near an unknown one.

use super::{Here, Request};
use crate::conversation::lookup::Lookup;
use crate::conversation::value::{Action, Session};
use crate::german::fold;

/// The commands of the menu, with what they do.
pub(crate) const MENU: &[(&str, &str)] = &[
    ("schritte", "Übersicht über alle Schritte"),
    ("weiter", "Zur nächsten Stelle im Leitfaden"),
    ("frage", "Frage an den Leitfaden stellen"),
    ("beispiele", "Beispiele aus den Kommunen finden"),
    ("aufgaben", "Was noch offen und was erledigt ist"),
    ("datenschutz", "Was gespeichert wird und wie Sie es löschen"),
    ("loeschen", "Alles vergessen, was ich mir gemerkt habe"),
    ("hilfe", "Was ich kann und was Sie tippen können"),
];

/// The commands beside the menu.
const BESIDE: [&str; 17] = [
    "start",
    "help",
    "fortschritt",
    "zurueck",
    "uebersicht",
    "mehr",
    "material",
    "verweise",
    "begriffe",
    "glossar",
    "hier",
    "abbrechen",
    "meinedaten",
    "ansicht",
    "neustart",
    "schritt",
    "beispiel",
];

/// What a command means; `None` for one that is not known.
pub(crate) fn meaning(
    lookup: &dyn Lookup,
    session: &Session,
    name: &str,
    rest: &str,
) -> Option<Request> {
    let name = name.to_lowercase();
    match (name.as_str(), rest) {
        ("start", _) => Some(Request::Start),
        ("frage", "") => Some(Request::act(Action::AskForQuestion)),
        ("frage", question) => Some(Request::Question(question.to_owned())),
        ("beispiele" | "beispiel", "") => Some(Request::act(Action::AskForWords)),
        ("beispiele" | "beispiel", words) => Some(Request::Words(words.to_owned())),
        ("schritt" | "schritte", number) if !number.is_empty() => {
            Some(super::hear(lookup, session, &format!("Schritt {number}")))
        }
        ("schritt", _) => Some(Request::act(Action::Overview)),
        ("abbrechen", _) => Some(Request::act(Action::Keep)),
        ("hier", _) => Some(Request::Here(Here::Itself)),
        ("aufgaben", _) => Some(Request::OpenTasks),
        // A command means what its word means where nothing is offered.
        (name, _) if known(name) => Some(super::hear(lookup, &Session::default(), name)),
        _ => None,
    }
}

/// The known command that an unknown one is closest to, if any is close.
pub(crate) fn near(name: &str) -> Option<&'static str> {
    let name = fold::key(name);
    // Nobody mistypes a command of this length into one of ours.
    if name.len() > 40 {
        return None;
    }
    let best = all()
        .map(|known| (strsim::osa_distance(&name, &fold::key(known)), known))
        .min_by_key(|(distance, _)| *distance)?;
    let close = if name.chars().count() < 5 { 1 } else { 2 };
    (best.0 <= close || fold::key(best.1).starts_with(&name) && name.len() >= 3).then_some(best.1)
}

/// Tells whether a command, in small letters, is known.
pub(crate) fn known(name: &str) -> bool {
    all().any(|known| known == name)
}

fn all() -> impl Iterator<Item = &'static str> {
    MENU.iter().map(|(name, _)| *name).chain(BESIDE)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_known_command_means_something() {
        let library =
            crate::answer::Library::in_memory(crate::knowledge::Guide::default()).unwrap();
        for name in all() {
            let heard = meaning(&library, &Session::default(), name, "");
            assert!(
                heard.is_some_and(|heard| !matches!(heard, Request::Question(_))),
                "/{name}"
            );
        }
    }

    #[test]
    fn a_mistyped_command_is_recognised() {
        for (typed, meant) in [
            ("schrite", Some("schritte")),
            ("fortschrit", Some("fortschritt")),
            ("wieter", Some("weiter")),
            ("hilf", Some("hilfe")),
            ("beispeile", Some("beispiele")),
            ("löshen", Some("loeschen")),
            ("wetter", Some("weiter")),
            ("kalender", None),
            ("x", None),
        ] {
            assert_eq!(near(typed), meant, "/{typed}");
        }
    }
}

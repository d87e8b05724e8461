//! The commands with a slash: those of the menu, those beside it, and what is near an unknown one.

use super::{Here, Request};
use crate::conversation::lookup::Lookup;
use crate::conversation::value::{Action, Session};
use crate::conversation::wording;
use crate::german::fold;
use crate::knowledge::{Guide, Naming};

/// The commands of the menu with what they do, as far as the guide has something for them. What leads to the steps is
/// named after them only where they are called so.
pub(crate) fn menu(guide: &Guide) -> Vec<(&'static str, String)> {
    let words = &guide.manifest.words;
    let is_usual = words.step == Naming::default().step;
    let steps = if is_usual { "schritte" } else { "uebersicht" };
    let examples = || {
        (
            "beispiele",
            format!("{} finden", wording::all_examples(words)),
        )
    };
    let rows = [
        Some((steps, wording::all_steps(words))),
        said("weiter", "Zur nächsten Stelle im Leitfaden"),
        said("frage", "Frage an den Leitfaden stellen"),
        (!guide.examples.is_empty()).then(examples),
        said("aufgaben", "Was noch offen und was erledigt ist").filter(|_| guide.has_tasks()),
        said("entscheidungen", "Was entschieden ist und was noch offen")
            .filter(|_| guide.has_decisions()),
        said("notizen", "Ihre Notizen zum Leitfaden"),
        said("merkliste", "Die Beispiele, die Sie sich gemerkt haben")
            .filter(|_| !guide.examples.is_empty()),
        said("fristen", "Was bis wann zu tun ist").filter(|_| guide.has_tasks()),
        said("erinnerungen", "Wann ich Sie erinnern soll").filter(|_| guide.has_tasks()),
        said("export", "Projektstand und Dokumente als Datei"),
        said("datenschutz", "Was gespeichert wird und wie Sie es löschen"),
        said("loeschen", "Alles vergessen, was ich mir gemerkt habe"),
        said("hilfe", "Was ich kann und was Sie tippen können"),
    ];
    rows.into_iter().flatten().collect()
}

fn said(name: &'static str, what: &str) -> Option<(&'static str, String)> {
    Some((name, what.to_owned()))
}

/// All commands.
const NAMES: &[&str] = &[
    "schritte",
    "weiter",
    "frage",
    "beispiele",
    "aufgaben",
    "fristen",
    "erinnerungen",
    "datenschutz",
    "loeschen",
    "hilfe",
    "start",
    "help",
    "fortschritt",
    "zurueck",
    "uebersicht",
    "mehr",
    "entscheidungen",
    "notiz",
    "notizen",
    "merkliste",
    "merken",
    "neues",
    "export",
    "qr",
    "projekt",
    "projekte",
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
        ("notiz", words) if !words.is_empty() => Some(Request::Note(words.to_owned())),
        ("projekt" | "projekte", "") => Some(Request::act(Action::Projects)),
        ("projekt" | "projekte", rest) => {
            let heard = super::hear(lookup, session, &format!("projekt {rest}"));
            Some(match heard {
                Request::Question(_) => Request::Project(rest.to_owned()),
                heard => heard,
            })
        }
        ("merken", _) => Some(super::hear(lookup, session, &name)),
        ("qr", place) => Some(super::hear(lookup, session, format!("qr {place}").trim())),
        ("abbrechen", _) => Some(Request::act(Action::Keep)),
        ("hier", _) => Some(Request::Here(Here::Itself)),
        ("aufgaben", _) => Some(Request::OpenTasks),
        // A command means what its word means where nothing is offered.
        (name, number) if calls_steps(lookup.guide(), name) => {
            meaning(lookup, session, "schritt", number)
        }
        (name, _) if known(name) => Some(super::hear(lookup, &Session::default(), name)),
        _ => None,
    }
}

/// Whether a command is what the guide calls its steps: "/phase", "/phasen".
fn calls_steps(guide: &Guide, name: &str) -> bool {
    let forms = guide.manifest.words.step.forms();
    let is_meant = |form: &String| fold::key(form) == fold::key(name);
    !known(name) && forms.iter().any(is_meant)
}

/// The known command that an unknown one is closest to, if any is close.
pub(crate) fn near(name: &str) -> Option<&'static str> {
    let name = fold::key(name);
    // Nobody mistypes a command of this length into one of ours.
    if name.len() > 40 {
        return None;
    }
    let best = NAMES
        .iter()
        .copied()
        .map(|known| (strsim::osa_distance(&name, &fold::key(known)), known))
        .min_by_key(|(distance, _)| *distance)?;
    let close = if name.chars().count() < 5 { 1 } else { 2 };
    (best.0 <= close || fold::key(best.1).starts_with(&name) && name.len() >= 3).then_some(best.1)
}

/// Tells whether a command, in small letters, is known.
pub(crate) fn known(name: &str) -> bool {
    NAMES.contains(&name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_known_command_means_something() {
        let library =
            crate::answer::Library::in_memory(crate::knowledge::Guide::default()).unwrap();
        for name in NAMES {
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

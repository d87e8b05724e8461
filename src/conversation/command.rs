//! The commands with a slash: those of the menu, those beside it, and what is near an unknown one.

use crate::knowledge::Guide;

use super::action::Action;
use super::hearing::{self, Heard, Here};

/// The commands of the menu, with what they do.
pub(super) const MENU: &[(&str, &str)] = &[
    ("schritte", "Übersicht über alle Schritte"),
    ("weiter", "Zur nächsten Stelle im Leitfaden"),
    ("frage", "Frage an den Leitfaden stellen"),
    ("beispiele", "Beispiele aus den Kommunen finden"),
    ("fortschritt", "Was schon erledigt ist"),
    ("datenschutz", "Was gespeichert wird und wie Sie es löschen"),
    ("loeschen", "Alles vergessen, was ich mir gemerkt habe"),
];

/// The commands beside the menu.
const BESIDE: [&str; 17] = [
    "start",
    "help",
    "hilfe",
    "zurueck",
    "uebersicht",
    "aufgaben",
    "mehr",
    "material",
    "verweise",
    "begriffe",
    "glossar",
    "hier",
    "abbrechen",
    "meinedaten",
    "neustart",
    "schritt",
    "beispiel",
];

/// What a command means; `None` for one that is not known.
pub(super) fn meaning(guide: &Guide, name: &str, rest: &str) -> Option<Heard> {
    let name = hearing::fold(name);
    match (name.as_str(), rest) {
        ("start", _) => Some(Heard::Start),
        ("frage", "") => Some(Heard::Act(Action::AskForQuestion)),
        ("frage", question) => Some(Heard::Question(question.to_owned())),
        ("beispiele" | "beispiel", "") => Some(Heard::Act(Action::AskForWords)),
        ("beispiele" | "beispiel", words) => Some(Heard::Words(words.to_owned())),
        ("schritt" | "schritte", number) if !number.is_empty() => {
            let place = hearing::place(guide, &format!("schritt {}", hearing::fold(number)));
            Some(match place {
                Some(id) => Heard::Act(Action::Open(id)),
                None => Heard::Question(format!("Schritt {number}")),
            })
        }
        ("schritt", _) => Some(Heard::Act(Action::Overview)),
        ("abbrechen", _) => Some(Heard::Act(Action::Keep)),
        ("hier", _) => Some(Heard::Here(Here::Itself)),
        (name, _) if known(name) => hearing::word(name),
        _ => None,
    }
}

/// The known command that an unknown one is closest to, if any is close.
pub(super) fn near(name: &str) -> Option<&'static str> {
    let name = hearing::fold(name).replace(' ', "");
    let best = all()
        .map(|known| (distance(&name, known), known))
        .min_by_key(|(distance, _)| *distance)?;
    let close = if name.chars().count() < 5 { 1 } else { 2 };
    (best.0 <= close || best.1.starts_with(&name) && name.len() >= 3).then_some(best.1)
}

fn known(name: &str) -> bool {
    all().any(|known| known == name)
}

fn all() -> impl Iterator<Item = &'static str> {
    MENU.iter().map(|(name, _)| *name).chain(BESIDE)
}

/// How many letters must be put in, left out, changed or swapped with their neighbour.
fn distance(one: &str, other: &str) -> usize {
    let (one, other): (Vec<char>, Vec<char>) = (one.chars().collect(), other.chars().collect());
    // Nobody mistypes a command of this length into one of ours.
    if one.len() > 40 {
        return usize::MAX;
    }
    let mut rows: Vec<Vec<usize>> = vec![(0..=other.len()).collect()];
    for (i, a) in one.iter().enumerate() {
        let mut row = vec![i + 1];
        for (j, b) in other.iter().enumerate() {
            let mut cost = (rows[i][j] + usize::from(a != b))
                .min(rows[i][j + 1] + 1)
                .min(row[j] + 1);
            if i > 0 && j > 0 && *a == other[j - 1] && one[i - 1] == *b {
                cost = cost.min(rows[i - 1][j - 1] + 1);
            }
            row.push(cost);
        }
        rows.push(row);
    }
    rows[one.len()][other.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_known_command_means_something() {
        let guide = Guide::default();
        for name in all() {
            assert!(meaning(&guide, name, "").is_some(), "/{name}");
        }
    }

    #[test]
    fn the_menu_has_seven_commands() {
        assert_eq!(MENU.len(), 7);
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

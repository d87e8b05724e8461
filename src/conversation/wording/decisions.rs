//! What is said of decisions.

use super::{date, short};
use crate::conversation::value::label::label;
use crate::conversation::value::{DECISION_LENGTH, Day, Ruling};
use crate::knowledge::{Decision, Place};

pub(crate) const DECISIONS: &str = "Entscheidungen";
pub(crate) const ALL_DECISIONS: &str = "Alle Entscheidungen";
pub(crate) const LEFT_OPEN: &str =
    "Gut, das bleibt offen. „entscheidungen“ zeigt, was noch zu entscheiden ist.";
pub(crate) const NEXT_DECISION: &str = "Nächste Entscheidung";
pub(crate) const CHANGE_DECISION: &str = "Ändern";
pub(crate) const WITHDRAW: &str = "Zurücknehmen";
pub(crate) const WITHDRAWN: &str = "Zurückgenommen.";
pub(crate) const DECIDED: &str = "Entscheidung gespeichert.";
pub(crate) const DECISION_CHANGED: &str = "Entscheidung geändert.";
pub(crate) const STILL_OPEN: &str = "offen";
pub(crate) const NO_LONGER: &str = "Gilt zurzeit nicht";
pub(crate) const NOT_ASKED: &str =
    "Nach Ihren bisherigen Entscheidungen stellt sich diese Frage nicht.";
pub(crate) const DECISION_GONE: &str = "Diese Entscheidung steht nicht mehr im Leitfaden.";
pub(crate) const NO_DAY: &str =
    "Das habe ich nicht als Tag verstanden. Bitte schreiben Sie ihn so: 15.03.2027.";
pub(crate) const DECISION_OR_QUESTION: &str =
    "Das klingt nach einer Frage. Soll ich sie beantworten oder als Entscheidung speichern?";
pub(crate) const AS_DECISION: &str = "Als Entscheidung";
pub(crate) const DECISIONS_GO: &str = "Auch Ihre Entscheidungen sind dann weg.";

/// An answer as people read it; one that the guide has no more by its id.
pub(crate) fn ruling(decision: Option<&Decision>, ruling: &Ruling) -> String {
    match ruling {
        Ruling::Option(id) => {
            let known = decision.and_then(|decision| decision.fixed_answer(id));
            known.map_or_else(|| id.to_string(), |answer| answer.label.to_owned())
        }
        Ruling::Words(words) => words.clone(),
        Ruling::Day(day) => format!(
            "{:02}.{:02}.{}",
            day.day(),
            u8::from(day.month()),
            day.year()
        ),
    }
}

/// What a decision is called after its place.
pub(crate) fn decision_at(place: &Place) -> String {
    format!("Entscheidung zu {}", short(place))
}

/// The title of a list of decisions.
pub(crate) fn decisions_at(place: Option<&Place>) -> String {
    match place {
        Some(place) => format!("{DECISIONS} zu {}", short(place)),
        None => DECISIONS.to_owned(),
    }
}

/// What was decided, and when.
pub(crate) fn decided_as(answer: &str, day: Day) -> String {
    format!("Entschieden am {}: {answer}", date::day_in_words(day))
}

/// Why an answer does not hold; `asked` where its decision is still to be made.
pub(crate) fn no_longer_holds(asked: bool) -> &'static str {
    match asked {
        true => "Diese Antwort gibt es nicht mehr. Bitte entscheiden Sie neu.",
        false => {
            "Nach Ihren anderen Entscheidungen stellt sich die Frage nicht. Die Antwort bleibt aufgehoben und gilt wieder, wenn \
             sie sich stellt."
        }
    }
}

/// How an answer in words is given.
pub(crate) fn decide_now(is_day: bool) -> String {
    match is_day {
        true => "Schreiben Sie den Tag als nächste Nachricht, etwa 15.03.2027.".to_owned(),
        false => {
            "Schreiben Sie die Antwort als nächste Nachricht; sie wird Wort für Wort gespeichert."
                .to_owned()
        }
    }
}

/// Asks for another answer.
pub(crate) fn change_decision(question: &str, is_day: bool) -> String {
    format!(
        "{question} {} „abbrechen“ lässt sie, wie sie ist.",
        decide_now(is_day)
    )
}

/// Why words are not kept, and what helps.
pub(crate) fn decision_refused(length: usize) -> String {
    match length > DECISION_LENGTH {
        true => format!(
            "Die Antwort hat {length} Zeichen, gespeichert werden höchstens {DECISION_LENGTH}. Bitte kürzen Sie sie; für \
             Ausführliches gibt es Notizen."
        ),
        false => "Die Antwort hat keine Worte.".to_owned(),
    }
}

/// What else changed with an answer: the decisions whose answers lost their ground, and those whose hold again.
pub(crate) fn with_consequences(said: String, lost: &[String], back: &[String]) -> String {
    let named = |names: &[String]| names.join("“, „");
    let mut sentences = vec![said];
    if !lost.is_empty() {
        let names = named(lost);
        sentences.push(format!(
            "Dadurch gilt zurzeit nicht mehr: „{names}“. Die Antwort bleibt aufgehoben."
        ));
    }
    if !back.is_empty() {
        sentences.push(format!("Dadurch gilt wieder: „{}“.", named(back)));
    }
    sentences.join(" ")
}

/// An answer among others.
pub(crate) fn option_label(number: usize, text: &str) -> String {
    label(&format!("{number} {text}"))
}

/// The button to the decisions of a place, with how many are open.
pub(crate) fn decisions_button(open: usize) -> String {
    match open {
        0 => DECISIONS.to_owned(),
        open => format!("{DECISIONS} ({open})"),
    }
}

/// What a place says of its decisions when one first comes there.
pub(crate) fn to_be_decided(open: usize) -> String {
    match open {
        1 => "Hier ist etwas zu entscheiden.".to_owned(),
        open => format!("Hier sind {open} Dinge zu entscheiden."),
    }
}

/// How many decisions are made and how many are open.
pub(crate) fn decisions_made(made: usize, open: usize) -> String {
    match open {
        0 => format!("Alle {made} getroffen."),
        open => format!("{made} getroffen, {open} offen."),
    }
}

/// The same in a list of other things.
pub(crate) fn decisions_in_all(made: usize, all: usize) -> String {
    format!("{DECISIONS}: {made} von {all} getroffen")
}

/// An answer that does not hold.
pub(crate) fn obsolete(answer: &str) -> String {
    format!("war „{answer}“")
}

/// What a list says that has nothing.
pub(crate) fn no_decisions(elsewhere: bool) -> &'static str {
    match elsewhere {
        true => "Hier ist nichts zu entscheiden.",
        false => "Der Leitfaden gibt nichts Bestimmtes zu entscheiden.",
    }
}

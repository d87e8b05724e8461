//! What is said on the way through the guide: places, tasks, materials, references, progress.

use super::labels::{TASKS, short, spoken};
use crate::conversation::value::label::label;
use crate::knowledge::{MaterialKind, Naming, Noun, Place};

pub(crate) fn tasks_done(done: usize, all: usize) -> String {
    format!("{done} von {all} {} erledigt", task_word(all))
}

fn task_word(count: usize) -> &'static str {
    if count == 1 { "Aufgabe" } else { "Aufgaben" }
}

pub(crate) fn task_mark(number: usize, done: bool) -> String {
    format!("{number} {}:", if done { "erledigt" } else { "offen" })
}

/// What stands on the button that leads to the tasks of a place.
pub(crate) fn tasks_label(done: usize, all: usize) -> String {
    match (done, all) {
        // No number first: that is how the entries of a list begin, which are chosen by it.
        (0, all) => format!("{TASKS} ({all})"),
        (done, all) => format!("{TASKS}: {done} von {all} erledigt"),
    }
}

pub(crate) fn no_text(place: &Place) -> String {
    format!("Zu {} liegt mir kein Text vor.", spoken(place))
}

pub(crate) const PARTIAL_TEXT: &str = "nur zum Teil bekannt";
pub(crate) const FROM_ELSEWHERE: &str =
    "Dieser Text kommt aus einer anderen Quelle als der übrige Leitfaden.";
pub(crate) const NOTE: &str = "Hinweis:";
pub(crate) const NOTE_TITLE: &str = "Hinweise der Redaktion";

pub(crate) fn where_one_stands(place: &Place) -> String {
    format!("Sie stehen bei {}: {}.", short(place), place.title)
}

pub(crate) fn steps_without_text(words: &Naming, steps: &[&str]) -> String {
    format!(
        "Zu {} liegt kein Text vor.",
        steps_named(&words.step, steps)
    )
}

fn steps_named(noun: &Noun, steps: &[&str]) -> String {
    let numbers: Option<Vec<u32>> = steps.iter().map(|step| step.parse().ok()).collect();
    let in_a_row = numbers.is_some_and(|numbers| {
        numbers.len() > 2
            && numbers
                .windows(2)
                .all(|pair| pair[0].checked_add(1) == Some(pair[1]))
    });
    match steps {
        [one] => format!("{} {one}", noun.one),
        [first, .., last] if in_a_row => format!("{} {first} bis {last}", noun.many),
        [rest @ .., last] => format!("{} {} und {last}", noun.many, rest.join(", ")),
        [] => String::new(),
    }
}

pub(crate) const AT_THE_BEGINNING: &str = "Sie sind am Anfang. Davor kommt nichts mehr.";

pub(crate) fn at_the_end(has_tasks: bool) -> &'static str {
    match has_tasks {
        true => {
            "Das war die letzte Stelle, die vom Leitfaden bekannt ist. Was noch offen ist, zeigt „Alle Aufgaben“."
        }
        false => "Das war die letzte Stelle, die vom Leitfaden bekannt ist.",
    }
}
pub(crate) const PLACE_GONE: &str =
    "Diese Stelle gibt es im Leitfaden nicht mehr. In der Übersicht finden Sie, was es gibt.";

pub(crate) fn place_gone_from(step: &Place) -> String {
    format!(
        "Diese Stelle gibt es im Leitfaden nicht mehr. Sie gehörte zu {}.",
        spoken(step)
    )
}

/// What is said to whoever stood on a place that is gone.
pub(crate) fn moved_to(step: Option<&Place>) -> String {
    let now = match step {
        Some(step) => format!("Sie stehen jetzt bei {}.", spoken(step)),
        None => "In der Übersicht finden Sie, was es gibt.".to_owned(),
    };
    format!("Die Stelle, an der Sie standen, gibt es im Leitfaden nicht mehr. {now}")
}

pub(crate) const PLACE_CHANGED: &str = "Diese Stelle wurde seit Ihrem letzten Besuch geändert.";

pub(crate) fn no_place_yet(words: &Naming) -> String {
    let all = all_steps(words);
    format!("Bitte öffnen Sie zuerst eine Stelle. Hier ist die {all}.")
}

pub(crate) fn all_steps(words: &Naming) -> String {
    format!("Übersicht über alle {}", words.step.many)
}

pub(crate) fn no_places(words: &Naming) -> String {
    format!("Der Leitfaden hat noch keine {}.", words.step.many)
}

pub(crate) fn continued(title: &str) -> String {
    format!("{title} (Fortsetzung)")
}

pub(crate) const CUT: &str = "Der Text ist hier gekürzt.";
pub(crate) const TIPS: &str = "Praxistipps";
pub(crate) const SOURCES: &str = "Quellen";
pub(crate) const NOTHING_MORE: &str = "Mehr Text ist zu dieser Stelle nicht bekannt.";

// Tasks.

/// What stands on the button of a task, its number first.
pub(crate) fn tick(number: usize, done: bool, task: &str) -> String {
    let what = if done { "wieder öffnen" } else { "abhaken" };
    label(&format!("{number} {what}: {task}"))
}

/// A task by its place, where two places could be meant.
pub(crate) fn task_of(place: &Place, task: &str) -> String {
    label(&format!("In {}: {task}", short(place)))
}

pub(crate) fn ticked_last(place: &Place, task: &str) -> String {
    format!("Zuletzt erledigt in {}: {task}.", short(place))
}

pub(crate) fn ticked(numbers: &[usize], done: bool) -> String {
    let state = if done { "erledigt" } else { "offen" };
    let all: Vec<String> = numbers.iter().map(ToString::to_string).collect();
    match all.as_slice() {
        [one] => format!("Aufgabe {one} ist {state}."),
        [rest @ .., last] => format!("Aufgaben {} und {last} sind {state}.", rest.join(", ")),
        [] => String::new(),
    }
}

pub(crate) const NO_TASKS: &str = "Der Leitfaden hat keine Aufgaben.";
pub(crate) const ALSO_WHAT: &str = "Bitte schreiben Sie ganz, was gelten soll, etwa „2 erledigt“, „2 bis 15.03.“ oder „2 macht das Jugendamt“.";
pub(crate) const WHICH_TASK: &str = "Bitte nennen Sie die Nummer einer Aufgabe aus dieser Liste.";
pub(crate) const WHICH_PLACE: &str = "Welche Aufgabe meinen Sie?";
pub(crate) const ALL_DONE_HERE: &str = "Hier ist alles erledigt, was vom Leitfaden bekannt ist.";
pub(crate) const TASK_GONE: &str = "Diese Aufgabe gibt es nicht mehr.";

pub(crate) fn no_tasks(place: &Place) -> String {
    format!("Zu {} gibt es keine Aufgaben zum Abhaken.", short(place))
}

pub(crate) fn no_such_task(place: &Place, count: usize) -> String {
    let until = if count == 1 {
        "eine Aufgabe".to_owned()
    } else {
        format!("die Aufgaben 1 bis {count}")
    };
    format!(
        "Diese Nummer gibt es hier nicht. Zu {} gibt es {until}.",
        short(place)
    )
}

// Materials and references.

pub(crate) const MATERIALS: &str = "Material";

pub(crate) fn no_materials(place: &Place) -> String {
    format!("Zu {} ist kein Material bekannt.", short(place))
}

pub(crate) fn kind(kind: MaterialKind) -> &'static str {
    match kind {
        MaterialKind::Link => "Link",
        MaterialKind::Document => "Dokument",
        MaterialKind::Chapter => "Kapitel",
        MaterialKind::Video => "Video",
    }
}

pub(crate) const MATERIAL_GONE: &str = "Dieses Bild gibt es nicht mehr.";

pub(crate) fn references_title(place: &Place) -> String {
    format!("Verweise von {} {}", place.number, place.title)
}

pub(crate) fn no_references(place: &Place) -> String {
    format!("{} verweist auf keine andere Stelle.", spoken(place))
}

// Progress.

pub(crate) const NOT_BEGUN: &str = "Sie haben noch keine Stelle geöffnet.";

pub(crate) fn overall(done: usize, all: usize) -> String {
    format!(
        "Von dem, was vom Leitfaden bekannt ist: {done} von {all} {} erledigt.",
        task_word(all)
    )
}

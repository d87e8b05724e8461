//! What is said of what is handed out, and the program's own words in it.

use super::{OFFICE_SHOWN, date, labels, project_called, spoken};
use crate::conversation::value::label::shortened;
use crate::conversation::value::{Day, Form, Handout, LocalClock, Project};
use crate::german::fold;
use crate::knowledge::{Frame, Guide, Naming, Place};

pub(crate) const EXPORT: &str = "Als Datei mitnehmen";
pub(crate) const WHAT_TO_TAKE: &str = "Was möchten Sie mitnehmen?";
pub(crate) const NOTHING_TO_TAKE_YET: &str =
    "Noch ist nichts abgehakt, notiert oder entschieden: Sie bekommen das leere Gerüst.";
pub(crate) const FRAME_GONE: &str = "Dieses Dokument gibt es nicht mehr. Hier ist, was es gibt.";
pub(crate) const COULD_NOT_MAKE: &str =
    "Die Word-Datei ließ sich nicht erstellen. Bitte nehmen Sie eine andere Form.";
pub(crate) const FILE_COMES: &str = "Die Datei folgt.";

const STATE: &str = "Projektstand";
const MEETING: &str = "Sitzungsblatt";

/// What a document is called: on its button, in its name, in its title.
pub(crate) fn handout<'g>(guide: &'g Guide, what: &Handout) -> &'g str {
    match what {
        Handout::State => STATE,
        Handout::Meeting => MEETING,
        Handout::Frame(id) => guide.frame(id).map_or("", Frame::on_button),
    }
}

/// The button of a document among others, its number first.
pub(crate) fn handout_label(number: usize, name: &str) -> String {
    crate::conversation::value::label::label(&format!("{number} {name}"))
}

/// What the forms are called on their buttons.
pub(crate) fn form(form: Form) -> &'static str {
    match form {
        Form::Word => "Word-Datei",
        Form::Markdown => "Markdown",
        Form::Text => "Nur Text",
    }
}

pub(crate) const WHAT_STATE_HOLDS: &str =
    "Alle Aufgaben mit Haken und Fristen, Ihre Notizen Wort für Wort und was offen ist.";
pub(crate) const WHAT_MEETING_HOLDS: &str =
    "Eine Seite: was seit dem letzten Blatt erledigt wurde, was fällig und was offen ist.";

/// When the sheet before was made.
pub(crate) fn last_sheet(day: Day) -> String {
    format!("Das letzte Blatt ist vom {}.", date::day_in_words(day))
}

/// How much of a frame is filled.
pub(crate) fn filled(filled: usize, all: usize) -> String {
    format!("Gefüllt: {filled} von {all} Teilen. Was fehlt, ist als Lücke markiert.")
}

/// The caption of the file.
pub(crate) fn handed_out(name: &str, today: Day) -> String {
    format!("{name}, Stand {}", date::day_in_words(today))
}

/// The name of the file: "projektstand-2026-11-30.docx", "projektstand-schule-am-park-2026-11-30.docx".
pub(crate) fn file_name(
    what: &Handout,
    project: Option<&Project>,
    form: Form,
    today: Day,
) -> String {
    let name = match what {
        Handout::State => "projektstand",
        Handout::Meeting => "sitzungsblatt",
        Handout::Frame(id) => id.as_str(),
    };
    let of = project.map_or(String::new(), in_file_name);
    format!(
        "{name}{of}-{}.{}",
        date::in_figures(today),
        form.extension()
    )
}

/// A project in the name of a file.
pub(crate) fn in_file_name(project: &Project) -> String {
    let words = fold::tokens(project_called(project));
    let words = words.iter().map(|word| word.key.chars());
    let words = words.map(|word| {
        word.filter(|sign| sign.is_ascii_alphanumeric() || sign.is_alphabetic())
            .collect::<String>()
    });
    words.map(|word| format!("-{word}")).collect()
}

// In the documents.

/// The title of a document: of the guide, or of a project on it.
pub(crate) fn title(name: &str, guide: &Guide, project: Option<&Project>) -> String {
    let of = project.map_or(&*guide.manifest.title, project_called);
    format!("{name}: {of}")
}

/// Where the title is a project's.
pub(crate) fn on_guide(guide: &Guide) -> String {
    format!("Grundlage: {}", guide.manifest.title)
}

pub(crate) fn as_of_now(clock: LocalClock<'_>) -> String {
    format!("Stand: {}", date::minute(clock.now, clock.zone))
}

pub(crate) const EMPTY_PROJECT: &str =
    "Noch ist nichts abgehakt, notiert oder entschieden. Dies ist das leere Gerüst.";
pub(crate) const AT_A_GLANCE: &str = "Auf einen Blick";
pub(crate) const TICKED: &str = "Erledigt";
pub(crate) const OPEN_POINTS: &str = "Offene Punkte";
pub(crate) const KEPT_EXAMPLES: &str = "Beispiele auf der Merkliste";
pub(crate) const AT_PLACE: &str = "Stelle";
pub(crate) const EXAMPLE: &str = "Beispiel";
pub(crate) const COMES_FROM: &str = "Herkunft";
pub(crate) const NO_OPEN_POINTS: &str = "Alle Aufgaben, die bekannt sind, sind erledigt.";

/// The heading of a column of steps.
pub(crate) fn column_of_steps(words: &Naming) -> String {
    words.step.one.clone()
}

pub(crate) fn of_all(done: usize, all: usize) -> String {
    format!("{done} von {all}")
}

pub(crate) fn step_heading(step: &Place) -> String {
    format!("{}: {}", spoken(step), step.title)
}

pub(crate) fn place_heading(place: &Place) -> String {
    match place.step {
        None => "Zum Ganzen".to_owned(),
        Some(_) => format!("{} {}", place.number, place.title),
    }
}

/// A task with the office that does it.
pub(crate) fn task_with(text: &str, office: Option<&str>) -> String {
    match office {
        Some(office) => format!("{text} (zuständig: {office})"),
        None => text.to_owned(),
    }
}

/// A task with its state in words.
pub(crate) fn task_state(done: bool, text: &str) -> String {
    format!("{}: {text}", if done { "erledigt" } else { "offen" })
}

/// A task that is open and has a deadline.
pub(crate) fn open_until(until: &str, text: &str) -> String {
    format!("offen, {until}: {text}")
}

/// The same in so many characters at most, with the number of its place, and the office that does it.
pub(crate) fn task_state_at(
    done: bool,
    place: &Place,
    text: &str,
    office: Option<&str>,
    width: usize,
) -> String {
    let office = office.map(|office| format!(", {}", shortened(office, OFFICE_SHOWN)));
    let behind = format!(" ({}{})", labels::short(place), office.unwrap_or_default());
    let room = width.saturating_sub(behind.chars().count());
    format!("{}{behind}", shortened(&task_state(done, text), room))
}

pub(crate) fn open_at(place: &Place, count: usize) -> String {
    let tasks = if count == 1 {
        "1 Aufgabe".to_owned()
    } else {
        format!("{count} Aufgaben")
    };
    format!("{} {}: {tasks}", place.number, place.title)
}

pub(crate) fn note_of(day: Day) -> String {
    format!("Notiz vom {}", date::day_in_words(day))
}

pub(crate) fn from_the_guide(place: &Place, from: &str) -> String {
    format!("{} {} · {from}", spoken(place), place.title)
}

/// Where the text of a place comes from.
pub(crate) fn tasks_from(from: &str) -> String {
    format!("Herkunft: {from}")
}

pub(crate) const UNTIL: &str = "Bis";
pub(crate) const WHAT: &str = "Was";
pub(crate) const HOW_URGENT: &str = "Lage";
pub(crate) const FIRST_DUE: &str = "Nächste Frist";
pub(crate) const NOTHING_DUE: &str = "keine";
pub(crate) const DUE_NEXT: &str = "Als Nächstes fällig";
pub(crate) const OPEN_WITHOUT_DEADLINE: &str = "Offen ohne Frist";

/// A deadline; one that is over is said to be.
pub(crate) fn until(day: Day, today: Day) -> String {
    let day_in_figures = date::short_day(day);
    match day < today {
        true => format!("überfällig seit dem {day_in_figures}"),
        false => format!("bis {day_in_figures}"),
    }
}

/// The deadline of all that belongs to a place.
pub(crate) fn deadline_of_place(until: &str) -> String {
    format!("Frist für alles hier: {until}")
}

/// The same among those of other places.
pub(crate) fn deadline_at(place: &Place, until: &str) -> String {
    format!("Frist für {} {}: {until}", place.number, place.title)
}

/// A line on what is due.
pub(crate) fn due_on_sheet(day: Day, today: Day, what: &str) -> String {
    let said = date::weekday_in_figures(day);
    match day < today {
        true => format!("seit {said}: {what}"),
        false => format!("bis {said}: {what}"),
    }
}

pub(crate) const DECIDED: &str = "Entschieden";
pub(crate) const TO_DECIDE: &str = "Zu entscheiden";
pub(crate) const OBSOLETE: &str = "Überholte Entscheidungen";

pub(crate) fn decided(question: &str, answer: &str, day: Day) -> String {
    let day = date::day_in_words(day);
    format!("entschieden am {day}: {question} {answer}")
}

/// The same on a line of the sheet, by the short name of what was decided.
pub(crate) fn decided_on_sheet(name: &str, answer: &str, day: Day) -> String {
    let colon = if name.ends_with('?') { "" } else { ":" };
    format!("{} · {name}{colon} {answer}", date::short_day(day))
}

pub(crate) fn to_decide(question: &str) -> String {
    format!("zu entscheiden: {question}")
}

pub(crate) fn to_decide_at(place: &Place, question: &str) -> String {
    format!("{} {}", place.number, to_decide(question))
}

pub(crate) fn gap(what: &str) -> String {
    format!("[Lücke: {what}]")
}

pub(crate) const NOTHING_HERE_YET: &str = "Dazu ist noch nichts notiert.";
pub(crate) const NOTED_ABOVE: &str = "Notizen zu dieser Stelle stehen weiter oben.";

pub(crate) const DONE_SO_FAR: &str = "Bisher erledigt";
pub(crate) const NOTED_SO_FAR: &str = "Bisher notiert";
pub(crate) const NOTHING_DONE: &str = "Nichts.";
pub(crate) const STILL_OPEN: &str = "Offen";

pub(crate) fn done_since(day: Day) -> String {
    format!("Erledigt seit dem {}", date::day_in_words(day))
}

pub(crate) fn noted_since(day: Day) -> String {
    format!("Notiert seit dem {}", date::day_in_words(day))
}

pub(crate) fn and_more(count: usize) -> String {
    format!("und {count} weitere")
}

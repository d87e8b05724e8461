//! What stands on buttons, and what a place is called on them and in sentences.

use crate::conversation::value::Action;
use crate::conversation::value::label::label;
use crate::knowledge::{Naming, Place};

pub(crate) const SEARCH_EXAMPLES: &str = "Beispiele suchen";
pub(crate) const ALL_EXAMPLES: &str = "Alle Beispiele";
pub(crate) const ABOUT: &str = "Was ich kann";
pub(crate) const OVERVIEW: &str = "Übersicht";
pub(crate) const TASKS: &str = "Aufgaben";
pub(crate) const ALL_TASKS: &str = "Alle Aufgaben";
pub(crate) const READ_ON: &str = "Weiterlesen";
pub(crate) const SIMILAR: &str = "Ähnliche Beispiele";
pub(crate) const PRIVACY_IN_FULL: &str = "Alles im Einzelnen";
pub(crate) const PROGRESS: &str = "Fortschritt";
pub(crate) const GLOSSARY: &str = "Begriffe";
pub(crate) const PRIVACY: &str = "Datenschutz";
pub(crate) const AS_QUESTION: &str = "Als Frage stellen";
pub(crate) const NARROW: &str = "Eingrenzen";
pub(crate) const FORGET: &str = "Alles löschen";
pub(crate) const FORGET_YES: &str = "Ja, alles löschen";
pub(crate) const ANEW: &str = "Neu beginnen";
pub(crate) const ANEW_YES: &str = "Ja, neu beginnen";
pub(crate) const KEEP: &str = "Nein, behalten";
pub(crate) const SHARE: &str = "Weitergeben";
pub(crate) const OPEN_IN_CHAT: &str = "Im Chat mit Lotse öffnen";
pub(crate) const ASK_IN_CHAT: &str = "Im Chat fragen";
pub(crate) const PAGE_BACK: &str = "Zurückblättern";
pub(crate) const PAGE_ON: &str = "Weiterblättern";
pub(crate) const CARRY_ON: &str = "Weitermachen in ";

pub(crate) const CODE_OF_WHAT: &str =
    "Zu welcher Stelle möchten Sie den QR-Code? Schreiben Sie zum Beispiel „qr 1.2“.";

/// The way through the guide: "Schritt für Schritt".
pub(crate) fn steps(words: &Naming) -> String {
    format!("{0} für {0}", words.step.one)
}

/// A place as one says it: "Schritt 7" or "Abschnitt 1.1".
pub(crate) fn spoken(place: &Place) -> String {
    format!("{} {}", place.called, place.number)
}

/// A place inside a sentence or label: "Schritt 7" or "1.1".
pub(crate) fn short(place: &Place) -> String {
    match place.step {
        None => spoken(place),
        Some(_) => place.number.clone(),
    }
}

pub(crate) fn read(place: &Place) -> String {
    format!("{} lesen", spoken(place))
}

/// A place by its number and title, as a button or the title of a screen.
pub(crate) fn titled(place: &Place) -> String {
    label(&format!("{} {}", place.number, place.on_button()))
}

/// A step in the overview, with what is done of it where something is.
pub(crate) fn step_on_button(step: &Place, (done, all): (usize, usize)) -> String {
    let title = titled(step);
    match done {
        0 => title,
        _ => label(&format!("{title} ({done} von {all})")),
    }
}

pub(crate) fn carry_on_in(place: &Place) -> String {
    format!("{CARRY_ON}{}", short(place))
}

pub(crate) fn begin_with(place: &Place) -> String {
    format!("Mit {} beginnen", spoken(place))
}

/// Back from a place's own screen to where one read on in it.
pub(crate) const BACK_TO_READING: &str = "Zurück zum Weiterlesen";

pub(crate) fn back_to(place: &Place) -> String {
    format!("Zurück zu {}", short(place))
}

/// The way back to a screen, by what it shows; `place` is the one it shows or belongs to.
pub(crate) fn back_to_screen(view: &Action, place: Option<&Place>) -> String {
    let what = match (view, place) {
        (Action::Tasks { .. }, Some(place)) => return format!("Zurück: Aufgaben {}", short(place)),
        (Action::Tasks { .. } | Action::AllTasks(_), _) => "zu allen Aufgaben",
        (Action::Notes { .. }, _) => "zu den Notizen",
        (Action::Note(_), _) => "zur Notiz",
        (Action::Decisions { .. }, _) => "zu den Entscheidungen",
        (Action::Decision(_), _) => "zur Entscheidung",
        (Action::Bookmarks(_), _) => "zur Merkliste",
        (Action::Export(None), _) => "zur Auswahl",
        (Action::Export(Some(_)), _) => "zum Dokument",
        (Action::Materials { .. }, _) => "zum Material",
        (Action::See(_), _) => "zu den Verweisen",
        (_, Some(place)) => return back_to(place),
        (Action::Start, _) => "zum Anfang",
        (Action::Overview, _) => "zur Übersicht",
        (Action::Examples(_) | Action::Similar(_), _) => "zur Liste",
        (Action::Compare(_), _) => "zum Vergleich",
        (Action::Narrow(_), _) => "zur Auswahl",
        (Action::AskForWords, _) => "zur Suche",
        (Action::Example(_) | Action::ExamplePage(..), _) => "zum Beispiel",
        (Action::Answer(_) | Action::Curated(_), _) => "zur Antwort",
        (Action::Glossary(_), _) => "zu den Begriffen",
        (Action::Term(_), _) => "zum Begriff",
        (Action::News(_), _) => "zu Neuem",
        (Action::Progress, _) => "zum Fortschritt",
        (Action::Projects, _) => "zu den Projekten",
        (Action::Deadlines(_), _) => "zu den Fristen",
        (Action::Reminders | Action::ChooseWeekday, _) => "zu den Erinnerungen",
        (Action::Reminded, _) => "zur Erinnerung",
        (Action::Help, _) => "zur Hilfe",
        (Action::Privacy | Action::PrivacyInFull(_), _) => "zum Datenschutz",
        (Action::Style, _) => "zur Ansicht",
        _ => "zum Text",
    };
    format!("Zurück {what}")
}

pub(crate) fn on_to(place: &Place) -> String {
    format!("Weiter: {}", place.number)
}

pub(crate) fn tasks_of(place: &Place) -> String {
    format!("Aufgaben zu {}", short(place))
}

pub(crate) fn materials_of(place: &Place) -> String {
    format!("Material zu {}", short(place))
}

pub(crate) fn examples_at(place: &Place) -> String {
    format!("Beispiele zu {}", short(place))
}

pub(crate) fn examples_from(municipality: &str) -> String {
    label(&format!("Beispiele: {municipality}"))
}

pub(crate) fn references_of(place: &Place) -> String {
    format!("Verweise von {}", short(place))
}

pub(crate) fn picture_of(title: &str) -> String {
    label(&format!("Bild: {title}"))
}

pub(crate) fn open_address(title: &str) -> String {
    label(&format!("Öffnen: {title}"))
}

pub(crate) fn page_of(page: usize, count: usize) -> String {
    format!("Seite {} von {count}", page + 1)
}

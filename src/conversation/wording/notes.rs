//! What is said of notes.

use super::{date, short};
use crate::conversation::value::label::label;
use crate::conversation::value::{Day, NOTE_COUNT, NOTE_LENGTH, NoteRefusal};
use crate::knowledge::{Naming, Place};

pub(crate) const NOTES: &str = "Notizen";
pub(crate) const ALL_NOTES: &str = "Alle Notizen";
pub(crate) const WRITE_NOTE: &str = "Notiz schreiben";
pub(crate) const CHANGE_NOTE: &str = "Ändern";
pub(crate) const REMOVE_NOTE: &str = "Löschen";
pub(crate) const REMOVE_NOTE_YES: &str = "Ja, Notiz löschen";
pub(crate) const GIVE_UP: &str = "Abbrechen";
pub(crate) const AS_NOTE: &str = "Als Notiz speichern";
pub(crate) const ANSWER_IT: &str = "Frage beantworten";
pub(crate) const NOTE_KEPT: &str = "Notiz gespeichert.";

/// Where the place that a note was meant for is none of the guide's.
pub(crate) fn note_without_place(words: &Naming, number: &str) -> String {
    let place = super::answers::unknown(words, number);
    format!("{place} kenne ich im Leitfaden nicht, die Notiz steht deshalb ohne Stelle.")
}

pub(crate) const NO_NOTE_KEPT: &str = "Gut, es ist nichts gespeichert.";
pub(crate) const NOTE_CHANGED: &str = "Notiz geändert.";
pub(crate) const NOTE_REMOVED: &str = "Notiz gelöscht.";
pub(crate) const WHICH_NOTE: &str = "Zu welcher Notiz Ihre geänderte Nachricht gehört, weiß ich nicht mehr. Was notiert ist, bleibt, wie es ist; ändern können Sie es über „notizen“.";
pub(crate) const NOTE_GONE: &str = "Diese Notiz gibt es nicht mehr.";
pub(crate) const NO_NOTES: &str = "Es gibt noch keine Notizen.";
pub(crate) const HOW_TO_NOTE: &str = "Eine Notiz beginnt mit „notiz:“, dahinter Ihre Worte. Sie steht dann bei der Stelle, die Sie gerade sehen.";
pub(crate) const REMOVE_REALLY: &str = "Soll diese Notiz gelöscht werden?";
pub(crate) const NOTE_OR_QUESTION: &str =
    "Das klingt nach einer Frage. Soll ich sie beantworten oder als Notiz speichern?";
pub(crate) const WHERE_NO_PLACE: &str = "Ohne Stelle";

/// What a note is called after its place.
pub(crate) fn note_at(place: Option<&Place>) -> String {
    match place {
        Some(place) => format!("Notiz zu {}", short(place)),
        None => "Notiz".to_owned(),
    }
}

/// The title of a list of notes.
pub(crate) fn notes_at(place: Option<&Place>) -> String {
    match place {
        Some(place) => format!("Notizen zu {}", short(place)),
        None => NOTES.to_owned(),
    }
}

/// Asks for the words of a note.
pub(crate) fn write_now(place: Option<&Place>) -> String {
    let what = note_at(place);
    format!(
        "{what}: Ihre nächste Nachricht wird gespeichert, Wort für Wort. „abbrechen“ verwirft es."
    )
}

/// Asks for other words.
pub(crate) const CHANGE_NOW: &str =
    "Ihre nächste Nachricht ersetzt diese Notiz. „abbrechen“ lässt sie, wie sie ist.";

/// Why a note is not kept, and what helps.
pub(crate) fn note_refused(why: NoteRefusal) -> String {
    match why {
        NoteRefusal::Empty => "Die Notiz hat keine Worte.".to_owned(),
        NoteRefusal::TooLong(length) => format!(
            "Die Notiz hat {length} Zeichen, gespeichert werden höchstens {NOTE_LENGTH}. Bitte kürzen Sie sie oder \
             schreiben Sie zwei."
        ),
        NoteRefusal::TooMany => format!(
            "Es gibt schon {NOTE_COUNT} Notizen, mehr sind es nicht. Bitte löschen Sie eine, die Sie nicht mehr brauchen."
        ),
    }
}

/// When a note was written.
pub(crate) fn written(day: Day) -> String {
    format!("Geschrieben am {}", date::day_in_words(day))
}

/// A note among others: its number and how it begins.
pub(crate) fn note_label(number: usize, text: &str) -> String {
    let words = text.split_whitespace().collect::<Vec<_>>().join(" ");
    label(&format!("{number} {words}"))
}

/// The button to the notes of a place.
pub(crate) fn notes_button(count: usize) -> String {
    format!("{NOTES} ({count})")
}

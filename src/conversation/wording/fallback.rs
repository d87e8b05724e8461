//! What is said where something goes astray.

use super::labels::FORGET;
use crate::conversation::value::Attachment;
use crate::knowledge::Guide;

pub(crate) fn unknown_command(name: &str, near: Option<&str>) -> String {
    match near {
        Some(near) => format!("Den Befehl /{name} kenne ich nicht. Meinten Sie /{near}?"),
        None => format!("Den Befehl /{name} kenne ich nicht. Das geht:"),
    }
}

/// What stands on the button for a command that was meant: its name with a capital.
pub(crate) fn command_label(name: &str) -> String {
    if name == "loeschen" {
        return FORGET.to_owned();
    }
    let mut letters = name.chars();
    let first = letters.next().map(|c| c.to_ascii_uppercase());
    first.into_iter().chain(letters).collect()
}

pub(crate) const STALE: &str = "Dieser Knopf ist veraltet. Von hier geht es weiter:";
pub(crate) const STALE_TOAST: &str = "Dieser Knopf ist veraltet.";
pub(crate) const SLOW_DOWN: &str =
    "Das war gerade sehr viel auf einmal. Bitte warten Sie eine Minute, dann antworte ich wieder.";
pub(crate) const MAINTENANCE: &str = "Ich werde gerade gewartet und bin bald wieder da. Was Sie bisher erledigt haben, \
    bleibt erhalten.";
pub(crate) const WRITE_ALONE: &str = "Hier kann ich nicht für Sie allein mitlesen. Bitte schreiben Sie mir direkt, dann bleibt es unter uns.";
pub(crate) const APOLOGY: &str = "Entschuldigung, das hat bei mir nicht geklappt. Ihr Fortschritt ist nicht verloren. Bitte versuchen Sie es anders:";
pub(crate) const NOT_SENT: &str = "Entschuldigung, diese Nachricht konnte ich nicht schicken. Mit /uebersicht oder /hilfe geht es weiter.";
pub(crate) const UNREADABLE: &str =
    "Das konnte ich nicht lesen. Bitte schreiben Sie mir, was Sie wissen möchten.";

/// A kind word for what is not text; `None` where nobody waits for one.
pub(crate) fn attachment(guide: &Guide, attachment: Attachment) -> Option<String> {
    let words = match attachment {
        Attachment::Service => return None,
        Attachment::Sticker => "Danke für den Gruß! Was möchten Sie wissen?",
        Attachment::Photo => "Bilder kann ich nicht ansehen. Bitte schreiben Sie mir Ihre Frage.",
        Attachment::Voice => {
            "Sprachnachrichten kann ich nicht anhören. Bitte schreiben Sie mir Ihre Frage."
        }
        Attachment::Video => "Videos kann ich nicht ansehen. Bitte schreiben Sie mir Ihre Frage.",
        Attachment::Document => {
            "Dateien kann ich nicht öffnen. Bitte schreiben Sie mir Ihre Frage."
        }
        Attachment::Location if guide.examples.is_empty() => {
            "Mit einem Standort kann ich nichts anfangen. Bitte schreiben Sie mir Ihre Frage."
        }
        Attachment::Location => {
            return Some(format!(
                "Mit einem Standort kann ich nichts anfangen. Schreiben Sie mir den Namen {}.",
                guide.manifest.words.municipality.definite_genitive()
            ));
        }
        Attachment::Contact => {
            "Kontakte brauche ich nicht und speichere sie nicht. Bitte schreiben Sie mir Ihre Frage."
        }
        Attachment::Other => "Damit kann ich nichts anfangen. Bitte schreiben Sie mir Ihre Frage.",
    };
    Some(words.to_owned())
}

//! Frames of documents: what editors make of the guide for people to hand out, filled by notes and decisions.

use crate::knowledge::codes::Code;
use crate::knowledge::decode::{Decoder, YamlEntry};
use crate::knowledge::ids::{DecisionId, FrameId, PlaceId};
use crate::knowledge::keys;
use crate::text::RichText;

use super::places::ShortTitle;

entries! {
    /// A document that a project's work fills.
    pub Frame(FrameId: Frame) "Dokument" "Ein Dokument zum Mitnehmen, das Notizen und Entscheidungen füllen." {
        /// Its title.
        always title: String = "der Titel";
        /// The title in a few words, for buttons.
        seldom short: Option<String> as Option<ShortTitle> = keys::SHORT;
        /// What it is, and what it is not.
        always remark: String = "was es ist und was nicht: Gerüst der Redaktion, kein Teil des Leitfadens";
        /// Its sections.
        always sections: Vec<FrameSection> = "seine Abschnitte";
    };

    /// A section of a frame.
    pub FrameSection "Abschnitt eines Dokuments" "Ein Abschnitt: was hierher gehört, und woraus er sich füllt." {
        /// Its title.
        always title: String = "die Überschrift";
        /// What belongs in it.
        often text: RichText = "was hierher gehört, aus dem Leitfaden";
        /// The places whose notes fill it, and where the guide tells of it.
        often places: Vec<PlaceId> = "die Stellen dazu: ihre Notizen kommen hierher, ihre Herkunft steht dabei";
        /// The decisions that fill it, beside those of its places that no section names.
        seldom decisions: Vec<DecisionId> = "die Entscheidungen (id), die hierher gehören; sonst die ihrer Stellen";
        /// What is missing, where nothing fills it.
        often gap: Option<String> = "was hier fehlt, solange nichts da ist; wird als Lücke markiert";
    } check text_from_a_place;
}

impl Frame {
    /// The title as it stands on a button.
    pub fn on_button(&self) -> &str {
        self.short.as_deref().unwrap_or(&self.title)
    }
}

/// What the guide says stands somewhere in it.
fn text_from_a_place<'a>(decoder: &mut Decoder<'a>, section: &YamlEntry<'a>) {
    let has = |key| section.get(key).is_some();
    if has("text") && !has("places") {
        let message =
            "Abschnitt eines Dokuments: `text` ohne `places`; woher er stammt, ist nicht zu sehen";
        let hint = "ergänzen Sie `places: [\"1.1\"]` mit der Stelle, oder machen Sie aus `text` eine Lücke: `gap: …`";
        decoder.fault_hinting(Code::NoSource, &section.range, message.to_owned(), hint);
    }
}

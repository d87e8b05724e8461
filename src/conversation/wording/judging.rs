//! What is said about judging answers.

use crate::conversation::value::Judgement;

pub(crate) const WHY: &str =
    "Danke, ich zähle das mit. Woran lag es? Sie müssen nichts dazu sagen.";
pub(crate) const NOTED_HELPFUL: &str = "Danke, als hilfreich gezählt.";
pub(crate) const NOTED_MISSING: &str =
    "Danke, als fehlend gezählt. Die Redaktion sieht, was oft gesucht wird, aber nicht von wem.";
pub(crate) const NOTED_ALREADY: &str = "Das habe ich schon gezählt.";
pub(crate) const CHANGED: &str = "Gut, ich habe Ihr Urteil geändert.";
pub(crate) const NOTHING_TO_JUDGE: &str =
    "Dazu habe ich keine Antwort mehr im Gedächtnis, die Sie beurteilen können.";

pub(crate) fn label(judgement: Judgement) -> &'static str {
    match judgement {
        Judgement::Helpful => "Hilfreich",
        Judgement::Unhelpful => "Nicht hilfreich",
        Judgement::Missing => "Als fehlend melden",
        Judgement::WrongPlace => "Falsche Stelle",
        Judgement::TooVague => "Zu ungenau",
        Judgement::SomethingElse => "Etwas anderes gesucht",
    }
}

pub(crate) fn noted_reason(judgement: Judgement) -> String {
    format!("Danke, gezählt als „{}“.", label(judgement))
}

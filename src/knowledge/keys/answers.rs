//! Curated answers and known gaps.

use super::{Block, FILE_FROM, ID, OWN_FROM, QUESTION_FORMS, Shape, always};

pub(in crate::knowledge) static ANSWERS: Block = Block {
    what: "answers.yaml",
    about: "Fertige Antworten auf Fragen, die ein einzelner Satz nicht beantwortet.",
    keys: &[
        FILE_FROM,
        always("answers", Shape::Blocks(&ANSWER), "die Antworten"),
    ],
};

pub(in crate::knowledge) static ANSWER: Block = Block {
    what: "Antwort",
    about: "Eine fertige Antwort. Ohne eigene Herkunft gilt die ihrer ersten Stelle.",
    keys: &[
        ID,
        QUESTION_FORMS,
        always(
            "text",
            Shape::Markdown,
            "die Antwort, höchstens 300 Zeichen",
        ),
        always(
            "places",
            Shape::Places,
            "die Stellen, auf denen sie beruht; die wichtigste zuerst",
        ),
        OWN_FROM,
    ],
};

pub(in crate::knowledge) static GAPS: Block = Block {
    what: "gaps.yaml",
    about: "Fragen, auf die der Leitfaden keine Antwort gibt.",
    keys: &[always("gaps", Shape::Blocks(&GAP), "die Lücken")],
};

pub(in crate::knowledge) static GAP: Block = Block {
    what: "Lücke",
    about: "Eine Frage, auf die der Leitfaden keine Antwort gibt.",
    keys: &[
        ID,
        QUESTION_FORMS,
        always(
            "text",
            Shape::Markdown,
            "was fehlt, und was am nächsten hilft",
        ),
        always("nearest", Shape::Place, "die Stelle, die am nächsten hilft"),
    ],
};

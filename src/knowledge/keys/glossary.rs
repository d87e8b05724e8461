//! Terms and background texts.

use super::{ALIASES, Block, FILE_FROM, ID, OWN_FROM, Shape, always, often, seldom};

pub(in crate::knowledge) static GLOSSARY: Block = Block {
    what: "glossary.yaml",
    about: "Begriffe und Abkürzungen.",
    keys: &[
        FILE_FROM,
        always("terms", Shape::Blocks(&TERM), "die Begriffe"),
    ],
};

pub(in crate::knowledge) static TERM: Block = Block {
    what: "Begriff",
    about: "Ein Begriff mit seiner Erklärung.",
    keys: &[
        ID,
        always("term", Shape::Line, "der Begriff, wie er im Text steht"),
        often(
            "synonyms",
            Shape::Lines,
            "andere Wörter und Abkürzungen; keine Alltagswörter",
        ),
        ALIASES,
        always("text", Shape::Markdown, "die Erklärung, ein bis drei Sätze"),
        seldom("places", Shape::Places, "wo er wichtig ist"),
        seldom(
            "general",
            Shape::Switch,
            "true = Allgemeinwissen, steht so in keiner Quelle",
        ),
        OWN_FROM,
    ],
};

pub(in crate::knowledge) static BACKGROUND_FILE: Block = Block {
    what: "background.yaml",
    about: "Was hinter dem Leitfaden steht.",
    keys: &[
        FILE_FROM,
        always(
            "label",
            Shape::Line,
            "wie der Hintergrund heißt, wo sonst eine Nummer steht",
        ),
        always("background", Shape::Blocks(&BACKGROUND), "die Texte"),
    ],
};

pub(in crate::knowledge) static BACKGROUND: Block = Block {
    what: "Hintergrund",
    about: "Ein Text des Hintergrunds.",
    keys: &[
        ID,
        always("title", Shape::Line, "der Titel"),
        ALIASES,
        always("text", Shape::Markdown, "der Text"),
        OWN_FROM,
    ],
};

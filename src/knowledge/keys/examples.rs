//! Municipalities and their examples.

use super::{
    ALIASES, ASSIGNED, Block, FILE_FROM, ID, MATERIAL_LIST, NOTE, OWN_FROM, Shape, always, often,
    seldom, words,
};

pub(in crate::knowledge) static EXAMPLES_FILE: Block = Block {
    what: "Beispiel-Datei",
    about: "Eine Kommune mit ihren Beispielen, eine Datei je Kommune: examples/bochum.yaml.",
    keys: &[
        always("municipality", Shape::Block(&MUNICIPALITY), "die Kommune"),
        FILE_FROM,
        often("examples", Shape::Blocks(&EXAMPLE), "ihre Beispiele"),
    ],
};

pub(in crate::knowledge) static MUNICIPALITY: Block = Block {
    what: "Kommune",
    about: "Eine Stadt, Gemeinde oder ein Kreis.",
    keys: &[
        ID,
        always("name", Shape::Line, "der Name"),
        often(
            "aliases",
            Shape::Lines,
            "übliche andere Namen und Schreibweisen: Bochumer",
        ),
        seldom(
            "note",
            Shape::Markdown,
            "steht über der Liste ihrer Beispiele",
        ),
    ],
};

pub(in crate::knowledge) static EXAMPLE: Block = Block {
    what: "Beispiel",
    about: "Wie eine Kommune es gemacht hat.",
    keys: &[
        ID,
        always("title", Shape::Line, "der Titel"),
        always(
            "places",
            Shape::Places,
            "wohin es gehört: Nummern in Anführungszeichen",
        ),
        always(
            "assigned",
            Shape::Word(&words(&ASSIGNED)),
            "source = die Quelle nennt die Stelle, editorial = die Redaktion hat zugeordnet",
        ),
        seldom(
            "also",
            Shape::References,
            "ids weiterer Kommunen bei gemeinsamen Beispielen",
        ),
        seldom(
            "period",
            Shape::Line,
            "Zeitraum, wie er bekannt ist: Schuljahr 2018/2019",
        ),
        often("topics", Shape::Lines, "Stichwörter"),
        ALIASES,
        always(
            "text",
            Shape::Markdown,
            "der erste Satz sagt, was getan wurde",
        ),
        NOTE,
        MATERIAL_LIST,
        OWN_FROM,
    ],
};

//! Steps and sections with their parts, tasks, cross-references and materials.

use super::{
    ALIASES, Block, FILE_FROM, ID, Key, MATERIAL_KINDS, MATERIAL_LIST, MATERIAL_STATUS, NOTE,
    OWN_FROM, STATUS, Shape, always, often, seldom, words,
};

pub(in crate::knowledge) static STEP_FILE: Block = Block {
    what: "Schritt-Datei",
    about: "Ein Schritt mit seinen Abschnitten. Der Dateiname beginnt mit der Nummer: steps/3-ziele.yaml.",
    keys: &[
        FILE_FROM,
        always("step", Shape::Block(&STEP), "der Schritt"),
    ],
};

const PLACE: [Key; 16] = [
    ID,
    always(
        "number",
        Shape::Number,
        "was die Leute sehen; immer in Anführungszeichen",
    ),
    always("title", Shape::Line, "der Titel"),
    always(
        "status",
        Shape::Word(&words(&STATUS)),
        "wie viel bekannt ist: complete = alles, partial = ein Teil, unknown = nichts",
    ),
    NOTE,
    ALIASES,
    always(
        "opening",
        Shape::Markdown,
        "das Erste auf dem Bildschirm, höchstens 600 Zeichen",
    ),
    often(
        "parts",
        Shape::Blocks(&PART),
        "der Rest, einen Fingertipp entfernt",
    ),
    often("tasks", Shape::Blocks(&TASK), "Aufgaben zum Abhaken"),
    often(
        "task_aliases",
        Shape::Lines,
        "wie Menschen nach den Aufgaben fragen",
    ),
    seldom(
        "tips",
        Shape::Markdowns,
        "nur, was die Quelle selbst Praxistipp nennt",
    ),
    seldom(
        "tip_aliases",
        Shape::Lines,
        "wie Menschen nach den Praxistipps fragen",
    ),
    MATERIAL_LIST,
    seldom(
        "material_aliases",
        Shape::Lines,
        "wie Menschen nach den Materialien fragen",
    ),
    seldom(
        "see",
        Shape::Blocks(&CROSS_REFERENCE),
        "Verweise auf andere Stellen",
    ),
    OWN_FROM,
];

const fn with_sections() -> [Key; 17] {
    let [a, b, c, d, e, f, g, h, i, j, k, l, m, n, o, p] = PLACE;
    let sections = seldom(
        "sections",
        Shape::Blocks(&SECTION),
        "Abschnitte 1.1, 1.2 …; gleicher Aufbau wie der Schritt",
    );
    [a, b, c, d, e, f, g, h, i, j, k, l, m, n, o, p, sections]
}

pub(in crate::knowledge) static STEP: Block = Block {
    what: "Schritt",
    about: "Ein Schritt. Hat er Abschnitte, sagt sein Einstieg nur, worum es geht.",
    keys: &with_sections(),
};

pub(in crate::knowledge) static SECTION: Block = Block {
    what: "Abschnitt",
    about: "Ein Abschnitt eines Schritts.",
    keys: &PLACE,
};

pub(in crate::knowledge) static PART: Block = Block {
    what: "Teil",
    about: "Ein Teil des Textes mit eigenem Titel.",
    keys: &[
        ID,
        always("title", Shape::Line, "die Zwischenüberschrift"),
        ALIASES,
        always("text", Shape::Markdown, "der Text"),
        seldom(
            "remark",
            Shape::Switch,
            "true = Anmerkung der Redaktion: wird gelesen, aber nie als Antwort gezeigt",
        ),
    ],
};

pub(in crate::knowledge) static TASK: Block = Block {
    what: "Aufgabe",
    about: "Etwas zum Abhaken.",
    keys: &[
        ID,
        always("text", Shape::Line, "was zu tun ist, höchstens 100 Zeichen"),
        seldom("detail", Shape::Markdown, "Genaueres dazu"),
    ],
};

pub(in crate::knowledge) static CROSS_REFERENCE: Block = Block {
    what: "Querverweis",
    about: "Ein Verweis auf eine andere Stelle.",
    keys: &[
        always("place", Shape::Place, "Nummer in Anführungszeichen oder id"),
        often(
            "why",
            Shape::Line,
            "was man dort findet: um zu sehen, wie …",
        ),
    ],
};

pub(in crate::knowledge) static MATERIAL: Block = Block {
    what: "Material",
    about: "Ein Link, Dokument, Kapitel oder Video. Ohne `address` steht dabei, dass die Adresse nicht bekannt ist.",
    keys: &[
        ID,
        always(
            "kind",
            Shape::Word(&words(&MATERIAL_KINDS)),
            "link, document, chapter oder video",
        ),
        always("title", Shape::Line, "der Titel"),
        often(
            "text",
            Shape::Line,
            "was es ist oder wo darin, etwa Kapitel 2.1",
        ),
        often("address", Shape::Address, "die Adresse, wenn bekannt"),
        seldom(
            "municipality",
            Shape::Reference,
            "id der Kommune, von der es stammt",
        ),
        seldom("person", Shape::Line, "wer im Video zu sehen ist"),
        seldom(
            "status",
            Shape::Word(&words(&MATERIAL_STATUS)),
            "available = da, placeholder = folgt noch",
        ),
        seldom(
            "image",
            Shape::Line,
            "Pfad eines Bildes ab diesem Ordner, etwa images/bild.png",
        ),
        seldom(
            "image_text",
            Shape::Line,
            "was auf dem Bild zu sehen ist; nötig, wenn es ein Bild gibt",
        ),
    ],
};

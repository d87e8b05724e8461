//! Which keys the files know, what belongs behind them and what they are for: one table for all who need it.
//!
//! [`decode`](super::decode) refuses what is not in it, [`schema`](super::schema) turns it into JSON Schema for editors
//! that complete keys, [`skeleton`](super::skeleton) into a file to fill in. A new key is one more row here and one line
//! in `decode`; tests hold the two together. What is said of a key is German, because editors read it.

use super::model::{MaterialKind, Origin, Status, Wording};
use super::source::FileKind;

/// A block of keys: a file, or an entry in one.
#[derive(Debug)]
pub struct Block {
    /// What it is called in messages.
    pub what: &'static str,
    /// What it is for.
    pub about: &'static str,
    /// Its keys, in the order in which they are usually written.
    pub keys: &'static [Key],
}

/// One key.
#[derive(Debug)]
pub struct Key {
    /// The key as it is written.
    pub name: &'static str,
    /// How often it is there.
    pub occurs: Occurs,
    /// What belongs behind it.
    pub shape: Shape,
    /// What it is for.
    pub about: &'static str,
}

/// How often a key is there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Occurs {
    /// Without it the entry is incomplete.
    Always,
    /// A skeleton offers it.
    Often,
    /// A skeleton offers it as a comment.
    Seldom,
}

/// What belongs behind a key.
#[derive(Debug)]
pub enum Shape {
    /// A name that other entries, ticks and links hang on.
    Id,
    /// The number of a place, in quotes.
    Number,
    /// A text of one line.
    Line,
    /// A list of such texts.
    Lines,
    /// A text with paragraphs and markup.
    Markdown,
    /// A list of such texts.
    Markdowns,
    /// One of these words.
    Word(&'static [&'static str]),
    /// `true` or `false`.
    Switch,
    /// A whole number.
    Whole,
    /// A fraction from 0 to 1.
    Share,
    /// The one version of the format.
    Version,
    /// A date as exactly as it is known.
    Date,
    /// A link.
    Address,
    /// The number or id of a place.
    Place,
    /// A list of them.
    Places,
    /// The id of something else.
    Reference,
    /// A list of them.
    References,
    /// A block of keys.
    Block(&'static Block),
    /// A list of blocks.
    Blocks(&'static Block),
}

/// The keys of a kind of file.
pub fn block(kind: FileKind) -> &'static Block {
    match kind {
        FileKind::Manifest => &MANIFEST,
        FileKind::Sources => &SOURCES,
        FileKind::Step => &STEP_FILE,
        FileKind::Examples => &EXAMPLES_FILE,
        FileKind::Glossary => &GLOSSARY,
        FileKind::Answers => &ANSWERS,
        FileKind::Gaps => &GAPS,
        FileKind::Background => &BACKGROUND_FILE,
        FileKind::Questions => &QUESTIONS,
        FileKind::Calibration => &CALIBRATION,
    }
}

impl Block {
    /// The names of its keys.
    pub fn names(&self) -> impl Iterator<Item = &'static str> {
        self.keys.iter().map(|key| key.name)
    }

    /// Whether it knows a key.
    pub fn knows(&self, name: &str) -> bool {
        self.names().any(|known| known == name)
    }
}

/// The words for the three forms of where something comes from.
pub(super) const ORIGINS: [(&str, Origin); 3] = [
    ("guide", Origin::Guide),
    ("sister", Origin::Sister),
    ("additional", Origin::Additional),
];

/// The words for whose words they are.
pub(super) const WORDINGS: [(&str, Wording); 2] = [
    ("paraphrase", Wording::Paraphrase),
    ("verbatim", Wording::Verbatim),
];

/// The words for how much is known of a place.
pub(super) const STATUS: [(&str, Status); 3] = [
    ("complete", Status::Complete),
    ("partial", Status::Partial),
    ("unknown", Status::Unknown),
];

/// The words for whether the editors put an example to its places.
pub(super) const ASSIGNED: [(&str, bool); 2] = [("source", false), ("editorial", true)];

/// The words for the kinds of material.
pub(super) const MATERIAL_KINDS: [(&str, MaterialKind); 4] = [
    ("link", MaterialKind::Link),
    ("document", MaterialKind::Document),
    ("chapter", MaterialKind::Chapter),
    ("video", MaterialKind::Video),
];

/// The words for whether a material is still to come.
pub(super) const MATERIAL_STATUS: [(&str, bool); 2] = [("available", false), ("placeholder", true)];

/// The words for the kinds of refusal.
pub(super) const REFUSALS: [(&str, &str); 4] = [
    ("off_topic", "off_topic"),
    ("absent", "absent"),
    ("unknown_step", "unknown_step"),
    ("unknown_town", "unknown_town"),
];

const fn words<T: Copy, const N: usize>(pairs: &[(&'static str, T); N]) -> [&'static str; N] {
    let mut words = [""; N];
    let mut at = 0;
    while at < N {
        words[at] = pairs[at].0;
        at += 1;
    }
    words
}

const fn always(name: &'static str, shape: Shape, about: &'static str) -> Key {
    Key {
        name,
        occurs: Occurs::Always,
        shape,
        about,
    }
}

const fn often(name: &'static str, shape: Shape, about: &'static str) -> Key {
    Key {
        name,
        occurs: Occurs::Often,
        shape,
        about,
    }
}

const fn seldom(name: &'static str, shape: Shape, about: &'static str) -> Key {
    Key {
        name,
        occurs: Occurs::Seldom,
        shape,
        about,
    }
}

const ID: Key = always(
    "id",
    Shape::Id,
    "bleibt für immer gleich; a-z, 0-9 und -, höchstens 24 Zeichen",
);
const FILE_FROM: Key = often(
    "from",
    Shape::Block(&FROM),
    "Herkunft; gilt für die ganze Datei",
);
const OWN_FROM: Key = seldom(
    "from",
    Shape::Block(&FROM),
    "eigene Herkunft; ersetzt einzelne Angaben der Datei",
);
const NOTE: Key = seldom(
    "note",
    Shape::Markdown,
    "was fehlt, sich widerspricht oder zu wissen ist; wird mit angezeigt",
);
const ALIASES: Key = often(
    "aliases",
    Shape::Lines,
    "wie Menschen danach fragen, drei bis acht Formen in ihren Worten",
);
const QUESTION_FORMS: Key = always(
    "questions",
    Shape::Lines,
    "zwei bis sechs Frageformen, wie Menschen tippen",
);
const MATERIAL_LIST: Key = seldom(
    "materials",
    Shape::Blocks(&MATERIAL),
    "Links, Dokumente, Kapitelangaben, Videos",
);

pub(super) static FROM: Block = Block {
    what: "from",
    about: "Woher die Angaben kommen. Was nicht bekannt ist, bleibt `unknown`.",
    keys: &[
        often(
            "origin",
            Shape::Word(&words(&ORIGINS)),
            "guide = der Leitfaden, sister = Schwester-Leitfaden, additional = zusätzliches Beispiel",
        ),
        often(
            "sources",
            Shape::References,
            "Kennungen aus sources.yaml, mindestens eine",
        ),
        often(
            "as_of",
            Shape::Date,
            "Stand: unknown, \"2018\", \"2018-11\" oder \"2018-11-21\"; nie geraten",
        ),
        often(
            "captured",
            Shape::Date,
            "wann die Angaben übernommen wurden",
        ),
        often(
            "wording",
            Shape::Word(&words(&WORDINGS)),
            "paraphrase = eigene Worte, verbatim = Wortlaut",
        ),
    ],
};

pub(super) static MANIFEST: Block = Block {
    what: "guide.yaml",
    about: "Der Leitfaden im Überblick: Titel, Begrüßung, Hinweise.",
    keys: &[
        always("format", Shape::Version, "Fassung des Formats; zurzeit 1"),
        always("title", Shape::Line, "kurzer Titel, steht in der Übersicht"),
        often("subtitle", Shape::Line, "eine Zeile unter dem Titel"),
        always("language", Shape::Line, "Sprache der Texte, etwa de"),
        always(
            "welcome",
            Shape::Markdown,
            "Begrüßung bei /start, weniger als 500 Zeichen",
        ),
        always(
            "origins",
            Shape::Block(&ORIGIN_NAMES),
            "wie die drei Arten der Herkunft angezeigt werden",
        ),
        always(
            "wordings",
            Shape::Block(&WORDING_NAMES),
            "wie der Wortlaut angezeigt wird",
        ),
        often(
            "notices",
            Shape::Block(&NOTICES),
            "eigene Texte für feste Anlässe",
        ),
        seldom(
            "stale_after_years",
            Shape::Whole,
            "ab wie vielen Jahren `lotse check` Angaben alt nennt",
        ),
        seldom(
            "common_words",
            Shape::Lines,
            "Alltagswörter, die allein nie zu einem Begriff führen",
        ),
        seldom(
            "retired",
            Shape::Lines,
            "ids, die es nicht mehr gibt und nie wieder geben darf",
        ),
    ],
};

pub(super) static ORIGIN_NAMES: Block = Block {
    what: "origins",
    about: "Namen der drei Arten der Herkunft.",
    keys: &[
        always("guide", Shape::Line, "der Leitfaden selbst"),
        always("sister", Shape::Line, "ein Schwester-Leitfaden"),
        always("additional", Shape::Line, "keiner von beiden"),
    ],
};

pub(super) static WORDING_NAMES: Block = Block {
    what: "wordings",
    about: "Namen für den Wortlaut.",
    keys: &[
        always("paraphrase", Shape::Line, "in Worten der Redaktion"),
        always("verbatim", Shape::Line, "im Wortlaut der Quelle"),
    ],
};

pub(super) static NOTICES: Block = Block {
    what: "notices",
    about: "Texte dieses Leitfadens für feste Anlässe.",
    keys: &[
        often(
            "off_topic",
            Shape::Markdown,
            "die Frage hat nichts mit dem Leitfaden zu tun",
        ),
        often(
            "no_answer",
            Shape::Markdown,
            "es ist sein Thema, aber er beantwortet sie nicht",
        ),
        seldom(
            "personal_case",
            Shape::Markdown,
            "jemand fragt nach dem eigenen Fall oder den eigenen Rechten",
        ),
        seldom(
            "privacy",
            Shape::Markdown,
            "wer verantwortlich ist und was gespeichert wird",
        ),
        seldom(
            "group_welcome",
            Shape::Markdown,
            "Begrüßung in einer Gruppe",
        ),
        seldom("about", Shape::Markdown, "was der Bot kann"),
        often(
            "editorial",
            Shape::Markdown,
            "Hinweis auf eine Zuordnung der Redaktion",
        ),
        often(
            "unknown_address",
            Shape::Markdown,
            "statt einer Adresse, die nicht bekannt ist",
        ),
        often(
            "to_follow",
            Shape::Markdown,
            "statt eines Materials, das noch kommt",
        ),
    ],
};

pub(super) static SOURCES: Block = Block {
    what: "sources.yaml",
    about: "Alle Quellen, auf die `from` sich bezieht.",
    keys: &[always("sources", Shape::Blocks(&SOURCE), "die Quellen")],
};

pub(super) static SOURCE: Block = Block {
    what: "Quelle",
    about: "Etwas, das veröffentlicht wurde.",
    keys: &[
        ID,
        always("name", Shape::Line, "wie sie heißt"),
        often("address", Shape::Address, "wo sie steht, wenn bekannt"),
        seldom(
            "held_by",
            Shape::Line,
            "wer die Kopie vorhält, wenn es nicht die Herausgeber*innen sind",
        ),
    ],
};

pub(super) static STEP_FILE: Block = Block {
    what: "Schritt-Datei",
    about: "Ein Schritt mit seinen Abschnitten. Der Dateiname beginnt mit der Nummer: steps/3-ziele.yaml.",
    keys: &[
        FILE_FROM,
        always("step", Shape::Block(&STEP), "der Schritt"),
    ],
};

const PLACE: [Key; 13] = [
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
    seldom(
        "tips",
        Shape::Markdowns,
        "nur, was die Quelle selbst Praxistipp nennt",
    ),
    MATERIAL_LIST,
    seldom(
        "see",
        Shape::Blocks(&CROSS_REFERENCE),
        "Verweise auf andere Stellen",
    ),
    OWN_FROM,
];

const fn with_sections() -> [Key; 14] {
    let [a, b, c, d, e, f, g, h, i, j, k, l, m] = PLACE;
    let sections = seldom(
        "sections",
        Shape::Blocks(&SECTION),
        "Abschnitte 1.1, 1.2 …; gleicher Aufbau wie der Schritt",
    );
    [a, b, c, d, e, f, g, h, i, j, k, l, m, sections]
}

pub(super) static STEP: Block = Block {
    what: "Schritt",
    about: "Ein Schritt. Hat er Abschnitte, sagt sein Einstieg nur, worum es geht.",
    keys: &with_sections(),
};

pub(super) static SECTION: Block = Block {
    what: "Abschnitt",
    about: "Ein Abschnitt eines Schritts.",
    keys: &PLACE,
};

pub(super) static PART: Block = Block {
    what: "Teil",
    about: "Ein Teil des Textes mit eigenem Titel.",
    keys: &[
        ID,
        always("title", Shape::Line, "die Zwischenüberschrift"),
        always("text", Shape::Markdown, "der Text"),
    ],
};

pub(super) static TASK: Block = Block {
    what: "Aufgabe",
    about: "Etwas zum Abhaken.",
    keys: &[
        ID,
        always("text", Shape::Line, "was zu tun ist, höchstens 100 Zeichen"),
        seldom("detail", Shape::Markdown, "Genaueres dazu"),
    ],
};

pub(super) static CROSS_REFERENCE: Block = Block {
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

pub(super) static MATERIAL: Block = Block {
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

pub(super) static EXAMPLES_FILE: Block = Block {
    what: "Beispiel-Datei",
    about: "Eine Kommune mit ihren Beispielen, eine Datei je Kommune: examples/bochum.yaml.",
    keys: &[
        always("municipality", Shape::Block(&MUNICIPALITY), "die Kommune"),
        FILE_FROM,
        often("examples", Shape::Blocks(&EXAMPLE), "ihre Beispiele"),
    ],
};

pub(super) static MUNICIPALITY: Block = Block {
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

pub(super) static EXAMPLE: Block = Block {
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

pub(super) static GLOSSARY: Block = Block {
    what: "glossary.yaml",
    about: "Begriffe und Abkürzungen.",
    keys: &[
        FILE_FROM,
        always("terms", Shape::Blocks(&TERM), "die Begriffe"),
    ],
};

pub(super) static TERM: Block = Block {
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

pub(super) static BACKGROUND_FILE: Block = Block {
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

pub(super) static BACKGROUND: Block = Block {
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

pub(super) static ANSWERS: Block = Block {
    what: "answers.yaml",
    about: "Fertige Antworten auf Fragen, die ein einzelner Satz nicht beantwortet.",
    keys: &[
        FILE_FROM,
        always("answers", Shape::Blocks(&ANSWER), "die Antworten"),
    ],
};

pub(super) static ANSWER: Block = Block {
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

pub(super) static GAPS: Block = Block {
    what: "gaps.yaml",
    about: "Fragen, auf die der Leitfaden keine Antwort gibt.",
    keys: &[always("gaps", Shape::Blocks(&GAP), "die Lücken")],
};

pub(super) static GAP: Block = Block {
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

pub(super) static QUESTIONS: Block = Block {
    what: "questions.yaml",
    about: "Prüffragen für `lotse eval`; im Chat nie zu sehen.",
    keys: &[
        often(
            "floors",
            Shape::Block(&FLOORS),
            "Werte, die nicht unterschritten werden sollen, als Anteile",
        ),
        always("questions", Shape::Blocks(&QUESTION), "die Prüffragen"),
    ],
};

pub(super) static CALIBRATION: Block = Block {
    what: "calibration.yaml",
    about: "Ab wann Lotse antwortet. Schreibt `lotse eval --calibrate`; bitte nicht von Hand ändern.",
    keys: &[
        always(
            "answer",
            Shape::Share,
            "ab dieser Sicherheit wird etwas als Antwort gezeigt",
        ),
        always(
            "theme",
            Shape::Share,
            "unter dieser Sicherheit gilt eine Frage als fremdes Thema",
        ),
        always(
            "close",
            Shape::Share,
            "ab diesem Anteil am ersten Treffer wird ein zweiter mit angeboten",
        ),
        always(
            "of",
            Shape::Line,
            "Prüfsumme der Inhalte und Prüffragen, aus denen gerechnet wurde",
        ),
    ],
};

pub(super) static FLOORS: Block = Block {
    what: "floors",
    about: "Unter diesen Werten gilt die Prüfung als nicht bestanden.",
    keys: &[
        often(
            "hit_at_1",
            Shape::Share,
            "die richtige Stelle ist der erste Treffer",
        ),
        often("hit_at_3", Shape::Share, "sie ist unter den ersten drei"),
        often("mrr", Shape::Share, "mittlerer Kehrwert des Rangs"),
        often("refused_off_topic", Shape::Share, "Fremdes wird abgelehnt"),
        often(
            "refused_absent",
            Shape::Share,
            "was fehlt, wird nicht beantwortet",
        ),
        seldom(
            "refused_unknown_step",
            Shape::Share,
            "unbekannte Schritte werden als solche genannt",
        ),
        seldom(
            "refused_unknown_town",
            Shape::Share,
            "unbekannte Orte werden als solche genannt",
        ),
        often(
            "wrong_refusals",
            Shape::Share,
            "zu Unrecht abgelehnt; hier ist weniger besser",
        ),
    ],
};

pub(super) static QUESTION: Block = Block {
    what: "Frage",
    about: "Eine Prüffrage. Sie nennt entweder `places` oder `refuse`.",
    keys: &[
        always(
            "ask",
            Shape::Line,
            "die Frage, wie Menschen sie tippen; keine der Frageformen",
        ),
        often(
            "places",
            Shape::Lines,
            "eine davon ist richtig: Nummer, id eines Beispiels, term:ID oder Name des Hintergrunds",
        ),
        seldom(
            "refuse",
            Shape::Word(&words(&REFUSALS)),
            "warum keine Antwort richtig ist",
        ),
    ],
};

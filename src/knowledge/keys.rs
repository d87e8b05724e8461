//! Which keys the files know, what belongs behind them and what they are for: one table for all who need it.
//!
//! [`decode`](super::decode) refuses what is not in it, [`schema`](super::schema) turns it into JSON Schema for editors
//! that complete keys, [`skeleton`](super::skeleton) into a file to fill in. A new key is one more row here and one
//! line in `decode`; tests hold the two together. What is said of a key is German, because editors read it.

mod answers;
mod examples;
mod glossary;
mod golden;
mod manifest;
mod places;

use super::model::{MaterialKind, Origin, Status, Wording};
use super::source::FileKind;

pub(super) use answers::*;
pub(super) use examples::*;
pub(super) use glossary::*;
pub(super) use golden::*;
pub(super) use manifest::*;
pub(super) use places::*;

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
    "wie Menschen danach fragen, vier bis sechs Formen in ihren Worten",
);
const QUESTION_FORMS: Key = always(
    "questions",
    Shape::Lines,
    "vier bis sechs Frageformen, wie Menschen tippen",
);
const MATERIAL_LIST: Key = seldom(
    "materials",
    Shape::Blocks(&MATERIAL),
    "Links, Dokumente, Kapitelangaben, Videos",
);

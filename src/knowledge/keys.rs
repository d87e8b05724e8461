//! What may stand behind a key of a file, and what it is for.
//!
//! A [`KeyTable`] is made from the declaration of each entry in [`model`](super::model), with `entries!`. The reader
//! refuses what is not in it, [`schema`](super::schema) turns it into JSON Schema for editors that complete keys,
//! [`skeleton`](super::skeleton) into a file to fill in. What is said of a key is German, because editors read it.

/// What stands in a skeleton where something is to be written.
pub(super) const PLACEHOLDER: &str = "…";

/// The keys of a file, or of an entry in one.
#[derive(Debug)]
pub struct KeyTable {
    /// What the entry is called in messages.
    pub what: &'static str,
    /// What it is for.
    pub about: &'static str,
    /// What the entry's id is the id of; its first key, where it has one.
    pub named: Option<IdKind>,
    /// Its keys, in the order in which they are usually written.
    pub keys: &'static [KeyRow],
    /// The keys behind these that make no value of their own.
    pub also: &'static [KeyRow],
}

/// What an id is the id of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum IdKind {
    /// A step.
    Step,
    /// A section.
    Section,
    /// A municipality.
    Municipality,
    /// A source.
    Source,
    /// A decision.
    Decision,
    /// An example.
    Example,
    /// A term.
    Term,
    /// A curated answer.
    Answer,
    /// A gap.
    Gap,
    /// A background text.
    Background,
    /// A frame of a document.
    Frame,
    /// A part, task, material or answer: an id inside another entry.
    Inner,
}

/// One key.
#[derive(Debug)]
pub struct KeyRow {
    /// The key as it is written.
    pub name: &'static str,
    /// How often it is there.
    pub occurs: Occurs,
    /// What belongs behind it.
    pub shape: ValueShape,
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
pub enum ValueShape {
    /// A name that other entries, ticks and links hang on.
    Id,
    /// The number of a place, in quotes.
    Number,
    /// A text of one line.
    Line,
    /// A text with paragraphs and markup.
    Markdown,
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
    /// The id of something else.
    Reference,
    /// An entry with keys of its own.
    Entry(&'static KeyTable),
    /// A list.
    List(&'static ValueShape),
    /// One, or several in a list.
    OneOrList(&'static ValueShape),
}

impl KeyTable {
    /// All keys, in order.
    pub fn rows(&self) -> impl Iterator<Item = &'static KeyRow> {
        let id = self.named.map(|_| &ID);
        id.into_iter().chain(self.keys).chain(self.also)
    }

    /// The names of its keys.
    pub fn names(&self) -> impl Iterator<Item = &'static str> {
        self.rows().map(|key| key.name)
    }

    /// Whether it knows a key.
    pub fn knows(&self, name: &str) -> bool {
        self.names().any(|known| known == name)
    }
}

impl KeyRow {
    /// The key with a value that can stand behind it, or with dots for what only editors know.
    pub fn example(&self) -> String {
        let value = match &self.shape {
            ValueShape::Version => "1",
            ValueShape::Word(words) => words.first().copied().unwrap_or(PLACEHOLDER),
            ValueShape::Date => "unknown",
            _ => PLACEHOLDER,
        };
        format!("{}: {value}", self.name)
    }
}

impl ValueShape {
    /// The keys of the entry that belongs there, or of those in a list.
    pub fn entry(&self) -> Option<&'static KeyTable> {
        match self {
            Self::Entry(table) | Self::List(Self::Entry(table)) => Some(table),
            _ => None,
        }
    }
}

/// A key without which an entry is incomplete.
pub(super) const fn always(name: &'static str, shape: ValueShape, about: &'static str) -> KeyRow {
    row(Occurs::Always, name, shape, about)
}

/// A key that a skeleton offers.
pub(super) const fn often(name: &'static str, shape: ValueShape, about: &'static str) -> KeyRow {
    row(Occurs::Often, name, shape, about)
}

/// A key that a skeleton offers as a comment.
pub(super) const fn seldom(name: &'static str, shape: ValueShape, about: &'static str) -> KeyRow {
    row(Occurs::Seldom, name, shape, about)
}

const fn row(occurs: Occurs, name: &'static str, shape: ValueShape, about: &'static str) -> KeyRow {
    KeyRow {
        name,
        occurs,
        shape,
        about,
    }
}

static ID: KeyRow = always(
    "id",
    ValueShape::Id,
    "bleibt für immer gleich; a-z, 0-9 und -, höchstens 24 Zeichen",
);

// What is said of keys that several entries have.
pub(super) const FILE_FROM: &str = "Herkunft; gilt für die ganze Datei";
pub(super) const OWN_FROM: &str = "eigene Herkunft; ersetzt einzelne Angaben der Datei";
pub(super) const NOTE: &str = "was fehlt, sich widerspricht oder zu wissen ist; wird mit angezeigt";
pub(super) const SHORT: &str =
    "der Titel in höchstens 34 Zeichen, für Knöpfe; nötig, wenn er länger ist";
pub(super) const FORMERLY: &str =
    "ids, die es früher hatte; Haken, Knöpfe und Links mit ihnen gelten weiter";
pub(super) const ALIASES: &str =
    "wie Menschen danach fragen, vier bis sechs Formen in ihren Worten";
pub(super) const QUESTIONS: &str = "vier bis sechs Frageformen, wie Menschen tippen";
pub(super) const MATERIALS: &str = "Links, Dokumente, Kapitelangaben, Videos";

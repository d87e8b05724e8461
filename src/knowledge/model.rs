//! The guide as values: what a folder of YAML means once it has been read and checked.
//!
//! Invariant: a `Guide` that [`load`](super::load()) returned without faults has unique ids, references that lead
//! somewhere, and places in reading order (a step, then its sections, then the next step). All look-ups are by
//! id; the numbers people see are looked up by [`Guide::place_numbered`].

use std::collections::BTreeMap;
use std::path::PathBuf;

use super::ids::*;
use crate::text::{Link, RichText};

/// One whole guide.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Guide {
    /// Title, welcome, notices: what the program says in this guide's name.
    pub manifest: Manifest,
    /// Where things come from.
    pub sources: Vec<Source>,
    /// Steps and sections in reading order.
    pub places: Vec<Place>,
    /// Towns and districts that examples come from.
    pub municipalities: Vec<Municipality>,
    /// How municipalities did it.
    pub examples: Vec<Example>,
    /// The glossary.
    pub terms: Vec<Term>,
    /// Answers that editors wrote for questions one sentence cannot answer.
    pub answers: Vec<CuratedAnswer>,
    /// Questions the guide does not answer.
    pub gaps: Vec<Gap>,
    /// What stands behind the guide.
    pub background: Vec<Background>,
    /// What the background is called where a place is shown, e.g. "Orientierungsrahmen".
    pub background_label: String,
    /// Questions with their right places, for measuring; never indexed.
    pub golden: GoldenQuestions,
    /// Where the lines of deciding are drawn, if that was ever computed for this guide.
    pub calibration: Option<Calibration>,
}

/// What the guide says of itself.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Manifest {
    /// The guide's title.
    pub title: String,
    /// One line below the title.
    pub subtitle: Option<String>,
    /// The language of the content, e.g. `de`.
    pub language: String,
    /// What is said at `/start`, under 500 characters.
    pub welcome: RichText,
    /// How each origin is called where it is shown.
    pub origins: BTreeMap<Origin, String>,
    /// How each wording is called where it is shown.
    pub wordings: BTreeMap<Wording, String>,
    /// Texts for fixed occasions.
    pub notices: BTreeMap<Notice, RichText>,
    /// `check` mentions content whose date is older than this many years.
    pub stale_after_years: Option<u32>,
    /// Synonyms that are common words and never point to a term by themselves, lower case.
    pub common_words: Vec<String>,
    /// Ids that were used once and never may be again.
    pub retired: Vec<String>,
}

/// The occasions for which a guide may bring a text of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Notice {
    /// A question has nothing to do with the guide (`off_topic`).
    OffTopic,
    /// The guide's theme, but it does not answer (`no_answer`).
    NoAnswer,
    /// Who is responsible and what is kept (`privacy`).
    Privacy,
    /// The bot was added to a group (`group_welcome`).
    GroupWelcome,
    /// What the bot can do (`about`).
    About,
    /// The mark of an assignment made by the editors (`editorial`).
    Editorial,
    /// Instead of an address that is not known (`unknown_address`).
    UnknownAddress,
    /// Instead of a material that is still to come (`to_follow`).
    ToFollow,
}

/// The three forms of where something comes from.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Origin {
    /// The guide itself.
    #[default]
    Guide,
    /// A sister guide of the same build.
    Sister,
    /// Neither: an additional example.
    Additional,
}

/// Whose words a text is in.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Wording {
    /// The editors' words on the ground of the source.
    #[default]
    Paraphrase,
    /// The publisher's words.
    Verbatim,
}

/// A date as exactly as it is known.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum AsOf {
    /// Not known, and not guessed.
    #[default]
    Unknown,
    /// A year.
    Year(i32),
    /// A year and month (1 to 12).
    Month(i32, u8),
    /// A day: year, month, day.
    Day(i32, u8, u8),
}

/// Where something comes from; always shown with it.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Provenance {
    /// Which of the three forms.
    pub origin: Origin,
    /// The sources, at least one in a checked guide.
    pub sources: Vec<SourceId>,
    /// The date of the content (*Stand*).
    pub as_of: AsOf,
    /// When it was taken over.
    pub captured: AsOf,
    /// Whose words.
    pub wording: Wording,
}

/// Something that was published.
#[derive(Debug, Clone, PartialEq)]
pub struct Source {
    /// Its name in the files.
    pub id: SourceId,
    /// What it is called.
    pub name: String,
    /// Where it is, if known.
    pub address: Option<Link>,
    /// Who holds the copy, when that is not the publisher.
    pub held_by: Option<String>,
}

/// How much is known of a place.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Status {
    /// All of it.
    #[default]
    Complete,
    /// A beginning or an extract.
    Partial,
    /// Nothing but that it exists.
    Unknown,
}

/// A step or a section: what a citation points to and a walk stands on.
#[derive(Debug, Clone, PartialEq)]
pub struct Place {
    /// Its name in sessions, action data and links.
    pub id: PlaceId,
    /// The number people see: `1`, `1.2`.
    pub number: String,
    /// The step a section belongs to; `None` for a step.
    pub step: Option<PlaceId>,
    /// Its title.
    pub title: String,
    /// How much is known of it.
    pub status: Status,
    /// What is missing or good to know; shown with it.
    pub note: RichText,
    /// Ways people ask for its opening.
    pub aliases: Vec<String>,
    /// What one sees first, at most 600 characters.
    pub opening: RichText,
    /// The rest of the text, one tap away.
    pub parts: Vec<Part>,
    /// What can be ticked off here.
    pub tasks: Vec<Task>,
    /// Ways people ask for the tasks.
    pub task_aliases: Vec<String>,
    /// Practice tips that the source calls so.
    pub tips: Vec<RichText>,
    /// Ways people ask for the tips.
    pub tip_aliases: Vec<String>,
    /// Links, documents, chapters, videos.
    pub materials: Vec<Material>,
    /// Ways people ask for the materials.
    pub material_aliases: Vec<String>,
    /// Other places this one sends its readers to.
    pub see: Vec<CrossReference>,
    /// Where it comes from.
    pub from: Provenance,
}

/// A titled part of a place's text.
#[derive(Debug, Clone, PartialEq)]
pub struct Part {
    /// Its name inside the place.
    pub id: PartId,
    /// Its title.
    pub title: String,
    /// Ways people ask for it.
    pub aliases: Vec<String>,
    /// The text.
    pub text: RichText,
    /// Whether it is a remark of the editors: read with the place, never shown as an answer.
    pub remark: bool,
}

/// Something to tick off.
#[derive(Debug, Clone, PartialEq)]
pub struct Task {
    /// Its name inside the place.
    pub id: TaskId,
    /// What is to be done, one line.
    pub text: String,
    /// More about it.
    pub detail: RichText,
}

/// A pointer from one place to another.
#[derive(Debug, Clone, PartialEq)]
pub struct CrossReference {
    /// Where it leads.
    pub place: PlaceId,
    /// What one finds there.
    pub why: Option<String>,
}

/// A link, a document, a chapter reference or a video.
#[derive(Debug, Clone, PartialEq)]
pub struct Material {
    /// Its name inside the place or example.
    pub id: MaterialId,
    /// Which of the four.
    pub kind: MaterialKind,
    /// Its title.
    pub title: String,
    /// What it is, or where in it.
    pub text: Option<String>,
    /// Where it is, if known.
    pub address: Option<Link>,
    /// Whose it is.
    pub municipality: Option<MunicipalityId>,
    /// Who is seen in it.
    pub person: Option<String>,
    /// Whether it is still to come.
    pub placeholder: bool,
    /// A picture below the knowledge folder.
    pub image: Option<Image>,
}

/// A picture with what it shows in words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Image {
    /// Its path, relative to the knowledge folder.
    pub path: PathBuf,
    /// What is to be seen, for those who do not see it.
    pub text: String,
}

/// The kinds of material.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum MaterialKind {
    /// A page on the web.
    Link,
    /// A document.
    Document,
    /// A chapter of a document.
    Chapter,
    /// A video.
    Video,
}

/// A town or district that examples come from.
#[derive(Debug, Clone, PartialEq)]
pub struct Municipality {
    /// Its name in the files.
    pub id: MunicipalityId,
    /// Its name.
    pub name: String,
    /// Other names and usual misspellings.
    pub aliases: Vec<String>,
    /// Shown with its examples.
    pub note: RichText,
}

/// How a municipality did it.
#[derive(Debug, Clone, PartialEq)]
pub struct Example {
    /// Its name in sessions, action data and links.
    pub id: ExampleId,
    /// Whose it is.
    pub municipality: MunicipalityId,
    /// Further municipalities, for joint examples.
    pub also: Vec<MunicipalityId>,
    /// Its title.
    pub title: String,
    /// The places it belongs to.
    pub places: Vec<PlaceId>,
    /// Whether the editors, not the source, put it to these places.
    pub editorial: bool,
    /// When it happened, as far as known.
    pub period: Option<String>,
    /// Keywords.
    pub topics: Vec<String>,
    /// Ways people ask for it.
    pub aliases: Vec<String>,
    /// The text.
    pub text: RichText,
    /// Contradictions and restrictions; shown with it.
    pub note: RichText,
    /// Links, documents, chapters, videos.
    pub materials: Vec<Material>,
    /// Where it comes from.
    pub from: Provenance,
}

/// A glossary entry.
#[derive(Debug, Clone, PartialEq)]
pub struct Term {
    /// Its name in links.
    pub id: TermId,
    /// The term.
    pub term: String,
    /// Other words and abbreviations for it.
    pub synonyms: Vec<String>,
    /// Ways people ask for it.
    pub aliases: Vec<String>,
    /// What it means, one to three sentences.
    pub text: RichText,
    /// Where it matters.
    pub places: Vec<PlaceId>,
    /// Whether the explanation is general knowledge, not from the source.
    pub general: bool,
    /// Where it comes from.
    pub from: Provenance,
}

/// An answer written by editors.
#[derive(Debug, Clone, PartialEq)]
pub struct CuratedAnswer {
    /// Its name.
    pub id: AnswerId,
    /// The questions it answers.
    pub questions: Vec<String>,
    /// The answer, at most 300 characters.
    pub text: RichText,
    /// The places it rests on, at least one.
    pub places: Vec<PlaceId>,
    /// Where it comes from, if it says so itself; otherwise it comes from its first place.
    pub from: Option<Provenance>,
}

/// A question the guide does not answer.
#[derive(Debug, Clone, PartialEq)]
pub struct Gap {
    /// Its name.
    pub id: GapId,
    /// The questions.
    pub questions: Vec<String>,
    /// What is not said, and what helps instead.
    pub text: RichText,
    /// The nearest place that does help.
    pub nearest: PlaceId,
}

/// A passage of what stands behind the guide.
#[derive(Debug, Clone, PartialEq)]
pub struct Background {
    /// Its name in links.
    pub id: BackgroundId,
    /// Its title.
    pub title: String,
    /// Ways people ask for it.
    pub aliases: Vec<String>,
    /// The text.
    pub text: RichText,
    /// Where it comes from.
    pub from: Provenance,
}

/// Questions with what is right for them.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct GoldenQuestions {
    /// The figures under which a run counts as failed, by name, as fractions.
    pub floors: BTreeMap<String, f64>,
    /// The questions.
    pub questions: Vec<GoldenQuestion>,
}

/// Where the lines of deciding are drawn for this guide, computed from its golden questions.
#[derive(Debug, Clone, PartialEq)]
pub struct Calibration {
    /// From this confidence on something is presented as the answer.
    pub answer: f32,
    /// Below this confidence a question counts as another theme.
    pub theme: f32,
    /// Below this confidence an answer is shown with a caution.
    pub sure: f32,
    /// What it was computed from, so that somebody can be told when that has changed.
    pub of: String,
}

/// One question as people type it.
#[derive(Debug, Clone, PartialEq)]
pub struct GoldenQuestion {
    /// The words.
    pub ask: String,
    /// What is right.
    pub expect: Expectation,
}

/// What a golden question should lead to.
#[derive(Debug, Clone, PartialEq)]
pub enum Expectation {
    /// One of these: a place's number, an example's id, `term:ID`, or the background label.
    Places(Vec<String>),
    /// A refusal of this kind: `off_topic`, `absent`, `unknown_step`, `unknown_town`.
    Refusal(String),
}

impl Guide {
    /// The place of that id.
    pub fn place(&self, id: &PlaceId) -> Option<&Place> {
        self.places.iter().find(|place| place.id == *id)
    }

    /// The place that people see under that number (`"1"`, `"1.2"`).
    pub fn place_numbered(&self, number: &str) -> Option<&Place> {
        self.places.iter().find(|place| place.number == number)
    }

    /// The steps in order.
    pub fn steps(&self) -> impl Iterator<Item = &Place> {
        self.places.iter().filter(|place| place.step.is_none())
    }

    /// The sections of a step in order.
    pub fn sections<'a>(&'a self, step: &'a PlaceId) -> impl Iterator<Item = &'a Place> {
        self.places
            .iter()
            .filter(move |place| place.step.as_ref() == Some(step))
    }

    /// The place after this one in reading order.
    pub fn after(&self, id: &PlaceId) -> Option<&Place> {
        let at = self.places.iter().position(|place| place.id == *id)?;
        self.places.get(at + 1)
    }

    /// What comes next for somebody who is done with a place: after a step the next step, not its own first section.
    pub fn following(&self, id: &PlaceId) -> Option<&Place> {
        if self.place(id)?.step.is_some() {
            return self.after(id);
        }
        self.steps().skip_while(|step| step.id != *id).nth(1)
    }

    /// The place before this one in reading order.
    pub fn before(&self, id: &PlaceId) -> Option<&Place> {
        let at = self.places.iter().position(|place| place.id == *id)?;
        self.places.get(at.checked_sub(1)?)
    }

    /// The examples that belong to a place itself, not to its sections.
    pub fn examples_at<'a>(&'a self, place: &'a PlaceId) -> impl Iterator<Item = &'a Example> {
        self.examples
            .iter()
            .filter(move |example| example.places.contains(place))
    }

    /// The example of that id.
    pub fn example(&self, id: &ExampleId) -> Option<&Example> {
        self.examples.iter().find(|example| example.id == *id)
    }

    /// The municipality of that id.
    pub fn municipality(&self, id: &MunicipalityId) -> Option<&Municipality> {
        self.municipalities
            .iter()
            .find(|municipality| municipality.id == *id)
    }

    /// The term of that id.
    pub fn term(&self, id: &TermId) -> Option<&Term> {
        self.terms.iter().find(|term| term.id == *id)
    }

    /// The curated answer of that id.
    pub fn answer(&self, id: &AnswerId) -> Option<&CuratedAnswer> {
        self.answers.iter().find(|answer| answer.id == *id)
    }

    /// The gap of that id.
    pub fn gap(&self, id: &GapId) -> Option<&Gap> {
        self.gaps.iter().find(|gap| gap.id == *id)
    }

    /// The background passage of that id.
    pub fn background(&self, id: &BackgroundId) -> Option<&Background> {
        self.background
            .iter()
            .find(|background| background.id == *id)
    }

    /// The source of that id.
    pub fn source(&self, id: &SourceId) -> Option<&Source> {
        self.sources.iter().find(|source| source.id == *id)
    }

    /// The guide's own text for an occasion, empty where it brings none.
    pub fn notice(&self, notice: Notice) -> RichText {
        self.manifest
            .notices
            .get(&notice)
            .cloned()
            .unwrap_or_default()
    }
}

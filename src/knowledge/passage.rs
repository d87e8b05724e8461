//! The unit that is indexed and quoted.
//!
//! Every text of the guide that could answer a question becomes exactly one passage: a place's opening, each of
//! its parts, its tasks, tips and materials, each example, term, curated answer, gap and background text.

use super::ids::*;
use super::model::Guide;

/// A piece of the guide that can be found and quoted.
#[derive(Debug, Clone, PartialEq)]
pub struct Passage {
    /// A name that stays the same as long as the content's ids do, e.g. `auftrag/opening`, `example/bo-01`.
    pub id: String,
    /// What it is.
    pub kind: PassageKind,
    /// What it shows when opened.
    pub target: Target,
    /// The place it stands at or belongs to; for a curated answer its first.
    pub place: Option<PlaceId>,
    /// Whose example it is.
    pub municipality: Option<MunicipalityId>,
    /// The title that is shown and searched.
    pub title: String,
    /// Ways people ask for it: aliases, synonyms, question forms; searched like the title, never quoted.
    pub questions: Vec<String>,
    /// The text as it is read, plain, one line a paragraph or list item.
    pub text: String,
}

/// What a passage is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum PassageKind {
    /// Text of a step or section.
    Section,
    /// An example.
    Example,
    /// A glossary entry.
    Term,
    /// A curated answer.
    Answer,
    /// A gap: presented as "not found" when it wins.
    Gap,
    /// Background.
    Background,
}

/// What opening a citation shows.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Target {
    /// A place, at its opening or (with a part) at that part.
    Place(PlaceId, Option<PartId>),
    /// An example.
    Example(ExampleId),
    /// A term.
    Term(TermId),
    /// A curated answer.
    Answer(AnswerId),
    /// A gap.
    Gap(GapId),
    /// A background text.
    Background(BackgroundId),
}

/// Cuts a guide into its passages, in the order of the guide.
pub fn passages(guide: &Guide) -> Vec<Passage> {
    let _ = guide;
    todo!()
}

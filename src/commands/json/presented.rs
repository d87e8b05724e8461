//! What of the guide an answer presents: whether it answers, what it is, where it stands.

use serde::{Deserialize, Serialize};

use crate::answer::{Answer, Nothing, Outcome, Response};
use crate::conversation::Shows;
use crate::knowledge::{ExampleId, Guide, MunicipalityId, PlaceId, Target};

/// Whether content is presented as the answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AnswerStatus {
    /// Yes.
    Answered,
    /// Yes, with a caution.
    Unsure,
    /// No.
    NotFound,
}

/// What an answer or passage is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AnswerKind {
    /// Text of a step or section.
    Section,
    /// An example.
    Example,
    /// A glossary entry.
    Term,
    /// A curated answer.
    Answer,
    /// Background.
    Background,
    /// A list of examples.
    List,
    /// A place or another screen of the guide.
    Screen,
    /// A word of the program or of the editors that answers nothing.
    Notice,
}

impl From<&Target> for AnswerKind {
    fn from(target: &Target) -> Self {
        match target {
            Target::Place(..) => AnswerKind::Section,
            Target::Example(_) => AnswerKind::Example,
            Target::Term(_) => AnswerKind::Term,
            Target::Answer(_) => AnswerKind::Answer,
            Target::Gap(_) => AnswerKind::Notice,
            Target::Background(_) => AnswerKind::Background,
        }
    }
}

/// What is presented of the guide.
pub(super) struct Presented {
    pub(super) status: AnswerStatus,
    pub(super) kind: AnswerKind,
    pub(super) place: Option<String>,
    pub(super) municipality: Option<String>,
}

impl Presented {
    /// A screen of the guide is what it shows, whatever it answers.
    pub(super) fn of(guide: &Guide, shows: Option<&Shows>, response: Option<&Response>) -> Self {
        let outcome = response.map(|response| &response.outcome);
        match (shows, outcome) {
            (Some(Shows::Place(id)), _) => Self {
                status: AnswerStatus::Answered,
                kind: AnswerKind::Screen,
                place: number_of(guide, Some(id)),
                municipality: None,
            },
            (Some(Shows::Examples(ids)), _) => Self {
                kind: AnswerKind::List,
                ..Self::example(guide, ids.first())
            },
            (None, Some(Outcome::Answer(answer))) => Self::answer(guide, answer),
            (None, Some(Outcome::NoAnswer(none))) => match &none.why {
                Nothing::JustAnExample(id) => Self::example(guide, Some(id)),
                _ => Self::nothing(),
            },
            _ => Self::nothing(),
        }
    }

    fn answer(guide: &Guide, answer: &Answer) -> Self {
        let citation = &answer.citation;
        let kind = AnswerKind::from(&citation.target);
        let number = citation.number.clone();
        let number = number.or_else(|| number_of(guide, citation.place.as_ref()));
        let placeless = matches!(kind, AnswerKind::Term | AnswerKind::Notice);
        Self {
            status: match (kind, answer.sure) {
                (AnswerKind::Notice, _) => AnswerStatus::NotFound,
                (_, true) => AnswerStatus::Answered,
                (_, false) => AnswerStatus::Unsure,
            },
            kind,
            place: number.filter(|_| !placeless),
            municipality: citation.municipality.clone(),
        }
    }

    fn example(guide: &Guide, id: Option<&ExampleId>) -> Self {
        let Some(example) = id.and_then(|id| guide.example(id)) else {
            return Self::nothing();
        };
        Self {
            status: AnswerStatus::Answered,
            kind: AnswerKind::Example,
            place: number_of(guide, example.places.first()),
            municipality: name_of(guide, Some(&example.municipality)),
        }
    }

    fn nothing() -> Self {
        Self {
            status: AnswerStatus::NotFound,
            kind: AnswerKind::Notice,
            place: None,
            municipality: None,
        }
    }
}

/// The number that people see of a place.
pub(super) fn number_of(guide: &Guide, place: Option<&PlaceId>) -> Option<String> {
    guide.place(place?).map(|place| place.number.clone())
}

/// The name of a municipality.
pub(super) fn name_of(guide: &Guide, municipality: Option<&MunicipalityId>) -> Option<String> {
    let municipality = guide.municipality(municipality?);
    municipality.map(|municipality| municipality.name.clone())
}

//! What is asked, and what comes back.

use crate::knowledge::{ExampleId, GapId, MunicipalityId, PlaceId, Target};
use crate::text::RichText;
use serde::{Deserialize, Serialize};

use super::follow_up::TALK;
use super::ranker::{FeatureRow, Signs};

/// A question with what it may lean on.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Question {
    /// The person's words as typed.
    pub text: String,
    /// What was asked and answered last in this chat, for questions that do not stand alone.
    pub topic: Option<Topic>,
    /// Search exactly these words: no completion, no mending.
    pub literal: bool,
    /// Whether it is meant for the guide, whatever else it may sound like.
    pub of_guide: bool,
}

/// What a chat last talked about; kept in the session so that "Und in Mülheim?" can be completed.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Topic {
    /// What was asked, all questions of the talk in a row.
    pub question: String,
    /// The place of its answer.
    pub place: Option<PlaceId>,
    /// The example its answer quoted.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub example: Option<ExampleId>,
    /// The municipality it was about.
    pub municipality: Option<MunicipalityId>,
}

/// Everything that is known after a question.
#[derive(Debug, Clone, PartialEq)]
pub struct Response {
    /// What was understood, where that differs from what was typed; shown to the person.
    pub understood: Option<String>,
    /// What was searched instead of words that are no German words, where that is what was found; shown to the person.
    pub mended: Vec<String>,
    /// Words of the question that were looked for, where nothing is presented; shown to the person.
    pub sought: Vec<String>,
    /// Words of it that neither the guide nor the language has, likewise.
    pub foreign: Vec<String>,
    /// The answer, the kind of nothing, or what is to be done instead.
    pub outcome: Outcome,
    /// How probable it is that this answers, 0 to 1.
    pub confidence: f32,
    /// The best passages, best first, at most 10.
    pub passages: Vec<Ranked>,
    /// What the next question may lean on.
    pub topic: Option<Topic>,
    /// Why it is answered so.
    pub account: Account,
}

/// A passage by its position in the library, with its score.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Ranked {
    /// Position in [`Library::passages`](super::Library::passages).
    pub passage: usize,
    /// Its probability among all candidates.
    pub score: f32,
}

/// An answer, or none.
#[derive(Debug, Clone, PartialEq)]
#[expect(
    clippy::large_enum_variant,
    reason = "there is one per turn, and most are answers"
)]
pub enum Outcome {
    /// Content is presented as the answer.
    Answer(Answer),
    /// Nothing is.
    NoAnswer(NoAnswer),
    /// It was no question: this intent, by its position in the language pack.
    Intent(usize),
}

/// A paragraph with the place it stands at.
#[derive(Debug, Clone, PartialEq)]
pub struct Answer {
    /// Whether it stands out; if not, it is shown with a caution.
    pub sure: bool,
    /// The passage, or whole sentences of it, the best one set off; about 600 characters at most.
    pub quote: RichText,
    /// Whether the target holds more than the quote.
    pub more: bool,
    /// Where it stands.
    pub citation: Citation,
    /// Two further places at most, best first.
    pub also: Vec<Also>,
    /// One passage for each town, where several were named and compared; the first is the quote's.
    pub towns: Vec<Also>,
    /// Which kind of thing was asked for and is not in the passage, by its position in the language pack.
    pub lacks: Option<usize>,
    /// Examples that belong to the place, a few.
    pub examples: Vec<ExampleId>,
}

/// A further place with its best sentence.
#[derive(Debug, Clone, PartialEq)]
pub struct Also {
    /// Where it stands.
    pub citation: Citation,
    /// Its best sentence.
    pub quote: String,
}

/// Why a question is answered as it is; only facts, their wording is left to the command that shows them.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Account {
    /// What was looked up.
    pub asked: String,
    /// The same with words mended.
    pub mended: Option<String>,
    /// The talk before it that it was joined with.
    pub joined: Option<String>,
    /// The best candidates with the logarithm of their probability and their features.
    pub best: Vec<(usize, f32, FeatureRow)>,
    /// What the ranking looks like.
    pub signs: Option<Signs>,
    /// Whether words alone ranked.
    pub by_words: bool,
}

/// Where something stands and where it comes from, ready to be shown.
#[derive(Debug, Clone, PartialEq)]
pub struct Citation {
    /// What a tap on it opens.
    pub target: Target,
    /// The place it stands at or belongs to.
    pub place: Option<PlaceId>,
    /// The place's number, or the background's label.
    pub number: Option<String>,
    /// The title of what is cited.
    pub title: String,
    /// The municipality's name, for an example.
    pub municipality: Option<String>,
    /// One of the three forms of where it comes from, as the guide words it.
    pub origin: String,
    /// Who holds the copy, when that is not the publisher.
    pub held_by: Option<String>,
    /// Whether the editors put it to this place.
    pub editorial: bool,
}

/// No content is presented as the answer.
#[derive(Debug, Clone, PartialEq)]
pub struct NoAnswer {
    /// Which kind of nothing.
    pub why: Nothing,
    /// The closest places, offered as such, at most three.
    pub nearest: Vec<Citation>,
}

/// The kinds of nothing.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub enum Nothing {
    /// Nothing was typed, or nothing with words.
    Empty,
    /// Not the guide's theme.
    OffTopic,
    /// The guide's theme, but it does not say.
    NotInGuide,
    /// Editors know that the guide does not say it.
    Gap(GapId),
    /// The place exists but its text is not known.
    PlaceWithoutText(PlaceId),
    /// No such step or section; as the person wrote it.
    UnknownPlace(String),
    /// The question is about a town the guide knows nothing of; as the person wrote it.
    UnknownMunicipality(String),
    /// A place was named and nothing asked of it: open it instead.
    JustAPlace(PlaceId),
    /// More was wanted of an example that was quoted: open it.
    JustAnExample(ExampleId),
    /// A municipality was named and nothing asked of it: show its examples.
    JustAMunicipality(MunicipalityId),
    /// A municipality was named, and its examples do not say.
    NotInMunicipality(MunicipalityId),
    /// It leans on something said before, and nothing was.
    NothingBefore,
}

impl Topic {
    /// The talk about these words, of which nothing was answered yet.
    pub fn of(words: &str) -> Self {
        Self {
            question: words.chars().take(TALK).collect(),
            ..Self::default()
        }
    }
}

impl Response {
    /// A response that presents nothing as the answer.
    pub(super) fn none(why: Nothing) -> Self {
        let nearest = Vec::new();
        Self::with(Outcome::NoAnswer(NoAnswer { why, nearest }))
    }

    /// A response with nothing but an outcome.
    pub(super) fn with(outcome: Outcome) -> Self {
        Self {
            understood: None,
            mended: Vec::new(),
            sought: Vec::new(),
            foreign: Vec::new(),
            outcome,
            confidence: 0.0,
            passages: Vec::new(),
            topic: None,
            account: Account::default(),
        }
    }

    /// The answer, where there is one.
    pub(super) fn answer(&self) -> Option<&Answer> {
        match &self.outcome {
            Outcome::Answer(answer) => Some(answer),
            _ => None,
        }
    }

    /// Whether content is presented as the answer.
    pub fn answers(&self) -> bool {
        self.answer().is_some()
    }

    /// Whether what is presented stands out, or editors know that the guide does not say it.
    pub fn is_sure(&self) -> bool {
        self.answer().is_some_and(|answer| answer.sure) || self.names_gap()
    }

    /// Whether nothing is presented, and not because editors know that the guide does not say it.
    pub fn finds_nothing(&self) -> bool {
        matches!(&self.outcome, Outcome::NoAnswer(_)) && !self.names_gap()
    }

    /// Whether it says what the editors know to be missing.
    pub(super) fn names_gap(&self) -> bool {
        matches!(&self.outcome, Outcome::NoAnswer(none) if matches!(none.why, Nothing::Gap(_)))
    }

    /// The same where the theme is certain, because a place or town of the guide was named.
    pub(super) fn not_off_topic(mut self) -> Self {
        if let Outcome::NoAnswer(none) = &mut self.outcome
            && none.why == Nothing::OffTopic
        {
            none.why = Nothing::NotInGuide;
        }
        self
    }

    /// Names the closest place where nothing is presented.
    pub(super) fn set_nearest(&mut self, citation: Option<Citation>) {
        if let Outcome::NoAnswer(none) = &mut self.outcome {
            none.nearest = citation.into_iter().collect();
        }
    }
}

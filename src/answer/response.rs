//! What is asked, and what comes back.

use crate::knowledge::{ExampleId, GapId, MunicipalityId, PlaceId, Target};
use crate::text::RichText;
use serde::{Deserialize, Serialize};

/// A question with what it may lean on.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Question {
    /// The person's words as typed.
    pub text: String,
    /// What was asked and answered last in this chat, for questions that do not stand alone.
    pub topic: Option<Topic>,
    /// Search exactly these words: no completion, no mending.
    pub literal: bool,
}

/// What a chat last talked about; kept in the session so that "Und in Mülheim?" can be completed.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Topic {
    /// The last question that stood alone, as understood.
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
    /// What was searched instead of words that nobody in the guide writes so; shown to the person.
    pub mended: Vec<String>,
    /// The answer or the kind of nothing.
    pub outcome: Outcome,
    /// How sure, 0 to 1.
    pub confidence: f32,
    /// The best passages, best first, at most 10.
    pub passages: Vec<Ranked>,
    /// What the next question may lean on.
    pub topic: Option<Topic>,
}

/// A passage by its position in the library, with its score.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Ranked {
    /// Position in [`Library::passages`](super::Library::passages).
    pub passage: usize,
    /// Comparable only inside one response.
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
}

/// A quote with the place it stands at.
#[derive(Debug, Clone, PartialEq)]
pub struct Answer {
    /// Whether it stands out; if not, it is shown with a caution and with `others`.
    pub sure: bool,
    /// The sentence or two, at most 400 characters.
    pub quote: RichText,
    /// Whether the target holds more than the quote.
    pub more: bool,
    /// Where it stands.
    pub citation: Citation,
    /// Further places for the same question, best first, at most two.
    pub others: Vec<Citation>,
    /// Examples that belong to the place, a few.
    pub examples: Vec<ExampleId>,
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
    /// Examples of what was talked about are wanted: those at this place.
    ExamplesAt(PlaceId),
    /// Somebody's own case, or their rights: the guide does not advise.
    PersonalCase,
    /// It leans on something said before, and nothing was.
    NothingBefore,
    /// A greeting, thanks, goodbye.
    SmallTalk(SmallTalk),
}

/// What is said without asking.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SmallTalk {
    /// "Hallo"
    Greeting,
    /// "Danke"
    Thanks,
    /// "Tschüss"
    Goodbye,
    /// "Bist du ein Mensch?", "Wer bist du?"
    AboutYou,
    /// "Doofer Bot"
    Insult,
    /// "Das hilft mir nicht"
    Complaint,
    /// "Alles klar"
    Nod,
}

impl Response {
    /// A response that presents nothing as the answer.
    pub(super) fn none(why: Nothing) -> Self {
        Self {
            understood: None,
            mended: Vec::new(),
            outcome: Outcome::NoAnswer(NoAnswer {
                why,
                nearest: Vec::new(),
            }),
            confidence: 0.0,
            passages: Vec::new(),
            topic: None,
        }
    }

    /// Whether content is presented as the answer.
    pub(super) fn answers(&self) -> bool {
        matches!(self.outcome, Outcome::Answer(_))
    }

    /// Whether content that stands at this place, or that editors wrote about the steps, is presented as the answer.
    pub(super) fn answers_about(&self, place: &PlaceId) -> bool {
        match &self.outcome {
            Outcome::Answer(answer) => {
                answer.citation.place.as_ref() == Some(place)
                    || matches!(answer.citation.target, Target::Answer(_))
            }
            Outcome::NoAnswer(_) => false,
        }
    }

    /// Whether it answers, and would without knowing that the question is about this town.
    pub(super) fn is_confident(&self, thresholds: super::Thresholds) -> bool {
        let answers = self.answers() || self.names_gap();
        answers && self.confidence >= thresholds.answer
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

    /// The same where the question was about this town and its examples do not say.
    pub(super) fn not_in_town(self, town: MunicipalityId) -> Self {
        let mut response = self.not_off_topic();
        if let Outcome::NoAnswer(none) = &mut response.outcome
            && none.why == Nothing::NotInGuide
        {
            none.why = Nothing::NotInMunicipality(town);
        }
        response
    }

    /// Names the closest place where nothing is presented.
    pub(super) fn set_nearest(&mut self, citation: Option<Citation>) {
        if let Outcome::NoAnswer(none) = &mut self.outcome {
            none.nearest = citation.into_iter().collect();
        }
    }
}

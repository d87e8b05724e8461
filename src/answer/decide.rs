//! Deciding what a ranking is worth: an answer, an answer with a caution, or nothing.
//!
//! Where the lines are drawn is content: `lotse eval --calibrate` computes it from the guide's golden questions.

use crate::knowledge::{Calibration, GapId};

/// What is made of the hits of a search.
#[derive(Debug, Clone, PartialEq)]
pub enum Decision {
    /// The question is about a town the guide knows nothing of.
    Elsewhere(String),
    /// Nothing was found.
    NothingFound,
    /// What was found was only guessed from words that nobody writes.
    Guess,
    /// Another theme.
    OtherTheme,
    /// The guide's theme, but nothing that answers.
    NotSaid,
    /// None of the best hits holds the kind of thing that is asked for.
    LacksWanted,
    /// The editors know that it is missing.
    Gap(GapId),
    /// This passage is quoted, with a caution where it does not stand out.
    Quote {
        /// Its position in the library.
        passage: usize,
        /// Whether it stands out.
        sure: bool,
    },
}

/// Where the lines are drawn.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Thresholds {
    /// Below this confidence nothing is presented as the answer.
    pub answer: f32,
    /// Below this confidence the question counts as another theme.
    pub theme: f32,
    /// When another thing reaches this share of the first one's score, both are offered.
    pub close: f32,
}

impl Default for Thresholds {
    /// Drawn on the golden questions of the shipped guide (`lotse eval`).
    fn default() -> Self {
        Self {
            answer: 0.5,
            theme: 0.3,
            close: 0.93,
        }
    }
}

impl From<&Calibration> for Thresholds {
    fn from(calibration: &Calibration) -> Self {
        Self {
            answer: calibration.answer,
            theme: calibration.theme,
            close: calibration.close,
        }
    }
}

/// What a ranking is worth.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Verdict {
    /// The best hit stands out.
    Sure,
    /// The best hit may be it.
    Unsure,
    /// The guide's theme, but nothing that answers.
    NotSaid,
    /// Another theme.
    OffTopic,
}

/// Judges the hits of one municipality or place that the question names: the theme is certain, so the best of them is
/// offered with a caution where it would not do as an answer to anybody.
///
/// Not where the best holds no word of the question (`coverage`): any text would do as well then.
pub(super) fn decide_where_named(
    confidence: f32,
    coverage: f32,
    next: f32,
    thresholds: Thresholds,
) -> Verdict {
    match decide(confidence, next, thresholds) {
        Verdict::OffTopic | Verdict::NotSaid
            if coverage > 0.0 && confidence >= thresholds.theme / 2.0 =>
        {
            Verdict::Unsure
        }
        Verdict::OffTopic => Verdict::NotSaid,
        verdict => verdict,
    }
}

/// Judges a ranking by the confidence in its first hit and the share of its score that the next other thing reaches.
pub(super) fn decide(confidence: f32, next: f32, thresholds: Thresholds) -> Verdict {
    if confidence < thresholds.theme {
        return Verdict::OffTopic;
    }
    if confidence < thresholds.answer {
        return Verdict::NotSaid;
    }
    if next > thresholds.close {
        Verdict::Unsure
    } else {
        Verdict::Sure
    }
}

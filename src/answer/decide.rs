//! Deciding what a ranking is worth: an answer, an answer with a caution, or nothing.
//!
//! Two figures decide (`shared evidence` of [`Evidence`]): how strong the best hit is for what the question's words
//! weigh, and how much of those words it holds. The first separates other themes from ours, the second separates
//! "ours, but not said" as far as words can.

use crate::search::Evidence;

/// Where the lines are drawn.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Thresholds {
    /// Below this confidence nothing is presented as the answer.
    pub answer: f32,
    /// Below this confidence the question counts as another theme.
    pub theme: f32,
    /// Below this margin the second and third hit are offered as well.
    pub margin: f32,
}

impl Default for Thresholds {
    /// Drawn on the golden questions of the shipped guide (`lotse eval`).
    fn default() -> Self {
        Self {
            answer: 0.42,
            theme: 0.2,
            margin: 0.05,
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

/// Judges a ranking.
pub(super) fn decide(evidence: &Evidence, thresholds: Thresholds) -> Verdict {
    let confidence = confidence(evidence);
    match () {
        () if confidence < thresholds.theme => Verdict::OffTopic,
        () if confidence < thresholds.answer => Verdict::NotSaid,
        () if evidence.margin < thresholds.margin => Verdict::Unsure,
        () => Verdict::Sure,
    }
}

/// How sure, 0 to 1: strength, saturating, weighed with coverage.
pub(super) fn confidence(evidence: &Evidence) -> f32 {
    let strength = evidence.strength.max(0.0);
    let saturated = strength / (strength + 1.0);
    (0.5 * saturated + 0.5 * evidence.coverage).clamp(0.0, 1.0)
}

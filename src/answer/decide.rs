//! Where the lines of deciding are drawn: an answer, an answer with a caution, or nothing.
//!
//! A ranking is worth a probability ([`super::ranker`]); a guide's own lines are content, computed by `lotse eval
//! --calibrate` from its golden questions.

use serde::{Deserialize, Serialize};

use crate::knowledge::Calibration;

/// Where the lines are drawn, as probabilities.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Thresholds {
    /// Below this nothing is presented as the answer.
    pub answer: f32,
    /// Below this the question counts as another theme.
    pub theme: f32,
    /// Below this an answer is shown with a caution.
    pub sure: f32,
}

impl Default for Thresholds {
    /// About where they lie for a logistic regression that was fitted on as many questions of either kind.
    fn default() -> Self {
        Self {
            answer: 0.35,
            theme: 0.12,
            sure: 0.6,
        }
    }
}

impl From<&Calibration> for Thresholds {
    fn from(calibration: &Calibration) -> Self {
        Self {
            answer: calibration.answer,
            theme: calibration.theme,
            sure: calibration.sure,
        }
    }
}

/// What a probability is worth.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Certainty {
    /// The first candidate answers.
    Sure,
    /// It may answer.
    Unsure,
    /// The guide's theme, but nothing that answers.
    NotSaid,
    /// Another theme.
    OffTopic,
}

impl Thresholds {
    pub(super) fn judge(self, probability: f32) -> Certainty {
        match probability {
            sure if sure >= self.sure => Certainty::Sure,
            unsure if unsure >= self.answer => Certainty::Unsure,
            theme if theme >= self.theme => Certainty::NotSaid,
            _ => Certainty::OffTopic,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_lines_part_four_verdicts() {
        let lines = Thresholds {
            answer: 0.5,
            theme: 0.2,
            sure: 0.8,
        };
        for (probability, verdict) in [
            (0.9, Certainty::Sure),
            (0.8, Certainty::Sure),
            (0.6, Certainty::Unsure),
            (0.3, Certainty::NotSaid),
            (0.1, Certainty::OffTopic),
            (f32::NAN, Certainty::OffTopic),
        ] {
            assert_eq!(lines.judge(probability), verdict, "{probability}");
        }
    }
}

//! What lines do to golden questions, in figures, and which of two lines does better.

use crate::knowledge::Expectation;

/// The largest share of answerable questions that may be refused.
const WRONG_REFUSALS: f64 = 0.04;
/// The smallest share of questions on another theme that must be refused.
const OFF_TOPIC: f64 = 0.95;
/// What lines do.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct LineFigures {
    /// Answerable questions.
    pub answerable: usize,
    /// Those of them that were answered.
    pub answered: usize,
    /// Those of them that were answered with the right place first.
    pub right: usize,
    /// Questions on another theme, and those of them refused.
    pub off_topic: (usize, usize),
    /// Questions that the guide does not answer for another reason, and those of them refused.
    pub absent: (usize, usize),
}

/// What kind of question a golden question is.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum GoldenKind {
    Answerable,
    OffTopic,
    Absent,
}

/// How a golden question is treated.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Treated {
    pub(super) refused: bool,
    pub(super) right: bool,
}

impl GoldenKind {
    pub(super) fn of(expect: &Expectation) -> Self {
        match expect {
            Expectation::Places(_) => Self::Answerable,
            Expectation::Refusal(kind) if kind == "off_topic" => Self::OffTopic,
            Expectation::Refusal(_) => Self::Absent,
        }
    }
}

impl LineFigures {
    /// Counts one more question.
    pub(super) fn add(&mut self, kind: GoldenKind, treated: Treated) {
        let refusals = match kind {
            GoldenKind::Answerable => {
                self.answerable += 1;
                self.answered += usize::from(!treated.refused);
                self.right += usize::from(treated.right);
                return;
            }
            GoldenKind::OffTopic => &mut self.off_topic,
            GoldenKind::Absent => &mut self.absent,
        };
        refusals.0 += 1;
        refusals.1 += usize::from(treated.refused);
    }

    /// Questions that were treated right.
    pub fn treated_right(&self) -> usize {
        self.right + self.off_topic.1 + self.absent.1
    }

    /// All questions.
    pub fn all(&self) -> usize {
        self.answerable + self.off_topic.0 + self.absent.0
    }

    /// The share of answers that are right, over answerable questions.
    pub fn precision(&self) -> f64 {
        share(self.right, self.answered)
    }

    /// The share of answerable questions that were refused.
    pub fn wrong_refusals(&self) -> f64 {
        share(self.answerable - self.answered, self.answerable)
    }

    /// All shares, as they stand in a row of the table.
    pub(super) fn shares(&self) -> [f64; 5] {
        let refused = |(all, refused): (usize, usize)| share(refused, all);
        [
            self.precision(),
            self.wrong_refusals(),
            refused(self.off_topic),
            refused(self.absent),
            share(self.treated_right(), self.all()),
        ]
    }

    /// How far both conditions are missed.
    pub(super) fn missed(&self) -> f64 {
        let off_topic = if self.off_topic.0 == 0 {
            1.0
        } else {
            share(self.off_topic.1, self.off_topic.0)
        };
        (self.wrong_refusals() - WRONG_REFUSALS).max(0.0) + (OFF_TOPIC - off_topic).max(0.0)
    }

    /// Whether both conditions are met.
    pub(super) fn keeps_promises(&self) -> bool {
        self.missed() <= 0.0
    }

    /// Whether these are better: who meets both conditions before who does not, then what is treated right. Where no
    /// line meets them, none is bought with questions that are treated wrong.
    pub(super) fn beats(&self, other: &Self) -> bool {
        let order = |figures: &Self| (figures.keeps_promises(), figures.treated_right());
        let (own, others) = (order(self), order(other));
        own > others || own == others && self.missed() < other.missed()
    }

    /// The conditions that are not met, each with what it is instead.
    pub(super) fn broken_promises(&self) -> Vec<String> {
        let wrong = self.wrong_refusals();
        let foreign = share(self.off_topic.1, self.off_topic.0);
        let wrong = (wrong > WRONG_REFUSALS).then(|| {
            let (wrong, most) = (wrong * 100.0, WRONG_REFUSALS * 100.0);
            format!("höchstens {most:.0} % zu Unrecht abgelehnt: es sind {wrong:.1} %")
        });
        let foreign = (self.off_topic.0 > 0 && foreign < OFF_TOPIC).then(|| {
            let (foreign, least) = (foreign * 100.0, OFF_TOPIC * 100.0);
            format!("mindestens {least:.0} % der fremden Fragen abgelehnt: es sind {foreign:.1} %")
        });
        wrong.into_iter().chain(foreign).collect()
    }
}

/// A part as a share of the whole.
pub(super) fn share(part: usize, of: usize) -> f64 {
    part as f64 / of.max(1) as f64
}

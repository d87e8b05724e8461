//! How many questions whose answer is absent could be refused at a given price in wrong refusals.
//!
//! A question is refused when no sentence of the best passage, taken with the one before it, holds enough of it
//! ([`Hit::held_together`]). On the development half of OMoS-QA that refuses 22 % of the absent, in the own group 24 %.
//! Of a hundred other figures (what the best hits and their sentences hold and lack, the rarest missing word, how far
//! the hits are apart, lengths, the form of the question) none does better by itself. Logistic regressions and trees on
//! choices of them, ten-fold cross-validated, refuse 10 to 26 %, where four either way are chance. They order questions
//! better on the whole (AUC 77 instead of 69), but not the 5 % of answerable ones that share the fewest words with
//! their page.

use crate::search::{Hit, Ranking};

/// The share of answerable questions that may be refused.
const WRONG_REFUSALS: f64 = 0.05;

/// How well what is absent is told from what is there.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct AbsentScore {
    /// Share of the absent refused when no more than [`WRONG_REFUSALS`] of the answerable are.
    pub(super) refused: f64,
    /// Chance that an answerable question has more evidence than an absent one.
    pub(super) auc: f64,
    /// Absent questions asked.
    pub(super) of: usize,
}

impl AbsentScore {
    /// Compares the rankings of answerable questions with those of absent ones; nothing if either are missing.
    pub(super) fn of(answerable: &[&Ranking], absent: &[&Ranking]) -> Option<Self> {
        let mut there = evidence(answerable);
        let missing = evidence(absent);
        there.sort_by(f64::total_cmp);
        let line = *there.get((there.len() as f64 * WRONG_REFUSALS) as usize)?;
        let refused = missing.iter().filter(|evidence| **evidence < line).count();
        let wins = missing.iter().map(|absent| {
            let below = there.partition_point(|there| there < absent);
            let equal = there.partition_point(|there| there <= absent) - below;
            (there.len() - below - equal) as f64 + equal as f64 / 2.0
        });
        let wins: f64 = wins.sum();
        (!missing.is_empty()).then(|| Self {
            refused: refused as f64 / missing.len() as f64,
            auc: wins / (missing.len() * there.len()) as f64,
            of: missing.len(),
        })
    }
}

fn evidence(rankings: &[&Ranking]) -> Vec<f64> {
    let first = |ranking: &&Ranking| ranking.hits.first().map_or(0.0, Hit::held_together);
    rankings.iter().map(first).map(f64::from).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::search::Sentence;

    fn ranking(together: f32) -> Ranking {
        Ranking {
            hits: vec![Hit {
                document: 0,
                score: 1.0,
                coverage: 1.0,
                sentences: vec![Sentence {
                    range: 0..1,
                    coverage: together,
                    together,
                    worth: together,
                }],
            }],
            ..Ranking::default()
        }
    }

    #[test]
    fn what_lies_below_nearly_all_that_is_answerable_is_refused() {
        let answerable: Vec<Ranking> = (0..20).map(|n| ranking(0.5 + n as f32 / 100.0)).collect();
        let absent = [ranking(0.4), ranking(0.505), ranking(0.9)];
        let score = AbsentScore::of(
            &answerable.iter().collect::<Vec<_>>(),
            &absent.iter().collect::<Vec<_>>(),
        )
        .expect("both are there");
        assert_eq!(score.of, 3);
        assert!((score.refused - 2.0 / 3.0).abs() < 1e-9);
        assert!((score.auc - 39.0 / 60.0).abs() < 1e-9);
        assert_eq!(
            AbsentScore::of(&[], &absent.iter().collect::<Vec<_>>()),
            None
        );
    }
}

//! One linear model that ranks, and one that doubts.
//!
//! Ranking: the sum of a candidate's [features](super::features) times learned weights, as a probability over all
//! candidates (softmax); of the question as typed and as mended the mean of the logarithms. Doubting: a logistic
//! regression on what the ranking looks like, which says how probable it is that the first candidate answers. The
//! weights belong to the language and to the encoder, not to a guide: they are data of the language pack
//! (`language/de/ranking.yaml`), computed by `cargo bench --bench learn`, whose header says from which questions and for
//! what goal.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use serde::{Deserialize, Serialize};

use super::decide::Thresholds;

/// Learned weights, with likeness of meaning and by words alone.
#[derive(Debug, Clone, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Ranker {
    /// With likeness of meaning.
    pub with_meaning: Weights,
    /// By words alone.
    pub by_words: Weights,
}

/// The weights of both models, by the names of what they weigh.
#[derive(Debug, Clone, Default, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Weights {
    /// Of [`Feature`]s; what is not named weighs nothing.
    pub features: BTreeMap<String, f32>,
    /// Of [`Sign`]s, and `offset`; what is not named weighs nothing.
    pub signs: BTreeMap<String, f32>,
    /// Where the lines of deciding are drawn, unless a guide draws them itself.
    #[serde(default)]
    pub lines: Thresholds,
}

/// Declares what is weighed, with the names in the file of weights.
macro_rules! weighed {
    ($( $(#[$doc:meta])* $name:ident { $( $(#[$variant_doc:meta])* $variant:ident = $word:literal; )+ } )+) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub enum $name {
            $( $(#[$variant_doc])* $variant, )+
        }

        impl $name {
            /// All of them, in the order in which they are counted.
            pub const ALL: [Self; [$($word),+].len()] = [$(Self::$variant),+];

            /// Its name in the file of weights.
            pub fn name(self) -> &'static str {
                match self { $( Self::$variant => $word, )+ }
            }
        }
    )+};
}

weighed! {
    /// One thing that speaks for or against a candidate.
    Feature {
        /// Each word of the question in whichever sentence of the passage is nearest to it, × 8.
        Passage = "passage";
        /// The same of the nearest passage of the same place, × 8.
        Place = "place";
        /// The nearest question form, × 4.
        Form = "form";
        /// The mean of the two nearest question forms, × 4.
        Forms = "forms";
        /// Pieces of four letters, against what the words of the question are worth.
        Pieces = "pieces";
        /// The share of the question's words that the passage has, weighted by how rare they are.
        Coverage = "coverage";
        /// What search by words gives it, against what the words of the question are worth.
        Words = "words";
        /// The share of words that the question and its nearest form have in common.
        FormWords = "form_words";
        /// An example, though no town is named.
        NoTown = "no_town";
        /// It is a glossary entry.
        Term = "term";
        /// It is a curated answer.
        Answer = "answer";
        /// It says what the guide does not say.
        Gap = "gap";
        /// It is an example.
        Example = "example";
        /// It is an intent.
        Intent = "intent";
    }

    /// What a ranking looks like: what speaks for its first candidate being an answer, or against it.
    Sign {
        /// How near its best sentence is, or its best form.
        Sentence = "sentence";
        /// The probability of the first three together.
        Three = "three";
        /// The probability of all gaps together.
        Gaps = "gaps";
        /// How much nearer the best form of a gap is than the best form of a passage.
        GapForm = "gap_form";
        /// How near the question's two rarest words come that are least at home in it.
        Weakest = "weakest";
        /// The cosine of question and best sentence.
        Whole = "whole";
        /// The logarithm of the number of words.
        Length = "length";
        /// How many words say what the question is about.
        Content = "content";
        /// A town is named that the guide does not have.
        Unknown = "unknown";
        /// It holds nothing of the kind of thing that is asked for.
        Lacks = "lacks";
        /// The share of the question's words that it has.
        Coverage = "coverage";
    }
}

/// The features of one candidate.
pub type FeatureRow = [f32; Feature::ALL.len()];

/// How far behind a passage's form that of a gap is where no gap is near at all.
pub(super) const FAR: f32 = -0.4;

/// The signs of a ranking.
pub type Signs = [f32; Sign::ALL.len()];

impl Ranker {
    /// The weights that ship with the program.
    pub fn built_in() -> &'static Self {
        static BUILT_IN: LazyLock<Ranker> = LazyLock::new(|| {
            let text = include_str!("../../language/de/ranking.yaml");
            serde_yaml::from_str(text).unwrap_or_else(|_| Ranker {
                with_meaning: Weights::default(),
                by_words: Weights::default(),
            })
        });
        &BUILT_IN
    }
}

impl Weights {
    /// The logarithm of each candidate's probability, in order of the candidates; `None` for those out of the question.
    /// `candidates` are their features, for the question as typed and as mended.
    pub fn rank(
        &self,
        candidates: &[Vec<FeatureRow>],
        admits: impl Fn(usize) -> bool,
    ) -> Vec<Option<f32>> {
        let weights = Feature::ALL.map(|feature| self.feature(feature.name()));
        let count = candidates.first().map_or(0, Vec::len);
        let mut sums = vec![0.0; count];
        for rows in candidates {
            let scores = rows.iter().map(|row| score(row, &weights));
            let scores: Vec<Option<f32>> = scores
                .enumerate()
                .map(|(at, score)| admits(at).then_some(score))
                .collect();
            for (sum, score) in sums.iter_mut().zip(log_softmax(&scores)) {
                *sum += score.unwrap_or(0.0) / candidates.len() as f32;
            }
        }
        let means: Vec<Option<f32>> = sums
            .into_iter()
            .enumerate()
            .map(|(at, sum)| admits(at).then_some(sum))
            .collect();
        log_softmax(&means)
    }

    /// How probable it is that a ranking of these signs answers, 0 to 1.
    pub fn probability(&self, signs: &Signs) -> f32 {
        let weighed = Sign::ALL.iter().zip(signs);
        let sum: f32 = weighed
            .map(|(sign, value)| self.sign(sign.name()) * value)
            .sum();
        1.0 / (1.0 + (-(sum + self.sign("offset"))).exp())
    }

    /// How probable it would be if nothing said that the guide lacks what is asked for: that makes an answer improbable,
    /// but not the theme.
    pub fn theme(&self, signs: &Signs) -> f32 {
        let mut signs = *signs;
        for (sign, value) in Sign::ALL.iter().zip(&mut signs) {
            match sign {
                Sign::Lacks | Sign::Unknown | Sign::Gaps => *value = 0.0,
                Sign::GapForm => *value = value.min(FAR / 2.0),
                _ => {}
            }
        }
        self.probability(&signs)
    }

    /// What a feature weighs.
    pub fn feature(&self, name: &str) -> f32 {
        self.features.get(name).copied().unwrap_or_default()
    }

    /// What a sign weighs.
    pub fn sign(&self, name: &str) -> f32 {
        self.signs.get(name).copied().unwrap_or_default()
    }
}

/// The logarithms of the probabilities that scores stand for.
pub fn log_softmax(scores: &[Option<f32>]) -> Vec<Option<f32>> {
    let given = || scores.iter().flatten().copied();
    let most = given().fold(f32::NEG_INFINITY, f32::max);
    let sum: f32 = given().map(|score| (score - most).exp()).sum();
    let less = most + sum.ln();
    scores
        .iter()
        .map(|score| score.map(|score| score - less))
        .collect()
}

fn score(row: &FeatureRow, weights: &FeatureRow) -> f32 {
    row.iter()
        .zip(weights)
        .map(|(value, weight)| value * weight)
        .sum()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn every_weight_that_ships_weighs_something_there_is() {
        let shipped = Ranker::built_in();
        assert!(
            !shipped.with_meaning.features.is_empty() && !shipped.with_meaning.signs.is_empty()
        );
        for weights in [&shipped.with_meaning, &shipped.by_words] {
            let feature = |name: &str| Feature::ALL.iter().any(|feature| feature.name() == name);
            let sign =
                |name: &str| name == "offset" || Sign::ALL.iter().any(|sign| sign.name() == name);
            for name in weights.features.keys() {
                assert!(feature(name), "{name}");
            }
            for name in weights.signs.keys() {
                assert!(sign(name), "{name}");
            }
            let Thresholds {
                answer,
                theme,
                sure,
            } = weights.lines;
            assert!(0.0 <= theme && theme <= answer && answer <= sure && sure <= 1.0);
        }
    }

    #[test]
    fn names_are_told_apart() {
        let features = Feature::ALL.map(Feature::name);
        let signs = Sign::ALL.map(Sign::name);
        for names in [&features[..], &signs[..]] {
            let different: std::collections::BTreeSet<_> = names.iter().collect();
            assert_eq!(different.len(), names.len());
        }
    }

    #[test]
    fn what_is_out_of_the_question_has_no_probability() {
        let logs = log_softmax(&[Some(1.0), None, Some(1.0)]);
        assert_eq!(logs[1], None);
        assert!((logs[0].unwrap().exp() - 0.5).abs() < 1e-6);
        assert_eq!(log_softmax(&[None, None]), [None, None]);
        assert!(log_softmax(&[]).is_empty());
    }

    #[test]
    fn signs_that_speak_for_it_make_an_answer_more_probable() {
        let weights = Weights {
            signs: [("sentence".to_owned(), 2.0), ("offset".to_owned(), -1.0)].into(),
            ..Weights::default()
        };
        let at = |sentence: f32| {
            let mut signs = [0.0; Sign::ALL.len()];
            signs[0] = sentence;
            weights.probability(&signs)
        };
        assert!((at(0.5) - 0.5).abs() < 1e-6);
        assert!(at(0.2) < at(0.5) && at(0.5) < at(0.9));
    }

    #[test]
    fn that_a_thing_is_lacking_says_nothing_about_the_theme() {
        let weights = &Ranker::built_in().with_meaning;
        let at = |sign: Sign| Sign::ALL.iter().position(|other| *other == sign).unwrap();
        let mut signs = [0.5; Sign::ALL.len()];
        signs[at(Sign::Lacks)] = 0.0;
        let theme = weights.theme(&signs);
        signs[at(Sign::Lacks)] = 1.0;
        assert_eq!(weights.theme(&signs), theme);
        assert!(weights.probability(&signs) < theme);
    }

    proptest! {
        #[test]
        fn probabilities_add_up_and_keep_the_order(scores in prop::collection::vec(prop::option::weighted(0.8, -500.0_f32..500.0), 1..60)) {
            let logs = log_softmax(&scores);
            let given: Vec<(f32, f32)> = scores.iter().zip(&logs).filter_map(|(score, log)| Some(((*score)?, (*log)?))).collect();
            prop_assert_eq!(given.len(), scores.iter().flatten().count());
            let sum: f32 = given.iter().map(|(_, log)| log.exp()).sum();
            prop_assert!(given.is_empty() || (sum - 1.0).abs() < 1e-3, "{}", sum);
            for (score, log) in &given {
                prop_assert!(given.iter().all(|(other, less)| other > score || less <= log));
            }
        }
    }
}

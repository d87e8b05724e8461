//! Fitting the two models: gradient ascent for ranking, Newton's way for the logistic regression of doubt.

use std::fmt::Write;

use lotse::answer::{Feature, FeatureRow, Ranker, Sign, Signs, Thresholds, Weights};

const FEATURES: usize = Feature::ALL.len();
const SIGNS: usize = Sign::ALL.len();

/// What is taken off for big weights of ranking.
const DECAY: f64 = 1e-3;

/// What is taken off for big weights of doubting: far fewer questions are to be refused than there are to be answered.
const DOUBT_DECAY: f64 = 1e-2;

/// Weights that make the right candidates probable; each lesson has its rows (once typed, once mended), which of them
/// are right, and what it weighs.
pub(crate) fn rank<'l>(
    lessons: impl Iterator<Item = (&'l [Vec<FeatureRow>], &'l [bool], f32)>,
) -> Weights {
    let lessons: Vec<_> = lessons.collect();
    let mut weights = [0.0_f64; FEATURES];
    let (mut first, mut second) = ([0.0; FEATURES], [0.0; FEATURES]);
    for round in 1..=500_i32 {
        let mut slope = weights.map(|weight| -2.0 * DECAY * weight);
        for (rows, right, weight) in &lessons {
            for rows in rows.iter() {
                add_slope(&mut slope, &weights, rows, right, f64::from(*weight));
            }
            if rows.len() == 1 {
                // Typed and mended are the same: it counts twice.
                add_slope(&mut slope, &weights, &rows[0], right, f64::from(*weight));
            }
        }
        let rate = if round < 350 { 0.1 } else { 0.02 };
        for at in 0..FEATURES {
            first[at] = 0.9 * first[at] + 0.1 * slope[at];
            second[at] = 0.99 * second[at] + 0.01 * slope[at] * slope[at];
            let (mean, square) = (
                first[at] / (1.0 - 0.9_f64.powi(round)),
                second[at] / (1.0 - 0.99_f64.powi(round)),
            );
            weights[at] += rate * mean / (square.sqrt() + 1e-9);
        }
    }
    Weights {
        features: Feature::ALL
            .iter()
            .zip(weights)
            .map(|(feature, weight)| (feature.name().to_owned(), weight as f32))
            .collect(),
        ..Weights::default()
    }
}

/// Adds the slope of one question: what is expected of the right candidates less what is expected of all.
fn add_slope(
    slope: &mut [f64; FEATURES],
    weights: &[f64; FEATURES],
    rows: &[FeatureRow],
    right: &[bool],
    weight: f64,
) {
    let scores: Vec<f64> = rows
        .iter()
        .map(|row| {
            row.iter()
                .zip(weights)
                .map(|(value, weight)| f64::from(*value) * weight)
                .sum()
        })
        .collect();
    let most = scores.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    let (mut all, mut good) = (0.0, 0.0);
    let mut sums = [[0.0; FEATURES]; 2];
    for ((row, score), right) in rows.iter().zip(&scores).zip(right) {
        let e = (score - most).exp();
        all += e;
        if *right {
            good += e;
        }
        if e < 1e-9 && !*right {
            continue;
        }
        for at in 0..FEATURES {
            let value = e * f64::from(row[at]);
            sums[0][at] += value;
            if *right {
                sums[1][at] += value;
            }
        }
    }
    for at in 0..FEATURES {
        slope[at] += weight * (sums[1][at] / f64::max(good, 1e-300) - sums[0][at] / all);
    }
}

/// Fits the logistic regression and puts it into the weights, unscaled.
pub(crate) fn doubt(weights: &mut Weights, seen: &[(Signs, bool)]) {
    let count = seen.len() as f64;
    let mut mean = [0.0; SIGNS];
    let mut spread = [0.0; SIGNS];
    for (signs, _) in seen {
        for at in 0..SIGNS {
            mean[at] += f64::from(signs[at]) / count;
        }
    }
    for (signs, _) in seen {
        for at in 0..SIGNS {
            spread[at] += (f64::from(signs[at]) - mean[at]).powi(2) / count;
        }
    }
    let spread = spread.map(|square: f64| square.sqrt() + 1e-9);
    let yes = seen.iter().filter(|(_, yes)| *yes).count().max(1) as f64;
    let no = (seen.len() as f64 - yes).max(1.0);
    let mut fitted = [0.0_f64; SIGNS + 1];
    for _ in 0..4_000 {
        let mut slope = fitted.map(|weight| -2.0 * DOUBT_DECAY * weight);
        slope[SIGNS] = 0.0;
        for (signs, answers) in seen {
            let z: [f64; SIGNS] =
                std::array::from_fn(|at| (f64::from(signs[at]) - mean[at]) / spread[at]);
            let sum: f64 = z
                .iter()
                .zip(&fitted)
                .map(|(value, weight)| value * weight)
                .sum::<f64>()
                + fitted[SIGNS];
            let p = 1.0 / (1.0 + (-sum).exp());
            let weight = if *answers { 0.5 / yes } else { 0.5 / no };
            let miss = weight * (f64::from(u8::from(*answers)) - p);
            for at in 0..SIGNS {
                slope[at] += miss * z[at];
            }
            slope[SIGNS] += miss;
        }
        for at in 0..=SIGNS {
            fitted[at] += 1.5 * slope[at];
        }
    }
    let mut offset = fitted[SIGNS];
    for (at, sign) in Sign::ALL.iter().enumerate() {
        let weight = if spread[at] < 1e-6 {
            0.0
        } else {
            fitted[at] / spread[at]
        };
        offset -= weight * mean[at];
        weights.signs.insert(sign.name().to_owned(), weight as f32);
    }
    weights.signs.insert("offset".to_owned(), offset as f32);
}

/// The file of weights.
pub(crate) fn yaml(ranker: &Ranker) -> String {
    let mut out = String::new();
    for (name, weights) in [
        ("with_meaning", &ranker.with_meaning),
        ("by_words", &ranker.by_words),
    ] {
        let _ = writeln!(out, "{name}:");
        for (name, of) in [("features", &weights.features), ("signs", &weights.signs)] {
            let _ = writeln!(out, "  {name}:");
            for (name, weight) in of.iter().filter(|(_, weight)| **weight != 0.0) {
                let _ = writeln!(out, "    {name}: {weight:.3}");
            }
            if of.values().all(|weight| *weight == 0.0) {
                out.truncate(out.len() - 1);
                out.push_str(" {}\n");
            }
        }
        let Thresholds {
            answer,
            theme,
            sure,
        } = weights.lines;
        let _ = writeln!(
            out,
            "  lines: {{answer: {answer:.3}, theme: {theme:.3}, sure: {sure:.3}}}"
        );
    }
    out
}

/// The lines of deciding: an answer is refused to as few answerable questions, another theme called to as few questions at
/// all, and a caution put before as many answers as these shares say.
pub(crate) fn lines(probabilities: impl Iterator<Item = (f32, bool)>) -> Thresholds {
    const REFUSED: f64 = 0.055;
    const FOREIGN: f64 = 0.015;
    const CAUTIOUS: f64 = 0.2;
    let mut answerable: Vec<f32> = probabilities
        .filter(|(_, answerable)| *answerable)
        .map(|(probability, _)| probability)
        .collect();
    answerable.sort_by(f32::total_cmp);
    let at = |share: f64| {
        answerable
            .get((share * answerable.len() as f64) as usize)
            .copied()
            .unwrap_or(0.5)
    };
    Thresholds {
        answer: at(REFUSED),
        theme: at(FOREIGN),
        sure: at(CAUTIOUS),
    }
}

//! What a ranking looks like: the [`Sign`]s of its first candidate.

use super::features::QuestionEvidence;
use super::library::Library;
use super::ranker::{FAR, Sign, Signs};
use crate::search::Nearness;
use crate::understanding::Asked;

/// The signs of a ranking whose candidates are `order`, best first, with the logarithms of their probabilities.
pub fn signs(
    library: &Library,
    asked: &Asked,
    evidence: &QuestionEvidence,
    order: &[(usize, f32)],
) -> Signs {
    let Some((first, _)) = order.first().copied() else {
        return [0.0; Sign::ALL.len()];
    };
    let mean = |value: &dyn Fn(&Nearness) -> f32| {
        let count = evidence.nearness.len().max(1) as f32;
        evidence.nearness.iter().map(value).sum::<f32>() / count
    };
    let sentence = |nearness: &Nearness| {
        let near = nearness.things[first];
        if near.sentence > 0.0 {
            near.sentence
        } else {
            near.form
        }
    };
    let gaps = order.iter().filter(|(at, _)| library.is_gap(*at));
    let flag = |holds: bool| f32::from(u8::from(holds));
    Sign::ALL.map(|sign| match sign {
        Sign::Sentence => mean(&sentence),
        Sign::Three => order.iter().take(3).map(|(_, log)| log.exp()).sum(),
        Sign::Gaps => gaps.clone().map(|(_, log)| log.exp()).sum(),
        Sign::GapForm => mean(&|nearness| gap_form(library, nearness)),
        Sign::Weakest => mean(&|nearness| nearness.things[first].weakest),
        Sign::Whole => mean(&|nearness| nearness.things[first].whole),
        Sign::Length => (1.0 + asked.text.split_whitespace().count() as f32).ln(),
        Sign::Content => asked.content as f32,
        Sign::Unknown => flag(asked.unknown_town.is_some()),
        Sign::Lacks => flag(library.lacking(asked, first).is_some()),
        Sign::Coverage => evidence.hit(first).map_or(0.0, |hit| hit.coverage),
    })
}

/// How much nearer the best form of a gap is than the best form of any other passage. A guide that names no gaps counts
/// as one none of whose gaps is near.
fn gap_form(library: &Library, nearness: &Nearness) -> f32 {
    let (mut gap, mut other) = (0.0_f32, 0.0_f32);
    for (at, near) in nearness.things[..library.passages.len()].iter().enumerate() {
        let best = if library.is_gap(at) {
            &mut gap
        } else {
            &mut other
        };
        *best = best.max(near.form);
    }
    (gap - other).max(FAR)
}

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

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;

    fn klein() -> Library {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/guides/klein");
        Library::in_memory(crate::knowledge::load(&folder).unwrap().guide.unwrap()).unwrap()
    }

    fn at(library: &Library, id: &str) -> usize {
        let mut passages = library.passages.iter();
        passages.position(|passage| passage.id == id).unwrap()
    }

    /// The signs of a ranking of these passages with these probabilities.
    fn seen(library: &Library, text: &str, ranked: &[(&str, f32)]) -> impl Fn(Sign) -> f32 + use<> {
        let asked = library.reader.read(text).questions.remove(0);
        let evidence = QuestionEvidence::of(library, &asked.text, &asked.towns);
        let order = ranked
            .iter()
            .map(|(id, share)| (at(library, id), share.ln()));
        let order: Vec<(usize, f32)> = order.collect();
        let signs = signs(library, &asked, &evidence, &order);
        move |sign| signs[sign as usize]
    }

    #[test]
    fn probabilities_words_and_coverage_are_seen() {
        let ranked = [
            ("genehmigung/opening", 0.4),
            ("gap/kosten", 0.3),
            ("idee/opening", 0.2),
            ("idee/tips", 0.1),
        ];
        let sign = seen(&klein(), "Wer braucht eine Genehmigung?", &ranked);
        assert!((sign(Sign::Three) - 0.9).abs() < 1e-6);
        assert!((sign(Sign::Gaps) - 0.3).abs() < 1e-6);
        assert!((sign(Sign::Length) - 5.0_f32.ln()).abs() < 1e-6);
        assert!(sign(Sign::Content) >= 1.0);
        assert!(sign(Sign::Coverage) > 0.9, "{}", sign(Sign::Coverage));
        assert_eq!((sign(Sign::Unknown), sign(Sign::Lacks)), (0.0, 0.0));
        // Without likeness of meaning nothing is near.
        assert_eq!((sign(Sign::Sentence), sign(Sign::Whole)), (0.0, 0.0));
    }

    #[test]
    fn a_strange_town_and_a_kind_that_is_lacking_speak_against_an_answer() {
        let library = klein();
        let first = [("versorgung/opening", 1.0)];
        let sign = seen(&library, "Was kostet das Essen?", &first);
        assert_eq!((sign(Sign::Lacks), sign(Sign::Unknown)), (1.0, 0.0));
        let sign = seen(&library, "Wie war das Essen in Dortmund?", &first);
        assert_eq!((sign(Sign::Lacks), sign(Sign::Unknown)), (0.0, 1.0));
    }

    #[test]
    fn where_nothing_is_ranked_nothing_is_seen() {
        let sign = seen(&klein(), "Wie wird das Wetter?", &[]);
        assert!(Sign::ALL.into_iter().all(|any| sign(any) == 0.0));
    }
}

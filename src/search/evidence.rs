//! What a ranking is worth, and how much of the question a hit has.

use super::dictionary::Dictionary;
use super::forward::Forward;
use super::prepared::PreparedQuery;
use super::query::{Hit, WordEvidence};
use super::terms::Terms;

/// Weighs a ranking by the question it answers.
pub(super) fn evidence(ranked: &[Hit], terms: Terms, query: &PreparedQuery) -> WordEvidence {
    let worth = 1.0 + query.stems.iter().sum::<f32>();
    let best = ranked.first().map_or(0.0, |hit| hit.score);
    WordEvidence {
        worth,
        strength: best / worth,
        worths: query.stems.clone(),
        stems: terms.stems,
        corrections: terms.corrections,
        sought: terms.sought,
        foreign: terms.foreign,
    }
}

/// The idf-weighted share of the question's stems that a document holds in text, compound parts or title, 0 to 1.
pub(super) fn coverage(
    document: usize,
    query: &PreparedQuery,
    dictionary: &Dictionary,
    forward: &Forward,
) -> f32 {
    let title = forward.titles.get(document);
    let mut met = vec![false; query.wanted.len()];
    let mut see = |stem: u32| {
        for (met, wanted) in met.iter_mut().zip(&query.wanted) {
            *met |= *wanted == Some(stem);
        }
    };
    title.iter().for_each(|stem| see(*stem));
    for word in forward.words_of(document) {
        let parts = dictionary.parts_of(word).iter().copied();
        let stem = dictionary.stem_of(word).into_iter();
        stem.chain(parts).for_each(&mut see);
    }
    let all: f32 = query.stems.iter().sum();
    let held = met.iter().zip(&query.wanted).map(|(met, wanted)| {
        // Of a compound in a title only the parts are kept.
        *met || wanted.is_some_and(|stem| is_joined(stem, title, dictionary))
    });
    let held = held.zip(&query.stems).filter(|(held, _)| *held);
    let held: f32 = held.map(|(_, worth)| worth).sum();
    if all > 0.0 { held / all } else { 0.0 }
}

/// Whether a stem is that of a compound whose parts are all among these.
fn is_joined(stem: u32, parts: &[u32], dictionary: &Dictionary) -> bool {
    let word = dictionary.words_of_stem(stem).first();
    let of_word = word.map_or(&[][..], |word| dictionary.parts_of(*word));
    !of_word.is_empty() && of_word.iter().all(|part| parts.contains(part))
}

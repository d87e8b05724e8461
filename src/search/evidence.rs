//! What a ranking is worth, and which sentences of a hit bear it.

use super::bearing;
use super::candidates::Candidate;
use super::dictionary::Dictionary;
use super::forward::Forward;
use super::lens::Lens;
use super::query::{Evidence, Hit};
use super::terms::Terms;

/// Lists a hit with its sentences, each with how well it covers the question.
pub(super) fn hit(
    candidate: Candidate,
    terms: &Terms,
    lens: &Lens,
    dictionary: &Dictionary,
    forward: &Forward,
) -> Hit {
    Hit {
        document: candidate.document,
        score: candidate.score,
        coverage: stems_held(candidate.document, terms, lens, dictionary, forward),
        sentences: bearing::sentences(candidate.document, terms, lens, dictionary, forward),
    }
}

/// Weighs a ranking by the question it answers.
pub(super) fn evidence(
    ranked: &[Candidate],
    terms: Terms,
    lens: &Lens,
    dictionary: &Dictionary,
    forward: &Forward,
) -> Evidence {
    let worth = 1.0 + lens.stems.iter().sum::<f32>();
    let score = |place: usize| ranked.get(place).map_or(0.0, |candidate| candidate.score);
    let coverage = ranked.first().map_or(0.0, |best| {
        stems_held(best.document, &terms, lens, dictionary, forward)
    });
    Evidence {
        worth,
        strength: score(0) / worth,
        margin: (score(0) - score(1)) / worth,
        coverage,
        worths: lens.stems.clone(),
        stems: terms.stems,
        unknown: terms.unknown,
        corrections: terms.corrections,
    }
}

/// The idf-weighted share of the question's stems that a document holds in text, compound parts or title, 0 to 1.
fn stems_held(
    document: usize,
    terms: &Terms,
    lens: &Lens,
    dictionary: &Dictionary,
    forward: &Forward,
) -> f32 {
    let wanted: Vec<Option<u32>> = terms
        .stems
        .iter()
        .map(|stem| dictionary.find_stem(stem))
        .collect();
    let mut held = vec![false; wanted.len()];
    let mut see = |stem: u32| {
        for (held, wanted) in held.iter_mut().zip(&wanted) {
            *held |= *wanted == Some(stem);
        }
    };
    let title: Vec<u32> = forward.title(document).collect();
    title.iter().copied().for_each(&mut see);
    for word in forward
        .sentences(document)
        .flat_map(|sentence| forward.words(sentence))
    {
        dictionary.stem_of(word).into_iter().for_each(&mut see);
        dictionary.parts_of(word).for_each(&mut see);
    }
    // Of a compound in a title only the parts are kept.
    for (held, wanted) in held.iter_mut().zip(&wanted) {
        *held = *held || wanted.is_some_and(|stem| is_joined(stem, &title, dictionary));
    }
    let all: f32 = lens.stems.iter().sum::<f32>();
    let found: f32 = held
        .iter()
        .zip(&lens.stems)
        .filter_map(|(held, worth)| held.then_some(worth))
        .sum();
    if all > 0.0 { found / all } else { 0.0 }
}

/// Whether a stem is that of a compound whose parts are all among these.
fn is_joined(stem: u32, parts: &[u32], dictionary: &Dictionary) -> bool {
    let Some(word) = dictionary.words_of_stem(stem).next() else {
        return false;
    };
    let mut of_word = dictionary.parts_of(word).peekable();
    of_word.peek().is_some() && of_word.all(|part| parts.contains(&part))
}

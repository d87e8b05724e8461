//! What a ranking is worth, and how much of the question a hit has.

use super::candidates::Candidate;
use super::dictionary::Dictionary;
use super::forward::Forward;
use super::lens::Lens;
use super::query::{Evidence, Hit};
use super::terms::Terms;

/// Makes a hit of a candidate.
pub(super) fn hit(
    candidate: Candidate,
    lens: &Lens,
    dictionary: &Dictionary,
    forward: &Forward,
) -> Hit {
    Hit {
        document: candidate.document,
        score: candidate.score,
        coverage: stems_held(candidate.document, lens, dictionary, forward),
        pieces: candidate.pieces,
    }
}

/// Weighs a ranking by the question it answers.
pub(super) fn evidence(ranked: &[Candidate], terms: Terms, lens: &Lens) -> Evidence {
    let worth = 1.0 + lens.stems.iter().sum::<f32>();
    let best = ranked.first().map_or(0.0, |candidate| candidate.score);
    Evidence {
        worth,
        strength: best / worth,
        worths: lens.stems.clone(),
        stems: terms.stems,
        unknown: terms.unknown,
        corrections: terms.corrections,
    }
}

/// The idf-weighted share of the question's stems that a document holds in text, compound parts or title, 0 to 1.
fn stems_held(document: usize, lens: &Lens, dictionary: &Dictionary, forward: &Forward) -> f32 {
    let title: Vec<u32> = forward.title(document).collect();
    let mut met = vec![false; lens.wanted.len()];
    let mut see = |stem: u32| {
        for (met, wanted) in met.iter_mut().zip(&lens.wanted) {
            *met |= *wanted == Some(stem);
        }
    };
    title.iter().for_each(|stem| see(*stem));
    for word in forward
        .sentences(document)
        .flat_map(|sentence| forward.words(sentence))
    {
        let stems = dictionary.stem_of(word).into_iter();
        stems.chain(dictionary.parts_of(word)).for_each(&mut see);
    }
    let all: f32 = lens.stems.iter().sum();
    let held = met.iter().zip(&lens.wanted).map(|(met, wanted)| {
        // Of a compound in a title only the parts are kept.
        *met || wanted.is_some_and(|stem| is_joined(stem, &title, dictionary))
    });
    let held = held.zip(&lens.stems).filter(|(held, _)| *held);
    let held: f32 = held.map(|(_, worth)| worth).sum();
    if all > 0.0 { held / all } else { 0.0 }
}

/// Whether a stem is that of a compound whose parts are all among these.
fn is_joined(stem: u32, parts: &[u32], dictionary: &Dictionary) -> bool {
    let Some(word) = dictionary.words_of_stem(stem).next() else {
        return false;
    };
    let mut of_word = dictionary.parts_of(word).peekable();
    of_word.peek().is_some() && of_word.all(|part| parts.contains(&part))
}

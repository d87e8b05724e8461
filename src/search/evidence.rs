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
        coverage: stems_held(candidate.document, lens, dictionary, forward),
        sentences: bearing::sentences(candidate.document, terms, lens, dictionary, forward),
    }
}

/// Weighs a ranking by the question it answers.
pub(super) fn evidence(ranked: &[Candidate], terms: Terms, lens: &Lens) -> Evidence {
    let worth = 1.0 + lens.own_stems().iter().sum::<f32>();
    let best = ranked.first().map_or(0.0, |candidate| candidate.score);
    Evidence {
        worth,
        strength: best / worth,
        worths: lens.own_stems().to_vec(),
        stems: terms.stems,
        unknown: terms.unknown,
        corrections: terms.corrections,
    }
}

/// The idf-weighted share of the question's stems that a document holds in text, compound parts or title, 0 to 1.
fn stems_held(document: usize, lens: &Lens, dictionary: &Dictionary, forward: &Forward) -> f32 {
    let mut met = lens.nothing_met();
    let title: Vec<u32> = forward.title(document).collect();
    title.iter().for_each(|stem| met.see(*stem));
    for word in forward
        .sentences(document)
        .flat_map(|sentence| forward.words(sentence))
    {
        let stems = dictionary.stem_of(word).into_iter();
        stems
            .chain(dictionary.parts_of(word))
            .for_each(|stem| met.see(stem));
    }
    // Of a compound in a title only the parts are kept.
    for (met, wanted) in met.met.iter_mut().zip(met.wanted) {
        *met = *met || wanted.is_some_and(|stem| is_joined(stem, &title, dictionary));
    }
    met.share(lens.own_stems())
}

/// Whether a stem is that of a compound whose parts are all among these.
fn is_joined(stem: u32, parts: &[u32], dictionary: &Dictionary) -> bool {
    let Some(word) = dictionary.words_of_stem(stem).next() else {
        return false;
    };
    let mut of_word = dictionary.parts_of(word).peekable();
    of_word.peek().is_some() && of_word.all(|part| parts.contains(&part))
}

//! Which sentence of a document bears on a question most, so that the right one is quoted.
//!
//! What covers a question best often only repeats its title or heads the answer. So it counts what a sentence says
//! beyond the title and beyond what the whole document speaks of, what it adds to the line before, which heading it
//! stands under, and whether it holds the kind of thing that is asked for. Changes no document's place in the ranking.

use super::dictionary::Dictionary;
use super::forward::Forward;
use super::kinds::{Asks, Kinds};
use super::lens::{Lens, Pieces, bits};
use super::query::Sentence;
use super::terms::Terms;

/// What each property of a sentence is worth, in fifths of a logit so that a sentence with every word is worth about 1.
///
/// Fitted as one choice among the sentences of the right page (softmax, weight decay 0.003) on the development halves
/// of OMoS and XQuAD together. Ten-fold cross-validated by page: OMoS 66.4 % right, XQuAD 78.6 %; without
/// [`weight::RARE_HERE`] 65.4 and 76.6. `lotse eval --passages … --questions … --sentences` prints 66.5 and 78.6. Of
/// forty more properties (length, order, pronouns, lists, words that fit the question word, pairs, the line behind)
/// none adds half a point to both.
mod weight {
    /// Pieces of the question that the title lacks.
    pub(super) const BEYOND_TITLE: f32 = 0.43;
    /// Pieces of the question, each worth the more the fewer sentences of the document hold it.
    pub(super) const RARE_HERE: f32 = 0.40;
    /// Stems of the question, whole or as part of a compound.
    pub(super) const STEMS: f32 = 0.24;
    /// Only the title again.
    pub(super) const TITLE: f32 = -0.37;
    /// Pieces that this line and the one before hold together, and neither alone.
    pub(super) const ADDED: f32 = 0.21;
    pub(super) const HEADING: f32 = -0.24;
    /// What the heading or opener above covers beyond the title, less with distance.
    pub(super) const UNDER_HEADING: f32 = 0.25;
    pub(super) const AMOUNT: f32 = 0.22;
    pub(super) const TIME: f32 = 0.20;
    pub(super) const PLACE: f32 = 0.19;
    /// Being near the top, for who asks what something is.
    pub(super) const EARLY: f32 = 0.07;
}

/// How fast a heading loses its hold on the lines below it, per line.
const FADING: f32 = 0.2;

/// Lists the sentences of a document with what each is worth as an answer.
pub(super) fn sentences(
    document: usize,
    terms: &Terms,
    lens: &Lens,
    dictionary: &Dictionary,
    forward: &Forward,
) -> Vec<Sentence> {
    let read = read(document, lens, dictionary, forward);
    let title = read.iter().filter(|line| line.kinds.is(Kinds::TITLE));
    let in_title = title.fold(0, |all, line| all | line.pieces);
    let rare_here = worth_in_document(&read, lens);
    let mut above: Option<(usize, f32)> = None;
    let mut before: Option<(Pieces, f32)> = None;
    let mut sentences = Vec::with_capacity(read.len());
    for (at, line) in read.iter().enumerate() {
        let repeats = line.kinds.is(Kinds::TITLE);
        let coverage = if repeats {
            0.0
        } else {
            lens.share(line.pieces, 0)
        };
        let beyond = lens.share(line.pieces, in_title);
        let (pieces_before, coverage_before) = before.unwrap_or_default();
        let together = lens.share(line.pieces | pieces_before, 0);
        let under = above.map_or(0.0, |(heading, worth)| {
            worth / (1.0 + FADING * (at - heading) as f32)
        });
        let worth = weight::BEYOND_TITLE * beyond
            + weight::STEMS * line.stems
            + weight::RARE_HERE * share_of(line.pieces, &rare_here)
            + weight::ADDED * (together - coverage.max(coverage_before))
            + weight::UNDER_HEADING * under
            + of_its_kind(line.kinds, terms.asks, at);
        sentences.push(Sentence {
            range: forward.place(line.number),
            coverage,
            together: if repeats { 0.0 } else { together },
            worth,
        });
        if line.kinds.is(Kinds::HEADING) || line.kinds.is(Kinds::OPENER) {
            above = Some((at, beyond));
        }
        before = Some((line.pieces, coverage));
    }
    sentences
}

/// What each of the question's pieces is worth inside this document: what nearly all its sentences hold tells none of
/// them from the others, however rare it is elsewhere.
fn worth_in_document(read: &[Line], lens: &Lens) -> Vec<f32> {
    let mut lines = vec![0_u32; lens.pieces.len()];
    for piece in read.iter().flat_map(|line| bits(line.pieces)) {
        lines[piece] += 1;
    }
    let all = read.len() as f32 + 1.0;
    let worth = |(worth, lines): (&f32, u32)| match lines {
        0 => 0.0,
        lines => worth * (all / (lines as f32 + 0.5)).ln(),
    };
    lens.pieces.iter().zip(lines).map(worth).collect()
}

/// The share of what all pieces are worth that these are, 0 to 1.
fn share_of(pieces: Pieces, worths: &[f32]) -> f32 {
    let all: f32 = worths.iter().sum();
    let held: f32 = bits(pieces).map(|piece| worths[piece]).sum();
    if all > 0.0 { held / all } else { 0.0 }
}

/// A sentence as the question sees it.
struct Line {
    number: usize,
    kinds: Kinds,
    pieces: Pieces,
    /// Idf-weighted share of the question's stems, 0 to 1.
    stems: f32,
}

fn read(document: usize, lens: &Lens, dictionary: &Dictionary, forward: &Forward) -> Vec<Line> {
    let mut met = lens.nothing_met();
    let mut read = Vec::new();
    for number in forward.sentences(document) {
        let mut pieces = 0;
        met.forget();
        for word in forward.words(number) {
            // A word that shares nothing with the question has no part of it either.
            let Some(seen) = lens.look(word) else {
                continue;
            };
            pieces |= seen.pieces;
            let stems = dictionary.stem_of(word).into_iter();
            stems
                .chain(dictionary.parts_of(word))
                .for_each(|stem| met.see(stem));
        }
        read.push(Line {
            number,
            kinds: forward.kinds(number),
            pieces: pieces | met.pieces_of_names(),
            stems: met.share(lens.own_stems_in_sentences()),
        });
    }
    read
}

fn of_its_kind(kinds: Kinds, asks: Asks, at: usize) -> f32 {
    let early = if asks.meaning {
        weight::EARLY / (1.0 + at as f32)
    } else {
        0.0
    };
    [
        (kinds.is(Kinds::TITLE), weight::TITLE),
        (kinds.is(Kinds::HEADING), weight::HEADING),
        (asks.amount && kinds.is(Kinds::AMOUNT), weight::AMOUNT),
        (asks.time && kinds.is(Kinds::TIME), weight::TIME),
        (asks.place && kinds.is(Kinds::PLACE), weight::PLACE),
    ]
    .into_iter()
    .filter_map(|(is, worth)| is.then_some(worth))
    .fold(early, |all, worth| all + worth)
}

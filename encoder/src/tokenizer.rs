//! From text to the ids of pieces, as the model learnt them: the letters are normalised by the file's table, blanks are
//! made one, every word begins with U+2581, and of all ways to cut the text into pieces the most probable is taken.
//!
//! The pieces lie in the file in ascending order, so those that begin alike are neighbours: a search that goes on letter
//! by letter stops where nothing begins like this, and no table has to be built when the file is opened.

use crate::model::Model;

/// Where a word begins.
const START: char = '\u{2581}';

/// The ids of a text; none when it has nothing but blanks.
pub(crate) fn pieces(model: &Model, text: &str) -> Vec<u32> {
    let text = normalised(model, text);
    let ends: Vec<usize> = text
        .char_indices()
        .map(|(at, letter)| at + letter.len_utf8())
        .collect();
    let starts: Vec<usize> = std::iter::once(0).chain(ends.iter().copied()).collect();
    // What looks like `</s>` in a text is letters.
    let control = [model.begin, model.end, model.unknown];
    // The best way to every place: its score, where its last piece begins, and that piece.
    let mut best = vec![(f32::NEG_INFINITY, 0, model.unknown); starts.len()];
    best[0].0 = 0.0;
    for (from, &start) in starts.iter().enumerate() {
        let so_far = best[from].0;
        let mut known = 0..model.pieces();
        for (to, &end) in ends.iter().enumerate().skip(from) {
            known = beginning_with(model, known, &text.as_bytes()[start..end]);
            if known.is_empty() {
                break;
            }
            let (id, score) = (known.start, so_far + model.score(known.start));
            if model.piece(id).len() == end - start
                && !control.contains(&(id as u32))
                && score > best[to + 1].0
            {
                best[to + 1] = (score, from, id as u32);
            }
        }
        let score = so_far + model.unknown_score;
        if let Some(next) = best.get_mut(from + 1).filter(|next| score > next.0) {
            *next = (score, from, model.unknown);
        }
    }
    let mut at = ends.len();
    let mut ids = Vec::new();
    while at > 0 {
        ids.push(best[at].2);
        at = best[at].1;
    }
    ids.reverse();
    ids
}

/// Whether a word is one piece by itself.
pub(crate) fn is_piece(model: &Model, word: impl Iterator<Item = char>) -> bool {
    let word: String = std::iter::once(START).chain(word).collect();
    let known = beginning_with(model, 0..model.pieces(), word.as_bytes());
    !known.is_empty() && model.piece(known.start).len() == word.len()
}

/// The text as the pieces have it: letters replaced, U+2581 before every word, no blanks.
fn normalised(model: &Model, text: &str) -> String {
    let mut plain = String::with_capacity(text.len() + 8);
    for letter in text.chars() {
        match model.replacement(letter) {
            Some(replacement) => plain.push_str(replacement),
            None => plain.push(letter),
        }
    }
    plain
        .split_whitespace()
        .flat_map(|word| std::iter::once(START).chain(word.chars()))
        .collect()
}

/// Of a range of ids, those whose piece begins with `start`; the pieces of the range are alike but for its last letter.
fn beginning_with(
    model: &Model,
    range: std::ops::Range<usize>,
    start: &[u8],
) -> std::ops::Range<usize> {
    let first = partition(range.clone(), |id| model.piece(id) < start);
    first..partition(first..range.end, |id| model.piece(id).starts_with(start))
}

/// The first id of a range for which `before` is false.
fn partition(range: std::ops::Range<usize>, before: impl Fn(usize) -> bool) -> usize {
    let (mut low, mut high) = (range.start, range.end);
    while low < high {
        let middle = low + (high - low) / 2;
        if before(middle) {
            low = middle + 1
        } else {
            high = middle
        }
    }
    low
}

//! Where a text that is too long may be cut: between sentences, words, grapheme clusters, characters.
//!
//! Knows strings only. A cut never falls inside a grapheme cluster unless the cluster alone is longer than a piece.

use unicode_segmentation::UnicodeSegmentation;

/// How fine a cut may be, coarsest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Grain {
    /// After the end of a sentence or a line.
    Sentence,
    /// After a blank.
    Word,
    /// Between characters; between clusters wherever that is possible.
    Character,
}

/// The length in UTF-16 units.
pub(super) fn units(text: &str) -> usize {
    text.encode_utf16().count()
}

/// The last good place to cut so that what stands before it (blanks at its end aside) has at most `room` units.
///
/// Looks at coarse places first and goes down to `finest`; `limit` bounds how far ahead it looks. The text begins
/// with no blank. The place is never 0.
pub(super) fn at(text: &str, room: usize, limit: usize, finest: Grain) -> Option<usize> {
    // Segmentation wants to see beyond the cut; two pieces' worth is plenty and keeps long texts linear.
    let window = &text[..end_of_units(text, limit.saturating_mul(2))];
    let whole = window.len() == text.len();
    let most = end_of_units(text, room);
    let fits = |place: &usize| {
        let inside = *place > 0 && (whole || *place < window.len());
        inside && window[..*place].trim_end().len() <= most
    };
    let sentence = || sentence_ends(window).filter(fits).last();
    let word = || word_ends(window).filter(fits).last();
    let cluster = || cluster_ends(window).filter(fits).last();
    let character = || (most > 0).then_some(most);
    match finest {
        Grain::Sentence => sentence(),
        Grain::Word => sentence().or_else(word),
        Grain::Character => sentence().or_else(word).or_else(cluster).or_else(character),
    }
}

/// The byte at which the first `count` units end, rounded down to a character.
fn end_of_units(text: &str, count: usize) -> usize {
    let mut used = 0;
    for (at, character) in text.char_indices() {
        used += character.len_utf16();
        if used > count {
            return at;
        }
    }
    text.len()
}

fn sentence_ends(text: &str) -> impl Iterator<Item = usize> {
    ends(text.split_sentence_bound_indices()).filter(|end| !ends_in_abbreviation(&text[..*end]))
}

fn word_ends(text: &str) -> impl Iterator<Item = usize> {
    let blank = |cluster: &str| {
        cluster
            .chars()
            .all(|c| c.is_whitespace() && !matches!(c, '\u{a0}' | '\u{202f}'))
    };
    ends(
        text.grapheme_indices(true)
            .filter(move |(_, cluster)| blank(cluster)),
    )
}

fn cluster_ends(text: &str) -> impl Iterator<Item = usize> {
    ends(text.grapheme_indices(true))
}

fn ends<'a>(segments: impl Iterator<Item = (usize, &'a str)>) -> impl Iterator<Item = usize> {
    segments.map(|(start, segment)| start + segment.len())
}

/// Tells whether a text ends like `z. B.`, `Nr.` or `3.`: a full stop that ends no sentence.
fn ends_in_abbreviation(text: &str) -> bool {
    let Some(before) = text.trim_end_matches(' ').strip_suffix('.') else {
        return false;
    };
    let word = before
        .rsplit(|c: char| !c.is_alphanumeric())
        .next()
        .unwrap_or_default();
    let number = word.chars().all(|c| c.is_ascii_digit());
    let short = word.chars().count() <= 2
        || ["Abs", "bzw", "evtl", "ggf", "usw", "vgl", "Std"].contains(&word);
    number || short
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, room: usize, finest: Grain, before: Option<&str>) {
        let place = at(text, room, 4096, finest);
        assert_eq!(place.map(|place| &text[..place]), before);
    }

    #[test]
    fn sentences_come_before_words() {
        check("Ja doch. Nein nicht.", 12, Grain::Word, Some("Ja doch. "));
        check("Ja doch. Nein nicht.", 7, Grain::Word, Some("Ja "));
        check("Ja doch. Nein nicht.", 7, Grain::Sentence, None);
    }

    #[test]
    fn a_blank_at_the_cut_needs_no_room() {
        check("eins zwei", 4, Grain::Word, Some("eins "));
    }

    #[test]
    fn abbreviations_and_numbers_end_no_sentence() {
        check("Am 3. Mai z. B. Eltern.", 18, Grain::Sentence, None);
    }

    #[test]
    fn blanks_that_bind_are_no_place_to_cut() {
        check("a\u{a0}b c", 4, Grain::Word, Some("a\u{a0}b "));
        check("a\u{a0}b", 2, Grain::Word, None);
    }

    #[test]
    fn clusters_are_cut_only_when_nothing_else_is_possible() {
        check("e\u{301}e\u{301}", 3, Grain::Character, Some("e\u{301}"));
        check("e\u{301}\u{301}", 2, Grain::Character, Some("e\u{301}"));
        check("👍", 1, Grain::Character, None);
    }
}

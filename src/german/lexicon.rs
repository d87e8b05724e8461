//! Whether a word is German, so that the speller leaves it alone.
//!
//! The list (`language/de/lexicon.txt`, one lower-case word a line, sorted by bytes; its provenance stands in
//! `language/README.md`) has base forms and many inflected ones. A word counts as German if it stands
//! there but for its ending, or if it is put together of such words, with or without a joint or a verb's prefix.

/// All words, one a line.
const WORDS: &str = include_str!("../../language/de/lexicon.txt");

/// Letters that a word inside a compound must have.
const SHORTEST_PART: usize = 4;

/// Letters of the longest word that is looked at; the cuts of a longer one would take minutes.
const LONGEST: usize = 60;

/// What a word can end in and still be the same word.
const ENDINGS: [&str; 14] = [
    "", "e", "en", "er", "es", "em", "n", "s", "st", "t", "te", "ten", "in", "innen",
];

/// What joins the words of a compound.
const JOINTS: [&str; 7] = ["", "s", "es", "n", "en", "er", "e"];

/// What verbs, and the nouns made of them, begin with.
const PREFIXES: [&str; 36] = [
    "ab", "an", "auf", "aus", "be", "bei", "durch", "ein", "ent", "er", "fest", "ge", "her", "hin",
    "hinter", "los", "miss", "mit", "nach", "über", "um", "un", "unter", "ver", "vor", "weg",
    "weiter", "wieder", "zer", "zu", "zurück", "zusammen", "mehr", "selbst", "teil", "voll",
];

/// Tells whether a lower-case word is German.
pub fn is_word(word: &str) -> bool {
    word.chars().count() <= LONGEST && (is_known(word) || is_put_together(word, 2))
}

/// Whether the word, or one that differs by an ending, is in the list.
fn is_known(word: &str) -> bool {
    if is_listed(word) {
        return true;
    }
    let ends = ENDINGS
        .iter()
        .filter_map(|ending| word.strip_suffix(ending));
    let mut bases = ends.filter(|base| base.chars().count() >= SHORTEST_PART);
    bases.any(|base| {
        is_listed(base)
            || ["e", "en", "n"]
                .iter()
                .any(|end| is_listed(&format!("{base}{end}")))
    })
}

/// Looks a word up by halving.
fn is_listed(word: &str) -> bool {
    let (mut from, mut to) = (0, WORDS.len());
    while from < to {
        let middle = from + (to - from) / 2;
        let start = WORDS.as_bytes()[..middle]
            .iter()
            .rposition(|byte| *byte == b'\n')
            .map_or(0, |at| at + 1);
        let end = WORDS.as_bytes()[middle..]
            .iter()
            .position(|byte| *byte == b'\n')
            .map_or(WORDS.len(), |at| middle + at);
        match WORDS.as_bytes()[start..end].cmp(word.as_bytes()) {
            std::cmp::Ordering::Equal => return true,
            std::cmp::Ordering::Less => from = end + 1,
            std::cmp::Ordering::Greater => to = start,
        }
    }
    false
}

/// Whether a word is two or more known words, or a known word behind a prefix.
fn is_put_together(word: &str, deep: usize) -> bool {
    let cuts = word.char_indices().map(|(at, _)| at).skip(2);
    cuts.into_iter().any(|at| {
        let (left, right) = word.split_at(at);
        let long = right.chars().count() >= SHORTEST_PART;
        if !long || !(is_known(right) || deep > 1 && is_put_together(right, deep - 1)) {
            return false;
        }
        PREFIXES.contains(&left)
            || JOINTS.iter().any(|joint| {
                left.strip_suffix(joint)
                    .is_some_and(|left| left.chars().count() >= SHORTEST_PART && is_listed(left))
            })
    })
}

#[cfg(test)]
mod tests {
    use super::is_word;

    #[test]
    fn german_words_are_known_in_their_forms() {
        for word in [
            "verlassen",
            "geantwortet",
            "verdient",
            "hinschreiben",
            "einteilung",
            "loslegen",
            "kollegin",
            "gemeinden",
            "bürgermeisterin",
            "bildungsbüro",
            "universität",
            "rechnungen",
        ] {
            assert!(is_word(word), "{word}");
        }
    }

    #[test]
    fn slips_are_not() {
        for word in [
            "aufrag",
            "beispil",
            "weitr",
            "elternkafee",
            "federfürung",
            "komune",
            "konzpt",
        ] {
            assert!(!is_word(word), "{word}");
        }
    }
}

//! Cuts a text into words: lower case, without the suffixes of gender-inclusive writing.
//!
//! "Bürger\*innen", "Bürger:innen", "Bürger_in", "Bürger/-innen", "Bürger(in)" and "BürgerInnen" all become "bürger",
//! "jede\*r" becomes "jede", and inside compounds the sign and its suffix vanish ("Bürger\*innenrat" → "bürgerrat"), so
//! that a question finds the text whichever way either was written. Offsets always point into the text as given.

use std::ops::Range;

/// One word of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Word {
    /// Lower case, without a gender suffix.
    pub text: String,
    /// Where it stands, with its gender suffix.
    pub range: Range<usize>,
}

/// Signs that set a gender suffix off inside a word.
const SIGNS: [char; 6] = ['*', ':', '_', '·', '•', '/'];

/// Short endings after a sign, as in "jede\*r", "ein:e", "Beamt\*e".
const ENDINGS: [&str; 8] = ["e", "r", "n", "s", "en", "er", "es", "em"];

/// Lists the words of a text in order.
pub fn words(text: &str) -> Vec<Word> {
    let mut words = Vec::new();
    let mut at = 0;
    while let Some(first) = text[at..].chars().next() {
        if !is_letter(first) {
            at += first.len_utf8();
            continue;
        }
        let word = word_at(text, at);
        at = word.range.end;
        words.push(word);
    }
    words
}

/// Reads the word that begins at `start`.
fn word_at(text: &str, start: usize) -> Word {
    let mut read = String::new();
    let mut at = start;
    while let Some(letter) = text[at..].chars().next() {
        if let Some(skip) = gender_suffix(&text[at..], &read) {
            at += skip.length;
            if skip.ends_word {
                break;
            }
            continue;
        }
        if !is_letter(letter) {
            break;
        }
        push_original(&mut read, letter);
        at += letter.len_utf8();
    }
    Word {
        text: lower(&read),
        range: start..at,
    }
}

/// What to pass over of a gender suffix.
struct Skip {
    length: usize,
    ends_word: bool,
}

/// Recognises a gender suffix at the start of `rest`, given the word read so far.
fn gender_suffix(rest: &str, read: &str) -> Option<Skip> {
    let first = rest.chars().next()?;
    // Most letters begin none, so what was read is looked at last.
    let (is_signed, is_inner) = (SIGNS.contains(&first), first == 'I');
    if !is_signed && !is_inner && first != '(' {
        return None;
    }
    let mut back = read.chars().rev();
    let (last, before) = (back.next()?, back.next()?);
    match first {
        _ if !last.is_alphabetic() || !before.is_alphabetic() => None,
        '(' => bracketed(rest),
        _ if is_signed => signed(rest, first),
        _ if last.is_lowercase() && before.is_lowercase() => inner_i(rest),
        _ => None,
    }
}

fn bracketed(rest: &str) -> Option<Skip> {
    ["(in)", "(innen)", "(-in)", "(-innen)"]
        .into_iter()
        .find(|suffix| rest.starts_with(suffix))
        .map(|suffix| Skip {
            length: suffix.len(),
            ends_word: true,
        })
}

fn inner_i(rest: &str) -> Option<Skip> {
    if let Some(after) = rest.strip_prefix("Innen") {
        return Some(Skip {
            length: "Innen".len(),
            ends_word: !starts_with_letter(after),
        });
    }
    let after = rest.strip_prefix("In")?;
    (!starts_with_letter(after)).then_some(Skip {
        length: "In".len(),
        ends_word: true,
    })
}

fn signed(rest: &str, sign: char) -> Option<Skip> {
    let after_sign = &rest[sign.len_utf8()..];
    let (suffix, hyphen) = match after_sign.strip_prefix('-') {
        Some(suffix) => (suffix, 1),
        None => (after_sign, 0),
    };
    let taken = sign.len_utf8() + hyphen;
    if let Some(after) = suffix.strip_prefix("innen") {
        let goes_on = starts_with_letter(after);
        let joins = hyphen == 0 && sign != '/';
        return (joins || !goes_on).then_some(Skip {
            length: taken + "innen".len(),
            ends_word: !goes_on,
        });
    }
    let endings: &[&str] = if sign == '/' { &[] } else { &ENDINGS };
    ["in"]
        .iter()
        .chain(endings)
        .find(|ending| {
            suffix
                .strip_prefix(**ending)
                .is_some_and(|after| !starts_with_letter(after))
        })
        .map(|ending| Skip {
            length: taken + ending.len(),
            ends_word: true,
        })
}

fn starts_with_letter(text: &str) -> bool {
    text.chars().next().is_some_and(is_letter)
}

/// Letters and digits, the signs that combine with them, and the soft hyphen inside a word.
fn is_letter(sign: char) -> bool {
    sign.is_alphanumeric() || is_combining(sign) || sign == SOFT_HYPHEN
}

const SOFT_HYPHEN: char = '\u{ad}';
const COMBINING_DIAERESIS: char = '\u{308}';

fn is_combining(sign: char) -> bool {
    ('\u{300}'..='\u{36f}').contains(&sign)
}

/// Adds a letter, composing umlauts that were typed as letter and dots, and dropping soft hyphens.
fn push_original(read: &mut String, letter: char) {
    if letter == SOFT_HYPHEN {
        return;
    }
    if letter != COMBINING_DIAERESIS {
        read.push(letter);
        return;
    }
    let composed = match read.chars().next_back() {
        Some('a') => 'ä',
        Some('o') => 'ö',
        Some('u') => 'ü',
        Some('A') => 'Ä',
        Some('O') => 'Ö',
        Some('U') => 'Ü',
        _ => return,
    };
    read.pop();
    read.push(composed);
}

fn lower(word: &str) -> String {
    word.to_lowercase()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn check(text: &str, expected: &[&str]) {
        let found: Vec<_> = words(text).into_iter().map(|word| word.text).collect();
        assert_eq!(found, expected, "{text}");
    }

    #[test]
    fn every_way_of_writing_gender_gives_the_same_word() {
        for text in [
            "Bürger*innen",
            "Bürger:innen",
            "Bürger_innen",
            "Bürger/innen",
            "Bürger/-innen",
            "Bürger(innen)",
            "BürgerInnen",
            "Bürger*in",
            "Bürger:in",
            "Bürger_in",
            "Bürger(in)",
            "BürgerIn",
            "Bürger·in",
        ] {
            check(text, &["bürger"]);
        }
    }

    #[test]
    fn short_endings_go_too() {
        check(
            "Jede*r Beamt*e, ein:e Kolleg*in",
            &["jede", "beamt", "ein", "kolleg"],
        );
    }

    #[test]
    fn suffixes_inside_compounds_vanish() {
        check(
            "Bürger*innenbeteiligung, SchülerInnenrat",
            &["bürgerbeteiligung", "schülerrat"],
        );
    }

    #[test]
    fn what_only_looks_like_a_suffix_stays() {
        check(
            "in Innenstadt und/oder Uhr 10:30",
            &["in", "innenstadt", "und", "oder", "uhr", "10", "30"],
        );
        check("Hinweis:innerhalb", &["hinweis", "innerhalb"]);
    }

    #[test]
    fn umlauts_typed_as_two_signs_become_one() {
        check("Fo\u{308}rder\u{ad}verein", &["förderverein"]);
    }

    #[test]
    fn ranges_point_at_the_word_as_written() {
        let text = "Die Bürger*innen fragen";
        let second = &words(text)[1];
        assert_eq!(&text[second.range.clone()], "Bürger*innen");
    }

    proptest! {
        #[test]
        fn any_text_is_cut_in_order_and_inside_itself(text in "\\PC*") {
            let mut last = 0;
            for word in words(&text) {
                prop_assert!(word.range.start >= last && word.range.end > word.range.start);
                prop_assert!(text.get(word.range.clone()).is_some());
                last = word.range.end;
            }
        }
    }
}

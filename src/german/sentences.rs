//! Cuts a text into sentences: at line ends, and at . ! ? before a space and a capital or digit.
//!
//! Not after abbreviations ("z. B.", "Nr.", "Abs.") nor after ordinals of one or two digits ("am 3. Mai").

use std::ops::Range;

/// Abbreviations after which a sentence goes on.
const ABBREVIATIONS: [&str; 40] = [
    "z", "d", "u", "o", "v", "n", "bzw", "ca", "Nr", "Dr", "St", "Prof", "Abs", "Art", "vgl",
    "Vgl", "etc", "inkl", "ggf", "evtl", "sog", "Str", "Tel", "Mr", "Mrs", "Jh", "Chr", "S", "usw",
    "Mio", "Mrd", "Kap", "Hrsg", "Bd", "Ziff", "Std", "max", "min", "insb", "zzgl",
];

/// Lists the sentences of a text as byte ranges, in order, without the white space around them.
pub fn sentences(text: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut line_start = 0;
    for line in text.split('\n') {
        sentences_of_line(line, line_start, &mut found);
        line_start += line.len() + 1;
    }
    found
}

fn sentences_of_line(line: &str, offset: usize, found: &mut Vec<Range<usize>>) {
    let mut start = 0;
    for (at, sign) in line.char_indices() {
        if at < start || !matches!(sign, '.' | '!' | '?') {
            continue;
        }
        let Some(next) = next_start(&line[at + 1..]) else {
            continue;
        };
        let goes_on = sign == '.' && ends_in_abbreviation(&line[start..at]);
        if goes_on {
            continue;
        }
        push_trimmed(line, start..at + 1 + next, offset, found);
        start = at + 1 + next;
    }
    push_trimmed(line, start..line.len(), offset, found);
}

/// Finds where the next sentence begins after an end sign: closing quotes, space, then a capital or digit.
fn next_start(rest: &str) -> Option<usize> {
    let after_quotes = rest.trim_start_matches(['"', '”', '“', '«', '»', ')', ']', '\'']);
    let after_space = after_quotes.trim_start();
    if after_space.len() == after_quotes.len() {
        return None;
    }
    let first = after_space
        .trim_start_matches(['"', '„', '“', '»', '(', '['])
        .chars()
        .next()?;
    (first.is_uppercase() || first.is_ascii_digit()).then(|| rest.len() - after_space.len())
}

fn ends_in_abbreviation(before: &str) -> bool {
    let start = before
        .rfind(|sign: char| !sign.is_alphanumeric())
        .map_or(0, |at| {
            at + before[at..].chars().next().map_or(1, char::len_utf8)
        });
    let last = &before[start..];
    let mut letters = last.chars();
    let single_capital =
        matches!((letters.next(), letters.next()), (Some(letter), None) if letter.is_uppercase());
    let ordinal = (1..=2).contains(&last.len()) && last.bytes().all(|digit| digit.is_ascii_digit());
    single_capital || ordinal || ABBREVIATIONS.contains(&last)
}

fn push_trimmed(line: &str, range: Range<usize>, offset: usize, found: &mut Vec<Range<usize>>) {
    let piece = &line[range.clone()];
    let trimmed = piece.trim();
    if trimmed.is_empty() {
        return;
    }
    let start = offset + range.start + (piece.len() - piece.trim_start().len());
    found.push(start..start + trimmed.len());
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn check(text: &str, expected: &[&str]) {
        let found: Vec<_> = sentences(text)
            .into_iter()
            .map(|range| &text[range])
            .collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn sentences_end_at_signs_and_lines() {
        check(
            "Titel\nDer Rat entscheidet. Danach wird geplant! Wer macht mit?\n\n- Punkt",
            &[
                "Titel",
                "Der Rat entscheidet.",
                "Danach wird geplant!",
                "Wer macht mit?",
                "- Punkt",
            ],
        );
    }

    #[test]
    fn abbreviations_and_ordinals_do_not_end_a_sentence() {
        check(
            "Siehe z. B. Schritt 3 und Nr. 4. Am 3. Mai beginnt es.",
            &["Siehe z. B. Schritt 3 und Nr. 4. Am 3. Mai beginnt es."],
        );
        check(
            "Seit 2019. Dann kam Neues.",
            &["Seit 2019.", "Dann kam Neues."],
        );
    }

    #[test]
    fn quotes_belong_to_their_sentence() {
        check(
            "Sie sagt: „Das geht.“ Alle nicken.",
            &["Sie sagt: „Das geht.“", "Alle nicken."],
        );
    }

    proptest! {
        #[test]
        fn any_text_is_cut_in_order_and_inside_itself(text in "(\\PC|\n|\\. [A-Z]){0,60}") {
            let mut last = 0;
            for range in sentences(&text) {
                prop_assert!(range.start >= last && text.get(range.clone()).is_some());
                last = range.end;
            }
        }
    }
}

//! One form for what comes from keyboards, clipboards and scanned pages.

use unicode_normalization::UnicodeNormalization;

/// What ends a line.
const BREAKS: [char; 7] = [
    '\n', '\r', '\u{2028}', '\u{2029}', '\u{85}', '\u{b}', '\u{c}',
];
/// Letters from which on a line was broken by a page and not by a person.
const FULL_LINE: usize = 45;

/// Cleans a text: signs that cannot be seen go, words cut at a line's end are joined, lines that a page broke are one;
/// what is still apart are sentences of their own.
pub fn normalise(text: &str) -> String {
    let mut paragraphs: Vec<String> = Vec::new();
    let mut open = false;
    // What stood apart only by something unseen is put in order together.
    let seen: String = text.nfkc().filter(|c| !is_unseen(*c)).nfkc().collect();
    for line in seen.split(BREAKS) {
        let line = line.split_whitespace().collect::<Vec<_>>().join(" ");
        let continued = line.starts_with(char::is_lowercase);
        match paragraphs.last_mut().filter(|_| open) {
            _ if line.is_empty() => {}
            Some(last) if continued && is_cut(last) => {
                last.pop();
                last.push_str(&line);
            }
            Some(last) if is_full(last) && (continued || !ends_sentence(last)) => {
                last.push(' ');
                last.push_str(&line);
            }
            _ => paragraphs.push(line.clone()),
        }
        open = !line.is_empty();
    }
    paragraphs.join("\n\n")
}

/// Signs without a shape: zero width, soft hyphen, direction, control.
fn is_unseen(c: char) -> bool {
    let shapeless = matches!(c, '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{180e}' | '\u{feff}' | '\u{fffd}'
        | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{fe00}'..='\u{fe0f}');
    shapeless || c.is_control() && !c.is_whitespace()
}

/// Whether a line ends in the middle of a word: "entschei-".
fn is_cut(line: &str) -> bool {
    let mut back = line.chars().rev();
    back.next() == Some('-') && back.next().is_some_and(char::is_lowercase)
}

/// Whether a line was broken by a page.
fn is_full(line: &str) -> bool {
    line.chars().count() >= FULL_LINE
}

fn ends_sentence(line: &str) -> bool {
    line.ends_with(['.', '!', '?', ':', ';'])
}

#[cfg(test)]
mod tests {
    use super::normalise;
    use proptest::prelude::*;

    #[test]
    fn what_cannot_be_seen_goes() {
        for (typed, expected) in [
            ("wer\u{200b} ent\u{ad}scheidet\u{feff}", "wer entscheidet"),
            ("fu\u{308}r\u{a0}\u{a0}wen", "für wen"),
            ("  \u{202b}Auftrag\u{202c}  ", "Auftrag"),
            ("ﬁnanzen", "finanzen"),
            ("\n\t ", ""),
        ] {
            assert_eq!(normalise(typed), expected);
        }
    }

    #[test]
    fn lines_that_a_page_broke_are_one() {
        for (typed, expected) in [
            (
                "Wer entschei-\ndet über den Auftrag?",
                "Wer entscheidet über den Auftrag?",
            ),
            (
                "Die Leitung des Dezernats entscheidet, ob ein\nKonzept geschrieben wird.",
                "Die Leitung des Dezernats entscheidet, ob ein Konzept geschrieben wird.",
            ),
            (
                "Guten Tag\nwer entscheidet?\r\nDanke",
                "Guten Tag\n\nwer entscheidet?\n\nDanke",
            ),
            ("\u{a66f}\u{fffd}\u{c4d}", "\u{c4d}\u{a66f}"),
            ("Eltern-\nBeirat", "Eltern-\n\nBeirat"),
        ] {
            assert_eq!(normalise(typed), expected);
        }
    }

    proptest! {
        #[test]
        fn cleaning_twice_changes_nothing_more(text in "(\\PC|[\n\r\u{ad}\u{200b} -]|[a-z,.]){0,120}") {
            let once = normalise(&text);
            prop_assert_eq!(normalise(&once), once);
        }
    }
}

//! Folds spellings of the same word into one: ä, ae → a; ß → ss; é → e; "Bürger\*innen" → "burger".
//!
//! [`tokens`] cuts a text into folded words, and [`key`] is a whole text as one folded word: what everybody compares by
//! who looks up what somebody typed (the language pack, names of the guide, labels of buttons). [`fold`] alone is for
//! pieces of words ([`super::grams`]); the stemmer folds by itself.

use std::ops::Range;

use super::words::words;

/// One word of a text, as words are compared.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Token {
    /// Folded; a number keeps the points and commas inside it ("1.2"); of signs only `€ § % @` are words.
    pub key: String,
    /// Where it stands in the text, with its gender suffix.
    pub range: Range<usize>,
    /// Whether a full stop follows directly: "3. Schritt", "am 1.2.".
    pub stopped: bool,
}

/// Signs that are words of their own.
const SIGNS: [char; 4] = ['€', '§', '%', '@'];
/// Signs that stand for a left out letter inside a word.
const APOSTROPHES: [&str; 5] = ["'", "’", "‘", "´", "`"];

/// Cuts a text into folded words, in order.
pub fn tokens(text: &str) -> Vec<Token> {
    let mut tokens: Vec<Token> = Vec::new();
    let mut end = 0;
    for word in words(text) {
        signs(text, end..word.range.start, &mut tokens);
        end = word.range.end;
        add(text, key_of(&word.text), word.range, &mut tokens);
    }
    signs(text, end..text.len(), &mut tokens);
    for token in &mut tokens {
        token.stopped = text[token.range.end..].starts_with('.');
    }
    tokens
}

/// A whole text as one folded word: "Castrop-Rauxel?" and "castroprauxel" are one. Numbers stay apart.
pub fn key(text: &str) -> String {
    joined(&tokens(text))
}

/// Folded words as one; between two numbers stays a blank.
pub fn joined(tokens: &[Token]) -> String {
    let mut whole = String::new();
    for Token { key, .. } in tokens {
        let numbers = whole.ends_with(is_digit) && key.starts_with(is_digit);
        if numbers {
            whole.push(' ');
        }
        whole.push_str(key);
    }
    whole
}

/// Folds a lower-case word.
pub fn fold(word: &str) -> String {
    let mut folded = String::with_capacity(word.len());
    for letter in word.chars() {
        match letter {
            'ä' | 'à' | 'á' | 'â' | 'å' => folded.push('a'),
            'ö' | 'ò' | 'ó' | 'ô' => folded.push('o'),
            'ü' | 'ù' | 'ú' | 'û' => folded.push('u'),
            'è' | 'é' | 'ê' | 'ë' => folded.push('e'),
            'ì' | 'í' | 'î' | 'ï' => folded.push('i'),
            'ß' => folded.push_str("ss"),
            'e' if ends_in_umlaut_vowel(&folded) => {}
            other => folded.push(other),
        }
    }
    folded
}

fn key_of(word: &str) -> String {
    let mut key = fold(word);
    key.retain(char::is_alphanumeric);
    key
}

fn is_digit(c: char) -> bool {
    c.is_ascii_digit()
}

/// Adds a word: joined to the one before where only a point inside a number or an apostrophe parts them, and cut
/// where a number follows letters without a blank ("schritt3").
fn add(text: &str, key: String, range: Range<usize>, tokens: &mut Vec<Token>) {
    if let Some(last) = tokens.last_mut() {
        let between = &text[last.range.end..range.start];
        let all_digits = |key: &str| key.bytes().all(|byte| byte.is_ascii_digit());
        let number = [".", ","].contains(&between)
            && last.key.ends_with(is_digit)
            && last.key.starts_with(is_digit)
            && all_digits(&key);
        let elision = APOSTROPHES.contains(&between) && !last.key.ends_with(is_digit);
        if number || elision {
            last.key.push_str(if number { between } else { "" });
            last.key.push_str(&key);
            last.range.end = range.end;
            return;
        }
    }
    let digits = key.find(is_digit).filter(|at| {
        let number = &key[*at..];
        *at >= 3
            && number.bytes().all(|byte| byte.is_ascii_digit())
            && text[range.clone()].ends_with(number)
    });
    let Some(at) = digits else {
        return push(key, range, tokens);
    };
    let cut = range.end - (key.len() - at);
    let (letters, number) = key.split_at(at);
    push(letters.to_owned(), range.start..cut, tokens);
    push(number.to_owned(), cut..range.end, tokens);
}

fn signs(text: &str, gap: Range<usize>, tokens: &mut Vec<Token>) {
    for (at, sign) in text[gap.clone()].char_indices() {
        if SIGNS.contains(&sign) {
            let start = gap.start + at;
            push(sign.to_string(), start..start + sign.len_utf8(), tokens);
        }
    }
}

fn push(key: String, range: Range<usize>, tokens: &mut Vec<Token>) {
    if !key.is_empty() {
        tokens.push(Token {
            key,
            range,
            stopped: false,
        });
    }
}

/// Tells whether an e after this is the second half of ae, oe or ue; not in "Bauer", "neue", "Quelle".
fn ends_in_umlaut_vowel(folded: &str) -> bool {
    let mut back = folded.chars().rev();
    let vowel = back.next().is_some_and(|letter| "aou".contains(letter));
    let before_allows = back.next().is_none_or(|letter| !"aeiouq".contains(letter));
    vowel && before_allows
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn both_spellings_of_an_umlaut_fold_alike() {
        for (left, right) in [
            ("förderung", "foerderung"),
            ("straße", "strasse"),
            ("über", "ueber"),
            ("café", "cafe"),
        ] {
            assert_eq!(fold(left), fold(right));
        }
    }

    #[test]
    fn an_e_of_its_own_stays() {
        assert_eq!(fold("bauer"), "bauer");
        assert_eq!(fold("quelle"), "quelle");
        assert_eq!(fold("neue"), "neue");
    }

    #[test]
    fn one_name_has_one_key_however_it_is_written() {
        for (left, right) in [
            ("Castrop-Rauxel?", "castroprauxel"),
            ("Mülheim (Ruhr)", "muelheim ruhr"),
            ("MÜLHEIM", "mulheim"),
            ("„Bürger*innen“", "Bürger:in"),
            ("Geht's", "gehts"),
            ("Fo\u{308}rderung", "Förderung"),
            ("STRAẞE", "strasse"),
        ] {
            assert_eq!(key(left), key(right), "{left}");
        }
        assert_ne!(key("1 2"), key("12"));
        assert_ne!(key("1.2"), key("12"));
    }

    #[test]
    fn numbers_keep_their_points_and_leave_their_words() {
        for (text, expected) in [
            ("Schritt 1.2.", "schritt 1.2"),
            ("schritt3 kap.1.1", "schritt 3 kap 1.1"),
            ("am 1.3.2024, 1,5 h", "am 1.3.2024 1,5 h"),
            ("40.000 € § 5 99%", "40.000 € § 5 99 %"),
            ("MH025 und 3ten", "mh025 und 3ten"),
        ] {
            let keys: Vec<_> = tokens(text).into_iter().map(|token| token.key).collect();
            assert_eq!(keys.join(" "), expected, "{text}");
        }
        assert!(tokens("3. Schritt")[0].stopped);
    }

    proptest! {
        #[test]
        fn any_text_is_cut_in_order_and_inside_itself(text in "(\\PC|[a-z]{3}[0-9]{2}|[0-9][.,'][0-9]|[äÄİß€]){0,40}") {
            let mut last = 0;
            for token in tokens(&text) {
                prop_assert!(token.range.start >= last && token.range.end > token.range.start);
                prop_assert!(text.get(token.range.clone()).is_some());
                prop_assert!(!token.key.is_empty());
                last = token.range.end;
            }
        }
    }
}

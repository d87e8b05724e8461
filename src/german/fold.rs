//! Folds spellings of the same letter into one: ä, ae → a; ß → ss; é → e.
//!
//! Only for pieces of words ([`super::grams`]): the stemmer folds by itself.

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

/// Tells whether an e after this is the second half of ae, oe or ue; not in "Bauer", "neue", "Quelle".
fn ends_in_umlaut_vowel(folded: &str) -> bool {
    let mut back = folded.chars().rev();
    let vowel = back.next().is_some_and(|letter| "aou".contains(letter));
    let before_allows = back.next().is_none_or(|letter| !"aeiouq".contains(letter));
    vowel && before_allows
}

#[cfg(test)]
mod tests {
    use super::fold;

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
}

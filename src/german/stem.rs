//! Stems: Häuser, Haus and Hauses are the same word to a person who looks for one.
//!
//! Snowball's German rules, which fold ä/ae, ö/oe, ü/ue and ß/ss by themselves.

use std::sync::LazyLock;

use frostem::{Algorithm, Stemmer};

static STEMMER: LazyLock<Stemmer> = LazyLock::new(|| Stemmer::new(Algorithm::German));

/// Stems a lower-case word.
pub fn stem(word: &str) -> String {
    STEMMER.stem(word).into_owned()
}

#[cfg(test)]
mod tests {
    use super::stem;

    #[test]
    fn forms_and_spellings_of_a_word_share_a_stem() {
        for (left, right) in [
            ("häuser", "haus"),
            ("anträge", "antrag"),
            ("straße", "strasse"),
            ("förderung", "foerderung"),
            ("beschlüsse", "beschluss"),
        ] {
            assert_eq!(stem(left), stem(right));
        }
    }
}

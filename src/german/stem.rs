//! Stems: Häuser, Haus and Hauses are the same word to a person who looks for one.
//!
//! Snowball's German rules, which fold ä/ae, ö/oe, ü/ue and ß/ss by themselves; before them the accents of words from
//! elsewhere are taken off. Verbs that change inside are left apart: brought together in all texts they cost more than
//! they find ("die Angebote" is no form of "anbieten").

use std::sync::LazyLock;

use frostem::{Algorithm, Stemmer};

static STEMMER: LazyLock<Stemmer> = LazyLock::new(|| Stemmer::new(Algorithm::German));

/// Stems a lower-case word.
pub fn stem(word: &str) -> String {
    if word.contains(is_accented) {
        return STEMMER.stem(&without_accents(word)).into_owned();
    }
    STEMMER.stem(word).into_owned()
}

/// Whether a letter carries a sign that people leave out when they type: "Café".
fn is_accented(letter: char) -> bool {
    plain(letter) != letter
}

fn without_accents(word: &str) -> String {
    word.chars().map(plain).collect()
}

fn plain(letter: char) -> char {
    match letter {
        'à' | 'á' | 'â' | 'å' => 'a',
        'è' | 'é' | 'ê' | 'ë' => 'e',
        'ì' | 'í' | 'î' | 'ï' => 'i',
        'ò' | 'ó' | 'ô' => 'o',
        'ù' | 'ú' | 'û' => 'u',
        'ç' => 'c',
        other => other,
    }
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
            ("elterncafé", "elterncafe"),
        ] {
            assert_eq!(stem(left), stem(right));
        }
    }
}

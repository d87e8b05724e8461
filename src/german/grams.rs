//! Pieces of four letters: what still matches when a word is bent, joined or misspelt.

use super::fold::fold;

/// Letters in a piece.
const LENGTH: usize = 4;

/// Lists the pieces of `_word_` in order, umlauts folded; a piece that occurs twice is listed twice.
pub fn grams(word: &str) -> Vec<String> {
    let marked: Vec<char> = format!("_{}_", fold(word)).chars().collect();
    if marked.len() <= LENGTH {
        return vec![marked.into_iter().collect()];
    }
    marked
        .windows(LENGTH)
        .map(|window| window.iter().collect())
        .collect()
}

#[cfg(test)]
mod tests {
    use super::grams;

    #[test]
    fn a_word_is_cut_with_its_ends_marked() {
        assert_eq!(grams("größe"), ["_gro", "gros", "ross", "osse", "sse_"]);
    }

    #[test]
    fn a_short_word_is_one_piece() {
        assert_eq!(grams("ki"), ["_ki_"]);
    }
}

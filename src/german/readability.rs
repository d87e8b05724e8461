//! How hard a German text is to read, as one figure.
//!
//! LIX (*läsbarhetsindex*), after C. H. Björnsson, *Läsbarhet*, Stockholm 1968: words per sentence plus the percentage
//! of words of more than six letters. It needs no syllables, was made for Germanic languages and is in use for German;
//! below 40 reads easily, 40 to 50 is middling, 50 to 60 hard, above 60 very hard.

use super::sentences::sentences;
use super::words::{Word, words};

/// A word of more letters counts as long.
const LONG: usize = 6;

/// What was counted in a text.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Readability {
    /// How many sentences.
    pub sentences: usize,
    /// How many words.
    pub words: usize,
    /// How many of them have more than six letters.
    pub long_words: usize,
}

impl Readability {
    /// Counts a text.
    pub fn of(text: &str) -> Self {
        let sentences = sentences(text);
        let words = words(text);
        let is_long = |word: &&Word| {
            let letters = text[word.range.clone()]
                .chars()
                .filter(|c| c.is_alphabetic());
            letters.count() > LONG
        };
        Self {
            sentences: sentences.len(),
            words: words.len(),
            long_words: words.iter().filter(is_long).count(),
        }
    }

    /// The figure, rounded; `None` for a text without words.
    pub fn lix(self) -> Option<usize> {
        let share = |part: usize, of: usize| part as f64 / of as f64;
        let counted = self.words > 0 && self.sentences > 0;
        counted.then(|| {
            let lix =
                share(self.words, self.sentences) + 100.0 * share(self.long_words, self.words);
            lix.round() as usize
        })
    }
}

#[cfg(test)]
mod tests {
    use super::Readability;

    #[test]
    fn lix_is_words_per_sentence_plus_the_percentage_of_long_words() {
        // 9 words in 2 sentences, 3 of them of more than six letters: 4.5 + 33.3.
        let counted = Readability::of("Der Auftrag ist wichtig. Wer entscheidet, ist nicht klar.");
        assert_eq!(
            (counted.words, counted.sentences, counted.long_words),
            (9, 2, 3)
        );
        assert_eq!(counted.lix(), Some(38));
    }

    #[test]
    fn a_text_without_words_has_no_figure() {
        for text in ["", "…", "– · –"] {
            assert_eq!(Readability::of(text).lix(), None, "{text}");
        }
    }
}

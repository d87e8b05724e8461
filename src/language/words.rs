//! The words of a language that the program must know, folded.

use std::borrow::Cow;
use std::collections::{BTreeMap, HashMap, HashSet};

use serde::Deserialize;
use serde_yaml::Spanned;

use super::day_words::DayWords;
use crate::german::fold::{self, Token};
use crate::german::{lexicon, stop};

/// All of `words.yaml`; what each list is for stands there.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct WordClasses {
    format: Format,
    /// Named classes, as patterns use them.
    pub classes: BTreeMap<String, WordSet>,
    /// Named pieces of patterns, as patterns use them.
    pub pieces: BTreeMap<String, Spanned<String>>,
    /// How words are written that some write as they speak: "nix", "wat".
    #[serde(default)]
    pub spoken: SpokenWords,
    /// Spoken numbers.
    pub numbers: CountedWords,
    /// Ordinals; below 0 they count from the end.
    pub ordinals: CountedWords,
    /// Words with which a question begins, wherever in a sentence.
    pub asking: WordSet,
    /// Verbs with which a question begins at the beginning of a sentence.
    pub opening: WordSet,
    /// Words that carry the asking and not what is asked for.
    pub frame: WordSet,
    /// Words that stand for what was said before.
    pub pointing: WordSet,
    /// Those among them that can stand before a noun of their own.
    pub articles: WordSet,
    /// Words with which a follow-up begins.
    pub joining: WordSet,
    /// Words with which a sentence goes on from the one before.
    pub continuing: WordSet,
    /// Words that can stand before a question word, a town or a place.
    pub prepositions: WordSet,
    /// Beginnings of sentences that tell about the writer.
    pub circumstance: Phrases,
    /// Beginnings that correct the question before.
    pub correcting: Phrases,
    /// Nouns of places: "schritt".
    pub place_nouns: WordSet,
    /// Those among them that are as often of another document: "kapitel".
    pub document_nouns: WordSet,
    /// What says that a number is no place.
    pub not_a_place: Around,
    /// Towns that a guide may not have.
    pub towns: WordSet,
    /// Those among them that are also words: towns only behind one of `before_towns`.
    pub doubtful_towns: WordSet,
    /// Words behind which a town stands.
    pub before_towns: WordSet,
    /// Words so common that a term must not listen to them.
    pub everyday: WordSet,
    /// Words for days.
    pub days: DayWords,
}

/// What stands before and behind a number that is no place.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Around {
    /// "am", "version".
    pub before: WordSet,
    /// "uhr", "euro".
    pub behind: WordSet,
}

/// Folded words.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(try_from = "Vec<String>")]
pub struct WordSet(HashSet<String>);

/// Letters between which and an "n" people swallow an "e".
const SWALLOWING: [char; 10] = ['b', 'd', 'f', 'g', 'h', 'k', 'p', 's', 't', 'z'];

/// Folded words with how they are written.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(from = "HashMap<String, String>")]
pub struct SpokenWords(HashMap<String, String>);

/// Folded words that stand for numbers.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(from = "HashMap<String, i32>")]
pub struct CountedWords(HashMap<String, i32>);

/// Beginnings of several folded words.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(from = "Vec<String>")]
pub struct Phrases(Vec<Vec<String>>);

/// The one form of the files that is read.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(try_from = "u32")]
pub(super) struct Format;

impl WordClasses {
    /// Whether a folded word is of the class.
    pub fn is_of(&self, class: &str, key: &str) -> bool {
        let class = self.classes.get(class);
        class.is_some_and(|words| words.contains(key))
    }

    /// The folded words of a text, each as it is written.
    pub fn tokens(&self, text: &str) -> Vec<Token> {
        let mut tokens = fold::tokens(text);
        for token in &mut tokens {
            if let Some(written) = self.spoken.word(&token.key) {
                token.key = written;
            }
        }
        tokens
    }

    /// A text with its words as they are written.
    pub fn written(&self, text: &str) -> String {
        let mut written = String::with_capacity(text.len());
        let mut end = 0;
        for token in fold::tokens(text) {
            if let Some(word) = self.spoken.written(&token.key) {
                written.push_str(&text[end..token.range.start]);
                written.push_str(&word);
                end = token.range.end;
            }
        }
        written + &text[end..]
    }

    /// Whether a word may be left out at both ends of a text.
    pub fn is_filler(&self, key: &str) -> bool {
        self.is_of("FILLER", key)
    }

    /// Whether a word may stand before a question: a filler, or one that joins it to something.
    pub fn is_polite(&self, key: &str) -> bool {
        self.is_filler(key) || self.joining.contains(key)
    }

    /// Whether a word says what a text is about. A verb may have swallowed its "es": "kriegts".
    pub fn is_content(&self, key: &str) -> bool {
        let swallowed = key.strip_suffix("ts").map(|stem| format!("{stem}t"));
        if swallowed.is_some_and(|verb| self.frame.contains(&verb)) {
            return false;
        }
        let empty = [&self.frame, &self.asking, &self.opening, &self.pointing];
        let is_empty = empty.iter().any(|words| words.contains(key));
        !is_empty && !self.is_polite(key) && !stop::is_frame(key)
    }

    /// How many words say what a text is about.
    pub fn content(&self, tokens: &[Token]) -> usize {
        let keys = tokens.iter().map(|token| &token.key);
        keys.filter(|key| self.is_content(key)).count()
    }
}

impl SpokenWords {
    /// The folded word that a folded word is written as, where it is one other word.
    pub fn word(&self, key: &str) -> Option<String> {
        let written = self.written(key)?;
        (!written.contains(' ')).then(|| fold::fold(&written))
    }

    /// How a folded word is written, where that is another: as listed, or with the "e" that was swallowed ("gebn").
    pub fn written(&self, key: &str) -> Option<Cow<'_, str>> {
        let listed = self.0.get(key).map(|word| Cow::Borrowed(word.as_str()));
        listed.or_else(|| {
            let stem = key.strip_suffix('n')?;
            let swallows = stem.len() > 2 && stem.ends_with(SWALLOWING);
            let whole = swallows.then(|| format!("{stem}en"))?;
            let is_meant = lexicon::is_word(&whole) && !lexicon::is_word(key);
            is_meant.then_some(Cow::Owned(whole))
        })
    }
}

impl From<HashMap<String, String>> for SpokenWords {
    fn from(words: HashMap<String, String>) -> Self {
        let folded = words.into_iter();
        Self(
            folded
                .map(|(spoken, written)| (fold::key(&spoken), written))
                .collect(),
        )
    }
}

impl WordSet {
    /// Whether a folded word is among them.
    pub fn contains(&self, key: &str) -> bool {
        self.0.contains(key)
    }

    /// All of them.
    pub fn iter(&self) -> impl Iterator<Item = &String> {
        self.0.iter()
    }
}

impl CountedWords {
    /// The number that a folded word stands for.
    pub fn get(&self, key: &str) -> Option<i32> {
        self.0.get(key).copied()
    }

    /// All words.
    pub fn words(&self) -> impl Iterator<Item = &String> {
        self.0.keys()
    }
}

impl Phrases {
    /// How many words the longest takes with which a text begins.
    pub fn begin(&self, tokens: &[Token]) -> Option<usize> {
        let keys = || tokens.iter().map(|token| &token.key);
        let fits = |phrase: &&Vec<String>| phrase.iter().eq(keys().take(phrase.len()));
        self.0.iter().filter(fits).map(Vec::len).max()
    }
}

impl TryFrom<Vec<String>> for WordSet {
    type Error = String;
    fn try_from(words: Vec<String>) -> Result<Self, String> {
        let single = |word: &&String| fold::tokens(word).len() == 1;
        match words.iter().find(|word| !single(word)) {
            Some(word) => Err(format!("„{word}“ ist kein einzelnes Wort")),
            None => Ok(Self(words.iter().map(|word| fold::key(word)).collect())),
        }
    }
}

impl From<HashMap<String, i32>> for CountedWords {
    fn from(words: HashMap<String, i32>) -> Self {
        let folded = words.into_iter();
        Self(
            folded
                .map(|(word, number)| (fold::key(&word), number))
                .collect(),
        )
    }
}

impl From<Vec<String>> for Phrases {
    fn from(phrases: Vec<String>) -> Self {
        let keys = |phrase: &String| {
            fold::tokens(phrase)
                .into_iter()
                .map(|token| token.key)
                .collect()
        };
        Self(phrases.iter().map(keys).collect())
    }
}

impl TryFrom<u32> for Format {
    type Error = String;
    fn try_from(format: u32) -> Result<Self, String> {
        let known = (format == 1).then_some(Self);
        known.ok_or_else(|| format!("das Format {format} kennt dieses Programm nicht, nur 1"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const LISTS: &str = "
classes: {FILLER: [bitte]}
frame: [gibt, möchte]
asking: [wer, wofür]
pointing: [dazu]
joining: [und]
circumstance: [ich bin, ich bin neu hier]
ordinals: {fünfte: 5}";

    fn words() -> WordClasses {
        serde_yaml::from_str(LISTS).expect("words")
    }

    #[test]
    fn lists_hold_words_however_they_are_spelled() {
        let words = words();
        for (key, listed) in [("mochte", true), ("gibt", true), ("wer", false)] {
            assert_eq!(words.frame.contains(key), listed, "{key}");
        }
        assert!(words.asking.contains(&fold::key("wofuer")));
        assert_eq!(words.ordinals.get("funfte"), Some(5));
        assert!(words.is_filler("bitte") && !words.is_of("COLOUR", "bitte"));
    }

    #[test]
    fn what_a_text_is_about_is_counted() {
        for (text, content) in [
            ("Wer gibt das bitte?", 0),
            ("und wofür möchte man dazu eine Suppe", 1),
            ("Suppe kochen", 2),
            ("", 0),
        ] {
            assert_eq!(words().content(&fold::tokens(text)), content, "{text}");
        }
    }

    #[test]
    fn the_longest_phrase_counts() {
        for (text, length) in [
            ("Ich bin Jo", Some(2)),
            ("ich bin neu hier, wer hilft", Some(4)),
            ("ich", None),
            ("bin ich neu", None),
        ] {
            assert_eq!(
                words().circumstance.begin(&fold::tokens(text)),
                length,
                "{text}"
            );
        }
    }

    #[test]
    fn what_is_no_list_of_words_is_refused() {
        for (yaml, said) in [
            ("format: 2", "das Format 2 kennt dieses Programm nicht"),
            (
                "frame: [zum Beispiel]",
                "„zum Beispiel“ ist kein einzelnes Wort",
            ),
            ("frames: [ja]", "frames"),
            ("numbers: {drei: viel}", "viel"),
        ] {
            let read: Result<WordClasses, _> = serde_yaml::from_str(yaml);
            let error = read.expect_err("it is wrong").to_string();
            assert!(error.contains(said), "{yaml}: {error}");
        }
    }
}

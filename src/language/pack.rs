//! One language as it is used: its words, what people mean, the kinds of thing that are asked for, and their patterns.

use super::does::Does;
use super::matching::{Match, NoGuide, Patterns, SlotReader};
use super::vocabulary::{AlsoTaken, PatternVocabulary, Sighted};
use super::words::WordClasses;
use crate::german::fold::Token;

/// One language: its words, what is meant by what is said, and the kinds of thing that are asked for.
#[derive(Debug, Default)]
pub struct Pack {
    /// The words that the program must know.
    pub words: WordClasses,
    /// What people mean, in the order of the file.
    pub intents: Vec<Intent>,
    /// The kinds of thing that a question can ask for.
    pub kinds: Vec<ThingKind>,
    pub(super) vocabulary: PatternVocabulary,
    pub(super) said: Patterns,
    /// Those of them that count at the end of a sentence too.
    pub(super) said_beside: Patterns,
    pub(super) asked: Patterns,
    pub(super) held: Patterns,
}

/// Something that people mean.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Intent {
    /// Its name.
    pub id: String,
    /// What the program does then.
    pub does: Does,
    /// How it is said: patterns that the whole text fits.
    pub says: Vec<String>,
    /// Utterances to compare with by meaning.
    pub like: Vec<String>,
    /// Whether its patterns count to the letter only.
    pub exact: bool,
    /// What Lotse says to it; only and always where it does [`Does::Say`].
    pub answer: Option<String>,
    /// What it says besides where the guide explains terms.
    pub with_terms: Option<String>,
    /// What must be understood so, by pattern or by meaning.
    pub tests: Vec<String>,
}

/// A kind of thing that a question can ask for: money, a date, a person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ThingKind {
    /// Its name.
    pub id: String,
    /// What is said where a passage holds none.
    pub lacks: String,
    /// Questions that ask for it.
    pub asks: Vec<String>,
    /// Questions that do not.
    pub asks_not: Vec<String>,
}

impl Pack {
    /// Looks a text's words up; what all that follows works on.
    pub fn sight<'t>(&self, tokens: &'t [Token]) -> Sighted<'t> {
        self.sight_also(tokens, &AlsoTaken::default())
    }

    /// The same for a guide that has words of its own for those of the pack.
    pub fn sight_also<'t>(&self, tokens: &'t [Token], also: &AlsoTaken) -> Sighted<'t> {
        self.vocabulary.sight(tokens, &self.words, also)
    }

    /// The intents whose patterns fit the whole text, fillers at its ends aside; best first, each once.
    pub fn intents_of(&self, text: &Sighted<'_>, reader: &dyn SlotReader) -> Vec<Match> {
        self.said.whole(text, reader)
    }

    /// The intent, of those that count beside other words, whose pattern a sentence ends with, fillers aside.
    pub fn said_beside(&self, sentence: &Sighted<'_>) -> Option<usize> {
        self.said_beside.ending(sentence, &NoGuide)
    }

    /// The kinds of thing that a question asks for, in the order of the file.
    pub fn asked_for(&self, text: &Sighted<'_>, reader: &dyn SlotReader) -> Vec<usize> {
        self.asked.anywhere(text, reader)
    }

    /// The kinds of thing that a sentence holds, in the order of the file.
    pub fn held_in(&self, text: &Sighted<'_>, reader: &dyn SlotReader) -> Vec<usize> {
        self.held.anywhere(text, reader)
    }

    /// Whether the pack has a folded word anywhere.
    pub fn knows(&self, key: &str) -> bool {
        self.vocabulary.knows(key)
    }

    /// The first intent that does this.
    pub fn doing(&self, does: Does) -> Option<&Intent> {
        self.intents.iter().find(|intent| intent.does == does)
    }

    /// What must be understood, with what it must be understood as; `{term}` and `{town}` stand for any of the guide.
    pub fn tests(&self) -> impl Iterator<Item = (&Intent, &str)> {
        let intents = self.intents.iter();
        intents.flat_map(|intent| intent.tests.iter().map(move |test| (intent, test.as_str())))
    }
}

//! What people mean when they do not ask the guide, and the words they use: read from a folder that editors can write.
//!
//! A [`Pack`] is three files of one language (`language/de/` in the repository): `words.yaml` with the words that the
//! program must know ([`words`]), `intents.yaml` with what is meant and how it is said, `kinds.yaml` with the kinds of
//! thing that a question asks for. What is said is a [`pattern`]; [`matching`] finds those that fit a text, and
//! [`vocabulary`] forgives slips of the fingers. [`files`] reads, and finds every fault at once.
//!
//! Knows no guide: places, towns, terms and examples are read by whom [`SlotReader`] is.

mod does;
mod files;
mod matching;
mod pattern;
mod slots;
mod vocabulary;
mod words;

use std::path::Path;
use std::sync::LazyLock;

use crate::german::fold::Token;

pub use does::Does;
pub use files::PackFault;
pub use matching::{Filled, Filling, Match, Sighted, SlotReader};
pub use pattern::Slot;
pub use vocabulary::is_slip;
pub(crate) use vocabulary::without_one;
pub use words::{Phrases, WordClasses, WordSet};

use files::PackReading;
use matching::Patterns;
use vocabulary::PatternVocabulary;

/// One language: its words, what is meant by what is said, and the kinds of thing that are asked for.
#[derive(Debug, Default)]
pub struct Pack {
    /// The words that the program must know.
    pub words: WordClasses,
    /// What people mean, in the order of the file.
    pub intents: Vec<Intent>,
    /// The kinds of thing that a question can ask for.
    pub kinds: Vec<ThingKind>,
    vocabulary: PatternVocabulary,
    said: Patterns,
    asked: Patterns,
    held: Patterns,
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
    /// The German pack inside the program.
    pub fn built_in() -> &'static Self {
        static PACK: LazyLock<Pack> = LazyLock::new(|| PackReading::of(&files::built_in()).pack);
        &PACK
    }

    /// Reads the pack of a folder.
    ///
    /// # Errors
    /// Everything that is wrong in it.
    pub fn read(folder: &Path) -> Result<Self, Vec<PackFault>> {
        let texts = files::texts(folder).map_err(|fault| vec![fault])?;
        let mut reading = PackReading::of(&texts);
        reading.clashes();
        reading.faults.sort();
        match reading.faults.is_empty() {
            true => Ok(reading.pack),
            false => Err(reading.faults),
        }
    }

    /// Looks a text's words up; what all that follows works on.
    pub fn sight<'t>(&self, tokens: &'t [Token]) -> Sighted<'t> {
        self.vocabulary.sight(tokens, &self.words)
    }

    /// The intents whose patterns fit the whole text, fillers at its ends aside; best first, each once.
    pub fn intents_of(&self, text: &Sighted<'_>, reader: &dyn SlotReader) -> Vec<Match> {
        self.said.whole(text, reader)
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

/// Everything that is wrong in the pack of a folder.
pub fn check(folder: &Path) -> Vec<PackFault> {
    Pack::read(folder).err().unwrap_or_default()
}

#[cfg(test)]
mod tests;

//! What people mean when they do not ask the guide, and the words they use: read from a folder that editors can write.
//!
//! A [`Pack`] is three files of one language (`language/de/` in the repository): `words.yaml` with the words that the
//! program must know ([`words`]), `intents.yaml` with what is meant and how it is said, `kinds.yaml` with the kinds of
//! thing that a question asks for. What is said is a [`pattern`]; [`matching`] finds those that fit a text, and
//! [`vocabulary`] forgives slips of the fingers. [`files`] reads, and finds every fault at once.
//!
//! Knows no guide: places, towns, terms and examples are read by whom [`SlotReader`] is.

mod day_words;
mod days;
mod does;
mod files;
mod matching;
mod offices;
mod pack;
mod pattern;
mod slots;
mod vocabulary;
mod words;

use std::path::Path;

pub use days::{DayMeant, DayPhrase};
pub use does::Does;
pub use files::PackFault;
pub use matching::{Filled, Filling, Match, SlotReader};
pub use pack::{Intent, Pack, ThingKind};
pub use pattern::Slot;
pub(crate) use vocabulary::without_one;
pub use vocabulary::{AlsoTaken, Sighted, is_slip};
pub use words::{Phrases, WordClasses, WordSet};

/// Everything that is wrong in the pack of a folder.
pub fn check(folder: &Path) -> Vec<PackFault> {
    Pack::read(folder).err().unwrap_or_default()
}

#[cfg(test)]
mod tests;

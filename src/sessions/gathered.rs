//! What people judged and looked for in vain, gathered so that nobody can be found out from it.
//!
//! A keyword becomes readable when [`FEW`] different chats looked for it. Before that a journal may keep hashes only.

use std::collections::BTreeMap;

use crate::conversation::Judgement;

/// How many different chats make a keyword readable; smaller counts are not shown either.
pub const FEW: u64 = 3;

/// After how many days a chat's trace at a keyword that did not become readable lapses.
pub(super) const LAPSE: i64 = 90;

/// Everything that can be read.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Gathered {
    /// How often what was said, by the id of the place; empty where there was none.
    pub places: BTreeMap<String, BTreeMap<Judgement, u64>>,
    /// What was looked for and not found, most often first.
    pub sought: Vec<Sought>,
}

/// Something that was looked for and not found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sought {
    /// One stem, or two that were looked for together.
    pub words: Vec<String>,
    /// How often.
    pub uses: u64,
    /// How often near which place, most often first; an empty id where no place was near.
    pub places: Vec<(String, u64)>,
}

/// The units that are counted of a question's keywords: each, and each pair.
pub(super) fn units(words: &[String]) -> Vec<String> {
    let pairs = words.iter().enumerate().flat_map(|(at, one)| {
        let later = words.iter().skip(at + 1);
        later.map(move |other| format!("{one} {other}"))
    });
    words.iter().cloned().chain(pairs).collect()
}

//! What people judged and looked for in vain, gathered so that nobody can be found out from it.
//!
//! A keyword becomes readable when [`FEW`] different chats looked for it. Before that a journal may keep hashes only;
//! this file has the rule, and how the journal in memory follows it.

use std::collections::{BTreeMap, HashMap};

use super::chat::ChatKey;
use crate::conversation::{Feedback, Judgement, Moment};

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

/// Judgements in memory.
#[derive(Debug, Default)]
pub(super) struct Judged {
    places: BTreeMap<String, BTreeMap<Judgement, u64>>,
    sought: BTreeMap<String, Waiting>,
}

#[derive(Debug, Default)]
struct Waiting {
    readable: bool,
    uses: u64,
    places: BTreeMap<String, u64>,
    chats: HashMap<ChatKey, i64>,
}

impl Judged {
    pub(super) fn count(&mut self, chat: ChatKey, feedback: &Feedback, now: Moment) {
        let place = feedback.place.as_ref();
        let place = place.map(ToString::to_string).unwrap_or_default();
        let counts = self.places.entry(place.clone()).or_default();
        for (verdict, by) in &feedback.counts {
            let count = counts.entry(*verdict).or_default();
            *count = count.saturating_add_signed(i64::from(*by));
        }
        for unit in units(&feedback.words) {
            let waiting = self.sought.entry(unit).or_default();
            let by = i64::from(feedback.sought);
            waiting.uses = waiting.uses.saturating_add_signed(by);
            let near = waiting.places.entry(place.clone()).or_default();
            *near = near.saturating_add_signed(by);
            if by < 0 {
                waiting.chats.remove(&chat);
            } else if by > 0 && !waiting.readable {
                waiting.chats.insert(chat, now.day());
            }
            if waiting.chats.len() as u64 >= FEW {
                waiting.readable = true;
                waiting.chats.clear();
            }
        }
        self.drop_orphans();
    }

    pub(super) fn forget(&mut self, chat: ChatKey) {
        for waiting in self.sought.values_mut() {
            waiting.chats.remove(&chat);
        }
        self.drop_orphans();
    }

    pub(super) fn sweep(&mut self, now: Moment) {
        let oldest = now.day().saturating_sub(LAPSE);
        for waiting in self.sought.values_mut() {
            waiting.chats.retain(|_, on| *on >= oldest);
        }
        self.drop_orphans();
    }

    pub(super) fn gathered(&self) -> Gathered {
        let mut gathered = Gathered::default();
        for (place, counts) in &self.places {
            let counts: BTreeMap<Judgement, u64> = (counts.iter())
                .filter(|(_, count)| **count > 0)
                .map(|(verdict, count)| (*verdict, *count))
                .collect();
            if !counts.is_empty() {
                gathered.places.insert(place.clone(), counts);
            }
        }
        for (words, waiting) in &self.sought {
            if waiting.readable && waiting.uses > 0 {
                let places = waiting.places.iter().filter(|(_, uses)| **uses > 0);
                let mut places: Vec<_> = places.map(|(id, uses)| (id.clone(), *uses)).collect();
                places.sort_by(|one, other| other.1.cmp(&one.1).then(one.0.cmp(&other.0)));
                gathered.sought.push(Sought {
                    words: words.split(' ').map(str::to_owned).collect(),
                    uses: waiting.uses,
                    places,
                });
            }
        }
        gathered
            .sought
            .sort_by_key(|sought| std::cmp::Reverse(sought.uses));
        gathered
    }

    fn drop_orphans(&mut self) {
        self.sought
            .retain(|_, waiting| waiting.readable || !waiting.chats.is_empty());
    }
}

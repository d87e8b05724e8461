//! Recognising a municipality's name in a question, also misspelt.

use std::cmp::Reverse;

use super::words;
use crate::knowledge::{Guide, MunicipalityId};

/// A municipality that was named, and what else was said.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Town {
    /// Which.
    pub(super) id: MunicipalityId,
    /// The question without the name and the preposition before it.
    pub(super) rest: String,
}

/// The names of a guide's municipalities by their words, the longest first.
pub(super) struct Towns(Vec<(MunicipalityId, Vec<String>)>);

impl Towns {
    /// Reads the names.
    pub(super) fn of(guide: &Guide) -> Self {
        let towns = guide.municipalities.iter();
        let mut names: Vec<_> = towns
            .flat_map(|town| {
                let names = std::iter::once(&town.name).chain(&town.aliases);
                names.map(|name| (town.id.clone(), name_words(name)))
            })
            .collect();
        names.sort_by_key(|(_, name)| Reverse(name.iter().map(String::len).sum::<usize>()));
        Self(names)
    }

    /// Finds the municipality that a question names; the longest name wins.
    pub(super) fn find(&self, question: &str) -> Option<Town> {
        let typed: Vec<&str> = question.split_whitespace().collect();
        let folded: Vec<String> = typed.iter().map(|word| words::key(word)).collect();
        self.0.iter().find_map(|(id, name)| {
            let at = folded
                .windows(name.len())
                .position(|window| window.iter().zip(name).all(|(word, part)| same(word, part)))?;
            Some(Town {
                id: id.clone(),
                rest: without(&typed, at, name.len()),
            })
        })
    }
}

fn name_words(name: &str) -> Vec<String> {
    name.split_whitespace().map(words::key).collect()
}

/// Equal, or one slip apart in a name that is long enough for it.
fn same(word: &str, part: &str) -> bool {
    if word == part {
        return true;
    }
    let length = part.chars().count();
    let stem = word
        .strip_suffix('s')
        .or_else(|| word.strip_suffix("er"))
        .unwrap_or(word);
    // A slip changes the length by one at most.
    let near = || word.chars().count().abs_diff(length) <= 1;
    length >= 6 && (stem == part || near() && strsim::osa_distance(word, part) <= 1)
}

fn without(words: &[&str], at: usize, length: usize) -> String {
    const BEFORE: [&str; 10] = [
        "in", "aus", "bei", "von", "für", "im", "stadt", "kreis", "der", "wie",
    ];
    let mut start = at;
    while start > 0 && BEFORE[..8].contains(&words[start - 1].to_lowercase().as_str()) {
        start -= 1;
    }
    let mark = words
        .get(at + length - 1)
        .filter(|word| word.ends_with('?'))
        .map(|_| "?")
        .unwrap_or_default();
    let kept: Vec<&str> = words[..start]
        .iter()
        .chain(&words[at + length..])
        .copied()
        .collect();
    format!("{}{mark}", kept.join(" "))
}

//! Recognising a municipality's name in a question, also misspelt.

use super::words;
use crate::knowledge::{Guide, Municipality, MunicipalityId};

/// A municipality that was named, and what else was said.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Town {
    /// Which.
    pub(super) id: MunicipalityId,
    /// The question without the name and the preposition before it.
    pub(super) rest: String,
}

/// Finds the municipality that a question names; the longest name wins.
pub(super) fn find(guide: &Guide, question: &str) -> Option<Town> {
    let typed: Vec<&str> = question.split_whitespace().collect();
    let folded: Vec<String> = typed.iter().map(|word| words::key(word)).collect();
    let mut names: Vec<(&Municipality, Vec<String>)> = guide
        .municipalities
        .iter()
        .flat_map(|town| {
            std::iter::once(&town.name)
                .chain(&town.aliases)
                .map(move |name| (town, name_words(name)))
        })
        .collect();
    names.sort_by_key(|(_, name)| std::cmp::Reverse(name.iter().map(String::len).sum::<usize>()));
    names.iter().find_map(|(town, name)| {
        let at = folded
            .windows(name.len())
            .position(|window| window.iter().zip(name).all(|(word, part)| same(word, part)))?;
        Some(Town {
            id: town.id.clone(),
            rest: without(&typed, at, name.len()),
        })
    })
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

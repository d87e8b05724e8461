//! Makes a corpus of any size out of a small one, and questions to it.
//!
//! A made passage is about 1.3 KB of the source's sentences under one of its titles. Every hundredth word is a new one:
//! a compound of two words of the source, the first as often as the source uses it, the second any; so that the words
//! of the corpus grow with it as they do in life (about two new ones a passage), and the dictionaries with them.
//! Each passage depends on the seed and its position alone.

use std::collections::BTreeSet;

use lotse::german::sentences::sentences;
use lotse::search::Document;

/// Bytes of a passage, about.
const LENGTH: usize = 1_300;

/// One in so many words is new.
const NEW_WORDS: usize = 100;

/// What joins the parts of a new word, as often as it stands here.
const JOINTS: [&str; 6] = ["", "", "s", "s", "en", "n"];

/// What questions begin with.
const OPENINGS: [&str; 6] = [
    "Wo finde ich",
    "Was bedeutet",
    "Wie ist das mit",
    "Wer hilft bei",
    "Welche Regeln gelten für",
    "",
];

/// Letters from which a word is long, and misspelt where all long words are.
const LONG: usize = 6;

/// A corpus made of a source.
pub(crate) struct Generated {
    sentences: Vec<String>,
    titles: Vec<String>,
    /// Nouns as often as they occur.
    used: Vec<String>,
    /// Each noun once.
    distinct: Vec<String>,
    seed: u64,
    count: usize,
}

impl Generated {
    /// Prepares `count` passages out of a source; none if the source has no sentences or no nouns.
    pub(crate) fn new(source: &[Document], seed: u64, count: usize) -> Self {
        let all = source.iter().flat_map(|document| {
            let ranges = sentences(&document.text).into_iter();
            ranges.map(|range| document.text[range].to_owned())
        });
        let sentences: Vec<String> = all.collect();
        let words = sentences.iter().flat_map(|text| text.split_whitespace());
        let used: Vec<String> = words
            .filter(|word| is_noun(word))
            .map(str::to_owned)
            .collect();
        let distinct: BTreeSet<&String> = used.iter().collect();
        let distinct: Vec<String> = distinct.into_iter().cloned().collect();
        let barren = sentences.is_empty() || distinct.is_empty();
        Self {
            titles: source
                .iter()
                .map(|document| document.title.clone())
                .collect(),
            count: if barren { 0 } else { count },
            sentences,
            used,
            distinct,
            seed,
        }
    }

    /// Makes all passages.
    pub(crate) fn documents(&self) -> Vec<Document> {
        (0..self.count)
            .map(|number| self.document(number))
            .collect()
    }

    /// Makes the passage at a position.
    fn document(&self, number: usize) -> Document {
        let mut chance = Chance::new(self.seed, number as u64);
        let mut text = String::with_capacity(LENGTH + 200);
        while text.len() < LENGTH {
            let sentence = chance.pick(&self.sentences);
            self.copy(sentence, &mut text, &mut chance);
            text.push(if chance.one_in(3) { '\n' } else { ' ' });
        }
        Document {
            id: format!("made-{number}"),
            title: chance.pick(&self.titles).clone(),
            questions: Vec::new(),
            text,
            group: String::new(),
        }
    }

    /// Makes questions out of words that passages hold, spread over the whole corpus.
    pub(crate) fn questions(&self, wanted: usize) -> Vec<String> {
        let wanted = if self.count == 0 { 0 } else { wanted };
        (0..wanted as u64)
            .map(|number| {
                let mut chance = Chance::new(self.seed ^ 0x5eed, number);
                let document = self.document(chance.below(self.count));
                question(&document, &mut chance)
            })
            .collect()
    }

    fn copy(&self, sentence: &str, text: &mut String, chance: &mut Chance) {
        for (place, word) in sentence.split_whitespace().enumerate() {
            if place > 0 {
                text.push(' ');
            }
            if chance.one_in(NEW_WORDS) {
                text.push_str(&self.new_word(chance));
            } else {
                text.push_str(word);
            }
        }
    }

    fn new_word(&self, chance: &mut Chance) -> String {
        let modifier = chance.pick(&self.used);
        let joint = chance.pick(&JOINTS);
        let head = chance.pick(&self.distinct).to_lowercase();
        format!("{modifier}{joint}{head}")
    }
}

/// Makes a question of three to eight words that stand together in a document.
pub(crate) fn question(document: &Document, chance: &mut Chance) -> String {
    let ranges = sentences(&document.text);
    let sentence = match ranges.is_empty() {
        true => document.text.as_str(),
        false => &document.text[chance.pick(&ranges).clone()],
    };
    let words: Vec<&str> = sentence.split_whitespace().collect();
    let length = 3 + chance.below(6);
    let start = chance.below(words.len().saturating_sub(length) + 1);
    let asked = words.iter().skip(start).take(length).copied();
    let opening = std::iter::once(*chance.pick(&OPENINGS));
    let all: Vec<&str> = opening
        .chain(asked)
        .filter(|word| !word.is_empty())
        .collect();
    format!("{}?", all.join(" "))
}

/// Misspells every long word of a question: a letter wrong, missing, doubled, or swapped with the next.
pub(crate) fn misspelt(question: &str, seed: u64) -> String {
    let mut chance = Chance::new(seed, question.len() as u64);
    let words = question.split(' ').map(|word| {
        let mut letters: Vec<char> = word.chars().collect();
        if letters
            .iter()
            .filter(|letter| letter.is_alphabetic())
            .count()
            < LONG
        {
            return word.to_owned();
        }
        // Not the first letter, and not the sign at the end.
        let at = 1 + chance.below(letters.len() - 3);
        match chance.below(4) {
            0 => letters[at] = *chance.pick(&['a', 'e', 'i', 'n', 'r', 's', 't']),
            1 => drop(letters.remove(at)),
            2 => letters.insert(at, letters[at]),
            _ => letters.swap(at, at + 1),
        }
        letters.into_iter().collect()
    });
    words.collect::<Vec<String>>().join(" ")
}

fn is_noun(word: &str) -> bool {
    let capital = word.chars().next().is_some_and(char::is_uppercase);
    capital && word.chars().count() >= 4 && word.chars().all(char::is_alphabetic)
}

/// A small source of chance, the same in every run.
pub(crate) struct Chance(u64);

impl Chance {
    /// Begins anew for each thing that is made; mixed, or neighbours would draw the same numbers one step apart.
    pub(crate) fn new(seed: u64, number: u64) -> Self {
        Self(mixed(seed ^ mixed(number)))
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        mixed(self.0)
    }

    fn below(&mut self, end: usize) -> usize {
        (self.next() % end.max(1) as u64) as usize
    }

    fn one_in(&mut self, many: usize) -> bool {
        self.below(many) == 0
    }

    fn pick<'t, T>(&mut self, from: &'t [T]) -> &'t T {
        &from[self.below(from.len())]
    }
}

/// Splitmix64's way of spreading the bits of a number.
fn mixed(number: u64) -> u64 {
    let number = (number ^ (number >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let number = (number ^ (number >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    number ^ (number >> 31)
}

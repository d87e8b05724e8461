//! Builds the tables of an index in memory: the documents are read once, then their words are put in order.
//!
//! The same documents always give the same ranking.

use std::collections::HashMap;

use crate::german::sentences::sentences;
use crate::german::stop::{frame_words, is_frame, is_stop};
use crate::german::words::words;

use super::dictionary::Dictionary;
use super::document::Document;
use super::forward::Forward;
use super::tables::{NumberLists, SortedNames};

/// Reads these documents into a dictionary and lists of word numbers.
pub(super) fn build(documents: &[Document]) -> (Dictionary, Forward) {
    let mut reader = WordReader::default();
    // Frame words are there in any case, so that a misspelt one is seen to be one.
    frame_words().for_each(|word| {
        reader.number(word.to_owned());
    });
    let (mut sentence_ends, mut in_sentences) = (Vec::new(), NumberLists::default());
    let mut titles: Vec<Vec<u32>> = Vec::new();
    for document in documents {
        reader.documents += 1;
        for sentence in sentences(&document.text) {
            in_sentences.push(reader.read(&document.text[sentence], is_stop));
        }
        sentence_ends.push(in_sentences.len() as u32);
        let mut title = reader.read(&document.title, is_stop);
        for form in &document.questions {
            title.extend(reader.read(form, is_frame));
        }
        titles.push(title);
    }
    let (words, texts, ranks) = reader.in_order();
    in_sentences.renumber(&ranks);
    let dictionary = Dictionary::of(words, texts);
    let titles = titles.iter().map(|title| {
        let words = title.iter().map(|word| ranks[*word as usize]);
        words.flat_map(|word| dictionary.parts_or_stem(word))
    });
    let titles = titles.collect();
    let forward = Forward::of(sentence_ends, in_sentences, titles, &dictionary);
    (dictionary, forward)
}

/// Numbers words in the order in which they come, and counts the documents that hold them.
#[derive(Default)]
struct WordReader {
    /// The document that is read, from 1.
    documents: u32,
    numbers: HashMap<String, u32>,
    /// Per word: how many documents hold it in text, title or question forms, and which one held it last.
    texts: Vec<u32>,
    last: Vec<u32>,
}

impl WordReader {
    /// Reads a text, leaving out what is dropped.
    fn read(&mut self, text: &str, dropped: fn(&str) -> bool) -> Vec<u32> {
        let mut read = Vec::new();
        for word in words(text) {
            let is_dropped = dropped(&word.text);
            let number = self.number(word.text);
            let last = &mut self.last[number as usize];
            if *last != self.documents {
                *last = self.documents;
                self.texts[number as usize] += 1;
            }
            if !is_dropped {
                read.push(number);
            }
        }
        read
    }

    fn number(&mut self, word: String) -> u32 {
        let next = self.texts.len() as u32;
        let number = *self.numbers.entry(word).or_insert(next);
        if number == next {
            self.texts.push(0);
            self.last.push(0);
        }
        number
    }

    /// The words in the order of the alphabet with the documents that hold them, and the place of each by its number.
    fn in_order(self) -> (SortedNames, Vec<u32>, Vec<u32>) {
        let mut words: Vec<(String, u32)> = self.numbers.into_iter().collect();
        words.sort_unstable();
        let texts = words.iter().map(|(_, number)| self.texts[*number as usize]);
        let texts = texts.collect();
        let mut ranks = vec![0; words.len()];
        for ((_, number), rank) in words.iter().zip(0..) {
            ranks[*number as usize] = rank;
        }
        (
            words.into_iter().map(|(word, _)| word).collect(),
            texts,
            ranks,
        )
    }
}

//! What a question looks for: its content words, mended where nobody writes them so, as stems, parts and pieces.

use crate::german::compounds;
use crate::german::grams::grams;
use crate::german::lexicon;
use crate::german::speller;
use crate::german::stem::stem;
use crate::german::stop::{is_frame, is_stop};
use crate::german::words::{Word, words};

use super::dictionary::Dictionary;
use super::query::Correction;

/// Content words of a question that are looked at; a longer text is no question.
const MAX_WORDS: usize = 48;

/// The terms of a question, each kind distinct and in order.
#[derive(Debug, Default)]
pub(super) struct Terms {
    /// Stems of the content words.
    pub(super) stems: Vec<String>,
    /// These and the stems of compound parts.
    pub(super) parts: Vec<String>,
    /// Stems, but of compounds only the parts.
    pub(super) title: Vec<String>,
    /// Neighbouring stems.
    pub(super) pairs: Vec<(String, String)>,
    /// Pieces of the content words.
    pub(super) pieces: Vec<String>,
    /// What was mended.
    pub(super) corrections: Vec<Correction>,
    /// The content words, as typed or as mended.
    pub(super) sought: Vec<String>,
    /// Those that neither the corpus nor the language has.
    pub(super) foreign: Vec<String>,
}

impl Terms {
    /// Reads a question with the dictionary of a corpus.
    pub(super) fn of(question: &str, literal: bool, dictionary: &Dictionary) -> Self {
        let mut terms = Self::default();
        let mut looked_for = Vec::new();
        for word in content_words(question, literal, dictionary, &mut terms) {
            let parts = parts_of(&word, dictionary);
            let stem = stem(&word);
            let in_title = parts.is_empty().then(|| stem.clone());
            add_distinct(&mut terms.title, in_title.into_iter().chain(parts.clone()));
            add_distinct(&mut terms.parts, [stem.clone()].into_iter().chain(parts));
            add_distinct(&mut terms.pieces, grams(&word));
            add_distinct(&mut terms.stems, [stem.clone()]);
            looked_for.push(stem);
        }
        let pairs = looked_for.windows(2);
        let pairs = pairs.map(|pair| (pair[0].clone(), pair[1].clone()));
        add_distinct(&mut terms.pairs, pairs);
        terms
    }
}

/// Lists the words that carry the question, in the spelling that is searched.
fn content_words(
    question: &str,
    literal: bool,
    dictionary: &Dictionary,
    terms: &mut Terms,
) -> Vec<String> {
    let mut content = Vec::new();
    for word in meaningful(words(question)) {
        let typed = &question[word.range.clone()];
        if dictionary.knows(&word.text) {
            add_distinct(&mut terms.sought, [typed.to_owned()]);
            content.push(word.text);
            continue;
        }
        let is_word = lexicon::is_word(&word.text);
        let searched = if literal || is_word {
            Vec::new()
        } else {
            mended(&word.text, dictionary)
        };
        if searched.is_empty() {
            let kept = if is_word {
                &mut terms.sought
            } else {
                &mut terms.foreign
            };
            add_distinct(kept, [typed.to_owned()]);
            content.push(word.text);
            continue;
        }
        let searched: Vec<String> = searched
            .into_iter()
            .filter(|word| !is_frame(word))
            .collect();
        if searched.is_empty() {
            // "welhce": nothing to look for, and nothing to tell.
            continue;
        }
        add_distinct(&mut terms.sought, searched.clone());
        terms.corrections.push(Correction {
            typed: typed.to_owned(),
            searched: searched.clone(),
        });
        content.extend(searched);
    }
    content
}

/// Drops what only frames a question, unless nothing would be left.
fn meaningful(all: Vec<Word>) -> Vec<Word> {
    let kept = |dropped: fn(&str) -> bool| -> Vec<Word> {
        let kept = all.iter().filter(|word| !dropped(&word.text));
        kept.take(MAX_WORDS).cloned().collect()
    };
    let content = kept(is_frame);
    if content.is_empty() {
        kept(is_stop)
    } else {
        content
    }
}

/// Finds what a word that the corpus does not have was meant to be; nothing if it had better stay.
fn mended(word: &str, dictionary: &Dictionary) -> Vec<String> {
    if !speller::can_be_mended(word) {
        return Vec::new();
    }
    // "schriftl": the beginning of a word is that word and no slip of another.
    if let Some(whole) = dictionary.completion(word) {
        return vec![whole];
    }
    let offers = dictionary.nearest(word);
    let far = offers.first().is_some_and(|offer| offer.distance > 1);
    if far && !compounds::split(word, dictionary).is_empty() {
        return Vec::new();
    }
    let words = offers.into_iter().map(|offer| offer.word);
    // A word of two mistakes is long enough to be meant.
    words
        .filter(|meant| !is_frame(meant) || far || speller::is_slip(word, meant))
        .collect()
}

/// The stems of a compound's parts; for words of the corpus they lie ready.
fn parts_of(word: &str, dictionary: &Dictionary) -> Vec<String> {
    if let Some(number) = dictionary.words.find(word) {
        let parts = dictionary.parts_of(number).iter();
        return parts
            .map(|part| dictionary.stems.get(*part).to_owned())
            .collect();
    }
    let parts = compounds::split(word, dictionary);
    parts.iter().map(|part| stem(part)).collect()
}

fn add_distinct<T: PartialEq>(all: &mut Vec<T>, more: impl IntoIterator<Item = T>) {
    for one in more {
        if !all.contains(&one) {
            all.push(one);
        }
    }
}

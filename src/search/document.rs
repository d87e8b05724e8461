//! What is indexed: texts, each with a title and the ways people ask for it.

use std::ops::Range;

use crate::german::sentences::sentences;
use crate::knowledge::Passage;

/// One thing to find.
#[derive(Debug, Clone, PartialEq)]
pub struct Document {
    /// Its name in the corpus.
    pub id: String,
    /// Its title.
    pub title: String,
    /// Ways people ask for it; searched in the title's field, never quoted.
    pub questions: Vec<String>,
    /// Its text: lines of sentences.
    pub text: String,
    /// What a query can be narrowed to: a municipality's id, or a city in a measured corpus; may be empty.
    pub group: String,
}

impl From<&Passage> for Document {
    fn from(passage: &Passage) -> Self {
        Self {
            id: passage.id.clone(),
            title: passage.title.clone(),
            questions: passage.questions.clone(),
            text: passage.text.clone(),
            group: passage
                .municipality
                .as_ref()
                .map(ToString::to_string)
                .unwrap_or_default(),
        }
    }
}

/// Letters below which a line is an item of something rather than a sentence.
const SHORT: usize = 60;
/// Letters up to which such lines are one unit.
const JOINED: usize = 160;

/// What a text is compared by and quoted in: its sentences; short lines that follow each other are one unit.
pub fn units(text: &str) -> Vec<Range<usize>> {
    let mut units: Vec<Range<usize>> = Vec::new();
    let letters = |range: &Range<usize>| text[range.clone()].chars().count();
    for sentence in sentences(text) {
        if let Some(last) = units.last_mut() {
            let joined = last.start..sentence.end;
            let is_item = letters(&sentence) < SHORT && letters(&joined) <= JOINED;
            let next_line = text[last.end..sentence.start].contains('\n');
            if is_item
                && next_line
                && letters(last) < SHORT.max(letters(&joined) - letters(&sentence))
            {
                *last = joined;
                continue;
            }
        }
        units.push(sentence);
    }
    units
}

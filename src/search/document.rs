//! What is indexed: a text with a title and the ways people ask for it.

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

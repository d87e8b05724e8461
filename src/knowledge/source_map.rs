//! Where things stand in the files: what an editor's tools need beyond the guide itself.
//!
//! The guide knows ids and texts, not lines. Whatever looks at a guide once it has been read (searching its question
//! forms, counting the words of its sentences) finds here the place to point to.

use std::collections::BTreeMap;

use super::as_of::AsOf;
use super::source::FileSpan;
use super::suppressions::Suppression;

/// A text that is declared for an entry.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Declared {
    /// The text.
    pub text: String,
    /// The id of the entry, or the name of a passage below a place.
    pub owner: String,
    /// Where it stands.
    pub span: FileSpan,
}

/// What must have been decided for a decision to be asked, as it stands in the files.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DeclaredCondition {
    /// The decision it belongs to.
    pub decision: String,
    /// The one it depends on.
    pub on: Declared,
    /// The answers that one must have.
    pub is: Vec<(String, FileSpan)>,
}

/// A date that content was given.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Dated {
    /// `as_of` or `captured`.
    pub key: &'static str,
    /// The date.
    pub date: AsOf,
    /// Where it stands.
    pub span: FileSpan,
}

/// What was noted while reading.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct SourceMap {
    /// Where each id of a place, example, term and so on was given, and where the passages below a place begin, by the
    /// name of [`Passage::entry`](super::Passage::entry), and tasks, as `place/task/id`.
    pub ids: BTreeMap<String, FileSpan>,
    /// Question forms and aliases, with the id of what they lead to.
    pub questions: Vec<Declared>,
    /// Questions to tap at the start, which belong to no entry.
    pub starters: Vec<Declared>,
    /// Dates of content.
    pub dates: Vec<Dated>,
    /// Warnings that editors allowed, with their reasons.
    pub suppressions: Vec<Suppression>,
}

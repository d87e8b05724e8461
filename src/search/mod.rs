//! Finding passages: schema, building and opening `index/`, queries, ranking.
//!
//! Search knows documents (an id, a title, question forms, a text), not guides or chats, so that any corpus can be
//! measured. Nothing a person types is query syntax: terms are made by our own analysis on both sides.

mod document;
mod index;
mod query;

pub use document::Document;
pub use index::{Index, IndexError, Opening};
pub use query::{Evidence, Hit, Query, Ranking, Sentence};

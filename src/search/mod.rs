//! Finding passages: schema, building and opening `index/`, queries, ranking.
//!
//! Search knows documents (an id, a title, question forms, a text), not guides or chats, so that any corpus can be
//! measured. Nothing a person types is query syntax: terms are made by our own analysis on both sides.
//!
//! The way of a question, each stage in its file: `terms` says what is looked for (words, mended words, compound parts,
//! pieces), `candidates` lets tantivy pick the few hundred documents that could answer it, `scoring` reads these word by
//! word with the `prepared` query and weighs words, pieces, pairs and best sentences, `evidence` says what the result is
//! worth. What they read is made by `build` and held in memory: tantivy's `term_index`, the `dictionary` of the corpus
//! and the `forward` table of its documents; `store` keeps it on disk between starts. Apart from all that, `meaning` says
//! how near a question is to each sentence and question form, by the vectors that `vectors` keeps.

mod document;
mod query;

mod meaning;
mod vectors;

mod index;

mod terms;

mod candidates;

mod prepared;

mod scoring;

mod bm25;

mod evidence;

mod build;

mod dictionary;

mod forward;

mod term_index;

mod tables;

mod store;

pub use document::{Document, units};
pub use index::{Index, IndexError, Opening};
pub use meaning::{Meaning, Near, Nearness};
pub use query::{Correction, Hit, Query, WordEvidence, WordRanking};
pub use vectors::Vectors;

#[cfg(test)]
mod tests;

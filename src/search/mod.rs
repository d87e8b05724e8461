//! Finding passages: schema, building and opening `index/`, queries, ranking.
//!
//! Search knows documents (an id, a title, question forms, a text), not guides or chats, so that any corpus can be
//! measured. Nothing a person types is query syntax: terms are made by our own analysis on both sides.
//!
//! The way of a question, each stage in its file: `terms` says what is looked for (words, mended words, compound parts,
//! pieces), `candidates` lets tantivy pick the few hundred documents that could answer it, `scoring` reads these word by
//! word through the question's `lens` and weighs words, pieces, pairs and best sentences, `evidence` says what the result
//! is worth. What they read lies in one folder, written once by `build`: tantivy's own index, the `dictionary` of the
//! corpus (its `vocabulary` and `spellings`, written by `lexicon`) and the `forward` file of its documents. `store` keeps
//! these folders on disk. Apart from all that, `meaning` says how near a question is to each sentence and question form,
//! by the vectors that `vectors` keeps.

mod document;
mod query;

mod meaning;
mod vectors;

mod index;

mod terms;

mod candidates;

mod lens;

mod scoring;

mod bm25;

mod evidence;

mod build;

mod lexicon;

mod interner;

mod spellings;

mod vocabulary;

mod counts;

mod schema;

mod dictionary;

mod forward;

mod columns;

mod store;

mod manifest;

mod fingerprint;

mod sealed;

pub use document::{Corpus, Document, units};
pub use index::{Index, IndexError, Opening};
pub use meaning::{Meaning, Near, Nearness};
pub use query::{Correction, Evidence, Hit, Query, Ranking};
pub use vectors::Vectors;

#[cfg(test)]
mod tests;

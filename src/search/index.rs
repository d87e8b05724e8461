//! The index: built once per content, opened in milliseconds, never written in place.

use std::path::Path;

use super::document::Document;
use super::query::{Query, Ranking};

/// A searchable corpus. Cheap to share, safe to search from many threads.
pub struct Index {}

/// How an index came to be open.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Opening {
    /// It lay there and fits the content.
    Fitting,
    /// There was none for this content; it was built.
    Built,
    /// There was one, but it was broken; it was built anew. The text says what was wrong.
    Rebuilt(String),
    /// The folder cannot be written; it lives in memory only. The text says why.
    InMemory(String),
}

/// Why there is no index.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum IndexError {
    /// tantivy refused.
    #[error("the search index could not be built or read: {0}")]
    Tantivy(#[from] tantivy::TantivyError),
}

impl Index {
    /// Builds an index in memory, for tests and for where nothing can be written.
    ///
    /// # Errors
    /// When tantivy refuses.
    pub fn in_memory(documents: &[Document]) -> Result<Self, IndexError> {
        let _ = documents;
        todo!()
    }

    /// Opens the index of exactly these documents below `root`, building it when it is missing, stale or broken.
    ///
    /// # Errors
    /// When it can be built neither on disk nor in memory.
    pub fn open_or_build(
        root: &Path,
        documents: &[Document],
    ) -> Result<(Self, Opening), IndexError> {
        let _ = (root, documents);
        todo!()
    }

    /// Ranks the documents for a question, best first.
    ///
    /// # Errors
    /// When the index cannot be read (a disk fault).
    pub fn search(&self, query: &Query) -> Result<Ranking, IndexError> {
        let _ = query;
        todo!()
    }
}

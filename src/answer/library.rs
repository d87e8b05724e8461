//! Guide, passages and index, opened and swapped as one.

use crate::knowledge::{Guide, Passage};
use crate::search::Index;

/// Everything answers are made of; immutable, shared behind an `Arc`.
pub struct Library {
    /// The guide.
    pub guide: Guide,
    /// Its passages; the index speaks of them by position.
    pub passages: Vec<Passage>,
    /// The index over exactly these passages.
    pub index: Index,
}

/// Why there is no library.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum LibraryError {
    /// The index is at fault.
    #[error(transparent)]
    Index(#[from] crate::search::IndexError),
}

impl Library {
    /// Builds a library with its index in memory.
    ///
    /// # Errors
    /// When the index cannot be built.
    pub fn in_memory(guide: Guide) -> Result<Self, LibraryError> {
        let passages = crate::knowledge::passage::passages(&guide);
        let documents: Vec<_> = passages.iter().map(Into::into).collect();
        let index = Index::in_memory(&documents)?;
        Ok(Self {
            guide,
            passages,
            index,
        })
    }
}

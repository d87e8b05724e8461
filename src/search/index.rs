//! The index: built once per content, opened in milliseconds, never written in place.

use std::path::Path;

use tantivy::directory::{Directory, RamDirectory};
use tantivy::{ReloadPolicy, TantivyError};

use super::build::build;
use super::candidates::TermIndex;
use super::dictionary::Dictionary;
use super::document::{Corpus, Document};
use super::evidence::{evidence, hit};
use super::forward::Forward;
use super::lens::Lens;
use super::query::{Query, Ranking};
use super::schema::schema;
use super::scoring::rescore;
use super::store::open_or_build;
use super::terms::Terms;

/// A searchable corpus. Cheap to share, safe to search from many threads.
pub struct Index {
    terms: TermIndex,
    dictionary: Dictionary,
    forward: Forward,
}

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
    Tantivy(#[from] TantivyError),
}

impl Index {
    /// Builds an index in memory, for tests and for where nothing can be written.
    ///
    /// # Errors
    /// When tantivy refuses.
    pub fn in_memory(documents: &[Document]) -> Result<Self, IndexError> {
        Self::build_in_memory(documents)
    }

    pub(super) fn build_in_memory<C: Corpus + ?Sized>(corpus: &C) -> Result<Self, IndexError> {
        let directory = RamDirectory::create();
        build(&directory, corpus)?;
        Ok(Self::open(Box::new(directory))?)
    }

    /// Opens the index of exactly these documents below `root`, building it when it is missing, stale or broken.
    ///
    /// # Errors
    /// When it can be built neither on disk nor in memory.
    pub fn open_or_build<C: Corpus + ?Sized>(
        root: &Path,
        corpus: &C,
    ) -> Result<(Self, Opening), IndexError> {
        open_or_build(root, corpus)
    }

    /// Opens what [`build`] wrote into a directory.
    pub(super) fn open(directory: Box<dyn Directory>) -> Result<Self, TantivyError> {
        let dictionary = Dictionary::open(&*directory)?;
        let forward = Forward::open(&*directory)?;
        let index = tantivy::Index::open(directory)?;
        let reader = index
            .reader_builder()
            .reload_policy(ReloadPolicy::Manual)
            .try_into()?;
        let searcher = reader.searcher();
        let numbers = searcher
            .segment_readers()
            .iter()
            .map(|segment| segment.fast_fields().u64("number"))
            .collect::<Result<_, _>>()?;
        let (_, fields) = schema();
        Ok(Self {
            terms: TermIndex {
                searcher,
                fields,
                numbers,
            },
            dictionary,
            forward,
        })
    }

    /// Ranks the documents for a question, best first; misspelt words are mended.
    ///
    /// # Errors
    /// When the index cannot be read (a disk fault).
    pub fn search(&self, query: &Query) -> Result<Ranking, IndexError> {
        let terms = Terms::of(&query.text, query.literal, &self.dictionary);
        let group = query.group.as_deref();
        let candidates = self.terms.candidates(&terms, &self.dictionary, group)?;
        let lens = Lens::new(&terms, &self.dictionary, &self.forward, &self.terms)?;
        let ranked = rescore(candidates, &lens, &self.forward);
        let best = ranked.iter().take(query.limit);
        let hits = best
            .map(|candidate| hit(*candidate, &lens, &self.dictionary, &self.forward))
            .collect();
        Ok(Ranking {
            hits,
            evidence: evidence(&ranked, terms, &lens),
        })
    }
}

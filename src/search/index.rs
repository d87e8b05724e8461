//! The index: built once per content, read whole when it is opened, never written in place.

use std::collections::BTreeMap;

use tantivy::TantivyError;

use super::build::build;
use super::dictionary::Dictionary;
use super::document::Document;
use super::evidence::{coverage, evidence};
use super::forward::Forward;
use super::prepared::PreparedQuery;
use super::query::{Query, WordRanking};
use super::scoring::rescore;
use super::tables::Table;
use super::term_index::TermIndex;
use super::terms::Terms;

/// The files of an index by name.
pub(super) type IndexFiles = BTreeMap<String, Vec<u8>>;

/// The file of all tables that are not tantivy's.
const TABLES: &str = "tables.bin";

/// A searchable corpus. Cheap to share, safe to search from many threads.
pub struct Index {
    pub(super) terms: TermIndex,
    pub(super) dictionary: Dictionary,
    pub(super) forward: Forward,
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

/// Why there is no index: tantivy refused.
#[derive(Debug, thiserror::Error)]
#[error("the search index could not be built or read: {0}")]
pub struct IndexError(#[from] TantivyError);

impl Index {
    /// Builds an index in memory, for tests and for where nothing can be written.
    ///
    /// # Errors
    /// When tantivy refuses.
    pub fn in_memory(documents: &[Document]) -> Result<Self, IndexError> {
        let (dictionary, forward) = build(documents);
        Ok(Self {
            terms: TermIndex::build(documents, &dictionary, &forward)?,
            dictionary,
            forward,
        })
    }

    /// The files that an index of the same content is opened from.
    pub(super) fn to_files(&self) -> Result<IndexFiles, TantivyError> {
        let mut tables = Vec::new();
        self.dictionary.write(&mut tables);
        self.forward.write(&mut tables);
        let mut files = self.terms.files()?;
        files.insert(TABLES.to_owned(), tables);
        Ok(files)
    }

    /// Opens what [`to_files`](Self::to_files) gave.
    pub(super) fn of_files(mut files: IndexFiles) -> Result<Self, TantivyError> {
        let tables = files.remove(TABLES).unwrap_or_default();
        let mut rest = &tables[..];
        let read = Dictionary::read(&mut rest)
            .and_then(|dictionary| Some((Forward::read(&mut rest, &dictionary)?, dictionary)));
        let (forward, dictionary) =
            read.ok_or_else(|| TantivyError::InvalidArgument(format!("`{TABLES}` is cut off")))?;
        Ok(Self {
            terms: TermIndex::open(&files)?,
            dictionary,
            forward,
        })
    }

    /// Ranks the documents for a question, best first; misspelt words are mended.
    ///
    /// # Errors
    /// When tantivy cannot read its files.
    pub fn search(&self, query: &Query) -> Result<WordRanking, IndexError> {
        let (dictionary, forward) = (&self.dictionary, &self.forward);
        let terms = Terms::of(&query.text, query.literal, dictionary);
        let group = query.group.as_deref();
        let candidates = self.terms.candidates(&terms, dictionary, forward, group)?;
        let prepared = PreparedQuery::new(&terms, dictionary, forward, &self.terms)?;
        let mut hits = rescore(candidates, &prepared, forward);
        let evidence = evidence(&hits, terms, &prepared);
        hits.truncate(query.limit);
        for hit in &mut hits {
            hit.coverage = coverage(hit.document, &prepared, dictionary, forward);
        }
        Ok(WordRanking { hits, evidence })
    }
}

//! The index: built once per content, opened in milliseconds, never written in place.

use std::path::Path;

use tantivy::directory::{Directory, RamDirectory};
use tantivy::{ReloadPolicy, TantivyError};

use super::account::{Account, Asked, account};
use super::build::build;
use super::candidates::TermIndex;
use super::dictionary::Dictionary;
use super::document::{Corpus, Document};
use super::evidence::{evidence, hit};
use super::forward::Forward;
use super::ingredients::Ingredients;
use super::lens::Lens;
use super::names::{Names, Reading};
use super::query::{Query, Ranking};
use super::schema::schema;
use super::scoring::rescore;
use super::store::open_or_build;
use super::terms::{Spelling, Terms};

/// A searchable corpus. Cheap to share, safe to search from many threads.
pub struct Index {
    terms: TermIndex,
    dictionary: Dictionary,
    forward: Forward,
    ingredients: Ingredients,
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
        Self::build_in_memory(documents, Ingredients::ALL)
    }

    /// Builds an index in memory that searches without some ingredients, to measure what they bring.
    ///
    /// # Errors
    /// When tantivy refuses.
    pub fn in_memory_of(
        documents: &[Document],
        ingredients: Ingredients,
    ) -> Result<Self, IndexError> {
        Self::build_in_memory(documents, ingredients)
    }

    pub(super) fn build_in_memory<C: Corpus + ?Sized>(
        corpus: &C,
        ingredients: Ingredients,
    ) -> Result<Self, IndexError> {
        let directory = RamDirectory::create();
        build(&directory, corpus, ingredients)?;
        let index = Self::open(Box::new(directory))?;
        Ok(Self {
            ingredients,
            ..index
        })
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
            ingredients: Ingredients::ALL,
        })
    }

    /// Ranks the documents for a question, best first; misspelt words are mended.
    ///
    /// # Errors
    /// When the index cannot be read (a disk fault).
    pub fn search(&self, query: &Query) -> Result<Ranking, IndexError> {
        self.rank(query, Spelling::Mended)
    }

    /// Ranks the documents for a question as it was typed.
    ///
    /// # Errors
    /// When the index cannot be read (a disk fault).
    pub fn search_literally(&self, query: &Query) -> Result<Ranking, IndexError> {
        self.rank(query, Spelling::Literal)
    }

    /// Whether the texts, titles or question forms have a lower-case word in this or another form.
    pub fn knows(&self, word: &str) -> bool {
        self.dictionary.knows(word)
    }

    /// Tells how a question was read and where the scores of these documents come from, in the given order.
    ///
    /// # Errors
    /// When the index cannot be read (a disk fault).
    pub fn account(
        &self,
        query: &Query,
        literally: bool,
        documents: &[usize],
    ) -> Result<Account, IndexError> {
        let spelling = if literally {
            Spelling::Literal
        } else {
            Spelling::Mended
        };
        let terms = self.read(query, spelling);
        let names = self.names(query, &terms);
        let asked = Asked {
            question: &query.text,
            terms: &terms,
            names: &names,
            lens: &self.lens(&terms, &names)?,
            ingredients: self.ingredients,
        };
        let parts = (&self.terms, &self.dictionary, &self.forward);
        Ok(account(&asked, parts, documents)?)
    }

    fn rank(&self, query: &Query, spelling: Spelling) -> Result<Ranking, IndexError> {
        let terms = self.read(query, spelling);
        let group = query.group.as_deref();
        let names = self.names(query, &terms);
        let wanted = (&terms, &names);
        let candidates = self.terms.candidates(wanted, &self.dictionary, group)?;
        let lens = self.lens(&terms, &names)?;
        let ranked = rescore(candidates, &lens, &self.forward);
        let hits = ranked
            .iter()
            .take(query.limit)
            .map(|candidate| hit(*candidate, &terms, &lens, &self.dictionary, &self.forward))
            .collect();
        Ok(Ranking {
            hits,
            evidence: evidence(&ranked, terms, &lens),
        })
    }

    fn read(&self, query: &Query, spelling: Spelling) -> Terms {
        Terms::of(&query.text, &self.dictionary, spelling, self.ingredients)
    }

    fn names(&self, query: &Query, terms: &Terms) -> Names {
        let reading = Reading {
            terms,
            dictionary: &self.dictionary,
            documents: self.forward.document_count(),
            ingredients: self.ingredients,
        };
        Names::of(&query.also, reading)
    }

    fn lens(&self, terms: &Terms, names: &Names) -> Result<Lens<'_>, TantivyError> {
        Lens::new(
            (terms, names),
            &self.dictionary,
            &self.forward,
            &self.terms,
            self.ingredients,
        )
    }
}

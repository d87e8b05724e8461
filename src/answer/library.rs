//! Guide, passages and index, opened and swapped as one.

use std::sync::OnceLock;

use sha2::{Digest, Sha256};

use super::decide::Thresholds;
use super::names::Names;
use super::plain;
use super::terms::Terms;
use super::towns::Towns;
use crate::knowledge::{Guide, Passage};
use crate::search::{Index, OtherName};

/// Everything answers are made of; immutable, shared behind an `Arc`.
pub struct Library {
    /// The guide.
    pub guide: Guide,
    /// Its passages; the index speaks of them by position.
    pub passages: Vec<Passage>,
    /// The index over exactly these passages.
    pub index: Index,
    /// Who runs this Lotse, where the settings say so.
    pub house: House,
    /// The questions that editors wrote down for each passage, as stems; read when first needed.
    forms: Vec<OnceLock<Vec<Vec<String>>>>,
    /// What the glossary calls things; read when first needed.
    names: OnceLock<Names>,
    towns: OnceLock<Towns>,
    terms: OnceLock<Terms>,
}

/// Who runs this Lotse and answers for what it keeps; each part as the settings word it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct House {
    /// The responsible body.
    pub responsible: Option<String>,
    /// How people reach it.
    pub contact: Option<String>,
    /// Its imprint.
    pub imprint: Option<String>,
    /// How many days without use a chat is kept; zero keeps it for ever.
    pub keep_days: Option<u32>,
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
    /// Puts a library together; the index must be over exactly these passages. Who runs it is not said yet.
    pub fn new(guide: Guide, passages: Vec<Passage>, index: Index) -> Self {
        let forms = passages.iter().map(|_| OnceLock::new()).collect();
        Self {
            guide,
            passages,
            index,
            house: House::default(),
            forms,
            names: OnceLock::new(),
            towns: OnceLock::new(),
            terms: OnceLock::new(),
        }
    }

    /// Builds a library with its index in memory.
    ///
    /// # Errors
    /// When the index cannot be built.
    pub fn in_memory(guide: Guide) -> Result<Self, LibraryError> {
        let passages = crate::knowledge::passage::passages(&guide);
        let documents: Vec<_> = passages.iter().map(Into::into).collect();
        let index = Index::in_memory(&documents)?;
        Ok(Self::new(guide, passages, index))
    }

    /// Where the lines of deciding are drawn: as the guide's calibration says, else as they were for the shipped one.
    pub fn thresholds(&self) -> Thresholds {
        self.guide
            .calibration
            .as_ref()
            .map_or_else(Thresholds::default, Thresholds::from)
    }

    /// The stems of each question that editors wrote down for the passage at this position.
    pub(super) fn forms(&self, at: usize) -> &[Vec<String>] {
        let Some((passage, forms)) = self.passages.get(at).zip(self.forms.get(at)) else {
            return &[];
        };
        let stems = || passage.questions.iter().map(|form| plain::stems(form));
        forms.get_or_init(|| stems().collect())
    }

    /// What the things in a question are also called, as the glossary says.
    pub fn other_names(&self, question: &str) -> Vec<OtherName> {
        let names = self.names.get_or_init(|| Names::of(&self.guide));
        names.others(question)
    }

    /// The names of its towns.
    pub(super) fn towns(&self) -> &Towns {
        self.towns.get_or_init(|| Towns::of(&self.guide))
    }

    /// The names of its terms.
    pub(super) fn terms(&self) -> &Terms {
        self.terms.get_or_init(|| Terms::of(&self.guide))
    }

    /// A short name for the content: the same for the same passages.
    pub fn version(&self) -> String {
        let mut hash = Sha256::new();
        for passage in &self.passages {
            for text in [&passage.id, &passage.title, &passage.text] {
                hash.update(text);
                hash.update([0]);
            }
        }
        let digest = hash.finalize();
        digest[..6]
            .iter()
            .map(|byte| format!("{byte:02x}"))
            .collect()
    }
}

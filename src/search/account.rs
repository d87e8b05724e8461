//! How a question was read and where a document's score comes from, for whoever asks why.
//!
//! Nothing is decided here. The words are read, and the shares weighed, by the very functions that rank; what they
//! usually add up is listed instead.

use tantivy::TantivyError;

use crate::german::stem::stem;
use crate::german::stop::is_stop;
use crate::german::words::words;

use super::candidates::{Candidate, TermIndex};
use super::dictionary::Dictionary;
use super::forward::Forward;
use super::ingredients::Ingredients;
use super::lens::Lens;
use super::query::Shares;
use super::scoring;
use super::terms::{Terms, meaningful, parts_of};

/// How a question was read, and what documents earned by it.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Account {
    /// The words of the question, in order.
    pub words: Vec<Read>,
    /// What each document earned, as asked for.
    pub documents: Vec<Earned>,
}

/// One word of the question.
#[derive(Debug, Clone, PartialEq)]
pub struct Read {
    /// As it was typed.
    pub typed: String,
    /// What became of it.
    pub fate: Fate,
}

/// What becomes of a word.
#[derive(Debug, Clone, PartialEq)]
pub enum Fate {
    /// It carries no meaning in any text.
    Stop,
    /// It belongs to the asking.
    Frame,
    /// It is looked for.
    Kept {
        /// Its stem.
        stem: String,
        /// The stems of its parts, if it is a compound.
        parts: Vec<String>,
        /// What a text is worth that has it.
        worth: f32,
        /// How many texts have it.
        texts: u32,
    },
    /// Others are looked for instead.
    Mended(Vec<String>),
    /// No text has it.
    Unknown,
}

/// What a document earned.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Earned {
    /// Per term what it earned by standing in the text, as a word or as part of one.
    pub text: Vec<(String, f32)>,
    /// Per term what it earned by standing in title or question forms.
    pub title: Vec<(String, f32)>,
    /// What reading it earned.
    pub shares: Shares,
}

/// Accounts for a question that was read into terms, and for the scores of documents.
pub(super) fn account(
    question: &str,
    terms: &Terms,
    lens: &Lens,
    (index, dictionary, forward): (&TermIndex, &Dictionary, &Forward),
    documents: &[usize],
) -> Result<Account, TantivyError> {
    let mut earned: Vec<Earned> = documents
        .iter()
        .map(|document| Earned {
            shares: scoring::shares(*document, lens, forward),
            ..Earned::default()
        })
        .collect();
    let earns = |found: &[Candidate], document: usize| {
        let of = found.iter().find(|found| found.document == document);
        of.map(|found| found.score)
    };
    for term in &terms.parts {
        let found = index.earned_in_text(term)?;
        for (document, earned) in documents.iter().zip(&mut earned) {
            let score = earns(&found, *document);
            earned.text.extend(score.map(|score| (term.clone(), score)));
        }
    }
    for term in &terms.title {
        let found = index.earned_in_title(term)?;
        for (document, earned) in documents.iter().zip(&mut earned) {
            let score = earns(&found, *document);
            earned
                .title
                .extend(score.map(|score| (term.clone(), score)));
        }
    }
    Ok(Account {
        words: read(question, terms, lens, dictionary),
        documents: earned,
    })
}

/// Says of each word what became of it.
fn read(question: &str, terms: &Terms, lens: &Lens, dictionary: &Dictionary) -> Vec<Read> {
    let all = words(question);
    let kept = meaningful(all.clone());
    let fate = |word: &crate::german::words::Word, typed: &str| {
        if !kept.contains(word) {
            return if is_stop(&word.text) {
                Fate::Stop
            } else {
                Fate::Frame
            };
        }
        if let Some(mended) = terms
            .corrections
            .iter()
            .find(|mended| mended.typed == typed)
        {
            return Fate::Mended(mended.searched.clone());
        }
        if terms.unknown.iter().any(|unknown| unknown == typed) {
            return Fate::Unknown;
        }
        let stem = stem(&word.text);
        let at = terms.stems.iter().position(|known| *known == stem);
        Fate::Kept {
            parts: parts_of(&word.text, dictionary, Ingredients::ALL),
            worth: at.map_or(0.0, |at| lens.stems[at]),
            texts: dictionary
                .find_stem(&stem)
                .map_or(0, |stem| dictionary.stem_texts(stem)),
            stem,
        }
    };
    all.iter()
        .map(|word| {
            let typed = question.get(word.range.clone()).unwrap_or_default();
            Read {
                typed: typed.to_owned(),
                fate: fate(word, typed),
            }
        })
        .collect()
}

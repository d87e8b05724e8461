//! How a question was read and where a document's score comes from, for whoever asks why.
//!
//! Nothing is decided here. The words are read, and the shares weighed, by the very functions that rank; what they
//! usually add up is listed instead.

use tantivy::TantivyError;

use crate::german::stem::stem;
use crate::german::stop::is_stop;
use crate::german::words::words;

use super::candidates::{TermIndex, without};
use super::dictionary::Dictionary;
use super::forward::Forward;
use super::ingredients::Ingredients;
use super::lens::Lens;
use super::names::{Choice, Names};
use super::query::Shares;
use super::scoring;
use super::terms::{Terms, meaningful, parts_of};

/// How a question was read, and what documents earned by it.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Account {
    /// The words of the question, in order.
    pub words: Vec<Read>,
    /// Stems of other names that are looked for as well, each with the share of its worth that it counts for.
    pub also: Vec<(String, f32)>,
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

/// A question as it was read.
pub(super) struct Asked<'a> {
    pub(super) question: &'a str,
    pub(super) terms: &'a Terms,
    pub(super) names: &'a Names,
    pub(super) lens: &'a Lens<'a>,
    pub(super) ingredients: Ingredients,
}

/// Accounts for a question and for the scores of documents.
pub(super) fn account(
    asked: &Asked,
    (index, dictionary, forward): (&TermIndex, &Dictionary, &Forward),
    documents: &[usize],
) -> Result<Account, TantivyError> {
    let Asked {
        terms, names, lens, ..
    } = asked;
    let mut earned: Vec<Earned> = documents
        .iter()
        .map(|document| Earned {
            shares: scoring::shares(*document, lens, forward),
            ..Earned::default()
        })
        .collect();
    let in_text = |term: &str, share| index.earned_in_text((term, share), documents);
    let in_title = |term: &str, share| index.earned_in_title((term, share), documents);
    let text = by_terms(&terms.parts, &names.text, documents.len(), in_text)?;
    let title = by_terms(&terms.title, &names.title, documents.len(), in_title)?;
    for ((earned, text), title) in earned.iter_mut().zip(text).zip(title) {
        (earned.text, earned.title) = (text, title);
    }
    let also = names.stems.iter();
    Ok(Account {
        words: read(asked, dictionary),
        also: also.map(|weak| (weak.term.clone(), weak.weight)).collect(),
        documents: earned,
    })
}

/// What terms earned a document, each with its score.
type ByTerm = Vec<(String, f32)>;

/// Lists per document what terms earned it; of the names of a thing only the one that earned it most.
fn by_terms(
    terms: &[String],
    choices: &[Choice],
    documents: usize,
    earned: impl Fn(&str, f32) -> Result<Vec<Option<f32>>, TantivyError>,
) -> Result<Vec<ByTerm>, TantivyError> {
    let together = |terms: &mut dyn Iterator<Item = (&str, f32)>| {
        let mut all = vec![ByTerm::new(); documents];
        for (term, share) in terms {
            for (all, score) in all.iter_mut().zip(earned(term, share)?) {
                all.extend(score.map(|score| (term.to_owned(), score)));
            }
        }
        Ok::<_, TantivyError>(all)
    };
    let plain = without(terms, choices);
    let mut all = together(&mut plain.iter().map(|term| (term.as_str(), 1.0)))?;
    for choice in choices {
        let mut best = together(&mut choice.own.iter().map(|term| (term.as_str(), 1.0)))?;
        for other in &choice.others {
            let other = together(&mut other.iter().map(|weak| (weak.term.as_str(), weak.weight)))?;
            for (best, other) in best.iter_mut().zip(other) {
                if sum(&other) > sum(best) {
                    *best = other;
                }
            }
        }
        for (all, best) in all.iter_mut().zip(best) {
            all.extend(best);
        }
    }
    Ok(all)
}

fn sum(earned: &ByTerm) -> f32 {
    earned.iter().map(|(_, score)| score).sum()
}

/// Says of each word what became of it.
fn read(asked: &Asked, dictionary: &Dictionary) -> Vec<Read> {
    let Asked {
        question,
        terms,
        lens,
        ingredients,
        ..
    } = asked;
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
            parts: parts_of(&word.text, dictionary, *ingredients),
            worth: at.map_or(0.0, |at| lens.stems[at]),
            texts: dictionary
                .find_stem(&stem)
                .map_or(0, |stem| dictionary.stem_texts(stem)),
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

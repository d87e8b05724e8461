//! The first stage: tantivy picks the documents that could answer, by words, compound parts and titles.
//!
//! Its cost grows slowly with the corpus. Only if words find almost nothing, words that share pieces with the question
//! are tried too.

use rustc_hash::FxHashMap;
use tantivy::collector::TopDocs;
use tantivy::columnar::Column;
use tantivy::query::{BooleanQuery, BoostQuery, Occur, Query, TermQuery};
use tantivy::schema::{Field, IndexRecordOption};
use tantivy::{Searcher, TantivyError, Term};

use super::bm25::idf;
use super::dictionary::Dictionary;
use super::schema::Fields;
use super::terms::Terms;

/// Documents picked at most.
const CANDIDATES: usize = 200;

/// Below this many, pieces are asked as well.
const TOO_FEW: usize = 10;

/// Stems tried for their pieces.
const LOOKALIKES: usize = 24;

/// Words looked at for their pieces at most; those of the rarest pieces first.
const LOOKED_AT: usize = 100_000;

const PARTS_WEIGHT: f32 = 0.6;
const TITLE_WEIGHT: f32 = 0.6;

/// A document that could answer, with what its words are worth.
#[derive(Debug, Clone, Copy)]
pub(super) struct Candidate {
    pub(super) document: usize,
    pub(super) score: f32,
    /// What it earns by pieces of the question's words, once it was read.
    pub(super) pieces: f32,
}

/// tantivy's side of an index.
pub(super) struct TermIndex {
    pub(super) searcher: Searcher,
    pub(super) fields: Fields,
    /// Per segment: the number of each document.
    pub(super) numbers: Vec<Column<u64>>,
}

impl TermIndex {
    /// Picks the candidates for a question, inside a group if one is given.
    pub(super) fn candidates(
        &self,
        terms: &Terms,
        dictionary: &Dictionary,
        group: Option<&str>,
    ) -> Result<Vec<Candidate>, TantivyError> {
        let fields = &self.fields;
        let mut clauses = Vec::new();
        should(&mut clauses, fields.parts, &terms.parts, PARTS_WEIGHT);
        should(&mut clauses, fields.title, &terms.title, TITLE_WEIGHT);
        let mut found = self.top(clauses, group)?;
        if found.len() < TOO_FEW {
            let mut clauses = Vec::new();
            let lookalikes = self.lookalikes(terms, dictionary);
            should(&mut clauses, fields.parts, &lookalikes, 1.0);
            let mut alike = self.top(clauses, group)?;
            // Inside a group all its documents can be read for what they share with the question.
            if let Some(group) = group {
                alike.extend(self.top(vec![(Occur::Should, self.in_group(group))], None)?);
            }
            for candidate in alike {
                if found
                    .iter()
                    .all(|known| known.document != candidate.document)
                {
                    found.push(Candidate {
                        score: 0.0,
                        ..candidate
                    });
                }
            }
        }
        Ok(found)
    }

    /// How many documents hold a pair of stems side by side.
    pub(super) fn pair_texts(&self, term: &str) -> Result<u32, TantivyError> {
        let texts = self
            .searcher
            .doc_freq(&Term::from_field_text(self.fields.pairs, term))?;
        Ok(u32::try_from(texts).unwrap_or(u32::MAX))
    }

    fn top(
        &self,
        clauses: Vec<(Occur, Box<dyn Query>)>,
        group: Option<&str>,
    ) -> Result<Vec<Candidate>, TantivyError> {
        if clauses.is_empty() {
            return Ok(Vec::new());
        }
        let any: Box<dyn Query> = Box::new(BooleanQuery::new(clauses));
        let query = match group {
            Some(group) => Box::new(BooleanQuery::new(vec![
                (Occur::Must, any),
                (Occur::Must, self.in_group(group)),
            ])),
            None => any,
        };
        let top = self
            .searcher
            .search(&*query, &TopDocs::with_limit(CANDIDATES).order_by_score())?;
        let candidate = |(score, address): (f32, tantivy::DocAddress)| {
            let numbers = self.numbers.get(address.segment_ord as usize)?;
            let document = usize::try_from(numbers.first(address.doc_id)?).ok()?;
            Some(Candidate {
                document,
                score,
                pieces: 0.0,
            })
        };
        Ok(top.into_iter().filter_map(candidate).collect())
    }

    fn in_group(&self, group: &str) -> Box<dyn Query> {
        let term = Term::from_field_text(self.fields.group, group);
        let filter = TermQuery::new(term, IndexRecordOption::Basic);
        Box::new(BoostQuery::new(Box::new(filter), 0.0))
    }

    /// Lists the stems whose words share the rarest pieces with the question.
    fn lookalikes(&self, terms: &Terms, dictionary: &Dictionary) -> Vec<String> {
        let all = self
            .numbers
            .iter()
            .map(|column| column.num_docs() as usize)
            .sum();
        let mut pieces: Vec<u32> = terms
            .pieces
            .iter()
            .filter_map(|piece| dictionary.find_piece(piece))
            .collect();
        let mut tried = 0;
        pieces.sort_by_key(|piece| dictionary.piece_word_count(*piece));
        pieces.retain(|piece| {
            tried += dictionary.piece_word_count(*piece);
            tried <= LOOKED_AT
        });
        let mut shared: FxHashMap<u32, f32> = FxHashMap::default();
        for piece in pieces {
            let worth = idf(all, dictionary.piece_texts(piece));
            for word in dictionary.words_of_piece(piece) {
                *shared.entry(word).or_default() += worth;
            }
        }
        let mut stems: FxHashMap<u32, f32> = FxHashMap::default();
        for (word, worth) in shared {
            if let Some(stem) = dictionary.stem_of(word) {
                let best = stems.entry(stem).or_default();
                *best = best.max(worth);
            }
        }
        let mut ranked: Vec<(u32, f32)> = stems.into_iter().collect();
        ranked
            .sort_unstable_by(|left, right| right.1.total_cmp(&left.1).then(left.0.cmp(&right.0)));
        let best = ranked.into_iter().take(LOOKALIKES);
        best.map(|(stem, _)| dictionary.stem_text(stem).to_owned())
            .collect()
    }
}

/// Adds one clause per term.
fn should(clauses: &mut Vec<(Occur, Box<dyn Query>)>, field: Field, terms: &[String], weight: f32) {
    clauses.extend(terms.iter().map(|term| {
        let term = Term::from_field_text(field, term);
        let query = TermQuery::new(term, IndexRecordOption::WithFreqs);
        let weighted: Box<dyn Query> = Box::new(BoostQuery::new(Box::new(query), weight));
        (Occur::Should, weighted)
    }));
}

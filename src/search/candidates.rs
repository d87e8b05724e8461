//! The first stage: the documents that could answer, picked by words, compound parts and titles.
//!
//! Its cost grows slowly with the corpus. Only if words find almost nothing, words that share pieces with the question
//! are tried too.

use rustc_hash::FxHashMap;
use tantivy::collector::TopDocs;
use tantivy::query::{BooleanQuery, BoostQuery, Occur, Query, TermQuery};
use tantivy::schema::{Field, IndexRecordOption};
use tantivy::{DocAddress, TantivyError, Term};

use super::bm25::idf;
use super::dictionary::Dictionary;
use super::forward::Forward;
use super::query::Hit;
use super::term_index::TermIndex;
use super::terms::Terms;

/// Documents picked at most.
const CANDIDATES: usize = 200;

/// Below this many, pieces are asked as well.
const TOO_FEW: usize = 10;

/// Stems tried for their pieces.
const LOOKALIKES: usize = 24;

const PARTS_WEIGHT: f32 = 0.6;
const TITLE_WEIGHT: f32 = 0.6;

impl TermIndex {
    /// Picks the candidates for a question by what their words are worth, inside a group if one is given.
    pub(super) fn candidates(
        &self,
        terms: &Terms,
        dictionary: &Dictionary,
        forward: &Forward,
        group: Option<&str>,
    ) -> Result<Vec<Hit>, TantivyError> {
        let fields = &self.fields;
        let mut clauses = Vec::new();
        should(&mut clauses, fields.parts, &terms.parts, PARTS_WEIGHT);
        should(&mut clauses, fields.title, &terms.title, TITLE_WEIGHT);
        let mut found = self.top(clauses, group)?;
        if found.len() < TOO_FEW {
            let mut clauses = Vec::new();
            let lookalikes = lookalikes(terms, dictionary, forward);
            should(&mut clauses, fields.parts, &lookalikes, 1.0);
            let mut alike = self.top(clauses, group)?;
            // Inside a group all its documents can be read for what they share with the question.
            if let Some(group) = group {
                alike.extend(self.top(vec![(Occur::Should, self.in_group(group))], None)?);
            }
            for hit in alike {
                if found.iter().all(|known| known.document != hit.document) {
                    found.push(Hit { score: 0.0, ..hit });
                }
            }
        }
        Ok(found)
    }

    fn top(
        &self,
        clauses: Vec<(Occur, Box<dyn Query>)>,
        group: Option<&str>,
    ) -> Result<Vec<Hit>, TantivyError> {
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
        let hit = |(score, address): (f32, DocAddress)| Hit {
            document: address.doc_id as usize,
            score,
            ..Hit::default()
        };
        Ok(top.into_iter().map(hit).collect())
    }

    fn in_group(&self, group: &str) -> Box<dyn Query> {
        let term = Term::from_field_text(self.fields.group, group);
        let filter = TermQuery::new(term, IndexRecordOption::Basic);
        Box::new(BoostQuery::new(Box::new(filter), 0.0))
    }
}

/// Lists the stems whose words share the rarest pieces with the question.
fn lookalikes(terms: &Terms, dictionary: &Dictionary, forward: &Forward) -> Vec<String> {
    let pieces = terms.pieces.iter();
    let mut pieces: Vec<u32> = pieces
        .filter_map(|piece| dictionary.pieces.find(piece))
        .collect();
    pieces.sort_by_key(|piece| dictionary.words_of_piece(*piece).len());
    let mut shared: FxHashMap<u32, f32> = FxHashMap::default();
    for piece in pieces {
        let worth = idf(
            forward.document_count(),
            forward.piece_texts[piece as usize],
        );
        for word in dictionary.words_of_piece(piece) {
            *shared.entry(*word).or_default() += worth;
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
    let first_word = |stem: u32| dictionary.words_of_stem(stem).first();
    ranked.sort_unstable_by(|(left, worth), (right, other)| {
        let by_worth = other.total_cmp(worth);
        by_worth.then_with(|| first_word(*left).cmp(&first_word(*right)))
    });
    let best = ranked.into_iter().take(LOOKALIKES);
    best.map(|(stem, _)| dictionary.stems.get(stem).to_owned())
        .collect()
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

//! The baseline of searching: what one gets from tantivy without work.
//!
//! Lower case, German stop words, German stemmer, any word may match, ten hits.

use lotse::search::Document;
use tantivy::collector::TopDocs;
use tantivy::directory::RamDirectory;
use tantivy::indexer::NoMergePolicy;
use tantivy::query::{BooleanQuery, Occur, TermQuery};
use tantivy::schema::{Field, IndexRecordOption, Schema, TextFieldIndexing, TextOptions};
use tantivy::tokenizer::{
    Language, LowerCaser, SimpleTokenizer, Stemmer, StopWordFilter, TextAnalyzer,
};
use tantivy::{Index, Searcher, TantivyDocument, Term};

use crate::measure::Fallible;

/// How many hits are wanted.
pub(crate) const HITS: usize = 10;

/// An index without work.
pub(crate) struct Plain {
    searcher: Searcher,
    analyzer: TextAnalyzer,
    field: Field,
}

impl Plain {
    /// Indexes the texts of these documents in memory, where Lotse's own index is held.
    pub(crate) fn of(documents: &[Document]) -> Fallible<Self> {
        let stop = StopWordFilter::new(Language::German).ok_or("no German stop words")?;
        let analyzer = TextAnalyzer::builder(SimpleTokenizer::default())
            .filter(LowerCaser)
            .filter(stop)
            .filter(Stemmer::new(Language::German))
            .build();
        let (schema, field) = schema();
        let index = Index::open_or_create(RamDirectory::create(), schema)?;
        index.tokenizers().register("german", analyzer.clone());
        build(&index, field, documents)?;
        Ok(Self {
            searcher: index.reader()?.searcher(),
            analyzer,
            field,
        })
    }

    /// Asks a question; returns how many hits there are.
    pub(crate) fn ask(&self, question: &str) -> Fallible<usize> {
        let mut analyzer = self.analyzer.clone();
        let mut stream = analyzer.token_stream(question);
        let mut clauses: Vec<(Occur, Box<dyn tantivy::query::Query>)> = Vec::new();
        while stream.advance() {
            let term = Term::from_field_text(self.field, &stream.token().text);
            let query = TermQuery::new(term, IndexRecordOption::WithFreqs);
            clauses.push((Occur::Should, Box::new(query)));
        }
        let query = BooleanQuery::new(clauses);
        let top = self
            .searcher
            .search(&query, &TopDocs::with_limit(HITS).order_by_score())?;
        Ok(top.len())
    }
}

fn schema() -> (Schema, Field) {
    let mut schema = Schema::builder();
    let indexing = TextFieldIndexing::default()
        .set_tokenizer("german")
        .set_index_option(IndexRecordOption::WithFreqs);
    let options = TextOptions::default().set_indexing_options(indexing);
    let field = schema.add_text_field("text", options);
    (schema.build(), field)
}

/// One thread and one segment, as Lotse builds.
fn build(index: &Index, field: Field, documents: &[Document]) -> Fallible<()> {
    let mut writer = index.writer_with_num_threads(1, 100_000_000)?;
    writer.set_merge_policy(Box::new(NoMergePolicy));
    for document in documents {
        let mut stored = TantivyDocument::default();
        stored.add_text(field, &document.text);
        writer.add_document(stored)?;
    }
    writer.commit()?;
    let segments = index.searchable_segment_ids()?;
    if segments.len() > 1 {
        writer.merge(&segments).wait()?;
    }
    Ok(writer.wait_merging_threads()?)
}

//! tantivy's side of an index: stems, compound parts, titles and pairs, enough to pick candidates.
//!
//! tantivy gets finished terms, and its document ids are the positions of the documents. It works in memory; its files
//! come from disk and go there as a whole.

use std::collections::BTreeMap;
use std::path::Path;

use tantivy::directory::{Directory, RamDirectory};
use tantivy::indexer::SingleSegmentIndexWriter;
use tantivy::schema::{Field, IndexRecordOption, Schema, TextFieldIndexing, TextOptions};
use tantivy::tokenizer::{PreTokenizedString, Token};
use tantivy::{IndexBuilder, ReloadPolicy, Searcher, TantivyDocument, TantivyError, Term};

use super::dictionary::Dictionary;
use super::document::Document;
use super::forward::Forward;

/// Memory tantivy sets up for terms, in bytes; it grows as needed.
const MEMORY: usize = 2_000_000;

/// The terms of all documents.
pub(super) struct TermIndex {
    pub(super) searcher: Searcher,
    pub(super) fields: TermFields,
}

/// The fields that tantivy keeps: enough to pick candidates.
#[derive(Clone, Copy)]
pub(super) struct TermFields {
    /// Stems of the text and of the parts of its compounds.
    pub(super) parts: Field,
    /// Stems of title and question forms, compounds as parts only.
    pub(super) title: Field,
    /// Pairs of neighbouring stems; only to know how rare a pair is.
    pub(super) pairs: Field,
    /// The group, whole.
    pub(super) group: Field,
}

impl TermIndex {
    /// Hands tantivy the terms of all documents; one segment, without any thread.
    pub(super) fn build(
        documents: &[Document],
        dictionary: &Dictionary,
        forward: &Forward,
    ) -> Result<Self, TantivyError> {
        let (schema, fields) = schema();
        let builder = IndexBuilder::new().schema(schema);
        let mut writer: SingleSegmentIndexWriter =
            builder.single_segment_index_writer(RamDirectory::create(), MEMORY)?;
        for (document, number) in documents.iter().zip(0..) {
            writer.add_document(fields.terms_of(number, &document.group, dictionary, forward))?;
        }
        Self::of(&writer.finalize()?)
    }

    /// Opens what [`files`](Self::files) gave.
    pub(super) fn open(files: &BTreeMap<String, Vec<u8>>) -> Result<Self, TantivyError> {
        let directory = RamDirectory::create();
        for (name, content) in files {
            directory.atomic_write(Path::new(name), content)?;
        }
        Self::of(&tantivy::Index::open(directory)?)
    }

    fn of(index: &tantivy::Index) -> Result<Self, TantivyError> {
        let reader = index.reader_builder().reload_policy(ReloadPolicy::Manual);
        let reader: tantivy::IndexReader = reader.try_into()?;
        let (_, fields) = schema();
        Ok(Self {
            searcher: reader.searcher(),
            fields,
        })
    }

    /// tantivy's files by name.
    pub(super) fn files(&self) -> Result<BTreeMap<String, Vec<u8>>, TantivyError> {
        let directory = self.searcher.index().directory();
        let mut files = BTreeMap::new();
        for path in directory.list_managed_files() {
            let name = path.to_string_lossy().into_owned();
            files.insert(name, directory.atomic_read(&path)?);
        }
        Ok(files)
    }

    /// How many documents hold a pair of stems side by side.
    pub(super) fn pair_texts(&self, left: &str, right: &str) -> Result<u32, TantivyError> {
        let term = Term::from_field_text(self.fields.pairs, &pair_term(left, right));
        let texts = self.searcher.doc_freq(&term)?;
        Ok(u32::try_from(texts).unwrap_or(u32::MAX))
    }
}

/// Makes the schema.
fn schema() -> (Schema, TermFields) {
    let mut builder = Schema::builder();
    let counted = ready_made(IndexRecordOption::WithFreqs, true);
    let listed = ready_made(IndexRecordOption::Basic, false);
    let fields = TermFields {
        parts: builder.add_text_field("parts", counted.clone()),
        title: builder.add_text_field("title", counted),
        pairs: builder.add_text_field("pairs", listed.clone()),
        group: builder.add_text_field("group", listed),
    };
    (builder.build(), fields)
}

/// A field whose terms come ready made.
fn ready_made(record: IndexRecordOption, with_lengths: bool) -> TextOptions {
    TextOptions::default().set_indexing_options(
        TextFieldIndexing::default()
            .set_tokenizer("raw")
            .set_index_option(record)
            .set_fieldnorms(with_lengths),
    )
}

impl TermFields {
    /// What tantivy indexes of a document.
    fn terms_of(
        &self,
        number: usize,
        group: &str,
        dictionary: &Dictionary,
        forward: &Forward,
    ) -> TantivyDocument {
        let words: Vec<u32> = forward.words_of(number).collect();
        let stems: Vec<u32> = words
            .iter()
            .filter_map(|word| dictionary.stem_of(*word))
            .collect();
        let with_parts = words.iter().flat_map(|word| {
            let parts = dictionary.parts_of(*word).iter().copied();
            dictionary.stem_of(*word).into_iter().chain(parts)
        });
        let text = |stem: u32| dictionary.stems.get(stem).to_owned();
        let titles = forward.titles.get(number).iter().copied();
        let pairs = stems
            .windows(2)
            .map(|pair| pair_term(dictionary.stems.get(pair[0]), dictionary.stems.get(pair[1])));
        let mut document = TantivyDocument::default();
        add(&mut document, self.parts, with_parts.map(text));
        add(&mut document, self.title, titles.map(text));
        add(&mut document, self.pairs, pairs);
        add(&mut document, self.group, [group.to_owned()].into_iter());
        document
    }
}

/// The term of two neighbouring stems.
fn pair_term(left: &str, right: &str) -> String {
    format!("{left} {right}")
}

fn add(document: &mut TantivyDocument, field: Field, terms: impl Iterator<Item = String>) {
    let tokens = terms.enumerate().map(|(position, text)| Token {
        position,
        text,
        ..Token::default()
    });
    let ready = PreTokenizedString {
        text: String::new(),
        tokens: tokens.collect(),
    };
    document.add_pre_tokenized_text(field, ready);
}

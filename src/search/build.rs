//! Builds an index into an empty directory.
//!
//! Two readings of the documents: the first makes the dictionary ([`super::lexicon`]), the second writes each document
//! as word numbers ([`super::forward`]) and hands tantivy its terms, counting on the way how rare stems and pieces are.
//! Neither keeps a document: memory grows with the words of the corpus, and slowly. The same documents always give the
//! same ranking.

use tantivy::directory::Directory;
use tantivy::indexer::{NoMergePolicy, SingleSegmentIndexWriter};
use tantivy::schema::Field;
use tantivy::tokenizer::{PreTokenizedString, Token};
use tantivy::{IndexBuilder, IndexWriter, TantivyDocument, TantivyError};

use crate::german::sentences::sentences;
use crate::german::stop::{is_frame, is_stop};
use crate::german::words::words;

use super::counts::Counts;
use super::document::{Corpus, Document};
use super::forward::ForwardWriter;
use super::lexicon;
use super::schema::{Fields, schema};
use super::vocabulary::Vocabulary;

/// Memory tantivy sets up for the terms of a small corpus, in bytes; it grows as needed.
const SMALL_MEMORY: usize = 2_000_000;

/// Memory tantivy may use for terms of a large corpus before it writes them down, in bytes.
const LARGE_MEMORY: usize = 200_000_000;

/// Documents up to which one segment is built without any thread.
const SMALL: usize = 20_000;

/// Builds the index of these documents.
pub(super) fn build<C: Corpus + ?Sized>(
    directory: &dyn Directory,
    corpus: &C,
) -> Result<(), TantivyError> {
    let documents = lexicon::write(directory, corpus)?;
    let vocabulary = Vocabulary::open(directory)?;
    let (schema, fields) = schema();
    let builder = IndexBuilder::new().schema(schema);
    let mut terms = TermWriter::create(builder, directory.box_clone(), documents)?;
    let mut forward = ForwardWriter::create(directory)?;
    let mut counts = Counts::new(&vocabulary);
    for (document, number) in corpus.documents().zip(0..) {
        let read = Read::new(&document, &vocabulary);
        counts.add(&read, number, &vocabulary);
        forward.push(&read, &vocabulary)?;
        terms.push(read.terms(&vocabulary, fields, &document.group, number))?;
    }
    forward.finish(directory)?;
    counts.write(directory)?;
    terms.finish()
}

/// A document in numbers.
pub(super) struct Read {
    /// The words of each sentence.
    pub(super) sentences: Vec<Vec<u32>>,
    /// Stems of title and question forms, compounds as parts only.
    pub(super) title: Vec<u32>,
}

impl Read {
    fn new(document: &Document, vocabulary: &Vocabulary) -> Self {
        let title = document.title.trim();
        let sentences = sentences(&document.text)
            .into_iter()
            .map(|place| numbers(&document.text[place], vocabulary, is_stop))
            .collect();
        let asked = document
            .questions
            .iter()
            .map(|form| numbers(form, vocabulary, is_frame));
        let title = asked.fold(numbers(title, vocabulary, is_stop), |mut all, form| {
            all.extend(form);
            all
        });
        Self {
            sentences,
            title: title
                .into_iter()
                .flat_map(|word| parts_or_stem(word, vocabulary))
                .collect(),
        }
    }

    pub(super) fn words(&self) -> impl Iterator<Item = u32> + '_ {
        self.sentences.iter().flatten().copied()
    }

    /// What tantivy indexes of it.
    fn terms(
        &self,
        vocabulary: &Vocabulary,
        fields: Fields,
        group: &str,
        number: u64,
    ) -> TantivyDocument {
        let stems: Vec<u32> = self
            .words()
            .filter_map(|word| vocabulary.stem_of(word))
            .collect();
        let with_parts = self.words().flat_map(|word| {
            let stem = vocabulary.stem_of(word);
            stem.into_iter().chain(vocabulary.parts_of(word))
        });
        let text = |stem: u32| vocabulary.stem_text(stem).to_owned();
        let mut document = TantivyDocument::default();
        add(&mut document, fields.parts, with_parts.map(text));
        add(
            &mut document,
            fields.title,
            self.title.iter().copied().map(text),
        );
        let pairs = stems
            .windows(2)
            .map(|pair| pair_term(&text(pair[0]), &text(pair[1])));
        add(&mut document, fields.pairs, pairs);
        add(
            &mut document,
            fields.group,
            std::iter::once(group.to_owned()),
        );
        document.add_u64(fields.number, number);
        document
    }
}

/// The term of two neighbouring stems.
pub(super) fn pair_term(left: &str, right: &str) -> String {
    format!("{left} {right}")
}

fn numbers(text: &str, vocabulary: &Vocabulary, dropped: fn(&str) -> bool) -> Vec<u32> {
    words(text)
        .into_iter()
        .filter(|word| !dropped(&word.text))
        .filter_map(|word| vocabulary.find_word(&word.text))
        .collect()
}

fn parts_or_stem(word: u32, vocabulary: &Vocabulary) -> Vec<u32> {
    let parts: Vec<u32> = vocabulary.parts_of(word).collect();
    if parts.is_empty() {
        vocabulary.stem_of(word).into_iter().collect()
    } else {
        parts
    }
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

/// tantivy's writer: without threads for a small corpus, in bounded memory for a large one.
enum TermWriter {
    Small(Box<SingleSegmentIndexWriter>),
    Large(Box<IndexWriter>),
}

impl TermWriter {
    fn create(
        builder: IndexBuilder,
        directory: Box<dyn Directory>,
        documents: usize,
    ) -> Result<Self, TantivyError> {
        if documents <= SMALL {
            let writer = builder.single_segment_index_writer(directory, SMALL_MEMORY)?;
            return Ok(Self::Small(Box::new(writer)));
        }
        let index = builder.open_or_create(directory)?;
        let writer = index.writer_with_num_threads(1, LARGE_MEMORY)?;
        writer.set_merge_policy(Box::new(NoMergePolicy));
        Ok(Self::Large(Box::new(writer)))
    }

    fn push(&mut self, document: TantivyDocument) -> Result<(), TantivyError> {
        match self {
            Self::Small(writer) => writer.add_document(document),
            Self::Large(writer) => writer.add_document(document).map(drop),
        }
    }

    fn finish(self) -> Result<(), TantivyError> {
        match self {
            Self::Small(writer) => writer.finalize().map(drop),
            Self::Large(mut writer) => {
                writer.commit()?;
                // One segment: a question has one list per term to go through, and skips more of it.
                let segments = writer.index().searchable_segment_ids()?;
                if segments.len() > 1 {
                    writer.merge(&segments).wait()?;
                }
                writer.wait_merging_threads()
            }
        }
    }
}

//! The fields that tantivy keeps: enough to pick candidates, no more.

use tantivy::schema::{
    FAST, Field, IndexRecordOption, NumericOptions, Schema, TextFieldIndexing, TextOptions,
};

/// The fields of the index.
#[derive(Clone, Copy)]
pub(super) struct Fields {
    /// Stems of the text and of the parts of its compounds.
    pub(super) parts: Field,
    /// Stems of title and question forms, compounds as parts only.
    pub(super) title: Field,
    /// Pairs of neighbouring stems; only to know how rare a pair is.
    pub(super) pairs: Field,
    /// The group, whole.
    pub(super) group: Field,
    /// The position in the documents the index was built from.
    pub(super) number: Field,
}

/// Makes the schema.
pub(super) fn schema() -> (Schema, Fields) {
    let mut builder = Schema::builder();
    let counted = text(IndexRecordOption::WithFreqs, true);
    let listed = text(IndexRecordOption::Basic, false);
    let fields = Fields {
        parts: builder.add_text_field("parts", counted.clone()),
        title: builder.add_text_field("title", counted),
        pairs: builder.add_text_field("pairs", listed.clone()),
        group: builder.add_text_field("group", listed),
        number: builder.add_u64_field("number", NumericOptions::from(FAST)),
    };
    (builder.build(), fields)
}

/// A field whose terms come ready made.
fn text(record: IndexRecordOption, with_lengths: bool) -> TextOptions {
    TextOptions::default().set_indexing_options(
        TextFieldIndexing::default()
            .set_tokenizer("raw")
            .set_index_option(record)
            .set_fieldnorms(with_lengths),
    )
}

//! What a question costs, beside plain tantivy on the same passages in the same run.
//!
//! `cargo bench --bench ask` asks the shipped guide its own titles and question forms. A corpus in JSON lines is
//! measured with `LOTSE_PASSAGES=… LOTSE_QUESTIONS=… cargo bench --bench ask` (form: see
//! `corpus.rs`). How the cost grows with the corpus is measured by `scale.rs`.
//!
//! Ratios decide; the times belong to the machine.

mod measure;
mod plain;
mod source;

use std::time::Instant;

use lotse::search::{Index, Query};
use measure::{Fallible, Times, compare};
use plain::{HITS, Plain};
use source::Source;

fn main() -> Fallible<()> {
    let corpus = match (
        std::env::var("LOTSE_PASSAGES"),
        std::env::var("LOTSE_QUESTIONS"),
    ) {
        (Ok(passages), Ok(questions)) => Source::of_lines(&passages, Some(&questions))?,
        _ => Source::shipped()?,
    };
    let start = Instant::now();
    let folder = tempfile::tempdir()?;
    let (index, _) = Index::open_or_build(folder.path(), &corpus.documents)?;
    let build = start.elapsed();
    drop(index);
    let start = Instant::now();
    let (index, opening) = Index::open_or_build(folder.path(), &corpus.documents)?;
    let open = start.elapsed();
    let plain = Plain::of(&corpus.documents)?;

    println!(
        "{} passages, {} questions",
        corpus.documents.len(),
        corpus.questions.len()
    );
    println!("build {build:.2?}, opening {open:.1?} ({opening:?})\n");
    let query = |question: &String| Query {
        text: question.clone(),
        group: None,
        literal: false,
        limit: HITS,
    };
    let lotse = Times::of(&corpus.questions, query, |query| Ok(index.search(&query)?))?;
    let baseline = Times::of(&corpus.questions, String::clone, |question| {
        plain.ask(&question)
    })?;
    compare("search", lotse, "plain tantivy", baseline);
    Ok(())
}

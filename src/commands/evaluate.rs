//! `lotse eval`: measures the guide by its golden questions, or retrieval alone on any corpus.
//!
//! The measuring is done in [`eval`] and [`eval_corpus`]; here their figures become output and an exit code.

use std::io::{self, Write};

use serde_json::json;

use crate::cli::Shared;

use super::eval_corpus::{self, EvalCorpus};
use super::outcome::{Done, Failure, Worth};
use super::{eval, library};

/// What is measured.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Exit code 1 says that a figure falls short of the floor the guide's own file sets.

Examples:
  lotse eval
  lotse eval --passages passages.jsonl --questions questions.jsonl")]
pub struct EvalArgs {
    /// A corpus to be measured instead of the guide.
    #[command(flatten)]
    pub corpus: EvalCorpus,
    /// The figures as JSON.
    #[arg(long)]
    pub json: bool,
}

/// Measures.
///
/// # Errors
/// When the guide or corpus cannot be used, or when output fails.
pub fn run(shared: &Shared, args: &EvalArgs) -> Result<Done, Failure> {
    if args.corpus.passages.is_some() {
        return corpus(args);
    }
    let library = library::open(shared)?;
    let report = eval::run(&library);
    let shortfalls = report.shortfalls(&library.guide.golden.floors);
    told(&report, &shortfalls, args.json).map_err(|error| Failure::of_terminal(&error))?;
    Ok(if shortfalls.is_empty() {
        Done::Fine
    } else {
        Done::Short
    })
}

fn corpus(args: &EvalArgs) -> Result<Done, Failure> {
    eval_corpus::run(&args.corpus, args.json, &mut io::stdout()).map_err(|error| {
        Failure::new(
            Worth::Unable,
            format!("{error:#}"),
            "`lotse eval --help` says what the files hold",
        )
    })?;
    Ok(Done::Fine)
}

fn told(report: &eval::Report, shortfalls: &[String], json: bool) -> io::Result<()> {
    let mut out = io::stdout().lock();
    if json {
        let figures = json!({
            "figures": report.figures,
            "counts": report.counts,
            "misses": report.misses,
            "shortfalls": shortfalls,
        });
        return writeln!(out, "{figures}");
    }
    write!(out, "{}", report.render())?;
    shortfalls
        .iter()
        .try_for_each(|shortfall| writeln!(out, "short: {shortfall}"))
}

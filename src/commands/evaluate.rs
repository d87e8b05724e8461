//! `lotse eval`: measures the guide by its golden questions, or retrieval alone on any corpus.
//!
//! The measuring is done in [`eval`] and [`eval_corpus`]; here their figures become output and an exit code.

use std::io::{self, Write};
use std::path::PathBuf;

use serde_json::json;

use crate::answer::Library;
use crate::knowledge::calibration;
use crate::operations::settings::Shared;

use super::eval_corpus::{self, EvalCorpus};
use super::outcome::{ExitKind, Failure, Success};
use super::record::Record;
use super::{calibrate, eval, library};

/// What is measured.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Exit code 1 says that a figure falls short of the floor the guide's own file sets, or with --against that the right
place is first less often than before.

Examples:
  lotse eval
  lotse eval --save before.json       before an edit
  lotse eval --against before.json    after it: which questions now get another answer
  lotse eval --calibrate              draw the lines for answering anew, after edits
  lotse eval --passages passages.jsonl --questions questions.jsonl")]
pub struct EvalArgs {
    /// A corpus to be measured instead of the guide.
    #[command(flatten)]
    pub corpus: EvalCorpus,
    /// The figures as JSON.
    #[arg(long)]
    pub json: bool,
    /// Keeps the answers in a file, to compare a later state with.
    #[arg(long, value_name = "FILE", conflicts_with = "passages")]
    pub save: Option<PathBuf>,
    /// Says what is different from the answers kept in a file.
    #[arg(long, value_name = "FILE", conflicts_with = "passages")]
    pub against: Option<PathBuf>,
    /// Computes from the golden questions from when on Lotse answers, and keeps it in the guide's folder.
    #[arg(long, conflicts_with_all = ["passages", "save", "against", "json"])]
    pub calibrate: bool,
}

/// Measures.
///
/// # Errors
/// When the guide or corpus cannot be used, or when output fails.
pub fn run(shared: &Shared, args: &EvalArgs) -> Result<Success, Failure> {
    if args.corpus.passages.is_some() {
        eval_corpus::run(shared, &args.corpus, args.json, &mut io::stdout())?;
        return Ok(Success::Fine);
    }
    let earlier = args.against.as_deref().map(Record::open).transpose();
    let earlier = earlier.map_err(|error| unusable(&error))?;
    let library = library::open(shared)?;
    if args.calibrate {
        return calibrated(shared, &library);
    }
    let mut report = eval::run(&library);
    let shortfalls = report.shortfalls(&library.guide.golden.floors);
    let record = Record {
        figures: report.figures.clone(),
        questions: std::mem::take(&mut report.given),
    };
    let changes = earlier
        .as_ref()
        .map(|earlier| record.changes_since(earlier));
    if let Some(path) = &args.save {
        record.save(path).map_err(|error| unusable(&error))?;
    }
    if calibration::is_stale(&library.guide) {
        let hint = "content or golden questions have changed since `lotse eval --calibrate`";
        anstream::eprintln!("hint: {hint}");
    }
    told(&report, &shortfalls, changes.as_deref(), args.json)?;
    let behind = earlier.is_some_and(|earlier| record.falls_behind(&earlier));
    Ok(if shortfalls.is_empty() && !behind {
        Success::Fine
    } else {
        Success::Short
    })
}

/// Draws the lines for answering, keeps them, and tells what they do.
fn calibrated(shared: &Shared, library: &Library) -> Result<Success, Failure> {
    let drawn = calibrate::draw(library).map_err(|few| {
        let hint =
            "bis dahin gelten die eingebauten Schwellen; Prüffragen stehen in questions.yaml";
        Failure::new(ExitKind::Content, few.to_string(), hint)
    })?;
    let path = shared.knowledge.join("calibration.yaml");
    std::fs::write(&path, drawn.file(library)).map_err(|error| {
        let sentence = format!("cannot write `{}`: {error}", path.display());
        Failure::new(ExitKind::Unable, sentence, "check that you may write there")
    })?;
    let told = drawn.render(library.thresholds(!library.has_meaning()));
    write!(io::stdout(), "{told}\nGeschrieben: {}\n", path.display())?;
    Ok(Success::Fine)
}

fn unusable(error: &anyhow::Error) -> Failure {
    let hint = "`lotse eval --save FILE` writes such a file";
    Failure::new(ExitKind::Unable, format!("{error:#}"), hint)
}

fn told(
    report: &eval::Report,
    shortfalls: &[String],
    changes: Option<&[String]>,
    json: bool,
) -> io::Result<()> {
    let mut out = io::stdout().lock();
    if json {
        let figures = json!({
            "figures": report.figures,
            "counts": report.counts,
            "misses": report.misses,
            "shortfalls": shortfalls,
            "changes": changes,
        });
        return writeln!(out, "{figures}");
    }
    write!(out, "{}", report.render())?;
    if let Some(changes) = changes {
        writeln!(out, "{} changes", changes.len())?;
        for change in changes {
            writeln!(out, "* {change}")?;
        }
    }
    shortfalls
        .iter()
        .try_for_each(|shortfall| writeln!(out, "short: {shortfall}"))
}

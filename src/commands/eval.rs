//! `lotse eval`: measures the guide by its golden questions.
//!
//! The measuring is done in [`golden`]; here its figures become output and an exit code.

use std::io::{self, Write};
use std::path::PathBuf;

use serde_json::json;

use crate::answer::Library;
use crate::knowledge::calibration;
use crate::operations::settings::Shared;

use super::golden::{self, GoldenReport};
use super::outcome::{ExitKind, Failure, Success};
use super::record::Record;
use super::{calibrate, library};

/// What is measured.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Exit code 1 says that a figure falls short of the floor the guide's own file sets, or with --against that the right
place is first less often than before.

Examples:
  lotse eval
  lotse eval --save before.json       before an edit
  lotse eval --against before.json    after it: which questions now get another answer
  lotse eval --calibrate              draw the lines for answering anew, after edits")]
pub struct EvalArgs {
    /// The figures as JSON.
    #[arg(long)]
    pub json: bool,
    /// Keeps the answers in a file, to compare a later state with.
    #[arg(long, value_name = "FILE")]
    pub save: Option<PathBuf>,
    /// Says what is different from the answers kept in a file.
    #[arg(long, value_name = "FILE")]
    pub against: Option<PathBuf>,
    /// Computes from the golden questions from when on Lotse answers, and keeps it in the guide's folder.
    #[arg(long, conflicts_with_all = ["save", "against", "json"])]
    pub calibrate: bool,
}

/// Measures.
///
/// # Errors
/// When the guide cannot be used, or when output fails.
pub fn run(shared: &Shared, args: &EvalArgs) -> Result<Success, Failure> {
    let earlier = args.against.as_deref().map(Record::open).transpose();
    let earlier = earlier.map_err(|error| unusable(&error))?;
    let mut library = library::open(shared)?;
    if args.calibrate {
        return calibrated(shared, &mut library);
    }
    let report = GoldenReport::of(&golden::ask_all(&library));
    let (record, guide) = (&report.record, &library.guide);
    if let Some(path) = &args.save {
        record.save(path).map_err(|error| unusable(&error))?;
    }
    if calibration::is_stale(guide) {
        let hint = "seit `lotse eval --calibrate` haben sich Inhalte oder Prüffragen geändert";
        anstream::eprintln!("Hinweis: {hint}");
    }
    let shortfalls = report.shortfalls(&guide.golden.floors);
    let earlier = earlier.as_ref();
    let changes = earlier.map(|earlier| record.changes_since(earlier));
    told(&report, &shortfalls, changes.as_deref(), args.json)?;
    let behind = earlier.is_some_and(|earlier| record.falls_behind(earlier));
    Ok(match shortfalls.is_empty() && !behind {
        true => Success::Fine,
        false => Success::Short,
    })
}

/// Draws the lines for answering, keeps them, and tells what they do.
fn calibrated(shared: &Shared, library: &mut Library) -> Result<Success, Failure> {
    let Some(folder) = shared.knowledge.on_disk() else {
        return Err(Failure::usage(
            "der mitgelieferte Leitfaden liegt im Programm und lässt sich nicht ändern",
            "nennen Sie den Ordner Ihres Leitfadens mit `--knowledge ORDNER`; einen neuen legt `lotse init ORDNER` an",
        ));
    };
    let drawn = calibrate::draw(library).map_err(|few| {
        let hint =
            "bis dahin gelten die eingebauten Schwellen; Prüffragen stehen in questions.yaml";
        Failure::new(ExitKind::Content, few.to_string(), hint)
    })?;
    let path = folder.join("calibration.yaml");
    let before = library.thresholds(!library.has_meaning());
    let mut out = io::stdout().lock();
    write!(out, "{}\n{}", drawn.render(before), drawn.verdict())?;
    // Lines that stay are written again only where a file holds them: it says of which content they are.
    if drawn.serve() || library.guide.calibration.is_some() {
        std::fs::write(&path, drawn.file(library, before)).map_err(|error| {
            let sentence = format!("`{}` lässt sich nicht schreiben ({error})", path.display());
            Failure::unable(sentence, "prüfen Sie, ob Sie dort schreiben dürfen")
        })?;
        writeln!(out, "Geschrieben: {}", path.display())?;
    }
    Ok(match drawn.keeps_promises() {
        true => Success::Fine,
        false => Success::Short,
    })
}

fn unusable(error: &anyhow::Error) -> Failure {
    let hint = "eine solche Datei schreibt `lotse eval --save DATEI`";
    Failure::unable(format!("{error:#}"), hint)
}

fn told(
    report: &GoldenReport,
    shortfalls: &[String],
    changes: Option<&[String]>,
    json: bool,
) -> io::Result<()> {
    let mut out = io::stdout().lock();
    if json {
        let figures = json!({
            "figures": report.record.figures,
            "counts": report.counts,
            "misses": report.misses,
            "shortfalls": shortfalls,
            "changes": changes,
        });
        return writeln!(out, "{figures}");
    }
    write!(out, "{}", report.render())?;
    if let Some(changes) = changes {
        writeln!(out, "{} Änderungen", changes.len())?;
        for change in changes {
            writeln!(out, "* {change}")?;
        }
    }
    shortfalls
        .iter()
        .try_for_each(|shortfall| writeln!(out, "zu wenig: {shortfall}"))
}

//! `lotse check`: says everything that is wrong with a guide, in German, for those who write it.

mod against;
mod report;

use std::io::{self, Write};
use std::path::{Path, PathBuf};

use time::Date;

use crate::answer::Library;
use crate::knowledge::{self, Diagnostic, Guide, LoadError, Loaded};
use crate::language;
use crate::operations::settings::{EncoderChoice, Shared};

use super::outcome::{Failure, Success};
use super::{library, output, today};
use against::Comparison;
use report::CheckReport;

/// Checks the knowledge folder and says everything that is wrong with it.
#[derive(Debug, Clone, Default, clap::Args)]
pub struct CheckArgs {
    /// How faults are printed: for people, one JSON object a line for editors, or for GitHub's workflows.
    #[arg(long, value_enum, default_value_t = CheckFormat::Text)]
    pub format: CheckFormat,
    /// Shows all warnings, however many there are of one kind.
    #[arg(long)]
    pub all: bool,
    /// Shows how hard the texts are to read too (with `--format json` always).
    #[arg(long)]
    pub info: bool,
    /// Leaves out asking every question form whether it finds its own entry.
    #[arg(long)]
    pub no_search: bool,
    /// Says too what changes for people in the middle, compared with the guide in this folder (the one in service, say):
    /// what they ticked off and would lose, what follows. Exit code 1 if anything is lost.
    #[arg(long, value_name = "FOLDER")]
    pub against: Option<PathBuf>,
}

/// How faults are printed.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, clap::ValueEnum)]
pub enum CheckFormat {
    /// With the source line and a caret.
    #[default]
    Text,
    /// One JSON object a line.
    Json,
    /// Workflow commands, which GitHub shows beside the lines.
    Github,
}

/// Runs `lotse check`.
///
/// # Errors
/// When there is no guide to read, or when output fails.
pub fn run(shared: &Shared, args: &CheckArgs) -> Result<Success, Failure> {
    let colour = output::colour(shared.color, &io::stdout());
    let mut out = io::stdout().lock();
    // The one inside the program is nobody's to mend; who checks has forgotten to say where theirs is.
    let knowledge = shared.knowledge.on_disk().unwrap_or(Path::new("knowledge"));
    let success = check(knowledge, args, today(), colour, &mut out)?;
    // The language pack is compiled in; whoever changes it in the source learns here what is wrong with it.
    let pack = Path::new("language/de");
    let faults = match pack.is_dir() {
        true => language::check(pack),
        false => Vec::new(),
    };
    for fault in &faults {
        writeln!(out, "{fault}")?;
    }
    match faults.is_empty() {
        true => Ok(success),
        false => Ok(Success::Short),
    }
}

/// Checks a folder; faults go to `out`.
fn check(
    knowledge: &Path,
    args: &CheckArgs,
    today: Date,
    colour: bool,
    out: &mut dyn Write,
) -> Result<Success, Failure> {
    let loaded = knowledge::load(knowledge).map_err(no_guide)?;
    let wants_info = args.info || args.format == CheckFormat::Json;
    let asked = loaded.guide.as_ref().filter(|_| !args.no_search);
    let library = asked.and_then(searchable);
    let report = CheckReport::of(&loaded, today, wants_info, library.as_ref());
    match args.format {
        CheckFormat::Json => report.write_json(out)?,
        CheckFormat::Github => report.write_github(&knowledge.to_string_lossy(), out)?,
        CheckFormat::Text => report.write_text(&loaded, args.all, colour, out)?,
    }
    let Some(guide) = &loaded.guide else {
        if args.against.is_some() && args.format == CheckFormat::Text {
            writeln!(out, "Verglichen wird, wenn keine Fehler mehr da sind.")?;
        }
        return Ok(Success::Short);
    };
    let Some(before) = &args.against else {
        return Ok(Success::Fine);
    };
    let comparison = Comparison::with(before, guide)?;
    comparison.write(args.format, out)?;
    Ok(match comparison.loses() {
        true => Success::Short,
        false => Success::Fine,
    })
}

/// Everything that is to be said of what was read; question forms are asked where the library of its guide is given.
pub(super) fn findings(loaded: &Loaded, today: Date, library: Option<&Library>) -> Vec<Diagnostic> {
    CheckReport::of(loaded, today, true, library).into_findings()
}

/// What question forms are asked of; `None` where the guide cannot be searched.
fn searchable(guide: &Guide) -> Option<Library> {
    let library = Library::in_memory(guide.clone());
    let library = library
        .inspect_err(|error| tracing::warn!(%error, "the question forms were not asked"))
        .ok()?;
    // As a person is answered: by meaning. Forms that come with the program need no time.
    if let Ok(Some(encoder)) = library::encoder(&EncoderChoice::default()) {
        library::learn(&library, &encoder, None, |_, _| {});
    }
    Some(library)
}

/// Says to editors that there is no guide, and how to come by one.
pub(super) fn no_guide(error: LoadError) -> Failure {
    let (sentence, hint) = match error {
        LoadError::NoFolder(folder) => (
            format!("den Ordner `{}` gibt es hier nicht", folder.display()),
            "nennen Sie den Ordner Ihres Leitfadens mit `--knowledge ORDNER`; einen neuen legt `lotse init ORDNER` an",
        ),
        LoadError::NoManifest(folder) => (
            format!(
                "in `{}` liegt kein Leitfaden, denn die Datei `guide.yaml` fehlt",
                folder.display()
            ),
            "nennen Sie den Ordner, in dem sie liegt, mit `--knowledge ORDNER`; einen neuen Leitfaden legt `lotse init ORDNER` an",
        ),
        LoadError::Unreadable(folder, error) => (
            format!(
                "der Ordner `{}` lässt sich nicht lesen ({error})",
                folder.display()
            ),
            "prüfen Sie, ob Sie ihn öffnen dürfen",
        ),
    };
    Failure::unable(sentence, hint)
}

#[cfg(test)]
mod tests;

//! `lotse test`: plays the conversations that editors wrote beside their guide, in German for them.
//!
//! One library serves all of them, and each is a chat of its own ([`play`]); what of the guide they reach is counted in
//! [`coverage`].

mod coverage;
mod play;
mod report;

use std::io::{self, Write};
use std::path::{Path, PathBuf};

use crate::conversation::Moment;
use crate::knowledge::{ConversationTest, SourceFile, suggest};
use crate::operations::settings::Shared;

use super::check::no_guide;
use super::outcome::{ExitKind, Failure, Success};
use super::{library, output};
use coverage::Reached;
use report::{PlayedTest, TestReport};

/// When all conversations are had, so that none comes out otherwise on another day: Friday, 15 January 2027, 8:00 UTC.
const MOMENT: Moment = Moment(1_800_000_000);

/// How much of what no conversation reaches is told unasked.
const SHOWN_UNREACHED: usize = 5;

/// Which conversations are played, and how it is told.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Exit code 1 says that something was not as a conversation expects it. A new conversation is begun with `lotse new test`.

Examples:
  lotse test                             all conversations in tests/ of the guide
  lotse test knowledge/tests/auftrag.yaml
  lotse test auftrag                     the same one
  lotse test --missing                   everything that no conversation reaches, with file and line")]
pub struct TestArgs {
    /// Only these files, named by their path, or by their name in tests/ with or without ending.
    #[arg(value_name = "FILE")]
    pub files: Vec<PathBuf>,
    /// Shows all that no conversation reaches.
    #[arg(long)]
    pub missing: bool,
    /// What came of it as JSON.
    #[arg(long)]
    pub json: bool,
}

/// Plays them.
///
/// # Errors
/// When there is no guide or it has mistakes, when there is no such conversation or none at all, or when output fails.
pub fn run(shared: &Shared, args: &TestArgs) -> Result<Success, Failure> {
    let mut loaded = shared.knowledge.load().map_err(no_guide)?;
    let tests = std::mem::take(&mut loaded.tests);
    let (files, source_map) = (loaded.files.clone(), loaded.source_map.clone());
    let guide = library::whole(loaded, shared)?;
    let tests = chosen(&tests, &files, &args.files)?;
    let (library, _) = library::over(guide, shared)?;
    library::learn_with_progress(&library, shared)?;
    let mut reached = Reached::default();
    let played = tests.into_iter().map(|(file, test)| PlayedTest {
        file,
        test,
        failures: play::play(&library, test, MOMENT, &mut reached),
    });
    let played: Vec<PlayedTest<'_>> = played.collect();
    let (rows, unreached) = reached.measured(&library.guide, &files, &source_map);
    let report = TestReport {
        played,
        rows,
        unreached,
    };
    let mut out = io::stdout().lock();
    if args.json {
        writeln!(out, "{}", report.to_json())?;
    } else {
        let colour = output::colour(shared.color, &io::stdout());
        let most = if args.missing {
            usize::MAX
        } else {
            SHOWN_UNREACHED
        };
        write!(out, "{}", report.render(most, colour))?;
    }
    Ok(match report.failed() {
        0 => Success::Fine,
        _ => Success::Short,
    })
}

/// The conversations that were named, or all.
fn chosen<'a>(
    tests: &'a [ConversationTest],
    files: &'a [SourceFile],
    named: &[PathBuf],
) -> Result<Vec<(&'a SourceFile, &'a ConversationTest)>, Failure> {
    let tests = tests.iter();
    let tests = tests.filter_map(|test| Some((files.get(test.file)?, test)));
    let tests: Vec<_> = tests.collect();
    if tests.is_empty() {
        return Err(Failure::new(
            ExitKind::Content,
            "in diesem Leitfaden gibt es keine Gespräche",
            "einen anderen nennt `--knowledge ORDNER`; ein erstes Gespräch legt `lotse new test --to ORDNER/tests/NAME.yaml` an",
        ));
    }
    for name in named {
        if !tests.iter().any(|(file, _)| is_named(file, name)) {
            let shown = name.display().to_string();
            let stems = tests.iter().map(|(file, _)| stem(file));
            let all: Vec<&str> = stems.clone().collect();
            let otherwise = format!("es gibt {}", all.join(", "));
            let hint = suggest::hint(&shown, stems, otherwise);
            return Err(Failure::usage(
                format!("ein Gespräch `{shown}` gibt es nicht"),
                hint,
            ));
        }
    }
    let is_chosen =
        |file: &SourceFile| named.is_empty() || named.iter().any(|name| is_named(file, name));
    Ok(tests
        .into_iter()
        .filter(|(file, _)| is_chosen(file))
        .collect())
}

/// The name of a file in `tests/`, without ending.
fn stem(file: &SourceFile) -> &str {
    Path::new(&file.path)
        .file_stem()
        .and_then(|stem| stem.to_str())
        .unwrap_or_default()
}

/// Whether somebody means this file: by a path that ends like its own, or by its name.
fn is_named(file: &SourceFile, name: &Path) -> bool {
    let is_stem = name.as_os_str() == stem(file);
    let path = Path::new(&file.path);
    is_stem || name.ends_with(path) || path.ends_with(name)
}

#[cfg(test)]
mod tests;

//! Shows that what `lotse serve` promises is so: the real process over real HTTP, killed, stopped, flooded, fed
//! nonsense.
//!
//! `tests/crash/run` builds what is needed and passes its arguments on; `tests/crash/README.md` says what each promise
//! means and how it is counted. One line per promise; the exit code is 1 if one of them was broken.

mod dice;
mod ledger;
mod modes;
mod options;
mod process;
mod reminded;
mod report;
mod ring;
mod script;
mod town;

use std::fs;
use std::path::Path;
use std::process::ExitCode;

use mimalloc::MiMalloc;
use options::Options;
use report::Report;

#[global_allocator]
static MEMORY: MiMalloc = MiMalloc;

#[tokio::main]
async fn main() -> ExitCode {
    let options = match Options::parse(std::env::args().skip(1)) {
        Ok(options) => options,
        Err(problem) => {
            eprintln!("{problem}\n{}", options::HELP);
            return ExitCode::from(2);
        }
    };
    match run(&options).await {
        Ok(report) => report.print(),
        Err(error) => {
            eprintln!("cannot run: {error}");
            ExitCode::from(3)
        }
    }
}

async fn run(options: &Options) -> std::io::Result<Report> {
    let folder = tempfile::tempdir()?;
    let mut report = Report::new(!options.short);
    let place = options.place(folder.path());
    // A copy, so that whoever edits the guide meanwhile does not change what is to be seen.
    copy(&options.knowledge, &place.knowledge)?;
    if !place.build_index()?.success() {
        return Err(std::io::Error::other(
            "the index cannot be built; run `lotse check`",
        ));
    }
    modes::run(options, &place, &mut report).await?;
    report.scan(&place.output)?;
    Ok(report)
}

/// Copies a folder with everything in it.
fn copy(from: &Path, to: &Path) -> std::io::Result<()> {
    fs::create_dir_all(to)?;
    for entry in fs::read_dir(from)? {
        let entry = entry?;
        let to = to.join(entry.file_name());
        if entry.file_type()?.is_dir() {
            copy(&entry.path(), &to)?;
        } else {
            fs::copy(entry.path(), to)?;
        }
    }
    Ok(())
}

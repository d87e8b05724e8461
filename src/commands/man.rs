//! `lotse man DIR`: the manual pages, one of each command, made from the table of commands; for packages.

use std::fs;
use std::path::PathBuf;

use super::outcome::{Failure, Success};

/// Where to.
#[derive(Debug, clap::Args)]
#[command(after_help = "Example:\n  lotse man target/man && man target/man/lotse-check.1")]
pub struct ManArgs {
    /// The folder; it comes into being if it is not there.
    #[arg(value_name = "DIR")]
    pub folder: PathBuf,
}

/// Writes the pages of a table of commands.
///
/// # Errors
/// When they cannot be written.
pub fn run(args: &ManArgs, commands: clap::Command) -> Result<Success, Failure> {
    let written = fs::create_dir_all(&args.folder)
        .and_then(|()| clap_mangen::generate_to(commands, &args.folder));
    written.map_err(|error| {
        Failure::unable(
            format!("`{}` cannot be written: {error}", args.folder.display()),
            "name a folder that may be written to",
        )
    })?;
    Ok(Success::Fine)
}

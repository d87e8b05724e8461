//! `lotse backup`: copies the journal to a file, also while `serve` is running.

use std::path::PathBuf;

use crate::operations::settings::Shared;
use crate::sessions;

use super::outcome::{Failure, Success};

/// Where the copy goes.
#[derive(Debug, Clone, clap::Args)]
#[command(after_help = "\
The copy is one file with everything that was kept when it began, checked from end to end. To put it back: stop Lotse,
delete the files in the data folder that begin with `journal.`, copy the backup there as `journal.sqlite3`, start.
What people have deleted since is in the copy; so keep backups no longer than your privacy notice says.

Examples:
  lotse backup /var/backups/lotse.sqlite3
  lotse --data /var/lib/lotse backup lotse-$(date +%F).sqlite3")]
pub struct BackupArgs {
    /// A file that does not exist yet.
    #[arg(value_name = "FILE")]
    pub file: PathBuf,
}

/// Copies the journal of the data folder.
///
/// # Errors
/// When there is none, when it is damaged, or when the copy cannot be written.
pub fn run(shared: &Shared, args: &BackupArgs) -> Result<Success, Failure> {
    sessions::backup(&shared.data, &args.file)
        .map(|()| Success::Fine)
        .map_err(|error| Failure::unable(error.to_string(), error.hint()))
}

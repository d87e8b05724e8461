//! A copy of a journal in one file, made while it is in use.
//!
//! The copy is SQLite's own online backup: what was committed when it began, and nothing half done. It is checked from
//! end to end before it gets its name, so a file of that name can be put back as it is.

use std::fs::{self, File};
use std::path::{Path, PathBuf};

use rusqlite::Connection;
use rusqlite::backup::{Backup, StepResult};

use super::fault::OpenError;
use super::open::{self, FILE};
use super::{check, schema, system};

/// Why there is no backup.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum BackupError {
    /// The journal cannot be read.
    #[error(transparent)]
    Journal(OpenError),
    /// There is none.
    #[error("there is no journal in `{}`", .0.display())]
    Nothing(PathBuf),
    /// Something of that name is there.
    #[error("`{}` exists", .0.display())]
    Taken(PathBuf),
    /// The copy cannot be written.
    #[error("`{}` cannot be written: {what}", .path.display())]
    Unwritable {
        /// Where to.
        path: PathBuf,
        /// What the system says.
        what: String,
    },
}

impl BackupError {
    /// What to do about it.
    pub fn hint(&self) -> String {
        match self {
            BackupError::Journal(error) => error.hint(),
            BackupError::Nothing(_) => {
                "name the folder that `lotse serve` uses with `--data`".to_owned()
            }
            BackupError::Taken(_) => {
                "name a file that does not exist; backups are never overwritten".to_owned()
            }
            BackupError::Unwritable { .. } => {
                "check that the folder exists, may be written to, and has room".to_owned()
            }
        }
    }
}

impl From<BackupError> for OpenError {
    /// Why the copy that is made first could not be made.
    fn from(error: BackupError) -> Self {
        match error {
            BackupError::Journal(error) => error,
            BackupError::Unwritable { path, what } => OpenError::Inaccessible { path, what },
            BackupError::Nothing(path) | BackupError::Taken(path) => OpenError::Inaccessible {
                what: "somebody else changes the folder".to_owned(),
                path,
            },
        }
    }
}

/// Copies the journal of a data folder to a new file.
///
/// # Errors
/// When the journal is missing or damaged, or the file exists or cannot be written.
pub fn backup(folder: &Path, to: &Path) -> Result<(), BackupError> {
    if to.exists() {
        return Err(BackupError::Taken(to.to_owned()));
    }
    let (journal, path) = open_of(folder)?;
    copy(&journal, &path, to)
}

/// Copies an open journal to a file that is not there.
pub(super) fn copy(journal: &Connection, path: &Path, to: &Path) -> Result<(), BackupError> {
    let mut draft = to.as_os_str().to_owned();
    draft.push(".part");
    let draft = PathBuf::from(draft);
    let done = write(journal, path, &draft).and_then(|()| publish(&draft, to));
    if done.is_err() {
        // What is half done is of no use; if it cannot be removed either, the error above says why.
        let _ = fs::remove_file(&draft);
    }
    done
}

/// Opens the journal of a data folder for reading, beside whoever writes it.
pub(super) fn open_of(folder: &Path) -> Result<(Connection, PathBuf), BackupError> {
    let path = folder.join(FILE);
    if !path.exists() {
        return Err(BackupError::Nothing(folder.to_owned()));
    }
    let journal = open_journal(&path).map_err(BackupError::Journal)?;
    Ok((journal, path))
}

fn open_journal(path: &Path) -> Result<Connection, OpenError> {
    // Through SQLite, never beside it: to close a file that SQLite has open in this process takes its locks away.
    let failed = |error: rusqlite::Error| OpenError::of_sqlite(path, &error);
    let db = open::open_reader(path).map_err(failed)?;
    if !schema::is_ours(&db).map_err(failed)? {
        return Err(OpenError::Foreign(path.to_owned()));
    }
    open::refuse_newer(&db, path)?;
    Ok(db)
}

fn write(journal: &Connection, path: &Path, draft: &Path) -> Result<(), BackupError> {
    let unwritable = |what: String| BackupError::Unwritable {
        path: draft.to_owned(),
        what,
    };
    // A draft that is left over is of a backup that was cut off.
    if draft.exists() {
        fs::remove_file(draft).map_err(|error| unwritable(error.to_string()))?;
    }
    system::create_private(draft).map_err(|error| unwritable(error.to_string()))?;
    crash_point!("backup.begun");
    let mut copy = open::connect(draft).map_err(|error| unwritable(error.to_string()))?;
    let step = Backup::new(journal, &mut copy).and_then(|backup| backup.step(-1));
    match step {
        Ok(StepResult::Done) => {}
        Ok(_) => return Err(unwritable("the journal is locked".to_owned())),
        Err(error) => return Err(unwritable(error.to_string())),
    }
    crash_point!("backup.copied");
    let fault = copy
        .pragma_update_and_check(None, "journal_mode", "DELETE", |_| Ok(()))
        .and_then(|()| check::whole(&copy))
        .map_err(|error| unwritable(error.to_string()))?;
    match fault {
        None => Ok(()),
        Some(what) => Err(BackupError::Journal(OpenError::Damaged {
            path: path.to_owned(),
            what,
        })),
    }
}

fn publish(draft: &Path, to: &Path) -> Result<(), BackupError> {
    let folder = match to.parent() {
        Some(folder) if folder != Path::new("") => folder,
        _ => Path::new("."),
    };
    crash_point!("backup.before-name");
    File::open(draft)
        .and_then(|copy| copy.sync_all())
        .and_then(|()| fs::rename(draft, to))
        .and_then(|()| system::sync_folder(folder))
        .map_err(|error| BackupError::Unwritable {
            path: to.to_owned(),
            what: error.to_string(),
        })
}

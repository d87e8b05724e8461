//! Why a journal file cannot be opened, and what SQLite's errors mean for one that is open.
//!
//! What may pass by itself (disk full, read-only, locked) is [`JournalError::Unavailable`]. A flush that failed, and a
//! file that is not what it was, are [`JournalError::Broken`]: after a failed flush nobody knows what is on the disk,
//! and only a new process that reads the file anew does. No error quotes what is kept.

use std::io;
use std::path::{Path, PathBuf};

use rusqlite::ffi;

use crate::sessions::JournalError;

/// Why a journal cannot be opened.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum OpenError {
    /// Another process has the folder.
    #[error("another Lotse is using the data folder `{}`", .0.display())]
    InUse(PathBuf),
    /// The file or folder cannot be read or written.
    #[error("`{}` cannot be used: {what}", .path.display())]
    Inaccessible {
        /// Which.
        path: PathBuf,
        /// What the system says.
        what: String,
    },
    /// Something was kept here, and the file is gone.
    #[error("the journal `{}` is missing, although Lotse has kept something there", .0.display())]
    Missing(PathBuf),
    /// It is a file of something else.
    #[error("`{}` is not a journal of Lotse", .0.display())]
    Foreign(PathBuf),
    /// It holds what people told another bot.
    #[error("the journal `{}` belongs to the bot {kept}, not to the bot {asked}", .path.display())]
    OtherBot {
        /// The file.
        path: PathBuf,
        /// Whose it is.
        kept: i64,
        /// Who asked for it.
        asked: i64,
    },
    /// A newer version has written it.
    #[error(
        "the journal `{}` was written by a newer Lotse (form {found}; this one knows {known})",
        .path.display()
    )]
    Newer {
        /// The file.
        path: PathBuf,
        /// Its form.
        found: i64,
        /// The newest form known here.
        known: i64,
    },
    /// It ends before what was acknowledged: an old copy, or the `-wal` file beside it is lost or damaged.
    #[error(
        "the journal `{}` ends at commit {found}, but {noted} were acknowledged",
        .path.display()
    )]
    Behind {
        /// The file.
        path: PathBuf,
        /// Its last commit.
        found: u64,
        /// The last commit that was acknowledged.
        noted: u64,
    },
    /// It is not what was written.
    #[error("the journal `{}` is damaged: {what}", .path.display())]
    Damaged {
        /// The file.
        path: PathBuf,
        /// What is wrong with it.
        what: String,
    },
}

impl OpenError {
    /// What to do about it.
    pub fn hint(&self) -> String {
        match self {
            OpenError::InUse(_) => {
                "stop the other one first, or give this one a folder of its own with `--data`"
                    .to_owned()
            }
            OpenError::Inaccessible { .. } => {
                "check that the folder exists, belongs to the user Lotse runs as, and that the disk is neither full \
                 nor read-only"
                    .to_owned()
            }
            OpenError::Missing(path) => format!(
                "put `{}` back, from a backup if need be; to begin with nothing, empty the folder",
                path.display()
            ),
            OpenError::Foreign(_) => {
                "name Lotse's own folder with `--data`, or move that file away".to_owned()
            }
            OpenError::OtherBot { .. } => {
                "set the token of that bot, or give this bot a folder of its own with `--data`"
                    .to_owned()
            }
            OpenError::Newer { known, .. } => format!(
                "use the newer Lotse, or put back a backup from before the update: for a day, or until a chat is \
                 forgotten, `journal-form-{known}.sqlite3` beside it is one"
            ),
            OpenError::Behind { path, .. } => format!(
                "put back the newest `{0}` together with its `{0}-wal`; to go on from this older copy all the same, \
                 delete `{1}`",
                path.display(),
                path.with_file_name(super::lock::FILE).display(),
            ),
            OpenError::Damaged { path, .. } => format!(
                "put back a backup: keep the damaged files, delete `{}` and the files beginning with `{}`, copy the \
                 backup there under that name",
                path.with_file_name(super::lock::FILE).display(),
                path.display(),
            ),
        }
    }

    pub(super) fn of_system(path: &Path, error: &io::Error) -> Self {
        OpenError::Inaccessible {
            path: path.to_owned(),
            what: error.to_string(),
        }
    }

    pub(super) fn of_sqlite(path: &Path, error: &rusqlite::Error) -> Self {
        let (path, what) = (path.to_owned(), error.to_string());
        if means_damage(error) {
            OpenError::Damaged { path, what }
        } else {
            OpenError::Inaccessible { path, what }
        }
    }
}

/// What an error of an open journal means.
pub(super) fn judge(path: &Path, error: &rusqlite::Error) -> JournalError {
    let file = path.display();
    if means_damage(error) {
        return JournalError::Broken(format!("`{file}` is damaged: {error}"));
    }
    match extended_code(error) {
        Some(ffi::SQLITE_IOERR_FSYNC | ffi::SQLITE_IOERR_DIR_FSYNC) => unflushed(path, error),
        Some(ffi::SQLITE_IOERR_READ | ffi::SQLITE_IOERR_DATA) => {
            JournalError::Broken(format!("`{file}` cannot be read: {error}"))
        }
        _ => JournalError::Unavailable(format!("`{file}`: {error}")),
    }
}

/// What a flush that failed means.
pub(super) fn unflushed(path: &Path, error: &dyn std::error::Error) -> JournalError {
    let file = path.display();
    JournalError::Broken(format!("`{file}` cannot be flushed to the disk: {error}"))
}

fn means_damage(error: &rusqlite::Error) -> bool {
    use rusqlite::Error::{
        FromSqlConversionFailure, IntegralValueOutOfRange, InvalidColumnType, QueryReturnedNoRows,
        SqliteFailure, Utf8Error,
    };
    match error {
        SqliteFailure(failure, _) => {
            let primary = failure.extended_code & 0xff;
            // A statement that no longer fits the schema, or a number that is taken: only damage brings that about.
            matches!(
                primary,
                ffi::SQLITE_CORRUPT
                    | ffi::SQLITE_NOTADB
                    | ffi::SQLITE_ERROR
                    | ffi::SQLITE_CONSTRAINT
                    | ffi::SQLITE_MISMATCH
                    | ffi::SQLITE_FORMAT
            ) || failure.extended_code == ffi::SQLITE_IOERR_SHORT_READ
        }
        FromSqlConversionFailure(..)
        | IntegralValueOutOfRange(..)
        | InvalidColumnType(..)
        | QueryReturnedNoRows
        | Utf8Error(..) => true,
        _ => false,
    }
}

fn extended_code(error: &rusqlite::Error) -> Option<i32> {
    match error {
        rusqlite::Error::SqliteFailure(failure, _) => Some(failure.extended_code),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_may_pass_is_unavailable_and_what_may_not_is_broken() {
        let judged = |code| {
            let error = rusqlite::Error::SqliteFailure(ffi::Error::new(code), None);
            judge(Path::new("data/journal.sqlite3"), &error)
        };
        for code in [
            ffi::SQLITE_FULL,
            ffi::SQLITE_READONLY,
            ffi::SQLITE_BUSY,
            ffi::SQLITE_IOERR_WRITE,
            ffi::SQLITE_IOERR_SHMSIZE,
            ffi::SQLITE_CANTOPEN,
            ffi::SQLITE_NOMEM,
        ] {
            assert!(
                matches!(judged(code), JournalError::Unavailable(_)),
                "{code}"
            );
        }
        for code in [
            ffi::SQLITE_IOERR_FSYNC,
            ffi::SQLITE_IOERR_DIR_FSYNC,
            ffi::SQLITE_IOERR_SHORT_READ,
            ffi::SQLITE_CORRUPT,
            ffi::SQLITE_CORRUPT_INDEX,
            ffi::SQLITE_NOTADB,
        ] {
            assert!(matches!(judged(code), JournalError::Broken(_)), "{code}");
        }
    }
}

//! The journal on disk, beyond what every journal passes: reopened, killed, damaged, shared, erased, copied.
//!
//! [`Disk`] is a data folder of its own. A kill is a copy of its files as they lie there while the journal is open:
//! that is what a new process would find.

mod copied;
mod damaged;
mod erased;
mod grouped;
mod killed;
mod model;
mod older;
mod refused;

use std::fs;
use std::path::PathBuf;

use tempfile::TempDir;

use super::{OpenError, SqliteJournal};

/// A data folder.
struct Disk(TempDir);

const BOT: i64 = 4711;

impl Disk {
    fn new() -> Self {
        Self(tempfile::tempdir().unwrap())
    }

    fn open(&self) -> Result<SqliteJournal, OpenError> {
        SqliteJournal::open(self.0.path(), BOT)
    }

    fn file(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    /// What a new process finds if this one is killed now.
    fn killed(&self) -> Self {
        let copy = Self::new();
        for name in ["journal.sqlite3", "journal.sqlite3-wal", "journal.lock"] {
            if self.file(name).exists() {
                fs::copy(self.file(name), copy.file(name)).unwrap();
            }
        }
        copy
    }

    /// All bytes that lie in the folder.
    fn bytes(&self) -> Vec<u8> {
        let files = fs::read_dir(self.0.path()).unwrap();
        files
            .flat_map(|file| fs::read(file.unwrap().path()).unwrap())
            .collect()
    }
}

fn contains(haystack: &[u8], needle: &str) -> bool {
    haystack
        .windows(needle.len())
        .any(|window| window == needle.as_bytes())
}

/// An open that was refused: what it says, with the folder's name taken out.
fn refusal(disk: &Disk, opened: Result<SqliteJournal, OpenError>) -> String {
    let folder = disk.0.path().display().to_string();
    let error = opened.err().unwrap();
    assert!(!error.hint().is_empty());
    error.to_string().replace(&folder, "data")
}

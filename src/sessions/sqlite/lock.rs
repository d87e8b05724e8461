//! The lock on the data folder, and in its file the number of the last commit that was acknowledged, with the
//! [`attempts`](super::attempts) behind it.
//!
//! The lock keeps a second process out; the system takes it back when its holder ends, however it ends. The number is
//! written after each flush, unsynced: it may lag behind the journal, never run ahead of it. So a journal that ends
//! before it has lost something (an old copy put back, a `-wal` file lost or damaged), which SQLite alone would take
//! for a torn end and pass over in silence.

use std::fs::{File, TryLockError};
use std::io::Read;
use std::path::Path;

use super::fault::OpenError;
use super::system;

/// The name of the lock's file.
pub(super) const FILE: &str = "journal.lock";

/// The lock on a data folder; given up when dropped.
#[derive(Debug)]
pub(super) struct Lock {
    file: File,
    noted: u64,
    left: String,
}

impl Lock {
    /// Takes the lock of a folder.
    pub(super) fn take(folder: &Path) -> Result<Self, OpenError> {
        let path = folder.join(FILE);
        let failed = |error: &std::io::Error| OpenError::of_system(&path, error);
        let mut file = system::open_private(&path).map_err(|error| failed(&error))?;
        match file.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => return Err(OpenError::InUse(folder.to_owned())),
            Err(TryLockError::Error(error)) => return Err(failed(&error)),
        }
        let mut text = Vec::new();
        file.read_to_end(&mut text)
            .map_err(|error| failed(&error))?;
        let text = String::from_utf8_lossy(&text);
        let (number, left) = text.split_at_checked(NUMBER).unwrap_or((&text, ""));
        Ok(Self {
            file,
            noted: parse(number),
            left: left.to_owned(),
        })
    }

    /// What stood behind the number when the lock was taken.
    pub(super) fn left(&self) -> &str {
        &self.left
    }

    /// Writes something behind the number, over what stands there.
    pub(super) fn note_beside(&self, text: &str) -> std::io::Result<()> {
        system::write_at(&self.file, text.as_bytes(), NUMBER as u64)
    }

    /// The last commit that was known to be acknowledged when the lock was taken; 0 before the first.
    pub(super) fn noted(&self) -> u64 {
        self.noted
    }

    /// Notes that everything up to this commit is on disk.
    pub(super) fn note(&self, commit: u64) {
        // A note that fails makes the next start less watchful, nothing more.
        let _ = system::write_at(&self.file, format!("{commit:020}\n").as_bytes(), 0);
    }
}

/// How many bytes the number takes, with the end of its line.
const NUMBER: usize = 21;

/// The number that stands there; anything else counts as nothing.
fn parse(text: &str) -> u64 {
    text.trim().parse().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_folder_has_one_holder_and_remembers_the_last_number() {
        let folder = tempfile::tempdir().unwrap();
        let lock = Lock::take(folder.path()).unwrap();
        assert_eq!(lock.noted(), 0);
        assert!(matches!(
            Lock::take(folder.path()),
            Err(OpenError::InUse(_))
        ));
        lock.note(7);
        lock.note(12);
        drop(lock);
        assert_eq!(Lock::take(folder.path()).unwrap().noted(), 12);
    }

    #[test]
    fn what_is_no_number_counts_as_nothing() {
        for (text, expected) in [("", 0), ("x", 0), ("-3", 0), ("\0\0", 0), ("0004\n", 4)] {
            assert_eq!(parse(text), expected, "{text:?}");
        }
    }
}

//! Whether the journal's files still are where they were opened.
//!
//! Who removes or replaces the files of a journal in use leaves it writing into files that no later start finds. The
//! system goes on as if nothing were wrong, so nobody but the journal can notice.

use std::io;
use std::path::{Path, PathBuf};

use super::system::identity;
use crate::sessions::JournalError;

/// The files that are open, with what the system tells them apart by.
pub(super) struct Presence(Vec<(PathBuf, (u64, u64))>);

impl Presence {
    /// Remembers which files lie at these paths.
    pub(super) fn of<'a>(paths: impl IntoIterator<Item = &'a Path>) -> io::Result<Self> {
        let files = paths.into_iter();
        let known = files.map(|path| Ok((path.to_owned(), identity(path)?)));
        known.collect::<io::Result<_>>().map(Self)
    }

    /// Fails if another file, or none, lies at one of the paths.
    pub(super) fn check(&self) -> Result<(), JournalError> {
        for (path, opened) in &self.0 {
            let found = identity(path);
            if found.as_ref().ok() != Some(opened) {
                let file = path.display();
                let what = found.map_or_else(|error| error.to_string(), |_| "replaced".to_owned());
                return Err(JournalError::Gone(format!("`{file}`: {what}")));
            }
        }
        Ok(())
    }
}

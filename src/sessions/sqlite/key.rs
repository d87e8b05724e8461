//! The key that judgements are hashed with: a file of its own beside the journal, so that no backup of the journal can
//! say whose a hash is.
//!
//! It comes into being at the first start and stays. If it is lost, hashes that wait for a second and third chat
//! match nothing any more and lapse; what is readable stays readable.

use std::fmt;
use std::fs;
use std::io::{self, Write};
use std::path::Path;

use sha2::{Digest, Sha256};

use super::system;

/// The name of its file.
const FILE: &str = "feedback.key";

/// How many bytes of a hash are kept.
pub(super) const LENGTH: usize = 16;

/// A key.
#[derive(Clone, PartialEq, Eq)]
pub(super) struct FeedbackKey([u8; 32]);

impl FeedbackKey {
    /// The key of a data folder; drawn and written down if there is none.
    pub(super) fn of(folder: &Path) -> io::Result<Self> {
        let path = folder.join(FILE);
        match fs::read(&path) {
            Ok(bytes) => {
                if let Ok(key) = bytes.try_into() {
                    return Ok(Self(key));
                }
                tracing::warn!("the key for judgements is not whole; a new one is drawn");
            }
            Err(error) if error.kind() == io::ErrorKind::NotFound => {}
            Err(error) => return Err(error),
        }
        let key = Self::new();
        key.write(folder, &path)?;
        Ok(key)
    }

    /// Draws a key.
    pub(super) fn new() -> Self {
        Self(rand::random())
    }

    /// The hash of something of a kind.
    pub(super) fn hash(&self, kind: &str, parts: &[&[u8]]) -> [u8; LENGTH] {
        let mut hash = Sha256::new();
        hash.update(self.0);
        hash.update(kind);
        for part in parts {
            hash.update((part.len() as u64).to_le_bytes());
            hash.update(part);
        }
        let mut short = [0; LENGTH];
        short.copy_from_slice(&hash.finalize()[..LENGTH]);
        short
    }

    fn write(&self, folder: &Path, path: &Path) -> io::Result<()> {
        let draft = path.with_extension("key.new");
        if draft.exists() {
            fs::remove_file(&draft)?;
        }
        let mut file = system::create_private(&draft)?;
        file.write_all(&self.0)?;
        file.sync_all()?;
        fs::rename(&draft, path)?;
        system::sync_folder(folder)
    }
}

/// Shows that it is a key, never which.
impl fmt::Debug for FeedbackKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("FeedbackKey(…)")
    }
}

#[cfg(test)]
mod tests {
    use std::os::unix::fs::PermissionsExt;

    use super::*;

    #[test]
    fn the_key_stays_and_only_its_owner_may_read_it() {
        let folder = tempfile::tempdir().unwrap();
        let key = FeedbackKey::of(folder.path()).unwrap();
        assert_eq!(FeedbackKey::of(folder.path()).unwrap(), key);
        let kept = fs::metadata(folder.path().join(FILE)).unwrap();
        assert_eq!(kept.permissions().mode() & 0o777, 0o600);
        assert_eq!(format!("{key:?}"), "FeedbackKey(…)");
    }

    #[test]
    fn half_a_key_is_replaced() {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join(FILE), [7; 5]).unwrap();
        let key = FeedbackKey::of(folder.path()).unwrap();
        assert_eq!(FeedbackKey::of(folder.path()).unwrap(), key);
    }
}

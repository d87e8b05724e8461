//! The manifest of an index on disk: written last, so that a folder with a fitting one is whole.
//!
//! It names every file with its length and checksum. Lengths are compared at every opening; checksums too while the
//! index is small enough for that to take milliseconds.

use std::io::{self, Read};
use std::path::Path;

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use tantivy::directory::Directory;

use super::fingerprint::hex;

/// The file's name.
pub(super) const MANIFEST: &str = "manifest.json";

/// Bytes up to which an index is read through at every opening.
const SMALL: u64 = 32 * 1024 * 1024;

/// What lies in the folder of an index.
#[derive(Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Manifest {
    fingerprint: String,
    files: Vec<Listed>,
}

/// A file of the index.
#[derive(Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Listed {
    name: String,
    bytes: u64,
    sha256: String,
}

impl Manifest {
    /// Lists files as they lie in a directory.
    pub(super) fn of(
        fingerprint: &str,
        directory: &dyn Directory,
        names: Vec<String>,
    ) -> io::Result<Self> {
        let files = names
            .into_iter()
            .map(|name| {
                let content = open(directory, &name)?;
                Ok(Listed {
                    bytes: content.len() as u64,
                    sha256: checksum(&content)?,
                    name,
                })
            })
            .collect::<io::Result<_>>()?;
        Ok(Self {
            fingerprint: fingerprint.to_owned(),
            files,
        })
    }

    /// Reads the manifest of a directory.
    pub(super) fn read(directory: &dyn Directory) -> io::Result<Self> {
        let content = directory
            .atomic_read(Path::new(MANIFEST))
            .map_err(io::Error::other)?;
        Ok(serde_json::from_slice(&content)?)
    }

    /// Renders it for writing.
    pub(super) fn to_bytes(&self) -> io::Result<Vec<u8>> {
        Ok(serde_json::to_vec_pretty(self)?)
    }

    /// Compares a directory with what the manifest says; the error is the first difference.
    pub(super) fn check(&self, fingerprint: &str, directory: &dyn Directory) -> Result<(), String> {
        if self.fingerprint != fingerprint {
            return Err(format!("`{MANIFEST}` belongs to other content"));
        }
        let small = self.files.iter().map(|file| file.bytes).sum::<u64>() <= SMALL;
        self.files
            .iter()
            .try_for_each(|file| file.check(directory, small))
    }
}

impl Listed {
    fn check(&self, directory: &dyn Directory, thoroughly: bool) -> Result<(), String> {
        let name = &self.name;
        let content = open(directory, name).map_err(|_| format!("`{name}` is missing"))?;
        if content.len() as u64 != self.bytes {
            return Err(format!(
                "`{name}` has {} bytes instead of {}",
                content.len(),
                self.bytes
            ));
        }
        if thoroughly && checksum(&content).ok().as_ref() != Some(&self.sha256) {
            return Err(format!("`{name}` is damaged"));
        }
        Ok(())
    }
}

fn open(directory: &dyn Directory, name: &str) -> io::Result<tantivy::directory::OwnedBytes> {
    let file = directory
        .open_read(Path::new(name))
        .map_err(io::Error::other)?;
    file.read_bytes()
}

fn checksum(content: &[u8]) -> io::Result<String> {
    let mut hash = Sha256::new();
    let mut rest = content;
    let mut block = [0; 64 * 1024];
    loop {
        let read = rest.read(&mut block)?;
        if read == 0 {
            return Ok(hex(&hash.finalize()));
        }
        hash.update(&block[..read]);
    }
}

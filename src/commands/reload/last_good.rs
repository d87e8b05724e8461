//! The last guide that was good, kept beside the index: what is served where the folder holds mistakes at the start.
//!
//! It is a copy of the folder's files, so it is read and checked like any guide, by whatever version of the program. It
//! knows which folder it is of; a folder that is named by mistake does not bring back another one's guide.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use crate::knowledge::{self, Guide};

use super::Stamps;

/// The largest file that belongs to a guide: a picture as Telegram takes it.
const LARGEST: u64 = 10 << 20;

/// The place of the copy.
pub struct LastGood(PathBuf);

impl LastGood {
    /// The copy beside this index.
    pub fn beside(index: &Path) -> Self {
        Self(index.join("last-good"))
    }

    /// Keeps a copy of the folder as it was when it was looked at; does nothing if it was written to since.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn keep(&self, folder: &Path, looked: &Stamps) -> io::Result<()> {
        let unfinished = self.0.with_extension("new");
        remove(&unfinished)?;
        for (path, size) in looked.files().filter(|(_, size)| *size <= LARGEST) {
            let Ok(relative) = path.strip_prefix(folder) else {
                continue;
            };
            let copy = unfinished.join("knowledge").join(relative);
            fs::create_dir_all(copy.parent().unwrap_or(&unfinished))?;
            // The bytes alone: who may read the folder is no matter of the copy.
            let bytes = fs::read(path)?;
            if bytes.len() as u64 == size {
                fs::write(copy, bytes)?;
            }
        }
        fs::write(unfinished.join("folder"), name(folder).as_encoded_bytes())?;
        if Stamps::of(folder) != *looked {
            return remove(&unfinished);
        }
        remove(&self.0)?;
        fs::rename(&unfinished, &self.0)
    }

    /// The guide of the copy, if there is one of this folder and it is good.
    pub fn guide(&self, folder: &Path) -> Option<Guide> {
        let of = fs::read(self.0.join("folder")).ok()?;
        if of != name(folder).as_encoded_bytes() {
            return None;
        }
        knowledge::load(&self.0.join("knowledge")).ok()?.guide
    }
}

/// The whole path of a folder, also of one that is not there.
fn name(folder: &Path) -> std::ffi::OsString {
    let whole = std::path::absolute(folder);
    whole.unwrap_or_else(|_| folder.to_owned()).into_os_string()
}

fn remove(folder: &Path) -> io::Result<()> {
    match fs::remove_dir_all(folder) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_copy_is_of_one_folder_and_as_good_as_it_was() {
        let place = tempfile::tempdir().unwrap();
        let klein = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/guides/klein");
        let kept = LastGood::beside(&place.path().join("index"));
        assert_eq!(kept.guide(&klein), None);
        for _again in 0..2 {
            kept.keep(&klein, &Stamps::of(&klein)).unwrap();
        }
        let guide = knowledge::load(&klein).unwrap().guide;
        assert_eq!(kept.guide(&klein), guide);
        assert_eq!(kept.guide(place.path()), None);
    }

    #[test]
    fn what_was_written_to_meanwhile_is_not_kept() {
        let place = tempfile::tempdir().unwrap();
        let folder = place.path().join("knowledge");
        fs::create_dir(&folder).unwrap();
        fs::write(folder.join("guide.yaml"), "a").unwrap();
        let looked = Stamps::of(&folder);
        fs::write(folder.join("glossary.yaml"), "b").unwrap();
        let kept = LastGood::beside(&place.path().join("index"));
        kept.keep(&folder, &looked).unwrap();
        assert!(!place.path().join("index/last-good").exists());
    }
}

//! What a folder looks like from outside: its files with size and times, without reading them.
//!
//! Two looks that are equal mean that nothing was written in between, as far as the file system tells. Hidden files
//! (what editors keep beside the file they write) do not count.

use std::collections::BTreeMap;
use std::fs::{self, Metadata};
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use crate::knowledge::GuideFolder;

/// How deep folders are looked into; a guide needs two, and a link that leads into itself ends here.
const DEPTH: usize = 4;

/// The files of a folder as they look from outside.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stamps(BTreeMap<PathBuf, Stamp>);

/// Size, time of the last write, and time of the last change of any kind, which no tool can set back.
type Stamp = (u64, Option<SystemTime>, (i64, i64));

impl Stamps {
    /// Looks at the folder of a guide; the one inside the program has none and never changes.
    pub fn of_guide(guide: &GuideFolder) -> Self {
        let nothing = || Self(BTreeMap::new());
        guide.on_disk().map_or_else(nothing, Self::of)
    }

    /// Looks at a folder; what cannot be looked at counts as absent.
    pub fn of(folder: &Path) -> Self {
        let mut stamps = BTreeMap::new();
        collect(folder, DEPTH, &mut stamps);
        Self(stamps)
    }

    /// The files with their sizes.
    pub fn files(&self) -> impl Iterator<Item = (&Path, u64)> {
        self.0.iter().map(|(path, stamp)| (path.as_path(), stamp.0))
    }
}

fn collect(folder: &Path, depth: usize, stamps: &mut BTreeMap<PathBuf, Stamp>) {
    let Ok(entries) = fs::read_dir(folder) else {
        return;
    };
    for entry in entries.flatten() {
        if entry.file_name().to_string_lossy().starts_with('.') {
            continue;
        }
        let path = entry.path();
        // Follows links, as reading does.
        match fs::metadata(&path) {
            Ok(about) if about.is_dir() && depth > 1 => collect(&path, depth - 1, stamps),
            Ok(about) if about.is_file() => {
                stamps.insert(path, stamp(&about));
            }
            _ => {}
        }
    }
}

fn stamp(about: &Metadata) -> Stamp {
    (about.len(), about.modified().ok(), changed(about))
}

#[cfg(unix)]
fn changed(about: &Metadata) -> (i64, i64) {
    use std::os::unix::fs::MetadataExt;
    (about.ctime(), about.ctime_nsec())
}

/// Windows does not show it; what it shows is when the file was made.
#[cfg(windows)]
fn changed(about: &Metadata) -> (i64, i64) {
    use std::os::windows::fs::MetadataExt;
    (0, about.creation_time().cast_signed())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whatever_is_done_to_a_file_shows_and_hidden_files_do_not() {
        let folder = tempfile::tempdir().unwrap();
        let path = |name: &str| folder.path().join(name);
        fs::create_dir(path("steps")).unwrap();
        fs::write(path("guide.yaml"), "title: Alt").unwrap();
        let mut last = Stamps::of(folder.path());
        let mut differs = |what: &str| {
            let now = Stamps::of(folder.path());
            assert_eq!(now == last, what.starts_with("same"), "{what}");
            last = now;
        };
        differs("same: nothing was done");
        fs::write(path("guide.yaml"), "title: Länger").unwrap();
        differs("longer");
        fs::write(path("steps/1.yaml"), "step: 1").unwrap();
        differs("a new file");
        fs::rename(path("steps/1.yaml"), path("steps/2.yaml")).unwrap();
        differs("another name");
        fs::write(path(".guide.yaml.swp"), "x").unwrap();
        differs("same: a hidden file");
        fs::remove_file(path("steps/2.yaml")).unwrap();
        differs("a file less");
    }

    #[cfg(unix)]
    #[test]
    fn a_link_that_leads_into_itself_ends() {
        let folder = tempfile::tempdir().unwrap();
        std::os::unix::fs::symlink(folder.path(), folder.path().join("loop")).unwrap();
        Stamps::of(folder.path());
    }

    #[test]
    fn a_folder_that_is_not_there_holds_nothing() {
        let gone = Stamps::of(Path::new("/gibt/es/nicht"));
        assert_eq!(gone, Stamps(BTreeMap::new()));
    }
}

//! Keeps indexes on disk, one folder per fingerprint.
//!
//! What holds whatever happens: a folder under its final name is whole, because it is built beside and renamed;
//! builders take turns by a file lock, so two processes never build or replace at once; a folder that does not match
//! its manifest is rebuilt. Readers take no lock: what they have mapped stays readable even after the folder is
//! removed.

use std::fs::{self, File};
use std::io;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;
use std::time::SystemTime;

use tantivy::directory::MmapDirectory;

use super::build::build;
use super::document::Corpus;
use super::fingerprint::{fingerprint, is_fingerprint};
use super::index::{Index, IndexError, Opening};
use super::manifest::{MANIFEST, Manifest};
use super::sealed::Sealed;

/// The file that builders lock.
const LOCK: &str = ".lock";

/// How a folder is named while it is built or taken away.
const UNFINISHED: &str = ".unfinished-";

/// Indexes kept, the one in use included: the last one helps when content is taken back.
const KEPT: usize = 2;

/// Opens the index of these documents below `root`, building it if need be; in memory where that fails.
pub(super) fn open_or_build<C: Corpus + ?Sized>(
    root: &Path,
    corpus: &C,
) -> Result<(Index, Opening), IndexError> {
    let fingerprint = fingerprint(corpus);
    if let Found::Fitting(index) = find(root, &fingerprint) {
        return Ok((*index, Opening::Fitting));
    }
    match build_in_turn(root, &fingerprint, corpus) {
        Ok(built) => Ok(built),
        Err(fault) => {
            let why = format!(
                "the index folder `{}` cannot be used: {fault}",
                root.display()
            );
            Ok((Index::build_in_memory(corpus)?, Opening::InMemory(why)))
        }
    }
}

/// What lies under a fingerprint.
enum Found {
    Nothing,
    Fitting(Box<Index>),
    /// Why it cannot be used.
    Broken(String),
}

fn find(root: &Path, fingerprint: &str) -> Found {
    let folder = root.join(fingerprint);
    if fs::symlink_metadata(&folder).is_err() {
        return Found::Nothing;
    }
    // Damaged files must not take the process down, whatever tantivy makes of them.
    let opened = catch_unwind(AssertUnwindSafe(|| open(&folder, fingerprint)));
    match opened {
        Ok(Ok(index)) => Found::Fitting(Box::new(index)),
        Ok(Err(fault)) => Found::Broken(fault),
        Err(_) => Found::Broken("its files are damaged".to_owned()),
    }
}

fn open(folder: &Path, fingerprint: &str) -> Result<Index, String> {
    let sealed = Sealed::open(folder).map_err(|fault| fault.to_string())?;
    let manifest =
        Manifest::read(&sealed).map_err(|fault| format!("`{MANIFEST}` cannot be read: {fault}"))?;
    manifest.check(fingerprint, &sealed)?;
    Index::open(Box::new(sealed)).map_err(|fault| fault.to_string())
}

/// Builds the index unless another builder did while this one waited for its turn.
fn build_in_turn<C: Corpus + ?Sized>(
    root: &Path,
    fingerprint: &str,
    corpus: &C,
) -> Result<(Index, Opening), io::Error> {
    fs::create_dir_all(root)?;
    let turn = wait_for_turn(root)?;
    let opening = match find(root, fingerprint) {
        Found::Fitting(index) => return Ok((*index, Opening::Fitting)),
        Found::Nothing => Opening::Built,
        Found::Broken(fault) => Opening::Rebuilt(fault),
    };
    build_beside(root, fingerprint, corpus)?;
    if turn.is_some() {
        tidy(root, fingerprint);
    }
    match find(root, fingerprint) {
        Found::Fitting(index) => Ok((*index, opening)),
        Found::Nothing => Err(io::Error::other("the new index vanished")),
        Found::Broken(fault) => Err(io::Error::other(format!(
            "the new index cannot be read: {fault}"
        ))),
    }
}

/// Waits until no other process builds here; held until the file is dropped. Nothing where files cannot be locked.
fn wait_for_turn(root: &Path) -> io::Result<Option<File>> {
    let lock = File::options()
        .create(true)
        .write(true)
        .truncate(false)
        .open(root.join(LOCK))?;
    match lock.lock() {
        Ok(()) => Ok(Some(lock)),
        Err(fault) if fault.kind() == io::ErrorKind::Unsupported => Ok(None),
        Err(fault) => Err(fault),
    }
}

/// Builds into a folder of its own and renames it when it is whole.
fn build_beside<C: Corpus + ?Sized>(root: &Path, fingerprint: &str, corpus: &C) -> io::Result<()> {
    let unfinished = tempfile::Builder::new()
        .prefix(UNFINISHED)
        .tempdir_in(root)?;
    let folder = unfinished.path().join("index");
    fs::create_dir(&folder)?;
    let directory = MmapDirectory::open(&folder).map_err(io::Error::other)?;
    build(&directory, corpus).map_err(io::Error::other)?;
    let manifest = Manifest::of(fingerprint, &directory, files(&folder)?)?;
    drop(directory);
    fs::write(folder.join(MANIFEST), manifest.to_bytes()?)?;
    let place = root.join(fingerprint);
    if fs::symlink_metadata(&place).is_ok() {
        fs::rename(&place, unfinished.path().join("broken"))?;
    }
    fs::rename(&folder, &place)
}

/// Names the files of a built index, tantivy's lock files left out.
fn files(folder: &Path) -> io::Result<Vec<String>> {
    let mut names = Vec::new();
    for entry in fs::read_dir(folder)? {
        let name = entry?.file_name().to_string_lossy().into_owned();
        let is_lock = Path::new(&name)
            .extension()
            .is_some_and(|extension| extension == "lock");
        if !is_lock {
            names.push(name);
        }
    }
    names.sort();
    Ok(names)
}

/// Removes what crashed builders left and all but the newest indexes; what cannot be removed may stay.
fn tidy(root: &Path, in_use: &str) {
    let Ok(entries) = fs::read_dir(root) else {
        return;
    };
    let mut old = Vec::new();
    for entry in entries.flatten() {
        let name = entry.file_name().to_string_lossy().into_owned();
        if name.starts_with(UNFINISHED) {
            let _ = fs::remove_dir_all(entry.path());
        } else if is_fingerprint(&name) && name != in_use {
            old.push((built(&entry.path()), entry.path()));
        }
    }
    old.sort();
    let surplus = (old.len() + 1).saturating_sub(KEPT);
    for (_, folder) in old.into_iter().take(surplus) {
        let _ = fs::remove_dir_all(folder);
    }
}

/// When an index was finished.
fn built(folder: &Path) -> Option<SystemTime> {
    fs::metadata(folder.join(MANIFEST))
        .and_then(|metadata| metadata.modified())
        .ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::search::{Document, Query};

    fn documents(text: &str) -> Vec<Document> {
        vec![Document {
            id: "auftrag".to_owned(),
            title: "Auftrag".to_owned(),
            questions: Vec::new(),
            text: text.to_owned(),
            group: String::new(),
        }]
    }

    /// Opens and checks that the index answers; returns how it came to be open.
    fn opening(root: &Path, text: &str) -> Opening {
        let (index, opening) = open_or_build(root, &documents(text)).unwrap();
        let query = Query {
            text: "Auftrag".to_owned(),
            group: None,
            literal: false,
            limit: 1,
        };
        assert_eq!(index.search(&query).unwrap().hits.len(), 1);
        opening
    }

    fn folders(root: &Path) -> Vec<String> {
        let names = fs::read_dir(root).unwrap();
        let mut names: Vec<String> = names
            .map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned())
            .filter(|name| name != LOCK)
            .collect();
        names.sort();
        names
    }

    #[test]
    fn an_index_is_built_once_and_then_opened() {
        let root = tempfile::tempdir().unwrap();
        assert_eq!(opening(root.path(), "Der Rat entscheidet."), Opening::Built);
        assert_eq!(
            opening(root.path(), "Der Rat entscheidet."),
            Opening::Fitting
        );
    }

    #[test]
    fn new_content_gets_a_new_index_and_the_oldest_goes() {
        let root = tempfile::tempdir().unwrap();
        for text in ["Eins.", "Zwei.", "Drei."] {
            assert_eq!(opening(root.path(), text), Opening::Built);
        }
        assert_eq!(folders(root.path()).len(), KEPT);
        assert_eq!(opening(root.path(), "Drei."), Opening::Fitting);
    }

    #[test]
    fn a_missing_shortened_or_garbled_file_is_noticed_and_mended() {
        let root = tempfile::tempdir().unwrap();
        let text = "Der Rat entscheidet über den Auftrag.";
        opening(root.path(), text);
        let folder = root.path().join(fingerprint(&documents(text)));
        for name in ["words.bytes", "meta.json", MANIFEST] {
            let path = folder.join(name);
            let content = fs::read(&path).unwrap();
            let damages: [&dyn Fn(); 3] = [
                &|| fs::remove_file(&path).unwrap(),
                &|| fs::write(&path, &content[..content.len() / 2]).unwrap(),
                &|| fs::write(&path, vec![b'x'; content.len()]).unwrap(),
            ];
            for damage in damages {
                damage();
                let opening = opening(root.path(), text);
                assert!(
                    matches!(opening, Opening::Rebuilt(_)),
                    "{name}: {opening:?}"
                );
            }
        }
        assert_eq!(opening(root.path(), text), Opening::Fitting);
    }

    #[test]
    fn a_flipped_byte_in_any_file_is_noticed() {
        let root = tempfile::tempdir().unwrap();
        let text = "Der Rat entscheidet.";
        opening(root.path(), text);
        let name = fingerprint(&documents(text));
        let folder = root.path().join(&name);
        for file in files(&folder).unwrap() {
            let path = folder.join(&file);
            let whole = fs::read(&path).unwrap();
            for at in [0, whole.len() / 2, whole.len().saturating_sub(1)] {
                let mut flipped = whole.clone();
                let Some(byte) = flipped.get_mut(at) else {
                    continue;
                };
                *byte ^= 0x10;
                fs::write(&path, flipped).unwrap();
                assert!(
                    matches!(find(root.path(), &name), Found::Broken(_)),
                    "{file} at {at}"
                );
            }
            fs::write(&path, whole).unwrap();
        }
        assert!(matches!(find(root.path(), &name), Found::Fitting(_)));
    }

    #[test]
    fn a_folder_without_manifest_is_rebuilt_and_leftovers_are_removed() {
        let root = tempfile::tempdir().unwrap();
        let name = fingerprint(&documents("Text."));
        fs::create_dir(root.path().join(&name)).unwrap();
        fs::create_dir(root.path().join(format!("{UNFINISHED}abc"))).unwrap();
        assert!(matches!(opening(root.path(), "Text."), Opening::Rebuilt(_)));
        assert_eq!(folders(root.path()), [name]);
    }

    #[test]
    fn an_index_lives_in_memory_where_nothing_can_be_written() {
        let root = tempfile::tempdir().unwrap();
        let file = root.path().join("file");
        fs::write(&file, "").unwrap();
        assert!(matches!(opening(&file, "Text."), Opening::InMemory(_)));
    }

    #[test]
    fn builders_at_the_same_time_build_once() {
        let root = tempfile::tempdir().unwrap();
        let openings: Vec<Opening> = std::thread::scope(|scope| {
            let builders: Vec<_> = (0..4)
                .map(|_| scope.spawn(|| opening(root.path(), "Gleichzeitig.")))
                .collect();
            builders
                .into_iter()
                .map(|builder| builder.join().unwrap())
                .collect()
        });
        let built = openings
            .iter()
            .filter(|opening| **opening == Opening::Built);
        assert_eq!(built.count(), 1, "{openings:?}");
        assert_eq!(folders(root.path()).len(), 1);
    }

    #[test]
    fn an_open_index_answers_after_its_folder_is_gone() {
        let root = tempfile::tempdir().unwrap();
        let (index, _) = open_or_build(root.path(), &documents("Der Rat.")).unwrap();
        fs::remove_dir_all(root.path()).unwrap();
        let query = Query {
            text: "Rat".to_owned(),
            group: None,
            literal: false,
            limit: 1,
        };
        assert_eq!(index.search(&query).unwrap().hits.len(), 1);
    }
}

//! Keeps indexes on disk, one folder per fingerprint.
//!
//! What holds whatever happens: a folder under its final name is whole, because it is written beside and renamed; builders
//! take turns by a file lock, so two processes never build or replace at once; a folder whose files are not those that
//! were written (a disk was full, power went, somebody touched them) is rebuilt. Readers take no lock: what they have
//! read is theirs.
//!
//! The name of an index is the same only for the same documents, analysed and stored in the same way. Nobody has to
//! remember to raise a version: the sources that decide what lies in an index are part of its name, and so are the
//! versions of all crates that this build is locked to.

use std::fmt::Write;
use std::fs::{self, File};
use std::io;
use std::path::Path;
use std::time::SystemTime;

use sha2::{Digest, Sha256};

use super::document::Document;
use super::index::{Index, IndexError, IndexFiles, Opening};

/// The file that builders lock.
const LOCK: &str = ".lock";

/// The file that holds the checksum of the others in a folder.
const CHECKSUM: &str = "checksum";

/// How a folder is named while it is written or taken away.
const UNFINISHED: &str = ".unfinished-";

/// Indexes kept, the one in use included: the last one helps when content is taken back.
const KEPT: usize = 2;

/// Bytes of the hash that names an index.
const NAME_LENGTH: usize = 16;

/// Everything that decides how a text becomes an index.
const SOURCES: [&str; 14] = [
    include_str!("../../Cargo.lock"),
    include_str!("../german/compounds.rs"),
    include_str!("../german/fold.rs"),
    include_str!("../german/grams.rs"),
    include_str!("../german/sentences.rs"),
    include_str!("../german/stem.rs"),
    include_str!("../german/stop.rs"),
    include_str!("../german/words.rs"),
    include_str!("build.rs"),
    include_str!("dictionary.rs"),
    include_str!("forward.rs"),
    include_str!("index.rs"),
    include_str!("tables.rs"),
    include_str!("term_index.rs"),
];

impl Index {
    /// Opens the index of exactly these documents below `root`, building it when it is missing, stale or broken.
    ///
    /// # Errors
    /// When it can be built neither on disk nor in memory.
    pub fn open_or_build(
        root: &Path,
        documents: &[Document],
    ) -> Result<(Self, Opening), IndexError> {
        let name = fingerprint(documents);
        let place = root.join(&name);
        if let Ok(Some(index)) = open(&place) {
            return Ok((index, Opening::Fitting));
        }
        let turn = take_turn(root);
        // Another builder may have been first.
        let opening = match open(&place) {
            Ok(Some(index)) => return Ok((index, Opening::Fitting)),
            Ok(None) => Opening::Built,
            Err(fault) => Opening::Rebuilt(fault.to_string()),
        };
        let index = Index::in_memory(documents)?;
        let kept = turn.and_then(|turn| {
            keep(&index, root, &place)?;
            if turn.is_some() {
                tidy(root, &name);
            }
            Ok(())
        });
        let opening = match kept {
            Ok(()) => opening,
            Err(fault) => Opening::InMemory(format!(
                "the index folder `{}` cannot be used: {fault}",
                root.display()
            )),
        };
        Ok((index, opening))
    }
}

/// Names the index of these documents.
fn fingerprint(documents: &[Document]) -> String {
    let mut hash = Sha256::new();
    let mut add = |text: &str| {
        hash.update((text.len() as u64).to_le_bytes());
        hash.update(text);
    };
    SOURCES.into_iter().for_each(&mut add);
    for document in documents {
        let Document {
            id,
            title,
            questions,
            text,
            group,
        } = document;
        [id, title, text, group]
            .into_iter()
            .for_each(|text| add(text));
        add(&questions.len().to_string());
        questions.iter().for_each(|form| add(form));
    }
    hex(&hash.finalize()[..NAME_LENGTH])
}

/// Tells whether a folder's name is one of ours.
fn is_fingerprint(name: &str) -> bool {
    name.len() == 2 * NAME_LENGTH && name.bytes().all(|sign| sign.is_ascii_hexdigit())
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::new(), |mut digits, byte| {
        let _ = write!(digits, "{byte:02x}");
        digits
    })
}

/// Opens the index in a folder; `None` if there is none.
fn open(folder: &Path) -> io::Result<Option<Index>> {
    if fs::symlink_metadata(folder).is_err() {
        return Ok(None);
    }
    let mut files = IndexFiles::new();
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let name = entry.file_name().to_string_lossy().into_owned();
        files.insert(name, fs::read(entry.path())?);
    }
    let expected = files.remove(CHECKSUM);
    if expected != Some(checksum(&files).into_bytes()) {
        return Err(io::Error::other("its files are damaged or incomplete"));
    }
    Index::of_files(files).map(Some).map_err(io::Error::other)
}

/// A hash of all files.
fn checksum(files: &IndexFiles) -> String {
    let mut hash = Sha256::new();
    for (name, content) in files {
        for part in [name.as_bytes(), content] {
            hash.update((part.len() as u64).to_le_bytes());
            hash.update(part);
        }
    }
    hex(&hash.finalize())
}

/// Waits until no other process builds here; held until the file is dropped. Nothing where files cannot be locked.
fn take_turn(root: &Path) -> io::Result<Option<File>> {
    fs::create_dir_all(root)?;
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

/// Writes an index into a folder of its own and renames that when it is whole.
fn keep(index: &Index, root: &Path, place: &Path) -> io::Result<()> {
    let unfinished = tempfile::Builder::new()
        .prefix(UNFINISHED)
        .tempdir_in(root)?;
    let folder = unfinished.path().join("index");
    fs::create_dir(&folder)?;
    let files = index.to_files().map_err(io::Error::other)?;
    for (name, content) in &files {
        fs::write(folder.join(name), content)?;
    }
    fs::write(folder.join(CHECKSUM), checksum(&files))?;
    if fs::symlink_metadata(place).is_ok() {
        fs::rename(place, unfinished.path().join("broken"))?;
    }
    fs::rename(&folder, place)
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
    fs::metadata(folder.join(CHECKSUM))
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
        let (index, opening) = Index::open_or_build(root, &documents(text)).unwrap();
        let query = Query {
            text: "Auftrag".to_owned(),
            group: None,
            literal: false,
            limit: 1,
        };
        assert_eq!(index.search(&query).unwrap().hits.len(), 1);
        opening
    }

    #[test]
    fn only_the_same_documents_share_a_name() {
        let name = |documents: &[Document]| fingerprint(documents);
        let with_forms = |forms: &[&str]| {
            let mut documents = documents("Text");
            documents[0].questions = forms.iter().map(|form| (*form).to_owned()).collect();
            documents
        };
        assert!(is_fingerprint(&name(&[])));
        assert_eq!(name(&with_forms(&["x"])), name(&with_forms(&["x"])));
        assert_ne!(name(&with_forms(&["x"])), name(&with_forms(&["", "x"])));
        assert_ne!(name(&documents("Text")), name(&documents("Text!")));
        assert_ne!(name(&documents("Text")), name(&[]));
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
        for name in ["tables.bin", "meta.json", CHECKSUM] {
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
        let folder = root.path().join(fingerprint(&documents(text)));
        for entry in fs::read_dir(&folder).unwrap() {
            let path = entry.unwrap().path();
            let whole = fs::read(&path).unwrap();
            for at in [0, whole.len() / 2, whole.len().saturating_sub(1)] {
                let mut flipped = whole.clone();
                let Some(byte) = flipped.get_mut(at) else {
                    continue;
                };
                *byte ^= 0x10;
                fs::write(&path, flipped).unwrap();
                assert!(open(&folder).is_err(), "{} at {at}", path.display());
            }
            fs::write(&path, whole).unwrap();
        }
        assert!(open(&folder).unwrap().is_some());
    }

    #[test]
    fn a_folder_without_checksum_is_rebuilt_and_leftovers_are_removed() {
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
        let (index, _) = Index::open_or_build(root.path(), &documents("Der Rat.")).unwrap();
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

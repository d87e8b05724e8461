//! The name of an index: the same only for the same documents, analysed and stored in the same way.
//!
//! Nobody has to remember to raise a version: the sources that decide what lies in an index are part of its name, and
//! so are the versions of the stemmer and of tantivy that this build is locked to.

use std::fmt::Write;

use sha2::{Digest, Sha256};

use super::document::Corpus;

/// Everything that decides how a text becomes an index.
const SOURCES: [&str; 18] = [
    include_str!("../german/compounds.rs"),
    include_str!("../german/fold.rs"),
    include_str!("../german/grams.rs"),
    include_str!("../german/sentences.rs"),
    include_str!("../german/speller.rs"),
    include_str!("../german/stem.rs"),
    include_str!("../german/stop.rs"),
    include_str!("../german/words.rs"),
    include_str!("build.rs"),
    include_str!("columns.rs"),
    include_str!("counts.rs"),
    include_str!("forward.rs"),
    include_str!("interner.rs"),
    include_str!("lexicon.rs"),
    include_str!("schema.rs"),
    include_str!("manifest.rs"),
    include_str!("spellings.rs"),
    include_str!("vocabulary.rs"),
];

/// The locked versions of all crates.
const LOCK: &str = include_str!("../../Cargo.lock");

/// Crates whose version changes what lies in an index.
const CRATES: [&str; 2] = ["tantivy", "frostem"];

/// Bytes of the hash that make the name.
const LENGTH: usize = 16;

/// Names the index of these documents.
pub(super) fn fingerprint<C: Corpus + ?Sized>(corpus: &C) -> String {
    let mut hash = Sha256::new();
    let mut add = |text: &str| {
        hash.update((text.len() as u64).to_le_bytes());
        hash.update(text.as_bytes());
    };
    SOURCES.into_iter().for_each(&mut add);
    for name in CRATES {
        add(locked_version(LOCK, name).unwrap_or_default());
    }
    for document in corpus.documents() {
        for text in [
            &document.id,
            &document.title,
            &document.text,
            &document.group,
        ] {
            add(text);
        }
        add(&document.questions.len().to_string());
        document.questions.iter().for_each(|form| add(form));
    }
    hex(&hash.finalize()[..LENGTH])
}

/// Tells whether a folder's name is one of ours.
pub(super) fn is_fingerprint(name: &str) -> bool {
    name.len() == 2 * LENGTH && name.bytes().all(|sign| sign.is_ascii_hexdigit())
}

/// Writes bytes as hexadecimal digits.
pub(super) fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::new(), |mut digits, byte| {
        let _ = write!(digits, "{byte:02x}");
        digits
    })
}

fn locked_version<'l>(lock: &'l str, name: &str) -> Option<&'l str> {
    let (_, entry) = lock.split_once(&format!("name = \"{name}\"\nversion = \""))?;
    entry.split('"').next()
}

#[cfg(test)]
mod tests {
    use super::super::document::Document;
    use super::*;

    fn document(text: &str, questions: &[&str]) -> Document {
        Document {
            id: "a".to_owned(),
            title: "b".to_owned(),
            questions: questions.iter().map(|form| (*form).to_owned()).collect(),
            text: text.to_owned(),
            group: String::new(),
        }
    }

    fn name_of(documents: &[Document]) -> String {
        fingerprint(documents)
    }

    #[test]
    fn only_the_same_documents_share_a_name() {
        let name = name_of(&[document("Text", &["x"])]);
        assert!(is_fingerprint(&name));
        assert_eq!(name, name_of(&[document("Text", &["x"])]));
        assert_ne!(name, name_of(&[document("Text!", &["x"])]));
        assert_ne!(name, name_of(&[document("Text", &["", "x"])]));
        assert_ne!(name, name_of(&[]));
    }

    #[test]
    fn the_crates_that_matter_are_found_in_the_lock_file() {
        for name in CRATES {
            assert!(locked_version(LOCK, name).is_some(), "{name}");
        }
    }
}

//! What an editor sees of a guide that is right, wrong or hostile.
//!
//! [`Draft`] is the one harness: the small guide of `tests/guides/klein` in memory, changed here and there, read
//! as [`load()`](super::load()) would read it. A fault is written as `file:line:column code message`.

mod decisions;
mod diagnostics;
mod foreign;
mod forms;
mod hazards;
mod keys;
mod passages;
mod prose;
mod whole;

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use super::diagnostic::Diagnostic;
use super::model::Guide;
use super::read::{self, Loaded};
use super::source::{ImageFile, SourceFile};
use super::source_map::SourceMap;

/// The folder of the small guide.
pub(super) fn klein() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/guides/klein")
}

/// A guide in memory that can be changed before it is read.
pub(super) struct Draft {
    files: BTreeMap<String, Vec<u8>>,
}

impl Draft {
    /// The small guide as it is.
    pub(super) fn klein() -> Self {
        let mut files = BTreeMap::new();
        for folder in ["", "steps/", "examples/"] {
            for entry in fs::read_dir(klein().join(folder)).expect("the folder is there") {
                let entry = entry.expect("it can be listed");
                let name = entry.file_name().to_string_lossy().into_owned();
                if name.ends_with(".yaml") {
                    let bytes = fs::read(entry.path()).expect("it can be read");
                    files.insert(format!("{folder}{name}"), bytes);
                }
            }
        }
        Self { files }
    }

    /// Keeps only some of the files.
    pub(super) fn only(mut self, paths: &[&str]) -> Self {
        self.files.retain(|path, _| paths.contains(&path.as_str()));
        self
    }

    /// Puts another text in the place of a file, or adds one.
    pub(super) fn with(mut self, path: &str, bytes: impl Into<Vec<u8>>) -> Self {
        self.files.insert(path.to_owned(), bytes.into());
        self
    }

    /// Changes the first occurrence of a text in a file.
    pub(super) fn changing(mut self, path: &str, from: &str, to: &str) -> Self {
        let bytes = self.files.get_mut(path).expect("the file is there");
        let text = String::from_utf8(bytes.clone()).expect("it is UTF-8");
        assert!(text.contains(from), "{path} holds no {from:?}");
        *bytes = text.replacen(from, to, 1).into_bytes();
        self
    }

    /// Reads the guide.
    pub(super) fn read(&self) -> (Option<Guide>, Vec<Diagnostic>, Vec<SourceFile>) {
        let loaded = self.load();
        (loaded.guide, loaded.faults, loaded.files)
    }

    /// Where things stand in the files.
    pub(super) fn source_map(&self) -> SourceMap {
        self.load().source_map
    }

    fn load(&self) -> Loaded {
        let mut files = Vec::new();
        let mut found = Vec::new();
        for (path, bytes) in &self.files {
            let (file, faults) = read::file_of_bytes(path, bytes.clone());
            files.push(file);
            found.extend(faults);
        }
        let image = |path: &str| match path {
            "images/platzhalter.png" => ImageFile::Present,
            path if path.starts_with("../") => ImageFile::Outside,
            _ => ImageFile::Missing,
        };
        read::read(files, found, &image)
    }

    /// The faults, one line each.
    pub(super) fn faults(&self) -> String {
        let (_, faults, _) = self.read();
        let line = |fault: &Diagnostic| {
            format!(
                "{}:{}:{} {} {}\n",
                fault.file, fault.line, fault.column, fault.code, fault.message
            )
        };
        faults.iter().map(line).collect()
    }
}

/// Changes one text of one file and compares what is said of it.
pub(super) fn check(path: &str, from: &str, to: &str, expected: &str) {
    let faults = Draft::klein().changing(path, from, to).faults();
    assert_eq!(
        faults.trim_end(),
        expected,
        "after changing {from:?} to {to:?}"
    );
}

#[test]
fn the_small_guide_is_read_without_a_word_of_complaint() {
    let (guide, faults, _) = Draft::klein().read();
    assert_eq!(faults, []);
    let guide = guide.expect("a guide without faults is handed out");
    let numbers: Vec<&str> = guide
        .places
        .iter()
        .map(|place| place.number.as_str())
        .collect();
    assert_eq!(numbers, ["1", "2", "2.1", "2.2", "3"]);
    assert_eq!(guide.municipalities.len(), 1);
    assert_eq!(
        (guide.terms.len(), guide.answers.len(), guide.gaps.len()),
        (3, 2, 1)
    );
    assert_eq!(guide.golden.questions.len(), 4);
}

#[test]
fn the_order_of_files_in_the_folder_does_not_decide_the_order_of_steps() {
    let step = |number: &str| {
        format!(
            "from: {{origin: guide, sources: [strasse], as_of: unknown, captured: 2026-11-22, wording: paraphrase}}\n\
             step:\n  id: s{number}\n  number: \"{number}\"\n  title: T\n  status: complete\n  opening: Text\n"
        )
    };
    let draft = Draft::klein()
        .with("steps/10-x.yaml", step("10"))
        .with("steps/9-x.yaml", step("9"));
    let guide = draft.read().0.expect("nothing is wrong");
    let steps: Vec<&str> = guide.steps().map(|place| place.number.as_str()).collect();
    assert_eq!(steps, ["1", "2", "3", "9", "10"]);
}

#[test]
fn an_entry_overrides_single_keys_of_where_its_file_comes_from() {
    let guide = Draft::klein().read().0.expect("nothing is wrong");
    let place = guide.place_numbered("2.2").expect("it is there");
    assert_eq!(place.from.origin, super::Origin::Sister);
    assert_eq!(place.from.sources[0].as_str(), "hoefe");
    assert_eq!(place.from.captured, super::AsOf::Day(2026, 11, 22));
}

//! The Rust sources of the house, read for what they hold and import: `tests/it/architecture.rs` judges by it, and
//! `benches/house.rs` counts. Code means what ships: neither comments nor what is compiled for tests only.

#![allow(dead_code, reason = "the test and the bench use a part each")]

pub(crate) mod imports;
mod tokens;

use std::collections::BTreeSet;
use std::fs;
use std::ops::Range;
use std::path::{Path, PathBuf};

pub(crate) use tokens::{Kind, Token};

/// One source file that is part of the program.
#[derive(Clone)]
pub(crate) struct Source {
    /// Where it lies below `src`, like `sessions/sqlite/schema.rs`.
    pub(crate) path: PathBuf,
    /// The module it is, like `sessions`, `sqlite`, `schema`; empty for `lib.rs`.
    pub(crate) module: Vec<String>,
    /// What stands in the file.
    pub(crate) text: String,
    /// The words and signs of its code, in order.
    pub(crate) tokens: Vec<Token>,
    /// The bytes of what is compiled for tests only, attribute included.
    pub(crate) tests: Vec<Range<usize>>,
}

/// The repository.
pub(crate) fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// All files below `src`, in order: those of the program, and the paths of those that only tests have.
pub(crate) fn sources() -> (Vec<Source>, Vec<PathBuf>) {
    let src = root().join("src");
    let mut open = vec![src.clone()];
    let mut found = Vec::new();
    while let Some(folder) = open.pop() {
        for entry in fs::read_dir(folder).expect("a readable source folder") {
            let path = entry.expect("a readable entry").path();
            if path.is_dir() {
                open.push(path);
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                let text = fs::read_to_string(&path).expect("UTF-8 source");
                let path = path.strip_prefix(&src).expect("below src").to_owned();
                found.push(Source::read(path, text));
            }
        }
    }
    found.sort_by(|(one, _), (other, _)| one.path.cmp(&other.path));
    let test_modules: BTreeSet<Vec<String>> = found
        .iter()
        .flat_map(|(_, test_modules)| test_modules.iter().cloned())
        .collect();
    let (tests, program): (Vec<_>, Vec<_>) =
        found
            .into_iter()
            .map(|(source, _)| source)
            .partition(|source| {
                (1..=source.module.len())
                    .any(|length| test_modules.contains(&source.module[..length]))
            });
    (
        program,
        tests.into_iter().map(|source| source.path).collect(),
    )
}

impl Source {
    /// Reads a file, and which modules in files of their own it declares for tests only.
    pub(crate) fn read(path: PathBuf, text: String) -> (Self, Vec<Vec<String>>) {
        let mut module: Vec<String> = path
            .with_extension("")
            .iter()
            .map(|part| part.to_string_lossy().into_owned())
            .collect();
        if module
            .last()
            .is_some_and(|last| last == "mod" || last == "lib")
        {
            module.pop();
        }
        let all = tokens::of(&text);
        let (tokens, tests, names) = tokens::without(&text, &all, "test");
        let test_modules = names
            .into_iter()
            .map(|name| [module.clone(), vec![name]].concat())
            .collect();
        let source = Self {
            path,
            module,
            text,
            tokens,
            tests,
        };
        (source, test_modules)
    }

    /// The same without what is compiled under this condition only.
    pub(crate) fn without(&self, condition: &str) -> Self {
        let (tokens, _, _) = tokens::without(&self.text, &self.tokens, condition);
        Self {
            tokens,
            ..self.clone()
        }
    }

    /// What a token says.
    pub(crate) fn word(&self, token: &Token) -> &str {
        &self.text[token.at..token.end]
    }

    /// The lines that hold code, numbered: comments and tests are left out, spaces between words are one or none.
    pub(crate) fn code_lines(&self) -> Vec<(usize, String)> {
        let mut lines: Vec<(usize, String)> = Vec::new();
        let mut end = 0;
        for token in &self.tokens {
            match lines.last_mut().filter(|(line, _)| *line == token.line) {
                Some((_, words)) => {
                    if end < token.at {
                        words.push(' ');
                    }
                    words.push_str(self.word(token));
                }
                None => lines.push((token.line, self.word(token).to_owned())),
            }
            end = token.end;
        }
        lines
    }
}

//! The text of one file of the guide, and where in it something stands.
//!
//! Paths are relative to the knowledge folder and written with `/`, as editors and tests see them.

use std::ops::Range;

use super::suggest;
use super::yaml::floor_boundary;

/// One file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SourceFile {
    /// Its path below the knowledge folder, with `/`.
    pub path: String,
    /// Its text, without a byte order mark.
    pub text: String,
}

/// A stretch of one of the files.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FileSpan {
    /// The index of the file.
    pub file: usize,
    /// The bytes.
    pub range: Range<usize>,
}

/// What is known of a path that names a picture.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ImageFile {
    /// It is there, below the knowledge folder.
    Present,
    /// There is no such file.
    Missing,
    /// It leads out of the knowledge folder.
    Outside,
}

/// What a file of the guide holds, told by its path.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum FileKind {
    /// `guide.yaml`
    Manifest,
    /// `sources.yaml`
    Sources,
    /// `steps/*.yaml`
    Step,
    /// `examples/*.yaml`
    Examples,
    /// `glossary.yaml`
    Glossary,
    /// `answers.yaml`
    Answers,
    /// `gaps.yaml`
    Gaps,
    /// `background.yaml`
    Background,
    /// `documents.yaml`
    Documents,
    /// `questions.yaml`
    Questions,
    /// `tests/*.yaml`
    Test,
    /// `calibration.yaml`
    Calibration,
}

impl FileKind {
    /// All kinds with the words the command line has for them.
    pub const ALL: [(&'static str, Self); 12] = [
        ("guide", Self::Manifest),
        ("sources", Self::Sources),
        ("step", Self::Step),
        ("examples", Self::Examples),
        ("glossary", Self::Glossary),
        ("answers", Self::Answers),
        ("gaps", Self::Gaps),
        ("background", Self::Background),
        ("documents", Self::Documents),
        ("questions", Self::Questions),
        ("test", Self::Test),
        ("calibration", Self::Calibration),
    ];

    /// The word the command line has for it.
    pub fn word(self) -> &'static str {
        let named = Self::ALL.iter().find(|(_, kind)| *kind == self);
        named.map_or("", |(word, _)| word)
    }

    /// The word with which `lotse new` shows what belongs in such a file; `None` of one that only the program writes.
    pub fn begun_with(self) -> Option<&'static str> {
        Some(match self {
            Self::Sources => "source",
            Self::Examples => "example",
            Self::Glossary => "term",
            Self::Answers => "answer",
            Self::Gaps => "gap",
            Self::Questions => "question",
            Self::Documents => "document",
            Self::Manifest | Self::Step | Self::Background | Self::Test => self.word(),
            Self::Calibration => return None,
        })
    }

    /// The first line of such a file: it tells editors where its schema lies.
    pub fn modeline(self) -> String {
        let up = match self {
            Self::Step | Self::Examples | Self::Test => "../",
            _ => "",
        };
        format!(
            "# yaml-language-server: $schema={up}schema/{}.json",
            self.word()
        )
    }

    /// The name and kind that a file was probably meant to have whose path is none of a guide's.
    pub fn meant(path: &str) -> Option<(String, Self)> {
        let lower = path.to_lowercase();
        if let Some(kind) = Self::of(&lower).filter(|_| lower != path) {
            return Some((lower, kind));
        }
        let names = Self::ALL.iter().map(|(word, _)| format!("{word}.yaml"));
        let names: Vec<String> = names.filter(|name| Self::of(name).is_some()).collect();
        let name = suggest::nearest(path, names.iter().map(String::as_str))?;
        Some((name.to_owned(), Self::of(name)?))
    }

    /// The kind of the file at that path, if it is one of the guide.
    pub fn of(path: &str) -> Option<Self> {
        let stem = path.strip_suffix(".yaml").or(path.strip_suffix(".yml"))?;
        match stem.split_once('/') {
            Some((_, name)) if name.contains('/') => None,
            Some(("steps", _)) => Some(Self::Step),
            Some(("examples", _)) => Some(Self::Examples),
            Some(("tests", _)) => Some(Self::Test),
            Some(_) => None,
            None => {
                let named = Self::ALL.iter().find(|(word, _)| *word == stem);
                let kind = named.map(|(_, kind)| *kind);
                kind.filter(|kind| !matches!(kind, Self::Step | Self::Examples | Self::Test))
            }
        }
    }
}

impl SourceFile {
    /// The line and column of a byte offset, both counted from 1, columns in characters.
    pub fn position(&self, at: usize) -> (usize, usize) {
        let before = self.before(at);
        let line = before.bytes().filter(|byte| *byte == b'\n').count() + 1;
        let column = before.rsplit('\n').next().unwrap_or_default();
        (line, column.chars().count() + 1)
    }

    /// The line that holds a byte offset, without its end, and the offset at which it starts.
    pub fn line_at(&self, at: usize) -> (&str, usize) {
        let start = self.before(at).rfind('\n').map_or(0, |end| end + 1);
        let line = self.text[start..].lines().next().unwrap_or_default();
        (line, start)
    }

    fn before(&self, at: usize) -> &str {
        &self.text[..floor_boundary(&self.text, at)]
    }

    /// A range that covers the given one as far as it lies in this file.
    pub(super) fn clamp(&self, range: Range<usize>) -> Range<usize> {
        let start = self.before(range.start).len();
        let end = self.before(range.end).len().max(start);
        start..end
    }
}

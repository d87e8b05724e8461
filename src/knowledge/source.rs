//! The text of one file of the guide, and where in it something stands.
//!
//! Paths are relative to the knowledge folder and written with `/`, as editors and tests see them. What can be
//! wrong with the bytes themselves (not UTF-8, a byte order mark, `CRLF`, tabs) is found here; reading the disk
//! is left to [`load`](super::load()).

use std::ops::Range;

use super::codes::Code;
use super::faults::Fault;
use super::yaml::MAX_BYTES;

/// One file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SourceFile {
    /// Its path below the knowledge folder, with `/`.
    pub path: String,
    /// Its text, without a byte order mark.
    pub text: String,
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
    /// `questions.yaml`
    Questions,
    /// `calibration.yaml`
    Calibration,
}

impl FileKind {
    /// All kinds with the words the command line has for them.
    pub const ALL: [(&'static str, Self); 10] = [
        ("guide", Self::Manifest),
        ("sources", Self::Sources),
        ("step", Self::Step),
        ("examples", Self::Examples),
        ("glossary", Self::Glossary),
        ("answers", Self::Answers),
        ("gaps", Self::Gaps),
        ("background", Self::Background),
        ("questions", Self::Questions),
        ("calibration", Self::Calibration),
    ];

    /// The word the command line has for it.
    pub fn word(self) -> &'static str {
        let named = Self::ALL.iter().find(|(_, kind)| *kind == self);
        named.map_or("", |(word, _)| word)
    }

    /// The first line of such a file: it tells editors where its schema lies.
    pub fn modeline(self) -> String {
        let up = match self {
            Self::Step | Self::Examples => "../",
            _ => "",
        };
        format!(
            "# yaml-language-server: $schema={up}schema/{}.json",
            self.word()
        )
    }

    /// The kind of the file at that path, if it is one of the guide.
    pub fn of(path: &str) -> Option<Self> {
        match path {
            "guide.yaml" => Some(Self::Manifest),
            "sources.yaml" => Some(Self::Sources),
            "glossary.yaml" => Some(Self::Glossary),
            "answers.yaml" => Some(Self::Answers),
            "gaps.yaml" => Some(Self::Gaps),
            "background.yaml" => Some(Self::Background),
            "questions.yaml" => Some(Self::Questions),
            "calibration.yaml" => Some(Self::Calibration),
            _ => {
                let (folder, name) = path.split_once('/')?;
                let yaml = name.ends_with(".yaml") && !name.contains('/');
                match folder {
                    "steps" if yaml => Some(Self::Step),
                    "examples" if yaml => Some(Self::Examples),
                    _ => None,
                }
            }
        }
    }
}

impl SourceFile {
    /// Makes a file of bytes that were read; the second value is what is wrong with them as bytes.
    pub fn from_bytes(path: &str, bytes: Vec<u8>) -> (Self, Vec<Fault>) {
        let mut faults = Vec::new();
        if bytes.len() > MAX_BYTES {
            let file = Self::new(path, String::new());
            let message = format!("die Datei ist größer als {} KiB", MAX_BYTES / 1024);
            faults.push(Fault::at(Code::FileTooLarge, &file, 0..0, message));
            return (file, faults);
        }
        let text = match String::from_utf8(bytes) {
            Ok(text) => text,
            Err(error) => {
                let at = error.utf8_error().valid_up_to();
                let file = Self::new(path, String::from_utf8_lossy(error.as_bytes()).into_owned());
                let message = "dieses Zeichen ist nicht in UTF-8 gespeichert".to_owned();
                faults.push(Fault::at(Code::NotUtf8, &file, at..at, message));
                return (file, faults);
            }
        };
        let marked = text.starts_with('\u{feff}');
        let file = Self::new(path, text.trim_start_matches('\u{feff}').to_owned());
        if marked {
            let message = "die Datei beginnt mit einer unsichtbaren Marke (BOM)".to_owned();
            faults.push(Fault::at(Code::ByteOrderMark, &file, 0..0, message));
        }
        faults.extend(file.line_ends());
        faults.extend(file.tabs());
        (file, faults)
    }

    fn new(path: &str, text: String) -> Self {
        Self {
            path: path.to_owned(),
            text,
        }
    }

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
        let mut at = at.min(self.text.len());
        while !self.text.is_char_boundary(at) {
            at -= 1;
        }
        &self.text[..at]
    }

    fn line_ends(&self) -> Option<Fault> {
        let at = self.text.find('\r')?;
        let count = self.text.matches('\r').count();
        let message = format!("{count} Zeilen enden mit CRLF statt mit LF");
        Some(Fault::at(Code::LineEnd, self, at..at, message))
    }

    fn tabs(&self) -> Option<Fault> {
        let at = self.text.find('\t')?;
        let lines = self.text.lines().filter(|line| line.contains('\t')).count();
        let message = match lines {
            1 => "hier steht ein Tabulator".to_owned(),
            n => format!("hier und in {} weiteren Zeilen steht ein Tabulator", n - 1),
        };
        Some(Fault::at(Code::Tab, self, at..at + 1, message))
    }

    /// A range that covers the given one as far as it lies in this file.
    pub(super) fn clamp(&self, range: Range<usize>) -> Range<usize> {
        let start = self.before(range.start).len();
        let end = self.before(range.end).len().max(start);
        start..end
    }
}

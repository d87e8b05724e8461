//! What is wrong in a guide, where, and how to mend it; shown to editors in German.
//!
//! A fault is complete in itself (file, line, column, message, hint), so that it can be printed, sent to an
//! editor as JSON, or logged. Only the picture of the source line needs the file again.

use std::fmt::Write as _;
use std::ops::Range;

use anstyle::{AnsiColor, Style};
use serde_json::json;
use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

use super::codes::{Code, Severity};
use super::source::SourceFile;

/// How many columns of a source line are shown.
const SHOWN_COLUMNS: usize = 96;

/// One thing that is wrong.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Diagnostic {
    /// Whether the guide can be used with it.
    pub severity: Severity,
    /// Its kind.
    pub code: Code,
    /// The file, relative to the knowledge folder.
    pub file: String,
    /// The line, from 1.
    pub line: usize,
    /// The column, from 1, in characters.
    pub column: usize,
    /// The column behind the last character on this line.
    pub end_column: usize,
    /// The bytes it covers.
    pub span: Range<usize>,
    /// What is wrong here.
    pub message: String,
    /// How to mend it.
    pub hint: String,
}

/// Sorts faults by file, line and column, and leaves each out that was said already.
pub fn in_order(mut faults: Vec<Diagnostic>) -> Vec<Diagnostic> {
    let key = |fault: &Diagnostic| {
        let place = (fault.file.clone(), fault.line, fault.column);
        (place, fault.code, fault.message.clone())
    };
    faults.sort_by_cached_key(key);
    faults.dedup_by_key(|fault| key(fault));
    faults
}

impl Diagnostic {
    /// Makes a fault at a place of a file; its hint is the explanation of its kind.
    pub fn at(code: Code, file: &SourceFile, span: Range<usize>, message: String) -> Self {
        let span = file.clamp(span);
        let (line, column) = file.position(span.start);
        let covered = file.text[span.clone()].lines().next().unwrap_or_default();
        Self {
            severity: code.severity(),
            code,
            file: file.path.clone(),
            line,
            column,
            end_column: column + covered.chars().count().max(1),
            span,
            message,
            hint: code.explanation().to_owned(),
        }
    }

    /// Makes a fault of a file that could not be opened or is not there.
    pub(super) fn of_file(code: Code, path: &str, message: String) -> Self {
        let file = SourceFile {
            path: path.to_owned(),
            text: String::new(),
        };
        Self::at(code, &file, 0..0, message)
    }

    /// Replaces the hint by a better one.
    pub(crate) fn hinting(mut self, hint: impl Into<String>) -> Self {
        self.hint = hint.into();
        self
    }

    /// The fault as one line of JSON, for editors.
    pub fn to_json(&self) -> String {
        json!({
            "file": self.file,
            "line": self.line,
            "column": self.column,
            "end_column": self.end_column,
            "severity": match self.severity {
                Severity::Fault => "error",
                Severity::Warning => "warning",
                Severity::Info => "info",
            },
            "code": self.code.as_str(),
            "message": self.message,
            "hint": self.hint,
        })
        .to_string()
    }

    /// The fault as a workflow command of GitHub, which shows it beside the line; ends with a line break.
    ///
    /// `folder` is the knowledge folder as the repository knows it.
    pub fn to_github(&self, folder: &str) -> String {
        let word = match self.severity {
            Severity::Fault => "error",
            Severity::Warning => "warning",
            Severity::Info => "notice",
        };
        let path = match folder.trim_end_matches('/') {
            "" | "." => self.file.clone(),
            folder => format!("{folder}/{}", self.file),
        };
        let title = format!("{} {}", self.code, self.code.title());
        let message = format!("{}\nHinweis: {}", self.message, self.hint);
        format!(
            "::{word} file={},line={},col={},endColumn={},title={}::{}\n",
            property(&path),
            self.line,
            self.column,
            self.end_column,
            property(&title),
            data(&message),
        )
    }

    /// The fault with its source line and a caret, for a terminal; ends with a line break.
    pub fn render(&self, files: &[SourceFile], colour: bool) -> String {
        let paint = Paint::new(self.severity, colour);
        let head = paint.head(&format!("{} {}", self.severity.word(), self.code));
        let mut out = format!("{head}: {}\n", self.message);
        let _ = writeln!(out, "  --> {}:{}:{}", self.file, self.line, self.column);
        if let Some(file) = files.iter().find(|file| file.path == self.file) {
            out.push_str(&self.picture(file, &paint));
        }
        let _ = writeln!(out, "   = {}: {}", paint.quiet("Hinweis"), self.hint);
        out
    }

    fn picture(&self, file: &SourceFile, paint: &Paint) -> String {
        let (line, start) = file.line_at(self.span.start);
        if line.trim().is_empty() {
            return String::new();
        }
        let at = self.span.start - start;
        let excerpt = Excerpt::around(line, at, self.span.len());
        let number = self.line.to_string();
        let gutter = " ".repeat(number.len());
        let bar = paint.quiet("|");
        let mut out = String::new();
        let _ = writeln!(out, "{gutter} {bar}");
        let _ = writeln!(out, "{} {bar} {}", paint.quiet(&number), excerpt.text);
        let caret = paint.head(&"^".repeat(excerpt.caret_width));
        let _ = writeln!(
            out,
            "{gutter} {bar} {}{caret}",
            " ".repeat(excerpt.caret_column)
        );
        out
    }
}

/// A text behind the second `::` of a workflow command.
fn data(text: &str) -> String {
    text.replace('%', "%25")
        .replace('\r', "%0D")
        .replace('\n', "%0A")
}

/// A value in front of it.
fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}

/// The part of a source line that is shown, and where in it the caret stands, in columns of a terminal.
struct Excerpt {
    text: String,
    caret_column: usize,
    caret_width: usize,
}

impl Excerpt {
    fn around(line: &str, at: usize, len: usize) -> Self {
        let at = at.min(line.len());
        let end = at.saturating_add(len).min(line.len());
        let mut cut = 0;
        if line[..at].width() > SHOWN_COLUMNS / 2 {
            let keep_from = line[..at].width() - SHOWN_COLUMNS / 2;
            cut = byte_at_width(line, keep_from);
        }
        let before = printable(&line[cut..at]);
        let dots = if cut > 0 { "…" } else { "" };
        let mut text = format!("{dots}{before}{}", printable(&line[at..]));
        if text.width() > SHOWN_COLUMNS {
            text.truncate(byte_at_width(&text, SHOWN_COLUMNS - 1));
            text.push('…');
        }
        let caret_column = dots.width() + before.width();
        let room = text.width().saturating_sub(caret_column).max(1);
        Self {
            caret_column,
            caret_width: printable(&line[at..end]).width().clamp(1, room),
            text,
        }
    }
}

/// Tabs and control characters as one blank each, so that columns can be counted.
fn printable(text: &str) -> String {
    text.chars()
        .map(|c| {
            if c.is_control() || bidirectional(c) {
                ' '
            } else {
                c
            }
        })
        .collect()
}

/// Characters that would turn the direction of the line on a terminal.
fn bidirectional(c: char) -> bool {
    matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

fn byte_at_width(text: &str, columns: usize) -> usize {
    let mut width = 0;
    for (at, c) in text.char_indices() {
        if width >= columns {
            return at;
        }
        width += c.width().unwrap_or(0);
    }
    text.len()
}

#[derive(Default)]
struct Paint {
    head: Style,
    quiet: Style,
}

impl Paint {
    fn new(severity: Severity, colour: bool) -> Self {
        if !colour {
            return Self::default();
        }
        let tone = match severity {
            Severity::Fault => AnsiColor::Red,
            Severity::Warning => AnsiColor::Yellow,
            Severity::Info => AnsiColor::Cyan,
        };
        Self {
            head: tone.on_default().bold(),
            quiet: AnsiColor::Blue.on_default(),
        }
    }

    fn head(&self, text: &str) -> String {
        format!("{}{text}{}", self.head.render(), self.head.render_reset())
    }

    fn quiet(&self, text: &str) -> String {
        format!("{}{text}{}", self.quiet.render(), self.quiet.render_reset())
    }
}

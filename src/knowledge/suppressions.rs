//! Warnings that editors allow, with a reason, in a comment of the file itself.
//!
//! `# lotse: erlaubt L057 – so heißt das Amt hier` stands on the line of the warning or on the line above. Only
//! warnings and infos can be allowed; a suppression without a reason, or one that allows nothing, is a warning itself,
//! so that none outlives its cause. Comments are found by what is left of the file when its keys and texts are taken
//! away.

use std::ops::Range;

use super::codes::{Code, Severity};
use super::diagnostic::Diagnostic;
use super::source::{FileSpan, SourceFile};
use super::yaml::{Value, YamlNode};

/// What a comment for us begins with.
const MARK: &str = "lotse:";
/// The word that allows.
const WORD: &str = "erlaubt";
/// How many suppressions of one file are read; a file with more was not meant to be one.
const MAX_SUPPRESSIONS: usize = 500;

/// One comment that allows something.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Suppression {
    /// What is allowed, as it was written.
    codes: Vec<String>,
    /// Why; may be missing.
    reason: Option<String>,
    /// The lines it holds for, from 1.
    lines: Vec<usize>,
    /// Where it stands.
    span: FileSpan,
}

/// What is left once the suppressions were looked at.
#[derive(Debug)]
pub struct Filtered {
    /// What is still to be said, suppressions without reason or effect included.
    pub faults: Vec<Diagnostic>,
    /// How many warnings were allowed.
    pub allowed: usize,
}

/// The suppressions of one file.
pub(super) fn suppressions(index: usize, file: &SourceFile, root: &YamlNode) -> Vec<Suppression> {
    if !file.text.contains(MARK) {
        return Vec::new();
    }
    let mut texts = Vec::new();
    collect_texts(root, &mut texts);
    texts.sort_unstable_by_key(|text| text.start);
    let mut found = Vec::new();
    let mut start = 0;
    for line in file.text.split_inclusive('\n') {
        let marked = line.contains(MARK) && found.len() < MAX_SUPPRESSIONS;
        let comment = marked.then(|| comment(line, start, &texts)).flatten();
        if let Some((at, words)) = comment.and_then(|(at, text)| Some((at, directed(text)?))) {
            let length = line.trim_end().len();
            let span = FileSpan {
                file: index,
                range: at..start + length,
            };
            found.push(suppression(file, words, span));
        }
        start += line.len();
    }
    found
}

/// Takes away what is allowed; `examined` tells whether a kind of fault was looked for at all.
pub fn filter(
    files: &[SourceFile],
    faults: Vec<Diagnostic>,
    suppressions: &[Suppression],
    examined: &dyn Fn(Code) -> bool,
) -> Filtered {
    let mut used = vec![false; suppressions.len()];
    let count = faults.len();
    let mut left: Vec<Diagnostic> = faults
        .into_iter()
        .filter(|fault| {
            let by = suppressions
                .iter()
                .position(|suppression| suppression.covers(fault, files));
            by.inspect(|at| used[*at] = true).is_none()
        })
        .collect();
    let allowed = count - left.len();
    for (suppression, used) in suppressions.iter().zip(used) {
        let Some(file) = files.get(suppression.span.file) else {
            continue;
        };
        let complaint = suppression.complaint(used, examined);
        left.extend(complaint.map(|(code, message)| {
            Diagnostic::at(code, file, suppression.span.range.clone(), message)
        }));
    }
    Filtered {
        faults: left,
        allowed,
    }
}

impl Suppression {
    fn covers(&self, fault: &Diagnostic, files: &[SourceFile]) -> bool {
        fault.severity != Severity::Fault
            && self.reason.is_some()
            && self.lines.contains(&fault.line)
            && files
                .get(self.span.file)
                .is_some_and(|file| file.path == fault.file)
            && self
                .codes
                .iter()
                .any(|code| Code::parse(code) == Some(fault.code))
    }

    /// What is wrong with the suppression itself.
    fn complaint(&self, used: bool, examined: &dyn Fn(Code) -> bool) -> Option<(Code, String)> {
        let useless = |message: String| Some((Code::UselessAllowance, message));
        let list = self.codes.join(", ");
        if self.codes.is_empty() {
            return useless("diese Erlaubnis nennt keinen Code".to_owned());
        }
        for code in &self.codes {
            match Code::parse(code) {
                None => return useless(format!("den Code `{code}` gibt es nicht")),
                Some(known) if known.severity() == Severity::Fault => {
                    return useless(format!(
                        "{code} ist ein Fehler und lässt sich nicht erlauben"
                    ));
                }
                Some(_) => {}
            }
        }
        if self.reason.is_none() {
            return Some((
                Code::AllowanceWithoutReason,
                format!("erlaubt {list}, sagt aber nicht warum"),
            ));
        }
        let looked_for = self
            .codes
            .iter()
            .any(|code| Code::parse(code).is_some_and(examined));
        if used || !looked_for {
            return None;
        }
        useless(format!("hier gibt es kein {list} zu erlauben"))
    }
}

/// The byte ranges of all keys and texts.
fn collect_texts(node: &YamlNode, texts: &mut Vec<Range<usize>>) {
    match &node.value {
        Value::Empty => {}
        Value::Text(_) => texts.push(node.range.clone()),
        Value::List(nodes) => nodes.iter().for_each(|node| collect_texts(node, texts)),
        Value::Map(entries) => {
            for (key, node) in entries {
                texts.push(key.range.clone());
                collect_texts(node, texts);
            }
        }
    }
}

/// The comment of a line, with the offset of its `#`.
fn comment<'l>(line: &'l str, start: usize, texts: &[Range<usize>]) -> Option<(usize, &'l str)> {
    let inside = |at: usize| {
        let before = texts.partition_point(|text| text.start <= at);
        texts[..before]
            .last()
            .is_some_and(|text| text.contains(&at))
    };
    let mut signs = line.match_indices('#').map(|(at, _)| at);
    let at = signs.find(|at| {
        let apart = line[..*at].ends_with([' ', '\t']) || *at == 0;
        apart && !inside(start + at)
    })?;
    Some((start + at, line[at + 1..].trim()))
}

/// What a comment that is meant for us says.
fn directed(comment: &str) -> Option<&str> {
    comment.strip_prefix(MARK).map(str::trim)
}

fn suppression(file: &SourceFile, words: &str, span: FileSpan) -> Suppression {
    let (codes, reason) = match words.strip_prefix(WORD) {
        Some(rest) => codes_and_reason(rest),
        None => (Vec::new(), None),
    };
    let (own, _) = file.position(span.range.start);
    let next = file.text.lines().skip(own).position(|line| {
        let line = line.trim_start();
        !line.is_empty() && !line.starts_with('#')
    });
    Suppression {
        codes,
        reason,
        lines: [own]
            .into_iter()
            .chain(next.map(|after| own + 1 + after))
            .collect(),
        span,
    }
}

/// `L057, L058 – Grund`.
fn codes_and_reason(rest: &str) -> (Vec<String>, Option<String>) {
    let mut rest = rest.trim_start();
    let mut codes = Vec::new();
    while let Some(word) = rest
        .split([' ', ',', ':'])
        .next()
        .filter(|word| is_code(word))
    {
        codes.push(word.to_owned());
        rest = rest[word.len()..].trim_start_matches([' ', ',']);
    }
    let reason = rest.trim_matches(|c: char| c.is_whitespace() || "–—-:".contains(c));
    let says_something = reason.chars().filter(|c| c.is_alphabetic()).count() >= 3;
    (codes, says_something.then(|| reason.to_owned()))
}

fn is_code(word: &str) -> bool {
    let digits = word.strip_prefix(['L', 'l']).unwrap_or_default();
    !digits.is_empty() && digits.bytes().all(|b| b.is_ascii_digit())
}

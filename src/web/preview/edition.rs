//! What the folder held when it was last read.
//!
//! A reading that finds faults shows them beside the last guide that had none, so that pages never go away while somebody
//! writes. An edition never changes; a newer one takes its place on the shelf.

use std::collections::BTreeMap;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::ops::Range;
use std::sync::Arc;

use arc_swap::ArcSwap;

use super::catalogue::Catalogue;
use crate::answer::Library;
use crate::knowledge::{Diagnostic, Loaded, Severity, SourceFile};

/// What is shown now.
pub struct EditionShelf(ArcSwap<Edition>);

/// One state of the folder.
#[derive(Default)]
pub struct Edition {
    /// The last guide without faults, ready to be asked; nothing where there never was one.
    pub(super) library: Option<Arc<Library>>,
    /// Its entries.
    pub(super) catalogue: Catalogue,
    /// Why the guide shown is not what the folder holds now.
    pub(super) refused: Option<Refusal>,
    /// What `check` says of what the folder holds now.
    pub(super) findings: Vec<Diagnostic>,
    /// Whether that is all, the question forms asked too.
    pub(super) is_examined: bool,
    /// The files as they are now.
    pub(super) files: Vec<SourceFile>,
    /// Where each id is given.
    spots: BTreeMap<String, Spot>,
    /// Tells two editions apart.
    pub(super) mark: String,
}

/// Why a reading gave no guide.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(super) enum Refusal {
    /// It has so many faults.
    Faults(usize),
    /// There is none to read; why, in words.
    Nothing(String),
}

/// Where an entry stands in a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Spot {
    /// The path of the file.
    pub(super) path: String,
    /// The line of its id, from 1.
    pub(super) line: usize,
    /// The bytes of its lines.
    range: Range<usize>,
}

impl EditionShelf {
    /// A shelf with this edition.
    pub fn new(edition: Edition) -> Self {
        Self(ArcSwap::from_pointee(edition))
    }

    /// The edition that is shown now.
    pub fn now(&self) -> Arc<Edition> {
        self.0.load_full()
    }

    /// Shows another one.
    pub fn put(&self, edition: Edition) {
        self.0.store(Arc::new(edition));
    }
}

impl Edition {
    /// What was read and found. `library` is of this reading if it gave a guide, else the last there was.
    pub fn of(loaded: &Loaded, findings: Vec<Diagnostic>, library: Option<Arc<Library>>) -> Self {
        let faults = findings.iter();
        let faults = faults.filter(|finding| finding.severity == Severity::Fault);
        let refused = loaded
            .guide
            .is_none()
            .then(|| Refusal::Faults(faults.count()));
        let spot = |(id, span): (&String, &crate::knowledge::source::FileSpan)| {
            let file = loaded.files.get(span.file)?;
            Some((id.clone(), Spot::of(file, span.range.start)))
        };
        let ids = loaded.source_map.ids.iter();
        let ids = ids.filter(|(id, _)| !id.contains('/'));
        let edition = Self {
            catalogue: catalogue(library.as_deref()),
            refused,
            findings,
            is_examined: false,
            files: loaded.files.clone(),
            spots: ids.filter_map(spot).collect(),
            library,
            mark: String::new(),
        };
        edition.marked()
    }

    /// There is nothing to read; `why` is a sentence for editors. What was shown before stays.
    pub fn unread(why: String, before: &Self) -> Self {
        let edition = Self {
            library: before.library.clone(),
            catalogue: catalogue(before.library.as_deref()),
            refused: Some(Refusal::Nothing(why)),
            is_examined: true,
            ..Self::default()
        };
        edition.marked()
    }

    /// The same with all that is to be said of it.
    #[must_use]
    pub fn examined(mut self) -> Self {
        self.is_examined = true;
        self.marked()
    }

    /// The last guide without faults, ready to be asked.
    pub fn library(&self) -> Option<&Arc<Library>> {
        self.library.as_ref()
    }

    fn marked(mut self) -> Self {
        let mut hasher = DefaultHasher::new();
        for file in &self.files {
            (&file.path, &file.text).hash(&mut hasher);
        }
        for finding in &self.findings {
            (&finding.file, finding.line, &finding.message).hash(&mut hasher);
        }
        (&self.refused, self.is_examined).hash(&mut hasher);
        self.mark = format!("{:016x}", hasher.finish());
        self
    }

    /// Where the entry with this id stands.
    pub(super) fn spot(&self, id: &str) -> Option<&Spot> {
        self.spots.get(id)
    }

    /// What is said of the entry with this id.
    pub(super) fn findings_of(&self, id: &str) -> Vec<&Diagnostic> {
        let findings = self.findings.iter();
        findings
            .filter(|finding| self.concerned(finding) == Some(id))
            .collect()
    }

    /// The id of the entry that a finding concerns: of a section where it stands in one, not of its step around it.
    pub(super) fn concerned(&self, finding: &Diagnostic) -> Option<&str> {
        let spots = self.spots.iter().filter(|(_, spot)| spot.holds(finding));
        let (id, _) = spots.min_by_key(|(_, spot)| spot.range.len())?;
        Some(id)
    }

    /// How many findings of a severity there are.
    pub(super) fn count(&self, severity: Severity) -> usize {
        let findings = self.findings.iter();
        findings
            .filter(|finding| finding.severity == severity)
            .count()
    }
}

fn catalogue(library: Option<&Library>) -> Catalogue {
    library.map_or_else(Catalogue::default, |library| Catalogue::of(&library.guide))
}

impl Spot {
    fn of(file: &SourceFile, at: usize) -> Self {
        Self {
            path: file.path.clone(),
            line: file.position(at).0,
            range: extent(&file.text, at),
        }
    }

    fn holds(&self, finding: &Diagnostic) -> bool {
        self.path == finding.file && self.range.contains(&finding.span.start)
    }
}

/// The lines of the entry whose id stands at `at`: those around it that are indented as deep as its key.
fn extent(text: &str, at: usize) -> Range<usize> {
    let mut starts: Vec<usize> = text.match_indices('\n').map(|(end, _)| end + 1).collect();
    starts.insert(0, 0);
    let line = |row: usize| {
        let end = starts.get(row + 1).copied().unwrap_or(text.len());
        &text[starts[row]..end]
    };
    let row = starts.partition_point(|start| *start <= at) - 1;
    let depth = deep(line(row), &[' ', '-']);
    let is_inside = |line: &str| line.trim().is_empty() || deep(line, &[' ']) >= depth;
    let mut first = row;
    while first > 0 && is_inside(line(first)) {
        first -= 1;
    }
    let mut end = row + 1;
    while end < starts.len() && is_inside(line(end)) {
        end += 1;
    }
    starts[first]..starts.get(end).copied().unwrap_or(text.len() + 1)
}

/// How many of these characters a line begins with.
fn deep(line: &str, of: &[char]) -> usize {
    line.len() - line.trim_start_matches(of).len()
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "\
from: x
step:
  id: a
  title: A
sections:
  - number: \"1.1\"
    id: b
    parts:
      - id: inner

  # A remark.
  - id: c
    text: >
      - a line
retired: [d]
";

    fn lines(id: &str) -> &str {
        let at = TEXT.find(&format!("id: {id}\n")).unwrap() + 4;
        TEXT[extent(TEXT, at)].trim_end()
    }

    #[test]
    fn an_entry_has_the_lines_that_are_as_deep_as_its_id() {
        assert_eq!(lines("a"), "step:\n  id: a\n  title: A");
        let b = lines("b");
        assert!(
            b.starts_with("  - number:") && b.ends_with("- id: inner"),
            "{b}"
        );
        assert_eq!(lines("c"), "  - id: c\n    text: >\n      - a line");
    }

    #[test]
    fn an_entry_at_the_end_of_a_file_ends_with_it() {
        let text = "terms:\n  - id: x";
        assert_eq!(extent(text, 14), 7..text.len() + 1);
    }
}

//! From the files of a guide to the guide: parse, note the names, decode, look at the whole.
//!
//! Everything here works on texts in memory, so that tests and mutated files need no disk. The guide comes out
//! only if nothing is wrong with it; warnings do not count.

use super::allowances;
use super::check;
use super::codes::{Code, Severity};
use super::decode::{self, Findings};
use super::faults::{self, Fault};
use super::ledger::Ledger;
use super::model::Guide;
use super::names::Names;
use super::source::{FileKind, SourceFile};
use super::yaml::{self, Node};

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

/// What the files come to.
#[derive(Debug)]
pub struct Reading {
    /// The guide, if nothing is wrong with it.
    pub guide: Option<Guide>,
    /// What is wrong and what somebody should look at, by file, line and column.
    pub faults: Vec<Fault>,
    /// Where things stand.
    pub ledger: Ledger,
}

/// Reads a guide from its files; `found` is what was already wrong with them, `image` tells whether a picture
/// exists.
pub fn read(files: &[SourceFile], found: Vec<Fault>, image: &dyn Fn(&str) -> ImageFile) -> Reading {
    let mut findings = Findings {
        faults: found,
        ..Findings::default()
    };
    let mut names = Names::default();
    let trees = parse(files, &mut findings.faults, &mut names);
    let mut guide = Guide::default();
    let mut ledger = Ledger::default();
    for (index, kind, root) in &trees {
        let allowed = allowances::allowances(*index, &files[*index], root);
        ledger.allowances.extend(allowed);
        let file = (*index, &files[*index], *kind);
        decode::file(&mut guide, &mut findings, &names, file, root);
    }
    sort_by_number(&mut guide);
    let mut faults = std::mem::take(&mut findings.faults);
    faults.extend(missing_files(files));
    faults.extend(check::whole(
        files,
        &guide.manifest,
        &names,
        &findings,
        image,
    ));
    let faults = faults::in_order(faults);
    let sound = faults.iter().all(|fault| fault.severity != Severity::Fault);
    for name in names.all {
        ledger.ids.entry(name.id).or_insert(name.spot);
    }
    for (name, spot) in findings.below {
        ledger.ids.entry(name).or_insert(spot);
    }
    ledger.questions = findings.questions;
    ledger.dates = findings.dates;
    Reading {
        guide: sound.then_some(guide),
        faults,
        ledger,
    }
}

type Tree = (usize, FileKind, Node);

/// Parses what can be parsed, and notes the names in it.
fn parse(files: &[SourceFile], faults: &mut Vec<Fault>, names: &mut Names) -> Vec<Tree> {
    let mut trees = Vec::new();
    for (index, file) in files.iter().enumerate() {
        let Some(kind) = FileKind::of(&file.path) else {
            continue;
        };
        if unreadable(file, faults) {
            names.unread(kind);
            continue;
        }
        match yaml::parse(&file.text) {
            Ok(root) => {
                names.collect(index, kind, &root);
                trees.push((index, kind, root));
            }
            Err(refusal) => {
                names.unread(kind);
                let fault = Fault::at(refusal.code, file, refusal.range, refusal.message);
                if !because_of_a_tab(&fault, faults) {
                    faults.push(fault);
                }
            }
        }
    }
    trees
}

/// Whether the bytes were already refused, so that what YAML makes of the rest would only confuse.
fn unreadable(file: &SourceFile, faults: &[Fault]) -> bool {
    let refused = |code| {
        matches!(
            code,
            Code::Unreadable | Code::FileTooLarge | Code::NotUtf8 | Code::OutsideLink
        )
    };
    faults
        .iter()
        .any(|fault| fault.file == file.path && refused(fault.code))
}

/// Whether reading stopped at a tab that was named already.
fn because_of_a_tab(fault: &Fault, faults: &[Fault]) -> bool {
    fault.code == Code::Syntax
        && faults.iter().any(|earlier| {
            (earlier.code, earlier.line) == (Code::Tab, fault.line) && earlier.file == fault.file
        })
}

/// A guide needs its manifest and a step; a file that is there but cannot be read was reported already.
fn missing_files(files: &[SourceFile]) -> Vec<Fault> {
    let missing = |kind: FileKind| {
        !files
            .iter()
            .any(|file| FileKind::of(&file.path) == Some(kind))
    };
    let mut faults = Vec::new();
    if missing(FileKind::Manifest) {
        let message = "die Datei guide.yaml fehlt".to_owned();
        faults.push(Fault::of_file(Code::MissingFile, "guide.yaml", message));
    }
    if missing(FileKind::Step) {
        let message = "der Ordner steps/ enthält keinen Schritt".to_owned();
        faults.push(Fault::of_file(Code::MissingFile, "steps", message));
    }
    faults
}

/// Steps in the order of their numbers, each followed by its sections.
fn sort_by_number(guide: &mut Guide) {
    let mut steps: Vec<(u32, Vec<super::model::Place>)> = Vec::new();
    for place in std::mem::take(&mut guide.places) {
        match (&place.step, steps.last_mut()) {
            (Some(_), Some((_, places))) => places.push(place),
            _ => steps.push((place.number.parse().unwrap_or(u32::MAX), vec![place])),
        }
    }
    steps.sort_by_key(|(number, _)| *number);
    guide.places = steps.into_iter().flat_map(|(_, places)| places).collect();
}

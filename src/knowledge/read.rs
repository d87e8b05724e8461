//! From the files of a guide to the guide: parse, note the ids, decode, look at the whole.
//!
//! Everything here works on texts in memory, so that tests and mutated files need no disk. What can be wrong with the
//! bytes themselves (not UTF-8, tabs) is found here too. The guide comes out only if nothing
//! is wrong with it; warnings do not count.

use super::check;
use super::codes::{Code, Severity};
use super::conditions;
use super::decode::{Decoder, Findings};
use super::diagnostic::{self, Diagnostic};
use super::given::GivenIds;
use super::model::{ConversationTest, Guide, table};
use super::source::{FileKind, ImageFile, SourceFile};
use super::source_map::SourceMap;
use super::suppressions;
use super::syntax;
use super::yaml::{self, MAX_BYTES, YamlNode};

/// What the files of a guide come to.
#[derive(Debug)]
pub struct Loaded {
    /// The guide, if nothing is wrong with it.
    pub guide: Option<Guide>,
    /// The guide where nothing else is wrong with it than decisions that are never asked: enough to draw it.
    pub sketch: Option<Guide>,
    /// What is wrong and what somebody should look at, by file, line and column.
    pub faults: Vec<Diagnostic>,
    /// The files that were read.
    pub files: Vec<SourceFile>,
    /// Conversations that are to be tried; no part of the guide.
    pub tests: Vec<ConversationTest>,
    /// Where things stand in them.
    pub source_map: SourceMap,
}

/// Reads a guide from its files; `found` is what was already wrong with them, `image` tells whether a picture
/// exists.
pub fn read(
    files: Vec<SourceFile>,
    found: Vec<Diagnostic>,
    image: &dyn Fn(&str) -> ImageFile,
) -> Loaded {
    let mut findings = Findings {
        diagnostics: found,
        ..Findings::default()
    };
    let mut given = GivenIds::default();
    let causes = misnamed(&findings.diagnostics, &files, &mut given);
    let mut causes: Vec<String> = causes.collect();
    let trees = parse(&files, &mut findings.diagnostics, &mut given, &mut causes);
    let mut guide = Guide::default();
    let mut tests = Vec::new();
    let mut source_map = SourceMap::default();
    for (index, kind, root) in &trees {
        let file = &files[*index];
        let allowed = suppressions::suppressions(*index, file, root);
        source_map.suppressions.extend(allowed);
        let mut decoder = Decoder::new(*index, file, &given, &mut findings);
        // A file of which nothing can be taken up was reported.
        match kind {
            FileKind::Test => tests.extend(ConversationTest::read(&mut decoder, root)),
            _ => guide.take_up(&mut decoder, *kind, root).unwrap_or_default(),
        }
    }
    sort_by_number(&mut guide);
    call_places(&mut guide);
    let mut faults = std::mem::take(&mut findings.diagnostics);
    name_consequences(&mut faults, &causes, findings.withheld);
    faults.extend(missing_files(&files));
    faults.extend(check::whole(&files, &given, &findings, image));
    let place_of = |id: &str| given.place_of(id).cloned();
    let conditions = &findings.conditions;
    faults.extend(conditions::whole(&files, &guide, conditions, &place_of));
    let faults = diagnostic::in_order(faults);
    let mut wrong = faults
        .iter()
        .filter(|fault| fault.severity == Severity::Fault);
    let sound = wrong.clone().next().is_none();
    let can_be_drawn = !sound && wrong.all(|fault| fault.code == Code::NeverAsked);
    let (guide, sketch) = match sound {
        true => (Some(guide), None),
        false => (None, can_be_drawn.then_some(guide)),
    };
    note_places(&mut source_map, given, findings);
    Loaded {
        guide,
        sketch,
        faults,
        files,
        tests,
        source_map,
    }
}

/// Keeps where things stand.
fn note_places(source_map: &mut SourceMap, given: GivenIds, findings: Findings) {
    let named = given.all.into_iter().map(|given| (given.id, given.span));
    for (name, span) in named.chain(findings.below) {
        source_map.ids.entry(name).or_insert(span);
    }
    source_map.questions = findings.questions;
    source_map.starters = findings.starters;
    // What a file says of where things come from was read with each of its entries.
    source_map.dates = findings.dates;
    source_map
        .dates
        .sort_by_key(|dated| (dated.span.file, dated.span.range.start));
    source_map.dates.dedup();
}

type Tree = (usize, FileKind, YamlNode);

/// The files that have another name than they should, so that nothing of what stands in them is known.
fn misnamed(
    faults: &[Diagnostic],
    files: &[SourceFile],
    given: &mut GivenIds,
) -> impl Iterator<Item = String> {
    let unknown = faults
        .iter()
        .filter(|fault| fault.code == Code::UnknownFile);
    let mut causes = Vec::new();
    for fault in unknown {
        let is_there = |name: &str| files.iter().any(|file| file.path == name);
        if let Some((name, kind)) = FileKind::meant(&fault.file)
            && !is_there(&name)
        {
            given.unread(table(kind));
            causes.push(fault.file.clone());
        }
    }
    causes.into_iter()
}

/// Says of the first cause how many references were not looked up for it; without it the guide is not whole.
fn name_consequences(faults: &mut [Diagnostic], causes: &[String], withheld: usize) {
    let cause = faults.iter_mut().find(|fault| causes.contains(&fault.file));
    let Some(cause) = cause.filter(|_| withheld > 0) else {
        return;
    };
    cause.severity = Severity::Fault;
    let consequence = match withheld {
        1 => "ist ein Verweis".to_owned(),
        n => format!("sind {n} Verweise"),
    };
    let joint = match cause.hint.ends_with(['.', '?']) {
        true => " Deshalb",
        false => "; deshalb",
    };
    cause.hint += &format!("{joint} {consequence} noch nicht geprüft.");
}

/// Parses what can be parsed, and notes the names in it, and in which files there may be more.
fn parse(
    files: &[SourceFile],
    faults: &mut Vec<Diagnostic>,
    given: &mut GivenIds,
    causes: &mut Vec<String>,
) -> Vec<Tree> {
    let mut trees = Vec::new();
    for (index, file) in files.iter().enumerate() {
        let Some(kind) = FileKind::of(&file.path) else {
            continue;
        };
        if unreadable(file, faults) {
            given.unread(table(kind));
            causes.push(file.path.clone());
            continue;
        }
        match yaml::parse(&file.text) {
            Ok(root) => {
                if given.lacks(table(kind), &root) {
                    causes.push(file.path.clone());
                }
                given.collect(index, table(kind), &root);
                trees.push((index, kind, root));
            }
            Err(refusal) => {
                given.unread(table(kind));
                causes.push(file.path.clone());
                let mended = syntax::mended(file, &refusal, table(kind));
                let mut fault = Diagnostic::at(refusal.code, file, refusal.range, refusal.message);
                if let Some(hint) = mended.filter(|_| fault.code == Code::Syntax) {
                    fault.hint = hint;
                }
                if !because_of_a_tab(&fault, faults) {
                    faults.push(fault);
                }
            }
        }
    }
    trees
}

/// Whether the bytes were already refused, so that what YAML makes of the rest would only confuse.
fn unreadable(file: &SourceFile, faults: &[Diagnostic]) -> bool {
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
fn because_of_a_tab(fault: &Diagnostic, faults: &[Diagnostic]) -> bool {
    fault.code == Code::Syntax
        && faults.iter().any(|earlier| {
            (earlier.code, earlier.line) == (Code::Tab, fault.line) && earlier.file == fault.file
        })
}

/// A guide needs its manifest and a step; a file that is there but cannot be read was reported already.
fn missing_files(files: &[SourceFile]) -> Vec<Diagnostic> {
    let missing = |kind: FileKind| {
        !files
            .iter()
            .any(|file| FileKind::of(&file.path) == Some(kind))
    };
    let mut faults = Vec::new();
    if missing(FileKind::Manifest) {
        let message = "die Datei guide.yaml fehlt".to_owned();
        faults.push(Diagnostic::of_file(
            Code::MissingFile,
            "guide.yaml",
            message,
        ));
    }
    if missing(FileKind::Step) {
        let message = "der Ordner steps/ enthält keinen Schritt".to_owned();
        faults.push(Diagnostic::of_file(Code::MissingFile, "steps", message));
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

/// Tells each place what one of its kind is called in this guide.
fn call_places(guide: &mut Guide) {
    let words = &guide.manifest.words;
    for place in &mut guide.places {
        let noun = match place.step {
            None => &words.step,
            Some(_) => &words.section,
        };
        place.called.clone_from(&noun.one);
    }
}

/// Makes a file of bytes that were read; the second value is what is wrong with them as bytes.
pub fn file_of_bytes(path: &str, bytes: Vec<u8>) -> (SourceFile, Vec<Diagnostic>) {
    let file = |text: &str| SourceFile {
        path: path.to_owned(),
        text: text.to_owned(),
    };
    if bytes.len() > MAX_BYTES {
        let file = file("");
        let message = format!("die Datei ist größer als {} KiB", MAX_BYTES / 1024);
        let fault = Diagnostic::at(Code::FileTooLarge, &file, 0..0, message);
        return (file, vec![fault]);
    }
    let text = match String::from_utf8(bytes) {
        Ok(text) => text,
        Err(error) => {
            let at = error.utf8_error().valid_up_to();
            let file = file(&String::from_utf8_lossy(error.as_bytes()));
            let message = "dieses Zeichen ist nicht in UTF-8 gespeichert".to_owned();
            let fault = Diagnostic::at(Code::NotUtf8, &file, at..at, message);
            return (file, vec![fault]);
        }
    };
    // Editors on Windows write a mark at the start and two signs at the end of a line.
    let plain = text.trim_start_matches('\u{feff}').replace("\r\n", "\n");
    let file = file(&plain.replace('\r', "\n"));
    let faults = tabs(&file).into_iter().collect();
    (file, faults)
}

fn tabs(file: &SourceFile) -> Option<Diagnostic> {
    let at = file.text.find('\t')?;
    let lines = file.text.lines().filter(|line| line.contains('\t')).count();
    let message = match lines {
        1 => "hier steht ein Tabulator".to_owned(),
        n => format!("hier und in {} weiteren Zeilen steht ein Tabulator", n - 1),
    };
    Some(Diagnostic::at(Code::Tab, file, at..at + 1, message))
}

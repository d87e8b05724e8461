//! What the house looks like in figures: how much ships and how much tests it, which functions and files are long,
//! which names stand for two things, where German words stand in Rust, and which files need each other in a circle.
//!
//! `cargo bench --locked --bench house` prints it, with `-- --json` for programs. Nothing is measured but
//! the sources below `src`; what `tests/it/architecture.rs` refuses is not looked for here.

#[path = "../tests/house/mod.rs"]
mod house;

use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::fs;
use std::path::Path;

use house::{Kind, Source, imports, root, sources};
use serde::Serialize;

/// A function of more lines is listed.
const LONG_FUNCTION: usize = 50;

/// How many of the largest files are listed.
const LARGEST: usize = 10;

/// As many words in a row are a list.
const A_LIST: usize = 4;

#[derive(Serialize)]
struct Report {
    production_lines: usize,
    folders: BTreeMap<String, Folder>,
    largest_files: Vec<(usize, String)>,
    long_functions: Vec<(usize, String)>,
    types_of_one_name: BTreeMap<String, Vec<String>>,
    german_lists: Vec<(usize, String)>,
    circles_of_files: Vec<Vec<String>>,
}

/// A folder directly below `src`, or all that lies there outside of folders.
#[derive(Default, Serialize)]
struct Folder {
    files: usize,
    /// All lines that ship, comments and empty ones included.
    production: usize,
    /// Of these, documentation.
    docs: usize,
    /// Of these, other comments.
    notes: usize,
    /// Lines of tests beside the code.
    tests: usize,
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let report = report();
    if std::env::args().any(|argument| argument == "--json") {
        println!("{}", serde_json::to_string_pretty(&report)?);
    } else {
        print(&report);
    }
    Ok(())
}

fn report() -> Report {
    let (mut program, test_files) = sources();
    let mut folders: BTreeMap<String, Folder> = BTreeMap::new();
    for path in test_files {
        let lines = fs::read_to_string(root().join("src").join(&path)).expect("UTF-8 source");
        folders.entry(folder(&path)).or_default().tests += lines.lines().count();
    }
    // What plays conversations for `tests/it` is public, and still no part of the program.
    let helpers = program.extract_if(.., |source| source.path.ends_with("testing.rs"));
    for source in helpers {
        folders.entry(folder(&source.path)).or_default().tests += source.text.lines().count();
    }
    let mut largest_files = Vec::new();
    for source in &program {
        let folder = folders.entry(folder(&source.path)).or_default();
        let lines = production(source);
        let begins = |words: &[&str]| {
            let lines = lines.iter().map(|line| line.trim_start());
            lines
                .filter(|line| words.iter().any(|word| line.starts_with(word)))
                .count()
        };
        let docs = begins(&["///", "//!"]);
        folder.files += 1;
        folder.production += lines.len();
        folder.docs += docs;
        folder.notes += begins(&["//"]) - docs;
        folder.tests += source.text.lines().count() - lines.len();
        largest_files.push((lines.len(), source.path.display().to_string()));
    }
    Report {
        production_lines: folders.values().map(|folder| folder.production).sum(),
        folders,
        largest_files: first(largest_files, LARGEST),
        long_functions: first(
            program.iter().flat_map(long_functions).collect(),
            usize::MAX,
        ),
        types_of_one_name: types_of_one_name(&program),
        german_lists: first(german_lists(&program), usize::MAX),
        circles_of_files: circles_of_files(&program),
    }
}

fn print(report: &Report) {
    println!(
        "{:14} {:>5} {:>10} {:>6} {:>6} {:>6} {:>6}",
        "folder", "files", "production", "docs", "notes", "tests", "ratio"
    );
    let mut all = Folder::default();
    for (name, folder) in &report.folders {
        line(name, folder);
        all.files += folder.files;
        all.production += folder.production;
        all.docs += folder.docs;
        all.notes += folder.notes;
        all.tests += folder.tests;
    }
    line("all", &all);
    listed("largest files", &report.largest_files);
    listed("functions over 50 lines", &report.long_functions);
    listed(
        "German words in a row outside `german/`",
        &report.german_lists,
    );
    println!(
        "\n{} type names for several things",
        report.types_of_one_name.len()
    );
    for (name, places) in &report.types_of_one_name {
        println!("{:6} {name}: {}", places.len(), places.join(" "));
    }
    println!("\n{} circles of files", report.circles_of_files.len());
    for circle in &report.circles_of_files {
        println!("{:6} {}", circle.len(), circle.join(" "));
    }
}

fn line(name: &str, folder: &Folder) {
    println!(
        "{name:14} {:5} {:10} {:6} {:6} {:6} {:6.2}",
        folder.files,
        folder.production,
        folder.docs,
        folder.notes,
        folder.tests,
        folder.tests as f64 / folder.production.max(1) as f64
    );
}

fn listed(what: &str, found: &[(usize, String)]) {
    println!("\n{} {what}", found.len());
    for (number, place) in found {
        println!("{number:6} {place}");
    }
}

fn first(mut found: Vec<(usize, String)>, most: usize) -> Vec<(usize, String)> {
    found.sort_by(|one, other| other.cmp(one));
    found.truncate(most);
    found
}

/// The folder below `src` that a file is in.
fn folder(path: &Path) -> String {
    let mut parts = path.iter();
    let first = parts.next().unwrap_or_default().to_string_lossy();
    match parts.next() {
        Some(_) => first.into_owned(),
        None if root()
            .join("src")
            .join(first.trim_end_matches(".rs"))
            .is_dir() =>
        {
            first.trim_end_matches(".rs").to_owned()
        }
        None => "(root)".to_owned(),
    }
}

/// The lines of a file that ship.
fn production(source: &Source) -> Vec<&str> {
    let mut at = 0;
    let lines = source.text.split_inclusive('\n').map(|line| {
        at += line.len();
        (at - line.len(), line)
    });
    lines
        .filter(|(at, line)| {
            let code = at + line.len() - line.trim_start().len();
            !source
                .tests
                .iter()
                .any(|tests| tests.contains(&code) || tests.contains(at))
        })
        .map(|(_, line)| line)
        .collect()
}

fn word(source: &Source, at: usize) -> &str {
    source.tokens.get(at).map_or("", |token| source.word(token))
}

fn is_name(source: &Source, at: usize) -> bool {
    source
        .tokens
        .get(at)
        .is_some_and(|token| token.kind == Kind::Word)
}

/// The functions that are longer than fits on a screen: lines, and where.
fn long_functions(source: &Source) -> Vec<(usize, String)> {
    let functions =
        (0..source.tokens.len()).filter(|&at| word(source, at) == "fn" && is_name(source, at + 1));
    functions
        .filter_map(|at| {
            let last = body_end(source, at)?;
            let lines = source.tokens[last].line - source.tokens[at].line + 1;
            let (path, line) = (source.path.display(), source.tokens[at].line);
            (lines > LONG_FUNCTION)
                .then(|| (lines, format!("{path}:{line} {}", word(source, at + 1))))
        })
        .collect()
}

/// The brace that ends the body of a function; a function of a trait may have none.
fn body_end(source: &Source, function: usize) -> Option<usize> {
    let (mut depth, mut in_body) = (0, false);
    for at in function..source.tokens.len() {
        match word(source, at) {
            ";" if depth == 0 => return None,
            "{" if depth == 0 => (depth, in_body) = (1, true),
            "(" | "[" | "{" => depth += 1,
            ")" | "]" | "}" => depth -= 1,
            _ => {}
        }
        if in_body && depth == 0 {
            return Some(at);
        }
    }
    None
}

/// Type names that mean one thing here and another there.
fn types_of_one_name(program: &[Source]) -> BTreeMap<String, Vec<String>> {
    let mut types: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for source in program {
        // What each open brace belongs to: the types inside of `impl` and `trait` are those of the trait.
        let (mut blocks, mut opening) = (Vec::new(), "");
        for at in 0..source.tokens.len() {
            let now = word(source, at);
            match now {
                "impl" | "trait" | "fn" if opening.is_empty() => opening = now,
                "{" => blocks.push(std::mem::take(&mut opening)),
                "}" => drop(blocks.pop()),
                ";" => opening = "",
                _ => {}
            }
            let inside = matches!(blocks.last(), Some(&("impl" | "trait")));
            let declared =
                ["struct", "enum", "union", "trait"].contains(&now) || now == "type" && !inside;
            if declared && is_name(source, at + 1) {
                let place = format!("{}:{}", source.path.display(), source.tokens[at].line);
                types
                    .entry(word(source, at + 1).to_owned())
                    .or_default()
                    .push(place);
            }
        }
    }
    types.retain(|_, places| places.len() > 1);
    types
}

/// German words in a row, as entries of an array, as alternatives of a pattern or of a regular expression.
fn german_lists(program: &[Source]) -> Vec<(usize, String)> {
    let lexicon = fs::read_to_string(root().join("language/de/lexicon.txt")).expect("the lexicon");
    let lexicon: HashSet<&str> = lexicon.lines().collect();
    let outside = program
        .iter()
        .filter(|source| !source.path.starts_with("german"));
    outside
        .flat_map(|source| {
            let lists = lists(source).into_iter();
            let german =
                lists.filter(|(_, words)| words.len() >= A_LIST && are_german(&lexicon, words));
            german.map(|(at, words)| {
                let (path, line) = (source.path.display(), source.tokens[at].line);
                let some = words[..A_LIST].join(", ");
                (words.len(), format!("{path}:{line} {some} …"))
            })
        })
        .collect()
}

/// All strings that stand in a row, with nothing but punctuation between them.
fn lists(source: &Source) -> Vec<(usize, Vec<&str>)> {
    let mut lists = Vec::new();
    let mut open: Option<(usize, Vec<&str>)> = None;
    for (at, token) in source.tokens.iter().enumerate() {
        let text = source.word(token);
        let words = text.trim_matches(['r', '#', '"']);
        if token.kind == Kind::Literal && text.ends_with(['"', '#']) {
            if words.matches('|').count() + 1 >= A_LIST {
                let letters = words.split(|c: char| !c.is_alphabetic());
                lists.push((at, letters.filter(|word| word.len() > 1).collect()));
            }
            open.get_or_insert((at, Vec::new())).1.push(words);
        } else if !["[", "]", "(", ")", ",", "|", "&"].contains(&text) {
            lists.extend(open.take());
        }
    }
    lists
}

/// Whether most entries are words that a German dictionary has.
fn are_german(lexicon: &HashSet<&str>, entries: &[&str]) -> bool {
    let german = entries.iter().filter(|entry| {
        let lower = entry.to_lowercase();
        !lower.is_empty()
            && lower.split([' ', '-']).all(|word| {
                !word.is_empty()
                    && word.chars().all(char::is_alphabetic)
                    && (lexicon.contains(word) || word.contains(['ä', 'ö', 'ü', 'ß']))
            })
    });
    2 * german.count() > entries.len()
}

/// Files that need each other. What is only handed on by a `pub use` is no need.
fn circles_of_files(program: &[Source]) -> Vec<Vec<String>> {
    let name = |at: usize| program[at].path.display().to_string();
    let ties: BTreeSet<(String, String)> = imports::all(program)
        .into_iter()
        .filter(|import| !import.handed_on)
        .map(|import| (name(import.from), name(import.to)))
        .collect();
    imports::circles(&ties)
}

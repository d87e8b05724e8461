//! Holds the code to the house that `ARCHITECTURE.md` describes: floors import only downwards, what a floor never
//! knows does not appear in it, and every file opens with a header.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

/// The floor of sessions, the first one that may keep something by itself.
const SESSIONS: u8 = 7;

/// The first of the outer floors, whose rooms may know each other.
const OUTER: u8 = 8;

/// The floors as the table in `ARCHITECTURE.md` has them: folder (or root file) to floor.
fn floors() -> BTreeMap<String, u8> {
    let page = fs::read_to_string(root().join("ARCHITECTURE.md"))
        .expect("ARCHITECTURE.md is part of the repository");
    let rows = page.lines().filter_map(|line| {
        let mut cells = line.split('|').map(str::trim).skip(1);
        let floor: u8 = cells.next()?.parse().ok()?;
        Some((floor, cells.next()?.to_owned()))
    });
    let folders = rows.flat_map(|(floor, names)| {
        let names: Vec<String> = names
            .split(',')
            .map(|name| {
                name.trim()
                    .trim_matches('`')
                    .trim_end_matches('/')
                    .trim_end_matches(".rs")
                    .to_owned()
            })
            .collect();
        names.into_iter().map(move |name| (name, floor))
    });
    folders.collect()
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// All Rust files below `src`, relative to it, with their text.
fn sources() -> Vec<(PathBuf, String)> {
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
                found.push((path.strip_prefix(&src).expect("below src").to_owned(), text));
            }
        }
    }
    found.sort();
    found
}

/// The folder or root file that a source belongs to.
fn room(path: &Path) -> String {
    let first = path.iter().next().unwrap_or_default().to_string_lossy();
    first.trim_end_matches(".rs").to_owned()
}

/// The code lines of a file: without comments and without its test module, which may use what it likes.
fn code(text: &str) -> impl Iterator<Item = (usize, &str)> {
    text.lines()
        .take_while(|line| line.trim() != "#[cfg(test)]" || line.starts_with(' '))
        .enumerate()
        .map(|(at, line)| (at + 1, line))
        .filter(|(_, line)| !line.trim_start().starts_with("//"))
}

/// Rooms named as `crate::room` in a line.
fn imported(line: &str) -> impl Iterator<Item = &str> {
    line.match_indices("crate::").map(|(at, found)| {
        let rest = &line[at + found.len()..];
        rest.split(|c: char| !c.is_alphanumeric() && c != '_')
            .next()
            .unwrap_or("")
    })
}

#[test]
fn every_room_stands_on_a_floor() {
    let floors = floors();
    for (path, _) in sources() {
        let room = room(&path);
        assert!(
            room == "lib" || floors.contains_key(&room),
            "`{room}` is not in the table of ARCHITECTURE.md"
        );
    }
}

#[test]
fn floors_import_only_from_below() {
    let floors = floors();
    let mut faults = Vec::new();
    for (path, text) in sources() {
        let room = room(&path);
        let Some(floor) = floors.get(&room) else {
            continue;
        };
        for (line, words) in code(&text) {
            for other in imported(words).filter(|other| *other != room) {
                let up = floors
                    .get(other)
                    .is_some_and(|above| above > floor || (above == floor && *floor < OUTER));
                if up {
                    faults.push(format!(
                        "src/{}:{line} imports `{other}` from above",
                        path.display()
                    ));
                }
            }
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn no_floor_holds_what_it_never_knows() {
    const NEVER: [(&str, &[&str]); 9] = [
        ("text", &["teloxide", "tokio", "std::fs", "tantivy"]),
        ("german", &["teloxide", "tokio", "std::fs", "tantivy"]),
        ("language", &["teloxide", "tokio", "tantivy"]),
        ("knowledge", &["teloxide", "tokio", "tantivy"]),
        ("search", &["teloxide", "tokio"]),
        (
            "understanding",
            &["teloxide", "tokio", "std::fs", "tantivy", "encoder::"],
        ),
        ("answer", &["teloxide", "tokio", "std::fs", "tantivy"]),
        (
            "conversation",
            &[
                "teloxide",
                "tokio",
                "std::fs",
                "encoder::",
                "async fn",
                ".await",
                "SystemTime",
                "Instant::now",
                "println!",
            ],
        ),
        ("sessions", &["teloxide"]),
    ];
    let mut faults = Vec::new();
    for (path, text) in sources() {
        let room = room(&path);
        let Some((_, never)) = NEVER.iter().find(|(name, _)| *name == room) else {
            continue;
        };
        for (line, words) in code(&text) {
            for word in never.iter().filter(|word| words.contains(**word)) {
                faults.push(format!("src/{}:{line} knows `{word}`", path.display()));
            }
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn lower_floors_touch_the_disk_only_at_their_doors() {
    let floors = floors();
    let mut faults = Vec::new();
    for (path, text) in sources() {
        let low = floors
            .get(&room(&path))
            .is_some_and(|floor| *floor < SESSIONS);
        let name = path
            .file_stem()
            .unwrap_or_default()
            .to_string_lossy()
            .into_owned();
        // Test modules of their own files lay out folders to read; they ship nothing.
        let test = path
            .iter()
            .any(|part| part == "tests" || part == "tests.rs");
        let pack = path == Path::new("language/files.rs");
        let door = test || pack || name == "load" || name == "store" || name.starts_with("index");
        if low && !door {
            let touching =
                code(&text).filter(|(_, line)| line.contains("std::fs") || line.contains("fs::"));
            faults.extend(
                touching.map(|(line, _)| format!("src/{}:{line} touches the disk", path.display())),
            );
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn every_file_opens_with_a_header() {
    let bare: Vec<_> = sources()
        .into_iter()
        .filter(|(_, text)| !text.starts_with("//! "))
        .map(|(path, _)| path)
        .collect();
    assert!(bare.is_empty(), "no `//!` header in {bare:?}");
}

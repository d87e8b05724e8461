//! Holds the code to the house that `ARCHITECTURE.md` describes. Its table is what is read here: which rooms there are,
//! on which floor they stand, and which words never appear in them. Every line of code that ships is looked at.

use std::collections::BTreeSet;
use std::fs;

use crate::house::imports::{self, Import};
use crate::house::{Source, root, sources};

/// A row of the table, for one of the rooms that it names.
struct Row {
    /// `6.2` stands above `6.1`; `6` alone is what is left of the folder, and stands above both.
    floor: (u8, u8),
    /// Where its files are, as modules. Behind `/*` each file of the folder is a room by itself.
    place: Vec<String>,
    each: bool,
    /// The words in backticks of the last column.
    never: Vec<String>,
}

/// The page, as far as tests keep to it.
struct Page {
    rows: Vec<Row>,
    /// Lines like „- still: `telegram/` imports `operations/`“ excuse a breach until it is mended.
    still: BTreeSet<(String, Verb, String)>,
    /// The files of the lower floors that may touch the disk.
    doors: Vec<String>,
}

/// What a room can do against the page.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Verb {
    Imports,
    Knows,
}

/// Something against the page, and what a line that excuses it says.
struct Breach {
    says: String,
    excuse: (String, Verb, String),
}

impl Page {
    fn read() -> Self {
        let page = fs::read_to_string(root().join("ARCHITECTURE.md"))
            .expect("ARCHITECTURE.md is part of the repository");
        let doors = page
            .split("\n\n")
            .find(|paragraph| paragraph.starts_with("File access "))
            .expect("a paragraph about file access");
        Self {
            rows: page.lines().flat_map(rows).collect(),
            still: page.lines().filter_map(excuse).collect(),
            doors: in_backticks(doors),
        }
    }

    /// The row that holds for a file, and the room it is in: the nearest one.
    fn room(&self, source: &Source) -> Option<(&Row, String)> {
        let rows = self.rows.iter().filter_map(|row| {
            let length = row.place.len() + usize::from(row.each);
            let room = source.module.get(..length)?;
            room.starts_with(&row.place).then(|| (row, room.join("/")))
        });
        rows.max_by_key(|(_, room)| room.len())
    }

    /// The words that a file never says: those of its row and of the rows around it.
    fn never(&self, source: &Source) -> Vec<&String> {
        let around = |row: &&Row| source.module.starts_with(&row.place);
        let rows = self.rows.iter().filter(around);
        rows.flat_map(|row| &row.never).collect()
    }

    /// Lets pass what the page still excuses, and complains of an excuse that nothing needs any more.
    fn judge(&self, verb: Verb, found: &[Breach]) {
        let faults = found
            .iter()
            .filter(|breach| !self.still.contains(&breach.excuse))
            .map(|breach| breach.says.clone());
        let idle = self
            .still
            .iter()
            .filter(|excuse| excuse.1 == verb)
            .filter(|excuse| !found.iter().any(|breach| breach.excuse == **excuse))
            .map(|excuse| format!("ARCHITECTURE.md still excuses {excuse:?}, and need not"));
        let faults: BTreeSet<String> = faults.chain(idle).collect();
        let faults: Vec<String> = faults.into_iter().collect();
        assert!(faults.is_empty(), "{}", faults.join("\n"));
    }
}

fn excuse(line: &str) -> Option<(String, Verb, String)> {
    let rest = line.strip_prefix("- still: ")?;
    let verb = if rest.contains(" knows ") {
        Verb::Knows
    } else {
        Verb::Imports
    };
    let mut words = in_backticks(rest).into_iter();
    let room = words.next()?.trim_end_matches('/').to_owned();
    Some((room, verb, words.next()?.trim_end_matches('/').to_owned()))
}

fn rows(line: &str) -> Vec<Row> {
    let cells: Vec<&str> = line.split('|').map(str::trim).collect();
    let ["", floor, places, _, never, ""] = cells[..] else {
        return Vec::new();
    };
    let (whole, part) = floor.split_once('.').unwrap_or((floor, "255"));
    let (Ok(whole), Ok(part)) = (whole.parse(), part.parse()) else {
        return Vec::new();
    };
    let row = |place: String| Row {
        floor: (whole, part),
        each: place.ends_with("/*"),
        place: place
            .trim_end_matches("/*")
            .trim_end_matches('/')
            .trim_end_matches(".rs")
            .split('/')
            .map(str::to_owned)
            .collect(),
        never: in_backticks(never),
    };
    in_backticks(places).into_iter().map(row).collect()
}

fn in_backticks(words: &str) -> Vec<String> {
    words
        .split('`')
        .skip(1)
        .step_by(2)
        .map(str::to_owned)
        .collect()
}

#[test]
fn every_file_stands_on_a_floor() {
    let page = Page::read();
    let (program, _) = sources();
    let homeless: Vec<_> = program
        .iter()
        .filter(|source| !source.module.is_empty() && page.room(source).is_none())
        .map(|source| source.path.display().to_string())
        .collect();
    assert!(
        homeless.is_empty(),
        "not in the table of ARCHITECTURE.md: {homeless:?}"
    );
    for row in &page.rows {
        let inhabited = program
            .iter()
            .any(|source| source.module.starts_with(&row.place));
        assert!(inhabited, "nothing stands in `{}`", row.place.join("/"));
    }
}

#[test]
fn a_room_imports_only_from_floors_below() {
    let page = Page::read();
    let (program, _) = sources();
    let imports = imports::all(&program);
    let breaches: Vec<_> = imports
        .iter()
        .filter_map(|import| breach(&page, &program, import))
        .collect();
    page.judge(Verb::Imports, &breaches);
}

fn breach(page: &Page, program: &[Source], import: &Import) -> Option<Breach> {
    let (from, to) = (&program[import.from], &program[import.to]);
    let (above, room) = page.room(from)?;
    let (below, other) = page.room(to)?;
    (room != other && below.floor >= above.floor).then(|| Breach {
        says: format!(
            "src/{}:{} imports `{}`, which is not below",
            from.path.display(),
            import.line,
            to.path.display()
        ),
        excuse: (room, Verb::Imports, other),
    })
}

#[test]
fn no_room_says_what_it_never_knows() {
    let page = Page::read();
    let (program, _) = sources();
    let mut breaches = Vec::new();
    for source in &program {
        let Some((_, room)) = page.room(source) else {
            continue;
        };
        let never = page.never(source);
        for (line, words) in source.code_lines() {
            let said = never.iter().filter(|word| words.contains(word.as_str()));
            breaches.extend(said.map(|word| Breach {
                says: format!("src/{}:{line} knows `{word}`", source.path.display()),
                excuse: (room.clone(), Verb::Knows, (*word).clone()),
            }));
        }
    }
    page.judge(Verb::Knows, &breaches);
}

#[test]
fn lower_floors_touch_the_disk_only_at_their_doors() {
    const FIRST_TO_KEEP_SOMETHING: u8 = 7;
    let page = Page::read();
    let (program, _) = sources();
    let mut faults = Vec::new();
    for source in &program {
        let room = page.room(source);
        let low = room.is_some_and(|(row, _)| row.floor.0 < FIRST_TO_KEEP_SOMETHING);
        let path = source.path.display().to_string();
        if low && !page.doors.contains(&path) {
            let lines = source.code_lines().into_iter();
            let touching =
                lines.filter(|(_, words)| words.contains("fs::") || words.contains("::fs"));
            faults.extend(touching.map(|(line, _)| format!("src/{path}:{line} touches the disk")));
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn what_only_unix_or_linux_has_is_built_only_there() {
    let (program, _) = sources();
    let mut faults = Vec::new();
    for source in &program {
        let elsewhere = source.without("unix").without("target_os");
        let own = ["os::unix", "os::linux", "signal::unix"];
        let lines = elsewhere.code_lines().into_iter();
        let lines = lines.filter(|(_, words)| own.iter().any(|own| words.contains(own)));
        let path = source.path.display();
        faults.extend(lines.map(|(line, words)| format!("src/{path}:{line} {words}")));
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn folders_of_one_room_do_not_import_each_other_in_a_circle() {
    let page = Page::read();
    let (program, _) = sources();
    let room = |at: usize| page.room(&program[at]).map(|(_, room)| room);
    let folder = |at: usize| {
        let module = &program[at].module;
        let inside =
            |other: &Source| other.module.len() > module.len() && other.module.starts_with(module);
        let own = program.iter().any(inside);
        module[..module.len() - usize::from(!own)].to_vec()
    };
    // A folder and what is in it are one to each other: the inner part uses what the outer one defines.
    let ties = imports::all(&program)
        .into_iter()
        .filter(|import| room(import.from) == room(import.to))
        .map(|import| (folder(import.from), folder(import.to)))
        .filter(|(from, to)| !from.starts_with(to) && !to.starts_with(from))
        .collect();
    let circles = imports::circles(&ties);
    assert!(circles.is_empty(), "{circles:#?}");
}

#[test]
fn every_file_opens_with_a_header() {
    let (program, tests) = sources();
    let paths = program.iter().map(|source| &source.path).chain(&tests);
    let bare: Vec<_> = paths
        .filter(|path| {
            let text = fs::read_to_string(root().join("src").join(path)).expect("UTF-8 source");
            !text.starts_with("//! ")
        })
        .collect();
    assert!(bare.is_empty(), "no `//!` header in {bare:?}");
}

#[test]
fn an_import_counts_however_it_is_written() {
    let imports = |text: &str| {
        let read = |path: &str, text: &str| Source::read(path.into(), text.to_owned()).0;
        let sources = [
            read("lib.rs", "mod high; mod low;"),
            read("high.rs", "pub struct Tower; pub fn climb() {}"),
            read(
                "low/mod.rs",
                "mod cellar; pub use cellar::Stone; pub use crate::high::Tower;",
            ),
            read("low/cellar.rs", text),
        ];
        let imports = imports::all(&sources).into_iter();
        let mut seen: Vec<String> = imports
            .filter(|import| import.from == 3)
            .map(|import| format!("{}: {}", import.line, sources[import.to].path.display()))
            .collect();
        seen.dedup();
        seen.join(", ")
    };
    for (text, expected) in [
        ("use crate::high::Tower;", "1: high.rs"),
        (
            "use crate::{\n    high::{\n        Tower,\n    },\n};",
            "1: high.rs",
        ),
        ("use super::super::high as up;", "1: high.rs"),
        ("fn down() {\n    crate::high::climb();\n}", "2: high.rs"),
        ("use super::Tower;", "1: high.rs"),
        (
            "#[cfg(test)]\nfn test() {}\n\nuse crate::high::Tower;",
            "4: high.rs",
        ),
        (
            "#[cfg(test)]\nmod tests {\n    use crate::high::Tower;\n}",
            "",
        ),
        ("#[cfg(test)]\nuse crate::{high::Tower};", ""),
        (
            "// crate::high::climb()\nconst NAME: &str = \"crate::high::climb\";",
            "",
        ),
        ("use super::Stone;\npub struct Stone;", ""),
        ("fn all() -> impl Sized + use<> {\n    go(1);\n}", ""),
    ] {
        assert_eq!(imports(text), expected, "{text}");
    }
}

//! The real program in a folder that holds nothing: the guide inside the program answers, and nothing is left behind.

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

use crate::shipped;

/// An empty folder to call `lotse` in, and a home.
struct Elsewhere {
    folder: tempfile::TempDir,
    home: tempfile::TempDir,
}

impl Elsewhere {
    fn new() -> Self {
        Self {
            folder: tempfile::tempdir().unwrap(),
            home: tempfile::tempdir().unwrap(),
        }
    }

    fn lotse(&self, line: &str) -> Output {
        Command::new(env!("CARGO_BIN_EXE_lotse"))
            .args(line.split(' '))
            .current_dir(self.folder.path())
            .env_clear()
            .env("HOME", self.home.path())
            .env("XDG_CACHE_HOME", self.caches())
            .output()
            .unwrap()
    }

    fn caches(&self) -> std::path::PathBuf {
        self.home.path().join("caches")
    }

    /// What it prints; it must succeed and leave nothing here.
    #[track_caller]
    fn says(&self, line: &str) -> String {
        let output = self.lotse(line);
        let told = String::from_utf8_lossy(&output.stderr);
        assert_eq!(output.status.code(), Some(0), "{line}: {told}");
        let left: Vec<_> = fs::read_dir(self.folder.path()).unwrap().collect();
        assert!(left.is_empty(), "{line} leaves {left:?}");
        String::from_utf8(output.stdout).unwrap()
    }
}

#[test]
fn in_an_empty_folder_the_guide_inside_the_program_answers() {
    let elsewhere = Elsewhere::new();
    for (line, expected) in [
        (
            "ask wer entscheidet über den Auftrag",
            "1.1 Auftrag für die Konzeptentwicklung",
        ),
        ("examples elterncafé", "Elterncafé"),
        ("preview 1.1", "Auftrag für die Konzeptentwicklung"),
        ("config", "knowledge = \"built-in\"  # default"),
        ("explain L012", "L012"),
    ] {
        let said = elsewhere.says(line);
        assert!(said.contains(expected), "{line}: {said}");
    }
    let index = elsewhere.caches().join("lotse/built-in");
    assert!(index.is_dir(), "the index lies among the caches");
}

#[test]
fn in_the_folder_of_a_guide_every_command_takes_it() {
    let elsewhere = Elsewhere::new();
    assert_eq!(elsewhere.lotse("init .").status.code(), Some(0));
    for (line, expected) in [
        ("ask Wann melden wir das Fest an?", "acht Wochen"),
        ("check", "Keine Fehler in 10 Dateien."),
        ("examples", "Lindenweg"),
        ("config", "knowledge = \".\"  # default"),
    ] {
        let output = elsewhere.lotse(line);
        let said = String::from_utf8_lossy(&output.stdout);
        assert!(said.contains(expected), "{line}: {said}");
    }
}

#[test]
fn the_guide_inside_the_program_is_the_shipped_one() {
    let inside = lotse::knowledge::GuideFolder::BuiltIn;
    let shipped = lotse::knowledge::GuideFolder::OnDisk(shipped::knowledge());
    assert_eq!(inside.load().unwrap().guide, shipped.load().unwrap().guide);
    let picture = Path::new("images/platzhalter-video.png");
    assert_eq!(
        inside.picture(picture).unwrap(),
        shipped.picture(picture).unwrap()
    );
    assert!(inside.picture(Path::new("../Cargo.toml")).is_err());
}

#[test]
fn who_names_a_folder_or_checks_one_is_told_that_there_is_none() {
    let elsewhere = Elsewhere::new();
    for (line, expected) in [
        (
            "ask --knowledge leitfaden wer entscheidet",
            "error: the knowledge folder `leitfaden` does not exist\n",
        ),
        (
            "check",
            "error: den Ordner `knowledge` gibt es hier nicht\n",
        ),
        (
            "eval --calibrate",
            "error: der mitgelieferte Leitfaden liegt im Programm",
        ),
    ] {
        let output = elsewhere.lotse(line);
        let told = String::from_utf8(output.stderr).unwrap();
        assert!(
            !output.status.success() && told.contains(expected),
            "{line}: {told}"
        );
    }
}

#[test]
fn a_guide_of_another_folder_has_an_index_of_its_own() {
    let elsewhere = Elsewhere::new();
    let klein = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/guides/klein");
    let line = format!("--knowledge {} --encoder off index", klein.display());
    let said = elsewhere.says(&line);
    assert!(said.contains("lotse/klein-"), "{said}");
}

//! What IT takes from `deploy/`, as far as no container engine and no systemd is needed: every path, flag and variable in
//! it is one that there is, and nothing of a town's gets into an image.

use std::fs;
use std::process::{Command, Output};

use crate::house::root;

fn read(path: &str) -> String {
    fs::read_to_string(root().join(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
}

fn lotse(arguments: &[&str], environment: &[(&str, &str)]) -> Output {
    let folder = tempfile::tempdir().unwrap();
    Command::new(env!("CARGO_BIN_EXE_lotse"))
        .args(arguments)
        .env_clear()
        .envs(environment.iter().copied())
        .current_dir(folder.path())
        .output()
        .unwrap()
}

/// What enters the build of an image: nothing but these, with all that is in them.
fn context() -> Vec<String> {
    let ignored = read(".dockerignore");
    let mut lines = ignored.lines().filter(|line| !line.starts_with('#'));
    assert_eq!(lines.next(), Some("*"), "everything else stays out");
    lines
        .map(|line| line.strip_prefix('!').expect("an exception").to_owned())
        .inspect(|name| assert!(!name.contains(['*', '/', '?']), "{name}"))
        .collect()
}

/// The lines of the Containerfile, with those that go on joined.
fn instructions() -> Vec<String> {
    let file = read("deploy/Containerfile").replace("\\\n", " ");
    let lines = file.lines().filter(|line| !line.starts_with('#'));
    lines.map(str::to_owned).collect()
}

#[test]
fn nothing_of_a_town_enters_the_build_of_an_image() {
    let context = context();
    let enters = |path: &str| {
        let top = path.split('/').next().unwrap();
        context.iter().any(|name| name == top)
    };
    for path in [
        ".git/config",
        "data/journal.sqlite3",
        "data/journal-form-6.sqlite3",
        "deploy/lotse.toml",
        "index/meta.json",
        "lotse.toml",
        "target/debug/lotse",
        "telegram-token",
    ] {
        assert!(!enters(path), "{path}");
    }
    for path in [
        "Cargo.lock",
        "build.rs",
        "src/main.rs",
        "models/e5-small-de.bin",
    ] {
        assert!(enters(path), "{path}");
    }
    let workspace = read("Cargo.toml");
    let members = workspace
        .lines()
        .find(|line| line.starts_with("members = "));
    for member in members.unwrap().split('"').skip(1).step_by(2) {
        assert!(enters(member), "{member}");
    }
    for name in context {
        assert!(root().join(&name).exists(), "{name}");
    }
}

#[test]
fn an_image_copies_what_there_is() {
    let context = context();
    let mut copied = 0;
    for line in instructions() {
        let Some(from) = line.strip_prefix("COPY --from=build ") else {
            continue;
        };
        copied += 1;
        let paths = from.split(' ').filter(|word| !word.starts_with("--"));
        let path = paths.clone().next().unwrap();
        assert_eq!(paths.count(), 2, "{line}");
        let made = ["/lotse/target/dist/lotse", "/index", "/data"];
        let in_context = path.strip_prefix("/lotse/").map(str::to_owned);
        assert!(
            made.contains(&path) || in_context.is_some_and(|name| context.contains(&name)),
            "{line}"
        );
    }
    assert_eq!(copied, 4);
}

#[test]
fn an_image_calls_lotse_as_it_is_called() {
    let file = instructions().join("\n");
    let built = file.split(" && ").find_map(|command| {
        let command = command.trim().strip_prefix("target/dist/lotse ")?;
        Some(command.split_whitespace().collect::<Vec<_>>())
    });
    let lists = file.split('[').skip(1).map(|list| {
        let (list, _) = list.split_once(']').unwrap();
        let words = list.split(", ").map(|word| word.trim_matches('"'));
        words
            .filter(|word| !word.ends_with("/lotse"))
            .collect::<Vec<_>>()
    });
    let calls: Vec<Vec<&str>> = lists.chain(built).filter(|call| !call.is_empty()).collect();
    assert_eq!(
        calls,
        [
            vec!["health"],
            vec!["serve"],
            vec!["--index", "/index", "index"]
        ]
    );
    for mut call in calls {
        call.push("--help");
        let output = lotse(&call, &[]);
        assert!(output.status.success(), "{call:?}: {output:?}");
    }
}

#[test]
fn every_variable_of_an_image_is_a_setting() {
    let lines = instructions();
    let variables: Vec<(&str, &str)> = lines
        .iter()
        .find_map(|line| line.strip_prefix("ENV "))
        .unwrap()
        .split_whitespace()
        .map(|pair| pair.split_once('=').unwrap())
        .collect();
    let shown = lotse(&["config"], &variables);
    let shown = String::from_utf8(shown.stdout).unwrap();
    for (variable, _) in variables {
        // Where the token is does not stand among the settings, but in what is said of it.
        let is_known = shown.contains(variable) || variable == "LOTSE_TOKEN_FILE";
        assert!(is_known, "{variable}\n{shown}");
    }
}

#[test]
fn the_units_call_lotse_as_it_is_called() {
    for unit in ["lotse.service", "lotse-backup.service"] {
        let text = read(&format!("deploy/{unit}")).replace("$(date +%%F-%%H%%M%%S)", "today");
        let calls: Vec<Vec<&str>> = text
            .lines()
            .filter_map(|line| line.split_once("lotse --config /etc/lotse/lotse.toml "))
            .map(|(_, call)| call.split([' ', '"', '\'']).collect())
            .collect();
        assert!(!calls.is_empty(), "{unit}");
        for call in calls {
            let words = call.into_iter().filter(|word| !word.is_empty());
            let words: Vec<&str> = words.chain(["--help"]).collect();
            let output = lotse(&words, &[]);
            assert!(output.status.success(), "{unit}: {words:?}: {output:?}");
        }
    }
}

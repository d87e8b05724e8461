//! `lotse ask` as programs call it: its JSON, and what answers where the language model is off.

use std::path::Path;
use std::process::Command;

use serde_json::Value;

use crate::shipped;

/// Runs `lotse ask --json` on the shipped guide with these arguments.
fn ask(arguments: &[&str]) -> Value {
    let asked = Command::new(env!("CARGO_BIN_EXE_lotse"))
        .arg("--knowledge")
        .arg(shipped::knowledge())
        .arg("--index")
        .arg(Path::new(env!("CARGO_TARGET_TMPDIR")).join("index"))
        .args(["ask", "--json"])
        .args(arguments)
        .env_remove("LOTSE_ENCODER")
        .output()
        .unwrap();
    let said = String::from_utf8(asked.stdout).unwrap();
    let mut lines = said.lines();
    let line = lines.next().unwrap_or_else(|| {
        let wrong = String::from_utf8_lossy(&asked.stderr);
        panic!("{arguments:?} says nothing: {wrong}")
    });
    assert_eq!(lines.next(), None, "one question, one line");
    serde_json::from_str(line).unwrap()
}

/// The keys that are always there, whatever is asked.
const KEYS: [&str; 10] = [
    "question",
    "status",
    "text",
    "place",
    "kind",
    "also",
    "municipality",
    "confidence",
    "micros",
    "passages",
];

fn has_the_keys_of_its_kind(told: &Value) {
    let keys = told.as_object().expect("an object").keys();
    let mut keys: Vec<&str> = keys.map(String::as_str).collect();
    let mut expected = KEYS.to_vec();
    keys.sort_unstable();
    expected.sort_unstable();
    assert_eq!(keys, expected, "{told}");
    assert!(told["micros"].is_u64(), "{told}");
    let status = told["status"].as_str().unwrap();
    assert!(
        ["answered", "unsure", "not_found"].contains(&status),
        "{told}"
    );
    for also in told["also"].as_array().expect("a list") {
        for key in ["place", "municipality", "quote"] {
            assert!(also.get(key).is_some(), "{key} lacks in {also}");
        }
    }
    for passage in told["passages"].as_array().expect("a list") {
        for key in [
            "id",
            "kind",
            "place",
            "municipality",
            "title",
            "text",
            "score",
        ] {
            assert!(passage.get(key).is_some(), "{key} lacks in {passage}");
        }
    }
}

#[test]
fn what_programs_read_has_all_keys_and_tells_what_was_shown() {
    let question = "wie formulieren wir ziele";
    for (asked, status, kind, place, town) in [
        (question, "answered", "section", Some("3"), None),
        ("1.2", "answered", "screen", Some("1.2"), None),
        (
            "beispiele aus bochum",
            "answered",
            "list",
            None,
            Some("Bochum"),
        ),
        ("ogs ?", "answered", "term", None, None),
        ("schritt 9", "not_found", "notice", None, None),
        ("asdfgh", "not_found", "notice", None, None),
    ] {
        let told = ask(&[asked]);
        has_the_keys_of_its_kind(&told);
        assert_eq!(told["question"], asked);
        assert_eq!(told["status"], status, "{asked}: {told}");
        assert_eq!(told["kind"], kind, "{asked}: {told}");
        if kind == "list" {
            let entries = told["passages"].as_array().unwrap();
            assert!(entries.len() > 3, "{asked}: {told}");
            assert!(entries.iter().all(|entry| entry["kind"] == "example"));
        } else {
            assert_eq!(told["place"].as_str(), place, "{asked}: {told}");
        }
        assert_eq!(told["municipality"].as_str(), town, "{asked}: {told}");
    }
    let told = ask(&["wer hat die federfürung"]);
    let also = told["also"].as_array().unwrap();
    assert_eq!(also.len(), 2, "{told}");
    let text = told["text"].as_str().unwrap();
    for also in also {
        let quote = also["quote"].as_str().unwrap();
        let begin: String = quote.chars().take(40).collect();
        assert!(text.contains(&begin), "`{begin}` is shown:\n{text}");
    }
}

#[test]
fn words_alone_answer_a_simple_question_where_the_model_is_off() {
    for (asked, place, words) in [
        ("wer entscheidet über den auftrag", "1.1", "Dezernat"),
        ("brauchen wir ein redaktionsteam", "8", "Redaktionsteam"),
        ("brauchen wir einen ratsbeschluss", "1.1", "Ratsbeschluss"),
    ] {
        let told = ask(&["--encoder", "off", asked]);
        has_the_keys_of_its_kind(&told);
        assert_eq!(told["place"], place, "{asked}: {told}");
        assert!(told["text"].as_str().unwrap().contains(words), "{told}");
    }
}

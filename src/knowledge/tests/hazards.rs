//! Files that YAML readers stumble over: each is a clear fault, none costs time or memory.

use std::fs;

use super::super::load;
use super::super::yaml::{self, MAX_BYTES, Value};
use super::{Diagnostic, Draft, check, klein};

const FILE: &str = "glossary.yaml";

/// The only fault of a glossary with these bytes, without its path.
fn only_fault(bytes: impl Into<Vec<u8>>) -> String {
    let faults = Draft::klein().with(FILE, bytes).faults();
    let mut here = faults.lines().filter(|line| line.starts_with(FILE));
    let first = here.next().unwrap_or("nothing").to_owned();
    assert_eq!(here.next(), None, "more than one fault: {faults}");
    first.trim_start_matches("glossary.yaml:").to_owned()
}

fn glossary() -> String {
    fs::read_to_string(klein().join(FILE)).expect("it can be read")
}

#[test]
fn what_editors_on_windows_write_is_read_like_everything_else() {
    let text = format!("\u{feff}{}", glossary().replace('\n', "\r\n"));
    let draft = Draft::klein().with(FILE, text);
    assert_eq!(draft.faults(), "");
    assert_eq!(draft.read().0, Draft::klein().read().0);
}

#[test]
fn tabs_are_named_with_the_number_of_lines() {
    assert_eq!(
        only_fault(glossary().replacen("term: Ordnungsamt", "term:\tOrdnungsamt", 1)),
        "9:10 L006 hier steht ein Tabulator"
    );
    let indented = glossary().replace("  - id", "\t- id");
    assert!(only_fault(indented).starts_with("8:1 L006 hier und in 2 weiteren Zeilen"));
}

#[test]
fn a_second_document_is_refused() {
    let text = format!("{}---\nterms: []\n", glossary());
    assert_eq!(
        only_fault(text),
        "27:1 L008 hier beginnt ein zweites Dokument (`---`)"
    );
}

#[test]
fn bytes_that_are_not_utf8_are_found_where_they_stand() {
    let mut bytes = glossary().into_bytes();
    bytes[11] = 0xff;
    assert_eq!(
        only_fault(bytes),
        "2:6 L003 dieses Zeichen ist nicht in UTF-8 gespeichert"
    );
}

#[test]
fn anchors_and_aliases_are_refused_before_they_can_grow() {
    let is_at = |text: &str, place: &str| {
        let expected =
            format!("{place} L009 Anker und Verweise (`&name`, `*name`) sind nicht erlaubt");
        assert_eq!(only_fault(text), expected, "{text}");
    };
    is_at("from: &a {origin: guide}\n", "1:7");
    is_at("from: &a\n  origin: guide\n", "1:7");
    is_at("terms: [*nirgends]\n", "1:9");
    let nested: String = (1..30)
        .map(|n| format!("l{n}: &l{n} [*l{0}, *l{0}, *l{0}]\n", n - 1))
        .collect();
    assert!(only_fault(format!("l0: &l0 [x]\n{nested}")).contains(" L009 "));
    assert!(only_fault("terms: *nirgends\n").contains(" L009 "));
    let quadratic = format!(
        "a: &a \"{}\"\nb: [{}]\n",
        "x".repeat(20_000),
        "*a, ".repeat(9_000)
    );
    assert!(only_fault(quadratic).contains(" L009 "));
}

#[test]
fn depth_and_size_have_limits() {
    assert!(only_fault("[".repeat(20_000)).contains(" L010 "));
    let deep: String = (0..200).map(|n| format!("{}a:\n", " ".repeat(n))).collect();
    assert!(only_fault(deep).contains(" L010 "));
    assert!(only_fault("- a\n".repeat(60_000)).contains(" L010 "));
    assert_eq!(
        only_fault("a".repeat(MAX_BYTES + 1)),
        "1:1 L002 die Datei ist größer als 1024 KiB"
    );
}

#[test]
fn broken_yaml_says_in_german_what_is_broken() {
    for (text, expected) in [
        (
            "terms: a: b\n",
            "1:9 L007 hier steht ein `:`, wo keiner stehen darf",
        ),
        (
            "terms: \"offen\n",
            "1:8 L007 das Anführungszeichen wird nicht geschlossen",
        ),
        (
            "terms: [offen\n",
            "1:8 L007 die Klammer wird nicht geschlossen",
        ),
        (
            "terms: @x\n",
            "1:8 L007 dieses Zeichen darf hier nicht ohne Anführungszeichen stehen",
        ),
        (
            "terms:\nkein Schlüssel\n",
            "2:1 L007 hier fehlt der `:` hinter dem Schlüssel",
        ),
        (
            "terms: | Text\n  mehr\n",
            "1:8 L007 hinter `|` oder `>` darf in derselben Zeile nichts stehen",
        ),
        (
            "terms: a\u{0}b\n",
            "1:9 L007 dieses Zeichen darf hier nicht ohne Anführungszeichen stehen",
        ),
        (
            "? [a]\n: b\n",
            "1:3 L007 der Schlüssel muss ein einfaches Wort sein",
        ),
    ] {
        assert_eq!(only_fault(text), expected, "{text:?}");
    }
}

#[test]
fn an_empty_file_says_that_it_is_empty() {
    assert_eq!(
        only_fault(""),
        "1:1 L023 die Datei ist leer (Bemerkungen zählen nicht)"
    );
    assert_eq!(
        only_fault("# nur ein Kommentar"),
        "1:20 L023 die Datei ist leer (Bemerkungen zählen nicht)"
    );
    let told = &hints(FILE, "\n# nur das\n")[0];
    let expected =
        "`lotse new term` zeigt, was hineingehört; brauchen Sie die Datei nicht, löschen Sie sie";
    assert!(told.contains(expected), "{told}");
    assert!(hints("guide.yaml", "")[0].starts_with("guide.yaml L023: `lotse new guide` zeigt"));
}

#[test]
fn merge_keys_are_keys_like_any_other_and_not_known() {
    check(
        "steps/3-danach.yaml",
        "  id: danach",
        "  <<: {note: x}\n  id: danach",
        "steps/3-danach.yaml:8:3 L020 Schritt: `<<` ist kein bekannter Schlüssel",
    );
}

#[test]
fn scalars_stay_the_text_that_was_written() {
    let content = |yaml: &str| match yaml::parse(yaml).expect("it is YAML").value {
        Value::Text(text) => (text.content, text.untyped),
        other => panic!("{other:?}"),
    };
    assert_eq!(content("1.10"), ("1.10".to_owned(), true));
    assert_eq!(content("\"1.10\""), ("1.10".to_owned(), false));
    assert_eq!(content("0x10"), ("0x10".to_owned(), true));
    assert_eq!(content("no"), ("no".to_owned(), false));
    assert_eq!(content("true"), ("true".to_owned(), true));
    assert_eq!(content("2026-11-22"), ("2026-11-22".to_owned(), false));
    assert_eq!(yaml::parse("~").expect("it is YAML").value, Value::Empty);
}

#[test]
fn a_missing_folder_or_manifest_is_an_error_with_a_hint() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let error = load(&folder.path().join("nirgends")).expect_err("there is no folder");
    assert!(error.to_string().ends_with("does not exist"), "{error}");
    let error = load(folder.path()).expect_err("there is no manifest");
    assert!(
        error.to_string().starts_with("there is no `guide.yaml` in"),
        "{error}"
    );
    assert!(error.hint().contains("--knowledge"));
}

#[test]
fn a_guide_without_a_step_says_so_and_strange_files_are_mentioned() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    fs::copy(klein().join("guide.yaml"), folder.path().join("guide.yaml")).expect("copied");
    fs::write(folder.path().join("glosar.yaml"), "terms: []").expect("written");
    fs::write(folder.path().join("gaps.yml"), "gaps: []").expect("written");
    fs::write(folder.path().join("guide.yml"), "title: Alt").expect("written");
    fs::write(folder.path().join("README.md"), "# Für Menschen").expect("written");
    let loaded = load(folder.path()).expect("there is a manifest");
    let said: Vec<String> = loaded
        .faults
        .iter()
        .map(|fault| format!("{} {} {}", fault.file, fault.code, fault.hint))
        .collect();
    assert!(
        said[0].starts_with("gaps.yml L023 "),
        "it is read: {said:?}"
    );
    assert_eq!(
        said[1..3],
        [
            "glosar.yaml L013 benennen Sie sie in `glossary.yaml` um.",
            "guide.yml L013 führen Sie beide in `guide.yaml` zusammen und löschen Sie `guide.yml`"
        ]
    );
    assert!(said[3].starts_with("steps L014 "), "{said:?}");
    assert!(loaded.guide.is_none());
}

#[cfg(unix)]
#[test]
fn links_that_lead_out_of_the_folder_are_refused_and_links_inside_are_followed() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    for path in ["guide.yaml", "sources.yaml"] {
        fs::copy(klein().join(path), folder.path().join(path)).expect("copied");
    }
    let steps = folder.path().join("steps");
    fs::create_dir(&steps).expect("created");
    fs::copy(
        klein().join("steps/3-danach.yaml"),
        folder.path().join("drei.txt"),
    )
    .expect("copied");
    std::os::unix::fs::symlink("../drei.txt", steps.join("3-danach.yaml")).expect("linked");
    std::os::unix::fs::symlink(
        klein().join("glossary.yaml"),
        folder.path().join("glossary.yaml"),
    )
    .expect("linked");
    let loaded = load(folder.path()).expect("there is a manifest");
    let said: Vec<String> = loaded
        .faults
        .iter()
        .map(|fault| format!("{} {}", fault.file, fault.code))
        .collect();
    assert_eq!(said, ["glossary.yaml L012", "steps/3-danach.yaml L060"]);
}

#[test]
fn a_large_file_is_refused_by_its_size_before_it_is_read() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    fs::copy(klein().join("guide.yaml"), folder.path().join("guide.yaml")).expect("copied");
    let large = fs::File::create(folder.path().join("glossary.yaml")).expect("created");
    large
        .set_len(10 * 1024 * 1024 * 1024)
        .expect("a sparse file");
    let loaded = load(folder.path()).expect("there is a manifest");
    assert_eq!(loaded.faults[0].code.as_str(), "L002");
}

#[test]
fn a_file_that_cannot_be_read_is_one_fault_and_not_one_for_every_reference_into_it() {
    let draft = Draft::klein().with("sources.yaml", "sources: [\n");
    assert_eq!(
        draft.faults(),
        "sources.yaml:1:10 L007 die Klammer wird nicht geschlossen\n"
    );
}

/// The faults of the small guide with another text in a file, each with its hint.
fn hints(path: &str, text: &str) -> Vec<String> {
    let (_, faults, _) = Draft::klein().with(path, text).read();
    let line = |fault: &Diagnostic| format!("{} {}: {}", fault.file, fault.code, fault.hint);
    faults.iter().map(line).collect()
}

#[test]
fn an_emptied_file_is_the_one_fault_and_counts_what_leads_into_it() {
    let faults = hints("steps/2-vorbereitung.yaml", "");
    assert_eq!(faults.len(), 1, "{faults:?}");
    assert!(
        faults[0].starts_with("steps/2-vorbereitung.yaml L023"),
        "{faults:?}"
    );
    assert!(
        faults[0].contains("Verweise noch nicht geprüft"),
        "{faults:?}"
    );
    assert_eq!(hints("glossary.yaml", "terms:\n").len(), 1);
}

#[test]
fn a_misnamed_file_is_the_fault_and_not_what_leads_into_it() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    for file in Draft::klein().read().2 {
        let name = file.path.replace("sources.yaml", "source.yaml");
        let path = folder.path().join(name);
        fs::create_dir_all(path.parent().expect("it is in a folder")).expect("made");
        fs::write(path, file.text).expect("written");
    }
    fs::create_dir(folder.path().join("images")).expect("made");
    fs::write(folder.path().join("images/platzhalter.png"), "").expect("written");
    let loaded = load(folder.path()).expect("there is a guide");
    let faults: Vec<String> = loaded
        .faults
        .iter()
        .map(|fault| format!("{} {:?} {}", fault.code, fault.severity, fault.hint))
        .collect();
    assert_eq!(faults.len(), 1, "{faults:?}");
    let expected = "L013 Fault benennen Sie sie in `sources.yaml` um. Deshalb sind";
    assert!(faults[0].starts_with(expected), "{faults:?}");
}

#[test]
fn a_slip_that_is_no_yaml_comes_with_the_line_as_it_should_be() {
    for (text, expected) in [
        (
            "terms:\n  - id: a\n    term:Team\n    text: b\n",
            "schreiben Sie `term: Team`",
        ),
        (
            "terms:\n  - id: a\n\u{a0}\u{a0}  term: Team\n",
            "schreiben Sie mit gewöhnlichen `    term: Team`",
        ),
        (
            "terms:\n  - id: a\n    aliases: - wer ist das\n",
            "schreiben Sie `aliases:` und darunter, eingerückt, `- wer ist das`",
        ),
        (
            "terms:\n  - id: a\n    term: \"Team“\n    text: Wir\n  - id: b\n    term: \"Rat\"\n",
            "in Zeile 3 gehören die Anführungszeichen nicht zusammen; schreiben Sie `    term: \"Team\"`",
        ),
        (
            "terms:\n  - id: a\n    term: „Team: alle\"\n",
            "in Zeile 3 gehören die Anführungszeichen nicht zusammen; schreiben Sie `    term: \"Team: alle\"`",
        ),
        (
            "terms:\n  - id: a\n    text: \"Eine\n      Zeile\"\n    aliases:\n      - \"wer ist im „Team“\n    term: Team\n",
            "in Zeile 6 fehlt das schließende Anführungszeichen; schreiben Sie `      - \"wer ist im „Team“\"`",
        ),
        (
            "terms:\n  - id: a\n    aliases:\n      - wer\n      wie\n      - was\n",
            "in Zeile 5 fehlt das `- ` des Eintrags; schreiben Sie `      - wie`",
        ),
        (
            "terms:\n  - id: a\n    term: 'Team\n    text: Wir\n",
            "in Zeile 3 fehlt das schließende Anführungszeichen; schreiben Sie `    term: 'Team'`",
        ),
        (
            "terms:\n  - id: a\n  term: Team\n",
            "in Zeile 3 steht der Schlüssel zu weit links; schreiben Sie `    term: Team`",
        ),
        (
            "terms:\n  - id: a\n    text: |\n    nicht eingerückt\n",
            "rücken Sie den Text unter `text: |` ein: `      nicht eingerückt`",
        ),
    ] {
        let faults = hints(FILE, text);
        let is_told = faults.iter().any(|fault| fault.contains(expected));
        assert!(is_told, "{text:?}: {faults:?}");
    }
}

#[test]
fn a_value_of_the_wrong_form_comes_with_the_right_one() {
    let change = |path: &str, from: &str, to: &str| {
        let (_, faults, _) = Draft::klein().changing(path, from, to).read();
        let hints: Vec<&str> = faults.iter().map(|fault| fault.hint.as_str()).collect();
        hints.join("\n")
    };
    assert_eq!(
        change(
            "steps/2-vorbereitung.yaml",
            "number: \"2.1\"",
            "number: „2.1“"
        ),
        "schreiben Sie `number: \"2.1\"`, mit geraden Anführungszeichen"
    );
    for list in ["questions.yaml", "glossary.yaml"] {
        assert_eq!(
            change(list, "[\"2.1\"", "[„2.1“"),
            "schreiben Sie `\"2.1\"`, mit geraden Anführungszeichen"
        );
    }
    assert_eq!(
        change("guide.yaml", "format: 1\n", "format: 1.0\n"),
        "schreiben Sie eine ganze Zahl: `format: 1`"
    );
    let missing = change("guide.yaml", "format: 1\n", "");
    assert!(
        missing.starts_with("ergänzen Sie `format: 1`:"),
        "{missing}"
    );
    let alias =
        "terms:\n  - id: a\n    term: A\n    aliases:\n      - Träger: wer ist das\n    text: B\n";
    let hints = hints(FILE, alias).join("\n");
    assert!(
        hints.contains("setzen Sie den Text in Anführungszeichen: `- \"Träger: wer ist das\"`"),
        "{hints}"
    );
}

#[test]
fn of_numbers_those_that_there_are_are_named_and_none_is_guessed() {
    let (_, faults, _) = Draft::klein()
        .changing("questions.yaml", "\"2.1\"", "\"2.4\"")
        .read();
    assert_eq!(faults[0].hint, "bei Schritt 2 gibt es 2, 2.1, 2.2");
    let (_, faults, _) = Draft::klein()
        .changing("questions.yaml", "\"2.1\"", "\"9.1\"")
        .read();
    assert_eq!(faults[0].hint, "die Nummern der Schritte sind 1, 2, 3");
}

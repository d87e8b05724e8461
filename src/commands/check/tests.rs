//! What editors are told of the small guide, changed here and there.

use std::path::Path;

use time::macros::date;

use super::{CheckArgs, CheckFormat, Failure, Success, check};
use crate::answer::Library;
use crate::commands::golden::{self, GoldenReport};
use crate::commands::{ExitKind, init};
use crate::conversation::testing::Talk;
use crate::knowledge;

fn run(folder: &Path, format: CheckFormat) -> (Success, String) {
    let args = CheckArgs {
        format,
        no_search: true,
        ..CheckArgs::default()
    };
    run_with(folder, &args)
}

pub(super) fn run_with(folder: &Path, args: &CheckArgs) -> (Success, String) {
    let today = date!(2026 - 11 - 22);
    let mut out = Vec::new();
    let success = check(folder, args, today, false, &mut out).expect("it can be checked");
    (success, String::from_utf8(out).expect("texts are UTF-8"))
}

#[test]
fn a_sound_guide_is_one_line_and_fine() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/guides/klein");
    let (success, out) = run(&folder, CheckFormat::Text);
    assert_eq!(out, "Keine Fehler in 11 Dateien.\n");
    assert_eq!(success, Success::Fine);
}

#[test]
fn a_missing_folder_is_a_failure_with_a_hint() {
    let (args, today) = (CheckArgs::default(), date!(2026 - 11 - 22));
    let mut out = Vec::new();
    let checked = check(Path::new("gibt-es-nicht"), &args, today, false, &mut out);
    let Err(Failure::Told {
        kind,
        sentence,
        hint,
        ..
    }) = checked
    else {
        panic!("{checked:?}");
    };
    assert_eq!(
        (sentence.as_str(), hint.as_str()),
        (
            "den Ordner `gibt-es-nicht` gibt es hier nicht",
            "nennen Sie den Ordner Ihres Leitfadens mit `--knowledge ORDNER`; einen neuen legt `lotse init ORDNER` an"
        )
    );
    assert_eq!((kind, out.len()), (ExitKind::Unable, 0));
}

#[test]
fn a_guide_as_init_writes_it_has_nothing_to_complain_of_when_all_its_forms_are_asked() {
    let parent = tempfile::tempdir().expect("a temporary folder");
    let folder = parent.path().join("neu");
    let args = init::InitArgs {
        folder: folder.clone(),
    };
    init::run(&args, date!(2026 - 11 - 22)).expect("there is nothing yet");
    let (success, out) = run_with(&folder, &CheckArgs::default());
    assert_eq!(out, "Keine Fehler in 10 Dateien.\n");
    assert_eq!(success, Success::Fine);

    let guide = knowledge::load(&folder).expect("it is there").guide;
    let library = Library::in_memory(guide.expect("it is sound")).expect("it can be searched");
    let report = GoldenReport::of(&golden::ask_all(&library));
    assert_eq!(report.misses, Vec::<String>::new());
    hands_out_its_document(&library);
}

/// The document that `init` writes is handed out: what was decided and noted stands in it, and nothing is a gap.
fn hands_out_its_document(library: &Library) {
    let mut talk = Talk::with(library);
    let before = talk.last(&["export", "aushang für die nachbarschaft", "nur text"]);
    assert_eq!(before.matches("[Lücke: ").count(), 2, "{before}");
    talk.play(&[
        "entscheidungen",
        "1",
        "ja",
        "1.1",
        "notiz: von der Nr. 2 bis zur Nr. 9",
    ]);
    let after = talk.last(&["export", "aushang für die nachbarschaft", "nur text"]);
    assert!(after.contains("schlechtes Wetter? Ja"), "{after}");
    assert!(after.contains("von der Nr. 2 bis zur Nr. 9"), "{after}");
    assert!(!after.contains("[Lücke: "), "{after}");
}

#[test]
fn editors_get_one_object_a_fault_and_nothing_else() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    std::fs::write(folder.path().join("guide.yaml"), "format: 1\ntitel: Fest\n").expect("written");
    let (success, out) = run(folder.path(), CheckFormat::Json);
    assert_eq!(success, Success::Short);
    for line in out.lines() {
        let fault: serde_json::Value = serde_json::from_str(line).expect("each line is JSON");
        let mut keys: Vec<&str> = fault
            .as_object()
            .into_iter()
            .flatten()
            .map(|(key, _)| key.as_str())
            .collect();
        keys.sort_unstable();
        assert_eq!(
            keys,
            [
                "code",
                "column",
                "end_column",
                "file",
                "hint",
                "line",
                "message",
                "severity"
            ]
        );
    }
    assert!(out.contains("meinten Sie `title`?"), "{out}");
}

/// The small guide in a folder of its own, with one text changed.
pub(super) fn changed(path: &str, from: &str, to: &str) -> tempfile::TempDir {
    let klein = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/guides/klein");
    let folder = tempfile::tempdir().expect("a temporary folder");
    for below in ["", "steps", "examples", "images"] {
        std::fs::create_dir_all(folder.path().join(below)).expect("created");
        for entry in std::fs::read_dir(klein.join(below)).expect("it is there") {
            let entry = entry.expect("it can be listed");
            if entry.path().is_file() {
                let copy = folder.path().join(below).join(entry.file_name());
                std::fs::copy(entry.path(), copy).expect("copied");
            }
        }
    }
    edit(folder.path(), path, from, to);
    folder
}

/// Replaces a text in a file of a guide.
pub(super) fn edit(folder: &Path, path: &str, from: &str, to: &str) {
    let path = folder.join(path);
    let text = std::fs::read_to_string(&path).expect("it is there");
    assert!(text.contains(from), "{from:?}");
    std::fs::write(path, text.replacen(from, to, 1)).expect("written");
}

#[test]
fn stale_thresholds_are_a_hint_and_no_fault() {
    let folder = changed("guide.yaml", "title:", "title:");
    let file = folder.path().join("calibration.yaml");
    std::fs::write(
        &file,
        "answer: 0.5\ntheme: 0.3\nsure: 0.9\nof: \"abgestimmt auf anderes\"\n",
    )
    .expect("written");
    let (success, out) = run(folder.path(), CheckFormat::Text);
    assert_eq!(success, Success::Fine);
    assert!(out.contains("L068"), "{out}");
    let guide = crate::knowledge::load(folder.path())
        .expect("it is there")
        .guide;
    let basis = crate::knowledge::calibration::basis(&guide.expect("nothing is wrong"));
    let fresh = format!("answer: 0.5\ntheme: 0.3\nsure: 0.9\nof: \"{basis}\"\n");
    std::fs::write(&file, fresh).expect("written");
    assert_eq!(
        run(folder.path(), CheckFormat::Text).1,
        "Keine Fehler in 12 Dateien.\n"
    );
}

#[test]
fn github_shows_a_fault_beside_its_line() {
    let folder = changed(
        "glossary.yaml",
        "synonyms: [Wohnung]",
        "synonyms: [\"100 % Rat, ja: gern\", Rat]",
    );
    let (_, out) = run(folder.path(), CheckFormat::Github);
    let at = folder.path().display().to_string();
    insta::assert_snapshot!(out.replace(&at, "knowledge"), @"
    ::warning file=knowledge/glossary.yaml,line=16,col=39,endColumn=42,title=L057 Dieses Synonym ist ein Alltagswort.::`Rat` ist ein Alltagswort%0AHinweis: Es würde gewöhnliche Sätze an sich ziehen. Tragen Sie es in guide.yaml unter `common_words` ein oder lassen Sie es weg.
    Keine Fehler, 1 Warnung in 11 Dateien.
    ");
}

#[test]
fn what_github_would_misread_is_escaped() {
    let folder = changed("glossary.yaml", "- id: oa", "- id: \"100 %, ja: nein\"");
    let (_, out) = run(&folder.path().join("."), CheckFormat::Github);
    let first = out.lines().next().unwrap_or_default();
    assert!(
        first.contains("title=L024 Das ist keine gültige id.::Begriff: `100 %25, ja: nein` ist"),
        "{first}"
    );
}

#[test]
fn a_warning_is_allowed_with_a_reason() {
    let check = |comment: &str, expected: &str| {
        let to = format!("synonyms: [Rat]{comment}");
        let folder = changed("glossary.yaml", "synonyms: [Wohnung]", &to);
        let (_, out) = run(folder.path(), CheckFormat::Text);
        let heads = out
            .lines()
            .filter(|line| !line.starts_with([' ', '1', '-']) && !line.is_empty());
        assert_eq!(heads.collect::<Vec<_>>().join("\n"), expected, "{comment}");
    };
    check(
        "  # lotse: erlaubt L057 – so heißt er hier",
        "Keine Fehler (1 erlaubt) in 11 Dateien.",
    );
    check(
        "  # lotse: erlaubt L056, L057: so heißt er hier",
        "Keine Fehler (1 erlaubt) in 11 Dateien.",
    );
    check(
        "  # lotse: erlaubt L057",
        "Warnung L057: `Rat` ist ein Alltagswort\n\
         Warnung L070: erlaubt L057, sagt aber nicht warum\n\
         Keine Fehler, 2 Warnungen in 11 Dateien.",
    );
    check(
        "  # lotse: erlaubt L057 – so heißt er hier\n    # lotse: erlaubt L058 – nur zur Sicherheit",
        "Warnung L071: hier gibt es kein L058 zu erlauben\n\
         Keine Fehler, 1 Warnung (1 erlaubt) in 11 Dateien.",
    );
    check(
        "  # lotse: L057",
        "Warnung L057: `Rat` ist ein Alltagswort\n\
         Warnung L071: diese Erlaubnis nennt keinen Code\n\
         Keine Fehler, 2 Warnungen in 11 Dateien.",
    );
}

#[test]
fn an_allowance_holds_for_the_next_line_and_is_a_comment_not_a_text() {
    let above =
        "# lotse: erlaubt L057 – so heißt er hier\n    # noch ein Wort\n\n    synonyms: [Rat]";
    let folder = changed("glossary.yaml", "synonyms: [Wohnung]", above);
    let (_, out) = run(folder.path(), CheckFormat::Text);
    assert_eq!(out, "Keine Fehler (1 erlaubt) in 11 Dateien.\n");

    let text = "synonyms: [Rat]\n    text: |\n      Der Rat tagt # lotse: erlaubt L057 – im Text\n    general: true\n  - id: neu\n    term: Neu";
    let folder = changed("glossary.yaml", "synonyms: [Wohnung]", text);
    let (_, out) = run(folder.path(), CheckFormat::Text);
    assert!(out.contains("Warnung L057"), "{out}");
    assert!(!out.contains("L071"), "{out}");
}

#[test]
fn faults_cannot_be_allowed() {
    let folder = changed(
        "glossary.yaml",
        "- id: oa",
        "# lotse: erlaubt L024 – soll so\n  - id: OA",
    );
    let (success, out) = run(folder.path(), CheckFormat::Text);
    assert_eq!(success, Success::Short);
    assert!(out.contains("Fehler L024"), "{out}");
    assert!(
        out.contains("Warnung L071: L024 ist ein Fehler und lässt sich nicht erlauben"),
        "{out}"
    );
}

#[test]
fn many_warnings_of_a_kind_are_counted() {
    let numbers: String = (0..22).map(|n| format!("{n}, ")).collect();
    let folder = changed(
        "glossary.yaml",
        "synonyms: [Wohnung]",
        &format!("synonyms: [{numbers}]"),
    );
    let (_, out) = run(folder.path(), CheckFormat::Text);
    assert_eq!(out.matches("Warnung L027").count(), 10);
    let end: Vec<&str> = out.lines().rev().take(3).collect();
    assert_eq!(
        end,
        [
            "Keine Fehler, 22 Warnungen in 11 Dateien.",
            "",
            "… und 12 weitere L027: Hier steht eine Zahl, wo ein Text gemeint ist. Alle zeigt `lotse check --all`.",
        ]
    );
}

#[test]
fn old_content_is_mentioned_when_the_guide_says_how_old_it_may_be() {
    let folder = changed(
        "guide.yaml",
        "language: de",
        "language: de\nstale_after_years: 4",
    );
    assert_eq!(
        run(folder.path(), CheckFormat::Text).1,
        "Keine Fehler in 11 Dateien.\n"
    );
    let folder = changed(
        "guide.yaml",
        "language: de",
        "language: de\nstale_after_years: 3",
    );
    insta::assert_snapshot!(run(folder.path(), CheckFormat::Text).1, @r#"
    Warnung L065: `as_of`: der Stand ist älter als 3 Jahre
      --> examples/lindenau.yaml:8:10
      |
    8 |   as_of: "2023-06"
      |          ^^^^^^^^^
       = Hinweis: Wie alt sie sein dürfen, steht in guide.yaml unter `stale_after_years`. Gleichen Sie die Angaben mit der Quelle ab und tragen Sie das neue Datum ein.

    Keine Fehler, 1 Warnung in 11 Dateien.
    "#);
}

#[test]
fn how_hard_a_text_is_to_read_is_told_to_those_who_ask() {
    let long = "In Lindenau kochten Nachbar*innen an einem Sonntag im Juni, als es schon dunkel wurde und niemand mehr damit rechnete, eine Suppe für alle.";
    let folder = changed(
        "examples/lindenau.yaml",
        "In Lindenau kochten Nachbar*innen eine Suppe für alle.",
        long,
    );
    assert_eq!(
        run(folder.path(), CheckFormat::Text).1,
        "Keine Fehler in 11 Dateien.\n"
    );
    let args = CheckArgs {
        info: true,
        no_search: true,
        ..CheckArgs::default()
    };
    let (_, out) = run_with(folder.path(), &args);
    let of_it = out
        .lines()
        .filter(|line| !line.contains(".yaml") || line.contains("lindenau"));
    insta::assert_snapshot!(of_it.collect::<Vec<_>>().join("\n"), @r"
    Info L080 examples/lindenau.yaml:12:9  LIX 42 (mittel), 27 Wörter
    Info L080 examples/lindenau.yaml:31:9  LIX 49 (mittel), 23 Wörter
    Info L081 examples/lindenau.yaml:37:7  23 Wörter: „In Lindenau kochten Nachbar*innen an einem …“

    Keine Fehler, 15 Infos in 11 Dateien.
    ");
}

#[test]
fn uneven_question_forms_are_mentioned_and_can_be_allowed() {
    let say = |comment: &str| {
        let folder = changed("guide.yaml", "title:", "title:");
        for file in ["glossary", "answers", "gaps", "background", "questions"] {
            std::fs::remove_file(folder.path().join(format!("{file}.yaml"))).expect("removed");
        }
        for folder in ["examples", "steps"].map(|below| folder.path().join(below)) {
            std::fs::remove_dir_all(&folder).expect("removed");
            std::fs::create_dir(&folder).expect("created");
        }
        let step = format!(
            "from: {{origin: guide, sources: [strasse, hoefe], as_of: unknown, captured: 2026-11-22, wording: paraphrase}}\n\
             step:\n  id: idee\n  number: \"1\"\n  title: Idee\n  status: complete\n  aliases: [wie, wer, was]\n  \
             opening: Anfang\n  tasks:{comment}\n    - id: zettel\n      text: Zettel\n"
        );
        std::fs::write(folder.path().join("steps/1-idee.yaml"), step).expect("written");
        run(folder.path(), CheckFormat::Text).1
    };
    let plain = say("");
    assert!(
        plain.starts_with(
            "Warnung L045: `idee/tasks` hat keine Frageform\n  --> steps/1-idee.yaml:9:3\n"
        ),
        "{plain}"
    );
    assert_eq!(
        say("  # lotse: erlaubt L045 – nur eine Zeile"),
        "Keine Fehler (1 erlaubt) in 3 Dateien.\n"
    );
}

#[test]
fn a_question_form_that_finds_something_else_is_mentioned() {
    let folder = changed("steps/1-idee.yaml", "wer macht mit]", "Schritt 3]");
    let args = CheckArgs::default();
    insta::assert_snapshot!(run_with(folder.path(), &args).1, @"
    Warnung L066: „Schritt 3“ führt zu 3, nicht zu `idee`
      --> steps/1-idee.yaml:12:31
       |
    12 |   aliases: [wie fange ich an, Schritt 3]
       |                               ^^^^^^^^^
       = Hinweis: Wer das so in den Chat tippt, bekommt etwas anderes zu lesen oder eine Ablehnung. Formulieren Sie genauer oder lassen Sie die Form weg; was zugleich ein Befehl ist („Inhaltsverzeichnis“), bleibt einer, solange es nicht mehr als zwei Wörter hat.

    Keine Fehler, 1 Warnung in 11 Dateien.
    ");
    let allowed = "Schritt 3]  # lotse: erlaubt L066 – bis der Text ergänzt ist";
    let folder = changed("steps/1-idee.yaml", "wer macht mit]", allowed);
    let said = run_with(folder.path(), &args).1;
    assert_eq!(said, "Keine Fehler (1 erlaubt) in 11 Dateien.\n");
    let without_search = run(folder.path(), CheckFormat::Text).1;
    assert_eq!(without_search, "Keine Fehler in 11 Dateien.\n");
}

#[test]
fn a_starter_that_is_not_answered_for_sure_is_mentioned() {
    let starters = "starters:\n  - wie fange ich an\n  - Was kostet eine Hüpfburg?\n  - Wie wird morgen das Wetter?\ntitle:";
    let folder = changed("guide.yaml", "title:", starters);
    insta::assert_snapshot!(run_with(folder.path(), &CheckArgs::default()).1, @"
    Warnung L066: die Beispielfrage „Was kostet eine Hüpfburg?“ wird nicht beantwortet
      --> guide.yaml:4:5
      |
    4 |   - Was kostet eine Hüpfburg?
      |     ^^^^^^^^^^^^^^^^^^^^^^^^^
       = Hinweis: nehmen Sie eine Frage, die sicher beantwortet wird, oder schreiben Sie diese als Frageform zu ihrer Antwort

    Warnung L066: die Beispielfrage „Wie wird morgen das Wetter?“ wird als Bitte an Lotse selbst verstanden
      --> guide.yaml:5:5
      |
    5 |   - Wie wird morgen das Wetter?
      |     ^^^^^^^^^^^^^^^^^^^^^^^^^^^
       = Hinweis: nehmen Sie eine Frage, die sicher beantwortet wird, oder schreiben Sie diese als Frageform zu ihrer Antwort

    Keine Fehler, 2 Warnungen in 11 Dateien.
    ");
}

#[test]
fn a_short_title_that_is_too_long_is_told_once() {
    let short = "title: Idee und Mitstreiter*innen\n  short: Die Idee und das Team, das sie in die Hand nimmt\n";
    let folder = changed(
        "steps/1-idee.yaml",
        "title: Idee und Mitstreiter*innen\n",
        short,
    );
    let said = run(folder.path(), CheckFormat::Text).1;
    assert_eq!(said.matches("L048").count(), 1, "{said}");
}

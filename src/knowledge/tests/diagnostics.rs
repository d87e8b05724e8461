//! Single entries that are wrong, and how a fault looks.

use super::super::{Diagnostic, Severity, load, review};
use super::{Draft, check, klein};

const STEP: &str = "steps/1-idee.yaml";

#[test]
fn a_file_with_twelve_different_faults_prints_twelve() {
    let draft = Draft::klein().with(
        STEP,
        "\
from:
  origin: leitfaden
  sources: [strase]
  as_of: 21.11.2018
  captured: 2026-11-22
  wording: paraphrase
step:
  id: Idee
  number: \"1\"
  titel: Idee
  status: fertig
  opening: |
    # Am Anfang
  tasks:
    - id: zettel
      text:
  materials:
    - id: karte
      kind: link
      title: Karte
      address: javascript:alert(1)
    - id: karte
      kind: link
      title: Karte
      image: images/fehlt.png
      image_text: Eine Karte
  see:
    - place: \"2.l\"
",
    );
    let here: String = draft
        .faults()
        .lines()
        .filter_map(|line| line.strip_prefix("steps/1-idee.yaml:"))
        .map(|line| format!("{line}\n"))
        .collect();
    assert_eq!(
        here,
        "\
2:11 L025 `origin` kennt das Wort `leitfaden` nicht
3:13 L052 Quelle `strase` gibt es nicht
4:10 L026 `as_of`: `21.11.2018` ist kein Datum
8:3 L021 Schritt: `title` fehlt
8:7 L024 Schritt: `Idee` ist keine gültige id
10:3 L020 Schritt: `titel` ist kein bekannter Schlüssel
11:11 L025 `status` kennt das Wort `fertig` nicht
13:5 L030 hier steht eine Überschrift
16:11 L023 `text` ist leer
21:16 L035 Adressen mit `javascript:` sind nicht erlaubt
22:11 L050 Material: die id `karte` gibt es hier schon
25:14 L055 das Bild `images/fehlt.png` gibt es nicht
28:14 L052 eine Stelle `2.l` gibt es nicht
"
    );
}

#[test]
fn a_fault_shows_its_line_with_a_caret_below_the_characters_it_means() {
    let draft = Draft::klein().changing(STEP, "title: Idee", "titel: Idee");
    let (_, faults, files) = draft.read();
    let shown: String = faults
        .iter()
        .map(|fault| fault.render(&files, false))
        .collect();
    assert_eq!(
        shown,
        "\
Fehler L021: Schritt: `title` fehlt
  --> steps/1-idee.yaml:8:3
  |
8 |   id: idee
  |   ^^
   = Hinweis: ergänzen Sie `title: …`: der Titel
Fehler L020: Schritt: `titel` ist kein bekannter Schlüssel
  --> steps/1-idee.yaml:10:3
   |
10 |   titel: Idee und Mitstreiter*innen
   |   ^^^^^
   = Hinweis: meinten Sie `title`?
"
    );
}

#[test]
fn what_cannot_be_the_name_of_an_office_is_said_with_what_can() {
    let offices = "[die KomIn, Frau Kaya, RAA 0234 567890, niemand, das, Stabsstelle Zukunft]";
    let long = format!("words:\n  offices: [{}]\nlanguage: de", "x".repeat(61));
    let words = format!("words:\n  offices: {offices}\nlanguage: de");
    let told = |to: &str| -> String {
        let (_, faults, _) = Draft::klein()
            .changing("guide.yaml", "language: de", to)
            .read();
        let line =
            |fault: &Diagnostic| format!("{} {}: {}\n", fault.code, fault.message, fault.hint);
        faults.iter().map(line).collect()
    };
    insta::assert_snapshot!(told(&words), @"
    L096 `offices`: vor „KomIn“ steht ein Wort, das nicht zum Namen gehört: schreiben Sie `KomIn`
    L096 `offices`: „Frau Kaya“ nennt einen Menschen oder wie man ihn erreicht: schreiben Sie den Namen der Stelle; wer dort arbeitet, speichert Lotse nie
    L096 `offices`: „RAA 0234 567890“ nennt einen Menschen oder wie man ihn erreicht: schreiben Sie den Namen der Stelle; wer dort arbeitet, speichert Lotse nie
    L096 `offices`: „niemand“ ist der Name keiner Stelle: schreiben Sie den Namen einer Stelle, etwa `KomIn`
    L096 `offices`: „das“ ist der Name keiner Stelle: schreiben Sie den Namen einer Stelle, etwa `KomIn`
    ");
    insta::assert_snapshot!(told(&long), @"L096 `offices`: der Name hat 61 Zeichen, höchstens 60 sind erlaubt: schreiben Sie, wie die Stelle kurz heißt");
    let strict = told("words:\n  office: [KomIn]\nlanguage: de");
    assert!(
        strict.contains("L020") && strict.contains("`offices`"),
        "{strict}"
    );
}

#[test]
fn the_caret_counts_columns_of_a_terminal_and_long_lines_are_cut() {
    let long = format!(
        "opening: \"{} <b>日本</b> {}\"",
        "Wörter ".repeat(20),
        "und so fort ".repeat(9)
    );
    let draft = Draft::klein().changing(
        "steps/3-danach.yaml",
        "opening: |\n    Zu Schritt 3 liegt kein Text vor. Bekannt ist nur, dass der Leitfaden ihn nennt.",
        &long,
    );
    let (_, faults, files) = draft.read();
    let shown = faults[0].render(&files, false);
    let lines: Vec<&str> = shown.lines().collect();
    let (text, caret) = (lines[3], lines[4]);
    let column = caret.find('^').expect("there is a caret");
    let before: String = text.chars().take(column).collect();
    assert!(
        text.chars()
            .skip(column)
            .collect::<String>()
            .starts_with("<b>"),
        "{shown}"
    );
    assert!(before.contains('…') && text.ends_with('…'), "{shown}");
    assert!(text.chars().count() <= 102, "{shown}");
}

#[test]
fn colours_come_only_when_asked_for() {
    let (_, faults, files) = Draft::klein()
        .changing(STEP, "  id: idee", "  id: Idee")
        .read();
    assert!(!faults[0].render(&files, false).contains('\u{1b}'));
    assert!(faults[0].render(&files, true).contains("\u{1b}[1m"));
}

#[test]
fn an_editor_gets_a_fault_as_one_line_of_json() {
    let (_, faults, _) = Draft::klein()
        .changing(STEP, "status: complete", "status: komplett")
        .read();
    let fault: serde_json::Value = serde_json::from_str(&faults[0].to_json()).expect("it is JSON");
    assert_eq!(fault["file"], "steps/1-idee.yaml");
    assert_eq!(
        (&fault["line"], &fault["column"], &fault["end_column"]),
        (&11.into(), &11.into(), &19.into())
    );
    assert_eq!(fault["severity"], "error");
    assert_eq!(fault["code"], "L025");
    assert_eq!(fault["hint"], "meinten Sie `complete`?");
}

#[test]
fn warnings_do_not_keep_a_guide_from_being_used() {
    let draft = Draft::klein().changing("steps/3-danach.yaml", "number: \"3\"", "number: 3");
    let (guide, faults, _) = draft.read();
    assert!(guide.is_some());
    assert_eq!(faults.len(), 1);
    assert_eq!(faults[0].severity, Severity::Warning);
    assert_eq!(faults[0].hint, "schreiben Sie \"3\"");
}

#[test]
fn every_entry_says_where_it_comes_from() {
    check(
        "glossary.yaml",
        "  as_of: unknown\n",
        "",
        "glossary.yaml:2:3 L054 Begriff: in `from` fehlt as_of",
    );
    check(
        "glossary.yaml",
        "sources: [strasse]",
        "sources: []",
        "glossary.yaml:3:12 L054 `sources` nennt keine Quelle",
    );
}

#[test]
fn what_one_compares_of_examples_is_short_and_no_sentence_of_the_text() {
    let file = "examples/lindenau.yaml";
    check(
        file,
        "who: zwölf Haushalte",
        &format!("who: {}", "Haus ".repeat(14)),
        "examples/lindenau.yaml:18:12 L049 `who` hat 69 Zeichen, höchstens 64 sind erlaubt",
    );
    check(
        file,
        "where: Ahornstraße",
        "how_often: Das Ordnungsamt genehmigte die Sperrung nach vier Wochen",
        "examples/lindenau.yaml:19:18 L049 `how_often` steht schon als Satz im Text",
    );
    check(
        file,
        "who: zwölf Haushalte",
        "wer: zwölf Haushalte",
        "examples/lindenau.yaml:18:7 L020 facts: `wer` ist kein bekannter Schlüssel",
    );
}

#[test]
fn titles_that_a_button_would_cut_are_mentioned() {
    let cut = |path: &str, from: &str, to: &str| {
        let draft = Draft::klein().changing(path, from, to);
        let (guide, faults, files) = draft.read();
        assert_eq!(faults, []);
        let guide = guide.expect("a guide without faults is handed out");
        let found = review::cut_labels(&guide, &files, &draft.source_map());
        found
            .into_iter()
            .map(|fault| format!("{}:{} {}", fault.file, fault.line, fault.message))
            .collect::<Vec<_>>()
    };
    assert!(cut(STEP, "title: Idee", "title: Idee").is_empty());
    assert_eq!(
        cut(
            STEP,
            "title: Idee und Mitstreiter*innen",
            "title: Idee, Mitstreiter*innen und erste Zusagen"
        ),
        [
            "steps/1-idee.yaml:8 `Idee, Mitstreiter*innen und erste Zusagen` hat 41 Zeichen, auf dem Knopf haben 34 \
          Platz: ergänzen oder kürzen Sie `short`"
        ]
    );
    assert_eq!(
        cut(
            "examples/lindenau.yaml",
            "title: Straßenfest in der Ahornstraße",
            "title: Straßenfest in der oberen Ahornstr."
        ),
        [
            "examples/lindenau.yaml:12 `Straßenfest in der oberen Ahornstr.` hat 35 Zeichen, auf dem Knopf haben 31 \
          Platz: ergänzen oder kürzen Sie `short`"
        ]
    );
}

#[test]
fn texts_that_do_not_fit_a_phone_are_faults() {
    let long = "Wort ".repeat(130);
    check(
        STEP,
        "opening: |\n",
        &format!("opening: |\n    {long}\n"),
        "steps/1-idee.yaml:14:5 L040 `opening` hat 782 Zeichen, höchstens 600 sind erlaubt",
    );
    check(
        "answers.yaml",
        "    text: |\n",
        &format!("    text: |\n      {}\n", "Wort ".repeat(60)),
        "answers.yaml:5:7 L041 `text` hat 404 Zeichen, höchstens 300 sind erlaubt",
    );
    check(
        "guide.yaml",
        "welcome: |\n",
        &format!("welcome: |\n  {}\n", "Wort ".repeat(70)),
        "guide.yaml:6:3 L042 `welcome` hat 526 Zeichen, höchstens 499 sind erlaubt",
    );
    check(
        STEP,
        "text: Zettel in jeden Hausflur hängen",
        &format!("text: {}", "Zettel hängen und ".repeat(6)),
        "steps/1-idee.yaml:28:13 L043 `text` hat 107 Zeichen, höchstens 100 sind erlaubt",
    );
    check(
        STEP,
        "text: Zettel in jeden Hausflur hängen\n",
        "text: Zettel in jeden Hausflur hängen\n      short: Zettel in jeden Hausflur der Straße\n",
        "steps/1-idee.yaml:29:14 L048 `short` hat 35 Zeichen, höchstens 34 sind erlaubt",
    );
}

#[test]
fn markdown_that_cannot_be_shown_is_found_where_it_stands() {
    let at = "    Am Anfang steht ein Zettel im Hausflur. Mindestens **drei Haushalte**";
    for (text, expected) in [
        (
            "    Am Anfang <b>steht</b>",
            "14:15 L032 hier steht HTML\nsteps/1-idee.yaml:14:23 L032 hier steht HTML",
        ),
        (
            "    Am Anfang ![Bild](https://x.example/b.png)",
            "14:15 L033 hier steht ein Bild",
        ),
        (
            "    Am Anfang `steht`",
            "14:15 L034 das kann nicht überall gezeigt werden: Code",
        ),
        (
            "    Am [Anfang](javascript:x)",
            "14:8 L035 Adressen mit `javascript:` sind nicht erlaubt",
        ),
    ] {
        check(STEP, at, text, &format!("steps/1-idee.yaml:{expected}"));
    }
}

#[test]
fn shapes_and_words_that_do_not_fit_are_said_in_the_editors_words() {
    for (from, to, expected) in [
        (
            "aliases: [wie fange ich an, wer macht mit]",
            "aliases: wie fange ich an",
            "12:12 L022 aliases: hier steht ein Text, erwartet wird eine Liste",
        ),
        (
            "title: Idee und Mitstreiter*innen",
            "title: [Idee]",
            "10:10 L022 title: hier steht eine Liste, erwartet wird ein Text",
        ),
        (
            "title: Idee und Mitstreiter*innen",
            "title:",
            "10:8 L023 `title` ist leer",
        ),
        (
            "    - id: treffen\n      title: Das erste Treffen",
            "    - title: Das erste Treffen",
            "18:7 L021 Teil: `id` fehlt",
        ),
        (
            "  title: Idee und Mitstreiter*innen",
            "  title: Idee\n  title: Noch eine",
            "11:3 L011 `title` steht in diesem Eintrag zweimal",
        ),
        (
            "    - place: \"2.1\"",
            "    - place: \"2.4\"",
            "36:14 L052 eine Stelle `2.4` gibt es nicht",
        ),
    ] {
        check(STEP, from, to, &format!("steps/1-idee.yaml:{expected}"));
    }
}

#[test]
fn a_number_may_be_written_as_the_id_of_its_place() {
    let draft = Draft::klein().changing(STEP, "place: \"2.1\"", "place: genehmigung");
    assert_eq!(draft.faults(), "");
}

#[test]
fn the_small_guide_on_disk_is_what_load_hands_out() {
    let loaded = load(&klein()).expect("the folder is there");
    assert_eq!(loaded.faults, []);
    assert_eq!(loaded.files.len(), 11);
    assert_eq!(loaded.guide, Draft::klein().read().0);
}

//! How texts are written: what would be shown otherwise than it stands is told, with the line as it should be.

use super::Draft;

const STEP: &str = "steps/1-idee.yaml";

/// What is told of an opening: place, code and hint of each fault.
fn told(opening: &str) -> Vec<String> {
    let text = opening.replace('\n', "\n    ");
    told_of(STEP, "opening: |\n", &format!("opening: |\n    {text}\n\n"))
}

fn told_of(path: &str, from: &str, to: &str) -> Vec<String> {
    let (_, faults, _) = Draft::klein().changing(path, from, to).read();
    let here = faults.iter().filter(|fault| fault.file == path);
    here.map(|fault| {
        format!(
            "{}:{} {} {}",
            fault.line, fault.column, fault.code, fault.hint
        )
    })
    .collect()
}

#[test]
fn a_number_that_would_be_counted_on_is_told_with_both_ways_out() {
    assert_eq!(
        told("24. Dezember ist Schluss.\n31. Dezember auch."),
        [
            "15:5 L036 schreiben Sie `31\\. Dezember auch.`, oder, wenn es der nächste Punkt einer Liste ist, \
          `25. Dezember auch.`"
        ]
    );
    assert_eq!(
        told("Wir öffnen am\n1. Dezember wieder."),
        [
            "15:5 L036 schreiben Sie beides in eine Zeile, `Wir öffnen am 1. Dezember wieder.`, oder lassen Sie vor \
          einer Liste eine Zeile frei"
        ]
    );
    assert!(told("24\\. Dezember ist Schluss.\n31\\. Dezember auch.").is_empty());
    assert!(told("1. eins\n2. zwei").is_empty());
}

#[test]
fn an_address_that_telegram_would_refuse_is_told() {
    let file = "examples/lindenau.yaml";
    let address = |address: &str| {
        told_of(
            file,
            "address: https://lindenau.example/fest",
            &format!("address: {address}"),
        )
    };
    assert_eq!(
        address("https://intranet/formulare"),
        [
            "30:18 L035 schreiben Sie den vollen Namen, etwa `intranet.stadt.example`, oder lassen Sie die Adresse \
          weg und sagen Sie im Text, wo man es findet"
        ]
    );
    assert_eq!(
        address("www.lindenau.example/fest"),
        ["30:18 L035 schreiben Sie `https://www.lindenau.example/fest`"]
    );
    assert_eq!(
        address("https://lindenau.example:99999/fest"),
        ["30:18 L035 schreiben Sie die Adresse ohne `:99999`"]
    );
    assert_eq!(
        address("mailto:fest@lindenau.example?subject=Frage zu 1"),
        ["30:18 L035 schreiben Sie `mailto:fest@lindenau.example?subject=Frage%20zu%201`"]
    );
}

#[test]
fn markup_that_has_no_effect_is_told_with_what_was_meant() {
    for (written, meant) in [
        ("[hier] (https://a.example)", "[hier](https://a.example)"),
        (
            "[Suche](https://a.example/?q=\"a b\")",
            "[Suche](https://a.example/?q=%22a%20b%22)",
        ),
        (
            "[uns](mailto:a@b.example?subject=Frage zu 1)",
            "[uns](mailto:a@b.example?subject=Frage%20zu%201)",
        ),
        ("[hier] (www.a.example)", "[hier](https://www.a.example)"),
        ("[hier](https://a.example", "[hier](https://a.example)"),
        ("** wichtig **", "**wichtig**"),
        ("**fett ohne Ende", "**fett ohne Ende**"),
        ("*kursiv ohne Ende", "*kursiv ohne Ende*"),
    ] {
        let hint = format!("14:9 L037 schreiben Sie `{meant}`");
        assert_eq!(told(&format!("Das {written}")), [hint], "{written}");
    }
    for right in [
        "Das **ist** [hier](https://a.example).",
        "Schüler*innen und Eltern (a*b)",
        "3 * 4",
    ] {
        assert!(told(right).is_empty(), "{right}");
    }
}

#[test]
fn a_title_has_no_markup() {
    assert_eq!(
        told_of(
            STEP,
            "title: Idee",
            "title: \"**Idee** [hier](https://a.example)\" #"
        ),
        ["10:10 L037 schreiben Sie `Idee hier`"]
    );
}

#[test]
fn signs_that_nobody_sees_are_told() {
    let title = |title: &str| told_of(STEP, "title: Idee und Mitstreiter*innen", title);
    assert_eq!(
        title("title: Idee\u{200b}und mehr"),
        ["10:14 L038 schreiben Sie `Ideeund mehr`"]
    );
    assert_eq!(
        title("title: Idee \u{202e}und mehr"),
        ["10:15 L038 schreiben Sie `Idee und mehr`"]
    );
    assert_eq!(
        title("title: \"Idee\\aund mehr\""),
        ["10:15 L038 schreiben Sie `Ideeund mehr`"]
    );
    let empty = title("title: \"\\u200b\"");
    assert!(empty[0].starts_with("10:10 L023 "), "{empty:?}");
    assert!(title("title: Familie 👨\u{200d}👩\u{200d}👧").is_empty());
}

#[test]
fn what_yaml_takes_for_a_remark_is_told_with_the_line_in_quotes() {
    let title = |title: &str| told_of(STEP, "title: Idee und Mitstreiter*innen", title);
    assert_eq!(
        title("title: Vorbereitung #1 im Verein"),
        ["10:23 L039 schreiben Sie `title: \"Vorbereitung #1 im Verein\"`"]
    );
    assert_eq!(
        title("title: Team # und \"Idee\""),
        ["10:15 L039 schreiben Sie `title: 'Team # und \"Idee\"'`"]
    );
    assert_eq!(
        told_of(
            STEP,
            "text: Zettel in jeden Hausflur hängen",
            "text: Zettel (Zimmer #12, 2. Stock)"
        ),
        ["28:28 L039 schreiben Sie `text: \"Zettel (Zimmer #12, 2. Stock)\"`"]
    );
    for right in [
        "title: Idee  # so heißt es",
        "title: \"Idee\" #1",
        "title: Idee#1",
    ] {
        assert!(title(right).is_empty(), "{right}");
    }
}

#[test]
fn a_question_form_that_a_comma_tears_is_told_as_a_whole() {
    let forms = |forms: &str| {
        told_of(
            "answers.yaml",
            "questions: [Wie viele müssen mitmachen?, Reichen zwei Haushalte?]",
            &format!("questions: {forms}"),
        )
    };
    assert_eq!(
        forms("[Wie viele Kinder, Eltern und Nachbarn müssen mitmachen?, Reicht das?]"),
        [
            "8:17 L039 schreiben Sie die Formen untereinander, diese so: \
          `- Wie viele Kinder, Eltern und Nachbarn müssen mitmachen?`"
        ]
    );
    assert_eq!(
        forms("[Reicht das?, Müssen wir, wenn wir klein sind, einen Verein gründen?]"),
        [
            "8:30 L039 schreiben Sie die Formen untereinander, diese so: \
          `- Müssen wir, wenn wir klein sind, einen Verein gründen?`"
        ]
    );
    for right in [
        "[Reicht das?, wie viele, Wie viele sind nötig?]",
        "[\"Müssen wir, wenn wir klein sind, mehr sein?\", Reicht das?]",
        "[Zahl der Haushalte, Wie viele sind nötig?]",
        "[Nachbarschaft, Nachbarschaft e. V.]",
    ] {
        assert!(forms(right).is_empty(), "{right}");
    }
}

#[test]
fn a_date_as_germans_write_it_is_told_as_it_is_read() {
    assert_eq!(
        told_of(
            "examples/lindenau.yaml",
            "as_of: \"2023-06\"",
            "as_of: 29.11.2026"
        ),
        ["8:10 L026 schreiben Sie `as_of: \"2026-11-29\"`"]
    );
}

#[test]
fn a_line_shows_backslashes_and_unlike_quotes_and_is_told_without_them() {
    let title = |title: &str| {
        told_of(
            STEP,
            "title: Idee und Mitstreiter*innen",
            &format!("title: {title}"),
        )
    };
    assert_eq!(
        title("Fahrer\\*innen und \\[Team\\]"),
        ["10:10 L037 schreiben Sie `Fahrer*innen und [Team]`; nur Texte brauchen ihn"]
    );
    assert_eq!(
        title("„Idee und Team\""),
        ["10:10 L037 schreiben Sie `\"Idee und Team\"`, mit geraden"]
    );
    assert!(title("„Idee“ und Team").is_empty());
    assert!(title("C:\\Ordner").is_empty());
}

#[test]
fn a_question_form_that_lost_its_dash_is_told() {
    let forms = "aliases:\n    - wie fange ich an\n      wer macht mit\n";
    assert_eq!(
        told_of(STEP, "aliases: [wie fange ich an, wer macht mit]\n", forms),
        [
            "13:7 L039 ist `wer macht mit` ein eigener, schreiben Sie `- wer macht mit`, sonst beides in eine Zeile: \
          `- wie fange ich an wer macht mit`"
        ]
    );
}

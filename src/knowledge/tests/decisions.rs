//! What is to be decided: how it is read, and what is said of what cannot be asked.

use super::{Draft, klein};
use crate::knowledge::Diagnostic;
use crate::knowledge::{DecisionKind, OptionId};

const STEP: &str = "steps/1-idee.yaml";

const DECISIONS: &str = "  decisions:
    - id: mitmachen
      question: Machen genug Haushalte mit?
      kind: yes_no
      advice: Mindestens **drei** tragen das Fest.
      options:
        - id: nein
          label: Noch nicht
          advice: Dann hilft ein zweiter Zettel.
    - id: form
      question: In welcher Form laden wir ein?
      short: Form der Einladung
      kind: choice
      options:
        - id: zettel
          label: Mit einem Zettel
          advice: Er hängt im Hausflur.
        - id: gespraech
          label: Im Gespräch
          formerly: [reden]
      when:
        - decision: mitmachen
          is: ja
    - id: tag
      question: Wann ist das erste Treffen?
      kind: date
      when:
        - decision: form
          is: [zettel, gespraech]
        - decision: mitmachen
          is: ja
      from:
        as_of: \"2025\"
";

/// The small guide with these decisions.
fn deciding() -> Draft {
    let path = klein().join(STEP);
    let text = std::fs::read_to_string(path).expect("it is there");
    let (before, rest) = text.split_once("  decisions:\n").expect("it has some");
    assert!(rest.contains("musik"), "they come last");
    Draft::klein().with(STEP, format!("{before}{DECISIONS}"))
}

/// What is said after a change: line, column, code, message and hint.
fn told(from: &str, to: &str) -> String {
    let (_, faults, _) = deciding().changing(STEP, from, to).read();
    let line = |fault: &Diagnostic| {
        format!(
            "{}:{} {} {}\n  {}\n",
            fault.line, fault.column, fault.code, fault.message, fault.hint
        )
    };
    faults.iter().map(line).collect()
}

#[test]
fn decisions_are_read_with_their_answers_and_conditions() {
    let (guide, faults, _) = deciding().read();
    assert_eq!(faults, []);
    let guide = guide.expect("nothing is wrong");
    let decisions: Vec<_> = guide.decisions().map(|(_, decision)| decision).collect();
    let labels: Vec<&str> = decisions[0]
        .fixed_answers()
        .iter()
        .map(|answer| answer.label)
        .collect();
    assert_eq!(labels, ["Ja", "Noch nicht"]);
    assert_eq!(decisions[1].on_button(), "Form der Einladung");
    let former = OptionId::parse("reden").expect("an id");
    assert_eq!(
        decisions[1].option_now(&former).map(OptionId::as_str),
        Some("gespraech")
    );
    assert_eq!(decisions[2].kind, DecisionKind::Date);
    assert_eq!(decisions[2].when.len(), 2);
    assert!(decisions[2].from.is_some() && decisions[1].from.is_none());
    assert!(guide.has_renamed() && guide.has_decisions());
}

#[test]
fn what_a_decision_depends_on_exists_comes_before_and_can_be() {
    let misspelt = told("is: [zettel, gespraech]", "is: [zetel, gespraech]");
    insta::assert_snapshot!(misspelt, @"
    66:16 L052 `form` hat keine Antwort `zetel`
      meinten Sie `zettel`?
    ");
    let last = "          is: ja\n    - id: tag";
    insta::assert_snapshot!(told(last, &last.replace("ja", "yes")), @"
    60:15 L052 `mitmachen` hat keine Antwort `yes`
      schreiben Sie `is: ja`
    ");
    let on = "- decision: mitmachen\n          is: ja\n    - id: tag";
    insta::assert_snapshot!(told(on, &on.replace("mitmachen", "mitmache")), @"
    59:21 L052 Entscheidung `mitmache` gibt es nicht
      meinten Sie `mitmachen`?
    ");
    insta::assert_snapshot!(told(on, &on.replace("mitmachen", "tag")), @"
    59:21 L091 `tag` hat keine festen Antworten, an denen etwas hängen kann
      hängen Sie die Bedingung an eine Entscheidung mit `kind: choice` oder `yes_no`; `tag` hat `kind: date`
    59:21 L093 die Entscheidungen `form` und `tag` hängen im Kreis voneinander ab
      schreiben Sie `- decision: mitmachen` oder nennen Sie eine andere von davor
    ");
    insta::assert_snapshot!(told(on, &on.replace("mitmachen", "form")), @"
    59:21 L093 die Entscheidung `form` hängt an sich selbst
      schreiben Sie `- decision: mitmachen` oder nennen Sie eine andere von davor
    60:15 L052 `form` hat keine Antwort `ja`
      möglich sind: zettel, gespraech
    ");
    let with_another = "is: ja\n      from:";
    insta::assert_snapshot!(told(with_another, &with_another.replace("ja", "nein")), @"
    61:11 L094 nach `tag` wird nie gefragt: die Bedingungen zu `mitmachen` schließen sich aus
      nennen Sie unter `when` alle Antworten von `mitmachen` zusammen: `is: [ …, … ]`
    ");
}

#[test]
fn the_answers_of_a_decision_fit_its_kind_and_a_phone() {
    insta::assert_snapshot!(told("kind: choice", "kind: text"), @"
    51:7 L091 `options` gehört zu `kind: choice` oder `yes_no`, hier steht `kind: text`
      schreiben Sie `kind: choice` oder löschen Sie `options`
    65:21 L091 `form` hat keine festen Antworten, an denen etwas hängen kann
      hängen Sie die Bedingung an eine Entscheidung mit `kind: choice` oder `yes_no`; `form` hat `kind: text`
    ");
    insta::assert_snapshot!(told("kind: choice", "kind: yes_no"), @"
    52:15 L091 bei `kind: yes_no` ist `zettel` keine Antwort
      schreiben Sie `- id: ja` oder `- id: nein`
    55:15 L091 bei `kind: yes_no` ist `gespraech` keine Antwort
      schreiben Sie `- id: ja` oder `- id: nein`
    66:16 L052 `form` hat keine Antwort `zettel`
      möglich sind: ja, nein
    66:24 L052 `form` hat keine Antwort `gespraech`
      möglich sind: ja, nein
    ");
    insta::assert_snapshot!(told("label: Im Gespräch", "label: mit einem Zettel"), @"
    47:11 L092 zwei Antworten von `form` heißen „mit einem Zettel“
      schreiben Sie bei `gespraech` ein anderes `label`, etwa `label: mit einem Zettel (…)` mit dem, was den Unterschied macht
    ");
    insta::assert_snapshot!(told("id: gespraech", "id: zettel"), @"
    55:15 L050 Antwort: die id `zettel` gibt es hier schon
      Häkchen, Notizen und Links hängen an ids. Deshalb gibt es jede im ganzen Ordner nur einmal (bei Aufgaben, Teilen und Materialien: an derselben Stelle nur einmal).
    66:24 L052 `form` hat keine Antwort `gespraech`
      möglich sind: zettel, zettel
    ");
    insta::assert_snapshot!(told("question: Wann ist das erste Treffen?", "question:"), @"
    62:15 L023 `question` ist leer
      Tragen Sie etwas ein oder löschen Sie die Zeile samt Schlüssel.
    ");
    let long = format!("label: {}", "lang ".repeat(8));
    insta::assert_snapshot!(told("label: Im Gespräch", &long), @"
    56:18 L048 `label` hat 39 Zeichen, höchstens 34 sind erlaubt
      Der kurze Titel (`short`) steht auf einem Knopf und hat dort auf einem Telefon Platz, wenn er höchstens 34 Zeichen lang ist. Auf dem Knopf eines Beispiels steht auch die Kommune; zusammen haben beide höchstens 39. Die Antworten einer Entscheidung (`label`) stehen auf Knöpfen.
    ");
    let long = format!("advice: {}", "Mindestens drei. ".repeat(32));
    insta::assert_snapshot!(told("advice: Mindestens **drei** tragen das Fest.", &long), @"
    39:7 L090 was zu dieser Entscheidung gesagt wird, hat zusammen 573 Zeichen, höchstens 500 haben Platz
      Eine Frage hat höchstens 120 Zeichen. Was zu ihr und ihren Antworten gesagt wird, hat zusammen höchstens 500, damit es mit den Knöpfen auf ein Telefon passt. Ausführliches gehört in den Text der Stelle.
    ");
    insta::assert_snapshot!(told("kind: date", "kind: choice"), @"
    61:7 L091 `kind: choice` braucht Antworten unter `options`
      ergänzen Sie `options:` mit Einträgen `- id: …` und `label: …`, oder schreiben Sie `kind: text`
    ");
    insta::assert_snapshot!(told("kind: date", "kind: choice\n      options: [{id: heute, label: Heute}]"), @"
    64:7 L095 unter `options` steht nur eine Antwort
      ergänzen Sie die andere, oder schreiben Sie `kind: yes_no`
    ");
}

//! The small guide with conversations beside it: what passes, what does not, what is wrong in a file.

use std::path::Path;

use super::*;
use crate::answer::Library;
use crate::knowledge::source::ImageFile;
use crate::knowledge::{self, Loaded, read};

/// The small guide with these files in its `tests/`.
fn loaded(tests: &[(&str, &str)]) -> Loaded {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/guides/klein");
    let mut files = knowledge::load(&folder).expect("the folder is there").files;
    files.extend(tests.iter().map(|(name, text)| SourceFile {
        path: format!("tests/{name}.yaml"),
        text: (*text).to_owned(),
    }));
    read::read(files, Vec::new(), &|_| ImageFile::Present)
}

fn played(text: &str) -> String {
    let loaded = loaded(&[("probe", text)]);
    let library = Library::in_memory(loaded.guide.expect("nothing is wrong")).expect("an index");
    let tests = chosen(&loaded.tests, &loaded.files, &[]).expect("there is one");
    let mut reached = Reached::default();
    let played = tests.into_iter().map(|(file, test)| PlayedTest {
        file,
        test,
        failures: play::play(&library, test, MOMENT, &mut reached),
    });
    let played: Vec<PlayedTest<'_>> = played.collect();
    let (rows, unreached) = reached.measured(&library.guide, &loaded.files, &loaded.source_map);
    let report = TestReport {
        played,
        rows,
        unreached,
    };
    report.render(2, false)
}

#[test]
fn a_conversation_that_goes_as_it_should_tells_what_it_reached() {
    insta::assert_snapshot!(played("
about: Vom Amt zu den Aufgaben und zurück.
turns:
  - say: schritt 2
    place: \"2\"
  - say: weiter
    place: \"2.1\"
    shows:
      - spätestens sechs Wochen vor dem Fest
      - ordnungsamt
    never:
      - Suppe
    buttons:
      - Aufgaben
  - tap: Aufgaben
    place: genehmigung
  - say: 1 erledigt
    shows: [1 von 2 Aufgaben erledigt]
  - say: was kostet das fest
    place: gap:kosten
    refused: true
  - say: was ist das OA
    place: term:oa
    refused: false
"), @"
    ok      tests/probe.yaml  Vom Amt zu den Aufgaben und zurück.

    1 Gespräch mit 6 Eingaben: alles wie erwartet.

    Erreicht:
      Stellen           2 von   5
      Aufgaben          2 von   4, 1 abgehakt
      Entscheidungen    0 von   4, 0 beantwortet
      Antworten         0 von   2
      Lücken            1 von   1
      Begriffe          1 von   3
      Beispiele         0 von   2
      Hintergrund       0 von   1

    Nicht erreicht: 16, die ersten 2; alle zeigt `lotse test --missing`
      steps/1-idee.yaml:8  Stelle 1 Idee und Mitstreiter*innen
      steps/2-vorbereitung.yaml:42  Stelle 2.2 Essen und Trinken
    ");
}

#[test]
fn what_is_not_as_it_should_be_is_told_turn_by_turn_with_file_and_line() {
    insta::assert_snapshot!(played("
about: Nichts davon stimmt.
turns:
  - say: \"2.1\"
    place: li-01
    refused: true
    shows:
      - Amt
      - Feuerwehr
    never:
      - Genehmigung
    buttons:
      - Aufgabe
  - tap: Aufgaben
  - tap: Zurück
    place: \"2.1\"
  - tap: Weitergeben
  - say: danach geht es nicht weiter
    shows: [nie]
"), @"
    FEHLER  tests/probe.yaml  Nichts davon stimmt.

        > 2.1
        tests/probe.yaml:4  hier soll nichts als Antwort gezeigt werden
        tests/probe.yaml:5  erwartet ist li-01, gezeigt wird 2.1
        tests/probe.yaml:8  „Amt“ steht nur als Teil von „Ordnungsamt“ da
        tests/probe.yaml:9  „Feuerwehr“ steht nicht da
        tests/probe.yaml:11  „Genehmigung“ steht da und soll nicht
        tests/probe.yaml:13  der Knopf [Aufgabe] fehlt; gezeigt werden [Aufgaben (2)] [Quellen] [Beispiele zu 2.1] [Weitergeben] [Übersicht] [Weiter: 2.2]
        Gezeigt wird: 2.1 Genehmigung einholen Wer die Straße sperren will, braucht eine Genehmigung vom Ordnungsamt. Der Antrag geht spätestens sechs Wochen vor dem Fest ein. Quelle: Leitfaden „Unsere Straße feiert“

        > [Weitergeben]
        tests/probe.yaml:17  dieser Knopf führt aus dem Gespräch hinaus

    1 Gespräch mit 5 Eingaben: 7 Abweichungen in einem.

    Erreicht:
      Stellen           1 von   5
      Aufgaben          2 von   4, 0 abgehakt
      Entscheidungen    0 von   4, 0 beantwortet
      Antworten         0 von   2
      Lücken            0 von   1
      Begriffe          0 von   3
      Beispiele         0 von   2
      Hintergrund       0 von   1

    Nicht erreicht: 19, die ersten 2; alle zeigt `lotse test --missing`
      steps/1-idee.yaml:8  Stelle 1 Idee und Mitstreiter*innen
      steps/2-vorbereitung.yaml:8  Stelle 2 Vorbereitung
    ");
}

/// What `check` says of a conversation, in short.
fn faults(text: &str) -> Vec<String> {
    let faults = loaded(&[("probe", text)]).faults.into_iter();
    let faults = faults.filter(|fault| fault.file == "tests/probe.yaml");
    let told = faults.map(|fault| {
        let knowledge::Diagnostic {
            code,
            line,
            column,
            message,
            hint,
            ..
        } = fault;
        format!("{code} {line}:{column} {message} ({hint})")
    });
    told.collect()
}

#[test]
fn a_group_is_not_disturbed_and_time_passes() {
    let told = played(
        "
about: Eine Gruppe spricht miteinander, und die Tage gehen ins Land.
group: true
turns:
  - say: hat jemand die Bänke bestellt
    addressed: false
    silent: true
  - say: \"2.1 bis morgen\"
    shows: [16. Januar 2027]
  - say: fristen
    after: 2 days
    shows: [Überfällig]
  - say: ja, ich frage nach
    addressed: false
    silent: false
",
    );
    let (_, failures) = told.split_once("ins Land.\n\n").expect("it fails");
    let (failures, _) = failures.split_once("\n1 Ges").expect("it is told");
    insta::assert_snapshot!(failures, @"
    > (an andere) ja, ich frage nach
    tests/probe.yaml:13  hier soll Lotse etwas sagen
    ");
}

#[test]
fn a_conversation_is_read_strictly() {
    insta::assert_snapshot!(faults("
about: Alles falsch
turns:
  - say: hallo
    tap: Aufgaben
  - place: \"1\"
  - say: weiter
    place: \"2.7\"
    zeigt: [x]
  - say: weiter
    place: gap:kostn
    shows: Ordnungsamt
    refused: ja
  - weiter
  - say: weiter
    after: drei Tage
  - say: weiter
    addressed: false
").join("\n"), @"
    L021 4:5 Eingabe: entweder `say` oder `tap`, genau eines von beiden (`say: …` ist, was getippt wird, `tap: …` die Aufschrift des Knopfs, der gedrückt wird)
    L021 6:5 Eingabe: entweder `say` oder `tap`, genau eines von beiden (`say: …` ist, was getippt wird, `tap: …` die Aufschrift des Knopfs, der gedrückt wird)
    L052 8:12 eine Stelle `2.7` gibt es nicht (bei Schritt 2 gibt es 2, 2.1, 2.2)
    L020 9:5 Eingabe: `zeigt` ist kein bekannter Schlüssel (möglich sind: say, tap, after, addressed, silent, place, refused, shows, never, buttons)
    L052 11:12 eine Stelle `gap:kostn` gibt es nicht (meinten Sie `kosten`?)
    L022 12:12 shows: hier steht ein Text, erwartet wird eine Liste (schreiben Sie `shows:` und in die nächste Zeile, eingerückt, `- Ordnungsamt`)
    L025 13:14 `refused` kennt das Wort `ja` nicht (möglich sind: true, false)
    L022 14:5 Eingabe: hier steht ein Text, erwartet wird ein Block mit eigenen Schlüsseln (Erwartet wird je nach Schlüssel ein Text, eine Liste (Zeilen mit `- `) oder ein Block mit eigenen Schlüsseln.)
    L025 16:12 `after`: `drei Tage` ist keine Zeitspanne (schreiben Sie eine Zahl und `minutes`, `hours`, `days` oder `weeks`, etwa `after: 3 days`)
    L021 17:5 `addressed: false` gibt es nur in einer Gruppe (schreiben Sie über `turns` die Zeile `group: true`, oder löschen Sie `addressed`)
    ");
}

#[test]
fn a_conversation_is_named_by_its_path_or_its_name() {
    let about = "about: x\nturns:\n  - say: hallo\n";
    let loaded = loaded(&[("auftrag", about), ("haken", about)]);
    let names = |named: &[&str]| {
        let named: Vec<PathBuf> = named.iter().map(PathBuf::from).collect();
        match chosen(&loaded.tests, &loaded.files, &named) {
            Ok(tests) => tests
                .iter()
                .map(|(file, _)| stem(file))
                .collect::<Vec<_>>()
                .join(" "),
            Err(Failure::Told { sentence, hint, .. }) => format!("{sentence}: {hint}"),
            Err(other) => panic!("{other:?}"),
        }
    };
    assert_eq!(names(&[]), "auftrag haken");
    for name in [
        "haken",
        "haken.yaml",
        "tests/haken.yaml",
        "knowledge/tests/haken.yaml",
    ] {
        assert_eq!(names(&[name]), "haken", "{name}");
    }
    assert_eq!(
        names(&["hacken"]),
        "ein Gespräch `hacken` gibt es nicht: meinten Sie `haken`?"
    );
    assert_eq!(
        names(&["quer/durch.yaml"]),
        "ein Gespräch `quer/durch.yaml` gibt es nicht: es gibt auftrag, haken"
    );
}

#[test]
fn where_there_are_no_conversations_one_is_told_how_to_begin() {
    let Err(Failure::Told { sentence, hint, .. }) = chosen(&[], &[], &[]) else {
        panic!("there are none");
    };
    assert_eq!(sentence, "in diesem Leitfaden gibt es keine Gespräche");
    assert!(hint.contains("lotse new test"), "{hint}");
}

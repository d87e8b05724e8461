//! Writing notes, reading, changing and removing them.

use super::{Shelf, Talk, last, play};
use crate::conversation::{NOTE_COUNT, NOTE_LENGTH, Occasion};

#[test]
fn a_note_is_written_at_the_place_one_sees() {
    insta::assert_snapshot!(play(&["1.1", "notiz: Frau Öz fragen 🙂 *wichtig* <b>", "1.1"]), @"
    > 1.1
    1.1 Auftrag einholen
    Ein Konzept braucht den Willen derer, die entscheiden.
    Quelle: Leitfaden „Klein“
    [Aufgaben (2)] [Wer entscheidet]
    [Beispiele zu Schritt 1] [Weitergeben → p_auftrag]
    [Übersicht] [Weiter: 1.2]

    > notiz: Frau Öz fragen 🙂 *wichtig* <b>
    Notiz gespeichert.
    Notiz zu 1.1
    Frau Öz fragen 🙂 *wichtig* <b>
    Geschrieben am 12. Januar 1970
    [Ändern] [Löschen]
    [Zurück zu 1.1]

    > 1.1
    1.1 Auftrag einholen
    Ein Konzept braucht den Willen derer, die entscheiden.
    Quelle: Leitfaden „Klein“
    [Aufgaben (2)] [Wer entscheidet]
    [Beispiele zu Schritt 1] [Notizen (1)]
    [Zurück zur Notiz] [Weiter: 1.2]
    ");
}

#[test]
fn a_note_names_its_place_or_its_command() {
    insta::assert_snapshot!(last(&["Notiz zu 1.2: am 15.3. im Ausschuss"]), @"
    Notiz gespeichert.
    Notiz zu 1.2
    am 15.3. im Ausschuss
    Geschrieben am 12. Januar 1970
    [Ändern] [Löschen]
    [Übersicht] [Abschnitt 1.2 lesen]
    ");
    let without_colon = last(&["1.1", "merk dir bitte mal Frau  Öz  fragen, bis Do."]);
    assert!(
        without_colon.contains("\nFrau  Öz  fragen, bis Do.\n"),
        "{without_colon}"
    );
    let numbered = last(&["Notiz zu 3: abstimmen"]);
    assert!(numbered.contains("Notiz zu Schritt 3"), "{numbered}");
    let from_list = last(&["notiz zu 1.2: eins", "notizen zu 1.2", "notiz: zwei"]);
    assert!(from_list.contains("Notiz zu 1.2"), "{from_list}");
    // Where the walk stands is not what one sees.
    let from_example = last(&["schritt 3", "alle beispiele", "1", "notiz: so auch hier"]);
    assert!(from_example.contains("Notiz zu 1.2"), "{from_example}");
    insta::assert_snapshot!(last(&["1.1", "/notiz zweite\nZeile"]), @"
    Notiz gespeichert.
    Notiz zu 1.1
    zweite
    Zeile
    Geschrieben am 12. Januar 1970
    [Ändern] [Löschen]
    [Zurück zu 1.1]
    ");
}

#[test]
fn a_note_for_a_place_that_the_guide_has_not_is_kept_at_none() {
    insta::assert_snapshot!(last(&["1.1", "notiz zu 2.7: Herrn Kaya fragen"]), @"
    Abschnitt 2.7 kenne ich im Leitfaden nicht, die Notiz steht deshalb ohne Stelle.
    Notiz gespeichert.
    Notiz
    Herrn Kaya fragen
    Geschrieben am 12. Januar 1970
    [Ändern] [Löschen]
    [Zurück zu 1.1]
    ");
}

#[test]
fn the_next_message_is_the_note_unless_it_is_a_command_or_a_question() {
    insta::assert_snapshot!(play(&["1.1", "/notiz", "Jugendamt anrufen"]), @"
    > 1.1
    1.1 Auftrag einholen
    Ein Konzept braucht den Willen derer, die entscheiden.
    Quelle: Leitfaden „Klein“
    [Aufgaben (2)] [Wer entscheidet]
    [Beispiele zu Schritt 1] [Weitergeben → p_auftrag]
    [Übersicht] [Weiter: 1.2]

    > /notiz
    Notiz zu 1.1: Ihre nächste Nachricht wird gespeichert, Wort für Wort. „abbrechen“ verwirft es.
    [Abbrechen]

    > Jugendamt anrufen
    Notiz gespeichert.
    Notiz zu 1.1
    Jugendamt anrufen
    Geschrieben am 12. Januar 1970
    [Ändern] [Löschen]
    [Zurück zu 1.1]
    ");
    insta::assert_snapshot!(play(&["1.1", "notiz", "abbrechen", "notizen"]), @"
    > 1.1
    1.1 Auftrag einholen
    Ein Konzept braucht den Willen derer, die entscheiden.
    Quelle: Leitfaden „Klein“
    [Aufgaben (2)] [Wer entscheidet]
    [Beispiele zu Schritt 1] [Weitergeben → p_auftrag]
    [Übersicht] [Weiter: 1.2]

    > notiz
    Notiz zu 1.1: Ihre nächste Nachricht wird gespeichert, Wort für Wort. „abbrechen“ verwirft es.
    [Abbrechen]

    > abbrechen
    Gut, es ist nichts gespeichert.
    [Zurück zu 1.1]
    [Schritt für Schritt] [Beispiele suchen]
    [Was ich kann]

    > notizen
    Notizen
    Es gibt noch keine Notizen.
    Eine Notiz beginnt mit „notiz:“, dahinter Ihre Worte. Sie steht dann bei der Stelle, die Sie gerade sehen.
    [Notiz schreiben]
    [Zurück zu 1.1]
    ");
    let asked = "Wer entscheidet über den Auftrag?";
    insta::assert_snapshot!(play(&["1.1", "/notiz", asked, "[Frage beantworten]"]), @"
    > 1.1
    1.1 Auftrag einholen
    Ein Konzept braucht den Willen derer, die entscheiden.
    Quelle: Leitfaden „Klein“
    [Aufgaben (2)] [Wer entscheidet]
    [Beispiele zu Schritt 1] [Weitergeben → p_auftrag]
    [Übersicht] [Weiter: 1.2]

    > /notiz
    Notiz zu 1.1: Ihre nächste Nachricht wird gespeichert, Wort für Wort. „abbrechen“ verwirft es.
    [Abbrechen]

    > Wer entscheidet über den Auftrag?
    Das klingt nach einer Frage. Soll ich sie beantworten oder als Notiz speichern?
    [Frage beantworten] [Als Notiz speichern]

    > [Frage beantworten]
    (darunter)
    Meist entscheidet die Leitung des Dezernats.
    1.1 Auftrag einholen · Leitfaden „Klein“
    Dazu auch:
    1.2 Steuerung klären – „Die Steuerung liegt bei einer Gruppe.“
    3 Gliederung erstellen – „Die Gliederung folgt der Vorlage.“
    [Abschnitt 1.1 lesen] [Abschnitt 1.2 lesen]
    [Weitergeben → p_auftrag]
    [Hilfreich] [Nicht hilfreich]
    ");
    insta::assert_snapshot!(last(&["1.1", "/notiz", asked, "[Als Notiz speichern]"]), @"
    (darunter)
    Notiz gespeichert.
    Notiz zu 1.1
    Wer entscheidet über den Auftrag?
    Geschrieben am 12. Januar 1970
    [Ändern] [Löschen]
    [Zurück zu 1.1]
    ");
}

#[test]
fn notes_are_listed_by_place_changed_and_removed() {
    let lines = [
        "notiz: allgemein",
        "notiz zu 1.2: zwei",
        "notiz zu 1.1: eins",
        "/notizen",
        "2",
        "[Ändern]",
        "zwei, aber besser",
        "[Löschen]",
        "[Ja, Notiz löschen]",
    ];
    insta::assert_snapshot!(play(&lines), @"
    > notiz: allgemein
    Notiz gespeichert.
    Notiz
    allgemein
    Geschrieben am 12. Januar 1970
    [Ändern] [Löschen]
    [Übersicht]

    > notiz zu 1.2: zwei
    Notiz gespeichert.
    Notiz zu 1.2
    zwei
    Geschrieben am 12. Januar 1970
    [Ändern] [Löschen]
    [Alle Notizen]
    [Zurück zur Notiz] [Abschnitt 1.2 lesen]

    > notiz zu 1.1: eins
    Notiz gespeichert.
    Notiz zu 1.1
    eins
    Geschrieben am 12. Januar 1970
    [Ändern] [Löschen]
    [Alle Notizen]
    [Zurück zur Notiz] [Abschnitt 1.1 lesen]

    > /notizen
    Notizen
    1.1 Auftrag einholen
    1 eins
    1.2 Steuerung klären
    2 zwei
    Ohne Stelle
    3 allgemein
    [1 eins]
    [2 zwei]
    [3 allgemein]
    [Notiz schreiben]
    [Zurück zur Notiz]

    > 2
    Notiz zu 1.2
    zwei
    Geschrieben am 12. Januar 1970
    [Ändern] [Löschen]
    [Alle Notizen]
    [Zurück zu den Notizen] [Abschnitt 1.2 lesen]

    > [Ändern]
    Ihre nächste Nachricht ersetzt diese Notiz. „abbrechen“ lässt sie, wie sie ist.
    [Abbrechen]

    > zwei, aber besser
    Notiz geändert.
    Notiz zu 1.2
    zwei, aber besser
    Geschrieben am 12. Januar 1970
    [Ändern] [Löschen]
    [Alle Notizen]
    [Zurück zu den Notizen] [Abschnitt 1.2 lesen]

    > [Löschen]
    Soll diese Notiz gelöscht werden?
    Notiz zu 1.2
    zwei, aber besser
    Geschrieben am 12. Januar 1970
    [Ja, Notiz löschen] [Nein, behalten]

    > [Ja, Notiz löschen]
    (Hinweis: Notiz gelöscht.)
    Notiz gelöscht.
    Notizen
    1.1 Auftrag einholen
    1 eins
    Ohne Stelle
    2 allgemein
    [1 eins]
    [2 allgemein]
    [Notiz schreiben]
    [Zurück zur Notiz]
    ");
}

#[test]
fn a_note_that_is_too_long_or_one_too_many_is_refused_with_the_limit() {
    let long = format!("notiz: {}", "x".repeat(NOTE_LENGTH + 1));
    insta::assert_snapshot!(last(&[&long]), @"
    Die Notiz hat 2001 Zeichen, gespeichert werden höchstens 2000. Bitte kürzen Sie sie oder schreiben Sie zwei.
    [Übersicht]
    ");
    let shelf = Shelf::small();
    let mut talk = Talk::with(&shelf);
    for number in 0..NOTE_COUNT {
        talk.play(&[&format!("notiz: Nummer {number}")]);
    }
    insta::assert_snapshot!(talk.play(&["notiz: noch eine"]), @"
    > notiz: noch eine
    Es gibt schon 200 Notizen, mehr sind es nicht. Bitte löschen Sie eine, die Sie nicht mehr brauchen.
    [Alle Notizen]
    [Zurück zur Notiz]
    ");
}

#[test]
fn beginning_anew_keeps_notes_and_forgetting_does_not() {
    let noted = ["1.1", "notiz: bleibt"];
    let anew = ["neustart", "[Ja, neu beginnen]", "notizen"];
    insta::assert_snapshot!(last(&[&noted[..], &anew].concat()), @"
    Notizen
    1.1 Auftrag einholen
    1 bleibt
    [1 bleibt]
    [Notiz schreiben]
    [Zurück zu Schritt 1]
    ");
    let forgotten = ["alles löschen", "[Ja, alles löschen]", "notizen"];
    insta::assert_snapshot!(last(&[&noted[..], &forgotten].concat()), @"
    Notizen
    Es gibt noch keine Notizen.
    Eine Notiz beginnt mit „notiz:“, dahinter Ihre Worte. Sie steht dann bei der Stelle, die Sie gerade sehen.
    [Notiz schreiben]
    [Übersicht]
    ");
}

#[test]
fn an_old_button_of_a_note_that_is_gone_does_no_harm() {
    let lines = [
        "notiz: weg",
        "/notizen",
        "[1 weg]",
        "[Löschen]",
        "[Ja, Notiz löschen]",
    ];
    let shelf = Shelf::small();
    let mut talk = Talk::with(&shelf);
    talk.play(&lines);
    insta::assert_snapshot!(talk.meet(Occasion::Tap("1O1".to_owned())), @"
    (Hinweis: Diese Notiz gibt es nicht mehr.)
    Diese Notiz gibt es nicht mehr.
    Notizen
    Es gibt noch keine Notizen.
    Eine Notiz beginnt mit „notiz:“, dahinter Ihre Worte. Sie steht dann bei der Stelle, die Sie gerade sehen.
    [Notiz schreiben]
    [Übersicht]
    ");
}

#[test]
fn long_notes_stand_on_a_page_as_far_as_a_phone_has_room() {
    let listed = |words: &str| {
        let noted = ["1", "1.1", "1.2", "3", "1"].map(|place| format!("notiz zu {place}: {words}"));
        let lines = noted.iter().map(String::as_str);
        last(&lines.chain(["notizen"]).collect::<Vec<_>>())
    };
    let long = listed(&"viele Worte ".repeat(20));
    let buttons = long.lines().filter(|line| line.starts_with('['));
    let entries = buttons.filter(|line| line.contains(" viele Worte"));
    assert_eq!(entries.count(), 3, "{long}");
    assert!(long.contains("Seite 1 von 2"), "{long}");
    let short = listed("kurz");
    assert!(!short.contains("Seite"), "{short}");
}

#[test]
fn whoever_is_asked_whether_a_note_shall_go_answers_in_words() {
    let shelf = Shelf::small();
    let mut talk = Talk::with(&shelf);
    talk.play(&["notiz: eins", "notiz: zwei", "notizen", "lösch die letzte"]);
    let kept = talk.last(&["nein"]);
    assert!(kept.starts_with("Notiz\nzwei"), "{kept}");
    talk.play(&["notizen", "die erste notiz löschen"]);
    let gone = talk.last(&["ja"]);
    assert!(gone.starts_with("Notiz gelöscht."), "{gone}");
    assert!(gone.contains("1 zwei") && !gone.contains("eins"), "{gone}");
}

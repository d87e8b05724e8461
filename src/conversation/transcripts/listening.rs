//! What typed text is taken for: a command, a label, a place, a tick or a question.

use super::{Shelf, Talk, last, play};
use crate::conversation::hearing::{Request, hear};
use crate::german::fold::key;

fn is_question(lines: &[&str], typed: &str) -> bool {
    let shelf = Shelf::small();
    let mut talk = Talk::with(&shelf);
    talk.last(lines);
    matches!(hear(&shelf, &talk.session, typed), Request::Question(_))
}

#[test]
fn letters_that_only_look_different_mean_the_same() {
    let shelf = Shelf::small();
    let plain = last(&["/start", "Beispiele suchen"]);
    for typed in [
        "Ｂｅｉｓｐｉｅｌｅ ｓｕｃｈｅｎ",
        "Bei\u{200b}spie\u{ad}le su\u{2060}chen",
        "Beispie-\nle suchen",
    ] {
        let mut talk = Talk::with(&shelf);
        assert_eq!(talk.last(&["/start", typed]), plain, "{typed}");
    }
}

#[test]
fn questions_with_command_words_in_them_stay_questions() {
    let typed = [
        "wie geht es weiter nach schritt 3?",
        "wie geht es weiter nach schritt 3",
        "was steht in schritt 2",
        "was ist der erste schritt",
        "welche aufgaben hat die leitung",
        "wann ist der auftrag erledigt",
        "hilfe für eltern mit wenig deutsch",
        "zurück zum anfang oder nicht",
        "ja aber wer entscheidet",
        "2018",
        "kapitel 2.1",
        "MH 0.25",
        "was heißt rbb",
        "mehr eltern erreichen",
        "",
    ];
    let taken = typed
        .into_iter()
        .filter(|typed| !is_question(&["1.1"], typed));
    assert_eq!(taken.collect::<Vec<_>>(), [""; 0]);
}

#[test]
fn the_label_of_any_button_last_offered_can_be_typed() {
    let shelf = Shelf::small();
    for line in [
        "/start",
        "1.1",
        "/schritte",
        "/beispiele",
        "begriffe",
        "/hilfe",
        "/datenschutz",
    ] {
        let mut talk = Talk::with(&shelf);
        talk.say(line);
        for (label, data) in talk.session.offered.clone() {
            let heard = hear(&shelf, &talk.session, &label);
            let Request::Tap(tap) = heard else {
                panic!("{line}: {label} is not heard as a button")
            };
            assert_eq!(tap.encode(), data, "{line}: {label}");
        }
    }
}

#[test]
fn the_beginning_of_one_label_is_enough() {
    assert_eq!(
        last(&["1.1", "mehr", "material"]),
        last(&["1.1", "mehr", "Material zu 1.1"])
    );
    assert_eq!(
        last(&["/start", "schritt für"]),
        last(&["/start", "Schritt für Schritt"])
    );
}

#[test]
fn spelling_signs_and_capitals_do_not_matter() {
    assert_eq!(key("  [Weiter: 1.2]! "), key("weiter 1.2"));
    assert_eq!(key("ÜBERSICHT"), key("Übersicht."));
    assert_eq!(key("Akteur*innen"), key("Akteur"));
    assert_eq!(last(&["UEBERSICHT"]), last(&["übersicht"]));
}

#[test]
fn a_command_may_be_misspelt_but_nothing_is_deleted_by_guessing() {
    for (typed, meant) in [
        ("aufgabn", "aufgaben"),
        ("Fortschrit", "fortschritt"),
        ("ubersicht", "übersicht"),
        ("wieter", "weiter"),
        ("beispiele zu 1.2", "beispiele zu schritt 1.2"),
        ("beispile zu 1.2", "beispiele zu schritt 1.2"),
        ("beispil zu 1.2", "beispiele zu schritt 1.2"),
        ("schrit 1", "schritt 1"),
        ("ok weiter", "weiter"),
        ("Gut, dann bitte die Übersicht", "übersicht"),
        ("wie gehts jetzt weiter", "weiter"),
        ("was fehlt uns noch", "offene aufgaben"),
        ("wir sind mit 1.1 fertig", "aufgaben"),
        ("Wir sind gerade bei Schritt 3", "schritt 3"),
        ("ich will mit 1.2 anfangen", "schritt 1.2"),
        ("wo stehen wir", "fortschritt"),
    ] {
        let said = |words: &str| {
            let shelf = Shelf::small();
            let mut talk = Talk::with(&shelf);
            talk.say("1.1");
            talk.say(words)
        };
        assert_eq!(said(typed), said(meant), "{typed}");
    }
    // A slip means what the word means here: the label that begins with it goes before the command.
    assert_eq!(
        last(&["1.1", "mehr", "materil"]),
        last(&["1.1", "mehr", "material"])
    );
    let shelf = Shelf::small();
    assert!(!Talk::with(&shelf).say("lösche").contains("alles löschen"));
}

#[test]
fn a_number_alone_ticks_off_and_never_takes_a_tick_away() {
    let lines = ["1.1", "aufgaben", "1", "1"];
    let shown = last(&lines);
    assert!(shown.contains("1 erledigt: "), "{shown}");
}

#[test]
fn more_of_a_list_turns_its_page_and_says_where_it_ends() {
    let shelf = Shelf::small();
    let mut talk = Talk::with(&shelf);
    talk.say("alle beispiele");
    let mut shown = talk.say("mehr");
    while shown.contains("Seite") {
        shown = talk.say("mehr");
    }
    assert!(shown.starts_with("Mehr habe ich dazu nicht."), "{shown}");
}

#[test]
fn back_from_a_second_answer_leads_to_the_screen_before_them() {
    let shown = last(&[
        "1.1",
        "wer entscheidet über den auftrag?",
        "was heißt rbb?",
        "zurück",
    ]);
    assert!(shown.starts_with("1.1 Auftrag einholen"), "{shown}");
}

#[test]
fn an_entry_of_the_list_on_the_screen_is_taken_away_by_its_number() {
    let said = play(&[
        "notiz 1.1: mit dem Amt reden",
        "notizen",
        "1 löschen",
        "1.1 bis 15.3.",
        "fristen",
        "lösch die 1",
        "1 löschen",
    ]);
    insta::assert_snapshot!(said, @"
    > notiz 1.1: mit dem Amt reden
    Notiz gespeichert.
    Notiz zu 1.1
    mit dem Amt reden
    Geschrieben am 12. Januar 1970
    [Ändern] [Löschen]
    [Übersicht] [Abschnitt 1.1 lesen]

    > notizen
    Notizen
    1.1 Auftrag einholen
    1 mit dem Amt reden
    [1 mit dem Amt reden]
    [Notiz schreiben]
    [Zurück zur Notiz]

    > 1 löschen
    Soll diese Notiz gelöscht werden?
    Notiz zu 1.1
    mit dem Amt reden
    Geschrieben am 12. Januar 1970
    [Ja, Notiz löschen] [Nein, behalten]

    > 1.1 bis 15.3.
    Frist gesetzt bis 15. März 1970, das ist ein Sonntag: 1.1 Auftrag einholen. Erinnert wird nur auf Wunsch: /erinnerungen.
    Fristen
    Später
    1 bis So, 15.03.1970 · 1.1 Auftrag einholen
    [1 öffnen: 1.1]
    [Kalenderdatei]
    [Zurück zur Notiz] [Erinnerungen]

    > fristen
    Fristen
    Später
    1 bis So, 15.03.1970 · 1.1 Auftrag einholen
    [1 öffnen: 1.1]
    [Kalenderdatei]
    [Zurück zur Notiz] [Erinnerungen]

    > lösch die 1
    Die Frist ist gelöscht.
    Fristen
    Es gibt noch keine Fristen.
    Schreiben Sie bei einer Aufgabenliste zum Beispiel „2 bis 15.03.“, oder für eine ganze Stelle „1.2 bis Ende März“. „frist 2 löschen“ nimmt sie zurück. Erinnert wird nur auf Wunsch: /erinnerungen.
    [Zurück zur Notiz] [Erinnerungen]

    > 1 löschen
    So viele Einträge hat die Liste nicht. Bitte nennen Sie eine Nummer daraus.
    Fristen
    Es gibt noch keine Fristen.
    Schreiben Sie bei einer Aufgabenliste zum Beispiel „2 bis 15.03.“, oder für eine ganze Stelle „1.2 bis Ende März“. „frist 2 löschen“ nimmt sie zurück. Erinnert wird nur auf Wunsch: /erinnerungen.
    [Zurück zur Notiz] [Erinnerungen]
    ");
}

#[test]
fn a_document_on_the_screen_is_handed_out_in_the_form_that_is_named() {
    insta::assert_snapshot!(play(&["projektstand", "als text bitte"]), @"
    > projektstand
    Projektstand
    Alle Aufgaben mit Haken und Fristen, Ihre Notizen Wort für Wort und was offen ist.
    Noch ist nichts abgehakt, notiert oder entschieden: Sie bekommen das leere Gerüst.
    [Word-Datei] [Markdown]
    [Nur Text]
    [Übersicht]

    > als text bitte
    Die Datei folgt.
    Projektstand
    Alle Aufgaben mit Haken und Fristen, Ihre Notizen Wort für Wort und was offen ist.
    Noch ist nichts abgehakt, notiert oder entschieden: Sie bekommen das leere Gerüst.
    [Word-Datei] [Markdown]
    [Nur Text]
    [Übersicht]
    (Datei projektstand-1970-01-12.txt: Projektstand, Stand 12. Januar 1970)
    Projektstand: Klein anfangen
    ============================
    Stand: 12. Januar 1970, 14:46 Uhr
    Noch ist nichts abgehakt, notiert oder entschieden. Dies ist das leere Gerüst.
    Auf einen Blick
    ---------------
    - Schritt: 1 Auftrag und Haltung klären; Erledigt: 0 von 3; Notizen: 0
    - Schritt: 2 Titel nicht bekannt; Erledigt: 0 von 0; Notizen: 0
    - Schritt: 3 Gliederung erstellen; Erledigt: 0 von 0; Notizen: 0
    Offene Punkte
    -------------
    - 1.1 Auftrag einholen: 2 Aufgaben
    - 1.2 Steuerung klären: 1 Aufgabe
    Schritt 1: Auftrag und Haltung klären
    -------------------------------------
    1.1 Auftrag einholen:
    ☐ offen: Auftrag schriftlich sichern
    ☐ offen: Zeit und Personal mitentscheiden lassen
    (Herkunft: Leitfaden „Klein“, in Worten der Redaktion · Stand nicht bekannt)
    1.2 Steuerung klären:
    ☐ offen: Team benennen
    (Herkunft: Leitfaden „Klein“, in Worten der Redaktion · Stand nicht bekannt)
    ");
}

#[test]
fn a_bare_number_behind_what_is_wished_is_a_step() {
    let shown = last(&[
        "notiz zu schritt 3: kurz halten",
        "notiz 1.1: fragen",
        "notizen 3",
    ]);
    assert!(
        shown.contains("kurz halten") && !shown.contains("fragen"),
        "{shown}"
    );
    let tasks = last(&["aufgaben 1"]);
    assert!(
        tasks.starts_with("Zu Schritt 1 gibt es keine Aufgaben"),
        "{tasks}"
    );
}

#[test]
fn a_deadline_is_asked_for_in_words() {
    let said = play(&["1.2", "frist setzen", "15.3."]);
    let said = &said[said.find("> frist setzen").unwrap()..];
    insta::assert_snapshot!(said, @"
    > frist setzen
    Bis wann? Schreiben Sie „2 bis 15.03.“ für Aufgabe 2 von 1.2, oder nur den Tag für alles dort. „abbrechen“ lässt es, wie es ist.
    [Abbrechen]

    > 15.3.
    Frist gesetzt bis 15. März 1970, das ist ein Sonntag: 1.2 Steuerung klären. Erinnert wird nur auf Wunsch: /erinnerungen.
    Fristen
    Später
    1 bis So, 15.03.1970 · 1.2 Steuerung klären
    [1 öffnen: 1.2]
    [Kalenderdatei]
    [Zurück zu 1.2] [Erinnerungen]
    ");
}

#[test]
fn what_to_do_with_a_text_is_said_in_a_word() {
    assert!(
        last(&["notiz", "wer hilft bei der Steuerung?", "als notiz"])
            .starts_with("Notiz gespeichert")
    );
    assert!(!last(&["notiz", "wer entscheidet über den Auftrag?", "frage"]).contains("Notiz"));
}

#[test]
fn an_entry_of_a_list_is_chosen_by_its_name_too() {
    let shelf = super::deciding::shelf();
    let by_number = Talk::with(&shelf).last(&["entscheidungen", "3"]);
    let by_name = Talk::with(&shelf).last(&["entscheidungen", "wann ist das erste treffen?"]);
    assert!(by_number.contains("Entscheidung zu"), "{by_number}");
    assert_eq!(by_name, by_number);
}

#[test]
fn a_deadline_that_is_no_day_is_told_and_never_answered_as_a_question() {
    for typed in [
        "1.2 bis ostern",
        "1.1 bis zu den ferien",
        "frist für 1.2 bis weihnachten",
    ] {
        let said = last(&[typed]);
        assert!(
            said.contains("Darin finde ich kein Datum"),
            "{typed}: {said}"
        );
    }
    for typed in [
        "1.1 bis 1.2 bitte",
        "was gilt für 1.2 bis zum Ende des Projekts?",
    ] {
        let said = last(&[typed]);
        assert!(!said.contains("kein Datum"), "{typed}: {said}");
    }
}

#[test]
fn the_beginning_of_a_button_presses_it_where_its_screen_is_seen_already() {
    let shelf = Shelf::small();
    let mut talk = Talk::with(&shelf);
    let shown = talk.last(&["kürzere texte"]);
    assert!(shown.contains("[Kürzere Texte zeigen]"), "{shown}");
    let pressed = talk.last(&["kürzere texte"]);
    assert!(pressed.contains("[Längere Texte zeigen]"), "{pressed}");
}

//! Ticking tasks off, by button and by word.

use super::{Shelf, Talk, last, play};

#[test]
fn a_tap_ticks_off_and_a_second_takes_it_back() {
    insta::assert_snapshot!(play(&["1.1", "[Aufgaben (2)]", "[2 abhaken: Zeit und Personal…]", "[2 wieder öffnen: Zeit und Personal…]"]), @"
    > 1.1
    1.1 Auftrag einholen
    Ein Konzept braucht den Willen derer, die entscheiden.
    Quelle: Leitfaden „Klein“
    [Aufgaben (2)] [Wer entscheidet]
    [Beispiele zu Schritt 1] [Weitergeben → p_auftrag]
    [Übersicht] [Weiter: 1.2]

    > [Aufgaben (2)]
    Aufgaben zu 1.1
    0 von 2 Aufgaben erledigt
    1 offen: Auftrag schriftlich sichern
    Möglich ist eine Erklärung.
    2 offen: Zeit und Personal mitentscheiden lassen
    [1 abhaken: Auftrag schriftlich sichern]
    [2 abhaken: Zeit und Personal…]
    [Zurück zu 1.1] [Weiter: 1.2]
    [Notiz schreiben] [Frist setzen]
    [Zuständig]

    > [2 abhaken: Zeit und Personal…]
    (Hinweis: Aufgabe 2 ist erledigt.)
    Aufgaben zu 1.1
    1 von 2 Aufgaben erledigt
    1 offen: Auftrag schriftlich sichern
    Möglich ist eine Erklärung.
    2 erledigt: Zeit und Personal mitentscheiden lassen
    [1 abhaken: Auftrag schriftlich sichern]
    [2 wieder öffnen: Zeit und Personal…]
    [Zurück zu 1.1] [Weiter: 1.2]
    [Notiz schreiben] [Frist setzen]
    [Zuständig]

    > [2 wieder öffnen: Zeit und Personal…]
    (Hinweis: Aufgabe 2 ist offen.)
    Aufgaben zu 1.1
    0 von 2 Aufgaben erledigt
    1 offen: Auftrag schriftlich sichern
    Möglich ist eine Erklärung.
    2 offen: Zeit und Personal mitentscheiden lassen
    [1 abhaken: Auftrag schriftlich sichern]
    [2 abhaken: Zeit und Personal…]
    [Zurück zu 1.1] [Weiter: 1.2]
    [Notiz schreiben] [Frist setzen]
    [Zuständig]
    ");
}

#[test]
fn an_old_button_sets_the_same_state_again() {
    let shelf = Shelf::small();
    let mut talk = Talk::with(&shelf);
    talk.play(&[
        "1.1",
        "[Aufgaben (2)]",
        "[2 abhaken: Zeit und Personal…]",
        "[2 abhaken: Zeit und Personal…]",
    ]);
    assert_eq!(talk.session.project.done.len(), 1);
}

#[test]
fn numbers_with_a_word_tick_off() {
    insta::assert_snapshot!(play(&["1.1", "1 und 2 erledigt", "2 offen", "3 erledigt"]), @"
    > 1.1
    1.1 Auftrag einholen
    Ein Konzept braucht den Willen derer, die entscheiden.
    Quelle: Leitfaden „Klein“
    [Aufgaben (2)] [Wer entscheidet]
    [Beispiele zu Schritt 1] [Weitergeben → p_auftrag]
    [Übersicht] [Weiter: 1.2]

    > 1 und 2 erledigt
    Aufgaben 1 und 2 sind erledigt.
    Aufgaben zu 1.1
    2 von 2 Aufgaben erledigt
    1 erledigt: Auftrag schriftlich sichern
    Möglich ist eine Erklärung.
    2 erledigt: Zeit und Personal mitentscheiden lassen
    Hier ist alles erledigt, was vom Leitfaden bekannt ist.
    [1 wieder öffnen: Auftrag schriftlich sichern]
    [2 wieder öffnen: Zeit und Personal…]
    [Zurück zu 1.1] [Weiter: 1.2]
    [Notiz schreiben] [Frist setzen]
    [Zuständig]

    > 2 offen
    Aufgabe 2 ist offen.
    Aufgaben zu 1.1
    1 von 2 Aufgaben erledigt
    1 erledigt: Auftrag schriftlich sichern
    Möglich ist eine Erklärung.
    2 offen: Zeit und Personal mitentscheiden lassen
    [1 wieder öffnen: Auftrag schriftlich sichern]
    [2 abhaken: Zeit und Personal…]
    [Zurück zu 1.1] [Weiter: 1.2]
    [Notiz schreiben] [Frist setzen]
    [Zuständig]

    > 3 erledigt
    Diese Nummer gibt es hier nicht. Zu 1.1 gibt es die Aufgaben 1 bis 2.
    Aufgaben zu 1.1
    1 von 2 Aufgaben erledigt
    1 erledigt: Auftrag schriftlich sichern
    Möglich ist eine Erklärung.
    2 offen: Zeit und Personal mitentscheiden lassen
    [1 wieder öffnen: Auftrag schriftlich sichern]
    [2 abhaken: Zeit und Personal…]
    [Zurück zu 1.1] [Weiter: 1.2]
    [Notiz schreiben] [Frist setzen]
    [Zuständig]
    ");
}

#[test]
fn there_are_many_words_for_done_and_open() {
    let shelf = Shelf::small();
    for (words, done) in [
        ("2 erledigt", 1),
        ("Aufgabe 2 ist erledigt.", 1),
        ("erledigt: 2", 1),
        ("1, 2 fertig", 2),
        ("alles erledigt", 2),
        ("Aufgabe 2 abhaken", 1),
        ("wir haben 1 und 2 gemacht", 2),
        ("2 nicht erledigt", 0),
        ("ist 2 erledigt?", 0),
        ("erledigt", 0),
    ] {
        let mut talk = Talk::with(&shelf);
        talk.play(&["1.1", words]);
        let ticked: usize = talk
            .session
            .project
            .done
            .values()
            .map(std::collections::BTreeSet::len)
            .sum();
        assert_eq!(ticked, done, "{words}");
    }
}

#[test]
fn ticks_without_a_place_or_without_tasks_say_what_is_missing() {
    insta::assert_snapshot!(last(&["2 erledigt"]), @"
    Bitte nennen Sie die Nummer einer Aufgabe aus dieser Liste.
    Alle Aufgaben
    0 von 3 Aufgaben erledigt
    1.1 Auftrag einholen
    1 offen: Auftrag schriftlich sichern
    2 offen: Zeit und Personal mitentscheiden lassen
    1.2 Steuerung klären
    3 offen: Team benennen
    [1 abhaken: Auftrag schriftlich sichern]
    [2 abhaken: Zeit und Personal…]
    [3 abhaken: Team benennen]
    [Übersicht] [Fortschritt]
    ");
    insta::assert_snapshot!(last(&["3", "2 erledigt"]), @r"
    Zu Schritt 3 gibt es keine Aufgaben zum Abhaken.
    [Zurück zu Schritt 3]
    ");
}

#[test]
fn a_place_that_is_named_has_its_tasks_ticked_whatever_is_on_the_screen() {
    let shelf = Shelf::small();
    let mut talk = Talk::with(&shelf);
    talk.play(&["/aufgaben"]);
    for (line, expected) in [
        (
            "1.1 aufgabe 2 erledigt",
            "Aufgabe 2 ist erledigt.\nAufgaben zu 1.1",
        ),
        (
            "hake aufgabe 1 in 1.2 ab",
            "Aufgabe 1 ist erledigt.\nAufgaben zu 1.2",
        ),
        (
            "1.1 2 doch nicht fertig",
            "Aufgabe 2 ist offen.\nAufgaben zu 1.1",
        ),
        (
            "alle aufgaben von 1.1 erledigt",
            "Aufgaben 1 und 2 sind erledigt.\nAufgaben zu 1.1",
        ),
        ("1.2 aufgabe 7 erledigt", "Diese Nummer gibt es hier nicht."),
    ] {
        let said = talk.last(&[line]);
        assert!(said.starts_with(expected), "{line}: {said}");
    }
}

#[test]
fn tasks_are_named_by_where_they_stand_in_the_list() {
    let shelf = Shelf::small();
    let mut talk = Talk::with(&shelf);
    talk.play(&["aufgaben 1.1"]);
    for (line, expected) in [
        ("die zweite ist erledigt", "Aufgabe 2 ist erledigt."),
        ("das letzte doch nicht fertig", "Aufgabe 2 ist offen."),
        ("1 und 2 habn wir schon", "Aufgaben 1 und 2 sind erledigt."),
        ("die erste aufgabe wieder offen", "Aufgabe 1 ist offen."),
    ] {
        let said = talk.last(&[line]);
        assert!(said.starts_with(expected), "{line}: {said}");
    }
}

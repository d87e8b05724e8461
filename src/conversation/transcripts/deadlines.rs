//! Setting until when something shall be done, seeing what is due, taking it back.
//!
//! It is Monday, 12 January 1970.

use super::{Talk, last, play};

#[test]
fn deadlines_are_put_off_by_a_span_of_time() {
    insta::assert_snapshot!(play(&[
        "1.1 bis 15.3.",
        "verschieb die 1 um eine woche",
        "schieb 1.1 um einen monat nach hinten",
        "verschieb 1.2 um zwei wochen",
    ]), @"
    > 1.1 bis 15.3.
    Frist gesetzt bis 15. März 1970, das ist ein Sonntag: 1.1 Auftrag einholen. Erinnert wird nur auf Wunsch: /erinnerungen.
    Fristen
    Später
    1 bis So, 15.03.1970 · 1.1 Auftrag einholen
    [1 öffnen: 1.1]
    [Kalenderdatei]
    [Übersicht] [Erinnerungen]

    > verschieb die 1 um eine woche
    Frist gesetzt bis 22. März 1970, das ist ein Sonntag: 1.1 Auftrag einholen
    Fristen
    Später
    1 bis So, 22.03.1970 · 1.1 Auftrag einholen
    [1 öffnen: 1.1]
    [Kalenderdatei]
    [Übersicht] [Erinnerungen]

    > schieb 1.1 um einen monat nach hinten
    Frist gesetzt bis Mittwoch, 22. April 1970: 1.1 Auftrag einholen
    Fristen
    Später
    1 bis Mi, 22.04.1970 · 1.1 Auftrag einholen
    [1 öffnen: 1.1]
    [Kalenderdatei]
    [Übersicht] [Erinnerungen]

    > verschieb 1.2 um zwei wochen
    Dort gibt es noch keine Frist, die sich verschieben ließe. Schreiben Sie zum Beispiel „2 bis 15.03.“.
    Fristen
    Später
    1 bis Mi, 22.04.1970 · 1.1 Auftrag einholen
    [1 öffnen: 1.1]
    [Kalenderdatei]
    [Übersicht] [Erinnerungen]
    ");
}

#[test]
fn what_was_done_to_one_entry_is_done_to_another_too() {
    insta::assert_snapshot!(play(&["aufgaben 1.1", "1 erledigt", "2 auch"]), @"
    > aufgaben 1.1
    Aufgaben zu 1.1
    0 von 2 Aufgaben erledigt
    1 offen: Auftrag schriftlich sichern
    Möglich ist eine Erklärung.
    2 offen: Zeit und Personal mitentscheiden lassen
    [1 abhaken: Auftrag schriftlich sichern]
    [2 abhaken: Zeit und Personal…]
    [Übersicht] [Abschnitt 1.1 lesen]
    [Notiz schreiben] [Frist setzen]
    [Zuständig]

    > 1 erledigt
    Aufgabe 1 ist erledigt.
    Aufgaben zu 1.1
    1 von 2 Aufgaben erledigt
    1 erledigt: Auftrag schriftlich sichern
    Möglich ist eine Erklärung.
    2 offen: Zeit und Personal mitentscheiden lassen
    [1 wieder öffnen: Auftrag schriftlich sichern]
    [2 abhaken: Zeit und Personal…]
    [Übersicht] [Abschnitt 1.1 lesen]
    [Notiz schreiben] [Frist setzen]
    [Zuständig]

    > 2 auch
    Aufgabe 2 ist erledigt.
    Aufgaben zu 1.1
    2 von 2 Aufgaben erledigt
    1 erledigt: Auftrag schriftlich sichern
    Möglich ist eine Erklärung.
    2 erledigt: Zeit und Personal mitentscheiden lassen
    Hier ist alles erledigt, was vom Leitfaden bekannt ist.
    [1 wieder öffnen: Auftrag schriftlich sichern]
    [2 wieder öffnen: Zeit und Personal…]
    [Übersicht] [Abschnitt 1.1 lesen]
    [Notiz schreiben] [Frist setzen]
    [Zuständig]
    ");
}

#[test]
fn a_task_has_a_deadline_and_comes_first() {
    insta::assert_snapshot!(play(&["aufgaben 1.1", "2 bis 15.3.", "/aufgaben", "1 erledigt", "fristen"]), @"
    > aufgaben 1.1
    Aufgaben zu 1.1
    0 von 2 Aufgaben erledigt
    1 offen: Auftrag schriftlich sichern
    Möglich ist eine Erklärung.
    2 offen: Zeit und Personal mitentscheiden lassen
    [1 abhaken: Auftrag schriftlich sichern]
    [2 abhaken: Zeit und Personal…]
    [Übersicht] [Abschnitt 1.1 lesen]
    [Notiz schreiben] [Frist setzen]
    [Zuständig]

    > 2 bis 15.3.
    Frist gesetzt bis 15. März 1970, das ist ein Sonntag: 1.1 Aufgabe 2: Zeit und Personal mitentscheiden lassen. Erinnert wird nur auf Wunsch: /erinnerungen.
    Aufgaben zu 1.1
    0 von 2 Aufgaben erledigt
    1 offen: Auftrag schriftlich sichern
    Möglich ist eine Erklärung.
    2 offen: Zeit und Personal mitentscheiden lassen (bis 15.03.1970)
    [1 abhaken: Auftrag schriftlich sichern]
    [2 abhaken: Zeit und Personal…]
    [Übersicht] [Abschnitt 1.1 lesen]
    [Notiz schreiben] [Frist setzen]
    [Zuständig]

    > /aufgaben
    Alle Aufgaben
    0 von 3 Aufgaben erledigt
    1.1 Auftrag einholen
    1 offen: Zeit und Personal mitentscheiden lassen (bis 15.03.1970)
    2 offen: Auftrag schriftlich sichern
    1.2 Steuerung klären
    3 offen: Team benennen
    [1 abhaken: Zeit und Personal…]
    [2 abhaken: Auftrag schriftlich sichern]
    [3 abhaken: Team benennen]
    [Zurück: Aufgaben 1.1] [Fortschritt]
    [Fristen]

    > 1 erledigt
    Aufgabe 1 ist erledigt.
    Alle Aufgaben
    1 von 3 Aufgaben erledigt. Zuletzt erledigt in 1.1: Zeit und Personal mitentscheiden lassen.
    1.1 Auftrag einholen
    1 offen: Auftrag schriftlich sichern
    2 erledigt: Zeit und Personal mitentscheiden lassen
    1.2 Steuerung klären
    3 offen: Team benennen
    [1 abhaken: Auftrag schriftlich sichern]
    [2 wieder öffnen: Zeit und Personal…]
    [3 abhaken: Team benennen]
    [Zurück: Aufgaben 1.1] [Fortschritt]
    [Fristen]

    > fristen
    Fristen
    Es gibt noch keine Fristen.
    Schreiben Sie bei einer Aufgabenliste zum Beispiel „2 bis 15.03.“, oder für eine ganze Stelle „1.2 bis Ende März“. „frist 2 löschen“ nimmt sie zurück. Erinnert wird nur auf Wunsch: /erinnerungen.
    [Zurück zu allen Aufgaben]
    [Erinnerungen]
    ");
}

#[test]
fn a_place_has_one_too_and_all_are_listed_by_urgency() {
    insta::assert_snapshot!(play(&["1.1 bis ende märz", "frist für 1.2 diese woche", "fristen", "1", "fristen"]), @"
    > 1.1 bis ende märz
    Frist gesetzt bis Dienstag, 31. März 1970: 1.1 Auftrag einholen. Erinnert wird nur auf Wunsch: /erinnerungen.
    Fristen
    Später
    1 bis Di, 31.03.1970 · 1.1 Auftrag einholen
    [1 öffnen: 1.1]
    [Kalenderdatei]
    [Übersicht] [Erinnerungen]

    > frist für 1.2 diese woche
    Frist gesetzt bis Freitag, 16. Januar 1970: 1.2 Steuerung klären
    Fristen
    Diese Woche
    1 bis Fr, 16.01.1970 · 1.2 Steuerung klären
    Später
    2 bis Di, 31.03.1970 · 1.1 Auftrag einholen
    [1 öffnen: 1.2]
    [2 öffnen: 1.1]
    [Kalenderdatei]
    [Übersicht] [Erinnerungen]

    > fristen
    Fristen
    Diese Woche
    1 bis Fr, 16.01.1970 · 1.2 Steuerung klären
    Später
    2 bis Di, 31.03.1970 · 1.1 Auftrag einholen
    [1 öffnen: 1.2]
    [2 öffnen: 1.1]
    [Kalenderdatei]
    [Übersicht] [Erinnerungen]

    > 1
    Aufgaben zu 1.2
    0 von 1 Aufgabe erledigt
    1 offen: Team benennen
    [1 abhaken: Team benennen]
    [Zurück zu den Fristen] [Abschnitt 1.2 lesen]
    [Notiz schreiben] [Frist setzen]
    [Zuständig]

    > fristen
    Fristen
    Diese Woche
    1 bis Fr, 16.01.1970 · 1.2 Steuerung klären
    Später
    2 bis Di, 31.03.1970 · 1.1 Auftrag einholen
    [1 öffnen: 1.2]
    [2 öffnen: 1.1]
    [Kalenderdatei]
    [Zurück: Aufgaben 1.2] [Erinnerungen]
    ");
}

#[test]
fn a_button_asks_and_a_day_alone_is_enough() {
    insta::assert_snapshot!(play(&["aufgaben 1.1", "[Frist setzen]", "das weiß ich noch nicht", "1 in zwei wochen", "[Frist setzen]", "abbrechen"]), @"
    > aufgaben 1.1
    Aufgaben zu 1.1
    0 von 2 Aufgaben erledigt
    1 offen: Auftrag schriftlich sichern
    Möglich ist eine Erklärung.
    2 offen: Zeit und Personal mitentscheiden lassen
    [1 abhaken: Auftrag schriftlich sichern]
    [2 abhaken: Zeit und Personal…]
    [Übersicht] [Abschnitt 1.1 lesen]
    [Notiz schreiben] [Frist setzen]
    [Zuständig]

    > [Frist setzen]
    Bis wann? Schreiben Sie „2 bis 15.03.“ für Aufgabe 2 von 1.1, oder nur den Tag für alles dort. „abbrechen“ lässt es, wie es ist.
    [Abbrechen]

    > das weiß ich noch nicht
    Darin finde ich kein Datum; Feiertage und Ferien kenne ich nicht. Schreiben Sie etwa „2 bis 15.03.“, „bis Ende März“ oder „abbrechen“.
    [Abbrechen]

    > 1 in zwei wochen
    Frist gesetzt bis Montag, 26. Januar 1970: 1.1 Aufgabe 1: Auftrag schriftlich sichern. Erinnert wird nur auf Wunsch: /erinnerungen.
    Aufgaben zu 1.1
    0 von 2 Aufgaben erledigt
    1 offen: Auftrag schriftlich sichern (bis 26.01.1970)
    Möglich ist eine Erklärung.
    2 offen: Zeit und Personal mitentscheiden lassen
    [1 abhaken: Auftrag schriftlich sichern]
    [2 abhaken: Zeit und Personal…]
    [Übersicht] [Abschnitt 1.1 lesen]
    [Notiz schreiben] [Frist setzen]
    [Zuständig]

    > [Frist setzen]
    Bis wann? Schreiben Sie „2 bis 15.03.“ für Aufgabe 2 von 1.1, oder nur den Tag für alles dort. „abbrechen“ lässt es, wie es ist.
    [Abbrechen]

    > abbrechen
    Gut, es bleibt alles, wie es ist.
    [Zurück: Aufgaben 1.1]
    [Schritt für Schritt] [Beispiele suchen]
    [Was ich kann]
    ");
}

#[test]
fn a_day_alone_that_was_asked_for_is_that_of_the_place_and_shows_where() {
    insta::assert_snapshot!(last(&["aufgaben 1.1", "[Frist setzen]", "15.3."]), @"
    Frist gesetzt bis 15. März 1970, das ist ein Sonntag: 1.1 Auftrag einholen. Erinnert wird nur auf Wunsch: /erinnerungen.
    Fristen
    Später
    1 bis So, 15.03.1970 · 1.1 Auftrag einholen
    [1 öffnen: 1.1]
    [Kalenderdatei]
    [Zurück: Aufgaben 1.1] [Erinnerungen]
    ");
    insta::assert_snapshot!(play(&["1.1", "bis 11.01.1970", "[Frist setzen]", "morgen"]), @"
    > 1.1
    1.1 Auftrag einholen
    Ein Konzept braucht den Willen derer, die entscheiden.
    Quelle: Leitfaden „Klein“
    [Aufgaben (2)] [Wer entscheidet]
    [Beispiele zu Schritt 1] [Weitergeben → p_auftrag]
    [Übersicht] [Weiter: 1.2]

    > bis 11.01.1970
    Sonntag, 11. Januar 1970 ist schon vorbei. Bis wann soll es sein?
    [Frist setzen]
    [Zurück zu 1.1]

    > [Frist setzen]
    (darunter)
    Bis wann? Schreiben Sie „2 bis 15.03.“ für Aufgabe 2 von 1.1, oder nur den Tag für alles dort. „abbrechen“ lässt es, wie es ist.
    [Abbrechen]

    > morgen
    Frist gesetzt bis Dienstag, 13. Januar 1970: 1.1 Auftrag einholen. Erinnert wird nur auf Wunsch: /erinnerungen.
    Fristen
    Diese Woche
    1 bis Di, 13.01.1970 · 1.1 Auftrag einholen
    [1 öffnen: 1.1]
    [Kalenderdatei]
    [Zurück zu 1.1] [Erinnerungen]
    ");
}

#[test]
fn what_may_be_two_days_is_asked_back() {
    insta::assert_snapshot!(play(&["aufgaben 1.1", "1 bis nächsten freitag", "[Freitag, 23. Januar 1970]"]), @"
    > aufgaben 1.1
    Aufgaben zu 1.1
    0 von 2 Aufgaben erledigt
    1 offen: Auftrag schriftlich sichern
    Möglich ist eine Erklärung.
    2 offen: Zeit und Personal mitentscheiden lassen
    [1 abhaken: Auftrag schriftlich sichern]
    [2 abhaken: Zeit und Personal…]
    [Übersicht] [Abschnitt 1.1 lesen]
    [Notiz schreiben] [Frist setzen]
    [Zuständig]

    > 1 bis nächsten freitag
    Welcher Tag ist gemeint?
    [Freitag, 16. Januar 1970]
    [Freitag, 23. Januar 1970]

    > [Freitag, 23. Januar 1970]
    (darunter)
    Frist gesetzt bis Freitag, 23. Januar 1970: 1.1 Aufgabe 1: Auftrag schriftlich sichern. Erinnert wird nur auf Wunsch: /erinnerungen.
    Aufgaben zu 1.1
    0 von 2 Aufgaben erledigt
    1 offen: Auftrag schriftlich sichern (bis 23.01.1970)
    Möglich ist eine Erklärung.
    2 offen: Zeit und Personal mitentscheiden lassen
    [1 abhaken: Auftrag schriftlich sichern]
    [2 abhaken: Zeit und Personal…]
    [Übersicht] [Abschnitt 1.1 lesen]
    [Notiz schreiben] [Frist setzen]
    [Zuständig]
    ");
    insta::assert_snapshot!(last(&["aufgaben 1.1", "1 und 2 bis nächsten freitag"]), @"
    Welcher Tag ist gemeint? Freitag, 16. Januar 1970 oder Freitag, 23. Januar 1970? Schreiben Sie bitte das Datum.
    [Frist setzen]
    [Zurück: Aufgaben 1.1]
    ");
}

#[test]
fn what_is_over_or_no_day_is_not_set() {
    insta::assert_snapshot!(last(&["1.2", "bis 30.2."]), @"
    Diesen Tag gibt es im Kalender nicht. Schreiben Sie ihn bitte noch einmal, etwa „15.03.“.
    [Frist setzen]
    [Zurück zu 1.2]
    ");
    insta::assert_snapshot!(last(&["1.2", "bis 11.01.1970"]), @"
    Sonntag, 11. Januar 1970 ist schon vorbei. Bis wann soll es sein?
    [Frist setzen]
    [Zurück zu 1.2]
    ");
    insta::assert_snapshot!(last(&["aufgaben 1.1", "9 bis 15.3."]), @"
    Diese Nummer gibt es hier nicht. Zu 1.1 gibt es die Aufgaben 1 bis 2.
    Aufgaben zu 1.1
    0 von 2 Aufgaben erledigt
    1 offen: Auftrag schriftlich sichern
    Möglich ist eine Erklärung.
    2 offen: Zeit und Personal mitentscheiden lassen
    [1 abhaken: Auftrag schriftlich sichern]
    [2 abhaken: Zeit und Personal…]
    [Übersicht] [Abschnitt 1.1 lesen]
    [Notiz schreiben] [Frist setzen]
    [Zuständig]
    ");
    insta::assert_snapshot!(last(&["bis 15.3."]), @"
    Wofür soll die Frist gelten? Öffnen Sie eine Stelle, oder nennen Sie sie: „1.2 bis Ende März“.
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
}

#[test]
fn a_deadline_is_taken_back() {
    insta::assert_snapshot!(play(&["aufgaben 1.1", "2 bis 15.3.", "frist 2 löschen", "keine frist für 1.1"]), @"
    > aufgaben 1.1
    Aufgaben zu 1.1
    0 von 2 Aufgaben erledigt
    1 offen: Auftrag schriftlich sichern
    Möglich ist eine Erklärung.
    2 offen: Zeit und Personal mitentscheiden lassen
    [1 abhaken: Auftrag schriftlich sichern]
    [2 abhaken: Zeit und Personal…]
    [Übersicht] [Abschnitt 1.1 lesen]
    [Notiz schreiben] [Frist setzen]
    [Zuständig]

    > 2 bis 15.3.
    Frist gesetzt bis 15. März 1970, das ist ein Sonntag: 1.1 Aufgabe 2: Zeit und Personal mitentscheiden lassen. Erinnert wird nur auf Wunsch: /erinnerungen.
    Aufgaben zu 1.1
    0 von 2 Aufgaben erledigt
    1 offen: Auftrag schriftlich sichern
    Möglich ist eine Erklärung.
    2 offen: Zeit und Personal mitentscheiden lassen (bis 15.03.1970)
    [1 abhaken: Auftrag schriftlich sichern]
    [2 abhaken: Zeit und Personal…]
    [Übersicht] [Abschnitt 1.1 lesen]
    [Notiz schreiben] [Frist setzen]
    [Zuständig]

    > frist 2 löschen
    Die Frist ist gelöscht.
    Fristen
    Es gibt noch keine Fristen.
    Schreiben Sie bei einer Aufgabenliste zum Beispiel „2 bis 15.03.“, oder für eine ganze Stelle „1.2 bis Ende März“. „frist 2 löschen“ nimmt sie zurück. Erinnert wird nur auf Wunsch: /erinnerungen.
    [Zurück: Aufgaben 1.1] [Erinnerungen]

    > keine frist für 1.1
    Dort gibt es keine Frist.
    Fristen
    Es gibt noch keine Fristen.
    Schreiben Sie bei einer Aufgabenliste zum Beispiel „2 bis 15.03.“, oder für eine ganze Stelle „1.2 bis Ende März“. „frist 2 löschen“ nimmt sie zurück. Erinnert wird nur auf Wunsch: /erinnerungen.
    [Zurück: Aufgaben 1.1] [Erinnerungen]
    ");
}

#[test]
fn the_days_overdue_are_said_to_be() {
    let shelf = super::Shelf::small();
    let mut talk = Talk::with(&shelf);
    talk.play(&["aufgaben 1.1", "1 bis morgen"]);
    talk.wait_minutes(5 * 24 * 60);
    insta::assert_snapshot!(talk.play(&["fristen", "/neustart", "[Ja, neu beginnen]", "fristen"]), @"
    > fristen
    Fristen
    Überfällig
    1 bis Di, 13.01.1970 · 1.1 Aufgabe 1: Auftrag schriftlich sichern
    [1 öffnen: 1.1]
    [Kalenderdatei]
    [Zurück: Aufgaben 1.1] [Erinnerungen]

    > /neustart
    Möchten Sie neu beginnen? Ihre Stelle und alle Haken werden dann gelöscht.
    Ihre Fristen bleiben.
    [Ja, neu beginnen] [Nein, behalten]

    > [Ja, neu beginnen]
    Schritt 1: Auftrag und Haltung klären
    Am Anfang steht der Auftrag.
    Quelle: Leitfaden „Klein“
    [1.1 Auftrag einholen]
    [1.2 Steuerung klären]
    [Hinweise der Redaktion] [Beispiele zu Schritt 1]
    [Weitergeben → p_schritt-1]
    [Übersicht] [Weiter: 1.1]

    > fristen
    Fristen
    Überfällig
    1 bis Di, 13.01.1970 · 1.1 Aufgabe 1: Auftrag schriftlich sichern
    [1 öffnen: 1.1]
    [Kalenderdatei]
    [Zurück zu Schritt 1] [Erinnerungen]
    ");
}

#[test]
fn deadlines_come_as_a_file_for_calendars() {
    insta::assert_snapshot!(last(&["aufgaben 1.1", "2 bis 15.3.", "kalenderdatei"]), @"
    Fristen
    Später
    1 bis So, 15.03.1970 · 1.1 Aufgabe 2: Zeit und Personal mitentscheiden lassen
    [1 öffnen: 1.1]
    [Kalenderdatei]
    [Zurück: Aufgaben 1.1] [Erinnerungen]
    (Datei fristen.ics: Ihre Fristen für den Kalender. Ändern Sie hier etwas, laden Sie die Datei neu.)
    BEGIN:VCALENDAR
    VERSION:2.0
    PRODID:ICALENDAR-RS
    CALSCALE:GREGORIAN
    BEGIN:VEVENT
    DESCRIPTION:Aus dem Leitfaden „Klein anfangen“
    DTSTAMP:19700112T134640Z
    DTSTART;VALUE=DATE:19700315
    SUMMARY:1.1 Aufgabe 2: Zeit und Personal mitentscheiden lassen
    UID:auftrag.zeit@lotse
    END:VEVENT
    END:VCALENDAR
    ");
    insta::assert_snapshot!(last(&["kalenderdatei"]), @"
    Fristen
    Es gibt noch keine Fristen.
    Schreiben Sie bei einer Aufgabenliste zum Beispiel „2 bis 15.03.“, oder für eine ganze Stelle „1.2 bis Ende März“. „frist 2 löschen“ nimmt sie zurück. Erinnert wird nur auf Wunsch: /erinnerungen.
    [Übersicht] [Erinnerungen]
    ");
}

#[test]
fn numbers_mean_the_list_of_what_is_due_where_that_is_on_the_screen() {
    let set = ["1.2 bis mai", "aufgaben 1.1", "2 bis 15.3.", "fristen"];
    insta::assert_snapshot!(last(&[&set[..], &["2 bis 1.4."]].concat()), @"
    Frist gesetzt bis Mittwoch, 1. April 1970: 1.2 Steuerung klären
    Fristen
    Später
    1 bis So, 15.03.1970 · 1.1 Aufgabe 2: Zeit und Personal mitentscheiden lassen
    2 bis Mi, 01.04.1970 · 1.2 Steuerung klären
    [1 öffnen: 1.1]
    [2 öffnen: 1.2]
    [Kalenderdatei]
    [Zurück: Aufgaben 1.1] [Erinnerungen]
    ");
    insta::assert_snapshot!(last(&[&set[..], &["1 erledigt"]].concat()), @"
    Aufgabe 1 ist erledigt.
    Fristen
    Später
    1 bis So, 31.05.1970 · 1.2 Steuerung klären
    [1 öffnen: 1.2]
    [Kalenderdatei]
    [Zurück: Aufgaben 1.1] [Erinnerungen]
    ");
    insta::assert_snapshot!(last(&[&set[..], &["frist 2 löschen"]].concat()), @"
    Die Frist ist gelöscht.
    Fristen
    Später
    1 bis So, 15.03.1970 · 1.1 Aufgabe 2: Zeit und Personal mitentscheiden lassen
    [1 öffnen: 1.1]
    [Kalenderdatei]
    [Zurück: Aufgaben 1.1] [Erinnerungen]
    ");
    insta::assert_snapshot!(last(&[&set[..], &["2 erledigt"]].concat()), @"
    Bitte nennen Sie die Nummer einer Aufgabe aus dieser Liste.
    Fristen
    Später
    1 bis So, 15.03.1970 · 1.1 Aufgabe 2: Zeit und Personal mitentscheiden lassen
    2 bis So, 31.05.1970 · 1.2 Steuerung klären
    [1 öffnen: 1.1]
    [2 öffnen: 1.2]
    [Kalenderdatei]
    [Zurück: Aufgaben 1.1] [Erinnerungen]
    ");
    insta::assert_snapshot!(last(&[&set[..], &["frist 7 löschen"]].concat()), @"
    So viele Einträge hat die Liste nicht. Bitte nennen Sie eine Nummer daraus.
    Fristen
    Später
    1 bis So, 15.03.1970 · 1.1 Aufgabe 2: Zeit und Personal mitentscheiden lassen
    2 bis So, 31.05.1970 · 1.2 Steuerung klären
    [1 öffnen: 1.1]
    [2 öffnen: 1.2]
    [Kalenderdatei]
    [Zurück: Aufgaben 1.1] [Erinnerungen]
    ");
}

#[test]
fn a_task_is_named_by_where_it_stands_in_the_list_also_from_its_end() {
    for (line, task) in [
        ("die zweite bis 15.3.", "1.1 Aufgabe 2: "),
        ("die letzte bis 15.3.", "1.1 Aufgabe 2: "),
        ("die vorletzte bis 15.3.", "1.1 Aufgabe 1: "),
    ] {
        let said = last(&["aufgaben 1.1", line]);
        assert!(said.contains(task), "{line}: {said}");
    }
}

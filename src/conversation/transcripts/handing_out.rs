//! Handing out: what there is, in which form, and what stands in it.

use super::{Shelf, Talk};

#[test]
fn what_can_be_taken_is_chosen_by_number_and_handed_out() {
    let shelf = Shelf::small();
    let mut talk = Talk::with(&shelf);
    talk.play(&["1.1", "1 erledigt", "notiz: Frau *Kaya* fragen 🙂"]);
    insta::assert_snapshot!(talk.play(&["/export", "1", "Nur Text"]), @"
    > /export
    Als Datei mitnehmen
    Was möchten Sie mitnehmen?
    [1 Projektstand]
    [2 Sitzungsblatt]
    [Zurück zur Notiz]

    > 1
    Projektstand
    Alle Aufgaben mit Haken und Fristen, Ihre Notizen Wort für Wort und was offen ist.
    [Word-Datei] [Markdown]
    [Nur Text]
    [Zurück zur Auswahl]

    > Nur Text
    Die Datei folgt.
    Projektstand
    Alle Aufgaben mit Haken und Fristen, Ihre Notizen Wort für Wort und was offen ist.
    [Word-Datei] [Markdown]
    [Nur Text]
    [Zurück zur Auswahl]
    (Datei projektstand-1970-01-12.txt: Projektstand, Stand 12. Januar 1970)
    Projektstand: Klein anfangen
    ============================
    Stand: 12. Januar 1970, 14:46 Uhr
    Auf einen Blick
    ---------------
    - Schritt: 1 Auftrag und Haltung klären; Erledigt: 1 von 3; Notizen: 1
    - Schritt: 2 Titel nicht bekannt; Erledigt: 0 von 0; Notizen: 0
    - Schritt: 3 Gliederung erstellen; Erledigt: 0 von 0; Notizen: 0
    Offene Punkte
    -------------
    - 1.1 Auftrag einholen: 1 Aufgabe
    - 1.2 Steuerung klären: 1 Aufgabe
    Schritt 1: Auftrag und Haltung klären
    -------------------------------------
    1.1 Auftrag einholen:
    ☑ erledigt: Auftrag schriftlich sichern
    ☐ offen: Zeit und Personal mitentscheiden lassen
    (Herkunft: Leitfaden „Klein“, in Worten der Redaktion · Stand nicht bekannt)
        Frau *Kaya* fragen 🙂
    (Notiz vom 12. Januar 1970)
    1.2 Steuerung klären:
    ☐ offen: Team benennen
    (Herkunft: Leitfaden „Klein“, in Worten der Redaktion · Stand nicht bekannt)
    ");
}

#[test]
fn a_sheet_says_what_was_done_since_the_last_one() {
    let shelf = Shelf::small();
    let mut talk = Talk::with(&shelf);
    talk.play(&["1.1", "1 erledigt", "/export", "2", "Nur Text"]);
    talk.wait_minutes(7 * 24 * 60);
    talk.play(&["1.1", "2 erledigt"]);
    insta::assert_snapshot!(talk.play(&["sitzungsblatt", "Nur Text"]), @"
    > sitzungsblatt
    Sitzungsblatt
    Eine Seite: was seit dem letzten Blatt erledigt wurde, was fällig und was offen ist.
    Das letzte Blatt ist vom 12. Januar 1970.
    [Word-Datei] [Markdown]
    [Nur Text]
    [Zurück: Aufgaben 1.1]

    > Nur Text
    Die Datei folgt.
    Sitzungsblatt
    Eine Seite: was seit dem letzten Blatt erledigt wurde, was fällig und was offen ist.
    Das letzte Blatt ist vom 19. Januar 1970.
    [Word-Datei] [Markdown]
    [Nur Text]
    [Zurück: Aufgaben 1.1]
    (Datei sitzungsblatt-1970-01-19.txt: Sitzungsblatt, Stand 19. Januar 1970)
    Sitzungsblatt: Klein anfangen
    =============================
    Stand: 19. Januar 1970, 14:46 Uhr
    Erledigt seit dem 12. Januar 1970:
    ☑ erledigt: Zeit und Personal mitentscheiden lassen (1.1)
    Offen:
    ☐ offen: Team benennen (1.2)
    ");
}

#[test]
fn documents_say_what_is_due_and_what_is_over() {
    let shelf = Shelf::small();
    let mut talk = Talk::with(&shelf);
    talk.play(&[
        "1.1 bis 14.1.",
        "1.1",
        "2 bis 15.1.",
        "1.2",
        "1 bis ende märz",
    ]);
    talk.wait_minutes(3 * 24 * 60 + 12 * 60);
    insta::assert_snapshot!(talk.last(&["projektstand", "Nur Text"]), @"
    Die Datei folgt.
    Projektstand
    Alle Aufgaben mit Haken und Fristen, Ihre Notizen Wort für Wort und was offen ist.
    [Word-Datei] [Markdown]
    [Nur Text]
    [Zurück: Aufgaben 1.2]
    (Datei projektstand-1970-01-16.txt: Projektstand, Stand 16. Januar 1970)
    Projektstand: Klein anfangen
    ============================
    Stand: 16. Januar 1970, 2:46 Uhr
    Auf einen Blick
    ---------------
    - Schritt: 1 Auftrag und Haltung klären; Erledigt: 0 von 3; Notizen: 0; Nächste Frist: überfällig seit dem 14.01.1970
    - Schritt: 2 Titel nicht bekannt; Erledigt: 0 von 0; Notizen: 0; Nächste Frist: keine
    - Schritt: 3 Gliederung erstellen; Erledigt: 0 von 0; Notizen: 0; Nächste Frist: keine
    Fristen
    -------
    - Bis: 14.01.1970; Was: 1.1 Auftrag einholen; Lage: Überfällig
    - Bis: 15.01.1970; Was: 1.1 Aufgabe 2: Zeit und Personal mitentscheiden lassen; Lage: Überfällig
    - Bis: 31.03.1970; Was: 1.2 Aufgabe 1: Team benennen; Lage: Später
    Offene Punkte
    -------------
    - 1.1 Auftrag einholen: 2 Aufgaben
    - 1.2 Steuerung klären: 1 Aufgabe
    Schritt 1: Auftrag und Haltung klären
    -------------------------------------
    1.1 Auftrag einholen:
    Frist für alles hier: überfällig seit dem 14.01.1970
    ☐ offen: Auftrag schriftlich sichern
    ☐ offen, überfällig seit dem 15.01.1970: Zeit und Personal mitentscheiden lassen
    (Herkunft: Leitfaden „Klein“, in Worten der Redaktion · Stand nicht bekannt)
    1.2 Steuerung klären:
    ☐ offen, bis 31.03.1970: Team benennen
    (Herkunft: Leitfaden „Klein“, in Worten der Redaktion · Stand nicht bekannt)
    ");
    insta::assert_snapshot!(talk.last(&["sitzungsblatt", "Nur Text"]), @"
    Die Datei folgt.
    Sitzungsblatt
    Eine Seite: was seit dem letzten Blatt erledigt wurde, was fällig und was offen ist.
    Das letzte Blatt ist vom 16. Januar 1970.
    [Word-Datei] [Markdown]
    [Nur Text]
    [Zurück: Aufgaben 1.2]
    (Datei sitzungsblatt-1970-01-16.txt: Sitzungsblatt, Stand 16. Januar 1970)
    Sitzungsblatt: Klein anfangen
    =============================
    Stand: 16. Januar 1970, 2:46 Uhr
    Bisher erledigt:
    Nichts.
    Überfällig:
    - seit Mi, 14.01.1970: 1.1 Auftrag einholen
    - seit Do, 15.01.1970: 1.1 Aufgabe 2: Zeit und Personal mitentscheiden lassen
    Als Nächstes fällig:
    - bis Di, 31.03.1970: 1.2 Aufgabe 1: Team benennen
    Offen ohne Frist:
    ☐ offen: Auftrag schriftlich sichern (1.1)
    ");
    insta::assert_snapshot!(talk.last(&["1.1", "2 erledigt", "sitzungsblatt", "Nur Text"]), @"
    Die Datei folgt.
    Sitzungsblatt
    Eine Seite: was seit dem letzten Blatt erledigt wurde, was fällig und was offen ist.
    Das letzte Blatt ist vom 16. Januar 1970.
    [Word-Datei] [Markdown]
    [Nur Text]
    [Zurück: Aufgaben 1.1]
    (Datei sitzungsblatt-1970-01-16.txt: Sitzungsblatt, Stand 16. Januar 1970)
    Sitzungsblatt: Klein anfangen
    =============================
    Stand: 16. Januar 1970, 2:46 Uhr
    Bisher erledigt:
    ☑ erledigt: Zeit und Personal mitentscheiden lassen (1.1)
    Überfällig:
    - seit Mi, 14.01.1970: 1.1 Auftrag einholen
    Als Nächstes fällig:
    - bis Di, 31.03.1970: 1.2 Aufgabe 1: Team benennen
    Offen ohne Frist:
    ☐ offen: Auftrag schriftlich sichern (1.1)
    ");
}

#[test]
fn a_document_that_is_named_comes_in_the_form_that_is_named() {
    let shelf = Shelf::small();
    let mut talk = Talk::with(&shelf);
    let said = talk.play(&["projektstand", "sitzungsblatt als text"]);
    assert!(said.contains("(Datei sitzungsblatt-"), "{said}");
    let said = talk.play(&["als markdown"]);
    assert!(said.contains("(Datei sitzungsblatt-"), "{said}");
}

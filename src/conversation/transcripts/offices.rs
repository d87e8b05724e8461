//! Which office does a task: said by number, asked for, and never a person.

use super::{Shelf, Talk, last, play};
use crate::conversation::OFFICE_LENGTH;

#[test]
fn an_office_stands_behind_its_task() {
    insta::assert_snapshot!(play(&["1.1", "1 macht das Jugendamt", "alle aufgaben", "2 zuständig: KI"]), @"
    > 1.1
    1.1 Auftrag einholen
    Ein Konzept braucht den Willen derer, die entscheiden.
    Quelle: Leitfaden „Klein“
    [Aufgaben (2)] [Wer entscheidet]
    [Beispiele zu Schritt 1] [Weitergeben → p_auftrag]
    [Übersicht] [Weiter: 1.2]

    > 1 macht das Jugendamt
    Zuständig für Aufgabe 1: Jugendamt.
    Aufgaben zu 1.1
    0 von 2 Aufgaben erledigt
    1 offen: Auftrag schriftlich sichern (Jugendamt)
    Möglich ist eine Erklärung.
    2 offen: Zeit und Personal mitentscheiden lassen
    [1 abhaken: Auftrag schriftlich sichern]
    [2 abhaken: Zeit und Personal…]
    [Zurück zu 1.1] [Weiter: 1.2]
    [Notiz schreiben] [Frist setzen]
    [Zuständig]

    > alle aufgaben
    Alle Aufgaben
    0 von 3 Aufgaben erledigt
    1.1 Auftrag einholen
    1 offen: Auftrag schriftlich sichern (Jugendamt)
    2 offen: Zeit und Personal mitentscheiden lassen
    1.2 Steuerung klären
    3 offen: Team benennen
    [1 abhaken: Auftrag schriftlich sichern]
    [2 abhaken: Zeit und Personal…]
    [3 abhaken: Team benennen]
    [Zurück: Aufgaben 1.1] [Fortschritt]

    > 2 zuständig: KI
    Zuständig für Aufgabe 2: KI.
    Alle Aufgaben
    0 von 3 Aufgaben erledigt
    1.1 Auftrag einholen
    1 offen: Auftrag schriftlich sichern (Jugendamt)
    2 offen: Zeit und Personal mitentscheiden lassen (KI)
    1.2 Steuerung klären
    3 offen: Team benennen
    [1 abhaken: Auftrag schriftlich sichern]
    [2 abhaken: Zeit und Personal…]
    [3 abhaken: Team benennen]
    [Zurück: Aufgaben 1.1] [Fortschritt]
    ");
}

#[test]
fn all_tasks_of_a_place_can_have_one() {
    insta::assert_snapshot!(last(&["für 1.1 ist das Bildungsbüro zuständig"]), @"
    Zuständig für die Aufgaben 1, 2: Bildungsbüro.
    Aufgaben zu 1.1
    0 von 2 Aufgaben erledigt
    1 offen: Auftrag schriftlich sichern (Bildungsbüro)
    Möglich ist eine Erklärung.
    2 offen: Zeit und Personal mitentscheiden lassen (Bildungsbüro)
    [1 abhaken: Auftrag schriftlich sichern]
    [2 abhaken: Zeit und Personal…]
    [Übersicht] [Abschnitt 1.1 lesen]
    [Notiz schreiben] [Frist setzen]
    [Zuständig]
    ");
}

#[test]
fn the_tasks_of_an_office_are_listed() {
    insta::assert_snapshot!(last(&["1.1", "2 macht das Jugendamt", "aufgaben vom jugendamt"]), @"
    Aufgaben: Jugendamt
    1 offen: Zeit und Personal mitentscheiden lassen
    [1 öffnen: 1.1]
    [Alle Aufgaben]
    [Zurück: Aufgaben 1.1]
    ");
}

#[test]
fn it_can_be_asked_for() {
    insta::assert_snapshot!(play(&["aufgaben 1.1", "[Zuständig]", "Schulamt", "2 Schulamt"]), @"
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

    > [Zuständig]
    Welche Stelle ist bei 1.1 zuständig? Zum Beispiel „2 Jugendamt“. Namen von Menschen speichere ich nicht.
    [Abbrechen]

    > Schulamt
    Für welche Aufgabe? Schreiben Sie ihre Nummer dazu, zum Beispiel „2 macht das Jugendamt“.
    [Abbrechen]

    > 2 Schulamt
    Zuständig für Aufgabe 2: Schulamt.
    Aufgaben zu 1.1
    0 von 2 Aufgaben erledigt
    1 offen: Auftrag schriftlich sichern
    Möglich ist eine Erklärung.
    2 offen: Zeit und Personal mitentscheiden lassen (Schulamt)
    [1 abhaken: Auftrag schriftlich sichern]
    [2 abhaken: Zeit und Personal…]
    [Übersicht] [Abschnitt 1.1 lesen]
    [Notiz schreiben] [Frist setzen]
    [Zuständig]
    ");
    let one = last(&["aufgaben 1.2", "[Zuständig]", "das Schulamt"]);
    assert!(one.contains("Zuständig für Aufgabe 1: Schulamt."), "{one}");
}

#[test]
fn no_person_is_kept() {
    for who in [
        "Frau Kaya",
        "herr müller vom Jugendamt",
        "Dr. Öz",
        "@petra",
        "petra@stadt.de",
        "das Jugendamt, 0234 567890",
    ] {
        let shelf = Shelf::small();
        let mut talk = Talk::with(&shelf);
        let said = talk.last(&["1.1", &format!("1 macht {who}")]);
        assert!(
            said.starts_with("Namen, Adressen und Nummern"),
            "{who}: {said}"
        );
        assert!(talk.session.project.offices.is_empty(), "{who}");
    }
}

#[test]
fn what_may_be_either_is_asked_back() {
    insta::assert_snapshot!(play(&["1.1", "1 macht Peter", "[Eine Person]", "1 macht Peter", "[Eine Stelle]"]), @"
    > 1.1
    1.1 Auftrag einholen
    Ein Konzept braucht den Willen derer, die entscheiden.
    Quelle: Leitfaden „Klein“
    [Aufgaben (2)] [Wer entscheidet]
    [Beispiele zu Schritt 1] [Weitergeben → p_auftrag]
    [Übersicht] [Weiter: 1.2]

    > 1 macht Peter
    Ist „Peter“ eine Stelle oder eine Person?
    [Eine Stelle] [Eine Person]

    > [Eine Person]
    (darunter)
    Namen, Adressen und Nummern von Menschen speichere ich nicht. Nennen Sie bitte die Stelle, zum Beispiel „2 macht das Jugendamt“.
    [Zurück zu 1.1]

    > 1 macht Peter
    Ist „Peter“ eine Stelle oder eine Person?
    [Eine Stelle] [Eine Person]

    > [Eine Stelle]
    (darunter)
    Zuständig für Aufgabe 1: Peter.
    Aufgaben zu 1.1
    0 von 2 Aufgaben erledigt
    1 offen: Auftrag schriftlich sichern (Peter)
    Möglich ist eine Erklärung.
    2 offen: Zeit und Personal mitentscheiden lassen
    [1 abhaken: Auftrag schriftlich sichern]
    [2 abhaken: Zeit und Personal…]
    [Zurück zu 1.1] [Weiter: 1.2]
    [Notiz schreiben] [Frist setzen]
    [Zuständig]
    ");
    for who in ["Roland", "Nikita", "Anna", "die Kolleginnen", "Konrad"] {
        let said = last(&["1.1", &format!("1 übernimmt {who}")]);
        assert!(
            said.contains("eine Stelle oder eine Person?"),
            "{who}: {said}"
        );
    }
    for who in [
        "Fachbereich 51",
        "das KI",
        "FB 51",
        "Kita",
        "die Schulleitungsrunde",
        "Verein Nachbarn",
    ] {
        let said = last(&["1.1", &format!("1 übernimmt {who}")]);
        assert!(said.contains("Zuständig für"), "{who}: {said}");
    }
}

#[test]
fn it_is_taken_back_and_has_a_length() {
    let shelf = Shelf::small();
    let mut talk = Talk::with(&shelf);
    let said = talk.last(&["1.1", "1 macht das Jugendamt", "1 macht niemand"]);
    assert!(
        said.starts_with("Dafür ist jetzt keine Stelle mehr"),
        "{said}"
    );
    assert!(talk.session.project.offices.is_empty());
    let long = format!("1 macht {}amt", "x".repeat(OFFICE_LENGTH - 2));
    let said = talk.say(&long);
    assert!(said.contains("61 Zeichen, höchstens 60"), "{said}");
}

#[test]
fn what_asks_is_a_question() {
    for line in [
        "macht das Jugendamt das?",
        "wer macht 1",
        "wer ist für 1.2 zuständig",
    ] {
        let shelf = Shelf::small();
        let mut talk = Talk::with(&shelf);
        talk.play(&["1.1", line]);
        assert!(talk.session.project.offices.is_empty(), "{line}");
    }
}

#[test]
fn it_is_handed_out_and_in_own_data() {
    let shelf = Shelf::small();
    let mut talk = Talk::with(&shelf);
    talk.play(&["1.1", "1 macht das Jugendamt", "/export", "1"]);
    let file = talk.say("[Nur Text]");
    assert!(
        file.contains("Auftrag schriftlich sichern (zuständig: Jugendamt)"),
        "{file}"
    );
    let data = talk.say("/meinedaten");
    assert!(
        data.contains("- 1.1: Auftrag schriftlich sichern: Jugendamt"),
        "{data}"
    );
}

#[test]
fn the_kind_of_an_office_is_written_as_a_noun_and_nobody_takes_it_away() {
    let typed = last(&["1.1", "2 macht das regionale bildungsbüro"]);
    assert!(typed.contains("(regionale Bildungsbüro)"), "{typed}");
    let none = last(&["1.1", "2 macht das jugendamt", "2 macht keine stelle"]);
    assert!(!none.contains("(Jugendamt)"), "{none}");
}

#[test]
fn the_place_says_who_does_what_is_open_there() {
    let shelf = Shelf::small();
    let mut talk = Talk::with(&shelf);
    let said = talk.last(&["1.1", "2 macht das Jugendamt", "1.1"]);
    insta::assert_snapshot!(said, @"
    1.1 Auftrag einholen
    Ein Konzept braucht den Willen derer, die entscheiden.
    Zuständig: Jugendamt für Aufgabe 2.
    Quelle: Leitfaden „Klein“
    [Aufgaben (2)] [Wer entscheidet]
    [Beispiele zu Schritt 1] [Weitergeben → p_auftrag]
    [Zurück: Aufgaben 1.1] [Weiter: 1.2]
    ");
    let all = talk.last(&["für 1.1 ist das Jugendamt zuständig", "1.1"]);
    assert!(all.contains("\nZuständig: Jugendamt.\n"), "{all}");
    let two = talk.last(&["2 macht das KI", "1.1"]);
    assert!(
        two.contains("Zuständig: Jugendamt für Aufgabe 1, KI für Aufgabe 2."),
        "{two}"
    );
    let open = talk.last(&["aufgaben", "1 erledigt", "1.1"]);
    assert!(open.contains("\nZuständig: KI.\n"), "{open}");
    let none = talk.last(&["aufgaben", "2 erledigt", "1.1"]);
    assert!(!none.contains("Zuständig"), "{none}");
}

#[test]
fn the_office_stands_where_a_task_is_due_and_on_the_sheet() {
    let shelf = Shelf::small();
    let mut talk = Talk::with(&shelf);
    let due = talk.last(&["1.1", "2 macht das Jugendamt", "2 bis 3.3.", "/fristen"]);
    assert!(
        due.contains("1.1 Aufgabe 2: Zeit und Personal mitentscheiden lassen (Jugendamt)"),
        "{due}"
    );
    let long = format!("1 macht {}amt", "x".repeat(OFFICE_LENGTH - 3));
    let sheet = talk.last(&["1.1", &long, "/export", "sitzungsblatt", "Nur Text"]);
    insta::assert_snapshot!(sheet, @"
    Die Datei folgt.
    Sitzungsblatt
    Eine Seite: was seit dem letzten Blatt erledigt wurde, was fällig und was offen ist.
    Das letzte Blatt ist vom 12. Januar 1970.
    [Word-Datei] [Markdown]
    [Nur Text]
    [Zurück zur Auswahl]
    (Datei sitzungsblatt-1970-01-12.txt: Sitzungsblatt, Stand 12. Januar 1970)
    Sitzungsblatt: Klein anfangen
    =============================
    Stand: 12. Januar 1970, 14:46 Uhr
    Bisher erledigt:
    Nichts.
    Als Nächstes fällig:
    - bis Di, 03.03.1970: 1.1 Aufgabe 2: Zeit und Personal… (Jugendamt)
    Offen ohne Frist:
    ☐ offen: Auftrag schriftlich sichern (1.1, Xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx…)
    ☐ offen: Team benennen (1.2)
    ");
}

#[test]
fn numbers_where_there_are_no_tasks_lead_to_where_there_are_some() {
    let said = last(&["schritt 1", "2 macht das Jugendamt"]);
    assert!(!said.contains("bis 0"), "{said}");
    assert!(said.contains("[Aufgaben zu 1.1]"), "{said}");
}

#[test]
fn a_list_of_several_pages_offers_it_as_well() {
    let mut shelf = Shelf::small();
    let place = shelf.guide_mut().places.iter_mut();
    let place = place.max_by_key(|place| place.tasks.len()).unwrap();
    let first = place.tasks[0].clone();
    for at in 0..20 {
        let mut task = first.clone();
        task.id = crate::knowledge::TaskId::parse(&format!("t{at}")).unwrap();
        place.tasks.push(task);
    }
    let mut talk = Talk::with(&shelf);
    let first = talk.last(&["1.1", "aufgaben"]);
    let middle = talk.say("[Weiterblättern]");
    for page in [&first, &middle] {
        assert!(page.contains("[Zuständig]"), "{page}");
    }
    assert!(middle.contains("[Zurückblättern]"), "{middle}");
    let said = talk.last(&["[Zuständig]", "9 Jugendamt"]);
    assert!(
        said.contains("9 offen: Auftrag schriftlich sichern (Jugendamt)"),
        "{said}"
    );
}

#[test]
fn the_guide_names_offices_that_nobody_could_tell_by_their_form() {
    let asks = |said: &str| said.contains("eine Stelle oder eine Person?");
    assert!(asks(&last(&["1.1", "1 macht das komin"])));
    let mut shelf = Shelf::small();
    let names = ["KomIn", "Brücke", "Haus der Brücke"];
    shelf.guide_mut().manifest.words.offices = names.map(str::to_owned).to_vec();
    for (typed, written) in [
        ("das komin", "KomIn"),
        ("die Leute vom KOMIN", "Leute vom KomIn"),
        ("unser haus der brücke", "Haus der Brücke"),
        ("brücke nord", "Brücke nord"),
    ] {
        let said = Talk::with(&shelf).last(&["1.1", &format!("1 macht {typed}")]);
        let expected = format!("Zuständig für Aufgabe 1: {written}.");
        assert!(said.starts_with(&expected), "{typed}: {said}");
    }
    for (typed, begins) in [
        ("Frau Kaya vom KomIn", "Namen, Adressen"),
        ("Kominski", "Ist „Kominski“ eine Stelle"),
        ("Haus der Familie Kaya", "Ist „Haus der"),
    ] {
        let said = Talk::with(&shelf).last(&["1.1", &format!("1 macht {typed}")]);
        assert!(said.starts_with(begins), "{typed}: {said}");
    }
    let its = Talk::with(&shelf).last(&["1.1", "1 macht das komin", "aufgaben vom komin"]);
    assert!(its.starts_with("Aufgaben: KomIn"), "{its}");
}

#[test]
fn abbreviations_are_written_as_such_however_they_are_typed() {
    for (line, expected) in [
        (
            "1 macht die ag eltern",
            "Zuständig für Aufgabe 1: AG eltern.",
        ),
        ("die zweite macht fb 51", "Zuständig für Aufgabe 2: FB 51."),
        (
            "die letzte macht der arbeitskreis",
            "Zuständig für Aufgabe 2: Arbeitskreis.",
        ),
    ] {
        let said = last(&["aufgaben 1.1", line]);
        assert!(said.starts_with(expected), "{line}: {said}");
    }
}

#[test]
fn several_things_at_once_are_none_s_name() {
    for line in [
        "1 erledigt, 2 bis freitag",
        "1 macht das Jugendamt, 2 die VHS",
        "1 macht das Jugendamt und 2 ist erledigt",
        "1 macht das Jugendamt bis freitag",
    ] {
        let shelf = Shelf::small();
        let mut talk = Talk::with(&shelf);
        let said = talk.last(&["aufgaben 1.1", line]);
        assert!(
            said.starts_with("Bitte eines nach dem anderen"),
            "{line}: {said}"
        );
        assert!(
            !talk.last(&["aufgaben 1.1"]).contains("Jugendamt"),
            "{line}"
        );
    }
    for office in [
        "Jugendamt und Schulamt",
        "Jugendamt, Abteilung 2",
        "Fachbereich 51",
    ] {
        let said = last(&["aufgaben 1.1", &format!("1 macht das {office}")]);
        assert!(
            said.contains(&format!("Zuständig für Aufgabe 1: {office}")),
            "{said}"
        );
    }
}

#[test]
fn what_was_done_last_is_done_again_only_where_it_is_known() {
    let said = last(&["aufgaben 1.1", "1 macht das Jugendamt", "und 2 auch"]);
    assert!(said.starts_with("Bitte schreiben Sie ganz"), "{said}");
}

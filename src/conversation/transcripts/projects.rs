//! Several projects in one chat: beginning, opening, naming, deleting them, and buttons of the one before.

use super::{Shelf, Talk, last, play};
use crate::conversation::{Action, Occasion, PROJECT_COUNT, ProjectId, Role, TapData};

/// Something done in the first project, then a second one.
const TWO: [&str; 5] = [
    "1.1",
    "1 erledigt",
    "notiz: erstes",
    "neues projekt Schule am Park",
    "1.2",
];

#[test]
fn whoever_has_one_project_reads_nothing_of_projects() {
    let played = play(&["1.1", "1 erledigt", "/fortschritt", "aufgaben", "/export"]);
    assert!(!played.contains("Ihr Projekt"), "{played}");
    insta::assert_snapshot!(last(&["1.1", "/projekt"]), @"
    Projekte
    1 Ihr Projekt, geöffnet: steht bei 1.1
    Jedes Projekt hat seine eigene Stelle, eigene Haken, Notizen, Entscheidungen und Fristen, zum Beispiel je Schule oder je Stadtteil. Ein neues beginnen Sie mit „neues projekt“ und einem Namen.
    [Neues Projekt] [Umbenennen]
    [Projekt übergeben] [Projekt löschen]
    [Zurück zu 1.1]
    ");
}

#[test]
fn a_second_project_begins_empty_and_the_first_stays() {
    insta::assert_snapshot!(last(&TWO[..4]), @"
    „Schule am Park“ ist angelegt und geöffnet. Das andere Projekt bleibt, wie es ist.
    Fortschritt · Schule am Park
    Sie haben noch keine Stelle geöffnet.
    Von dem, was vom Leitfaden bekannt ist: 0 von 3 Aufgaben erledigt.
    [Alle Aufgaben] [Mit Schritt 1 beginnen]
    [Übersicht]
    ");
    insta::assert_snapshot!(Talk::with(&Shelf::small()).last(&[&TWO[..], &["/projekt"]].concat()), @"
    Projekte
    1 Ihr Projekt: steht bei 1.1, 1 von 3 Aufgaben erledigt
    2 Schule am Park, geöffnet: steht bei 1.2
    [1 Ihr Projekt]
    [2 Schule am Park]
    [Neues Projekt] [Umbenennen]
    [Projekt übergeben] [Projekt löschen]
    [Zurück zu 1.2]
    ");
    let shelf = Shelf::small();
    let mut talk = Talk::with(&shelf);
    talk.play(&TWO);
    insta::assert_snapshot!(talk.play(&["/projekt", "1", "notizen", "2 erledigt"]), @"
    > /projekt
    Projekte
    1 Ihr Projekt: steht bei 1.1, 1 von 3 Aufgaben erledigt
    2 Schule am Park, geöffnet: steht bei 1.2
    [1 Ihr Projekt]
    [2 Schule am Park]
    [Neues Projekt] [Umbenennen]
    [Projekt übergeben] [Projekt löschen]
    [Zurück zu 1.2]

    > 1
    „Ihr Projekt“ ist jetzt geöffnet.
    Fortschritt · Ihr Projekt
    Sie stehen bei 1.1: Auftrag einholen.
    Von dem, was vom Leitfaden bekannt ist: 1 von 3 Aufgaben erledigt.
    Schritt 1: 1 von 3 Aufgaben erledigt
    Zuletzt erledigt in 1.1: Auftrag schriftlich sichern.
    [Alle Aufgaben] [Weitermachen in 1.1]
    [Übersicht]

    > notizen
    Notizen · Ihr Projekt
    1.1 Auftrag einholen
    1 erstes
    [1 erstes]
    [Notiz schreiben]
    [Zurück zum Fortschritt]

    > 2 erledigt
    Aufgabe 2 ist erledigt.
    Aufgaben zu 1.1 · Ihr Projekt
    2 von 2 Aufgaben erledigt
    1 erledigt: Auftrag schriftlich sichern
    Möglich ist eine Erklärung.
    2 erledigt: Zeit und Personal mitentscheiden lassen
    Hier ist alles erledigt, was vom Leitfaden bekannt ist.
    [1 wieder öffnen: Auftrag schriftlich sichern]
    [2 wieder öffnen: Zeit und Personal…]
    [Zurück zu den Notizen] [Abschnitt 1.1 lesen]
    [Notiz schreiben] [Frist setzen]
    [Zuständig]
    ");
}

#[test]
fn the_open_project_is_named_where_it_matters_and_once() {
    let shelf = Shelf::small();
    let mut talk = Talk::with(&shelf);
    talk.play(&TWO);
    for line in [
        "/fortschritt",
        "aufgaben",
        "alle aufgaben",
        "fristen",
        "notizen",
        "/start",
        "2 erledigt",
    ] {
        let said = talk.say(line);
        let named = said.matches("Schule am Park").count();
        assert_eq!(named, 1, "{line}: {said}");
    }
    let read = talk.say("1.1");
    assert!(!read.contains("Schule am Park"), "{read}");
}

#[test]
fn a_button_of_another_project_changes_nothing_and_says_so() {
    let shelf = Shelf::small();
    let mut talk = Talk::with(&shelf);
    talk.play(&["1.1", "aufgaben"]);
    let (_, tick) = talk
        .session
        .offered
        .iter()
        .find(|(label, _)| label.starts_with("2 "))
        .cloned()
        .unwrap();
    talk.play(&["neues projekt Zwei", "1.2"]);
    let before = talk.session.project.clone();
    insta::assert_snapshot!(talk.meet(Occasion::Tap(tick.clone())), @"
    (Hinweis: Dieser Knopf gehört zu „Ihr Projekt“. Geöffnet ist „Zwei“; es ist nichts geändert.)
    Dieser Knopf gehört zu „Ihr Projekt“. Geöffnet ist „Zwei“; es ist nichts geändert.
    Aufgaben zu 1.1 · Zwei
    0 von 2 Aufgaben erledigt
    1 offen: Auftrag schriftlich sichern
    Möglich ist eine Erklärung.
    2 offen: Zeit und Personal mitentscheiden lassen
    [Zu Ihr Projekt wechseln]
    [1 abhaken: Auftrag schriftlich sichern]
    [2 abhaken: Zeit und Personal…]
    [Zurück zu 1.2] [Abschnitt 1.1 lesen]
    [Notiz schreiben] [Frist setzen]
    [Zuständig]
    ");
    assert_eq!(talk.session.project.done, before.done);
    assert_eq!(talk.session.project.at, before.at);
    // The offer opens the other one, and there the button does what it says.
    talk.say("[Zu Ihr Projekt wechseln]");
    talk.meet(Occasion::Tap(tick));
    assert_eq!(talk.session.project.ticks(), 1);
}

#[test]
fn every_button_that_changes_a_project_is_bound_to_it() {
    let shelf = Shelf::small();
    let mut talk = Talk::with(&shelf);
    for line in [
        "1.1",
        "aufgaben",
        "notiz: eins",
        "2 bis 15.3.2030",
        "fristen",
        "/export",
        "1",
        "alle beispiele",
        "1",
        "/fortschritt",
    ] {
        talk.say(line);
    }
    let (mut session, shown) = talk.leave();
    session.begin_project(Some("Zwei".to_owned()));
    let before = session.project.clone();
    for (label, data) in shown {
        let mut talk = Talk::again(&shelf, session.clone(), Vec::new());
        talk.meet(Occasion::Tap(data));
        let after = &talk.session.project;
        let work = |of: &crate::conversation::Project| {
            let of = of.clone();
            (
                of.number,
                of.at,
                of.done,
                of.notes,
                of.bookmarks,
                of.decisions,
                of.due,
            )
        };
        if !label.starts_with("Zu ") {
            assert_eq!(work(after), work(&before), "{label}");
        }
    }
}

#[test]
fn a_name_is_asked_for_and_a_question_is_recognised() {
    insta::assert_snapshot!(play(&["1.1", "neues projekt", "Kita  „Nord“ 🙂"]), @"
    > 1.1
    1.1 Auftrag einholen
    Ein Konzept braucht den Willen derer, die entscheiden.
    Quelle: Leitfaden „Klein“
    [Aufgaben (2)] [Wer entscheidet]
    [Beispiele zu Schritt 1] [Weitergeben → p_auftrag]
    [Übersicht] [Weiter: 1.2]

    > neues projekt
    Wie soll das neue Projekt heißen? Ihre nächste Nachricht wird der Name. „abbrechen“ lässt alles, wie es ist.
    [Abbrechen]

    > Kita  „Nord“ 🙂
    „Kita „Nord“ 🙂“ ist angelegt und geöffnet. Das andere Projekt bleibt, wie es ist.
    Fortschritt · Kita „Nord“ 🙂
    Sie haben noch keine Stelle geöffnet.
    Von dem, was vom Leitfaden bekannt ist: 0 von 3 Aufgaben erledigt.
    [Alle Aufgaben] [Mit Schritt 1 beginnen]
    [Übersicht]
    ");
    insta::assert_snapshot!(
        Talk::with(&Shelf::small()).play(&["1.1", "neues projekt", "Wer entscheidet über den Auftrag?", "[Als Name nehmen]"]),
        @"
    > 1.1
    1.1 Auftrag einholen
    Ein Konzept braucht den Willen derer, die entscheiden.
    Quelle: Leitfaden „Klein“
    [Aufgaben (2)] [Wer entscheidet]
    [Beispiele zu Schritt 1] [Weitergeben → p_auftrag]
    [Übersicht] [Weiter: 1.2]

    > neues projekt
    Wie soll das neue Projekt heißen? Ihre nächste Nachricht wird der Name. „abbrechen“ lässt alles, wie es ist.
    [Abbrechen]

    > Wer entscheidet über den Auftrag?
    Das klingt nach einer Frage. Soll ich sie beantworten oder als Namen nehmen?
    [Frage beantworten] [Als Name nehmen]

    > [Als Name nehmen]
    (darunter)
    „Wer entscheidet über den Auftrag?“ ist angelegt und geöffnet. Das andere Projekt bleibt, wie es ist.
    Fortschritt · Wer entscheidet über den Auftrag?
    Sie haben noch keine Stelle geöffnet.
    Von dem, was vom Leitfaden bekannt ist: 0 von 3 Aufgaben erledigt.
    [Alle Aufgaben] [Mit Schritt 1 beginnen]
    [Übersicht]
    "
    );
    insta::assert_snapshot!(last(&["1.1", "neues projekt", "abbrechen"]), @"
    Gut, es ist nichts gespeichert.
    [Zurück zu 1.1]
    [Schritt für Schritt] [Beispiele suchen]
    [Was ich kann]
    ");
    let named = last(&["1.1", "projekt umbenennen", &"ä".repeat(61)]);
    assert!(named.contains("61 Zeichen, höchstens 60"), "{named}");
    let there = last(&["1.1", "projekt umbenennen in Nord", "neues projekt nord"]);
    assert!(there.contains("„Nord“ gibt es schon."), "{there}");
}

#[test]
fn there_are_so_many_projects_and_no_more() {
    let shelf = Shelf::small();
    let mut talk = Talk::with(&shelf);
    talk.say("1.1");
    for number in 2..=PROJECT_COUNT {
        let said = talk.say(&format!("neues projekt Nummer {number}"));
        assert!(said.contains("ist angelegt"), "{said}");
    }
    for line in ["neues projekt Neun", "neues projekt"] {
        let said = talk.say(line);
        assert!(said.starts_with("Es gibt schon 8 Projekte"), "{said}");
    }
    assert_eq!(talk.session.projects().len(), PROJECT_COUNT);
}

#[test]
fn a_project_is_deleted_after_a_question_and_with_it_all_that_is_in_it() {
    let shelf = Shelf::small();
    let mut talk = Talk::with(&shelf);
    talk.play(&TWO);
    insta::assert_snapshot!(talk.play(&["projekt löschen", "ja", "[Ja, Projekt löschen]"]), @"
    > projekt löschen
    Möchten Sie „Schule am Park“ löschen? Stelle, Haken, Notizen, Entscheidungen, Fristen und Gemerktes darin sind dann weg.
    [Ja, Projekt löschen] [Nein, behalten]

    > ja
    „Schule am Park“ ist gelöscht.
    Projekte
    1 Ihr Projekt, geöffnet: steht bei 1.1, 1 von 3 Aufgaben erledigt
    Jedes Projekt hat seine eigene Stelle, eigene Haken, Notizen, Entscheidungen und Fristen, zum Beispiel je Schule oder je Stadtteil. Ein neues beginnen Sie mit „neues projekt“ und einem Namen.
    [Neues Projekt] [Umbenennen]
    [Projekt übergeben] [Projekt löschen]
    [Übersicht]

    > [Ja, Projekt löschen]
    (Hinweis: Dieses Projekt gibt es hier nicht mehr.)
    (darunter)
    Dieses Projekt gibt es hier nicht mehr.
    Projekte
    1 Ihr Projekt, geöffnet: steht bei 1.1, 1 von 3 Aufgaben erledigt
    Jedes Projekt hat seine eigene Stelle, eigene Haken, Notizen, Entscheidungen und Fristen, zum Beispiel je Schule oder je Stadtteil. Ein neues beginnen Sie mit „neues projekt“ und einem Namen.
    [Neues Projekt] [Umbenennen]
    [Projekt übergeben] [Projekt löschen]
    [Übersicht]
    ");
    assert_eq!(talk.session.projects().len(), 1);
    // The last one is followed by an empty one, which old buttons do not reach.
    let number = talk.session.project.number;
    talk.play(&["projekt löschen", "ja"]);
    assert_ne!(talk.session.project.number, number);
    assert!(talk.session.project.is_untouched());
}

#[test]
fn in_a_group_only_admins_delete_a_project() {
    let shelf = Shelf::small();
    let mut talk = Talk::in_group(&shelf, Role::Member);
    talk.play(&["1.1", "neues projekt Zwei"]);
    let said = talk.last(&["projekt löschen"]);
    assert!(said.contains("nur ihre Admins"), "{said}");
    let tap = TapData {
        action: Action::DeleteProject {
            project: ProjectId(1),
            confirmed: true,
        },
        below: false,
        back: false,
        project: ProjectId(1),
    };
    talk.meet(Occasion::Tap(tap.encode()));
    assert_eq!(talk.session.projects().len(), 2);
    talk.role = Role::Admin;
    talk.play(&["projekt löschen", "ja"]);
    assert_eq!(talk.session.projects().len(), 1);
}

#[test]
fn beginning_anew_is_of_the_open_project_only_and_deleting_of_all() {
    let shelf = Shelf::small();
    let mut talk = Talk::with(&shelf);
    talk.play(&TWO);
    talk.play(&["1 erledigt", "/neustart", "ja"]);
    assert_eq!(talk.session.project.name.as_deref(), Some("Schule am Park"));
    assert_eq!(talk.session.project.ticks(), 0);
    assert_eq!(talk.session.others[0].ticks(), 1);
    let asked = talk.say("/loeschen");
    assert!(asked.contains("alle 2 Projekte"), "{asked}");
    talk.say("ja");
    assert_eq!(talk.session, crate::conversation::Session::default());
}

#[test]
fn own_data_has_every_project() {
    let shelf = Shelf::small();
    let mut talk = Talk::with(&shelf);
    talk.play(&TWO);
    let file = talk.say("/meinedaten");
    for words in [
        "2 Projekte",
        "- Ihr Projekt\n- Schule am Park (geöffnet)",
        "[Ihr Projekt] 1.1: erstes",
        "[Schule am Park] 1.2",
    ] {
        assert!(file.contains(words), "{words}: {file}");
    }
}

#[test]
fn projects_are_called_by_their_names() {
    let shelf = Shelf::small();
    let mut talk = Talk::with(&shelf);
    talk.play(&TWO);
    for (line, open) in [
        ("/projekt ihr projekt", "Ihr Projekt"),
        ("wechsle zum projekt schule am park", "Schule am Park"),
        ("projekt 1", "Ihr Projekt"),
        ("/projekt 2", "Schule am Park"),
        ("/projekt neu Kita", "Kita"),
        ("das projekt soll heißen Kita Nord", "Kita Nord"),
    ] {
        talk.say(line);
        let name = talk.session.project.name.as_deref();
        assert_eq!(name.unwrap_or("Ihr Projekt"), open, "{line}");
    }
    let said = talk.say("wechsle zum projekt Mars");
    assert!(said.contains("„Mars“ gibt es hier nicht"), "{said}");
}

#[test]
fn what_is_handed_out_has_the_name_of_the_project() {
    let shelf = Shelf::small();
    let mut talk = Talk::with(&shelf);
    talk.play(&TWO);
    talk.play(&["/export", "1"]);
    let file = talk.say("[Nur Text]");
    for words in [
        "(Datei projektstand-schule-am-park-1970-01-12.txt: ",
        "Projektstand: Schule am Park",
        "Grundlage: Klein",
    ] {
        assert!(file.contains(words), "{words}: {file}");
    }
    assert!(!file.contains("erstes"), "{file}");
}

#[test]
fn a_note_is_one_where_a_name_is_waited_for() {
    insta::assert_snapshot!(last(&["/projekt", "[Neues Projekt]", "notiz: Frau Öz fragen"]), @"
    Notiz gespeichert.
    Notiz
    Frau Öz fragen
    Geschrieben am 12. Januar 1970
    [Ändern] [Löschen]
    [Zurück zu den Projekten]
    ");
}

#[test]
fn a_name_keeps_its_pictures_and_nothing_that_only_parts_it() {
    for (typed, name) in [
        ("neues projekt 🏫 Schule am Park", "🏫 Schule am Park"),
        ("neues projekt Schule 🌳 Park", "Schule 🌳 Park"),
        ("neues projekt Schule am Park 🌳🌳", "Schule am Park 🌳🌳"),
        ("neues projekt – Schule", "Schule"),
        ("neues projekt 🏫🌳 → Park", "🏫🌳 → Park"),
    ] {
        let shelf = Shelf::small();
        let mut talk = Talk::with(&shelf);
        talk.play(&["1.1", "1 erledigt", typed]);
        let called = talk.session.project.name.as_deref();
        assert_eq!(called, Some(name), "{typed}");
        let said = talk.last(&["projekt umbenennen in 🎒 Ranzen", "projekt"]);
        assert!(said.contains("🎒 Ranzen"), "{said}");
    }
}

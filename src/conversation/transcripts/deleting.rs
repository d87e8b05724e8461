//! What is kept, and deleting it.

use super::{Shelf, Talk, last, play};
use crate::answer::Operator;
use crate::conversation::{Event, InReplyTo, Occasion, Role, Session, needs_role};

#[test]
fn datenschutz_says_what_how_long_who_and_how_to_delete() {
    insta::assert_snapshot!(play(&["/datenschutz"]), @"
    > /datenschutz
    Datenschutz
    Ich merke mir nur, was Sie zum Weiterarbeiten brauchen: wo Sie stehen, was erledigt ist, und für kurze Zeit Ihre letzte Frage. Keine Namen, niemand sonst erhält etwas davon. Löschen können Sie alles jederzeit.
    Das bleibt, bis Sie es löschen. Entfernen oder blockieren Sie mich, lösche ich alles nach 30 Tagen. Sicherungskopien der verantwortlichen Stelle laufen nach deren Frist ab.
    Verantwortlich ist die Stelle, die diesen Lotsen betreibt.
    [Meine Daten als Datei] [Alles löschen]
    [Übersicht] [Alles im Einzelnen]
    ");
}

#[test]
fn deleting_asks_first() {
    insta::assert_snapshot!(play(&["1.1", "/loeschen", "nein", "/loeschen", "[Ja, alles löschen]"]), @"
    > 1.1
    1.1 Auftrag einholen
    Ein Konzept braucht den Willen derer, die entscheiden.
    Quelle: Leitfaden „Klein“
    [Aufgaben (2)] [Wer entscheidet]
    [Beispiele zu Schritt 1] [Weitergeben → p_auftrag]
    [Übersicht] [Weiter: 1.2]

    > /loeschen
    Möchten Sie alles löschen, was ich mir zu diesem Chat gemerkt habe? Stelle, Haken, Notizen, Fristen und Gemerktes sind dann weg.
    [Ja, alles löschen] [Nein, behalten]

    > nein
    Gut, es bleibt alles, wie es ist.
    [Zurück zu 1.1]
    [Schritt für Schritt] [Beispiele suchen]
    [Was ich kann]

    > /loeschen
    Möchten Sie alles löschen, was ich mir zu diesem Chat gemerkt habe? Stelle, Haken, Notizen, Fristen und Gemerktes sind dann weg.
    [Ja, alles löschen] [Nein, behalten]

    > [Ja, alles löschen]
    (alles vergessen)
    Alles gelöscht. Ich weiß nichts mehr aus diesem Chat. Stand davon etwas in einer Sicherungskopie, verschwindet es mit deren Frist.
    [Schritt für Schritt] [Beispiele suchen]
    [Was ich kann]
    ");
}

#[test]
fn after_deleting_nothing_is_left() {
    let shelf = Shelf::small();
    let mut talk = Talk::with(&shelf);
    talk.play(&[
        "1.1",
        "1 erledigt",
        "/beispiele sprachkurs",
        "wer entscheidet über den auftrag?",
    ]);
    assert_ne!(talk.session, Session::default());
    talk.play(&["alles löschen", "ja"]);
    assert_eq!(talk.session, Session::default());
    assert!(talk.say("Was ich kann").starts_with("Was ich kann"));
}

#[test]
fn beginning_anew_asks_first_and_stands_at_the_beginning() {
    insta::assert_snapshot!(last(&["1.1", "1 erledigt", "/start", "[Neu beginnen]"]), @"
    Möchten Sie neu beginnen? Ihre Stelle und alle Haken werden dann gelöscht.
    [Ja, neu beginnen] [Nein, behalten]
    ");
    insta::assert_snapshot!(last(&["1.1", "1 erledigt", "/start", "[Neu beginnen]", "ja"]), @"
    Schritt 1: Auftrag und Haltung klären
    Am Anfang steht der Auftrag.
    Quelle: Leitfaden „Klein“
    [1.1 Auftrag einholen]
    [1.2 Steuerung klären]
    [Hinweise der Redaktion] [Beispiele zu Schritt 1]
    [Weitergeben → p_schritt-1]
    [Übersicht] [Weiter: 1.1]
    ");
}

#[test]
fn the_button_of_an_old_question_offers_to_ask_again_however_often_it_is_pressed() {
    let shelf = Shelf::small();
    let mut talk = Talk::with(&shelf);
    talk.play(&["1.1", "/loeschen", "/loeschen", "[Nein, behalten]"]);
    let old = "[Ja, alles löschen]";
    insta::assert_snapshot!(talk.play(&[old]), @"
    > [Ja, alles löschen]
    Diese Frage war nicht mehr offen. Gelöscht ist nichts.
    [Alles löschen]
    [Zurück zu 1.1]
    ");
    talk.play(&[old]);
    assert!(talk.session.project.at.is_some());
    talk.play(&["[Alles löschen]", old]);
    assert_eq!(talk.session, Session::default());
}

#[test]
fn yes_half_an_hour_later_deletes_nothing() {
    let shelf = Shelf::small();
    let mut talk = Talk::with(&shelf);
    talk.play(&["1.1", "/loeschen"]);
    talk.wait_minutes(31);
    insta::assert_snapshot!(talk.play(&["ja"]), @r"
    > ja
    Gerade ist nichts zu bestätigen. Was möchten Sie tun?
    [Zurück zu 1.1]
    [Schritt für Schritt] [Beispiele suchen]
    [Was ich kann]
    ");
    assert!(talk.session.project.at.is_some());
}

#[test]
fn in_a_group_only_admins_delete() {
    let shelf = Shelf::small();
    let mut talk = Talk::in_group(&shelf, Role::Admin);
    talk.play(&["1.1", "/loeschen"]);
    talk.role = Role::Member;
    insta::assert_snapshot!(talk.play(&["[Ja, alles löschen]"]), @r"
    > [Ja, alles löschen]
    In einer Gruppe können das nur ihre Admins. Bitte sprechen Sie sie darauf an.
    [Zurück zu 1.1]
    [Schritt für Schritt] [Beispiele suchen]
    [Was ich kann]
    ");
    talk.role = Role::Unknown;
    insta::assert_snapshot!(talk.play(&["[Ja, alles löschen]"]), @r"
    > [Ja, alles löschen]
    Ich konnte gerade nicht prüfen, ob Sie Admin dieser Gruppe sind. Bitte versuchen Sie es gleich noch einmal.
    [Noch einmal versuchen]
    [Zurück zu 1.1]
    [Schritt für Schritt] [Beispiele suchen]
    [Was ich kann]
    ");
    talk.role = Role::Admin;
    assert!(
        talk.play(&["[Ja, alles löschen]"])
            .contains("Alles gelöscht")
    );
    assert_eq!(talk.session, Session::default());
}

#[test]
fn the_role_is_looked_up_only_where_it_matters() {
    let shelf = Shelf::small();
    let mut talk = Talk::in_group(&shelf, Role::Admin);
    talk.play(&["/loeschen"]);
    let tap = |at: usize| Occasion::Tap(talk.session.offered[at].1.clone());
    let command = |name: &str| Occasion::Command {
        name: name.to_owned(),
        rest: String::new(),
    };
    for (occasion, wanted) in [
        (command("loeschen"), true),
        (command("weiter"), false),
        (tap(0), true),
        (tap(1), false),
        (Occasion::Text("Ja".to_owned()), true),
        (Occasion::Text("alles löschen".to_owned()), true),
        (Occasion::Text("wer entscheidet?".to_owned()), false),
    ] {
        let event = Event {
            moving: crate::conversation::Moving::default(),
            chat: talk.chat,
            addressed: true,
            reply: InReplyTo::default(),
            role: Role::Unknown,
            occasion,
        };
        assert_eq!(needs_role(&event), wanted, "{event:?}");
    }
}

#[test]
fn the_responsible_body_is_named_as_the_settings_name_it() {
    let operator = Operator {
        responsible: Some("Stadt Musterhausen, Bildungsbüro".to_owned()),
        contact: Some("bildung@musterhausen.example".to_owned()),
        imprint: Some("https://musterhausen.example/impressum".to_owned()),
        keep_days: Some(365),
        messenger: None,
    };
    let shelf = Shelf {
        operator,
        ..Shelf::small()
    };
    let page = Talk::with(&shelf).last(&["/datenschutz"]);
    let expected = "\nVerantwortlich ist: Stadt Musterhausen, Bildungsbüro. Kontakt: bildung@musterhausen.example. \
                    Impressum: https://musterhausen.example/impressum\n";
    assert!(page.contains(expected), "{page}");
    assert!(page.contains("365 Tage lang"), "{page}");
}

#[test]
fn whoever_wants_a_part_deleted_is_told_how_and_a_ja_deletes_nothing() {
    for line in [
        "bitte löschen sie nur meine notizen",
        "alle fristen löschen",
        "merkliste leeren",
    ] {
        let shelf = Shelf::small();
        let mut talk = Talk::with(&shelf);
        let said = talk.last(&["1.1", "1 erledigt", line]);
        assert!(said.starts_with("Das geht einzeln"), "{line}: {said}");
        talk.play(&["ja"]);
        assert!(
            talk.last(&["/fortschritt"])
                .contains("1 von 3 Aufgaben erledigt"),
            "{line}"
        );
    }
}

#[test]
fn what_stops_nothing_says_so() {
    let said = last(&["1.1", "2 erledigt", "nein doch nicht"]);
    assert!(said.starts_with("Gerade ist nichts abzubrechen"), "{said}");
}

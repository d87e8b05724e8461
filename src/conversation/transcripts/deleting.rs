//! What is kept, and deleting it.

use super::{Shelf, Talk, last, play};
use crate::answer::Operator;
use crate::conversation::{Event, Occasion, Role, Session, needs_role};

#[test]
fn datenschutz_says_what_how_long_who_and_how_to_delete() {
    insta::assert_snapshot!(play(&["/datenschutz"]), @r"
    > /datenschutz
    Datenschutz
    Bitte keine Namen eingeben.
    Was ich mir merke
    - Ihre Stelle im Leitfaden, Ihre abgehakten Aufgaben und die zuletzt geöffneten Stellen, damit ich Ihnen Änderungen nennen kann.
    - Ihre letzte Frage und Ihr letztes Stichwort, damit Sie nachfragen können. Nach 30 Minuten nutze ich beides nicht mehr; mit Ihrer nächsten Nachricht verschwindet es.
    - Die Knöpfe unter meiner letzten Antwort, damit Sie sie auch tippen können.
    - Die Nummer dieses Chats, die Tage für die Löschfrist und Antworten, bis sie zugestellt sind. Ging eine nicht, vermerke ich das 30 Tage lang ohne ihren Text.
    - Die Nummern Ihrer Nachrichten höchstens 48 Stunden, damit nichts doppelt ankommt.
    - Zu meinen letzten sechs Antworten Ihr Urteil und 30 Minuten lang die Wortstämme Ihrer Frage. Gezählt wird je Stelle und Stichwort, ohne Ihren Text. Lesbar wird ein Stichwort erst, wenn drei Chats danach gesucht haben; bis dahin, höchstens 90 Tage, liegt dazu ein Kürzel, aus dem niemand Ihren Chat lesen kann.
    - In Gruppen gehört das alles der Gruppe. Wer etwas abgehakt hat, speichere ich nicht.
    Namen und Ihre übrigen Nachrichten speichere ich nicht. Niemand sonst erhält etwas davon.
    Wie lange
    Das bleibt, bis Sie es löschen. Entfernen oder blockieren Sie mich, lösche ich alles nach 30 Tagen. Sicherungskopien der verantwortlichen Stelle laufen nach deren Frist ab.
    Ihre Rechte
    Mit /meinedaten erhalten Sie alles als Datei, mit /loeschen löschen Sie alles; in Gruppen löschen die Admins. Für Fragen, Widerspruch und alles Weitere ist die verantwortliche Stelle da. Beschweren können Sie sich bei der Datenschutzaufsicht Ihres Landes.
    Was Telegram sieht
    Alle Nachrichten laufen über Telegram und liegen dort; Telegram kann sie lesen. Was Telegram speichert, regelt Telegram. Ihren Chatverlauf löschen Sie in Telegram.
    Wer verantwortlich ist
    Verantwortlich ist die Stelle, die diesen Lotsen betreibt.
    [Meine Daten als Datei] [Alles löschen]
    [Schritt für Schritt] [Beispiele suchen]
    [Was ich kann]
    ");
}

#[test]
fn deleting_asks_first() {
    insta::assert_snapshot!(play(&["1.1", "/loeschen", "nein", "/loeschen", "[Ja, alles löschen]"]), @r"
    > 1.1
    Schritt 1 · 1.1 Auftrag einholen
    0 von 2 Aufgaben erledigt
    Ein Konzept braucht den Willen derer, die entscheiden.
    1 offen: Auftrag schriftlich sichern
    2 offen: Zeit und Personal mitentscheiden lassen
    Leitfaden „Klein“, in Worten der Redaktion · Stand nicht bekannt
    [Aufgaben] [Mehr]
    [Zurück] [Übersicht] [Weiter: 1.2]

    > /loeschen
    Möchten Sie alles löschen, was ich mir zu diesem Chat gemerkt habe? Stelle und Haken sind dann weg.
    [Ja, alles löschen] [Nein, behalten]

    > nein
    Gut, es bleibt alles, wie es ist.
    [Zurück zu 1.1]
    [Schritt für Schritt] [Beispiele suchen]
    [Was ich kann]

    > /loeschen
    Möchten Sie alles löschen, was ich mir zu diesem Chat gemerkt habe? Stelle und Haken sind dann weg.
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
    insta::assert_snapshot!(last(&["1.1", "1 erledigt", "/start", "[Neu beginnen]"]), @r"
    Möchten Sie neu beginnen? Ihre Stelle und alle Haken werden dann gelöscht.
    [Ja, neu beginnen] [Nein, behalten]
    ");
    insta::assert_snapshot!(last(&["1.1", "1 erledigt", "/start", "[Neu beginnen]", "ja"]), @r"
    Schritt 1 · Auftrag und Haltung klären
    Am Anfang steht der Auftrag.
    Hinweis: Der Titel nennt auch die Haltung; dazu liegt nichts vor.
    Dazu gehören:
    1.1 Auftrag einholen · 0 von 2 Aufgaben erledigt
    1.2 Steuerung klären · 0 von 1 Aufgabe erledigt · Text unvollständig
    Leitfaden „Klein“, in Worten der Redaktion · Stand nicht bekannt
    [Mehr] [Beispiele zu Schritt 1]
    [Abschnitt 1.1] [Abschnitt 1.2]
    [Übersicht] [Weiter: 1.1]
    ");
}

#[test]
fn the_button_of_an_old_question_asks_again() {
    let shelf = Shelf::small();
    let mut talk = Talk::with(&shelf);
    talk.play(&["1.1", "/loeschen", "/loeschen", "[Nein, behalten]"]);
    insta::assert_snapshot!(talk.play(&["[Ja, alles löschen]"]), @r"
    > [Ja, alles löschen]
    Möchten Sie alles löschen, was ich mir zu diesem Chat gemerkt habe? Stelle und Haken sind dann weg.
    [Ja, alles löschen] [Nein, behalten]
    ");
    assert!(talk.session.at.is_some());
    talk.play(&["[Ja, alles löschen]"]);
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
    assert!(talk.session.at.is_some());
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
            chat: talk.chat,
            addressed: true,
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

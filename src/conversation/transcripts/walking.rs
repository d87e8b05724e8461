//! Walking through the guide: on, back, across the gap, beyond both ends, by number.

use super::{last, play};

#[test]
fn a_place_shows_tasks_text_and_where_it_comes_from() {
    insta::assert_snapshot!(play(&["1.1"]), @r"
    > 1.1
    Schritt 1 · 1.1 Auftrag einholen
    0 von 2 Aufgaben erledigt
    Ein Konzept braucht den Willen derer, die entscheiden.
    1 offen: Auftrag schriftlich sichern
    2 offen: Zeit und Personal mitentscheiden lassen
    Leitfaden „Klein“, in Worten der Redaktion · Stand nicht bekannt
    [Aufgaben] [Mehr]
    [Zurück] [Übersicht] [Weiter: 1.2]
    ");
}

#[test]
fn the_walk_goes_through_sections_and_the_gap_and_stops_at_the_end() {
    insta::assert_snapshot!(play(&["/weiter", "[Weiter: 1.1]", "weiter", "[Weiter: 2]", "weiter", "weiter"]), @r"
    > /weiter
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

    > [Weiter: 1.1]
    Schritt 1 · 1.1 Auftrag einholen
    0 von 2 Aufgaben erledigt
    Ein Konzept braucht den Willen derer, die entscheiden.
    1 offen: Auftrag schriftlich sichern
    2 offen: Zeit und Personal mitentscheiden lassen
    Leitfaden „Klein“, in Worten der Redaktion · Stand nicht bekannt
    [Aufgaben] [Mehr]
    [Zurück] [Übersicht] [Weiter: 1.2]

    > weiter
    Schritt 1 · 1.2 Steuerung klären
    0 von 1 Aufgabe erledigt
    Der Text zu dieser Stelle ist nur zum Teil bekannt.
    Jede Stadt legt fest, wer steuert.
    1 offen: Team benennen
    Leitfaden „Klein“, in Worten der Redaktion · Stand nicht bekannt
    [Aufgaben] [Mehr]
    [Beispiele zu 1.2]
    [Zurück] [Übersicht] [Weiter: 2]

    > [Weiter: 2]
    Schritt 2 · Titel nicht bekannt
    Zu Schritt 2 liegt kein Text vor, auch kein Titel.
    Leitfaden „Klein“, in Worten der Redaktion · Stand nicht bekannt
    [Mehr] [Beispiele zu Schritt 2]
    [Zurück] [Übersicht] [Weiter: 3]

    > weiter
    Schritt 3 · Gliederung erstellen
    Jetzt entsteht die Gliederung.
    Schwester-Leitfaden „Groß“, in Worten der Redaktion · Stand nicht bekannt
    [Mehr] [Beispiele zu Schritt 3]
    [Zurück] [Übersicht]

    > weiter
    Das war die letzte Stelle, die vom Leitfaden bekannt ist. Offene Aufgaben zeigt Ihr Fortschritt.
    Schritt 3 · Gliederung erstellen
    Jetzt entsteht die Gliederung.
    Schwester-Leitfaden „Groß“, in Worten der Redaktion · Stand nicht bekannt
    [Mehr] [Beispiele zu Schritt 3]
    [Zurück] [Übersicht]
    ");
}

#[test]
fn the_way_back_is_the_way_there() {
    insta::assert_snapshot!(play(&["schritt 3", "[Zurück]", "zurück", "schritt 1", "zurück"]), @r"
    > schritt 3
    Schritt 3 · Gliederung erstellen
    Jetzt entsteht die Gliederung.
    Schwester-Leitfaden „Groß“, in Worten der Redaktion · Stand nicht bekannt
    [Mehr] [Beispiele zu Schritt 3]
    [Zurück] [Übersicht]

    > [Zurück]
    Schritt 2 · Titel nicht bekannt
    Zu Schritt 2 liegt kein Text vor, auch kein Titel.
    Leitfaden „Klein“, in Worten der Redaktion · Stand nicht bekannt
    [Mehr] [Beispiele zu Schritt 2]
    [Zurück] [Übersicht] [Weiter: 3]

    > zurück
    Schritt 1 · 1.2 Steuerung klären
    0 von 1 Aufgabe erledigt
    Der Text zu dieser Stelle ist nur zum Teil bekannt.
    Jede Stadt legt fest, wer steuert.
    1 offen: Team benennen
    Leitfaden „Klein“, in Worten der Redaktion · Stand nicht bekannt
    [Aufgaben] [Mehr]
    [Beispiele zu 1.2]
    [Zurück] [Übersicht] [Weiter: 2]

    > schritt 1
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

    > zurück
    Sie sind am Anfang. Davor kommt nichts mehr.
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
fn places_are_reached_by_number_in_many_words() {
    for words in [
        "1.2",
        "Abschnitt 1.2",
        "gehe zu 1.2",
        "bitte 1.2 öffnen",
        "zeig mir abschnitt 1.2",
        "weiter mit 1.2",
        "[1.2]",
    ] {
        let line = words.trim_matches(['[', ']']);
        assert!(
            last(&[line]).starts_with("Schritt 1 · 1.2 Steuerung klären"),
            "{words}"
        );
    }
    assert!(last(&["schritt drei"]).starts_with("Schritt 3 · "));
    assert!(last(&["/schritt 3"]).starts_with("Schritt 3 · "));
}

#[test]
fn a_step_that_is_not_there_is_said_to_be_unknown() {
    insta::assert_snapshot!(play(&["schritt 9"]), @r"
    > schritt 9
    Schritt 9 kenne ich im Leitfaden nicht. Bekannt sind die Schritte 1 bis 3.
    [Schritt für Schritt] [Beispiele suchen]
    [Was ich kann]
    ");
}

#[test]
fn a_question_leaves_the_walk_where_it_is() {
    insta::assert_snapshot!(play(&["schritt 3", "wer entscheidet über den auftrag?", "zurück"]), @"
    > schritt 3
    Schritt 3 · Gliederung erstellen
    Jetzt entsteht die Gliederung.
    Schwester-Leitfaden „Groß“, in Worten der Redaktion · Stand nicht bekannt
    [Mehr] [Beispiele zu Schritt 3]
    [Zurück] [Übersicht]

    > wer entscheidet über den auftrag?
    Meist entscheidet die Leitung des Dezernats.
    1.1 Auftrag einholen · Leitfaden „Klein“
    Dazu auch:
    1.2 Steuerung klären – „Die Steuerung liegt bei einer Gruppe.“
    3 Gliederung erstellen – „Die Gliederung folgt der Vorlage.“
    [Abschnitt 1.1 lesen] [In 1.1 weiterarbeiten]
    [Abschnitt 1.2 lesen] [Schritt 3 lesen]
    [Zurück zu Schritt 3] [Mehr]
    [Hilfreich] [Nicht hilfreich]

    > zurück
    Schritt 3 · Gliederung erstellen
    Jetzt entsteht die Gliederung.
    Schwester-Leitfaden „Groß“, in Worten der Redaktion · Stand nicht bekannt
    [Mehr] [Beispiele zu Schritt 3]
    [Zurück] [Übersicht]
    ");
}

#[test]
fn where_am_i_shows_the_place_again() {
    assert_eq!(last(&["1.2", "hier"]), last(&["1.2"]));
}

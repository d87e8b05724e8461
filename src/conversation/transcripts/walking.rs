//! Walking through the guide: on, back, across the gap, beyond both ends, by number.

use super::{last, play};

#[test]
fn a_place_shows_tasks_text_and_where_it_comes_from() {
    insta::assert_snapshot!(play(&["1.1"]), @"
    > 1.1
    1.1 Auftrag einholen
    Ein Konzept braucht den Willen derer, die entscheiden.
    Quelle: Leitfaden „Klein“
    [Aufgaben (2)] [Wer entscheidet]
    [Beispiele zu Schritt 1] [Weitergeben → p_auftrag]
    [Übersicht] [Weiter: 1.2]
    ");
}

#[test]
fn the_walk_goes_through_sections_and_the_gap_and_stops_at_the_end() {
    insta::assert_snapshot!(play(&["/weiter", "[Weiter: 1.1]", "weiter", "[Weiter: 2]", "weiter", "weiter"]), @"
    > /weiter
    Schritt 1: Auftrag und Haltung klären
    Am Anfang steht der Auftrag.
    Quelle: Leitfaden „Klein“
    [1.1 Auftrag einholen]
    [1.2 Steuerung klären]
    [Hinweise der Redaktion] [Beispiele zu Schritt 1]
    [Weitergeben → p_schritt-1]
    [Übersicht] [Weiter: 1.1]

    > [Weiter: 1.1]
    1.1 Auftrag einholen
    Ein Konzept braucht den Willen derer, die entscheiden.
    Quelle: Leitfaden „Klein“
    [Aufgaben (2)] [Wer entscheidet]
    [Beispiele zu Schritt 1] [Weitergeben → p_auftrag]
    [Zurück zu Schritt 1] [Weiter: 1.2]

    > weiter
    1.2 Steuerung klären
    Jede Stadt legt fest, wer steuert.
    Quelle: Leitfaden „Klein“ · nur zum Teil bekannt
    [Aufgaben (1)] [Quellen]
    [Beispiele zu 1.2] [Weitergeben → p_steuerung]
    [Zurück zu 1.1] [Weiter: 2]

    > [Weiter: 2]
    Schritt 2: Titel nicht bekannt
    Zu Schritt 2 liegt kein Text vor, auch kein Titel.
    Quelle: Leitfaden „Klein“
    [Quellen] [Beispiele zu Schritt 2]
    [Weitergeben → p_schritt-2]
    [Zurück zu 1.2] [Weiter: 3]

    > weiter
    Schritt 3: Gliederung erstellen
    Jetzt entsteht die Gliederung.
    Dieser Text kommt aus einer anderen Quelle als der übrige Leitfaden.
    Quelle: Schwester-Leitfaden „Groß“
    [Quellen] [Beispiele zu Schritt 3]
    [Weitergeben → p_schritt-3]
    [Zurück zu Schritt 2]

    > weiter
    Das war die letzte Stelle, die vom Leitfaden bekannt ist. Was noch offen ist, zeigt „Alle Aufgaben“.
    Schritt 3: Gliederung erstellen
    Jetzt entsteht die Gliederung.
    Quelle: Schwester-Leitfaden „Groß“
    [Quellen] [Beispiele zu Schritt 3]
    [Weitergeben → p_schritt-3]
    [Zurück zu Schritt 2]
    ");
}

#[test]
fn the_way_back_is_the_way_there() {
    insta::assert_snapshot!(play(&["schritt 3", "zurück", "zurück", "schritt 1", "zurück"]), @"
    > schritt 3
    Schritt 3: Gliederung erstellen
    Jetzt entsteht die Gliederung.
    Dieser Text kommt aus einer anderen Quelle als der übrige Leitfaden.
    Quelle: Schwester-Leitfaden „Groß“
    [Quellen] [Beispiele zu Schritt 3]
    [Weitergeben → p_schritt-3]
    [Übersicht]

    > zurück
    Schritt 2: Titel nicht bekannt
    Zu Schritt 2 liegt kein Text vor, auch kein Titel.
    Quelle: Leitfaden „Klein“
    [Quellen] [Beispiele zu Schritt 2]
    [Weitergeben → p_schritt-2]
    [Übersicht] [Weiter: 3]

    > zurück
    1.2 Steuerung klären
    Jede Stadt legt fest, wer steuert.
    Quelle: Leitfaden „Klein“ · nur zum Teil bekannt
    [Aufgaben (1)] [Quellen]
    [Beispiele zu 1.2] [Weitergeben → p_steuerung]
    [Übersicht] [Weiter: 2]

    > schritt 1
    Schritt 1: Auftrag und Haltung klären
    Am Anfang steht der Auftrag.
    Quelle: Leitfaden „Klein“
    [1.1 Auftrag einholen]
    [1.2 Steuerung klären]
    [Hinweise der Redaktion] [Beispiele zu Schritt 1]
    [Weitergeben → p_schritt-1]
    [Zurück zu 1.2] [Weiter: 1.1]

    > zurück
    1.2 Steuerung klären
    Jede Stadt legt fest, wer steuert.
    Quelle: Leitfaden „Klein“ · nur zum Teil bekannt
    [Aufgaben (1)] [Quellen]
    [Beispiele zu 1.2] [Weitergeben → p_steuerung]
    [Übersicht] [Weiter: 2]
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
        assert!(last(&[line]).starts_with("1.2 Steuerung klären"), "{words}");
    }
    assert!(last(&["schritt drei"]).starts_with("Schritt 3: "));
    assert!(last(&["/schritt 3"]).starts_with("Schritt 3: "));
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
    Schritt 3: Gliederung erstellen
    Jetzt entsteht die Gliederung.
    Dieser Text kommt aus einer anderen Quelle als der übrige Leitfaden.
    Quelle: Schwester-Leitfaden „Groß“
    [Quellen] [Beispiele zu Schritt 3]
    [Weitergeben → p_schritt-3]
    [Übersicht]

    > wer entscheidet über den auftrag?
    Meist entscheidet die Leitung des Dezernats.
    1.1 Auftrag einholen · Leitfaden „Klein“
    Dazu auch:
    1.2 Steuerung klären – „Die Steuerung liegt bei einer Gruppe.“
    3 Gliederung erstellen – „Die Gliederung folgt der Vorlage.“
    [Abschnitt 1.1 lesen] [Abschnitt 1.2 lesen]
    [Weitergeben → p_auftrag]
    [Hilfreich] [Nicht hilfreich]

    > zurück
    Schritt 3: Gliederung erstellen
    Jetzt entsteht die Gliederung.
    Quelle: Schwester-Leitfaden „Groß“
    [Quellen] [Beispiele zu Schritt 3]
    [Weitergeben → p_schritt-3]
    [Übersicht]
    ");
}

#[test]
fn where_am_i_shows_the_place_again() {
    assert_eq!(last(&["1.2", "hier"]), last(&["1.2"]));
}

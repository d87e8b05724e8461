//! What a place holds beyond its opening: parts, materials, pictures, references; the glossary.

use super::{last, play};

#[test]
fn more_shows_the_rest_and_what_else_there_is() {
    insta::assert_snapshot!(play(&["1.1", "[Wer entscheidet]"]), @"
    > 1.1
    1.1 Auftrag einholen
    Ein Konzept braucht den Willen derer, die entscheiden.
    Quelle: Leitfaden „Klein“
    [Aufgaben (2)] [Wer entscheidet]
    [Beispiele zu Schritt 1] [Weitergeben → p_auftrag]
    [Übersicht] [Weiter: 1.2]

    > [Wer entscheidet]
    1.1 Auftrag einholen
    Wer entscheidet
    Meist entscheidet die Leitung des Dezernats.
    Wozu es dient
    Es ist ein Werkzeug für den Alltag.
    Praxistipps
    - Früh mit der Leitung sprechen.
    Quellen
    Heft zum Anfangen (https://example.org/heft)
    Leitfaden „Klein“, in Worten der Redaktion · Stand nicht bekannt
    [Material zu 1.1] [Verweise von 1.1]
    [Weitergeben → p_auftrag]
    [Zurück zu 1.1] [Weiter: 1.2]
    ");
}

#[test]
fn materials_say_what_is_not_known_and_show_pictures_on_a_tap() {
    insta::assert_snapshot!(play(&["1.1", "mehr", "material", "[Bild: Video aus Aburg]", "[Zurück zu 1.1]"]), @"
    > 1.1
    1.1 Auftrag einholen
    Ein Konzept braucht den Willen derer, die entscheiden.
    Quelle: Leitfaden „Klein“
    [Aufgaben (2)] [Wer entscheidet]
    [Beispiele zu Schritt 1] [Weitergeben → p_auftrag]
    [Übersicht] [Weiter: 1.2]

    > mehr
    1.1 Auftrag einholen
    Wer entscheidet
    Meist entscheidet die Leitung des Dezernats.
    Wozu es dient
    Es ist ein Werkzeug für den Alltag.
    Praxistipps
    - Früh mit der Leitung sprechen.
    Quellen
    Heft zum Anfangen (https://example.org/heft)
    Leitfaden „Klein“, in Worten der Redaktion · Stand nicht bekannt
    [Material zu 1.1] [Verweise von 1.1]
    [Weitergeben → p_auftrag]
    [Zurück zu 1.1] [Weiter: 1.2]

    > material
    Material zu 1.1
    Kapitel: Musterkonzept · Adresse nicht bekannt
    Kapitel 2.1. Aufgaben
    Link: Seite zum Konzept (https://example.org/seite)
    Video: Video aus Aburg · Frau Muster · Aburg · folgt noch
    [Öffnen: Seite zum Konzept → https://example.org/seite]
    [Bild: Video aus Aburg]
    [Zurück zum Weiterlesen]

    > [Bild: Video aus Aburg]
    (Bild images/video.png: Graues Bild: Das Video folgt noch.)
    Video: Video aus Aburg · Frau Muster · Aburg · folgt noch
    [Zurück zu 1.1]

    > [Zurück zu 1.1]
    (darunter)
    1.1 Auftrag einholen
    Ein Konzept braucht den Willen derer, die entscheiden.
    Quelle: Leitfaden „Klein“
    [Aufgaben (2)] [Wer entscheidet]
    [Beispiele zu Schritt 1] [Weitergeben → p_auftrag]
    [Zurück zum Material] [Weiter: 1.2]
    ");
}

#[test]
fn references_are_read_without_moving_the_walk() {
    insta::assert_snapshot!(play(&["1.1", "verweise", "[Schritt 3 lesen]", "[Zurück zu 1.1]"]), @"
    > 1.1
    1.1 Auftrag einholen
    Ein Konzept braucht den Willen derer, die entscheiden.
    Quelle: Leitfaden „Klein“
    [Aufgaben (2)] [Wer entscheidet]
    [Beispiele zu Schritt 1] [Weitergeben → p_auftrag]
    [Übersicht] [Weiter: 1.2]

    > verweise
    Verweise von 1.1 Auftrag einholen
    Schritt 3 Gliederung erstellen, um ein Muster zu sehen
    [Schritt 3 lesen]
    [Zurück zu 1.1]

    > [Schritt 3 lesen]
    Schritt 3: Gliederung erstellen
    Jetzt entsteht die Gliederung.
    Dieser Text kommt aus einer anderen Quelle als der übrige Leitfaden.
    Quelle: Schwester-Leitfaden „Groß“
    [Quellen] [Beispiele zu Schritt 3]
    [Zurück zu den Verweisen]
    [Weitermachen in 1.1]

    > [Zurück zu 1.1]
    1.1 Auftrag einholen
    Ein Konzept braucht den Willen derer, die entscheiden.
    Quelle: Leitfaden „Klein“
    [Aufgaben (2)] [Wer entscheidet]
    [Beispiele zu Schritt 1] [Weitergeben → p_auftrag]
    [Übersicht] [Weiter: 1.2]
    ");
}

#[test]
fn the_rest_of_a_place_one_does_not_stand_at_leads_back() {
    insta::assert_snapshot!(last(&["1.1", "verweise", "[Schritt 3 lesen]", "[Quellen]"]), @"
    3 Gliederung erstellen
    Quellen
    Heft zum Anfangen (https://example.org/heft)
    Schwester-Leitfaden „Groß“, in Worten der Redaktion · Stand nicht bekannt
    [Weitergeben → p_schritt-3]
    [Zurück zu Schritt 3]
    ");
}

#[test]
fn what_belongs_to_a_place_needs_one() {
    insta::assert_snapshot!(last(&["mehr"]), @"
    Bitte öffnen Sie zuerst eine Stelle. Hier ist die Übersicht über alle Schritte.
    Klein anfangen
    Zu Schritt 2 liegt kein Text vor.
    [1 Auftrag und Haltung klären]
    [3 Gliederung erstellen]
    [Mit Schritt 1 beginnen] [Alle Aufgaben]
    ");
}

#[test]
fn terms_stand_in_the_order_of_the_alphabet() {
    insta::assert_snapshot!(play(&["begriffe", "[Weiterblättern]", "ziel"]), @"
    > begriffe
    Begriffe · Seite 1 von 2
    Was möchten Sie nachschlagen?
    [Ausschuss] [Beirat]
    [Dezernat] [Etat]
    [Forum] [Gremium]
    [Haushalt] [Leitbild]
    [Netzwerk] [RBB]
    [Träger] [Übergang]
    [Weiterblättern]
    [Übersicht]

    > [Weiterblättern]
    Begriffe · Seite 2 von 2
    Was möchten Sie nachschlagen?
    [Ziel]
    [Zurückblättern]
    [Übersicht]

    > ziel
    Ziel
    Ein Wort aus dem Rathaus.
    allgemeine Erklärung, nicht aus dem Leitfaden
    [Weitergeben → w_wort-1]
    [Zurück zu den Begriffen]
    ");
}

#[test]
fn a_term_leads_to_where_it_matters() {
    insta::assert_snapshot!(last(&["begriffe", "rbb"]), @"
    RBB
    Das RBB gestaltet Bildung in der Region.
    Auch: Regionales Bildungsbüro
    Quelle: Leitfaden „Klein“
    [Abschnitt 1.2 lesen]
    [Weitergeben → w_rbb]
    [Zurück zu den Begriffen]
    ");
}

#[test]
fn a_place_has_a_code_for_cameras() {
    let named = last(&["qr 1.2"]);
    let head = "(Datei lotse-p_steuerung.png: 1.2 Steuerung klären)";
    assert!(named.starts_with(head), "{named}");
    assert!(named.ends_with("/start p_steuerung"), "{named}");
    for lines in [
        &["/qr 1.2"][..],
        &["QR-Code für 1.2"],
        &["1.2", "qr"],
        &["1.2", "aufgaben", "zeig mir bitte den qr-code"],
    ] {
        assert_eq!(last(lines), named, "{lines:?}");
    }
    let example = last(&["ab-01", "/qr"]);
    assert!(example.ends_with("/start x_ab-01"), "{example}");
    insta::assert_snapshot!(last(&["qr"]), @"
    Zu welcher Stelle möchten Sie den QR-Code? Schreiben Sie zum Beispiel „qr 1.2“.
    [Schritt für Schritt] [Beispiele suchen]
    [Was ich kann]
    ");
    assert_eq!(last(&["qr 99"]), last(&["qr"]));
}

//! What a place holds beyond its opening: parts, materials, pictures, references; the glossary.

use super::{last, play};

#[test]
fn mehr_shows_the_rest_and_what_else_there_is() {
    insta::assert_snapshot!(play(&["1.1", "[Mehr]"]), @r"
    > 1.1
    Schritt 1 · 1.1 Auftrag einholen
    0 von 2 Aufgaben erledigt
    Ein Konzept braucht den Willen derer, die entscheiden.
    1 offen: Auftrag schriftlich sichern
    2 offen: Zeit und Personal mitentscheiden lassen
    Leitfaden „Klein“, in Worten der Redaktion · Stand nicht bekannt
    [Aufgaben] [Mehr]
    [Zurück] [Übersicht] [Weiter: 1.2]

    > [Mehr]
    Schritt 1 · 1.1 Auftrag einholen
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
    insta::assert_snapshot!(play(&["1.1", "mehr", "material", "[Bild: Video aus Aburg]", "[Zurück zu 1.1]"]), @r"
    > 1.1
    Schritt 1 · 1.1 Auftrag einholen
    0 von 2 Aufgaben erledigt
    Ein Konzept braucht den Willen derer, die entscheiden.
    1 offen: Auftrag schriftlich sichern
    2 offen: Zeit und Personal mitentscheiden lassen
    Leitfaden „Klein“, in Worten der Redaktion · Stand nicht bekannt
    [Aufgaben] [Mehr]
    [Zurück] [Übersicht] [Weiter: 1.2]

    > mehr
    Schritt 1 · 1.1 Auftrag einholen
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
    Material zu 1.1 Auftrag einholen
    Kapitel: Musterkonzept · Adresse nicht bekannt
    Kapitel 2.1. Aufgaben
    Link: Seite zum Konzept (https://example.org/seite)
    Video: Video aus Aburg · Frau Muster · Aburg · folgt noch
    [Öffnen: Seite zum Konzept → https://example.org/seite]
    [Bild: Video aus Aburg]
    [Zurück zu 1.1]

    > [Bild: Video aus Aburg]
    (Bild images/video.png: Graues Bild: Das Video folgt noch.)
    Video: Video aus Aburg · Frau Muster · Aburg · folgt noch
    [Zurück zu 1.1]

    > [Zurück zu 1.1]
    (darunter)
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
fn references_are_read_without_moving_the_walk() {
    insta::assert_snapshot!(play(&["1.1", "verweise", "[Schritt 3 lesen]", "[Zurück zu 1.1]"]), @r"
    > 1.1
    Schritt 1 · 1.1 Auftrag einholen
    0 von 2 Aufgaben erledigt
    Ein Konzept braucht den Willen derer, die entscheiden.
    1 offen: Auftrag schriftlich sichern
    2 offen: Zeit und Personal mitentscheiden lassen
    Leitfaden „Klein“, in Worten der Redaktion · Stand nicht bekannt
    [Aufgaben] [Mehr]
    [Zurück] [Übersicht] [Weiter: 1.2]

    > verweise
    Verweise von 1.1 Auftrag einholen
    Schritt 3 Gliederung erstellen, um ein Muster zu sehen
    [Schritt 3 lesen]
    [Zurück zu 1.1]

    > [Schritt 3 lesen]
    Schritt 3 · Gliederung erstellen
    Jetzt entsteht die Gliederung.
    Schwester-Leitfaden „Groß“, in Worten der Redaktion · Stand nicht bekannt
    [Mehr zu Schritt 3] [Beispiele zu Schritt 3]
    [In Schritt 3 weiterarbeiten]
    [Zurück zu 1.1]
    [Übersicht]

    > [Zurück zu 1.1]
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
fn the_rest_of_a_place_one_does_not_stand_at_offers_both_ways() {
    insta::assert_snapshot!(last(&["1.1", "verweise", "[Schritt 3 lesen]", "[Mehr zu Schritt 3]"]), @r"
    Schritt 3 · Gliederung erstellen
    Quellen
    Heft zum Anfangen (https://example.org/heft)
    Schwester-Leitfaden „Groß“, in Worten der Redaktion · Stand nicht bekannt
    [Beispiele zu Schritt 3] [Weitergeben → p_schritt-3]
    [In Schritt 3 weiterarbeiten]
    [Zurück zu 1.1]
    ");
}

#[test]
fn what_belongs_to_a_place_needs_one() {
    insta::assert_snapshot!(last(&["mehr"]), @r"
    Bitte öffnen Sie zuerst eine Stelle. Hier ist die Übersicht über alle Schritte.
    Klein anfangen
    Schritt 1: Auftrag und Haltung klären · 0 von 3 Aufgaben erledigt
    Schritt 2: Titel nicht bekannt · kein Text
    Schritt 3: Gliederung erstellen
    Woher Schritt 3 kommt: Schwester-Leitfaden „Groß“.
    [Mit Schritt 1 beginnen]
    [Schritt 1] [Schritt 2] [Schritt 3]
    [Fortschritt] [Begriffe]
    ");
}

#[test]
fn terms_stand_in_the_order_of_the_alphabet() {
    insta::assert_snapshot!(play(&["begriffe", "[Weiterblättern]", "ziel"]), @r"
    > begriffe
    Begriffe
    Seite 1 von 2
    Was möchten Sie nachschlagen?
    [Ausschuss] [Beirat] [Dezernat]
    [Etat] [Forum] [Gremium]
    [Haushalt] [Leitbild] [Netzwerk]
    [RBB] [Träger] [Übergang]
    [Weiterblättern]
    [Übersicht]

    > [Weiterblättern]
    Begriffe
    Seite 2 von 2
    Was möchten Sie nachschlagen?
    [Ziel]
    [Zurückblättern]
    [Übersicht]

    > ziel
    Ziel
    Ein Wort aus dem Rathaus.
    allgemeine Erklärung, nicht aus dem Leitfaden
    [Alle Begriffe] [Weitergeben → w_wort-1]
    ");
}

#[test]
fn a_term_leads_to_where_it_matters() {
    insta::assert_snapshot!(last(&["begriffe", "rbb"]), @r"
    RBB
    Das RBB gestaltet Bildung in der Region.
    Auch: Regionales Bildungsbüro
    Leitfaden „Klein“, in Worten der Redaktion · Stand nicht bekannt
    [Abschnitt 1.2 lesen]
    [Alle Begriffe] [Weitergeben → w_rbb]
    ");
}

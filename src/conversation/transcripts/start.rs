//! The start, its links, the overview, help.

use super::{last, play};

#[test]
fn the_welcome_is_the_guides_and_offers_three_ways() {
    insta::assert_snapshot!(play(&["/start"]), @r"
    > /start
    Guten Tag, ich bin Lotse für den Leitfaden „Klein“.
    Zu Schritt 2 liegt mir kein Text vor.
    [Schritt für Schritt] [Beispiele suchen]
    [Was ich kann]
    ");
}

#[test]
fn sent_again_start_offers_to_go_on_or_to_begin_anew() {
    insta::assert_snapshot!(last(&["1.1", "/start"]), @r"
    Willkommen zurück im Leitfaden „Klein anfangen“.
    Sie stehen bei 1.1: Auftrag einholen.
    Sie können dort weitermachen oder neu beginnen. Fragen stellen Sie jederzeit in eigenen Worten.
    [Weitermachen in 1.1] [Neu beginnen]
    [Schritt für Schritt] [Beispiele suchen]
    [Was ich kann]
    ");
}

#[test]
fn after_start_weiter_means_where_one_was() {
    insta::assert_snapshot!(play(&["1.1", "/start", "weiter"]), @"
    > 1.1
    1.1 Auftrag einholen
    Ein Konzept braucht den Willen derer, die entscheiden.
    Quelle: Leitfaden „Klein“
    [Aufgaben (2)] [Wer entscheidet]
    [Beispiele zu Schritt 1] [Weitergeben → p_auftrag]
    [Übersicht] [Weiter: 1.2]

    > /start
    Willkommen zurück im Leitfaden „Klein anfangen“.
    Sie stehen bei 1.1: Auftrag einholen.
    Sie können dort weitermachen oder neu beginnen. Fragen stellen Sie jederzeit in eigenen Worten.
    [Weitermachen in 1.1] [Neu beginnen]
    [Schritt für Schritt] [Beispiele suchen]
    [Was ich kann]

    > weiter
    1.1 Auftrag einholen
    Ein Konzept braucht den Willen derer, die entscheiden.
    Quelle: Leitfaden „Klein“
    [Aufgaben (2)] [Wer entscheidet]
    [Beispiele zu Schritt 1] [Weitergeben → p_auftrag]
    [Zurück zum Anfang] [Weiter: 1.2]
    ");
}

#[test]
fn a_link_to_an_example_welcomes_first_and_opens_it() {
    insta::assert_snapshot!(play(&["/start ab-01"]), @"
    > /start ab-01
    Guten Tag, ich bin Lotse für den Leitfaden „Klein“.
    Zu Schritt 2 liegt mir kein Text vor.
    Aburg: Elterncafé an der Grundschule
    Für wen: alle Eltern
    Wann: Schuljahr 2018/2019
    Wie oft: jede Woche
    Gemeinsam mit: Bestadt am Fluss
    In Aburg gab es ein Elterncafé.
    - Es war offen für alle.
    - Es fand jede Woche statt.
    Hinweis: Ob es weitergeht, ist nicht bekannt.
    Quelle: Leitfaden „Klein“
    [Quellen] [Beispiel merken]
    [Ähnliche Beispiele] [Weitergeben → x_ab-01]
    [Übersicht] [Abschnitt 1.2 lesen]
    ");
}

#[test]
fn a_link_to_a_place_leaves_the_walk_where_it_stands() {
    insta::assert_snapshot!(last(&["1.1", "/start schritt-3"]), @"
    Schritt 3: Gliederung erstellen
    Jetzt entsteht die Gliederung.
    Dieser Text kommt aus einer anderen Quelle als der übrige Leitfaden.
    Quelle: Schwester-Leitfaden „Groß“
    [Quellen] [Beispiele zu Schritt 3]
    [Weitergeben → p_schritt-3]
    [Zurück zu 1.1]
    ");
}

#[test]
fn a_link_that_leads_nowhere_says_so() {
    insta::assert_snapshot!(play(&["/start gibt-es-nicht"]), @r"
    > /start gibt-es-nicht
    Der Link führt zu nichts, das ich kenne. Vielleicht ist er veraltet. Von hier geht es weiter:
    Guten Tag, ich bin Lotse für den Leitfaden „Klein“.
    Zu Schritt 2 liegt mir kein Text vor.
    [Schritt für Schritt] [Beispiele suchen]
    [Was ich kann]
    ");
}

#[test]
fn the_overview_says_what_is_done_missing_and_from_elsewhere() {
    insta::assert_snapshot!(play(&["/start", "[Schritt für Schritt]", "[Mit Schritt 1 beginnen]", "übersicht"]), @"
    > /start
    Guten Tag, ich bin Lotse für den Leitfaden „Klein“.
    Zu Schritt 2 liegt mir kein Text vor.
    [Schritt für Schritt] [Beispiele suchen]
    [Was ich kann]

    > [Schritt für Schritt]
    Klein anfangen
    Zu Schritt 2 liegt kein Text vor.
    [1 Auftrag und Haltung klären]
    [3 Gliederung erstellen]
    [Mit Schritt 1 beginnen] [Alle Aufgaben]

    > [Mit Schritt 1 beginnen]
    Schritt 1: Auftrag und Haltung klären
    Am Anfang steht der Auftrag.
    Quelle: Leitfaden „Klein“
    [1.1 Auftrag einholen]
    [1.2 Steuerung klären]
    [Hinweise der Redaktion] [Beispiele zu Schritt 1]
    [Weitergeben → p_schritt-1]
    [Zurück zur Übersicht] [Weiter: 1.1]

    > übersicht
    Klein anfangen
    Zu Schritt 2 liegt kein Text vor.
    [1 Auftrag und Haltung klären]
    [3 Gliederung erstellen]
    [Weitermachen in Schritt 1]
    [Alle Aufgaben]
    ");
}

#[test]
fn help_says_what_can_be_typed() {
    insta::assert_snapshot!(play(&["/start", "[Was ich kann]"]), @"
    > /start
    Guten Tag, ich bin Lotse für den Leitfaden „Klein“.
    Zu Schritt 2 liegt mir kein Text vor.
    [Schritt für Schritt] [Beispiele suchen]
    [Was ich kann]

    > [Was ich kann]
    Was ich kann
    Ich kenne den Leitfaden „Klein“ und Beispiele aus zwei Städten.
    Das können Sie auch tippen
    - Frage stellen: einfach schreiben, was Sie wissen möchten.
    - Im Leitfaden gehen: weiter, zurück, übersicht, schritt 3 oder 1.2.
    - Mehr lesen: mehr, aufgaben, material, verweise.
    - Aufgaben: 2 erledigt, 2 bis 15.03.
    - Notieren: notiz: Ihre Worte.
    - Datei: export. Projekte: projekt.
    - Beispiele: beispiele und ein Wort.
    - Nachschlagen: begriffe.
    - Erinnern: erinnerungen.
    - Vorlesen lassen, kürzer: ansicht.
    [Schritt für Schritt] [Beispiele suchen]
    [Begriffe] [Datenschutz]
    [Zurück zum Anfang]
    ");
}

#[test]
fn progress_is_measured_by_what_is_known() {
    insta::assert_snapshot!(play(&["/fortschritt", "1.1", "1 erledigt", "/fortschritt"]), @"
    > /fortschritt
    Fortschritt
    Sie haben noch keine Stelle geöffnet.
    Von dem, was vom Leitfaden bekannt ist: 0 von 3 Aufgaben erledigt.
    [Alle Aufgaben] [Mit Schritt 1 beginnen]
    [Übersicht]

    > 1.1
    1.1 Auftrag einholen
    Ein Konzept braucht den Willen derer, die entscheiden.
    Quelle: Leitfaden „Klein“
    [Aufgaben (2)] [Wer entscheidet]
    [Beispiele zu Schritt 1] [Weitergeben → p_auftrag]
    [Zurück zum Fortschritt] [Weiter: 1.2]

    > 1 erledigt
    Aufgabe 1 ist erledigt.
    Aufgaben zu 1.1
    1 von 2 Aufgaben erledigt
    1 erledigt: Auftrag schriftlich sichern
    Möglich ist eine Erklärung.
    2 offen: Zeit und Personal mitentscheiden lassen
    [1 wieder öffnen: Auftrag schriftlich sichern]
    [2 abhaken: Zeit und Personal…]
    [Zurück zu 1.1] [Weiter: 1.2]
    [Notiz schreiben] [Frist setzen]
    [Zuständig]

    > /fortschritt
    Fortschritt
    Sie stehen bei 1.1: Auftrag einholen.
    Von dem, was vom Leitfaden bekannt ist: 1 von 3 Aufgaben erledigt.
    Schritt 1: 1 von 3 Aufgaben erledigt
    Zuletzt erledigt in 1.1: Auftrag schriftlich sichern.
    [Alle Aufgaben] [Weitermachen in 1.1]
    [Zurück: Aufgaben 1.1]
    ");
}

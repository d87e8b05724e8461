//! Finding examples and reading them.

use super::{Shelf, Talk, last, play};

#[test]
fn beispiele_without_words_asks_for_them_and_names_the_towns() {
    insta::assert_snapshot!(play(&["/beispiele", "elterncafé"]), @r"
    > /beispiele
    Wozu suchen Sie ein Beispiel? Schreiben Sie ein Stichwort, oder wählen Sie eine Kommune.
    [Beispiele: Aburg]
    [Beispiele: Bestadt am Fluss]
    [Alle Beispiele] [Auswahl eingrenzen]
    [Übersicht]

    > elterncafé
    Beispiele mit „elterncafé“
    1 Beispiel
    1 Aburg, Bestadt am Fluss: Elterncafé an der Grundschule · zu 1.2 · Schuljahr 2018/2019
    [1 Aburg: Elterncafé an der Grundschule]
    [Als Frage stellen]
    [Übersicht]
    ");
}

#[test]
fn words_behind_the_command_are_searched() {
    assert_eq!(
        last(&["/beispiele elterncafé"]),
        last(&["beispiele elterncafé"])
    );
    assert_eq!(
        last(&["Beispiele: elterncafé"]),
        last(&["beispiele zu elterncafé"])
    );
}

#[test]
fn a_town_or_a_step_among_the_words_narrows_the_search() {
    insta::assert_snapshot!(last(&["beispiele sprachkurs aus aburg zu schritt 3"]), @r"
    Beispiele mit „sprachkurs“ zu Schritt 3: Aburg
    5 Beispiele
    1 Sprachkurs 2 · zu 3
    2 Sprachkurs 3 · zu 3
    3 Sprachkurs 4 · zu 3
    4 Sprachkurs 5 · zu 3
    5 Sprachkurs 6 · zu 3
    [1 Sprachkurs 2]
    [2 Sprachkurs 3]
    [3 Sprachkurs 4]
    [4 Sprachkurs 5]
    [5 Sprachkurs 6]
    [Auswahl eingrenzen] [Als Frage stellen]
    [Alle Beispiele]
    [Übersicht]
    ");
    insta::assert_snapshot!(last(&["/beispiele bestadt"]), @r"
    Beispiele: Bestadt am Fluss
    2 Beispiele
    1 Aburg, Bestadt am Fluss: Elterncafé an der Grundschule · zu 1.2 · Schuljahr 2018/2019
    2 Ausgangslage in Zahlen · zu 2
    [1 Elterncafé an der Grundschule]
    [2 Ausgangslage in Zahlen]
    [Auswahl eingrenzen] [Alle Beispiele]
    [Übersicht]
    ");
}

#[test]
fn five_stand_on_a_page() {
    insta::assert_snapshot!(play(&["alle beispiele", "[Weiterblättern]"]), @r"
    > alle beispiele
    Beispiele aus den Kommunen
    7 Beispiele, Seite 1 von 2
    1 Aburg, Bestadt am Fluss: Elterncafé an der Grundschule · zu 1.2 · Schuljahr 2018/2019
    2 Bestadt am Fluss: Ausgangslage in Zahlen · zu 2
    3 Aburg: Sprachkurs 2 · zu 3
    4 Aburg: Sprachkurs 3 · zu 3
    5 Aburg: Sprachkurs 4 · zu 3
    [1 Aburg: Elterncafé an der Grundschule]
    [2 Bestadt am Fluss: Ausgangslage in…]
    [3 Aburg: Sprachkurs 2]
    [4 Aburg: Sprachkurs 3]
    [5 Aburg: Sprachkurs 4]
    [Weiterblättern]
    [Auswahl eingrenzen]
    [Übersicht]

    > [Weiterblättern]
    Beispiele aus den Kommunen
    7 Beispiele, Seite 2 von 2
    6 Aburg: Sprachkurs 5 · zu 3
    7 Aburg: Sprachkurs 6 · zu 3
    [6 Aburg: Sprachkurs 5]
    [7 Aburg: Sprachkurs 6]
    [Zurückblättern]
    [Auswahl eingrenzen]
    [Übersicht]
    ");
}

#[test]
fn a_list_is_narrowed_by_town_and_by_step() {
    insta::assert_snapshot!(play(&["alle beispiele", "[Auswahl eingrenzen]", "[Nur Schritt 1]"]), @r"
    > alle beispiele
    Beispiele aus den Kommunen
    7 Beispiele, Seite 1 von 2
    1 Aburg, Bestadt am Fluss: Elterncafé an der Grundschule · zu 1.2 · Schuljahr 2018/2019
    2 Bestadt am Fluss: Ausgangslage in Zahlen · zu 2
    3 Aburg: Sprachkurs 2 · zu 3
    4 Aburg: Sprachkurs 3 · zu 3
    5 Aburg: Sprachkurs 4 · zu 3
    [1 Aburg: Elterncafé an der Grundschule]
    [2 Bestadt am Fluss: Ausgangslage in…]
    [3 Aburg: Sprachkurs 2]
    [4 Aburg: Sprachkurs 3]
    [5 Aburg: Sprachkurs 4]
    [Weiterblättern]
    [Auswahl eingrenzen]
    [Übersicht]

    > [Auswahl eingrenzen]
    Welche Beispiele möchten Sie sehen?
    [Nur: Aburg] [Nur: Bestadt am Fluss]
    [Nur Schritt 1] [Nur Schritt 2]
    [Nur Schritt 3]
    [Alle Beispiele]
    [Übersicht]

    > [Nur Schritt 1]
    Beispiele zu Schritt 1
    1 Beispiel
    1 Aburg, Bestadt am Fluss: Elterncafé an der Grundschule · zu 1.2 · Schuljahr 2018/2019
    [1 Aburg: Elterncafé an der Grundschule]
    [Alle Beispiele]
    [Übersicht]
    ");
}

#[test]
fn an_example_shows_when_where_and_by_whose_assignment() {
    insta::assert_snapshot!(last(&["1.2", "[Beispiele zu 1.2]", "[1 Aburg: Elterncafé an der Grundschule]"]), @r"
    Beispiel Aburg: Elterncafé an der Grundschule
    Zeit: Schuljahr 2018/2019
    Gemeinsam mit: Bestadt am Fluss
    Gehört zu: 1.2 Steuerung klären (Zuordnung der Redaktion)
    In Aburg gab es ein Elterncafé.
    - Es war offen für alle.
    - Es fand jede Woche statt.
    Hinweis: Ob es weitergeht, ist nicht bekannt.
    Quellen
    Heft zum Anfangen (https://example.org/heft)
    Leitfaden „Klein“, in Worten der Redaktion · Stand nicht bekannt
    [Abschnitt 1.2 lesen] [Weitergeben → x_ab-01]
    [Weitere Beispiele: Aburg]
    [Zurück zu 1.2] [Übersicht]
    ");
}

#[test]
fn an_example_is_opened_by_its_number_in_the_list_or_by_its_id() {
    assert_eq!(last(&["alle beispiele", "beispiel 1"]), last(&["ab-01"]));
    assert_eq!(last(&["alle beispiele", "2"]), last(&["be-01"]));
    assert!(last(&["2"]).starts_with("Schritt 2 · "));
}

#[test]
fn nothing_found_still_leads_on() {
    insta::assert_snapshot!(last(&["/beispiele waschmaschine"]), @r"
    Beispiele mit „waschmaschine“
    Dazu habe ich kein Beispiel gefunden.
    [Als Frage stellen] [Alle Beispiele]
    [Übersicht]
    ");
}

#[test]
fn what_was_taken_for_words_becomes_a_question_with_one_tap() {
    insta::assert_snapshot!(last(&["/beispiele", "ratsbeschluss nötig", "[Als Frage stellen]"]), @"
    Nicht immer. Es reicht auch eine schriftliche Erklärung.
    1.1 Auftrag einholen · Leitfaden „Klein“
    Dazu auch:
    1.2 Steuerung klären – „Die Steuerung liegt bei einer Gruppe.“
    3 Gliederung erstellen – „Die Gliederung folgt der Vorlage.“
    [Abschnitt 1.1 lesen] [In 1.1 weiterarbeiten]
    [Abschnitt 1.2 lesen] [Schritt 3 lesen]
    [Mehr]
    [Hilfreich] [Nicht hilfreich]
    ");
}

#[test]
fn a_question_is_a_question_even_where_words_were_asked_for() {
    assert_eq!(
        last(&["/beispiele", "wer entscheidet über den auftrag?"]),
        last(&["wer entscheidet über den auftrag?"]),
    );
}

#[test]
fn after_half_an_hour_words_are_no_longer_waited_for_and_old_lists_say_so() {
    let shelf = Shelf::small();
    let mut talk = Talk::with(&shelf);
    talk.play(&["/beispiele sprachkurs", "/beispiele"]);
    talk.wait_minutes(31);
    insta::assert_snapshot!(talk.play(&["sprachkurs?", "[Auswahl eingrenzen]"]), @r"
    > sprachkurs?
    Dazu sage ich nichts. Ich kenne nur den Leitfaden „Klein“.
    [Schritt für Schritt] [Beispiele suchen]
    [Was ich kann]
    [Als fehlend melden]

    > [Auswahl eingrenzen]
    Welche Beispiele möchten Sie sehen?
    [Nur: Aburg] [Nur: Bestadt am Fluss]
    [Nur Schritt 1] [Nur Schritt 2]
    [Nur Schritt 3]
    [Alle Beispiele]
    [Übersicht]
    ");
}

#[test]
fn a_word_that_nothing_answers_finds_the_examples_that_have_it() {
    insta::assert_snapshot!(last(&["sprachkurs"]), @r"
    Beispiele mit „sprachkurs“
    5 Beispiele
    1 Aburg: Sprachkurs 2 · zu 3
    2 Aburg: Sprachkurs 3 · zu 3
    3 Aburg: Sprachkurs 4 · zu 3
    4 Aburg: Sprachkurs 5 · zu 3
    5 Aburg: Sprachkurs 6 · zu 3
    [1 Aburg: Sprachkurs 2]
    [2 Aburg: Sprachkurs 3]
    [3 Aburg: Sprachkurs 4]
    [4 Aburg: Sprachkurs 5]
    [5 Aburg: Sprachkurs 6]
    [Auswahl eingrenzen] [Als Frage stellen]
    [Übersicht]
    ");
}

#[test]
fn a_sentence_that_asks_for_examples_lists_them() {
    let listed = last(&["beispiele sprachkurs"]);
    for sentence in [
        "gibt es beispiele für einen sprachkurs?",
        "habt ihr auch beispiele zu einem sprachkurs",
        "zeig mir bitte praxisbeispiele für den sprachkurs",
    ] {
        assert_eq!(last(&[sentence]), listed, "{sentence}");
    }
}

#[test]
fn that_no_example_has_it_is_said_and_it_can_be_asked() {
    let question = "gibt es ein beispiel für eine waschmaschine?";
    assert_eq!(last(&[question]), last(&["/beispiele waschmaschine"]));
}

#[test]
fn a_town_alone_narrows_the_list_that_was_asked_for() {
    insta::assert_snapshot!(play(&["beispiele zum sprachkurs", "und in aburg?"]), @r"
    > beispiele zum sprachkurs
    Beispiele mit „sprachkurs“
    5 Beispiele
    1 Aburg: Sprachkurs 2 · zu 3
    2 Aburg: Sprachkurs 3 · zu 3
    3 Aburg: Sprachkurs 4 · zu 3
    4 Aburg: Sprachkurs 5 · zu 3
    5 Aburg: Sprachkurs 6 · zu 3
    [1 Aburg: Sprachkurs 2]
    [2 Aburg: Sprachkurs 3]
    [3 Aburg: Sprachkurs 4]
    [4 Aburg: Sprachkurs 5]
    [5 Aburg: Sprachkurs 6]
    [Auswahl eingrenzen] [Als Frage stellen]
    [Übersicht]

    > und in aburg?
    Beispiele mit „sprachkurs“: Aburg
    5 Beispiele
    1 Sprachkurs 2 · zu 3
    2 Sprachkurs 3 · zu 3
    3 Sprachkurs 4 · zu 3
    4 Sprachkurs 5 · zu 3
    5 Sprachkurs 6 · zu 3
    [1 Sprachkurs 2]
    [2 Sprachkurs 3]
    [3 Sprachkurs 4]
    [4 Sprachkurs 5]
    [5 Sprachkurs 6]
    [Auswahl eingrenzen] [Als Frage stellen]
    [Alle Beispiele]
    [Übersicht]
    ");
}

#[test]
fn what_was_searched_stands_there_as_it_was_typed() {
    let title = last(&["beispiele für Förderung aus Aburg"]);
    assert_eq!(
        title.lines().next(),
        Some("Beispiele mit „Förderung“: Aburg")
    );
}

//! Finding examples and reading them.

use super::{Shelf, Talk, last, play};

#[test]
fn beispiele_without_words_asks_for_them_and_names_the_towns() {
    insta::assert_snapshot!(play(&["/beispiele", "elterncafé"]), @"
    > /beispiele
    Wozu suchen Sie ein Beispiel? Schreiben Sie ein Stichwort, oder wählen Sie eine Kommune.
    [Beispiele: Aburg]
    [Beispiele: Bestadt am Fluss]
    [Alle Beispiele] [Eingrenzen]
    [Übersicht]

    > elterncafé
    Beispiele mit „elterncafé“
    1 Beispiel
    [1 Aburg: Elterncafé an der Grundschule]
    [Zurück zur Suche]
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
    insta::assert_snapshot!(last(&["beispiele sprachkurs aus aburg zu schritt 3"]), @"
    Beispiele mit „sprachkurs“ zu Schritt 3: Aburg
    5 Beispiele
    [1 Sprachkurs 2]
    [2 Sprachkurs 3]
    [3 Sprachkurs 4]
    [4 Sprachkurs 5]
    [5 Sprachkurs 6]
    [Alle Orte zu „sprachkurs“]
    [Übersicht]
    ");
    insta::assert_snapshot!(last(&["/beispiele bestadt"]), @"
    Beispiele: Bestadt am Fluss
    2 Beispiele
    [1 Elterncafé an der Grundschule]
    [2 Ausgangslage in Zahlen]
    [Eingrenzen] [Alle Beispiele]
    [Vergleichen]
    [Übersicht]
    ");
}

#[test]
fn five_stand_on_a_page() {
    insta::assert_snapshot!(play(&["alle beispiele", "[Weiterblättern]"]), @"
    > alle beispiele
    Beispiele aus den Kommunen
    7 Beispiele, Seite 1 von 2
    [1 Aburg: Elterncafé an der Grundschule]
    [2 Bestadt am Fluss: Ausgangslage in Zahlen]
    [3 Aburg: Sprachkurs 2]
    [4 Aburg: Sprachkurs 3]
    [5 Aburg: Sprachkurs 4]
    [6 Aburg: Sprachkurs 5]
    [Weiterblättern]
    [Eingrenzen]
    [Vergleichen]
    [Übersicht]

    > [Weiterblättern]
    Beispiele aus den Kommunen
    7 Beispiele, Seite 2 von 2
    [7 Aburg: Sprachkurs 6]
    [Zurückblättern]
    [Eingrenzen]
    [Vergleichen]
    [Übersicht]
    ");
}

#[test]
fn a_list_is_narrowed_by_town_and_by_step() {
    insta::assert_snapshot!(play(&["alle beispiele", "[Eingrenzen]", "[Nur Schritt 1 (1)]"]), @"
    > alle beispiele
    Beispiele aus den Kommunen
    7 Beispiele, Seite 1 von 2
    [1 Aburg: Elterncafé an der Grundschule]
    [2 Bestadt am Fluss: Ausgangslage in Zahlen]
    [3 Aburg: Sprachkurs 2]
    [4 Aburg: Sprachkurs 3]
    [5 Aburg: Sprachkurs 4]
    [6 Aburg: Sprachkurs 5]
    [Weiterblättern]
    [Eingrenzen]
    [Vergleichen]
    [Übersicht]

    > [Eingrenzen]
    Welche Beispiele möchten Sie sehen?
    [Nur Aburg (6)]
    [Nur Bestadt am Fluss (2)]
    [Nur Schritt 1 (1)] [Nur Schritt 2 (1)]
    [Nur Schritt 3 (5)]
    [Zurück zur Liste]

    > [Nur Schritt 1 (1)]
    Beispiele zu Schritt 1
    1 Beispiel
    [1 Aburg: Elterncafé an der Grundschule]
    [Alle Beispiele]
    [Zurück zur Auswahl]
    ");
}

#[test]
fn an_example_begins_with_what_one_compares() {
    insta::assert_snapshot!(last(&["1.2", "[Beispiele zu 1.2]", "[1 Aburg: Elterncafé an der Grundschule]"]), @"
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
    [Zurück zur Liste] [Abschnitt 1.2 lesen]
    ");
}

#[test]
fn an_example_is_opened_by_its_number_in_the_list_or_by_its_id() {
    let title = |lines: &[&str]| last(lines).lines().next().map(str::to_owned);
    assert_eq!(title(&["alle beispiele", "beispiel 1"]), title(&["ab-01"]));
    assert_eq!(title(&["alle beispiele", "2"]), title(&["be-01"]));
    assert!(last(&["2"]).starts_with("Schritt 2: "));
}

#[test]
fn nothing_found_still_leads_on() {
    insta::assert_snapshot!(last(&["/beispiele waschmaschine"]), @"
    Beispiele mit „waschmaschine“
    Dazu habe ich kein Beispiel gefunden.
    [Alle Beispiele] [Als Frage stellen]
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
    [Abschnitt 1.1 lesen] [Abschnitt 1.2 lesen]
    [Weitergeben → p_auftrag]
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
    insta::assert_snapshot!(talk.play(&["sprachkurs?", "[Eingrenzen]"]), @"
    > sprachkurs?
    Dazu sage ich nichts. Ich kenne nur den Leitfaden „Klein“.
    [Zurück zur Suche]
    [Schritt für Schritt] [Beispiele suchen]
    [Was ich kann]
    [Als fehlend melden]

    > [Eingrenzen]
    Welche Beispiele möchten Sie sehen?
    [Nur Aburg (6)]
    [Nur Bestadt am Fluss (2)]
    [Nur Schritt 1 (1)] [Nur Schritt 2 (1)]
    [Nur Schritt 3 (5)]
    [Zurück zur Antwort]
    ");
}

#[test]
fn a_word_that_nothing_answers_finds_the_examples_that_have_it() {
    insta::assert_snapshot!(last(&["sprachkurs"]), @"
    Beispiele mit „sprachkurs“
    5 Beispiele
    [1 Aburg: Sprachkurs 2]
    [2 Aburg: Sprachkurs 3]
    [3 Aburg: Sprachkurs 4]
    [4 Aburg: Sprachkurs 5]
    [5 Aburg: Sprachkurs 6]
    [Eingrenzen]
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
        "beispiele aus den kommunen zum sprachkurs",
        "habt ihr beispiele zum sprachkurs aus anderen kommunen?",
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
    insta::assert_snapshot!(play(&["beispiele zum sprachkurs", "und in aburg?"]), @"
    > beispiele zum sprachkurs
    Beispiele mit „sprachkurs“
    5 Beispiele
    [1 Aburg: Sprachkurs 2]
    [2 Aburg: Sprachkurs 3]
    [3 Aburg: Sprachkurs 4]
    [4 Aburg: Sprachkurs 5]
    [5 Aburg: Sprachkurs 6]
    [Eingrenzen]
    [Übersicht]

    > und in aburg?
    Beispiele mit „sprachkurs“: Aburg
    5 Beispiele
    [1 Sprachkurs 2]
    [2 Sprachkurs 3]
    [3 Sprachkurs 4]
    [4 Sprachkurs 5]
    [5 Sprachkurs 6]
    [Eingrenzen]
    [Alle Orte zu „sprachkurs“]
    [Zurück zur Liste]
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

#[test]
fn similar_ones_are_asked_for_in_words_where_an_example_is_seen() {
    let typed = last(&["beispiele elterncafé", "1", "ähnliche"]);
    let tapped = last(&["beispiele elterncafé", "1", "[Ähnliche Beispiele]"]);
    assert_eq!(typed, tapped.replace("(darunter)\n", ""), "{typed}");
}

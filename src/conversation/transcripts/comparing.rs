//! Two or three municipalities side by side.

use super::{Shelf, Talk, last, play};
use crate::conversation::Occasion;

#[test]
fn two_towns_are_compared_by_words_that_name_both() {
    let lines = ["vergleiche Aburg und Bestadt bei Elterncafé", "1"];
    insta::assert_snapshot!(play(&lines), @"
    > vergleiche Aburg und Bestadt bei Elterncafé
    Vergleich mit „Elterncafé“
    Aburg: Elterncafé an der Grundschule
    In Aburg gab es ein Elterncafé.
    Für wen: alle Eltern
    Wann: Schuljahr 2018/2019
    Wie oft: jede Woche
    1.2 · Quelle: Leitfaden „Klein“
    Bestadt am Fluss
    Gemeinsam, siehe oben.
    [1 Aburg: Elterncafé an der Grundschule]
    [Übersicht]

    > 1
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
    [Zurück zum Vergleich] [Abschnitt 1.2 lesen]
    ");
    let said = "Aburg und Bestadt im Vergleich bei Elterncafé";
    assert_eq!(last(&[said]), last(&lines[..1]));
}

#[test]
fn who_has_no_example_is_shown_as_having_none() {
    insta::assert_snapshot!(last(&["vergleich bestadt mit aburg beim thema sprachkurs"]), @"
    Vergleich mit „sprachkurs“
    Bestadt am Fluss
    Dazu habe ich kein Beispiel gefunden.
    Aburg: Sprachkurs 2
    So ging es dort.
    3 · Quelle: Leitfaden „Klein“ · 4 weitere Beispiele dazu
    [1 Aburg: Sprachkurs 2]
    [Übersicht]
    ");
}

#[test]
fn towns_alone_are_compared_at_the_place_one_sees_or_one_is_asked() {
    insta::assert_snapshot!(last(&["schritt 1", "vergleiche aburg und bestadt"]), @"
    Vergleich zu Schritt 1
    Aburg: Elterncafé an der Grundschule
    In Aburg gab es ein Elterncafé.
    Für wen: alle Eltern
    Wann: Schuljahr 2018/2019
    Wie oft: jede Woche
    1.2 · Quelle: Leitfaden „Klein“
    Bestadt am Fluss
    Gemeinsam, siehe oben.
    [1 Aburg: Elterncafé an der Grundschule]
    [Zurück zu Schritt 1] [Beispiele zu Schritt 1]
    ");
    insta::assert_snapshot!(last(&["vergleiche aburg und bestadt"]), @"
    Was möchten Sie von Aburg und Bestadt am Fluss vergleichen?
    Nennen Sie zwei oder drei Kommunen und ein Stichwort: „vergleiche Aburg und Bestadt am Fluss bei Befragung“.
    [1 Auftrag und Haltung klären]
    [Übersicht] [Alle Beispiele]
    ");
}

#[test]
fn a_list_and_an_example_are_compared_with_a_button_or_a_word() {
    insta::assert_snapshot!(last(&["alle beispiele", "vergleichen"]), @"
    Was möchten Sie vergleichen?
    Nennen Sie zwei oder drei Kommunen und ein Stichwort: „vergleiche Aburg und Bestadt am Fluss bei Befragung“.
    [1 Auftrag und Haltung klären]
    [Zurück zur Liste] [Alle Beispiele]
    ");
    insta::assert_snapshot!(last(&["1.2", "[Beispiele zu 1.2]", "vergleichen"]), @"
    Vergleich zu 1.2
    Aburg: Elterncafé an der Grundschule
    In Aburg gab es ein Elterncafé.
    Für wen: alle Eltern
    Wann: Schuljahr 2018/2019
    Wie oft: jede Woche
    1.2 · Quelle: Leitfaden „Klein“
    [1 Aburg: Elterncafé an der Grundschule]
    [Zurück zur Liste] [Beispiele zu 1.2]
    ");
    insta::assert_snapshot!(last(&["be-01", "vergleiche das mit aburg"]), @"
    Vergleich mit „Ausgangslage in Zahlen“
    Bestadt am Fluss: Ausgangslage in Zahlen
    So ging es dort.
    2 · Quelle: zusätzliches Beispiel, nicht aus dem Leitfaden
    Aburg
    Dazu habe ich kein Beispiel gefunden.
    [1 Bestadt am Fluss: Ausgangslage in Zahlen]
    [Zurück zum Beispiel]
    ");
}

#[test]
fn a_town_that_is_unknown_and_words_that_lapsed_are_said() {
    let unknown = last(&["vergleiche Köln und Aburg bei Sprachkurs"]);
    assert!(unknown.contains("liegt mir nichts vor"), "{unknown}");
    let shelf = Shelf::small();
    let mut talk = Talk::with(&shelf);
    talk.play(&["vergleiche aburg und bestadt bei sprachkurs"]);
    let shown = talk.session.trail.last().cloned().unwrap();
    talk.wait_minutes(31);
    let lapsed = talk.meet(Occasion::Tap(shown));
    assert!(lapsed.contains("liegt zu lange zurück"), "{lapsed}");
}

#[test]
fn nothing_leads_back_to_a_list_by_words_that_lapsed() {
    let shelf = Shelf::small();
    for typed in [
        "beispiele sprachkurs",
        "vergleiche aburg und bestadt bei sprachkurs",
    ] {
        let mut talk = Talk::with(&shelf);
        talk.play(&["schritt 1", typed]);
        let soon = talk.say("hilfe");
        assert!(!soon.contains("[Zurück zu Schritt 1]"), "{soon}");
        let late = talk.wait_minutes(31).say("hilfe");
        assert!(late.contains("[Zurück zu Schritt 1]"), "{late}");
    }
}

#[test]
fn without_a_town_the_words_are_a_question() {
    let asked = last(&["vergleiche die beteiligungsformen"]);
    assert!(!asked.contains("Vergleich "), "{asked}");
}

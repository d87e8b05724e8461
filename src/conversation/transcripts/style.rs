//! How screens are shown: each below the last, and shorter, for whoever wants it so.

use super::{Shelf, Talk, last, play};

#[test]
fn the_view_says_how_it_is_and_changes_with_a_tap() {
    insta::assert_snapshot!(play(&["/ansicht", "[Jede Seite als neue Nachricht]", "[Kürzere Texte zeigen]"]), @"
    > /ansicht
    Ansicht
    Eine neue Seite steht an der Stelle der alten. Antworten bleiben immer stehen.
    Texte sind so lang, wie ein Bildschirm reicht.
    [Jede Seite als neue Nachricht]
    [Kürzere Texte zeigen]
    [Übersicht]

    > [Jede Seite als neue Nachricht]
    (Hinweis: Die Ansicht ist geändert.)
    (darunter)
    Ansicht
    Jede Seite kommt als neue Nachricht. So liest ein Vorleseprogramm sie vor.
    Texte sind so lang, wie ein Bildschirm reicht.
    [Seiten an derselben Stelle zeigen]
    [Kürzere Texte zeigen]
    [Übersicht]

    > [Kürzere Texte zeigen]
    (Hinweis: Die Ansicht ist geändert.)
    (darunter)
    Ansicht
    Jede Seite kommt als neue Nachricht. So liest ein Vorleseprogramm sie vor.
    Texte sind kurz: von einer Antwort die beste Stelle, von einem Abschnitt der Anfang.
    [Seiten an derselben Stelle zeigen]
    [Längere Texte zeigen]
    [Übersicht]
    ");
}

#[test]
fn whoever_wants_new_messages_never_gets_an_edited_one() {
    let lines = ["1.1", "[Aufgaben (2)]", "[2 abhaken: Zeit und Personal…]"];
    let edited = play(&lines);
    assert!(!edited.contains("(darunter)"), "{edited}");
    let shelf = Shelf::small();
    let mut talk = Talk::with(&shelf);
    talk.play(&["/ansicht", "[Jede Seite als neue Nachricht]"]);
    let below = talk.play(&lines);
    assert_eq!(below.matches("(darunter)").count(), 2, "{below}");
}

#[test]
fn short_texts_leave_what_is_beside_the_point_to_a_tap() {
    let asked = "Wer entscheidet über den Auftrag?";
    insta::assert_snapshot!(last(&["/ansicht", "[Kürzere Texte zeigen]", asked]), @"
    Meist entscheidet die Leitung des Dezernats.
    1.1 Auftrag einholen · Leitfaden „Klein“
    [Abschnitt 1.1 lesen] [Abschnitt 1.2 lesen]
    [Weitergeben → p_auftrag]
    [Hilfreich] [Nicht hilfreich]
    ");
}

#[test]
fn it_is_forgotten_with_everything_else() {
    let shelf = Shelf::small();
    let mut talk = Talk::with(&shelf);
    talk.play(&["/ansicht", "[Kürzere Texte zeigen]", "/loeschen", "ja"]);
    assert_eq!(talk.session, crate::conversation::Session::default());
}

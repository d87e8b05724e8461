//! Judging answers: one vote per chat and answer, and what is counted of it.

use super::{Shelf, Talk, last, play};

#[test]
fn an_answer_is_judged_with_one_tap_and_stays_as_it_is() {
    insta::assert_snapshot!(play(&["Wer entscheidet über den Auftrag?", "[Hilfreich]", "[Hilfreich]"]), @"
    > Wer entscheidet über den Auftrag?
    Meist entscheidet die Leitung des Dezernats.
    1.1 Auftrag einholen · Leitfaden „Klein“
    Dazu auch:
    1.2 Steuerung klären – „Die Steuerung liegt bei einer Gruppe.“
    3 Gliederung erstellen – „Die Gliederung folgt der Vorlage.“
    [Abschnitt 1.1 lesen] [Abschnitt 1.2 lesen]
    [Weitergeben → p_auftrag]
    [Hilfreich] [Nicht hilfreich]

    > [Hilfreich]
    (Hinweis: Danke, als hilfreich gezählt.)
    (Gezählt bei auftrag: helpful +1)

    > [Hilfreich]
    (Hinweis: Das habe ich schon gezählt.)
    ");
}

#[test]
fn who_was_not_helped_may_say_why() {
    insta::assert_snapshot!(play(&["Wer entscheidet über den Auftrag?", "[Nicht hilfreich]", "[Zu ungenau]"]), @"
    > Wer entscheidet über den Auftrag?
    Meist entscheidet die Leitung des Dezernats.
    1.1 Auftrag einholen · Leitfaden „Klein“
    Dazu auch:
    1.2 Steuerung klären – „Die Steuerung liegt bei einer Gruppe.“
    3 Gliederung erstellen – „Die Gliederung folgt der Vorlage.“
    [Abschnitt 1.1 lesen] [Abschnitt 1.2 lesen]
    [Weitergeben → p_auftrag]
    [Hilfreich] [Nicht hilfreich]

    > [Nicht hilfreich]
    (darunter)
    Danke, ich zähle das mit. Woran lag es? Sie müssen nichts dazu sagen.
    [Falsche Stelle] [Zu ungenau]
    [Etwas anderes gesucht]
    (Gezählt bei auftrag: unhelpful +1; gesucht +1: entscheid)

    > [Zu ungenau]
    (darunter)
    Danke, gezählt als „Zu ungenau“.
    [Zurück zur Antwort]
    [Schritt für Schritt] [Beispiele suchen]
    [Was ich kann]
    (Gezählt bei auftrag: too_vague +1)
    ");
}

#[test]
fn a_second_vote_changes_the_first() {
    insta::assert_snapshot!(play(&["Wer entscheidet über den Auftrag?", "nicht hilfreich", "falsche stelle", "hilfreich"]), @"
    > Wer entscheidet über den Auftrag?
    Meist entscheidet die Leitung des Dezernats.
    1.1 Auftrag einholen · Leitfaden „Klein“
    Dazu auch:
    1.2 Steuerung klären – „Die Steuerung liegt bei einer Gruppe.“
    3 Gliederung erstellen – „Die Gliederung folgt der Vorlage.“
    [Abschnitt 1.1 lesen] [Abschnitt 1.2 lesen]
    [Weitergeben → p_auftrag]
    [Hilfreich] [Nicht hilfreich]

    > nicht hilfreich
    Danke, ich zähle das mit. Woran lag es? Sie müssen nichts dazu sagen.
    [Falsche Stelle] [Zu ungenau]
    [Etwas anderes gesucht]
    (Gezählt bei auftrag: unhelpful +1; gesucht +1: entscheid)

    > falsche stelle
    Danke, gezählt als „Falsche Stelle“.
    [Zurück zur Antwort]
    [Schritt für Schritt] [Beispiele suchen]
    [Was ich kann]
    (Gezählt bei auftrag: wrong_place +1)

    > hilfreich
    Gut, ich habe Ihr Urteil geändert.
    [Zurück zur Antwort]
    [Schritt für Schritt] [Beispiele suchen]
    [Was ich kann]
    (Gezählt bei auftrag: unhelpful -1, helpful +1, wrong_place -1; gesucht -1: entscheid)
    ");
}

#[test]
fn what_is_missing_is_reported_under_a_refusal() {
    insta::assert_snapshot!(play(&["Wer zahlt die Fahrtkosten von 0151 1234567?", "fehlt", "[Als fehlend melden]"]), @"
    > Wer zahlt die Fahrtkosten von 0151 1234567?
    Dazu sage ich nichts. Ich kenne nur den Leitfaden „Klein“.
    [Schritt für Schritt] [Beispiele suchen]
    [Was ich kann]
    [Als fehlend melden]

    > fehlt
    Danke, als fehlend gezählt. Die Redaktion sieht, was oft gesucht wird, aber nicht von wem.
    [Zurück zur Antwort]
    [Schritt für Schritt] [Beispiele suchen]
    [Was ich kann]
    (Gezählt bei -: missing +1; gesucht +1: fahrtkost zahlt)

    > [Als fehlend melden]
    (Hinweis: Das habe ich schon gezählt.)
    ");
}

#[test]
fn the_same_answer_to_the_same_question_has_one_vote() {
    let said = last(&[
        "Wer entscheidet über den Auftrag?",
        "[Hilfreich]",
        "wer entscheidet über den auftrag",
        "[Hilfreich]",
    ]);
    assert_eq!(said, "(Hinweis: Das habe ich schon gezählt.)");
}

#[test]
fn small_talk_and_half_words_are_not_judged() {
    let shelf = Shelf::small();
    let mut talk = Talk::with(&shelf);
    for said in [
        "danke",
        "hilfreich",
        "Wer entscheidet über den Auftrag?",
        "hilf",
        "nicht",
    ] {
        let written = talk.say(said);
        assert!(!written.contains("(Gezählt"), "{said}: {written}");
    }
}

#[test]
fn keywords_lapse_and_the_vote_still_counts() {
    let shelf = Shelf::small();
    let mut talk = Talk::with(&shelf);
    talk.say("Wer zahlt die Fahrtkosten?");
    talk.wait_minutes(31);
    let said = talk.say("[Als fehlend melden]");
    assert!(
        said.ends_with("(Gezählt bei -: missing +1; gesucht +1: )"),
        "{said}"
    );
    assert!(talk.session.answers[0].words.is_empty());
}

#[test]
fn an_answer_that_is_long_past_is_refused_kindly() {
    let shelf = Shelf::small();
    let mut talk = Talk::with(&shelf);
    talk.say("Wer entscheidet über den Auftrag?");
    for number in ["Eins", "Zwei", "Drei", "Vier", "Fünf", "Sechs"] {
        talk.say(&format!("Wer zahlt den Dolmetscher {number}?"));
    }
    assert_eq!(
        talk.say("[Hilfreich]"),
        "(Hinweis: Dazu habe ich keine Antwort mehr im Gedächtnis, die Sie beurteilen können.)"
    );
}

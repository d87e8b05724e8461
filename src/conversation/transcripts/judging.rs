//! Judging answers: one vote per chat and answer, and what is counted of it.

use super::{Shelf, Talk, last, play};

#[test]
fn an_answer_is_judged_with_one_tap_and_stays_as_it_is() {
    insta::assert_snapshot!(play(&["Wer entscheidet?", "[Hilfreich]", "[Hilfreich]"]), @"");
}

#[test]
fn who_was_not_helped_may_say_why() {
    insta::assert_snapshot!(play(&["Wer entscheidet?", "[Nicht hilfreich]", "[Zu ungenau]"]), @"");
}

#[test]
fn a_second_vote_changes_the_first() {
    insta::assert_snapshot!(play(&["Wer entscheidet?", "nicht hilfreich", "falsche stelle", "hilfreich"]), @"");
}

#[test]
fn what_is_missing_is_reported_under_a_refusal() {
    insta::assert_snapshot!(play(&["Wer zahlt die Fahrtkosten von 0151 1234567?", "fehlt", "[Als fehlend melden]"]), @"");
}

#[test]
fn the_same_answer_to_the_same_question_has_one_vote() {
    let said = last(&[
        "Wer entscheidet?",
        "[Hilfreich]",
        "wer entscheidet",
        "[Hilfreich]",
    ]);
    assert_eq!(said, "(Hinweis: Das habe ich schon gezählt.)");
}

#[test]
fn small_talk_and_half_words_are_not_judged() {
    let shelf = Shelf::small();
    let mut talk = Talk::with(&shelf);
    for said in ["danke", "hilfreich", "Wer entscheidet?", "hilf", "nicht"] {
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
    talk.say("Wer entscheidet?");
    for number in ["Eins", "Zwei", "Drei", "Vier", "Fünf", "Sechs"] {
        talk.say(&format!("Wer zahlt den Dolmetscher {number}?"));
    }
    assert_eq!(
        talk.say("[Hilfreich]"),
        "(Hinweis: Dazu habe ich keine Antwort mehr im Gedächtnis, die Sie beurteilen können.)"
    );
}

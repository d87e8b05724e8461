//! What is meant by the words: several questions at once, what a list offers, what is still to do, who runs this.

use super::guide::{place_id, text};
use super::{Shelf, Talk, answers, last, play};
use crate::answer::{Also, Outcome, Topic};
use crate::german::fold::key;
use crate::knowledge::{ExampleId, Target};
use crate::language::{Does, Pack};

/// The small guide, whose answer to the first question of [`answers`] is another one.
fn shelf(change: impl Fn(&mut Outcome)) -> Shelf {
    let mut shelf = Shelf::small();
    let response = shelf
        .answers
        .get_mut(&key("wer entscheidet über den auftrag?"));
    change(&mut response.expect("it is among them").outcome);
    shelf
}

#[test]
fn several_questions_are_answered_one_below_the_other() {
    insta::assert_snapshot!(last(&["Hallo, wer entscheidet über den Auftrag? Und wer macht das? Was kostet das?"]), @"
    wer entscheidet über den Auftrag?
    Meist entscheidet die Leitung des Dezernats.
    1.1 Auftrag einholen · Leitfaden „Klein“
    Dazu auch:
    1.2 Steuerung klären – „Die Steuerung liegt bei einer Gruppe.“
    3 Gliederung erstellen – „Die Gliederung folgt der Vorlage.“
    Und wer macht das?
    Dazu sage ich nichts. Ich kenne nur den Leitfaden „Klein“.
    Was kostet das?
    Zu Kosten sagt der Leitfaden nichts.
    [1.1 Wer entscheidet]
    [Schritt für Schritt] [Beispiele suchen]
    [Was ich kann]
    ");
}

#[test]
fn what_is_left_out_of_too_many_questions_is_said() {
    let shown = last(&[
        "Wer kocht Suppe? Wer putzt den Saal? Wer singt im Chor? Wer tanzt im Kreis? Wer zahlt den Wein?",
    ]);
    assert!(
        !shown.contains("tanzt") && !shown.contains("Wein"),
        "{shown}"
    );
    insta::assert_snapshot!(shown.lines().rfind(|line| !line.starts_with('[')).unwrap_or_default(), @"2 weitere Fragen habe ich nicht beantwortet. Bitte stellen Sie sie noch einmal.");
}

#[test]
fn towns_that_are_compared_stand_below_each_other() {
    let of_town = |town: &str, id: &str, title: &str, quote: &str| {
        let mut citation = answers::cited("steuerung", "1.2", title, None);
        citation.target = Target::Example(ExampleId::parse(id).unwrap());
        citation.municipality = Some(town.to_owned());
        Also {
            citation,
            quote: quote.to_owned(),
        }
    };
    let shelf = shelf(|outcome| {
        let Outcome::Answer(answer) = outcome else {
            return;
        };
        answer.towns = vec![
            of_town(
                "Aburg",
                "ab-01",
                "Elterncafé an der Grundschule",
                "Es war offen für alle.",
            ),
            of_town(
                "Bestadt am Fluss",
                "be-01",
                "Ausgangslage in Zahlen",
                "Dort kamen 43 Eltern.",
            ),
        ];
        answer.citation = answer.towns[0].citation.clone();
        answer.also = vec![];
    });
    insta::assert_snapshot!(Talk::with(&shelf).last(&["wer entscheidet über den auftrag?"]), @"
    Aburg
    Es war offen für alle.
    1.2 · Beispiel Aburg: Elterncafé an der Grundschule · Leitfaden „Klein“
    Bestadt am Fluss
    Dort kamen 43 Eltern.
    1.2 · Beispiel Bestadt am Fluss: Ausgangslage in Zahlen · Leitfaden „Klein“
    [Beispiel: Elterncafé an der Grundschule]
    [Beispiel: Ausgangslage in Zahlen]
    [Weitergeben → x_ab-01]
    [Hilfreich] [Nicht hilfreich]
    ");
}

#[test]
fn what_was_asked_for_and_is_not_there_is_said() {
    let money = Pack::built_in()
        .kinds
        .iter()
        .position(|kind| kind.id == "money");
    let shelf = shelf(|outcome| {
        if let Outcome::Answer(answer) = outcome {
            answer.lacks = money;
            answer.also = vec![];
            answer.quote = text("Die Leitung gibt Mittel frei.");
        }
    });
    insta::assert_snapshot!(Talk::with(&shelf).last(&["wer entscheidet über den auftrag?"]), @"
    Die Leitung gibt Mittel frei.
    Einen Betrag nennt die Stelle nicht.
    1.1 Auftrag einholen · Leitfaden „Klein“
    [Abschnitt 1.1 lesen] [Beispiele zu Schritt 1]
    [Weitergeben → p_auftrag]
    [Hilfreich] [Nicht hilfreich]
    ");
}

#[test]
fn what_a_question_turned_out_to_mean_is_done() {
    let help = Pack::built_in()
        .intents
        .iter()
        .position(|intent| intent.does == Does::Help);
    let shelf = shelf(|outcome| *outcome = Outcome::Intent(help.expect("the pack has it")));
    assert_eq!(
        Talk::with(&shelf).last(&["wer entscheidet über den auftrag?"]),
        last(&["/hilfe"])
    );
}

#[test]
fn what_is_no_question_among_several_is_left_out() {
    let shelf = shelf(|outcome| *outcome = Outcome::Intent(0));
    let shown = Talk::with(&shelf).last(&["Wer entscheidet über den Auftrag? Was kostet das?"]);
    insta::assert_snapshot!(shown, @"
    Was kostet das?
    Zu Kosten sagt der Leitfaden nichts.
    Eine weitere Frage habe ich nicht beantwortet. Bitte stellen Sie sie noch einmal.
    [1.1 Wer entscheidet]
    [Schritt für Schritt] [Beispiele suchen]
    [Was ich kann]
    ");
}

#[test]
fn all_that_is_still_to_do_is_listed_by_place() {
    insta::assert_snapshot!(play(&["1.1", "1 erledigt", "Was muss ich noch machen?"]), @"
    > 1.1
    1.1 Auftrag einholen
    Ein Konzept braucht den Willen derer, die entscheiden.
    Quelle: Leitfaden „Klein“
    [Aufgaben (2)] [Wer entscheidet]
    [Beispiele zu Schritt 1] [Weitergeben → p_auftrag]
    [Übersicht] [Weiter: 1.2]

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

    > Was muss ich noch machen?
    Alle Aufgaben
    1 von 3 Aufgaben erledigt. Zuletzt erledigt in 1.1: Auftrag schriftlich sichern.
    1.1 Auftrag einholen
    1 erledigt: Auftrag schriftlich sichern
    2 offen: Zeit und Personal mitentscheiden lassen
    1.2 Steuerung klären
    3 offen: Team benennen
    [1 wieder öffnen: Auftrag schriftlich sichern]
    [2 abhaken: Zeit und Personal…]
    [3 abhaken: Team benennen]
    [Zurück: Aufgaben 1.1] [Fortschritt]
    ");
    let all_done = [
        "1.1",
        "alles erledigt",
        "1.2",
        "alles erledigt",
        "offene aufgaben",
    ];
    insta::assert_snapshot!(last(&all_done), @"
    Alle Aufgaben
    3 von 3 Aufgaben erledigt. Zuletzt erledigt in 1.2: Team benennen.
    1.1 Auftrag einholen
    1 erledigt: Auftrag schriftlich sichern
    2 erledigt: Zeit und Personal mitentscheiden lassen
    1.2 Steuerung klären
    3 erledigt: Team benennen
    [1 wieder öffnen: Auftrag schriftlich sichern]
    [2 wieder öffnen: Zeit und Personal…]
    [3 wieder öffnen: Team benennen]
    [Zurück: Aufgaben 1.2] [Fortschritt]
    ");
}

#[test]
fn who_runs_this_is_said_and_that_no_human_answers() {
    let shown = last(&["kann ich mit einem menschen sprechen"]);
    insta::assert_snapshot!(shown, @"
    Wer verantwortlich ist
    Verantwortlich ist die Stelle, die diesen Lotsen betreibt.
    Hier im Chat antwortet ein Programm; an einen Menschen kann ich Sie nicht weiterleiten.
    [Datenschutz]
    [Schritt für Schritt] [Beispiele suchen]
    [Was ich kann]
    ");
    assert_eq!(last(&["Impressum"]), shown);
}

#[test]
fn entries_of_a_list_are_chosen_by_number_and_by_order() {
    let list = "alle beispiele";
    let title = |lines: &[&str]| last(lines).lines().next().map(str::to_owned);
    for second in ["das zweite", "die 2", "nr 2", "nummer 2", "2."] {
        assert_eq!(title(&[list, second]), title(&["be-01"]), "{second}");
    }
    assert_eq!(title(&[list, "die letzte"]), title(&["ab-05"]));
    let fifth = title(&[list, "5"]);
    assert_eq!(title(&[list, "das vorletzte"]), fifth);
    assert_eq!(
        title(&[list, "weiterblättern", "das letzte"]),
        title(&["ab-06"])
    );
    // Where nothing is listed there is nothing to choose from.
    assert!(last(&["/start", "das zweite"]).starts_with("Dazu sage ich nichts."));
}

#[test]
fn and_then_goes_on_with_the_walk_or_with_the_talk() {
    assert_eq!(last(&["1.1", "und danach?"]), last(&["1.1", "weiter"]));
    assert_eq!(last(&["und danach?"]), last(&["weiter"]));
    // Without a walk it is what comes after the place that was talked about.
    let shelf = Shelf::small();
    let mut talk = Talk::with(&shelf);
    talk.say("wer entscheidet über den auftrag?");
    let next = talk.say("und danach?");
    assert!(next.starts_with("1.2 "), "{next}");
    assert_eq!(talk.session.project.at, None);
    // What is on the screen is what one goes on from.
    assert!(talk.say("weiter").starts_with("Schritt 2: "));
}

#[test]
fn weiter_and_zurueck_mean_the_button_that_is_there() {
    let list = last(&["alle beispiele", "[Weiterblättern]"]);
    assert_eq!(
        last(&["1.1", "alle beispiele", "weiter"]).lines().nth(1),
        list.lines().nth(1)
    );
    assert_eq!(
        last(&["alle beispiele", "weiter", "zurück"]),
        last(&["alle beispiele"])
    );
    assert!(last(&["1.1", "/start", "weiter"]).starts_with("1.1 "));
    assert_eq!(last(&["1.1", "was heißt rbb?", "zurück"]), last(&["1.1"]));
    // "Weitere Beispiele" begins with the same letters and is something else.
    let shown = last(&["1.1", "ab-01", "weiter"]);
    assert!(shown.starts_with("1.2 "), "{shown}");
}

#[test]
fn examples_of_what_was_talked_about_are_listed() {
    let shelf = Shelf::small();
    let mut talk = Talk::with(&shelf);
    let topic = Topic {
        place: Some(place_id("steuerung")),
        ..Topic::default()
    };
    talk.session.topic = Some((topic, talk.now));
    let listed = talk.say("gibt es dazu ein beispiel");
    assert!(listed.starts_with("Beispiele zu 1.2"), "{listed}");
}

#[test]
fn words_put_as_a_question_are_one_whatever_else_they_may_mean() {
    let shelf = shelf(|outcome| *outcome = Outcome::Intent(0));
    let mut talk = Talk::with(&shelf);
    talk.say("/beispiele wer entscheidet über den auftrag?");
    insta::assert_snapshot!(talk.say("[Als Frage stellen]"), @"
    Dazu sage ich nichts. Ich kenne nur den Leitfaden „Klein“.
    [Zurück zur Liste]
    [Schritt für Schritt] [Beispiele suchen]
    [Was ich kann]
    [Als fehlend melden]
    ");
}

#[test]
fn what_this_is_about_is_said_unless_something_was_talked_about() {
    let help = last(&["hilfe"]);
    for line in [
        "worum gehts",
        "um was geht es hier eigentlich",
        "wofür ist das gut",
    ] {
        assert_eq!(last(&[line]), help, "{line}");
        assert_ne!(last(&["1.1", line]), help, "{line}");
    }
}

#[test]
fn who_has_it_already_are_the_examples_of_what_was_talked_about() {
    for line in [
        "welche städte haben das schon",
        "wo gibts sowas schon",
        "welche gemeinden machen so etwas auch",
    ] {
        assert_eq!(
            last(&["1.2", line]),
            last(&["1.2", "beispiele dazu"]),
            "{line}"
        );
    }
}

//! Questions: answers, cautions, and every kind of nothing.

use std::collections::HashMap;

use super::guide::{place_id, text};
use super::{Shelf, Talk, last, play};
use crate::answer::{Account, Also, Answer, Citation, NoAnswer, Nothing, Outcome, Response, Topic};
use crate::conversation::{Action, Occasion, Reply};
use crate::german::fold::key;
use crate::knowledge::*;

/// The answers the small guide is asked for here.
pub(super) fn made() -> HashMap<String, Response> {
    let sure = answered(true);
    let example = Answer {
        quote: text("In Aburg entschied das Dezernat."),
        citation: Citation {
            target: Target::Example(ExampleId::parse("ab-01").unwrap()),
            place: Some(place_id("steuerung")),
            number: Some("1.2".to_owned()),
            title: "Elterncafé an der Grundschule".to_owned(),
            municipality: Some("Aburg".to_owned()),
            editorial: true,
            ..cited("auftrag", "1.1", "Auftrag einholen", None)
        },
        ..sure.clone()
    };
    let term = Answer {
        quote: text("Das RBB gestaltet Bildung in der Region."),
        more: false,
        citation: Citation {
            target: Target::Term(TermId::parse("rbb").unwrap()),
            number: None,
            title: "RBB".to_owned(),
            ..cited("steuerung", "1.2", "", None)
        },
        ..sure.clone()
    };
    let background = Answer {
        quote: text("Ein Konzept hält fest, was gemeinsam gilt."),
        citation: Citation {
            target: Target::Background(BackgroundId::parse("zweck").unwrap()),
            place: None,
            number: Some("Rahmen".to_owned()),
            title: "Wozu ein Konzept dient".to_owned(),
            held_by: Some("einer Bibliothek".to_owned()),
            ..cited("auftrag", "1.1", "", None)
        },
        ..sure.clone()
    };
    let curated = Answer {
        quote: text("Nicht immer. Es reicht auch eine schriftliche Erklärung."),
        more: false,
        citation: Citation {
            target: Target::Answer(AnswerId::parse("ratsbeschluss").unwrap()),
            ..sure.citation.clone()
        },
        ..sure.clone()
    };
    let near = || vec![sure.citation.clone()];
    let rows: Vec<(&str, Response)> = vec![
        (
            "wer entscheidet über den auftrag?",
            response(Outcome::Answer(sure.clone())),
        ),
        ("wer macht das", response(Outcome::Answer(answered(false)))),
        (
            "und in aburg?",
            Response {
                understood: Some("Wer entscheidet in Aburg?".to_owned()),
                ..response(Outcome::Answer(example))
            },
        ),
        ("was heißt rbb?", response(Outcome::Answer(term))),
        ("wozu das alles", response(Outcome::Answer(background))),
        ("ratsbeschluss nötig", response(Outcome::Answer(curated))),
        ("gibt es fördermittel", nothing(Nothing::NotInGuide, near())),
        (
            "was kostet das",
            nothing(Nothing::Gap(GapId::parse("kosten").unwrap()), near()),
        ),
        (
            "was steht in schritt 2?",
            nothing(Nothing::PlaceWithoutText(place_id("schritt-2")), vec![]),
        ),
        (
            "schritt 9",
            nothing(Nothing::UnknownPlace("9".to_owned()), vec![]),
        ),
        (
            "wie macht es köln",
            nothing(Nothing::UnknownMunicipality("köln".to_owned()), vec![]),
        ),
        (
            "was steht in 1.1?",
            nothing(Nothing::JustAPlace(place_id("auftrag")), vec![]),
        ),
        (
            "bestadt",
            nothing(
                Nothing::JustAMunicipality(MunicipalityId::parse("bestadt").unwrap()),
                vec![],
            ),
        ),
        ("warum eigentlich?", nothing(Nothing::NothingBefore, vec![])),
        (
            "rucksack in bestadt",
            nothing(
                Nothing::NotInMunicipality(MunicipalityId::parse("bestadt").unwrap()),
                vec![],
            ),
        ),
        (
            "wer hat die federfürung",
            Response {
                mended: vec!["federführung".to_owned()],
                ..response(Outcome::Answer(sure.clone()))
            },
        ),
        ("???", nothing(Nothing::Empty, vec![])),
    ];
    rows.into_iter()
        .map(|(question, response)| (key(question), response))
        .collect()
}

/// What is said to what is not the guide's theme.
pub(super) fn off_topic() -> Response {
    nothing(Nothing::OffTopic, vec![])
}

fn answered(sure: bool) -> Answer {
    let beside = |citation: Citation, quote: &str| Also {
        citation,
        quote: quote.to_owned(),
    };
    let also = vec![
        beside(
            cited("steuerung", "1.2", "Steuerung klären", None),
            "Die Steuerung liegt bei einer Gruppe.",
        ),
        beside(
            cited("schritt-3", "3", "Gliederung erstellen", None),
            "Die Gliederung folgt der Vorlage.",
        ),
    ];
    Answer {
        sure,
        quote: text("Meist entscheidet die Leitung des Dezernats."),
        more: true,
        citation: cited(
            "auftrag",
            "1.1",
            "Auftrag einholen",
            PartId::parse("wer").ok(),
        ),
        also,
        towns: vec![],
        lacks: None,
        examples: vec![],
    }
}

pub(super) fn cited(place: &str, number: &str, title: &str, part: Option<PartId>) -> Citation {
    Citation {
        target: Target::Place(place_id(place), part),
        place: Some(place_id(place)),
        number: Some(number.to_owned()),
        title: title.to_owned(),
        municipality: None,
        origin: "Leitfaden „Klein“".to_owned(),
        held_by: None,
        editorial: false,
    }
}

fn nothing(why: Nothing, nearest: Vec<Citation>) -> Response {
    response(Outcome::NoAnswer(NoAnswer { why, nearest }))
}

fn response(outcome: Outcome) -> Response {
    let topic = matches!(outcome, Outcome::Answer(_)).then(|| Topic {
        question: "wer entscheidet".to_owned(),
        place: Some(place_id("auftrag")),
        ..Topic::default()
    });
    Response {
        understood: None,
        mended: Vec::new(),
        sought: Vec::new(),
        foreign: Vec::new(),
        outcome,
        confidence: 0.9,
        passages: vec![],
        topic,
        account: Account::default(),
    }
}

#[test]
fn an_answer_quotes_names_the_place_and_leads_there() {
    insta::assert_snapshot!(play(&["wer entscheidet über den auftrag?", "[Abschnitt 1.1 lesen]", "[Weiter: 1.2]"]), @"
    > wer entscheidet über den auftrag?
    Meist entscheidet die Leitung des Dezernats.
    1.1 Auftrag einholen · Leitfaden „Klein“
    Dazu auch:
    1.2 Steuerung klären – „Die Steuerung liegt bei einer Gruppe.“
    3 Gliederung erstellen – „Die Gliederung folgt der Vorlage.“
    [Abschnitt 1.1 lesen] [Abschnitt 1.2 lesen]
    [Weitergeben → p_auftrag]
    [Hilfreich] [Nicht hilfreich]

    > [Abschnitt 1.1 lesen]
    (darunter)
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
    [Zurück zur Antwort] [Weiter: 1.2]

    > [Weiter: 1.2]
    1.2 Steuerung klären
    Jede Stadt legt fest, wer steuert.
    Quelle: Leitfaden „Klein“ · nur zum Teil bekannt
    [Aufgaben (1)] [Quellen]
    [Beispiele zu 1.2] [Weitergeben → p_steuerung]
    [Zurück zu 1.1] [Weiter: 2]
    ");
}

#[test]
fn a_follow_up_says_what_was_understood_and_leads_back_to_the_walk() {
    insta::assert_snapshot!(last(&["1.1", "und in aburg?"]), @"
    Verstanden: Wer entscheidet in Aburg?
    In Aburg entschied das Dezernat.
    1.2 · Beispiel Aburg: Elterncafé an der Grundschule · Leitfaden „Klein“
    Dazu auch:
    1.2 Steuerung klären – „Die Steuerung liegt bei einer Gruppe.“
    3 Gliederung erstellen – „Die Gliederung folgt der Vorlage.“
    [Beispiel öffnen] [Abschnitt 1.2 lesen]
    [Weitergeben → x_ab-01]
    [Hilfreich] [Nicht hilfreich]
    ");
}

#[test]
fn an_unsure_answer_says_so_and_offers_others() {
    insta::assert_snapshot!(play(&["wer entscheidet über den auftrag?", "wer macht das"]), @"
    > wer entscheidet über den auftrag?
    Meist entscheidet die Leitung des Dezernats.
    1.1 Auftrag einholen · Leitfaden „Klein“
    Dazu auch:
    1.2 Steuerung klären – „Die Steuerung liegt bei einer Gruppe.“
    3 Gliederung erstellen – „Die Gliederung folgt der Vorlage.“
    [Abschnitt 1.1 lesen] [Abschnitt 1.2 lesen]
    [Weitergeben → p_auftrag]
    [Hilfreich] [Nicht hilfreich]

    > wer macht das
    Ob das Ihre Frage beantwortet, weiß ich nicht sicher. Am ehesten passt:
    Meist entscheidet die Leitung des Dezernats.
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
fn more_is_of_the_answer_on_the_screen_however_unsure_it_is() {
    let said = play(&["und in aburg?", "wer macht das", "mehr davon"]);
    let more = said.rsplit("> ").next().expect("three turns");
    assert!(more.contains("1.1 Auftrag einholen"), "{more}");
}

#[test]
fn terms_background_and_curated_answers_lead_to_their_places() {
    insta::assert_snapshot!(play(&["was heißt rbb?", "wozu das alles", "ratsbeschluss nötig"]), @"
    > was heißt rbb?
    Das RBB gestaltet Bildung in der Region.
    Begriff RBB · Leitfaden „Klein“
    Dazu auch:
    1.2 Steuerung klären – „Die Steuerung liegt bei einer Gruppe.“
    3 Gliederung erstellen – „Die Gliederung folgt der Vorlage.“
    [Abschnitt 1.2 lesen] [Schritt 3 lesen]
    [Weitergeben → w_rbb]
    [Hilfreich] [Nicht hilfreich]

    > wozu das alles
    Ein Konzept hält fest, was gemeinsam gilt.
    Rahmen · Wozu ein Konzept dient · Leitfaden „Klein“
    Dazu auch:
    1.2 Steuerung klären – „Die Steuerung liegt bei einer Gruppe.“
    3 Gliederung erstellen – „Die Gliederung folgt der Vorlage.“
    [Ganzen Text lesen] [Abschnitt 1.2 lesen]
    [Weitergeben → b_zweck]
    [Hilfreich] [Nicht hilfreich]

    > ratsbeschluss nötig
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
fn every_kind_of_nothing_has_its_words_and_a_way_on() {
    insta::assert_snapshot!(play(&[
        "wetter morgen", "gibt es fördermittel", "was kostet das", "was steht in schritt 2?", "schritt 9",
        "wie macht es köln", "???", "hallo", "danke", "tschüss", "wer bist du?", "doofer bot",
    ]), @"
    > wetter morgen
    Dazu sage ich nichts. Ich kenne nur den Leitfaden „Klein“.
    [Schritt für Schritt] [Beispiele suchen]
    [Was ich kann]
    [Als fehlend melden]

    > gibt es fördermittel
    Auch dafür finde ich keine Stelle. Oft hilft ein anderes Stichwort oder die Nummer eines Schritts.
    Am nächsten kommt:
    1.1 Auftrag einholen
    [1.1 Wer entscheidet]
    [Zurück zur Antwort] [Was ich kann]
    [Als fehlend melden]

    > was kostet das
    Zu Kosten sagt der Leitfaden nichts.
    [Abschnitt 1.1 lesen]
    [Zurück zur Antwort]
    [Schritt für Schritt] [Beispiele suchen]
    [Was ich kann]
    [Als fehlend melden]

    > was steht in schritt 2?
    Schritt 2: Titel nicht bekannt
    Zu Schritt 2 liegt kein Text vor, auch kein Titel.
    Quelle: Leitfaden „Klein“
    [Quellen] [Beispiele zu Schritt 2]
    [Weitergeben → p_schritt-2]
    [Zurück zur Antwort] [Weiter: 3]

    > schritt 9
    Schritt 9 kenne ich im Leitfaden nicht. Bekannt sind die Schritte 1 bis 3.
    [Zurück zu Schritt 2]
    [Schritt für Schritt] [Beispiele suchen]
    [Was ich kann]

    > wie macht es köln
    Zu „köln“ liegt mir nichts vor. Beispiele gibt es zu: Aburg, Bestadt am Fluss.
    [Beispiele: Aburg]
    [Beispiele: Bestadt am Fluss]
    [Zurück zur Antwort]
    [Schritt für Schritt] [Beispiele suchen]
    [Was ich kann]
    [Als fehlend melden]

    > ???
    Das waren noch keine Worte, mit denen ich suchen kann. Bitte schreiben Sie Ihre Frage in eigenen Worten.
    [Zurück zur Antwort]
    [Schritt für Schritt] [Beispiele suchen]
    [Was ich kann]

    > hallo
    Guten Tag! Ich bin Lotse und kenne den Leitfaden. Was möchten Sie wissen?
    [Zurück zur Antwort]
    [Schritt für Schritt] [Beispiele suchen]
    [Was ich kann]

    > danke
    Gern. Fragen Sie einfach weiter, wenn Sie etwas brauchen.
    [Zurück zur Antwort]
    [Schritt für Schritt] [Beispiele suchen]
    [Was ich kann]

    > tschüss
    Auf Wiedersehen. Ihre Stelle und Ihre Haken merke ich mir. Mit „wo war ich“ machen Sie später dort weiter.
    [Zurück zur Antwort]
    [Schritt für Schritt] [Beispiele suchen]
    [Was ich kann]

    > wer bist du?
    Ich bin Lotse, ein Programm und kein Mensch. Ein kleines Sprachmodell hilft mir, die passende Stelle zu finden; es schreibt nichts, meine Antworten sind Zitate aus dem Leitfaden, und zum Suchen verlässt keine Frage den Rechner, auf dem ich laufe. Fragen Sie mich einfach, was Sie wissen möchten.
    [Zurück zur Antwort]
    [Schritt für Schritt] [Beispiele suchen]
    [Was ich kann]

    > doofer bot
    Das war wohl nicht hilfreich, das tut mir leid. Versuchen Sie es gern mit anderen Wörtern, oder sehen Sie in die Übersicht. Einen Menschen erreichen Sie über „impressum“.
    [Zurück zur Antwort]
    [Schritt für Schritt] [Beispiele suchen]
    [Was ich kann]
    ");
}

#[test]
fn a_place_or_a_town_without_a_question_is_opened() {
    assert_eq!(
        last(&["was steht in 1.1?"]),
        last(&["/start auftrag"]).split_once("vor.\n").unwrap().1
    );
    assert_eq!(last(&["bestadt"]), last(&["/beispiele bestadt"]));
}

#[test]
fn frage_without_words_asks_for_the_question() {
    insta::assert_snapshot!(play(&["/frage"]), @r"
    > /frage
    Was möchten Sie wissen? Schreiben Sie Ihre Frage einfach in eigenen Worten.
    [Schritt für Schritt] [Beispiele suchen]
    [Was ich kann]
    ");
    assert_eq!(
        last(&["/frage wer entscheidet über den auftrag?"]),
        last(&["wer entscheidet über den auftrag?"]),
    );
}

#[test]
fn the_topic_is_forgotten_after_half_an_hour() {
    let shelf = Shelf::small();
    let mut talk = Talk::with(&shelf);
    talk.say("wer entscheidet über den auftrag?");
    assert!(talk.session.topic.is_some());
    talk.wait_minutes(31).say("/hilfe");
    assert!(talk.session.topic.is_none());
}

#[test]
fn the_message_carries_the_response_for_the_command_line() {
    let shelf = Shelf::small();
    let mut talk = Talk::with(&shelf);
    for question in [
        "wer entscheidet über den auftrag?",
        "wetter morgen",
        "bestadt",
    ] {
        let replies = talk.replies(Occasion::Text(question.to_owned()));
        assert!(matches!(&replies[..], [Reply::Message(message)] if message.response.is_some()));
    }
}

#[test]
fn what_was_mended_stands_above_and_can_be_undone() {
    insta::assert_snapshot!(last(&["wer hat die federfürung"]), @"
    Gesucht nach: federführung
    Meist entscheidet die Leitung des Dezernats.
    1.1 Auftrag einholen · Leitfaden „Klein“
    Dazu auch:
    1.2 Steuerung klären – „Die Steuerung liegt bei einer Gruppe.“
    3 Gliederung erstellen – „Die Gliederung folgt der Vorlage.“
    [Abschnitt 1.1 lesen] [Abschnitt 1.2 lesen]
    [Weitergeben → p_auftrag]
    [Genau meine Wörter suchen]
    [Hilfreich] [Nicht hilfreich]
    ");
}

#[test]
fn what_leans_on_nothing_is_asked_for_as_a_whole() {
    insta::assert_snapshot!(last(&["warum eigentlich?"]), @r"
    Ich weiß gerade nicht, worauf sich das bezieht. Bitte schreiben Sie Ihre Frage noch einmal ganz.
    [Schritt für Schritt] [Beispiele suchen]
    [Was ich kann]
    ");
}

#[test]
fn a_town_that_does_not_say_leads_to_its_examples() {
    insta::assert_snapshot!(last(&["rucksack in bestadt"]), @r"
    Bestadt am Fluss: Dazu liegt mir nichts vor.
    [Beispiele: Bestadt am Fluss]
    [Schritt für Schritt] [Beispiele suchen]
    [Was ich kann]
    [Als fehlend melden]
    ");
}

#[test]
fn examples_of_what_was_asked_are_listed() {
    let listed = last(&["1.2", "gibt es dafür ein beispiel"]);
    assert!(listed.starts_with("Beispiele zu 1.2"), "{listed}");
}

#[test]
fn a_nod_is_answered_like_one() {
    assert!(last(&["alles klar"]).starts_with("Gut. Was möchten Sie als Nächstes wissen?"));
}

#[test]
fn a_refusal_is_never_the_same_twice_in_a_row() {
    for question in ["gibt es fördermittel", "wie wird das wetter in rom"] {
        let shelf = Shelf::small();
        let mut talk = Talk::with(&shelf);
        let said: Vec<String> = (0..6).map(|_| talk.say(question)).collect();
        for pair in said.windows(2) {
            assert_ne!(pair[0].lines().next(), pair[1].lines().next(), "{question}");
        }
        // After an answer it begins with the guide's own words again.
        talk.say("was heißt rbb?");
        assert_eq!(talk.say(question).lines().next(), said[0].lines().next());
    }
}

#[test]
fn a_refusal_says_what_was_looked_for_and_what_was_not_understood() {
    let said = |sought: &[&str], foreign: &[&str]| {
        let words = |words: &[&str]| words.iter().map(|word| (*word).to_owned()).collect();
        let mut shelf = Shelf::small();
        let mut response = nothing(Nothing::NotInGuide, vec![]);
        (response.sought, response.foreign) = (words(sought), words(foreign));
        shelf.answers.insert(key("frage"), response);
        let said = Talk::with(&shelf).say("/frage frage");
        said.lines()
            .filter(|line| !line.starts_with('['))
            .collect::<Vec<_>>()
            .join(" ")
    };
    insta::assert_snapshot!(said(&["Fördermittel", "Land"], &[]), @"Das steht nicht im Leitfaden „Klein“. Gesucht habe ich nach „Fördermittel“ und „Land“.");
    insta::assert_snapshot!(said(&["Geld"], &["asdf"]), @"Das steht nicht im Leitfaden „Klein“. Gesucht habe ich nach „Geld“. „asdf“ kenne ich nicht.");
    insta::assert_snapshot!(said(&[], &["asdf", "qwer"]), @"„asdf“ und „qwer“ kenne ich nicht. Bitte schreiben Sie es noch einmal mit anderen Wörtern.");
}

#[test]
fn who_is_in_trouble_is_met_first_and_answered_all_the_same() {
    let mut shelf = Shelf::small();
    let both = "Ich bin am Ende. Wer entscheidet über den Auftrag?";
    shelf
        .answers
        .insert(key(both), response(Outcome::Answer(answered(true))));
    let said = Talk::with(&shelf).say(both);
    assert!(
        said.contains("0800") && said.contains("Meist entscheidet"),
        "{said}"
    );
    let said = last(&["hier klappt gar nichts, ich kann nicht mehr"]);
    assert!(
        said.contains("0800") && !said.contains("sage ich nichts"),
        "{said}"
    );
}

#[test]
fn nothing_leads_back_to_an_answer_that_has_lapsed_and_an_older_one_leaves_the_last() {
    let shelf = Shelf::small();
    let mut talk = Talk::with(&shelf);
    talk.play(&[
        "weiter",
        "was kostet das",
        "wer entscheidet über den auftrag?",
    ]);
    let older = Action::Answer(7).encode();
    insta::assert_snapshot!(talk.meet(Occasion::Tap(older)), @"
    Diese Antwort liegt zu lange zurück. Bitte stellen Sie Ihre Frage noch einmal.
    [Zurück zur Antwort]
    [Schritt für Schritt] [Beispiele suchen]
    [Was ich kann]
    ");
    let back = talk.say("[Zurück zur Antwort]");
    assert!(back.contains("Meist entscheidet"), "{back}");
    insta::assert_snapshot!(talk.wait_minutes(31).say("übersicht"), @"
    Klein anfangen
    Zu Schritt 2 liegt kein Text vor.
    [1 Auftrag und Haltung klären]
    [3 Gliederung erstellen]
    [Weitermachen in Schritt 1]
    [Alle Aufgaben]
    ");
}

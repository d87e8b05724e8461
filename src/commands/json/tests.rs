//! What is told of answers, lists, screens and words, and that all keys stand in their order.

use super::*;
use crate::answer::{Account, Answer, Citation, NoAnswer, Nothing, Response};
use crate::knowledge::{
    Example, ExampleId, Municipality, MunicipalityId, Place, PlaceId, Provenance, Status as Known,
    Target, TermId,
};
use crate::text::RichText;

/// Section 1.1, and Bochum with one example there.
fn guide() -> Guide {
    Guide {
        places: vec![Place {
            id: PlaceId::parse("auftrag").unwrap(),
            number: "1.1".into(),
            step: None,
            called: "Schritt".into(),
            title: "Auftrag einholen".into(),
            short: None,
            status: Known::Complete,
            note: RichText::default(),
            aliases: Vec::new(),
            opening: RichText::default(),
            parts: Vec::new(),
            tasks: Vec::new(),
            decisions: Vec::new(),
            task_aliases: Vec::new(),
            tips: Vec::new(),
            tip_aliases: Vec::new(),
            materials: Vec::new(),
            material_aliases: Vec::new(),
            see: Vec::new(),
            formerly: Vec::new(),
            from: Provenance::default(),
        }],
        municipalities: vec![Municipality {
            joint: false,
            id: MunicipalityId::parse("bochum").unwrap(),
            name: "Bochum".into(),
            short: None,
            aliases: Vec::new(),
            note: RichText::default(),
        }],
        examples: vec![Example {
            id: ExampleId::parse("bo-01").unwrap(),
            municipality: MunicipalityId::parse("bochum").unwrap(),
            also: Vec::new(),
            title: "Der Weg zum Auftrag".into(),
            short: None,
            places: vec![PlaceId::parse("auftrag").unwrap()],
            editorial: false,
            period: None,
            facts: std::collections::BTreeMap::new(),
            topics: Vec::new(),
            aliases: Vec::new(),
            text: RichText::paragraph("So ging es."),
            note: RichText::default(),
            materials: Vec::new(),
            formerly: Vec::new(),
            from: Provenance::default(),
        }],
        ..Guide::default()
    }
}

fn response(outcome: Outcome) -> Response {
    Response {
        understood: None,
        mended: Vec::new(),
        sought: Vec::new(),
        foreign: Vec::new(),
        outcome,
        confidence: 0.5,
        passages: Vec::new(),
        topic: None,
        account: Account::default(),
    }
}

fn answer(target: Target, sure: bool) -> Outcome {
    Outcome::Answer(Answer {
        sure,
        quote: RichText::paragraph("Die Leitung."),
        more: false,
        citation: Citation {
            target,
            place: Some(PlaceId::parse("auftrag").unwrap()),
            number: Some("1.1".into()),
            title: "Auftrag einholen".into(),
            municipality: None,
            origin: "Leitfaden".into(),
            held_by: None,
            editorial: false,
        },
        also: Vec::new(),
        towns: Vec::new(),
        lacks: None,
        examples: Vec::new(),
    })
}

fn nothing(why: Nothing) -> Outcome {
    let nearest = Vec::new();
    Outcome::NoAnswer(NoAnswer { why, nearest })
}

#[track_caller]
fn check(outcome: Outcome, expected: (AnswerStatus, AnswerKind, Option<&str>, Option<&str>)) {
    let found = Presented::of(&guide(), None, Some(&response(outcome)));
    let found = (
        found.status,
        found.kind,
        found.place.as_deref(),
        found.municipality.as_deref(),
    );
    assert_eq!(found, expected);
}

#[test]
fn answers_name_their_place_and_how_sure_they_are() {
    let section = || Target::Place(PlaceId::parse("auftrag").unwrap(), None);
    check(
        answer(section(), true),
        (
            AnswerStatus::Answered,
            AnswerKind::Section,
            Some("1.1"),
            None,
        ),
    );
    check(
        answer(section(), false),
        (AnswerStatus::Unsure, AnswerKind::Section, Some("1.1"), None),
    );
}

#[test]
fn terms_stand_at_no_place() {
    let term = Target::Term(TermId::parse("rbb").unwrap());
    check(
        answer(term, true),
        (AnswerStatus::Answered, AnswerKind::Term, None, None),
    );
}

#[test]
fn what_is_no_answer_is_a_notice() {
    for why in [
        Nothing::NotInGuide,
        Nothing::OffTopic,
        Nothing::UnknownPlace("9".into()),
        Nothing::PlaceWithoutText(PlaceId::parse("auftrag").unwrap()),
    ] {
        check(
            nothing(why),
            (AnswerStatus::NotFound, AnswerKind::Notice, None, None),
        );
    }
}

#[test]
fn an_example_that_was_named_is_answered() {
    let named = Nothing::JustAnExample(ExampleId::parse("bo-01").unwrap());
    check(
        nothing(named),
        (
            AnswerStatus::Answered,
            AnswerKind::Example,
            Some("1.1"),
            Some("Bochum"),
        ),
    );
}

/// What is told of a message that shows this.
fn told(shows: Option<Shows>, response: Option<Response>) -> AskLine {
    let library = Library::in_memory(guide()).unwrap();
    let message = Message {
        shows,
        response: response.map(Box::new),
        ..Message::below(RichText::paragraph("Gezeigt."))
    };
    AskLine::of(&library, "wer?", &[Reply::Message(message)], 7)
}

#[test]
fn a_list_tells_its_entries_and_a_screen_its_place() {
    let examples = vec![ExampleId::parse("bo-01").unwrap()];
    let list = told(Some(Shows::Examples(examples)), None);
    assert_eq!(
        (list.status, list.kind),
        (AnswerStatus::Answered, Some(AnswerKind::List))
    );
    assert_eq!(list.place.as_deref(), Some("1.1"));
    let titles: Vec<&str> = list
        .passages
        .iter()
        .map(|entry| entry.title.as_str())
        .collect();
    assert_eq!(titles, ["Der Weg zum Auftrag"]);
    assert_eq!(
        (list.text.as_str(), list.confidence),
        ("Gezeigt.", Some(1.0))
    );

    let screen = told(Some(Shows::Place(PlaceId::parse("auftrag").unwrap())), None);
    assert_eq!(
        (screen.status, screen.kind),
        (AnswerStatus::Answered, Some(AnswerKind::Screen))
    );
    assert_eq!(screen.place.as_deref(), Some("1.1"));

    let word = told(None, None);
    assert_eq!(
        (word.status, word.kind),
        (AnswerStatus::NotFound, Some(AnswerKind::Notice))
    );
    assert_eq!(word.confidence, None);
}

#[test]
fn further_places_are_told_beside_the_answer() {
    let Outcome::Answer(mut shown) = answer(
        Target::Place(PlaceId::parse("auftrag").unwrap(), None),
        true,
    ) else {
        panic!("it answers");
    };
    shown.also = vec![Also {
        citation: shown.citation.clone(),
        quote: "Das Team.".into(),
    }];
    let line = told(None, Some(response(Outcome::Answer(shown))));
    assert_eq!(line.also.len(), 1);
    assert_eq!(line.also[0].place.as_deref(), Some("1.1"));
    assert_eq!(line.also[0].quote, "Das Team.");
    assert_eq!(line.kind, Some(AnswerKind::Section));
}

#[test]
fn all_keys_are_there_in_their_order() {
    let line = ChatLine {
        answer: AskLine {
            explanation: None,
            question: "wer?".into(),
            status: AnswerStatus::NotFound,
            text: "Das steht\nnicht darin.".into(),
            place: None,
            kind: Some(AnswerKind::Notice),
            municipality: None,
            also: vec![AlsoLine {
                place: Some("1.2".into()),
                municipality: None,
                quote: "Das Team.".into(),
            }],
            confidence: None,
            micros: 7,
            passages: vec![PassageLine {
                id: "auftrag/opening".into(),
                kind: AnswerKind::Section,
                place: Some("1.1".into()),
                municipality: None,
                title: "Auftrag".into(),
                text: "Text".into(),
                score: Some(1.5),
            }],
        },
        turn: 1,
        buttons: vec!["Weiter".into()],
        edits: false,
    };
    let mut out = Vec::new();
    write_line(&mut out, &line).unwrap();
    assert_eq!(
        String::from_utf8(out).unwrap(),
        concat!(
            r#"{"question":"wer?","status":"not_found","text":"Das steht\nnicht darin.","place":null,"#,
            r#""kind":"notice","municipality":null,"also":[{"place":"1.2","municipality":null,"quote":"Das Team."}],"#,
            r#""confidence":null,"micros":7,"passages":["#,
            r#"{"id":"auftrag/opening","kind":"section","place":"1.1","municipality":null,"#,
            r#""title":"Auftrag","text":"Text","score":1.5}],"#,
            r#""turn":1,"buttons":["Weiter"],"edits":false}"#,
            "\n"
        )
    );
}

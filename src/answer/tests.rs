//! What is answered in a small guide: `tests/guides/klein` with a second town, ranked by words with weights of these
//! tests, so that nothing here depends on what was learnt.

use std::path::Path;
use std::sync::LazyLock;

use super::*;
use crate::knowledge::{Example, ExampleId, Guide, Municipality, MunicipalityId, PlaceId, Target};
use crate::text::plain;

static KLEIN: LazyLock<Library> = LazyLock::new(klein);

fn klein() -> Library {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/guides/klein");
    let guide = crate::knowledge::load(&folder).unwrap().guide.unwrap();
    let mut library = Library::in_memory(with_second_town(guide)).unwrap();
    let weights = [
        ("coverage", 6.0),
        ("words", 3.0),
        ("form_words", 8.0),
        ("no_town", -2.0),
        ("intent", -3.0),
    ];
    let named = |(name, weight): (&str, f32)| (name.to_owned(), weight);
    library.ranker.by_words = Weights {
        features: weights.map(named).into(),
        signs: [("coverage", 6.0), ("offset", -2.5)].map(named).into(),
        lines: Thresholds {
            answer: 0.4,
            theme: 0.2,
            sure: 0.8,
        },
    };
    library
}

fn with_second_town(mut guide: Guide) -> Guide {
    guide.municipalities.push(Municipality {
        id: town("eichberg"),
        name: "Eichberg".to_owned(),
        ..guide.municipalities[0].clone()
    });
    guide.municipalities[1].aliases.clear();
    let text = "In Eichberg sperrten drei Haushalte den Hof. Das Ordnungsamt wurde nicht gefragt.";
    guide.examples.push(Example {
        id: ExampleId::parse("ei-01").unwrap(),
        municipality: town("eichberg"),
        title: "Hoffest ohne Sperrung".to_owned(),
        aliases: Vec::new(),
        text: crate::text::RichText::paragraph(text),
        ..guide.examples[0].clone()
    });
    guide
}

fn town(id: &str) -> MunicipalityId {
    MunicipalityId::parse(id).unwrap()
}

fn place(id: &str) -> PlaceId {
    PlaceId::parse(id).unwrap()
}

fn ask(text: &str, topic: Option<Topic>) -> Response {
    let question = Question {
        text: text.to_owned(),
        topic,
        literal: false,
        of_guide: false,
    };
    answer(&KLEIN, &question)
}

#[track_caller]
fn nothing(text: &str) -> NoAnswer {
    match ask(text, None).outcome {
        Outcome::NoAnswer(none) => none,
        other => panic!("{text}: {other:?}"),
    }
}

#[track_caller]
fn shown(response: Response) -> Answer {
    match response.outcome {
        Outcome::Answer(answer) => answer,
        other => panic!("{other:?}"),
    }
}

#[test]
fn what_is_named_is_what_is_meant() {
    for (text, why) in [
        (
            "Genehmigung einholen",
            Nothing::JustAPlace(place("genehmigung")),
        ),
        ("2.1", Nothing::JustAPlace(place("genehmigung"))),
        (
            "Was steht in Schritt 3?",
            Nothing::PlaceWithoutText(place("danach")),
        ),
        ("Schritt 9", Nothing::UnknownPlace("9".to_owned())),
        ("Lindenau", Nothing::JustAMunicipality(town("lindenau"))),
        (
            "Wie war das in Dortmund?",
            Nothing::UnknownMunicipality("Dortmund".to_owned()),
        ),
        (
            "Suppenküche auf dem Gehweg",
            Nothing::JustAnExample(ExampleId::parse("li-02").unwrap()),
        ),
        ("und das?", Nothing::NothingBefore),
        ("…", Nothing::Empty),
    ] {
        assert_eq!(nothing(text).why, why, "{text}");
    }
}

#[test]
fn a_number_that_does_not_exist_offers_its_step() {
    let none = nothing("Was steht in 2.9?");
    assert_eq!(none.why, Nothing::UnknownPlace("2.9".to_owned()));
    assert_eq!(none.nearest[0].place, Some(place("vorbereitung")));
}

#[test]
fn a_term_and_a_part_are_quoted_from_their_beginning() {
    for (text, target) in [
        (
            "Was heißt OA?",
            Target::Term(crate::knowledge::TermId::parse("oa").unwrap()),
        ),
        (
            "Das erste Treffen",
            Target::Place(
                place("idee"),
                crate::knowledge::PartId::parse("treffen").ok(),
            ),
        ),
    ] {
        let answer = shown(ask(text, None));
        assert!(answer.sure && !answer.more, "{text}");
        assert_eq!(answer.citation.target, target, "{text}");
    }
}

#[test]
fn a_question_shows_the_paragraph_and_two_further_places() {
    let response = ask(
        "Wer die Straße sperren will, braucht eine Genehmigung vom Ordnungsamt?",
        None,
    );
    assert_eq!(
        response.topic.as_ref().unwrap().place,
        Some(place("genehmigung"))
    );
    let answer = shown(response);
    assert!(answer.sure);
    let quote = plain::render(&answer.quote);
    assert!(quote.contains("spätestens sechs Wochen"), "{quote}");
    assert!(answer.also.len() <= 2);
    let mut targets: Vec<&Target> = answer
        .also
        .iter()
        .map(|also| &also.citation.target)
        .collect();
    targets.push(&answer.citation.target);
    assert!(
        targets
            .iter()
            .enumerate()
            .all(|(at, one)| !targets[..at].contains(one))
    );
}

#[test]
fn a_question_form_of_a_gap_says_what_is_missing_and_what_is_near() {
    let none = nothing("Wer bezahlt die Getränke?");
    assert!(
        matches!(&none.why, Nothing::Gap(gap) if gap.as_str() == "kosten"),
        "{none:?}"
    );
    assert_eq!(none.nearest[0].place, Some(place("versorgung")));
    assert!(none.nearest.len() <= 3);
}

#[test]
fn a_form_without_words_of_its_own_is_no_follow_up() {
    let response = ask("Wozu das Ganze?", None);
    let Outcome::Answer(answer) = response.outcome else {
        panic!("{response:?}");
    };
    assert!(matches!(answer.citation.target, Target::Background(_)));
}

#[test]
fn the_line_decides_between_sure_unsure_not_said_and_another_theme() {
    let asked = |theme, line, sure| {
        let question = Question {
            text: "Wer sperrt die Straße mit zwölf bunten Kamelen?".to_owned(),
            ..Question::default()
        };
        let mut library = klein();
        library.lines = Some(Thresholds {
            answer: line,
            theme,
            sure,
        });
        answer(&library, &question).outcome
    };
    assert!(matches!(asked(0.0, 0.0, 0.0), Outcome::Answer(answer) if answer.sure));
    assert!(matches!(asked(0.0, 0.0, 1.1), Outcome::Answer(answer) if !answer.sure));
    let why = |outcome| match outcome {
        Outcome::NoAnswer(none) => none,
        other => panic!("{other:?}"),
    };
    let not_said = why(asked(0.0, 1.1, 1.1));
    assert_eq!(not_said.why, Nothing::NotInGuide);
    assert!(!not_said.nearest.is_empty());
    let foreign = why(asked(1.1, 1.1, 1.1));
    assert_eq!(foreign.why, Nothing::OffTopic);
    assert!(foreign.nearest.is_empty());
}

#[test]
fn a_kind_that_the_passage_does_not_hold_is_named() {
    let kind = |text: &str| {
        let lacks = shown(ask(text, None)).lacks;
        lacks.map(|at| KLEIN.reader.pack().kinds[at].id.as_str())
    };
    assert_eq!(
        kind("Was kostet die Genehmigung vom Ordnungsamt für die Straße?"),
        Some("money")
    );
    assert_eq!(
        kind("Wer braucht die Genehmigung vom Ordnungsamt für die Straße"),
        None
    );
}

#[test]
fn of_several_towns_each_is_shown() {
    let answer = shown(ask(
        "Wie war die Sperrung der Haushalte in Lindenau und in Eichberg?",
        None,
    ));
    let towns: Vec<Option<&str>> = answer
        .towns
        .iter()
        .map(|also| also.citation.municipality.as_deref())
        .collect();
    assert_eq!(towns, [Some("Lindenau"), Some("Eichberg")]);
    assert!(
        answer.towns[0].quote.contains("zwölf Haushalte")
            && answer.towns[1].quote.contains("drei Haushalte")
    );
    assert!(answer.also.is_empty());
}

#[test]
fn a_town_admits_only_its_own_examples() {
    for (name, of) in [("Lindenau", "lindenau"), ("Eichberg", "eichberg")] {
        let response = ask(&format!("Wie viele Haushalte sperrten in {name}?"), None);
        let others = response
            .passages
            .iter()
            .filter_map(|ranked| KLEIN.passages[ranked.passage].municipality.as_ref());
        assert!(
            others.clone().all(|other| other.as_str() == of) && others.count() > 0,
            "{name}"
        );
    }
}

#[test]
fn a_follow_up_is_ranked_with_the_talk_and_at_its_place() {
    let topic = ask(
        "Wer die Straße sperren will, braucht eine Genehmigung vom Ordnungsamt?",
        None,
    )
    .topic;
    let response = ask("Und wie war das in Eichberg?", topic.clone());
    let joined = response.account.joined.clone().unwrap();
    assert!(
        joined.contains("Genehmigung") && joined.ends_with("Eichberg"),
        "{joined}"
    );
    let answer = shown(response);
    assert_eq!(answer.citation.municipality.as_deref(), Some("Eichberg"));
    // What stands by itself leans on nothing.
    let alone = ask(
        "Wer bringt welches Gericht zum Essen und Trinken mit?",
        topic,
    );
    assert_eq!(alone.account.joined, None);
}

#[test]
fn only_an_answer_that_stands_out_becomes_what_is_talked_about() {
    let topic = Topic {
        question: "Wer sperrt die Straße?".to_owned(),
        place: Some(place("genehmigung")),
        ..Topic::default()
    };
    let follow_up = |sure| {
        let question = Question {
            text: "und in Eichberg?".to_owned(),
            topic: Some(topic.clone()),
            ..Question::default()
        };
        let mut library = klein();
        library.lines = Some(Thresholds {
            answer: 0.0,
            theme: 0.0,
            sure,
        });
        answer(&library, &question).topic
    };
    assert_eq!(follow_up(0.0).unwrap().municipality, Some(town("eichberg")));
    assert_eq!(follow_up(1.1), None);
}

#[test]
fn a_town_that_is_named_anew_takes_the_place_of_the_one_before() {
    let topic = Topic {
        question: "Wie war die Sperrung in Lindenau?".to_owned(),
        municipality: Some(town("lindenau")),
        ..Topic::default()
    };
    let joined = ask("und in Eichberg?", Some(topic)).account.joined.unwrap();
    assert!(!joined.contains("Lindenau"), "{joined}");
}

#[test]
fn after_a_bare_town_nothing_is_said_to_be_understood() {
    let of = |question: &str| Topic {
        question: question.to_owned(),
        municipality: Some(town("lindenau")),
        ..Topic::default()
    };
    let understood = |question: &str| {
        let asked = &KLEIN.reader.read("und in Eichberg?").questions[0].clone();
        follow_up::Leaning::on(&KLEIN, &of(question), asked).told("und in Eichberg?")
    };
    assert_eq!(understood(""), None);
    let told = understood("Wie war die Sperrung?");
    assert_eq!(
        told.as_deref(),
        Some("„Wie war die Sperrung?“ – „und in Eichberg?“")
    );
}

#[test]
fn what_says_little_or_points_back_leans_on_the_talk() {
    for (text, leans) in [
        ("und in Eichberg?", true),
        ("warum?", true),
        ("wer macht das dort?", true),
        ("Suppe", true),
        ("nein, ich meine die Straße in der Stadt mit Antrag", true),
        ("2.1", false),
        ("Wer bringt welches Gericht zum Essen mit?", false),
    ] {
        let heard = KLEIN.reader.read(text);
        assert_eq!(
            follow_up::leans(&heard.questions[0], heard.correction),
            leans,
            "{text}"
        );
    }
}

#[test]
fn the_talk_is_kept_from_its_end() {
    let talk = "Wer sperrt die Straße? ".repeat(40);
    let topic = follow_up::topic(
        &KLEIN.guide,
        &talk,
        None,
        ExampleId::parse("ei-01").ok(),
        None,
    );
    assert_eq!(topic.question.chars().count(), 400);
    assert!(talk.ends_with(&topic.question));
    // An example brings its town along.
    assert_eq!(topic.municipality, Some(town("eichberg")));
}

#[test]
fn words_asked_literally_are_not_mended() {
    let asked = |literal| {
        let question = Question {
            text: "Schritt 9".to_owned(),
            literal,
            ..Question::default()
        };
        answer(&KLEIN, &question).account.asked
    };
    assert_eq!(asked(true), "Schritt 9");
    assert_eq!(asked(false), "");
}

#[test]
fn a_number_that_a_gap_speaks_of_says_what_is_missing() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/guides/klein");
    let mut guide = crate::knowledge::load(&folder).unwrap().guide.unwrap();
    guide.gaps[0].questions.push("Was steht in 2.7?".to_owned());
    let gap = guide.gaps[0].id.clone();
    let library = Library::in_memory(guide).unwrap();
    let question = Question {
        text: "Zeig mir Schritt 2.7".to_owned(),
        ..Question::default()
    };
    let Outcome::NoAnswer(none) = answer(&library, &question).outcome else {
        panic!("there is no 2.7");
    };
    assert_eq!(none.why, Nothing::Gap(gap));
    assert_eq!(none.nearest[0].place, Some(place("versorgung")));
}

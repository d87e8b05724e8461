//! What the shipped guide answers: question → where it stands, and how the quote begins.
//!
//! One line a question, as people type them. What search finds is held by `lotse eval`; here it is that the sentence
//! quoted is the one that answers, that it stands alone, and that each kind of nothing is told apart.

use std::path::Path;
use std::sync::OnceLock;

use lotse::answer::{Library, NoAnswer, Nothing, Outcome, Question, Response, Topic, answer};
use lotse::conversation::testing::Talk;
use lotse::knowledge;
use lotse::text::plain;

fn library() -> &'static Library {
    static LIBRARY: OnceLock<Library> = OnceLock::new();
    LIBRARY.get_or_init(|| {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("knowledge");
        let loaded = knowledge::load(&folder).expect("the shipped guide can be read");
        let guide = loaded.guide.expect("the shipped guide has no faults");
        Library::in_memory(guide).expect("an index in memory")
    })
}

fn ask(text: &str, topic: Option<Topic>) -> Response {
    let question = Question {
        text: text.to_owned(),
        topic,
        literal: false,
    };
    answer(library(), &question)
}

/// Where an answer stands and its quote on one line; for what is no answer, its kind.
fn told(response: &Response) -> (String, String) {
    match &response.outcome {
        Outcome::Answer(answer) => {
            let quote = plain::render(&answer.quote);
            let quote = quote.split_whitespace().collect::<Vec<_>>().join(" ");
            (answer.citation.number.clone().unwrap_or_default(), quote)
        }
        Outcome::NoAnswer(NoAnswer { why, .. }) => {
            let kind = format!("{why:?}");
            let kind = kind.split(['(', ' ']).next().unwrap_or_default();
            (kind.to_owned(), String::new())
        }
    }
}

#[test]
fn the_sentence_quoted_is_the_one_that_answers() {
    for (question, place, beginning) in [
        (
            "was ist der unterschied zwischen rbb und ki",
            "1.3",
            "RBB sind die Bildungsbüros",
        ),
        (
            "wer entscheidet eigentlich über den auftrag",
            "1.1",
            "Meist entscheidet die Leitung des zuständigen Dezernats",
        ),
        (
            "brauch ma nen ratsbeschluss",
            "1.1",
            "Einen Ratsbeschluss verlangt der Leitfaden nicht ausdrücklich.",
        ),
        ("unterschied kernteam breite beteiligung", "1.3", ""),
        (
            "wie formulieren wir ziele",
            "3",
            "Konkrete Ziele machen genauere Aussagen",
        ),
        (
            "brauchen wir ein redaktionsteam",
            "8",
            "Bewährt hat sich ein Redaktionsteam",
        ),
        (
            "zeitplan wie",
            "4.1",
            "Bevor der Zeit- und Fahrplan entsteht",
        ),
        (
            "wer macht in schritt 7 die gliederung",
            "7",
            "Für die Gliederung gibt es zwei Wege. Entweder",
        ),
        ("warum macht bochum das", "1.2", ""),
        (
            "kann man schritt 4 überspringen",
            "7.1",
            "Ausdrücklich tauschbar sind nur 7.1 und 7.2.",
        ),
        ("ogs ?", "", "OGS steht für Offene Ganztagsschule"),
        ("spielenachmittag", "6", "In Castrop-Rauxel"),
        // Not the glossary's "Ist-Zustand".
        ("wer is eigentlich zuständig", "1.3", "Die Federführung"),
        ("was mus ich als erstes machn", "1.1", "Zuerst"),
    ] {
        let (at, quote) = told(&ask(question, None));
        assert_eq!(at, place, "{question}: {quote}");
        assert!(quote.starts_with(beginning), "{question}: {quote}");
        let opens = quote.ends_with(':');
        assert!(
            !opens,
            "{question}: a list is announced and not given: {quote}"
        );
    }
}

#[test]
fn each_kind_of_nothing_is_told_apart() {
    for (question, kind) in [
        ("mein kind wird gemobbt", "PersonalCase"),
        ("darf die schule das handy wegnehmen", "PersonalCase"),
        ("wielang dauert sowas", "Gap"),
        ("was kostet so ein konzept", "Gap"),
        ("wie viele leute braucht ein kernteam", "Gap"),
        ("wie lange dauert schritt 3", "NotInGuide"),
        ("dsgvo einwilligung bei umfrage", "Gap"),
        ("3.1", "Gap"),
        ("Wer zahlt das?", "Gap"),
        ("schritt 9", "UnknownPlace"),
        ("was kommt nach schritt 3", "JustAPlace"),
        ("beispiele aus essen", "UnknownMunicipality"),
        ("ich hab hunger", "OffTopic"),
        ("schreib mir ein gedicht", "OffTopic"),
        ("das hilft mir nicht", "SmallTalk"),
        ("halt die fresse", "SmallTalk"),
        ("alles klar", "SmallTalk"),
        ("warum?", "NothingBefore"),
        ("und danach?", "NothingBefore"),
        ("was macht castrop-rauxel", "JustAMunicipality"),
    ] {
        assert_eq!(told(&ask(question, None)).0, kind, "{question}");
    }
}

#[test]
fn what_editors_wrote_down_word_by_word_leads_there_for_sure() {
    let guide = &library().guide;
    let (mut asked, mut astray) = (0, Vec::new());
    for gap in &guide.gaps {
        for form in gap.questions.iter().filter(|form| form.ends_with('?')) {
            let response = ask(form, None);
            asked += 1;
            let led = matches!(&response.outcome, Outcome::NoAnswer(none) if none.why == Nothing::Gap(gap.id.clone()));
            if !led {
                astray.push(form);
            }
        }
    }
    assert!(asked > 30, "{asked}");
    assert!(astray.is_empty(), "{astray:?}");
}

#[test]
fn a_word_after_a_preposition_is_not_yet_a_town() {
    for question in ["fortbildung für lehrer", "wie krieg ich eltern ins boot"] {
        let response = ask(question, None);
        let town = matches!(&response.outcome, Outcome::NoAnswer(none) if matches!(none.why, Nothing::UnknownMunicipality(_)));
        assert!(!town, "{question}");
    }
}

/// Asks one after the other as one chat does; gives what was understood and what was told last.
fn chat(questions: &[&str]) -> (Option<String>, String, String) {
    let mut topic = None;
    let mut last = None;
    for question in questions {
        let response = ask(question, topic.clone());
        topic = response.topic.clone().or(topic);
        last = Some(response);
    }
    let last = last.expect("a question");
    let (at, quote) = told(&last);
    (last.understood, at, quote)
}

#[test]
fn a_follow_up_leans_on_the_last_question_and_says_so() {
    let auftrag = "wer entscheidet über den auftrag?";
    let (understood, at, quote) = chat(&[auftrag, "und in castrop?"]);
    assert_eq!(
        understood.as_deref(),
        Some("Wer entscheidet über den auftrag in Castrop-Rauxel?")
    );
    assert_eq!(at, "1.3");
    assert!(
        quote.starts_with("In Castrop-Rauxel entschied das Dezernat"),
        "{quote}"
    );

    // A town nobody knows of leaves the question standing for the next.
    let (understood, ..) = chat(&[auftrag, "und in essen?", "und in mülheim?"]);
    assert_eq!(
        understood.as_deref(),
        Some("Wer entscheidet über den auftrag in Mülheim an der Ruhr?")
    );

    let (understood, at, quote) = chat(&["wie fragt man bedarfe ab", "und wer macht das?"]);
    assert_eq!(
        understood.as_deref(),
        Some("Wer macht das? – zu: Wie fragt man bedarfe ab")
    );
    assert_eq!(at, "5");
    assert!(
        quote.starts_with("Befragt werden die Projektbeteiligten"),
        "{quote}"
    );

    let (_, at, _) = chat(&[auftrag, "und danach?"]);
    assert_eq!(at, "JustAPlace");
    let (_, at, _) = chat(&[auftrag, "gibt es dafür ein beispiel?"]);
    assert_eq!(at, "ExamplesAt");

    // More is wanted of what was quoted: a place, or an example of a town.
    let (_, at, _) = chat(&[auftrag, "mehr dazu"]);
    assert_eq!(at, "JustAPlace");
    let (_, at, _) = chat(&[auftrag, "und in castrop?", "mehr dazu"]);
    assert_eq!(at, "JustAnExample");
    let (_, at, _) = chat(&[auftrag, "und in castrop?", "mehr dazu", "und in mülheim?"]);
    assert_eq!(at, "1.3");
}

#[test]
fn a_new_topic_is_not_taken_for_a_follow_up() {
    let auftrag = "wer entscheidet über den auftrag?";
    for (question, place) in [
        ("was ist ein indikator?", "3"),
        ("brauchen wir ein redaktionsteam", "8"),
        ("wer schreibt das konzept", "8"),
        ("federführung, wer macht das", "1.3"),
    ] {
        let (understood, at, _) = chat(&[auftrag, question]);
        assert_eq!((understood, at.as_str()), (None, place), "{question}");
    }
}

#[test]
fn what_was_mended_is_said_and_can_be_searched_as_typed() {
    let mut talk = Talk::with(library());
    let reply = talk.say("wer hat die federfürung");
    assert!(reply.starts_with("Gesucht nach: "), "{reply}");
    assert!(reply.contains("[Genau meine Wörter suchen]"), "{reply}");
    let literally = talk.say("[Genau meine Wörter suchen]");
    assert!(!literally.contains("Gesucht nach"), "{literally}");
}

#[test]
fn a_word_to_look_for_leads_to_examples_that_have_it() {
    let mut talk = Talk::with(library());
    let reply = talk.say("elterncafe bochum");
    assert!(reply.starts_with("In Bochum öffnete"), "{reply}");
    assert!(reply.contains("[Alle Beispiele dazu]"), "{reply}");
    let all = talk.say("[Alle Beispiele dazu]");
    assert!(
        all.starts_with("Beispiele mit „elterncafe“: Bochum"),
        "{all}"
    );
}

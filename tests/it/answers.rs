//! What the shipped guide answers: question → where it stands, and words that the answer must hold.
//!
//! One line a question, as people type them. How often the right place comes first is held by `lotse eval`; here it is
//! that the paragraph shown is one that answers, that a title leads to its place, and that each kind of nothing is told
//! apart.

use std::collections::BTreeMap;

use lotse::answer::{Citation, NoAnswer, Nothing, Outcome, Question, Response, Topic, answer};
use lotse::conversation::testing::Talk;
use lotse::conversation::{Article, Occasion, Press, Reply, offer};
use lotse::german::fold;
use lotse::knowledge::Target;
use lotse::text::plain;

use crate::shipped::library;

fn ask(text: &str, topic: Option<Topic>) -> Response {
    let question = Question {
        text: text.to_owned(),
        topic,
        literal: false,
        of_guide: false,
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
        Outcome::Intent(intent) => {
            let id = &library().reader.pack().intents[*intent].id;
            (id.clone(), String::new())
        }
    }
}

/// The numbers of all places that an answer shows, the one that it quotes first.
fn shown(response: &Response) -> Vec<String> {
    let all: Vec<&Citation> = match &response.outcome {
        Outcome::Answer(answer) => {
            let also = answer.also.iter().map(|also| &also.citation);
            std::iter::once(&answer.citation).chain(also).collect()
        }
        Outcome::NoAnswer(none) => none.nearest.iter().collect(),
        Outcome::Intent(_) => Vec::new(),
    };
    let numbers = all.into_iter();
    numbers
        .filter_map(|citation| citation.number.clone())
        .collect()
}

#[test]
fn the_paragraph_shown_is_one_that_answers() {
    let mut astray = Vec::new();
    for (question, place, words) in [
        (
            "was ist der unterschied zwischen rbb und ki",
            "1.3",
            &["Bildungsbüros", "Integrationszentren"][..],
        ),
        (
            "wer entscheidet eigentlich über den auftrag",
            "1.1",
            &["Dezern"],
        ),
        (
            "brauch ma nen ratsbeschluss",
            "1.1",
            &["Ratsbeschluss verlangt der Leitfaden nicht ausdrücklich"],
        ),
        (
            "unterschied kernteam breite beteiligung",
            "1.3",
            &["Kernteam", "breite Zielgruppe"],
        ),
        (
            "wie formulieren wir ziele",
            "3",
            &["Konkrete Ziele machen genauere Aussagen"],
        ),
        (
            "brauchen wir ein redaktionsteam",
            "8",
            &["Bewährt hat sich ein Redaktionsteam"],
        ),
        ("zeitplan wie", "4.1", &["Zeit- und Fahrplan"]),
        (
            "wer macht in schritt 7 die gliederung",
            "7",
            &["Projektleitung", "Adressat*innenkreis"],
        ),
        (
            "kann man einen schritt überspringen",
            "7.1",
            &["Ausdrücklich tauschbar sind nur 7.1 und 7.2"],
        ),
        ("ogs ?", "", &["OGS steht für Offene Ganztagsschule"]),
        (
            "spielenachmittag",
            "6",
            &["Castrop-Rauxel", "Spielenachmittag"],
        ),
        ("wer schreibt das konzept", "8", &["Redaktionsteam"]),
        ("wer hat die federfürung", "1.3", &["Federführung"]),
        ("wie fragt man bedarfe ab", "5", &["befrag"]),
    ] {
        let response = ask(question, None);
        let (at, quote) = told(&response);
        let lacks = words.iter().find(|words| !quote.contains(**words));
        if at != place || lacks.is_some() {
            astray.push(format!("{question}: {at} lacks {lacks:?}: {quote}"));
        }
        if let Outcome::Answer(answer) = &response.outcome {
            let quote = plain::render(&answer.quote);
            assert!(quote.chars().count() <= 700, "{question}: {quote}");
            assert!(!quote.ends_with(':'), "{question}: a list is announced");
        }
    }
    assert!(astray.is_empty(), "{}", astray.join("\n"));
}

#[test]
fn where_several_places_may_be_meant_the_right_one_is_shown() {
    for (question, place) in [
        ("wer is eigentlich zuständig", "1"),
        ("federführung, wer macht das", "1.3"),
        ("was mus ich als erstes machn", "1.1"),
    ] {
        let shown = shown(&ask(question, None));
        assert!(shown.iter().any(|at| at == place), "{question}: {shown:?}");
    }
}

#[test]
fn each_kind_of_nothing_is_told_apart() {
    let mut astray = Vec::new();
    for (question, kinds) in [
        ("was kostet so ein konzept", &["Gap"][..]),
        ("Wer zahlt das?", &["Gap"]),
        (
            "wie viele leute braucht ein kernteam",
            &["Gap", "NotInGuide"],
        ),
        ("3.1", &["Gap"]),
        ("wie lange dauert schritt 3", &["NotInGuide"]),
        // Whose child has a problem gets no sentence about projects, with whichever words that is said.
        ("mein kind wird gemobbt", &["Gap", "NotInGuide", "OffTopic"]),
        (
            "darf die schule das handy wegnehmen",
            &["Gap", "NotInGuide", "OffTopic"],
        ),
        (
            "dsgvo einwilligung bei umfrage",
            &["Gap", "NotInGuide", "OffTopic"],
        ),
        ("schritt 9", &["UnknownPlace"]),
        ("was kommt nach schritt 3", &["JustAPlace"]),
        ("beispiele aus essen", &["UnknownMunicipality"]),
        ("ich hab hunger", &["NotInGuide", "OffTopic"]),
        ("warum?", &["NothingBefore"]),
        ("und danach?", &["NothingBefore"]),
        ("was macht castrop-rauxel", &["JustAMunicipality"]),
        ("warum macht bochum das", &["JustAMunicipality"]),
    ] {
        let (kind, quote) = told(&ask(question, None));
        if !kinds.contains(&kind.as_str()) {
            astray.push(format!("{question}: {kind} {quote}"));
        }
    }
    assert!(astray.is_empty(), "{}", astray.join("\n"));
}

#[test]
fn small_talk_is_answered_from_the_language_pack() {
    for (said, answered) in [
        ("das hilft mir nicht", "nicht getroffen"),
        ("halt die fresse", "tut mir leid"),
        ("alles klar", "Was möchten Sie als Nächstes wissen?"),
        ("schreib mir ein gedicht", "nicht"),
    ] {
        let mut talk = Talk::with(library());
        let reply = talk.say(said);
        assert!(reply.contains(answered), "{said}: {reply}");
        assert!(!reply.contains("Leitfaden „Eltern"), "{said}: {reply}");
    }
}

/// Where a response leads: the target that is opened or quoted.
fn led_to(response: &Response) -> Option<Target> {
    match &response.outcome {
        Outcome::Answer(answer) => Some(answer.citation.target.clone()),
        Outcome::NoAnswer(none) => match &none.why {
            Nothing::JustAPlace(id) | Nothing::PlaceWithoutText(id) => {
                Some(Target::Place(id.clone(), None))
            }
            Nothing::JustAnExample(id) => Some(Target::Example(id.clone())),
            _ => None,
        },
        Outcome::Intent(_) => None,
    }
}

#[test]
fn a_title_typed_as_it_stands_leads_to_its_place() {
    let guide = &library().guide;
    let places = guide.places.iter();
    let places = places.map(|place| (&place.title, Target::Place(place.id.clone(), None)));
    let parts = guide.places.iter().flat_map(|place| {
        let parts = place.parts.iter();
        parts.map(|part| {
            // A remark of the editors is read with its place.
            let part_of_it = (!part.remark).then(|| part.id.clone());
            (&part.title, Target::Place(place.id.clone(), part_of_it))
        })
    });
    let examples = guide.examples.iter();
    let examples = examples.map(|example| (&example.title, Target::Example(example.id.clone())));
    let terms = guide.terms.iter();
    let terms = terms.map(|term| (&term.term, Target::Term(term.id.clone())));
    let mut titled: BTreeMap<String, Vec<(&String, Target)>> = BTreeMap::new();
    for (title, target) in places.chain(parts).chain(examples).chain(terms) {
        titled
            .entry(fold::key(title))
            .or_default()
            .push((title, target));
    }
    assert!(titled.len() > 150, "{}", titled.len());
    let mut astray = Vec::new();
    // Where several things have one title, it may lead to any of them.
    for things in titled.values().filter(|things| !things[0].0.is_empty()) {
        for (title, _) in things {
            let led = led_to(&ask(title, None));
            let fits = |led: &Target| things.iter().any(|(_, target)| target == led);
            if !led.as_ref().is_some_and(fits) {
                astray.push(format!("{title} → {led:?}"));
            }
        }
    }
    assert!(astray.is_empty(), "{}", astray.join("\n"));
}

#[test]
fn further_places_stand_beside_an_answer_and_each_is_another_one() {
    let mut with_two = 0;
    for question in [
        "wer entscheidet eigentlich über den auftrag",
        "wie formulieren wir ziele",
        "zeitplan wie",
        "wer hat die federfürung",
    ] {
        let response = ask(question, None);
        let Outcome::Answer(answer) = &response.outcome else {
            panic!("{question}: {response:?}");
        };
        let all = answer.also.iter().map(|also| &also.citation);
        let all: Vec<&Citation> = std::iter::once(&answer.citation).chain(all).collect();
        for (at, one) in all.iter().enumerate() {
            let twice = all[..at].iter().any(|other| other.target == one.target);
            assert!(!twice, "{question}: {all:?}");
        }
        for also in &answer.also {
            assert!(!also.quote.trim().is_empty(), "{question}");
            assert!(!also.quote.contains('\n'), "{question}: {}", also.quote);
        }
        with_two += usize::from(answer.also.len() == 2);
    }
    assert!(with_two >= 2, "{with_two}");
    let reply = Talk::with(library()).say("wie formulieren wir ziele");
    assert!(reply.contains("\nDazu auch:\n"), "{reply}");
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

/// Asks one after the other as one chat does; gives what was told last.
fn chat(questions: &[&str]) -> (String, String) {
    let mut topic = None;
    let mut last = None;
    for question in questions {
        let response = ask(question, topic.clone());
        topic = response.topic.clone().or(topic);
        last = Some(response);
    }
    told(&last.expect("a question"))
}

#[test]
fn a_follow_up_leans_on_the_talk_before_it() {
    let auftrag = "wer entscheidet über den auftrag?";
    let mut astray = Vec::new();
    for (questions, place, words) in [
        (
            &[auftrag, "und in mülheim?"][..],
            "1.3",
            "In Mülheim an der Ruhr entschied",
        ),
        // A town nobody knows of leaves the question standing for the next.
        (&[auftrag, "und in essen?"], "UnknownMunicipality", ""),
        (
            &[auftrag, "und in essen?", "und in mülheim?"],
            "1.3",
            "In Mülheim an der Ruhr entschied",
        ),
        (
            &[auftrag, "und in castrop?", "und in mülheim?"],
            "1.3",
            "In Mülheim an der Ruhr entschied",
        ),
        (
            &["wie fragt man bedarfe ab", "und wer macht das?"],
            "5",
            "efragt werden",
        ),
    ] {
        let (at, quote) = chat(questions);
        if at != place || !quote.contains(words) {
            astray.push(format!("{questions:?}: {at} {quote}"));
        }
    }
    assert!(astray.is_empty(), "{}", astray.join("\n"));
}

#[test]
fn what_follows_in_a_chat_goes_on_from_the_answer() {
    let auftrag = "wer entscheidet über den auftrag?";
    let said = |lines: &[&str]| Talk::with(library()).last(lines);
    let next = said(&[auftrag, "und danach?"]);
    assert!(next.contains("1.2"), "{next}");
    let examples = said(&[auftrag, "gibt es dafür ein beispiel?"]);
    assert!(examples.starts_with("Beispiel"), "{examples}");
    let more = said(&[auftrag, "mehr dazu"]);
    assert!(more.contains("1.1 Auftrag"), "{more}");
}

#[test]
fn a_new_topic_is_not_taken_for_a_follow_up() {
    let auftrag = "wer entscheidet über den auftrag?";
    for (question, place) in [
        ("was ist ein indikator?", "3"),
        ("brauchen wir ein redaktionsteam", "8"),
        ("wer schreibt das konzept", "8"),
    ] {
        let (at, quote) = chat(&[auftrag, question]);
        assert_eq!(at, place, "{question}: {quote}");
    }
    let question = "wie fragt man die bedarfe der eltern ab";
    assert_eq!(chat(&[auftrag, question]), chat(&[question]));
}

#[test]
fn what_was_mended_is_said_and_can_be_searched_as_typed() {
    let mut talk = Talk::with(library());
    let reply = talk.say("wer hat die federfürung");
    assert!(reply.starts_with("Gesucht nach: federführung\n"), "{reply}");
    assert!(reply.contains("[Genau meine Wörter suchen]"), "{reply}");
    let literally = talk.say("[Genau meine Wörter suchen]");
    assert!(!literally.contains("Gesucht nach"), "{literally}");
}

#[test]
fn a_word_to_look_for_leads_to_examples_that_have_it() {
    let mut talk = Talk::with(library());
    let reply = talk.say("elterncafe bochum");
    assert!(reply.contains("Das Elterncafé sollte"), "{reply}");
    assert!(reply.contains("Beispiel Bochum: Elterncafé"), "{reply}");
    assert!(reply.contains("[Alle Beispiele dazu]"), "{reply}");
    let all = talk.say("[Alle Beispiele dazu]");
    let head = "(darunter)\nBeispiele mit „elterncafe“: Bochum";
    assert!(all.starts_with(head), "{all}");
}

/// What can be passed on below the last reply, if anything.
fn passed_on(talk: &mut Talk<'_>, question: &str) -> Option<Article> {
    let replies = talk.replies(Occasion::Text(question.to_owned()));
    let buttons = replies.iter().flat_map(Reply::buttons).flatten();
    let mut shared = buttons.filter_map(|button| match &button.press {
        Press::Share(article) => Some((**article).clone()),
        _ => None,
    });
    shared.next_back()
}

#[test]
fn what_is_passed_on_is_found_again_by_words_that_a_person_can_read() {
    let golden = library().guide.golden.questions.iter();
    let asked = golden.map(|golden| golden.ask.as_str()).step_by(7);
    for question in asked.chain(["wer hat den auftrag", "was heißt rbb"]) {
        let Some(article) = passed_on(&mut Talk::with(library()), question) else {
            continue;
        };
        let again = offer(library(), &article.query, "").articles;
        let words = |article: &Article| plain::render(&article.text);
        assert_eq!(
            again.first().map(words),
            Some(words(&article)),
            "{question}"
        );
    }
}

#[test]
fn every_example_and_every_term_is_found_by_its_name_on_the_way_out() {
    for all in ["beispiele", "begriffe", ""] {
        let mut page = offer(library(), all, "");
        while let Some(next) = page.next {
            for article in &page.articles {
                let again = offer(library(), &article.query, "").articles;
                assert_eq!(again, std::slice::from_ref(article));
            }
            page = offer(library(), all, &next.to_string());
        }
    }
}

#[test]
fn what_several_municipalities_did_together_is_called_by_what_it_was() {
    let mut talk = Talk::with(library());
    let example = talk.say("ue-04");
    let head = "Abschlussveranstaltung 2021";
    let took_part = "Beteiligt: Bochum, Mülheim an der Ruhr, Kreis Recklinghausen\n";
    assert!(
        example.starts_with(head) && example.contains(took_part),
        "{example}"
    );
    let list = talk.say("alle beispiele");
    assert!(list.contains(" Gemeinsam: "), "{list}");
    let towns = talk.say("[Eingrenzen]");
    assert!(towns.contains("[Nur gemeinsame (6)]"), "{towns}");
    for label in [&list, &towns].iter().flat_map(|shown| shown.lines()) {
        assert!(!label.ends_with("…]"), "{label}");
    }
}

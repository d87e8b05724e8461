//! What is read out of typed texts, in the small guide of `tests/guides/klein`.

use std::path::Path;
use std::sync::LazyLock;

use proptest::prelude::*;

use crate::german::fold;

use super::*;

fn guide(folder: &str) -> Guide {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join(folder);
    let loaded = crate::knowledge::load(&folder).expect("the guide is there");
    loaded.guide.expect("the guide has no faults")
}

static KLEIN: LazyLock<Reader> =
    LazyLock::new(|| Reader::of(Pack::built_in(), &guide("tests/guides/klein")));

/// The best intent with its slots: "tick 1 3", "open vorbereitung", "-" for none.
fn meant(text: &str) -> String {
    let heard = KLEIN.read(text);
    let Some(Understood { intent, slots, .. }) = heard.intents.first() else {
        return "-".to_owned();
    };
    let mut told = vec![KLEIN.pack().intents[*intent].id.clone()];
    told.extend(slots.place.as_ref().map(named));
    told.extend(slots.town.as_ref().map(ToString::to_string));
    told.extend(slots.term.as_ref().map(ToString::to_string));
    told.extend(slots.numbers.iter().map(ToString::to_string));
    told.extend(slots.ordinal.map(|ordinal| format!("#{ordinal}")));
    told.extend(slots.rest.iter().map(|rest| format!("„{rest}“")));
    told.join(" ")
}

fn named(place: &PlaceNamed) -> String {
    match place {
        PlaceNamed::Known(id) => id.to_string(),
        PlaceNamed::Unknown(number) => format!("?{number}"),
    }
}

#[test]
fn commands_are_meant_by_the_whole_text() {
    for (text, expected) in [
        ("ok weiter", "next"),
        ("weitr", "next"),
        ("zur Übersicht bitte", "overview"),
        ("1, 2 und drei erledigt", "tick 1 2 3"),
        ("das letzte", "choose #-1"),
        ("die zweitte", "-"),
        ("die drite", "choose #3"),
        ("Schritt 2", "open vorbereitung"),
        ("gehe zu 2.1", "open genehmigung"),
        ("wir sind fertig mit 2.1", "finished genehmigung"),
        ("schritt 9", "open ?9"),
        ("2.7 erledigt", "finished ?2.7"),
        ("aufgabe 2 in 2.1 erledigt", "tick genehmigung 2"),
        ("2.7 aufgabe 1 fertig", "tick ?2.7 1"),
        ("kapitel 2.7 bis freitag", "set_deadline ?2.7"),
        ("wer sperrt die Straße in 2.7", "-"),
        ("und in Lindenau?", "town_only lindenau"),
        ("was heißt OA", "explain oa"),
        ("was ist ein mitbringbuffet", "explain buffet"),
        (
            "beispiele für Feste im Regen bitte",
            "examples_for „Feste im Regen“",
        ),
        ("frage: wer räumt auf", "ask_for „wer räumt auf“"),
        ("lösche meine Daten", "forget"),
        ("lösche meine Dateen", "-"),
        ("Wer meldet das Fest an?", "-"),
    ] {
        assert_eq!(meant(text), expected, "{text}");
    }
}

#[test]
fn tests_of_the_pack_reach_their_intent_if_they_reach_any() {
    let (mut reached, mut all) = (0, 0);
    for (intent, test) in KLEIN.pack().tests() {
        let text = test
            .replace("{term}", "Ordnungsamt")
            .replace("{town}", "Lindenau");
        all += 1;
        if let Some(first) = KLEIN.read(&text).intents.first() {
            assert_eq!(KLEIN.pack().intents[first.intent].id, intent.id, "{text}");
            reached += 1;
        }
    }
    assert!(
        reached * 3 >= all * 2,
        "only {reached} of {all}; the others are left to meaning"
    );
}

#[test]
fn kinds_are_asked_for_as_their_tests_say() {
    for (at, kind) in KLEIN.pack().kinds.iter().enumerate() {
        let asked = |text: &String| KLEIN.read(text).questions[0].kinds.clone();
        for text in &kind.asks {
            assert_eq!(asked(text).first(), Some(&at), "{text}");
        }
        for text in &kind.asks_not {
            assert!(!asked(text).contains(&at), "{text}");
        }
    }
}

#[test]
fn a_sentence_holds_a_number_that_is_no_place() {
    let kind = |id: &str| KLEIN.pack().kinds.iter().position(|kind| kind.id == id);
    for (id, sentence, holds) in [
        ("number", "Es kamen 43 Gäste.", true),
        ("number", "Es kamen drei Familien.", true),
        ("number", "Mehr dazu in Schritt 2 und in 2.1.", false),
        ("money", "Die Genehmigung kostet 40 Euro.", true),
        ("money", "Die Genehmigung kostet Zeit.", false),
        ("year", "Seit 2019 gibt es das Fest.", true),
        ("date", "Das Fest ist am 3. Mai 2024.", true),
    ] {
        let kind = kind(id).expect("the pack has it");
        assert_eq!(
            KLEIN.held(sentence).contains(&kind),
            holds,
            "{id}: {sentence}"
        );
    }
}

fn check_titles(folder: &str) {
    let guide = guide(folder);
    let reader = Reader::of(Pack::built_in(), &guide);
    let check = |title: &str, target: &Target| {
        let heard = reader.read(title);
        assert_eq!(heard.title.as_ref(), Some(target), "{title}");
    };
    for place in &guide.places {
        let target = Target::Place(place.id.clone(), None);
        let (number, title) = (&place.number, &place.title);
        check(title, &target);
        check(&format!("{number} {title}"), &target);
        check(
            &format!("Schritt {number}: „{}“.", title.to_uppercase()),
            &target,
        );
        check(&title.replace("*in", "in"), &target);
        check(&title.replace('*', ":"), &target);
    }
    for term in &guide.terms {
        check(
            &format!("{}?", term.term.to_lowercase()),
            &Target::Term(term.id.clone()),
        );
    }
    for example in &guide.examples {
        let town = &guide
            .municipality(&example.municipality)
            .expect("checked")
            .name;
        let same = |other: &&crate::knowledge::Example| other.title == example.title;
        let first = guide.examples.iter().find(same).expect("itself");
        let is_only = reader.read(&example.title).title == Some(Target::Example(first.id.clone()));
        assert!(
            is_only || !is_free(&guide, &example.title),
            "{}",
            example.title
        );
        let titled = format!("Beispiel {town}: {}", example.title);
        assert!(
            matches!(reader.read(&titled).title, Some(Target::Example(_))),
            "{titled}"
        );
    }
    for place in &guide.places {
        for part in place
            .parts
            .iter()
            .filter(|part| is_free(&guide, &part.title))
        {
            check(
                &format!("{} {}", place.number, part.title),
                &Target::Place(place.id.clone(), Some(part.id.clone())),
            );
            let heard = reader.read(&part.title).title;
            assert!(
                matches!(heard, Some(Target::Place(_, Some(_)))),
                "{}",
                part.title
            );
        }
    }
}

/// Whether neither a place nor a term is called so.
fn is_free(guide: &Guide, title: &str) -> bool {
    let key = fold::key(title);
    let mut places = guide.places.iter().map(|place| &place.title);
    let mut terms = guide.terms.iter().map(|term| &term.term);
    !places.any(|other| fold::key(other) == key) && !terms.any(|other| fold::key(other) == key)
}

#[test]
fn every_title_leads_to_its_thing() {
    check_titles("tests/guides/klein");
    check_titles("knowledge");
}

#[test]
fn synonyms_lead_to_their_term_unless_they_are_common() {
    let title = |text: &str| KLEIN.read(text).title;
    let term = |id: &str| Some(Target::Term(TermId::parse(id).expect("an id")));
    assert_eq!(title("oa"), term("oa"));
    assert_eq!(title("Buffet"), term("buffet"));
    assert_eq!(title("Stand"), None);
    assert_eq!(
        KLEIN.read("OA?").questions[0]
            .term
            .as_ref()
            .map(TermId::as_str),
        Some("oa")
    );
}

#[test]
fn places_are_named_by_number() {
    for (text, expected) in [
        ("was steht in schritt 2", "vorbereitung"),
        ("und was kommt im dritten schritt?", "danach"),
        ("Schritt III", "danach"),
        ("schritt drei bitte", "danach"),
        ("3. Schritt", "danach"),
        ("der letzte schritt", "danach"),
        ("Schrit 2", "vorbereitung"),
        ("schritt2", "vorbereitung"),
        ("2,1", "genehmigung"),
        ("kap. 2.1", "genehmigung"),
        ("Schritt 2 Punkt 1", "genehmigung"),
        ("schritt nr. 2", "vorbereitung"),
        ("wer hilft bei 2.1", "genehmigung"),
        ("2", "vorbereitung"),
        ("schritt 9", "?9"),
        ("was steht in 9.9?", "?9.9"),
        ("am 2.1. ist das Fest", ""),
        ("bis 2.1. fertig", ""),
        ("das kostet 2.1 Millionen", ""),
        ("Version 2.1", ""),
        ("um 2.2 Uhr", ""),
        ("am 2.1.2024", ""),
        ("Kapitel 7.3 lesen", ""),
        ("Kapitel 2.1 aus Lindenau", ""),
        ("wie viele Punkte hat die Liste", ""),
        ("wir sind 2 Leute", ""),
    ] {
        let heard = KLEIN.read(text);
        let place = heard.questions[0]
            .place
            .as_ref()
            .map(named)
            .unwrap_or_default();
        assert_eq!(place, expected, "{text}");
    }
}

#[test]
fn towns_are_named_inflected_and_misspelt() {
    for (text, towns, elsewhere, without) in [
        ("Wie war das in Lindenau?", "lindenau", "", "Wie war das?"),
        ("Lindenaus Feste", "lindenau", "", "Feste"),
        (
            "feste in lindnau und Dortmund",
            "lindenau",
            "Dortmund",
            "feste",
        ),
        ("die Lindenauerinnen feiern", "lindenau", "", "die feiern"),
        ("das Dortmunder Fest", "", "Dortmunder", "das Fest"),
        ("Essen und Trinken", "", "", "Essen und Trinken"),
        ("Wie war das in Essen?", "", "Essen", "Wie war das?"),
        ("was steht in 2.1 zu lindenau", "lindenau", "", "was steht"),
    ] {
        let asked = &KLEIN.read(text).questions[0];
        let named: Vec<&str> = asked.towns.iter().map(MunicipalityId::as_str).collect();
        assert_eq!(named.join(" "), towns, "{text}");
        assert_eq!(
            asked.unknown_town.as_deref().unwrap_or_default(),
            elsewhere,
            "{text}"
        );
        assert_eq!(asked.without_names, without, "{text}");
    }
}

fn check_questions(text: &str, expected: &[&str]) {
    let questions = KLEIN.read(text).questions;
    let asked: Vec<&str> = questions.iter().map(|asked| asked.text.as_str()).collect();
    assert_eq!(asked, expected, "{text}");
}

#[test]
fn what_stands_around_a_question_is_left_away() {
    for text in [
        "Hallo, wer sperrt die Straße?",
        "guten tag zusammen, wer sperrt die Straße?",
        "hallo. ich bin neu hier. wer sperrt die Straße?",
        "Guten Tag, ich heiße Jo Muster und wohne seit März hier. Meine Nachbarin plant ein Fest. wer sperrt die Straße?",
        "Ich bin neu hier, wer sperrt die Straße?",
        "Ich wollte fragen, wer sperrt die Straße?",
        "wer sperrt die Straße? Danke! Liebe Grüße\nJo",
        "Sehr geehrte Damen und Herren,\nwer sperrt\ndie Straße?\nMit freundlichen Grüßen\nJo Muster",
        "wer sperrt die Straße?",
    ] {
        check_questions(text, &["wer sperrt die Straße?"]);
    }
}

#[test]
fn several_questions_are_asked_in_order() {
    check_questions(
        "Wer meldet das Fest an und was kostet das?",
        &["Wer meldet das Fest an", "was kostet das?"],
    );
    check_questions(
        "Wer darf und soll mitmachen?",
        &["Wer darf und soll mitmachen?"],
    );
    check_questions(
        "Wer kocht? und warum? Muss das sein?",
        &["Wer kocht?", "und warum?", "Muss das sein?"],
    );
    let heard = KLEIN.read("Wer kocht? Wer putzt? Wer singt? Wer tanzt? Wer zahlt?");
    assert_eq!((heard.questions.len(), heard.left_out), (3, 2));
}

#[test]
fn a_question_that_says_nothing_takes_along_what_was_told() {
    check_questions(
        "Wir wollen eine Suppenküche aufbauen. Wie geht das?",
        &["Wir wollen eine Suppenküche aufbauen. Wie geht das?"],
    );
}

#[test]
fn where_nothing_asks_the_last_sentence_counts() {
    check_questions("Genehmigung fürs Fest", &["Genehmigung fürs Fest"]);
    check_questions(
        "Ich bin Jo Muster. Genehmigung fürs Fest.",
        &["Genehmigung fürs Fest."],
    );
    check_questions(
        "Genehmigung fürs Fest\nLiebe Grüße\nJo",
        &["Genehmigung fürs Fest"],
    );
    check_questions("Danke", &["Danke"]);
    let told = "Das Fest war schön. Alle kamen. Es gab Suppe. Niemand ging früh.";
    check_questions(told, &[told]);
    assert_eq!(KLEIN.read("…").questions, []);
}

#[test]
fn a_correction_is_the_question_behind_it() {
    let heard = KLEIN.read("nein, ich meine Lindenau");
    assert!(heard.correction && heard.questions[0].text == "Lindenau");
    assert!(!KLEIN.read("ich meine").correction);
    assert!(!KLEIN.read("wer meint das").correction);
}

#[test]
fn a_question_may_lean_on_what_was_said_before() {
    for (text, points_back) in [
        ("wer macht das", true),
        ("wer schreibt das auf", true),
        ("wer sperrt das Fest", false),
        ("muss man das anmelden", true),
        ("gibt es dafür ein Formular", true),
        ("und die Musik", true),
        ("warum?", true),
        ("wie?", true),
        ("wer kocht die Suppe", false),
        ("Suppe", false),
    ] {
        assert_eq!(
            KLEIN.read(text).questions[0].points_back,
            points_back,
            "{text}"
        );
    }
}

#[test]
fn words_that_say_something_are_counted_without_names() {
    for (text, content) in [
        ("wie macht ihr das in lindenau", 0),
        ("Suppe in Lindenau", 1),
        ("wer kocht Suppe", 2),
    ] {
        assert_eq!(KLEIN.read(text).questions[0].content, content, "{text}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn any_text_can_be_read(text in "(\\PC{1,3}|[a-zäß]{1,8} |[.,?!:;\n„“*-] ?|[0-9]{1,2}[.,]?| und | wer | schritt | in Lindenau|Ich bin |Danke){0,25}") {
        let heard = KLEIN.read(&text);
        prop_assert_eq!(heard.questions.is_empty(), fold::tokens(&heard.text).is_empty());
        prop_assert!(heard.questions.len() <= 3);
        for asked in &heard.questions {
            prop_assert!(!asked.text.trim().is_empty());
        }
        KLEIN.held(&text);
    }
}

#[test]
fn a_name_that_is_called_is_seen_and_no_other_beginning_is() {
    let reader = Reader::of(Pack::built_in(), &Guide::default());
    for (text, calls) in [
        ("Peter, machst du das?", true),
        ("Jussuf, wer macht das?", true),
        ("Hallo, wer macht das?", false),
        ("Ja, bitte", false),
        ("Eltern, Kinder und Schulen", false),
        ("peter, machst du das?", false),
        ("Peter macht das", false),
    ] {
        assert_eq!(reader.read(text).calls, calls, "{text}");
    }
}

#[test]
fn a_term_with_its_article_is_the_term() {
    let named = |text: &str| KLEIN.read(text).questions[0].term.clone();
    assert!(named("Ordnungsamt").is_some());
    assert_eq!(named("das Ordnungsamt?"), named("Ordnungsamt"));
}

#[test]
fn that_somebody_is_in_trouble_is_heard_beside_other_words() {
    let reader = Reader::of(Pack::built_in(), &Guide::default());
    for (text, heard) in [
        ("mein chef macht mir stress ich kann nicht mehr", true),
        ("Ich halte das nicht mehr aus. Wer hilft bei 1.1?", true),
        ("ich kann nicht mehr sehen, was offen ist", false),
        ("Wer entscheidet über den Auftrag?", false),
    ] {
        assert_eq!(reader.read(text).beside.is_some(), heard, "{text}");
    }
}

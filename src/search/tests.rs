//! A question and the document expected first.

use proptest::prelude::*;

use super::{Document, Index, Query};

fn document(id: &str, title: &str, text: &str) -> Document {
    Document {
        id: id.to_owned(),
        title: title.to_owned(),
        questions: Vec::new(),
        text: text.to_owned(),
        group: String::new(),
    }
}

/// A small guide, enough for the corpus to be its own dictionary.
fn guide() -> Vec<Document> {
    let mut guide = vec![
        document(
            "auftrag",
            "Auftrag einholen",
            "Über den Auftrag entscheidet meist die Leitung des Dezernats.\n\
             Der Beschluss des Rates gibt dem Konzept Gewicht. Er sollte schriftlich vorliegen.",
        ),
        document(
            "team",
            "Projektteam bilden",
            "Im Team arbeiten Menschen aus Schule, Jugendhilfe und Verwaltung zusammen.\n\
             Eine Person übernimmt die Federführung und lädt zu den Sitzungen ein.",
        ),
        document(
            "beirat",
            "Eltern beteiligen",
            "Eltern werden von Anfang an beteiligt. Bewährt haben sich Gespräche im Elterncafé.\n\
             Ein Beirat aus Eltern begleitet das Vorhaben.",
        ),
        document(
            "ziele",
            "Ziele vereinbaren",
            "Ziele sollen messbar sein. Bürger*innen und Fachkräfte formulieren sie gemeinsam.\n\
             Für Kinder unter 3 Jahren gelten eigene Ziele.",
        ),
        document(
            "bochum",
            "Beispiel Bochum",
            "In Bochum lädt das Bildungsbüro zweimal im Jahr zu einer Konferenz ein.",
        ),
    ];
    guide[4].group = "bo".to_owned();
    guide[2].questions = vec!["Wie gewinnen wir Väter und Mütter?".to_owned()];
    guide
}

fn ask(index: &Index, text: &str) -> super::WordRanking {
    let query = Query {
        text: text.to_owned(),
        group: None,
        literal: false,
        limit: 5,
    };
    index.search(&query).unwrap()
}

/// Checks which document of the guide comes first, "-" for none.
fn check(question: &str, expected: &str) {
    let guide = guide();
    let index = Index::in_memory(&guide).unwrap();
    let ranking = ask(&index, question);
    let first = ranking
        .hits
        .first()
        .map_or("-", |hit| guide[hit.document].id.as_str());
    assert_eq!(first, expected, "{question}");
}

#[test]
fn words_in_other_forms_are_found() {
    check("Wer entscheidet über Aufträge?", "auftrag");
    check("messbares Ziel", "ziele");
}

#[test]
fn titles_and_question_forms_are_found() {
    check("Projektteam", "team");
    check("mütter gewinnen", "beirat");
}

#[test]
fn compounds_are_found_joined_and_spelled_out() {
    check("elternbeirat", "beirat");
    check("Cafe für Eltern", "beirat");
    check("Teamsitzungen", "team");
}

#[test]
fn gender_forms_are_one_word() {
    check("BürgerInnen", "ziele");
    check("Bürger:innen", "ziele");
}

#[test]
fn misspelt_words_are_mended_and_named() {
    let index = Index::in_memory(&guide()).unwrap();
    let ranking = ask(&index, "Was ist die Federfürung?");
    assert_eq!(ranking.hits[0].document, 1);
    let [correction] = &ranking.evidence.corrections[..] else {
        panic!("one correction expected");
    };
    assert_eq!(correction.typed, "Federfürung");
    assert_eq!(correction.searched, ["federführung"]);
}

#[test]
fn pieces_find_what_no_word_finds() {
    check("Auftraggebende", "auftrag");
}

#[test]
fn umlauts_may_be_spelled_out() {
    check("Vaeter", "beirat");
    check("Fachkraefte fuer Buerger", "ziele");
}

#[test]
fn a_group_narrows_the_search() {
    let index = Index::in_memory(&guide()).unwrap();
    let query = Query {
        text: "Eltern Konferenz".to_owned(),
        group: Some("bo".to_owned()),
        literal: false,
        limit: 5,
    };
    let hits = index.search(&query).unwrap().hits;
    assert_eq!(hits.iter().map(|hit| hit.document).collect::<Vec<_>>(), [4]);
}

#[test]
fn a_question_off_the_topic_is_weaker() {
    let index = Index::in_memory(&guide()).unwrap();
    let ranking = ask(&index, "Wie beantrage ich einen Reisepass?");
    assert!(
        ranking.evidence.strength
            < ask(&index, "Wer entscheidet über den Auftrag?")
                .evidence
                .strength
    );
}

#[test]
fn an_empty_guide_and_an_empty_question_find_nothing() {
    let empty = Index::in_memory(&[]).unwrap();
    assert!(ask(&empty, "Wer entscheidet?").hits.is_empty());
    check("", "-");
    check("???", "-");
}

#[test]
fn an_index_is_shared_between_threads() {
    let index = Index::in_memory(&guide()).unwrap();
    let expected = ask(&index, "Federführung");
    std::thread::scope(|scope| {
        for _ in 0..4 {
            scope.spawn(|| assert_eq!(ask(&index, "Federführung"), expected));
        }
    });
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(ProptestConfig::default().cases / 8))]

    #[test]
    fn any_question_to_any_corpus_is_ranked_the_same_twice(
        texts in prop::collection::vec("(\\PC|\n){0,80}", 0..5),
        question in "\\PC{0,40}",
    ) {
        let corpus: Vec<_> = texts.iter().map(|text| document("x", text, text)).collect();
        let first = ask(&Index::in_memory(&corpus).unwrap(), &question);
        let second = ask(&Index::in_memory(&corpus).unwrap(), &question);
        prop_assert_eq!(&first, &second);
        for hit in first.hits {
            prop_assert!(hit.document < corpus.len());
            prop_assert!((0.0..=1.001).contains(&hit.coverage));
        }
    }
}

#[test]
fn the_beginning_of_a_word_is_that_word_and_no_slip_of_another() {
    let guide = [
        document("schritt", "Ein Schritt", "Der Schritt ist klein."),
        document("form", "Die Form", "Eine schriftliche Erklärung reicht."),
    ];
    let index = Index::in_memory(&guide).unwrap();
    let corrections = ask(&index, "schriftl").evidence.corrections;
    assert_eq!(corrections[0].searched, ["schriftliche"]);
}

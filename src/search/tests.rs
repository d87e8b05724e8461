//! A question and the document expected first.

use proptest::prelude::*;

use super::{Document, Index, Ingredients, OtherName, Query};

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

fn ask(index: &Index, text: &str) -> super::Ranking {
    let query = Query {
        text: text.to_owned(),
        also: Vec::new(),
        group: None,
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
fn a_literal_search_mends_nothing() {
    let index = Index::in_memory(&guide()).unwrap();
    let query = Query {
        text: "Federfürung".to_owned(),
        also: Vec::new(),
        group: None,
        limit: 5,
    };
    let ranking = index.search_literally(&query).unwrap();
    assert!(ranking.evidence.corrections.is_empty());
    assert_eq!(ranking.evidence.unknown, ["Federfürung"]);
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
        also: Vec::new(),
        group: Some("bo".to_owned()),
        limit: 5,
    };
    let hits = index.search(&query).unwrap().hits;
    assert_eq!(hits.iter().map(|hit| hit.document).collect::<Vec<_>>(), [4]);
}

#[test]
fn another_name_finds_what_was_not_typed_but_counts_less() {
    let guide = guide();
    let index = Index::in_memory(&guide).unwrap();
    let found = |text: &str, also: &[(&str, &str)]| -> Vec<(String, f32)> {
        let name = |(typed, name): &(&str, &str)| OtherName {
            typed: (*typed).to_owned(),
            name: (*name).to_owned(),
        };
        let query = Query {
            text: text.to_owned(),
            also: also.iter().map(name).collect(),
            limit: 5,
            ..Query::default()
        };
        let hits = index.search(&query).unwrap().hits.into_iter();
        hits.map(|hit| (guide[hit.document].id.clone(), hit.coverage))
            .collect()
    };
    assert_eq!(found("Federführung", &[])[0], ("team".to_owned(), 1.0));
    let renamed = found("Federführung", &[("Federführung", "Beirat")]);
    assert_eq!(renamed[0], ("team".to_owned(), 1.0));
    assert_eq!(renamed[1], ("beirat".to_owned(), 0.5));
    // A text with several names of a thing is worth no more than one with one of them, however rare they are.
    let listed = [("Beirat", "Federführung"), ("Beirat", "Sitzungen")];
    assert_eq!(found("Beirat", &listed)[0].0, "beirat");
    // A name with a word that no text has, and one of a word that is not in the question, change nothing.
    let unknown = [("Federführung", "Reisepass"), ("Reisepass", "Beirat")];
    assert_eq!(found("Federführung", &unknown), found("Federführung", &[]));
}

#[test]
fn what_is_accounted_for_adds_up_to_the_score() {
    // More documents with each word than are candidates, so that the best of a group are not the best of all.
    let mut documents: Vec<Document> = (0..300)
        .map(|_| document("x", "Eltern beteiligen", "Eltern beraten den Beirat."))
        .collect();
    documents.extend(guide());
    let index = Index::in_memory(&documents).unwrap();
    let query = Query {
        text: "Eltern im Bildungsbüro zur Konferenz".to_owned(),
        also: vec![OtherName {
            typed: "Eltern".to_owned(),
            name: "Bochum".to_owned(),
        }],
        group: Some("bo".to_owned()),
        limit: 3,
    };
    let hits = index.search(&query).unwrap().hits;
    let places: Vec<usize> = hits.iter().map(|hit| hit.document).collect();
    assert_eq!(places, [304]);
    let account = index.account(&query, false, &places).unwrap();
    for (hit, earned) in hits.iter().zip(&account.documents) {
        let terms = earned.text.iter().chain(&earned.title);
        let sum = terms.map(|(_, score)| score).sum::<f32>() + earned.shares.sum();
        assert!((sum - hit.score).abs() < 1e-3, "{sum} is not {}", hit.score);
    }
    let also: Vec<&str> = account.also.iter().map(|(stem, _)| stem.as_str()).collect();
    assert_eq!(also, ["bochum"]);
}

#[test]
fn the_sentence_that_answers_covers_most() {
    let guide = guide();
    let index = Index::in_memory(&guide).unwrap();
    let ranking = ask(&index, "Wer hat die Federführung?");
    let hit = &ranking.hits[0];
    let best = hit
        .sentences
        .iter()
        .max_by(|left, right| left.coverage.total_cmp(&right.coverage))
        .unwrap();
    assert_eq!(
        &guide[hit.document].text[best.range.clone()],
        "Eine Person übernimmt die Federführung und lädt zu den Sitzungen ein."
    );
}

#[test]
fn what_the_corpus_does_not_know_is_named() {
    let index = Index::in_memory(&guide()).unwrap();
    let ranking = ask(&index, "Wie beantrage ich einen Reisepass?");
    assert_eq!(ranking.evidence.unknown, ["beantrage", "Reisepass"]);
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

#[test]
fn what_is_left_out_brings_nothing() {
    const ALL: Ingredients = Ingredients::ALL;
    let found = |question: &str, ingredients| {
        let index = Index::in_memory_of(&guide(), ingredients).unwrap();
        let hits = ask(&index, question).hits;
        hits.first().map(|hit| guide()[hit.document].id.clone())
    };
    for (question, without) in [
        (
            "Federfürung",
            Ingredients {
                speller: false,
                pieces: false,
                ..ALL
            },
        ),
        (
            "Elternbeirat?",
            Ingredients {
                compounds: false,
                pieces: false,
                ..ALL
            },
        ),
        (
            "Mütter",
            Ingredients {
                titles: false,
                pieces: false,
                ..ALL
            },
        ),
    ] {
        assert!(found(question, ALL).is_some(), "{question}");
        assert_eq!(found(question, without), None, "{question}");
    }
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
            for sentence in hit.sentences {
                prop_assert!(corpus[hit.document].text.get(sentence.range).is_some());
                prop_assert!((0.0..=1.001).contains(&sentence.coverage));
            }
        }
    }
}

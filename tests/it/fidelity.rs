//! The facts of the shipped guide: names, figures, titles, chapter references. Each must be found by searching, so that
//! no edit of the content loses one silently.
//!
//! `facts.tsv` holds a line per fact: what somebody would search, a tab, and what must then stand in one of the first
//! texts found.

use std::path::Path;

use lotse::answer::Library;
use lotse::search::Query;

/// How many texts a person might look through.
const LOOKED_THROUGH: usize = 8;

#[test]
fn every_fact_is_found_by_searching() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("knowledge");
    let guide = lotse::knowledge::load(&folder)
        .expect("the shipped guide")
        .guide
        .expect("a sound guide");
    let library = Library::in_memory(guide).expect("an index in memory");
    let facts = include_str!("facts.tsv")
        .lines()
        .filter_map(|line| line.split_once('\t'));
    let lost: Vec<String> = facts
        .filter(|(words, fact)| !found(&library, words, fact))
        .map(|(words, fact)| format!("`{words}` does not lead to `{fact}`"))
        .collect();
    assert!(
        lost.is_empty(),
        "{} facts are not found:\n{}",
        lost.len(),
        lost.join("\n")
    );
}

/// What one compares of an example says nothing that its text does not: every name and every figure stands there too.
#[test]
fn what_one_compares_of_examples_stands_in_their_texts() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("knowledge");
    let loaded = lotse::knowledge::load(&folder).expect("the shipped guide");
    let guide = loaded.guide.expect("a sound guide");
    let mut invented = Vec::new();
    for passage in lotse::knowledge::passages(&guide) {
        let example = passage.target.example().and_then(|id| guide.example(id));
        let Some(example) = example else { continue };
        let told = format!("{} {}", passage.title, passage.text).to_lowercase();
        for fact in example.facts.values() {
            let words = fact.split(|c: char| !c.is_alphanumeric() && c != '.');
            let telling = words.filter(|word| {
                word.starts_with(char::is_uppercase) || word.contains(|c: char| c.is_ascii_digit())
            });
            let strange = telling.filter(|word| {
                let stem: String = word.to_lowercase().chars().take(6).collect();
                !told.contains(&stem)
            });
            invented.extend(strange.map(|word| format!("{}: {word}", example.id)));
        }
    }
    assert!(invented.is_empty(), "{invented:#?}");
    let with_facts = |example: &&lotse::knowledge::Example| !example.facts.is_empty();
    assert!(guide.examples.iter().filter(with_facts).count() >= 60);
}

/// Whether one of the first texts found for these words holds the fact.
fn found(library: &Library, words: &str, fact: &str) -> bool {
    let query = Query {
        text: words.to_owned(),
        group: None,
        literal: false,
        limit: LOOKED_THROUGH,
    };
    let ranking = library.index.search(&query).expect("an index to search");
    ranking.hits.iter().any(|hit| {
        let passage = &library.passages[hit.document];
        passage.text.contains(fact)
            || passage.title.contains(fact)
            || passage.questions.iter().any(|q| q.contains(fact))
    })
}

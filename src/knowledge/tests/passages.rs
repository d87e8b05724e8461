//! The small guide cut into passages.

use super::super::{PassageKind, Target, passages};
use super::Draft;

fn of(id: &str) -> super::super::Passage {
    let guide = Draft::klein().read().0.expect("nothing is wrong");
    let passages = passages(&guide);
    let found = passages.into_iter().find(|passage| passage.id == id);
    found.unwrap_or_else(|| panic!("no passage {id}"))
}

#[test]
fn every_text_becomes_one_passage_in_the_order_of_the_guide() {
    let guide = Draft::klein().read().0.expect("nothing is wrong");
    let ids: Vec<String> = passages(&guide)
        .into_iter()
        .map(|passage| passage.id)
        .collect();
    assert_eq!(
        ids,
        [
            "idee/opening",
            "idee/part/treffen",
            "idee/tasks",
            "idee/tips",
            "vorbereitung/opening",
            "genehmigung/opening",
            "genehmigung/tasks",
            "genehmigung/materials",
            "versorgung/opening",
            "danach/opening",
            "example/li-01",
            "example/li-02",
            "term/oa",
            "term/haushalt",
            "term/buffet",
            "answer/genehmigung-noetig",
            "answer/wie-viele",
            "gap/kosten",
            "background/warum",
        ]
    );
}

#[test]
fn an_opening_carries_the_number_in_its_title_and_the_aliases_as_questions() {
    let opening = of("idee/opening");
    assert_eq!(opening.title, "1 Idee und Mitstreiter*innen");
    assert_eq!(opening.questions, ["wie fange ich an", "wer macht mit"]);
    assert_eq!(
        opening.text,
        "Am Anfang steht ein Zettel im Hausflur. Mindestens drei Haushalte tragen das Fest gemeinsam.\n\
         Wer mitmacht, kommt zum ersten Treffen."
    );
}

#[test]
fn a_part_is_opened_where_it_stands_and_lists_are_one_line_an_item() {
    let part = of("idee/part/treffen");
    assert_eq!(
        part.title,
        "1 Idee und Mitstreiter*innen – Das erste Treffen"
    );
    assert!(
        matches!(&part.target, Target::Place(place, Some(part)) if place.as_str() == "idee" && part.as_str() == "treffen")
    );
    assert_eq!(
        part.text,
        "Beim ersten Treffen verteilen die Haushalte drei Aufgaben:\n- Genehmigung,\n- Essen und Trinken,\n- Musik."
    );
}

#[test]
fn tasks_and_materials_are_one_passage_each() {
    assert_eq!(
        of("idee/tasks").text,
        "- Zettel in jeden Hausflur hängen.\n\
         - Das erste Treffen festlegen. Am besten an einem Abend unter der Woche."
    );
    assert_eq!(
        of("genehmigung/materials").text,
        "Antrag auf Straßensperrung: Kapitel 3 der Mappe „Feste im Freien“\n\
         Eine Straße wird gesperrt (Lindenau, Frau Sommer, folgt noch)"
    );
}

#[test]
fn an_example_keeps_its_time_its_note_and_its_materials_together() {
    let example = of("example/li-01");
    assert_eq!(example.kind, PassageKind::Example);
    assert_eq!(
        example.questions,
        ["Wie war das in der Ahornstraße?", "Sperrung", "Ordnungsamt"]
    );
    assert_eq!(
        example.text,
        "In Lindenau sperrten zwölf Haushalte die Ahornstraße für einen Sonntag. \
         Das Ordnungsamt genehmigte die Sperrung nach vier Wochen.\n\
         Zeitraum: Sommer 2023\n\
         Über die Zahl der Gäste gibt es zwei Angaben.\n\
         Bericht über das Fest"
    );
}

#[test]
fn a_place_of_which_nothing_is_known_still_has_its_passage() {
    assert!(
        of("danach/opening")
            .text
            .starts_with("Zu Schritt 3 liegt kein Text vor.")
    );
}

#[test]
fn a_gap_stands_at_the_nearest_place() {
    let gap = of("gap/kosten");
    assert_eq!(gap.kind, PassageKind::Gap);
    assert_eq!(gap.place.expect("it has one").as_str(), "versorgung");
    assert_eq!(gap.title, "Was kostet das Fest?");
}

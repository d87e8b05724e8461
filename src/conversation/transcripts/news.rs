//! News of the guide at places that were only worked on, and of what there is to decide.

use super::Talk;
use super::deciding::shelf;
use super::guide::text;
use crate::knowledge::{DecisionId, Guide, Place};

/// Plays lines, changes the guide, and goes on; writes down what is said to the last line.
fn after(before: &[&str], change: impl FnOnce(&mut Guide), lines: &[&str]) -> String {
    let mut shelf = shelf();
    let mut talk = Talk::with(&shelf);
    talk.play(before);
    let (session, shown) = talk.leave();
    change(shelf.guide_mut());
    Talk::again(&shelf, session, shown).last(lines)
}

/// Every place says something else.
fn reworded(guide: &mut Guide) {
    let mut places = guide.places.iter_mut();
    places
        .by_ref()
        .for_each(|place| place.opening = text("Neu gefasst."));
}

/// The place with what there is to decide.
fn idea(guide: &mut Guide) -> &mut Place {
    let mut places = guide.places.iter_mut();
    places
        .find(|place| !place.decisions.is_empty())
        .expect("a place with decisions")
}

#[test]
fn whoever_decided_set_a_deadline_or_kept_an_example_without_reading_is_told() {
    for worked in [
        &["/entscheidungen", "2", "Die Band"][..],
        &["2.1 bis ende märz"],
        &["alle beispiele", "1", "[Beispiel merken]"],
    ] {
        let told = after(worked, reworded, &["hilfe"]);
        assert!(
            told.contains("an einer Stelle geändert"),
            "{worked:?}: {told}"
        );
    }
}

#[test]
fn what_came_to_be_decided_and_what_no_longer_is_are_news_of_their_place() {
    let change = |guide: &mut Guide| {
        let decisions = &mut idea(guide).decisions;
        let mut new = decisions[0].clone();
        new.id = DecisionId::parse("kasse").expect("an id");
        new.question = "Wer führt die Kasse?".to_owned();
        decisions.retain(|decision| decision.id.as_str() != "musik");
        decisions.push(new);
        let tag = decisions
            .iter_mut()
            .find(|decision| decision.id.as_str() == "tag");
        let tag = tag.expect("a day to decide");
        tag.id = DecisionId::parse("termin").expect("an id");
        tag.formerly = vec!["tag".to_owned()];
    };
    insta::assert_snapshot!(after(&["schritt 1"], change, &["hilfe", "neues"]), @"
    Neues seit Ihrem letzten Besuch
    1 Idee und Mitstreiter*innen
    - Neu zu entscheiden: Wer führt die Kasse?
    - 1 Entscheidung steht hier nicht mehr.
    [1 Idee und Mitstreiter*innen]
    [Zurück zur Hilfe]
    ");
    let read = after(&["schritt 1"], change, &["schritt 1", "neues"]);
    assert!(read.contains("nichts geändert"), "{read}");
}

#[test]
fn a_visit_that_knew_nothing_of_decisions_has_no_news_of_them() {
    let shelf = shelf();
    let mut talk = Talk::with(&shelf);
    talk.play(&["schritt 1"]);
    for visit in &mut talk.session.project.visits {
        let entries = visit.entries.as_mut().expect("what it held");
        entries.truncate(entries.rfind('.').expect("decisions"));
    }
    talk.session.project.told = Some(1);
    let greeted = talk.say("hilfe");
    assert!(!greeted.contains("geändert"), "{greeted}");
    let news = talk.say("neues");
    assert!(news.contains("nichts geändert"), "{news}");
}

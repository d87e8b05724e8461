//! Notes and decisions over HTTP: exactly the words that were typed, read back from the journal, for the chat that wrote them alone.

use crate::telegram_kept::Town;

/// Emoji that are joined, writing from right to left, markup in three languages, and lines.
const WORDS: &str = "👩‍👩‍👧 עברית <b>*wichtig*</b> _so_ &amp; `x`\n\n- erste Zeile\n- zweite";

#[tokio::test]
async fn a_note_comes_back_word_for_word_from_the_journal() {
    let town = Town::start_with(|options| options.service.live_sessions = 1).await;
    let (erika, ali) = (town.api.private_chat("Erika"), town.api.private_chat("Ali"));
    erika.says("2.1").await;
    let kept = erika.says(&format!("notiz: {WORDS}")).await;
    assert!(
        kept.text().starts_with("Notiz gespeichert."),
        "{}",
        kept.text()
    );
    assert!(kept.text().contains(WORDS), "{}", kept.text());
    // Somebody else talks, so that nothing of Erika's is in memory any more.
    let none = ali.says("/notizen").await;
    assert!(none.text().contains("keine Notizen"), "{}", none.text());

    erika.says("1 erledigt").await;
    ali.says("weiter").await;
    let list = erika.says("notizen").await;
    assert!(
        list.text().contains("2.1 Genehmigung einholen"),
        "{}",
        list.text()
    );
    let note = erika.says("1").await;
    assert!(note.text().contains(WORDS), "{}", note.text());
    let place = erika.says("2.1").await;
    assert!(
        place.labels().contains(&"Notizen (1)"),
        "{:?}",
        place.labels()
    );
    assert_eq!(town.api.malformed_calls(), []);
}

#[tokio::test]
async fn a_changed_message_changes_its_note_and_a_removed_note_is_gone() {
    let town = Town::start().await;
    let erika = town.api.private_chat("Erika");
    erika.says("2.1").await;
    let (message, _) = erika.posts("notiz: am 15. März im Ausschuss");
    town.settled().await;
    erika.edits(message, "notiz: am 16. März im Ausschuss");
    town.settled().await;
    let list = erika.says("/notizen").await;
    assert!(list.text().contains("am 16. März"), "{}", list.text());
    assert!(!list.text().contains("am 15. März"), "{}", list.text());
    erika.says("1").await;
    erika.taps("Löschen").await;
    let list = erika.taps("Ja, Notiz löschen").await;
    assert!(list.text().contains("keine Notizen"), "{}", list.text());
    town.until(async || town.finds("März im Ausschuss").is_empty())
        .await;
    assert_eq!(town.api.malformed_calls(), []);
}

#[tokio::test]
async fn a_group_shares_its_notes_and_two_at_once_lose_none() {
    let town = Town::start().await;
    let team = town.api.group("Steuerungsgruppe");
    let (erika, ali) = (team.member("Erika"), team.member("Ali"));
    for round in 0..3 {
        erika.posts(&format!("/notiz eins {round}"));
        ali.posts(&format!("/notiz zwei {round}"));
    }
    town.settled().await;
    let list = erika.says("/notizen").await;
    assert!(list.text().contains("Seite 1 von 2"), "{}", list.text());
    assert_eq!(town.api.malformed_calls(), []);
}

#[tokio::test]
async fn a_changed_message_changes_its_decision() {
    let town = Town::start().await;
    let erika = town.api.private_chat("Erika");
    erika.says("/entscheidungen").await;
    erika.says("2").await;
    let (message, _) = erika.posts("Die Band vom Markt");
    town.settled().await;
    erika.edits(message, "Die Band vom alten Markt");
    town.settled().await;
    let list = erika.says("/entscheidungen").await;
    assert!(
        list.text().contains("Die Band vom alten Markt"),
        "{}",
        list.text()
    );
    assert!(!list.text().contains("Band vom Markt"), "{}", list.text());
    assert_eq!(town.api.malformed_calls(), []);
}

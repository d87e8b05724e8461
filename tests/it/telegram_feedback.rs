//! Feedback over HTTP: what people say of answers is counted, and `lotse gaps` shows editors what many look for, beside
//! the running bot, without a word of anybody.

use fake_bot_api::Chat;
use serde_json::Value;
use tokio::process::Command;

use crate::telegram_kept::Town;

/// What `lotse gaps` shows of the town's journal.
async fn gaps(town: &Town) -> Value {
    let guide = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/guides/klein");
    let shown = Command::new(env!("CARGO_BIN_EXE_lotse"))
        .args(["--knowledge", guide, "--data"])
        .arg(town.data.path())
        .args(["gaps", "--json"])
        .output()
        .await
        .unwrap();
    assert!(
        shown.status.success(),
        "{}",
        String::from_utf8_lossy(&shown.stderr)
    );
    serde_json::from_slice(&shown.stdout).unwrap()
}

/// Asks for what the guide does not say, and reports it.
async fn reports(chat: &Chat) {
    chat.says("/frage welche versicherung deckt ein feuerwerk ab")
        .await;
    chat.taps("Als fehlend melden").await;
}

#[tokio::test]
async fn editors_see_what_is_missing_once_three_chats_looked_for_it() {
    let town = Town::start().await;
    let people = ["Erika", "Ali", "Max"].map(|name| town.api.private_chat(name));
    for person in &people[..2] {
        reports(person).await;
    }
    town.settled().await;
    let hidden = gaps(&town).await.to_string();
    assert!(!hidden.contains("feuerwerk"), "{hidden}");

    reports(&people[2]).await;
    town.settled().await;
    let shown = gaps(&town).await.to_string();
    assert!(shown.contains("feuerwerk"), "{shown}");

    // Who forgets a chat leaves the count, and nothing that leads back to the chat.
    let number = people[0].id().to_string();
    people[0].says("/loeschen").await;
    people[0].taps("Ja, alles löschen").await;
    town.settled().await;
    town.until(async || town.finds(&number).is_empty()).await;
    assert_eq!(gaps(&town).await.to_string(), shown);
    assert_eq!(town.api.malformed_calls(), []);
}

#[tokio::test]
async fn a_second_word_on_an_answer_takes_the_place_of_the_first() {
    let town = Town::start().await;
    let people = ["Erika", "Ali", "Max"].map(|name| town.api.private_chat(name));
    for person in &people {
        person
            .says("/frage müssen wir beim ordnungsamt fragen")
            .await;
        person.taps("Nicht hilfreich").await;
        person.says("hilfreich").await;
    }
    town.settled().await;
    let shown = gaps(&town).await.to_string();
    assert!(
        shown.contains("\"helpful\":3") && !shown.contains("unhelpful"),
        "{shown}"
    );
    assert_eq!(town.api.malformed_calls(), []);
}

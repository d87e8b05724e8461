//! `/loeschen`: what a chat wrote is gone from all files, from what still waits to be sent, and from memory.

use fake_bot_api::{Chat, Fault};

use crate::telegram_kept::Town;

const CANARY: &str = "Kanarienvogel";

/// Writes the canary wherever a chat can leave words, and walks a little.
async fn talk(chat: &Chat) {
    for words in [
        &format!("/frage wer entscheidet über den {CANARY}?"),
        "/schritt 2.1",
        &format!("/frage was kostet ein {CANARY} im Garten?"),
        &format!("/beispiele {CANARY}"),
        &format!("/notiz Der {CANARY} singt"),
    ] {
        chat.says(words).await;
    }
}

#[tokio::test]
async fn what_is_deleted_is_in_no_file_any_more() {
    let town = Town::start().await;
    let (erika, ali) = (town.api.private_chat("Erika"), town.api.private_chat("Ali"));
    talk(&erika).await;
    // A decision in words, and what may become one, or a note: kept until that is decided.
    erika.says("/entscheidungen").await;
    erika.taps("2 Wer macht die Musik?").await;
    let decided = erika.says(&format!("Immer der {CANARY}")).await;
    assert!(decided.text().starts_with("Entscheidung gespeichert."));
    erika.taps("Ändern").await;
    erika.says(&format!("Spielt der {CANARY}?")).await;
    let choice = erika.says("/notiz").await;
    assert!(choice.text().contains("nächste Nachricht"));
    erika.says(&format!("Singt der {CANARY}?")).await;
    // All of it goes out as files.
    erika.says("/export").await;
    erika.taps("1 Projektstand").await;
    erika.taps("Nur Text").await;
    erika.says("/meinedaten").await;
    ali.says("/schritt 2.1").await;
    ali.says("1 erledigt").await;
    assert_ne!(town.finds(CANARY), [""; 0]);
    let number = erika.id().to_string();
    assert_ne!(town.finds(&number), [""; 0]);

    erika.says("/loeschen").await;
    let screen = erika.taps("Ja, alles löschen").await;
    assert!(
        screen.text().starts_with("Alles gelöscht."),
        "{}",
        screen.text()
    );
    town.settled().await;
    town.until(async || town.finds(CANARY).is_empty()).await;
    town.until(async || town.finds(&number).is_empty()).await;
    assert_eq!(town.records(&erika).await, None);

    let progress = erika.says("/fortschritt").await;
    let nowhere = "Sie haben noch keine Stelle geöffnet.";
    assert!(progress.text().contains(nowhere), "{}", erika.transcript());
    assert!(town.records(&ali).await.is_some());
    let progress = ali.says("/fortschritt").await;
    assert!(progress.text().contains("2.1"), "{}", ali.transcript());
    assert_eq!(town.api.malformed_calls(), []);
}

#[tokio::test]
async fn a_typed_yes_leaves_not_even_the_number_of_the_goodbye() {
    let town = Town::start().await;
    let erika = town.api.private_chat("Erika");
    talk(&erika).await;
    erika.says("/loeschen").await;
    let goodbye = erika.says("ja").await;
    assert!(goodbye.text().starts_with("Alles gelöscht."));
    assert!(!goodbye.labels().is_empty(), "never without a next tap");
    town.settled().await;
    let number = erika.id().to_string();
    town.until(async || town.finds(CANARY).is_empty() && town.finds(&number).is_empty())
        .await;
    assert_eq!(town.records(&erika).await, None);
}

#[tokio::test]
async fn what_still_waited_to_be_sent_is_not_sent_any_more() {
    let town = Town::start().await;
    let erika = town.api.private_chat("Erika");
    // What repeats the words waits behind a flood.
    let flood = Fault::TooManyRequests {
        retry_after: Some(2),
    };
    town.api.next_calls("sendMessage", 1, flood);
    erika.posts(&format!("/beispiele {CANARY}"));
    town.until(async || !town.finds(CANARY).is_empty()).await;
    erika.posts("/loeschen");
    erika.posts("ja");
    let screen = town.screen(&erika).await;
    let said = crate::telegram_bot::texts_of_bot(&screen);
    assert_eq!(said.len(), 1, "{}", erika.transcript());
    assert!(said[0].starts_with("Alles gelöscht."), "{}", said[0]);
    town.until(async || town.finds(CANARY).is_empty()).await;
}

#[tokio::test]
async fn a_document_that_still_waited_is_gone_too() {
    let town = Town::start().await;
    let erika = town.api.private_chat("Erika");
    erika
        .says(&format!(
            "notiz: Der {CANARY} singt, und der {CANARY} tanzt."
        ))
        .await;
    erika.says("/export").await;
    erika.taps("1 Projektstand").await;
    let flood = Fault::TooManyRequests {
        retry_after: Some(2),
    };
    town.api.next_calls("sendDocument", 1, flood);
    erika.posts("nur text");
    // Its first heading, which stands on no screen.
    let waits = || !town.finds("Auf einen Blick").is_empty();
    town.until(async || waits()).await;
    erika.posts("/loeschen");
    erika.posts("ja");
    let screen = town.screen(&erika).await;
    let said = crate::telegram_bot::texts_of_bot(&screen);
    assert!(
        said.last()
            .is_some_and(|last| last.starts_with("Alles gelöscht.")),
        "{}",
        erika.transcript()
    );
    town.until(async || !waits() && town.finds(CANARY).is_empty())
        .await;
    assert!(
        !erika.transcript().contains(".txt"),
        "{}",
        erika.transcript()
    );
}

#[tokio::test]
async fn in_a_group_an_admin_deletes_and_nobody_else() {
    let town = Town::start().await;
    let team = town.api.supergroup("Projektteam");
    let (erika, chef) = (team.member("Erika"), team.administrator("Chefin"));
    talk(&erika).await;
    chef.says("/loeschen").await;
    let refused = erika.taps("Ja, alles löschen").await;
    assert!(
        refused.text().contains("nur ihre Admins"),
        "{}",
        refused.text()
    );
    assert_ne!(town.finds(CANARY), [""; 0]);
    chef.says("/loeschen").await;
    let screen = chef.taps("Ja, alles löschen").await;
    assert!(
        screen.text().starts_with("Alles gelöscht."),
        "{}",
        screen.text()
    );
    town.settled().await;
    let number = team.id().to_string();
    town.until(async || town.finds(CANARY).is_empty() && town.finds(&number).is_empty())
        .await;
}

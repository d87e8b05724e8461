//! `/meinedaten` over HTTP: a message with the summary, and the file as an upload.

use fake_bot_api::{Call, Chat, Fault};

use lotse::sessions::Journal;

use crate::telegram_bot::texts_of_bot;
use crate::telegram_kept::Town;

/// The text of the one file that came.
fn file(town: &Town) -> String {
    let calls: Vec<Call> = town.api.calls_of("sendDocument");
    let [call] = &calls[..] else {
        panic!("{} files", calls.len());
    };
    let [(name, bytes)] = &call.files[..] else {
        panic!("no upload");
    };
    assert_eq!(name, "lotse-meine-daten.txt");
    String::from_utf8(bytes.clone()).unwrap()
}

async fn talk(chat: &Chat) {
    for words in [
        "/schritt 2.1",
        "/aufgaben",
        "/frage müssen wir beim Ordnungsamt fragen",
    ] {
        chat.says(words).await;
    }
}

#[tokio::test]
async fn the_file_says_everything_that_is_kept_of_the_chat() {
    let town = Town::start().await;
    let erika = town.api.private_chat("Erika");
    talk(&erika).await;
    erika.says("1 erledigt").await;
    erika.says("notiz zu 2.1: Herrn *Kaya* fragen 🙂").await;
    erika.posts("/meinedaten");
    let screen = town.screen(&erika).await;
    let texts = texts_of_bot(&screen);
    let [.., summary, caption] = &texts[..] else {
        panic!("{texts:?}");
    };
    assert!(
        summary.starts_with(
            "Das habe ich mir zu diesem Chat gemerkt: Ihre Stelle (2.1), 1 erledigte Aufgabe, 1 Notiz"
        ),
        "{summary}"
    );
    assert_eq!(*caption, "Alles, was ich mir zu diesem Chat gemerkt habe.");
    let last = screen.messages.last().unwrap();
    assert_eq!(last.media.as_deref(), Some("document"));

    let file = file(&town);
    for words in [
        "Stand: 1. Januar 2026, 13:00 Uhr",
        "- 2.1: Genehmigung einholen\n",
        "- 2.1: Antrag beim Ordnungsamt stellen\n",
        "- 2.1: Herrn *Kaya* fragen 🙂 (1. Januar 2026, 13:00 Uhr)",
        "müssen wir beim Ordnungsamt fragen“ (1. Januar 2026, 13:00 Uhr)",
        "\"genehmigung\": [\n",
        "für die Löschfrist: 1. Januar 2026",
        &format!("damit Antworten ankommen: {}", erika.id()),
    ] {
        assert!(file.contains(words), "{words}\n---\n{file}");
    }
    assert_eq!(town.api.malformed_calls(), []);
}

#[tokio::test]
async fn the_file_waits_in_the_journal_and_leaves_with_the_chat() {
    let town = Town::start().await;
    let erika = town.api.private_chat("Erika");
    talk(&erika).await;
    let down = Fault::TooManyRequests {
        retry_after: Some(1),
    };
    town.api.next_calls("sendDocument", 1, down);
    erika.posts("/meinedaten");
    town.settled().await;
    assert_eq!(town.api.calls_of("sendDocument").len(), 2);
    erika.says("/loeschen").await;
    erika.taps("Ja, alles löschen").await;
    town.settled().await;
    town.until(async || town.finds("müssen wir beim").is_empty())
        .await;
}

#[tokio::test]
async fn where_no_files_may_be_sent_that_is_said() {
    let town = Town::start().await;
    let erika = town.api.supergroup("Projektteam").member("Erika");
    let forbidden = Fault::Refused {
        code: 400,
        description: "Bad Request: not enough rights to send documents to the chat".to_owned(),
    };
    town.api.next_calls("sendDocument", 1, forbidden);
    erika.posts("/meinedaten");
    let screen = town.screen(&erika).await;
    assert!(
        screen
            .text()
            .starts_with("Die Datei konnte ich hier nicht senden."),
        "{}",
        screen.text()
    );
    assert_eq!(town.journal.figures().await.unwrap().dead_letters, 0);
}

#[tokio::test]
async fn a_word_file_waits_in_the_journal_arrives_whole_and_leaves_with_the_chat() {
    let town = Town::start().await;
    let erika = town.api.private_chat("Erika");
    talk(&erika).await;
    erika.says("/export").await;
    erika.taps("1 Projektstand").await;
    let down = Fault::TooManyRequests {
        retry_after: Some(1),
    };
    town.api.next_calls("sendDocument", 1, down);
    erika.taps("Word-Datei").await;
    town.settled().await;
    let calls = town.api.calls_of("sendDocument");
    assert_eq!(calls.len(), 2);
    for call in &calls {
        let [(name, bytes)] = &call.files[..] else {
            panic!("no upload");
        };
        assert_eq!(name, "projektstand-2026-01-01.docx");
        assert!(
            bytes.starts_with(b"PK") && bytes.ends_with(&[0, 0]),
            "it is not whole"
        );
    }
    erika.says("/loeschen").await;
    erika.taps("Ja, alles löschen").await;
    town.settled().await;
    // What such a file begins with, as it waits.
    town.until(async || town.finds("UEsDB").is_empty()).await;
    assert_eq!(town.api.malformed_calls(), []);
}

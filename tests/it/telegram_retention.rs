//! Chats that nobody uses: warned twice without a sound, then forgotten; and chats the bot was removed from.

use fake_bot_api::{Call, Chat};
use lotse::sessions::Journal;

use crate::telegram_kept::{DAY, Town};

/// The warnings a chat got.
fn warnings(town: &Town, chat: &Chat) -> Vec<Call> {
    let sent = town.api.calls_of("sendMessage").into_iter();
    sent.filter(|call| {
        call.chat_id() == Some(chat.id()) && call.text("text").contains("Tagen still")
    })
    .collect()
}

async fn warned(town: &Town, chat: &Chat, times: usize) {
    town.until(async || warnings(town, chat).len() >= times)
        .await;
    town.settled().await;
    assert_eq!(warnings(town, chat).len(), times);
}

async fn forgotten(town: &Town, chat: &Chat) {
    town.until(async || town.records(chat).await.is_none())
        .await;
}

#[tokio::test]
async fn a_chat_is_warned_twice_and_then_forgotten() {
    let town = Town::start().await;
    let (erika, ali) = (town.api.private_chat("Erika"), town.api.private_chat("Ali"));
    erika.says("/schritt 2.1").await;
    erika.says("1 erledigt").await;
    ali.says("/schritt 2.1").await;
    town.wait_days(335).await;
    ali.says("hier").await;
    warned(&town, &erika, 1).await;
    let first = &warnings(&town, &erika)[0];
    assert_eq!(first.params["disable_notification"], true);
    assert_eq!(
        erika.screen_now().text(),
        "Dieser Chat ist seit 335 Tagen still. Ab dem 1. Januar 2027 lösche ich deshalb, was ich mir gemerkt habe: Ihre \
         Stelle im Leitfaden und 1 erledigte Aufgabe. Möchten Sie es behalten?"
    );
    assert_eq!(
        erika.screen_now().labels(),
        ["Behalten", "Als Datei sichern"]
    );
    town.wait_days(23).await;
    warned(&town, &erika, 2).await;
    assert!(town.records(&erika).await.is_some());
    town.wait_days(7).await;
    forgotten(&town, &erika).await;
    let number = erika.id().to_string();
    town.until(async || {
        town.finds("genehmigung.antrag").is_empty() && town.finds(&number).is_empty()
    })
    .await;
    assert_eq!(warnings(&town, &ali).len(), 0);
    assert!(town.records(&ali).await.is_some());
    assert_eq!(town.api.malformed_calls(), []);
}

#[tokio::test]
async fn behalten_begins_the_time_anew() {
    let town = Town::start().await;
    let erika = town.api.private_chat("Erika");
    erika.says("/schritt 2.1").await;
    town.wait_days(358).await;
    warned(&town, &erika, 1).await;
    let screen = erika.taps("Behalten").await;
    assert!(
        screen
            .text()
            .starts_with("Gut, es bleibt alles, wie es ist.")
    );
    town.settled().await;
    let records = town.records(&erika).await.unwrap();
    assert_eq!((records.used.0, records.warned), (town.today() * DAY, None));
    town.wait_days(300).await;
    assert_eq!(
        erika.says("hier").await.text().lines().next(),
        Some("2.1 Genehmigung einholen")
    );
}

#[tokio::test]
async fn als_datei_sichern_sends_the_file() {
    let town = Town::start().await;
    let erika = town.api.private_chat("Erika");
    erika.says("/schritt 2.1").await;
    town.wait_days(340).await;
    warned(&town, &erika, 1).await;
    erika.presses("Als Datei sichern");
    town.settled().await;
    let files = town.api.calls_of("sendDocument");
    let text = String::from_utf8(files[0].files[0].1.clone()).unwrap();
    assert!(text.contains("- 2.1: Genehmigung einholen\n"), "{text}");
    assert_eq!(town.records(&erika).await.unwrap().warned, None);
}

#[tokio::test]
async fn where_nothing_would_be_missed_nobody_is_disturbed() {
    let town = Town::start().await;
    let erika = town.api.private_chat("Erika");
    erika.says("/hilfe").await;
    let said = erika.screen_now().messages.len();
    for days in [340, 20, 10] {
        assert!(town.records(&erika).await.is_some());
        town.wait_days(days).await;
        town.swept().await;
    }
    forgotten(&town, &erika).await;
    assert_eq!(erika.screen_now().messages.len(), said);
}

#[tokio::test]
async fn the_time_is_what_the_settings_say_and_zero_is_for_ever() {
    let town = Town::start_with(|options| options.service.keep_days = 20).await;
    let erika = town.api.private_chat("Erika");
    erika.says("/schritt 2.1").await;
    town.wait_days(13).await;
    warned(&town, &erika, 1).await;
    town.wait_days(7).await;
    forgotten(&town, &erika).await;

    let town = Town::start_with(|options| options.service.keep_days = 0).await;
    let erika = town.api.private_chat("Erika");
    erika.says("/schritt 2.1").await;
    town.wait_days(10_000).await;
    town.swept().await;
    assert!(town.records(&erika).await.is_some());
    assert_eq!(warnings(&town, &erika).len(), 0);
}

#[tokio::test]
async fn whoever_blocks_the_bot_is_forgotten_after_thirty_days_unless_they_come_back() {
    let town = Town::start().await;
    let (erika, ali) = (town.api.private_chat("Erika"), town.api.private_chat("Ali"));
    for chat in [&erika, &ali] {
        chat.says("/schritt 2.1").await;
        chat.blocks_the_bot();
    }
    town.settled().await;
    assert!(town.records(&erika).await.unwrap().left.is_some());
    town.wait_days(29).await;
    town.swept().await;
    ali.unblocks_the_bot();
    let screen = ali.says("hier").await;
    assert!(screen.text().starts_with("2.1 "), "{}", screen.text());
    town.wait_days(1).await;
    forgotten(&town, &erika).await;
    town.wait_days(60).await;
    town.swept().await;
    let records = town.records(&ali).await.unwrap();
    assert_eq!(records.left, None);
}

#[tokio::test]
async fn a_block_that_was_not_told_is_learned_from_a_refusal() {
    let town = Town::start().await;
    let erika = town.api.private_chat("Erika");
    erika.says("/schritt 2.1").await;
    town.api
        .next_calls("sendMessage", 1, fake_bot_api::Fault::Blocked);
    town.wait_days(340).await;
    warned(&town, &erika, 1).await;
    assert!(town.records(&erika).await.unwrap().left.is_some());
    town.wait_days(30).await;
    forgotten(&town, &erika).await;
    assert_eq!(warnings(&town, &erika).len(), 1);
}

#[tokio::test]
async fn a_group_that_removed_the_bot_keeps_its_progress_for_thirty_days() {
    let town = Town::start().await;
    let team = town.api.supergroup("Projektteam");
    let erika = team.member("Erika");
    erika.says("/schritt 2.1").await;
    team.expels_the_bot();
    town.settled().await;
    town.wait_days(29).await;
    town.swept().await;
    team.adds_the_bot();
    town.settled().await;
    town.wait_days(29).await;
    town.swept().await;
    let screen = erika.says("/hier").await;
    assert!(screen.text().starts_with("2.1 "), "{}", screen.text());
    team.expels_the_bot();
    town.settled().await;
    town.wait_days(30).await;
    forgotten(&town, &erika).await;
}

#[tokio::test]
async fn many_old_chats_are_forgotten_page_by_page() {
    use lotse::conversation::{Moment, Session};
    use lotse::sessions::{ChatKey, Idle, JournalEntry};
    let town = Town::start().await;
    let old = std::sync::Arc::new(Session {
        offered: vec![("Weiter".to_owned(), "1v".to_owned())],
        ..Session::default()
    });
    let entry = JournalEntry {
        now: Moment((town.today() - 400) * DAY),
        sessions: (1..=500)
            .map(|id| (ChatKey::new(id), std::sync::Arc::clone(&old)))
            .collect(),
        ..JournalEntry::default()
    };
    town.journal.commit(entry).await.unwrap();
    town.wait_days(1).await;
    let everything = Idle::Unused {
        since: Moment(town.today() * DAY),
        warned: 0,
        last: Moment(town.today() * DAY),
    };
    town.until(async || town.journal.idle(everything, 1).await.unwrap().is_empty())
        .await;
    assert_eq!(town.api.calls_of("sendMessage").len(), 0);
}

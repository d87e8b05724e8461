//! Quotas and maintenance: who is answered, who is told to wait, and that nothing is searched for them.

use std::sync::Arc;

use lotse::service::{DeclineReason, MaintenanceNotice};
use lotse::sessions::JournalError;
use lotse::telegram::ServeOptions;

use crate::telegram_bot::{Bot, quick, texts_of_bot};

const SLOW_DOWN: &str =
    "Das war gerade sehr viel auf einmal. Bitte warten Sie eine Minute, dann antworte ich wieder.";

async fn bot(change: impl FnOnce(&mut ServeOptions)) -> Bot {
    Bot::start_as(quick().await, Arc::default(), change)
}

#[tokio::test]
async fn who_asks_too_much_is_told_once_and_then_left_alone() {
    let bot = bot(|options| options.service.quota = 3).await;
    let (erika, ali) = (bot.api.private_chat("Erika"), bot.api.private_chat("Ali"));
    for _ in 0..6 {
        erika.posts("a");
    }
    ali.posts("b");
    let screen = bot.screen(&erika).await;
    let texts = texts_of_bot(&screen);
    assert_eq!(texts.len(), 4, "{texts:?}");
    assert_eq!(texts[3], SLOW_DOWN);
    assert_eq!(texts_of_bot(&bot.screen(&ali).await), ["1: Text(\"b\")"]);
    assert_eq!(
        bot.metrics
            .declined
            .get_or_create(&DeclineReason::Quota)
            .get(),
        3
    );
}

#[tokio::test]
async fn a_person_does_not_talk_a_group_down_with_what_is_not_for_the_bot() {
    let bot = bot(|options| options.service.quota = 2).await;
    let team = bot.api.supergroup("Team");
    let erika = team.member("Erika");
    for _ in 0..5 {
        erika.posts("unter uns");
    }
    erika.posts("/frage eins");
    bot.settled().await;
    assert_eq!(
        bot.metrics
            .declined
            .get_or_create(&DeclineReason::Quota)
            .get(),
        0
    );
}

#[tokio::test]
async fn zero_switches_the_quota_off() {
    let bot = bot(|options| options.service.quota = 0).await;
    let erika = bot.api.private_chat("Erika");
    for _ in 0..50 {
        erika.posts("a");
    }
    let screen = bot.screen(&erika).await;
    assert_eq!(texts_of_bot(&screen).len(), 50);
}

#[tokio::test]
async fn a_journal_that_fails_does_not_use_up_the_quota() {
    let bot = bot(|options| options.service.quota = 2).await;
    let erika = bot.api.private_chat("Erika");
    let sick = || JournalError::Unavailable("disk full".to_owned());
    bot.journal.fail_next([sick(), sick()]);
    erika.posts("eins");
    let screen = bot.screen(&erika).await;
    assert_eq!(texts_of_bot(&screen), ["1: Text(\"eins\")"]);
    assert_eq!(erika.says("zwei").await.text(), "2: Text(\"zwei\")");
}

#[tokio::test]
async fn during_maintenance_everybody_is_told_so_and_nothing_is_lost() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("wartung");
    let switch = file.clone();
    let bot = bot(|options| {
        options.service.maintenance = MaintenanceNotice {
            text: None,
            file: Some(switch),
        };
    })
    .await;
    let erika = bot.api.private_chat("Erika");
    assert_eq!(erika.says("eins").await.text(), "1: Text(\"eins\")");
    std::fs::write(&file, "Wir sind um 14 Uhr wieder da.").unwrap();
    assert_eq!(
        erika.says("zwei").await.text(),
        "Wir sind um 14 Uhr wieder da."
    );
    std::fs::write(&file, "").unwrap();
    let own = erika.says("drei").await;
    assert!(
        own.text().starts_with("Ich werde gerade gewartet"),
        "{}",
        own.text()
    );
    std::fs::remove_file(&file).unwrap();
    assert_eq!(erika.says("vier").await.text(), "2: Text(\"vier\")");
    assert_eq!(
        bot.metrics
            .declined
            .get_or_create(&DeclineReason::Maintenance)
            .get(),
        2
    );
}

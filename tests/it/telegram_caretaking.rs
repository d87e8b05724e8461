//! `/status`, `/wartung` and `/neuladen`: for those whom the settings name, in private, and unknown to everybody else.

use std::sync::{Arc, OnceLock};
use std::time::Duration;

use fake_bot_api::Chat;
use lotse::sessions::ChatKey;
use tokio::sync::Notify;

use crate::telegram_bot::Bot;
use crate::telegram_kept::Town;

/// A town whose first person runs it.
async fn town() -> (Town, Chat, Arc<Notify>) {
    let reload = Arc::new(Notify::new());
    let asked = Arc::clone(&reload);
    // The fake counts people upwards; who comes first is known before.
    let first = OnceLock::new();
    let town = Town::start_in(crate::telegram_bot::quick().await, |api, options| {
        let chef = api.private_chat("Chefin");
        options.service.admins.chats = [ChatKey::new(chef.user_id())].into();
        options.service.admins.reload = asked;
        let _ = first.set(chef);
    })
    .await;
    let chef = first.into_inner().unwrap();
    (town, chef, reload)
}

#[tokio::test]
async fn the_status_tells_numbers_to_those_in_charge() {
    let (town, chef, _) = town().await;
    town.api.private_chat("Erika").says("/schritt 2.1").await;
    let status = chef.says("/status").await;
    let version = format!("Programm: {}\n", env!("CARGO_PKG_VERSION"));
    for words in [
        "Zustand\n",
        &version,
        "Leitfaden: ",
        "Wartung: aus\n",
        "Noch nicht zugestellt: 0\n",
        "Nicht zustellbar, insgesamt: 0\n",
    ] {
        assert!(status.text().contains(words), "{words}\n{}", status.text());
    }
    let number = chef.id().to_string();
    assert!(!status.text().contains(&number));
    assert_eq!(town.records(&chef).await, None, "nothing is kept for it");
}

#[tokio::test]
async fn maintenance_is_switched_on_and_off_while_running() {
    let (town, chef, _) = town().await;
    let erika = town.api.private_chat("Erika");
    erika.says("/schritt 2.1").await;
    assert!(chef.says("/wartung").await.text().contains("/wartung an"));
    let on = chef.says("/wartung an Wir sind um 14 Uhr wieder da.").await;
    assert!(on.text().starts_with("Die Wartung ist an"));
    assert_eq!(
        erika.says("hier").await.text(),
        "Wir sind um 14 Uhr wieder da."
    );
    assert!(chef.says("/status").await.text().contains("Wartung: an"));
    let off = chef.says("/wartung aus").await;
    assert!(off.text().starts_with("Die Wartung ist aus"));
    assert!(erika.says("hier").await.text().starts_with("2.1 "));
}

#[tokio::test]
async fn maintenance_outlasts_a_restart_until_it_is_switched_off() {
    let api = crate::telegram_bot::quick().await;
    let chef = api.private_chat("Chefin");
    let number = chef.user_id();
    let journal = Arc::default();
    let start = |api, journal, text: Option<&'static str>| {
        Bot::start_as(api, journal, |options| {
            options.service.admins.chats = [ChatKey::new(number)].into();
            options.service.maintenance.text = text.map(str::to_owned);
        })
    };
    let bot = start(api, journal, None);
    chef.says("/wartung an Wir sind um 14 Uhr wieder da.").await;
    let (api, journal) = bot.dies().await;

    // What was typed goes before what the settings say, and goes on until it is switched off.
    let bot = start(api, journal, Some("Aus den Einstellungen."));
    let erika = bot.api.private_chat("Erika");
    assert_eq!(
        erika.says("hallo").await.text(),
        "Wir sind um 14 Uhr wieder da."
    );
    let off = chef.says("/wartung aus").await;
    assert!(
        off.text()
            .starts_with("Hier ist die Wartung aus. Sie gilt weiter")
    );
    assert_eq!(erika.says("hallo").await.text(), "Aus den Einstellungen.");
    let (api, journal) = bot.dies().await;

    let bot = start(api, journal, None);
    assert_eq!(erika.says("hallo").await.text(), "1: Text(\"hallo\")");
    bot.stop().await.unwrap();
}

#[tokio::test]
async fn the_content_is_read_again_on_demand() {
    let (_town, chef, reload) = town().await;
    let said = chef.says("/neuladen").await;
    assert!(said.text().starts_with("Ich lese den Leitfaden neu."));
    let asked = tokio::time::timeout(Duration::from_secs(20), reload.notified()).await;
    assert!(asked.is_ok());
}

#[tokio::test]
async fn for_everybody_else_there_are_no_such_commands() {
    let (town, chef, _) = town().await;
    let erika = town.api.private_chat("Erika");
    let team = town.api.supergroup("Projektteam");
    for command in ["status", "wartung an", "neuladen", "start wartung"] {
        let said = erika.says(&format!("/{command}")).await;
        let unknown = ["kenne ich nicht", "das ich kenne"];
        assert!(
            unknown.iter().any(|words| said.text().contains(words)),
            "{}",
            said.text()
        );
    }
    let in_group = team.member("Chefin");
    let named = format!("/status@{}", town.api.username());
    let in_group = in_group.says(&named).await;
    assert!(
        in_group.text().contains("kenne ich nicht"),
        "{}",
        in_group.text()
    );
    // An edited message is no command, and neither is a forged tap.
    let (message, _) = chef.posts("hallo");
    town.settled().await;
    chef.edits(message, "/wartung an");
    let screen = chef.screen_now();
    chef.forges_tap(screen.last().unwrap().id, "/wartung an");
    town.settled().await;
    assert!(chef.says("/status").await.text().contains("Wartung: aus"));
    let menu: Vec<_> = town.api.look(|world| world.commands("default", ""));
    assert!(
        menu.iter()
            .all(|(name, _)| !["status", "wartung", "neuladen"].contains(&name.as_str()))
    );
}

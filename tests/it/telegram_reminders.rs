//! Reminders: sent on the day that was asked for, once, whatever happens to the process and to the clock.
//!
//! 1 January 2026 is a Thursday; nine o'clock is eight in UTC.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use fake_bot_api::{Call, Chat, Fault};
use lotse::conversation::ProjectCode;
use lotse::sessions::Journal;

use crate::telegram_kept::{DAY, NEW_YEAR, Town};

/// The reminders that a chat got.
fn reminders(town: &Town, chat: &Chat) -> Vec<Call> {
    let sent = town.api.calls_of("sendMessage").into_iter();
    sent.filter(|call| {
        let text = call.text("text");
        call.chat_id() == Some(chat.id())
            && text.starts_with("<b>Erinnerung")
            && !text.starts_with("<b>Erinnerungen")
    })
    .collect()
}

/// Waits until nobody is to be reminded any more by now, and all is sent.
async fn looked(town: &Town) {
    town.until(async || {
        let due = town.journal.to_remind(town.now(), 9).await.unwrap();
        due.is_empty()
    })
    .await;
    town.settled().await;
}

#[tokio::test]
async fn a_deadline_is_told_on_its_day_and_once_whatever_happens() {
    let town = Town::start().await;
    let erika = town.api.private_chat("Erika");
    erika.says("/schritt 2.1").await;
    erika.says("1 bis 8.1.").await;
    erika.says("am tag der frist erinnern").await;
    let used = town.records(&erika).await.unwrap().used;
    assert_eq!(used.0, NEW_YEAR - DAY / 2);

    town.is_now(7, 6);
    let town = town.restart();
    looked(&town).await;
    assert_eq!(reminders(&town, &erika).len(), 0, "it is seven o'clock");

    town.is_now(7, 8);
    town.until(async || !reminders(&town, &erika).is_empty())
        .await;
    // A kill before a message is confirmed may cost a second one.
    town.settled().await;
    let town = town.restart();
    looked(&town).await;
    town.is_now(7, 15);
    looked(&town).await;
    let told = reminders(&town, &erika);
    assert_eq!(told.len(), 1);
    assert_eq!(told[0].params.get("disable_notification"), None);
    let screen = erika.screen_now();
    assert_eq!(
        screen.text(),
        "Erinnerung\nHeute fällig\nbis Do, 08.01.2026 · 2.1 Aufgabe 1: Antrag beim Ordnungsamt stellen"
    );
    assert!(screen.labels().starts_with(&["Erledigt", "Später", "Aus"]));
    // Nobody used the chat.
    assert_eq!(town.records(&erika).await.unwrap().used, used);

    erika.taps("Später").await;
    town.is_now(8, 8);
    town.until(async || reminders(&town, &erika).len() == 2)
        .await;
    let screen = erika.taps("Erledigt").await;
    assert!(
        screen.text().starts_with("Erledigt: 2.1 Aufgabe 1"),
        "{}",
        screen.text()
    );
    town.settled().await;
    // On Monday a restart after the day finds nothing more.
    let town = town.restart();
    town.is_now(11, 8);
    looked(&town).await;
    assert_eq!(reminders(&town, &erika).len(), 2);
    assert_eq!(town.api.malformed_calls(), []);
}

#[tokio::test]
async fn what_was_due_while_nothing_ran_is_told_on_the_next_working_day() {
    let town = Town::start().await;
    let erika = town.api.private_chat("Erika");
    erika.says("erinnere mich morgen an 2.1").await;
    let town = town.restart();
    // A Saturday.
    town.is_now(2, 9);
    looked(&town).await;
    assert_eq!(reminders(&town, &erika).len(), 0);
    town.is_now(4, 9);
    town.until(async || reminders(&town, &erika).len() == 1)
        .await;
    town.is_now(5, 9);
    looked(&town).await;
    assert_eq!(reminders(&town, &erika).len(), 1);
}

#[tokio::test]
async fn a_clock_that_went_far_ahead_and_back_costs_no_reminder() {
    let town = Town::start().await;
    let erika = town.api.private_chat("Erika");
    erika.says("jeden montag erinnern").await;
    town.is_now(4, 9);
    town.until(async || reminders(&town, &erika).len() == 1)
        .await;
    // A Monday fourteen years later.
    town.is_now(5_114, 9);
    town.until(async || reminders(&town, &erika).len() == 2)
        .await;
    town.is_now(4, 10);
    looked(&town).await;
    town.is_now(5, 10);
    looked(&town).await;
    assert_eq!(reminders(&town, &erika).len(), 2, "this week had its own");
    town.is_now(11, 9);
    town.until(async || reminders(&town, &erika).len() == 3)
        .await;
}

#[tokio::test]
async fn nobody_is_reminded_where_the_bot_is_gone_or_everything_was_deleted() {
    let town = Town::start().await;
    let (erika, ali) = (town.api.private_chat("Erika"), town.api.private_chat("Ali"));
    for chat in [&erika, &ali] {
        chat.says("erinnere mich morgen an 2.1").await;
    }
    erika.blocks_the_bot();
    ali.says("/loeschen").await;
    ali.taps("Ja, alles löschen").await;
    town.settled().await;
    town.is_now(1, 9);
    looked(&town).await;
    assert_eq!(
        reminders(&town, &erika).len() + reminders(&town, &ali).len(),
        0
    );
    erika.unblocks_the_bot();
    erika.says("hier").await;
    town.until(async || reminders(&town, &erika).len() == 1)
        .await;
    assert_eq!(town.api.malformed_calls(), []);
}

#[tokio::test]
async fn a_kill_between_keeping_a_reminder_and_sending_it_loses_nothing() {
    let town = Town::start().await;
    let erika = town.api.private_chat("Erika");
    erika.says("erinnere mich morgen an 2.1").await;
    town.settled().await;
    let is_down = Arc::new(AtomicBool::new(true));
    let down = Arc::clone(&is_down);
    town.api.weather(move |method| {
        let is_refused = method == "sendMessage" && down.load(Ordering::Relaxed);
        is_refused.then_some(Fault::BadGateway)
    });
    town.is_now(1, 9);
    town.until(async || town.journal.figures().await.unwrap().waiting == 1)
        .await;
    let town = town.restart();
    is_down.store(false, Ordering::Relaxed);
    town.until(async || town.journal.figures().await.unwrap().waiting == 0)
        .await;
    looked(&town).await;
    let taken = reminders(&town, &erika).into_iter();
    let taken = taken.filter(|call| call.status == Some(200));
    assert_eq!(taken.count(), 1);
}

#[tokio::test]
async fn a_group_is_reminded_once_and_whoever_presses_is_not_kept() {
    let town = Town::start().await;
    let bot = town.api.username();
    let team = town.api.forum("Projektteam");
    let topic = team.topic("Auftrag");
    let admin = team.administrator("Alinda").in_topic(topic);
    let (kim, ali) = (team.member("Kimberley"), team.member("Alibert"));
    let own = town.api.private_chat("Erika");
    admin.says(&format!("/schritt@{bot} 2.1")).await;
    admin.says(&format!("@{bot} 1 bis 8.1.")).await;
    let settings = admin.says(&format!("/erinnerungen@{bot}")).await;
    assert!(
        settings.text().contains("Sie sind aus"),
        "{}",
        settings.text()
    );
    let on = admin.taps("Am Tag der Frist erinnern").await;
    assert!(on.text().contains("am Tag der Frist."), "{}", on.text());
    town.settled().await;
    let town = town.restart();

    town.is_now(7, 9);
    town.until(async || !reminders(&town, &team.founder()).is_empty())
        .await;
    looked(&town).await;
    let told = reminders(&town, &team.founder());
    assert_eq!(told.len(), 1);
    assert_eq!(reminders(&town, &own).len(), 0, "it is the group's");
    // What nobody asked for just now belongs to all of its topics.
    assert_eq!(told[0].params.get("message_thread_id"), None);
    let screen = kim.screen_now();
    let reminder = screen.last().unwrap().clone();
    assert!(reminder.text.contains("2.1 Aufgabe 1"), "{}", reminder.text);

    // Two press at once, and one of them twice.
    town.api.hold_updates();
    for member in [&kim, &ali, &kim] {
        member.presses_on(reminder.id, "Erledigt");
    }
    town.api.release_updates();
    town.settled().await;
    let done = kim.screen_now();
    let done = done.messages.iter().find(|shown| shown.id == reminder.id);
    let done = &done.unwrap().text;
    assert!(done.starts_with("Erledigt: 2.1 Aufgabe 1"), "{done}");
    let tasks = ali.says(&format!("@{bot} aufgaben 2.1")).await;
    assert!(tasks.text().contains("1 von "), "{}", tasks.text());
    for member in [&kim, &ali] {
        assert_eq!(town.finds(&member.user_id().to_string()), [""; 0]);
    }
    for name in ["Kimberley", "Alibert", "Alinda"] {
        assert_eq!(town.finds(name), [""; 0], "{name}");
    }
    let town = town.restart();
    town.is_now(8, 9);
    looked(&town).await;
    assert_eq!(reminders(&town, &team.founder()).len(), 1);
    assert_eq!(town.api.malformed_calls(), []);
}

#[tokio::test]
async fn a_single_reminder_moves_with_its_project() {
    let town = Town::start().await;
    let (erika, ali) = (town.api.private_chat("Erika"), town.api.private_chat("Ali"));
    for line in ["2.1", "1 erledigt", "erinnere mich am 8.1. an 2.1"] {
        erika.says(line).await;
    }
    for line in ["2.1", "erinnere mich am 9.1. an 2.1"] {
        ali.says(line).await;
    }
    erika.posts("projekt übergeben");
    let offered = town.screen(&erika).await;
    let mut messages = offered.messages.iter();
    let code = messages.find_map(|shown| ProjectCode::in_text(&shown.text));
    let came = ali.says(&code.expect("it is given").written()).await;
    let said = "Eine einzelne Erinnerung ist mitgekommen.";
    assert!(came.text().contains(said), "{}", came.text());
    let town = town.restart();
    town.is_now(7, 9);
    town.until(async || reminders(&town, &ali).len() == 1).await;
    looked(&town).await;
    assert_eq!(reminders(&town, &erika).len(), 0);
    town.is_now(8, 9);
    town.until(async || reminders(&town, &ali).len() == 2).await;
    assert_eq!(town.api.malformed_calls(), []);
}

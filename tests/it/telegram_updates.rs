//! Updates of every shape: repeated, turned around, unreadable, poisonous, and a journal that cannot write.

use lotse::sessions::JournalError;
use serde_json::json;

use crate::telegram_bot::{Bot, texts_of_bot};

#[tokio::test]
async fn an_update_that_comes_again_is_applied_once() {
    let bot = Bot::start().await;
    let erika = bot.api.private_chat("Erika");
    bot.api.hold_updates();
    let (_, update) = erika.posts("eins");
    bot.api.redeliver(update);
    bot.api.release_updates();
    bot.screen(&erika).await;
    bot.api.redeliver(update);
    let screen = erika.says("zwei").await;
    assert_eq!(
        texts_of_bot(&screen),
        ["1: Text(\"eins\")", "2: Text(\"zwei\")"]
    );
    assert_eq!(bot.metrics.duplicates.get(), 2);
}

#[tokio::test]
async fn a_batch_that_comes_turned_around_is_answered_in_order() {
    let bot = Bot::start().await;
    let erika = bot.api.private_chat("Erika");
    bot.api.hold_updates();
    bot.api.reverse_next_batch();
    for text in ["a", "b", "c"] {
        erika.posts(text);
    }
    bot.api.release_updates();
    let screen = bot.screen(&erika).await;
    assert_eq!(
        texts_of_bot(&screen),
        ["1: Text(\"a\")", "2: Text(\"b\")", "3: Text(\"c\")"]
    );
}

#[tokio::test]
async fn ids_that_jump_after_a_quiet_week_make_nobody_deaf() {
    let bot = Bot::start().await;
    let erika = bot.api.private_chat("Erika");
    erika.says("a").await;
    for next in [5, 4_000_000_000, 9_000_000_000, 77] {
        bot.api.jump_update_ids(next);
        erika.says("b").await;
    }
    assert!(bot.screen(&erika).await.text().starts_with("5: "));
}

#[tokio::test]
async fn strange_updates_harm_nobody_and_do_not_come_back() {
    let bot = Bot::start().await;
    let erika = bot.api.private_chat("Erika");
    bot.api.hold_updates();
    erika.posts("vorher");
    bot.api.inject(json!({ "brand_new_kind": { "x": 1 } }));
    bot.api.inject(json!({ "message": { "chat": "?" } }));
    bot.api.inject(json!({ "message": [1, 2] }));
    bot.api.inject(json!({ "callback_query": { "id": 5 } }));
    bot.api.inject(json!({}));
    erika.posts("nachher");
    bot.api.release_updates();
    let screen = bot.screen(&erika).await;
    assert_eq!(
        texts_of_bot(&screen),
        ["1: Text(\"vorher\")", "2: Text(\"nachher\")"]
    );
    assert_eq!(bot.metrics.unreadable.get(), 5);
    assert_eq!(bot.api.look(|world| world.pending_updates()), 0);
}

#[tokio::test]
async fn a_text_with_a_marking_nobody_knows_yet_is_answered_like_any_other() {
    let bot = Bot::start().await;
    let erika = bot.api.private_chat("Erika");
    erika.sends_fields(&json!({
        "text": "Wer entscheidet am 3. Mai?",
        "entities": [{ "type": "hologram", "offset": 0, "length": 3, "depth": 7 }],
    }));
    assert_eq!(
        bot.screen(&erika).await.text(),
        "1: Text(\"Wer entscheidet am 3. Mai?\")"
    );
}

#[tokio::test]
async fn a_chat_of_a_kind_that_cannot_be_read_is_answered_from_the_raw_text() {
    let bot = Bot::start().await;
    let erika = bot.api.private_chat("Erika");
    erika.says("da").await;
    bot.api.inject(json!({ "message": {
        "message_id": 900, "date": "gestern", "chat": { "id": erika.id(), "type": "private" }, "text": "/weiter jetzt",
    } }));
    let screen = bot.screen(&erika).await;
    assert_eq!(
        screen.text(),
        "2: Command { name: \"weiter\", rest: \"jetzt\" }"
    );
}

#[tokio::test]
async fn a_panic_costs_its_update_only() {
    let bot = Bot::start().await;
    let (erika, ali) = (bot.api.private_chat("Erika"), bot.api.private_chat("Ali"));
    bot.api.hold_updates();
    for text in ["eins", "panik", "zwei"] {
        erika.posts(text);
    }
    ali.posts("eins");
    bot.api.release_updates();
    let screen = bot.screen(&erika).await;
    let texts = texts_of_bot(&screen);
    assert_eq!(
        (texts[0], texts[2]),
        ("1: Text(\"eins\")", "2: Text(\"zwei\")")
    );
    assert!(texts[1].starts_with("Entschuldigung"), "{}", texts[1]);
    assert_eq!(bot.screen(&ali).await.text(), "1: Text(\"eins\")");
    assert_eq!(bot.metrics.panics.get(), 1);
}

#[tokio::test]
async fn what_cannot_be_kept_is_not_acknowledged_and_nothing_of_it_happens() {
    let bot = Bot::start().await;
    let erika = bot.api.private_chat("Erika");
    bot.journal
        .fail_next([JournalError::Unavailable("disk full".to_owned())]);
    let (_, update) = erika.posts("eins");
    bot.api
        .wait_for(|world| (world.calls_of("getUpdates").count() > 2).then_some(()))
        .await;
    let screen = bot.screen(&erika).await;
    assert_eq!(texts_of_bot(&screen), ["1: Text(\"eins\")"]);
    assert!(bot.api.look(|world| world.is_confirmed(update)));
}

#[tokio::test]
async fn a_broken_journal_ends_the_run_unacknowledged() {
    let bot = Bot::start().await;
    let api = bot.api.clone();
    let erika = api.private_chat("Erika");
    bot.journal
        .fail_next([JournalError::Broken("flush failed".to_owned())]);
    let (_, update) = erika.posts("eins");
    let error = bot.ended().await.unwrap_err();
    assert_eq!(error.exit_code(), 3);
    assert!(!api.look(|world| world.is_confirmed(update)));
}

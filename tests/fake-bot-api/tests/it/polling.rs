//! The rules of `getUpdates`.

use std::time::Duration;

use serde_json::{Value, json};

use crate::bot::{erika, fake};

fn ids(updates: &[Value]) -> Vec<i64> {
    updates
        .iter()
        .filter_map(|update| update["update_id"].as_i64())
        .collect()
}

#[tokio::test]
async fn an_offset_confirms_what_lies_before_it() {
    let (api, bot) = fake().await;
    let erika = api.private_chat("Erika");
    let [one, two, three] = ["eins", "zwei", "drei"].map(|text| erika.posts(text).1);
    assert_eq!(ids(&bot.updates(0).await), [one, two, three]);
    assert_eq!(ids(&bot.updates(two).await), [two, three]);
    assert!(api.look(|seen| seen.is_confirmed(one) && !seen.is_confirmed(two)));
    assert_eq!(ids(&bot.updates(-1).await), [three]);
    assert_eq!(api.look(|seen| seen.pending_updates()), 1);
}

#[tokio::test]
async fn a_poll_that_is_repeated_at_once_waits_and_gets_one_update() {
    let (api, bot) = fake().await;
    let erika = api.private_chat("Erika");
    assert!(bot.updates(-5).await.is_empty());
    let poll = tokio::spawn({
        let bot = bot.clone();
        async move { bot.updates(-5).await }
    });
    api.wait_for(|seen| (seen.calls_of("getUpdates").count() == 2).then_some(()))
        .await;
    api.hold_updates();
    erika.posts("eins");
    erika.posts("zwei");
    api.release_updates();
    // It waited although it asked for no timeout; otherwise it would have come back empty.
    assert_eq!(poll.await.unwrap().len(), 1);
}

#[tokio::test]
async fn a_second_poller_ends_the_first() {
    let (api, bot) = fake().await;
    let first = tokio::spawn({
        let bot = bot.clone();
        async move { bot.answer("getUpdates", json!({"timeout": 50})).await }
    });
    api.wait_for(|seen| seen.calls_of("getUpdates").next().map(|_| ()))
        .await;
    let second = tokio::spawn({
        let bot = bot.clone();
        async move { bot.call("getUpdates", json!({"timeout": 50})).await }
    });
    let ended = first.await.unwrap();
    assert_eq!(ended["error_code"], json!(409));
    assert_eq!(
        ended["description"],
        json!(
            "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running"
        )
    );
    let (_, update) = erika(&api).posts("noch da?");
    assert!(ids(second.await.unwrap().as_array().unwrap()).len() <= 2 && update > 0);
}

#[tokio::test]
async fn the_wanted_kinds_are_remembered() {
    let (api, bot) = fake().await;
    bot.call("getUpdates", json!({"allowed_updates": ["callback_query"]}))
        .await;
    assert_eq!(api.private_chat("Erika").posts("unerhört").1, 0);
    bot.call("getUpdates", json!({"offset": -1, "allowed_updates": []}))
        .await;
    assert_ne!(api.private_chat("Erika").posts("gehört").1, 0);
}

#[tokio::test]
async fn updates_grow_old() {
    let (api, bot) = fake().await;
    let erika = erika(&api);
    erika.forges_tap(1, "x");
    assert_eq!(api.look(|seen| seen.pending_updates()), 2);
    api.advance_clock(Duration::from_secs(151));
    assert_eq!(bot.updates(0).await.len(), 1);
    api.advance_clock(Duration::from_secs(24 * 3600));
    assert_eq!(bot.updates(1).await.len(), 0);
}

#[tokio::test]
async fn batches_can_be_held_reversed_and_repeated() {
    let (api, bot) = fake().await;
    let erika = api.private_chat("Erika");
    api.hold_updates();
    let [one, two] = ["eins", "zwei"].map(|text| erika.posts(text).1);
    assert!(bot.updates(0).await.is_empty());
    api.release_updates();
    api.reverse_next_batch();
    assert_eq!(ids(&bot.updates(1).await), [two, one]);
    api.redeliver(one);
    assert_eq!(ids(&bot.updates(two + 1).await), [one]);
    assert!(bot.updates(two + 2).await.is_empty());
}

#[tokio::test]
async fn after_a_quiet_week_ids_start_elsewhere_and_nothing_is_lost() {
    let (api, bot) = fake().await;
    let old = erika(&api).posts("alt").1;
    assert_eq!(bot.updates(old + 1).await.len(), 0);
    api.jump_update_ids(1000);
    let new = erika(&api).posts("neu").1;
    assert_eq!(new, 1001);
    assert_eq!(ids(&bot.updates(old + 2).await), [1000, 1001]);
}

#[tokio::test]
async fn any_update_can_be_injected() {
    let (api, bot) = fake().await;
    let id = api.inject(json!({"future_kind": {"x": 1}}));
    assert_eq!(
        bot.updates(0).await,
        [json!({"update_id": id, "future_kind": {"x": 1}})]
    );
}

//! The end of a run, wanted or not, and the next run on the same journal.

use std::sync::Arc;

use fake_bot_api::Fault;
use lotse::telegram::Rates;

use crate::telegram_bot::{Bot, texts_of_bot};

#[tokio::test]
async fn a_bot_that_is_stopped_finishes_and_acknowledges_what_it_has_begun() {
    let bot = Bot::start().await;
    let api = bot.api.clone();
    let journal = Arc::clone(&bot.journal);
    let erika = api.private_chat("Erika");
    api.next_calls("sendMessage", 1, Fault::Slow { millis: 300 });
    let (_, update) = erika.posts("zweimal");
    api.wait_for(|world| world.calls_of("sendMessage").next().map(|_| ()))
        .await;
    bot.stop().await.unwrap();
    assert_eq!(texts_of_bot(&erika.screen_now()), ["eins", "zwei"]);
    assert_eq!(journal.unconfirmed().await, 0);
    assert!(api.look(|world| world.is_confirmed(update)));
}

#[tokio::test]
async fn what_was_kept_but_not_sent_goes_out_in_the_next_run() {
    let bot = Bot::start().await;
    let erika = bot.api.private_chat("Erika");
    bot.api.next_calls(
        "sendMessage",
        1,
        Fault::TooManyRequests {
            retry_after: Some(1),
        },
    );
    erika.posts("zweimal");
    bot.api
        .wait_for(|world| world.calls_of("sendMessage").next().map(|_| ()))
        .await;
    let (api, journal) = bot.dies().await;
    assert_eq!(texts_of_bot(&erika.screen_now()), Vec::<&str>::new());
    let bot = Bot::start_with(api, journal, Rates::OFF);
    bot.api
        .wait_for(|world| (texts_of_bot(&world.screen(erika.id())).len() == 2).then_some(()))
        .await;
    assert_eq!(texts_of_bot(&bot.screen(&erika).await), ["eins", "zwei"]);
    assert_eq!(bot.metrics.updates.get(), 0);
}

#[tokio::test]
async fn a_message_in_flight_at_the_end_is_sent_again_and_only_that_one() {
    let bot = Bot::start().await;
    let erika = bot.api.private_chat("Erika");
    bot.api
        .next_calls("sendMessage", 1, Fault::Slow { millis: 5_000 });
    erika.posts("zweimal");
    bot.api
        .wait_for(|world| world.calls_of("sendMessage").next().map(|_| ()))
        .await;
    let (api, journal) = bot.dies().await;
    let bot = Bot::start_with(api, journal, Rates::OFF);
    bot.api
        .wait_for(|world| (texts_of_bot(&world.screen(erika.id())).len() == 3).then_some(()))
        .await;
    assert_eq!(
        texts_of_bot(&bot.screen(&erika).await),
        ["eins", "eins", "zwei"]
    );
}

#[tokio::test]
async fn the_next_run_remembers_sessions_and_updates() {
    let bot = Bot::start().await;
    let erika = bot.api.private_chat("Erika");
    let (_, update) = erika.posts("eins");
    bot.screen(&erika).await;
    let (api, journal) = bot.dies().await;
    api.redeliver(update);
    let bot = Bot::start_with(api, journal, Rates::OFF);
    let screen = erika.says("zwei").await;
    assert_eq!(
        texts_of_bot(&screen),
        ["1: Text(\"eins\")", "2: Text(\"zwei\")"]
    );
    assert_eq!(bot.metrics.duplicates.get(), 1);
}

//! What one proxy, one person, one chat or one panic can do to everybody else: nothing.

use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

use fake_bot_api::{Chat, Fault};
use lotse::conversation::Moment;
use lotse::service::Clock;
use lotse::telegram::ServeError;
use serde_json::json;

use crate::telegram_bot::{Bot, quick, texts_of_bot};

fn says(status: u16, body: &str) -> Fault {
    Fault::Says {
        status,
        body: body.to_owned(),
    }
}

fn refused() -> Fault {
    Fault::Refused {
        code: 401,
        description: "Unauthorized".to_owned(),
    }
}

fn flooded(seconds: u64) -> Fault {
    Fault::TooManyRequests {
        retry_after: Some(seconds),
    }
}

/// What a proxy, a captive portal or a wrong address say in Telegram's place.
fn foreign() -> [Fault; 7] {
    [
        says(404, "<html>proxy</html>"),
        says(401, "<html>Bitte anmelden</html>"),
        says(401, r#"{"ok":false,"error":"login"}"#),
        says(403, "<html>gesperrt</html>"),
        says(400, "<html>Bad Request</html>"),
        says(200, "<html>Willkommen im WLAN</html>"),
        says(302, ""),
    ]
}

/// Says something and waits until exactly that is answered, whatever else is under way.
async fn is_answered(bot: &Bot, person: &Chat, words: &str) {
    person.posts(words);
    let expected = format!("Text(\"{words}\")");
    bot.api
        .wait_for(|world| {
            let screen = world.screen(person.id());
            let said = texts_of_bot(&screen).last()?.ends_with(&expected);
            said.then_some(())
        })
        .await;
}

#[tokio::test]
async fn what_something_on_the_way_says_in_telegram_s_place_is_waited_out() {
    let api = quick().await;
    let nonsense = [
        says(200, r#"{"ok":true,"result":"?"}"#),
        says(
            404,
            r#"{"ok":false,"error_code":404,"description":"Not Found"}"#,
        ),
    ];
    for fault in foreign().into_iter().chain(nonsense) {
        api.next_calls("getMe", 1, fault.clone());
        api.next_calls("getUpdates", 1, fault);
    }
    let bot = Bot::start_in(api);
    let erika = bot.api.private_chat("Erika");
    is_answered(&bot, &erika, "eins").await;
    for fault in foreign() {
        bot.api.next_calls("sendMessage", 1, fault);
    }
    is_answered(&bot, &erika, "zwei").await;
    assert_eq!(bot.journal.dead_letters().await, 0);
    bot.stop().await.unwrap();
}

#[tokio::test]
async fn a_token_is_given_up_when_get_me_is_refused_twice_and_not_before() {
    let api = quick().await;
    api.next_calls("getMe", 1, refused());
    let bot = Bot::start_in(api);
    let erika = bot.api.private_chat("Erika");
    is_answered(&bot, &erika, "eins").await;
    bot.api.next_calls("getUpdates", 1, refused());
    is_answered(&bot, &erika, "zwei").await;
    bot.api.next_calls("getMe", 1, refused());
    bot.api.next_calls("getUpdates", 1, refused());
    is_answered(&bot, &erika, "drei").await;
    bot.api.next_calls("getMe", 2, refused());
    bot.api.next_calls("getUpdates", 1, refused());
    erika.posts("vier");
    assert!(matches!(bot.ended().await, Err(ServeError::Unauthorized)));
}

#[tokio::test]
async fn a_wish_to_wait_a_day_is_not_believed_for_everybody() {
    let bot = Bot::start_as(quick().await, Arc::default(), |options| {
        options.service.patience.hold = Duration::from_millis(200);
    });
    let people = ["Erika", "Ali", "Otto"].map(|name| bot.api.private_chat(name));
    for person in &people {
        bot.api
            .next_calls_in(person.id(), "sendMessage", 1, flooded(86_400));
        person.posts("eins");
    }
    let all_refused = |world: &fake_bot_api::Observed<'_>| {
        let refused = world
            .calls_of("sendMessage")
            .filter(|call| call.status == Some(429));
        (refused.count() == 3).then_some(())
    };
    bot.api.wait_for(all_refused).await;
    bot.api.next_calls("getUpdates", 1, flooded(86_400));
    is_answered(&bot, &bot.api.private_chat("Ida"), "zwei").await;
}

#[tokio::test]
async fn a_flooded_chat_holds_up_nobody_else() {
    let bot = Bot::start().await;
    let (erika, ali) = (bot.api.private_chat("Erika"), bot.api.private_chat("Ali"));
    for seconds in [0, 0, 0, 3600] {
        bot.api
            .next_calls_in(erika.id(), "sendMessage", 1, flooded(seconds));
    }
    erika.posts("eins");
    let all_refused = |world: &fake_bot_api::Observed<'_>| {
        (world.calls_of("sendMessage").count() == 4).then_some(())
    };
    bot.api.wait_for(all_refused).await;
    is_answered(&bot, &ali, "zwei").await;
}

#[tokio::test]
async fn a_slow_look_up_of_a_role_holds_up_its_chat_only_and_keeps_the_order() {
    let bot = Bot::start().await;
    let erika = bot.api.supergroup("Projektteam").member("Erika");
    bot.api
        .next_calls("getChatMember", 1, Fault::Slow { millis: 2500 });
    erika.posts(&format!("/rolle@{}", bot.api.username()));
    erika.posts("/weiter");
    let looked_up =
        |world: &fake_bot_api::Observed<'_>| world.calls_of("getChatMember").next().map(|_| ());
    bot.api.wait_for(looked_up).await;
    is_answered(&bot, &bot.api.private_chat("Ali"), "eins").await;
    assert_eq!(texts_of_bot(&erika.screen_now()), [""; 0]);
    let screen = bot.screen(&erika).await;
    let expected = ["Member", "2: Command { name: \"weiter\", rest: \"\" }"];
    assert_eq!(texts_of_bot(&screen), expected);
    assert_eq!(bot.api.calls_of("getChatMember").len(), 1);
}

/// A clock that panics in the tasks that send, so many times, and shows the beginning of time otherwise.
fn clock_that_panics_while_sending(times: u32) -> Clock {
    let left = AtomicU32::new(times);
    Clock::of(move || {
        let sends = std::thread::current().name() == Some("sending");
        let take = |left: u32| left.checked_sub(1);
        if sends
            && left
                .fetch_update(Ordering::Relaxed, Ordering::Relaxed, take)
                .is_ok()
        {
            panic!("as asked");
        }
        Moment(0)
    })
}

/// What the bot says to "eins", "zwei" when its sending panics so many times.
async fn said_while_sending_panics(times: u32) -> (Vec<String>, u64) {
    let sending = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(1)
        .thread_name("sending")
        .enable_all()
        .build()
        .unwrap();
    let bot = Bot::start_as(quick().await, Arc::default(), |options| {
        options.service.clock = clock_that_panics_while_sending(times);
        options.service.sending = Some(sending.handle().clone());
    });
    let erika = bot.api.private_chat("Erika");
    erika.posts("eins");
    is_answered(&bot, &erika, "zwei").await;
    let screen = bot.screen(&erika).await;
    let said = texts_of_bot(&screen)
        .into_iter()
        .map(str::to_owned)
        .collect();
    let dead = bot.journal.dead_letters().await;
    drop(bot);
    sending.shutdown_background();
    (said, dead)
}

#[tokio::test]
async fn a_panic_while_sending_loses_nothing_and_silences_nobody() {
    let (said, dead) = said_while_sending_panics(1).await;
    assert_eq!(said, ["1: Text(\"eins\")", "2: Text(\"zwei\")"]);
    assert_eq!(dead, 0);
}

#[tokio::test]
async fn what_panics_each_time_it_is_sent_is_given_up_and_the_chat_goes_on() {
    let (said, dead) = said_while_sending_panics(3).await;
    assert_eq!(said, ["2: Text(\"zwei\")"]);
    assert_eq!(dead, 1);
}

#[tokio::test]
async fn a_panic_in_the_daily_sweep_ends_nothing_and_the_sweep_is_made() {
    let first = AtomicU32::new(1);
    let bot = Bot::start_as(quick().await, Arc::default(), |options| {
        options.service.clock = Clock::of(move || {
            // The sweep is the first that asks.
            assert_eq!(first.swap(0, Ordering::Relaxed), 0, "as asked");
            Moment(0)
        });
    });
    is_answered(&bot, &bot.api.private_chat("Erika"), "eins").await;
    for _ in 0..1_000 {
        if bot.metrics.sweeps.get() > 0 {
            return;
        }
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
    panic!("no sweep was made");
}

#[tokio::test]
async fn pictures_of_one_album_that_come_one_after_the_other_are_answered_once() {
    let bot = Bot::start().await;
    let erika = bot.api.private_chat("Erika");
    for _ in 0..3 {
        erika.sends_fields(&json!({ "photo": [], "media_group_id": "album" }));
        bot.settled().await;
    }
    erika.sends_fields(&json!({ "photo": [], "media_group_id": "another" }));
    let screen = bot.screen(&erika).await;
    assert_eq!(texts_of_bot(&screen).len(), 2, "{screen}");
}

#[tokio::test]
async fn a_file_says_what_its_kind_says_and_nothing_of_the_chat() {
    let bot = Bot::start().await;
    let erika = bot.api.private_chat("Erika");
    erika.posts("datei");
    bot.settled().await;
    let calls = bot.api.calls_of("sendDocument");
    let (name, text) = &calls[0].files[0];
    assert_eq!(name, "Termine.ics");
    assert_eq!(String::from_utf8_lossy(text), "BEGIN:VCALENDAR\n");
}

#[tokio::test]
async fn a_batch_may_take_longer_than_one_of_its_updates() {
    let bot = Bot::start_as(quick().await, Arc::default(), |options| {
        options.service.compute_timeout = Duration::from_secs(1);
    });
    let erika = bot.api.private_chat("Erika");
    bot.api.hold_updates();
    for _ in 0..20 {
        erika.posts("langsam");
    }
    bot.api.release_updates();
    assert_eq!(texts_of_bot(&bot.screen(&erika).await).len(), 20);
}

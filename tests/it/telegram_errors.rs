//! Trouble on the way out and in: nothing is lost, nothing is repeated for ever, nothing leaks.

use fake_bot_api::Fault;

use crate::telegram_bot::{Bot, quick, texts_of_bot};
use lotse::conversation;
use lotse::service::ErrorClass;
use lotse::telegram::Rates;
use lotse::telegram::ServeError;

fn refused(code: u16, description: &str) -> Fault {
    Fault::Refused {
        code,
        description: description.to_owned(),
    }
}

#[tokio::test]
async fn what_telegram_could_not_take_is_sent_again_in_order() {
    let faults = [
        Fault::ServerError,
        Fault::BadGateway,
        Fault::CutBefore,
        Fault::TooManyRequests { retry_after: None },
    ];
    for fault in faults {
        let bot = Bot::start().await;
        let erika = bot.api.private_chat("Erika");
        bot.api.next_calls("sendMessage", 2, fault.clone());
        let screen = erika.says("zweimal").await;
        assert_eq!(texts_of_bot(&screen), ["eins", "zwei"], "{fault:?}");
        assert_eq!(bot.journal.unconfirmed().await, 0, "{fault:?}");
    }
}

#[tokio::test]
async fn telegram_s_wish_to_wait_is_granted_and_other_chats_go_on() {
    let bot = Bot::start().await;
    let (erika, ali) = (bot.api.private_chat("Erika"), bot.api.private_chat("Ali"));
    bot.api.next_calls_in(
        erika.id(),
        "sendMessage",
        1,
        Fault::TooManyRequests {
            retry_after: Some(1),
        },
    );
    erika.posts("eins");
    assert_eq!(ali.says("eins").await.text(), "1: Text(\"eins\")");
    bot.screen(&erika).await;
    bot.api
        .wait_for(|world| (world.screen(erika.id()).last().is_some()).then_some(()))
        .await;
    let calls = bot.api.calls_of("sendMessage");
    let to_erika: Vec<_> = calls
        .iter()
        .filter(|call| call.chat_id() == Some(erika.id()))
        .collect();
    assert_eq!(to_erika.len(), 2);
    assert!((to_erika[1].at - to_erika[0].at).as_secs() >= 1);
}

#[tokio::test]
async fn an_answer_whose_confirmation_got_lost_comes_twice_rather_than_never() {
    let bot = Bot::start().await;
    let erika = bot.api.private_chat("Erika");
    bot.api.next_calls("sendMessage", 1, Fault::LostAnswer);
    erika.says("eins").await;
    let screen = bot.screen(&erika).await;
    assert_eq!(
        texts_of_bot(&screen),
        ["1: Text(\"eins\")", "1: Text(\"eins\")"]
    );
}

#[tokio::test]
async fn an_edit_whose_confirmation_got_lost_is_not_seen_twice() {
    let bot = Bot::start().await;
    let erika = bot.api.private_chat("Erika");
    let message = erika.says("eins").await.last().unwrap().id;
    bot.api
        .next_calls("editMessageText", 1, Fault::CutMidAnswer);
    let tap = erika.forges_tap(message, "hier geändert");
    erika.answer_to(&tap, "geändert").await;
    assert_eq!(texts_of_bot(&bot.screen(&erika).await), ["2: geändert"]);
    assert_eq!(
        (
            bot.journal.unconfirmed().await,
            bot.journal.dead_letters().await
        ),
        (0, 0)
    );
}

#[tokio::test]
async fn markup_that_telegram_refuses_is_sent_once_more_without() {
    let bot = Bot::start().await;
    let erika = bot.api.private_chat("Erika");
    let fault = refused(
        400,
        "Bad Request: can't parse entities: Unsupported start tag \"x\" at byte offset 0",
    );
    bot.api.next_calls("sendMessage", 1, fault);
    assert_eq!(erika.says("A & B").await.text(), "1: Text(\"A & B\")");
    let calls = bot.api.calls_of("sendMessage");
    let modes: Vec<_> = calls.iter().map(|call| call.text("parse_mode")).collect();
    assert_eq!(modes, ["HTML", ""]);
}

#[tokio::test]
async fn a_person_who_blocked_the_bot_is_left_alone() {
    let bot = Bot::start().await;
    let erika = bot.api.private_chat("Erika");
    bot.api.hold_updates();
    erika.posts("eins");
    erika.blocks_the_bot();
    bot.api.release_updates();
    bot.settled().await;
    assert_eq!(bot.api.calls_of("sendMessage").len(), 1);
    assert_eq!(
        (bot.journal.unconfirmed().await, bot.metrics.let_go.get()),
        (0, 1)
    );
    erika.unblocks_the_bot();
    assert_eq!(
        erika.says("wieder da").await.text(),
        "3: Text(\"wieder da\")"
    );
}

#[tokio::test]
async fn a_call_that_is_refused_is_never_silence() {
    let bot = Bot::start().await;
    let erika = bot.api.private_chat("Erika");
    for (refusals, expected) in [(1, "1: Text(\"da\")"), (2, conversation::not_sent())] {
        let fault = refused(400, "Bad Request: something new");
        bot.api.next_calls("sendMessage", refusals, fault);
        assert_eq!(erika.says("da").await.text(), expected);
    }
    assert_eq!(bot.journal.dead_letters().await, 0);
    let class = &ErrorClass::Refused;
    assert_eq!(bot.metrics.send_errors.get_or_create(class).get(), 3);
}

#[tokio::test]
async fn what_is_refused_for_good_is_counted_and_the_chat_goes_on() {
    let bot = Bot::start().await;
    let erika = bot.api.private_chat("Erika");
    bot.api.next_calls(
        "sendMessage",
        3,
        refused(400, "Bad Request: BUTTON_DATA_INVALID"),
    );
    let screen = erika.says("zweimal").await;
    assert_eq!(texts_of_bot(&screen), ["zwei"]);
    assert_eq!(
        (
            bot.journal.dead_letters().await,
            bot.metrics.dead_letters.get()
        ),
        (1, 1)
    );
}

#[tokio::test]
async fn nothing_is_tried_for_ever() {
    let bot = Bot::start().await;
    let erika = bot.api.private_chat("Erika");
    bot.api.next_calls("sendMessage", 10, Fault::ServerError);
    let screen = erika.says("zweimal").await;
    assert_eq!(texts_of_bot(&screen), ["zwei"]);
    assert_eq!(bot.journal.dead_letters().await, 1);
}

#[tokio::test]
async fn a_tap_is_answered_through_trouble() {
    let bot = Bot::start().await;
    let erika = bot.api.private_chat("Erika");
    let message = erika.says("eins").await.last().unwrap().id;
    bot.api
        .next_calls("answerCallbackQuery", 2, Fault::BadGateway);
    let tap = erika.forges_tap(message, "wort Erledigt");
    erika.answer_to(&tap, "Erledigt").await;
    assert!(bot.api.look(|world| world.is_answered(&tap)));
}

#[tokio::test]
async fn a_tap_whose_answer_met_a_broken_connection_is_answered_all_the_same() {
    let bot = Bot::start().await;
    let erika = bot.api.private_chat("Erika");
    let message = erika.says("eins").await.last().unwrap().id;
    for fault in [Fault::CutBefore, Fault::LostAnswer] {
        bot.api.next_calls("answerCallbackQuery", 1, fault);
        let tap = erika.forges_tap(message, "wort Erledigt");
        erika.answer_to(&tap, "Erledigt").await;
    }
    bot.settled().await;
}

#[tokio::test]
async fn in_a_storm_nothing_is_lost_and_every_chat_keeps_its_order() {
    let bot = Bot::start().await;
    let people: Vec<_> = (0..20)
        .map(|n| bot.api.private_chat(&format!("Person {n}")))
        .collect();
    for _ in 0..15 {
        for fault in [
            Fault::ServerError,
            Fault::CutBefore,
            Fault::Slow { millis: 5 },
            Fault::TooManyRequests { retry_after: None },
            Fault::Slow { millis: 1 },
            Fault::BadGateway,
        ] {
            bot.api.next_calls("sendMessage", 1, fault);
        }
        bot.api.next_calls("getUpdates", 1, Fault::CutMidAnswer);
    }
    for text in ["a", "b", "c"] {
        for person in &people {
            person.posts(text);
        }
    }
    bot.settled().await;
    for person in &people {
        let expected = ["1: Text(\"a\")", "2: Text(\"b\")", "3: Text(\"c\")"];
        assert_eq!(texts_of_bot(&person.screen_now()), expected);
    }
    assert_eq!(bot.journal.dead_letters().await, 0);
}

#[tokio::test]
async fn only_the_newest_of_several_waiting_edits_is_sent() {
    let bot = Bot::start().await;
    let erika = bot.api.private_chat("Erika");
    let message = erika.says("eins").await.last().unwrap().id;
    bot.api.next_calls(
        "editMessageText",
        1,
        Fault::TooManyRequests {
            retry_after: Some(1),
        },
    );
    bot.api.hold_updates();
    for word in ["a", "b", "c"] {
        erika.forges_tap(message, &format!("hier {word}"));
    }
    bot.api.release_updates();
    assert_eq!(bot.screen(&erika).await.text(), "4: c");
    let edits = bot.api.calls_of("editMessageText");
    assert!(
        edits.iter().all(|call| call.text("text").ends_with('c')),
        "{edits:?}"
    );
    assert_eq!(bot.metrics.superseded.get(), 2);
}

#[tokio::test]
async fn telegram_s_limits_are_kept_with_the_shipped_rates() {
    let api = fake_bot_api::FakeBotApi::start().await;
    let bot = Bot::start_with(api, std::sync::Arc::default(), Rates::default());
    let erika = bot.api.private_chat("Erika");
    for text in ["zweimal", "zweimal", "zweimal"] {
        erika.posts(text);
    }
    bot.api
        .wait_for(|world| (texts_of_bot(&world.screen(erika.id())).len() == 6).then_some(()))
        .await;
    let too_many = |call: &&fake_bot_api::Call| call.status == Some(429);
    assert_eq!(bot.api.calls().iter().filter(too_many).count(), 0);
}

#[tokio::test]
async fn without_network_the_bot_waits_and_then_begins() {
    let api = quick().await;
    api.goes_offline();
    let erika = api.private_chat("Erika");
    let bot = Bot::start_in(api);
    tokio::time::sleep(std::time::Duration::from_millis(100)).await;
    bot.api.goes_online();
    assert_eq!(erika.says("eins").await.text(), "1: Text(\"eins\")");
    bot.api.goes_offline();
    tokio::time::sleep(std::time::Duration::from_millis(100)).await;
    bot.api.goes_online();
    assert_eq!(erika.says("zwei").await.text(), "2: Text(\"zwei\")");
}

#[tokio::test]
async fn every_request_for_updates_names_the_kinds_even_after_failures() {
    let api = quick().await;
    api.next_calls("getUpdates", 3, Fault::BadGateway);
    let bot = Bot::start_in(api);
    let erika = bot.api.private_chat("Erika");
    erika.says("eins").await;
    let named = bot.api.look(|world| {
        let calls: Vec<_> = world.calls_of("getUpdates").collect();
        calls.len() > 3
            && calls
                .iter()
                .all(|call| call.params["allowed_updates"].is_array())
    });
    assert!(named);
}

#[tokio::test]
async fn a_second_poller_is_waited_out() {
    let api = quick().await;
    let words = "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running";
    api.next_calls("getUpdates", 2, refused(409, words));
    let bot = Bot::start_in(api);
    let erika = bot.api.private_chat("Erika");
    assert_eq!(erika.says("eins").await.text(), "1: Text(\"eins\")");
}

#[tokio::test]
async fn a_webhook_left_behind_is_removed() {
    let api = quick().await;
    let words = "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first";
    api.next_calls("getUpdates", 1, refused(409, words));
    let bot = Bot::start_in(api);
    bot.api.private_chat("Erika").says("eins").await;
    assert_eq!(bot.api.calls_of("deleteWebhook").len(), 1);
}

#[tokio::test]
async fn a_wrong_token_ends_the_run_with_a_hint() {
    let api = quick().await;
    api.next_calls("getMe", 2, refused(401, "Unauthorized"));
    let error = Bot::start_in(api).ended().await.unwrap_err();
    assert!(matches!(error, ServeError::Unauthorized));
    assert_eq!(error.exit_code(), 2);
    assert!(error.hint().contains("@BotFather"));
}

#[tokio::test]
async fn an_address_that_is_none_is_refused_before_anything_is_sent() {
    let token = lotse::telegram::BotToken::parse("123456:abc").unwrap();
    for server in ["", "localhost", "file:///etc", "http://"] {
        let mut options = lotse::telegram::ServeOptions::new(token.clone());
        options.server = server.to_owned();
        let journal = std::sync::Arc::new(crate::faulty_journal::FaultyJournal::default());
        let responder = std::sync::Arc::new(crate::telegram_bot::Parrot);
        let telegram = lotse::telegram::Telegram::new(
            options,
            responder,
            journal,
            std::path::Path::new("knowledge"),
        );
        assert!(matches!(telegram, Err(ServeError::Server(_))), "{server}");
    }
}

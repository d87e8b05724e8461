//! Faults by script: what the caller sees, and whether the call took effect.

use fake_bot_api::Fault;
use serde_json::{Value, json};

use crate::bot::{erika, fake};

#[tokio::test]
async fn refusals_by_script_take_no_effect_and_end_after_their_number() {
    let (api, bot) = fake().await;
    let erika = erika(&api);
    let call = json!({"chat_id": erika.id(), "text": "x"});
    api.next_calls(
        "sendMessage",
        2,
        Fault::TooManyRequests {
            retry_after: Some(7),
        },
    );
    api.next_calls(
        "sendmessage",
        1,
        Fault::TooManyRequests { retry_after: None },
    );
    api.next_calls("*", 1, Fault::ServerError);
    for _ in 0..2 {
        assert_eq!(
            bot.answer("SendMessage", call.clone()).await["parameters"],
            json!({"retry_after": 7})
        );
    }
    assert_eq!(
        bot.answer("sendMessage", call.clone())
            .await
            .get("parameters"),
        None
    );
    assert_eq!(
        bot.refusal("sendMessage", call.clone()).await,
        "Internal Server Error"
    );
    assert_eq!(erika.screen_now().messages.len(), 1);
    bot.call("sendMessage", call).await;
    assert_eq!(api.malformed_calls(), []);
}

#[tokio::test]
async fn a_bad_gateway_speaks_html() {
    let (api, bot) = fake().await;
    api.next_calls("getMe", 1, Fault::BadGateway);
    let answer = bot.client().get(bot.address("getMe")).send().await.unwrap();
    assert_eq!(answer.status(), 502);
    assert!(answer.text().await.unwrap().starts_with("<html>"));
}

#[tokio::test]
async fn faults_can_be_meant_for_one_chat() {
    let (api, bot) = fake().await;
    let (erika, max) = (erika(&api), api.private_chat("Max"));
    max.posts("/start");
    api.next_calls_in(max.id(), "sendMessage", 1, Fault::Blocked);
    bot.call("sendMessage", json!({"chat_id": erika.id(), "text": "x"}))
        .await;
    let refusal = bot
        .refusal("sendMessage", json!({"chat_id": max.id(), "text": "x"}))
        .await;
    assert_eq!(refusal, "Forbidden: bot was blocked by the user");
}

#[tokio::test]
async fn cut_connections_leave_the_caller_in_doubt() {
    let (api, bot) = fake().await;
    let erika = erika(&api);
    let call = json!({"chat_id": erika.id(), "text": "x"});
    let mut messages = 1;
    for (fault, takes_effect) in [
        (Fault::CutBefore, 0),
        (Fault::LostAnswer, 1),
        (Fault::CutMidAnswer, 1),
    ] {
        api.next_calls("sendMessage", 1, fault.clone());
        let sent = bot
            .client()
            .post(bot.address("sendMessage"))
            .json(&call)
            .send()
            .await;
        let read = match sent {
            Ok(answer) => answer.json::<Value>().await,
            Err(error) => Err(error),
        };
        assert!(read.is_err(), "{fault:?}: {read:?}");
        messages += takes_effect;
        assert_eq!(erika.screen_now().messages.len(), messages, "{fault:?}");
    }
    assert_eq!(api.calls().last().and_then(|call| call.status), None);
}

#[tokio::test]
async fn a_slow_answer_comes_after_its_effect() {
    let (api, bot) = fake().await;
    let erika = erika(&api);
    api.next_calls("sendMessage", 1, Fault::Slow { millis: 200 });
    let call = tokio::spawn({
        let (bot, chat) = (bot.clone(), erika.id());
        async move {
            bot.call("sendMessage", json!({"chat_id": chat, "text": "spät"}))
                .await
        }
    });
    api.wait_for(|seen| (seen.reactions(erika.id()) == 1).then_some(()))
        .await;
    assert!(!call.is_finished());
    assert_eq!(call.await.unwrap()["text"], json!("spät"));
}

#[tokio::test]
async fn offline_means_no_answer_at_all() {
    let (api, bot) = fake().await;
    api.goes_offline();
    assert!(bot.client().get(bot.address("getMe")).send().await.is_err());
    api.goes_online();
    bot.call("getMe", json!({})).await;
}

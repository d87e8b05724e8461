//! Edits and answers to taps.

use std::time::Duration;

use serde_json::json;

use crate::bot::{erika, fake};

#[tokio::test]
async fn an_edit_that_changes_nothing_is_refused() {
    let (api, bot) = fake().await;
    let chat = erika(&api).id();
    let keyboard = json!({"inline_keyboard": [[{"text": "A", "callback_data": "a"}]]});
    let sent = bot
        .call(
            "sendMessage",
            json!({"chat_id": chat, "text": "eins", "reply_markup": keyboard}),
        )
        .await;
    let edit =
        |text: &str| json!({"chat_id": chat, "message_id": sent["message_id"], "text": text});
    let mut same = edit("eins ");
    same["reply_markup"] = keyboard;
    assert_eq!(
        bot.refusal("editMessageText", same).await,
        "Bad Request: message is not modified: specified new message content and reply markup are exactly the same \
         as a current content and reply markup of the message"
    );
    // The same text without the keyboard is a change: the keyboard goes.
    let edited = bot.call("editMessageText", edit("eins")).await;
    assert_eq!(edited.get("reply_markup"), None);
    assert!(edited["edit_date"].is_number());
    assert_eq!(api.malformed_calls(), []);
}

#[tokio::test]
async fn only_own_texts_can_be_edited_as_texts() {
    let (api, bot) = fake().await;
    let erika = erika(&api);
    let (theirs, _) = erika.posts("meins");
    let edit = |id: i64| json!({"chat_id": erika.id(), "message_id": id, "text": "neu"});
    let refusal = |id: i64| bot.refusal("editMessageText", edit(id));
    assert_eq!(
        refusal(9999).await,
        "Bad Request: message to edit not found"
    );
    assert_eq!(
        refusal(i64::from(theirs)).await,
        "Bad Request: message can't be edited"
    );
    let photo = bot
        .call(
            "sendPhoto",
            json!({"chat_id": erika.id(), "photo": "https://a.de/b.png"}),
        )
        .await;
    let id = photo["message_id"].as_i64().unwrap();
    assert_eq!(
        refusal(id).await,
        "Bad Request: there is no text in the message to edit"
    );
}

#[tokio::test]
async fn a_tap_is_answered_once_and_in_time() {
    let (api, bot) = fake().await;
    let erika = erika(&api);
    let keyboard = json!({"inline_keyboard": [[{"text": "A", "callback_data": "a"}]]});
    bot.call(
        "sendMessage",
        json!({"chat_id": erika.id(), "text": "eins", "reply_markup": keyboard}),
    )
    .await;
    let too_old =
        "Bad Request: query is too old and response timeout expired or query ID is invalid";
    let answer = |tap: &str| json!({"callback_query_id": tap, "text": "ja"});
    let tap = erika.presses("A");
    bot.call("answerCallbackQuery", answer(&tap)).await;
    assert_eq!(
        bot.refusal("answerCallbackQuery", answer(&tap)).await,
        too_old
    );
    let late = erika.presses("A");
    api.advance_clock(Duration::from_secs(151));
    assert_eq!(
        bot.refusal("answerCallbackQuery", answer(&late)).await,
        too_old
    );
    assert_eq!(
        bot.refusal("answerCallbackQuery", answer("1")).await,
        too_old
    );
    let long = json!({"callback_query_id": tap, "text": "x".repeat(201)});
    assert_eq!(
        bot.refusal("answerCallbackQuery", long).await,
        "Bad Request: MESSAGE_TOO_LONG"
    );
    assert!(
        erika
            .transcript()
            .ends_with("[A]\n> [A]\n(toast) ja\n> [A]"),
        "{}",
        erika.transcript()
    );
}

#[tokio::test]
async fn inline_queries_get_checked_answers() {
    let (api, bot) = fake().await;
    let query = api.inline_query("Erika", "auftrag");
    let article = |id: &str| {
        json!({
            "type": "article", "id": id, "title": "1.1", "input_message_content": {"message_text": "Auftrag"},
        })
    };
    let answer =
        |results: Vec<serde_json::Value>| json!({"inline_query_id": query, "results": results});
    let twice = bot
        .refusal(
            "answerInlineQuery",
            answer(vec![article("1"), article("1")]),
        )
        .await;
    assert_eq!(twice, "Bad Request: RESULT_ID_DUPLICATE");
    let many = (0..51).map(|id| article(&id.to_string())).collect();
    assert_eq!(
        bot.refusal("answerInlineQuery", answer(many)).await,
        "Bad Request: RESULTS_TOO_MUCH"
    );
    let with = |field: &str, value: serde_json::Value| {
        let mut article = article("1");
        article[field] = value;
        answer(vec![article])
    };
    let says = |text: &str| json!({"message_text": text, "parse_mode": "HTML"});
    for (wrong, problem) in [
        (
            with("title", json!("")),
            "Field \"title\" must be non-empty",
        ),
        (with("text", json!("?")), "Field \"text\" is unknown"),
        (
            with("input_message_content", json!({})),
            "Can't find field \"message_text\"",
        ),
    ] {
        assert_eq!(
            bot.refusal("answerInlineQuery", wrong).await,
            format!("Bad Request: can't parse inline query result: {problem}")
        );
    }
    for (text, problem) in [
        ("", "message text is empty"),
        (
            "<b>",
            "can't parse entities: Can't find end tag corresponding to start tag \"b\"",
        ),
        (&"a".repeat(4097), "MESSAGE_TOO_LONG"),
    ] {
        assert_eq!(
            bot.refusal(
                "answerInlineQuery",
                with("input_message_content", says(text))
            )
            .await,
            format!("Bad Request: {problem}")
        );
    }
    let mut odd = answer(vec![]);
    odd["button"] = json!({"text": "Fragen", "start_parameter": "ä"});
    assert_eq!(
        bot.refusal("answerInlineQuery", odd).await,
        "Bad Request: START_PARAM_INVALID"
    );
    bot.call("answerInlineQuery", answer(vec![article("1")]))
        .await;
    assert_eq!(
        bot.refusal("answerInlineQuery", answer(vec![article("1")]))
            .await,
        "Bad Request: query is too old and response timeout expired or query ID is invalid"
    );
    let late = api.inline_query("Erika", "auftrag");
    api.advance_clock(std::time::Duration::from_secs(31));
    let late = json!({"inline_query_id": late, "results": []});
    assert!(
        bot.refusal("answerInlineQuery", late)
            .await
            .contains("query is too old")
    );
    assert_eq!(
        api.look(|seen| seen.inline_results(&query).map(<[_]>::len)),
        Some(1)
    );
}

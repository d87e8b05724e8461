//! Sending texts and pictures: what is taken, what is refused in which words.

use std::time::Duration;

use fake_bot_api::{FakeBotApi, Rates};
use serde_json::{Value, json};

use crate::bot::{TestBot, erika, fake};

#[tokio::test]
async fn methods_are_found_in_any_spelling_by_get_and_post() {
    let (api, bot) = fake().await;
    for method in ["getMe", "GetMe", "GETME"] {
        let me = bot.call(method, json!({})).await;
        assert_eq!(me["username"], json!(api.username()));
        assert_eq!(me["has_main_web_app"], json!(false));
    }
    let chat = erika(&api).id();
    let by_get = format!("{}?chat_id={chat}&text=Hallo", bot.address("sendmessage"));
    let answer: Value = bot
        .client()
        .get(by_get)
        .send()
        .await
        .unwrap()
        .json()
        .await
        .unwrap();
    assert_eq!(answer["result"]["text"], json!("Hallo"));
    let form = [("chat_id", chat.to_string()), ("text", "ä & ö".to_owned())];
    let by_form = bot
        .client()
        .post(bot.address("SendMessage"))
        .form(&form)
        .send()
        .await
        .unwrap();
    assert_eq!(
        by_form.json::<Value>().await.unwrap()["result"]["text"],
        json!("ä & ö")
    );
    assert_eq!(api.malformed_calls(), []);
}

#[tokio::test]
async fn unknown_methods_and_tokens_are_refused() {
    let (api, bot) = fake().await;
    let answer = bot
        .client()
        .get(bot.address("getNothing"))
        .send()
        .await
        .unwrap();
    assert_eq!(answer.status(), 404);
    assert_eq!(
        answer.json::<Value>().await.unwrap()["description"],
        json!("Not Found: method not found")
    );
    for (token, expected) in [
        ("12345:wrong", "Unauthorized"),
        ("nonsense", "Unauthorized: invalid token specified"),
    ] {
        let answer = bot
            .client()
            .get(format!("{}/bot{token}/getMe", api.url()))
            .send()
            .await
            .unwrap();
        assert_eq!(answer.status(), 401);
        assert_eq!(
            answer.json::<Value>().await.unwrap()["description"],
            json!(expected)
        );
    }
}

#[tokio::test]
async fn texts_are_refused_in_the_words_of_the_real_server() {
    let (api, bot) = fake().await;
    let chat = erika(&api).id();
    let keyboard = |button: Value| json!({"inline_keyboard": [[button]]});
    let cases = [
        (json!({"text": ""}), "Bad Request: message text is empty"),
        (
            json!({"text": " \n\u{a0}"}),
            "Bad Request: text must be non-empty",
        ),
        (
            json!({"text": "x".repeat(4097)}),
            "Bad Request: message is too long",
        ),
        (
            json!({"text": "ä".repeat(20000)}),
            "Bad Request: text is too long",
        ),
        (
            json!({"text": "x", "parse_mode": "rtf"}),
            "Bad Request: unsupported parse_mode",
        ),
        (
            json!({"text": "ä<h1>", "parse_mode": "HTML"}),
            "Bad Request: can't parse entities: Unsupported start tag \"h1\" at byte offset 2",
        ),
        (
            json!({"text": "x", "reply_markup": keyboard(json!({"text": "A", "callback_data": "x".repeat(65)}))}),
            "Bad Request: BUTTON_DATA_INVALID",
        ),
        (
            json!({"text": "x", "reply_markup": keyboard(json!({"text": "A", "callback_data": ""}))}),
            "Bad Request: can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard",
        ),
        (
            json!({"text": "x", "reply_markup": keyboard(json!({"text": "", "callback_data": "a"}))}),
            "Bad Request: inline keyboard button text must be non-empty",
        ),
        (
            json!({"text": "x", "reply_markup": keyboard(json!({"text": "A", "url": "http://x"}))}),
            "Bad Request: inline keyboard button URL 'http://x' is invalid: Wrong HTTP URL",
        ),
        (
            json!({"text": "x", "reply_markup": 5}),
            "Bad Request: object expected as reply markup",
        ),
        (
            json!({"text": "x", "reply_parameters": {"message_id": 9999}}),
            "Bad Request: message to be replied not found",
        ),
        (
            json!({"text": "x", "message_thread_id": 7}),
            "Bad Request: message thread not found",
        ),
    ];
    for (mut call, expected) in cases {
        call["chat_id"] = json!(chat);
        assert_eq!(bot.refusal("sendMessage", call).await, expected);
    }
    assert_eq!(
        bot.refusal("sendMessage", json!({"text": "x"})).await,
        "Bad Request: chat_id is empty"
    );
    assert_eq!(
        bot.refusal("sendMessage", json!({"chat_id": 1, "text": "x"}))
            .await,
        "Bad Request: chat not found"
    );
}

#[tokio::test]
async fn length_counts_utf16_units_after_entities_are_taken_out() {
    let (api, bot) = fake().await;
    let chat = erika(&api).id();
    let fits = format!("<b>{}</b>", "😀".repeat(2048));
    bot.call(
        "sendMessage",
        json!({"chat_id": chat, "text": fits, "parse_mode": "HTML"}),
    )
    .await;
    let too_long = "😀".repeat(2049);
    let refusal = bot
        .refusal("sendMessage", json!({"chat_id": chat, "text": too_long}))
        .await;
    assert_eq!(refusal, "Bad Request: message is too long");
}

#[tokio::test]
async fn the_answer_shows_the_message_as_it_was_stored() {
    let (api, bot) = fake().await;
    let chat = erika(&api).id();
    let call = json!({
        "chat_id": chat, "text": "  <b>Guten</b> <i>Tag</i>\n\n", "parse_mode": "html",
        "reply_markup": {"inline_keyboard": [[{"text": "Seite", "url": "example.org"}], []]},
    });
    let sent = bot.call("sendMessage", call).await;
    assert_eq!(sent["text"], json!("Guten Tag"));
    assert_eq!(
        sent["entities"],
        json!([
            {"offset": 0, "length": 5, "type": "bold"},
            {"offset": 6, "length": 3, "type": "italic"},
        ])
    );
    assert_eq!(
        sent["reply_markup"],
        json!({"inline_keyboard": [[{"text": "Seite", "url": "http://example.org/"}]]})
    );
    assert_eq!(
        sent["chat"],
        json!({"id": chat, "type": "private", "first_name": "Erika"})
    );
}

#[tokio::test]
async fn unknown_and_mistyped_parameters_are_served_but_noted() {
    let (api, bot) = fake().await;
    let chat = erika(&api).id();
    bot.call(
        "sendMessage",
        json!({"chat_id": chat, "text": "x", "txt": "y"}),
    )
    .await;
    bot.call(
        "sendMessage",
        json!({"chat_id": chat, "text": "x", "protect_content": "maybe"}),
    )
    .await;
    bot.refusal(
        "sendMessage",
        json!({"chat_id": chat, "text": "x", "reply_markup": null}),
    )
    .await;
    let reasons: Vec<_> = api
        .malformed_calls()
        .into_iter()
        .filter_map(|call| call.malformed)
        .collect();
    assert_eq!(
        reasons,
        [
            "sendMessage has no parameter `txt`",
            "`protect_content` is not of kind Flag",
            "`reply_markup` is not of kind Json",
        ]
    );
}

#[tokio::test]
async fn a_picture_is_sent_by_upload_and_then_by_its_id() {
    let (api, bot) = fake().await;
    let erika = erika(&api);
    let mut png = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR".to_vec();
    png.extend([0, 0, 0, 8, 0, 0, 0, 4]);
    let boundary = "x-boundary-x";
    let mut body = format!(
        "--{boundary}\r\nContent-Disposition: form-data; name=\"chat_id\"\r\n\r\n{}\r\n\
         --{boundary}\r\nContent-Disposition: form-data; name=\"caption\"\r\n\r\nEin <Bild>\r\n\
         --{boundary}\r\nContent-Disposition: form-data; name=\"photo\"; filename=\"a.png\"\r\n\
         Content-Type: image/png\r\n\r\n",
        erika.id()
    )
    .into_bytes();
    body.extend(png);
    body.extend(format!("\r\n--{boundary}--\r\n").into_bytes());
    let request = bot.client().post(bot.address("sendPhoto"));
    let request = request
        .header(
            "content-type",
            format!("multipart/form-data; boundary={boundary}"),
        )
        .body(body);
    let answer: Value = request.send().await.unwrap().json().await.unwrap();
    let photo = &answer["result"]["photo"][0];
    assert_eq!(
        (photo["width"].as_i64(), photo["height"].as_i64()),
        (Some(8), Some(4)),
        "{answer}"
    );
    bot.call(
        "sendPhoto",
        json!({"chat_id": erika.id(), "photo": photo["file_id"]}),
    )
    .await;
    let wrong = bot
        .refusal(
            "sendPhoto",
            json!({"chat_id": erika.id(), "photo": "nonsense"}),
        )
        .await;
    assert!(
        wrong.starts_with("Bad Request: wrong remote file identifier specified"),
        "{wrong}"
    );
    assert_eq!(erika.transcript(), "> /start\n(photo) Ein <Bild>\n(photo) ");
}

#[tokio::test]
async fn who_has_not_written_or_has_blocked_cannot_be_written_to() {
    let (api, bot) = fake().await;
    let stranger = api.private_chat("Fremde");
    let call = json!({"chat_id": stranger.id(), "text": "Hallo"});
    let expected = "Forbidden: bot can't initiate conversation with a user";
    assert_eq!(bot.refusal("sendMessage", call.clone()).await, expected);
    stranger.posts("/start");
    bot.call("sendMessage", call.clone()).await;
    stranger.blocks_the_bot();
    assert_eq!(
        bot.refusal("sendMessage", call.clone()).await,
        "Forbidden: bot was blocked by the user"
    );
    stranger.unblocks_the_bot();
    bot.call("sendMessage", call.clone()).await;
    stranger.deletes_the_account();
    assert_eq!(
        bot.refusal("sendMessage", call).await,
        "Forbidden: user is deactivated"
    );
    assert_eq!(api.malformed_calls(), []);
}

#[tokio::test]
async fn too_many_messages_are_refused_until_time_has_passed() {
    let api = FakeBotApi::builder()
        .rates(Rates {
            chat_burst: 2,
            ..Rates::default()
        })
        .start()
        .await
        .unwrap();
    let bot = TestBot::of(&api);
    let call = json!({"chat_id": erika(&api).id(), "text": "x"});
    bot.call("sendMessage", call.clone()).await;
    bot.call("sendMessage", call.clone()).await;
    let answer = bot
        .client()
        .post(bot.address("sendMessage"))
        .json(&call)
        .send()
        .await
        .unwrap();
    assert_eq!(answer.status(), 429);
    assert_eq!(answer.headers()["retry-after"], "2");
    let body: Value = answer.json().await.unwrap();
    assert_eq!(
        body["description"],
        json!("Too Many Requests: retry after 2")
    );
    assert_eq!(body["parameters"], json!({"retry_after": 2}));
    api.advance_clock(Duration::from_secs(2));
    bot.call("sendMessage", call).await;
    assert_eq!(api.malformed_calls(), []);
}

#[tokio::test]
async fn a_group_takes_twenty_calls_a_minute() {
    let api = FakeBotApi::builder()
        .rates(Rates {
            per_chat: 0,
            overall: 0,
            ..Rates::default()
        })
        .start()
        .await
        .unwrap();
    let bot = TestBot::of(&api);
    let call = json!({"chat_id": api.group("Runde").id(), "text": "x"});
    for _ in 0..20 {
        bot.call("sendMessage", call.clone()).await;
    }
    let refused = bot.answer("sendMessage", call).await;
    assert!(
        refused["parameters"]["retry_after"].as_u64() > Some(50),
        "{refused}"
    );
}

//! A person and the bot in a private chat, over the whole Telegram side.

use lotse::conversation::Introduction;
use lotse::knowledge::Guide;
use serde_json::json;

use crate::telegram_bot::{Bot, quick, texts_of_bot};

#[tokio::test]
async fn what_is_typed_is_answered_below() {
    let bot = Bot::start().await;
    let erika = bot.api.private_chat("Erika");
    erika.says("/start").await;
    erika.says("Wer <entscheidet> & warum?").await;
    assert_eq!(
        erika.transcript().trim(),
        "> /start\n1: Command { name: \"start\", rest: \"\" }\n\
         > Wer <entscheidet> & warum?\n2: Text(\"Wer <entscheidet> & warum?\")"
    );
    assert_eq!(bot.api.malformed_calls(), []);
    bot.stop().await.unwrap();
}

#[tokio::test]
async fn a_tap_edits_the_message_it_belongs_to() {
    let bot = Bot::start().await;
    let erika = bot.api.private_chat("Erika");
    let first = erika.says("eins").await.last().unwrap().id;
    erika.says("zwei").await;
    let tap = erika.forges_tap(first, "hier geändert");
    let screen = erika.answer_to(&tap, "geändert").await;
    let texts = texts_of_bot(&screen);
    assert_eq!(texts, ["3: geändert", "2: Text(\"zwei\")"]);
    assert_eq!(bot.api.malformed_calls(), []);
}

#[tokio::test]
async fn every_tap_is_answered_once_with_a_word_or_without() {
    let bot = Bot::start().await;
    let erika = bot.api.private_chat("Erika");
    let message = erika.says("eins").await.last().unwrap().id;
    for data in ["wort Erledigt", "stumm", "", "völlig fremd"] {
        let tap = erika.forges_tap(message, data);
        erika.answer_to(&tap, data).await;
    }
    let answers = bot.api.calls_of("answerCallbackQuery");
    let words: Vec<_> = answers.iter().map(|call| call.text("text")).collect();
    assert_eq!(words, ["Erledigt", "", "", ""]);
}

#[tokio::test]
async fn a_tap_on_a_message_that_is_gone_is_answered_below() {
    let bot = Bot::start().await;
    let erika = bot.api.private_chat("Erika");
    erika.says("eins").await;
    let tap = erika.forges_tap(4711, "hier neu");
    let screen = erika.answer_to(&tap, "neu").await;
    assert_eq!(screen.text(), "2: neu");
    assert_eq!(bot.api.calls_of("editMessageText").len(), 0);
}

#[tokio::test]
async fn a_long_text_arrives_in_pieces_that_telegram_takes() {
    let bot = Bot::start().await;
    let erika = bot.api.private_chat("Erika");
    let screen = erika.says("lang").await;
    let pieces = texts_of_bot(&screen);
    assert_eq!(pieces.len(), 3);
    assert!(pieces.iter().all(|piece| piece.ends_with("Wort.")));
    let words: usize = pieces
        .iter()
        .map(|piece| piece.matches("Wort").count())
        .sum();
    assert_eq!(words, 700);
}

#[tokio::test]
async fn a_picture_is_uploaded_once_and_then_named() {
    let bot = Bot::start().await;
    let erika = bot.api.private_chat("Erika");
    for _ in 0..2 {
        let screen = erika.says("bild").await;
        assert_eq!(screen.text(), "Das Bild folgt noch.");
    }
    let photos = bot.api.calls_of("sendPhoto");
    let named = |call: &fake_bot_api::Call| !call.text("photo").starts_with("attach:");
    assert_eq!(photos.iter().map(named).collect::<Vec<_>>(), [false, true]);
    assert_eq!(bot.api.malformed_calls(), []);
}

#[tokio::test]
async fn a_picture_that_is_missing_leaves_its_words() {
    let bot = Bot::start().await;
    let erika = bot.api.private_chat("Erika");
    let screen = erika.says("kein bild").await;
    assert_eq!(screen.text(), "Das Bild folgt noch.");
    assert_eq!(bot.api.calls_of("sendPhoto").len(), 0);
}

#[tokio::test]
async fn stickers_pictures_voices_and_files_are_told_apart() {
    let bot = Bot::start().await;
    let erika = bot.api.private_chat("Erika");
    erika.sends_sticker();
    erika.sends_photo("");
    erika.sends_voice();
    erika.sends_document("plan.pdf");
    erika.sends_something_new();
    let screen = bot.screen(&erika).await;
    let answers = texts_of_bot(&screen);
    assert_eq!(
        answers,
        [
            "1: Attachment(Sticker)",
            "2: Attachment(Photo)",
            "3: Attachment(Voice)",
            "4: Attachment(Document)",
            "5: Unreadable",
        ]
    );
}

#[tokio::test]
async fn words_are_read_wherever_they_stand() {
    let bot = Bot::start().await;
    let erika = bot.api.private_chat("Erika");
    erika.sends_photo("Wer entscheidet?");
    erika.sends_fields(&json!({ "rich_message": { "blocks": [
        { "type": "heading", "text": "Auftrag" },
        { "type": "paragraph", "text": ["Wer ", { "type": "bold", "text": "entscheidet" }, "?"] },
        { "type": "list", "items": [{ "blocks": [{ "type": "paragraph", "text": "Die Leitung" }] }] },
    ] } }));
    assert_eq!(
        texts_of_bot(&bot.screen(&erika).await),
        [
            "1: Text(\"Wer entscheidet?\")",
            "2: Text(\"Auftrag\\nWer entscheidet?\\nDie Leitung\")",
        ]
    );
}

#[tokio::test]
async fn what_nobody_said_is_met_with_silence() {
    let bot = Bot::start().await;
    let erika = bot.api.private_chat("Erika");
    erika.says("da").await;
    for kind in [
        "gift_upgrade_sent",
        "suggested_post_paid",
        "managed_bot_created",
        "chat_owner_changed",
    ] {
        erika.sends_fields(&json!({ kind: {} }));
    }
    let token = bot.api.token();
    let me: i64 = token.split(':').next().unwrap().parse().unwrap();
    erika.sends_fields(
        &json!({ "text": "Wer entscheidet?", "via_bot": { "id": me, "is_bot": true } }),
    );
    assert_eq!(texts_of_bot(&bot.screen(&erika).await), ["1: Text(\"da\")"]);
}

#[tokio::test]
async fn an_edited_message_is_seen_as_edited() {
    let bot = Bot::start().await;
    let erika = bot.api.private_chat("Erika");
    let (message, _) = erika.posts("wer entscheidt");
    bot.screen(&erika).await;
    erika.edits(message, "wer entscheidet");
    assert_eq!(
        bot.screen(&erika).await.text(),
        "2: Edited(\"wer entscheidet\")"
    );
}

#[tokio::test]
async fn the_menu_is_german_and_short() {
    let bot = Bot::start_in(quick().await);
    bot.api
        .wait_for(|world| world.short_description("").map(|_| ()))
        .await;
    let commands = bot.api.look(|world| world.commands("default", ""));
    let introduction = Introduction::with(&Guide::default());
    let expected = introduction.commands.into_iter();
    let expected: Vec<_> = expected
        .map(|(name, what)| (name.to_owned(), what))
        .collect();
    assert!(!commands.is_empty() && commands.len() <= 8);
    assert_eq!(commands, expected);
    assert_eq!(
        bot.api.look(|world| world.menu_button().cloned()).unwrap()["type"],
        "commands"
    );
    assert_eq!(bot.api.malformed_calls(), []);
}

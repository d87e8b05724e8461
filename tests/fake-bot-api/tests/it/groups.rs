//! Groups, topics, channels: what the bot is shown, who may what, and the move to a supergroup.

use fake_bot_api::FakeBotApi;
use serde_json::json;

use crate::bot::{TestBot, fake};

#[tokio::test]
async fn in_a_group_the_bot_sees_what_is_meant_for_it() {
    let (api, bot) = fake().await;
    let group = api.group("Runde");
    let erika = group.member("Erika");
    let sent = bot
        .call(
            "sendMessage",
            json!({"chat_id": group.id(), "text": "Hallo"}),
        )
        .await;
    let id = i32::try_from(sent["message_id"].as_i64().unwrap()).unwrap();
    let is_seen = |text: &str| erika.posts(text).1 != 0;
    assert!(!is_seen("Guten Morgen zusammen"));
    assert!(is_seen("/start"));
    assert!(is_seen("/start@lotse_test_bot"));
    assert!(!is_seen("/start@other_bot"));
    assert!(is_seen("was meint @Lotse_Test_Bot dazu?"));
    assert!(erika.replying_to(id).posts("und das?").1 != 0);
    assert!(group.joins("Max").posts("/hilfe").1 != 0);
}

#[tokio::test]
async fn without_privacy_mode_the_bot_sees_everything() {
    let api = FakeBotApi::builder()
        .reads_all_group_messages()
        .start()
        .await
        .unwrap();
    let me = TestBot::of(&api).call("getMe", json!({})).await;
    assert_eq!(me["can_read_all_group_messages"], json!(true));
    assert_ne!(
        api.supergroup("Runde")
            .member("Erika")
            .posts("Guten Morgen")
            .1,
        0
    );
}

#[tokio::test]
async fn coming_and_going_is_told_in_two_ways() {
    let (api, bot) = fake().await;
    let group = api.group_without_bot("Runde");
    let call = json!({"chat_id": group.id(), "text": "x"});
    assert_eq!(
        bot.refusal("sendMessage", call.clone()).await,
        "Forbidden: bot is not a member of the group chat"
    );
    group.adds_the_bot();
    bot.call("sendMessage", call.clone()).await;
    let updates = bot.updates(0).await;
    assert_eq!(
        updates[0]["message"]["new_chat_members"][0]["username"],
        json!("lotse_test_bot")
    );
    assert_eq!(
        updates[1]["my_chat_member"]["old_chat_member"]["status"],
        json!("left")
    );
    assert_eq!(
        updates[1]["my_chat_member"]["new_chat_member"]["status"],
        json!("member")
    );
    group.expels_the_bot();
    assert_eq!(
        bot.refusal("sendMessage", call).await,
        "Forbidden: bot was kicked from the group chat"
    );
    let last = bot.updates(-1).await;
    assert_eq!(
        last[0]["my_chat_member"]["new_chat_member"]["status"],
        json!("kicked")
    );
}

#[tokio::test]
async fn a_group_that_moves_tells_its_new_id() {
    let (api, bot) = fake().await;
    let group = api.group("Runde");
    let moved = group.migrates();
    let refused = bot
        .answer("sendMessage", json!({"chat_id": group.id(), "text": "x"}))
        .await;
    assert_eq!(
        refused["description"],
        json!("Bad Request: group chat was upgraded to a supergroup chat")
    );
    assert_eq!(
        refused["parameters"],
        json!({"migrate_to_chat_id": moved.id()})
    );
    bot.call("sendMessage", json!({"chat_id": moved.id(), "text": "x"}))
        .await;
    let updates = bot.updates(0).await;
    assert_eq!(
        updates[0]["message"]["migrate_to_chat_id"],
        json!(moved.id())
    );
    assert_eq!(
        updates[1]["message"]["migrate_from_chat_id"],
        json!(group.id())
    );
}

#[tokio::test]
async fn topics_have_their_own_screen() {
    let (api, bot) = fake().await;
    let forum = api.forum("Projekt");
    let topic = forum.topic("Schritt 1");
    let erika = forum.member("Erika").in_topic(topic);
    erika.posts("/start");
    let update = bot.updates(-1).await;
    assert_eq!(update[0]["message"]["message_thread_id"], json!(topic));
    assert_eq!(update[0]["message"]["is_topic_message"], json!(true));
    bot.call(
        "sendMessage",
        json!({"chat_id": forum.id(), "text": "hier", "message_thread_id": topic}),
    )
    .await;
    bot.call(
        "sendMessage",
        json!({"chat_id": forum.id(), "text": "allgemein"}),
    )
    .await;
    assert_eq!(erika.screen_now().text(), "hier");
    assert_eq!(forum.founder().screen_now().text(), "allgemein");
}

#[tokio::test]
async fn channels_post_and_anonymous_administrators_hide_behind_the_group() {
    let (api, bot) = fake().await;
    api.channel("Nachrichten").founder().posts("Neues");
    api.supergroup("Runde")
        .administrator("Erika")
        .anonymously()
        .posts("/start");
    let updates = bot.updates(0).await;
    assert_eq!(updates[0]["channel_post"]["text"], json!("Neues"));
    assert_eq!(updates[0]["channel_post"].get("from"), None);
    assert_eq!(
        updates[1]["message"]["from"]["username"],
        json!("GroupAnonymousBot")
    );
    assert_eq!(
        updates[1]["message"]["sender_chat"]["title"],
        json!("Runde")
    );
}

#[tokio::test]
async fn what_a_member_is_can_be_asked_for() {
    let (api, bot) = fake().await;
    let group = api.supergroup("Runde");
    let (erika, max) = (group.administrator("Erika"), group.member("Max"));
    let status = async |user: i64| {
        let member = bot
            .call(
                "getChatMember",
                json!({"chat_id": group.id(), "user_id": user}),
            )
            .await;
        member["status"].as_str().unwrap_or_default().to_owned()
    };
    assert_eq!(status(erika.user_id()).await, "administrator");
    assert_eq!(status(max.user_id()).await, "member");
    assert_eq!(status(api.private_chat("Fremde").user_id()).await, "left");
    assert_eq!(api.malformed_calls(), []);
}

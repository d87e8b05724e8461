//! The handles a test uses: people talk with a running bot and look at what they see.

use serde_json::json;

use crate::bot::fake;

#[tokio::test]
async fn a_conversation_reads_as_it_went() {
    let (api, bot) = fake().await;
    let running = tokio::spawn(bot.echoes());
    let erika = api.private_chat("Erika");
    let screen = erika.says("/start").await;
    assert_eq!(screen.text(), "/start");
    assert_eq!(screen.labels(), ["Weiter"]);
    let screen = erika.taps("Weiter").await;
    assert_eq!(screen.to_string(), "Erika: /start\nSchritt 1\n");
    assert_eq!(
        erika.transcript(),
        "> /start\n/start\n[Weiter]\n> [Weiter]\n(toast) ja\n(edited) Schritt 1"
    );
    assert_eq!(api.malformed_calls(), []);
    running.abort();
}

#[tokio::test]
async fn topics_are_answered_in_their_topic() {
    let (api, bot) = fake().await;
    let running = tokio::spawn(bot.echoes());
    let forum = api.forum("Projekt");
    let topic = forum.topic("Schritt 1");
    let screen = forum.member("Erika").in_topic(topic).says("/start").await;
    assert_eq!(screen.text(), "/start");
    running.abort();
}

#[tokio::test]
async fn people_send_all_sorts_of_things() {
    let (api, bot) = fake().await;
    let erika = api.private_chat("Erika");
    let (said, _) =
        erika.posts("Hallo @lotse_test_bot, siehe https://example.org/x oder a@b.de /hilfe");
    erika.edits(said, "doch nicht");
    erika.sends_sticker();
    erika.sends_photo("ein Bild");
    erika.sends_voice();
    erika.sends_document("plan.pdf");
    erika.sends_something_new();
    erika.forges_tap(4711, "gefälscht");
    let updates = bot.updates(0).await;
    let kinds: Vec<_> = updates[0]["message"]["entities"]
        .as_array()
        .unwrap()
        .iter()
        .map(|e| e["type"].clone())
        .collect();
    assert_eq!(kinds, ["mention", "url", "email", "bot_command"]);
    assert_eq!(updates[1]["edited_message"]["text"], json!("doch nicht"));
    assert!(updates[2]["message"]["sticker"].is_object());
    assert_eq!(updates[3]["message"]["caption"], json!("ein Bild"));
    assert!(updates[4]["message"]["voice"].is_object());
    assert_eq!(
        updates[5]["message"]["document"]["file_name"],
        json!("plan.pdf")
    );
    assert!(updates[6]["message"]["holographic_greeting"].is_object());
    assert_eq!(updates[7]["callback_query"]["message"]["date"], json!(0));
    assert!(updates[7]["callback_query"]["chat_instance"].is_string());
}

#[tokio::test]
async fn conditions_are_waited_for_and_given_up() {
    let (api, _bot) = fake().await;
    let never = api.try_wait_for(std::time::Duration::ZERO, |seen| {
        seen.menu_button().map(|_| ())
    });
    assert_eq!(never.await, None);
}

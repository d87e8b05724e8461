//! `TestBot`: calls methods of the fake over HTTP and gives back what came.

use fake_bot_api::{FakeBotApi, Rates};
use serde_json::{Value, json};

/// A client of the fake.
#[derive(Clone)]
pub(crate) struct TestBot {
    client: reqwest::Client,
    root: String,
}

/// A fake without limits on sending, and a bot for it.
pub(crate) async fn fake() -> (FakeBotApi, TestBot) {
    let api = FakeBotApi::builder()
        .rates(Rates::off())
        .start()
        .await
        .expect("a free port");
    let bot = TestBot::of(&api);
    (api, bot)
}

impl TestBot {
    pub(crate) fn of(api: &FakeBotApi) -> Self {
        let root = format!("{}/bot{}", api.url(), api.token());
        Self {
            client: reqwest::Client::new(),
            root,
        }
    }

    /// The address of a method.
    pub(crate) fn address(&self, method: &str) -> String {
        format!("{}/{method}", self.root)
    }

    pub(crate) fn client(&self) -> &reqwest::Client {
        &self.client
    }

    /// Makes a call with JSON and returns the whole answer.
    pub(crate) async fn answer(&self, method: &str, params: Value) -> Value {
        let sent = self
            .client
            .post(self.address(method))
            .json(&params)
            .send()
            .await;
        sent.expect("an answer").json().await.expect("JSON")
    }

    /// Makes a call that succeeds and returns its result.
    pub(crate) async fn call(&self, method: &str, params: Value) -> Value {
        let mut answer = self.answer(method, params).await;
        assert_eq!(answer["ok"], json!(true), "{answer}");
        answer["result"].take()
    }

    /// Makes a call that fails and returns the description of the failure.
    pub(crate) async fn refusal(&self, method: &str, params: Value) -> String {
        let answer = self.answer(method, params).await;
        assert_eq!(answer["ok"], json!(false), "{answer}");
        answer["description"]
            .as_str()
            .unwrap_or_default()
            .to_owned()
    }

    /// Fetches updates from an offset without waiting for new ones.
    pub(crate) async fn updates(&self, offset: i64) -> Vec<Value> {
        let updates = self
            .call("getUpdates", json!({"offset": offset, "timeout": 0}))
            .await;
        updates.as_array().cloned().unwrap_or_default()
    }

    /// Is a bot: answers every text with the same text and a button, and a tap with an edit.
    pub(crate) async fn echoes(self) {
        let mut offset = 0;
        loop {
            let updates = self
                .call("getUpdates", json!({"offset": offset, "timeout": 20}))
                .await;
            for update in updates.as_array().into_iter().flatten() {
                offset = update["update_id"].as_i64().unwrap_or(0) + 1;
                self.react(update).await;
            }
        }
    }

    async fn react(&self, update: &Value) {
        if let Some(text) = update["message"]["text"].as_str() {
            let keyboard = json!({"inline_keyboard": [[{"text": "Weiter", "callback_data": "w"}]]});
            let chat = &update["message"]["chat"]["id"];
            let thread = &update["message"]["message_thread_id"];
            let mut call = json!({"chat_id": chat, "text": text, "reply_markup": keyboard});
            if thread.is_number() {
                call["message_thread_id"] = thread.clone();
            }
            self.answer("sendMessage", call).await;
        }
        let tap = &update["callback_query"];
        if tap.is_object() {
            let message = &tap["message"];
            let edit = json!({
                "chat_id": message["chat"]["id"], "message_id": message["message_id"], "text": "Schritt 1",
            });
            self.answer(
                "answerCallbackQuery",
                json!({"callback_query_id": tap["id"], "text": "ja"}),
            )
            .await;
            self.answer("editMessageText", edit).await;
        }
    }
}

/// A person who has already written to the bot.
pub(crate) fn erika(api: &FakeBotApi) -> fake_bot_api::Chat {
    let erika = api.private_chat("Erika");
    erika.posts("/start");
    erika
}

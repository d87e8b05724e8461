//! Delivery to a webhook.

use std::sync::Arc;
use std::sync::Mutex;

use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::routing::post;
use axum::{Json, Router};
use serde_json::{Value, json};

use crate::bot::{erika, fake};

#[derive(Clone, Default)]
struct Inbox(Arc<Mutex<Vec<(String, Value)>>>);

/// Refuses the first delivery and takes all others.
async fn take(
    State(inbox): State<Inbox>,
    headers: HeaderMap,
    Json(update): Json<Value>,
) -> StatusCode {
    let secret = headers
        .get("x-telegram-bot-api-secret-token")
        .and_then(|value| value.to_str().ok());
    let mut taken = inbox.0.lock().unwrap();
    taken.push((secret.unwrap_or_default().to_owned(), update));
    if taken.len() == 1 {
        StatusCode::SERVICE_UNAVAILABLE
    } else {
        StatusCode::OK
    }
}

#[tokio::test]
async fn updates_go_to_the_webhook_with_its_secret_until_they_are_taken() {
    let (api, bot) = fake().await;
    let inbox = Inbox::default();
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}/hook", listener.local_addr().unwrap());
    let app = Router::new()
        .route("/hook", post(take))
        .with_state(inbox.clone());
    tokio::spawn(async move { axum::serve(listener, app).await });
    bot.call(
        "setWebhook",
        json!({"url": url, "secret_token": "geheim_1"}),
    )
    .await;
    assert_eq!(
        bot.refusal("getUpdates", json!({})).await,
        "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first"
    );
    erika(&api);
    api.wait_for(|seen| (seen.pending_updates() == 0).then_some(()))
        .await;
    let taken = inbox.0.lock().unwrap().clone();
    assert_eq!(taken.len(), 2, "once refused, once taken");
    assert_eq!(taken[0], taken[1]);
    assert_eq!(taken[0].0, "geheim_1");
    bot.call("deleteWebhook", json!({})).await;
    assert!(bot.updates(0).await.is_empty());
}

#[tokio::test]
async fn setting_a_webhook_ends_the_waiting_poll() {
    let (api, bot) = fake().await;
    let poll = tokio::spawn({
        let bot = bot.clone();
        async move { bot.refusal("getUpdates", json!({"timeout": 50})).await }
    });
    api.wait_for(|seen| seen.calls_of("getUpdates").next().map(|_| ()))
        .await;
    bot.call("setWebhook", json!({"url": "https://example.org/hook"}))
        .await;
    assert_eq!(
        poll.await.unwrap(),
        "Conflict: terminated by setWebhook request"
    );
    let again = bot
        .answer("setWebhook", json!({"url": "https://example.org/other"}))
        .await;
    assert_eq!(again["parameters"], json!({"retry_after": 1}));
}

#[tokio::test]
async fn webhooks_need_https_and_a_plain_secret() {
    let (_api, bot) = fake().await;
    let cases = [
        (
            json!({"url": "nonsense"}),
            "Bad Request: invalid webhook URL specified",
        ),
        (
            json!({"url": "http://example.org/"}),
            "Bad Request: bad webhook: An HTTPS URL must be provided for webhook",
        ),
        (
            json!({"url": "https://example.org/", "secret_token": "ä"}),
            "Bad Request: secret token contains unallowed characters",
        ),
        (
            json!({"url": "https://example.org/", "secret_token": "x".repeat(257)}),
            "Bad Request: secret token is too long",
        ),
    ];
    for (call, expected) in cases {
        assert_eq!(bot.refusal("setWebhook", call).await, expected);
    }
}

//! Delivery to a webhook: one update after the other, repeated until it is taken.
//!
//! The real server insists on https; this one also takes plain http to the own machine, as a local Bot API
//! server does. Repeats come at once, then after ever longer pauses.

use std::sync::Arc;
use std::time::Duration;

use serde_json::{Value, json};

use crate::args::Args;
use crate::server::Shared;

/// A webhook that was set.
#[derive(Clone, Debug)]
pub(crate) struct Webhook {
    pub(crate) url: String,
    pub(crate) secret: String,
    pub(crate) max_connections: i64,
    pub(crate) ip_address: String,
    pub(crate) last_error: Option<(i64, String)>,
}

/// Delivers updates for as long as the fake lives.
pub(crate) async fn deliver(shared: Arc<Shared>) {
    let client = reqwest::Client::builder()
        .timeout(Duration::from_secs(60))
        .build()
        .unwrap_or_default();
    let mut changes = shared.subscribe();
    let mut failures = 0u32;
    loop {
        changes.borrow_and_update();
        let next = shared.look(|world| world.webhook.clone().zip(world.updates.first()));
        let Some((webhook, (id, update))) = next else {
            if changes.changed().await.is_err() {
                return;
            }
            continue;
        };
        match post(&client, &webhook, &update).await {
            Ok(body) => {
                failures = 0;
                shared.with(|world| world.updates.remove(id));
                answer_in_body(&shared, &body);
            }
            Err(problem) => {
                shared.with(|world| {
                    let now = world.unix_time();
                    if let Some(webhook) = &mut world.webhook {
                        webhook.last_error = Some((now, problem));
                    }
                });
                let pause = if failures == 0 {
                    0
                } else {
                    1u64 << failures.min(6)
                };
                failures += 1;
                tokio::time::sleep(Duration::from_secs(pause)).await;
            }
        }
    }
}

async fn post(
    client: &reqwest::Client,
    webhook: &Webhook,
    update: &Value,
) -> Result<String, String> {
    let mut request = client.post(&webhook.url).json(update);
    if !webhook.secret.is_empty() {
        request = request.header("X-Telegram-Bot-Api-Secret-Token", &webhook.secret);
    }
    let response = request
        .send()
        .await
        .map_err(|error| error.without_url().to_string())?;
    let status = response.status();
    if !status.is_success() {
        let reason = status.canonical_reason().unwrap_or_default();
        return Err(format!(
            "Wrong response from the webhook: {} {reason}",
            status.as_u16()
        ));
    }
    response
        .text()
        .await
        .map_err(|error| error.without_url().to_string())
}

/// An answer may name one method, which is called without telling its result.
fn answer_in_body(shared: &Shared, body: &str) {
    let Ok(Value::Object(mut object)) = serde_json::from_str(body) else {
        return;
    };
    if let Some(Value::String(method)) = object.remove("method") {
        let _unheard = shared.call(&method, Args::from_object(object));
    }
}

/// What `getWebhookInfo` shows.
pub(crate) fn info(world: &crate::world::World) -> Value {
    let mut shown = json!({
        "url": world.webhook.as_ref().map_or("", |webhook| &webhook.url),
        "has_custom_certificate": false,
        "pending_update_count": world.updates.pending(),
    });
    if let Some(webhook) = &world.webhook {
        if let Some((date, message)) = &webhook.last_error {
            shown["last_error_date"] = json!(date);
            shown["last_error_message"] = json!(message);
        }
        shown["max_connections"] = json!(webhook.max_connections);
        shown["ip_address"] = json!(webhook.ip_address);
    }
    if let Some(allowed) = world.updates.allowed() {
        shown["allowed_updates"] = json!(allowed);
    }
    shown
}

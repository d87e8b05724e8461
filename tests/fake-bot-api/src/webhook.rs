//! Delivery to a webhook: one update after the other, repeated until it is taken.
//!
//! The real server insists on https; this one also takes plain http to the own machine, as a local Bot API
//! server does. Repeats come at once, then after ever longer pauses.

use std::sync::Arc;
use std::time::Duration;

use serde_json::Value;

use crate::server::Shared;

/// A webhook that was set.
#[derive(Clone, Debug)]
pub(crate) struct Webhook {
    pub(crate) url: String,
    pub(crate) secret: String,
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
        if is_taken(&client, &webhook, &update).await {
            failures = 0;
            shared.with(|world| world.updates.remove(id));
        } else {
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

async fn is_taken(client: &reqwest::Client, webhook: &Webhook, update: &Value) -> bool {
    let mut request = client.post(&webhook.url).json(update);
    if !webhook.secret.is_empty() {
        request = request.header("X-Telegram-Bot-Api-Secret-Token", &webhook.secret);
    }
    let answer = request.send().await;
    answer.is_ok_and(|answer| answer.status().is_success())
}

//! The webhook: Telegram posts updates, and each is acknowledged (200) only when it is kept.
//!
//! Requests that wait at the same time become one batch and take the same path as polling, so one flush of the
//! journal serves many, and what one chat sent in parallel is put in order by update id. Whatever is not kept is
//! answered with 503 and delivered again. What will never be understood is acknowledged like everything else, or
//! Telegram would repeat it for a day. The webhook is set at each start and never deleted: while one replica
//! restarts, Telegram goes on delivering to the others.

mod request;
mod secret;

use std::time::Duration;

use serde_json::{Value, json};
use tokio::sync::{mpsc, oneshot};

use super::serve::ServeError;
use super::transport::{CallError, PATIENCE, TELEGRAM, Transport};
use super::updates::{self, UpdateReader};
use crate::service::RetryPolicy;
use crate::service::batch::Batches;
use crate::sessions::JournalError;

pub(super) use request::routes;
pub use secret::{Secret, SecretShape};

/// How many updates wait at most; more are answered with 503.
const WAITING: usize = 1000;
/// How many are applied together.
const TOGETHER: usize = 100;
/// How long what is held waits at most before it is tried again.
const HELD_RETRY: Duration = Duration::from_secs(1);
/// How long the first of a batch waits for what was sent at the same moment.
const GATHERING: Duration = Duration::from_millis(3);
/// How many connections Telegram may use at once.
const CONNECTIONS: u32 = 100;

/// Where Telegram is to post updates, and what it must send along.
#[derive(Debug, Clone)]
pub struct Webhook {
    url: reqwest::Url,
    /// What Telegram must send along.
    pub secret: Secret,
}

impl Webhook {
    /// The webhook at an address; `server` is the Bot API server that is to use it.
    ///
    /// # Errors
    /// As [`address`](Self::address).
    pub fn new(url: &str, secret: Secret, server: &str) -> Result<Self, ServeError> {
        let url = Self::address(url, server)?;
        Ok(Self { url, secret })
    }

    /// Checks an address.
    ///
    /// # Errors
    /// When the server would not take it, or when it is one of our own pages.
    pub fn address(url: &str, server: &str) -> Result<reqwest::Url, ServeError> {
        let refuse = |why| ServeError::Webhook(url.to_owned(), why);
        let parsed = reqwest::Url::parse(url).map_err(|_| refuse("it is no address"))?;
        let is_telegram = server.trim_end_matches('/') == TELEGRAM;
        match parsed.scheme() {
            "https" => {}
            "http" if !is_telegram => {}
            _ => return Err(refuse("Telegram delivers to https only")),
        }
        if !parsed.has_host() {
            return Err(refuse("it names no host"));
        }
        let port = parsed.port_or_known_default().unwrap_or_default();
        if is_telegram && ![443, 80, 88, 8443].contains(&port) {
            return Err(refuse(
                "Telegram delivers to the ports 443, 80, 88 and 8443 only",
            ));
        }
        if ["/healthz", "/readyz", "/metrics"].contains(&parsed.path()) {
            return Err(refuse("this path has another use"));
        }
        if parsed.path().contains(['{', '}', '*']) {
            return Err(refuse("its path holds signs that no path should"));
        }
        Ok(parsed)
    }

    /// The path that is listened on.
    pub(super) fn path(&self) -> &str {
        self.url.path()
    }

    /// Tells Telegram where to post, again and again until it takes it.
    pub(super) async fn set(&self, transport: &Transport, patience: RetryPolicy) {
        let body = json!({
            "url": self.url.as_str(),
            "secret_token": self.secret.reveal(),
            "allowed_updates": updates::ALLOWED,
            "max_connections": CONNECTIONS,
        });
        let mut failures = 0;
        while let Err(error) = transport.call("setWebhook", &body, PATIENCE).await {
            failures += 1;
            let asked = match &error {
                CallError::Api(refusal) => refusal.retry_after,
                _ => None,
            };
            let pause = patience.pause_of_all(failures, asked);
            tracing::warn!(%error, ?pause, "the webhook cannot be set; trying again");
            tokio::time::sleep(pause).await;
        }
        tracing::info!("the webhook is set");
    }
}

/// An update on its way in, and whoever waits to hear whether it is kept.
pub(super) struct PostedUpdate {
    update: Value,
    kept: oneshot::Sender<bool>,
}

/// Makes the two ends of the way from the door to the batches.
pub(super) fn way() -> (mpsc::Sender<PostedUpdate>, mpsc::Receiver<PostedUpdate>) {
    mpsc::channel(WAITING)
}

/// Applies what is delivered until `stop` is done; then what is still waiting.
pub(super) async fn receive(
    mut deliveries: mpsc::Receiver<PostedUpdate>,
    reader: &UpdateReader,
    batches: &Batches,
    stop: impl Future<Output = ()>,
) -> Result<(), ServeError> {
    tokio::pin!(stop);
    let mut stopping = false;
    let mut waiting = Vec::with_capacity(TOGETHER);
    loop {
        tokio::select! {
            biased;
            () = &mut stop, if !stopping => {
                stopping = true;
                deliveries.close();
                continue;
            }
            () = batches.roles.news(HELD_RETRY), if !waiting.is_empty() => {}
            count = deliveries.recv_many(&mut waiting, TOGETHER) => {
                if count == 0 {
                    return Ok(());
                }
            }
        }
        gather(&mut deliveries, &mut waiting).await;
        batches.metrics.waiting_updates.set(deliveries.len() as u64);
        let (updates, answers): (Vec<Value>, Vec<_>) = waiting
            .drain(..)
            .map(|delivery| (delivery.update, delivery.kept))
            .unzip();
        let applied = batches.apply(reader.read_all(&updates)).await;
        crash_point!("webhook.before-acknowledge");
        for (update, kept) in updates.into_iter().zip(answers) {
            let is_held = |held: &Vec<_>| updates::id(&update).is_some_and(|id| held.contains(&id));
            if applied.as_ref().is_ok_and(is_held) {
                waiting.push(PostedUpdate { update, kept });
            } else {
                // Whoever hung up gets the update again, and it is known then.
                let _ = kept.send(applied.is_ok());
            }
        }
        match applied {
            Ok(_) => {}
            Err(error @ JournalError::Broken(_)) => return Err(ServeError::Journal(error)),
            Err(error) => tracing::error!(%error, "nothing is acknowledged until it can"),
        }
    }
}

/// Waits a moment for what was sent together with the first, so that it can be put in order.
async fn gather(deliveries: &mut mpsc::Receiver<PostedUpdate>, waiting: &mut Vec<PostedUpdate>) {
    let moment = tokio::time::sleep(GATHERING);
    tokio::pin!(moment);
    while waiting.len() < TOGETHER {
        tokio::select! {
            () = &mut moment => return,
            delivery = deliveries.recv() => match delivery {
                Some(delivery) => waiting.push(delivery),
                None => return,
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(url: &str, server: &str, expected: Result<&str, &str>) {
        let secret = Secret::parse("0123456789abcdef").unwrap();
        match (Webhook::new(url, secret, server), expected) {
            (Ok(webhook), Ok(path)) => assert_eq!(webhook.path(), path),
            (Err(error), Err(expected)) => assert_eq!(error.to_string(), expected),
            (got, _) => panic!("{got:?}"),
        }
    }

    #[test]
    fn an_address_is_one_that_telegram_takes() {
        check("https://example.org/lotse", TELEGRAM, Ok("/lotse"));
        check("https://example.org:8443", TELEGRAM, Ok("/"));
        check("http://127.0.0.1:5000/x", "http://127.0.0.1:8081", Ok("/x"));
        for (url, why) in [
            ("lotse", "it is no address"),
            ("http://example.org/", "Telegram delivers to https only"),
            (
                "https://example.org:9000/",
                "Telegram delivers to the ports 443, 80, 88 and 8443 only",
            ),
            ("https://example.org/metrics", "this path has another use"),
        ] {
            let expected = format!("`{url}` cannot be a webhook: {why}");
            check(url, TELEGRAM, Err(&expected));
        }
    }
}

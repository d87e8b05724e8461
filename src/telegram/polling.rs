//! Long polling: a batch is fetched, applied, and acknowledged by asking for what comes after it.
//!
//! The acknowledgement is the last id of the batch plus one, whatever its size, because ids turn random after a quiet
//! week; each run begins at 0 and gets what no run has acknowledged. Every request names the kinds of updates we
//! want. No trouble ends the loop but a token that Telegram does not know, also when it is asked who this bot is, and a
//! journal that is broken.

use std::time::{Duration, Instant};

use serde_json::{Value, json};

use super::serve::ServeError;
use super::setup;
use super::transport::{CallError, Hop, PATIENCE, Transport};
use super::updates::{self, UpdateReader};
use crate::service::RetryPolicy;
use crate::service::batch::Batches;
use crate::sessions::{JournalError, UpdateId};

/// How long what is held waits at most before it is asked for again.
const HELD_RETRY: Duration = Duration::from_millis(100);
/// In this time a request arrives at Telegram.
const ARRIVES: Duration = Duration::from_millis(500);

/// Fetches and applies updates until the run ends.
pub(super) struct Polling<'a> {
    pub(super) transport: &'a Transport,
    pub(super) reader: &'a UpdateReader,
    pub(super) batches: &'a Batches,
    pub(super) patience: RetryPolicy,
    /// How long Telegram keeps a question open when there is nothing.
    pub(super) timeout: Duration,
    /// What is asked for next.
    pub(super) offset: i64,
}

impl Polling<'_> {
    /// Runs until `stop` is done; then acknowledges what was applied.
    pub(super) async fn run(&mut self, stop: impl Future<Output = ()>) -> Result<(), ServeError> {
        tokio::pin!(stop);
        let mut failures = 0;
        // Since when the question for what comes next is under way.
        let mut asked = None;
        loop {
            let fetched = tokio::select! {
                biased;
                () = &mut stop => break,
                fetched = async {
                    asked = Some(Instant::now());
                    self.fetch(self.timeout, 100).await
                } => fetched,
            };
            asked = None;
            let problem = fetched.as_ref().err().map(CallError::reason);
            self.batches.metrics.health.door(problem);
            let pause = match fetched {
                Ok(updates) => self.apply(&updates).await?,
                Err(error) => {
                    failures += 1;
                    tokio::select! {
                        () = &mut stop => break,
                        pause = self.consider(&error, failures) => Some(pause?),
                    }
                }
            };
            let Some(pause) = pause else {
                failures = 0;
                continue;
            };
            tokio::select! {
                () = &mut stop => break,
                () = tokio::time::sleep(pause) => {}
            }
        }
        self.acknowledge(asked).await;
        Ok(())
    }

    async fn fetch(&self, timeout: Duration, limit: u32) -> Result<Vec<Value>, CallError> {
        let body = json!({
            "offset": self.offset,
            "limit": limit,
            "timeout": timeout.as_secs(),
            "allowed_updates": updates::ALLOWED,
        });
        let patience = timeout + Duration::from_secs(10);
        match self.transport.call("getUpdates", &body, patience).await? {
            Value::Array(updates) => Ok(updates),
            _ => Err(CallError::Network {
                what: "the answer to getUpdates is no list".to_owned(),
                hop: Hop::NotTelegram,
                may_have_arrived: true,
            }),
        }
    }

    /// Applies a batch; if the journal cannot take it, it is neither acknowledged nor lost, and asked for again.
    async fn apply(&mut self, batch: &[Value]) -> Result<Option<Duration>, ServeError> {
        if batch.is_empty() {
            return Ok(None);
        }
        match self.batches.apply(self.reader.read_all(batch)).await {
            Ok(held) => {
                crash_point!("poll.before-acknowledge");
                let pause = self.advance(batch, &held);
                if !held.is_empty() {
                    self.batches.roles.news(HELD_RETRY).await;
                }
                Ok(pause)
            }
            Err(JournalError::Unavailable(what) | JournalError::Gone(what)) => {
                tracing::error!(
                    what,
                    "the journal cannot write; nothing is acknowledged until it can"
                );
                Ok(Some(Duration::from_secs(1)))
            }
            Err(error @ JournalError::Broken(_)) => Err(ServeError::Journal(error)),
        }
    }

    /// Moves behind the batch, or to the first update that is held and must come again; those behind it are known then.
    /// Negative ids mean something else to Telegram and never are one.
    fn advance(&mut self, batch: &[Value], held: &[UpdateId]) -> Option<Duration> {
        let is_one = |id: &i64| (0..i64::MAX).contains(id);
        let ids = batch.iter().filter_map(updates::id).map(|id| id.0);
        let first_held = held.iter().map(|id| id.0).filter(is_one).min();
        let next = ids.rev().find(is_one).map(|last| last + 1);
        match first_held.or(next) {
            Some(next) => {
                self.offset = next;
                None
            }
            None => {
                tracing::error!("a batch without any id of an update cannot be acknowledged");
                Some(Duration::from_secs(1))
            }
        }
    }

    /// Decides how long to wait after a failure, or that there is no use.
    async fn consider(&self, error: &CallError, failures: u32) -> Result<Duration, ServeError> {
        let pause = self.patience.pause(failures);
        let CallError::Api(refusal) = error else {
            tracing::warn!(%error, ?pause, "Telegram cannot be reached; trying again");
            return Ok(pause);
        };
        match refusal.code {
            401 => {
                tracing::error!("Telegram does not know this bot token; asking who this bot is");
                let known =
                    setup::identify(self.transport, self.patience, &self.batches.metrics.health)
                        .await;
                known.map(|_| pause)
            }
            409 if refusal.says("webhook is active") => {
                self.remove_webhook().await;
                Ok(pause)
            }
            409 => {
                tracing::error!(
                    ?pause,
                    "another program fetches the updates of this bot; stop it, only one may run"
                );
                Ok(pause.max(self.patience.first * 3))
            }
            _ => {
                tracing::warn!(error = %refusal.code, ?pause, "Telegram refuses to hand out updates; trying again");
                Ok(self.patience.pause_of_all(failures, refusal.retry_after))
            }
        }
    }

    async fn remove_webhook(&self) {
        tracing::warn!("a webhook is set for this bot; it is removed, because `serve` polls");
        let removed = self
            .transport
            .call("deleteWebhook", &json!({}), PATIENCE)
            .await;
        if let Err(error) = removed {
            tracing::warn!(%error, "the webhook cannot be removed yet");
        }
    }

    /// Tells Telegram what was applied last; if that fails, it is delivered again and known as a duplicate.
    ///
    /// What is asked for counts when it arrives, and Telegram lets whoever repeats an offset wait for three seconds. So
    /// nobody waits for the answer, and a question that was on its way long enough is not repeated.
    async fn acknowledge(&self, asked: Option<Instant>) {
        let is_known = asked.is_some_and(|asked| asked.elapsed() > ARRIVES);
        if self.offset > 0 && !is_known {
            let last = self.fetch(Duration::ZERO, 1);
            let _ = tokio::time::timeout(ARRIVES, last).await;
        }
        crash_point!("stop.acknowledged");
    }
}

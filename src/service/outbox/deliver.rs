//! One row: attempt after attempt until it is confirmed, mended, let go or given up.

use std::time::{Duration, Instant};

use rand::Rng;

use super::Inner;
use crate::service::door::{DeliveryError, Door, Remedy};
use crate::sessions::{BoxFuture, ChatKey, JournalEntry, JournalError, OutboxRow, Queue, RowId};

impl Inner {
    /// Sends a row of a chat; on return it is off the journal, or the run is ending.
    pub(crate) async fn deliver(&self, mut row: OutboxRow) {
        // What waits behind a door that is not open stays in the journal until it is.
        let Some(door) = self.doors.of(row.chat) else {
            return;
        };
        self.wait_for(&row).await;
        while !self.is_stopping() && !self.queues.is_forgotten(&row) {
            if !self.pass(door, &row).await {
                return;
            }
            if self.queues.is_forgotten(&row) {
                return;
            }
            if self.queues.is_superseded(&row) {
                self.metrics.superseded.inc();
                return self.ack(row.id).await;
            }
            crash_point!("send.before-call");
            match self.attempt(door, &row).await {
                Ok(()) => {
                    crash_point!("send.before-ack");
                    self.confirm(&row).await;
                    crash_point!("send.after-ack");
                    return;
                }
                Err(error) => {
                    if !self.follow(&mut row, error).await {
                        return;
                    }
                }
            }
        }
    }

    /// Sends an answer to a tap or a query: at once, and only while somebody waits for it.
    pub(crate) async fn answer(&self, mut row: OutboxRow) {
        let Some(door) = self.doors.of(row.chat) else {
            return;
        };
        let deadline = row.since.0 + i64::from(row.call.life.unwrap_or_default());
        while !self.is_stopping() && self.clock.now().0 <= deadline {
            crash_point!("answer.before-call");
            let error = match self.attempt(door, &row).await {
                Ok(()) => {
                    crash_point!("answer.before-ack");
                    self.confirm(&row).await;
                    crash_point!("answer.after-ack");
                    return;
                }
                Err(error) => error,
            };
            match error.remedy {
                Remedy::Retry { after, .. } => {
                    row.tries += 1;
                    self.metrics.retries.inc();
                    self.pause(self.delay(row.tries, after)).await;
                }
                _ => break,
            }
        }
        if self.is_stopping() {
            return;
        }
        self.metrics.let_go.inc();
        self.ack(row.id).await;
    }

    /// Does about an error what its door says; true if the row is to be tried again.
    async fn follow(&self, row: &mut OutboxRow, error: DeliveryError) -> bool {
        match error.remedy {
            Remedy::Retry { after, counts } => {
                return self.retry(row, &error.what, after, counts).await;
            }
            Remedy::Instead(delivery, why) => {
                report(row, &error.what, why);
                row.call = *delivery;
                self.retry_later(row).await;
                return true;
            }
            Remedy::LetGo(why) => {
                tracing::info!(chat = %row.chat, why, "a delivery is let go");
                self.metrics.let_go.inc();
                self.ack(row.id).await;
            }
            Remedy::Gone(why) => {
                tracing::info!(chat = %row.chat, why, "a delivery is let go");
                self.metrics.let_go.inc();
                // First, so that a kill in between does not lose it.
                self.leave(row.chat).await;
                self.ack(row.id).await;
            }
            Remedy::Refused(why) => {
                report(row, &error.what, why);
                self.dead_letter(row.id, why).await;
            }
        }
        false
    }

    async fn retry(
        &self,
        row: &mut OutboxRow,
        error: &str,
        after: Option<Duration>,
        counts: bool,
    ) -> bool {
        row.tries += u32::from(counts);
        let age = self.clock.now().0 - row.since.0;
        if row.tries >= self.patience.attempts || age > self.patience.age {
            tracing::error!(chat = %row.chat, error, tries = row.tries, "a delivery is given up");
            self.dead_letter(row.id, "tried too often or too long")
                .await;
            return false;
        }
        self.metrics.retries.inc();
        let delay = self.delay(row.tries, after);
        tracing::warn!(chat = %row.chat, error, tries = row.tries, ?delay, "a delivery is repeated");
        row.not_before.0 =
            self.clock.now().0 + i64::try_from(delay.as_secs()).unwrap_or(i64::MAX / 2) + 1;
        self.retry_later(row).await;
        self.pause(delay).await;
        true
    }

    /// Never earlier than the door was asked for, and never two chats at the same moment.
    fn delay(&self, tries: u32, after: Option<Duration>) -> Duration {
        match after {
            Some(asked) => asked + Duration::from_millis(rand::rng().random_range(20..250)),
            None => self.patience.pause(tries.max(1)),
        }
    }

    async fn attempt(&self, door: &dyn Door, row: &OutboxRow) -> Result<(), DeliveryError> {
        let queue = match row.call.queue {
            Queue::Chat => &self.messages_under_way,
            Queue::Answer => &self.answers_under_way,
            Queue::Inline => &self.queries_under_way,
        };
        let _permit = queue.acquire().await;
        let begun = Instant::now();
        let outcome = door.deliver(row.chat, &row.call).await;
        if let Err(error) = &outcome {
            self.metrics.send_errors.get_or_create(&error.class).inc();
        } else {
            self.metrics.calls.observe(begun.elapsed().as_secs_f64());
        }
        outcome
    }

    async fn confirm(&self, row: &OutboxRow) {
        self.metrics.sent.inc();
        self.ack(row.id).await;
    }

    /// Waits until the door lets it through; false if the run ends meanwhile.
    async fn pass(&self, door: &dyn Door, row: &OutboxRow) -> bool {
        let mut stop = self.stop.subscribe();
        tokio::select! {
            () = door.pass(row.chat, &row.call) => true,
            _ = stop.wait_for(|stop| *stop) => false,
        }
    }

    /// Waits until a row may be sent; of one that is still to be written the clock has gone back since.
    async fn wait_for(&self, row: &OutboxRow) {
        let now = self.clock.now();
        if row.since > now {
            return;
        }
        let wait = row.not_before.0.saturating_sub(now.0);
        if let Some(seconds) = u64::try_from(wait).ok().filter(|seconds| *seconds > 0) {
            self.pause(Duration::from_secs(seconds)).await;
        }
    }

    pub(crate) async fn ack(&self, row: RowId) {
        self.insist(|| self.journal.ack(row)).await;
    }

    async fn retry_later(&self, row: &OutboxRow) {
        self.insist(|| self.journal.retry_later(row.clone())).await;
    }

    /// Notes that the bot is no longer in a chat.
    async fn leave(&self, chat: ChatKey) {
        let now = self.clock.now();
        self.insist(|| {
            let entry = JournalEntry {
                now,
                left: vec![chat],
                ..JournalEntry::default()
            };
            let noted = self.journal.commit(entry);
            Box::pin(async move { noted.await.map(drop) })
        })
        .await;
    }

    pub(super) async fn dead_letter(&self, row: RowId, why: &'static str) {
        self.metrics.dead_letters.inc();
        self.insist(|| self.journal.dead_letter(row, why)).await;
    }

    /// Writes to the journal, again and again while it cannot: going on without would send twice after a restart.
    ///
    /// False if the run ends before it could.
    async fn insist<'a>(&self, write: impl Fn() -> BoxFuture<'a, ()>) -> bool {
        loop {
            let written = write().await;
            self.metrics.health.journal(&written);
            match written {
                Ok(()) => return true,
                Err(JournalError::Broken(_)) => {
                    self.stop.send_replace(true);
                    return false;
                }
                Err(error) => {
                    tracing::error!(%error, "the outbox waits for the journal");
                    self.pause(Duration::from_secs(1)).await;
                    if self.is_stopping() {
                        return false;
                    }
                }
            }
        }
    }
}

fn report(row: &OutboxRow, error: &str, why: &'static str) {
    let kind = row.call.kind.as_str();
    tracing::error!(chat = %row.chat, kind, error, why, "a delivery was not taken as it was");
}

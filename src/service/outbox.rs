//! The outbox: what was committed goes out, per chat in order, until it is confirmed or given up.
//!
//! Each chat with something to send has one task (`work`) that takes row after row; each row is acknowledged in the
//! journal before the next one of its chat is handed to the network, so at most one message per chat is ever in doubt.
//! Answers to taps go beside that, at once. Memory holds the head of each chat's rows; the rest is read from the
//! journal when its time comes. Given up is what its door refuses, what failed too often, and what is older than a day;
//! nothing is tried for ever. A task that panics is begun anew and reads its chat's rows again; what made it panic
//! several times is given up too.
//!
//! A message whose confirmation got lost is sent again: doubled is better than lost. So is an answer to a tap, of which
//! the first counts, as long as somebody waits for one.

mod deliver;
mod queue;

use std::sync::Arc;
use std::time::Duration;

use tokio::runtime::Handle;
use tokio::sync::{Semaphore, watch};

pub(crate) use self::queue::ChatQueues;
use self::queue::Next;
use super::door::Doors;
use super::keep_up::keep_up;
use super::{Clock, Metrics, RetryPolicy, ServiceCore};
use crate::sessions::{ChatKey, Journal, JournalError, OutboxRow, Queue};

/// How many deliveries of each queue may be under way at once.
const MAX_UNDER_WAY: usize = 64;

/// Sends what the journal holds.
#[derive(Clone)]
pub struct Outbox(Arc<Inner>);

struct Inner {
    doors: Doors,
    journal: Arc<dyn Journal>,
    patience: RetryPolicy,
    clock: Clock,
    /// Where its tasks run, if not where they are begun.
    runtime: Option<Handle>,
    metrics: Arc<Metrics>,
    queues: Arc<ChatQueues>,
    messages_under_way: Semaphore,
    answers_under_way: Semaphore,
    queries_under_way: Semaphore,
    /// How many tasks are at work; nothing is left to do when it is zero.
    busy: watch::Sender<usize>,
    stop: watch::Sender<bool>,
}

impl Outbox {
    /// Prepares an outbox; nothing is sent before [`resume`](Self::resume) or [`push`](Self::push).
    pub(crate) fn new(doors: Doors, queues: Arc<ChatQueues>, core: &ServiceCore) -> Self {
        let options = &core.options;
        Self(Arc::new(Inner {
            doors,
            journal: Arc::clone(&core.journal),
            patience: options.patience,
            clock: options.clock.clone(),
            runtime: options.sending.clone(),
            metrics: Arc::clone(&core.metrics),
            queues,
            messages_under_way: Semaphore::new(MAX_UNDER_WAY),
            answers_under_way: Semaphore::new(MAX_UNDER_WAY),
            queries_under_way: Semaphore::new(MAX_UNDER_WAY),
            busy: watch::Sender::new(0),
            stop: watch::Sender::new(false),
        }))
    }

    /// Takes up what an earlier run left in the journal.
    ///
    /// # Errors
    /// When the journal cannot be read.
    pub async fn resume(&self) -> Result<(), JournalError> {
        for answer in self.0.journal.answers().await? {
            self.answer(answer);
        }
        crash_point!("start.answers-resumed");
        for chat in self.0.journal.waiting().await? {
            if self.0.queues.left_behind(chat) {
                self.start(chat);
            }
        }
        Ok(())
    }

    /// Takes rows that were just committed.
    pub fn push(&self, rows: Vec<OutboxRow>) {
        for row in rows {
            if row.call.queue != Queue::Chat {
                self.answer(row);
                continue;
            }
            let chat = row.chat;
            if self.0.queues.push(row) {
                self.start(chat);
            }
        }
    }

    /// Drops what is held of chats whose rows are gone from the journal; what is handed to the network already arrives.
    ///
    /// To be called between the commit that forgot them and the [`push`](Self::push) of its rows.
    pub fn forget(&self, chats: &[ChatKey]) {
        for chat in chats {
            self.0.queues.forget(*chat);
        }
    }

    /// Goes on sending for at most `patience`, then lets calls under way come to their end for at most `grace`.
    ///
    /// What is left stays in the journal.
    pub async fn drain(&self, patience: Duration, grace: Duration) {
        let mut busy = self.0.busy.subscribe();
        for patience in [patience, grace] {
            let _ = tokio::time::timeout(patience, busy.wait_for(|busy| *busy == 0)).await;
            self.0.stop.send_replace(true);
        }
    }

    fn start(&self, chat: ChatKey) {
        let outbox = Arc::clone(&self.0);
        self.spawn(move || {
            let outbox = Arc::clone(&outbox);
            async move { outbox.work(chat).await }
        });
    }

    fn answer(&self, row: OutboxRow) {
        let outbox = Arc::clone(&self.0);
        self.spawn(move || {
            let (outbox, row) = (Arc::clone(&outbox), row.clone());
            async move { outbox.answer(row).await }
        });
    }

    fn spawn<F>(&self, task: impl Fn() -> F + Send + Sync + 'static)
    where
        F: Future<Output = ()> + Send,
    {
        self.0.busy.send_modify(|busy| *busy += 1);
        let done = SendingTask(Arc::clone(&self.0));
        let task = async move {
            let outbox = &done.0;
            keep_up("sending", outbox.patience, &outbox.metrics, task).await;
        };
        match &self.0.runtime {
            Some(runtime) => runtime.spawn(task),
            None => tokio::spawn(task),
        };
    }
}

/// Counts a task as done however it ends.
struct SendingTask(Arc<Inner>);

impl Drop for SendingTask {
    fn drop(&mut self) {
        self.0.busy.send_modify(|busy| *busy -= 1);
    }
}

impl Inner {
    /// Sends the rows of a chat until there are none.
    async fn work(&self, chat: ChatKey) {
        if let Some(row) = self.queues.take_up(chat) {
            self.dead_letter(row, "sending it panicked").await;
        }
        while !self.is_stopping() {
            match self.queues.next(chat) {
                Next::Send(row) => self.deliver(row).await,
                Next::Superseded(row) => {
                    self.metrics.superseded.inc();
                    self.ack(row.id).await;
                }
                Next::Read { after, limit } => match self.journal.rows(chat, after, limit).await {
                    Ok(rows) => self.queues.refill(chat, rows, limit),
                    // What cannot be written down must not be done.
                    Err(error @ JournalError::Broken(_)) => {
                        self.metrics.health.fails(&error);
                        self.stop.send_replace(true);
                    }
                    Err(error) => {
                        tracing::error!(%error, "waiting rows cannot be read; trying again");
                        self.pause(Duration::from_secs(1)).await;
                    }
                },
                Next::Nothing => return,
            }
        }
    }

    fn is_stopping(&self) -> bool {
        *self.stop.borrow()
    }

    /// Sleeps, but not into the end of the run.
    async fn pause(&self, duration: Duration) {
        let mut stop = self.stop.subscribe();
        let _ = tokio::time::timeout(duration, stop.wait_for(|stop| *stop)).await;
    }
}

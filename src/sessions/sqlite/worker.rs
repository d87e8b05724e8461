//! A thread that serves orders one after another; whoever gave one waits for the answer without holding a thread.

use std::io;
use std::sync::mpsc::{self, Receiver, Sender};
use std::thread::{self, JoinHandle};

use tokio::sync::oneshot;

use crate::sessions::JournalError;

/// Where an answer goes.
pub(super) type AnswerTo<T> = oneshot::Sender<Result<T, JournalError>>;

/// A thread with its orders; dropped, it serves what was ordered and ends.
pub(super) struct Worker<T> {
    orders: Option<Sender<T>>,
    thread: Option<JoinHandle<()>>,
}

impl<T: Send + 'static> Worker<T> {
    /// Starts the thread.
    pub(super) fn open(
        name: &str,
        serve: impl FnOnce(Receiver<T>) + Send + 'static,
    ) -> io::Result<Self> {
        let (orders, received) = mpsc::channel();
        let named = thread::Builder::new().name(name.to_owned());
        let thread = named.spawn(move || serve(received))?;
        Ok(Self {
            orders: Some(orders),
            thread: Some(thread),
        })
    }

    /// Gives an order; false if the thread has ended.
    pub(super) fn give(&self, order: T) -> bool {
        let orders = self.orders.as_ref();
        orders.is_some_and(|orders| orders.send(order).is_ok())
    }

    /// Gives an order and waits for its answer; the order is given even if nobody waits for it.
    pub(super) fn ask<A>(
        &self,
        order: impl FnOnce(AnswerTo<A>) -> T,
    ) -> impl Future<Output = Result<A, JournalError>> + Send
    where
        A: Send,
    {
        let (answer, answered) = oneshot::channel();
        let given = self.give(order(answer));
        async move {
            let gone = || JournalError::Broken("its thread has ended".to_owned());
            if !given {
                return Err(gone());
            }
            answered.await.unwrap_or_else(|_| Err(gone()))
        }
    }
}

impl<T> Drop for Worker<T> {
    fn drop(&mut self) {
        self.orders.take();
        if let Some(thread) = self.thread.take() {
            // A thread that panicked has said so, and there is nothing left to do for it.
            let _ = thread.join();
        }
    }
}

//! How the service is: whether its door is open, whether it can keep what it is told, and whether it is staying.
//!
//! Whoever uses the journal says here how that went. So one place knows when it is sick, and when it is broken, which
//! ends the run whoever found it out.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, PoisonError};

use tokio::sync::watch;

use crate::sessions::JournalError;

/// How one run is.
#[derive(Debug, Default)]
pub struct Health {
    opened: AtomicBool,
    /// Why nobody comes in or is answered, in the door's own words.
    door: Mutex<Option<&'static str>>,
    journal_fails: AtomicBool,
    /// Whether that is because its files were removed or replaced.
    journal_is_gone: AtomicBool,
    /// Why nothing can be written down any more.
    broken: watch::Sender<Option<JournalError>>,
    stopping: AtomicBool,
    asked: AtomicBool,
}

impl Health {
    /// Notes that updates are taken from now on.
    pub(crate) fn opens(&self) {
        self.opened.store(true, Ordering::Relaxed);
    }

    /// Notes why nobody comes in by the door or is answered; nothing if all do.
    pub(crate) fn door(&self, problem: Option<&'static str>) {
        *self.door.lock().unwrap_or_else(PoisonError::into_inner) = problem;
    }

    /// Notes whether the journal did what it was asked.
    pub(crate) fn journal<T>(&self, outcome: &Result<T, JournalError>) {
        match outcome {
            Ok(_) => {
                if self.journal_fails.swap(false, Ordering::Relaxed) {
                    tracing::info!("the journal writes again");
                }
            }
            Err(error) => self.fails(error),
        }
    }

    /// Notes that the journal did not do what it was asked.
    pub(crate) fn fails(&self, error: &JournalError) {
        self.journal_fails.store(true, Ordering::Relaxed);
        let is_gone = matches!(error, JournalError::Gone(_));
        let was_gone = self.journal_is_gone.swap(is_gone, Ordering::Relaxed);
        if is_gone && !was_gone {
            tracing::error!(%error, "nothing is acknowledged until the journal's files are back");
        }
        if matches!(error, JournalError::Broken(_)) {
            tracing::error!(%error, "the journal cannot be used any more; the run ends");
            self.broken.send_replace(Some(error.clone()));
        }
    }

    /// Done when the journal can no longer be relied on, with what it said.
    pub(crate) async fn broken(&self) -> JournalError {
        let mut broken = self.broken.subscribe();
        let said = broken.wait_for(Option::is_some).await;
        match said.ok().and_then(|said| said.clone()) {
            Some(error) => error,
            None => std::future::pending().await,
        }
    }

    /// What [`broken`](Self::broken) would say, if anything.
    pub(crate) fn fault(&self) -> Option<JournalError> {
        self.broken.borrow().clone()
    }

    /// Whether the journal failed when it was asked last.
    pub(crate) fn is_journal_sick(&self) -> bool {
        self.journal_fails.load(Ordering::Relaxed)
    }

    /// Notes that somebody asks how the run is.
    pub fn is_asked_for(&self) {
        self.asked.store(true, Ordering::Relaxed);
    }

    /// Whether somebody has asked since this was asked last.
    pub(crate) fn was_asked_for(&self) -> bool {
        self.asked.swap(false, Ordering::Relaxed)
    }

    /// Notes that the end has begun.
    pub(crate) fn stops(&self) {
        self.stopping.store(true, Ordering::Relaxed);
    }

    /// Whether updates are taken: everything is there for them and the end has not begun.
    pub(crate) fn is_open(&self) -> bool {
        self.opened.load(Ordering::Relaxed) && !self.stopping.load(Ordering::Relaxed)
    }

    /// What is wrong so that a hand may be needed; nothing if all is well.
    pub fn health_problems(&self) -> Vec<&'static str> {
        let fails = self.journal_fails.load(Ordering::Relaxed);
        let what = match self.journal_is_gone.load(Ordering::Relaxed) {
            true => "the journal's files were removed or replaced",
            false => "the journal cannot write",
        };
        fails.then_some(what).into_iter().collect()
    }

    /// Why people get no answers at the moment; nothing if they do.
    pub fn readiness_problems(&self) -> Vec<&'static str> {
        let mut problems = self.health_problems();
        let door = *self.door.lock().unwrap_or_else(PoisonError::into_inner);
        let is_starting = !self.opened.load(Ordering::Relaxed);
        problems.extend(door.or(is_starting.then_some("starting")));
        if self.stopping.load(Ordering::Relaxed) {
            problems.push("stopping");
        }
        problems
    }
}

//! What happened how often, for logs, tests and metrics; never who or what.

use std::sync::atomic::{AtomicU64, Ordering};

/// The counts of one run.
#[derive(Debug, Default)]
pub struct Tally {
    /// Updates that were applied.
    pub updates: Count,
    /// Updates that were delivered again.
    pub duplicates: Count,
    /// Updates of which nothing could be made.
    pub unreadable: Count,
    /// Events that could not be answered through a fault of ours.
    pub panics: Count,
    /// Calls that were confirmed.
    pub sent: Count,
    /// Attempts that are repeated.
    pub retries: Count,
    /// Calls that nobody waits for any more.
    pub let_go: Count,
    /// Changes that a newer one made pointless.
    pub superseded: Count,
    /// Calls that were given up.
    pub dead_letters: Count,
}

/// A number that only grows.
#[derive(Debug, Default)]
pub struct Count(AtomicU64);

impl Count {
    /// Adds one.
    pub fn add(&self) {
        self.0.fetch_add(1, Ordering::Relaxed);
    }

    /// The number.
    pub fn get(&self) -> u64 {
        self.0.load(Ordering::Relaxed)
    }
}

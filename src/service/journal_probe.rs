//! Looks after the journal while nobody else does.
//!
//! A journal that failed is tried again each second, so that health turns green by itself when the disk is well again,
//! also where no update comes. While somebody asks for the bot's health, a journal that seems well is tried too, at
//! most once a second: a full disk shows before the first person meets it. What comes of it the vital signs say.

use std::time::Duration;

use super::clock::Clock;
use super::health::Health;
use crate::sessions::{Journal, JournalEntry, JournalError};

/// How often the journal is tried.
const EVERY: Duration = Duration::from_secs(1);
/// How long a try may take. A disk that does not answer is as sick as one that refuses.
const PATIENCE: Duration = Duration::from_secs(5);

/// Watches over a journal; never ends by itself.
pub(crate) async fn watch_over(journal: &dyn Journal, health: &Health, clock: &Clock) {
    loop {
        tokio::time::sleep(EVERY).await;
        let is_asked = health.was_asked_for();
        if !health.is_journal_sick() && !is_asked {
            continue;
        }
        let nothing = JournalEntry {
            now: clock.now(),
            ..JournalEntry::default()
        };
        let tried = tokio::time::timeout(PATIENCE, journal.commit(nothing)).await;
        let late = || Err(JournalError::Unavailable("it does not answer".to_owned()));
        health.journal(&tried.unwrap_or_else(|_| late()));
    }
}

//! The sweep: once a day it looks at the chats that have been left alone for long, warns and forgets.
//!
//! What is due is the conversation's to decide; here it is found, page by page and never all at once, and made one
//! commit a page; after each page the sweep rests as long as that took, so that the journal is free for answers at
//! least half of the time. A chat is checked out like a batch's, so that whoever comes back in the middle of it is not
//! forgotten. Warnings go through the outbox without a sound, a few a second, so that nobody waits for an answer
//! because of them. The moment comes from a [`Clock`].

use std::time::{Duration, Instant};

use super::clock::Clock;
use super::door::Doors;
use super::inbound::Origin;
use super::metrics::Metrics;
use super::outbox::Outbox;
use crate::conversation::{AFTER_LEAVING, Due, Moment, WARNINGS, due};
use crate::sessions::{ChatKey, Idle, JournalEntry, JournalError, Sessions};

/// How often the clock is looked at.
const POLL_INTERVAL: Duration = Duration::from_secs(1);
/// How long to wait when the journal cannot be used.
const RETRY_DELAY: Duration = Duration::from_secs(60);
/// How many chats are looked at as one.
const PAGE_SIZE: usize = 50;
/// How long each warning holds up the next page.
const WARNING_DELAY: Duration = Duration::from_millis(200);

/// When the day begins that the sweep goes by: in the forenoon of those who read the warnings.
const MORNING: i64 = 8 * 3600;

/// Keeps what is kept no longer than it may be.
pub(crate) struct Retention<'a> {
    pub(crate) doors: &'a Doors,
    pub(crate) sessions: &'a Sessions,
    pub(crate) outbox: &'a Outbox,
    pub(crate) clock: &'a Clock,
    pub(crate) metrics: &'a Metrics,
    /// How many days without use a chat is kept; zero keeps it for ever.
    pub(crate) keep_days: u32,
}

impl Retention<'_> {
    /// Sweeps at once and then every day; never ends by itself.
    pub(crate) async fn run(&self) {
        let mut swept = None;
        loop {
            let today = Moment(self.clock.now().0 - MORNING).day();
            if swept != Some(today) {
                match self.sweep().await {
                    Ok(()) => {
                        swept = Some(today);
                        self.metrics.sweeps.inc();
                    }
                    Err(error) => {
                        self.metrics.health.fails(&error);
                        tracing::warn!(%error, "old chats cannot be looked at; trying again");
                        tokio::time::sleep(RETRY_DELAY).await;
                    }
                }
            }
            tokio::time::sleep(POLL_INTERVAL).await;
        }
    }

    /// Does what is due.
    async fn sweep(&self) -> Result<(), JournalError> {
        let (mut warned, mut forgotten) = (0, 0_usize);
        for idle in self.searches(self.clock.now()) {
            loop {
                let begun = Instant::now();
                let chats = self.sessions.idle(idle, PAGE_SIZE).await?;
                let done = self.turn_page(&chats).await?;
                warned += done.warned;
                forgotten += done.forgotten;
                self.metrics.chats_warned.inc_by(done.warned.into());
                self.metrics.chats_forgotten.inc_by(done.forgotten as u64);
                // What was dealt with is not found again; whatever stays would be found for ever.
                if chats.len() < PAGE_SIZE || done.is_nothing() {
                    break;
                }
                let rest = begun.elapsed().max(WARNING_DELAY * done.warned);
                tokio::time::sleep(rest).await;
            }
        }
        if warned > 0 || forgotten > 0 {
            tracing::info!(warned, forgotten, "chats that nobody uses");
        }
        Ok(())
    }

    /// The ways in which chats may be due.
    fn searches(&self, now: Moment) -> Vec<Idle> {
        let ago = |days: u32| Moment(now.0 - i64::from(days) * Moment::DAY);
        let left = Idle::Left {
            since: ago(AFTER_LEAVING),
        };
        if self.keep_days == 0 {
            return vec![left];
        }
        let [early, late] = WARNINGS;
        let before_the_end = |days: u32| match self.keep_days.saturating_sub(days) {
            0 => ago(self.keep_days),
            days => ago(days),
        };
        let first = if self.keep_days > early { early } else { late };
        let unused = |warned, since, last| Idle::Unused {
            since,
            warned,
            last,
        };
        vec![
            left,
            unused(2, ago(self.keep_days), ago(late)),
            unused(1, before_the_end(late), now),
            unused(0, before_the_end(first), now),
        ]
    }

    async fn turn_page(&self, chats: &[ChatKey]) -> Result<SweptPage, JournalError> {
        if chats.is_empty() {
            return Ok(SweptPage::default());
        }
        let now = self.clock.now();
        let turn = self.sessions.line_up(chats.to_vec());
        let batch = self.sessions.look_at(turn).await?;
        let mut page = SweptPage::default();
        let mut entry = JournalEntry {
            now,
            ..JournalEntry::default()
        };
        for (chat, session) in &batch.sessions {
            let Some(records) = self.sessions.records(*chat).await? else {
                continue;
            };
            match due(session, &records, self.keep_days, now) {
                Due::Nothing => {}
                Due::Forgetting => entry.forgotten.push(*chat),
                Due::Warning(times, replies) => {
                    entry.warned.push((*chat, times));
                    page.warned += u32::from(!replies.is_empty());
                    // Without a sound: nobody asked for it.
                    let origin = Origin {
                        is_quiet: true,
                        ..Origin::of(*chat)
                    };
                    let door = self.doors.of(*chat);
                    let warning = door.map(|door| door.render(&replies, &origin));
                    let warning = warning.into_iter().flatten();
                    entry.calls.extend(warning.map(|call| (*chat, call)));
                }
            }
        }
        page.marked = entry.warned.len();
        page.forgotten = entry.forgotten.len();
        if page.is_nothing() {
            return Ok(page);
        }
        let forgotten = entry.forgotten.clone();
        let rows = batch.commit(entry).await?;
        self.outbox.forget(&forgotten);
        self.outbox.push(rows);
        Ok(page)
    }
}

/// What came of a page.
#[derive(Debug, Clone, Copy, Default)]
struct SweptPage {
    warned: u32,
    marked: usize,
    forgotten: usize,
}

impl SweptPage {
    fn is_nothing(self) -> bool {
        self.marked + self.forgotten == 0
    }
}

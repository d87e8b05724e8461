//! Telegram's limits on sending: per chat, per group, overall.
//!
//! The real ones are not published to the letter. These are the ones the Bot API's FAQ names: about one message
//! a second in a chat with short bursts, twenty a minute in a group, thirty a second overall. Edits count
//! overall and in groups, as in reality, but not against the one per second.

use std::collections::{BTreeMap, VecDeque};
use std::time::Duration;

use serde::Deserialize;

/// How much a bot may send; zero switches a limit off.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(default)]
pub struct Rates {
    /// Messages per second in one chat, in the long run.
    pub per_chat: u32,
    /// How many of them may come at once.
    pub chat_burst: u32,
    /// Calls per minute in one group.
    pub per_group_minute: u32,
    /// Calls per second in all chats together.
    pub overall: u32,
}

impl Default for Rates {
    fn default() -> Self {
        Self {
            per_chat: 1,
            chat_burst: 4,
            per_group_minute: 20,
            overall: 30,
        }
    }
}

impl Rates {
    /// No limits at all.
    pub fn off() -> Self {
        Self {
            per_chat: 0,
            chat_burst: 0,
            per_group_minute: 0,
            overall: 0,
        }
    }
}

/// What counts against which limit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Weight {
    Free,
    Edit,
    Send,
}

#[derive(Debug, Default)]
pub(crate) struct RateLimiter {
    rates: Rates,
    chats: BTreeMap<i64, VecDeque<Duration>>,
    groups: BTreeMap<i64, VecDeque<Duration>>,
    overall: VecDeque<Duration>,
}

impl RateLimiter {
    pub(crate) fn new(rates: Rates) -> Self {
        Self {
            rates,
            ..Self::default()
        }
    }

    pub(crate) fn set(&mut self, rates: Rates) {
        *self = Self::new(rates);
    }

    /// Lets a call pass and counts it, or says after how many seconds to come again.
    pub(crate) fn admit(&mut self, chat: i64, weight: Weight, now: Duration) -> Result<(), u64> {
        if weight == Weight::Free {
            return Ok(());
        }
        let rates = self.rates;
        let second = Duration::from_secs(1);
        let chat_window = second * rates.chat_burst.max(1) / rates.per_chat.max(1);
        let mut wait = Duration::ZERO;
        if weight == Weight::Send && rates.per_chat > 0 {
            let seen = self.chats.entry(chat).or_default();
            wait = wait.max(wait_for(seen, rates.chat_burst.max(1), chat_window, now));
        }
        if chat < 0 && rates.per_group_minute > 0 {
            let seen = self.groups.entry(chat).or_default();
            wait = wait.max(wait_for(seen, rates.per_group_minute, second * 60, now));
        }
        if rates.overall > 0 {
            wait = wait.max(wait_for(&mut self.overall, rates.overall, second, now));
        }
        if wait > Duration::ZERO {
            return Err(wait.as_secs() + u64::from(wait.subsec_nanos() > 0));
        }
        if weight == Weight::Send {
            self.chats.entry(chat).or_default().push_back(now);
        }
        if chat < 0 {
            self.groups.entry(chat).or_default().push_back(now);
        }
        self.overall.push_back(now);
        Ok(())
    }
}

/// How long until fewer than `most` calls lie within the window.
fn wait_for(seen: &mut VecDeque<Duration>, most: u32, window: Duration, now: Duration) -> Duration {
    while seen.front().is_some_and(|at| *at + window <= now) {
        seen.pop_front();
    }
    let most = usize::try_from(most).unwrap_or(usize::MAX);
    let blocking = seen
        .len()
        .checked_sub(most)
        .and_then(|index| seen.get(index));
    blocking.map_or(Duration::ZERO, |at| (*at + window).saturating_sub(now))
}

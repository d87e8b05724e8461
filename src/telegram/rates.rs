//! How much may be sent: per chat, per group, overall.
//!
//! Telegram names its limits only roughly: one message a second in a chat (a few at once are fine), twenty a minute
//! in a group, thirty a second in all. Each is kept as a window that slides over the last sends, a little longer than
//! Telegram's, because the network can push two calls closer together than they were sent. Changes of a message count
//! in groups and overall. Zero switches a limit off.

use std::collections::{HashMap, HashSet, VecDeque};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use tokio::time::Instant;

use crate::sessions::ChatKey;

/// The limits; zero switches one off.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rates {
    /// Messages per second in one chat.
    pub chat: u32,
    /// Calls per minute in one group.
    pub group: u32,
    /// Calls per second in all chats together.
    pub all: u32,
}

impl Default for Rates {
    fn default() -> Self {
        Self {
            chat: 1,
            group: 20,
            all: 30,
        }
    }
}

impl Rates {
    /// No limits at all, for measurements.
    pub const OFF: Self = Self {
        chat: 0,
        group: 0,
        all: 0,
    };
}

/// Seconds that one chat may save up, so that an answer of several messages arrives at once.
const BURST: u32 = 4;
/// So many chats that Telegram refuses, without a call that it takes in between, are no matter of one chat any more.
const FLOODED: usize = 3;
/// How much longer than Telegram's our windows are, in percent.
const MARGIN: u32 = 5;
/// After how many calls chats that have long been quiet are forgotten.
const SWEEP: u32 = 1024;

/// Keeps the limits.
pub(super) struct RateLimits {
    rates: Rates,
    chats: Mutex<WatchedChats>,
    /// Asynchronous and fair, so that chats wait for the overall limit in the order in which they came.
    all: tokio::sync::Mutex<RateWindow>,
    hold: Mutex<Option<Instant>>,
    /// The chats that were refused since a call was taken last.
    flooded: Mutex<HashSet<ChatKey>>,
}

#[derive(Default)]
struct WatchedChats {
    windows: HashMap<ChatKey, ChatWindows>,
    since_sweep: u32,
}

struct ChatWindows {
    messages: RateWindow,
    calls: RateWindow,
}

impl RateLimits {
    pub(super) fn new(rates: Rates) -> Self {
        Self {
            rates,
            chats: Mutex::default(),
            all: tokio::sync::Mutex::new(RateWindow::new(rates.all, Duration::from_secs(1))),
            hold: Mutex::new(None),
            flooded: Mutex::default(),
        }
    }

    /// Waits until one more call may go out, and counts it.
    pub(super) async fn pass(&self, chat: ChatKey, is_new_message: bool) {
        loop {
            let wait = self.take_in_chat(chat, is_new_message, Instant::now());
            if wait.is_zero() {
                break;
            }
            tokio::time::sleep(wait).await;
        }
        let mut all = self.all.lock().await;
        loop {
            let wait = self.take_overall(&mut all, Instant::now());
            if wait.is_zero() {
                return;
            }
            tokio::time::sleep(wait).await;
        }
    }

    /// Notes that Telegram took a call.
    pub(super) fn taken(&self) {
        self.flooded().clear();
    }

    /// Notes that Telegram refused a call of a chat as one too many; if it does so to several, everything waits until
    /// then.
    pub(super) fn refused(&self, chat: ChatKey, until: Instant) {
        let mut flooded = self.flooded();
        flooded.insert(chat);
        if flooded.len() >= FLOODED {
            flooded.clear();
            let mut hold = self.hold.lock().unwrap_or_else(PoisonError::into_inner);
            *hold = Some(hold.map_or(until, |held| held.max(until)));
        }
    }

    fn flooded(&self) -> MutexGuard<'_, HashSet<ChatKey>> {
        self.flooded.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn take_overall(&self, calls: &mut RateWindow, now: Instant) -> Duration {
        let wait = calls.wait(now).max(self.held(now));
        if wait.is_zero() {
            calls.count(now);
        }
        wait
    }

    fn held(&self, now: Instant) -> Duration {
        let hold = self.hold.lock().unwrap_or_else(PoisonError::into_inner);
        hold.map_or(Duration::ZERO, |until| until.saturating_duration_since(now))
    }

    fn take_in_chat(&self, chat: ChatKey, is_new_message: bool, now: Instant) -> Duration {
        let mut chats = self.chats.lock().unwrap_or_else(PoisonError::into_inner);
        chats.sweep(now);
        let rates = self.rates;
        let windows = chats.windows.entry(chat).or_insert_with(|| ChatWindows {
            messages: RateWindow::new(
                rates.chat.saturating_mul(BURST),
                Duration::from_secs(u64::from(BURST)),
            ),
            calls: RateWindow::new(
                if is_group(chat) { rates.group } else { 0 },
                Duration::from_secs(60),
            ),
        });
        let messages = if is_new_message {
            windows.messages.wait(now)
        } else {
            Duration::ZERO
        };
        let wait = messages.max(windows.calls.wait(now));
        if wait.is_zero() {
            windows.calls.count(now);
            if is_new_message {
                windows.messages.count(now);
            }
        }
        wait
    }
}

/// Tells whether it is a group or channel: Telegram gives those negative numbers.
fn is_group(chat: ChatKey) -> bool {
    chat.number() < 0
}

impl WatchedChats {
    fn sweep(&mut self, now: Instant) {
        self.since_sweep += 1;
        if self.since_sweep < SWEEP {
            return;
        }
        self.since_sweep = 0;
        self.windows.retain(|_, windows| {
            windows.messages.wait(now);
            windows.calls.wait(now);
            !(windows.messages.sent.is_empty() && windows.calls.sent.is_empty())
        });
    }
}

/// At most so many calls in any stretch of this length.
struct RateWindow {
    most: usize,
    length: Duration,
    sent: VecDeque<Instant>,
}

impl RateWindow {
    fn new(most: u32, length: Duration) -> Self {
        Self {
            most: usize::try_from(most).unwrap_or(usize::MAX),
            length: length * (100 + MARGIN) / 100,
            sent: VecDeque::new(),
        }
    }

    /// How long until one more fits; forgets what has left the window.
    fn wait(&mut self, now: Instant) -> Duration {
        if self.most == 0 {
            return Duration::ZERO;
        }
        while self
            .sent
            .front()
            .is_some_and(|sent| *sent + self.length <= now)
        {
            self.sent.pop_front();
        }
        let blocking = self
            .sent
            .len()
            .checked_sub(self.most)
            .and_then(|at| self.sent.get(at));
        blocking.map_or(Duration::ZERO, |sent| *sent + self.length - now)
    }

    fn count(&mut self, now: Instant) {
        if self.most > 0 {
            self.sent.push_back(now);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Sends calls one after the other and says at which second each went out; the clock only jumps.
    fn seconds(rates: Rates, chats: &[i64], is_new_message: bool) -> Vec<u64> {
        let limits = RateLimits::new(rates);
        let mut all = RateWindow::new(rates.all, Duration::from_secs(1));
        let start = Instant::now();
        let mut now = start;
        let mut seconds = Vec::new();
        for chat in chats {
            loop {
                let wait = limits.take_in_chat(ChatKey::new(*chat), is_new_message, now);
                if wait.is_zero() {
                    break;
                }
                now += wait;
            }
            loop {
                let wait = limits.take_overall(&mut all, now);
                if wait.is_zero() {
                    break;
                }
                now += wait;
            }
            seconds.push((now - start).as_secs());
        }
        seconds
    }

    #[test]
    fn a_chat_gets_a_few_messages_at_once_and_then_one_a_second() {
        assert_eq!(
            seconds(Rates::default(), &[1; 7], true),
            [0, 0, 0, 0, 4, 4, 4]
        );
    }

    #[test]
    fn a_group_gets_twenty_calls_a_minute_edits_included() {
        let seconds = seconds(Rates::default(), &[-1; 21], false);
        assert_eq!((seconds[19], seconds[20]), (0, 63));
    }

    #[test]
    fn all_chats_together_get_thirty_calls_a_second() {
        let chats: Vec<_> = (0..31).collect();
        let seconds = seconds(Rates::default(), &chats, true);
        assert_eq!((seconds[29], seconds[30]), (0, 1));
    }

    #[test]
    fn zero_switches_limits_off() {
        assert_eq!(seconds(Rates::OFF, &[-1; 1000], true).last(), Some(&0));
    }

    #[test]
    fn all_wait_when_several_chats_are_refused_and_not_for_one() {
        let limits = RateLimits::new(Rates::OFF);
        let now = Instant::now();
        let wait_after = |chats: &[i64]| {
            for chat in chats {
                limits.refused(ChatKey::new(*chat), now + Duration::from_secs(5));
            }
            limits.take_overall(&mut RateWindow::new(0, Duration::ZERO), now)
        };
        assert_eq!(wait_after(&[1, 1, 1, 2, 2]), Duration::ZERO);
        limits.taken();
        assert_eq!(wait_after(&[3, 4]), Duration::ZERO);
        assert_eq!(wait_after(&[5]), Duration::from_secs(5));
    }
}

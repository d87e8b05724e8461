//! How long to wait before the next attempt: doubling, with a limit, and never two at the same moment.

use std::time::Duration;

use rand::Rng;

/// How often and how long something is tried.
#[derive(Debug, Clone, Copy)]
pub struct RetryPolicy {
    /// The pause after the first failure.
    pub first: Duration,
    /// No pause is longer, unless a door asks for it.
    pub longest: Duration,
    /// After so many attempts that count, a call is given up.
    pub attempts: u32,
    /// After so many seconds it is given up in any case.
    pub age: i64,
    /// However long a door asks to wait, what concerns everybody waits no longer.
    pub hold: Duration,
}

impl Default for RetryPolicy {
    fn default() -> Self {
        Self {
            first: Duration::from_secs(1),
            longest: Duration::from_secs(20),
            attempts: 100,
            age: 24 * 3600,
            hold: Duration::from_secs(60),
        }
    }
}

impl RetryPolicy {
    /// The pause after the `failures`-th failure in a row (from 1).
    pub fn pause(&self, failures: u32) -> Duration {
        self.pause_with(failures, rand::rng().random_range(0.5..1.0))
    }

    /// The pause after that failure of what everybody waits for, where the door may have asked for one.
    pub fn pause_of_all(&self, failures: u32, asked: Option<u64>) -> Duration {
        let asked = Duration::from_secs(asked.unwrap_or_default()).min(self.hold);
        self.pause(failures).max(asked)
    }

    fn pause_with(&self, failures: u32, share: f64) -> Duration {
        let doublings = failures.saturating_sub(1).min(16);
        let full = self.first.saturating_mul(1 << doublings).min(self.longest);
        full.mul_f64(share)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pauses_double_up_to_a_limit() {
        let patience = RetryPolicy::default();
        let pauses: Vec<_> = [0, 1, 2, 3, 6, 4_000_000_000]
            .map(|failures| patience.pause_with(failures, 1.0).as_secs())
            .to_vec();
        assert_eq!(pauses, [1, 1, 2, 4, 20, 20]);
    }
}

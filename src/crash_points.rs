//! Named places where a test build ends itself, as if the power of the process were cut there.
//!
//! `crash_point!("name")` is nothing at all unless the feature `crash-points` is on. With it, the environment variable
//! `LOTSE_CRASH_AT` names the place (`send.after-mark`, or `send.after-mark:7` for the seventh passing), and the
//! process aborts there, without unwinding and without closing anything. `LOTSE_CRASH_UPDATE` names an update whose
//! computing aborts each time. `tests/crash` finds the names in the source, so there is no list to keep.
//!
//! Such a build also has a clock that can be put forward and back: `LOTSE_CRASH_CLOCK` names a file with the seconds by
//! which it is ahead of the one on the wall.

/// A place where a test build may end itself.
macro_rules! crash_point {
    ($name:literal) => {
        #[cfg(feature = "crash-points")]
        crate::crash_points::pass($name);
    };
}

/// A place where a test build ends itself because of one of these updates.
macro_rules! crash_update {
    ($updates:expr) => {
        #[cfg(feature = "crash-points")]
        crate::crash_points::compute($updates.iter().map(|update| update.0));
    };
}

/// What a clock shows that shows these seconds: in a test build so many more as it is ahead.
macro_rules! crash_clock {
    ($seconds:expr) => {{
        let seconds: i64 = $seconds;
        #[cfg(feature = "crash-points")]
        let seconds = seconds.saturating_add(crate::crash_points::ahead());
        seconds
    }};
}

#[cfg(feature = "crash-points")]
pub(crate) use armed::{ahead, compute, pass};

#[cfg(feature = "crash-points")]
mod armed {
    use std::path::PathBuf;
    use std::sync::LazyLock;
    use std::sync::atomic::{AtomicU64, Ordering};

    /// The place that is armed, and at which passing.
    static ARMED: LazyLock<Option<(String, u64)>> = LazyLock::new(|| {
        let wanted = std::env::var("LOTSE_CRASH_AT").ok()?;
        let (name, passing) = match wanted.split_once(':') {
            Some((name, passing)) => (name, passing.parse().unwrap_or(1)),
            None => (wanted.as_str(), 1),
        };
        Some((name.to_owned(), passing))
    });

    /// The update that ends the process.
    static DEADLY: LazyLock<Option<i64>> =
        LazyLock::new(|| std::env::var("LOTSE_CRASH_UPDATE").ok()?.parse().ok());

    /// What says how far the clock is ahead.
    static CLOCK: LazyLock<Option<PathBuf>> =
        LazyLock::new(|| std::env::var_os("LOTSE_CRASH_CLOCK").map(PathBuf::from));

    static PASSED: AtomicU64 = AtomicU64::new(0);

    /// Ends the process if this place is armed and it is the passing that is meant.
    pub(crate) fn pass(name: &str) {
        let Some((armed, passing)) = &*ARMED else {
            return;
        };
        if armed == name && PASSED.fetch_add(1, Ordering::SeqCst) + 1 == *passing {
            std::process::abort();
        }
    }

    /// Ends the process if the deadly update is among these.
    pub(crate) fn compute(mut updates: impl Iterator<Item = i64>) {
        if DEADLY.is_some_and(|deadly| updates.any(|update| update == deadly)) {
            std::process::abort();
        }
    }

    /// By how many seconds the clock is ahead now.
    pub(crate) fn ahead() -> i64 {
        let said = CLOCK
            .as_ref()
            .and_then(|file| std::fs::read_to_string(file).ok());
        said.and_then(|seconds| seconds.trim().parse().ok())
            .unwrap_or(0)
    }
}

//! What a process takes of the machine: `RssAnon`, memory that no file on disk stands behind, and the processor's time.

use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::thread;
use std::time::Duration;

/// How often memory is looked at while something runs.
const INTERVAL: Duration = Duration::from_millis(20);

/// `RssAnon` of this process in bytes, 0 where there is no `/proc`.
pub(crate) fn private() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status
        .lines()
        .find_map(|line| line.strip_prefix("RssAnon:"));
    let kilobytes = line.and_then(|line| line.trim().strip_suffix(" kB"));
    let kilobytes = kilobytes.and_then(|number| number.trim().parse::<u64>().ok());
    kilobytes.unwrap_or_default() * 1024
}

/// How long processors have worked for this process, in seconds; 0 where there is no `/proc`.
pub(crate) fn worked() -> f64 {
    let stat = std::fs::read_to_string("/proc/self/stat").unwrap_or_default();
    let after_name = stat.rsplit_once(')').map_or("", |(_, rest)| rest);
    // User and system time, in hundredths of a second on every Linux.
    let times = after_name.split_whitespace().skip(11).take(2);
    times
        .filter_map(|ticks| ticks.parse::<f64>().ok())
        .sum::<f64>()
        / 100.0
}

/// Runs something and returns with its result the most that the process held meanwhile.
pub(crate) fn peak<R>(run: impl FnOnce() -> R) -> (R, u64) {
    let (most, over) = (AtomicU64::new(private()), AtomicBool::new(false));
    let result = thread::scope(|scope| {
        scope.spawn(|| {
            while !over.load(Ordering::Relaxed) {
                most.fetch_max(private(), Ordering::Relaxed);
                thread::sleep(INTERVAL);
            }
        });
        let result = run();
        over.store(true, Ordering::Relaxed);
        result
    });
    (result, most.load(Ordering::Relaxed).max(private()))
}

//! Numbers that many tasks add to at once: counts, counts by kind, levels, and how long things took.

use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

/// A number that only grows.
#[derive(Debug, Default)]
pub struct Count(AtomicU64);

impl Count {
    /// Adds one.
    pub fn add(&self) {
        self.add_all(1);
    }

    /// Adds so many.
    pub fn add_all(&self, many: u64) {
        self.0.fetch_add(many, Ordering::Relaxed);
    }

    /// The number.
    pub fn get(&self) -> u64 {
        self.0.load(Ordering::Relaxed)
    }
}

/// A number that is set.
#[derive(Debug, Default)]
pub struct Level(AtomicU64);

impl Level {
    /// Sets it.
    pub fn set(&self, to: usize) {
        self.0
            .store(u64::try_from(to).unwrap_or(u64::MAX), Ordering::Relaxed);
    }

    /// The number.
    pub fn get(&self) -> u64 {
        self.0.load(Ordering::Relaxed)
    }
}

/// Counts by kind. The kinds are fixed, so that nothing from outside can make more of them.
#[derive(Debug)]
pub struct Kinds {
    names: &'static [&'static str],
    counts: Vec<Count>,
}

impl Kinds {
    /// Counts these kinds.
    pub fn new(names: &'static [&'static str]) -> Self {
        let counts = names.iter().map(|_| Count::default()).collect();
        Self { names, counts }
    }

    /// Adds one of a kind; what is none of the kinds is not counted.
    pub fn add(&self, kind: &str) {
        let at = self.names.iter().position(|name| *name == kind);
        if let Some(count) = at.and_then(|at| self.counts.get(at)) {
            count.add();
        }
    }

    /// How many there were of a kind.
    pub fn get(&self, kind: &str) -> u64 {
        let named = self.each().find(|(name, _)| *name == kind);
        named.map_or(0, |(_, count)| count)
    }

    /// All kinds with their counts.
    pub fn each(&self) -> impl Iterator<Item = (&'static str, u64)> {
        let counts = self.counts.iter().map(Count::get);
        self.names.iter().copied().zip(counts)
    }
}

/// How long something took, as a histogram.
#[derive(Debug, Default)]
pub struct Durations {
    counts: [Count; BOUNDS.len()],
    micros: AtomicU64,
    all: Count,
}

/// The upper bounds of a histogram's classes, in milliseconds; what took longer is only in the total.
const BOUNDS: [u32; 12] = [1, 2, 5, 10, 20, 50, 100, 250, 500, 1_000, 5_000, 10_000];

impl Durations {
    /// Adds one.
    pub fn add(&self, took: Duration) {
        let fits = |bound: &u32| took <= Duration::from_millis(u64::from(*bound));
        if let Some(count) = BOUNDS
            .iter()
            .position(fits)
            .and_then(|at| self.counts.get(at))
        {
            count.add();
        }
        let micros = u64::try_from(took.as_micros()).unwrap_or(u64::MAX);
        self.micros.fetch_add(micros, Ordering::Relaxed);
        self.all.add();
    }

    /// How many took at most so many seconds, class by class.
    pub fn up_to(&self) -> impl Iterator<Item = (f64, u64)> {
        let counts = self.counts.iter().scan(0, |sum, count| {
            *sum += count.get();
            Some(*sum)
        });
        BOUNDS
            .iter()
            .map(|bound| f64::from(*bound) / 1e3)
            .zip(counts)
    }

    /// How many there were.
    pub fn count(&self) -> u64 {
        self.all.get()
    }

    /// How many seconds they took together.
    pub fn sum(&self) -> f64 {
        Duration::from_micros(self.micros.load(Ordering::Relaxed)).as_secs_f64()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn durations_fall_into_their_class_and_all_above_it() {
        let durations = Durations::default();
        for millis in [1, 3, 3, 60_000] {
            durations.add(Duration::from_millis(millis));
        }
        let classes: Vec<_> = durations.up_to().take(4).collect();
        assert_eq!(classes, [(0.001, 1), (0.002, 1), (0.005, 3), (0.01, 3)]);
        assert_eq!(durations.up_to().last(), Some((10.0, 3)));
        assert_eq!((durations.count(), durations.sum()), (4, 60.007));
    }

    #[test]
    fn only_known_kinds_are_counted() {
        let kinds = Kinds::new(&["a", "b"]);
        for kind in ["a", "c", "a"] {
            kinds.add(kind);
        }
        assert_eq!(kinds.each().collect::<Vec<_>>(), [("a", 2), ("b", 0)]);
    }
}

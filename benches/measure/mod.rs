//! How the benches measure: each input several times, of which the quickest counts, because whatever else the machine
//! does only adds; over all inputs the median and the 99th percentile, beside a named baseline of the same run.
//!
//! Ratios decide; the times belong to the machine.

use std::error::Error;
use std::hint::black_box;
use std::time::{Duration, Instant};

/// How often an input is run after a first time that warms up.
const ROUNDS: usize = 5;

/// Whatever went wrong ends the bench.
pub(crate) type Fallible<T> = Result<T, Box<dyn Error>>;

/// What one thing costs.
#[derive(Clone, Copy)]
pub(crate) struct Times {
    median: Duration,
    p99: Duration,
}

impl Times {
    /// Runs every input; what `prepare` makes of it is not measured.
    pub(crate) fn of<I, P, R>(
        inputs: &[I],
        mut prepare: impl FnMut(&I) -> P,
        mut run: impl FnMut(P) -> Fallible<R>,
    ) -> Fallible<Self> {
        let mut times = Vec::new();
        for input in inputs {
            run(prepare(input))?;
            let mut quickest = Duration::MAX;
            for _ in 0..ROUNDS {
                let prepared = prepare(input);
                let start = Instant::now();
                let result = black_box(run(prepared)?);
                quickest = quickest.min(start.elapsed());
                drop(result);
            }
            times.push(quickest);
        }
        times.sort_unstable();
        let at = |share: f64| times.get((times.len() as f64 * share) as usize).copied();
        Ok(Self {
            median: at(0.5).unwrap_or_default(),
            p99: at(0.99).unwrap_or_default(),
        })
    }
}

/// Prints two things and how often the second goes into the first.
pub(crate) fn compare(name: &str, times: Times, baseline: &str, against: Times) {
    println!("{:<28} {:>10} {:>10}", "", "median", "p99");
    for (name, times) in [(name, times), (baseline, against)] {
        println!(
            "{name:<28} {:>10} {:>10}",
            shown(times.median),
            shown(times.p99)
        );
    }
    let ratio = |one: Duration, other: Duration| one.as_secs_f64() / other.as_secs_f64();
    println!(
        "{:<28} {:>10.1} {:>10.1}\n",
        "ratio",
        ratio(times.median, against.median),
        ratio(times.p99, against.p99)
    );
}

fn shown(time: Duration) -> String {
    let micros = time.as_secs_f64() * 1e6;
    match micros {
        0.0..1_000.0 => format!("{micros:.1} µs"),
        _ => format!("{:.3} ms", micros / 1e3),
    }
}

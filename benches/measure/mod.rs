//! How the benches measure: each input several times, of which the quickest counts, because whatever else the machine
//! does only adds; over all inputs the median and the 99th percentile, beside a named baseline of the same run. Times
//! on the wall and of the processor stand side by side: where they differ, the thread had to wait for others.
//!
//! Ratios decide; the times belong to the machine.

use std::error::Error;
use std::hint::black_box;
use std::time::{Duration, Instant};

use cpu_time::ThreadTime;

/// How often an input is run after a first time that warms up.
const ROUNDS: usize = 5;

/// Whatever went wrong ends the bench.
pub(crate) type Fallible<T> = Result<T, Box<dyn Error>>;

/// What one thing costs.
#[derive(Clone, Copy)]
pub(crate) struct Times {
    wall: Spread,
    processor: Spread,
}

#[derive(Clone, Copy)]
struct Spread {
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
        let (mut wall, mut processor) = (Vec::new(), Vec::new());
        for input in inputs {
            run(prepare(input))?;
            let mut quickest = (Duration::MAX, Duration::MAX);
            for _ in 0..ROUNDS {
                let prepared = prepare(input);
                let (start, worked) = (Instant::now(), ThreadTime::try_now()?);
                let result = black_box(run(prepared)?);
                quickest.1 = quickest.1.min(worked.try_elapsed()?);
                quickest.0 = quickest.0.min(start.elapsed());
                drop(result);
            }
            wall.push(quickest.0);
            processor.push(quickest.1);
        }
        Ok(Self {
            wall: Spread::of(wall),
            processor: Spread::of(processor),
        })
    }
}

impl Spread {
    fn of(mut times: Vec<Duration>) -> Self {
        times.sort_unstable();
        let at = |share: f64| times.get((times.len() as f64 * share) as usize).copied();
        Self {
            median: at(0.5).unwrap_or_default(),
            p99: at(0.99).unwrap_or_default(),
        }
    }
}

/// Prints two things and how often the second goes into the first.
pub(crate) fn compare(name: &str, times: Times, baseline: &str, against: Times) {
    println!(
        "{:<28} {:>10} {:>10}   {:>10} {:>10}",
        "", "median", "p99", "processor", "p99"
    );
    for (name, times) in [(name, times), (baseline, against)] {
        let [median, p99, worked, worked_p99] = times.all().map(shown);
        println!("{name:<28} {median:>10} {p99:>10}   {worked:>10} {worked_p99:>10}");
    }
    let ratio = |at: usize| times.all()[at].as_secs_f64() / against.all()[at].as_secs_f64();
    let [median, p99, worked, worked_p99] = [ratio(0), ratio(1), ratio(2), ratio(3)];
    println!(
        "{:<28} {median:>10.1} {p99:>10.1}   {worked:>10.1} {worked_p99:>10.1}\n",
        "ratio"
    );
}

impl Times {
    fn all(self) -> [Duration; 4] {
        let Self { wall, processor } = self;
        [wall.median, wall.p99, processor.median, processor.p99]
    }
}

fn shown(time: Duration) -> String {
    let micros = time.as_secs_f64() * 1e6;
    match micros {
        0.0..1_000.0 => format!("{micros:.1} µs"),
        _ => format!("{:.3} ms", micros / 1e3),
    }
}

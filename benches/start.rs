//! How fast `lotse serve` begins to serve and ends, and what it holds while nobody talks to it.
//!
//! `cargo bench --bench start` starts the release binary on the shipped guide against the fake Bot API server, with the
//! index in place: the time from starting the process to its first `getUpdates`, that from SIGTERM to its end, both in
//! the middle of several starts, and `VmRSS` after five idle seconds (where `/proc` is). The baseline is
//! `lotse --version`, which does nothing.

use std::error::Error;
use std::path::Path;
use std::process::Stdio;
use std::time::{Duration, Instant};

use fake_bot_api::{FakeBotApi, Rates};
use tokio::process::{Child, Command};

const STARTS: usize = 15;
const IDLE: Duration = Duration::from_secs(5);

type Fallible<T> = Result<T, Box<dyn Error>>;

#[tokio::main]
async fn main() -> Fallible<()> {
    let folder = tempfile::tempdir()?;
    // The first start builds the index.
    drop(served(folder.path()).await?);
    let mut starts = Vec::new();
    let mut stops = Vec::new();
    let mut nothing = Vec::new();
    let mut memory = None;
    for number in 0..STARTS {
        let before = Instant::now();
        lotse()
            .arg("--version")
            .stdout(Stdio::null())
            .status()
            .await?;
        nothing.push(before.elapsed());
        let (_api, mut child, took) = served(folder.path()).await?;
        starts.push(took);
        if number == 0 {
            tokio::time::sleep(IDLE).await;
            memory = resident(&child);
        }
        stops.push(stopped(&mut child).await?);
    }
    let cores = std::thread::available_parallelism()?;
    println!("{cores} cores, {STARTS} starts");
    let (start, nothing) = (Spread::of(starts), Spread::of(nothing));
    println!("start to first getUpdates: {start}");
    println!("SIGTERM to the end: {}", Spread::of(stops));
    println!("baseline `lotse --version`: {nothing}");
    println!(
        "ratio {:.1}",
        start.median.as_secs_f64() / nothing.median.as_secs_f64()
    );
    match memory {
        Some(kilobytes) => println!("idle memory: {:.1} MB", f64::from(kilobytes) / 1e3),
        None => println!("idle memory: not known on this system"),
    }
    Ok(())
}

/// Starts `lotse serve` in a world of its own and waits until it asks for updates.
async fn served(folder: &Path) -> Fallible<(FakeBotApi, Child, Duration)> {
    let api = FakeBotApi::builder().rates(Rates::off()).start().await?;
    let data = tempfile::tempdir_in(folder)?;
    let before = Instant::now();
    let child = lotse()
        .arg("serve")
        .arg("--index")
        .arg(folder.join("index"))
        .arg("--data")
        .arg(data.path())
        .env("TELOXIDE_TOKEN", api.token())
        .env("TELEGRAM_API_URL", api.url())
        .stdin(Stdio::null())
        .stderr(Stdio::null())
        .kill_on_drop(true)
        .spawn()?;
    api.wait_for(|world| world.calls_of("getUpdates").next().map(|_| ()))
        .await;
    let took = before.elapsed();
    Ok((api, child, took))
}

/// Tells an idle process to stop and waits until it is gone.
async fn stopped(child: &mut Child) -> Fallible<Duration> {
    let id = child.id().ok_or("it ended by itself")?.to_string();
    let before = Instant::now();
    Command::new("kill").args(["-TERM", &id]).status().await?;
    child.wait().await?;
    Ok(before.elapsed())
}

fn lotse() -> Command {
    Command::new(env!("CARGO_BIN_EXE_lotse"))
}

/// The memory a process has in use, in kB.
fn resident(child: &Child) -> Option<u32> {
    let status = std::fs::read_to_string(format!("/proc/{}/status", child.id()?)).ok()?;
    let line = status
        .lines()
        .find_map(|line| line.strip_prefix("VmRSS:"))?;
    line.split_whitespace().next()?.parse().ok()
}

struct Spread {
    fastest: Duration,
    median: Duration,
    slowest: Duration,
}

impl Spread {
    fn of(mut times: Vec<Duration>) -> Self {
        times.sort_unstable();
        let at = |index: usize| times.get(index).copied().unwrap_or_default();
        Self {
            fastest: at(0),
            median: at(times.len() / 2),
            slowest: at(times.len().saturating_sub(1)),
        }
    }
}

impl std::fmt::Display for Spread {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Self {
            fastest,
            median,
            slowest,
        } = self;
        write!(
            out,
            "median {median:.1?}, fastest {fastest:.1?}, slowest {slowest:.1?}"
        )
    }
}

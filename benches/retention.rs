//! What the daily sweep costs where a million chats are stored, and what answers notice of it.
//!
//! `cargo bench --bench retention` fills a journal below the system's temporary folder and lets the Telegram side sweep
//! it: when nothing is due, on an ordinary day (a year's chats, each day as many), and when everything is due at once,
//! as after a shorter time was set. Meanwhile somebody does to the journal what an answer does: read a session, commit
//! an update with it; the same without a sweep is the baseline. A number behind `--` takes fewer chats. It prints
//! figures and judges nothing; memory is known on Linux only.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicI64, Ordering};
use std::time::{Duration, Instant};

use fake_bot_api::{FakeBotApi, Rates};
use lotse::conversation::{Event, Moment, Reply, Session};
use lotse::operations::serving::Service;
use lotse::service::{Clock, Metrics, Respond};
use lotse::sessions::{ChatKey, Journal, JournalEntry, SqliteJournal, UpdateId};
use lotse::telegram::{BotToken, ServeOptions, Telegram};

const DAY: i64 = 24 * 3600;
const TODAY: i64 = 20_000;
const KEEP: i64 = 365;
const BATCH: i64 = 1000;

#[tokio::main]
async fn main() -> anyhow::Result<()> {
    // Cargo itself passes `--bench`.
    let number = std::env::args().skip(1).find_map(|word| word.parse().ok());
    let chats: i64 = number.unwrap_or(1_000_000);
    let folder = tempfile::tempdir()?;
    let api = FakeBotApi::builder().rates(Rates::off()).start().await?;
    let token = BotToken::parse(&api.token())?;
    let journal = Arc::new(SqliteJournal::open(folder.path(), token.bot_id())?);
    fill(&journal, chats).await?;

    let shown = Arc::new(AtomicI64::new(TODAY * DAY + DAY / 2));
    let mut options = ServeOptions::new(token);
    options.server = api.url();
    let clock = Arc::clone(&shown);
    options.service.clock = Clock::of(move || Moment(clock.load(Ordering::Relaxed)));
    let kept: Arc<dyn Journal> = Arc::clone(&journal) as _;
    let baseline = Somebody::new(&journal)
        .act_for(Duration::from_secs(10))
        .await?;
    println!("no sweep: {baseline}");
    let service = Service::new(Telegram::new(
        options,
        Arc::new(Nobody),
        kept,
        std::path::Path::new("."),
    )?)?;
    let metrics = service.metrics();
    let serving = tokio::spawn(service.run(std::future::pending()));
    let bench = Bench {
        journal,
        metrics,
        shown,
        folder: folder.path().to_owned(),
        baseline,
    };
    bench.sweep("nothing due", 1, 0).await?;
    bench.sweep("a day's chats due to be warned", 2, 1).await?;
    bench
        .sweep("a year later, all due to be forgotten", 3, KEEP)
        .await?;
    serving.abort();
    Ok(())
}

struct Bench {
    journal: Arc<SqliteJournal>,
    metrics: Arc<Metrics>,
    shown: Arc<AtomicI64>,
    folder: PathBuf,
    baseline: Times,
}

impl Bench {
    /// Lets so many days pass and waits until that many sweeps were done.
    async fn sweep(&self, name: &str, sweeps: u64, days: i64) -> anyhow::Result<()> {
        let before = (self.metrics.chats_forgotten.get(), own_memory());
        let begun = Instant::now();
        self.shown.fetch_add(days * DAY, Ordering::Relaxed);
        let mut somebody = Somebody::new(&self.journal);
        let is_over = Arc::clone(&somebody.is_over);
        let metrics = Arc::clone(&self.metrics);
        let watching = tokio::spawn(async move {
            let mut most = 0;
            while metrics.sweeps.get() < sweeps {
                most = most.max(own_memory());
                tokio::time::sleep(Duration::from_millis(50)).await;
            }
            is_over.store(true, Ordering::Relaxed);
            most
        });
        let times = somebody.act().await?;
        let most = watching.await?;
        println!(
            "{name}: {:.1} s, {} chats forgotten, {} KiB more memory at most, file {} MiB\n  {times}, ratio of p99 {:.2}",
            begun.elapsed().as_secs_f64(),
            self.metrics.chats_forgotten.get() - before.0,
            most.saturating_sub(before.1) >> 10,
            std::fs::metadata(self.folder.join("journal.sqlite3"))?.len() >> 20,
            times.at(99).as_secs_f64() / self.baseline.at(99).as_secs_f64(),
        );
        Ok(())
    }
}

/// Somebody who is answered every ten milliseconds.
struct Somebody<'a> {
    journal: &'a SqliteJournal,
    is_over: Arc<AtomicBool>,
}

impl<'a> Somebody<'a> {
    fn new(journal: &'a SqliteJournal) -> Self {
        Self {
            journal,
            is_over: Arc::default(),
        }
    }

    async fn act_for(&mut self, span: Duration) -> anyhow::Result<Times> {
        let is_over = Arc::clone(&self.is_over);
        tokio::spawn(async move {
            tokio::time::sleep(span).await;
            is_over.store(true, Ordering::Relaxed);
        });
        self.act().await
    }

    async fn act(&mut self) -> anyhow::Result<Times> {
        let mut times = Vec::new();
        let mut update = 1_000_000_000;
        while !self.is_over.load(Ordering::Relaxed) {
            let chat = ChatKey::new(-1 - update % 100);
            update += 1;
            let begun = Instant::now();
            self.journal.open(&[UpdateId(update)], &[chat]).await?;
            let entry = JournalEntry {
                now: Moment((TODAY + 2000) * DAY),
                updates: vec![UpdateId(update)],
                sessions: vec![(chat, session(update))],
                ..JournalEntry::default()
            };
            self.journal.commit(entry).await?;
            times.push(begun.elapsed());
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
        times.sort_unstable();
        Ok(Times(times))
    }
}

/// How long things took, shortest first.
struct Times(Vec<Duration>);

impl Times {
    fn at(&self, hundredths: usize) -> Duration {
        let last = self.0.len().saturating_sub(1);
        let at = (self.0.len() * hundredths / 100).min(last);
        self.0.get(at).copied().unwrap_or_default()
    }
}

impl std::fmt::Display for Times {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let (half, most, longest) = (self.at(50), self.at(99), self.at(100));
        let count = self.0.len();
        write!(
            f,
            "read and commit: median {half:.1?}, p99 {most:.1?}, longest {longest:.1?} of {count}"
        )
    }
}

/// Stores chats that were used evenly over the 335 days before today, so that the first is due tomorrow at the
/// earliest.
async fn fill(journal: &SqliteJournal, chats: i64) -> anyhow::Result<()> {
    let begun = Instant::now();
    for first in (1..=chats).step_by(BATCH as usize) {
        let day = TODAY - 334 + first * 334 / chats.max(1);
        let last = (first + BATCH).min(chats + 1);
        let entry = JournalEntry {
            now: Moment(day * DAY),
            sessions: (first..last)
                .map(|chat| (ChatKey::new(chat), session(chat)))
                .collect(),
            ..JournalEntry::default()
        };
        journal.commit(entry).await?;
    }
    println!(
        "{chats} chats stored in {:.1} s",
        begun.elapsed().as_secs_f64()
    );
    Ok(())
}

/// What is remembered of somebody who looked around: no progress, so that no warning slows the sweep down.
fn session(chat: i64) -> Arc<Session> {
    let offered = (0..4).map(|at| {
        (
            format!("Weiter zu Abschnitt {chat}.{at}"),
            format!("1place-{at}"),
        )
    });
    Arc::new(Session {
        offered: offered.collect(),
        ..Session::default()
    })
}

/// The bytes that the process occupies.
fn own_memory() -> u64 {
    let statm = std::fs::read_to_string(Path::new("/proc/self/statm")).unwrap_or_default();
    let pages = statm
        .split(' ')
        .nth(1)
        .and_then(|pages| pages.parse::<u64>().ok());
    pages.unwrap_or(0) * 4096
}

/// Nobody says anything here.
struct Nobody;

impl Respond for Nobody {
    fn respond(&self, session: Session, _event: &Event, _now: Moment) -> (Session, Vec<Reply>) {
        (session, Vec::new())
    }
}

//! The journal with a million chats: how long it takes to open and to serve the first batch, and how large it is.
//!
//! `cargo bench --bench journal` fills a folder of its own below the system's temporary folder; a number behind `--`
//! takes fewer chats (`cargo bench --bench journal -- 50000`). It prints figures and judges nothing. The system has the
//! file in its cache each time.

use std::fs;
use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, Instant};

use cpu_time::ProcessTime;
use lotse::conversation::{Moment, Session};
use lotse::sessions::{
    Attempt, ChatKey, Delivery, EditTarget, Journal, JournalEntry, Queue, SqliteJournal, UpdateId,
};

const BOT: i64 = 1;
const BATCH: i64 = 1000;

fn main() -> anyhow::Result<()> {
    // Cargo itself passes `--bench`.
    let number = std::env::args().skip(1).find_map(|word| word.parse().ok());
    let chats: i64 = number.unwrap_or(1_000_000);
    let folder = tempfile::tempdir()?;
    let runtime = tokio::runtime::Runtime::new()?;
    runtime.block_on(measure(folder.path(), chats))
}

async fn measure(folder: &Path, chats: i64) -> anyhow::Result<()> {
    let journal = SqliteJournal::open(folder, BOT)?;
    let start = Instant::now();
    for first in (1..=chats).step_by(BATCH as usize) {
        journal
            .commit(entry(first..(first + BATCH).min(chats + 1)))
            .await?;
    }
    println!(
        "{chats} chats written in {:.1} s, {BATCH} per commit",
        start.elapsed().as_secs_f64()
    );
    drop(journal);
    let size = fs::metadata(folder.join("journal.sqlite3"))?.len();
    println!(
        "file: {} MiB, {} bytes per chat",
        size >> 20,
        size / chats.unsigned_abs()
    );

    open_and_answer("after an orderly end", folder, chats).await?;
    let killed = tempfile::tempdir()?;
    let journal = Arc::new(SqliteJournal::open(folder, BOT)?);
    for first in 1..=20 {
        journal.commit(entry(first..first + 20)).await?;
    }
    for name in ["journal.sqlite3", "journal.sqlite3-wal", "journal.lock"] {
        let copy = killed.path().join(name);
        fs::copy(folder.join(name), &copy)?;
        // A copy is in memory only; what a kill leaves was on the disk at the last commit.
        fs::File::open(copy)?.sync_all()?;
    }
    open_and_answer("after a kill", killed.path(), chats).await?;
    commits(&journal, chats).await
}

async fn open_and_answer(when: &str, folder: &Path, chats: i64) -> anyhow::Result<()> {
    let start = Instant::now();
    let journal = SqliteJournal::open(folder, BOT)?;
    let opened = start.elapsed();
    journal.answers().await?;
    journal.waiting().await?;
    let batch: Vec<_> = (1..=100).map(|at| ChatKey::new(at * chats / 100)).collect();
    let found = journal.open(&[UpdateId(-1)], &batch).await?;
    journal.commit(entry(chats / 2..chats / 2 + 1)).await?;
    let answered = start.elapsed();
    let found = found.sessions.len();
    println!(
        "{when}: open {opened:.1?}, first commit after {answered:.1?} ({found} of 100 sessions read)"
    );
    Ok(())
}

/// One update per commit, one after another and then with many at once.
async fn commits(journal: &Arc<SqliteJournal>, chats: i64) -> anyhow::Result<()> {
    let mut times = Vec::new();
    for number in 0..500 {
        let chat = number * 7919 % chats;
        let start = Instant::now();
        journal.commit(entry(chat..chat + 1)).await?;
        times.push(start.elapsed());
    }
    times.sort_unstable();
    println!(
        "one commit: median {:.1?}, p99 {:.1?}",
        times[times.len() / 2],
        times[times.len() * 99 / 100]
    );
    let start = Instant::now();
    let mut waiting = Vec::new();
    for number in 0..20_000 {
        let chat = number * 7919 % chats;
        let journal = Arc::clone(journal);
        waiting.push(tokio::spawn(async move {
            journal.commit(entry(chat..chat + 1)).await
        }));
    }
    for commit in waiting {
        commit.await??;
    }
    let spent: Duration = start.elapsed();
    println!(
        "20000 commits at once: {:.0}/s",
        20_000.0 / spent.as_secs_f64()
    );
    rounds(journal, chats).await
}

/// All that an update of a live chat asks of the journal, from the note before it is computed to the acknowledgement of
/// its answer, one after another: what it costs where there is nothing to share.
async fn rounds(journal: &SqliteJournal, chats: i64) -> anyhow::Result<()> {
    const ROUNDS: i64 = 500;
    let (start, processor, switches) = (Instant::now(), ProcessTime::try_now()?, switches()?);
    for number in 0..ROUNDS {
        let update = UpdateId(chats + 1 + number);
        let attempt = Attempt {
            updates: vec![update],
            ..Attempt::default()
        };
        journal.mark_in_flight(attempt).await?;
        journal.open(&[update], &[]).await?;
        let mut entry = entry(number..number + 1);
        entry.updates = vec![update];
        for row in journal.commit(entry).await? {
            journal.ack(row.id).await?;
        }
    }
    println!(
        "one update from note to acknowledgement: {:.0?}, of it processor {:.0?}, {:.1} switches of threads",
        start.elapsed() / ROUNDS as u32,
        processor.try_elapsed()? / ROUNDS as u32,
        (self::switches()? - switches) as f64 / ROUNDS as f64,
    );
    Ok(())
}

/// How often a thread of this process had to wait for something, so far.
fn switches() -> anyhow::Result<i64> {
    let mut all = 0;
    for thread in fs::read_dir("/proc/self/task")? {
        let status = fs::read_to_string(thread?.path().join("status"))?;
        let line = status
            .lines()
            .find_map(|line| line.strip_prefix("voluntary_ctxt_switches:"));
        all += line.unwrap_or_default().trim().parse::<i64>()?;
    }
    Ok(all)
}

/// A batch as the bot makes it: an update, a session and a call per chat.
fn entry(chats: std::ops::Range<i64>) -> JournalEntry {
    let session = Arc::new(Session {
        offered: (0..4)
            .map(|at| {
                (
                    format!("Weiter zu Abschnitt 1.{at}"),
                    format!("1place-{at}"),
                )
            })
            .collect(),
        ..Session::default()
    });
    let body = serde_json::json!({ "chat_id": chats.start, "text": "Meist die Leitung des Dezernats. ".repeat(12) });
    let call = Delivery {
        kind: "sendMessage".to_owned(),
        queue: Queue::Chat,
        target: EditTarget::New,
        life: None,
        content: [("body".to_owned(), body)].into_iter().collect(),
    };
    // Only single chats have a call: a million that wait would be another measurement.
    let is_one = chats.end - chats.start == 1;
    JournalEntry {
        now: Moment(1_800_000_000),
        updates: chats.clone().map(UpdateId).collect(),
        sessions: chats
            .clone()
            .map(|chat| (ChatKey::new(chat), Arc::clone(&session)))
            .collect(),
        calls: chats
            .filter(|_| is_one)
            .map(|chat| (ChatKey::new(chat), call.clone()))
            .collect(),
        ..JournalEntry::default()
    }
}

//! What a live, idle chat costs in memory.
//!
//! `cargo bench --bench live` puts a hundred thousand chats before a journal, all of them live, and prints what the
//! process's own memory grew by, per chat: for somebody who asked one question, for a team in the middle of the guide,
//! and for one at its end. A number behind `--` takes another count of chats. It prints figures and judges nothing; the
//! figure is `RssAnon` of `/proc/self/status`, so it is known on Linux only.

use std::path::Path;
use std::sync::Arc;

use anyhow::Context;
use lotse::answer::Library;
use lotse::conversation::{
    Action, ChatKind, Event, InReplyTo, Moment, Occasion, Role, Session, respond,
};
use lotse::knowledge;
use lotse::search::{Document, Index};
use lotse::sessions::{ChatKey, JournalEntry, Sessions, SqliteJournal};

const BOT: i64 = 1;
const BATCH: i64 = 1000;
const NOW: Moment = Moment(1_800_000_000);

fn main() -> anyhow::Result<()> {
    // Cargo itself passes `--bench`.
    let number = std::env::args().skip(1).find_map(|word| word.parse().ok());
    let chats: i64 = number.unwrap_or(100_000);
    let folder = tempfile::tempdir()?;
    let library = open(folder.path())?;
    let places = library.guide.places.len();
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()?;
    // Kept to the end: memory that is freed would be used again and not be seen to grow.
    let mut kept = Vec::new();
    for (who, steps) in [
        ("one question", 0),
        ("half the guide", places / 2),
        ("the whole guide", places),
    ] {
        let session = talked(&library, steps);
        let stored = serde_json::to_vec(&session)?;
        let (sessions, grown) = runtime.block_on(grow(&folder.path().join(who), &stored, chats))?;
        kept.push(sessions);
        println!(
            "{who}: {} bytes per chat in memory, {} as stored",
            grown / chats.unsigned_abs(),
            stored.len()
        );
    }
    Ok(())
}

/// By how many bytes the process grows when so many chats have this session, each its own.
async fn grow(data: &Path, stored: &[u8], chats: i64) -> anyhow::Result<(Sessions, u64)> {
    let journal = Arc::new(SqliteJournal::open(data, BOT)?);
    let sessions = Sessions::new(journal, usize::try_from(chats)?);
    // The journal's own caches are filled before.
    fill(&sessions, stored, -20_000..0).await?;
    let before = own_memory()?;
    fill(&sessions, stored, 1..chats - 20_000 + 1).await?;
    let grown = own_memory()?.saturating_sub(before);
    let grown = grown * chats.unsigned_abs() / (chats - 20_000).unsigned_abs();
    Ok((sessions, grown))
}

async fn fill(
    sessions: &Sessions,
    stored: &[u8],
    chats: std::ops::Range<i64>,
) -> anyhow::Result<()> {
    for first in chats.clone().step_by(BATCH as usize) {
        let keys: Vec<_> = (first..(first + BATCH).min(chats.end))
            .map(ChatKey::new)
            .collect();
        let batch = sessions.open(sessions.line_up(keys.clone()), &[]).await?;
        let mut entry = JournalEntry {
            now: NOW,
            ..JournalEntry::default()
        };
        for chat in keys {
            let session: Session = serde_json::from_slice(stored)?;
            entry.sessions.push((chat, Arc::new(session)));
        }
        batch.commit(entry).await?;
    }
    Ok(())
}

/// What is remembered of somebody who asks a question and walks so many steps, ticking a task at each.
fn talked(library: &Library, steps: usize) -> Session {
    let (mut session, _) = respond(
        library,
        Session::default(),
        &private(Occasion::Text(
            "wer entscheidet über den auftrag".to_owned(),
        )),
        NOW,
    );
    for place in &library.guide.places[..steps] {
        session = respond(
            library,
            session,
            &private(Occasion::Text("weiter".to_owned())),
            NOW,
        )
        .0;
        let Some(task) = place.tasks.first() else {
            continue;
        };
        let tick = Action::Tick {
            place: place.id.clone(),
            task: task.id.clone(),
            done: true,
        };
        session = respond(
            library,
            session,
            &private(Occasion::Tap(tick.encode())),
            NOW,
        )
        .0;
    }
    session
}

fn private(occasion: Occasion) -> Event {
    Event {
        moving: lotse::conversation::Moving::default(),
        chat: ChatKind::Private,
        addressed: true,
        reply: InReplyTo::default(),
        role: Role::Admin,
        occasion,
    }
}

fn open(index: &Path) -> anyhow::Result<Library> {
    let loaded = knowledge::load(Path::new("knowledge"))?;
    let guide = loaded
        .guide
        .context("the guide has faults: `lotse check` names them")?;
    let passages = knowledge::passages(&guide);
    let documents: Vec<Document> = passages.iter().map(Into::into).collect();
    let (index, _) = Index::open_or_build(&index.join("index"), &documents)?;
    Ok(Library::new(guide, passages, index))
}

/// The memory that belongs to this process alone, in bytes.
fn own_memory() -> anyhow::Result<u64> {
    let status = std::fs::read_to_string("/proc/self/status")?;
    let line = status
        .lines()
        .find_map(|line| line.strip_prefix("RssAnon:"));
    let kib = line.and_then(|line| line.split_whitespace().next());
    Ok(kib
        .context("no RssAnon in /proc/self/status")?
        .parse::<u64>()?
        * 1024)
}

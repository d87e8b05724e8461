//! A damaged file starts right or is refused; never does it panic, and never does it count as empty.
//!
//! A thousand mutations of the file, and a quarter as many of the `-wal` file beside it, other ones at every run:
//! `LOTSE_MUTATIONS=1000 cargo test --lib sqlite::tests::damaged -- --nocapture`.

use std::fs;
use std::sync::Arc;

use proptest::prelude::Rng;
use proptest::test_runner::{RngAlgorithm, TestRng};

use super::Disk;
use crate::conversation::NoteChange;
use crate::sessions::tests::journal_conformance::{chat, note, said, talked};
use crate::sessions::{
    ChatKey, Journal, JournalEntry, JournalError, RowId, SqliteJournal, UpdateId,
};

const CHATS: i64 = 80;
/// How many mutations of each file are tried, unless `LOTSE_MUTATIONS` says otherwise.
const MUTATIONS: usize = 240;

#[tokio::test]
async fn a_damaged_file_starts_right_or_is_refused() {
    let disk = Disk::new();
    fill(&disk.open().unwrap()).await;
    let whole = fs::read(disk.file("journal.sqlite3")).unwrap();
    let mut random = seeded();
    let (mut refused, mut right) = (0, 0);
    let mutations = mutations();
    for number in 0..mutations {
        let damaged = mutate(&whole, number, &mut random);
        let found = disk.killed();
        fs::write(found.file("journal.sqlite3"), &damaged).unwrap();
        match found.open() {
            Err(error) => {
                assert!(error.to_string().contains("journal.sqlite3"), "{error}");
                refused += 1;
            }
            Ok(journal) => {
                starts_right(&journal, number).await;
                right += 1;
            }
        }
    }
    println!("{mutations} mutations of the file: {refused} refused, {right} started right");
    assert!(
        refused > 20 && right > 20,
        "{refused} refused, {right} right"
    );
}

#[tokio::test]
async fn a_damaged_log_starts_right_or_is_refused() {
    let disk = Disk::new();
    let journal = disk.open().unwrap();
    fill(&journal).await;
    let wal = "journal.sqlite3-wal";
    let whole = fs::read(disk.file(wal)).unwrap();
    assert!(whole.len() > 20_000);
    let mut random = seeded();
    let (mutations, mut refused) = (mutations() / 4, 0);
    for number in 0..mutations {
        let found = disk.killed();
        fs::write(found.file(wal), mutate(&whole, number, &mut random)).unwrap();
        match found.open() {
            Ok(journal) => starts_right(&journal, number).await,
            Err(_) => refused += 1,
        }
    }
    println!("{mutations} mutations of the -wal file: {refused} refused, the others started right");
}

#[tokio::test]
async fn a_session_that_cannot_be_read_is_set_aside_and_not_overwritten() {
    let disk = Disk::new();
    fill(&disk.open().unwrap()).await;
    let db = rusqlite::Connection::open(disk.file("journal.sqlite3")).unwrap();
    db.execute_batch(
        "UPDATE chats SET session = CAST('verdreht' AS BLOB) WHERE chat = 3;
         UPDATE outbox SET version = 99 WHERE chat = 4",
    )
    .unwrap();
    drop(db);
    let journal = disk.open().unwrap();
    let opened = journal.open(&[], &[chat(3), chat(4)]).await.unwrap();
    assert_eq!(opened.sessions.keys().collect::<Vec<_>>(), [&chat(4)]);
    assert_eq!(journal.rows(chat(4), RowId(0), 9).await.unwrap(), []);
    assert_eq!(journal.waiting().await.unwrap().len(), CHATS as usize - 1);
    let entry = JournalEntry {
        sessions: vec![(chat(3), talked("neu"))],
        ..JournalEntry::default()
    };
    journal.commit(entry).await.unwrap();
    assert_eq!(journal.figures().await.unwrap().set_aside, 2);
    drop(journal);
    let db = rusqlite::Connection::open(disk.file("journal.sqlite3")).unwrap();
    let kept: String = db
        .query_row(
            "SELECT CAST(text AS TEXT) FROM aside WHERE chat = 3",
            [],
            |row| row.get(0),
        )
        .unwrap();
    assert_eq!(kept, "verdreht");
}

#[tokio::test]
async fn a_note_that_cannot_be_read_is_set_aside_and_the_others_stay() {
    let disk = Disk::new();
    let journal = disk.open().unwrap();
    let notes = [1, 2].map(|id| (chat(3), NoteChange::Kept(Arc::new(note(id, "gut")))));
    let entry = JournalEntry {
        notes: notes.into(),
        ..JournalEntry::default()
    };
    journal.commit(entry).await.unwrap();
    drop(journal);
    let db = rusqlite::Connection::open(disk.file("journal.sqlite3")).unwrap();
    db.execute_batch("UPDATE notes SET text = CAST('verdreht' AS BLOB) WHERE id = 1")
        .unwrap();
    drop(db);
    let journal = disk.open().unwrap();
    let opened = journal.open(&[], &[chat(3)]).await.unwrap();
    let notes: Vec<_> = opened.sessions[&chat(3)]
        .project
        .notes
        .iter()
        .cloned()
        .collect();
    assert_eq!(notes, [note(2, "gut")]);
    assert_eq!(journal.figures().await.unwrap().set_aside, 1);
}

/// A file that is too large to be checked from end to end at the start: what is damaged shows when it is read.
#[tokio::test]
async fn damage_in_a_large_file_shows_at_the_latest_when_it_is_read() {
    const MANY: i64 = 3000;
    let disk = Disk::new();
    let entry = JournalEntry {
        sessions: (1..=MANY)
            .map(|id| (chat(id), talked(&"Wort ".repeat(400))))
            .collect(),
        ..JournalEntry::default()
    };
    disk.open().unwrap().commit(entry).await.unwrap();
    let whole = fs::read(disk.file("journal.sqlite3")).unwrap();
    assert!(whole.len() > 5 << 20);
    let chats: Vec<_> = (1..=MANY).map(chat).collect();
    let mut random = seeded();
    for number in 0..12 {
        let found = disk.killed();
        fs::write(
            found.file("journal.sqlite3"),
            mutate(&whole, number, &mut random),
        )
        .unwrap();
        let Ok(journal) = found.open() else { continue };
        match journal.open(&[], &chats).await {
            Ok(opened) => assert!(opened.sessions.len() > 2950, "mutation {number}"),
            Err(error) => assert!(matches!(error, JournalError::Broken(_)), "{error}"),
        }
    }
}

async fn fill(journal: &SqliteJournal) {
    for id in 1..=CHATS {
        let entry = JournalEntry {
            updates: vec![UpdateId(id)],
            sessions: vec![(chat(id), talked(&word(id)))],
            calls: vec![said(id, &word(id))],
            ..JournalEntry::default()
        };
        journal.commit(entry).await.unwrap();
    }
}

fn mutations() -> usize {
    let asked = std::env::var("LOTSE_MUTATIONS").ok();
    asked
        .and_then(|asked| asked.parse().ok())
        .unwrap_or(MUTATIONS)
}

/// The same numbers at every run, unless more are asked for than usual.
fn seeded() -> TestRng {
    match mutations() {
        MUTATIONS => TestRng::deterministic_rng(RngAlgorithm::ChaCha),
        _ => {
            let seed: [u8; 32] = rand::random();
            println!("seed {seed:?}");
            TestRng::from_seed(RngAlgorithm::ChaCha, &seed)
        }
    }
}

/// What a chat has said; some of it longer than a page.
fn word(id: i64) -> String {
    format!("Wort {id} ").repeat(if id % 20 == 0 { 600 } else { 5 })
}

/// Everything is there, or it is said that something is not.
async fn starts_right(journal: &SqliteJournal, number: usize) {
    let mut missing = 0;
    for id in 1..=CHATS {
        match read(journal, chat(id), id).await {
            Ok(lost) => missing += lost,
            Err(JournalError::Broken(_)) => return,
            Err(error) => panic!("mutation {number}: {error}"),
        }
    }
    match journal.figures().await {
        Ok(figures) => assert_eq!(figures.set_aside, missing, "mutation {number}"),
        Err(JournalError::Broken(_)) => return,
        Err(error) => panic!("mutation {number}: {error}"),
    }
    match journal.commit(JournalEntry::default()).await {
        Ok(_) | Err(JournalError::Broken(_)) => {}
        Err(error) => panic!("mutation {number}: {error}"),
    }
}

/// How much of a chat is missing; what is there is right.
async fn read(journal: &SqliteJournal, chat: ChatKey, id: i64) -> Result<u64, JournalError> {
    let opened = journal.open(&[UpdateId(id)], &[chat]).await?;
    assert!(opened.fresh.is_empty());
    let session = opened.sessions.get(&chat);
    assert!(session.is_none_or(|session| *session == talked(&word(id))));
    let rows = journal.rows(chat, RowId(0), 9).await?;
    assert!(rows.iter().all(|row| row.call == said(id, &word(id)).1));
    Ok(u64::from(session.is_none()) + u64::from(rows.is_empty()))
}

fn mutate(whole: &[u8], number: usize, random: &mut TestRng) -> Vec<u8> {
    let mut bytes = whole.to_vec();
    let mut below = |limit: usize| random.next_u64() as usize % limit;
    let (at, length) = (below(whole.len()), 1 + below(600));
    let end = (at + length).min(whole.len());
    match number % 6 {
        0 => bytes.truncate(at),
        1 => bytes.truncate(at / 4096 * 4096),
        2 => bytes[at..end].fill(0),
        3 => bytes[at % 4096 % 110] ^= 1 << below(8),
        4 => {
            let page = below(whole.len() / 4096) * 4096;
            bytes.copy_within(page..page + 4096, at / 4096 * 4096 % (whole.len() - 4096));
        }
        _ => bytes[at] ^= 1 << below(8),
    }
    bytes
}

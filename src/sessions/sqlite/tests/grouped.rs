//! Changes that wait share a flush, and a fault is everybody's or nobody's.

use std::sync::{Arc, mpsc};

use tokio::sync::oneshot;

use super::{BOT, Disk};
use crate::sessions::sqlite::changes::{Change, JournalCounts, Written};
use crate::sessions::sqlite::key::FeedbackKey;
use crate::sessions::sqlite::open;
use crate::sessions::sqlite::writer::{Order, Writer};
use crate::sessions::tests::journal_conformance::{chat, said, talked};
use crate::sessions::{Journal, JournalEntry, JournalError, OutboxRow, RowId};

type Answered = oneshot::Receiver<Result<Vec<OutboxRow>, JournalError>>;

/// Lets a writer serve these changes, which all wait when it begins.
fn serve(disk: &Disk, changes: Vec<Change>) -> Vec<Result<Vec<OutboxRow>, JournalError>> {
    serve_on(open::open(disk.0.path(), BOT).unwrap(), changes)
}

fn serve_on(open: open::Open, changes: Vec<Change>) -> Vec<Result<Vec<OutboxRow>, JournalError>> {
    let (orders, received) = mpsc::channel();
    let answers: Vec<Answered> = changes
        .into_iter()
        .map(|change| {
            let (answer, answered) = oneshot::channel();
            orders.send(Order { change, answer }).unwrap();
            answered
        })
        .collect();
    drop(orders);
    Writer::new(open.db, &open.path, Arc::new(open.lock), open.counts)
        .unwrap()
        .run(&received);
    answers
        .into_iter()
        .map(|answer| answer.blocking_recv().unwrap())
        .collect()
}

fn counts(disk: &Disk) -> JournalCounts {
    open::open(disk.0.path(), BOT).unwrap().counts
}

fn commit(id: i64) -> Change {
    let entry = JournalEntry {
        sessions: vec![(chat(id), talked("hier"))],
        calls: vec![said(id, "hallo")],
        ..JournalEntry::default()
    };
    Change::Commit(Box::new(
        Written::of(entry, Vec::new(), &FeedbackKey::new()).unwrap(),
    ))
}

#[test]
fn all_changes_that_wait_are_one_flush() {
    let disk = Disk::new();
    let mut changes: Vec<_> = (1..=40).map(commit).collect();
    changes.push(Change::Ack(RowId(1)));
    changes.push(Change::Ack(RowId(2)));
    let answers = serve(&disk, changes);
    let rows = answers.into_iter().flat_map(Result::unwrap);
    let ids: Vec<_> = rows.map(|row| row.id.0).collect();
    assert_eq!(ids, Vec::from_iter(1..=40));
    assert_eq!(counts(&disk).commits, 1);
}

#[test]
fn acknowledgements_alone_are_not_flushed() {
    let disk = Disk::new();
    serve(&disk, vec![commit(1)]);
    for answer in serve(&disk, vec![Change::Ack(RowId(1)), Change::Ack(RowId(1))]) {
        answer.unwrap();
    }
    assert_eq!(counts(&disk).commits, 1);
}

#[tokio::test]
async fn acknowledgements_survive_a_kill() {
    let disk = Disk::new();
    let journal = disk.open().unwrap();
    let entry = JournalEntry {
        sessions: vec![(chat(1), talked("hier"))],
        calls: vec![said(1, "eins"), said(1, "zwei")],
        ..JournalEntry::default()
    };
    let rows = journal.commit(entry).await.unwrap();
    journal.ack(rows[0].id).await.unwrap();
    let found = disk.killed();
    assert_eq!(counts(&found).commits, 1);
    let journal = found.open().unwrap();
    let left = journal.rows(chat(1), RowId(0), 9).await.unwrap();
    assert_eq!(left.len(), 1);
    assert_eq!(left[0].id, rows[1].id);
}

#[test]
fn a_full_disk_fails_the_whole_group_and_changes_nothing() {
    let disk = Disk::new();
    serve(&disk, vec![commit(1)]);
    let open = open::open(disk.0.path(), BOT).unwrap();
    let pages: i64 = open
        .db
        .pragma_query_value(None, "page_count", |row| row.get(0))
        .unwrap();
    open.db
        .pragma_update(None, "max_page_count", pages)
        .unwrap();
    let large = JournalEntry {
        sessions: vec![(chat(3), talked(&"viel ".repeat(9000)))],
        ..JournalEntry::default()
    };
    let large = Change::Commit(Box::new(
        Written::of(large, Vec::new(), &FeedbackKey::new()).unwrap(),
    ));
    for answer in serve_on(open, vec![commit(2), large]) {
        let error = answer.unwrap_err();
        assert!(matches!(error, JournalError::Unavailable(_)), "{error}");
    }
    let counts = counts(&disk);
    assert_eq!((counts.commits, counts.last_row), (1, 1));
}

#[test]
fn after_a_fault_that_does_not_pass_nothing_is_written_any_more() {
    let disk = Disk::new();
    let open = open::open(disk.0.path(), BOT).unwrap();
    let path = open.path.clone();
    let (orders, received) = mpsc::channel();
    let served = std::thread::spawn(move || {
        Writer::new(open.db, &open.path, Arc::new(open.lock), open.counts)
            .unwrap()
            .run(&received);
    });
    let other = open::connect(&path).unwrap();
    let ask = |change| {
        let (answer, answered) = oneshot::channel();
        orders.send(Order { change, answer }).unwrap();
        answered.blocking_recv().unwrap()
    };
    other
        .execute_batch("ALTER TABLE chats RENAME TO katzen")
        .unwrap();
    let error = ask(commit(1)).unwrap_err();
    assert!(matches!(error, JournalError::Broken(_)), "{error}");
    other
        .execute_batch("ALTER TABLE katzen RENAME TO chats")
        .unwrap();
    assert_eq!(ask(Change::Ack(RowId(1))), Err(error));
    let kept: i64 = other
        .query_row("SELECT count(*) FROM chats", [], |row| row.get(0))
        .unwrap();
    assert_eq!(kept, 0);
    drop(orders);
    served.join().unwrap();
}

#[tokio::test]
async fn a_locked_file_is_a_fault_that_passes() {
    let disk = Disk::new();
    let journal = disk.open().unwrap();
    let other = open::connect(&disk.file("journal.sqlite3")).unwrap();
    other.execute_batch("BEGIN IMMEDIATE").unwrap();
    let entry = || JournalEntry {
        calls: vec![said(1, "hallo")],
        ..JournalEntry::default()
    };
    let error = journal.commit(entry()).await.unwrap_err();
    assert!(matches!(error, JournalError::Unavailable(_)), "{error}");
    other.execute_batch("ROLLBACK").unwrap();
    assert_eq!(journal.commit(entry()).await.unwrap()[0].id, RowId(1));
}

//! Changes that wait share a flush, and a fault is everybody's or nobody's.

use std::sync::mpsc;

use tokio::sync::oneshot;

use super::{BOT, Disk};
use crate::sessions::battery::{chat, said, talked};
use crate::sessions::sqlite::changes::{Change, Counts, Written};
use crate::sessions::sqlite::open;
use crate::sessions::sqlite::writer::{Order, Writer};
use crate::sessions::{Entry, Journal, JournalError, Row, RowId};

type Answered = oneshot::Receiver<Result<Vec<Row>, JournalError>>;

/// Lets a writer serve these changes, which all wait when it begins.
fn serve(disk: &Disk, changes: Vec<Change>) -> Vec<Result<Vec<Row>, JournalError>> {
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
    let open = open::open(disk.0.path(), BOT).unwrap();
    Writer::new(open.db, &open.path, open.lock, open.counts).run(&received);
    answers
        .into_iter()
        .map(|answer| answer.blocking_recv().unwrap())
        .collect()
}

fn counts(disk: &Disk) -> Counts {
    open::open(disk.0.path(), BOT).unwrap().counts
}

fn commit(id: i64) -> Change {
    let entry = Entry {
        sessions: vec![(chat(id), talked("hier"))],
        calls: vec![said(id, "hallo")],
        ..Entry::default()
    };
    Change::Commit(Box::new(Written::of(entry).unwrap()))
}

#[test]
fn all_changes_that_wait_are_one_flush() {
    let disk = Disk::new();
    let mut changes: Vec<_> = (1..=40).map(commit).collect();
    changes.push(Change::Strike(RowId(1), None));
    changes.push(Change::Mark(RowId(2)));
    let answers = serve(&disk, changes);
    let rows = answers.into_iter().flat_map(Result::unwrap);
    let ids: Vec<_> = rows.map(|row| row.id.0).collect();
    assert_eq!(ids, Vec::from_iter(1..=40));
    assert_eq!(counts(&disk).commits, 1);
}

#[test]
fn marks_alone_are_not_flushed() {
    let disk = Disk::new();
    serve(&disk, vec![commit(1)]);
    for answer in serve(&disk, vec![Change::Mark(RowId(1)), Change::Mark(RowId(1))]) {
        answer.unwrap();
    }
    assert_eq!(counts(&disk).commits, 1);
}

#[tokio::test]
async fn a_locked_file_is_a_fault_that_passes() {
    let disk = Disk::new();
    let journal = disk.open().unwrap();
    let other = open::connect(&disk.file("journal.sqlite3")).unwrap();
    other.execute_batch("BEGIN IMMEDIATE").unwrap();
    let entry = || Entry {
        calls: vec![said(1, "hallo")],
        ..Entry::default()
    };
    let error = journal.commit(entry()).await.unwrap_err();
    assert!(matches!(error, JournalError::Unavailable(_)), "{error}");
    other.execute_batch("ROLLBACK").unwrap();
    assert_eq!(journal.commit(entry()).await.unwrap()[0].id, RowId(1));
}

//! What is there after a kill, after a loss of power, and after files were lost or put back.

use std::fs;
use std::sync::Arc;

use super::{Disk, refusal};
use crate::sessions::tests::journal_conformance::{call, chat, said, talked};
use crate::sessions::{Attempt, Journal, JournalEntry, Queue, SqliteJournal, UpdateId};

async fn commit(journal: &SqliteJournal, number: i64) {
    let entry = JournalEntry {
        updates: vec![UpdateId(number)],
        sessions: vec![(chat(number), talked("hier"))],
        calls: vec![said(number, "hallo")],
        ..JournalEntry::default()
    };
    journal.commit(entry).await.unwrap();
}

/// How many of the first commits are there, whole.
async fn kept(journal: &SqliteJournal, of: i64) -> usize {
    let numbers = Vec::from_iter(1..=of);
    let ids: Vec<_> = numbers.iter().copied().map(UpdateId).collect();
    let chats: Vec<_> = numbers.iter().copied().map(chat).collect();
    let opened = journal.open(&ids, &chats).await.unwrap();
    let waiting = journal.waiting().await.unwrap();
    assert_eq!(opened.sessions.len(), ids.len() - opened.fresh.len());
    assert_eq!(opened.sessions.len(), waiting.len());
    waiting.len()
}

#[tokio::test]
async fn a_kill_loses_nothing_and_what_was_in_flight_is_known() {
    let disk = Disk::new();
    let journal = disk.open().unwrap();
    for number in 1..=5 {
        commit(&journal, number).await;
    }
    let attempt = Attempt {
        updates: vec![UpdateId(3), UpdateId(6)],
        strikes: 2,
        ..Attempt::default()
    };
    journal.mark_in_flight(attempt).await.unwrap();
    let found = disk.killed().0;
    let reopened = SqliteJournal::open(found.path(), super::BOT).unwrap();
    assert_eq!(kept(&reopened, 5).await, 5);
    // The third is kept, so it is noted from before its commit.
    let in_flight = reopened.in_flight().await.unwrap();
    assert_eq!(in_flight, [(UpdateId(6), 2)].into());
}

#[tokio::test]
async fn a_kill_while_many_write_keeps_all_that_was_acknowledged() {
    let disk = Disk::new();
    let journal = Arc::new(disk.open().unwrap());
    let writing: Vec<_> = (1..=60)
        .map(|number| {
            let journal = Arc::clone(&journal);
            tokio::spawn(async move { commit(&journal, number).await })
        })
        .collect();
    let mut acknowledged = 0;
    for writes in writing {
        writes.await.unwrap();
        acknowledged += 1;
        if acknowledged % 20 == 0 {
            let found = disk.killed();
            assert!(kept(&found.open().unwrap(), 60).await >= acknowledged);
        }
    }
}

/// Everything after the last flush may be missing, to the byte.
#[tokio::test]
async fn a_loss_of_power_loses_nothing_that_was_acknowledged() {
    let disk = Disk::new();
    let journal = disk.open().unwrap();
    let wal = disk.file("journal.sqlite3-wal");
    let answers = JournalEntry {
        calls: (0..6)
            .map(|_| (chat(9), call(Queue::Answer, "so")))
            .collect(),
        ..JournalEntry::default()
    };
    let answers = journal.commit(answers).await.unwrap();
    let mut flushed = vec![fs::metadata(&wal).map_or(0, |wal| wal.len())];
    for (number, answer) in (1..=6).zip(&answers) {
        commit(&journal, number).await;
        flushed.push(fs::metadata(&wal).unwrap().len());
        journal.ack(answer.id).await.unwrap();
    }
    for (acknowledged, length) in flushed.into_iter().enumerate().skip(1) {
        for beyond in [0, 1, 100, 4096, 5000] {
            let found = disk.killed();
            let torn = fs::OpenOptions::new()
                .write(true)
                .open(found.file("journal.sqlite3-wal"))
                .unwrap();
            let left = torn.metadata().unwrap().len();
            torn.set_len(left.min(length + beyond)).unwrap();
            fs::write(found.file("journal.lock"), acknowledged.to_string()).unwrap();
            assert!(kept(&found.open().unwrap(), 6).await >= acknowledged);
        }
    }
}

#[tokio::test]
async fn a_lost_log_is_noticed() {
    let disk = Disk::new();
    let journal = disk.open().unwrap();
    for number in 1..=3 {
        commit(&journal, number).await;
    }
    for damage in ["removed", "emptied", "flipped"] {
        let found = disk.killed();
        let wal = found.file("journal.sqlite3-wal");
        match damage {
            "removed" => fs::remove_file(&wal).unwrap(),
            "emptied" => fs::write(&wal, "").unwrap(),
            _ => {
                let mut bytes = fs::read(&wal).unwrap();
                bytes[3] ^= 1;
                fs::write(&wal, bytes).unwrap();
            }
        }
        assert_eq!(
            refusal(&found, found.open()),
            "the journal `data/journal.sqlite3` ends at commit 0, but 3 were acknowledged"
        );
    }
}

#[tokio::test]
async fn an_older_copy_is_noticed_and_can_be_taken_all_the_same() {
    let disk = Disk::new();
    let journal = disk.open().unwrap();
    commit(&journal, 1).await;
    let older = disk.killed();
    commit(&journal, 2).await;
    fs::copy(disk.file("journal.lock"), older.file("journal.lock")).unwrap();
    assert_eq!(
        refusal(&older, older.open()),
        "the journal `data/journal.sqlite3` ends at commit 1, but 2 were acknowledged"
    );
    fs::remove_file(older.file("journal.lock")).unwrap();
    assert_eq!(kept(&older.open().unwrap(), 2).await, 1);
}

#[tokio::test]
async fn a_journal_that_vanished_is_not_begun_anew() {
    let disk = Disk::new();
    commit(&disk.open().unwrap(), 1).await;
    fs::remove_file(disk.file("journal.sqlite3")).unwrap();
    assert_eq!(
        refusal(&disk, disk.open()),
        "the journal `data/journal.sqlite3` is missing, although Lotse has kept something there"
    );
}

#[tokio::test]
async fn an_orderly_end_leaves_one_file_with_everything() {
    let disk = Disk::new();
    commit(&disk.open().unwrap(), 1).await;
    assert!(!disk.file("journal.sqlite3-wal").exists());
    assert_eq!(kept(&disk.open().unwrap(), 1).await, 1);
}

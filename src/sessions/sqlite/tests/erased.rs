//! What is forgotten is found in no file.

use std::sync::Arc;
use std::time::Duration;

use super::{Disk, contains};
use crate::conversation::{NoteChange, NoteId, Session};
use crate::sessions::tests::journal_conformance::{chat, note, said, talked};
use crate::sessions::{Journal, JournalEntry, RowId};

const CANARY: &str = "Kanarienvogel";

#[tokio::test]
async fn a_chat_that_is_forgotten_leaves_no_trace() {
    let disk = Disk::new();
    let journal = disk.open().unwrap();
    // Long enough for pages of their own, and once short enough to share one.
    for (id, times) in [(1, 1), (1, 2000), (1, 3), (2, 500)] {
        let text = CANARY.repeat(times);
        let entry = JournalEntry {
            sessions: vec![(chat(id), talked(&text)), (chat(9), talked("bleibt"))],
            calls: vec![said(id, &text), said(id, &text), said(9, "bleibt")],
            ..JournalEntry::default()
        };
        let rows = journal.commit(entry).await.unwrap();
        journal.ack(rows[0].id).await.unwrap();
    }
    let buried = journal.rows(chat(1), RowId(0), 1).await.unwrap().remove(0);
    journal
        .dead_letter(buried.id, "for the test")
        .await
        .unwrap();
    settle(&disk).await;
    assert!(contains(&disk.bytes(), CANARY));

    let forget = JournalEntry {
        forgotten: vec![chat(1), chat(2)],
        ..JournalEntry::default()
    };
    journal.commit(forget).await.unwrap();
    settle(&disk).await;
    assert!(!contains(&disk.bytes(), CANARY));
    let opened = journal.open(&[], &[chat(1), chat(9)]).await.unwrap();
    assert_eq!(opened.sessions.len(), 1);
    assert_eq!(journal.rows(chat(9), RowId(0), 9).await.unwrap().len(), 4);
}

#[tokio::test]
async fn a_session_that_is_dropped_leaves_no_trace() {
    let disk = Disk::new();
    let journal = disk.open().unwrap();
    for session in [talked(CANARY), Arc::new(Session::default())] {
        let entry = JournalEntry {
            sessions: vec![(chat(1), session)],
            ..JournalEntry::default()
        };
        journal.commit(entry).await.unwrap();
    }
    settle(&disk).await;
    assert!(!contains(&disk.bytes(), CANARY));
}

#[tokio::test]
async fn a_note_that_is_removed_changed_or_forgotten_leaves_no_trace() {
    let disk = Disk::new();
    let journal = disk.open().unwrap();
    let commit = async |notes: Vec<NoteChange>, forgotten| {
        let entry = JournalEntry {
            forgotten,
            notes: notes.into_iter().map(|change| (chat(1), change)).collect(),
            ..JournalEntry::default()
        };
        journal.commit(entry).await.unwrap();
    };
    let kept = |id, text: &str| NoteChange::Kept(Arc::new(note(id, text)));
    let notes = [1, 2, 3].map(|id| kept(id, &format!("{CANARY}{id}").repeat(40)));
    commit(notes.into(), vec![]).await;
    settle(&disk).await;
    assert!(contains(&disk.bytes(), CANARY));
    commit(
        vec![NoteChange::Removed(NoteId(1)), kept(2, "anders")],
        vec![],
    )
    .await;
    settle(&disk).await;
    let left = |id| contains(&disk.bytes(), &format!("{CANARY}{id}"));
    assert_eq!([1, 2, 3].map(left), [false, false, true]);
    commit(vec![], vec![chat(1)]).await;
    settle(&disk).await;
    assert!(!contains(&disk.bytes(), CANARY));
}

#[tokio::test]
async fn the_last_word_to_a_chat_that_was_forgotten_takes_its_number_along() {
    const CHAT: i64 = 0x1234_5678_9abc;
    let disk = Disk::new();
    let journal = disk.open().unwrap();
    let word = |text: &str| {
        let mut call = said(CHAT, text);
        call.1.content.insert("chat_id".to_owned(), CHAT.into());
        call
    };
    let entry = JournalEntry {
        sessions: vec![(chat(CHAT), talked("da")), (chat(9), talked("bleibt"))],
        calls: vec![word("vorher")],
        ..JournalEntry::default()
    };
    journal.commit(entry).await.unwrap();
    let entry = JournalEntry {
        forgotten: vec![chat(CHAT)],
        calls: vec![word("Alles gelöscht."), word("Was nun?")],
        ..JournalEntry::default()
    };
    let rows = journal.commit(entry).await.unwrap();
    settle(&disk).await;
    let decimal = CHAT.to_string();
    assert!(contains(&disk.bytes(), &decimal));
    journal.ack(rows[0].id).await.unwrap();
    journal
        .dead_letter(rows[1].id, "for the test")
        .await
        .unwrap();
    settle(&disk).await;
    let bytes = disk.bytes();
    assert!(!contains(&bytes, &decimal));
    let as_number = &CHAT.to_be_bytes()[2..];
    assert!(!bytes.windows(6).any(|window| window == as_number));
}

/// Waits until the `-wal` file is empty, as it is a second after something was erased.
async fn settle(disk: &Disk) {
    let wal = disk.file("journal.sqlite3-wal");
    while std::fs::metadata(&wal).unwrap().len() > 0 {
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
}

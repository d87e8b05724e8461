//! Backups.

use std::fs;

use super::{BOT, Disk};
use crate::sessions::sqlite::{BackupError, backup};
use crate::sessions::tests::journal_conformance::{chat, said, talked};
use crate::sessions::{Journal, JournalEntry, SqliteJournal};

#[tokio::test]
async fn a_backup_of_a_journal_in_use_can_be_put_back() {
    let disk = Disk::new();
    let journal = disk.open().unwrap();
    for id in 1..=50 {
        let entry = JournalEntry {
            sessions: vec![(chat(id), talked("hier"))],
            calls: vec![said(id, "hallo")],
            ..JournalEntry::default()
        };
        journal.commit(entry).await.unwrap();
    }
    let copy = disk.file("kopie.sqlite3");
    backup(disk.0.path(), &copy).unwrap();
    journal.commit(JournalEntry::default()).await.unwrap();

    let other = Disk::new();
    fs::rename(&copy, other.file("journal.sqlite3")).unwrap();
    let restored = SqliteJournal::open(other.0.path(), BOT).unwrap();
    assert_eq!(restored.waiting().await.unwrap().len(), 50);
    assert_eq!(fs::read_dir(disk.0.path()).unwrap().count(), 5);
}

#[test]
fn a_backup_overwrites_nothing_and_needs_a_journal() {
    let disk = Disk::new();
    let to = disk.file("kopie.sqlite3");
    assert!(matches!(
        backup(disk.0.path(), &to),
        Err(BackupError::Nothing(_))
    ));
    drop(disk.open().unwrap());
    fs::write(&to, "wichtig").unwrap();
    assert!(matches!(
        backup(disk.0.path(), &to),
        Err(BackupError::Taken(_))
    ));
    let nowhere = disk.file("fehlt").join("kopie");
    let error = backup(disk.0.path(), &nowhere).unwrap_err();
    assert!(matches!(error, BackupError::Unwritable { .. }), "{error}");
    assert_eq!(fs::read(&to).unwrap(), b"wichtig");
}

#[test]
fn a_damaged_journal_gives_no_backup() {
    let disk = Disk::new();
    drop(disk.open().unwrap());
    let path = disk.file("journal.sqlite3");
    let mut bytes = fs::read(&path).unwrap();
    let page = bytes.len() - 4096;
    bytes[page] ^= 0xff;
    fs::write(&path, bytes).unwrap();
    let to = disk.file("kopie.sqlite3");
    backup(disk.0.path(), &to).unwrap_err();
    assert!(!to.exists() && !disk.file("kopie.sqlite3.part").exists());
}

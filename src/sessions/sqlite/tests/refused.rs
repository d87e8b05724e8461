//! What is not opened, and how that is said.

use std::fs;

use rusqlite::Connection;

use super::{BOT, Disk, refusal};
use crate::sessions::sqlite::{SqliteJournal, schema};

#[test]
fn a_folder_serves_one_process_at_a_time() {
    let disk = Disk::new();
    let first = disk.open().unwrap();
    assert_eq!(
        refusal(&disk, disk.open()),
        "another Lotse is using the data folder `data`"
    );
    drop(first);
    disk.open().unwrap();
}

#[test]
fn the_journal_of_another_bot_is_refused() {
    let disk = Disk::new();
    drop(disk.open().unwrap());
    let opened = SqliteJournal::open(disk.0.path(), BOT + 1);
    assert_eq!(
        refusal(&disk, opened),
        "the journal `data/journal.sqlite3` belongs to the bot 4711, not to the bot 4712"
    );
}

#[test]
fn a_journal_of_a_newer_form_is_refused_and_left_alone() {
    let disk = Disk::new();
    drop(disk.open().unwrap());
    let path = disk.file("journal.sqlite3");
    Connection::open(&path)
        .unwrap()
        .pragma_update(None, "user_version", schema::NEWEST + 1)
        .unwrap();
    let before = fs::read(&path).unwrap();
    assert_eq!(
        refusal(&disk, disk.open()),
        format!(
            "the journal `data/journal.sqlite3` was written by a newer Lotse (form {}; this one knows {})",
            schema::NEWEST + 1,
            schema::NEWEST
        )
    );
    assert!(fs::read(&path).unwrap() == before);
}

#[test]
fn a_file_of_something_else_is_refused_and_left_alone() {
    for content in [
        &b"Einkaufszettel: Brot"[..],
        b"SQLite format 3\0",
        &[b'x'; 5000],
    ] {
        let disk = Disk::new();
        let path = disk.file("journal.sqlite3");
        fs::write(&path, content).unwrap();
        let said = refusal(&disk, disk.open());
        assert!(said.contains("`data/journal.sqlite3` is"), "{said}");
        assert_eq!(fs::read(&path).unwrap(), content);
    }
}

#[test]
fn a_database_of_something_else_is_refused() {
    let disk = Disk::new();
    let other = Connection::open(disk.file("journal.sqlite3")).unwrap();
    other.execute_batch("CREATE TABLE a (x)").unwrap();
    drop(other);
    assert_eq!(
        refusal(&disk, disk.open()),
        "`data/journal.sqlite3` is not a journal of Lotse"
    );
}

#[test]
fn tables_that_are_not_ours_are_refused() {
    let disk = Disk::new();
    drop(disk.open().unwrap());
    let db = Connection::open(disk.file("journal.sqlite3")).unwrap();
    db.execute_batch("DROP TABLE dead").unwrap();
    drop(db);
    assert_eq!(
        refusal(&disk, disk.open()),
        "the journal `data/journal.sqlite3` is damaged: its tables are not the ones Lotse made"
    );
}

#[test]
fn an_empty_file_is_damage_and_no_beginning() {
    let disk = Disk::new();
    drop(disk.open().unwrap());
    fs::write(disk.file("journal.sqlite3"), "").unwrap();
    assert_eq!(
        refusal(&disk, disk.open()),
        "the journal `data/journal.sqlite3` is damaged: it is empty"
    );
}

#[test]
fn a_beginning_that_was_cut_off_is_begun_again() {
    let disk = Disk::new();
    fs::write(disk.file("journal.new"), "halb fertig").unwrap();
    fs::write(disk.file("journal.lock"), "").unwrap();
    disk.open().unwrap();
}

#[test]
fn a_folder_that_cannot_be_made_is_named() {
    let disk = Disk::new();
    fs::write(disk.file("data"), "eine Datei").unwrap();
    let opened = SqliteJournal::open(&disk.file("data"), BOT);
    let said = refusal(&disk, opened);
    assert!(said.starts_with("`data/data"), "{said}");
}

#[test]
fn only_the_owner_may_read_what_is_kept() {
    use std::os::unix::fs::PermissionsExt;
    let disk = Disk::new();
    let _open = disk.open().unwrap();
    for name in ["journal.sqlite3", "journal.sqlite3-wal", "journal.lock"] {
        let mode = fs::metadata(disk.file(name)).unwrap().permissions().mode();
        assert_eq!(mode & 0o077, 0, "{name}");
    }
}

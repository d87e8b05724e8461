//! The tables, and the steps by which an older file becomes a newer one.
//!
//! `user_version` is the number of steps that were taken. All that a file has not taken yet are one transaction, so one
//! that was killed in between is of the old form or of the new. A step that has been published is never changed; a
//! change is a further step.

use rusqlite::{Connection, Transaction, TransactionBehavior};

use super::{feedback, keeping};

/// Marks a file as ours: "Lots".
pub(super) const APPLICATION: i64 = 0x4c6f_7473;

/// The newest form of the file.
pub(super) const NEWEST: i64 = STEPS.len() as i64;

pub(super) const STEPS: [&str; 10] = [
    FIRST,
    include_str!("schema/begun.sql"),
    keeping::STEP,
    feedback::STEP,
    include_str!("schema/resting.sql"),
    include_str!("schema/screen.sql"),
    include_str!("schema/fewer.sql"),
    include_str!("schema/notes.sql"),
    include_str!("schema/reminders.sql"),
    include_str!("schema/handing.sql"),
];

/// - `journal` is one row: whose it is, how many flushed commits there were, the last number of a row, dead letters.
/// - `chats.used` is the day (since 1970) of the last use.
/// - `dead` holds what could not be sent, without what it said.
/// - `aside` holds what could not be read, as it was.
const FIRST: &str = "
CREATE TABLE journal (
  one INTEGER PRIMARY KEY CHECK (one = 1),
  bot INTEGER NOT NULL,
  commits INTEGER NOT NULL,
  last_row INTEGER NOT NULL,
  dead INTEGER NOT NULL
) STRICT;
CREATE TABLE chats (
  chat INTEGER PRIMARY KEY,
  used INTEGER NOT NULL,
  screen INTEGER,
  version INTEGER,
  session BLOB,
  sum BLOB
) STRICT;
CREATE INDEX chats_by_use ON chats (used);
CREATE TABLE updates (
  id INTEGER PRIMARY KEY,
  at INTEGER NOT NULL
) STRICT;
CREATE INDEX updates_by_age ON updates (at);
CREATE TABLE outbox (
  id INTEGER PRIMARY KEY,
  chat INTEGER NOT NULL,
  lane INTEGER NOT NULL,
  state INTEGER NOT NULL,
  tries INTEGER NOT NULL,
  not_before INTEGER NOT NULL,
  since INTEGER NOT NULL,
  method TEXT NOT NULL,
  version INTEGER NOT NULL,
  call BLOB NOT NULL,
  sum BLOB NOT NULL
) STRICT;
CREATE INDEX outbox_by_chat ON outbox (lane, chat);
CREATE TABLE dead (
  id INTEGER PRIMARY KEY,
  chat INTEGER NOT NULL,
  method TEXT NOT NULL,
  reason TEXT NOT NULL,
  tries INTEGER NOT NULL,
  since INTEGER NOT NULL
) STRICT;
CREATE INDEX dead_by_age ON dead (since);
CREATE TABLE aside (
  number INTEGER PRIMARY KEY,
  chat INTEGER NOT NULL,
  kind TEXT NOT NULL,
  version INTEGER NOT NULL,
  text BLOB NOT NULL
) STRICT;
";

/// Makes an empty file a journal of this bot.
pub(super) fn create(db: &mut Connection, bot: i64) -> rusqlite::Result<()> {
    let new = db.transaction_with_behavior(TransactionBehavior::Immediate)?;
    new.pragma_update(None, "application_id", APPLICATION)?;
    take(&new, &STEPS)?;
    new.execute(
        "INSERT INTO journal (one, bot, commits, last_row, dead) VALUES (1, ?1, 0, 0, 0)",
        [bot],
    )?;
    crash_point!("new.inside");
    new.commit()
}

/// Takes the steps that the file has not taken yet.
pub(super) fn migrate(db: &mut Connection) -> rusqlite::Result<()> {
    if version(db)? == NEWEST {
        return Ok(());
    }
    let older = db.transaction_with_behavior(TransactionBehavior::Immediate)?;
    take(&older, &STEPS)?;
    older.commit()
}

/// Tells whether the file is marked as ours.
pub(super) fn is_ours(db: &Connection) -> rusqlite::Result<bool> {
    let mark: i64 = db.pragma_query_value(None, "application_id", |row| row.get(0))?;
    Ok(mark == APPLICATION)
}

/// How many steps the file has taken.
pub(super) fn version(db: &Connection) -> rusqlite::Result<i64> {
    db.pragma_query_value(None, "user_version", |row| row.get(0))
}

/// The tables and indexes that there are, as they were written.
pub(super) fn tables(db: &Connection) -> rusqlite::Result<Vec<(String, String)>> {
    let mut all = db.prepare(
        "SELECT name, sql FROM sqlite_schema WHERE name NOT LIKE 'sqlite_%' ORDER BY name",
    )?;
    let rows = all.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?;
    rows.collect()
}

fn take(db: &Transaction<'_>, steps: &[&str]) -> rusqlite::Result<()> {
    let taken = usize::try_from(version(db)?).unwrap_or_default();
    for step in steps.iter().skip(taken) {
        db.execute_batch(step)?;
    }
    db.pragma_update(None, "user_version", steps.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Takes steps, all or none.
    fn take_all(db: &mut Connection, steps: &[&str]) -> rusqlite::Result<()> {
        let change = db.transaction()?;
        take(&change, steps)?;
        change.commit()
    }

    #[test]
    fn steps_are_taken_once_and_in_order() {
        let mut db = Connection::open_in_memory().unwrap();
        let steps = ["CREATE TABLE a (x)", "ALTER TABLE a RENAME TO b"];
        take_all(&mut db, &steps[..1]).unwrap();
        take_all(&mut db, &steps).unwrap();
        take_all(&mut db, &steps).unwrap();
        assert_eq!(version(&db).unwrap(), 2);
        assert_eq!(tables(&db).unwrap()[0].0, "b");
    }

    #[test]
    fn a_file_of_any_older_form_becomes_one_like_a_new_one() {
        let mut new = Connection::open_in_memory().unwrap();
        create(&mut new, 1).unwrap();
        for taken in 1..STEPS.len() {
            let mut db = Connection::open_in_memory().unwrap();
            take_all(&mut db, &STEPS[..taken]).unwrap();
            migrate(&mut db).unwrap();
            assert_eq!(tables(&db).unwrap(), tables(&new).unwrap());
            assert_eq!(version(&db).unwrap(), NEWEST);
        }
    }

    #[test]
    fn a_file_of_the_first_form_keeps_what_it_holds() {
        let mut db = Connection::open_in_memory().unwrap();
        take_all(&mut db, &STEPS[..1]).unwrap();
        db.execute_batch(
            "INSERT INTO chats VALUES (1, 40, 5, 1, x'7b7d', x'00'), (2, 41, 6, NULL, NULL, NULL)",
        )
        .unwrap();
        migrate(&mut db).unwrap();
        let rows: Vec<(i64, i64, i64)> = db
            .prepare("SELECT chat, used, warned FROM chats WHERE left_on IS NULL")
            .unwrap()
            .query_map([], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))
            .unwrap()
            .map(Result::unwrap)
            .collect();
        // Of the second chat nothing was kept but the number of a message.
        assert_eq!(rows, [(1, 40, 0)]);
        assert_eq!(version(&db).unwrap(), NEWEST);
    }

    #[test]
    fn a_step_that_is_cut_off_leaves_the_file_as_it_was() {
        let mut db = Connection::open_in_memory().unwrap();
        let steps = ["CREATE TABLE a (x)", "CREATE TABLE b (x); CREATE TABLE"];
        take_all(&mut db, &steps[..1]).unwrap();
        assert!(take_all(&mut db, &steps).is_err());
        assert_eq!(version(&db).unwrap(), 1);
        assert_eq!(tables(&db).unwrap().len(), 1);
    }
}

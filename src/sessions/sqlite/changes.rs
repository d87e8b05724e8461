//! The changes that can be made to a journal, each as it is done inside a transaction.

use rusqlite::{OptionalExtension, Transaction, params};

use super::stored::{self, Stored};
use crate::conversation::Moment;
use crate::sessions::begun::{Attempt, SetAside};
use crate::sessions::call::{Call, Lane, Row, RowId, RowState};
use crate::sessions::chat::{ChatKey, MessageId, UpdateId};
use crate::sessions::journal::{Entry, JournalError, MEMORY_OF_DEAD_LETTERS, MEMORY_OF_UPDATES};

/// How many lapsed ids and letters go with one commit, so that none takes long after a rest.
const BROOM: i64 = 1000;

/// A change.
#[derive(Debug)]
pub(super) enum Change {
    Begin(Attempt),
    Commit(Box<Written>),
    Mark(RowId),
    Strike(RowId, Option<MessageId>),
    Defer(Box<(Row, Stored)>),
    Bury(RowId, &'static str),
    /// Keeps a session that cannot be read where nothing overwrites it.
    SetSessionAside(ChatKey),
    /// Likewise a call.
    SetCallAside(RowId),
}

/// An entry, written down.
#[derive(Debug)]
pub(super) struct Written {
    now: Moment,
    updates: Vec<UpdateId>,
    set_aside: Vec<SetAside>,
    forgotten: Vec<ChatKey>,
    sessions: Vec<(ChatKey, Option<Stored>)>,
    calls: Vec<(ChatKey, Call, Stored)>,
}

/// What the one row of the table `journal` counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Counts {
    /// Transactions that were flushed.
    pub(super) commits: u64,
    /// The last number given to a row.
    pub(super) last_row: u64,
    /// Calls that were buried.
    pub(super) dead: u64,
}

impl Written {
    /// Writes an entry down; done by who commits, not by the writer, whose time is everybody's.
    pub(super) fn of(entry: Entry) -> Result<Self, JournalError> {
        let sessions = entry.sessions.into_iter().map(|(chat, session)| {
            let written = stored::write_session(chat, &session)?;
            Ok((chat, written))
        });
        let calls = entry.calls.into_iter().map(|(chat, call)| {
            let written = stored::write_call(chat, &call)?;
            Ok((chat, call, written))
        });
        Ok(Self {
            now: entry.now,
            updates: entry.updates,
            set_aside: entry.set_aside,
            forgotten: entry.forgotten,
            sessions: sessions.collect::<Result<_, JournalError>>()?,
            calls: calls.collect::<Result<_, JournalError>>()?,
        })
    }
}

impl Change {
    /// Tells whether it must survive the end of the machine.
    pub(super) fn is_durable(&self) -> bool {
        !matches!(self, Change::Mark(_) | Change::Begin(_))
    }

    /// Tells whether something is to be gone from all files afterwards.
    pub(super) fn erases(&self) -> bool {
        let Change::Commit(entry) = self else {
            return false;
        };
        !entry.forgotten.is_empty() || entry.sessions.iter().any(|(_, session)| session.is_none())
    }

    /// Makes the change; returns the rows that came into being.
    pub(super) fn make(
        self,
        db: &Transaction<'_>,
        counts: &mut Counts,
    ) -> rusqlite::Result<Vec<Row>> {
        match self {
            Change::Commit(entry) => return commit(db, *entry, counts),
            Change::Begin(attempt) => begin(db, &attempt)?,
            Change::Mark(row) => mark(db, row)?,
            Change::Strike(row, screen) => strike(db, row, screen)?,
            Change::Defer(row) => defer(db, &row.0, &row.1)?,
            Change::Bury(row, reason) => counts.dead += bury(db, row, reason)?,
            Change::SetSessionAside(chat) => set_session_aside(db, chat)?,
            Change::SetCallAside(row) => set_call_aside(db, row)?,
        }
        Ok(Vec::new())
    }
}

impl Counts {
    /// Reads the counts, and whose journal it is.
    pub(super) fn read(db: &rusqlite::Connection) -> rusqlite::Result<(i64, Self)> {
        let all = "SELECT bot, commits, last_row, dead FROM journal";
        db.query_row(all, [], |row| {
            let counts = Self {
                commits: row.get(1)?,
                last_row: row.get(2)?,
                dead: row.get(3)?,
            };
            Ok((row.get(0)?, counts))
        })
    }

    /// Writes the counts.
    pub(super) fn write(self, db: &Transaction<'_>) -> rusqlite::Result<()> {
        let all = "UPDATE journal SET commits = ?1, last_row = ?2, dead = ?3";
        db.prepare_cached(all)?
            .execute(params![self.commits, self.last_row, self.dead])
            .map(drop)
    }
}

fn commit(db: &Transaction<'_>, entry: Written, counts: &mut Counts) -> rusqlite::Result<Vec<Row>> {
    sweep(db, entry.now)?;
    for update in entry.updates {
        db.prepare_cached("INSERT OR REPLACE INTO updates VALUES (?1, ?2)")?
            .execute(params![update.0, entry.now.0])?;
        db.prepare_cached("DELETE FROM begun WHERE id = ?1")?
            .execute([update.0])?;
    }
    for update in entry.set_aside {
        db.prepare_cached("INSERT OR REPLACE INTO updates_aside VALUES (?1, ?2, ?3, ?4)")?
            .execute(params![
                update.update.0,
                update.kind,
                update.attempts,
                entry.now.0
            ])?;
    }
    for chat in entry.forgotten {
        forget(db, chat)?;
    }
    for (chat, session) in entry.sessions {
        match session {
            Some(session) => keep_session(db, chat, entry.now, &session)?,
            None => drop_session(db, chat)?,
        }
    }
    crash_point!("journal.inside-entry");
    let mut rows = Vec::with_capacity(entry.calls.len());
    for (chat, call, written) in entry.calls {
        counts.last_row += 1;
        let row = Row {
            id: RowId(counts.last_row),
            chat,
            call,
            state: RowState::Waiting,
            tries: 0,
            not_before: entry.now,
            since: entry.now,
        };
        add_row(db, &row, &written)?;
        rows.push(row);
    }
    Ok(rows)
}

fn begin(db: &Transaction<'_>, attempt: &Attempt) -> rusqlite::Result<()> {
    let sql = "INSERT INTO begun VALUES (?1, ?2, ?3)
        ON CONFLICT DO UPDATE SET alone = alone + excluded.alone, at = excluded.at";
    let mut one = db.prepare_cached(sql)?;
    for update in &attempt.updates {
        one.execute(params![update.0, u32::from(attempt.counts), attempt.now.0])?;
    }
    Ok(())
}

/// Removes update ids and dead letters whose time is over.
fn sweep(db: &Transaction<'_>, now: Moment) -> rusqlite::Result<()> {
    let ids = "DELETE FROM updates WHERE id IN (SELECT id FROM updates WHERE at < ?1 ORDER BY at LIMIT ?2)";
    let oldest = now.0.saturating_sub(MEMORY_OF_UPDATES);
    db.prepare_cached(ids)?.execute([oldest, BROOM])?;
    let letters = "DELETE FROM dead WHERE id IN (SELECT id FROM dead WHERE since < ?1 ORDER BY since LIMIT ?2)";
    let oldest = now.0.saturating_sub(MEMORY_OF_DEAD_LETTERS);
    db.prepare_cached(letters)?.execute([oldest, BROOM])?;
    let aside = "DELETE FROM updates_aside WHERE at < ?1";
    db.prepare_cached(aside)?.execute([oldest])?;
    let begun = "DELETE FROM begun WHERE at < ?1";
    let oldest = now.0.saturating_sub(MEMORY_OF_UPDATES);
    db.prepare_cached(begun)?.execute([oldest])?;
    Ok(())
}

fn forget(db: &Transaction<'_>, chat: ChatKey) -> rusqlite::Result<()> {
    for sql in [
        "DELETE FROM chats WHERE chat = ?1",
        "DELETE FROM outbox WHERE lane IN (0, 1) AND chat = ?1",
        "DELETE FROM dead WHERE chat = ?1",
        "DELETE FROM aside WHERE chat = ?1",
    ] {
        db.prepare_cached(sql)?.execute([chat.id()])?;
    }
    Ok(())
}

fn keep_session(
    db: &Transaction<'_>,
    chat: ChatKey,
    now: Moment,
    session: &Stored,
) -> rusqlite::Result<()> {
    let sql = "INSERT INTO chats (chat, used, version, session, sum) VALUES (?1, ?2, ?3, ?4, ?5)
        ON CONFLICT DO UPDATE SET
            used = excluded.used, version = excluded.version, session = excluded.session, sum = excluded.sum";
    db.prepare_cached(sql)?
        .execute(params![
            chat.id(),
            day(now),
            session.version,
            session.text,
            session.sum
        ])
        .map(drop)
}

fn drop_session(db: &Transaction<'_>, chat: ChatKey) -> rusqlite::Result<()> {
    let empty = "UPDATE chats SET version = NULL, session = NULL, sum = NULL WHERE chat = ?1";
    db.prepare_cached(empty)?.execute([chat.id()])?;
    let remove = "DELETE FROM chats WHERE chat = ?1 AND session IS NULL AND screen IS NULL";
    db.prepare_cached(remove)?.execute([chat.id()])?;
    Ok(())
}

fn add_row(db: &Transaction<'_>, row: &Row, call: &Stored) -> rusqlite::Result<()> {
    let sql = "INSERT INTO outbox VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)";
    db.prepare_cached(sql)?
        .execute(params![
            row.id.0,
            row.chat.id(),
            lane(row.call.lane),
            state(row.state),
            row.tries,
            row.not_before.0,
            row.since.0,
            row.call.method,
            call.version,
            call.text,
            call.sum,
        ])
        .map(drop)
}

fn mark(db: &Transaction<'_>, row: RowId) -> rusqlite::Result<()> {
    let sql = "UPDATE outbox SET state = ?2 WHERE id = ?1";
    db.prepare_cached(sql)?
        .execute(params![row.0, state(RowState::Sending)])
        .map(drop)
}

fn strike(db: &Transaction<'_>, row: RowId, screen: Option<MessageId>) -> rusqlite::Result<()> {
    let sql = "DELETE FROM outbox WHERE id = ?1 RETURNING chat, since";
    let struck: Option<(i64, i64)> = db
        .prepare_cached(sql)?
        .query_row([row.0], |row| Ok((row.get(0)?, row.get(1)?)))
        .optional()?;
    if let (Some((chat, since)), Some(screen)) = (struck, screen) {
        let sql = "INSERT INTO chats (chat, used, screen) VALUES (?1, ?2, ?3)
            ON CONFLICT DO UPDATE SET screen = excluded.screen";
        db.prepare_cached(sql)?
            .execute([chat, day(Moment(since)), screen.0])?;
    }
    Ok(())
}

fn defer(db: &Transaction<'_>, row: &Row, call: &Stored) -> rusqlite::Result<()> {
    let sql = "UPDATE outbox SET
            lane = ?2, state = ?3, tries = ?4, not_before = ?5, method = ?6, version = ?7, call = ?8, sum = ?9
        WHERE id = ?1";
    db.prepare_cached(sql)?
        .execute(params![
            row.id.0,
            lane(row.call.lane),
            state(row.state),
            row.tries,
            row.not_before.0,
            row.call.method,
            call.version,
            call.text,
            call.sum,
        ])
        .map(drop)
}

/// Returns how many letters died: one, or none if the row is gone.
fn bury(db: &Transaction<'_>, row: RowId, reason: &str) -> rusqlite::Result<u64> {
    let letter = "INSERT INTO dead (id, chat, method, reason, tries, since)
        SELECT id, chat, method, ?2, tries, since FROM outbox WHERE id = ?1";
    let died = db.prepare_cached(letter)?.execute(params![row.0, reason])?;
    db.prepare_cached("DELETE FROM outbox WHERE id = ?1")?
        .execute([row.0])?;
    Ok(died as u64)
}

fn set_session_aside(db: &Transaction<'_>, chat: ChatKey) -> rusqlite::Result<()> {
    let keep = "INSERT INTO aside (chat, kind, version, text)
        SELECT chat, 'session', ifnull(version, 0), session FROM chats WHERE chat = ?1 AND session IS NOT NULL";
    db.prepare_cached(keep)?.execute([chat.id()])?;
    drop_session(db, chat)
}

fn set_call_aside(db: &Transaction<'_>, row: RowId) -> rusqlite::Result<()> {
    let keep = "INSERT INTO aside (chat, kind, version, text)
        SELECT chat, 'call', version, call FROM outbox WHERE id = ?1";
    db.prepare_cached(keep)?.execute([row.0])?;
    db.prepare_cached("DELETE FROM outbox WHERE id = ?1")?
        .execute([row.0])
        .map(drop)
}

/// Days since 1970: precise enough for what lapses after months, and changed once a day.
pub(super) fn day(moment: Moment) -> i64 {
    moment.0.div_euclid(24 * 3600)
}

pub(super) fn lane(lane: Lane) -> i64 {
    match lane {
        Lane::Chat => 0,
        Lane::Answer => 1,
        Lane::Inline => 2,
    }
}

fn state(state: RowState) -> i64 {
    match state {
        RowState::Waiting => 0,
        RowState::Sending => 1,
    }
}

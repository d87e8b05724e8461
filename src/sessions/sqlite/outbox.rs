//! The rows of the outbox: calls of the Bot API that wait to be sent, and letters of those that never can be.

use rusqlite::{Connection, OptionalExtension, Transaction, params};

use super::changes::JournalCounts;
use super::queries::ReadBack;
use super::stored::{self, Stored};
use crate::conversation::Moment;
use crate::sessions::chat::ChatKey;
use crate::sessions::delivery::{Delivery, OutboxRow, Queue, RowId};

const COLUMNS: &str = "id, chat, tries, not_before, since, version, call, sum";

/// The chats that have rows in the queue of chats.
pub(super) fn waiting(db: &Connection) -> rusqlite::Result<Vec<ChatKey>> {
    let sql = "SELECT DISTINCT chat FROM outbox WHERE queue = ?1 ORDER BY chat";
    let mut all = db.prepare_cached(sql)?;
    let chats = all.query_map([queue(Queue::Chat)], |row| row.get(0).map(ChatKey::new))?;
    chats.collect()
}

/// The rows of the lanes of answers.
pub(super) fn answers(db: &Connection) -> rusqlite::Result<ReadBack<Vec<OutboxRow>, RowId>> {
    let sql = format!("SELECT {COLUMNS} FROM outbox WHERE queue IN (?1, ?2) ORDER BY id");
    rows_of(
        db,
        &sql,
        params![queue(Queue::Answer), queue(Queue::Inline)],
    )
}

/// The first rows of a chat above a number.
pub(super) fn rows(
    db: &Connection,
    chat: ChatKey,
    after: RowId,
    limit: usize,
) -> rusqlite::Result<ReadBack<Vec<OutboxRow>, RowId>> {
    let sql = format!(
        "SELECT {COLUMNS} FROM outbox WHERE queue = ?1 AND chat = ?2 AND id > ?3 ORDER BY id LIMIT ?4"
    );
    let limit = i64::try_from(limit).unwrap_or(i64::MAX);
    rows_of(
        db,
        &sql,
        params![queue(Queue::Chat), chat.id(), signed(after), limit],
    )
}

/// Adds calls as new rows, and returns those.
pub(super) fn add(
    db: &Transaction<'_>,
    now: Moment,
    calls: Vec<(ChatKey, Delivery, Stored)>,
    counts: &mut JournalCounts,
) -> rusqlite::Result<Vec<OutboxRow>> {
    let mut rows = Vec::with_capacity(calls.len());
    for (chat, call, written) in calls {
        counts.last_row += 1;
        let row = OutboxRow {
            id: RowId(counts.last_row),
            chat,
            call,
            tries: 0,
            not_before: now,
            since: now,
        };
        add_row(db, &row, &written)?;
        rows.push(row);
    }
    Ok(rows)
}

fn add_row(db: &Transaction<'_>, row: &OutboxRow, call: &Stored) -> rusqlite::Result<()> {
    let sql = "INSERT INTO outbox VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)";
    db.prepare_cached(sql)?
        .execute(params![
            row.id.0,
            row.chat.id(),
            queue(row.call.queue),
            row.tries,
            row.not_before.0,
            row.since.0,
            row.call.kind,
            call.version,
            call.text,
            call.sum,
        ])
        .map(drop)
}

/// Returns whether the row was of a chat of which nothing else is kept: then its number is to be gone, too.
pub(super) fn ack(db: &Transaction<'_>, row: RowId) -> rusqlite::Result<bool> {
    let sql = "DELETE FROM outbox WHERE id = ?1 RETURNING chat";
    let acknowledged: Option<i64> = db
        .prepare_cached(sql)?
        .query_row([row.0], |row| row.get(0))
        .optional()?;
    let Some(chat) = acknowledged else {
        return Ok(false);
    };
    let is_kept = db
        .prepare_cached("SELECT 1 FROM chats WHERE chat = ?1")?
        .exists([chat])?;
    Ok(!is_kept)
}

/// Changes a row that is to be tried again later.
pub(super) fn retry_later(
    db: &Transaction<'_>,
    row: &OutboxRow,
    call: &Stored,
) -> rusqlite::Result<()> {
    let sql = "UPDATE outbox SET
            queue = ?2, tries = ?3, not_before = ?4, method = ?5, version = ?6, call = ?7, sum = ?8
        WHERE id = ?1";
    db.prepare_cached(sql)?
        .execute(params![
            row.id.0,
            queue(row.call.queue),
            row.tries,
            row.not_before.0,
            row.call.kind,
            call.version,
            call.text,
            call.sum,
        ])
        .map(drop)
}

/// Returns how many letters died: one, or none if the row is gone. It is listed only if more is kept of its chat.
pub(super) fn dead_letter(db: &Transaction<'_>, row: RowId, reason: &str) -> rusqlite::Result<u64> {
    let letter = "INSERT INTO dead (id, chat, method, reason, tries, since)
        SELECT id, chat, method, ?2, tries, since FROM outbox
        WHERE id = ?1 AND chat IN (SELECT chat FROM chats)";
    db.prepare_cached(letter)?.execute(params![row.0, reason])?;
    let died = db
        .prepare_cached("DELETE FROM outbox WHERE id = ?1")?
        .execute([row.0])?;
    Ok(died as u64)
}

/// Keeps a call that cannot be read where nothing overwrites it.
pub(super) fn set_aside(db: &Transaction<'_>, row: RowId) -> rusqlite::Result<()> {
    let keep = "INSERT INTO aside (chat, kind, version, text)
        SELECT chat, 'call', version, call FROM outbox WHERE id = ?1";
    db.prepare_cached(keep)?.execute([row.0])?;
    db.prepare_cached("DELETE FROM outbox WHERE id = ?1")?
        .execute([row.0])
        .map(drop)
}

fn queue(queue: Queue) -> i64 {
    match queue {
        Queue::Chat => 0,
        Queue::Answer => 1,
        Queue::Inline => 2,
    }
}

fn rows_of(
    db: &Connection,
    sql: &str,
    parameters: impl rusqlite::Params,
) -> rusqlite::Result<ReadBack<Vec<OutboxRow>, RowId>> {
    let mut found = Vec::new();
    let mut unreadable = Vec::new();
    let mut some = db.prepare_cached(sql)?;
    let mut rows = some.query(parameters)?;
    while let Some(row) = rows.next()? {
        let (id, chat) = (RowId(row.get(0)?), ChatKey::new(row.get(1)?));
        let Some(call) = stored::read_call(chat, &Stored::of_row(row, 5)?) else {
            unreadable.push(id);
            continue;
        };
        found.push(OutboxRow {
            id,
            chat,
            call,
            tries: row.get(2)?,
            not_before: Moment(row.get(3)?),
            since: Moment(row.get(4)?),
        });
    }
    Ok(ReadBack { found, unreadable })
}

/// SQLite's numbers have a sign; ours never come near it.
fn signed(row: RowId) -> i64 {
    i64::try_from(row.0).unwrap_or(i64::MAX)
}

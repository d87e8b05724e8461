//! The row of a chat: its session, when it is to be reminded, and since when it has been left alone.

use rusqlite::{Transaction, params};

use super::changes::ChangedSession;
use super::stored::Stored;
use crate::conversation::Moment;
use crate::sessions::chat::ChatKey;

/// Forgets a chat: no row of any table speaks of it any more, but for what was judged without its name.
pub(super) fn forget(db: &Transaction<'_>, chat: ChatKey) -> rusqlite::Result<()> {
    for sql in [
        "DELETE FROM chats WHERE chat = ?1",
        "DELETE FROM notes WHERE chat = ?1",
        "DELETE FROM handing WHERE chat = ?1",
        "DELETE FROM outbox WHERE queue IN (0, 1) AND chat = ?1",
        "DELETE FROM dead WHERE chat = ?1",
        "DELETE FROM aside WHERE chat = ?1",
    ] {
        db.prepare_cached(sql)?.execute([chat.id()])?;
    }
    Ok(())
}

/// Keeps a session that somebody used.
pub(super) fn keep(
    db: &Transaction<'_>,
    changed: &ChangedSession,
    now: Moment,
    session: &Stored,
) -> rusqlite::Result<()> {
    let sql = "INSERT INTO chats (chat, used, version, session, sum, remind, reckoned)
        VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)
        ON CONFLICT DO UPDATE SET
            used = excluded.used, version = excluded.version, session = excluded.session, sum = excluded.sum,
            remind = excluded.remind, reckoned = excluded.reckoned,
            warned = 0, warned_on = NULL, left_on = NULL";
    db.prepare_cached(sql)?
        .execute(params![
            changed.chat.id(),
            now.day(),
            session.version,
            session.text,
            session.sum,
            changed.remind.map(|remind| remind.0),
            changed.remind.map(|_| now.day()),
        ])
        .map(drop)
}

/// Keeps a session that changed by itself: its people may not have been there for long.
pub(super) fn keep_unused(
    db: &Transaction<'_>,
    changed: &ChangedSession,
    now: Moment,
    session: &Stored,
) -> rusqlite::Result<()> {
    let sql = "UPDATE chats SET version = ?2, session = ?3, sum = ?4, remind = ?5, reckoned = ?6 WHERE chat = ?1";
    db.prepare_cached(sql)?
        .execute(params![
            changed.chat.id(),
            session.version,
            session.text,
            session.sum,
            changed.remind.map(|remind| remind.0),
            changed.remind.map(|_| now.day()),
        ])
        .map(drop)
}

/// Removes the row of a chat of which nothing is kept any more.
pub(super) fn remove(db: &Transaction<'_>, chat: ChatKey) -> rusqlite::Result<()> {
    db.prepare_cached("DELETE FROM chats WHERE chat = ?1")?
        .execute([chat.id()])
        .map(drop)
}

/// Notes that a chat was used.
pub(super) fn note_use(db: &Transaction<'_>, chat: ChatKey, now: Moment) -> rusqlite::Result<()> {
    let sql = "UPDATE chats SET used = ?2, warned = 0, warned_on = NULL, left_on = NULL
        WHERE chat = ?1 AND (used <> ?2 OR warned <> 0 OR left_on IS NOT NULL)";
    db.prepare_cached(sql)?
        .execute([chat.id(), now.day()])
        .map(drop)
}

/// Notes that the bot is no longer there.
pub(super) fn note_leaving(
    db: &Transaction<'_>,
    chat: ChatKey,
    now: Moment,
) -> rusqlite::Result<()> {
    let sql = "UPDATE chats SET left_on = ?2 WHERE chat = ?1 AND left_on IS NULL";
    db.prepare_cached(sql)?
        .execute([chat.id(), now.day()])
        .map(drop)
}

/// Notes how often the people of a chat were warned.
pub(super) fn note_warning(
    db: &Transaction<'_>,
    chat: ChatKey,
    times: u8,
    now: Moment,
) -> rusqlite::Result<()> {
    let sql = "UPDATE chats SET warned = ?2, warned_on = ?3 WHERE chat = ?1";
    db.prepare_cached(sql)?
        .execute(params![chat.id(), times, now.day()])
        .map(drop)
}

/// Keeps a session that cannot be read where nothing overwrites it.
pub(super) fn set_session_aside(db: &Transaction<'_>, chat: ChatKey) -> rusqlite::Result<()> {
    let keep = "INSERT INTO aside (chat, kind, version, text)
        SELECT chat, 'session', ifnull(version, 0), session FROM chats WHERE chat = ?1 AND session IS NOT NULL";
    db.prepare_cached(keep)?.execute([chat.id()])?;
    // The row stays, so that what was put aside goes when the chat's time is over.
    let empty = "UPDATE chats SET version = NULL, session = NULL, sum = NULL WHERE chat = ?1";
    db.prepare_cached(empty)?.execute([chat.id()]).map(drop)
}

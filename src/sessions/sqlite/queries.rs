//! What is read from a journal. What cannot be read is named, so that it can be set aside.

use std::sync::Arc;

use rusqlite::{Connection, OptionalExtension, params};

use super::notes;
use super::stored::{self, Stored};
use crate::conversation::{Letter, Moment, NoteId, Records, Session};
use crate::sessions::chat::{ChatKey, UpdateId};
use crate::sessions::journal::{Idle, JournalFigures, Opened};

/// What was read, and what could not be.
#[derive(Debug)]
pub(super) struct ReadBack<T, Id> {
    pub(super) found: T,
    pub(super) unreadable: Vec<Id>,
}

/// What of a chat cannot be read.
#[derive(Debug, Clone, Copy)]
pub(super) enum Damaged {
    Session(ChatKey),
    Note(ChatKey, NoteId),
}

/// Which updates are new, and the sessions of these chats with their notes.
pub(super) fn open(
    db: &mut Connection,
    updates: &[UpdateId],
    chats: &[ChatKey],
) -> rusqlite::Result<ReadBack<Opened, Damaged>> {
    let at_once = db.transaction()?;
    let mut found = Opened::default();
    let mut unreadable = Vec::new();
    let mut applied = at_once.prepare_cached("SELECT 1 FROM updates WHERE id = ?1")?;
    for update in updates {
        if !applied.exists([update.0])? {
            found.fresh.insert(*update);
        }
    }
    let one = "SELECT version, session, sum FROM chats WHERE chat = ?1 AND session IS NOT NULL";
    let mut kept = at_once.prepare_cached(one)?;
    for chat in chats {
        let mut session = Session::default();
        let stored = kept
            .query_row([chat.id()], |row| Stored::of_row(row, 0))
            .optional()?;
        if let Some(stored) = stored {
            match stored::read_session(*chat, &stored) {
                Some(read) => session = read,
                None => unreadable.push(Damaged::Session(*chat)),
            }
        }
        let (notes, damaged) = notes::read(&at_once, *chat)?;
        session = session.with_notes(notes);
        unreadable.extend(damaged.into_iter().map(|id| Damaged::Note(*chat, id)));
        if session != Session::default() {
            found.sessions.insert(*chat, Arc::new(session));
        }
    }
    Ok(ReadBack { found, unreadable })
}

/// The sessions of the chats after this one; a damaged one is left for whoever opens it to set aside.
pub(super) fn sessions(
    db: &Connection,
    after: Option<ChatKey>,
    limit: usize,
) -> rusqlite::Result<Vec<(ChatKey, Arc<Session>)>> {
    let sql = "SELECT version, session, sum, chat FROM chats WHERE session IS NOT NULL AND chat > ?1 ORDER BY chat";
    let mut all = db.prepare_cached(sql)?;
    let after = after.map_or(i64::MIN, ChatKey::id);
    let read = all.query_map([after], |row| {
        let (chat, stored) = (ChatKey::new(row.get(3)?), Stored::of_row(row, 0)?);
        let session = stored::read_session(chat, &stored);
        Ok(session.map(|session| (chat, Arc::new(session))))
    })?;
    read.filter_map(Result::transpose).take(limit).collect()
}

/// The highest id of an update that was applied.
pub(super) fn newest(db: &Connection) -> rusqlite::Result<Option<i64>> {
    db.query_row("SELECT max(id) FROM updates", [], |row| row.get(0))
}

/// What everybody is told instead of an answer.
pub(super) fn maintenance(db: &Connection) -> rusqlite::Result<Option<String>> {
    db.query_row("SELECT maintenance FROM journal", [], |row| row.get(0))
}

/// Chats that have been left alone in this way, longest first.
pub(super) fn idle(db: &Connection, idle: Idle, limit: usize) -> rusqlite::Result<Vec<ChatKey>> {
    let limit = i64::try_from(limit).unwrap_or(i64::MAX);
    let named = |row: &rusqlite::Row<'_>| row.get(0).map(ChatKey::new);
    match idle {
        Idle::Unused {
            since,
            warned,
            last,
        } => {
            let sql = "SELECT chat FROM chats
                WHERE warned = ?1 AND used <= ?2 AND left_on IS NULL AND ifnull(warned_on, ?3) <= ?3
                ORDER BY used, chat LIMIT ?4";
            let mut some = db.prepare_cached(sql)?;
            let parameters = params![warned, since.day(), last.day(), limit];
            some.query_map(parameters, named)?.collect()
        }
        Idle::Left { since } => {
            let sql = "SELECT chat FROM chats WHERE left_on IS NOT NULL AND left_on <= ?1
                ORDER BY left_on, chat LIMIT ?2";
            let mut some = db.prepare_cached(sql)?;
            some.query_map([since.day(), limit], named)?.collect()
        }
    }
}

/// Chats whose people are to be reminded by a moment, or of which that has to be reckoned anew.
pub(super) fn to_remind(
    db: &Connection,
    by: Moment,
    limit: usize,
) -> rusqlite::Result<Vec<ChatKey>> {
    let sql = "SELECT chat FROM chats
        WHERE (remind <= ?1 OR reckoned > ?2) AND left_on IS NULL AND session IS NOT NULL
        ORDER BY remind, chat LIMIT ?3";
    let limit = i64::try_from(limit).unwrap_or(i64::MAX);
    let mut some = db.prepare_cached(sql)?;
    let chats = some.query_map([by.0, by.day(), limit], |row| row.get(0).map(ChatKey::new))?;
    chats.collect()
}

/// What is kept of a chat beside its session.
pub(super) fn records(db: &Connection, chat: ChatKey) -> rusqlite::Result<Option<Records>> {
    let one = "SELECT used, warned, warned_on, left_on,
            (SELECT count(*) FROM outbox WHERE queue IN (0, 1) AND outbox.chat = chats.chat), remind
        FROM chats WHERE chat = ?1";
    let records = db
        .prepare_cached(one)?
        .query_row([chat.id()], |row| {
            let (warned, on): (u8, Option<i64>) = (row.get(1)?, row.get(2)?);
            Ok(Records {
                used: Moment::of_day(row.get(0)?),
                warned: on.map(|on| (warned, Moment::of_day(on))),
                left: row.get::<_, Option<i64>>(3)?.map(Moment::of_day),
                waiting: row.get(4)?,
                remind: row.get::<_, Option<i64>>(5)?.map(Moment),
                letters: Vec::new(),
                aside: Vec::new(),
            })
        })
        .optional()?;
    let Some(mut records) = records else {
        return Ok(None);
    };
    let dead = "SELECT method, reason, since FROM dead WHERE chat = ?1 ORDER BY id";
    let mut dead = db.prepare_cached(dead)?;
    let letters = dead.query_map([chat.id()], |row| {
        Ok(Letter {
            method: row.get(0)?,
            reason: row.get(1)?,
            since: Moment(row.get(2)?),
        })
    })?;
    records.letters = letters.collect::<rusqlite::Result<_>>()?;
    let mut aside = db.prepare_cached("SELECT text FROM aside WHERE chat = ?1 ORDER BY number")?;
    let texts = aside.query_map([chat.id()], |row| row.get::<_, Vec<u8>>(0))?;
    for text in texts {
        let text = text?;
        records
            .aside
            .push(String::from_utf8_lossy(&text).into_owned());
    }
    Ok(Some(records))
}

/// How much waits, died and was set aside.
pub(super) fn figures(db: &Connection) -> rusqlite::Result<JournalFigures> {
    let sql = "SELECT (SELECT count(*) FROM outbox), dead, (SELECT count(*) FROM aside),
            (SELECT count(*) FROM updates_aside), (SELECT min(since) FROM outbox) FROM journal";
    db.query_row(sql, [], |row| {
        Ok(JournalFigures {
            waiting: row.get(0)?,
            oldest: row.get::<_, Option<i64>>(4)?.map(Moment),
            dead_letters: row.get(1)?,
            set_aside: row.get(2)?,
            updates_set_aside: row.get(3)?,
        })
    })
}

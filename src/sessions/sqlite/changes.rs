//! The changes that can be made to a journal, each as it is done inside a transaction. What a change does to the rows
//! of one table stands with that table: [`chats`], [`notes`], [`handing`], [`outbox`], [`feedback`].

use std::collections::{HashMap, HashSet};

use rusqlite::{Transaction, params};

use super::chats;
use super::feedback;
use super::handing;
use super::key::FeedbackKey;
use super::notes;
use super::outbox;
use super::stored::{self, Stored};
use crate::conversation::{Moment, NoteChange, NoteId};
use crate::sessions::chat::{ChatKey, UpdateId};
use crate::sessions::delivery::{Delivery, OutboxRow, RowId};
use crate::sessions::in_flight::SetAside;
use crate::sessions::journal::{
    JournalEntry, JournalError, MEMORY_OF_DEAD_LETTERS, MEMORY_OF_UPDATES, Maintenance,
};

/// How many lapsed ids and letters go at once, so that no commit takes long after a rest.
const BROOM: i64 = 1000;

/// A change.
#[derive(Debug)]
pub(super) enum Change {
    Commit(Box<Written>),
    Ack(RowId),
    RetryLater(Box<(OutboxRow, Stored)>),
    DeadLetter(RowId, &'static str),
    /// Keeps a session that cannot be read where nothing overwrites it.
    SetSessionAside(ChatKey),
    /// Likewise a note.
    SetNoteAside(ChatKey, NoteId),
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
    sessions: Vec<ChangedSession>,
    notes: Vec<(ChatKey, NoteId, Option<Stored>)>,
    codes: Vec<(ChatKey, Option<handing::Hashed>)>,
    used: Vec<ChatKey>,
    left: Vec<ChatKey>,
    warned: Vec<(ChatKey, u8)>,
    feedback: Vec<feedback::HashedJudgement>,
    traces: Vec<feedback::Trace>,
    maintenance: Option<Maintenance>,
    calls: Vec<(ChatKey, Delivery, Stored)>,
}

/// A session that changed.
#[derive(Debug)]
pub(super) struct ChangedSession {
    pub(super) chat: ChatKey,
    /// What it is now; nothing where nothing is kept any more.
    written: Option<Stored>,
    /// When its people are to be reminded.
    pub(super) remind: Option<Moment>,
    /// Whether somebody used it.
    is_use: bool,
}

/// What came of a change.
#[derive(Debug, Default)]
pub(super) struct Made {
    /// The rows that came into being.
    pub(super) rows: Vec<OutboxRow>,
    /// Whether something is to be gone from all files now.
    pub(super) erases: bool,
    /// Whether what was kept of somebody is to be gone from copies too.
    pub(super) forgets: bool,
}

/// What the one row of the table `journal` counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct JournalCounts {
    /// Transactions that were flushed.
    pub(super) commits: u64,
    /// The last number given to a row.
    pub(super) last_row: u64,
    /// Calls that could not be sent.
    pub(super) dead: u64,
}

impl Written {
    /// Writes an entry down, with the traces of judgements that its forgotten chats left; done by who commits, not by
    /// the writer, whose time is everybody's.
    pub(super) fn of(
        entry: JournalEntry,
        traces: Vec<feedback::Trace>,
        key: &FeedbackKey,
    ) -> Result<Self, JournalError> {
        // A session that changed says itself that its chat was used.
        let changed: HashSet<_> = entry.sessions.iter().map(|(chat, _)| *chat).collect();
        let only_used = |chat: &ChatKey| !changed.contains(chat);
        let reminders: HashMap<_, _> = entry.reminders.into_iter().collect();
        let sessions = entry.sessions.into_iter().map(|(chat, session)| {
            Ok(ChangedSession {
                chat,
                written: stored::write_session(chat, &session)?,
                remind: reminders.get(&chat).copied(),
                is_use: !entry.unused.contains(&chat),
            })
        });
        let notes = entry.notes.into_iter().map(|(chat, change)| match change {
            NoteChange::Kept(note) => {
                let written = stored::write_note(chat, &note)?;
                Ok((chat, note.id, Some(written)))
            }
            NoteChange::Removed(id) => Ok((chat, id, None)),
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
            notes: notes.collect::<Result<_, JournalError>>()?,
            codes: (entry.codes.into_iter())
                .map(|(chat, code)| {
                    (
                        chat,
                        code.map(|(code, until)| (handing::hash(&code), until)),
                    )
                })
                .collect(),
            used: entry.used.into_iter().filter(only_used).collect(),
            left: entry.left,
            warned: entry.warned,
            feedback: (entry.feedback.iter())
                .map(|(chat, feedback)| feedback::HashedJudgement::of(*chat, feedback, key))
                .collect(),
            traces,
            maintenance: entry.maintenance,
            calls: calls.collect::<Result<_, JournalError>>()?,
        })
    }
}

impl Change {
    /// Tells whether it must survive the end of the machine.
    pub(super) fn is_durable(&self) -> bool {
        !matches!(self, Change::Ack(_))
    }

    /// When it happened, where it says so.
    pub(super) fn moment(&self) -> Option<Moment> {
        match self {
            Change::Commit(entry) => Some(entry.now),
            _ => None,
        }
    }

    /// Makes the change.
    pub(super) fn make(
        self,
        db: &Transaction<'_>,
        counts: &mut JournalCounts,
    ) -> rusqlite::Result<Made> {
        let mut made = Made::default();
        match self {
            Change::Commit(entry) => {
                made.forgets = entry.forgets();
                made.erases = made.forgets || !entry.feedback.is_empty() || !entry.notes.is_empty();
                made.rows = commit(db, *entry, counts)?;
            }
            Change::Ack(row) => made.erases = outbox::ack(db, row)?,
            Change::RetryLater(row) => outbox::retry_later(db, &row.0, &row.1)?,
            Change::DeadLetter(row, reason) => {
                counts.dead += outbox::dead_letter(db, row, reason)?;
                // What it said goes now, and its chat may be one that was forgotten.
                made.erases = true;
            }
            Change::SetSessionAside(chat) => chats::set_session_aside(db, chat)?,
            Change::SetNoteAside(chat, id) => notes::set_aside(db, chat, id)?,
            Change::SetCallAside(row) => outbox::set_aside(db, row)?,
        }
        Ok(made)
    }
}

impl Written {
    fn forgets(&self) -> bool {
        !self.forgotten.is_empty()
            || self.notes.iter().any(|(_, _, note)| note.is_none())
            || self.sessions.iter().any(|one| one.written.is_none())
    }
}

impl JournalCounts {
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

fn commit(
    db: &Transaction<'_>,
    entry: Written,
    counts: &mut JournalCounts,
) -> rusqlite::Result<Vec<OutboxRow>> {
    keep_updates(db, &entry)?;
    // What goes is gone before what the same entry says comes.
    feedback::remove(db, &entry.traces)?;
    for chat in &entry.forgotten {
        chats::forget(db, *chat)?;
    }
    for changed in &entry.sessions {
        match &changed.written {
            Some(session) if changed.is_use => chats::keep(db, changed, entry.now, session)?,
            Some(session) => chats::keep_unused(db, changed, entry.now, session)?,
            None => chats::remove(db, changed.chat)?,
        }
    }
    crash_point!("journal.inside-entry");
    for (chat, id, note) in &entry.notes {
        match note {
            Some(note) => notes::keep(db, *chat, *id, note)?,
            None => notes::remove(db, *chat, *id)?,
        }
    }
    for (chat, code) in &entry.codes {
        handing::set(db, *chat, code.as_ref())?;
    }
    for chat in &entry.used {
        chats::note_use(db, *chat, entry.now)?;
    }
    for chat in &entry.left {
        chats::note_leaving(db, *chat, entry.now)?;
    }
    for (chat, times) in &entry.warned {
        chats::note_warning(db, *chat, *times, entry.now)?;
    }
    for judgement in &entry.feedback {
        feedback::count(db, judgement, entry.now)?;
    }
    if let Some(maintenance) = entry.maintenance {
        db.prepare_cached("UPDATE journal SET maintenance = ?1")?
            .execute([maintenance.words()])?;
    }
    outbox::add(db, entry.now, entry.calls, counts)
}

/// Remembers which updates were applied, and which of them were not computed any more.
fn keep_updates(db: &Transaction<'_>, entry: &Written) -> rusqlite::Result<()> {
    for update in &entry.updates {
        db.prepare_cached("INSERT OR REPLACE INTO updates VALUES (?1, ?2)")?
            .execute([update.0, entry.now.0])?;
    }
    for aside in &entry.set_aside {
        db.prepare_cached("INSERT OR REPLACE INTO updates_aside VALUES (?1, ?2, ?3, ?4)")?
            .execute(params![
                aside.update.0,
                aside.kind,
                aside.attempts,
                entry.now.0
            ])?;
    }
    Ok(())
}

/// Removes update ids, dead letters and traces whose time is over; returns whether all of them are gone.
pub(super) fn sweep(db: &Transaction<'_>, now: Moment) -> rusqlite::Result<bool> {
    let of_updates = now.0.saturating_sub(MEMORY_OF_UPDATES);
    let of_letters = now.0.saturating_sub(MEMORY_OF_DEAD_LETTERS);
    let ids = "DELETE FROM updates WHERE id IN (SELECT id FROM updates WHERE at < ?1 ORDER BY at LIMIT ?2)";
    let letters = "DELETE FROM dead WHERE id IN (SELECT id FROM dead WHERE since < ?1 ORDER BY since LIMIT ?2)";
    let aside = "DELETE FROM updates_aside WHERE id IN (SELECT id FROM updates_aside WHERE at < ?1 LIMIT ?2)";
    let mut most = 0;
    for (sql, oldest) in [
        (ids, of_updates),
        (letters, of_letters),
        (aside, of_letters),
    ] {
        most = most.max(db.prepare_cached(sql)?.execute([oldest, BROOM])?);
    }
    feedback::sweep(db, now)?;
    handing::sweep(db, now)?;
    Ok((most as i64) < BROOM)
}

//! The journal on disk: one SQLite file, `journal.sqlite3`, in the data folder.
//!
//! What holds:
//! - What [`Journal::commit`] returned survives the loss of power; what [`Journal::mark_in_flight`] ([`attempts`]) and
//!   [`Journal::ack`] returned survives the end of the process. One thread writes ([`writer`]) and makes all changes
//!   that wait one transaction, a second flushes ([`flusher`]), a third reads ([`queries`]); only who was promised
//!   something waits for a flush.
//! - Opening loads nothing and takes no longer for a million chats ([`open`], [`check`]).
//! - One process per folder, one bot per file ([`lock`], [`open`]). A file that is damaged, foreign, of a newer form, or
//!   older than what was acknowledged is refused with a word how to mend it; it is never emptied and begun anew.
//! - What each system has in its own way stands in [`system`].
//! - A session or call that cannot be read ([`stored`]) moves to a table of its own before anything can overwrite it.
//! - A file takes on a newer form only after a copy of it was made ([`former`]), which lies there for a day at most.
//! - What is forgotten is overwritten in the file (`secure_delete`) and gone from the `-wal` file within a second, or
//!   as soon as nobody reads from that.

mod attempts;
mod backup;
mod changes;
mod chats;
mod check;
mod fault;
mod feedback;
mod flusher;
mod former;
mod handing;
mod keeping;
mod key;
mod lock;
mod notes;
mod open;
mod outbox;
mod presence;
mod queries;
mod schema;
mod stored;
mod system;
#[cfg(test)]
mod tests;
mod worker;
mod writer;

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use std::sync::mpsc::Receiver;

use rusqlite::Connection;

use self::attempts::AttemptLog;
use self::changes::{Change, Written};
use self::feedback::{Looked, Trace};
use self::key::FeedbackKey;
use self::queries::{Damaged, ReadBack};
use self::worker::Worker;
use self::writer::{Order, Writer};
use super::chat::{ChatKey, UpdateId};
use super::delivery::{OutboxRow, RowId};
use super::gathered::Gathered;
use super::in_flight::Attempt;
use super::journal::{
    BoxFuture, Idle, Journal, JournalEntry, JournalError, JournalFigures, Opened,
};
use crate::conversation::{Moment, ProjectCode, Records, Session};

pub use backup::{BackupError, backup};
pub use fault::OpenError;
pub use feedback::gathered;

/// A journal on disk.
pub struct SqliteJournal {
    path: PathBuf,
    key: FeedbackKey,
    /// No update with a higher id was ever applied, so of those nobody need be asked.
    newest: AtomicI64,
    attempts: AttemptLog,
    // Dropped in this order: the last connection to close is the one that writes.
    reader: Worker<Question>,
    writer: Worker<Order>,
}

type Question = Box<dyn FnOnce(&mut Connection) + Send>;

impl SqliteJournal {
    /// Opens the journal of a bot in a data folder; both come into being if they are not there.
    ///
    /// # Errors
    /// When it is in use, belongs to another bot, or cannot be relied on.
    pub fn open(folder: &Path, bot: i64) -> Result<Self, OpenError> {
        let opened = open::open(folder, bot)?;
        let path = opened.path;
        let key = FeedbackKey::of(folder).map_err(|error| OpenError::of_system(&path, &error))?;
        let db = open::open_reader(&path).map_err(|error| OpenError::of_sqlite(&path, &error))?;
        let newest = queries::newest(&db).map_err(|error| OpenError::of_sqlite(&path, &error))?;
        let lock = Arc::new(opened.lock);
        let attempts = AttemptLog::of(Arc::clone(&lock));
        let failed = |error| OpenError::of_system(&path, &error);
        let writer = Writer::new(opened.db, &path, lock, opened.counts).map_err(failed)?;
        let writer =
            Worker::open("journal-writer", move |orders| writer.run(&orders)).map_err(failed)?;
        let reader = Worker::open("journal-reader", move |questions| answer(db, &questions))
            .map_err(failed)?;
        Ok(Self {
            path,
            key,
            newest: AtomicI64::new(newest.unwrap_or(i64::MIN)),
            attempts,
            reader,
            writer,
        })
    }

    /// Reads on the thread that reads.
    async fn read<T: Send + 'static>(
        &self,
        query: impl FnOnce(&mut Connection) -> rusqlite::Result<T> + Send + 'static,
    ) -> Result<T, JournalError> {
        let path = self.path.clone();
        let asked = self.reader.ask(|answer| -> Question {
            Box::new(move |db| {
                let found = query(db).map_err(|error| fault::judge(&path, &error));
                // Whoever asked may have stopped waiting for it.
                let _ = answer.send(found);
            })
        });
        asked.await
    }

    /// Writes on the thread that writes; the order is given when this is called, not when it is awaited.
    fn write(
        &self,
        change: Change,
    ) -> impl Future<Output = Result<Vec<OutboxRow>, JournalError>> + Send {
        self.writer.ask(|answer| Order { change, answer })
    }

    fn change(&self, change: Change) -> BoxFuture<'_, ()> {
        let written = self.write(change);
        Box::pin(async move { written.await.map(drop) })
    }

    /// Reads rows; what cannot be read is set aside first, so that fewer rows than asked for are all there are.
    async fn read_rows(
        &self,
        query: impl Fn(&Connection) -> rusqlite::Result<ReadBack<Vec<OutboxRow>, RowId>>
        + Copy
        + Send
        + 'static,
    ) -> Result<Vec<OutboxRow>, JournalError> {
        loop {
            let read = self.read(move |db| query(db)).await?;
            if read.unreadable.is_empty() {
                return Ok(read.found);
            }
            self.set_aside(read.unreadable, Change::SetCallAside)
                .await?;
        }
    }

    /// The traces that judgements of these chats left, looked for a portion at a time beside everybody else's reading.
    async fn traces(&self, chats: &[ChatKey]) -> Result<Vec<Trace>, JournalError> {
        let mut all = Vec::new();
        let mut next = (!chats.is_empty()).then(Looked::default);
        while let Some(from) = next {
            let (chats, key) = (chats.to_vec(), self.key.clone());
            let (found, last) = self
                .read(move |db| feedback::traces(db, &chats, &key, &from))
                .await?;
            all.extend(found);
            next = last;
        }
        Ok(all)
    }

    /// Moves what cannot be read out of harm's way.
    async fn set_aside<Id>(
        &self,
        unreadable: Vec<Id>,
        change: impl Fn(Id) -> Change,
    ) -> Result<(), JournalError> {
        for id in unreadable {
            tracing::error!("something in the journal cannot be read; it is set aside");
            self.write(change(id)).await?;
        }
        Ok(())
    }
}

fn answer(mut db: Connection, questions: &Receiver<Question>) {
    for question in questions {
        question(&mut db);
    }
}

impl Journal for SqliteJournal {
    fn open<'a>(&'a self, updates: &'a [UpdateId], chats: &'a [ChatKey]) -> BoxFuture<'a, Opened> {
        let (updates, chats) = (updates.to_vec(), chats.to_vec());
        let newest = self.newest.load(Ordering::Relaxed);
        if chats.is_empty() && updates.iter().all(|update| update.0 > newest) {
            let opened = Opened {
                fresh: updates.into_iter().collect(),
                ..Opened::default()
            };
            return Box::pin(std::future::ready(Ok(opened)));
        }
        Box::pin(async move {
            let read = self
                .read(move |db| queries::open(db, &updates, &chats))
                .await?;
            let aside = |damaged| match damaged {
                Damaged::Session(chat) => Change::SetSessionAside(chat),
                Damaged::Note(chat, id) => Change::SetNoteAside(chat, id),
            };
            self.set_aside(read.unreadable, aside).await?;
            Ok(read.found)
        })
    }

    fn mark_in_flight(&self, attempt: Attempt) -> BoxFuture<'_, ()> {
        let noted = self.attempts.add(&attempt);
        let failed = |error| JournalError::Unavailable(format!("a note of what begins: {error}"));
        Box::pin(std::future::ready(noted.map_err(failed)))
    }

    fn in_flight(&self) -> BoxFuture<'_, HashMap<UpdateId, i64>> {
        Box::pin(async move {
            let mut left = self.attempts.all();
            let ids: Vec<_> = left.keys().copied().collect();
            let opened = self.open(&ids, &[]).await?;
            left.retain(|update, _| opened.fresh.contains(update));
            Ok(left)
        })
    }

    fn commit(&self, entry: JournalEntry) -> BoxFuture<'_, Vec<OutboxRow>> {
        let updates = entry.updates.clone();
        // Before it is known whether it succeeds: too high only means that somebody is asked.
        let newest = updates.iter().map(|update| update.0).max();
        self.newest
            .fetch_max(newest.unwrap_or(i64::MIN), Ordering::Relaxed);
        Box::pin(async move {
            let traces = self.traces(&entry.forgotten).await?;
            let written = Written::of(entry, traces, &self.key)?;
            let rows = self.write(Change::Commit(Box::new(written))).await?;
            self.attempts.remove(&updates);
            Ok(rows)
        })
    }

    fn waiting(&self) -> BoxFuture<'_, Vec<ChatKey>> {
        Box::pin(self.read(|db| outbox::waiting(db)))
    }

    fn answers(&self) -> BoxFuture<'_, Vec<OutboxRow>> {
        Box::pin(self.read_rows(outbox::answers))
    }

    fn rows(&self, chat: ChatKey, after: RowId, limit: usize) -> BoxFuture<'_, Vec<OutboxRow>> {
        Box::pin(self.read_rows(move |db| outbox::rows(db, chat, after, limit)))
    }

    fn ack(&self, row: RowId) -> BoxFuture<'_, ()> {
        self.change(Change::Ack(row))
    }

    fn retry_later(&self, row: OutboxRow) -> BoxFuture<'_, ()> {
        match stored::write_call(row.chat, &row.call) {
            Ok(call) => self.change(Change::RetryLater(Box::new((row, call)))),
            Err(error) => Box::pin(std::future::ready(Err(error))),
        }
    }

    fn dead_letter(&self, row: RowId, reason: &'static str) -> BoxFuture<'_, ()> {
        self.change(Change::DeadLetter(row, reason))
    }

    fn maintenance(&self) -> BoxFuture<'_, Option<String>> {
        Box::pin(self.read(|db| queries::maintenance(db)))
    }

    fn idle(&self, idle: Idle, limit: usize) -> BoxFuture<'_, Vec<ChatKey>> {
        Box::pin(self.read(move |db| queries::idle(db, idle, limit)))
    }

    fn to_remind(&self, by: Moment, limit: usize) -> BoxFuture<'_, Vec<ChatKey>> {
        Box::pin(self.read(move |db| queries::to_remind(db, by, limit)))
    }

    fn sessions(
        &self,
        after: Option<ChatKey>,
        limit: usize,
    ) -> BoxFuture<'_, Vec<(ChatKey, Arc<Session>)>> {
        Box::pin(self.read(move |db| queries::sessions(db, after, limit)))
    }

    fn giver<'a>(&'a self, code: &'a ProjectCode) -> BoxFuture<'a, Option<ChatKey>> {
        let code = code.clone();
        Box::pin(self.read(move |db| handing::giver(db, &code)))
    }

    fn records(&self, chat: ChatKey) -> BoxFuture<'_, Option<Records>> {
        Box::pin(self.read(move |db| queries::records(db, chat)))
    }

    fn gathered(&self) -> BoxFuture<'_, Gathered> {
        Box::pin(self.read(feedback::read))
    }

    fn figures(&self) -> BoxFuture<'_, JournalFigures> {
        Box::pin(self.read(|db| queries::figures(db)))
    }
}

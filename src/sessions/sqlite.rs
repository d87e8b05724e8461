//! The journal on disk: one SQLite file, `journal.sqlite3`, in the data folder.
//!
//! What holds:
//! - What [`Journal::commit`] returned survives the loss of power; what [`Journal::mark`], [`Journal::begin`] and
//!   [`Journal::strike`] returned survives the end of the process. One thread writes ([`writer`]) and makes all changes
//!   that wait one transaction, a second flushes ([`flusher`]), a third reads ([`queries`]); only who was promised
//!   something waits for a flush.
//! - Opening loads nothing and takes no longer for a million chats ([`open`], [`check`]).
//! - One process per folder, one bot per file ([`lock`], [`open`]). A file that is damaged, foreign, of a newer form, or
//!   older than what was acknowledged is refused with a word how to mend it; it is never emptied and begun anew.
//! - A session or call that cannot be read ([`stored`]) moves to a table of its own before anything can overwrite it.
//! - What is forgotten is overwritten in the file (`secure_delete`) and gone from the `-wal` file within a second, or
//!   as soon as nobody reads from that.

mod backup;
mod changes;
mod check;
mod desk;
mod fault;
mod feedback;
mod flusher;
mod keeping;
mod key;
mod lock;
mod open;
mod queries;
mod schema;
mod stored;
#[cfg(test)]
mod tests;
mod writer;

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::mpsc::Receiver;

use rusqlite::Connection;

use self::changes::{Change, Written};
use self::desk::Desk;
use self::key::Key;
use self::queries::Read;
use self::writer::{Order, Writer};
use super::begun::Attempt;
use super::chat::{ChatKey, UpdateId};
use super::delivery::{Row, RowId};
use super::gathered::Gathered;
use super::journal::{Entry, Figures, Idle, Journal, JournalError, Later, Opened};
use crate::conversation::Records;

pub use backup::{BackupError, backup};
pub use fault::OpenError;
pub use feedback::gathered;

/// A journal on disk.
pub struct SqliteJournal {
    path: PathBuf,
    key: Key,
    // Dropped in this order: the last connection to close is the one that writes.
    reader: Desk<Question>,
    writer: Desk<Order>,
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
        let key = Key::of(folder).map_err(|error| OpenError::of_system(&path, &error))?;
        let db = open::open_reader(&path).map_err(|error| OpenError::of_sqlite(&path, &error))?;
        let failed = |error| OpenError::of_system(&path, &error);
        let writer = Writer::new(opened.db, &path, opened.lock, opened.counts).map_err(failed)?;
        let writer =
            Desk::open("journal-writer", move |orders| writer.run(&orders)).map_err(failed)?;
        let reader = Desk::open("journal-reader", move |questions| answer(db, &questions))
            .map_err(failed)?;
        Ok(Self {
            path,
            key,
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
    fn write(&self, change: Change) -> impl Future<Output = Result<Vec<Row>, JournalError>> + Send {
        self.writer.ask(|answer| Order { change, answer })
    }

    fn change(&self, change: Change) -> Later<'_, ()> {
        let written = self.write(change);
        Box::pin(async move { written.await.map(drop) })
    }

    /// Reads rows; what cannot be read is set aside first, so that fewer rows than asked for are all there are.
    async fn read_rows(
        &self,
        query: impl Fn(&Connection) -> rusqlite::Result<Read<Vec<Row>, RowId>> + Copy + Send + 'static,
    ) -> Result<Vec<Row>, JournalError> {
        loop {
            let read = self.read(move |db| query(db)).await?;
            if read.unreadable.is_empty() {
                return Ok(read.found);
            }
            self.set_aside(read.unreadable, Change::SetCallAside)
                .await?;
        }
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
    fn open<'a>(&'a self, updates: &'a [UpdateId], chats: &'a [ChatKey]) -> Later<'a, Opened> {
        let (updates, chats) = (updates.to_vec(), chats.to_vec());
        Box::pin(async move {
            let read = self
                .read(move |db| queries::open(db, &updates, &chats))
                .await?;
            self.set_aside(read.unreadable, Change::SetSessionAside)
                .await?;
            Ok(read.found)
        })
    }

    fn begin(&self, attempt: Attempt) -> Later<'_, ()> {
        self.change(Change::Begin(attempt))
    }

    fn begun(&self) -> Later<'_, HashMap<UpdateId, i64>> {
        Box::pin(self.read(|db| queries::begun(db)))
    }

    fn commit(&self, entry: Entry) -> Later<'_, Vec<Row>> {
        match Written::of(entry, &self.key) {
            Ok(written) => Box::pin(self.write(Change::Commit(Box::new(written)))),
            Err(error) => Box::pin(std::future::ready(Err(error))),
        }
    }

    fn waiting(&self) -> Later<'_, Vec<ChatKey>> {
        Box::pin(self.read(|db| queries::waiting(db)))
    }

    fn answers(&self) -> Later<'_, Vec<Row>> {
        Box::pin(self.read_rows(queries::answers))
    }

    fn rows(&self, chat: ChatKey, after: RowId, limit: usize) -> Later<'_, Vec<Row>> {
        Box::pin(self.read_rows(move |db| queries::rows(db, chat, after, limit)))
    }

    fn mark(&self, row: RowId) -> Later<'_, ()> {
        self.change(Change::Mark(row))
    }

    fn strike(&self, row: RowId) -> Later<'_, ()> {
        self.change(Change::Strike(row))
    }

    fn defer(&self, row: Row) -> Later<'_, ()> {
        match stored::write_call(row.chat, &row.call) {
            Ok(call) => self.change(Change::Defer(Box::new((row, call)))),
            Err(error) => Box::pin(std::future::ready(Err(error))),
        }
    }

    fn bury(&self, row: RowId, reason: &'static str) -> Later<'_, ()> {
        self.change(Change::Bury(row, reason))
    }

    fn resting(&self) -> Later<'_, Option<String>> {
        Box::pin(self.read(|db| queries::resting(db)))
    }

    fn idle(&self, idle: Idle, limit: usize) -> Later<'_, Vec<ChatKey>> {
        Box::pin(self.read(move |db| queries::idle(db, idle, limit)))
    }

    fn records(&self, chat: ChatKey) -> Later<'_, Option<Records>> {
        Box::pin(self.read(move |db| queries::records(db, chat)))
    }

    fn gathered(&self) -> Later<'_, Gathered> {
        Box::pin(self.read(feedback::read))
    }

    fn figures(&self) -> Later<'_, Figures> {
        Box::pin(self.read(|db| queries::figures(db)))
    }
}

//! The journal on disk in a folder of its own, with faults that can be put in front of it.

use std::collections::{HashMap, VecDeque};
use std::sync::{Arc, Mutex};

use lotse::conversation::{Moment, ProjectCode, Records, Session};
use lotse::sessions::{
    Attempt, BoxFuture, ChatKey, Gathered, Idle, Journal, JournalEntry, JournalError,
    JournalFigures, Opened, OutboxRow, RowId, SqliteJournal, UpdateId,
};

/// A journal that fails when it is told to.
pub(crate) struct FaultyJournal {
    kept: SqliteJournal,
    commits: Mutex<VecDeque<JournalError>>,
    acks: Mutex<VecDeque<JournalError>>,
    _folder: tempfile::TempDir,
}

impl Default for FaultyJournal {
    fn default() -> Self {
        let folder = tempfile::tempdir().unwrap();
        Self {
            kept: SqliteJournal::open(folder.path(), 1).unwrap(),
            commits: Mutex::default(),
            acks: Mutex::default(),
            _folder: folder,
        }
    }
}

impl FaultyJournal {
    /// Lets the next commits fail with these errors; each commit of an update uses one up.
    pub(crate) fn fail_next(&self, faults: impl IntoIterator<Item = JournalError>) {
        self.commits.lock().unwrap().extend(faults);
    }

    /// Takes back what [`fail_next`](Self::fail_next) put in the way.
    pub(crate) fn recover(&self) {
        self.commits.lock().unwrap().clear();
    }

    /// Lets the next acknowledgements fail with these errors, one each.
    pub(crate) fn fail_next_acks(&self, faults: impl IntoIterator<Item = JournalError>) {
        self.acks.lock().unwrap().extend(faults);
    }

    /// What is kept of a chat.
    pub(crate) async fn session(&self, chat: ChatKey) -> Option<Arc<Session>> {
        let opened = self.open(&[], &[chat]).await.unwrap();
        opened.sessions.get(&chat).cloned()
    }

    /// How many calls could not be sent for good.
    pub(crate) async fn dead_letters(&self) -> u64 {
        self.figures().await.unwrap().dead_letters
    }

    /// How many calls are not confirmed yet.
    pub(crate) async fn unconfirmed(&self) -> u64 {
        self.figures().await.unwrap().waiting
    }
}

/// Hands calls on as they are.
macro_rules! hand_on {
    ($($name:ident($($what:ident: $type:ty),*) -> $kind:ty;)*) => {
        $(fn $name(&self $(, $what: $type)*) -> BoxFuture<'_, $kind> {
            self.kept.$name($($what),*)
        })*
    };
}

fn failed<'a, T: Send + 'a>(fault: JournalError) -> BoxFuture<'a, T> {
    Box::pin(std::future::ready(Err(fault)))
}

impl Journal for FaultyJournal {
    fn open<'a>(&'a self, updates: &'a [UpdateId], chats: &'a [ChatKey]) -> BoxFuture<'a, Opened> {
        self.kept.open(updates, chats)
    }

    fn commit(&self, entry: JournalEntry) -> BoxFuture<'_, Vec<OutboxRow>> {
        let mut faults = self.commits.lock().unwrap();
        let Some(fault) = faults.front().cloned() else {
            return self.kept.commit(entry);
        };
        if !entry.updates.is_empty() {
            faults.pop_front();
        }
        failed(fault)
    }

    fn giver<'a>(&'a self, code: &'a ProjectCode) -> BoxFuture<'a, Option<ChatKey>> {
        self.kept.giver(code)
    }

    fn ack(&self, row: RowId) -> BoxFuture<'_, ()> {
        let fault = self.acks.lock().unwrap().pop_front();
        fault.map_or_else(|| self.kept.ack(row), failed)
    }

    hand_on! {
        mark_in_flight(attempt: Attempt) -> ();
        in_flight() -> HashMap<UpdateId, i64>;
        waiting() -> Vec<ChatKey>;
        answers() -> Vec<OutboxRow>;
        rows(chat: ChatKey, after: RowId, limit: usize) -> Vec<OutboxRow>;
        retry_later(row: OutboxRow) -> ();
        dead_letter(row: RowId, reason: &'static str) -> ();
        maintenance() -> Option<String>;
        idle(idle: Idle, limit: usize) -> Vec<ChatKey>;
        to_remind(by: Moment, limit: usize) -> Vec<ChatKey>;
        sessions(after: Option<ChatKey>, limit: usize) -> Vec<(ChatKey, Arc<Session>)>;
        records(chat: ChatKey) -> Option<Records>;
        gathered() -> Gathered;
        figures() -> JournalFigures;
    }
}

//! What must last: sessions, calls not yet confirmed, and the ids of updates that were applied.
//!
//! The trait is what a store has to offer so that nothing is lost and nothing applied twice. It is asynchronous so
//! that one SQLite file with one writer thread (a command goes in, its outcome comes back) and PostgreSQL fit
//! alike. What the implementations owe:
//! - [`Journal::commit`] is one transaction and on disk when it returns. If it fails, nothing of it happened.
//! - [`Journal::mark_in_flight`] and [`Journal::ack`] need only survive the end of the process, not that of the machine:
//!   an acknowledgement that is lost costs a second send.
//! - Update ids are kept for [`MEMORY_OF_UPDATES`] seconds, per bot.
//! - The notes of a session are kept each by itself, as entries say; [`Journal::open`] gives them back with it.
//! - A session equal to `Session::default()` is not kept; committing one removes what was kept. Of a chat without a
//!   session nothing else is kept but what waits to be sent.
//! - What is forgotten leaves no trace in any file of the journal, at the latest a minute after.
//! - A row that is gone (acknowledged, a dead letter, forgotten) stays gone, whatever is asked of it afterwards.

use std::collections::{HashMap, HashSet};
use std::pin::Pin;
use std::sync::Arc;

use super::chat::{ChatKey, UpdateId};
use super::delivery::{Delivery, OutboxRow, RowId};
use super::gathered::Gathered;
use super::in_flight::{Attempt, SetAside};
use crate::conversation::{Feedback, Moment, NoteChange, ProjectCode, Records, Session};

/// What a journal's methods return: a future, boxed so that the trait can be an object.
pub type BoxFuture<'a, T> = Pin<Box<dyn Future<Output = Result<T, JournalError>> + Send + 'a>>;

/// Keeps sessions, calls and update ids.
pub trait Journal: Send + Sync + 'static {
    /// Tells which of these updates are new, and what is kept of these chats, in one query.
    fn open<'a>(&'a self, updates: &'a [UpdateId], chats: &'a [ChatKey]) -> BoxFuture<'a, Opened>;

    /// Notes which updates are about to be computed; the commit that holds their ids takes the note away.
    fn mark_in_flight(&self, attempt: Attempt) -> BoxFuture<'_, ()>;

    /// The updates that were in flight and never committed, and how much speaks against each; for the start.
    fn in_flight(&self) -> BoxFuture<'_, HashMap<UpdateId, i64>>;

    /// Keeps an entry as one transaction and returns its calls as rows, in their order.
    fn commit(&self, entry: JournalEntry) -> BoxFuture<'_, Vec<OutboxRow>>;

    /// Names the chats that have rows in [`Queue::Chat`](super::Queue::Chat), for the start after an end of whatever
    /// kind.
    fn waiting(&self) -> BoxFuture<'_, Vec<ChatKey>>;

    /// Reads all rows of [`Queue::Answer`](super::Queue::Answer) and [`Queue::Inline`](super::Queue::Inline), for the
    /// start.
    fn answers(&self) -> BoxFuture<'_, Vec<OutboxRow>>;

    /// Reads the first `limit` rows of a chat in [`Queue::Chat`](super::Queue::Chat) whose number is above `after`, in
    /// order.
    fn rows(&self, chat: ChatKey, after: RowId, limit: usize) -> BoxFuture<'_, Vec<OutboxRow>>;

    /// Removes a row that is confirmed (or pointless).
    fn ack(&self, row: RowId) -> BoxFuture<'_, ()>;

    /// Puts a row back, mended or with one more try behind it, until `row.not_before`.
    fn retry_later(&self, row: OutboxRow) -> BoxFuture<'_, ()>;

    /// Takes a row out for good that could not be sent; it is counted as a dead letter.
    fn dead_letter(&self, row: RowId, reason: &'static str) -> BoxFuture<'_, ()>;

    /// What everybody is told instead of an answer, while those who run the bot maintain it.
    fn maintenance(&self) -> BoxFuture<'_, Option<String>>;

    /// Names up to `limit` chats of which something is kept and that have been left alone in this way, longest first.
    fn idle(&self, idle: Idle, limit: usize) -> BoxFuture<'_, Vec<ChatKey>>;

    /// Names up to `limit` chats whose people are to be reminded by a moment, the earliest first, and those of which that was
    /// reckoned on a day still to come; not those that the bot left.
    fn to_remind(&self, by: Moment, limit: usize) -> BoxFuture<'_, Vec<ChatKey>>;

    /// Reads up to `limit` sessions of the chats after this one, in the order of their keys; a damaged one is passed over.
    fn sessions(
        &self,
        after: Option<ChatKey>,
        limit: usize,
    ) -> BoxFuture<'_, Vec<(ChatKey, Arc<Session>)>>;

    /// The chat in which a project waits for this code, if one does; its session says whether it still holds.
    fn giver<'a>(&'a self, code: &'a ProjectCode) -> BoxFuture<'a, Option<ChatKey>>;

    /// What is kept of a chat beside its session; nothing if nothing is.
    fn records(&self, chat: ChatKey) -> BoxFuture<'_, Option<Records>>;

    /// What people judged and looked for in vain, as far as nobody can be found out from it.
    fn gathered(&self) -> BoxFuture<'_, Gathered>;

    /// How much waits, died and was set aside.
    fn figures(&self) -> BoxFuture<'_, JournalFigures>;
}

/// How many seconds the ids of applied updates are kept.
pub const MEMORY_OF_UPDATES: i64 = 48 * 3600;
/// How many seconds after its commit a call that could not be sent is listed (without what it said).
pub const MEMORY_OF_DEAD_LETTERS: i64 = 30 * 24 * 3600;

/// What [`Journal::open`] found.
#[derive(Debug, Default)]
pub struct Opened {
    /// The updates that were not applied yet.
    pub fresh: HashSet<UpdateId>,
    /// What is kept of the chats; a chat that is not here has the default session.
    pub sessions: HashMap<ChatKey, Arc<Session>>,
}

/// What a batch changed.
#[derive(Debug, Default)]
pub struct JournalEntry {
    /// When.
    pub now: Moment,
    /// All update ids of the batch, also of updates that changed nothing.
    pub updates: Vec<UpdateId>,
    /// The updates among them that are not computed any more.
    pub set_aside: Vec<SetAside>,
    /// The chats of which everything kept before this entry goes: sessions, rows, dead letters.
    pub forgotten: Vec<ChatKey>,
    /// The sessions that changed; that is a use.
    pub sessions: Vec<(ChatKey, Arc<Session>)>,
    /// When the people of chats whose sessions changed are to be reminded next; of the others nobody is.
    pub reminders: Vec<(ChatKey, Moment)>,
    /// The chats whose sessions changed though nobody used them: that is no use.
    pub unused: Vec<ChatKey>,
    /// What changed among the notes of chats.
    pub notes: Vec<(ChatKey, NoteChange)>,
    /// The codes by which projects may leave chats, each until when; nothing where none may any more.
    pub codes: Vec<(ChatKey, Option<(ProjectCode, Moment)>)>,
    /// The chats in which the bot was used, also where that changed nothing.
    pub used: Vec<ChatKey>,
    /// The chats that the bot was removed from, or blocked in.
    pub left: Vec<ChatKey>,
    /// The chats whose people were warned that they will be forgotten, with how often it is now.
    pub warned: Vec<(ChatKey, u8)>,
    /// The judgements to count, with the chat each comes from; of the chat a hash is kept at most.
    pub feedback: Vec<(ChatKey, Feedback)>,
    /// Whether there is maintenance from now on, if that was switched.
    pub maintenance: Option<Maintenance>,
    /// The calls to make, per chat in order.
    pub calls: Vec<(ChatKey, Delivery)>,
}

/// What those who run the bot switch while it runs; it outlasts the run.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Maintenance {
    /// Everybody is told these words instead of an answer; empty ones stand for the program's own.
    On(String),
    /// Everybody is answered again.
    Off,
}

impl Maintenance {
    /// What everybody is told instead of an answer, if that is so.
    pub fn words(self) -> Option<String> {
        match self {
            Self::On(words) => Some(words),
            Self::Off => None,
        }
    }
}

/// How chats can be left alone, by days.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Idle {
    /// Not used after the day of a moment, and not left by the bot.
    Unused {
        /// The moment.
        since: Moment,
        /// How often their people were warned.
        warned: u8,
        /// The last warning, if any, was not after the day of this moment.
        last: Moment,
    },
    /// Left by the bot, not after the day of a moment.
    Left {
        /// The moment.
        since: Moment,
    },
}

/// What a journal holds beside sessions.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct JournalFigures {
    /// Calls that are not confirmed yet.
    pub waiting: u64,
    /// When the oldest of them was kept.
    pub oldest: Option<Moment>,
    /// Calls that could not be sent, since the journal began.
    pub dead_letters: u64,
    /// Sessions and calls that could not be read and are kept as they are.
    pub set_aside: u64,
    /// Updates that ended the process each time, in the last 30 days.
    pub updates_set_aside: u64,
}

/// Why a journal could not do something.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum JournalError {
    /// It may work later (disk full, read-only, locked): nothing is acknowledged until it does.
    #[error("the journal cannot write at the moment: {0}")]
    Unavailable(String),
    /// Its files were removed or replaced: what is written now would be found by nobody. They may be put back.
    #[error("the journal is gone: {0}")]
    Gone(String),
    /// What it holds can no longer be relied on from here (a flush failed): leave and start anew.
    #[error("the journal is broken: {0}")]
    Broken(String),
}

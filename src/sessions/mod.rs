//! Live sessions, and the journal that makes them last.
//!
//! A batch of updates lines up for its chats ([`Turns`]), opens them ([`Sessions::open`]), is computed elsewhere,
//! and commits once ([`Batch::commit`]): changed sessions, finished deliveries and update ids in one transaction of the
//! [`Journal`]. Only then do the new sessions enter the map. The deliveries wait in the journal as [`OutboxRow`]s until
//! the outbox has acknowledged them. This floor knows sessions and finished deliveries; no wording, no door.

mod chat;
mod delivery;
mod gathered;
mod in_flight;
mod journal;
mod live;
mod sqlite;
#[cfg(test)]
mod tests;
mod turns;

pub use chat::{ChatKey, DoorId, MessageId, UpdateId};
pub use delivery::{Delivery, EditTarget, OutboxRow, Queue, RowId};
pub use gathered::{FEW, Gathered, Sought};
pub use in_flight::{Attempt, SetAside};
pub use journal::{
    BoxFuture, Idle, Journal, JournalEntry, JournalError, JournalFigures, MEMORY_OF_DEAD_LETTERS,
    MEMORY_OF_UPDATES, Maintenance, Opened,
};
pub use live::{Batch, Sessions};
pub use sqlite::{BackupError, OpenError, SqliteJournal, backup, gathered};
pub use turns::{ChatTurn, Turns};

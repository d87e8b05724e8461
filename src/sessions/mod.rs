//! Live sessions, and the journal that makes them last.
//!
//! A batch of updates lines up for its chats ([`Turns`]), opens them ([`Sessions::open`]), is computed elsewhere,
//! and commits once ([`Batch::commit`]): changed sessions, finished deliveries and update ids in one transaction of the
//! [`Journal`]. Only then do the new sessions enter the map. The deliveries wait in the journal as [`Row`]s until the
//! outbox has struck them off. This floor knows sessions and finished deliveries; no wording, no door.

#[cfg(test)]
mod battery;
mod begun;
mod chat;
mod delivery;
mod gathered;
mod journal;
mod live;
mod memory;
mod packed;
mod sqlite;
mod turns;

pub use begun::{Attempt, SetAside};
pub use chat::{ChatKey, DoorId, MessageId, UpdateId};
pub use delivery::{Aim, Delivery, Lane, Row, RowId, RowState};
pub use gathered::{FEW, Gathered, Sought};
pub use journal::{
    Entry, Figures, Idle, Journal, JournalError, Later, MEMORY_OF_DEAD_LETTERS, MEMORY_OF_UPDATES,
    Opened, Switch,
};
pub use live::{Batch, Sessions};
pub use memory::MemoryJournal;
pub use sqlite::{BackupError, OpenError, SqliteJournal, backup, gathered};
pub use turns::{Turn, Turns};

//! A finished delivery, and the row in which it waits until it is confirmed.
//!
//! A delivery is complete when it is committed: after a restart it can be made without guide, session or rendering. What
//! is in it is its door's own affair; what stands beside that is what the outbox needs to know.

use std::fmt;

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use super::chat::{ChatKey, MessageId};
use crate::conversation::Moment;

/// Something to be delivered to a chat, ready to go.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
pub struct Delivery {
    /// What it is, in a word of its door's: for the log, and for the list of those that could not be made.
    #[serde(rename = "method")]
    pub kind: String,
    /// Which way it goes out.
    #[serde(rename = "lane")]
    pub queue: Queue,
    /// Which message it is about.
    #[serde(rename = "aim")]
    pub target: EditTarget,
    /// For how many seconds it is worth delivering, where it is not worth waiting for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub life: Option<u32>,
    /// What its door makes of it; nobody else looks into it.
    #[serde(flatten)]
    pub content: Map<String, Value>,
}

/// The ways a delivery goes out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Queue {
    /// In order with the others of its chat, within the rates.
    Chat,
    /// At once and by itself: the answer to a tap.
    Answer,
    /// The same for the answer to a query that belongs to no chat.
    Inline,
}

/// Which message a delivery is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum EditTarget {
    /// A new one.
    New,
    /// This one is changed.
    Message(MessageId),
}

/// The number of a row; grows with each commit, so it is the order inside a chat.
#[derive(
    Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
pub struct RowId(pub u64);

/// A delivery that waits to be confirmed.
#[derive(Debug, Clone, PartialEq)]
pub struct OutboxRow {
    /// Its number.
    pub id: RowId,
    /// The chat it belongs to.
    pub chat: ChatKey,
    /// What is to be delivered.
    pub call: Delivery,
    /// How often it was tried in vain.
    pub tries: u32,
    /// Not to be sent before this moment.
    pub not_before: Moment,
    /// When it was committed.
    pub since: Moment,
}

impl Delivery {
    /// Tells whether a later one makes this one pointless: both give the same message a new content.
    pub fn is_superseded_by(&self, later: &Self) -> bool {
        self.target != EditTarget::New && self.target == later.target && self.kind == later.kind
    }
}

/// Shows what a delivery is, never what it says.
impl fmt::Debug for Delivery {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Delivery")
            .field("kind", &self.kind)
            .field("queue", &self.queue)
            .field("target", &self.target)
            .finish_non_exhaustive()
    }
}

//! What is remembered per chat, and nothing else.
//!
//! No message text but the last question (needed for follow-ups, and it lapses), no names, no message ids. Who
//! ticked a task in a group is not stored. Serialised with serde; new fields have defaults, so older stored
//! sessions stay readable.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use crate::answer::Topic;
use crate::knowledge::{PlaceId, TaskId};

use super::event::Moment;

/// What is remembered of one chat.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Session {
    /// Where the walk stands; `None` before it began.
    pub at: Option<PlaceId>,
    /// What is ticked off, by place.
    pub done: BTreeMap<PlaceId, BTreeSet<TaskId>>,
    /// What was talked about last, with the moment; lapses.
    pub topic: Option<(Topic, Moment)>,
    /// The buttons last shown below a text, so that their words can be typed (encoded actions by label).
    pub offered: Vec<(String, String)>,
}

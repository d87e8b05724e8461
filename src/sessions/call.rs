//! A finished call to Telegram, and the row in which it waits until it is confirmed.
//!
//! A call is complete when it is committed: after a restart it can be sent without guide, session or rendering.

use std::fmt;
use std::path::PathBuf;

use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::chat::{ChatKey, MessageId};
use crate::conversation::Moment;

/// A method with its parameters, ready to be sent.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
pub struct Call {
    /// The Bot API's name of the method.
    pub method: String,
    /// Its parameters.
    pub body: Value,
    /// The text without markup, for when Telegram refuses the markup.
    pub plain: Option<String>,
    /// Which way it goes out.
    pub lane: Lane,
    /// Which message it is about.
    pub aim: Aim,
    /// The topic of the chat, for a change whose message is gone and that has to be sent as a new one.
    pub thread: Option<i64>,
    /// A file that goes with it.
    pub upload: Option<Upload>,
}

/// The ways a call goes out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Lane {
    /// In order with the others of its chat, within the rates.
    Chat,
    /// At once and by itself: the answer to a tap, worthless after [`Lane::ANSWER_LIFE`].
    Answer,
    /// The same for the answer to an inline query, worthless after [`Lane::INLINE_LIFE`].
    Inline,
}

/// Which message a call is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Aim {
    /// A new one.
    New,
    /// This one is changed.
    Message(MessageId),
}

/// A file that goes with a call.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Upload {
    /// The parameter that holds it.
    pub field: String,
    /// Where it lies below the knowledge folder; its name, where its text is here.
    pub path: PathBuf,
    /// What stands in it, where it lies nowhere.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub text: Option<String>,
    /// Whether what is kept of the chat beside its session is still to be added to the text; it is before the commit.
    #[serde(skip)]
    pub with_records: bool,
}

/// The number of a row; grows with each commit, so it is the order inside a chat.
#[derive(
    Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
pub struct RowId(pub u64);

/// A call that waits to be confirmed.
#[derive(Debug, Clone, PartialEq)]
pub struct Row {
    /// Its number.
    pub id: RowId,
    /// The chat it belongs to.
    pub chat: ChatKey,
    /// What is to be sent.
    pub call: Call,
    /// Whether it may have been sent already.
    pub state: RowState,
    /// How often it was tried in vain.
    pub tries: u32,
    /// Not to be sent before this moment.
    pub not_before: Moment,
    /// When it was committed.
    pub since: Moment,
}

/// How far a row has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum RowState {
    /// Never handed to the network, or refused there.
    Waiting,
    /// Handed to the network; whether it arrived is not known.
    Sending,
}

impl Lane {
    /// How many seconds Telegram waits for the answer to a tap.
    pub const ANSWER_LIFE: i64 = 150;
    /// How many seconds it waits for the answer to an inline query.
    pub const INLINE_LIFE: i64 = 30;

    /// For how many seconds a call of this lane is worth sending, where it is not worth waiting for.
    pub fn life(self) -> Option<i64> {
        match self {
            Self::Chat => None,
            Self::Answer => Some(Self::ANSWER_LIFE),
            Self::Inline => Some(Self::INLINE_LIFE),
        }
    }
}

impl Call {
    /// Tells whether a later call makes this one pointless: both give the same message a new content.
    pub fn is_superseded_by(&self, later: &Call) -> bool {
        self.aim != Aim::New && self.aim == later.aim && self.method == later.method
    }
}

/// Shows what a call is, never what it says.
impl fmt::Debug for Call {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Call")
            .field("method", &self.method)
            .field("lane", &self.lane)
            .field("aim", &self.aim)
            .finish_non_exhaustive()
    }
}

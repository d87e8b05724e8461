//! What a door hands over: what happened, where, and how it can be answered.

use std::fmt;

use crate::conversation::{Event, Reply};
use crate::sessions::{ChatKey, Delivery, DoorId, MessageId, UpdateId};

/// One update.
#[derive(Debug, Clone, PartialEq)]
pub struct Update {
    /// The door it came in by.
    pub door: DoorId,
    /// Its id, different from those of all other doors; `None` if it has none.
    pub id: Option<UpdateId>,
    /// Its kind, as its door calls it.
    pub kind: &'static str,
    /// What it is.
    pub what: UpdateKind,
}

/// What an update is.
#[derive(Debug, Clone, PartialEq)]
pub enum UpdateKind {
    /// Something happened in a chat.
    Happened(Box<Inbound>),
    /// Something happened that is not to be answered; at most a word is said.
    Declined {
        /// Where, for the word.
        origin: Origin,
        /// The word.
        replies: Vec<Reply>,
    },
    /// A chat has another number now; what is remembered moves along.
    Moved {
        /// The chat.
        from: ChatKey,
        /// What it has become.
        to: ChatKey,
    },
    /// Somebody asks for something to use elsewhere.
    Query(OfferQuery),
    /// Something in no chat that we know, with what is delivered in answer.
    Answered(Box<Delivery>),
    /// Nothing that concerns us, or nothing that can be read.
    Nothing,
}

/// What somebody asks for from outside of any chat.
#[derive(Clone, PartialEq, Eq)]
pub struct OfferQuery {
    /// What must be answered.
    pub id: String,
    /// The number of the person, for the quota.
    pub person: Option<i64>,
    /// What was typed so far.
    pub text: String,
    /// Which page is asked for, as we named it.
    pub offset: String,
}

/// Something that happened in a chat.
#[derive(Debug, Clone, PartialEq)]
pub struct Inbound {
    /// What happened, for the conversation.
    pub event: Event,
    /// Where, for the replies.
    pub origin: Origin,
    /// The number of the person who did it, for looking up the role.
    pub person: Option<i64>,
    /// The other chat whose project moves here by a code in it, once that was looked up.
    pub giver: Option<ChatKey>,
}

/// Where replies go.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Origin {
    /// The chat.
    pub chat: ChatKey,
    /// The topic of the group.
    pub thread: Option<i64>,
    /// The person's topic among the direct messages of a channel.
    pub direct: Option<i64>,
    /// The button that was pressed.
    pub tap: Option<Tap>,
    /// The message that was said, where replies shall point at it.
    pub said: Option<MessageId>,
    /// Whether nobody asked for it, so that it comes without a sound.
    pub is_quiet: bool,
}

/// A pressed button.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tap {
    /// What must be answered.
    pub callback: String,
    /// The message that carries the button; `None` if it can no longer be edited.
    pub message: Option<MessageId>,
}

impl Origin {
    /// The chat as such, where nothing was said.
    pub fn of(chat: ChatKey) -> Self {
        Self {
            chat,
            thread: None,
            direct: None,
            tap: None,
            said: None,
            is_quiet: false,
        }
    }
}

impl UpdateKind {
    /// The chats whose sessions it touches; the last is the one it comes from.
    pub fn chats(&self) -> Vec<ChatKey> {
        match self {
            Self::Happened(inbound) => {
                let giver = inbound.giver.into_iter();
                giver.chain([inbound.origin.chat]).collect()
            }
            Self::Declined { origin, .. } => vec![origin.chat],
            Self::Moved { from, to } => vec![*from, *to],
            Self::Query(_) | Self::Answered(_) | Self::Nothing => Vec::new(),
        }
    }
}

/// Shows which query it is, never who types what.
impl fmt::Debug for OfferQuery {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("OfferQuery")
            .field("id", &self.id)
            .finish_non_exhaustive()
    }
}

//! What an update means to us, as values: the shape between reading updates and answering them.

use std::fmt;

use crate::conversation::{Event, Reply};
use crate::sessions::{ChatKey, MessageId, UpdateId};

/// One update.
#[derive(Debug, Clone, PartialEq)]
pub struct Incoming {
    /// Its id; `None` if it has none that is a number.
    pub id: Option<UpdateId>,
    /// What it is.
    pub what: What,
}

/// What an update is.
#[derive(Debug, Clone, PartialEq)]
pub enum What {
    /// Something happened in a chat.
    Happened(Box<Happening>),
    /// Something happened that is not to be answered; at most a word is said.
    Declined {
        /// Where, for the word.
        origin: Origin,
        /// The word.
        replies: Vec<Reply>,
    },
    /// A group has become a supergroup; what is remembered moves along.
    Moved {
        /// The group.
        from: ChatKey,
        /// The supergroup.
        to: ChatKey,
    },
    /// A button was pressed on a message that stands in no chat we know; it is answered without words.
    StrayTap(String),
    /// Somebody typed `@bot …` somewhere.
    InlineQuery(InlineQuery),
    /// The same, not to be answered with anything: the id of the query.
    DeclinedQuery(String),
    /// Nothing that concerns us, or nothing that can be read.
    Nothing,
}

/// What somebody types behind the bot's name, in whatever chat.
#[derive(Clone, PartialEq, Eq)]
pub struct InlineQuery {
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
pub struct Happening {
    /// What happened, for the conversation.
    pub event: Event,
    /// Where, for the replies.
    pub origin: Origin,
    /// The number of the person who did it, for looking up the role.
    pub person: Option<i64>,
}

/// Where replies go.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Origin {
    /// The chat.
    pub chat: ChatKey,
    /// The topic of the group.
    pub thread: Option<i64>,
    /// The button that was pressed.
    pub tap: Option<Tap>,
    /// The message that was said, where replies shall point at it.
    pub said: Option<MessageId>,
}

/// A pressed button.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tap {
    /// What must be answered.
    pub callback: String,
    /// The message that carries the button; `None` if it can no longer be edited.
    pub message: Option<MessageId>,
}

impl What {
    /// The chats whose sessions it touches.
    pub fn chats(&self) -> Vec<ChatKey> {
        match self {
            What::Happened(happening) => vec![happening.origin.chat],
            What::Declined { origin, .. } => vec![origin.chat],
            What::Moved { from, to } => vec![*from, *to],
            What::StrayTap(_) | What::InlineQuery(_) | What::DeclinedQuery(_) | What::Nothing => {
                Vec::new()
            }
        }
    }
}

/// Shows which query it is, never who types what.
impl fmt::Debug for InlineQuery {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("InlineQuery")
            .field("id", &self.id)
            .finish_non_exhaustive()
    }
}

//! The ids a session hangs on: which chat, which update, which message.
//!
//! A [`ChatKey`] shows itself only as a keyed hash with a key that is drawn anew at each start, so that a chat can
//! be followed through one log and never be found out from it. The number itself comes from [`ChatKey::id`] and
//! goes to Telegram and into the journal, nowhere else.

use std::fmt;
use std::hash::{BuildHasher, RandomState};
use std::sync::LazyLock;

use serde::{Deserialize, Serialize};

/// A chat; all topics of a group share it, because they share one walk.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct ChatKey(i64);

/// The id of an update; tells repeats apart and nothing else: its order means something only inside one batch.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct UpdateId(pub i64);

/// The id of a message inside its chat.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct MessageId(pub i64);

impl ChatKey {
    /// No chat: for calls that belong to none. Telegram gives the number 0 to nobody.
    pub const NOBODY: Self = Self(0);

    /// Names the chat with this number.
    pub fn new(id: i64) -> Self {
        Self(id)
    }

    /// The number Telegram knows the chat by.
    pub fn id(self) -> i64 {
        self.0
    }

    /// Tells whether it is a group or channel: Telegram gives those negative numbers.
    pub fn is_group(self) -> bool {
        self.0 < 0
    }
}

impl fmt::Display for ChatKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        static KEY: LazyLock<RandomState> = LazyLock::new(RandomState::new);
        write!(f, "chat-{:08x}", KEY.hash_one(self.0) as u32)
    }
}

impl fmt::Debug for ChatKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_chat_shows_itself_only_as_a_hash() {
        let chat = ChatKey::new(123_456_789);
        let shown = format!("{chat} {chat:?}");
        assert!(!shown.contains("123456789"), "{shown}");
        assert_eq!(chat.to_string(), ChatKey::new(123_456_789).to_string());
    }
}

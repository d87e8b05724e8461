//! The ids a session hangs on: which chat behind which door, which update, which message.
//!
//! A [`ChatKey`] shows itself only as a keyed hash with a key that is drawn anew at each start, so that a chat can
//! be followed through one log and never be found out from it. What it holds goes to its door and into the journal,
//! nowhere else.

use std::fmt;
use std::hash::{BuildHasher, RandomState};
use std::sync::LazyLock;

use serde::{Deserialize, Serialize};

/// A way that people come in by: each gives its chats numbers of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct DoorId(u8);

/// A chat behind a door; all topics of a group share it, because they share one walk.
///
/// One number holds both: so many times 2^56 as the door has in front, and the chat's own number. The first door's chats
/// are therefore just their numbers, as journals have them from when there was only that one.
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

/// A chat's own number has so many bits, its sign among them.
const NUMBER: u32 = 56;

impl DoorId {
    /// The door that journals knew before there were others.
    pub const FIRST: Self = Self(0);

    /// The door with this number; there are 128.
    pub const fn new(number: u8) -> Self {
        Self(number & 0x7f)
    }
}

impl ChatKey {
    /// The chat with this number behind a door; nothing if the number is larger than any of a chat.
    pub fn at(door: DoorId, number: i64) -> Option<Self> {
        let half = 1_i64 << (NUMBER - 1);
        let fits = (-half..half).contains(&number);
        fits.then(|| Self((i64::from(door.0) << NUMBER) + number))
    }

    /// No chat: for deliveries that belong to none. No door gives the number 0 to anybody.
    pub fn nobody(door: DoorId) -> Self {
        Self(i64::from(door.0) << NUMBER)
    }

    /// The chat that journals have under this number.
    pub fn new(id: i64) -> Self {
        Self(id)
    }

    /// The number that journals have it under.
    pub fn id(self) -> i64 {
        self.0
    }

    /// The door it is behind.
    pub fn door(self) -> DoorId {
        let nearest = self.0.wrapping_add(1 << (NUMBER - 1)) >> NUMBER;
        DoorId::new(nearest.to_le_bytes()[0])
    }

    /// The number its door knows it by.
    pub fn number(self) -> i64 {
        self.0.wrapping_sub(i64::from(self.door().0) << NUMBER)
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

    #[test]
    fn chats_of_the_first_door_are_their_numbers_and_those_of_others_are_told_apart() {
        let web = DoorId::new(3);
        for number in [
            0,
            1,
            -1,
            123_456_789,
            -1_001_234_567_890,
            (1 << 55) - 1,
            -(1 << 55),
        ] {
            let chats = [DoorId::FIRST, web].map(|door| ChatKey::at(door, number).unwrap());
            assert_eq!(chats[0], ChatKey::new(number));
            assert_ne!(chats[0], chats[1]);
            assert_eq!(chats.map(ChatKey::number), [number; 2]);
            assert_eq!(chats.map(ChatKey::door), [DoorId::FIRST, web]);
        }
        for number in [1 << 55, i64::MAX, i64::MIN] {
            assert_eq!(ChatKey::at(web, number), None, "{number}");
        }
    }
}

//! What is kept of a chat beside its session: facts for whoever asks for them, and for what happens when nobody comes.

use crate::conversation::value::Moment;

/// How many days before the end of the time without use its people are warned.
pub const WARNINGS: [u32; 2] = [30, 7];

/// After how many days a chat is forgotten that the bot is no longer in.
pub const AFTER_LEAVING: u32 = 30;

/// What is kept of a chat beside its session.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Records {
    /// The day on which it was last used.
    pub used: Moment,
    /// How often its people were warned since then that it will be forgotten, and on which day last.
    pub warned: Option<(u8, Moment)>,
    /// The day since which the bot is no longer there: removed, or blocked.
    pub left: Option<Moment>,
    /// When its people are to be reminded next.
    pub remind: Option<Moment>,
    /// How many messages wait to be sent.
    pub waiting: u64,
    /// The messages that could not be sent, without what they said.
    pub letters: Vec<Letter>,
    /// What could not be read any more and was put aside, as it is.
    pub aside: Vec<String>,
}

/// A message that could not be sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Letter {
    /// What was to be done.
    pub method: String,
    /// Why it was given up.
    pub reason: String,
    /// When it was to be sent.
    pub since: Moment,
}

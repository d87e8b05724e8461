//! What happened in a chat, as facts without judgement.

use serde::{Deserialize, Serialize};

use super::moving::Moving;

/// After how many seconds a topic, a prompt and searched words are no longer what one talks about.
const LAPSE_SECONDS: i64 = 30 * 60;

/// A moment in time: seconds since 1970, UTC.
#[derive(
    Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
pub struct Moment(pub i64);

impl Moment {
    /// The seconds of a day.
    pub const DAY: i64 = 24 * 3600;

    /// The moment at which a day since 1970 begins.
    pub fn of_day(day: i64) -> Self {
        Self(day.saturating_mul(Self::DAY))
    }

    /// Tells whether so much time has passed since that one no longer talks about it.
    pub(crate) fn has_lapsed(self, now: Self) -> bool {
        now.0.saturating_sub(self.0) > LAPSE_SECONDS
    }

    /// When that is so.
    pub(crate) fn lapse(self) -> Self {
        Self(self.0.saturating_add(LAPSE_SECONDS + 1))
    }

    /// The day since 1970: precise enough for what lapses after months.
    pub fn day(self) -> i64 {
        self.0.div_euclid(Self::DAY)
    }
}

/// Something that happened in a chat.
#[derive(Debug, Clone, PartialEq)]
pub struct Event {
    /// What kind of chat.
    pub chat: ChatKind,
    /// Whether it is meant for the bot: always in a private chat; in a group a command for it, a mention of it, a
    /// reply to it, or a tap.
    pub addressed: bool,
    /// What it replies to.
    pub reply: InReplyTo,
    /// Who did it, as far as it was looked up (see [`needs_role`](crate::conversation::needs_role)).
    pub role: Role,
    /// What projects that move need.
    pub moving: Moving,
    /// What happened.
    pub occasion: Occasion,
}

/// What a message replies to.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct InReplyTo {
    /// The words it points at: what is quoted, else what somebody else said.
    pub words: Option<String>,
    /// Whether in a group nothing but this says that it is meant for the bot: people may be talking with each other.
    pub is_all: bool,
}

/// The kinds of chat.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ChatKind {
    /// One person and the bot.
    Private,
    /// A group or supergroup; the walk belongs to it as a whole.
    Group,
    /// A channel.
    Channel,
}

/// What a person may do in a chat.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Role {
    /// Not looked up, or it could not be.
    #[default]
    Unknown,
    /// A member.
    Member,
    /// An admin or owner; in a private chat the person.
    Admin,
}

/// What happened.
#[derive(Debug, Clone, PartialEq)]
pub enum Occasion {
    /// Text was typed; a mention of the bot is already cut out of it.
    Text(String),
    /// A command for this bot: its name without slash and bot name, lower case, and the rest of the text.
    Command {
        /// `start`, `weiter`, …; may be unknown.
        name: String,
        /// What stands behind it, trimmed.
        rest: String,
    },
    /// A button was pressed; the data as it came, not yet believed.
    Tap(String),
    /// Something other than text was sent.
    Attachment(Attachment),
    /// An earlier message was edited to this text.
    Edited(String),
    /// The bot was added to a group.
    Added,
    /// The bot was removed from a group, or blocked by the person.
    Removed,
    /// Something that could not be read.
    Unreadable,
}

/// What can be sent that is not text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Attachment {
    /// A sticker.
    Sticker,
    /// A picture.
    Photo,
    /// A voice message, audio or video note.
    Voice,
    /// A video or animation.
    Video,
    /// A file.
    Document,
    /// A place on the map.
    Location,
    /// A contact.
    Contact,
    /// Anything else a person sends.
    Other,
    /// A service message (joined, left, pinned, new title): nobody waits for a word.
    Service,
}

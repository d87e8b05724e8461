//! Everything the fake knows: people, chats, messages, what waits to be delivered, what was called.
//!
//! One value behind one lock. It decides nothing about methods; it only keeps things consistent and gives ids.

use std::collections::BTreeMap;
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

use serde_json::{Map, Value};

use crate::calls::Call;
use crate::entities::FormattedText;
use crate::faults::{FaultRule, Weather};
use crate::rates::RateLimiter;
use crate::transcript::Happening;
use crate::updates::{Delivery, UpdateQueue};
use crate::webhook::Webhook;

/// The bot as Telegram knows it.
#[derive(Clone, Debug)]
pub(crate) struct Bot {
    pub(crate) id: i64,
    pub(crate) token: String,
    pub(crate) first_name: String,
    pub(crate) username: String,
    pub(crate) reads_all_group_messages: bool,
    pub(crate) supports_inline: bool,
}

/// A person, or the bot itself.
#[derive(Clone, Debug)]
pub(crate) struct User {
    pub(crate) id: i64,
    pub(crate) is_bot: bool,
    pub(crate) first_name: String,
    pub(crate) username: Option<String>,
    pub(crate) has_started: bool,
    pub(crate) has_blocked: bool,
    pub(crate) is_deleted: bool,
}

/// What a person is to a group.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Standing {
    Creator,
    Administrator,
    Member,
    Left,
    Kicked,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum RoomKind {
    Private,
    Group,
    Supergroup,
    Channel,
}

/// A chat with its messages.
#[derive(Clone, Debug)]
pub(crate) struct Room {
    pub(crate) id: i64,
    pub(crate) kind: RoomKind,
    pub(crate) title: String,
    pub(crate) username: Option<String>,
    pub(crate) topics: BTreeMap<i32, String>,
    pub(crate) is_forum: bool,
    pub(crate) members: BTreeMap<i64, Standing>,
    pub(crate) messages: BTreeMap<i32, Message>,
    pub(crate) last_message_id: i32,
    pub(crate) migrated_to: Option<i64>,
    pub(crate) happenings: Vec<Happening>,
    /// Counts what the bot did here: sent, edited, answered a tap.
    pub(crate) reactions: u64,
}

/// What a message holds.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Body {
    Text(FormattedText),
    Media {
        kind: &'static str,
        value: Value,
        caption: FormattedText,
    },
    Service(Map<String, Value>),
}

/// One message in a chat.
#[derive(Clone, Debug)]
pub(crate) struct Message {
    pub(crate) id: i32,
    pub(crate) from: Option<i64>,
    pub(crate) sender_chat: Option<i64>,
    pub(crate) date: i64,
    pub(crate) edit_date: Option<i64>,
    pub(crate) thread: Option<i32>,
    pub(crate) reply_to: Option<i32>,
    pub(crate) body: Body,
    pub(crate) markup: Option<Value>,
    pub(crate) link_preview: Option<Value>,
    pub(crate) via_bot: bool,
}

/// A tap that waits for its answer.
#[derive(Clone, Debug)]
pub(crate) struct Tap {
    pub(crate) chat: i64,
    pub(crate) at: Duration,
    pub(crate) is_answered: bool,
}

/// An inline query and, later, what the bot offered.
#[derive(Clone, Debug)]
pub(crate) struct InlineQuery {
    pub(crate) at: Duration,
    pub(crate) results: Option<Vec<Value>>,
}

/// A file the bot has uploaded or a person has sent.
#[derive(Clone, Debug)]
pub(crate) struct StoredFile {
    pub(crate) kind: &'static str,
    pub(crate) value: Value,
}

/// The whole state of the fake server.
#[derive(Debug)]
pub(crate) struct World {
    pub(crate) bot: Bot,
    pub(crate) users: BTreeMap<i64, User>,
    pub(crate) rooms: BTreeMap<i64, Room>,
    pub(crate) updates: UpdateQueue,
    pub(crate) webhook: Option<Webhook>,
    pub(crate) last_set_webhook: Option<Duration>,
    pub(crate) taps: BTreeMap<String, Tap>,
    pub(crate) inline_queries: BTreeMap<String, InlineQuery>,
    pub(crate) commands: BTreeMap<(String, String), Vec<Value>>,
    /// By language.
    pub(crate) short_descriptions: BTreeMap<String, String>,
    pub(crate) menu_buttons: BTreeMap<i64, Value>,
    pub(crate) files: BTreeMap<String, StoredFile>,
    pub(crate) rates: RateLimiter,
    pub(crate) faults: Vec<FaultRule>,
    pub(crate) weather: Weather,
    pub(crate) delivery: Delivery,
    pub(crate) calls: Vec<Call>,
    /// Of how many calls, and of how many updates, what they said is kept; of all, if none.
    pub(crate) kept: Option<usize>,
    /// Of how many happenings of each chat what was seen is kept; of all, if none.
    pub(crate) kept_of_each_chat: Option<usize>,
    pub(crate) calls_in_flight: usize,
    pub(crate) last_activity: Instant,
    pub(crate) is_offline: bool,
    started: Instant,
    skew: Duration,
    last_private_message_id: i32,
    last_serial: i64,
}

impl World {
    pub(crate) fn new(bot: Bot, rates: RateLimiter) -> Self {
        let me = User {
            id: bot.id,
            is_bot: true,
            first_name: bot.first_name.clone(),
            username: Some(bot.username.clone()),
            has_started: true,
            has_blocked: false,
            is_deleted: false,
        };
        Self {
            users: BTreeMap::from([(bot.id, me)]),
            bot,
            rooms: BTreeMap::new(),
            updates: UpdateQueue::default(),
            webhook: None,
            last_set_webhook: None,
            taps: BTreeMap::new(),
            inline_queries: BTreeMap::new(),
            commands: BTreeMap::new(),
            short_descriptions: BTreeMap::new(),
            menu_buttons: BTreeMap::new(),
            files: BTreeMap::new(),
            rates,
            faults: Vec::new(),
            weather: Weather::default(),
            delivery: Delivery::default(),
            calls: Vec::new(),
            kept: None,
            kept_of_each_chat: None,
            calls_in_flight: 0,
            last_activity: Instant::now(),
            is_offline: false,
            started: Instant::now(),
            skew: Duration::ZERO,
            last_private_message_id: 100,
            last_serial: 0,
        }
    }

    /// Seconds since 1970, by the fake's own clock.
    pub(crate) fn unix_time(&self) -> i64 {
        let since = SystemTime::now()
            .duration_since(UNIX_EPOCH)
            .unwrap_or_default()
            + self.skew;
        i64::try_from(since.as_secs()).unwrap_or(i64::MAX)
    }

    /// Time since the start, by the fake's own clock.
    pub(crate) fn now(&self) -> Duration {
        self.started.elapsed() + self.skew
    }

    pub(crate) fn advance_clock(&mut self, by: Duration) {
        self.skew += by;
    }

    /// A number that was never given before.
    pub(crate) fn serial(&mut self) -> i64 {
        self.last_serial += 1;
        self.last_serial
    }

    /// Finds a person by first name, or lets a new one appear.
    pub(crate) fn user(&mut self, name: &str) -> i64 {
        if let Some(known) = self
            .users
            .values()
            .find(|user| user.first_name == name && !user.is_bot)
        {
            return known.id;
        }
        let id = 7_000_000 + self.serial();
        let user = User {
            id,
            is_bot: false,
            first_name: name.to_owned(),
            username: None,
            has_started: false,
            has_blocked: false,
            is_deleted: false,
        };
        self.users.insert(id, user);
        id
    }

    /// The private chat with a person.
    pub(crate) fn private_room(&mut self, user: i64) -> i64 {
        let title = self
            .users
            .get(&user)
            .map(|user| user.first_name.clone())
            .unwrap_or_default();
        self.rooms
            .entry(user)
            .or_insert_with(|| Room::new(user, RoomKind::Private, title));
        user
    }

    /// A new group, supergroup or channel without members.
    pub(crate) fn new_room(&mut self, kind: RoomKind, title: &str) -> i64 {
        let serial = self.serial();
        let id = match kind {
            RoomKind::Group => -4_000_000 - serial,
            _ => -1_002_000_000_000 - serial,
        };
        self.rooms.insert(id, Room::new(id, kind, title.to_owned()));
        id
    }

    /// The id of the next message in a chat: one counter for private chats and small groups together,
    /// one of its own for each supergroup and channel.
    pub(crate) fn next_message_id(&mut self, room: i64) -> i32 {
        match self.rooms.get_mut(&room) {
            Some(room) if matches!(room.kind, RoomKind::Supergroup | RoomKind::Channel) => {
                room.last_message_id += 1;
                room.last_message_id
            }
            _ => {
                self.last_private_message_id += 1;
                self.last_private_message_id
            }
        }
    }

    /// An unsent message from this person in this chat.
    pub(crate) fn draft(&mut self, room: i64, from: Option<i64>, body: Body) -> Message {
        Message {
            id: self.next_message_id(room),
            from,
            sender_chat: None,
            date: self.unix_time(),
            edit_date: None,
            thread: None,
            reply_to: None,
            body,
            markup: None,
            link_preview: None,
            via_bot: false,
        }
    }

    pub(crate) fn user_name(&self, id: i64) -> String {
        self.users
            .get(&id)
            .map(|user| user.first_name.clone())
            .unwrap_or_else(|| id.to_string())
    }

    /// Notes what happened in a chat, for its transcript.
    pub(crate) fn note(&mut self, room: i64, happening: Happening) {
        if let Some(room) = self.rooms.get_mut(&room) {
            room.reactions += u64::from(happening.is_by_bot());
            room.happenings.push(happening);
            let kept = self.kept_of_each_chat.unwrap_or(usize::MAX);
            if let Some(old) = room.happenings.iter_mut().rev().nth(kept) {
                old.empty();
            }
        }
    }

    /// Queues an update, unless the bot did not ask for its kind.
    pub(crate) fn emit(&mut self, kind: &str, body: Value) -> i64 {
        let lifetime = match kind {
            "callback_query" => 150,
            "inline_query" => 30,
            "chosen_inline_result" => 600,
            _ => 24 * 3600,
        };
        let expires = self.now() + Duration::from_secs(lifetime);
        // Not with `json!`, which would copy what is inside.
        let update = Map::from_iter([(kind.to_owned(), body)]);
        let id = self.updates.push(kind, update.into(), expires);
        if let Some(kept) = self.kept {
            self.updates.keep_last(kept);
        }
        id
    }

    /// Queues an update as a test made it up.
    pub(crate) fn inject(&mut self, kind: &str, body: Value) -> i64 {
        let id = self.emit(kind, body);
        self.updates.mark_arbitrary(id);
        id
    }
}

impl Room {
    fn new(id: i64, kind: RoomKind, title: String) -> Self {
        Self {
            id,
            kind,
            title,
            username: None,
            topics: BTreeMap::new(),
            is_forum: false,
            members: BTreeMap::new(),
            messages: BTreeMap::new(),
            last_message_id: 0,
            migrated_to: None,
            happenings: Vec::new(),
            reactions: 0,
        }
    }

    pub(crate) fn standing(&self, user: i64) -> Standing {
        self.members.get(&user).copied().unwrap_or(Standing::Left)
    }

    pub(crate) fn is_group(&self) -> bool {
        matches!(self.kind, RoomKind::Group | RoomKind::Supergroup)
    }
}

impl Body {
    /// The text a person reads: the text itself or the caption.
    pub(crate) fn text(&self) -> Option<&FormattedText> {
        match self {
            Self::Text(text) => Some(text),
            Self::Media { caption, .. } => Some(caption),
            Self::Service(_) => None,
        }
    }
}

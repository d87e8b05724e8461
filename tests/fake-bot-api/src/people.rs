//! What people do: write, tap, come, go, edit, block. Each deed becomes the updates that Telegram would send.
//!
//! In groups Telegram shows a bot only what is meant for it, unless it is told otherwise: commands, mentions,
//! replies to the bot, and what happens to the group.

use serde_json::{Map, Value, json};

use crate::entities::{self, EntityKind, FormattedText, utf16_slice};
use crate::json;
use crate::transcript::Happening;
use crate::world::{Body, InlineQuery, Message, RoomKind, Standing, Tap, World};

/// Where something is said: which chat, which person, which topic, in reply to what.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Place {
    pub(crate) room: i64,
    pub(crate) user: i64,
    pub(crate) thread: Option<i32>,
    pub(crate) reply_to: Option<i32>,
    /// An administrator who hides behind the group.
    pub(crate) is_anonymous: bool,
}

/// A text as people type it: trimmed, with what Telegram finds in it.
pub(crate) fn typed(text: &str) -> FormattedText {
    let text = text.trim().to_owned();
    FormattedText {
        entities: entities::detect::detect(&text),
        text,
    }
}

/// Somebody sends something; returns the message and the update, which is 0 if the bot does not see it.
pub(crate) fn send(world: &mut World, place: Place, body: Body, shown: &str) -> (i32, i64) {
    if let Some(user) = world
        .users
        .get_mut(&place.user)
        .filter(|_| place.room == place.user)
    {
        user.has_started = true;
    }
    let is_channel = world
        .rooms
        .get(&place.room)
        .is_some_and(|room| room.kind == RoomKind::Channel);
    let hides = is_channel || place.is_anonymous;
    let anonymous = if is_channel {
        None
    } else {
        Some(anonymous_bot(world))
    };
    let from = if hides { anonymous } else { Some(place.user) };
    let mut message = world.draft(place.room, from, body);
    message.sender_chat = hides.then_some(place.room);
    message.thread = place.thread;
    message.reply_to = place.reply_to;
    let by = if hides {
        String::new()
    } else {
        world.user_name(place.user)
    };
    let is_seen = sees(world, &message, place.room);
    if let Some(room) = world.rooms.get_mut(&place.room) {
        room.messages.insert(message.id, message.clone());
    }
    world.note(
        place.room,
        Happening::Said {
            by,
            text: shown.to_owned(),
            message_id: message.id,
        },
    );
    let kind = if is_channel {
        "channel_post"
    } else {
        "message"
    };
    let update = if is_seen {
        emit_message(world, kind, place.room, &message)
    } else {
        0
    };
    (message.id, update)
}

/// The account behind which anonymous administrators write.
fn anonymous_bot(world: &mut World) -> i64 {
    const GROUP_ANONYMOUS_BOT: i64 = 1_087_968_824;
    world
        .users
        .entry(GROUP_ANONYMOUS_BOT)
        .or_insert_with(|| crate::world::User {
            id: GROUP_ANONYMOUS_BOT,
            is_bot: true,
            first_name: "Group".to_owned(),
            username: Some("GroupAnonymousBot".to_owned()),
            has_started: false,
            has_blocked: false,
            is_deleted: false,
        });
    GROUP_ANONYMOUS_BOT
}

fn emit_message(world: &mut World, kind: &str, room: i64, message: &Message) -> i64 {
    let Some(shown) = world
        .rooms
        .get(&room)
        .map(|room| json::message(world, room, message, true))
    else {
        return 0;
    };
    world.emit(kind, shown)
}

/// Whether Telegram shows the bot this message.
fn sees(world: &World, message: &Message, room_id: i64) -> bool {
    let Some(room) = world.rooms.get(&room_id) else {
        return false;
    };
    if room.kind == RoomKind::Private {
        return true;
    }
    let standing = room.standing(world.bot.id);
    if matches!(standing, Standing::Left | Standing::Kicked) {
        return false;
    }
    let sees_all = world.bot.reads_all_group_messages || standing == Standing::Administrator;
    if sees_all || !room.is_group() || matches!(message.body, Body::Service(_)) {
        return true;
    }
    let replied = message.reply_to.and_then(|id| room.messages.get(&id));
    if replied.is_some_and(|replied| replied.from == Some(world.bot.id)) {
        return true;
    }
    let at_bot = format!("@{}", world.bot.username.to_ascii_lowercase());
    let Some(text) = message.body.text() else {
        return false;
    };
    text.entities.iter().any(|entity| {
        let piece = utf16_slice(&text.text, entity.offset, entity.length).to_ascii_lowercase();
        match entity.kind {
            EntityKind::BotCommand => piece
                .split_once('@')
                .is_none_or(|(_, name)| at_bot[1..] == *name),
            EntityKind::Mention => piece == at_bot,
            _ => false,
        }
    })
}

/// Somebody edits a message of their own.
pub(crate) fn edit(world: &mut World, place: Place, message_id: i32, text: &str) -> i64 {
    let date = world.unix_time();
    let typed = typed(text);
    let Some(message) = world
        .rooms
        .get_mut(&place.room)
        .and_then(|room| room.messages.get_mut(&message_id))
    else {
        return 0;
    };
    message.body = Body::Text(typed);
    message.edit_date = Some(date);
    let message = message.clone();
    let by = world.user_name(place.user);
    world.note(
        place.room,
        Happening::Said {
            by,
            text: format!("(edited) {text}"),
            message_id,
        },
    );
    if sees(world, &message, place.room) {
        emit_message(world, "edited_message", place.room, &message)
    } else {
        0
    }
}

/// Somebody taps a button with this data; returns the id of the tap.
pub(crate) fn tap(
    world: &mut World,
    place: Place,
    message_id: i32,
    label: &str,
    data: &str,
) -> String {
    let serial = world.serial();
    let id = format!("{}", (place.user << 20) + serial);
    let at = world.now();
    world.taps.insert(
        id.clone(),
        Tap {
            chat: place.room,
            at,
            is_answered: false,
        },
    );
    let message = world
        .rooms
        .get(&place.room)
        .map(|room| match room.messages.get(&message_id) {
            Some(message) => json::message(world, room, message, true),
            // A message that is gone shows as a date of zero and nothing else.
            None => json!({"chat": json::chat(world, room), "message_id": message_id, "date": 0}),
        });
    let mut body = json!({
        "id": id,
        "from": json::user(world, place.user),
        "chat_instance": (place.room * 7919).to_string(),
        "data": data,
    });
    body["message"] = message.unwrap_or_default();
    let by = world.user_name(place.user);
    world.note(
        place.room,
        Happening::Tapped {
            by,
            label: label.to_owned(),
            message_id,
        },
    );
    world.emit("callback_query", body);
    id
}

/// Somebody types after the bot's name, in whatever chat; returns the id of the query.
pub(crate) fn inline_query(world: &mut World, user: i64, query: &str, offset: &str) -> String {
    let serial = world.serial();
    let id = format!("{}", (user << 21) + serial);
    let at = world.now();
    world
        .inline_queries
        .insert(id.clone(), InlineQuery { at, results: None });
    let body = json!({
        "id": id,
        "from": json::user(world, user),
        "chat_type": "sender",
        "query": query,
        "offset": offset,
    });
    world.emit("inline_query", body);
    id
}

/// Changes what somebody is in a chat, with the updates and the note in the chat that follow.
pub(crate) fn change_standing(world: &mut World, room_id: i64, by: i64, user: i64, new: Standing) {
    let Some(room) = world.rooms.get_mut(&room_id) else {
        return;
    };
    let old = room.standing(user);
    room.members.insert(user, new);
    let is_in = |standing: Standing| !matches!(standing, Standing::Left | Standing::Kicked);
    let is_group = room.is_group();
    let is_bot = user == world.bot.id;
    let name = world.user_name(user);
    if is_group && is_in(old) != is_in(new) {
        let person = json::user(world, user);
        let (fields, text) = if is_in(new) {
            let fields = json!({"new_chat_participant": person, "new_chat_member": person, "new_chat_members": [person]});
            (fields, format!("{name} joined"))
        } else {
            (
                json!({"left_chat_participant": person, "left_chat_member": person}),
                format!("{name} left"),
            )
        };
        // Who was thrown out does not see the note about it.
        service(world, room_id, by, fields, &text, !is_bot || is_in(new));
    }
    let kind = if is_bot {
        "my_chat_member"
    } else {
        "chat_member"
    };
    emit_standing(world, kind, room_id, by, user, [old, new]);
}

/// Puts a note about something that happened into a chat.
pub(crate) fn service(
    world: &mut World,
    room: i64,
    by: i64,
    fields: Value,
    text: &str,
    is_seen: bool,
) -> i64 {
    let message = note_message(world, room, by, fields, text, None);
    if is_seen && sees(world, &message, room) {
        emit_message(world, "message", room, &message)
    } else {
        0
    }
}

/// Puts a note into one topic.
pub(crate) fn service_in(
    world: &mut World,
    room: i64,
    by: i64,
    fields: Value,
    text: &str,
    thread: Option<i32>,
) {
    let message = note_message(world, room, by, fields, text, thread);
    if sees(world, &message, room) {
        emit_message(world, "message", room, &message);
    }
}

fn note_message(
    world: &mut World,
    room: i64,
    by: i64,
    fields: Value,
    text: &str,
    thread: Option<i32>,
) -> Message {
    let fields: Map<String, Value> = fields.as_object().cloned().unwrap_or_default();
    let mut message = world.draft(room, Some(by), Body::Service(fields));
    message.thread = thread;
    if let Some(room) = world.rooms.get_mut(&room) {
        room.messages.insert(message.id, message.clone());
    }
    world.note(
        room,
        Happening::Noticed {
            text: text.to_owned(),
        },
    );
    message
}

fn emit_standing(
    world: &mut World,
    kind: &str,
    room: i64,
    by: i64,
    user: i64,
    standings: [Standing; 2],
) {
    let date = world.unix_time();
    let Some(room) = world.rooms.get(&room) else {
        return;
    };
    let [old, new] = standings.map(|standing| json::member(world, room, user, standing));
    let body = json!({
        "chat": json::chat(world, room),
        "from": json::user(world, by),
        "date": date,
        "old_chat_member": old,
        "new_chat_member": new,
    });
    world.emit(kind, body);
}

/// Somebody stops the bot in their private chat, or starts it again.
pub(crate) fn block(world: &mut World, user: i64, blocked: bool) {
    if let Some(user) = world.users.get_mut(&user) {
        user.has_blocked = blocked;
    }
    let standings = if blocked {
        [Standing::Member, Standing::Kicked]
    } else {
        [Standing::Kicked, Standing::Member]
    };
    let bot = world.bot.id;
    emit_standing(world, "my_chat_member", user, user, bot, standings);
}

/// A small group becomes a supergroup with another id; both tell of it.
pub(crate) fn migrate(world: &mut World, old: i64, by: i64) -> i64 {
    let Some(room) = world.rooms.get(&old).cloned() else {
        return old;
    };
    let new = world.new_room(RoomKind::Supergroup, &room.title);
    if let Some(new_room) = world.rooms.get_mut(&new) {
        new_room.members = room.members;
    }
    service(
        world,
        old,
        by,
        json!({"migrate_to_chat_id": new}),
        "became a supergroup",
        true,
    );
    if let Some(room) = world.rooms.get_mut(&old) {
        room.migrated_to = Some(new);
    }
    service(
        world,
        new,
        by,
        json!({"migrate_from_chat_id": old}),
        "was a small group before",
        true,
    );
    new
}

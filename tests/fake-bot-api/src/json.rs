//! How people, chats and messages look in the Bot API.

use serde_json::{Map, Value, json};

use crate::entities::{Entity, FormattedText};
use crate::world::{Body, Message, Room, RoomKind, Standing, World};

/// A person as messages show them.
pub(crate) fn user(world: &World, id: i64) -> Value {
    let Some(user) = world.users.get(&id) else {
        return json!({"id": id, "is_bot": false, "first_name": ""});
    };
    let mut shown = json!({"id": id, "is_bot": user.is_bot, "first_name": user.first_name});
    if let Some(username) = &user.username {
        shown["username"] = json!(username);
    }
    if !user.is_bot {
        shown["language_code"] = json!("de");
    }
    shown
}

/// The bot as `getMe` shows it.
pub(crate) fn me(world: &World) -> Value {
    let mut shown = user(world, world.bot.id);
    shown["can_join_groups"] = json!(true);
    shown["can_read_all_group_messages"] = json!(world.bot.reads_all_group_messages);
    shown["supports_inline_queries"] = json!(world.bot.supports_inline);
    for switch in [
        "can_connect_to_business",
        "has_main_web_app",
        "has_topics_enabled",
        "allows_users_to_create_topics",
    ] {
        shown[switch] = json!(false);
    }
    shown
}

/// A chat as messages show it.
pub(crate) fn chat(world: &World, room: &Room) -> Value {
    let mut shown = json!({"id": room.id, "type": kind_name(room.kind)});
    match room.kind {
        RoomKind::Private => {
            shown["first_name"] = json!(room.title);
            if let Some(username) = world
                .users
                .get(&room.id)
                .and_then(|user| user.username.as_ref())
            {
                shown["username"] = json!(username);
            }
        }
        RoomKind::Group => {
            shown["title"] = json!(room.title);
            shown["all_members_are_administrators"] = json!(false);
            shown["accepted_gift_types"] = gift_types();
        }
        RoomKind::Supergroup | RoomKind::Channel => {
            shown["title"] = json!(room.title);
            if let Some(username) = &room.username {
                shown["username"] = json!(username);
            }
            if room.is_forum {
                shown["is_forum"] = json!(true);
            }
        }
    }
    shown
}

fn gift_types() -> Value {
    json!({
        "unlimited_gifts": false, "limited_gifts": false, "unique_gifts": false, "premium_subscription": false,
        "gifts_from_channels": false,
    })
}

fn kind_name(kind: RoomKind) -> &'static str {
    match kind {
        RoomKind::Private => "private",
        RoomKind::Group => "group",
        RoomKind::Supergroup => "supergroup",
        RoomKind::Channel => "channel",
    }
}

/// A person's standing in a group.
pub(crate) fn member(world: &World, room: &Room, id: i64, standing: Standing) -> Value {
    let mut shown = json!({"user": user(world, id)});
    match standing {
        Standing::Creator => {
            shown["status"] = json!("creator");
            shown["is_anonymous"] = json!(false);
        }
        Standing::Administrator => {
            shown["status"] = json!("administrator");
            for right in administrator_rights(room.kind) {
                shown[*right] = json!(true);
            }
            for right in [
                "can_be_edited",
                "is_anonymous",
                "can_promote_members",
                "can_send_welcome_messages",
            ] {
                shown[right] = json!(false);
            }
        }
        Standing::Member => shown["status"] = json!("member"),
        Standing::Left => shown["status"] = json!("left"),
        Standing::Kicked => {
            shown["status"] = json!("kicked");
            shown["until_date"] = json!(0);
        }
    }
    shown
}

fn administrator_rights(kind: RoomKind) -> &'static [&'static str] {
    match kind {
        RoomKind::Channel => &[
            "can_manage_chat",
            "can_change_info",
            "can_post_messages",
            "can_edit_messages",
            "can_delete_messages",
            "can_invite_users",
            "can_restrict_members",
            "can_manage_video_chats",
            "can_post_stories",
            "can_edit_stories",
            "can_delete_stories",
        ],
        _ => &[
            "can_manage_chat",
            "can_change_info",
            "can_delete_messages",
            "can_invite_users",
            "can_restrict_members",
            "can_pin_messages",
            "can_manage_topics",
            "can_manage_video_chats",
            "can_post_stories",
            "can_edit_stories",
            "can_delete_stories",
        ],
    }
}

/// A message; the message it replies to is shown once, not in its turn.
pub(crate) fn message(world: &World, room: &Room, message: &Message, with_reply: bool) -> Value {
    let mut shown = Map::new();
    shown.insert("message_id".to_owned(), json!(message.id));
    if let Some(from) = message.from {
        shown.insert("from".to_owned(), user(world, from));
    }
    if let Some(sender) = message.sender_chat.and_then(|id| world.rooms.get(&id)) {
        shown.insert("sender_chat".to_owned(), chat(world, sender));
    }
    shown.insert("chat".to_owned(), chat(world, room));
    shown.insert("date".to_owned(), json!(message.date));
    if let Some(date) = message.edit_date {
        shown.insert("edit_date".to_owned(), json!(date));
    }
    if let Some(thread) = message.thread {
        shown.insert("message_thread_id".to_owned(), json!(thread));
        if room.is_forum {
            shown.insert("is_topic_message".to_owned(), json!(true));
        }
    }
    if let Some(replied) = message
        .reply_to
        .filter(|_| with_reply)
        .and_then(|id| room.messages.get(&id))
    {
        shown.insert(
            "reply_to_message".to_owned(),
            self::message(world, room, replied, false),
        );
    }
    body(world, &message.body, &mut shown);
    if let Some(preview) = &message.link_preview {
        shown.insert("link_preview_options".to_owned(), preview.clone());
    }
    if message.via_bot {
        shown.insert("via_bot".to_owned(), user(world, world.bot.id));
    }
    if let Some(markup) = message
        .markup
        .as_ref()
        .filter(|markup| markup.get("inline_keyboard").is_some())
    {
        shown.insert("reply_markup".to_owned(), markup.clone());
    }
    Value::Object(shown)
}

fn body(world: &World, body: &Body, shown: &mut Map<String, Value>) {
    match body {
        Body::Text(text) => formatted(world, text, ["text", "entities"], shown),
        Body::Media {
            kind,
            value,
            caption,
        } => {
            shown.insert((*kind).to_owned(), value.clone());
            if !caption.text.is_empty() {
                formatted(world, caption, ["caption", "caption_entities"], shown);
            }
        }
        Body::Service(fields) => shown.extend(fields.clone()),
    }
}

fn formatted(
    world: &World,
    text: &FormattedText,
    [name, entities]: [&str; 2],
    shown: &mut Map<String, Value>,
) {
    shown.insert(name.to_owned(), json!(text.text));
    if !text.entities.is_empty() {
        shown.insert(entities.to_owned(), entity_list(world, &text.entities));
    }
}

/// Entities as a list.
pub(crate) fn entity_list(world: &World, entities: &[Entity]) -> Value {
    entities
        .iter()
        .map(|entity| entity.to_json(|id| user(world, id)))
        .collect()
}

//! A raw update, kind by kind → what happened, in our words.
//!
//! Read from the JSON itself and not through types of the Bot API: Telegram adds kinds and fields several times a year,
//! and a strict type refuses a whole message for one of them. So only what concerns us is looked at; a person who uses
//! something newer still gets an answer.

use serde_json::Value;

use super::addressing::{self, Addressee, BotIdentity};
use super::door::TELEGRAM;
use super::render;
use crate::conversation::{Attachment, ChatKind, Event, Occasion, Role};
use crate::service::inbound::{Inbound, OfferQuery, Origin, Tap, UpdateKind};
use crate::sessions::{ChatKey, MessageId};

/// What a message can bring instead of a text. What Telegram sends twice for older readers stands first under its
/// newer name: a moving picture is also a document, a venue also a location.
const ATTACHMENTS: [(&str, Attachment); 17] = [
    ("sticker", Attachment::Sticker),
    ("dice", Attachment::Sticker),
    ("photo", Attachment::Photo),
    ("voice", Attachment::Voice),
    ("audio", Attachment::Voice),
    ("video_note", Attachment::Voice),
    ("video", Attachment::Video),
    ("animation", Attachment::Video),
    ("document", Attachment::Document),
    ("venue", Attachment::Location),
    ("location", Attachment::Location),
    ("contact", Attachment::Contact),
    ("game", Attachment::Other),
    ("poll", Attachment::Other),
    ("checklist", Attachment::Other),
    ("story", Attachment::Other),
    ("paid_media", Attachment::Other),
];

/// How the fields are named, or begin, by which Telegram tells that something happened to the chat and nobody said it.
const SERVICE: [&str; 32] = [
    "new_chat_",
    "left_chat_",
    "delete_chat_photo",
    "group_chat_created",
    "supergroup_chat_created",
    "channel_chat_created",
    "chat_owner_",
    "message_auto_delete_",
    "pinned_message",
    "chat_shared",
    "users_shared",
    "invoice",
    "successful_payment",
    "refunded_payment",
    "connected_website",
    "write_access_allowed",
    "passport_data",
    "proximity_alert_",
    "boost_added",
    "chat_background_set",
    "checklist_tasks_",
    "direct_message_price_",
    "paid_message_price_",
    "forum_topic_",
    "general_forum_topic_",
    "giveaway",
    "gift",
    "unique_gift",
    "suggested_post_",
    "video_chat_",
    "voice_chat_",
    "web_app_data",
];

/// Reads what somebody said.
pub(super) fn said(message: &Value, edited: bool, bot: &BotIdentity) -> UpdateKind {
    let Some(here) = chat(message) else {
        return UpdateKind::Nothing;
    };
    if let Some(to) = key(&message["migrate_to_chat_id"]) {
        return UpdateKind::Moved { from: here, to };
    }
    if let Some(from) = key(&message["migrate_from_chat_id"]) {
        return UpdateKind::Moved { from, to: here };
    }
    let kind = chat_kind(&message["chat"]);
    // An admin who hides behind the group: Telegram lets nobody else speak as the group itself.
    let is_anonymous_admin = key(&message["sender_chat"]["id"]) == Some(here);
    // Bots and channels that speak in a group are left alone.
    let is_from_person = is_anonymous_admin
        || (message.get("sender_chat").is_none() && message["from"]["is_bot"] != true);
    let is_reply_to_us = message["reply_to_message"]["from"]["id"].as_i64() == Some(bot.id);
    let (occasion, to) = occasion(message, edited, bot);
    let is_for_us = to == Addressee::Us || (is_reply_to_us && to != Addressee::AnotherBot);
    let event = Event {
        chat: kind,
        addressed: match kind {
            ChatKind::Private => true,
            ChatKind::Group => is_for_us && is_from_person,
            ChatKind::Channel => false,
        },
        role: if is_anonymous_admin {
            Role::Admin
        } else {
            role_by_chat(kind)
        },
        occasion,
    };
    let said = message["message_id"].as_i64().map(MessageId);
    let origin = Origin {
        thread: topic(message),
        said: said.filter(|_| kind == ChatKind::Group),
        ..Origin::of(here)
    };
    happened(event, origin, message)
}

/// Reads a pressed button.
pub(super) fn tap(query: &Value) -> UpdateKind {
    let Some(callback) = text(&query["id"]) else {
        return UpdateKind::Nothing;
    };
    let message = &query["message"];
    let Some(here) = chat(message) else {
        return UpdateKind::Answered(Box::new(render::answer_tap(&callback, None).into()));
    };
    let kind = chat_kind(&message["chat"]);
    let is_in_reach = message["date"].as_i64() != Some(0);
    let id = message["message_id"].as_i64().map(MessageId);
    let event = Event {
        chat: kind,
        addressed: true,
        role: role_by_chat(kind),
        occasion: Occasion::Tap(text(&query["data"]).unwrap_or_default()),
    };
    let origin = Origin {
        thread: topic(message),
        tap: Some(Tap {
            callback,
            message: id.filter(|_| is_in_reach),
        }),
        ..Origin::of(here)
    };
    happened(event, origin, query)
}

/// Reads what somebody types behind the bot's name.
pub(super) fn query(query: &Value) -> UpdateKind {
    let Some(id) = text(&query["id"]) else {
        return UpdateKind::Nothing;
    };
    UpdateKind::Query(OfferQuery {
        id,
        person: person(query),
        text: text(&query["query"]).unwrap_or_default(),
        offset: text(&query["offset"]).unwrap_or_default(),
    })
}

/// Reads that the bot itself was added, removed, blocked, or given other rights.
pub(super) fn membership(change: &Value) -> UpdateKind {
    let Some(here) = chat(change) else {
        return UpdateKind::Nothing;
    };
    let kind = chat_kind(&change["chat"]);
    let was = is_present(&change["old_chat_member"]);
    let is = is_present(&change["new_chat_member"]);
    let occasion = match (was, is) {
        (Some(false), Some(true)) if kind != ChatKind::Private => Occasion::Added,
        (Some(true), Some(false)) => Occasion::Removed,
        (None, _) | (_, None) => return UpdateKind::Nothing,
        _ => Occasion::Attachment(Attachment::Service),
    };
    let event = Event {
        chat: kind,
        addressed: true,
        role: role_by_chat(kind),
        occasion,
    };
    happened(event, Origin::of(here), change)
}

/// Tells whether a member is in the chat; nothing if that cannot be read.
fn is_present(member: &Value) -> Option<bool> {
    Some(match member["status"].as_str()? {
        "left" | "kicked" => false,
        "restricted" => member["is_member"] == true,
        _ => true,
    })
}

fn happened(event: Event, origin: Origin, by: &Value) -> UpdateKind {
    UpdateKind::Happened(Box::new(Inbound {
        event,
        origin,
        person: person(by),
    }))
}

/// What was said, and to whom as far as the words tell. Of what is changed later only a text is looked at.
fn occasion(message: &Value, edited: bool, bot: &BotIdentity) -> (Occasion, Addressee) {
    if let Some(text) = message["text"].as_str() {
        let said = addressing::read(text, bot);
        let occasion = match said.occasion {
            Occasion::Text(text) if edited => Occasion::Edited(text),
            Occasion::Command { .. } if edited => Occasion::Edited(text.to_owned()),
            occasion => occasion,
        };
        return (occasion, said.to);
    }
    let caption = message["caption"].as_str();
    let to = caption.map_or(Addressee::Anybody, |text| addressing::read(text, bot).to);
    let brought = ATTACHMENTS
        .into_iter()
        .find(|(field, _)| message.get(field).is_some());
    let occasion = match brought {
        _ if edited => Occasion::Attachment(Attachment::Service),
        Some((_, attachment)) => Occasion::Attachment(attachment),
        None if is_service(message) => Occasion::Attachment(Attachment::Service),
        None => Occasion::Unreadable,
    };
    (occasion, to)
}

fn is_service(message: &Value) -> bool {
    let mut fields = message.as_object().into_iter().flat_map(|map| map.keys());
    fields.any(|field| SERVICE.iter().any(|name| field.starts_with(name)))
}

fn chat(message: &Value) -> Option<ChatKey> {
    key(&message["chat"]["id"])
}

fn key(number: &Value) -> Option<ChatKey> {
    ChatKey::at(TELEGRAM, number.as_i64()?)
}

fn person(by: &Value) -> Option<i64> {
    by["from"]["id"].as_i64()
}

/// Unknown kinds count as groups, where nobody is answered unasked.
fn chat_kind(chat: &Value) -> ChatKind {
    match chat["type"].as_str() {
        Some("private") => ChatKind::Private,
        Some("channel") => ChatKind::Channel,
        _ => ChatKind::Group,
    }
}

/// What is known of a role without looking it up: in a private chat the person may do everything.
fn role_by_chat(chat: ChatKind) -> Role {
    match chat {
        ChatKind::Private => Role::Admin,
        ChatKind::Group | ChatKind::Channel => Role::Unknown,
    }
}

/// The topic that a message stands in; threads of replies outside forums are none.
fn topic(message: &Value) -> Option<i64> {
    let thread = message["message_thread_id"].as_i64();
    thread.filter(|_| message["is_topic_message"] == true)
}

fn text(value: &Value) -> Option<String> {
    value.as_str().map(str::to_owned)
}

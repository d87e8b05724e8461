//! A raw update, kind by kind → what happened, in our words.
//!
//! Read from the JSON itself and not through types of the Bot API: Telegram adds kinds and fields several times a year,
//! and a strict type refuses a whole message for one of them. So only what concerns us is looked at; a person who uses
//! something newer still gets an answer.

use serde_json::Value;

use super::addressing::{self, Addressee, BotIdentity};
use super::door::TELEGRAM;
use super::render;
use crate::conversation::{self, Attachment, ChatKind, Event, InReplyTo, Occasion, Role};
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

/// How the fields are named, or begin, by which Telegram tells that something happened to the chat and nobody said it;
/// beside those that end in [`HAPPENED`].
const SERVICE: [&str; 15] = [
    "new_chat_",
    "left_chat_",
    "delete_chat_photo",
    "pinned_message",
    "invoice",
    "successful_payment",
    "refunded_payment",
    "connected_website",
    "passport_data",
    "giveaway",
    "gift",
    "unique_gift",
    "suggested_post_",
    "video_chat_",
    "web_app_data",
];

/// How the names of such fields end: `…_created`, `…_changed`, `…_sent`. Telegram names new kinds the same way.
const HAPPENED: [&str; 8] = [
    "ed",
    "_sent",
    "_paid",
    "_set",
    "_done",
    "_left",
    "_hidden",
    "_unhidden",
];

/// The fields of a rich message that hold words in one line, and those that hold parts below each other.
const WORDS: [&str; 4] = ["title", "summary", "text", "caption"];
const PARTS: [&str; 4] = ["blocks", "items", "rows", "cells"];

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
    let speaks_as_channel = message.get("sender_chat").is_some();
    let is_from_person =
        is_anonymous_admin || !speaks_as_channel && message["from"]["is_bot"] != true;
    let is_reply_to_us = message["reply_to_message"]["from"]["id"].as_i64() == Some(bot.id);
    let (occasion, to) = occasion(message, edited, bot);
    let is_for_us = match to {
        Addressee::Us => true,
        Addressee::AnotherBot => false,
        Addressee::AnyBot => is_reply_to_us || is_known(&occasion),
        Addressee::Anybody => is_reply_to_us && !is_reaction(&occasion),
    };
    // Somebody who speaks in the name of a channel and calls us; what a channel posts comes here by itself.
    let calls_as_channel =
        speaks_as_channel && to == Addressee::Us && message["is_automatic_forward"] != true;
    let event = Event {
        moving: crate::conversation::Moving::default(),
        chat: kind,
        addressed: match kind {
            ChatKind::Private => true,
            ChatKind::Group => is_for_us && (is_from_person || calls_as_channel),
            ChatKind::Channel => false,
        },
        reply: InReplyTo {
            words: replied_words(message, bot),
            is_all: kind == ChatKind::Group && to == Addressee::Anybody,
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
    if message["chat"]["is_direct_messages"] == true {
        return apart(event, origin, message);
    }
    happened(event, origin, message)
}

/// Among the direct messages of a channel everybody is in one chat: what is kept of it would be everybody's. Whoever calls
/// us there is asked to write to us alone.
fn apart(event: Event, origin: Origin, message: &Value) -> UpdateKind {
    if !event.addressed {
        return UpdateKind::Nothing;
    }
    UpdateKind::Declined {
        origin: Origin {
            direct: message["direct_messages_topic"]["topic_id"].as_i64(),
            ..origin
        },
        replies: conversation::write_alone(),
    }
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
        moving: crate::conversation::Moving::default(),
        chat: kind,
        addressed: true,
        reply: InReplyTo::default(),
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
        moving: crate::conversation::Moving::default(),
        chat: kind,
        addressed: true,
        reply: InReplyTo::default(),
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
        giver: None,
    }))
}

/// What was said, and to whom as far as the words tell. Of what is changed later only the words are looked at.
fn occasion(message: &Value, edited: bool, bot: &BotIdentity) -> (Occasion, Addressee) {
    // What somebody chose from our own offer and posted is our word, not a question.
    if message["via_bot"]["id"].as_i64() == Some(bot.id) {
        return (
            Occasion::Attachment(Attachment::Service),
            Addressee::Anybody,
        );
    }
    if let Some(text) = words(message) {
        let said = addressing::read(&text, bot);
        let occasion = match said.occasion {
            Occasion::Text(text) if edited => Occasion::Edited(text),
            Occasion::Command { .. } if edited => Occasion::Edited(text),
            occasion => occasion,
        };
        return (occasion, said.to);
    }
    let brought = ATTACHMENTS
        .into_iter()
        .find(|(field, _)| message.get(field).is_some());
    let occasion = match brought {
        _ if edited => Occasion::Attachment(Attachment::Service),
        Some((_, attachment)) => Occasion::Attachment(attachment),
        None if is_service(message) => Occasion::Attachment(Attachment::Service),
        None => Occasion::Unreadable,
    };
    (occasion, Addressee::Anybody)
}

/// The words of a message, wherever they stand: its text, what stands under a picture, the blocks of a rich message.
fn words(message: &Value) -> Option<String> {
    if let Some(text) = text(&message["text"]) {
        return Some(text);
    }
    let mut found = String::new();
    collect(&message["caption"], &mut found);
    collect(&message["rich_message"], &mut found);
    (!found.trim().is_empty()).then_some(found)
}

/// The words that a reply points at: the part that is quoted, else what somebody else said.
fn replied_words(message: &Value, bot: &BotIdentity) -> Option<String> {
    let quoted = text(&message["quote"]["text"]);
    let other = &message["reply_to_message"];
    let is_ours = other["from"]["id"].as_i64() == Some(bot.id);
    quoted.or_else(|| words(other).filter(|_| !is_ours))
}

/// Collects the words of a part of a rich message, each block on a line of its own.
fn collect(part: &Value, found: &mut String) {
    match part {
        Value::String(text) => found.push_str(text),
        Value::Array(parts) => parts.iter().for_each(|part| collect(part, found)),
        Value::Object(fields) => {
            let inline = WORDS.iter().filter_map(|name| fields.get(*name));
            inline.for_each(|part| collect(part, found));
            let parts = PARTS
                .iter()
                .filter_map(|name| fields.get(*name)?.as_array());
            for part in parts.flatten() {
                if !found.is_empty() && !found.ends_with('\n') {
                    found.push('\n');
                }
                collect(part, found);
            }
        }
        _ => {}
    }
}

/// Tells whether a command that names no bot is one of ours; in a group with other bots it may be theirs.
fn is_known(occasion: &Occasion) -> bool {
    matches!(occasion, Occasion::Command { name, .. } if conversation::knows_command(name))
}

/// Tells whether a reply says nothing that could be answered: "👍", a sticker.
fn is_reaction(occasion: &Occasion) -> bool {
    match occasion {
        Occasion::Text(text) | Occasion::Edited(text) => !text.contains(char::is_alphanumeric),
        Occasion::Attachment(attachment) => *attachment == Attachment::Sticker,
        _ => false,
    }
}

fn is_service(message: &Value) -> bool {
    let mut fields = message.as_object().into_iter().flat_map(|map| map.keys());
    fields.any(|field| {
        SERVICE.iter().any(|name| field.starts_with(name))
            || HAPPENED.iter().any(|ending| field.ends_with(ending))
    })
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

//! Taps, and updates that teloxide's types cannot read, understood as far as they hold a chat and a text.
//!
//! Telegram adds kinds and fields several times a year; a person who uses one must still get an answer.

use serde_json::Value;

use super::addressing::{self, Addressee, Identity};
use super::messages::role_by_chat;
use crate::conversation::{ChatKind, Event, Occasion, Role};
use crate::service::inbound::{Happening, InlineQuery, Origin, Tap, What};
use crate::sessions::{ChatKey, MessageId};

/// Reads what can be read of an update.
pub(super) fn read(update: &Value, bot: &Identity) -> What {
    if let Some(query) = update.get("callback_query") {
        return tap(query);
    }
    if let Some(query) = update.get("inline_query") {
        return asked(query);
    }
    for kind in ["message", "edited_message", "channel_post"] {
        if let Some(message) = update.get(kind) {
            return happened(message, kind == "edited_message", bot);
        }
    }
    What::Nothing
}

fn happened(message: &Value, edited: bool, bot: &Identity) -> What {
    let Some(key) = chat(message) else {
        return What::Nothing;
    };
    if let Some(to) = message["migrate_to_chat_id"].as_i64() {
        let to = ChatKey::new(to);
        return What::Moved { from: key, to };
    }
    if let Some(from) = message["migrate_from_chat_id"].as_i64() {
        let from = ChatKey::new(from);
        return What::Moved { from, to: key };
    }
    let kind = chat_kind(&message["chat"]);
    let anonymous_admin = message["sender_chat"]["id"].as_i64() == Some(key.id());
    let from_person = anonymous_admin
        || (message.get("sender_chat").is_none() && message["from"]["is_bot"] != true);
    let reply_to_us = message["reply_to_message"]["from"]["id"].as_i64() == Some(bot.id);
    let (occasion, to) = match message["text"].as_str() {
        Some(text) => {
            let said = addressing::read(text, bot);
            match said.occasion {
                Occasion::Text(text) if edited => (Occasion::Edited(text), said.to),
                _ if edited => (Occasion::Edited(text.to_owned()), said.to),
                occasion => (occasion, said.to),
            }
        }
        None => (Occasion::Unreadable, Addressee::Anybody),
    };
    let for_us = to == Addressee::Us || (reply_to_us && to != Addressee::AnotherBot);
    let said = message["message_id"].as_i64().map(MessageId);
    What::Happened(Box::new(Happening {
        event: Event {
            chat: kind,
            addressed: match kind {
                ChatKind::Private => true,
                ChatKind::Group => for_us && from_person,
                ChatKind::Channel => false,
            },
            role: if anonymous_admin {
                Role::Admin
            } else {
                role_by_chat(kind)
            },
            occasion,
        },
        origin: Origin {
            chat: key,
            thread: topic(message),
            tap: None,
            said: said.filter(|_| kind == ChatKind::Group),
        },
        person: message["from"]["id"].as_i64(),
    }))
}

fn asked(query: &Value) -> What {
    let Some(id) = text(&query["id"]) else {
        return What::Nothing;
    };
    What::InlineQuery(InlineQuery {
        id,
        person: query["from"]["id"].as_i64(),
        text: text(&query["query"]).unwrap_or_default(),
        offset: text(&query["offset"]).unwrap_or_default(),
    })
}

/// Reads a pressed button.
pub(super) fn tap(query: &Value) -> What {
    let Some(callback) = text(&query["id"]) else {
        return What::Nothing;
    };
    let message = &query["message"];
    let Some(key) = chat(message) else {
        return What::StrayTap(callback);
    };
    let kind = chat_kind(&message["chat"]);
    let accessible = message["date"].as_i64() != Some(0);
    let id = message["message_id"].as_i64().map(MessageId);
    What::Happened(Box::new(Happening {
        event: Event {
            chat: kind,
            addressed: true,
            role: role_by_chat(kind),
            occasion: Occasion::Tap(text(&query["data"]).unwrap_or_default()),
        },
        origin: Origin {
            chat: key,
            thread: topic(message),
            tap: Some(Tap {
                callback,
                message: id.filter(|_| accessible),
            }),
            said: None,
        },
        person: query["from"]["id"].as_i64(),
    }))
}

fn chat(message: &Value) -> Option<ChatKey> {
    message["chat"]["id"].as_i64().map(ChatKey::new)
}

/// Unknown kinds count as groups, where nobody is answered unasked.
fn chat_kind(chat: &Value) -> ChatKind {
    match chat["type"].as_str() {
        Some("private") => ChatKind::Private,
        Some("channel") => ChatKind::Channel,
        _ => ChatKind::Group,
    }
}

fn topic(message: &Value) -> Option<i64> {
    let thread = message["message_thread_id"].as_i64();
    thread.filter(|_| message["is_topic_message"] == true)
}

fn text(value: &Value) -> Option<String> {
    value.as_str().map(str::to_owned)
}

//! A raw update → [`Incoming`], each alone: one strange update never harms its neighbours.
//!
//! Reading goes through teloxide's types; what they cannot read (newer kinds, unknown markings) is read from the raw
//! value as far as it holds a chat and a text ([`super::raw`]). Total: whatever comes in, something comes out.

use serde_json::Value;
use teloxide::types::{
    CallbackQuery, ChatMemberUpdated, MaybeInaccessibleMessage, Message, Update, UpdateKind,
};

use super::addressing::Identity;
use super::incoming::{Happening, Incoming, Origin, Tap, What};
use super::{messages, raw};
use crate::conversation::{Attachment, ChatKind, Event, Occasion};
use crate::sessions::{ChatKey, MessageId, UpdateId};

/// The kinds of updates we ask Telegram for.
pub const ALLOWED: [&str; 6] = [
    "message",
    "edited_message",
    "channel_post",
    "callback_query",
    "inline_query",
    "my_chat_member",
];

/// Reads one update.
pub fn read(value: &Value, bot: &Identity) -> Incoming {
    let id = value.get("update_id").and_then(Value::as_i64).map(UpdateId);
    let what = match parse(value) {
        Some(kind) => convert(kind, value, bot),
        None => raw::read(value, bot),
    };
    Incoming { id, what }
}

/// Reads with teloxide's types; the id, of which they are particular, is not their concern here.
fn parse(value: &Value) -> Option<UpdateKind> {
    let mut value = value.clone();
    *value.get_mut("update_id")? = Value::from(0);
    serde_json::from_value::<Update>(value)
        .ok()
        .map(|update| update.kind)
}

fn convert(kind: UpdateKind, value: &Value, bot: &Identity) -> What {
    match kind {
        UpdateKind::Message(message) => happened(&message, &value["message"], false, bot),
        UpdateKind::EditedMessage(message) => {
            happened(&message, &value["edited_message"], true, bot)
        }
        UpdateKind::ChannelPost(message) => happened(&message, &value["channel_post"], false, bot),
        UpdateKind::CallbackQuery(query) => tap(query),
        UpdateKind::InlineQuery(query) => What::InlineQuery(query.id.0),
        UpdateKind::MyChatMember(change) => membership(&change),
        UpdateKind::Error(_) => raw::read(value, bot),
        _ => What::Nothing,
    }
}

fn happened(message: &Message, value: &Value, edited: bool, bot: &Identity) -> What {
    let here = ChatKey::new(message.chat.id.0);
    if let Some(to) = message.migrate_to_chat_id() {
        let to = ChatKey::new(to.0);
        return What::Moved { from: here, to };
    }
    if let Some(from) = message.migrate_from_chat_id() {
        let from = ChatKey::new(from.0);
        return What::Moved { from, to: here };
    }
    What::Happened(Box::new(messages::read(message, value, edited, bot)))
}

fn tap(query: CallbackQuery) -> What {
    let Some(message) = query.message else {
        return What::StrayTap(query.id.0);
    };
    let thread = message.regular_message().and_then(messages::topic);
    let editable = match &message {
        MaybeInaccessibleMessage::Regular(message) => Some(MessageId(i64::from(message.id.0))),
        MaybeInaccessibleMessage::Inaccessible(_) => None,
    };
    let chat = messages::chat_kind(message.chat());
    What::Happened(Box::new(Happening {
        event: Event {
            chat,
            addressed: true,
            role: messages::role_by_chat(chat),
            occasion: Occasion::Tap(query.data.unwrap_or_default()),
        },
        origin: Origin {
            chat: ChatKey::new(message.chat().id.0),
            thread,
            tap: Some(Tap {
                callback: query.id.0,
                message: editable,
            }),
            said: None,
        },
        person: i64::try_from(query.from.id.0).ok(),
    }))
}

/// The bot itself was added, removed, blocked, or given other rights.
fn membership(change: &ChatMemberUpdated) -> What {
    let chat = messages::chat_kind(&change.chat);
    let was = change.old_chat_member.is_present();
    let is = change.new_chat_member.is_present();
    let occasion = match (was, is) {
        (false, true) if chat != ChatKind::Private => Occasion::Added,
        (true, false) => Occasion::Removed,
        _ => Occasion::Attachment(Attachment::Service),
    };
    What::Happened(Box::new(Happening {
        event: Event {
            chat,
            addressed: true,
            role: messages::role_by_chat(chat),
            occasion,
        },
        origin: Origin {
            chat: ChatKey::new(change.chat.id.0),
            thread: None,
            tap: None,
            said: None,
        },
        person: i64::try_from(change.from.id.0).ok(),
    }))
}

//! A raw update → [`Incoming`], each alone: one strange update never harms its neighbours.
//!
//! Reading goes through teloxide's types; what they cannot read (newer kinds, unknown markings) is read from the raw
//! value as far as it holds a chat and a text ([`super::raw`]). Total: whatever comes in, something comes out.

use serde::Deserialize;
use serde_json::Value;
use teloxide::types::{
    CallbackQuery, ChatMemberUpdated, InlineQuery, MaybeInaccessibleMessage, Message,
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
pub fn read(update: &Value, bot: &Identity) -> Incoming {
    let id = update
        .get("update_id")
        .and_then(Value::as_i64)
        .map(UpdateId);
    let what = convert(update, bot).unwrap_or_else(|| raw::read(update, bot));
    Incoming { id, what }
}

/// Reads with teloxide's types, each kind by itself: its `Update` reads nothing from a `Value` whose keys are owned,
/// and is particular about ids, which are not its concern here.
fn convert(update: &Value, bot: &Identity) -> Option<What> {
    for (kind, edited) in [
        ("message", false),
        ("edited_message", true),
        ("channel_post", false),
    ] {
        if let Some(value) = update.get(kind) {
            return Some(happened(&parse(value)?, value, edited, bot));
        }
    }
    if let Some(query) = update.get("callback_query") {
        return Some(tap(parse(query)?));
    }
    if let Some(query) = update.get("inline_query") {
        return Some(What::InlineQuery(parse::<InlineQuery>(query)?.id.0));
    }
    Some(membership(&parse(update.get("my_chat_member")?)?))
}

fn parse<'a, T: Deserialize<'a>>(value: &'a Value) -> Option<T> {
    T::deserialize(value).ok()
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

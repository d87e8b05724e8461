//! A message as teloxide reads it → what happened, in our words.

use serde_json::Value;
use teloxide::types::{Chat, MediaKind, Message, MessageCommon, MessageKind};

use super::addressing::{self, Addressee, Identity};
use crate::conversation::{Attachment, ChatKind, Event, Occasion, Role};
use crate::service::inbound::{Happening, Origin};
use crate::sessions::{ChatKey, MessageId};

/// Reads a message; `value` is the same message raw.
pub(super) fn read(message: &Message, value: &Value, edited: bool, bot: &Identity) -> Happening {
    let chat = chat_kind(&message.chat);
    let (occasion, to) = occasion(message, value, edited, bot);
    let for_us = to == Addressee::Us || is_reply_to_us(message, bot);
    let addressed = match chat {
        ChatKind::Private => true,
        ChatKind::Group => to != Addressee::AnotherBot && for_us && is_from_person(message),
        ChatKind::Channel => false,
    };
    let said = (chat == ChatKind::Group).then_some(MessageId(i64::from(message.id.0)));
    Happening {
        event: Event {
            chat,
            addressed,
            role: role(message, chat),
            occasion,
        },
        origin: Origin {
            chat: ChatKey::new(message.chat.id.0),
            thread: topic(message),
            tap: None,
            said,
        },
        person: message
            .from
            .as_ref()
            .and_then(|person| i64::try_from(person.id.0).ok()),
    }
}

/// The topic that a message stands in; threads of replies outside forums are none.
fn topic(message: &Message) -> Option<i64> {
    let thread = message.thread_id.filter(|_| message.is_topic_message)?;
    Some(i64::from(thread.0.0))
}

/// What kind of chat it is.
pub(super) fn chat_kind(chat: &Chat) -> ChatKind {
    if chat.is_private() {
        ChatKind::Private
    } else if chat.is_channel() {
        ChatKind::Channel
    } else {
        ChatKind::Group
    }
}

/// What is known of a role without looking it up: in a private chat the person may do everything.
pub(super) fn role_by_chat(chat: ChatKind) -> Role {
    match chat {
        ChatKind::Private => Role::Admin,
        ChatKind::Group | ChatKind::Channel => Role::Unknown,
    }
}

fn role(message: &Message, chat: ChatKind) -> Role {
    if is_anonymous_admin(message) {
        return Role::Admin;
    }
    role_by_chat(chat)
}

/// An admin who hides behind the group: Telegram lets nobody else speak as the group itself.
fn is_anonymous_admin(message: &Message) -> bool {
    let behind = message.sender_chat.as_ref().map(|sender| sender.id);
    behind == Some(message.chat.id)
}

/// Bots and channels that speak in a group are left alone.
fn is_from_person(message: &Message) -> bool {
    if message.sender_chat.is_some() {
        return is_anonymous_admin(message);
    }
    message.from.as_ref().is_some_and(|sender| !sender.is_bot)
}

fn is_reply_to_us(message: &Message, bot: &Identity) -> bool {
    let target = message
        .reply_to_message()
        .and_then(|target| target.from.as_ref());
    target.is_some_and(|author| i64::try_from(author.id.0) == Ok(bot.id))
}

fn occasion(
    message: &Message,
    value: &Value,
    edited: bool,
    bot: &Identity,
) -> (Occasion, Addressee) {
    // What teloxide cannot read it calls empty; a text with a marking it does not know is still a text.
    if let Some(text) = message.text().or_else(|| value["text"].as_str()) {
        let said = addressing::read(text, bot);
        let occasion = match said.occasion {
            Occasion::Text(text) if edited => Occasion::Edited(text),
            Occasion::Command { .. } if edited => Occasion::Edited(text.to_owned()),
            occasion => occasion,
        };
        return (occasion, said.to);
    }
    let caption = message
        .caption()
        .map(|caption| addressing::read(caption, bot).to);
    let to = caption.unwrap_or(Addressee::Anybody);
    let occasion = match &message.kind {
        _ if edited => Occasion::Attachment(Attachment::Service),
        MessageKind::Common(common) => Occasion::Attachment(attachment(common)),
        MessageKind::Dice(_) => Occasion::Attachment(Attachment::Sticker),
        MessageKind::Empty {} => Occasion::Unreadable,
        _ => Occasion::Attachment(Attachment::Service),
    };
    (occasion, to)
}

fn attachment(message: &MessageCommon) -> Attachment {
    match &message.media_kind {
        MediaKind::Sticker(_) => Attachment::Sticker,
        MediaKind::Photo(_) => Attachment::Photo,
        MediaKind::Voice(_) | MediaKind::Audio(_) | MediaKind::VideoNote(_) => Attachment::Voice,
        MediaKind::Video(_) | MediaKind::Animation(_) => Attachment::Video,
        MediaKind::Document(_) => Attachment::Document,
        MediaKind::Location(_) | MediaKind::Venue(_) => Attachment::Location,
        MediaKind::Contact(_) => Attachment::Contact,
        MediaKind::Migration(_) => Attachment::Service,
        _ => Attachment::Other,
    }
}

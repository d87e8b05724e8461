//! What a person sees: the screen as it is now, and the conversation as it went.

use std::fmt;

use serde::Serialize;
use serde_json::Value;

use crate::entities::Entity;
use crate::world::{Body, Message, Room, World};

/// Something that happened in a chat, in the order in which it happened.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(tag = "happening", rename_all = "snake_case")]
#[expect(missing_docs, reason = "the fields say it")]
pub enum Happening {
    /// A person wrote or sent something.
    Said {
        by: String,
        text: String,
        message_id: i32,
    },
    /// A person tapped a button.
    Tapped {
        by: String,
        label: String,
        message_id: i32,
    },
    /// The bot sent a message.
    Sent { message: ShownMessage },
    /// The bot edited a message of its own.
    Edited { message: ShownMessage },
    /// The bot answered a tap, perhaps with a few words over the chat or a box to be closed.
    TapAnswered { text: String, is_alert: bool },
    /// Somebody came, went or changed something.
    Noticed { text: String },
}

/// A chat as it lies before a person: the messages that are still there, in their last state.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Screen {
    /// The messages, oldest first.
    pub messages: Vec<ShownMessage>,
}

/// One message on a screen.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ShownMessage {
    /// Its id in the chat.
    pub id: i32,
    /// Who wrote it.
    pub from: String,
    /// Whether the bot wrote it.
    pub is_by_bot: bool,
    /// The text or the caption, without marks.
    pub text: String,
    /// The entities over the text.
    #[serde(skip)]
    pub entities: Vec<Entity>,
    /// `photo`, `document`, `sticker` and so on, if it is not just text.
    pub media: Option<String>,
    /// The inline buttons, row by row.
    pub buttons: Vec<Vec<ShownButton>>,
    /// The message it replies to.
    pub reply_to: Option<i32>,
    /// The topic it stands in.
    pub thread: Option<i32>,
    /// Whether it was edited.
    pub is_edited: bool,
}

/// A button under a message.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ShownButton {
    /// What is written on it.
    pub label: String,
    /// What a tap sends to the bot.
    pub data: Option<String>,
    /// The address it opens.
    pub url: Option<String>,
}

impl Happening {
    /// Leaves only that something happened.
    pub(crate) fn empty(&mut self) {
        *self = Self::Noticed {
            text: String::new(),
        };
    }

    pub(crate) fn is_by_bot(&self) -> bool {
        matches!(
            self,
            Self::Sent { .. } | Self::Edited { .. } | Self::TapAnswered { .. }
        )
    }
}

impl Screen {
    /// The newest message of the bot.
    pub fn last(&self) -> Option<&ShownMessage> {
        self.messages.iter().rfind(|message| message.is_by_bot)
    }

    /// The text of the bot's newest message, empty if there is none.
    pub fn text(&self) -> &str {
        self.last().map_or("", |message| &message.text)
    }

    /// The labels under the bot's newest message.
    pub fn labels(&self) -> Vec<&str> {
        self.last().map(ShownMessage::labels).unwrap_or_default()
    }

    /// The newest message with a button of this label.
    pub fn button(&self, label: &str) -> Option<(&ShownMessage, &ShownButton)> {
        self.messages
            .iter()
            .rev()
            .find_map(|message| Some((message, message.button(label)?)))
    }
}

impl ShownMessage {
    /// The labels of all buttons, row after row.
    pub fn labels(&self) -> Vec<&str> {
        self.buttons
            .iter()
            .flatten()
            .map(|button| button.label.as_str())
            .collect()
    }

    /// The button with this label.
    pub fn button(&self, label: &str) -> Option<&ShownButton> {
        self.buttons
            .iter()
            .flatten()
            .find(|button| button.label == label)
    }

    pub(crate) fn of(world: &World, message: &Message) -> Self {
        let is_by_bot = message.from == Some(world.bot.id);
        let from = message
            .from
            .or(message.sender_chat)
            .map(|id| world.user_name(id))
            .unwrap_or_default();
        let (text, media) = match &message.body {
            Body::Text(text) => (text.clone(), None),
            Body::Media { kind, caption, .. } => (caption.clone(), Some((*kind).to_owned())),
            Body::Service(fields) => (Default::default(), fields.keys().next().cloned()),
        };
        Self {
            id: message.id,
            from,
            is_by_bot,
            text: text.text,
            entities: text.entities,
            media,
            buttons: message.markup.as_ref().map(buttons).unwrap_or_default(),
            reply_to: message.reply_to,
            thread: message.thread,
            is_edited: message.edit_date.is_some(),
        }
    }
}

fn buttons(markup: &Value) -> Vec<Vec<ShownButton>> {
    let field =
        |button: &Value, name: &str| button.get(name).and_then(Value::as_str).map(str::to_owned);
    let shown = |button: &Value| ShownButton {
        label: field(button, "text").unwrap_or_default(),
        data: field(button, "callback_data"),
        url: field(button, "url"),
    };
    let rows = markup.get("inline_keyboard").and_then(Value::as_array);
    let row = |row: &Value| {
        row.as_array()
            .map(|row| row.iter().map(shown).collect())
            .unwrap_or_default()
    };
    rows.map(|rows| rows.iter().map(row).collect())
        .unwrap_or_default()
}

/// What is written on the button of a message that carries this data.
pub(crate) fn label<'a>(message: &'a Message, data: &str) -> Option<&'a str> {
    let rows = message
        .markup
        .as_ref()?
        .get("inline_keyboard")?
        .as_array()?;
    let mut buttons = rows.iter().filter_map(Value::as_array).flatten();
    let carries =
        |button: &&Value| button.get("callback_data").and_then(Value::as_str) == Some(data);
    buttons.find(carries)?.get("text")?.as_str()
}

/// The screen of a chat, or of one topic of it.
pub(crate) fn screen(world: &World, room: &Room, thread: Option<i32>) -> Screen {
    let here = |message: &&Message| thread.is_none() || message.thread == thread;
    let messages = room
        .messages
        .values()
        .filter(here)
        .map(|message| ShownMessage::of(world, message))
        .collect();
    Screen { messages }
}

impl fmt::Display for Screen {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        for message in &self.messages {
            if !message.is_by_bot {
                write!(out, "{}: ", message.from)?;
            }
            writeln!(out, "{message}")?;
        }
        Ok(())
    }
}

impl fmt::Display for ShownMessage {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(media) = &self.media {
            write!(out, "({media}) ")?;
        }
        write!(out, "{}", self.text)?;
        for row in &self.buttons {
            let labels: Vec<_> = row
                .iter()
                .map(|button| format!("[{}]", button.label))
                .collect();
            write!(out, "\n{}", labels.join(" "))?;
        }
        Ok(())
    }
}

impl fmt::Display for Happening {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Said { text, .. } => write!(out, "> {text}"),
            Self::Tapped { label, .. } => write!(out, "> [{label}]"),
            Self::Sent { message } => write!(out, "{message}"),
            Self::Edited { message } => write!(out, "(edited) {message}"),
            Self::TapAnswered {
                text,
                is_alert: true,
            } => write!(out, "(alert) {text}"),
            Self::TapAnswered { text, .. } => write!(out, "(toast) {text}"),
            Self::Noticed { text } => write!(out, "({text})"),
        }
    }
}

/// The conversation as it went; silent answers to taps are left out.
pub(crate) fn transcript(happenings: &[Happening]) -> String {
    let is_seen = |happening: &&Happening| !matches!(happening, Happening::TapAnswered { text, .. } if text.is_empty());
    let lines: Vec<String> = happenings
        .iter()
        .filter(is_seen)
        .map(ToString::to_string)
        .collect();
    lines.join("\n")
}

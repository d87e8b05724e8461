//! Formatted text as Telegram keeps it: plain text and entities over it.
//!
//! Offsets and lengths count UTF-16 units. Parsing (`html`) gives the entities as written;
//! `settle` then does what the server does before it stores a message: control characters, nesting rules,
//! trimming. `detect` finds what Telegram marks by itself in what people type. The judge in `tests/judges`
//! holds the parsers and `settle` against Telegram's own code.

pub mod detect;
mod html;
pub(crate) mod link;
mod scan;
mod settle;
mod styles;

use serde::Serialize;
use serde_json::{Value, json};

pub(crate) use settle::fit;
pub use settle::settle;

/// Text with its entities.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FormattedText {
    /// The plain text.
    pub text: String,
    /// The entities, sorted by offset.
    pub entities: Vec<Entity>,
}

/// One entity over a piece of text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entity {
    /// Where it begins, in UTF-16 units.
    pub offset: usize,
    /// How long it is, in UTF-16 units.
    pub length: usize,
    /// What it marks.
    pub kind: EntityKind,
}

/// What an entity marks.
#[derive(Clone, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "the names are those of the Bot API")]
pub enum EntityKind {
    Mention,
    Hashtag,
    BotCommand,
    Url,
    Email,
    Bold,
    Italic,
    Underline,
    Strikethrough,
    Spoiler,
    Blockquote,
    ExpandableBlockquote,
    Code,
    Pre,
    /// A block of code that names its language.
    PreCode(String),
    TextLink(String),
    TextMention(i64),
    CustomEmoji(i64),
    DateTime {
        unix_time: i32,
        format: String,
    },
}

/// How a text says what is bold and what is a link.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[expect(missing_docs, reason = "the names are those of the Bot API")]
pub enum ParseMode {
    Html,
}

impl ParseMode {
    /// Reads the Bot API parameter; the inner `None` means plain text.
    pub fn from_parameter(name: &str) -> Result<Option<Self>, String> {
        match name.to_ascii_lowercase().as_str() {
            "" | "none" => Ok(None),
            "html" => Ok(Some(Self::Html)),
            _ => Err("Unsupported parse_mode".to_owned()),
        }
    }
}

/// Reads a text in the given mode, with the error messages of the real server.
pub fn parse(text: &str, mode: ParseMode) -> Result<FormattedText, String> {
    let parsed = match mode {
        ParseMode::Html => html::parse(text),
    };
    parsed.map_err(|problem| format!("Can't parse entities: {problem}"))
}

/// Counts the UTF-16 units of a text.
pub fn utf16_length(text: &str) -> usize {
    text.chars().map(char::len_utf16).sum()
}

/// Cuts a piece out of a text by UTF-16 offsets; what lies outside is left out.
pub fn utf16_slice(text: &str, offset: usize, length: usize) -> String {
    let mut at = 0;
    let mut piece = String::new();
    for character in text.chars() {
        if at >= offset && at < offset + length {
            piece.push(character);
        }
        at += character.len_utf16();
    }
    piece
}

impl Entity {
    pub(crate) fn new(kind: EntityKind, offset: usize, length: usize) -> Self {
        Self {
            offset,
            length,
            kind,
        }
    }

    pub(crate) fn end(&self) -> usize {
        self.offset + self.length
    }

    /// Shows the entity as the Bot API does; `user` describes a mentioned person.
    pub fn to_json(&self, user: impl FnOnce(i64) -> Value) -> Value {
        let mut shown =
            json!({"offset": self.offset, "length": self.length, "type": self.kind.name()});
        match &self.kind {
            EntityKind::PreCode(language) => shown["language"] = json!(language),
            EntityKind::TextLink(url) => shown["url"] = json!(url),
            EntityKind::TextMention(id) => shown["user"] = user(*id),
            EntityKind::CustomEmoji(id) => shown["custom_emoji_id"] = json!(id.to_string()),
            EntityKind::DateTime { unix_time, format } => {
                shown["unix_time"] = json!(unix_time);
                if !format.is_empty() {
                    shown["date_time_format"] = json!(format);
                }
            }
            _ => {}
        }
        shown
    }
}

impl EntityKind {
    /// The name of the kind in the Bot API.
    pub fn name(&self) -> &'static str {
        match self {
            Self::Mention => "mention",
            Self::Hashtag => "hashtag",
            Self::BotCommand => "bot_command",
            Self::Url => "url",
            Self::Email => "email",
            Self::Bold => "bold",
            Self::Italic => "italic",
            Self::Underline => "underline",
            Self::Strikethrough => "strikethrough",
            Self::Spoiler => "spoiler",
            Self::Blockquote => "blockquote",
            Self::ExpandableBlockquote => "expandable_blockquote",
            Self::Code => "code",
            Self::Pre | Self::PreCode(_) => "pre",
            Self::TextLink(_) => "text_link",
            Self::TextMention(_) => "text_mention",
            Self::CustomEmoji(_) => "custom_emoji",
            Self::DateTime { .. } => "date_time",
        }
    }

    /// Which of two entities over the same piece comes first.
    fn priority(&self) -> u8 {
        match self {
            Self::Blockquote | Self::ExpandableBlockquote => 0,
            Self::PreCode(_) => 10,
            Self::Pre => 11,
            Self::Code => 20,
            Self::DateTime { .. } => 30,
            Self::TextLink(_) | Self::TextMention(_) => 49,
            Self::Mention | Self::Hashtag | Self::BotCommand | Self::Url | Self::Email => 50,
            Self::Bold => 90,
            Self::Italic => 91,
            Self::Underline => 92,
            Self::Strikethrough => 93,
            Self::Spoiler => 94,
            Self::CustomEmoji(_) => 99,
        }
    }
}

/// Sorts as Telegram does: by offset, the longer first, then by kind.
pub(crate) fn sort(entities: &mut [Entity]) {
    entities.sort_by_key(|entity| {
        (
            entity.offset,
            usize::MAX - entity.length,
            entity.kind.priority(),
        )
    });
}

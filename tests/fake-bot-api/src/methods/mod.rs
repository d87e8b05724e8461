//! The methods the fake serves, each with the parameters it knows.
//!
//! Unknown parameters are ignored by the real server; here they also mark the call as malformed, and so do
//! values of the wrong kind. `getUpdates` is served by the server itself, because it waits.

mod answering;
mod chats;
mod editing;
pub(crate) mod inline;
mod profile;
mod sending;
mod webhook;

use serde_json::{Map, Value};

use crate::answer::Answer;
use crate::args::Args;
use crate::rates::Weight;
use crate::world::World;

/// What a parameter has to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    Int,
    Flag,
    Text,
    Chat,
    Json,
    File,
}

type Parameters = &'static [(&'static str, Kind)];

/// A method of the Bot API.
pub(crate) struct Method {
    pub(crate) name: &'static str,
    /// Its parameters, in one or two lists.
    parameters: [Parameters; 2],
    pub(crate) weight: Weight,
    pub(crate) run: fn(&mut World, &Args) -> Answer,
}

const NONE: Parameters = &[];
const COMMANDS: Parameters = &[
    ("commands", Kind::Json),
    ("scope", Kind::Json),
    ("language_code", Kind::Text),
];
const MEMBER: Parameters = &[("chat_id", Kind::Chat), ("user_id", Kind::Int)];

/// What all sending methods take.
const SEND: Parameters = &[
    ("business_connection_id", Kind::Text),
    ("chat_id", Kind::Chat),
    ("message_thread_id", Kind::Int),
    ("direct_messages_topic_id", Kind::Int),
    ("disable_notification", Kind::Flag),
    ("protect_content", Kind::Flag),
    ("allow_paid_broadcast", Kind::Flag),
    ("message_effect_id", Kind::Text),
    ("suggested_post_parameters", Kind::Json),
    ("reply_parameters", Kind::Json),
    ("reply_markup", Kind::Json),
];
const TEXT: Parameters = &[
    ("text", Kind::Text),
    ("parse_mode", Kind::Text),
    ("link_preview_options", Kind::Json),
];
const PHOTO: Parameters = &[
    ("photo", Kind::File),
    ("caption", Kind::Text),
    ("parse_mode", Kind::Text),
    ("show_caption_above_media", Kind::Flag),
    ("has_spoiler", Kind::Flag),
];
const DOCUMENT: Parameters = &[
    ("document", Kind::File),
    ("thumbnail", Kind::File),
    ("caption", Kind::Text),
    ("parse_mode", Kind::Text),
    ("disable_content_type_detection", Kind::Flag),
];
/// What all editing methods take.
const EDIT: Parameters = &[
    ("business_connection_id", Kind::Text),
    ("chat_id", Kind::Chat),
    ("message_id", Kind::Int),
    ("reply_markup", Kind::Json),
];
const UPDATES: Parameters = &[
    ("offset", Kind::Int),
    ("limit", Kind::Int),
    ("timeout", Kind::Int),
    ("allowed_updates", Kind::Json),
];
const WEBHOOK: Parameters = &[
    ("url", Kind::Text),
    ("certificate", Kind::File),
    ("ip_address", Kind::Text),
    ("max_connections", Kind::Int),
    ("allowed_updates", Kind::Json),
    ("drop_pending_updates", Kind::Flag),
    ("secret_token", Kind::Text),
];
const CALLBACK_ANSWER: Parameters = &[
    ("callback_query_id", Kind::Text),
    ("text", Kind::Text),
    ("show_alert", Kind::Flag),
    ("url", Kind::Text),
    ("cache_time", Kind::Int),
];
const INLINE_ANSWER: Parameters = &[
    ("inline_query_id", Kind::Text),
    ("results", Kind::Json),
    ("cache_time", Kind::Int),
    ("is_personal", Kind::Flag),
    ("next_offset", Kind::Text),
    ("button", Kind::Json),
];

const fn free(
    name: &'static str,
    parameters: Parameters,
    run: fn(&mut World, &Args) -> Answer,
) -> Method {
    Method {
        name,
        parameters: [parameters, NONE],
        weight: Weight::Free,
        run,
    }
}

const fn sends(
    name: &'static str,
    parameters: Parameters,
    run: fn(&mut World, &Args) -> Answer,
) -> Method {
    Method {
        name,
        parameters: [SEND, parameters],
        weight: Weight::Send,
        run,
    }
}

const fn edits(
    name: &'static str,
    parameters: Parameters,
    run: fn(&mut World, &Args) -> Answer,
) -> Method {
    Method {
        name,
        parameters: [EDIT, parameters],
        weight: Weight::Edit,
        run,
    }
}

static METHODS: &[Method] = &[
    free("getMe", NONE, profile::get_me),
    free("getUpdates", UPDATES, profile::get_me),
    free("setWebhook", WEBHOOK, webhook::set),
    free(
        "deleteWebhook",
        &[("drop_pending_updates", Kind::Flag)],
        webhook::delete,
    ),
    sends("sendMessage", TEXT, sending::message),
    sends("sendPhoto", PHOTO, sending::photo),
    sends("sendDocument", DOCUMENT, sending::document),
    edits("editMessageText", TEXT, editing::text),
    free(
        "answerCallbackQuery",
        CALLBACK_ANSWER,
        answering::callback_query,
    ),
    free("answerInlineQuery", INLINE_ANSWER, inline::answer),
    free("setMyCommands", COMMANDS, profile::set_commands),
    free(
        "setChatMenuButton",
        &[("chat_id", Kind::Int), ("menu_button", Kind::Json)],
        profile::set_menu_button,
    ),
    free(
        "setMyShortDescription",
        &[
            ("short_description", Kind::Text),
            ("language_code", Kind::Text),
        ],
        profile::set_short_description,
    ),
    free("getChatMember", MEMBER, chats::member),
];

/// Finds a method, in whatever spelling.
pub(crate) fn find(name: &str) -> Option<&'static Method> {
    METHODS
        .iter()
        .find(|method| method.name.eq_ignore_ascii_case(name))
}

impl Method {
    /// The parameters for the record, with JSON that came as text in a form read as what it is.
    pub(crate) fn shown(&self, args: &Args) -> Map<String, Value> {
        let mut shown = args.shown.clone();
        for (name, _) in self
            .parameters
            .iter()
            .copied()
            .flatten()
            .filter(|(_, kind)| *kind == Kind::Json)
        {
            if let Some(text) = shown.get(*name).and_then(Value::as_str)
                && let Ok(value) = serde_json::from_str(text)
            {
                shown.insert((*name).to_owned(), value);
            }
        }
        shown
    }

    /// Names the first parameter that is unknown or of the wrong kind.
    pub(crate) fn misfit(&self, args: &Args) -> Option<String> {
        let known = |name: &str| {
            self.parameters
                .iter()
                .copied()
                .flatten()
                .find(|(known, _)| *known == name)
        };
        let attached = |name: &str| {
            args.shown
                .values()
                .any(|value| value == &Value::from(format!("attach://{name}")))
        };
        args.names().find_map(|name| match known(name) {
            None if attached(name) => None,
            None => Some(format!("{} has no parameter `{name}`", self.name)),
            Some((_, kind)) => {
                wrong_kind(*kind, args, name).then(|| format!("`{name}` is not of kind {kind:?}"))
            }
        })
    }
}

fn wrong_kind(kind: Kind, args: &Args, name: &str) -> bool {
    let text = args.text(name);
    match kind {
        _ if args.shown.get(name).is_some_and(Value::is_null) => true,
        Kind::Int => args.integer(name).is_none(),
        Kind::Flag => !matches!(
            text.to_ascii_lowercase().as_str(),
            "true" | "false" | "1" | "0" | "yes" | "no"
        ),
        Kind::Chat => args.integer(name).is_none() && !text.starts_with('@'),
        Kind::Json => !text.is_empty() && args.json(name).is_some_and(|json| json.is_err()),
        Kind::Text => matches!(
            args.shown.get(name),
            Some(Value::Object(_) | Value::Array(_) | Value::Bool(_))
        ),
        Kind::File => false,
    }
}

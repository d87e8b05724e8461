//! Sending: texts, photos, documents.

use serde_json::{Value, json};

use super::chats::{self, Access};
use crate::answer::{Answer, Refusal};
use crate::args::Args;
use crate::entities::{self, EntityKind, FormattedText, ParseMode, utf16_length};
use crate::json;
use crate::markup;
use crate::transcript::{Happening, ShownMessage};
use crate::world::{Body, StoredFile, World};

/// Telegram's limits, in UTF-16 units after entities are taken out, and in bytes before.
const LONGEST_TEXT: usize = 4096;
const LONGEST_CAPTION: usize = 1024;
const LONGEST_RAW: usize = 1 << 15;
const LARGEST_PHOTO: usize = 10 << 20;
const LARGEST_FILE: usize = 50 << 20;

pub(super) fn message(world: &mut World, args: &Args) -> Answer {
    let raw = message_text(args)?;
    send(world, args, |world| {
        Ok(Body::Text(settle_text(world, raw)?))
    })
}

pub(super) fn photo(world: &mut World, args: &Args) -> Answer {
    media(world, args, "photo")
}

pub(super) fn document(world: &mut World, args: &Args) -> Answer {
    media(world, args, "document")
}

/// Reads the text of a call as it was meant, not yet as it will be stored.
pub(super) fn message_text(args: &Args) -> Result<FormattedText, Refusal> {
    if args.text("text").is_empty() {
        return Err(Refusal::call("Message text is empty"));
    }
    formatted(args, "text")
}

fn formatted(args: &Args, name: &str) -> Result<FormattedText, Refusal> {
    let text = args.text(name);
    if text.len() > LONGEST_RAW {
        return Err(Refusal::call("Text is too long"));
    }
    match ParseMode::from_parameter(args.text("parse_mode")).map_err(Refusal::call)? {
        Some(mode) if !text.is_empty() => entities::parse(text, mode).map_err(Refusal::call),
        _ => Ok(FormattedText {
            text: text.to_owned(),
            entities: Vec::new(),
        }),
    }
}

/// Brings a text into the form in which it is stored, and measures it.
pub(super) fn settle_text(
    world: &World,
    mut text: FormattedText,
) -> Result<FormattedText, Refusal> {
    drop_strangers(world, &mut text);
    let text = entities::settle(text).map_err(Refusal::call)?;
    if utf16_length(&text.text) > LONGEST_TEXT {
        return Err(Refusal::call("Message is too long"));
    }
    Ok(text)
}

/// Reads and settles a caption, which may be empty.
pub(super) fn settle_caption(world: &World, args: &Args) -> Result<FormattedText, Refusal> {
    let mut caption = formatted(args, "caption")?;
    drop_strangers(world, &mut caption);
    let caption = entities::settle(caption).unwrap_or_default();
    if utf16_length(&caption.text) > LONGEST_CAPTION {
        return Err(Refusal::call("Message caption is too long"));
    }
    Ok(caption)
}

/// A mention of somebody the bot never met loses its entity.
fn drop_strangers(world: &World, text: &mut FormattedText) {
    text.entities.retain(|entity| match &entity.kind {
        EntityKind::TextMention(id) => world.users.contains_key(id),
        _ => true,
    });
}

/// Checks a send from the chat to the keyboard, stores the message and shows it.
fn send(
    world: &mut World,
    args: &Args,
    body: impl FnOnce(&mut World) -> Result<Body, Refusal>,
) -> Answer {
    let (reply_to, allow_without) = reply_parameters(args)?;
    let markup = markup::read(args)?;
    let room_id = chats::open(world, args, Access::Write)?;
    let thread = thread(world, args, room_id)?;
    let exists = |id: &i32| {
        world
            .rooms
            .get(&room_id)
            .is_some_and(|room| room.messages.contains_key(id))
    };
    let found = reply_to.filter(exists);
    if reply_to.is_some() && found.is_none() && !allow_without {
        return Err(Refusal::state("message to be replied not found"));
    }
    let body = body(world)?;
    let mut message = world.draft(room_id, Some(world.bot.id), body);
    message.thread = thread;
    message.reply_to = found;
    message.link_preview = link_preview(args)?;
    if chats::room(world, room_id)?.kind == crate::world::RoomKind::Channel {
        message.sender_chat = Some(room_id);
        message.from = None;
    }
    message.markup = markup;
    let shown = ShownMessage::of(world, &message);
    if let Some(room) = world.rooms.get_mut(&room_id) {
        room.messages.insert(message.id, message.clone());
    }
    world.note(room_id, Happening::Sent { message: shown });
    Ok(json::message(
        world,
        chats::room(world, room_id)?,
        &message,
        true,
    ))
}

fn reply_parameters(args: &Args) -> Result<(Option<i32>, bool), Refusal> {
    let id = |id: i64| i32::try_from(id).ok().filter(|id| *id > 0);
    let Some(parsed) = args.json("reply_parameters") else {
        return Ok((None, false));
    };
    let Ok(Value::Object(object)) = parsed else {
        return Err(Refusal::call("Can't parse reply parameters JSON object"));
    };
    if object.is_empty() {
        return Ok((None, false));
    }
    let message = object.get("message_id").and_then(Value::as_i64);
    let message = message.ok_or_else(|| Refusal::call("Can't find field \"message_id\""))?;
    let allow = object
        .get("allow_sending_without_reply")
        .and_then(Value::as_bool)
        .unwrap_or(false);
    Ok((id(message), allow))
}

/// The topic of a send, which must be one of the forum.
fn thread(world: &World, args: &Args, room: i64) -> Result<Option<i32>, Refusal> {
    let Some(thread) = args
        .integer("message_thread_id")
        .filter(|thread| *thread != 0)
    else {
        return Ok(None);
    };
    let thread = i32::try_from(thread).unwrap_or(0);
    let known = chats::room(world, room)?.topics.contains_key(&thread);
    if known {
        Ok(Some(thread))
    } else {
        Err(Refusal::state("message thread not found"))
    }
}

pub(super) fn link_preview(args: &Args) -> Result<Option<Value>, Refusal> {
    match args.json("link_preview_options") {
        None => Ok(None),
        Some(Ok(options @ Value::Object(_))) => Ok(Some(options)),
        Some(Ok(_)) => Err(Refusal::call("Object expected as link preview options")),
        Some(Err(())) => Err(Refusal::call(
            "Can't parse link preview options JSON object",
        )),
    }
}

fn media(world: &mut World, args: &Args, kind: &'static str) -> Answer {
    let caption = settle_caption(world, args)?;
    let value = file(world, args, kind)?;
    send(world, args, |_| {
        Ok(Body::Media {
            kind,
            value,
            caption,
        })
    })
}

/// The file of a send: uploaded, known by its id, or named by an address.
fn file(world: &mut World, args: &Args, kind: &'static str) -> Result<Value, Refusal> {
    if let Some(upload) = args.file(kind) {
        let (size, name) = (upload.bytes.len(), upload.file_name.clone());
        let most = if kind == "photo" {
            LARGEST_PHOTO
        } else {
            LARGEST_FILE
        };
        match size {
            0 => return Err(Refusal::call("file must be non-empty")),
            _ if size > most => {
                return Err(Refusal::new(
                    413,
                    "Request Entity Too Large".to_owned(),
                    true,
                ));
            }
            _ => {}
        }
        let dimensions = image_size(&upload.bytes);
        if kind == "photo" && dimensions.is_none() {
            return Err(Refusal::call("IMAGE_PROCESS_FAILED"));
        }
        return Ok(store_file(
            world,
            kind,
            &name,
            size,
            dimensions.unwrap_or((0, 0)),
        ));
    }
    let given = args.text(kind);
    if given.is_empty() {
        return Err(Refusal::call(format!("there is no {kind} in the request")));
    }
    if given.starts_with("http://") || given.starts_with("https://") {
        let name = given.rsplit('/').next().unwrap_or_default().to_owned();
        return Ok(store_file(world, kind, &name, 1024, (640, 480)));
    }
    match world.files.get(given) {
        Some(file) if file.kind == kind => Ok(file.value.clone()),
        Some(file) => Err(Refusal::call(format!(
            "can't use file of type {} as {}",
            capital(file.kind),
            capital(kind)
        ))),
        None => Err(Refusal::call(
            "wrong remote file identifier specified: Wrong string length",
        )),
    }
}

fn capital(word: &str) -> String {
    let mut letters = word.chars();
    letters.next().map_or_else(String::new, |first| {
        format!("{}{}", first.to_ascii_uppercase(), letters.as_str())
    })
}

/// Keeps a file under a new id and describes it as messages do.
pub(crate) fn store_file(
    world: &mut World,
    kind: &'static str,
    name: &str,
    size: usize,
    (width, height): (u32, u32),
) -> Value {
    let serial = world.serial();
    let id = format!("AgACAgIAAxkBAAI{serial:08}{kind}");
    let mut value =
        json!({"file_id": id, "file_unique_id": format!("AQAD{serial:06}"), "file_size": size});
    if kind == "photo" {
        value["width"] = json!(width);
        value["height"] = json!(height);
        value = json!([value]);
    } else {
        value["file_name"] = json!(name);
    }
    world.files.insert(
        id,
        StoredFile {
            kind,
            value: value.clone(),
        },
    );
    value
}

/// Width and height of a PNG, or a guess for other images the server would take.
fn image_size(bytes: &[u8]) -> Option<(u32, u32)> {
    let number = |at: usize| {
        bytes
            .get(at..at + 4)?
            .try_into()
            .ok()
            .map(u32::from_be_bytes)
    };
    if bytes.starts_with(b"\x89PNG\r\n\x1a\n") {
        return Some((number(16)?, number(20)?));
    }
    let is_other = bytes.starts_with(b"\xff\xd8\xff")
        || bytes.starts_with(b"GIF8")
        || bytes.starts_with(b"RIFF");
    is_other.then_some((800, 600))
}

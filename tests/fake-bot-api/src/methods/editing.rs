//! Editing and deleting.

use serde_json::{Value, json};

use super::chats::{self, Access};
use super::sending;
use crate::answer::{Answer, Refusal};
use crate::args::Args;
use crate::json;
use crate::markup;
use crate::transcript::{Happening, ShownMessage};
use crate::world::{Body, Message, RoomKind, Standing, World};

const NOT_MODIFIED: &str = "message is not modified: specified new message content and reply markup are exactly the \
                            same as a current content and reply markup of the message";
const TWO_DAYS: i64 = 48 * 3600;

pub(super) fn text(world: &mut World, args: &Args) -> Answer {
    let raw = sending::message_text(args)?;
    let preview = sending::link_preview(args)?;
    edit(world, args, |world, message| {
        if !matches!(message.body, Body::Text(_)) {
            return Err(Refusal::state("There is no text in the message to edit"));
        }
        message.body = Body::Text(sending::settle_text(world, raw)?);
        message.link_preview = preview;
        Ok(())
    })
}

pub(super) fn caption(world: &mut World, args: &Args) -> Answer {
    let caption = sending::settle_caption(world, args)?;
    edit(world, args, |_, message| match &mut message.body {
        Body::Media { caption: old, .. } => {
            *old = caption;
            Ok(())
        }
        _ => Err(Refusal::state("There is no caption in the message to edit")),
    })
}

pub(super) fn reply_markup(world: &mut World, args: &Args) -> Answer {
    edit(world, args, |_, _| Ok(()))
}

/// Applies a change to one of the bot's own messages; a keyboard that is not named goes away.
fn edit(
    world: &mut World,
    args: &Args,
    change: impl FnOnce(&World, &mut Message) -> Result<(), Refusal>,
) -> Answer {
    let markup = markup::read_inline(args)?;
    if args.text("chat_id").is_empty() && args.has("inline_message_id") {
        return Ok(json!(true));
    }
    let room_id = chats::open(world, args, Access::Edit)?;
    let old = find(world, args, room_id, "message to edit not found")?;
    let is_own =
        old.from == Some(world.bot.id) || (old.from.is_none() && old.sender_chat == Some(room_id));
    if !is_own || matches!(old.body, Body::Service(_)) {
        return Err(Refusal::state("Message can't be edited"));
    }
    let mut new = old.clone();
    change(world, &mut new)?;
    new.markup = markup;
    if (&new.body, &new.markup, &new.link_preview) == (&old.body, &old.markup, &old.link_preview) {
        return Err(Refusal::state(NOT_MODIFIED));
    }
    new.edit_date = Some(world.unix_time());
    let shown = ShownMessage::of(world, &new);
    if let Some(room) = world.rooms.get_mut(&room_id) {
        room.messages.insert(new.id, new.clone());
    }
    world.note(room_id, Happening::Edited { message: shown });
    Ok(json::message(
        world,
        chats::room(world, room_id)?,
        &new,
        true,
    ))
}

fn find(world: &World, args: &Args, room: i64, problem: &str) -> Result<Message, Refusal> {
    let id = args
        .integer("message_id")
        .and_then(|id| i32::try_from(id).ok());
    let message = id.and_then(|id| chats::room(world, room).ok()?.messages.get(&id));
    message.cloned().ok_or_else(|| Refusal::state(problem))
}

pub(super) fn delete(world: &mut World, args: &Args) -> Answer {
    if args.text("chat_id").is_empty() {
        return Err(Refusal::call("Chat identifier is not specified"));
    }
    if args.integer("message_id").unwrap_or(0) == 0 {
        return Err(Refusal::call("Message identifier is not specified"));
    }
    let room_id = chats::open(world, args, Access::Write)?;
    let message = find(world, args, room_id, "message to delete not found")?;
    let room = chats::room(world, room_id)?;
    let is_own = message.from == Some(world.bot.id);
    let leads = room.standing(world.bot.id) == Standing::Administrator;
    let may = leads || is_own || room.kind == RoomKind::Private;
    if !may || (!leads && world.unix_time() - message.date > TWO_DAYS) {
        return Err(Refusal::state("Message can't be deleted for everyone"));
    }
    if let Some(room) = world.rooms.get_mut(&room_id) {
        room.messages.remove(&message.id);
    }
    world.note(
        room_id,
        Happening::Deleted {
            message_id: message.id,
        },
    );
    Ok(Value::Bool(true))
}

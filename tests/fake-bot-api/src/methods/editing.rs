//! Editing.

use super::chats::{self, Access};
use super::sending;
use crate::answer::{Answer, Refusal};
use crate::args::Args;
use crate::json;
use crate::markup;
use crate::transcript::{Happening, ShownMessage};
use crate::world::{Body, Message, World};

const NOT_MODIFIED: &str = "message is not modified: specified new message content and reply markup are exactly the \
                            same as a current content and reply markup of the message";

/// Changes one of the bot's own texts; a keyboard that is not named goes away.
pub(super) fn text(world: &mut World, args: &Args) -> Answer {
    let raw = sending::message_text(args)?;
    let preview = sending::link_preview(args)?;
    let markup = markup::read(args)?;
    let room_id = chats::open(world, args, Access::Edit)?;
    let old = find(world, args, room_id)?;
    let is_own =
        old.from == Some(world.bot.id) || (old.from.is_none() && old.sender_chat == Some(room_id));
    if !is_own || matches!(old.body, Body::Service(_)) {
        return Err(Refusal::state("Message can't be edited"));
    }
    if !matches!(old.body, Body::Text(_)) {
        return Err(Refusal::state("There is no text in the message to edit"));
    }
    let mut new = old.clone();
    new.body = Body::Text(sending::settle_text(world, raw)?);
    new.link_preview = preview;
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

fn find(world: &World, args: &Args, room: i64) -> Result<Message, Refusal> {
    let id = args
        .integer("message_id")
        .and_then(|id| i32::try_from(id).ok());
    let message = id.and_then(|id| chats::room(world, room).ok()?.messages.get(&id));
    message
        .cloned()
        .ok_or_else(|| Refusal::state("message to edit not found"))
}

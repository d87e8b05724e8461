//! Chats and their members, and the door every method on a chat goes through.

use serde_json::json;

use crate::answer::{Answer, Refusal};
use crate::args::Args;
use crate::json;
use crate::world::{Room, RoomKind, Standing, World};

/// What a method wants of a chat.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Access {
    Read,
    Edit,
    Write,
}

/// Finds the chat of a call and checks that the bot may do there what it wants.
pub(super) fn open(world: &World, args: &Args, access: Access) -> Result<i64, Refusal> {
    let name = args.text("chat_id");
    if name.is_empty() {
        return Err(Refusal::call("chat_id is empty"));
    }
    let by_name = |room: &&Room| {
        name.strip_prefix('@')
            .is_some_and(|name| room.username.as_deref() == Some(name))
    };
    let room = match args.integer("chat_id") {
        Some(id) => world.rooms.get(&id),
        None => world.rooms.values().find(by_name),
    };
    let room = room.ok_or_else(|| Refusal::state("chat not found"))?;
    match room.kind {
        RoomKind::Private => check_person(world, room, access)?,
        _ => check_membership(world, room, access)?,
    }
    Ok(room.id)
}

fn check_person(world: &World, room: &Room, access: Access) -> Result<(), Refusal> {
    let Some(user) = world.users.get(&room.id).filter(|_| access != Access::Read) else {
        return Ok(());
    };
    match () {
        () if user.is_deleted => Err(Refusal::forbidden("user is deactivated")),
        () if user.has_blocked => Err(Refusal::forbidden("bot was blocked by the user")),
        () if !user.has_started => Err(Refusal::forbidden(
            "bot can't initiate conversation with a user",
        )),
        () => Ok(()),
    }
}

fn check_membership(world: &World, room: &Room, access: Access) -> Result<(), Refusal> {
    let name = match room.kind {
        RoomKind::Group => "group chat",
        RoomKind::Channel => "channel chat",
        _ => "supergroup chat",
    };
    if let Some(new) = room.migrated_to
        && access != Access::Read
    {
        let refusal = Refusal::state("group chat was upgraded to a supergroup chat");
        return Err(refusal.with_parameters(json!({"migrate_to_chat_id": new})));
    }
    let reads_a_small_group = access == Access::Read && room.kind == RoomKind::Group;
    match room.standing(world.bot.id) {
        _ if reads_a_small_group => Ok(()),
        Standing::Kicked => Err(Refusal::forbidden(&format!(
            "bot was kicked from the {name}"
        ))),
        Standing::Left => Err(Refusal::forbidden(&format!(
            "bot is not a member of the {name}"
        ))),
        Standing::Member if room.kind == RoomKind::Channel && access != Access::Read => Err(
            Refusal::state("need administrator rights in the channel chat"),
        ),
        _ => Ok(()),
    }
}

/// The chat behind an id that `open` has returned.
pub(super) fn room(world: &World, id: i64) -> Result<&Room, Refusal> {
    world
        .rooms
        .get(&id)
        .ok_or_else(|| Refusal::state("chat not found"))
}

pub(super) fn member(world: &mut World, args: &Args) -> Answer {
    let id = open(world, args, Access::Read)?;
    let room = room(world, id)?;
    let user = args.integer("user_id").filter(|id| *id > 0);
    let user = user.ok_or_else(|| Refusal::call("invalid user_id specified"))?;
    if !world.users.contains_key(&user) {
        return Err(Refusal::state("user not found"));
    }
    let standing = match room.kind {
        RoomKind::Private if user == room.id || user == world.bot.id => Standing::Member,
        RoomKind::Private => return Err(Refusal::state("member not found")),
        _ => room.standing(user),
    };
    Ok(json::member(world, room, user, standing))
}

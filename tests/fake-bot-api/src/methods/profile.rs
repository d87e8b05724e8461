//! Who the bot is and how it presents itself: commands, short description, menu button.

use serde_json::{Value, json};

use crate::answer::{Answer, Refusal};
use crate::args::Args;
use crate::json;
use crate::world::World;

const MOST_COMMANDS: usize = 100;
const LONGEST_DESCRIPTION: usize = 120;

pub(super) fn get_me(world: &mut World, _: &Args) -> Answer {
    Ok(json::me(world))
}

pub(super) fn set_commands(world: &mut World, args: &Args) -> Answer {
    let commands = match args.json("commands") {
        None => Vec::new(),
        Some(Err(())) => return Err(Refusal::call("Can't parse commands JSON object")),
        Some(Ok(Value::Array(commands))) => {
            commands.iter().map(command).collect::<Result<_, _>>()?
        }
        Some(Ok(_)) => return Err(Refusal::call("Expected an Array of BotCommand")),
    };
    if commands.len() > MOST_COMMANDS {
        return Err(Refusal::call("BOT_COMMANDS_TOO_MUCH"));
    }
    let place = (scope(world, args)?, language(args)?);
    world.commands.insert(place, commands);
    Ok(json!(true))
}

fn command(value: &Value) -> Result<Value, Refusal> {
    let wrong = |problem: String| Refusal::call(format!("Can't parse BotCommand: {problem}"));
    if !value.is_object() {
        return Err(wrong("expected an Object".to_owned()));
    }
    let field = |name: &str| {
        let text = value.get(name).and_then(Value::as_str).map(str::trim);
        text.ok_or_else(|| wrong(format!("Can't find field \"{name}\"")))
    };
    let name = field("command")?;
    let description = field("description")?;
    let name = name.strip_prefix('/').unwrap_or(name);
    if name.is_empty() {
        return Err(Refusal::call("Command must be non-empty"));
    }
    if name.chars().count() > 32 {
        return Err(Refusal::call("Command length must not exceed 32"));
    }
    if description.is_empty() {
        return Err(Refusal::call("Command description must be non-empty"));
    }
    if description.chars().count() > 256 {
        return Err(Refusal::call(
            "Command description length must not exceed 256",
        ));
    }
    let is_plain = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_';
    if !name.bytes().all(is_plain) {
        return Err(Refusal::call("BOT_COMMAND_INVALID"));
    }
    Ok(json!({"command": name, "description": description}))
}

/// The scope as one text, so that equal scopes meet.
fn scope(world: &World, args: &Args) -> Result<String, Refusal> {
    let wrong = |problem: &str| Refusal::call(format!("Can't parse BotCommandScope: {problem}"));
    let scope = match args.json("scope") {
        None => return Ok("default".to_owned()),
        Some(Err(())) => return Err(Refusal::call("Can't parse BotCommandScope JSON object")),
        Some(Ok(Value::Object(scope))) => scope,
        Some(Ok(_)) => return Err(wrong("BotCommandScope must be an Object")),
    };
    let kind = scope
        .get("type")
        .and_then(Value::as_str)
        .ok_or_else(|| wrong("Can't find field \"type\""))?;
    match kind {
        "default" | "all_private_chats" | "all_group_chats" | "all_chat_administrators" => {
            Ok(kind.to_owned())
        }
        "chat" | "chat_administrators" | "chat_member" => {
            let chat = scope
                .get("chat_id")
                .ok_or_else(|| wrong("Can't find field \"chat_id\""))?;
            let chat = chat
                .as_str()
                .map_or_else(|| chat.to_string(), str::to_owned);
            let known = chat
                .parse()
                .is_ok_and(|id: i64| world.rooms.contains_key(&id));
            if !known {
                return Err(Refusal::state("chat not found"));
            }
            let user = scope.get("user_id").and_then(Value::as_i64);
            if kind == "chat_member" && user.is_none() {
                return Err(wrong("Can't find field \"user_id\""));
            }
            Ok(format!("{kind} {chat} {}", user.unwrap_or(0)))
        }
        _ => Err(wrong("Unsupported type specified")),
    }
}

fn language(args: &Args) -> Result<String, Refusal> {
    let code = args.text("language_code");
    let fits =
        code.is_empty() || (code.len() == 2 && code.bytes().all(|byte| byte.is_ascii_lowercase()));
    if !fits {
        return Err(Refusal::call("Invalid language code specified"));
    }
    Ok(code.to_owned())
}

pub(super) fn set_menu_button(world: &mut World, args: &Args) -> Answer {
    let button = match args.json("menu_button") {
        None => json!({"type": "default"}),
        Some(Err(())) => return Err(Refusal::call("Can't parse menu button JSON object")),
        Some(Ok(button)) => button,
    };
    match button.get("type").and_then(Value::as_str) {
        Some("default" | "commands" | "web_app") => {}
        _ => {
            return Err(Refusal::call(
                "Can't parse menu button: MenuButton has unsupported type",
            ));
        }
    }
    let chat = args.integer("chat_id").unwrap_or(0);
    if chat != 0 && !world.users.contains_key(&chat) {
        return Err(Refusal::state("user not found"));
    }
    world.menu_buttons.insert(chat, button);
    Ok(json!(true))
}

pub(super) fn set_short_description(world: &mut World, args: &Args) -> Answer {
    let text = args.text("short_description");
    if text.chars().count() > LONGEST_DESCRIPTION {
        return Err(Refusal::call("ABOUT_TOO_LONG"));
    }
    let language = language(args)?;
    world.short_descriptions.insert(language, text.to_owned());
    Ok(json!(true))
}

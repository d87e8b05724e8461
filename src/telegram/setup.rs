//! Who is who at Telegram: before the first update, who am I, and what do people see of me; later, who may do what.
//!
//! Without the answer to `getMe` nothing can begin, so it is asked for as long as it takes, whatever is answered in its
//! place. Only Telegram itself can say that the token is none, and is asked twice. Menu and descriptions are worth one
//! attempt each: a bot without a menu still answers.

use std::sync::Arc;
use std::time::Duration;

use serde_json::{Value, json};

use super::addressing::Identity;
use super::serve::ServeError;
use super::transport::{CallError, PATIENCE, Transport};
use crate::conversation::{self, Role};
use crate::service::RetryPolicy;
use crate::service::batch::Roles;
use crate::sessions::ChatKey;

/// How long the look-up of a role may take; afterwards it stays unknown and the conversation is careful.
const LOOK_UP: Duration = Duration::from_secs(3);

/// Asks Telegram who this bot is, again and again while it cannot be reached.
///
/// # Errors
/// When it says twice in a row that there is no bot with this token.
pub(super) async fn identify(
    transport: &Transport,
    patience: RetryPolicy,
) -> Result<Identity, ServeError> {
    let (mut failures, mut refusals) = (0, 0);
    loop {
        let error = match transport.call("getMe", &json!({}), PATIENCE).await {
            Ok(me) => match identity(&me) {
                Some(identity) => return Ok(identity),
                None => "the answer to getMe names no bot".to_owned(),
            },
            Err(error) => {
                let is_refused = matches!(&error, CallError::Api(refusal) if refusal.code == 401);
                refusals = if is_refused { refusals + 1 } else { 0 };
                if refusals == 2 {
                    return Err(ServeError::Unauthorized);
                }
                error.to_string()
            }
        };
        failures += 1;
        let pause = patience.pause(failures);
        tracing::warn!(error, ?pause, "Telegram cannot be reached; trying again");
        tokio::time::sleep(pause).await;
    }
}

/// How roles are looked up.
pub(super) fn roles(transport: Transport) -> Arc<Roles> {
    Roles::new(Box::new(move |chat, person| {
        let transport = transport.clone();
        Box::pin(async move { role(&transport, chat, person).await })
    }))
}

async fn role(transport: &Transport, chat: ChatKey, person: i64) -> Role {
    let body = json!({ "chat_id": chat.id(), "user_id": person });
    match transport.call("getChatMember", &body, LOOK_UP).await {
        Ok(member) => match member["status"].as_str() {
            Some("creator" | "administrator") => Role::Admin,
            Some(_) => Role::Member,
            None => Role::Unknown,
        },
        Err(error) => {
            tracing::warn!(%error, "a role cannot be looked up");
            Role::Unknown
        }
    }
}

/// Registers menu, menu button and descriptions, in German for everybody.
pub(super) async fn introduce(transport: &Transport) {
    let commands: Vec<Value> = conversation::commands()
        .iter()
        .map(|(command, description)| json!({ "command": command, "description": description }))
        .collect();
    let steps = [
        ("setMyCommands", json!({ "commands": commands })),
        (
            "setChatMenuButton",
            json!({ "menu_button": { "type": "commands" } }),
        ),
        (
            "setMyShortDescription",
            json!({ "short_description": conversation::short_description() }),
        ),
    ];
    for (method, body) in steps {
        if let Err(error) = transport.call(method, &body, PATIENCE).await {
            tracing::warn!(method, %error, "the bot's menu or description is not up to date");
        }
    }
}

fn identity(me: &Value) -> Option<Identity> {
    Some(Identity {
        id: me["id"].as_i64()?,
        name: me["username"].as_str()?.to_owned(),
        inline: me["supports_inline_queries"] == true,
    })
}

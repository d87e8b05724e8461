//! Before the first update: who am I, and what do people see of me.
//!
//! Without the answer to `getMe` nothing can begin, so it is asked for as long as it takes, whatever is answered in its
//! place. Only Telegram itself can say that the token is none, and is asked twice. Menu and descriptions are worth one
//! attempt each: a bot without a menu still answers.

use serde::Serialize;
use serde_json::Value;
use teloxide::payloads::{
    GetMe, SetChatMenuButton, SetChatMenuButtonSetters, SetMyCommands, SetMyShortDescription,
    SetMyShortDescriptionSetters,
};
use teloxide::requests::Payload;
use teloxide::types::{BotCommand, MenuButton};

use super::addressing::BotIdentity;
use super::serve::ServeError;
use super::transport::{CallError, PATIENCE, Transport};
use crate::conversation;
use crate::service::{Health, RetryPolicy};

/// Asks Telegram who this bot is, again and again while it cannot be reached.
///
/// # Errors
/// When it says twice in a row that there is no bot with this token.
pub(super) async fn identify(
    transport: &Transport,
    patience: RetryPolicy,
    health: &Health,
) -> Result<BotIdentity, ServeError> {
    let (mut failures, mut refusals) = (0, 0);
    loop {
        let error = match transport.request(&GetMe::new(), PATIENCE).await {
            Ok(me) => match identity(&me) {
                Some(identity) => return Ok(identity),
                None => "the answer to getMe names no bot".to_owned(),
            },
            Err(error) => {
                let is_refused = matches!(&error, CallError::Api(refusal) if refusal.code == 401);
                refusals = if is_refused { refusals + 1 } else { 0 };
                health.door(Some(error.reason()));
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

/// Registers menu, menu button and descriptions, in German for everybody.
pub(super) async fn introduce(transport: &Transport) {
    let commands = conversation::commands().iter();
    let commands = commands.map(|(command, what)| BotCommand::new(*command, *what));
    tell(transport, &SetMyCommands::new(commands)).await;
    let menu = SetChatMenuButton::new().menu_button(MenuButton::Commands);
    tell(transport, &menu).await;
    let description = conversation::short_description();
    let description = SetMyShortDescription::new().short_description(description);
    tell(transport, &description).await;
}

async fn tell<P: Payload + Serialize + Sync>(transport: &Transport, payload: &P) {
    if let Err(error) = transport.request(payload, PATIENCE).await {
        tracing::warn!(method = P::NAME, %error, "the bot's menu or description is not up to date");
    }
}

fn identity(me: &Value) -> Option<BotIdentity> {
    Some(BotIdentity {
        id: me["id"].as_i64()?,
        name: me["username"].as_str()?.to_owned(),
        inline: me["supports_inline_queries"] == true,
    })
}

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
use crate::conversation::Introduction;
use crate::service::{Health, Respond, RetryPolicy};

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

/// Introduces us, and again whenever other content has something else to say of us.
pub(super) async fn keep_introduced(transport: &Transport, responder: &dyn Respond) {
    let mut content = responder.content_state();
    let mut told = None;
    loop {
        let introduction = responder.introduction();
        if told.as_ref() != Some(&introduction) {
            introduce(transport, &introduction).await;
            told = Some(introduction);
        }
        let Some(content) = &mut content else { return };
        if content.changed().await.is_err() {
            return;
        }
    }
}

/// Registers menu, menu button and description, for everybody.
async fn introduce(transport: &Transport, introduction: &Introduction) {
    let commands = introduction.commands.iter();
    let commands = commands.map(|(command, what)| BotCommand::new(*command, what));
    tell(transport, &SetMyCommands::new(commands)).await;
    let menu = SetChatMenuButton::new().menu_button(MenuButton::Commands);
    tell(transport, &menu).await;
    let description = SetMyShortDescription::new().short_description(&introduction.description);
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

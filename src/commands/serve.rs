//! `lotse serve`: reads what Telegram is to be served with, and hands it to the Telegram side.

use std::env;

use crate::cli::Shared;

use super::library;
use super::outcome::{Done, Failure, Worth};

/// How Telegram reaches us.
#[derive(Debug, Clone, Default, clap::Args)]
#[command(after_help = "\
Environment:
  TELOXIDE_TOKEN     the bot's token, from @BotFather; needed
  TELEGRAM_API_URL   a local Bot API server instead of https://api.telegram.org

Examples:
  TELOXIDE_TOKEN=123:abc lotse serve
  TELOXIDE_TOKEN=123:abc lotse serve --webhook https://example.org/lotse")]
pub struct ServeArgs {
    /// Takes updates at this address instead of asking Telegram for them.
    #[arg(long, value_name = "URL")]
    pub webhook: Option<String>,
}

/// Serves Telegram until the process is told to stop.
///
/// # Errors
/// When no token is set, when the guide cannot be used, or when serving ends with a fault.
pub fn run(shared: &Shared, args: &ServeArgs) -> Result<Done, Failure> {
    let Some(token) = token_from_environment() else {
        return Err(Failure::new(
            Worth::Usage,
            "no token is set, so Telegram cannot be served",
            "get one from @BotFather and set TELOXIDE_TOKEN; `lotse chat` talks here without one",
        ));
    };
    let server = env::var("TELEGRAM_API_URL")
        .ok()
        .filter(|url| !url.is_empty());
    let library = library::open(shared)?;
    start(library, &token, server.as_deref(), args, shared)
}

/// The bot's token, if the environment holds one.
pub fn token_from_environment() -> Option<String> {
    let token = env::var("TELOXIDE_TOKEN").ok()?;
    let token = token.trim();
    (!token.is_empty()).then(|| token.to_owned())
}

/// The seam to [`crate::telegram`]: everything that was read becomes its configuration.
fn start(
    library: crate::answer::Library,
    token: &str,
    server: Option<&str>,
    args: &ServeArgs,
    shared: &Shared,
) -> Result<Done, Failure> {
    let _ = (library, token, server, &args.webhook, shared.limits);
    Err(Failure::new(
        Worth::Unable,
        "this build cannot serve Telegram yet",
        "use `lotse chat`",
    ))
}

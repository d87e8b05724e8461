//! `lotse serve`: reads what Telegram is to be served with, and hands it to the Telegram side.

use std::sync::Arc;
use std::sync::mpsc::SyncSender;
use std::{env, io};

use clap::Parser;
use tokio::signal::unix::{SignalKind, signal};

use crate::cli::{Cli, Command, Shared};
use crate::operations::logs::{self, LogFormat};
use crate::sessions::{Journal, SqliteJournal};
use crate::telegram::{self, InService, Rates, ServeError, ServeOptions, Token};

use super::library;
use super::outcome::{Done, Failure, Worth};
use super::reload::{Reloading, Stamps};

/// How Telegram reaches us.
#[derive(Debug, Clone, Default, clap::Args)]
#[command(after_help = "\
Environment:
  TELOXIDE_TOKEN     the bot's token, from @BotFather; needed
  TELEGRAM_API_URL   a local Bot API server instead of https://api.telegram.org

Examples:
  TELOXIDE_TOKEN=123:abc lotse serve
  TELOXIDE_TOKEN=123:abc lotse serve --webhook https://example.org/lotse

Changed content is put into service by itself; content with mistakes is not, and the log says why.")]
pub struct ServeArgs {
    /// Takes updates at this address instead of asking Telegram for them.
    #[arg(long, value_name = "URL")]
    pub webhook: Option<String>,
    /// The form of the log on standard error; LOTSE_LOG chooses what is in it (such as `debug`).
    #[arg(
        long,
        value_name = "FORM",
        default_value = "text",
        env = "LOTSE_LOG_FORMAT"
    )]
    pub log_format: LogFormat,
    /// Leaves the content as it was read at the start until SIGHUP asks to read it again.
    #[arg(long, env = "LOTSE_NO_WATCH", value_parser = clap::builder::FalseyValueParser::new())]
    pub no_watch: bool,
}

impl ServeArgs {
    /// The arguments of `lotse serve` where nothing was said but what the environment says.
    pub fn from_environment() -> Self {
        match Cli::try_parse_from(["lotse", "serve"]).map(|cli| cli.command) {
            Ok(Some(Command::Serve(args))) => args,
            // An odd value in the environment is no reason not to serve.
            _ => Self::default(),
        }
    }
}

/// Serves Telegram until the process is told to stop.
///
/// # Errors
/// When no usable token is set, when the guide cannot be used, or when serving ends with a fault.
pub fn run(shared: &Shared, args: &ServeArgs) -> Result<Done, Failure> {
    let options = options(shared, args)?;
    logs::start(args.log_format, "info,tantivy=warn");
    // Before the library, which may take its time: who cannot serve learns it at once. And before the runtime, so that
    // the journal is closed when nothing uses it any more.
    let journal = SqliteJournal::open(&shared.data, options.token.bot_id())
        .map_err(|error| Failure::new(Worth::Unable, error.to_string(), error.hint()))?;
    let journal: Arc<dyn Journal> = Arc::new(journal);
    let read = Stamps::of(&shared.knowledge);
    let library = Arc::new(InService::new(library::open(shared)?));
    let reloading = Reloading {
        knowledge: shared.knowledge.clone(),
        index: shared.index.clone(),
        in_service: Arc::clone(&library),
        read,
        watch: !args.no_watch,
    };
    let reload = reloading.start().map_err(|error| no_threads(&error))?;
    let runtime = tokio::runtime::Runtime::new().map_err(|error| no_threads(&error))?;
    let knowledge = shared.knowledge.clone();
    runtime
        .block_on(async {
            let hangups = tokio::spawn(reload_at_hangup(reload));
            let ended = telegram::serve(options, library, knowledge, Arc::clone(&journal)).await;
            hangups.abort();
            ended
        })
        .map_err(|error| of_serving(&error))?;
    Ok(Done::Fine)
}

/// Asks for a reload at each SIGHUP.
async fn reload_at_hangup(reload: SyncSender<()>) {
    let mut hangups = match signal(SignalKind::hangup()) {
        Ok(hangups) => hangups,
        Err(error) => {
            tracing::warn!(%error, "SIGHUP cannot be listened to, so it does not reload the content");
            // Whoever drops the sender ends the watching too.
            return std::future::pending().await;
        }
    };
    while hangups.recv().await.is_some() {
        // Full means that a reload is due anyway.
        let _ = reload.try_send(());
    }
}

/// The bot's token, if the environment holds one.
pub fn token_from_environment() -> Option<String> {
    let token = env::var("TELOXIDE_TOKEN").ok()?;
    let token = token.trim();
    (!token.is_empty()).then(|| token.to_owned())
}

/// Everything Telegram is served with, from the environment and the command line.
fn options(shared: &Shared, args: &ServeArgs) -> Result<ServeOptions, Failure> {
    let usage = |sentence: &str, hint: &str| Failure::new(Worth::Usage, sentence, hint);
    if args.webhook.is_some() {
        return Err(usage(
            "a webhook is not served yet",
            "leave out `--webhook`; Lotse asks Telegram for updates then",
        ));
    }
    let token = token_from_environment().ok_or_else(|| {
        usage(
            "no token is set, so Telegram cannot be served",
            "get one from @BotFather and set TELOXIDE_TOKEN; `lotse chat` talks here without one",
        )
    })?;
    let token = Token::parse(&token).map_err(|fault| {
        usage(
            &fault.to_string(),
            "copy the whole token that @BotFather gave you into TELOXIDE_TOKEN",
        )
    })?;
    let mut options = ServeOptions::new(token);
    options.rates = Rates {
        chat: shared.limits.rate_chat,
        group: shared.limits.rate_group,
        all: shared.limits.rate_all,
    };
    if let Some(server) = env::var("TELEGRAM_API_URL")
        .ok()
        .filter(|url| !url.is_empty())
    {
        options.server = server;
    }
    Ok(options)
}

fn no_threads(error: &io::Error) -> Failure {
    Failure::new(
        Worth::Unable,
        format!("the program's threads cannot be started: {error}"),
        "check how many threads and open files the service may have",
    )
}

fn of_serving(error: &ServeError) -> Failure {
    let worth = match error.exit_code() {
        2 => Worth::Usage,
        _ => Worth::Unable,
    };
    Failure::new(worth, error.to_string(), error.hint())
}

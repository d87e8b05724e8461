//! The whole Telegram side from start to stop.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use super::addressing::Identity;
use super::backoff::Patience;
use super::batch::Batches;
use super::outbox::Outbox;
use super::polling::Polling;
use super::rates::Rates;
use super::respond::Respond;
use super::setup;
use super::tally::Tally;
use super::token::Token;
use super::transport::{CallError, TELEGRAM, Transport};
use crate::sessions::{Journal, JournalError, Sessions};

/// How long sending goes on after the signal to stop, and how long calls under way may then still take.
const DRAIN: (Duration, Duration) = (Duration::from_secs(5), Duration::from_secs(4));

/// What the Telegram side needs to know.
#[derive(Debug, Clone)]
pub struct ServeOptions {
    /// The bot's token.
    pub token: Token,
    /// The Bot API server.
    pub server: String,
    /// How much may be sent.
    pub rates: Rates,
    /// How failures are repeated.
    pub patience: Patience,
    /// How long Telegram keeps a question for updates open.
    pub poll: Duration,
    /// How many sessions are held in memory.
    pub live_sessions: usize,
}

impl ServeOptions {
    /// The options of a bot at Telegram's own server.
    pub fn new(token: Token) -> Self {
        Self {
            token,
            server: TELEGRAM.to_owned(),
            rates: Rates::default(),
            patience: Patience::default(),
            poll: Duration::from_secs(50),
            live_sessions: 100_000,
        }
    }
}

/// Why serving came to an end that nobody asked for.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ServeError {
    /// The token is not (or no longer) that of a bot.
    #[error("Telegram does not know this bot token")]
    Unauthorized,
    /// The journal failed for good.
    #[error(transparent)]
    Journal(JournalError),
    /// The address of the Bot API server is none.
    #[error("`{0}` is not the address of a Bot API server")]
    Server(String),
    /// The HTTP client could not start.
    #[error("the HTTP client cannot start: {0}")]
    Client(CallError),
    /// The signals to stop cannot be listened to.
    #[error("the signals to stop cannot be listened to: {0}")]
    Signals(std::io::Error),
}

impl ServeError {
    /// What to do about it.
    pub fn hint(&self) -> &'static str {
        match self {
            ServeError::Unauthorized => {
                "ask @BotFather for the bot's token (/mybots, then API Token) and set it as TELOXIDE_TOKEN"
            }
            ServeError::Server(_) => {
                "set TELEGRAM_API_URL to an address such as http://localhost:8081, or leave it out"
            }
            ServeError::Journal(_) => {
                "look after disk and permissions of the data folder, then start again; if the file is damaged, put \
                 back a backup"
            }
            ServeError::Client(_) | ServeError::Signals(_) => "start again; if it stays, report it",
        }
    }

    /// The exit code: 2 for wrong use, 3 for what could not be done.
    pub fn exit_code(&self) -> u8 {
        match self {
            ServeError::Unauthorized | ServeError::Server(_) => 2,
            _ => 3,
        }
    }
}

/// Serves Telegram until SIGTERM or SIGINT, with what lasts kept in `journal`; `knowledge` is where the pictures lie.
///
/// # Errors
/// When the token is refused or the journal breaks.
pub async fn serve(
    options: ServeOptions,
    responder: Arc<dyn Respond>,
    knowledge: PathBuf,
    journal: Arc<dyn Journal>,
) -> Result<(), ServeError> {
    let stop = signals().map_err(ServeError::Signals)?;
    Service::new(options, responder, journal, &knowledge)?
        .run(stop)
        .await
}

/// The Telegram side with everything it stands on.
pub struct Service {
    options: ServeOptions,
    responder: Arc<dyn Respond>,
    journal: Arc<dyn Journal>,
    transport: Transport,
    outbox: Outbox,
    tally: Arc<Tally>,
}

impl Service {
    /// Puts the parts together; nothing is sent yet.
    ///
    /// # Errors
    /// When the server's address is none, or the HTTP client cannot start.
    pub fn new(
        options: ServeOptions,
        responder: Arc<dyn Respond>,
        journal: Arc<dyn Journal>,
        knowledge: &Path,
    ) -> Result<Self, ServeError> {
        check_address(&options.server)?;
        let transport =
            Transport::new(&options.server, &options.token).map_err(ServeError::Client)?;
        let tally = Arc::new(Tally::default());
        let outbox = Outbox::new(
            transport.clone(),
            Arc::clone(&journal),
            knowledge,
            options.rates,
            options.patience,
            Arc::clone(&tally),
        );
        Ok(Self {
            options,
            responder,
            journal,
            transport,
            outbox,
            tally,
        })
    }

    /// What happened how often.
    pub fn tally(&self) -> Arc<Tally> {
        Arc::clone(&self.tally)
    }

    /// Runs until `stop` is done, then drains: at most 12 seconds, at once when there is nothing to send.
    ///
    /// # Errors
    /// When the token is refused or the journal breaks.
    pub async fn run(self, stop: impl Future<Output = ()>) -> Result<(), ServeError> {
        tokio::pin!(stop);
        let bot = tokio::select! {
            () = &mut stop => return Ok(()),
            bot = setup::identify(&self.transport, self.options.patience) => bot?,
        };
        tracing::info!(bot = bot.name, "connected to Telegram");
        self.resume().await?;
        let introduced = tokio::spawn({
            let transport = self.transport.clone();
            async move { setup::introduce(&transport).await }
        });
        let ended = self.poll(bot, stop).await;
        introduced.abort();
        tracing::info!("stopping; what is under way is finished");
        self.outbox.drain(DRAIN.0, DRAIN.1).await;
        ended
    }

    /// Takes up what an earlier run left, as soon as the journal can be read.
    async fn resume(&self) -> Result<(), ServeError> {
        loop {
            match self.outbox.resume().await {
                Ok(()) => return Ok(()),
                Err(error @ JournalError::Unavailable(_)) => {
                    tracing::error!(%error, "waiting for the journal");
                    tokio::time::sleep(Duration::from_secs(1)).await;
                }
                Err(error) => return Err(ServeError::Journal(error)),
            }
        }
    }

    async fn poll(&self, bot: Identity, stop: impl Future<Output = ()>) -> Result<(), ServeError> {
        let batches = Batches {
            bot,
            responder: Arc::clone(&self.responder),
            sessions: Sessions::new(Arc::clone(&self.journal), self.options.live_sessions),
            outbox: self.outbox.clone(),
            transport: self.transport.clone(),
            tally: Arc::clone(&self.tally),
        };
        let mut polling = Polling {
            transport: &self.transport,
            batches: &batches,
            patience: self.options.patience,
            timeout: self.options.poll,
            offset: 0,
        };
        polling.run(stop).await
    }
}

fn check_address(server: &str) -> Result<(), ServeError> {
    let is_web = |url: &reqwest::Url| matches!(url.scheme(), "http" | "https") && url.has_host();
    match reqwest::Url::parse(server) {
        Ok(url) if is_web(&url) => Ok(()),
        _ => Err(ServeError::Server(server.to_owned())),
    }
}

/// Done when SIGTERM or SIGINT arrives.
fn signals() -> std::io::Result<impl Future<Output = ()>> {
    use tokio::signal::unix::{SignalKind, signal};
    let mut terminate = signal(SignalKind::terminate())?;
    let mut interrupt = signal(SignalKind::interrupt())?;
    Ok(async move {
        tokio::select! {
            _ = terminate.recv() => {}
            _ = interrupt.recv() => {}
        }
    })
}

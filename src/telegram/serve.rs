//! The Telegram side from the first `getMe` to the last acknowledgement.

use std::net::SocketAddr;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use tokio::sync::mpsc;
use tokio::task::JoinHandle;

use super::addressing::BotIdentity;
use super::door::TelegramDoor;
use super::network::NetworkFault;
use super::polling::Polling;
use super::rates::Rates;
use super::setup;
use super::token::BotToken;
use super::transport::{TELEGRAM, Transport};
use super::updates::UpdateReader;
use super::webhook::{self, PostedUpdate, Webhook};
use crate::knowledge::GuideFolder;
use crate::service::door::Doors;
use crate::service::keep_up::keep_up;
use crate::service::{Respond, ServiceCore, ServiceOptions};
use crate::sessions::{Journal, JournalError};

/// Why nobody gets answers before the first answer of Telegram.
const UNKNOWN: &str = "Telegram has not yet told who this bot is";
/// Why nobody gets answers while updates do not arrive.
const UNREACHED: &str = "Telegram cannot be reached";

/// What serving Telegram needs to know.
#[derive(Debug, Clone)]
pub struct ServeOptions {
    /// The bot's token.
    pub token: BotToken,
    /// The Bot API server.
    pub server: String,
    /// Certificates in PEM form that are trusted beside those of the machine.
    pub ca_file: Option<PathBuf>,
    /// How much may be sent.
    pub rates: Rates,
    /// How long Telegram keeps a question for updates open.
    pub poll: Duration,
    /// Where the webhook listens, if there is one; without one, health and metrics if they have no address of their own.
    pub listen: Option<SocketAddr>,
    /// Where health and metrics are to be seen.
    pub health_listen: Option<SocketAddr>,
    /// Where Telegram posts updates; without it they are asked for. Needs `listen`.
    pub webhook: Option<Webhook>,
    /// What every door has.
    pub service: ServiceOptions,
}

impl ServeOptions {
    /// The options of a bot at Telegram's own server.
    pub fn new(token: BotToken) -> Self {
        Self {
            token,
            server: TELEGRAM.to_owned(),
            ca_file: None,
            rates: Rates::default(),
            poll: Duration::from_secs(50),
            listen: None,
            health_listen: None,
            webhook: None,
            service: ServiceOptions::default(),
        }
    }

    /// Where the webhook listens, and where health and metrics are to be seen: what stands before the internet shows
    /// neither unless both addresses are the same.
    pub fn addresses(&self) -> (Option<SocketAddr>, Option<SocketAddr>) {
        match self.webhook {
            Some(_) => (self.listen, self.health_listen),
            None => (None, self.health_listen.or(self.listen)),
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
    Journal(#[from] JournalError),
    /// The address of the Bot API server is none.
    #[error("`{0}` is not the address of a Bot API server")]
    Server(String),
    /// The address of the webhook is none.
    #[error("`{0}` cannot be a webhook: {1}")]
    Webhook(String, &'static str),
    /// The HTTP server cannot listen.
    #[error("the HTTP server cannot listen on {0}: {1}")]
    Listen(SocketAddr, std::io::Error),
    /// There is no way out to the server.
    #[error(transparent)]
    Network(#[from] NetworkFault),
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
            ServeError::Webhook(..) => {
                "give `--webhook` the public https address of this service, such as https://example.org/lotse"
            }
            ServeError::Listen(..) => {
                "look which program uses the port, or choose another one with `--listen`"
            }
            ServeError::Journal(_) => {
                "look after disk and permissions of the data folder, then start again; if the file is damaged, put \
                 back a backup"
            }
            ServeError::Network(fault) => fault.hint(),
            ServeError::Signals(_) => "start again; if it stays, report it",
        }
    }

    /// The exit code: 2 for wrong use, 3 for what could not be done.
    pub fn exit_code(&self) -> u8 {
        match self {
            ServeError::Unauthorized | ServeError::Server(_) | ServeError::Webhook(..) => 2,
            ServeError::Network(fault) if fault.is_of_settings() => 2,
            _ => 3,
        }
    }
}

/// The Telegram side with everything it stands on.
pub struct Telegram {
    /// What it serves with.
    pub options: ServeOptions,
    /// What stands behind it.
    pub core: Arc<ServiceCore>,
    knowledge: GuideFolder,
    transport: Transport,
    /// Its own, because a connection lives where it was opened.
    sending: Transport,
    posted: (mpsc::Sender<PostedUpdate>, mpsc::Receiver<PostedUpdate>),
}

impl Telegram {
    /// Puts the parts together; nothing is sent yet. `knowledge` is where the pictures lie.
    ///
    /// # Errors
    /// When the server's address is none or the HTTP client cannot start.
    pub fn new(
        options: ServeOptions,
        responder: Arc<dyn Respond>,
        journal: Arc<dyn Journal>,
        knowledge: impl Into<GuideFolder>,
    ) -> Result<Self, ServeError> {
        check_address(&options.server)?;
        let ca_file = options.ca_file.as_deref();
        let transport = || Transport::new(&options.server, &options.token, ca_file);
        let core = ServiceCore::new(options.service.clone(), responder, journal);
        core.metrics.health.door(Some(UNKNOWN));
        Ok(Self {
            transport: transport()?,
            sending: transport()?,
            core: Arc::new(core),
            knowledge: knowledge.into(),
            posted: webhook::way(),
            options,
        })
    }

    /// Where the webhook's updates come in, if there is one.
    pub fn routes(&self) -> Option<Router> {
        let hook = self.options.webhook.clone()?;
        let metrics = Arc::clone(&self.core.metrics);
        Some(webhook::routes(hook, self.posted.0.clone(), metrics))
    }

    /// Runs until `stop` is done, then drains.
    ///
    /// # Errors
    /// When the token is refused or the journal breaks.
    pub async fn run(self, stop: impl Future<Output = ()>) -> Result<(), ServeError> {
        tokio::pin!(stop);
        let patience = self.options.service.patience;
        let bot = tokio::select! {
            () = &mut stop => return Ok(()),
            bot = setup::identify(&self.transport, patience, &self.core.metrics.health) => bot?,
        };
        tracing::info!(bot = bot.name, "connected to Telegram");
        let batches = tokio::select! {
            () = &mut stop => return Ok(()),
            batches = self.core.open(self.doors(bot.clone())) => batches?,
        };
        // Who asks for updates has just been answered; who waits for them must first say where.
        let unreached = self.options.webhook.as_ref().map(|_| UNREACHED);
        self.core.metrics.health.door(unreached);
        let introduced = self.introduce();
        let reader = UpdateReader::new(bot);
        let receiving = async {
            let ended = if self.options.webhook.is_some() {
                webhook::receive(self.posted.1, &reader, &batches, &mut stop).await
            } else {
                let mut polling = Polling {
                    transport: &self.transport,
                    reader: &reader,
                    batches: &batches,
                    patience,
                    timeout: self.options.poll,
                    offset: 0,
                };
                polling.run(&mut stop).await
            };
            introduced.abort();
            ended
        };
        self.core.run(&batches, receiving).await
    }

    fn doors(&self, bot: BotIdentity) -> Doors {
        let door = TelegramDoor::new(
            bot,
            self.sending.clone(),
            self.knowledge.clone(),
            self.options.rates,
            self.options.service.patience.hold,
        );
        Doors::new(vec![Arc::new(door)])
    }

    /// Sets the webhook, if there is to be one, and tells people what the bot is.
    fn introduce(&self) -> JoinHandle<()> {
        let transport = self.transport.clone();
        let metrics = Arc::clone(&self.core.metrics);
        let responder = Arc::clone(&self.core.responder);
        let (hook, patience) = (self.options.webhook.clone(), self.options.service.patience);
        tokio::spawn(async move {
            let introduce = async || {
                if let Some(hook) = &hook {
                    hook.set(&transport, patience).await;
                    metrics.health.door(None);
                }
                setup::keep_introduced(&transport, &*responder).await;
            };
            keep_up("the introduction", patience, &metrics, introduce).await;
        })
    }
}

fn check_address(server: &str) -> Result<(), ServeError> {
    let is_web = |url: &reqwest::Url| matches!(url.scheme(), "http" | "https") && url.has_host();
    match reqwest::Url::parse(server) {
        Ok(url) if is_web(&url) => Ok(()),
        _ => Err(ServeError::Server(server.to_owned())),
    }
}

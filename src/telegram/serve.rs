//! The whole Telegram side from start to stop.

use std::collections::{BTreeMap, BTreeSet};
use std::net::{SocketAddr, TcpListener};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, Instant};

use axum::Router;
use tokio::runtime::Handle;
use tokio::sync::{mpsc, watch};
use tokio::task::JoinHandle;

use super::addressing::Identity;
use super::polling::Polling;
use super::setup;
use super::token::Token;
use super::transport::{CallError, TELEGRAM, Transport};
use super::updates::Albums;
use super::webhook::{self, Delivery, Webhook};
use crate::operations::metrics::{self, Lengths};
use crate::operations::{http, monitor};
use crate::service::Clock;
use crate::service::Rates;
use crate::service::Respond;
use crate::service::RetryPolicy;
use crate::service::Tally;
use crate::service::admin::Admins;
use crate::service::admission::{Admission, Maintenance};
use crate::service::batch::Batches;
use crate::service::journal_probe;
use crate::service::keep_up::keep_up;
use crate::service::outbox::Outbox;
use crate::service::poison::Suspects;
use crate::service::retention::Retention;
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
    pub patience: RetryPolicy,
    /// How long Telegram keeps a question for updates open.
    pub poll: Duration,
    /// How many sessions are held in memory.
    pub live_sessions: usize,
    /// How many messages and taps are answered per minute, of a person and in a chat; zero answers all.
    pub quota: u32,
    /// What the time is.
    pub clock: Clock,
    /// How many days without use a chat is kept; zero keeps it for ever.
    pub keep_days: u32,
    /// Who runs this Lotse.
    pub caretakers: Admins,
    /// Whether answering rests.
    pub maintenance: Maintenance,
    /// Where the webhook listens, if there is one; without one, health and metrics if they have no address of their own.
    pub listen: Option<SocketAddr>,
    /// Where health and metrics are to be seen.
    pub health_listen: Option<SocketAddr>,
    /// Where Telegram posts updates; without it they are asked for. Needs `listen`.
    pub webhook: Option<Webhook>,
    /// How long one update may take to compute; what takes longer ends the process.
    pub compute_timeout: Duration,
    /// Where calls are made, if not where everything else runs: there, hundreds of them hold up the one that asks for
    /// updates.
    pub sending: Option<Handle>,
}

impl ServeOptions {
    /// The options of a bot at Telegram's own server.
    pub fn new(token: Token) -> Self {
        Self {
            token,
            server: TELEGRAM.to_owned(),
            rates: Rates::default(),
            patience: RetryPolicy::default(),
            poll: Duration::from_secs(50),
            live_sessions: 100_000,
            quota: 60,
            clock: Clock::default(),
            keep_days: 365,
            caretakers: Admins::default(),
            maintenance: Maintenance::default(),
            listen: None,
            health_listen: None,
            webhook: None,
            compute_timeout: Duration::from_secs(10),
            sending: None,
        }
    }

    /// Where the webhook listens, and where health and metrics are to be seen: what stands before the internet shows
    /// neither unless both addresses are the same.
    fn addresses(&self) -> (Option<SocketAddr>, Option<SocketAddr>) {
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
    Journal(JournalError),
    /// The address of the Bot API server is none.
    #[error("`{0}` is not the address of a Bot API server")]
    Server(String),
    /// The address of the webhook is none.
    #[error("`{0}` cannot be a webhook: {1}")]
    Webhook(String, &'static str),
    /// The HTTP server cannot listen.
    #[error("the HTTP server cannot listen on {0}: {1}")]
    Listen(SocketAddr, std::io::Error),
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
            ServeError::Client(_) | ServeError::Signals(_) => "start again; if it stays, report it",
        }
    }

    /// The exit code: 2 for wrong use, 3 for what could not be done.
    pub fn exit_code(&self) -> u8 {
        match self {
            ServeError::Unauthorized | ServeError::Server(_) | ServeError::Webhook(..) => 2,
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
    listeners: BTreeMap<SocketAddr, TcpListener>,
}

impl Service {
    /// Puts the parts together; nothing is sent yet.
    ///
    /// # Errors
    /// When the server's address is none, the HTTP client cannot start or the HTTP server cannot listen.
    pub fn new(
        options: ServeOptions,
        responder: Arc<dyn Respond>,
        journal: Arc<dyn Journal>,
        knowledge: &Path,
    ) -> Result<Self, ServeError> {
        check_address(&options.server)?;
        let transport =
            || Transport::new(&options.server, &options.token).map_err(ServeError::Client);
        let (hook_at, health_at) = options.addresses();
        let mut listeners = BTreeMap::new();
        for address in BTreeSet::from_iter(hook_at.into_iter().chain(health_at)) {
            let listener = TcpListener::bind(address);
            let listener = listener.map_err(|error| ServeError::Listen(address, error))?;
            listeners.insert(address, listener);
        }
        let tally = Arc::new(Tally::default());
        let outbox = Outbox::new(
            // Its own, because a connection lives where it was opened.
            transport()?,
            Arc::clone(&journal),
            knowledge,
            &options,
            Arc::clone(&tally),
        );
        let transport = transport()?;
        Ok(Self {
            options,
            responder,
            journal,
            transport,
            outbox,
            tally,
            listeners,
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
    pub async fn run(mut self, stop: impl Future<Output = ()>) -> Result<(), ServeError> {
        let (way, deliveries) = webhook::way();
        let closing = watch::Sender::new(false);
        let mut servers = Vec::new();
        for (listener, app) in self.pages(&way) {
            let (patience, tally) = (self.options.patience, Arc::clone(&self.tally));
            let stop = closing.subscribe();
            servers.push(tokio::spawn(async move {
                let serve = || http::serve(&listener, &app, stop.clone());
                keep_up("the HTTP server", patience, &tally, serve).await
            }));
        }
        let ended = self.work(deliveries, stop).await;
        closing.send_replace(true);
        for server in servers {
            // It ends by itself within a second.
            let _ = server.await;
        }
        ended
    }

    /// From the first question to Telegram to the drain.
    async fn work(
        &self,
        deliveries: mpsc::Receiver<Delivery>,
        stop: impl Future<Output = ()>,
    ) -> Result<(), ServeError> {
        tokio::pin!(stop);
        let bot = tokio::select! {
            () = &mut stop => return Ok(()),
            bot = setup::identify(&self.transport, self.options.patience) => bot?,
        };
        tracing::info!(bot = bot.name, "connected to Telegram");
        let (suspects, resting) = tokio::select! {
            () = &mut stop => return Ok(()),
            left = self.resume() => left?,
        };
        self.tally.vitals.is_known();
        // Who asks for updates has just been answered; who waits for them must first say where.
        self.tally.vitals.reaches(self.options.webhook.is_none());
        let introduced = self.introduce();
        let batches = self.batches(bot, suspects);
        if resting.is_some() {
            tracing::warn!("answering rests since /wartung, until /wartung aus");
        }
        batches.gate.rest(resting);
        batches.warm_up().await;
        let retention = Retention {
            bot: &batches.bot,
            sessions: &batches.sessions,
            outbox: &self.outbox,
            clock: &self.options.clock,
            tally: &self.tally,
            keep_days: self.options.keep_days,
        };
        let vitals = &self.tally.vitals;
        let receiving = async {
            match &self.options.webhook {
                None => self.poll(&batches, &mut stop).await,
                Some(_) => webhook::receive(deliveries, &batches, &mut stop).await,
            }
        };
        let (patience, tally) = (self.options.patience, &*self.tally);
        let probe = || journal_probe::watch_over(&*self.journal, vitals, &self.options.clock);
        let ended = tokio::select! {
            ended = receiving => ended,
            () = keep_up("the sweep", patience, tally, || retention.run()) => Ok(()),
            () = keep_up("the journal's probe", patience, tally, probe) => Ok(()),
            broken = vitals.broken() => Err(ServeError::Journal(broken)),
        };
        vitals.stops();
        introduced.abort();
        tracing::info!("stopping; what is under way is finished");
        crash_point!("stop.before-drain");
        self.outbox.drain(DRAIN.0, DRAIN.1).await;
        crash_point!("stop.after-drain");
        let fault = vitals.fault().map(ServeError::Journal);
        ended.and(fault.map_or(Ok(()), Err))
    }

    /// What is served where; `way` is where the webhook's updates go.
    fn pages(&mut self, way: &mpsc::Sender<Delivery>) -> Vec<(TcpListener, Router)> {
        let (hook_at, health_at) = self.options.addresses();
        let listeners = std::mem::take(&mut self.listeners);
        let pages = listeners.into_iter().map(|(address, listener)| {
            let mut pages = Router::new();
            if let Some(hook) = self.options.webhook.clone()
                && hook_at == Some(address)
            {
                let tally = Arc::clone(&self.tally);
                pages = pages.merge(webhook::routes(hook, way.clone(), tally));
            }
            if health_at == Some(address) {
                pages = pages.merge(self.health());
            }
            (listener, pages)
        });
        pages.collect()
    }

    /// The pages of health and metrics.
    fn health(&self) -> Router {
        let (tally, outbox) = (Arc::clone(&self.tally), self.outbox.clone());
        let (responder, journal) = (Arc::clone(&self.responder), Arc::clone(&self.journal));
        let figures = move || {
            let (tally, responder) = (Arc::clone(&tally), Arc::clone(&responder));
            let (outbox, journal) = (outbox.clone(), Arc::clone(&journal));
            async move {
                let kept = tokio::time::timeout(Duration::from_secs(1), journal.figures()).await;
                let (chats, calls) = outbox.lengths();
                let lengths = Lengths {
                    chats,
                    calls,
                    content: responder.content(),
                    journal: kept.ok().and_then(Result::ok),
                };
                metrics::render(&tally, &lengths)
            }
        };
        monitor::routes(Arc::clone(&self.tally), figures)
    }

    /// Takes up what an earlier run left, as soon as the journal can be read: what it was computing, and what everybody
    /// is told if answering rests.
    async fn resume(&self) -> Result<(Suspects, Option<String>), ServeError> {
        loop {
            let resumed = async {
                let (begun, resting) = (self.journal.begun().await?, self.journal.resting().await?);
                self.outbox.resume().await?;
                Ok((Suspects::of(begun), resting))
            };
            let resumed = resumed.await;
            self.tally.vitals.journal(&resumed);
            match resumed {
                Ok(left) => return Ok(left),
                Err(error @ JournalError::Unavailable(_)) => {
                    tracing::error!(%error, "waiting for the journal");
                    tokio::time::sleep(Duration::from_secs(1)).await;
                }
                Err(error) => return Err(ServeError::Journal(error)),
            }
        }
    }

    /// Sets the webhook, if there is to be one, and tells people what the bot is.
    fn introduce(&self) -> JoinHandle<()> {
        let transport = self.transport.clone();
        let tally = Arc::clone(&self.tally);
        let (hook, patience) = (self.options.webhook.clone(), self.options.patience);
        tokio::spawn(async move {
            let introduce = async || {
                if let Some(hook) = &hook {
                    hook.set(&transport, patience).await;
                    tally.vitals.reaches(true);
                }
                setup::introduce(&transport).await;
            };
            keep_up("the introduction", patience, &tally, introduce).await;
        })
    }

    fn batches(&self, bot: Identity, suspects: Suspects) -> Batches {
        Batches {
            bot,
            responder: Arc::clone(&self.responder),
            sessions: Sessions::new(Arc::clone(&self.journal), self.options.live_sessions),
            outbox: self.outbox.clone(),
            roles: setup::roles(self.transport.clone()),
            caretakers: self.options.caretakers.clone(),
            begun: Instant::now(),
            clock: self.options.clock.clone(),
            gate: Admission::new(self.options.quota, self.options.maintenance.clone()),
            albums: Albums::default(),
            suspects,
            tally: Arc::clone(&self.tally),
            compute_timeout: self.options.compute_timeout,
        }
    }

    async fn poll(
        &self,
        batches: &Batches,
        stop: impl Future<Output = ()>,
    ) -> Result<(), ServeError> {
        let mut polling = Polling {
            transport: &self.transport,
            batches,
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

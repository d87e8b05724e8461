//! `lotse serve`: reads what Telegram is to be served with, and hands it to the Telegram side.

use std::io;
use std::sync::Arc;
use std::sync::mpsc::SyncSender;

use tokio::runtime::{Builder, Runtime};
use tokio::sync::Notify;

use crate::knowledge::Guide;
use crate::operations::logs;
use crate::operations::secrets::{self, SecretFault, TokenSource};
use crate::operations::serving;
use crate::operations::settings::Serving;
use crate::operations::settings::Shared;
use crate::operations::signals::Hangups;
use crate::service::{InService, MaintenanceNotice};
use crate::sessions::{ChatKey, Journal, SqliteJournal};
use crate::telegram::{Rates, Secret, ServeError, ServeOptions, Webhook};

use super::library;
use super::outcome::{ExitKind, Failure, Success};
use super::reload::{self, LastGood, Reloading, Stamps};

/// How Telegram reaches us.
#[derive(Debug, Clone, clap::Args)]
#[command(after_help = "\
Environment:
  TELOXIDE_TOKEN     the bot's token, from @BotFather; or name a file that holds it with --token-file
  LOTSE_…            every setting, as `lotse config --explain` names them

Examples:
  lotse serve --token-file bot.token
  lotse serve --token-file /etc/lotse/token --listen 127.0.0.1:8080 --log json
  lotse serve --webhook https://example.org/lotse --listen 127.0.0.1:8080

Changed content is put into service by itself; content with mistakes is not, and the log says why.")]
pub struct ServeArgs {
    /// The settings.
    #[command(flatten)]
    pub serving: Serving,
}

impl ServeArgs {
    /// Tells whether a token is set, right or wrong.
    pub fn has_token(&self) -> bool {
        TokenSource::find(self.serving.token_file.as_deref()).is_some()
    }
}

/// What is there before anything is read: SIGHUP means reload from the first moment on, and ends nothing.
pub struct Prelude {
    runtime: Runtime,
    hangups: Hangups,
}

impl Prelude {
    /// Begins to hear SIGHUP.
    ///
    /// # Errors
    /// When the runtime that hears it cannot be started.
    pub fn start() -> io::Result<Self> {
        // Nothing on it takes long, and no other thread has to be woken for what comes in.
        let runtime = Builder::new_current_thread().enable_all().build()?;
        let inside = runtime.enter();
        let hangups = Hangups::hear()?;
        drop(inside);
        Ok(Self { runtime, hangups })
    }
}

/// Reads the settings of serving again.
pub type SettingsAgain = fn() -> Result<Serving, Failure>;

/// Serves Telegram until the process is told to stop.
///
/// # Errors
/// When no usable token is set, when the guide cannot be used, or when serving ends with a fault.
pub fn run(
    shared: &Shared,
    args: &ServeArgs,
    prelude: io::Result<Prelude>,
    again: SettingsAgain,
) -> Result<Success, Failure> {
    logs::start(args.serving.log, &args.serving.log_filter);
    let mut options = options(shared, &args.serving)?;
    warn_of_what_is_missing(shared);
    // Before the library, which may take its time: who cannot serve learns it at once. And before the runtime is taken
    // over, so that the journal is closed when nothing uses it any more.
    let journal = journal(shared, &options)?;
    let read = Stamps::of_guide(&shared.knowledge);
    let encoder = library::encoder(&shared.encoder)?;
    let library = in_service(shared)?;
    let reloading = Reloading {
        encoder,
        knowledge: shared.knowledge.clone(),
        index: shared.index.clone(),
        in_service: Arc::clone(&library),
        read,
        watch: !args.serving.no_watch,
    };
    let reload = reloading.start().map_err(|error| no_threads(&error))?;
    let Prelude { runtime, hangups } = prelude.map_err(|error| no_threads(&error))?;
    let sending = Builder::new_multi_thread()
        .worker_threads(1)
        .enable_all()
        .build();
    let sending = sending.map_err(|error| no_threads(&error))?;
    options.service.sending = Some(sending.handle().clone());
    let knowledge = shared.knowledge.clone();
    runtime
        .block_on(async {
            let asked = Arc::clone(&options.service.admins.reload);
            let content = Arc::clone(&library);
            let hangups = tokio::spawn(reload_when_asked(hangups, reload, asked, content, again));
            let ended = serving::serve(options, library, knowledge, Arc::clone(&journal)).await;
            hangups.abort();
            ended
        })
        .map_err(|error| of_serving(&error))?;
    Ok(Success::Fine)
}

/// What is kept of people, opened.
fn journal(shared: &Shared, options: &ServeOptions) -> Result<Arc<dyn Journal>, Failure> {
    let journal = SqliteJournal::open(&shared.data, options.token.bot_id())
        .map_err(|error| Failure::new(ExitKind::Unable, error.to_string(), error.hint()))?;
    if secrets::is_open_to_others(&shared.data) {
        tracing::warn!(
            folder = %shared.data.display(),
            "others on this machine may look into the folder of what is kept of people; `chmod -R go= FOLDER` closes it"
        );
    }
    Ok(Arc::new(journal))
}

/// The library to begin with, which goes on learning beside.
fn in_service(shared: &Shared) -> Result<Arc<InService>, Failure> {
    let (guide, mistakes) = guide(shared)?;
    let (mut library, opening) = library::over(guide, shared)?;
    if let Some(news) = library::news(&opening) {
        tracing::info!("{news}");
    }
    tracing::info!(
        guide = %shared.knowledge,
        index = %shared.index.display(),
        journal = %shared.data.display(),
        "what is served, and where it lies"
    );
    library.operator.messenger = Some("Telegram".to_owned());
    let library = Arc::new(InService::new(library));
    if let Some(mistakes) = mistakes {
        library.begins_with_last_good(mistakes);
    }
    library::learn_beside(&library.current(), shared)?;
    Ok(library)
}

/// The guide to begin with: that of the folder, or the last good one with how many mistakes the folder's has.
///
/// # Errors
/// When the folder's cannot be used and no good one is kept.
fn guide(shared: &Shared) -> Result<(Guide, Option<usize>), Failure> {
    let loaded = shared.knowledge.load();
    let (mistakes, first) = match &loaded {
        Ok(loaded) => reload::named(&loaded.faults),
        Err(error) => (0, error.to_string()),
    };
    let failure = match loaded {
        Ok(loaded) => match library::whole(loaded, shared) {
            Ok(guide) => return Ok((guide, None)),
            Err(failure) => failure,
        },
        Err(error) => error.into(),
    };
    let kept = shared.knowledge.on_disk();
    let kept = kept.and_then(|folder| LastGood::beside(&shared.index).guide(folder));
    let guide = kept.ok_or(failure)?;
    tracing::error!(
        mistakes,
        first,
        "the content cannot be used, so the last good one is served; `lotse check` explains what is wrong"
    );
    Ok((guide, Some(mistakes)))
}

/// Asks for a reload at each SIGHUP, and whenever somebody in charge asks for one; SIGHUP changes the log too.
async fn reload_when_asked(
    mut hangups: Hangups,
    reload: SyncSender<()>,
    asked: Arc<Notify>,
    content: Arc<InService>,
    again: SettingsAgain,
) {
    loop {
        tokio::select! {
            () = hangups.next() => {
                // On a thread of its own, because a folder may hang.
                tokio::task::spawn_blocking(move || log_as_settings_say(again));
            }
            () = asked.notified() => {}
        }
        content.is_to_be_read();
        // Full means that a reload is due anyway.
        let _ = reload.try_send(());
    }
}

/// Logs what the settings say now; with mistakes in them, what was logged before.
fn log_as_settings_say(again: SettingsAgain) {
    match again() {
        Ok(serving) => logs::change(&serving.log_filter),
        Err(Failure::Told {
            sentence, details, ..
        }) => tracing::error!(
            why = sentence,
            details = details.trim_end(),
            "the settings cannot be read again, so what is logged stays"
        ),
        Err(Failure::Unheard) => {}
    }
}

/// Everything Telegram is served with, from the settings.
fn options(shared: &Shared, serving: &Serving) -> Result<ServeOptions, Failure> {
    let usage = |sentence: &str, hint: &str| Failure::new(ExitKind::Usage, sentence, hint);
    let source = TokenSource::find(serving.token_file.as_deref()).ok_or_else(|| {
        usage(
            "no token is set, so Telegram cannot be served",
            "get one from @BotFather and set TELOXIDE_TOKEN, or name a file that holds it with `--token-file`; `lotse \
             chat` talks here without one",
        )
    })?;
    let token = source.token().map_err(|fault| of_secret(&fault))?;
    let mut options = ServeOptions::new(token);
    options.rates = Rates {
        chat: shared.limits.rate_chat,
        group: shared.limits.rate_group,
        all: shared.limits.rate_all,
    };
    if !serving.telegram_api_url.is_empty() {
        options.server.clone_from(&serving.telegram_api_url);
    }
    options.service.quota = shared.limits.quota;
    options.service.keep_days = shared.keep_days;
    let admins = serving.admins.clone().unwrap_or_default().0;
    options.service.admins.chats = admins.into_iter().map(ChatKey::new).collect();
    options.service.maintenance = MaintenanceNotice {
        text: serving.maintenance.clone(),
        file: serving.maintenance_file.clone(),
    };
    options.ca_file.clone_from(&serving.ca_file);
    options.listen = serving.listen;
    options.health_listen = serving.health_listen;
    options.webhook = webhook(serving, &options)?;
    Ok(options)
}

/// Checks the webhook that the settings name, as far as that goes without a token.
///
/// # Errors
/// When Telegram would not take it, or when nothing is listened at.
pub(super) fn check_webhook(serving: &Serving) -> Result<(), Failure> {
    let Some(url) = &serving.webhook else {
        return Ok(());
    };
    Webhook::address(url, &serving.telegram_api_url).map_err(|error| of_serving(&error))?;
    match serving.listen {
        Some(_) => Ok(()),
        None => Err(Failure::new(
            ExitKind::Usage,
            "a webhook is set, but no address to listen on",
            "add `--listen`, such as `--listen 127.0.0.1:8080` behind a reverse proxy",
        )),
    }
}

/// Where Telegram posts updates, if it is to.
fn webhook(serving: &Serving, options: &ServeOptions) -> Result<Option<Webhook>, Failure> {
    let Some(url) = &serving.webhook else {
        return Ok(None);
    };
    check_webhook(serving)?;
    let secret = match &serving.webhook_secret_file {
        None => Secret::of(&options.token),
        Some(file) => {
            let text = secrets::read(file).map_err(|fault| of_secret(&fault))?;
            Secret::parse(&text).map_err(|shape| {
                let hint = "`openssl rand -hex 32` makes a good one";
                Failure::new(ExitKind::Usage, shape.to_string(), hint)
            })?
        }
    };
    let webhook = Webhook::new(url, secret, &options.server).map_err(|error| of_serving(&error))?;
    Ok(Some(webhook))
}

/// The law wants people to know who answers for this; the program runs without, so that it can be tried.
fn warn_of_what_is_missing(shared: &Shared) {
    let missing = shared.responsible.missing();
    if !missing.is_empty() {
        tracing::warn!(
            settings = missing.join(", "),
            "/datenschutz cannot say who is responsible; set what is missing before people use this bot"
        );
    }
    let made_up = shared.responsible.placeholders();
    if !made_up.is_empty() {
        tracing::warn!(
            settings = made_up.join(", "),
            "/datenschutz tells people the words of an example; set who is really responsible before people use this bot"
        );
    }
}

/// A secret that cannot be used.
pub(super) fn of_secret(fault: &SecretFault) -> Failure {
    Failure::new(ExitKind::Usage, fault.to_string(), fault.hint())
}

fn no_threads(error: &io::Error) -> Failure {
    Failure::new(
        ExitKind::Unable,
        format!("the program's threads cannot be started: {error}"),
        "check how many threads and open files the service may have",
    )
}

fn of_serving(error: &ServeError) -> Failure {
    let kind = match error.exit_code() {
        2 => ExitKind::Usage,
        _ => ExitKind::Unable,
    };
    Failure::new(kind, error.to_string(), error.hint())
}

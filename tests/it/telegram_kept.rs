//! The harness for what is kept and forgotten: the whole Telegram side over real HTTP, with the small guide, a journal
//! on disk and a clock that only the test moves.
//!
//! [`Town::start`] runs a bot beside the test; `town.api` is the world it lives in. [`Town::finds`] looks for words in
//! all files of the data folder, as somebody would who holds the disk in their hands.

use std::fs;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, AtomicU64, Ordering};
use std::time::Duration;

use fake_bot_api::{Chat, FakeBotApi, Observed, Screen};
use lotse::answer::Library;
use lotse::conversation::{Moment, Records};
use lotse::knowledge;
use lotse::operations::serving::Service;
use lotse::service::{Clock, InService, Metrics};
use lotse::sessions::{ChatKey, Journal, SqliteJournal};
use lotse::telegram::{BotToken, Rates, ServeOptions, Telegram};
use tempfile::TempDir;
use tokio::runtime::Runtime;

use crate::telegram_bot::quick;

/// The seconds of a day.
pub(crate) const DAY: i64 = 24 * 3600;
/// The moment at which the clock stands at first: noon of 1 January 2026.
pub(crate) const NEW_YEAR: i64 = 20_454 * DAY + DAY / 2;

/// A running bot, its world, its files and its clock.
pub(crate) struct Town {
    pub(crate) api: FakeBotApi,
    pub(crate) journal: Arc<SqliteJournal>,
    pub(crate) data: TempDir,
    pub(crate) metrics: Arc<Metrics>,
    clock: Arc<AtomicI64>,
    /// How often old chats are looked at by the day the clock shows.
    sweeps: AtomicU64,
    runtime: Option<Runtime>,
}

impl Town {
    /// Starts a bot in a world of its own.
    pub(crate) async fn start() -> Self {
        Self::start_with(|_| {}).await
    }

    /// Starts a bot with options of the test's own.
    pub(crate) async fn start_with(change: impl FnOnce(&mut ServeOptions)) -> Self {
        Self::start_in(quick().await, |_, options| change(options)).await
    }

    /// Starts a bot in this world, with options that may know it.
    pub(crate) async fn start_in(
        api: FakeBotApi,
        change: impl FnOnce(&FakeBotApi, &mut ServeOptions),
    ) -> Self {
        let data = tempfile::tempdir().unwrap();
        Self::on(api, data, Arc::new(AtomicI64::new(NEW_YEAR)), change)
    }

    /// Kills the bot and starts another on what lies on the disk at that moment.
    pub(crate) fn restart(mut self) -> Self {
        let found = tempfile::tempdir().unwrap();
        for name in ["journal.sqlite3", "journal.sqlite3-wal", "journal.lock"] {
            fs::copy(self.data.path().join(name), found.path().join(name)).unwrap();
        }
        if let Some(runtime) = self.runtime.take() {
            runtime.shutdown_background();
        }
        Self::on(self.api.clone(), found, Arc::clone(&self.clock), |_, _| {})
    }

    /// Starts a bot on a folder, by a clock.
    fn on(
        api: FakeBotApi,
        data: TempDir,
        clock: Arc<AtomicI64>,
        change: impl FnOnce(&FakeBotApi, &mut ServeOptions),
    ) -> Self {
        let token = BotToken::parse(&api.token()).unwrap();
        let journal = Arc::new(SqliteJournal::open(data.path(), token.bot_id()).unwrap());
        let mut options = ServeOptions::new(token);
        options.server = api.url();
        options.rates = Rates::OFF;
        options.service.quota = 0;
        options.poll = Duration::from_secs(2);
        let shown = Arc::clone(&clock);
        options.service.clock = Clock::of(move || Moment(shown.load(Ordering::Relaxed)));
        change(&api, &mut options);
        let guide = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/guides/klein");
        let library = Library::in_memory(knowledge::load(&guide).unwrap().guide.unwrap()).unwrap();
        let responder = Arc::new(InService::new(library));
        let kept: Arc<dyn Journal> = Arc::clone(&journal) as _;
        let service =
            Service::new(Telegram::new(options, responder, kept, guide.as_path()).unwrap())
                .unwrap();
        let metrics = service.metrics();
        let runtime = tokio::runtime::Builder::new_multi_thread()
            .worker_threads(1)
            .enable_all()
            .build()
            .unwrap();
        runtime.spawn(service.run(std::future::pending()));
        Self {
            api,
            journal,
            data,
            metrics,
            clock,
            sweeps: AtomicU64::new(1),
            runtime: Some(runtime),
        }
    }

    /// Lets days pass; each time old chats are looked at once.
    pub(crate) async fn wait_days(&self, days: i64) {
        self.swept().await;
        self.sweeps.fetch_add(1, Ordering::Relaxed);
        self.clock.fetch_add(days * DAY, Ordering::Relaxed);
    }

    /// Lets minutes pass.
    pub(crate) fn wait_minutes(&self, minutes: i64) {
        self.clock.fetch_add(minutes * 60, Ordering::Relaxed);
    }

    /// Has the clock show an hour of a day since 1 January 2026, both in UTC.
    pub(crate) fn is_now(&self, day: i64, hour: i64) {
        let moment = NEW_YEAR - DAY / 2 + day * DAY + hour * 3600;
        self.clock.store(moment, Ordering::Relaxed);
    }

    /// What the clock shows.
    pub(crate) fn now(&self) -> Moment {
        Moment(self.clock.load(Ordering::Relaxed))
    }

    /// The day the clock shows.
    pub(crate) fn today(&self) -> i64 {
        self.clock.load(Ordering::Relaxed) / DAY
    }

    /// Waits until old chats were looked at on the day the clock shows.
    pub(crate) async fn swept(&self) {
        let wanted = self.sweeps.load(Ordering::Relaxed);
        self.until(async || self.metrics.sweeps.get() >= wanted)
            .await;
    }

    /// Waits until every update is acknowledged and every call confirmed.
    pub(crate) async fn settled(&self) {
        let is_read = |world: &Observed<'_>| (world.pending_updates() == 0).then_some(());
        self.api.wait_for(is_read).await;
        self.until(async || self.journal.figures().await.unwrap().waiting == 0)
            .await;
    }

    /// Waits as [`settled`](Self::settled) does and looks at a chat.
    pub(crate) async fn screen(&self, chat: &Chat) -> Screen {
        self.settled().await;
        chat.screen_now()
    }

    /// Waits for something, no longer than what is forgotten may take.
    pub(crate) async fn until(&self, is_so: impl AsyncFn() -> bool) {
        for _ in 0..6_000 {
            if is_so().await {
                return;
            }
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
        panic!("it never came; last calls:\n{}", self.api.last_calls());
    }

    /// What is kept of a chat beside its session.
    pub(crate) async fn records(&self, chat: &Chat) -> Option<Records> {
        let chat = ChatKey::new(chat.id());
        self.journal.records(chat).await.unwrap()
    }

    /// Names the files of the data folder that hold these words; a number only where it is no part of a longer one.
    pub(crate) fn finds(&self, words: &str) -> Vec<String> {
        let is_digit = |byte: Option<&u8>| byte.is_some_and(u8::is_ascii_digit);
        let is_number = words.bytes().all(|byte| byte.is_ascii_digit());
        let mut found = Vec::new();
        for file in fs::read_dir(self.data.path()).unwrap() {
            let path = file.unwrap().path();
            let bytes = fs::read(&path).unwrap();
            let holds = |(at, window): (usize, &[u8])| {
                let is_longer =
                    at > 0 && is_digit(bytes.get(at - 1)) || is_digit(bytes.get(at + words.len()));
                window == words.as_bytes() && !(is_number && is_longer)
            };
            if bytes.windows(words.len()).enumerate().any(holds) {
                found.push(path.file_name().unwrap().to_string_lossy().into_owned());
            }
        }
        found
    }
}

impl Drop for Town {
    fn drop(&mut self) {
        if let Some(runtime) = self.runtime.take() {
            runtime.shutdown_background();
        }
    }
}

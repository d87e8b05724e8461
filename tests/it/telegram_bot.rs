//! The harness of the Telegram tests: the whole Telegram side over real HTTP against the fake Bot API server, with a
//! responder whose answers show what reached it.
//!
//! [`Bot::start`] runs a bot beside the test; `bot.api` is the world it lives in. [`Parrot`] numbers what a chat says
//! (the number is its session) and repeats it as it understood it. Words that make it do something else: `lang` (a text
//! of three messages), `panik` (panics), `bild` (a picture), `datei` (a file), `langsam` (100 ms), `zweimal` (two
//! messages); a tap on `hier …` edits, on `wort …` shows a word, on `stumm` gives no reply; `/rolle` says the role;
//! `warte` waits until nobody holds [`HOLD`].

use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use fake_bot_api::{Chat, FakeBotApi, Observed, Screen};
use lotse::conversation::{
    Attachment, Event, File, FileContent, Message, Moment, Occasion, Picture, Placement, Reply,
    Session,
};
use lotse::knowledge::Image;
use lotse::operations::serving::Service;
use lotse::service::{Metrics, Respond, RetryPolicy};
use lotse::telegram::{BotToken, Rates, ServeError, ServeOptions, Telegram};
use lotse::text::RichText;
use tokio::runtime::{Builder, Runtime};
use tokio::sync::oneshot;
use tokio::task::JoinHandle;

use crate::faulty_journal::FaultyJournal;

/// A running bot and its world.
pub(crate) struct Bot {
    pub(crate) api: FakeBotApi,
    pub(crate) journal: Arc<FaultyJournal>,
    pub(crate) metrics: Arc<Metrics>,
    stop: Option<oneshot::Sender<()>>,
    ended: JoinHandle<Result<(), ServeError>>,
    /// A runtime of its own, so that a bot that dies takes all its tasks along.
    runtime: Option<Runtime>,
}

impl Bot {
    /// Starts a bot in a world of its own, without limits on sending.
    pub(crate) async fn start() -> Self {
        Self::start_in(quick().await)
    }

    /// Starts a bot in this world.
    pub(crate) fn start_in(api: FakeBotApi) -> Self {
        Self::start_with(api, Arc::default(), Rates::OFF)
    }

    /// Starts a bot in this world that continues from a journal.
    pub(crate) fn start_with(api: FakeBotApi, journal: Arc<FaultyJournal>, rates: Rates) -> Self {
        Self::start_as(api, journal, |options| options.rates = rates)
    }

    /// The options of a bot in this world: without limits, and impatient.
    pub(crate) fn options(api: &FakeBotApi) -> ServeOptions {
        let mut options = ServeOptions::new(BotToken::parse(&api.token()).unwrap());
        options.server = api.url();
        options.rates = Rates::OFF;
        options.service.quota = 0;
        options.poll = Duration::from_secs(2);
        options.service.patience = RetryPolicy {
            first: Duration::from_millis(20),
            longest: Duration::from_millis(200),
            attempts: 10,
            ..RetryPolicy::default()
        };
        options
    }

    /// Puts the parts of a bot together.
    pub(crate) fn service(
        options: ServeOptions,
        journal: Arc<FaultyJournal>,
    ) -> Result<Service, ServeError> {
        let pictures = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/it/pictures");
        Service::new(Telegram::new(
            options,
            Arc::new(Parrot),
            journal,
            pictures.as_path(),
        )?)
    }

    /// Starts a bot in this world that continues from a journal, with options of the test's own.
    pub(crate) fn start_as(
        api: FakeBotApi,
        journal: Arc<FaultyJournal>,
        change: impl FnOnce(&mut ServeOptions),
    ) -> Self {
        let mut options = Self::options(&api);
        change(&mut options);
        let service = Self::service(options, Arc::clone(&journal)).unwrap();
        let metrics = service.metrics();
        let (stop, stopped) = oneshot::channel();
        let runtime = Builder::new_multi_thread()
            .worker_threads(1)
            .enable_all()
            .build()
            .unwrap();
        let ended = runtime.spawn(service.run(async move {
            let _ = stopped.await;
        }));
        Self {
            api,
            journal,
            metrics,
            stop: Some(stop),
            ended,
            runtime: Some(runtime),
        }
    }

    /// Waits until every update is acknowledged and every call confirmed.
    pub(crate) async fn settled(&self) {
        let is_read = |world: &Observed<'_>| (world.pending_updates() == 0).then_some(());
        self.api.wait_for(is_read).await;
        for _ in 0..2_000 {
            if self.journal.unconfirmed().await == 0 {
                return;
            }
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
        panic!(
            "unconfirmed calls stay; last calls:\n{}",
            self.api.last_calls()
        );
    }

    /// Waits as [`settled`](Self::settled) does and looks at a chat.
    pub(crate) async fn screen(&self, chat: &Chat) -> Screen {
        self.settled().await;
        chat.screen_now()
    }

    /// Asks the bot to stop and waits until it has.
    pub(crate) async fn stop(mut self) -> Result<(), ServeError> {
        self.stop.take();
        self.ended().await
    }

    /// Waits until the bot ends by itself.
    pub(crate) async fn ended(mut self) -> Result<(), ServeError> {
        let ended = tokio::time::timeout(Duration::from_secs(20), &mut self.ended).await;
        ended.unwrap().unwrap()
    }

    /// Kills the bot in the middle of whatever it does; what is left is the world and the journal.
    pub(crate) async fn dies(mut self) -> (FakeBotApi, Arc<FaultyJournal>) {
        let runtime = self.runtime.take().unwrap();
        let end = move || runtime.shutdown_timeout(Duration::from_secs(5));
        tokio::task::spawn_blocking(end).await.unwrap();
        (self.api.clone(), Arc::clone(&self.journal))
    }
}

impl Drop for Bot {
    fn drop(&mut self) {
        if let Some(runtime) = self.runtime.take() {
            runtime.shutdown_background();
        }
    }
}

/// A world that loses no time with waiting for quiet and has no limits on sending.
pub(crate) async fn quick() -> FakeBotApi {
    FakeBotApi::builder()
        .rates(fake_bot_api::Rates::off())
        .start()
        .await
        .unwrap()
}

/// What the bot's messages say, oldest first.
pub(crate) fn texts_of_bot(screen: &Screen) -> Vec<&str> {
    let by_bot = screen.messages.iter().filter(|message| message.is_by_bot);
    by_bot.map(|message| message.text.as_str()).collect()
}

/// Whoever holds this keeps those who say `warte` waiting.
pub(crate) static HOLD: tokio::sync::Mutex<()> = tokio::sync::Mutex::const_new(());

/// Answers with what it heard.
pub(crate) struct Parrot;

impl Respond for Parrot {
    fn respond(&self, session: Session, event: &Event, _now: Moment) -> (Session, Vec<Reply>) {
        let is_service = event.occasion == Occasion::Attachment(Attachment::Service);
        if is_service || !event.addressed {
            return (session, Vec::new());
        }
        let (session, number) = count(session);
        let replies = match &event.occasion {
            Occasion::Text(text) if text == "panik" => panic!("as asked: {text}"),
            Occasion::Text(text) if text == "warte" => {
                drop(HOLD.blocking_lock());
                vec![below("gewartet")]
            }
            Occasion::Text(text) if text == "lang" => vec![below(&"Noch ein Wort. ".repeat(700))],
            Occasion::Text(text) if text == "zweimal" => vec![below("eins"), below("zwei")],
            Occasion::Text(text) if text == "langsam" => {
                std::thread::sleep(Duration::from_millis(100));
                vec![below("langsam")]
            }
            Occasion::Text(text) if text == "datei" => vec![Reply::File(File {
                name: "Termine.ics".to_owned(),
                media: "text/calendar",
                content: FileContent::Text("BEGIN:VCALENDAR\n".to_owned()),
                caption: "Ihre Termine.".to_owned(),
                otherwise: "Die Datei fehlt.".to_owned(),
                with_records: false,
            })],
            Occasion::Text(text) if text == "bild" => vec![picture("platzhalter.png")],
            Occasion::Text(text) if text == "kein bild" => vec![picture("fehlt.png")],
            Occasion::Command { name, .. } if name == "rolle" => {
                vec![below(&format!("{:?}", event.role))]
            }
            Occasion::Tap(data) => tapped(data, number),
            Occasion::Removed => Vec::new(),
            occasion => vec![below(&format!("{number}: {occasion:?}"))],
        };
        (session, replies)
    }

    fn needs_role(&self, event: &Event) -> bool {
        matches!(&event.occasion, Occasion::Command { name, .. } if name == "rolle")
    }
}

fn count(mut session: Session) -> (Session, usize) {
    session.offered.push((String::new(), String::new()));
    let number = session.offered.len();
    (session, number)
}

fn tapped(data: &str, number: usize) -> Vec<Reply> {
    match data.split_once(' ') {
        Some(("hier", text)) => {
            let text = RichText::paragraph(format!("{number}: {text}"));
            let message = Message::below(text);
            vec![Reply::Message(Message {
                placement: Placement::Instead,
                ..message
            })]
        }
        Some(("wort", word)) => vec![Reply::Toast(word.to_owned())],
        _ => Vec::new(),
    }
}

fn below(text: &str) -> Reply {
    Reply::Message(Message::below(RichText::paragraph(text)))
}

fn picture(file: &str) -> Reply {
    Reply::Picture(Picture {
        image: Image {
            path: file.into(),
            text: "Platzhalter".to_owned(),
        },
        caption: RichText::paragraph("Das Bild folgt noch."),
        buttons: Vec::new(),
    })
}

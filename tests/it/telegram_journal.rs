//! The Telegram side on the journal on disk: what a chat said outlasts a kill, and what was not sent goes out.

use std::fs;
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use fake_bot_api::{FakeBotApi, Fault, Rates as FakeRates};
use lotse::conversation::{Event, Message, Moment, Reply, Session};
use lotse::operations::serving::Service;
use lotse::service::Respond;
use lotse::sessions::SqliteJournal;
use lotse::telegram::{BotToken, Rates, ServeOptions, Telegram};
use lotse::text::RichText;
use tempfile::TempDir;
use tokio::runtime::Runtime;

/// Says how many times the chat has spoken.
struct Counter;

impl Respond for Counter {
    fn respond(&self, mut session: Session, _: &Event, _: Moment) -> (Session, Vec<Reply>) {
        session.offered.push((String::new(), String::new()));
        let number = session.offered.len();
        let message = Message::below(RichText::paragraph(format!("Nummer {number}")));
        (session, vec![Reply::Message(message)])
    }
}

/// A bot on a data folder, in a runtime of its own that a kill takes along.
fn start(api: &FakeBotApi, data: &Path) -> Runtime {
    let token = BotToken::parse(&api.token()).unwrap();
    let journal = Arc::new(SqliteJournal::open(data, token.bot_id()).unwrap());
    let mut options = ServeOptions::new(token);
    options.server = api.url();
    options.rates = Rates::OFF;
    options.service.quota = 0;
    options.poll = Duration::from_secs(2);
    let service =
        Service::new(Telegram::new(options, Arc::new(Counter), journal, Path::new(".")).unwrap())
            .unwrap();
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(1)
        .enable_all()
        .build()
        .unwrap();
    runtime.spawn(service.run(std::future::pending()));
    runtime
}

/// Kills a bot: what a new one finds is what lay on the disk at that moment.
fn kill(bot: Runtime, data: &Path) -> TempDir {
    let found = tempfile::tempdir().unwrap();
    for name in ["journal.sqlite3", "journal.sqlite3-wal", "journal.lock"] {
        fs::copy(data.join(name), found.path().join(name)).unwrap();
    }
    bot.shutdown_background();
    found
}

#[tokio::test]
async fn a_chat_goes_on_where_it_stood_before_the_kill() {
    let api = FakeBotApi::builder()
        .rates(FakeRates::off())
        .start()
        .await
        .unwrap();
    let mut data = tempfile::tempdir().unwrap();
    let erika = api.private_chat("Erika");
    for number in 1..=3 {
        let bot = start(&api, data.path());
        let screen = erika.says("weiter").await;
        assert_eq!(screen.last().unwrap().text, format!("Nummer {number}"));
        let found = kill(bot, data.path());
        data = found;
    }
}

#[tokio::test]
async fn what_was_kept_and_not_sent_goes_out_after_the_kill() {
    let api = FakeBotApi::builder()
        .rates(FakeRates::off())
        .start()
        .await
        .unwrap();
    let data = tempfile::tempdir().unwrap();
    let erika = api.private_chat("Erika");
    let asked = Fault::TooManyRequests {
        retry_after: Some(1),
    };
    api.next_calls("sendMessage", 1, asked);
    let bot = start(&api, data.path());
    erika.posts("weiter");
    api.wait_for(|world| world.calls_of("sendMessage").next().map(|_| ()))
        .await;
    let found = kill(bot, data.path());
    let bot = start(&api, found.path());
    api.wait_for(|world| {
        let screen = world.screen(erika.id());
        (screen.last()?.text == "Nummer 1").then_some(())
    })
    .await;
    bot.shutdown_background();
}

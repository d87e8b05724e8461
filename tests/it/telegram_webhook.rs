//! The webhook over HTTP: who may post, what is acknowledged when, order, rolling restarts, and slow clients.

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use fake_bot_api::{FakeBotApi, Fault, Observed};
use lotse::service::RefusalReason;
use lotse::sessions::JournalError;
use lotse::telegram::{Secret, ServeOptions, Webhook};
use reqwest::{Client, StatusCode};
use serde_json::{Value, json};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

use crate::faulty_journal::FaultyJournal;
use crate::telegram_bot::{Bot, HOLD, quick, texts_of_bot};

pub(crate) const SECRET: &str = "geheim-0123456789";

/// A port that was free a moment ago: the address must be known before the bot starts.
pub(crate) fn free_address() -> SocketAddr {
    let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    listener.local_addr().unwrap()
}

/// A bot that listens, and its address.
pub(crate) struct Hooked {
    pub(crate) bot: Bot,
    pub(crate) address: SocketAddr,
    /// Where its health is to be seen.
    health: SocketAddr,
    client: Client,
}

impl Hooked {
    pub(crate) async fn start() -> Self {
        Self::start_in(quick().await, Arc::default(), |_| {}).await
    }

    async fn start_in(
        api: FakeBotApi,
        journal: Arc<FaultyJournal>,
        change: impl FnOnce(&mut ServeOptions),
    ) -> Self {
        let (address, health) = (free_address(), free_address());
        let hook = Webhook::new(
            &format!("http://{address}/lotse"),
            Secret::parse(SECRET).unwrap(),
            &api.url(),
        )
        .unwrap();
        let bot = Bot::start_as(api, journal, |options| {
            options.listen = Some(address);
            options.health_listen = Some(health);
            options.webhook = Some(hook);
            change(options);
        });
        let client = Client::new();
        let hooked = Self {
            bot,
            address,
            health,
            client,
        };
        hooked.becomes("/readyz", StatusCode::OK).await;
        hooked
    }

    async fn get(&self, path: &str) -> (StatusCode, String) {
        self.get_at(self.health, path).await
    }

    async fn get_at(&self, address: SocketAddr, path: &str) -> (StatusCode, String) {
        let answer = self.client.get(format!("http://{address}{path}"));
        match answer.send().await {
            Ok(answer) => (answer.status(), answer.text().await.unwrap()),
            Err(_) => (StatusCode::IM_A_TEAPOT, "no connection".to_owned()),
        }
    }

    async fn becomes(&self, path: &str, status: StatusCode) {
        for _ in 0..1_000 {
            if self.get(path).await.0 == status {
                return;
            }
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
        panic!("{path} stays {:?}", self.get(path).await);
    }

    /// Waits until so many updates stand in line behind the one that is being applied.
    async fn waits_for(&self, waiting: u64) {
        for _ in 0..2_000 {
            let taken = self.bot.metrics.updates.get() >= 2;
            let level = self.bot.metrics.waiting_updates.get();
            if taken && (waiting == 0 || level == waiting) {
                return;
            }
            tokio::time::sleep(Duration::from_millis(2)).await;
        }
        panic!("not {waiting} are waiting");
    }

    async fn posts(&self, body: impl Into<reqwest::Body>, secret: Option<&str>) -> StatusCode {
        let mut request = self.client.post(format!("http://{}/lotse", self.address));
        if let Some(secret) = secret {
            request = request.header("X-Telegram-Bot-Api-Secret-Token", secret);
        }
        request.body(body).send().await.unwrap().status()
    }

    async fn delivers(&self, update: &Value) -> StatusCode {
        self.posts(update.to_string(), Some(SECRET)).await
    }
}

fn said(id: i64, chat: i64, text: &str) -> Value {
    json!({ "update_id": id, "message": {
        "message_id": id, "date": 1_700_000_000, "text": text,
        "chat": { "id": chat, "type": "private", "first_name": "Erika" },
        "from": { "id": chat, "is_bot": false, "first_name": "Erika" },
    } })
}

/// A tap that counts for the session and is answered without a message.
fn tapped(id: i64, chat: i64) -> Value {
    json!({ "update_id": id, "callback_query": {
        "id": id.to_string(), "chat_instance": "1", "data": "stumm", "message": said(1, chat, "A")["message"],
        "from": { "id": chat, "is_bot": false, "first_name": "Erika" },
    } })
}

#[tokio::test]
async fn people_are_answered_through_the_webhook() {
    let hooked = Hooked::start().await;
    let erika = hooked.bot.api.private_chat("Erika");
    let screen = erika.says("eins").await;
    assert_eq!(screen.text(), "1: Text(\"eins\")");
    let screen = erika.says("zwei").await;
    assert_eq!(screen.text(), "2: Text(\"zwei\")");
    assert_eq!(hooked.bot.api.calls_of("getUpdates").len(), 0);
    assert_eq!(hooked.bot.api.malformed_calls(), []);
}

#[tokio::test]
async fn only_the_right_secret_comes_in_and_only_through_its_door() {
    let hooked = Hooked::start().await;
    let update = said(1, 5, "eins").to_string();
    for secret in [
        None,
        Some(""),
        Some("geheim-012345678"),
        Some("geheim-01234567890"),
    ] {
        let status = hooked.posts(update.clone(), secret).await;
        assert_eq!(status, StatusCode::UNAUTHORIZED, "{secret:?}");
    }
    assert_eq!(
        hooked
            .bot
            .metrics
            .turned_away
            .get_or_create(&RefusalReason::Secret)
            .get(),
        4
    );
    assert_eq!(hooked.bot.metrics.updates.get(), 0);
    for path in ["/", "/lotse/", "/lots", "/lotse2", "/healthz/x"] {
        let (status, _) = hooked.get_at(hooked.address, path).await;
        assert_eq!(status, StatusCode::NOT_FOUND, "{path}");
    }
    let (status, _) = hooked.get_at(hooked.address, "/lotse").await;
    assert_eq!(status, StatusCode::METHOD_NOT_ALLOWED);
}

#[tokio::test]
async fn a_body_that_no_update_has_is_refused() {
    let hooked = Hooked::start().await;
    let padded = |length: usize| {
        let bare = said(7, 5, "").to_string().len();
        said(7, 5, &"a".repeat(length - bare)).to_string()
    };
    let limit = 256 * 1024;
    for length in [limit + 1, limit + 500_000] {
        let status = hooked.posts(padded(length), Some(SECRET)).await;
        assert_eq!(status, StatusCode::PAYLOAD_TOO_LARGE, "{length}");
    }
    assert_eq!(
        hooked.posts(padded(limit), Some(SECRET)).await,
        StatusCode::OK
    );
    assert_eq!(
        hooked
            .bot
            .metrics
            .turned_away
            .get_or_create(&RefusalReason::Size)
            .get(),
        2
    );
}

#[tokio::test]
async fn a_body_without_end_is_cut_off_where_it_is_too_long() {
    let hooked = Hooked::start().await;
    let mut stream = TcpStream::connect(hooked.address).await.unwrap();
    let head = format!(
        "POST /lotse HTTP/1.1\r\nHost: x\r\nX-Telegram-Bot-Api-Secret-Token: {SECRET}\r\n\
         Transfer-Encoding: chunked\r\n\r\n"
    );
    stream.write_all(head.as_bytes()).await.unwrap();
    let chunk = format!("10000\r\n{}\r\n", "a".repeat(0x10000));
    for _ in 0..200 {
        if stream.write_all(chunk.as_bytes()).await.is_err() {
            break;
        }
    }
    hooked.becomes("/healthz", StatusCode::OK).await;
    assert_eq!(
        hooked
            .bot
            .metrics
            .turned_away
            .get_or_create(&RefusalReason::Size)
            .get(),
        1
    );
}

#[tokio::test]
async fn what_will_never_be_understood_is_acknowledged() {
    let hooked = Hooked::start().await;
    for body in [
        "",
        "{",
        "null",
        "[1]",
        "\u{1f600}",
        "{\"update_id\":-3}",
        &"[".repeat(9999),
    ] {
        let status = hooked.posts(body.to_owned(), Some(SECRET)).await;
        assert_eq!(status, StatusCode::OK, "{body}");
    }
    let status = hooked.posts(vec![0xff_u8, 0xfe], Some(SECRET)).await;
    assert_eq!(status, StatusCode::OK);
    let erika = hooked.bot.api.private_chat("Erika");
    assert_eq!(erika.says("noch da?").await.text(), "1: Text(\"noch da?\")");
}

#[tokio::test]
async fn nothing_is_acknowledged_that_is_not_kept() {
    let hooked = Hooked::start().await;
    let sick = || JournalError::Unavailable("disk full".to_owned());
    hooked.bot.journal.fail_next([sick(), sick()]);
    let update = said(1, 5, "eins");
    for _ in 0..2 {
        let status = hooked.delivers(&update).await;
        assert_eq!(status, StatusCode::SERVICE_UNAVAILABLE);
        for page in ["/healthz", "/readyz"] {
            let (status, why) = hooked.get(page).await;
            assert_eq!(status, StatusCode::SERVICE_UNAVAILABLE, "{page}");
            assert_eq!(why, "the journal cannot write\n");
        }
    }
    assert_eq!(hooked.delivers(&update).await, StatusCode::OK);
    assert_eq!(
        hooked.get("/healthz").await,
        (StatusCode::OK, "ok\n".to_owned())
    );
    // The 200 got lost on its way, say: it comes again and changes nothing.
    assert_eq!(hooked.delivers(&update).await, StatusCode::OK);
    assert_eq!(hooked.bot.metrics.duplicates.get(), 1);
}

#[tokio::test]
async fn a_journal_that_is_well_again_turns_health_green_although_nothing_comes() {
    let hooked = Hooked::start().await;
    let sick = JournalError::Unavailable("disk full".to_owned());
    hooked.bot.journal.fail_next([sick.clone(), sick]);
    let status = hooked.delivers(&said(1, 5, "eins")).await;
    assert_eq!(status, StatusCode::SERVICE_UNAVAILABLE);
    hooked
        .becomes("/healthz", StatusCode::SERVICE_UNAVAILABLE)
        .await;
    hooked.bot.journal.recover();
    hooked.becomes("/healthz", StatusCode::OK).await;
}

#[tokio::test]
async fn a_broken_journal_ends_the_run_unacknowledged() {
    let hooked = Hooked::start().await;
    let broken = JournalError::Broken("flush failed".to_owned());
    hooked.bot.journal.fail_next([broken]);
    let status = hooked.delivers(&said(1, 5, "eins")).await;
    assert_eq!(status, StatusCode::SERVICE_UNAVAILABLE);
    assert_eq!(hooked.bot.ended().await.unwrap_err().exit_code(), 3);
}

#[tokio::test]
async fn messages_and_taps_of_one_chat_that_arrive_in_parallel_stay_in_order() {
    let hooked = Hooked::start().await;
    let erika = hooked.bot.api.private_chat("Erika");
    erika.says("eins").await;
    // While somebody else is answered, everything waits; the newest arrives first.
    let held = HOLD.lock().await;
    let base = 900_000;
    let mut requests = Vec::new();
    let waits = said(base, 77, "warte");
    let newest_first = (1..=20).rev();
    // Telegram queues messages by chat and taps by person, so they overtake each other.
    let numbers = newest_first.map(|n| match n % 3 {
        0 => tapped(base + n, erika.id()),
        _ => said(base + n, erika.id(), &n.to_string()),
    });
    for (waiting, update) in std::iter::once(waits).chain(numbers).enumerate() {
        let request = hooked
            .client
            .post(format!("http://{}/lotse", hooked.address))
            .header("X-Telegram-Bot-Api-Secret-Token", SECRET)
            .body(update.to_string());
        requests.push(tokio::spawn(request.send()));
        let waiting = u64::try_from(waiting).unwrap();
        hooked.waits_for(waiting).await;
    }
    drop(held);
    for request in requests {
        assert_eq!(request.await.unwrap().unwrap().status(), StatusCode::OK);
    }
    let screen = hooked.bot.screen(&erika).await;
    let expected: Vec<String> = std::iter::once("1: Text(\"eins\")".to_owned())
        .chain(
            (1..=20)
                .filter(|n| n % 3 != 0)
                .map(|n| format!("{}: Text(\"{n}\")", n + 1)),
        )
        .collect();
    assert_eq!(texts_of_bot(&screen), expected);
}

#[tokio::test]
async fn a_rolling_restart_never_deletes_the_webhook() {
    let hooked = Hooked::start().await;
    let api = hooked.bot.api.clone();
    let journal = Arc::clone(&hooked.bot.journal);
    let erika = api.private_chat("Erika");
    erika.says("eins").await;
    hooked.bot.stop().await.unwrap();
    erika.posts("zwei");
    let hooked = Hooked::start_in(api.clone(), journal, |_| {}).await;
    api.wait_for(|world| (texts_of_bot(&world.screen(erika.id())).len() == 2).then_some(()))
        .await;
    assert_eq!(api.calls_of("deleteWebhook").len(), 0);
    let set = api.calls_of("setWebhook");
    let taken = set.iter().filter(|call| call.status == Some(200));
    assert_eq!(taken.count(), 2);
    assert!(set.len() <= 4, "no sooner than Telegram asks: {set:?}");
    hooked.bot.stop().await.unwrap();
}

#[tokio::test]
async fn slow_clients_do_not_stop_the_rest() {
    let hooked = Hooked::start().await;
    let mut slow = Vec::new();
    for n in 0..1000 {
        let mut stream = TcpStream::connect(hooked.address).await.unwrap();
        let head: String = match n % 3 {
            0 => String::new(),
            1 => "POST /lotse HT".to_owned(),
            _ => format!(
                "POST /lotse HTTP/1.1\r\nHost: x\r\nX-Telegram-Bot-Api-Secret-Token: {SECRET}\r\n\
                 Content-Length: 100\r\n\r\n{{"
            ),
        };
        stream.write_all(head.as_bytes()).await.unwrap();
        slow.push(stream);
    }
    let erika = hooked.bot.api.private_chat("Erika");
    assert_eq!(erika.says("eins").await.text(), "1: Text(\"eins\")");
    assert_eq!(hooked.get("/healthz").await.0, StatusCode::OK);
    // The slow ones are cut off, and in the end the run ends without waiting for them.
    let mut rest = Vec::new();
    let stream = &mut slow[2];
    let _ = tokio::time::timeout(Duration::from_secs(30), stream.read_to_end(&mut rest)).await;
    assert!(
        rest.starts_with(b"HTTP/1.1 408"),
        "{}",
        String::from_utf8_lossy(&rest)
    );
    hooked.bot.stop().await.unwrap();
}

#[tokio::test]
async fn health_readiness_and_figures_are_shown_to_whoever_polls_too() {
    let address = free_address();
    let bot = Bot::start_as(quick().await, Arc::default(), |options| {
        options.listen = Some(address);
    });
    let client = Client::new();
    let hooked = Hooked {
        bot,
        address,
        health: address,
        client,
    };
    hooked.becomes("/readyz", StatusCode::OK).await;
    let erika = hooked.bot.api.private_chat("Erika");
    erika.says("eins").await;
    hooked.bot.settled().await;
    let (status, page) = hooked.get("/metrics").await;
    assert_eq!(status, StatusCode::OK);
    for expected in [
        "\nlotse_updates_total 1\n",
        "\nlotse_ready 1\n",
        "\nlotse_calls_sent_total 1\n",
        "\nlotse_commit_seconds_count 1\n",
        "\nlotse_outbox_chats 0\n",
        "\nlotse_journal_waiting_calls 0\n",
    ] {
        assert!(page.contains(expected), "{expected}\n---\n{page}");
    }
    for canary in ["Erika", "eins", &erika.id().to_string()] {
        assert!(!page.contains(canary), "{canary}");
    }
    hooked.bot.api.goes_offline();
    hooked
        .becomes("/readyz", StatusCode::SERVICE_UNAVAILABLE)
        .await;
    assert_eq!(hooked.get("/healthz").await.0, StatusCode::OK);
}

#[tokio::test]
async fn what_stands_before_the_internet_shows_neither_health_nor_figures() {
    let hooked = Hooked::start().await;
    for page in ["/healthz", "/readyz", "/metrics"] {
        assert_eq!(hooked.get(page).await.0, StatusCode::OK, "{page}");
        let (status, _) = hooked.get_at(hooked.address, page).await;
        assert_eq!(status, StatusCode::NOT_FOUND, "{page}");
    }
    let elsewhere = hooked
        .client
        .post(format!("http://{}/lotse", hooked.health));
    let status = elsewhere.send().await.unwrap().status();
    assert_eq!(status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn a_slow_look_up_of_a_role_holds_up_its_chat_only_behind_a_webhook_too() {
    let hooked = Hooked::start().await;
    let api = &hooked.bot.api;
    let erika = api.supergroup("Projektteam").member("Erika");
    let ali = api.private_chat("Ali");
    api.next_calls("getChatMember", 1, Fault::Slow { millis: 2500 });
    // The fake server delivers one update after the other; Telegram delivers many at once.
    api.hold_updates();
    let ids = [
        erika.posts(&format!("/rolle@{}", api.username())).1,
        erika.posts("/weiter").1,
        ali.posts("eins").1,
    ];
    let [role, onward, others] = ids.map(|id| {
        let is_it = |update: &&Value| update["update_id"] == id;
        api.look(|world| world.updates().find(is_it).cloned().unwrap())
    });
    let meanwhile = async {
        api.wait_for(|world| world.calls_of("getChatMember").next().map(|_| ()))
            .await;
        let status = hooked.delivers(&others).await;
        (status, texts_of_bot(&erika.screen_now()).len())
    };
    let (first, second, meanwhile) =
        tokio::join!(hooked.delivers(&role), hooked.delivers(&onward), meanwhile);
    assert_eq!(meanwhile, (StatusCode::OK, 0));
    assert_eq!((first, second), (StatusCode::OK, StatusCode::OK));
    let expected = ["Member", "2: Command { name: \"weiter\", rest: \"\" }"];
    let is_said =
        |world: &Observed<'_>| (texts_of_bot(&world.screen(erika.id())) == expected).then_some(());
    api.wait_for(is_said).await;
}

#[tokio::test]
async fn a_port_that_is_taken_is_told_before_anything_begins() {
    let taken = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let api = quick().await;
    let mut options = Bot::options(&api);
    options.listen = Some(taken.local_addr().unwrap());
    let service = Bot::service(options, Arc::default());
    let error = service.err().unwrap();
    assert_eq!(error.exit_code(), 3);
    assert!(error.to_string().contains("cannot listen on 127.0.0.1:"));
}

//! `lotse serve` as its own process, with the small guide: the real conversation, the real signals, the real output.

use std::fs::Permissions;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::{ExitStatus, Stdio};
use std::time::{Duration, Instant};

use fake_bot_api::{FakeBotApi, Fault};
use tokio::io::AsyncReadExt;
use tokio::process::{Child, Command};

use crate::telegram_bot::quick;

/// A running `lotse serve` with the folder it may write to.
struct Process {
    child: Child,
    _folder: tempfile::TempDir,
}

/// What is left of it: how it ended, how long that took, what it said.
struct Ended {
    status: ExitStatus,
    took: Duration,
    said: String,
}

impl Process {
    fn start(api: &FakeBotApi) -> Self {
        Self::start_with(api, "log_filter = \"trace\"\n")
    }

    /// Starts it with a settings file and the token in a file of its own.
    fn start_with(api: &FakeBotApi, settings: &str) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("lotse.toml");
        let token = folder.path().join("token");
        std::fs::write(&token, api.token()).unwrap();
        std::fs::set_permissions(&token, Permissions::from_mode(0o600)).unwrap();
        std::fs::write(&file, format!("token_file = {token:?}\n{settings}")).unwrap();
        let child = Command::new(env!("CARGO_BIN_EXE_lotse"))
            .arg("--config")
            .arg(file)
            .arg("serve")
            .arg("--knowledge")
            .arg(guide())
            .arg("--index")
            .arg(folder.path().join("index"))
            .arg("--data")
            .arg(folder.path().join("data"))
            .args(["--rate-chat", "0", "--rate-all", "0"])
            .env_remove("TELOXIDE_TOKEN")
            .env("TELEGRAM_API_URL", api.url())
            .env_remove("LOTSE_LOG")
            .stdin(Stdio::null())
            .stderr(Stdio::piped())
            .kill_on_drop(true)
            .spawn()
            .unwrap();
        let _folder = folder;
        Self { child, _folder }
    }

    async fn signalled(self, signal: &str) -> Ended {
        let id = self.child.id().unwrap().to_string();
        Command::new("kill")
            .args([signal, &id])
            .status()
            .await
            .unwrap();
        self.ended().await
    }

    async fn ended(mut self) -> Ended {
        let before = Instant::now();
        let mut said = Vec::new();
        let mut stderr = self.child.stderr.take().unwrap();
        stderr.read_to_end(&mut said).await.unwrap();
        let status = self.child.wait().await.unwrap();
        Ended {
            status,
            took: before.elapsed(),
            said: String::from_utf8_lossy(&said).into_owned(),
        }
    }
}

fn guide() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/guides/klein")
}

#[tokio::test]
async fn a_person_walks_through_the_guide_with_buttons() {
    let api = quick().await;
    let lotse = Process::start(&api);
    let erika = api.private_chat("Erika");
    let welcome = erika.says("/start").await;
    let label = welcome.labels()[0].to_owned();
    let messages = welcome.messages.len();
    let screen = erika.taps(&label).await;
    assert_eq!(
        screen.messages.len(),
        messages,
        "a tap edits its message:\n{}",
        erika.transcript()
    );
    assert_ne!(screen.text(), welcome.text());
    let screen = erika.says("weiter").await;
    assert_eq!(
        screen.messages.len(),
        messages + 2,
        "what is typed is answered below"
    );
    assert_eq!(api.malformed_calls(), []);
    assert!(lotse.signalled("-TERM").await.status.success());
}

#[tokio::test]
async fn the_signals_to_stop_drain_and_end_the_process() {
    for signal in ["-TERM", "-INT"] {
        let api = quick().await;
        let lotse = Process::start(&api);
        let erika = api.private_chat("Erika");
        api.next_calls("sendMessage", 1, Fault::Slow { millis: 500 });
        let (_, update) = erika.posts("/start");
        api.wait_for(|world| world.calls_of("sendMessage").next().map(|_| ()))
            .await;
        let ended = lotse.signalled(signal).await;
        assert!(ended.status.success(), "{signal}: {}", ended.said);
        assert!(
            ended.took < Duration::from_secs(12),
            "{signal}: {:?}",
            ended.took
        );
        assert!(api.look(|world| world.is_confirmed(update)), "{signal}");
        let sent = api.calls_of("sendMessage");
        assert!(
            sent.iter().all(|call| call.status == Some(200)),
            "{signal}: {sent:?}"
        );
    }
}

#[tokio::test]
async fn a_wrong_token_exits_with_2_and_a_hint() {
    let api = quick().await;
    let words = "Unauthorized".to_owned();
    api.next_calls(
        "getMe",
        1,
        Fault::Refused {
            code: 401,
            description: words,
        },
    );
    let ended = Process::start(&api).ended().await;
    assert_eq!(ended.status.code(), Some(2), "{}", ended.said);
    assert!(ended.said.contains("hint: "), "{}", ended.said);
}

#[tokio::test]
async fn neither_token_nor_words_nor_names_nor_chats_get_into_the_output() {
    let api = quick().await;
    let lotse = Process::start(&api);
    let erika = api.private_chat("Erika Mustermann-Kanarienvogel");
    for (method, fault) in [
        ("sendMessage", Fault::CutBefore),
        ("sendMessage", Fault::BadGateway),
        ("getUpdates", Fault::CutMidAnswer),
        ("getUpdates", Fault::ServerError),
    ] {
        api.next_calls(method, 1, fault);
    }
    let quoted = "Bad Request: can't parse entities: Unsupported start tag \"kanarienvogel\" at byte offset 0";
    let fault = Fault::Refused {
        code: 400,
        description: quoted.to_owned(),
    };
    api.next_calls("sendMessage", 1, fault);
    erika.says("Wo finde ich den Kanarienvogel?").await;
    api.inject(serde_json::json!({ "message": { "text": "Kanarienvogel" } }));
    erika.says("/start").await;
    let ended = lotse.signalled("-TERM").await;
    assert!(
        ended.said.len() > 1000,
        "with LOTSE_LOG=trace there is something to see"
    );
    let said = ended.said.to_lowercase();
    let secret = api.token().split_once(':').unwrap().1.to_lowercase();
    for canary in ["kanarienvogel", &secret, &erika.id().to_string()] {
        let line = said.lines().find(|line| line.contains(canary));
        assert_eq!(line, None, "`{canary}` is in the output");
    }
}

#[tokio::test]
async fn a_process_behind_a_webhook_logs_json_and_is_ready_until_it_is_told_to_stop() {
    let api = quick().await;
    let free = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let address = free.local_addr().unwrap();
    drop(free);
    let settings = format!(
        "log = \"json\"\nlog_filter = \"info\"\nlisten = \"{address}\"\nwebhook = \"http://{address}/lotse\"\n\
         [responsible]\nname = \"Stadt Musterhausen\"\n"
    );
    let lotse = Process::start_with(&api, &settings);
    let erika = api.private_chat("Erika");
    let page = erika.says("/datenschutz").await;
    assert!(
        page.text()
            .contains("Verantwortlich ist: Stadt Musterhausen."),
        "{}",
        page.text()
    );
    let ready = reqwest::get(format!("http://{address}/readyz")).await;
    assert_eq!(ready.unwrap().text().await.unwrap(), "ok\n");
    let figures = reqwest::get(format!("http://{address}/metrics")).await;
    let figures = figures.unwrap().text().await.unwrap();
    assert!(figures.contains("\nlotse_updates_total 1\n"), "{figures}");
    assert!(!figures.contains("content=\"unknown\""), "{figures}");
    let ended = lotse.signalled("-TERM").await;
    assert!(ended.status.success(), "{}", ended.said);
    assert!(ended.took < Duration::from_secs(5), "{:?}", ended.took);
    let secret = api.token().split_once(':').unwrap().1.to_owned();
    let lines = ended.said.lines().filter(|line| line.starts_with('{'));
    let logged: Vec<serde_json::Value> = lines
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    assert!(logged.len() > 3, "{}", ended.said);
    let missing = logged.iter().find_map(|line| line["settings"].as_str());
    assert_eq!(missing, Some("responsible_contact, responsible_imprint"));
    assert!(!ended.said.contains(&secret));
    assert_eq!(api.calls_of("deleteWebhook").len(), 0);
    assert_eq!(api.malformed_calls(), []);
}

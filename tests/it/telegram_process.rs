//! `lotse serve` as its own process, with the small guide: the real conversation, the real signals, the real output.

use std::fs::File;
use std::io::{BufRead, BufReader, Write};
use std::os::unix::fs::MetadataExt;
use std::path::Path;
use std::process::Stdio;
use std::time::Duration;

use fake_bot_api::Fault;
use lotse::sessions;

use crate::process::{Home, Process};
use crate::telegram_bot::quick;
use crate::telegram_webhook::free_address;

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
        2,
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
    let (address, health) = (free_address(), free_address());
    let settings = format!(
        "log = \"json\"\nlog_filter = \"info\"\nlisten = \"{address}\"\nwebhook = \"http://{address}/lotse\"\n\
         health_listen = \"{health}\"\n[responsible]\nname = \"Stadt Musterhausen\"\n"
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
    let ready = reqwest::get(format!("http://{health}/readyz")).await;
    assert_eq!(ready.unwrap().text().await.unwrap(), "ok\n");
    let figures = reqwest::get(format!("http://{health}/metrics")).await;
    let figures = figures.unwrap().text().await.unwrap();
    assert!(figures.contains("\nlotse_updates_total 1\n"), "{figures}");
    assert!(!figures.contains("content=\"unknown\""), "{figures}");
    let ended = lotse.signalled("-TERM").await;
    assert!(ended.status.success(), "{}", ended.said);
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

#[tokio::test]
async fn who_reads_the_journal_meanwhile_takes_nothing_away() {
    let api = quick().await;
    let home = Home::furnish(&api, "");
    let lotse = Process::start_in(&home, &api, &[]);
    let erika = api.private_chat("Erika");
    erika.says("/start").await;
    let journal = home.path("data/journal.sqlite3");
    let log = || std::fs::metadata(home.path("data/journal.sqlite3-wal")).map(|log| log.ino());
    let written_to = log().unwrap();
    // Somebody's own SQLite would clear the log away if it found nobody who holds the journal.
    let foreign = rusqlite::Connection::open(&journal).unwrap();
    let sql = "SELECT count(*) FROM chats";
    let sessions: i64 = foreign.query_row(sql, [], |row| row.get(0)).unwrap();
    assert_eq!(sessions, 1);
    drop(foreign);
    assert_eq!(log().ok(), Some(written_to), "cleared away by a reader");
    sessions::backup(&home.path("data"), &home.path("copy.sqlite3")).unwrap();
    assert_eq!(log().ok(), Some(written_to), "cleared away by a backup");
    erika.says("weiter").await;
    let ended = lotse.signalled("-TERM").await;
    assert!(!ended.said.contains("gone"), "{}", ended.said);
}

#[tokio::test]
async fn a_log_that_cannot_be_written_ends_nothing() {
    let full_disk: Stdio = File::options()
        .write(true)
        .open("/dev/full")
        .unwrap()
        .into();
    let (nobody, closed_pipe) = std::io::pipe().unwrap();
    drop(nobody);
    for log in [full_disk, closed_pipe.into()] {
        let api = quick().await;
        let lotse = Process::start_logging_to(log, &api);
        let screen = api.private_chat("Erika").says("/start").await;
        assert!(!screen.labels().is_empty(), "{screen}");
        assert!(lotse.signalled("-TERM").await.status.success());
    }
}

#[tokio::test]
async fn a_hangup_before_anything_is_read_means_reload() {
    let api = quick().await;
    let (log, mut full_pipe) = std::io::pipe().unwrap();
    // A pipe holds so much: the first line of the log waits until somebody reads, and all behind it.
    full_pipe.write_all(&[b'\n'; 1 << 16]).unwrap();
    let lotse = Process::start_logging_to(full_pipe.into(), &api);
    lotse.catches_hangups().await;
    lotse.signal("-HUP").await;
    let is_reloaded = move || {
        let mut lines = BufReader::new(log).lines().map_while(Result::ok);
        lines.any(|line| line.contains("the content was read again"))
    };
    assert!(tokio::task::spawn_blocking(is_reloaded).await.unwrap());
    api.private_chat("Erika").says("/start").await;
    assert!(lotse.signalled("-TERM").await.status.success());
}

/// What `lotse health` ends with, and what it says.
async fn asked(health: &str, more: &[&str]) -> (i32, String) {
    let mut lotse = tokio::process::Command::new(env!("CARGO_BIN_EXE_lotse"));
    lotse.args(["health", "--health-listen", health]).args(more);
    let output = lotse.output().await.unwrap();
    let said = String::from_utf8(output.stdout).unwrap();
    (output.status.code().unwrap(), said)
}

#[tokio::test]
async fn health_tells_containers_how_it_is_by_its_exit_code() {
    let api = quick().await;
    let health = free_address().to_string();
    assert_eq!(asked(&health, &[]).await.0, 3, "nobody is there");
    let lotse = Process::start_with(&api, &format!("health_listen = \"{health}\"\n"));
    api.private_chat("Erika").says("/start").await;
    for more in [&[][..], &["--ready"], &["--content"]] {
        assert_eq!(
            asked(&health, more).await,
            (0, "ok\n".to_owned()),
            "{more:?}"
        );
    }
    let page = reqwest::get(format!("http://{health}/metrics"))
        .await
        .unwrap();
    let page = page.text().await.unwrap();
    for name in [
        "process_start_time_seconds 1",
        "process_cpu_seconds_total ",
        "process_open_fds ",
        "lotse_journal_oldest_call_seconds 0",
        "lotse_content_last_reload_successful 1",
    ] {
        assert!(page.contains(&format!("\n{name}")), "{name}\n{page}");
    }
    assert!(lotse.signalled("-TERM").await.status.success());
}

#[tokio::test]
async fn systemd_hears_when_it_runs_how_it_is_and_when_it_stops() {
    let api = quick().await;
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("notify");
    let socket = tokio::net::UnixDatagram::bind(&path).unwrap();
    let home = Home::furnish(&api, "");
    let more = [
        ("NOTIFY_SOCKET", &*path),
        ("WATCHDOG_USEC", Path::new("200000")),
    ];
    let lotse = Process::start_in(&home, &api, &more);
    let heard = async |words: &str| {
        let mut all = String::new();
        let hear = async {
            while !all.contains(words) {
                let mut message = [0; 4096];
                let length = socket.recv(&mut message).await.unwrap();
                all.push_str(std::str::from_utf8(&message[..length]).unwrap());
                all.push('\n');
            }
        };
        let heard = tokio::time::timeout(Duration::from_secs(30), hear).await;
        assert!(heard.is_ok(), "`{words}` is not said");
        all
    };
    assert!(heard("READY=1\n").await.starts_with("READY=1\n"));
    heard("STATUS=ok\nWATCHDOG=1\n").await;
    // It goes on.
    heard("WATCHDOG=1\n").await;
    heard("WATCHDOG=1\n").await;
    lotse.signal("-TERM").await;
    heard("STOPPING=1").await;
    assert!(lotse.ended().await.status.success());
}

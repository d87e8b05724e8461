//! A disk that fails under the real program: full, read-only, failing to write or to flush, slow, and without power.
//!
//! The faults come from a small library in C that stands between the program and the system's (`disk/faulty_disk.c`,
//! which says what can be wished for); it is compiled here with the compiler that SQLite needs anyway. So the whole of
//! SQLite and of the journal is under test, and no mount and no rights are needed.

use std::fs;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::{Arc, OnceLock};
use std::time::{Duration, Instant};

use fake_bot_api::{Chat, FakeBotApi, Screen};
use reqwest::StatusCode;

use crate::process::{Home, Process};
use crate::telegram_bot::quick;
use crate::telegram_webhook::free_address;

/// A bot on a disk that does what is wished for.
struct Disk {
    home: Arc<Home>,
    api: FakeBotApi,
    address: SocketAddr,
}

impl Disk {
    async fn new() -> Self {
        let api = quick().await;
        let address = free_address();
        let settings = format!("log_filter = \"debug\"\nlisten = \"{address}\"\n");
        let home = Home::furnish(&api, &settings);
        for folder in ["data", "safe"] {
            fs::create_dir(home.path(folder)).unwrap();
        }
        Self { home, api, address }
    }

    /// Runs the bot until it is ready.
    async fn run(&self) -> Process {
        let data = self.home.path("data").canonicalize().unwrap();
        let process = Process::start_in(
            &self.home,
            &self.api,
            &[
                ("LD_PRELOAD", faulty_disk()),
                ("FAULTY_DISK", &data),
                ("FAULTY_DISK_WISH", &self.home.path("wish")),
                ("FAULTY_DISK_SAFE", &self.home.path("safe")),
            ],
        );
        self.becomes("/readyz", StatusCode::OK).await;
        process
    }

    fn wishes(&self, fault: &str) {
        fs::write(self.home.path("wish"), fault).unwrap();
    }

    /// Waits until a page has this status.
    async fn becomes(&self, page: &str, status: StatusCode) {
        let begun = Instant::now();
        while begun.elapsed() < Duration::from_secs(30) {
            let answer = reqwest::get(format!("http://{}{page}", self.address)).await;
            if answer.is_ok_and(|answer| answer.status() == status) {
                return;
            }
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
        panic!("{page} does not become {status}");
    }

    /// Takes the power away: what was not flushed is gone.
    async fn loses_power(&self, process: Process) {
        process.signalled("-KILL").await;
        let data = self.home.path("data");
        fs::remove_dir_all(&data).unwrap();
        fs::create_dir(&data).unwrap();
        for file in fs::read_dir(self.home.path("safe")).unwrap() {
            let file = file.unwrap();
            if !file.file_name().to_string_lossy().ends_with("-draft") {
                fs::copy(file.path(), data.join(file.file_name())).unwrap();
            }
        }
    }
}

/// The library that makes the disk fail.
fn faulty_disk() -> &'static Path {
    static BUILT: OnceLock<PathBuf> = OnceLock::new();
    BUILT.get_or_init(|| {
        let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/it/disk/faulty_disk.c");
        let library = Path::new(env!("CARGO_TARGET_TMPDIR"))
            .join(format!("faulty_disk-{}.so", std::process::id()));
        let compiler = std::env::var_os("CC").unwrap_or_else(|| "cc".into());
        let mut compile = Command::new(compiler);
        compile
            .args(["-shared", "-fPIC", "-O1", "-o"])
            .arg(&library)
            .arg(source)
            .arg("-ldl");
        assert!(
            compile.status().unwrap().success(),
            "the C compiler does not compile"
        );
        library
    })
}

/// How many messages of the bot there are on a screen.
fn answers(screen: &Screen) -> usize {
    screen
        .messages
        .iter()
        .filter(|message| message.is_by_bot)
        .count()
}

/// Waits until a person sees so many messages of the bot.
async fn has(api: &FakeBotApi, person: &Chat, most: usize) {
    api.wait_for(|seen| (answers(&seen.screen(person.id())) >= most).then_some(()))
        .await;
}

#[tokio::test]
async fn nothing_is_acknowledged_that_is_not_stored_and_health_says_so_and_all_is_well_again_by_itself()
 {
    let disk = Disk::new().await;
    let lotse = disk.run().await;
    let erika = disk.api.private_chat("Erika");
    erika.says("/start").await;
    for fault in ["full", "readonly", "nowrite"] {
        let before = answers(&erika.screen_now());
        disk.wishes(fault);
        let (_, update) = erika.posts("schritt 1");
        disk.becomes("/healthz", StatusCode::SERVICE_UNAVAILABLE)
            .await;
        // Longer than it takes to try again.
        tokio::time::sleep(Duration::from_millis(1500)).await;
        assert!(
            !disk.api.look(|world| world.is_confirmed(update)),
            "{fault}"
        );
        assert_eq!(answers(&erika.screen_now()), before, "{fault}");
        disk.wishes("nothing");
        disk.becomes("/healthz", StatusCode::OK).await;
        disk.api
            .wait_for(|world| world.is_confirmed(update).then_some(()))
            .await;
        has(&disk.api, &erika, before + 1).await;
        assert_eq!(answers(&erika.screen().await), before + 1, "{fault}");
    }
    assert!(lotse.signalled("-TERM").await.status.success());
}

/// Whoever tidies up the data folder of a running bot hears of it, and nothing is acknowledged that nobody would find.
#[tokio::test]
async fn journal_files_that_are_removed_or_replaced_turn_health_red() {
    let disk = Disk::new().await;
    let lotse = disk.run().await;
    let erika = disk.api.private_chat("Erika");
    erika.says("/start").await;
    for name in ["journal.sqlite3", "journal.sqlite3-wal", "journal.lock"] {
        let (file, elsewhere) = (
            disk.home.path("data").join(name),
            disk.home.path("elsewhere"),
        );
        fs::rename(&file, &elsewhere).unwrap();
        disk.becomes("/healthz", StatusCode::SERVICE_UNAVAILABLE)
            .await;
        let (_, update) = erika.posts("schritt 1");
        fs::copy(&elsewhere, &file).unwrap();
        tokio::time::sleep(Duration::from_millis(1500)).await;
        let said = reqwest::get(format!("http://{}/healthz", disk.address)).await;
        let said = said.unwrap().text().await.unwrap();
        assert!(said.contains("removed or replaced"), "{name}: {said}");
        assert!(!disk.api.look(|world| world.is_confirmed(update)), "{name}");
        fs::rename(&elsewhere, &file).unwrap();
        disk.becomes("/healthz", StatusCode::OK).await;
        disk.api
            .wait_for(|world| world.is_confirmed(update).then_some(()))
            .await;
    }
    assert!(lotse.signalled("-TERM").await.status.success());
}

#[tokio::test]
async fn the_health_of_a_bot_nobody_talks_to_turns_red_and_green_too() {
    let disk = Disk::new().await;
    let lotse = disk.run().await;
    for _ in 0..2 {
        disk.wishes("readonly");
        disk.becomes("/healthz", StatusCode::SERVICE_UNAVAILABLE)
            .await;
        disk.wishes("nothing");
        disk.becomes("/healthz", StatusCode::OK).await;
    }
    assert!(lotse.signalled("-TERM").await.status.success());
}

#[tokio::test]
async fn a_flush_that_fails_ends_the_run_with_3_and_the_next_one_begins_where_it_was() {
    let disk = Disk::new().await;
    let erika = disk.api.private_chat("Erika");
    // Found out by a message, and by nothing but the question how the bot is.
    for by_message in [true, false] {
        let lotse = disk.run().await;
        erika.says("schritt 1").await;
        erika.says("1 erledigt").await;
        disk.wishes("noflush");
        let update = by_message.then(|| erika.posts("2 erledigt").1);
        let asks = async {
            loop {
                let _ = reqwest::get(format!("http://{}/healthz", disk.address)).await;
                tokio::time::sleep(Duration::from_millis(100)).await;
            }
        };
        let ended = tokio::select! {
            ended = lotse.ended() => ended,
            () = asks => unreachable!("it asks for ever"),
        };
        assert_eq!(ended.status.code(), Some(3), "{}", ended.said);
        assert!(ended.said.contains("cannot be flushed"), "{}", ended.said);
        assert!(ended.said.contains("hint: "), "{}", ended.said);
        if let Some(update) = update {
            assert!(!disk.api.look(|world| world.is_confirmed(update)));
        }
        disk.wishes("nothing");
        let lotse = disk.run().await;
        erika.screen().await;
        let tasks = erika.says("aufgaben").await;
        assert!(tasks.text().contains("2 von 2"), "{}", tasks.text());
        assert!(lotse.signalled("-TERM").await.status.success());
    }
}

#[tokio::test]
async fn a_slow_disk_delays_answers_and_loses_none() {
    let disk = Disk::new().await;
    let lotse = disk.run().await;
    let (erika, ali) = (
        disk.api.private_chat("Erika"),
        disk.api.private_chat("Alina"),
    );
    disk.wishes("slow");
    for person in [&erika, &ali] {
        person.posts("schritt 1");
    }
    for person in [&erika, &ali] {
        has(&disk.api, person, 1).await;
    }
    disk.wishes("nothing");
    assert!(lotse.signalled("-TERM").await.status.success());
}

/// What everybody does; the last shows what is left of the rest.
const DEEDS: [&str; 8] = [
    "schritt 1",
    "1 erledigt",
    "2 erledigt",
    "2.1",
    "1 erledigt",
    "1 offen",
    "2 erledigt",
    "/fortschritt",
];

#[tokio::test]
async fn a_loss_of_power_loses_nothing_that_was_acknowledged() {
    let disk = Disk::new().await;
    let people: Vec<Chat> = (1..=6)
        .map(|n| disk.api.private_chat(&format!("Person {n}")))
        .collect();
    let mut lotse = disk.run().await;
    for (round, deed) in DEEDS.iter().enumerate() {
        let before = disk.api.look(|world| world.calls_of("sendMessage").count());
        for person in &people {
            person.posts(deed);
        }
        // In the middle of it: after none, one, two, … of the six answers.
        let some = round % people.len();
        disk.api
            .wait_for(|world| {
                (world.calls_of("sendMessage").count() >= before + some).then_some(())
            })
            .await;
        disk.loses_power(lotse).await;
        lotse = disk.run().await;
        for person in &people {
            has(&disk.api, person, round + 1).await;
        }
        disk.api.settled().await;
    }
    let control = disk.api.private_chat("Ohne Ausfall");
    for deed in DEEDS {
        control.says(deed).await;
    }
    for person in &people {
        assert_eq!(
            person.screen_now().text(),
            control.screen_now().text(),
            "{}",
            person.transcript()
        );
    }
    assert!(lotse.signalled("-TERM").await.status.success());
}

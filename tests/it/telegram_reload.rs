//! `lotse serve` while editors change the content: real process, real files, people asking all the time.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Stdio;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use fake_bot_api::{Chat, FakeBotApi};
use tokio::io::{AsyncBufReadExt, BufReader};
use tokio::process::{Child, Command};

use crate::telegram_bot::quick;
use crate::telegram_webhook::free_address;

/// The question that is asked all the time; it is answered by section 2.1.
const QUESTION: &str = "straße sperren genehmigung";

/// A running `lotse serve` on a copy of the small guide.
struct Served {
    child: Child,
    folder: tempfile::TempDir,
    log: Arc<Mutex<String>>,
}

impl Served {
    fn start(api: &FakeBotApi, arguments: &[&str]) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let knowledge = folder.path().join("knowledge");
        let klein = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/guides/klein");
        copy(&klein, &knowledge);
        Self::start_in(folder, api, arguments)
    }

    /// Starts one in a folder that another has left.
    fn start_in(folder: tempfile::TempDir, api: &FakeBotApi, arguments: &[&str]) -> Self {
        let knowledge = folder.path().join("knowledge");
        let mut child = Command::new(env!("CARGO_BIN_EXE_lotse"))
            .arg("serve")
            .args(arguments)
            .arg("--knowledge")
            .arg(&knowledge)
            .arg("--index")
            .arg(folder.path().join("index"))
            .arg("--data")
            .arg(folder.path().join("data"))
            .args(["--rate-chat", "0", "--rate-all", "0", "--quota", "0"])
            .env("TELOXIDE_TOKEN", api.token())
            .env("TELEGRAM_API_URL", api.url())
            .stdin(Stdio::null())
            .stderr(Stdio::piped())
            .kill_on_drop(true)
            .spawn()
            .unwrap();
        let log = Arc::new(Mutex::new(String::new()));
        let mut lines = BufReader::new(child.stderr.take().unwrap()).lines();
        tokio::spawn({
            let log = Arc::clone(&log);
            async move {
                while let Ok(Some(line)) = lines.next_line().await {
                    log.lock().unwrap().push_str(&(line + "\n"));
                }
            }
        });
        Self { child, folder, log }
    }

    fn file(&self, path: &str) -> PathBuf {
        self.folder.path().join("knowledge").join(path)
    }

    /// Replaces words in a file, as editors do: written beside, then renamed.
    fn edit(&self, path: &str, old: &str, new: &str) {
        let text = fs::read_to_string(self.file(path)).unwrap();
        assert!(text.contains(old), "`{old}` is in {path}");
        let beside = self.file(&format!("{path}~"));
        fs::write(&beside, text.replace(old, new)).unwrap();
        fs::rename(beside, self.file(path)).unwrap();
    }

    /// Ends it; what it kept stays.
    async fn ends(mut self) -> tempfile::TempDir {
        self.signal("-TERM").await;
        self.child.wait().await.unwrap();
        self.folder
    }

    async fn signal(&self, signal: &str) {
        let id = self.child.id().unwrap().to_string();
        let mut kill = Command::new("kill");
        kill.args([signal, &id]).status().await.unwrap();
    }

    /// Waits until the log says this so many times, and returns the log.
    async fn logged(&self, words: &str, times: usize) -> String {
        for _ in 0..1_200 {
            let log = self.log.lock().unwrap().clone();
            if log.matches(words).count() >= times {
                return log;
            }
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
        panic!("`{words}` is not logged:\n{}", self.log.lock().unwrap());
    }
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let to = to.join(entry.file_name());
        if entry.file_type().unwrap().is_dir() {
            copy(&entry.path(), &to);
        } else {
            fs::copy(entry.path(), to).unwrap();
        }
    }
}

/// Asks and tells whether the answer is the new one; an answer must be wholly old or wholly new.
async fn is_new(person: &Chat) -> bool {
    let screen = person.says(QUESTION).await;
    let is = |weeks: &str, title: &str| {
        let text = screen.text();
        text.contains(&format!("spätestens {weeks} Wochen")) && text.contains(title)
    };
    let old = is("sechs", "2.1 Genehmigung einholen");
    let new = is("zehn", "2.1 Genehmigung beantragen");
    assert!(old != new, "mixed or failed:\n{}", person.transcript());
    new
}

const SECTION: &str = "steps/2-vorbereitung.yaml";

fn change(lotse: &Served) {
    let text = fs::read_to_string(lotse.file(SECTION)).unwrap();
    let text = text.replace("Genehmigung einholen", "Genehmigung beantragen");
    fs::write(lotse.file(SECTION), text.replace("sechs", "zehn")).unwrap();
}

#[tokio::test]
async fn changed_content_answers_soon_and_no_question_meanwhile_fails() {
    let api = quick().await;
    let lotse = Served::start(&api, &[]);
    let [erika, ali, chen] = ["Erika", "Ali", "Chen"].map(|name| api.private_chat(name));
    assert!(!is_new(&erika).await);
    let before = erika.says("2.1").await;
    assert!(before.text().contains("sechs Wochen"));
    change(&lotse);
    let mut rounds = 0;
    loop {
        rounds += 1;
        assert!(rounds < 1_000, "the answers never changed");
        let (erika, ali, chen) = tokio::join!(is_new(&erika), is_new(&ali), is_new(&chen));
        if erika && ali && chen {
            break;
        }
    }
    assert!(rounds > 1, "questions were asked meanwhile");
    let screen = erika.says("2.1").await;
    let first = screen.text().lines().next().unwrap_or_default();
    assert_eq!(
        first,
        "Diese Stelle wurde seit Ihrem letzten Besuch geändert."
    );
    assert_eq!(api.malformed_calls(), []);
}

#[tokio::test]
async fn content_with_mistakes_leaves_the_old_in_service_until_it_is_mended() {
    let api = quick().await;
    let lotse = Served::start(&api, &[]);
    let erika = api.private_chat("Erika");
    assert!(!is_new(&erika).await);
    change(&lotse);
    lotse.edit(SECTION, "status: complete", "status: Kanarienvogel");
    let log = lotse.logged("has mistakes", 1).await;
    assert!(log.contains(&format!("{SECTION}:")), "{log}");
    assert!(log.contains("old content stays in service"), "{log}");
    assert!(!log.contains("Kanarienvogel"), "{log}");
    assert!(!is_new(&erika).await);
    lotse.edit(SECTION, "status: Kanarienvogel", "status: complete");
    lotse.logged("is in service", 1).await;
    assert!(is_new(&erika).await);
}

#[tokio::test]
async fn sighup_reloads_where_nobody_watches() {
    let api = quick().await;
    let lotse = Served::start(&api, &["--no-watch"]);
    let erika = api.private_chat("Erika");
    assert!(!is_new(&erika).await);
    change(&lotse);
    lotse.signal("-HUP").await;
    lotse.logged("is in service", 1).await;
    assert!(is_new(&erika).await);
    lotse.signal("-HUP").await;
    let log = lotse.logged("what it says is the same", 1).await;
    assert_eq!(log.matches("is in service").count(), 1, "{log}");
}

#[tokio::test]
async fn sighup_changes_what_is_logged_and_a_wrong_filter_leaves_it() {
    let api = quick().await;
    let place = tempfile::tempdir().unwrap();
    let settings = place.path().join("lotse.toml");
    let write =
        |filter: &str| fs::write(&settings, format!("log_filter = \"{filter}\"\n")).unwrap();
    write("info");
    let lotse = Served::start(
        &api,
        &["--no-watch", "--config", settings.to_str().unwrap()],
    );
    lotse.logged("connected to Telegram", 1).await;
    write("info,lotse=debug");
    lotse.signal("-HUP").await;
    let log = lotse
        .logged("the settings say anew what is logged", 1)
        .await;
    assert!(!log.contains("DEBUG"), "{log}");
    api.private_chat("Erika").says("2.1").await;
    lotse.logged("a batch is kept", 1).await;
    write("quatsch");
    lotse.signal("-HUP").await;
    let log = lotse.logged("so what is logged stays", 1).await;
    assert!(
        log.contains("lotse.toml:1: `log_filter` cannot be `quatsch`"),
        "{log}"
    );
    write("warn");
    lotse.signal("-HUP").await;
    lotse
        .logged("the settings say anew what is logged", 2)
        .await;
}

#[tokio::test]
async fn the_menu_follows_what_the_guide_calls_its_steps() {
    let api = quick().await;
    let lotse = Served::start(&api, &["--no-watch"]);
    let menu_says = async |words: &'static str| {
        api.wait_for(|world| {
            let commands = world.commands("default", "");
            commands.iter().any(|(_, what)| what == words).then_some(())
        })
        .await;
    };
    menu_says("Übersicht über alle Schritte").await;
    let words = "words:\n  step: {article: die, one: Phase, many: Phasen}\nwordings:";
    lotse.edit("guide.yaml", "wordings:", words);
    lotse.signal("-HUP").await;
    menu_says("Übersicht über alle Phasen").await;
}

#[tokio::test]
async fn whoever_stands_on_a_place_that_vanishes_is_led_to_its_step_with_the_ticks_kept() {
    let api = quick().await;
    let lotse = Served::start(&api, &["--no-watch"]);
    let erika = api.private_chat("Erika");
    for words in ["2.1", "1 erledigt", "2.2"] {
        erika.says(words).await;
    }
    let text = fs::read_to_string(lotse.file(SECTION)).unwrap();
    let end = text.find("    - id: versorgung").unwrap();
    fs::write(lotse.file(SECTION), &text[..end]).unwrap();
    lotse.edit("gaps.yaml", "nearest: \"2.2\"", "nearest: \"2.1\"");
    lotse.edit("glossary.yaml", "[\"2.2\"]", "[\"2.1\"]");
    lotse.edit("examples/lindenau.yaml", "[versorgung]", "[genehmigung]");
    lotse.signal("-HUP").await;
    lotse.logged("is in service", 1).await;
    let screen = erika.says("hier").await;
    assert!(
        screen.text().starts_with(
            "Die Stelle, an der Sie standen, gibt es im Leitfaden nicht mehr. Sie stehen jetzt bei Schritt 2."
        ),
        "{}",
        erika.transcript()
    );
    let screen = erika.says("2.1").await;
    let ticks = "Aufgaben: 1 von 2 erledigt".to_owned();
    assert!(screen.labels().contains(&&*ticks), "{}", erika.transcript());
}

#[tokio::test]
async fn a_picture_that_was_replaced_is_uploaded_anew() {
    let api = quick().await;
    let lotse = Served::start(&api, &["--no-watch"]);
    let erika = api.private_chat("Erika");
    erika.says("2.1").await;
    let screen = erika.says("material").await;
    let labels = screen.labels();
    let label = labels.iter().find(|label| label.starts_with("Bild: "));
    let label = label.expect("a button for the picture").to_string();
    let uploads = || {
        let photos = api.calls_of("sendPhoto");
        let is_upload = |call: &&fake_bot_api::Call| call.text("photo").starts_with("attach:");
        (photos.len(), photos.iter().filter(is_upload).count())
    };
    erika.taps(&label).await;
    erika.taps(&label).await;
    assert_eq!(uploads(), (2, 1));
    let picture = lotse.file("images/platzhalter.png");
    let mut bytes = fs::read(&picture).unwrap();
    bytes.push(0);
    fs::write(&picture, bytes).unwrap();
    erika.taps(&label).await;
    assert_eq!(uploads(), (3, 2));
}

#[tokio::test]
async fn a_start_with_mistakes_in_the_guide_serves_the_last_good_one_and_says_so_everywhere() {
    let api = quick().await;
    // Who cares for the bot is written to at any time, so questions are asked by somebody else.
    let [chef, erika] = ["Chefin", "Erika"].map(|name| api.private_chat(name));
    let (number, health) = (chef.user_id().to_string(), free_address().to_string());
    let arguments = ["--admins", &number, "--health-listen", &health];
    let seen = async |path: &str| {
        let answer = reqwest::get(format!("http://{health}/{path}")).await;
        answer.unwrap().text().await.unwrap()
    };
    let lotse = Served::start(&api, &arguments);
    chef.says("/start").await;
    assert!(!is_new(&erika).await);
    assert_eq!(seen("readyz").await, "ok\n");
    let kept = lotse.folder.path().join("index/last-good/folder");
    for _ in 0..200 {
        if kept.exists() {
            break;
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    change(&lotse);
    lotse.edit(SECTION, "status: complete", "status: Kanarienvogel");
    lotse.logged("has mistakes", 1).await;
    // The log is written before the message leaves.
    let is_told = async |words: &str| {
        api.wait_for(|seen| seen.transcript(chef.id()).contains(words).then_some(()))
            .await;
    };
    is_told("hat 1 Fehler").await;

    // The machine restarts, and nobody has mended it.
    let folder = lotse.ends().await;
    let lotse = Served::start_in(folder, &api, &arguments);
    let log = lotse.logged("the last good one is served", 1).await;
    assert!(
        log.contains("ERROR") && log.contains(&format!("{SECTION}:")),
        "{log}"
    );
    assert!(!log.contains("Kanarienvogel"), "{log}");
    assert!(!is_new(&erika).await);
    chef.says("/status").await;
    is_told("hat 1 Fehler und wird seit").await;
    for path in ["readyz", "healthz"] {
        let said = seen(path).await;
        assert!(
            said.starts_with("ok\nthe guide in the knowledge folder has 1 mistake"),
            "{said}"
        );
    }
    let figures = seen("metrics").await;
    assert!(
        figures.contains("\nlotse_content_last_reload_successful 0\n"),
        "{figures}"
    );

    // As `systemctl reload` does: what comes of it is its exit code.
    let reloads = async || {
        lotse.signal("-HUP").await;
        tokio::time::sleep(Duration::from_millis(200)).await;
        let mut asking = Command::new(env!("CARGO_BIN_EXE_lotse"));
        asking.args(["health", "--content", "--health-listen", &health]);
        asking.output().await.unwrap().status.code()
    };
    assert_eq!(reloads().await, Some(1));
    lotse.edit(SECTION, "status: Kanarienvogel", "status: complete");
    assert_eq!(reloads().await, Some(0));
    lotse.logged("is in service", 1).await;
    assert!(is_new(&erika).await);
    assert_eq!(seen("readyz").await, "ok\n");
    let figures = seen("metrics").await;
    assert!(
        figures.contains("\nlotse_content_last_reload_successful 1\n"),
        "{figures}"
    );
    assert!(
        figures.contains("\nlotse_content_last_reload_success_timestamp_seconds 1"),
        "{figures}"
    );
    is_told("ist wieder ohne Fehler und in Betrieb").await;
}

#[tokio::test]
async fn a_start_with_mistakes_and_without_a_good_copy_ends_with_a_code_that_is_tried_again() {
    let api = quick().await;
    let folder = tempfile::tempdir().unwrap();
    let klein = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/guides/klein");
    copy(&klein, &folder.path().join("knowledge"));
    fs::write(folder.path().join("knowledge/glossary.yaml"), "terms: [").unwrap();
    let mut lotse = Served::start_in(folder, &api, &[]);
    let status = lotse.child.wait().await.unwrap();
    assert_eq!(status.code(), Some(1));
    let unit = Path::new(env!("CARGO_MANIFEST_DIR")).join("deploy/lotse.service");
    let unit = fs::read_to_string(unit).unwrap();
    assert!(unit.contains("\nRestart=always\n"));
    assert!(unit.contains("\nRestartPreventExitStatus=2\n"));
}

#[tokio::test]
async fn ticks_that_an_edit_orphans_are_counted_and_follow_when_the_old_id_is_named() {
    let api = quick().await;
    let (erika, health) = (api.private_chat("Erika"), free_address().to_string());
    let lotse = Served::start(&api, &["--health-listen", &health]);
    let orphaned = async || {
        let page = reqwest::get(format!("http://{health}/metrics")).await;
        let page = page.unwrap().text().await.unwrap();
        let mut lines = page.lines();
        let figure = lines.find_map(|line| line.strip_prefix("lotse_content_orphaned_chats "));
        figure.unwrap().to_owned()
    };
    erika.says("2.1").await;
    erika.says("1 erledigt").await;
    assert_eq!(orphaned().await, "0");

    lotse.edit(SECTION, "- id: antrag", "- id: beantragen");
    let log = lotse.logged("what the guide has no more", 1).await;
    assert!(log.contains("chats=1"), "{log}");
    assert!(log.contains("genehmigung/antrag (1)"), "{log}");
    assert_eq!(orphaned().await, "1");
    let tasks = erika.says("aufgaben").await;
    assert!(tasks.text().contains("1 offen:"), "{}", tasks.text());

    let followed = "- id: beantragen\n          formerly: [antrag]";
    lotse.edit(SECTION, "- id: beantragen", followed);
    lotse.logged("the changed content is in service", 2).await;
    for _ in 0..100 {
        if orphaned().await == "0" {
            break;
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    assert_eq!(orphaned().await, "0");
    let tasks = erika.says("aufgaben").await;
    assert!(tasks.text().contains("1 erledigt:"), "{}", tasks.text());
}

//! The bots that are measured, each a process of its own, and what a process takes of the machine.

use std::fs;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::process::Stdio;
use std::time::Duration;

use lotse::knowledge::{self, PassageKind};
use serde_json::json;
use tempfile::TempDir;
use tokio::process::{Child, Command};

use crate::Fallible;
use crate::world::TOKEN;

/// How long a bot may take to end.
const END: Duration = Duration::from_secs(15);

/// Who does the job.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Bot {
    Words,
    Meaning,
    Grammy,
    GrammySideBySide,
}

impl Bot {
    pub(crate) fn name(self) -> &'static str {
        match self {
            Bot::Words => "lotse, words alone",
            Bot::Meaning => "lotse, with encoder",
            Bot::Grammy => "grammY + MiniSearch",
            Bot::GrammySideBySide => "the same, side by side",
        }
    }

    /// Starts it before this server; its data is new.
    pub(crate) fn start(self, place: &Place, server: SocketAddr) -> Fallible<Process> {
        let data = tempfile::tempdir_in(&place.folder)?;
        let mut command = match self {
            Bot::Words | Bot::Meaning => lotse(place, &data, self == Bot::Words),
            Bot::Grammy | Bot::GrammySideBySide => {
                let folder = place.grammy.as_ref().ok_or("node is not there")?;
                let mut command = Command::new("node");
                command
                    .arg(folder.join("bot.mjs"))
                    .env("PASSAGES", place.folder.path().join("passages.json"))
                    .env("BOT_TOKEN", TOKEN)
                    .env("API_ROOT", format!("http://{server}"));
                if self == Bot::GrammySideBySide {
                    command.env("SIDE_BY_SIDE", "1");
                }
                command
            }
        };
        let child = command
            .env("TELOXIDE_TOKEN", TOKEN)
            .env("TELEGRAM_API_URL", format!("http://{server}"))
            .stdin(Stdio::null())
            .kill_on_drop(true)
            .spawn()?;
        let id = child.id().ok_or("it ended at once")?;
        Ok(Process {
            child,
            id,
            _data: data,
        })
    }
}

/// Lotse as it is installed, but without limits of how much one may ask and be told.
fn lotse(place: &Place, data: &TempDir, by_words: bool) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_lotse"));
    command
        .args(["serve", "--log-filter", "error", "--quota", "0"])
        .args(["--rate-chat", "0", "--rate-group", "0", "--rate-all", "0"])
        .arg("--index")
        .arg(place.folder.path().join("index"))
        .arg("--data")
        .arg(data.path());
    if by_words {
        command.args(["--encoder", "off"]);
    }
    command
}

/// Where the bots find what they need.
pub(crate) struct Place {
    folder: TempDir,
    grammy: Option<PathBuf>,
}

impl Place {
    /// Writes the passages of the shipped guide down for the baseline, and installs it.
    pub(crate) async fn prepare() -> Fallible<Self> {
        let folder = tempfile::tempdir()?;
        let loaded = knowledge::load(Path::new("knowledge"))?;
        let guide = loaded
            .guide
            .ok_or("the guide has faults: `lotse check` names them")?;
        let passages = knowledge::passages(&guide);
        let passages = passages.iter().map(|passage| {
            json!({
                "id": passage.id,
                "title": passage.title,
                "questions": passage.questions.join("\n"),
                "text": passage.text,
                "example": passage.kind == PassageKind::Example,
            })
        });
        let passages = serde_json::Value::from_iter(passages).to_string();
        fs::write(folder.path().join("passages.json"), passages)?;
        let grammy = match installed().await {
            Ok(grammy) => Some(grammy),
            Err(error) => {
                println!("without grammY + MiniSearch: {error}");
                None
            }
        };
        Ok(Self { folder, grammy })
    }

    pub(crate) fn has_grammy(&self) -> bool {
        self.grammy.is_some()
    }
}

/// Installs the baseline below `target/`, unless it is there as it is locked.
async fn installed() -> Fallible<PathBuf> {
    let source = Path::new("benches/load/grammy");
    let folder = PathBuf::from("target/load/grammy");
    fs::create_dir_all(&folder)?;
    fs::copy(source.join("bot.mjs"), folder.join("bot.mjs"))?;
    let lock = fs::read(source.join("package-lock.json"))?;
    // Copied last, so its being there tells that the rest is.
    let done = folder.join("installed.json");
    if fs::read(&done).is_ok_and(|installed| installed == lock) {
        return Ok(folder);
    }
    for file in ["package.json", "package-lock.json"] {
        fs::copy(source.join(file), folder.join(file))?;
    }
    let status = Command::new("npm")
        .args(["ci", "--no-audit", "--no-fund", "--ignore-scripts"])
        .current_dir(&folder)
        .stdout(Stdio::null())
        .status()
        .await
        .map_err(|error| format!("npm cannot be run ({error})"))?;
    if !status.success() {
        return Err(format!("npm ci ended with {status}").into());
    }
    fs::write(done, lock)?;
    Ok(folder)
}

/// A bot that runs.
pub(crate) struct Process {
    child: Child,
    id: u32,
    _data: TempDir,
}

/// What a process took until a moment.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Taken {
    /// Seconds that processors worked for it.
    pub(crate) worked: f64,
    /// How often its threads were set aside, of themselves or not.
    pub(crate) switches: u64,
}

/// What memory is a process's alone, in bytes.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Held {
    /// All of it.
    pub(crate) private: u64,
    /// That which no file stands behind.
    pub(crate) anonymous: u64,
}

impl Process {
    /// Tells it to stop and waits until it is gone.
    pub(crate) async fn stop(mut self) -> Fallible<()> {
        let id = self.id.to_string();
        Command::new("kill").args(["-TERM", &id]).status().await?;
        tokio::time::timeout(END, self.child.wait()).await??;
        Ok(())
    }

    /// Fails if it has ended.
    pub(crate) fn check(&mut self) -> Fallible<()> {
        match self.child.try_wait()? {
            Some(status) => Err(format!("the bot ended with {status}").into()),
            None => Ok(()),
        }
    }

    pub(crate) fn taken(&self) -> Taken {
        let stat = self.read("stat");
        let after_name = stat.rsplit_once(')').map_or("", |(_, rest)| rest);
        // User and system time, in hundredths of a second on every Linux.
        let times = after_name.split_whitespace().skip(11).take(2);
        let ticks: u64 = times.filter_map(|ticks| ticks.parse::<u64>().ok()).sum();
        Taken {
            worked: ticks as f64 / 100.0,
            switches: self.switches(),
        }
    }

    fn switches(&self) -> u64 {
        let tasks = fs::read_dir(format!("/proc/{}/task", self.id));
        let statuses = tasks.into_iter().flatten().flatten();
        let texts = statuses.filter_map(|task| fs::read_to_string(task.path().join("status")).ok());
        texts.map(|text| sum(&text, "ctxt_switches:")).sum()
    }

    pub(crate) fn held(&self) -> Held {
        let rollup = self.read("smaps_rollup");
        Held {
            private: (sum(&rollup, "Private_Clean:") + sum(&rollup, "Private_Dirty:")) * 1024,
            anonymous: sum(&rollup, "Anonymous:") * 1024,
        }
    }

    fn read(&self, file: &str) -> String {
        fs::read_to_string(format!("/proc/{}/{file}", self.id)).unwrap_or_default()
    }
}

/// The numbers of all lines whose name ends so.
fn sum(text: &str, name: &str) -> u64 {
    let mut sum = 0;
    for line in text.lines() {
        let mut words = line.split_whitespace();
        if words.next().is_some_and(|first| first.ends_with(name)) {
            sum += words
                .next()
                .and_then(|number| number.parse().ok())
                .unwrap_or(0);
        }
    }
    sum
}

//! `lotse serve` as a process: started, killed, stopped, measured; everything it says goes into one file.

use std::fs::{self, File, OpenOptions};
use std::io;
use std::os::unix::process::ExitStatusExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::time::{Duration, Instant};

use fake_bot_api::FakeBotApi;

/// Where things lie for one run.
#[derive(Debug, Clone)]
pub(crate) struct Place {
    /// The binary.
    pub(crate) lotse: PathBuf,
    /// The guide.
    pub(crate) knowledge: PathBuf,
    /// Its index, built once.
    pub(crate) index: PathBuf,
    /// The journal's folder.
    pub(crate) data: PathBuf,
    /// What all processes of the run say.
    pub(crate) output: PathBuf,
}

/// How a process is started.
#[derive(Debug, Clone, Default)]
pub(crate) struct Setting {
    /// Where it is to end itself, and at which passing.
    pub(crate) crash_at: Option<(String, u64)>,
    /// The update that ends it.
    pub(crate) deadly: Option<i64>,
    /// The file that says how far its clock is ahead.
    pub(crate) clock: Option<PathBuf>,
    /// Says little, because saying takes time.
    pub(crate) terse: bool,
    /// Rates and quotas as they are by default.
    pub(crate) limits: bool,
    /// Where Telegram is to post updates.
    pub(crate) webhook: Option<u16>,
}

/// A running process.
pub(crate) struct Process {
    child: Child,
}

impl Place {
    /// Starts `lotse serve`.
    pub(crate) fn serve(&self, api: &FakeBotApi, setting: &Setting) -> io::Result<Process> {
        let mut command = self.command("serve")?;
        command
            .arg("--no-watch")
            .args(["--log-filter", if setting.terse { "info" } else { "debug" }])
            .env("TELOXIDE_TOKEN", api.token())
            .env("TELEGRAM_API_URL", api.url());
        if !setting.limits {
            for flag in ["--rate-chat", "--rate-group", "--rate-all", "--quota"] {
                command.args([flag, "0"]);
            }
        }
        if let Some((name, passing)) = &setting.crash_at {
            command.env("LOTSE_CRASH_AT", format!("{name}:{passing}"));
        }
        if let Some(update) = setting.deadly {
            command.env("LOTSE_CRASH_UPDATE", update.to_string());
        }
        if let Some(file) = &setting.clock {
            command.env("LOTSE_CRASH_CLOCK", file);
        }
        if let Some(port) = setting.webhook {
            let address = format!("127.0.0.1:{port}");
            command.args(["--listen", &address]);
            command.args(["--webhook", &format!("http://{address}/lotse")]);
        }
        let child = command.spawn()?;
        Ok(Process { child })
    }

    /// Runs `lotse backup` to its end, armed or not.
    pub(crate) fn backup(&self, to: &Path, crash_at: Option<&str>) -> io::Result<ExitStatus> {
        let mut command = self.command("backup")?;
        if let Some(name) = crash_at {
            command.env("LOTSE_CRASH_AT", name);
        }
        command.arg(to).status()
    }

    /// Builds the index, so that no start has to.
    pub(crate) fn build_index(&self) -> io::Result<ExitStatus> {
        self.command("index")?.status()
    }

    /// The same place with an empty journal.
    pub(crate) fn afresh(&self, name: &str) -> Self {
        let data = self.data.with_file_name(name);
        Self {
            data,
            ..self.clone()
        }
    }

    /// Whether the binary has anything of what only a test build has.
    pub(crate) fn has_crash_points(&self) -> io::Result<bool> {
        const SWITCH: &[u8] = b"LOTSE_CRASH";
        let binary = fs::read(&self.lotse)?;
        Ok(binary.windows(SWITCH.len()).any(|window| window == SWITCH))
    }

    fn command(&self, verb: &str) -> io::Result<Command> {
        let mut command = Command::new(&self.lotse);
        for (name, _) in std::env::vars().filter(|(name, _)| name.starts_with("LOTSE_")) {
            command.env_remove(name);
        }
        command
            .arg(verb)
            // What is carried is tested here, not what is understood: words alone answer, as in overload.
            .arg("--encoder")
            .arg("off")
            .arg("--knowledge")
            .arg(&self.knowledge)
            .arg("--index")
            .arg(&self.index)
            .arg("--data")
            .arg(&self.data)
            .env_remove("TELOXIDE_TOKEN")
            .stdin(Stdio::null())
            .stdout(self.output()?)
            .stderr(self.output()?);
        Ok(command)
    }

    fn output(&self) -> io::Result<File> {
        OpenOptions::new()
            .create(true)
            .append(true)
            .open(&self.output)
    }
}

impl Process {
    /// Whether it has ended by itself.
    pub(crate) fn has_ended(&mut self) -> Option<ExitStatus> {
        self.child.try_wait().ok().flatten()
    }

    /// Whether it ended itself at a crash point.
    pub(crate) fn is_abort(status: ExitStatus) -> bool {
        const ABORT: i32 = 6;
        status.signal() == Some(ABORT)
    }

    /// Ends it as `kill -9` does.
    pub(crate) fn kill(&mut self) {
        // It may have ended meanwhile.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }

    /// Tells it to stop.
    pub(crate) fn terminate(&self) -> io::Result<()> {
        let id = self.child.id().to_string();
        Command::new("kill").args(["-TERM", &id]).status().map(drop)
    }

    /// Waits for its end, and kills it when that takes too long.
    pub(crate) async fn ended(&mut self, patience: Duration) -> Option<ExitStatus> {
        let begun = Instant::now();
        while begun.elapsed() < patience {
            if let Some(status) = self.has_ended() {
                return Some(status);
            }
            tokio::time::sleep(Duration::from_millis(2)).await;
        }
        self.kill();
        None
    }

    /// The processor time it has used.
    pub(crate) fn cpu(&self) -> Duration {
        cpu_of(&self.child.id().to_string())
    }

    /// The memory it occupies, and the most it ever did, in KiB.
    pub(crate) fn memory(&self) -> (u64, u64) {
        let page = fs::read_to_string(format!("/proc/{}/status", self.child.id()));
        let page = page.unwrap_or_default();
        let field = |name: &str| {
            let line = page.lines().find(|line| line.starts_with(name))?;
            line.split_whitespace().nth(1)?.parse().ok()
        };
        (field("VmRSS:").unwrap_or(0), field("VmHWM:").unwrap_or(0))
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        self.kill();
    }
}

/// The processor time of a process, by its number or `self`.
pub(crate) fn cpu_of(process: &str) -> Duration {
    let line = fs::read_to_string(format!("/proc/{process}/stat")).unwrap_or_default();
    let after = line.rsplit_once(')').map_or("", |(_, rest)| rest);
    let ticks = |at: usize| -> u64 {
        let field = after.split_whitespace().nth(at);
        field.and_then(|field| field.parse().ok()).unwrap_or(0)
    };
    Duration::from_millis((ticks(11) + ticks(12)) * 10)
}

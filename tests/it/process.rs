//! The harness of the tests that run `lotse serve` as its own process with the small guide: the real conversation, the
//! real signals, the real journal, the real output.
//!
//! A [`Home`] is what outlasts a process: token, settings, index and data. A [`Process`] is one run in it; all it says
//! goes through [`Overheard`].

use std::fs::Permissions;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::{ExitStatus, Stdio};
use std::sync::Arc;
use std::time::Duration;

use fake_bot_api::FakeBotApi;
use tokio::process::{Child, Command};

use crate::overheard::Overheard;

/// The folder a bot lives in.
pub(crate) struct Home(tempfile::TempDir);

/// A running `lotse serve`; it is killed when this is dropped.
pub(crate) struct Process {
    child: Child,
    overheard: Overheard,
    _home: Arc<Home>,
}

/// What is left of it: how it ended, what it said.
pub(crate) struct Ended {
    pub(crate) status: ExitStatus,
    pub(crate) said: String,
}

impl Home {
    /// Furnishes a folder with a settings file, and the token in a file of its own.
    pub(crate) fn furnish(api: &FakeBotApi, settings: &str) -> Arc<Self> {
        let home = Self(tempfile::tempdir().unwrap());
        let token = home.path("token");
        std::fs::write(&token, api.token()).unwrap();
        std::fs::set_permissions(&token, Permissions::from_mode(0o600)).unwrap();
        let settings = format!("token_file = {token:?}\n{settings}");
        std::fs::write(home.path("lotse.toml"), settings).unwrap();
        Arc::new(home)
    }

    /// Something in this folder; the journal lies in `data`.
    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }
}

impl Process {
    /// Starts one in a home of its own that logs all there is to log.
    pub(crate) fn start(api: &FakeBotApi) -> Self {
        Self::start_with(api, "log_filter = \"trace\"\n")
    }

    /// Starts one in a home of its own with these settings.
    pub(crate) fn start_with(api: &FakeBotApi, settings: &str) -> Self {
        Self::start_in(&Home::furnish(api, settings), api, &[])
    }

    /// Starts one in this home, with more in its environment.
    pub(crate) fn start_in(home: &Arc<Home>, api: &FakeBotApi, more: &[(&str, &Path)]) -> Self {
        let overheard = Overheard::in_world(api);
        let log = overheard.ear();
        Self::spawn(home, api, more, overheard, log)
    }

    /// Starts one in a home of its own whose log, all there is to log, goes here.
    pub(crate) fn start_logging_to(log: Stdio, api: &FakeBotApi) -> Self {
        let home = Home::furnish(api, "log_filter = \"trace\"\n");
        Self::spawn(&home, api, &[], Overheard::in_world(api), log)
    }

    fn spawn(
        home: &Arc<Home>,
        api: &FakeBotApi,
        more: &[(&str, &Path)],
        overheard: Overheard,
        log: Stdio,
    ) -> Self {
        let child = Command::new(env!("CARGO_BIN_EXE_lotse"))
            .arg("--config")
            .arg(home.path("lotse.toml"))
            .arg("serve")
            // What is carried is tested here, not what is understood; by words the same is answered from the start.
            .args(["--encoder", "off"])
            .arg("--knowledge")
            .arg(guide())
            .arg("--index")
            .arg(home.path("index"))
            .arg("--data")
            .arg(home.path("data"))
            .args(["--rate-chat", "0", "--rate-group", "0", "--rate-all", "0"])
            .env_remove("TELOXIDE_TOKEN")
            .env("TELEGRAM_API_URL", api.url())
            .env_remove("LOTSE_LOG")
            .envs(more.iter().copied())
            .stdin(Stdio::null())
            .stdout(overheard.ear())
            .stderr(log)
            .kill_on_drop(true)
            .spawn()
            .unwrap();
        Self {
            child,
            overheard,
            _home: Arc::clone(home),
        }
    }

    /// Everything it said so far.
    pub(crate) fn said(&self) -> String {
        self.overheard.said()
    }

    /// Sends it a signal.
    pub(crate) async fn signal(&self, signal: &str) {
        let id = self.child.id().unwrap().to_string();
        Command::new("kill")
            .args([signal, &id])
            .status()
            .await
            .unwrap();
    }

    /// Sends it a signal and waits for its end.
    pub(crate) async fn signalled(self, signal: &str) -> Ended {
        self.signal(signal).await;
        self.ended().await
    }

    /// Waits until it catches SIGHUP, the first of all signals.
    pub(crate) async fn catches_hangups(&self) {
        let status = format!("/proc/{}/status", self.child.id().unwrap());
        for _ in 0..1_000 {
            let status = std::fs::read_to_string(&status).unwrap();
            let caught = status.lines().find_map(|line| line.strip_prefix("SigCgt:"));
            let caught = u64::from_str_radix(caught.unwrap().trim(), 16).unwrap();
            if caught & 1 == 1 {
                return;
            }
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
        panic!("it does not catch SIGHUP");
    }

    /// Waits until it ends by itself.
    pub(crate) async fn ended(mut self) -> Ended {
        let ended = tokio::time::timeout(Duration::from_secs(60), self.child.wait()).await;
        let status = match ended {
            Ok(status) => status.unwrap(),
            Err(_) => panic!("it does not end; it said:\n{}", self.said()),
        };
        Ended {
            status,
            said: self.said(),
        }
    }
}

/// The folder of the small guide.
fn guide() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/guides/klein")
}

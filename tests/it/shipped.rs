//! The harness of the tests on the shipped guide: its [`library`], and the real program with it, `lotse serve` against
//! a fake Bot API server and `lotse chat` with lines from a pipe.
//!
//! All runs share one index below `target/`; whoever comes first builds it. Limits on sending are off. What Telegram
//! would see of a [`Served`] is recorded where `LOTSE_RECORD_CALLS` says.

use std::path::{Path, PathBuf};
use std::process::Stdio;
use std::sync::LazyLock;

use fake_bot_api::FakeBotApi;
use lotse::answer::Library;
use lotse::commands::library as libraries;
use lotse::operations::settings::EncoderChoice;
use tokio::io::AsyncWriteExt;
use tokio::process::{Child, Command};

use crate::overheard::Overheard;

/// A running `lotse serve`; it is killed when this is dropped.
pub(crate) struct Served {
    _child: Child,
    _overheard: Overheard,
    _data: tempfile::TempDir,
}

impl Served {
    /// Serves the people of this world.
    pub(crate) fn to(api: &FakeBotApi) -> Self {
        let data = tempfile::tempdir().unwrap();
        let overheard = Overheard::in_world(api);
        let child = lotse("serve", data.path())
            .env("TELOXIDE_TOKEN", api.token())
            .env("TELEGRAM_API_URL", api.url())
            .stdin(Stdio::null())
            .stdout(overheard.ear())
            .stderr(overheard.ear())
            .spawn()
            .unwrap();
        Self {
            _child: child,
            _overheard: overheard,
            _data: data,
        }
    }
}

/// Everything `lotse chat` says to these lines.
pub(crate) async fn chat(lines: &[String]) -> String {
    let data = tempfile::tempdir().unwrap();
    let mut child = lotse("chat", data.path())
        .args(["--color", "never"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut typed = child.stdin.take().unwrap();
    let all = lines.join("\n");
    // Dropping the pipe at the end is what ends the chat.
    let typing = tokio::spawn(async move { typed.write_all(all.as_bytes()).await });
    let output = child.wait_with_output().await.unwrap();
    typing.await.unwrap().unwrap();
    assert!(output.status.success(), "{:?}", output.status);
    String::from_utf8(output.stdout).unwrap()
}

fn lotse(command: &str, data: &Path) -> Command {
    let mut lotse = Command::new(env!("CARGO_BIN_EXE_lotse"));
    lotse
        .arg(command)
        .args(["--rate-chat", "0", "--rate-group", "0", "--rate-all", "0"])
        .args(["--quota", "0"])
        .arg("--knowledge")
        .arg(knowledge())
        .arg("--index")
        .arg(Path::new(env!("CARGO_TARGET_TMPDIR")).join("index"))
        .arg("--data")
        .arg(data)
        .env_remove("LOTSE_LOG")
        .kill_on_drop(true);
    lotse
}

/// The folder of the shipped guide.
pub(crate) fn knowledge() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("knowledge")
}

/// The shipped guide with its index in memory, understood by meaning as a fresh clone does: its vectors are compiled in.
pub(crate) fn library() -> &'static Library {
    static LIBRARY: LazyLock<Library> = LazyLock::new(|| by_meaning(&knowledge()));
    &LIBRARY
}

/// The library of the guide in a folder, which must have no faults, understood by meaning.
pub(crate) fn by_meaning(folder: &Path) -> Library {
    let loaded = lotse::knowledge::load(folder).expect("a folder with a guide");
    assert_eq!(loaded.faults, [], "{}", folder.display());
    let guide = loaded.guide.expect("a sound guide");
    let library = Library::in_memory(guide).expect("an index in memory");
    let encoder = libraries::encoder(&EncoderChoice::BuiltIn).expect("a choice that names no file");
    let encoder = encoder.expect("the model inside the program");
    libraries::learn(&library, &encoder, None, |_, _| {});
    assert!(library.has_meaning());
    library
}

//! The record of calls: what was asked, what was answered, what was wrong with it.
//!
//! With `LOTSE_RECORD_CALLS` set to a folder, every call and every update is also appended there as a line of
//! JSON, for the judges.

use std::io::Write as _;
use std::path::PathBuf;
use std::time::Duration;

use serde::Serialize;
use serde_json::{Map, Value, json};

/// One call of the bot.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Call {
    /// The method in the spelling of the Bot API, or as it was sent if there is none such.
    pub method: String,
    /// The parameters as they were sent; a file shows as `attach://…`.
    pub params: Map<String, Value>,
    /// The files that came with it: name and content.
    #[serde(skip)]
    pub files: Vec<(String, Vec<u8>)>,
    /// When it came, since the start of the fake.
    pub at: Duration,
    /// The HTTP status of the answer; none while the call is under way or if the connection was cut.
    pub status: Option<u16>,
    /// The result, or the description of the refusal; of `getUpdates` only the latter.
    pub answer: Value,
    /// Why the call could never have been right.
    pub malformed: Option<String>,
}

impl Call {
    /// The chat the call was about.
    pub fn chat_id(&self) -> Option<i64> {
        let id = self.params.get("chat_id")?;
        id.as_i64().or_else(|| id.as_str()?.parse().ok())
    }

    /// A parameter as text, empty if it is missing.
    pub fn text(&self, name: &str) -> &str {
        self.params
            .get(name)
            .and_then(Value::as_str)
            .unwrap_or_default()
    }
}

/// Writes calls and updates to files, if a folder for them was named.
#[derive(Clone, Debug, Default)]
pub(crate) struct Recorder {
    folder: Option<PathBuf>,
}

impl Recorder {
    pub(crate) fn from_environment() -> Self {
        Self {
            folder: std::env::var_os("LOTSE_RECORD_CALLS")
                .filter(|folder| !folder.is_empty())
                .map(PathBuf::from),
        }
    }

    pub(crate) fn call(&self, call: &Call, is_refused: bool) {
        if call.method != "getUpdates" {
            let is_malformed = call.malformed.is_some();
            let line = json!({
                "method": call.method, "params": call.params, "refused": is_refused, "malformed": is_malformed,
            });
            self.append("calls", &line);
        }
    }

    pub(crate) fn update(&self, update: &Value) {
        self.append("updates", update);
    }

    /// Appends a line; a folder that cannot be written is no reason to fail a test.
    fn append(&self, name: &str, line: &Value) {
        let Some(folder) = &self.folder else { return };
        let path = folder.join(format!("{name}-{}.jsonl", std::process::id()));
        let opened = std::fs::create_dir_all(folder).and_then(|()| {
            std::fs::OpenOptions::new()
                .create(true)
                .append(true)
                .open(&path)
        });
        let written = opened.and_then(|mut file| file.write_all(format!("{line}\n").as_bytes()));
        if let Err(error) = written {
            eprintln!("cannot record to {}: {error}", path.display());
        }
    }
}

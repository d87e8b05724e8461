//! Logs: to standard error, as lines for people or as JSON for machines, never with what people wrote.
//!
//! Events carry no message text, no names and chats only as hashes (`ChatKey` shows itself as one); tokens are taken
//! out of every line here. A panic is logged with its place and without its message, because the message of a panic
//! can quote the text that caused it. A log that cannot be written harms nobody.

use std::ffi::OsString;
use std::io::IsTerminal;
use std::panic;
use std::sync::OnceLock;

use tracing::level_filters::LevelFilter;
use tracing_subscriber::fmt::{self, MakeWriter};
use tracing_subscriber::layer::SubscriberExt;
use tracing_subscriber::util::SubscriberInitExt;
use tracing_subscriber::{EnvFilter, Layer, Registry, reload};

use super::repeats::Repeats;
use super::scrub::Scrubbed;

/// The environment variable that chooses what is logged, e.g. `info` or `lotse::telegram=debug`.
pub const FILTER_VARIABLE: &str = "LOTSE_LOG";

/// The forms of a log.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, clap::ValueEnum)]
pub enum LogFormat {
    /// One line per event for people.
    #[default]
    Text,
    /// One JSON object per line.
    Json,
}

/// What is to be logged: what the environment says, otherwise this.
pub fn filter_or(usual: &str) -> String {
    let chosen = std::env::var(FILTER_VARIABLE).unwrap_or_default();
    if chosen.is_empty() {
        return usual.to_owned();
    }
    chosen
}

/// The form of the log that was started.
static STARTED: OnceLock<LogFormat> = OnceLock::new();

/// What is logged, to be exchanged while the program runs.
static FILTER: OnceLock<reload::Handle<EnvFilter, Registry>> = OnceLock::new();

/// The form that is expected before the settings are read.
static EXPECTED: OnceLock<LogFormat> = OnceLock::new();

/// Tells whether everything on standard error is to be a JSON object a line.
pub fn is_json() -> bool {
    STARTED.get().or(EXPECTED.get()) == Some(&LogFormat::Json)
}

/// Notes that the log will be JSON, for what is wrong before it is started.
pub fn expect_json() {
    let _ = EXPECTED.set(LogFormat::Json);
}

/// Tells whether the log is to be JSON, before anything is read but the arguments; the settings file says it later.
pub fn wants_json(arguments: &[OsString]) -> bool {
    let named = |pair: &[OsString]| pair[0] == "--log" && pair[1] == "json";
    arguments.windows(2).any(named)
        || arguments.iter().any(|argument| argument == "--log=json")
        || std::env::var_os("LOTSE_LOG_FORMAT").is_some_and(|form| form == "json")
}

/// Reads what is to be logged; a word that would silence the program by mistake is refused.
///
/// # Errors
/// With what is wrong.
pub fn filter(text: &str) -> Result<String, String> {
    let hint = "such as `info`, `debug` or `lotse::telegram=debug,info`";
    if let Err(error) = EnvFilter::builder().parse(text) {
        return Err(format!("{error}; {hint}"));
    }
    let mut parts = text
        .split(',')
        .map(str::trim)
        .filter(|part| !part.is_empty());
    let stray = parts
        .clone()
        .find(|part| !part.contains(['=', '[']) && part.parse::<LevelFilter>().is_err());
    if let Some(stray) = stray {
        return Err(format!("`{stray}` is no level; {hint}"));
    }
    let speaks = |part: &str| part.starts_with("lotse") || part.parse::<LevelFilter>().is_ok();
    if parts.any(speaks) {
        return Ok(text.to_owned());
    }
    Err(format!("nothing of Lotse would be logged; {hint}"))
}

/// Starts logging and hides what panics say; the first call wins, later ones do nothing.
pub fn start(format: LogFormat, filter: &str) {
    let lines = fmt::layer()
        .with_writer(Stderr)
        // Its complaints go to standard error in a way that panics.
        .log_internal_errors(false)
        .with_ansi(format == LogFormat::Text && std::io::stderr().is_terminal());
    // An error means that logs were started before, which is fine.
    let lines = match format {
        LogFormat::Text => lines.with_target(false).boxed(),
        LogFormat::Json => lines.json().flatten_event(true).boxed(),
    };
    let repeats = Repeats::default();
    let (filter, handle) = reload::Layer::new(EnvFilter::builder().parse_lossy(filter));
    let log = tracing_subscriber::registry().with(filter);
    if log
        .with(lines.with_filter(repeats.clone()))
        .try_init()
        .is_ok()
    {
        let _ = STARTED.set(format);
        let _ = FILTER.set(handle);
        repeats.sum_up();
    }
    panic::set_hook(Box::new(|panicked| {
        let place = panicked.location().map(ToString::to_string);
        let place = place.as_deref().unwrap_or("an unknown place");
        tracing::error!(place, "a part of the program panicked");
    }));
}

/// Logs from now on what this filter says, and says so in the log, before or after, where the filter lets it.
pub fn change(filter: &str) {
    let Some(handle) = FILTER.get() else {
        return;
    };
    let new = EnvFilter::builder().parse_lossy(filter);
    let shown = handle.with_current(ToString::to_string);
    if shown.is_ok_and(|shown| shown == new.to_string()) {
        return;
    }
    let is_heard = tracing::enabled!(tracing::Level::INFO);
    let tell = || tracing::info!(filter, "the settings say anew what is logged");
    if is_heard {
        tell();
    }
    // It fails only where the log is gone.
    let _ = handle.reload(new);
    if !is_heard {
        tell();
    }
}

struct Stderr;

impl MakeWriter<'_> for Stderr {
    type Writer = Scrubbed<std::io::Stderr>;

    fn make_writer(&self) -> Self::Writer {
        Scrubbed(std::io::stderr())
    }
}

#[cfg(test)]
mod tests {
    use std::process::Command;

    use super::*;

    /// Logging and the hook are the whole process's, so a process of its own is looked at.
    #[test]
    fn a_panic_is_logged_with_its_place_and_no_token_is_written_whoever_lets_it_slip() {
        const PANICS: &str = "LOTSE_TEST_PANICS";
        let secret = "AAHdqTcvCH1vGWJxfSeofSAs0K5PALDsaw";
        if std::env::var_os(PANICS).is_some() {
            start(LogFormat::Text, "info");
            tracing::warn!("no answer from /bot123456789:{secret}/getMe");
            panic!("Erika asks about 123456789:{secret}");
        }
        let this = std::thread::current().name().map(str::to_owned);
        let output = Command::new(std::env::current_exe().unwrap())
            .args(["--exact", &this.unwrap(), "--nocapture"])
            .env(PANICS, "1")
            .env_remove("RUST_BACKTRACE")
            .output()
            .unwrap();
        let said = [output.stdout, output.stderr].concat();
        let said = String::from_utf8(said).unwrap();
        assert!(said.contains("/bot[token]/getMe"), "{said}");
        assert!(said.contains("a part of the program panicked"), "{said}");
        assert!(said.contains("logs.rs:"), "{said}");
        assert!(!said.contains("Erika") && !said.contains(secret), "{said}");
    }
}

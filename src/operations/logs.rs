//! Logs: to standard error, as lines for people or as JSON for machines, never with what people wrote.
//!
//! Events carry no message text, no names and chats only as hashes (`ChatKey` shows itself as one); tokens are taken
//! out of every line here. A panic is logged with its place and without its message, because the message of a panic
//! can quote the text that caused it. A log that cannot be written harms nobody.

use std::io::IsTerminal;
use std::panic;

use tracing_subscriber::EnvFilter;
use tracing_subscriber::fmt::{self, MakeWriter};

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

/// Starts logging and hides what panics say; the first call wins, later ones do nothing.
pub fn start(format: LogFormat, filter: &str) {
    let lines = fmt::fmt()
        .with_env_filter(EnvFilter::builder().parse_lossy(filter))
        .with_writer(Stderr)
        // Its complaints go to standard error in a way that panics.
        .log_internal_errors(false)
        .with_ansi(format == LogFormat::Text && std::io::stderr().is_terminal());
    // An error means that logs were started before, which is fine.
    let _ = match format {
        LogFormat::Text => lines.with_target(false).try_init(),
        LogFormat::Json => lines.json().flatten_event(true).try_init(),
    };
    panic::set_hook(Box::new(|panicked| {
        let place = panicked.location().map(ToString::to_string);
        let place = place.as_deref().unwrap_or("an unknown place");
        tracing::error!(place, "a part of the program panicked");
    }));
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

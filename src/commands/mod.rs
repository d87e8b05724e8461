//! One short file per command; each is a function from its arguments to what its outcome is worth.
//!
//! [`outcome`] says what that can be, [`library`] opens the guide with its index, [`json`] is the form for programs
//! that `ask`, `chat` and `examples` share, [`output`] decides about colours and width; [`reload`] keeps
//! what `serve` answers from up with its folder.

pub mod aliases;
pub mod ask;
pub mod backup;
pub mod calibrate;
pub mod chat;
pub mod check;
pub mod completions;
pub mod config;
pub mod eval;
pub mod eval_corpus;
pub mod evaluate;
pub mod examples;
pub mod explain;
pub mod gaps;
pub mod index;
pub mod json;
pub mod library;
pub mod new;
pub mod outcome;
pub mod output;
pub mod preview;
pub mod reasons;
pub mod record;
pub mod reload;
pub mod schema;
pub mod serve;

pub use outcome::{Done, Failure, Worth, report};

use std::io::{self, Write as _};
use std::time::{SystemTime, UNIX_EPOCH};

use time::{Date, OffsetDateTime};

use crate::conversation::Moment;
use crate::operations::settings::Shared;

/// Runs `lotse` without a command where no token is set: the terminal chat with a word how to connect Telegram.
///
/// # Errors
/// As the chat.
pub fn without_command(shared: &Shared) -> Result<Done, Failure> {
    anstream::eprintln!(
        "No TELOXIDE_TOKEN is set, so Lotse talks here. To connect it to Telegram, get a token from @BotFather and \
         start: TELOXIDE_TOKEN=… lotse"
    );
    chat::run(shared, &chat::ChatArgs::default())
}

/// Runs `lotse check`: what [`check::check`] finds goes to standard output.
///
/// # Errors
/// When it cannot be written.
pub fn check_guide(shared: &Shared, args: &check::CheckArgs) -> Result<Done, Failure> {
    let colour = output::colour(shared.color, &io::stdout());
    let verdict = check::check(
        &shared.knowledge,
        args,
        today(),
        colour,
        &mut io::stdout().lock(),
        &mut io::stderr().lock(),
    )
    .map_err(|error| Failure::of_terminal(&error))?;
    // The language pack is compiled in; whoever changes it in the source learns here what is wrong with it.
    let pack = std::path::Path::new("language/de");
    let faults = if pack.is_dir() {
        crate::language::check(pack)
    } else {
        Vec::new()
    };
    for fault in &faults {
        writeln!(io::stdout(), "{fault}").map_err(|error| Failure::of_terminal(&error))?;
    }
    match verdict {
        check::Verdict::Sound if !faults.is_empty() => Ok(Done::Short),
        check::Verdict::Sound => Ok(Done::Fine),
        check::Verdict::Faulty => Ok(Done::Short),
        check::Verdict::Unreadable => Err(Failure::AlreadyTold(Worth::Unable)),
    }
}

/// The day it is.
pub(crate) fn today() -> Date {
    OffsetDateTime::from_unix_timestamp(now().0).map_or(Date::MIN, OffsetDateTime::date)
}

/// The moment it is; a clock before 1970 counts as 1970.
fn now() -> Moment {
    let since = SystemTime::now()
        .duration_since(UNIX_EPOCH)
        .unwrap_or_default();
    Moment(i64::try_from(since.as_secs()).unwrap_or(i64::MAX))
}

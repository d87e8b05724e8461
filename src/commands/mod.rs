//! One short file per command; each is a function from its arguments to a success or a failure.
//!
//! [`outcome`] says what that can be, [`library`] opens the guide with its index, [`json`] is the form for programs
//! that `ask`, `chat` and `examples` share, [`output`] decides about colours and width; [`reload`] keeps
//! what `serve` answers from up with its folder.

pub mod ask;
pub mod backup;
pub mod calibrate;
pub mod chat;
pub mod check;
pub mod completions;
pub mod config;
pub mod eval;
pub mod examples;
pub mod explain;
pub mod gaps;
pub mod golden;
pub mod graph;
pub mod health;
pub mod index;
pub mod init;
pub mod json;
pub mod library;
pub mod man;
pub mod new;
pub mod outcome;
pub mod output;
pub mod preview;
pub mod question_forms;
pub mod reasons;
pub mod record;
pub mod reload;
pub mod schema;
pub mod serve;
pub mod test;

pub use outcome::{ExitKind, Failure, Success, report};

use time::{Date, OffsetDateTime};

use crate::conversation::Moment;
use crate::service::Clock;

/// The day it is.
pub(crate) fn today() -> Date {
    OffsetDateTime::from_unix_timestamp(now().0).map_or(Date::MIN, OffsetDateTime::date)
}

/// The moment it is.
fn now() -> Moment {
    Clock::default().now()
}

//! The Telegram side: updates become events, replies become calls. It decides nothing.
//!
//! In the order of a message:
//! 1. `polling` fetches a batch of raw updates over [`transport`], or [`webhook`] receives one;
//! 2. [`updates`] reads each alone, through teloxide's types or else from the raw value, into [`incoming`];
//! 3. [`batch`] leaves out duplicates, lets [`gate`] decline what is too much, asks [`Respond`] chat by chat, and has
//!    [`render`] and `inline` make finished calls;
//! 4. everything is committed at once (`crate::sessions`), and only then acknowledged to Telegram;
//! 5. [`outbox`] sends the calls within the [`Rates`], judges errors, and strikes off what is confirmed.
//!
//! [`serve()`] puts the parts together, from the first `getMe` to the drain at the end. No message text, name or chat
//! id gets into a log from here, and no token.

pub mod addressing;
mod backoff;
pub mod batch;
mod care;
mod caretaking;
mod clock;
mod errors;
mod figures;
pub mod gate;
mod in_service;
pub mod incoming;
mod inline;
mod json;
mod links;
mod messages;
pub mod outbox;
mod pictures;
mod polling;
mod quota;
mod rates;
mod raw;
pub mod render;
mod respond;
mod retention;
mod serve;
mod setup;
mod tally;
mod token;
pub mod transport;
pub mod updates;
mod vitals;
pub mod webhook;

pub use backoff::Patience;
pub use caretaking::Caretakers;
pub use clock::Clock;
pub use figures::{Count, Durations, Kinds, Level};
pub use gate::Maintenance;
pub use in_service::InService;
pub use rates::Rates;
pub use respond::Respond;
pub use serve::{ServeError, ServeOptions, Service, serve};
pub use tally::Tally;
pub use token::{Token, TokenFault};
pub use vitals::Vitals;
pub use webhook::{Secret, Webhook};

//! The Telegram side: updates become events, replies become calls. It decides nothing.
//!
//! In the order of a message:
//! 1. `polling` fetches a batch of raw updates over [`transport`], or [`webhook`] receives one;
//! 2. [`updates`] and `messages` read each alone, from the raw value, into what the service takes;
//! 3. the service has it answered, and the `door` makes finished calls ([`render`], `inline`), which are committed;
//! 4. when their time comes the `door` sends them, within the [`Rates`]; `errors` says what to do about a refusal.
//!
//! [`Telegram`] puts the parts together. No message text, name or chat id gets into a log from here, and no token.

pub mod addressing;
mod call;
mod door;
mod errors;
mod inline;
mod json;
mod links;
mod messages;
mod network;
mod pictures;
mod polling;
mod rates;
pub mod render;
mod serve;
mod setup;
mod token;
pub mod transport;
pub mod updates;
pub mod webhook;

pub use call::{Call, Upload};
pub use network::NetworkFault;
pub use rates::Rates;
pub use serve::{ServeError, ServeOptions, Telegram};
pub use token::{BotToken, TokenFault};
pub use webhook::{Secret, Webhook};

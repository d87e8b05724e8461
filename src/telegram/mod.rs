//! The Telegram side: updates become events, replies become calls. It decides nothing.
//!
//! In the order of a message:
//! 1. `polling` fetches a batch of raw updates over [`transport`], or [`webhook`] receives one;
//! 2. [`updates`] reads each alone, from the raw value, into `service::inbound`;
//! 3. `service::batch` has it answered, and [`render`] and `inline` make finished calls, which are committed;
//! 4. `service::outbox` sends them over [`transport`]; `errors` judges what is refused.
//!
//! [`serve()`] puts the parts together, from the first `getMe` to the drain at the end. No message text, name or chat
//! id gets into a log from here, and no token.

pub mod addressing;
pub(crate) mod errors;
pub(crate) mod inline;
mod json;
mod links;
mod messages;
pub(crate) mod pictures;
mod polling;
pub mod render;
mod serve;
mod setup;
mod token;
pub mod transport;
pub mod updates;
pub mod webhook;

pub use serve::{ServeError, ServeOptions, Service, serve};
pub use token::{Token, TokenFault};
pub use webhook::{Secret, Webhook};

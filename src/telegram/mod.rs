//! The Telegram side: updates become events, replies become calls. It decides nothing.

pub mod addressing;
mod backoff;
pub mod batch;
mod clock;
mod errors;
pub mod incoming;
mod messages;
pub mod outbox;
mod pictures;
mod polling;
mod rates;
mod raw;
pub mod render;
mod respond;
mod serve;
mod setup;
mod tally;
mod token;
pub mod transport;
pub mod updates;

pub use backoff::Patience;
pub use rates::Rates;
pub use respond::Respond;
pub use serve::{ServeError, ServeOptions, Service, serve};
pub use tally::{Count, Tally};
pub use token::{Token, TokenFault};

//! The Telegram side: updates become events, replies become calls. It decides nothing.

pub mod addressing;
mod backoff;
mod errors;
pub mod incoming;
mod messages;
mod rates;
mod raw;
pub mod render;
mod respond;
mod token;
pub mod transport;
pub mod updates;

pub use backoff::Patience;
pub use rates::Rates;
pub use respond::Respond;
pub use token::{Token, TokenFault};

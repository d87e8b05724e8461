//! A strict Telegram Bot API server for tests: real HTTP, virtual people, faults by script.
//!
//! A test starts it, points a bot at [`FakeBotApi::url`] with [`FakeBotApi::token`], lets people talk to the
//! bot and looks at what they see:
//!
//! ```no_run
//! # async fn example() {
//! use fake_bot_api::FakeBotApi;
//!
//! let api = FakeBotApi::start().await;
//! // … start the bot with api.url() and api.token() …
//! let erika = api.private_chat("Erika");
//! erika.says("/start").await;
//! let screen = erika.taps("Weiter").await;
//! assert!(screen.text().starts_with("Schritt 1"));
//! assert_eq!(api.malformed_calls(), []);
//! # }
//! ```
//!
//! It is strict where the real server is strict (limits, error texts, `getUpdates`, HTML) and stricter where
//! that finds mistakes: a call with an unknown parameter works, as in reality, but shows up in
//! [`FakeBotApi::malformed_calls`]. It decides nothing about the bot and knows nothing of it.

mod answer;
mod api;
mod args;
mod calls;
mod chat;
mod connection;
mod control;
pub mod entities;
mod faults;
mod group;
mod json;
mod markup;
mod methods;
mod people;
mod rates;
mod server;
mod transcript;
mod updates;
mod webhook;
mod world;

pub use api::{Builder, FakeBotApi, Observed};
pub use calls::Call;
pub use chat::Chat;
pub use faults::Fault;
pub use group::Group;
pub use rates::Rates;
pub use transcript::{Happening, Screen, ShownButton, ShownMessage};

//! The terminal side: lines typed become events, replies become lines. It decides nothing.
//!
//! [`chat()`] is the loop. Where lines come from is a [`LineSource`] ([`PipedLines`] for pipes, [`PromptLines`] for people with
//! line editing), where replies go is a [`Display`] ([`TextDisplay`] draws them; the command line brings one that writes
//! JSON). The session lives in the loop and nowhere else.

mod chat;
mod draw;
mod input;
mod page;
mod piped;
mod prompt;

pub use chat::{Display, Exchange, LineSource, chat};
pub use draw::{draw, numbers};
pub use input::{Input, Meant};
pub use page::TextDisplay;
pub use piped::PipedLines;
pub use prompt::PromptLines;

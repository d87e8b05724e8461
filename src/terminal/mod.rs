//! The terminal side: lines typed become events, replies become lines. It decides nothing.
//!
//! [`chat()`] is the loop. Where lines come from is a [`Lines`] ([`Piped`] for pipes, [`Prompt`] for people with
//! line editing), where replies go is a [`Screen`] ([`Page`] draws them; the command line brings one that writes
//! JSON). The session lives in the loop and nowhere else.

mod chat;
mod draw;
mod input;
mod page;
mod piped;
mod prompt;

pub use chat::{Lines, Screen, Turn, chat};
pub use draw::draw;
pub use input::{Input, Meant};
pub use page::Page;
pub use piped::Piped;
pub use prompt::Prompt;

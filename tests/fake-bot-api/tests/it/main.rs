//! The fake itself under test, over real HTTP.
//!
//! `TestBot` (in `bot.rs`) makes single calls and can also be a tiny bot of its own; the modules are named
//! after what they look at.

mod bot;
mod editing;
mod entities;
mod faults;
mod groups;
mod people;
mod polling;
mod profile;
mod sending;
mod webhook;

//! Lotse: a guidance assistant that knows one guide by heart.
//!
//! The modules are the floors of the house, lowest first; a floor imports only from floors below it
//! (`ARCHITECTURE.md` walks them in the order of a message, `tests/it/architecture.rs` holds them to it).
//! The library has everything, so that tests and benches drive what the binary drives.

#[macro_use]
mod crash_points;

pub mod time_zone;

pub mod text;

pub mod document;
pub mod german;
pub mod language;

pub mod knowledge;

pub mod search;

pub mod understanding;

pub mod answer;

pub mod conversation;

pub mod sessions;

pub mod service;

pub mod telegram;
pub mod terminal;
pub mod web;

pub mod operations;

pub mod cli;
pub mod commands;

//! Text with a little formatting, independent of where it is shown.
//!
//! [`RichText`] is what content and wording are made of. [`markdown`] reads it from the subset editors write;
//! [`html`], [`terminal`] and [`plain`] show it; [`split`] cuts it at a limit, [`code`] draws it for cameras. This floor knows neither guide
//! nor bot, and what it produces is always well-formed: markup comes only from the typed values here, so a
//! `<` that somebody typed stays a `<`.

pub mod code;
mod cut;
pub mod html;
mod layout;
mod link;
pub mod markdown;
pub mod plain;
mod rich;
pub mod split;
pub mod terminal;

pub use link::{Link, LinkFault};
pub use rich::{Block, RichText, Span};

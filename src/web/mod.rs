//! The door for browsers: replies as HTML that is read without scripts.
//!
//! [`visitor`] leads somebody through a fresh chat, [`chat`] draws what is said to them, [`page`] is what stands round it on
//! every page: the frame, the style, and the headers that let nothing foreign in. They know of no editor; [`preview`] does,
//! who sees the guide with what `check` says of it. Like the other doors this one decides nothing: every text and button
//! comes from the conversation.
//!
//! What people or editors wrote is escaped by the templates; the one text that comes as HTML is made by
//! [`text::html`](crate::text::html).

pub mod chat;
pub mod page;
pub mod preview;
pub mod visitor;

pub use visitor::{Visitor, way};

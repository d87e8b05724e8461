//! The guide for those who write it: every entry as people meet it, and beside it what `check` says.
//!
//! 1. [`edition`] is what the folder held when it was last read, with the last guide in it that could be used.
//! 2. [`catalogue`] lists its entries, [`address`] says where each thing is shown.
//! 3. [`overview`], [`entry`], [`screen`], [`question`] and [`findings`] are the pages, [`layout`] stands round them.
//! 4. [`mod@routes`] is the way in; it lets in nobody who came by the name of another computer.
//!
//! Reading the folder is left to whoever starts it (`commands/preview`), as is looking at what was read.

mod address;
mod catalogue;
mod edition;
mod entry;
mod findings;
mod layout;
mod overview;
mod question;
mod routes;
mod screen;

pub use edition::{Edition, EditionShelf};
pub use routes::{Reach, routes};

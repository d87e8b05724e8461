//! One guide, as typed values: read strictly from a folder of YAML, checked as a whole, cut into passages.
//!
//! [`load()`] reads the disk (the only file here that does) into [`source`] files, [`yaml`] turns each into a tree
//! with places, `names` notes what exists, `decode` turns trees into the [`model`] and collects every fault,
//! `check` looks at the whole ([`read`] is these four in a row), and [`passage`] cuts the guide into the units
//! that are indexed and quoted. What is wrong is a [`faults::Fault`] of a kind in [`codes`]. Nothing here knows
//! of search or chats.
//!
//! For editors: [`keys`] is the one table of what may stand in a file, from which [`schema`] and [`skeleton`] are made;
//! [`ledger`] keeps where things stand, [`review`] looks at age and readability, [`allowances`] takes away what editors
//! allowed with a reason.

pub mod allowances;
pub mod calibration;
mod check;
pub mod codes;
mod decode;
pub mod faults;
pub mod ids;
pub mod keys;
pub mod ledger;
pub mod load;
pub mod model;
mod names;
pub mod passage;
pub mod read;
pub mod review;
pub mod schema;
pub mod skeleton;
pub mod source;
pub mod suggest;
pub mod yaml;

pub use codes::{Code, Severity};
pub use faults::Fault;
pub use ids::*;
pub use ledger::Ledger;
pub use load::{LoadError, Loaded, load};
pub use model::*;
pub use passage::{Passage, PassageKind, Target, passages};
pub use source::SourceFile;

#[cfg(test)]
mod tests;

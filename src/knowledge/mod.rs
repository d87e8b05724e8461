//! One guide, as typed values: read strictly from a folder of YAML, checked as a whole, cut into passages.
//!
//! [`load`] reads the disk (the only file here that does), [`yaml`] turns a file into a tree with places,
//! [`decode`] turns trees into the [`model`] and collects every fault, [`check`] looks at the whole, and
//! [`passage`] cuts the guide into the units that are indexed and quoted. Nothing here knows of search or chats.

pub mod ids;
pub mod model;
pub mod passage;

pub use ids::*;
pub use model::*;
pub use passage::{Passage, PassageKind, Target};

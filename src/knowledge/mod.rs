//! One guide, as typed values: read strictly from a folder of YAML, checked as a whole, cut into passages.
//!
//! [`load()`] reads the disk (the only file here that does) into [`source`] files, or `built_in` what is inside the program, [`yaml`] turns each into a tree
//! with places, `given` notes which ids there are, `decode` turns trees into the [`model`] and collects every fault,
//! `check` and `conditions` look at the whole ([`read`] is these four in a row), and [`passage`] cuts the guide into the units
//! that are indexed and quoted. What is wrong is a [`Diagnostic`] of a kind in [`codes`]. Nothing here knows
//! of search or chats.
//!
//! For editors: what may stand in a file ([`keys`]) comes from the declarations of the model, and with it [`schema`] and
//! [`skeleton`]; [`source_map`] keeps where things stand, [`review`] looks at age and readability, [`suppressions`] take
//! away what editors allowed with a reason.

mod as_of;
mod built_in;
pub mod calibration;
mod check;
pub mod codes;
mod conditions;
#[macro_use]
mod decode;
pub mod diagnostic;
mod given;
pub mod ids;
pub mod keys;
pub mod load;
pub mod model;
pub mod passage;
mod plain;
pub mod read;
pub mod review;
pub mod schema;
pub mod skeleton;
pub mod source;
pub mod source_map;
pub mod suggest;
pub mod suppressions;
mod syntax;
pub mod yaml;

pub use as_of::AsOf;
pub use codes::{Code, Severity};
pub(crate) use conditions::is_never_asked;
pub use diagnostic::Diagnostic;
pub use ids::*;
pub use load::{GuideFolder, LoadError, load};
pub use model::*;
pub use passage::{Passage, PassageKind, Target, passages};
pub use plain::length;
pub use read::Loaded;
pub use source::SourceFile;
pub use source_map::SourceMap;

#[cfg(test)]
mod tests;

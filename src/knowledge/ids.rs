//! Names of things in a guide: each a type of its own, valid by construction.
//!
//! Sessions, action data and links hang on ids, so an id is short (24 characters, room for two in 64 bytes of
//! action data), plain (`[a-z0-9-]`) and never used a second time.

use std::fmt;

use serde::{Deserialize, Serialize, Serializer};

/// How many characters an id has at most.
pub const LONGEST_ID: usize = 24;

/// Why a text is not an id.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is not an id: 1 to 24 of a-z, 0-9 and -")]
pub struct IdFault(pub String);

fn checked(text: &str) -> Result<String, IdFault> {
    let fits = (1..=LONGEST_ID).contains(&text.len())
        && text
            .bytes()
            .all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-');
    if fits {
        Ok(text.to_owned())
    } else {
        Err(IdFault(text.to_owned()))
    }
}

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident;)+) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize)]
        #[serde(try_from = "String")]
        pub struct $name(String);

        impl $name {
            /// Checks a text and makes it an id.
            ///
            /// # Errors
            /// When it is not 1 to 24 characters of `a-z`, `0-9` and `-`.
            pub fn parse(text: &str) -> Result<Self, IdFault> {
                checked(text).map(Self)
            }

            /// The id as it is written.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }

        impl Serialize for $name {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(&self.0)
            }
        }

        impl TryFrom<String> for $name {
            type Error = IdFault;
            fn try_from(text: String) -> Result<Self, IdFault> {
                Self::parse(&text)
            }
        }

        impl From<$name> for String {
            fn from(id: $name) -> String {
                id.0
            }
        }
    )+};
}

ids! {
    /// The name of a place: a step or a section.
    PlaceId;
    /// The name of a task, unique inside its place.
    TaskId;
    /// The name of a decision.
    DecisionId;
    /// The name of an answer, unique inside its decision.
    OptionId;
    /// The name of a part of a place, unique inside its place.
    PartId;
    /// The name of a material, unique inside its place or example.
    MaterialId;
    /// The name of an example.
    ExampleId;
    /// The name of a municipality.
    MunicipalityId;
    /// The name of a glossary term.
    TermId;
    /// The name of a curated answer.
    AnswerId;
    /// The name of a gap.
    GapId;
    /// The name of a background passage.
    BackgroundId;
    /// The name of a source.
    SourceId;
    /// The name of a frame of a document.
    FrameId;
}

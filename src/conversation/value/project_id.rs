//! The number of a project, its name, and their limits.

use serde::{Deserialize, Serialize};

/// How many projects a chat may have.
pub const PROJECT_COUNT: usize = 8;

/// How many characters the name of a project may have.
pub const PROJECT_NAME_LENGTH: usize = 60;

/// The number of a project in its chat; never given twice. That of the first is zero.
#[derive(
    Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
#[serde(transparent)]
pub struct ProjectId(pub u32);

impl ProjectId {
    /// Whether it is that of the first project, which is not written down.
    pub(crate) fn is_first(&self) -> bool {
        self.0 == 0
    }
}

/// Why a name is not taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NameRefusal {
    /// It has no letter and no digit.
    Empty,
    /// It has so many characters, more than [`PROJECT_NAME_LENGTH`].
    TooLong(usize),
}

/// A name as it is kept: in one line.
///
/// # Errors
/// When it is empty or too long.
pub(crate) fn project_name(typed: &str) -> Result<String, NameRefusal> {
    let quotes = ['„', '“', '”', '"', '»', '«', '‚', '‘', ':'];
    let words: Vec<&str> = typed.split_whitespace().collect();
    let name = words.join(" ");
    let name = name.trim_matches(quotes).trim();
    if !name.chars().any(char::is_alphanumeric) {
        return Err(NameRefusal::Empty);
    }
    match name.chars().count() {
        length if length > PROJECT_NAME_LENGTH => Err(NameRefusal::TooLong(length)),
        _ => Ok(name.to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_one_line_without_what_stands_around_it() {
        let named = |typed: &str| project_name(typed);
        assert_eq!(
            named(" „Schule\n am  Park“ "),
            Ok("Schule am Park".to_owned())
        );
        assert_eq!(named(" „“ "), Err(NameRefusal::Empty));
        assert_eq!(named("🙂"), Err(NameRefusal::Empty));
        assert_eq!(named(&"ä".repeat(60)), Ok("ä".repeat(60)));
        assert_eq!(named(&"ä".repeat(61)), Err(NameRefusal::TooLong(61)));
    }
}

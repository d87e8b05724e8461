//! Who does something, as far as the words of the language tell: an office by its kind, a person by what stands before
//! her name or says how to reach her.

use super::words::WordClasses;
use crate::german::fold;

/// What is an office by itself.
const OFFICES: &str = "OFFICE";
/// What is one, written short: "AG".
const SHORT: &str = "OFFICE_SHORT";
/// What the name of an office ends with.
const ENDINGS: &str = "OFFICE_END";
/// What stands before the name of a person.
const TITLES: &str = "PERSON_TITLE";
/// What stands around the name of an office.
const AROUND: &str = "OFFICE_AROUND";
/// What says that nobody does it.
const NOBODY: &str = "NOBODY";

/// How many digits make a telephone number.
const PHONE: usize = 6;

impl WordClasses {
    /// Whether a folded word is the kind of an office: "amt", "jugendamt".
    pub fn is_office_kind(&self, key: &str) -> bool {
        let ends = self.classes.get(ENDINGS);
        let ends = ends.is_some_and(|ends| ends.iter().any(|end| key.ends_with(&**end)));
        ends || self.is_of(OFFICES, key) || self.is_office_short(key)
    }

    /// Whether a folded word is the kind of an office, written short: "ag".
    pub fn is_office_short(&self, key: &str) -> bool {
        self.is_of(SHORT, key)
    }

    /// Whether a name is surely that of a person, or says how to reach one.
    pub fn names_person(&self, name: &str) -> bool {
        let digits = name.chars().filter(char::is_ascii_digit).count();
        let is_reached = name.contains('@') || name.contains("://") || digits >= PHONE;
        let mut tokens = fold::tokens(name).into_iter();
        is_reached || tokens.any(|token| self.is_of(TITLES, &token.key))
    }

    /// Whether a folded word is no part of the name of an office that it stands beside: an article, a verb.
    pub fn is_around_office(&self, key: &str) -> bool {
        self.is_of(AROUND, key)
    }

    /// Whether a folded word says that nobody does it.
    pub fn is_nobody(&self, key: &str) -> bool {
        self.is_of(NOBODY, key)
    }
}

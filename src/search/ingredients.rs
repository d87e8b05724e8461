//! What the ranking is made of, so that it can be measured what each part brings.
//!
//! Lotse always searches with everything; only measurements leave something out.

/// The parts of the ranking that can be left out, each `true` where it is in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Ingredients {
    /// Compounds are also their parts.
    pub compounds: bool,
    /// Misspelt words are mended.
    pub speller: bool,
    /// Titles and question forms are searched.
    pub titles: bool,
    /// Pieces of words are weighed.
    pub pieces: bool,
    /// Neighbouring stems are weighed.
    pub pairs: bool,
    /// The best sentence is weighed.
    pub sentences: bool,
}

impl Ingredients {
    /// Everything.
    pub const ALL: Self = Self {
        compounds: true,
        speller: true,
        titles: true,
        pieces: true,
        pairs: true,
        sentences: true,
    };
}

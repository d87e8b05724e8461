//! Values become what is shown: screens, citations, and the buttons that lead on.

pub(crate) mod articles;
pub(crate) mod provenance;
pub(crate) mod screen;

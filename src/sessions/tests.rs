//! What every journal owes, kept apart from what only the one on disk promises (`sqlite/tests`).

pub(super) mod journal_conformance;

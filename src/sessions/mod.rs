//! Live sessions, and the journal that makes them last.

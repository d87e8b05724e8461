//! One short file per command; each is a function from its arguments to an exit code.

pub mod eval_corpus;

//! What is being computed: noted before, so that a process that ends over it leaves word of what it was about.
//!
//! A batch is noted as a whole. If the process ends before its commit, the next one finds the ids, and computes and
//! commits those updates one by one; only such lone attempts speak against an update.

use super::chat::UpdateId;
use crate::conversation::Moment;

/// Updates that are about to be computed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Attempt {
    /// When.
    pub now: Moment,
    /// Which.
    pub updates: Vec<UpdateId>,
    /// What is added to how much speaks against them: nothing unless they are tried by themselves.
    pub strikes: i64,
}

/// An update that is not computed any more because it ended the process each time; nothing it said is kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SetAside {
    /// Which.
    pub update: UpdateId,
    /// Its kind, as its door calls it.
    pub kind: &'static str,
    /// How often it was tried by itself.
    pub attempts: u32,
}

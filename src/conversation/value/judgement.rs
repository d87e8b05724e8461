//! What can be said of an answer, the answers it can be said of, and what is counted of it.
//!
//! The session knows the last few answers by a fingerprint, the place they stood at and, for half an hour, the keywords
//! of the question; nothing else of it. What is to be counted leaves as [`Feedback`], without text and without chat.

use serde::{Deserialize, Serialize};

use super::event::Moment;
use crate::knowledge::PlaceId;

/// What can be said of an answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Judgement {
    /// It helped.
    Helpful,
    /// It did not help.
    Unhelpful,
    /// The guide should say it and does not.
    Missing,
    /// It did not help, because it stands at the wrong place.
    WrongPlace,
    /// It did not help, because it says too little.
    TooVague,
    /// It did not help, because something else was looked for.
    SomethingElse,
}

/// What is to be counted of a judgement. A judgement that changes an earlier one takes that one back.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Feedback {
    /// The place the answer stood at, or the one nearest to what is missing.
    pub place: Option<PlaceId>,
    /// One more or one less of each of these.
    pub counts: Vec<(Judgement, i8)>,
    /// The keywords of what was looked for and not found.
    pub words: Vec<String>,
    /// Whether they were looked for once more or once less.
    pub sought: i8,
}

/// An answer that can be judged.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct GivenAnswer {
    /// The fingerprint of question and answer.
    pub print: u32,
    /// Whether content was presented; otherwise it was a refusal.
    pub found: bool,
    /// When it was given.
    pub at: Moment,
    /// Where it stood.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub place: Option<PlaceId>,
    /// The keywords of the question; they lapse.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub words: Vec<String>,
    /// What was said of it.
    #[serde(rename = "verdict", default, skip_serializing_if = "Option::is_none")]
    pub judgement: Option<Judgement>,
    /// Why it did not help.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<Judgement>,
}

impl Judgement {
    /// All of them.
    pub const ALL: [Self; 6] = [
        Self::Helpful,
        Self::Unhelpful,
        Self::Missing,
        Self::WrongPlace,
        Self::TooVague,
        Self::SomethingElse,
    ];

    /// Its name where it is stored.
    pub fn name(self) -> &'static str {
        match self {
            Self::Helpful => "helpful",
            Self::Unhelpful => "unhelpful",
            Self::Missing => "missing",
            Self::WrongPlace => "wrong_place",
            Self::TooVague => "too_vague",
            Self::SomethingElse => "something_else",
        }
    }

    /// Reads a name back.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL
            .into_iter()
            .find(|judgement| judgement.name() == name)
    }

    pub(crate) fn is_reason(self) -> bool {
        matches!(
            self,
            Self::WrongPlace | Self::TooVague | Self::SomethingElse
        )
    }
}

impl GivenAnswer {
    /// Drops what lapsed by now.
    #[must_use]
    pub(super) fn lapsed(mut self, now: Moment) -> Self {
        if self.at.has_lapsed(now) {
            self.words.clear();
        }
        self
    }

    /// The judgement that this one means for such an answer.
    pub(crate) fn meant(&self, judgement: Judgement) -> Option<Judgement> {
        match (self.found, judgement) {
            (true, Judgement::Missing) => Some(Judgement::Unhelpful),
            (true, judgement) => Some(judgement),
            (false, Judgement::Missing | Judgement::Unhelpful) => Some(Judgement::Missing),
            (false, _) => None,
        }
    }

    /// Takes a judgement; returns what is to be counted, if that is anything new.
    pub(crate) fn take(&mut self, judgement: Judgement) -> Option<Feedback> {
        let before = (self.judgement, self.reason);
        let after = if judgement.is_reason() {
            (Some(Judgement::Unhelpful), Some(judgement))
        } else {
            let kept = self.reason.filter(|_| judgement == Judgement::Unhelpful);
            (Some(judgement), kept)
        };
        if before == after {
            return None;
        }
        (self.judgement, self.reason) = after;
        let mut counts = Vec::new();
        for (old, new) in [(before.0, after.0), (before.1, after.1)] {
            if old != new {
                counts.extend(old.map(|judgement| (judgement, -1)));
                counts.extend(new.map(|judgement| (judgement, 1)));
            }
        }
        let missed = |of: Option<Judgement>| {
            i8::from(of.is_some_and(|judgement| judgement != Judgement::Helpful))
        };
        let sought = missed(after.0) - missed(before.0);
        Some(Feedback {
            place: self.place.clone(),
            counts,
            words: if sought == 0 {
                Vec::new()
            } else {
                self.words.clone()
            },
            sought,
        })
    }
}

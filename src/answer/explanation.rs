//! Why a question is answered as it is: what was recognised in it, what was searched, what was found worth how much.
//!
//! Filled on the way of the answer itself, by the same stages, when somebody asks for it; there is no second way that
//! could say something else. Only facts stand here; their wording is left to the command that shows them.

use std::cell::RefCell;
use std::ops::Deref;

use super::decide::{Decision, Thresholds};
use super::expects::Wanted;
use super::library::Library;
use super::rank::Sign;
use super::response::SmallTalk;
use crate::knowledge::{MunicipalityId, PlaceId, TermId};
use crate::search::{Account, Earned, OtherName};

/// Why a question is answered as it is.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Explanation {
    /// What was recognised, in order.
    pub recognised: Vec<Recognised>,
    /// What was searched, in order; the last search that answers counts.
    pub searches: Vec<Searched>,
}

/// Something that was recognised in a question.
#[derive(Debug, Clone, PartialEq)]
pub enum Recognised {
    /// Exactly these words are wanted.
    Literally,
    /// It is no question.
    SmallTalk(SmallTalk),
    /// It is about somebody's own case or rights.
    PersonalCase,
    /// In plain words it is this.
    Plain(String),
    /// It leans on this question.
    FollowsUp(String),
    /// It names a place, or a number that no place has.
    Place(Result<PlaceId, String>),
    /// It names a town of the guide.
    Town(MunicipalityId),
    /// It asks what a term means.
    Term(TermId),
}

/// One search and what was made of it.
#[derive(Debug, Clone, PartialEq)]
pub struct Searched {
    /// What was searched.
    pub text: String,
    /// What things in it are also called, and were searched as well.
    pub also: Vec<OtherName>,
    /// Only examples of this town.
    pub municipality: Option<MunicipalityId>,
    /// Only this place and its sections.
    pub within: Option<PlaceId>,
    /// The kind of thing the answer must hold.
    pub wanted: Option<Wanted>,
    /// How the words were read, and what the best hits earned, in their order.
    pub account: Account,
    /// The best hits, best first.
    pub hits: Vec<Weighed>,
    /// What the words of the question are worth together.
    pub worth: f32,
    /// What speaks for and against the first hit.
    pub signs: Vec<(Sign, f32)>,
    /// What these come to, 0 to 1.
    pub confidence: f32,
    /// The share of the first one's score that the next other thing reaches.
    pub next: f32,
    /// Where the lines are drawn.
    pub thresholds: Thresholds,
    /// What was decided.
    pub decision: Decision,
}

/// A hit with what made its score: `search × near × kind × held + asked`.
#[derive(Debug, Clone, PartialEq)]
pub struct Weighed {
    /// Position of its passage in the library.
    pub passage: usize,
    /// Its score as an answer.
    pub score: f32,
    /// What search gave it.
    pub search: f32,
    /// How near it is to the place that was named.
    pub near: f32,
    /// What its kind is worth as an answer.
    pub kind: f32,
    /// What it gains by the share of the question's words it holds.
    pub held: f32,
    /// What it gains by being asked just so in the editors' own question forms.
    pub asked: f32,
    /// How near the question is to one of these forms, 0 to 1.
    pub form: f32,
    /// The share of the question's words it holds, 0 to 1.
    pub coverage: f32,
    /// Its best sentence as it is written, and the share of the question that it covers.
    pub sentence: Option<(String, f32)>,
}

/// The library on the desk of whoever answers: with the lines that are drawn, and a note pad where one is wanted.
#[derive(Clone, Copy)]
pub(super) struct Desk<'a> {
    pub(super) library: &'a Library,
    pub(super) thresholds: Thresholds,
    pub(super) notes: Option<&'a RefCell<Explanation>>,
}

impl Deref for Desk<'_> {
    type Target = Library;

    fn deref(&self) -> &Library {
        self.library
    }
}

impl<'a> Desk<'a> {
    /// A desk without a note pad.
    pub(super) fn plain(library: &'a Library) -> Self {
        Self {
            library,
            thresholds: library.thresholds(),
            notes: None,
        }
    }

    /// Notes what was recognised, if anybody wants to know.
    pub(super) fn recognise(&self, what: impl FnOnce() -> Recognised) {
        if let Some(notes) = self.notes {
            notes.borrow_mut().recognised.push(what());
        }
    }
}

impl Searched {
    /// The best hits with what each earned in search.
    pub fn earned(&self) -> impl Iterator<Item = (&Weighed, &Earned)> {
        self.hits.iter().zip(&self.account.documents)
    }
}

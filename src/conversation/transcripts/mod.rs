//! The conversations, one file per flow, written down as people have them.
//!
//! They are played with [`Talk`](super::testing::Talk) on a small guide made by hand ([`guide`]) and answers made by
//! hand ([`Shelf`]), so that they show the conversation and nothing of search.

mod answers;
mod changing;
mod comparing;
mod correcting;
mod deadlines;
mod deciding;
mod deleting;
mod examples;
mod groups;
mod guide;
mod handing_out;
mod inline;
mod judging;
mod keeping;
mod listening;
mod meaning;
mod moving;
mod news;
mod noting;
mod nowhere;
mod offices;
mod own_data;
mod projects;
mod reading;
mod reminding;
mod start;
mod style;
mod ticking;
mod walking;

use std::cell::OnceCell;
use std::collections::HashMap;

use crate::answer::{Operator, Outcome, Question, Response};
use crate::conversation::value::fingerprint;
use crate::german::fold::key;
use crate::knowledge::{ExampleId, Guide, MunicipalityId, Place, Target};
use crate::language::Pack;
use crate::time_zone::TimeZone;
use crate::understanding::{Heard, Reader};

use super::Lookup;
use super::testing::Talk;

/// A guide with answers by question; what is not among them is off topic.
struct Shelf {
    guide: Guide,
    /// What reads for this guide, made when something is first typed.
    reader: OnceCell<Reader>,
    answers: HashMap<String, Response>,
    operator: Operator,
    time_zone: TimeZone,
}

impl Shelf {
    /// The small guide, with the answers of [`answers`].
    fn small() -> Self {
        Self {
            guide: guide::small(),
            reader: OnceCell::new(),
            answers: answers::made(),
            operator: Operator {
                messenger: Some("Telegram".to_owned()),
                ..Operator::default()
            },
            time_zone: TimeZone::default(),
        }
    }

    /// The guide to be changed.
    fn guide_mut(&mut self) -> &mut Guide {
        self.reader.take();
        &mut self.guide
    }
}

impl Lookup for Shelf {
    fn guide(&self) -> &Guide {
        &self.guide
    }

    fn reader(&self) -> &Reader {
        let read = || Reader::of(Pack::built_in(), &self.guide);
        self.reader.get_or_init(read)
    }

    fn answer(&self, question: &Question, _: &Heard) -> Response {
        let known = self.answers.get(&key(&question.text));
        let may_be =
            |known: &&Response| !question.of_guide || !matches!(known.outcome, Outcome::Intent(_));
        let known = known.filter(may_be);
        known.cloned().unwrap_or_else(answers::off_topic)
    }

    fn examples(&self, words: &str, _: Option<&MunicipalityId>) -> Vec<ExampleId> {
        let words = key(words);
        let holds = |text: &str| key(text).contains(&words);
        let examples = self.guide.examples.iter();
        examples
            .filter(|example| {
                holds(&example.title) || example.topics.iter().any(|topic| holds(topic))
            })
            .map(|example| example.id.clone())
            .collect()
    }

    fn has_words(&self, _: &str) -> bool {
        true
    }

    fn print(&self) -> u32 {
        fingerprint::of_guide(&self.guide)
    }

    fn print_of(&self, place: &Place) -> (u32, String) {
        fingerprint::of_visit(&self.guide, place)
    }

    fn find(&self, words: &str) -> Vec<Target> {
        let words = key(words);
        let places = self.guide.places.iter();
        let places = places
            .filter(|place| key(&place.title).contains(&words))
            .map(|place| Target::Place(place.id.clone(), None));
        let examples = self.examples(&words, None).into_iter();
        examples.map(Target::Example).chain(places).collect()
    }

    fn operator(&self) -> Option<&Operator> {
        Some(&self.operator)
    }

    fn time_zone(&self) -> &TimeZone {
        &self.time_zone
    }
}

/// The small guide, for tests of single pages.
pub(super) fn small_guide() -> Guide {
    guide::small()
}

/// Plays lines in a new private chat and writes the conversation down.
fn play(lines: &[&str]) -> String {
    Talk::with(&Shelf::small()).play(lines)
}

/// Plays lines in a new private chat and writes the last reply down.
fn last(lines: &[&str]) -> String {
    Talk::with(&Shelf::small()).last(lines)
}

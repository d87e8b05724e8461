//! The conversations, one file per flow, written down as people have them.
//!
//! They are played with [`Talk`](super::testing::Talk) on a small guide made by hand ([`guide`]) and answers made by
//! hand ([`Shelf`]), so that they show the conversation and nothing of search.

mod answers;
mod changing;
mod deleting;
mod examples;
mod groups;
mod guide;
mod listening;
mod nowhere;
mod own_data;
mod reading;
mod start;
mod ticking;
mod walking;

use std::collections::HashMap;

use crate::answer::{House, Question, Response};
use crate::knowledge::{ExampleId, Guide, MunicipalityId};

use super::Lookup;
use super::hearing::fold;
use super::testing::Talk;

/// A guide with answers by question; what is not among them is off topic.
struct Shelf {
    guide: Guide,
    answers: HashMap<String, Response>,
    house: House,
}

impl Shelf {
    /// The small guide, with the answers of [`answers`].
    fn small() -> Self {
        Self {
            guide: guide::small(),
            answers: answers::made(),
            house: House::default(),
        }
    }
}

impl Lookup for Shelf {
    fn guide(&self) -> &Guide {
        &self.guide
    }

    fn answer(&self, question: &Question) -> Response {
        let known = self.answers.get(&fold(&question.text));
        known.cloned().unwrap_or_else(answers::off_topic)
    }

    fn examples(&self, words: &str, _: Option<&MunicipalityId>) -> Vec<ExampleId> {
        let words = fold(words);
        let holds = |text: &str| fold(text).contains(&words);
        let examples = self.guide.examples.iter();
        examples
            .filter(|example| {
                holds(&example.title) || example.topics.iter().any(|topic| holds(topic))
            })
            .map(|example| example.id.clone())
            .collect()
    }

    fn house(&self) -> Option<&House> {
        Some(&self.house)
    }
}

/// Plays lines in a new private chat and writes the conversation down.
fn play(lines: &[&str]) -> String {
    Talk::with(&Shelf::small()).play(lines)
}

/// Plays lines in a new private chat and writes the last reply down.
fn last(lines: &[&str]) -> String {
    Talk::with(&Shelf::small()).last(lines)
}

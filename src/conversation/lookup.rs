//! What the flows look things up in: the guide, and two ways of finding.
//!
//! A [`Library`] is one; tests bring a guide and answers made by hand. What is found is decided on the floors below;
//! here it is only narrowed to examples.

use std::sync::LazyLock;

use super::value::{Day, Moment, fingerprint};
use crate::answer::{self, Library, Operator, Question, Response};
use crate::knowledge::{ExampleId, Guide, MunicipalityId, Target};
use crate::language::Pack;
use crate::search::Query;
use crate::time_zone::TimeZone;
use crate::understanding::{Heard, Reader};

/// Something that knows a guide and can be asked.
pub trait Lookup {
    /// The guide.
    fn guide(&self) -> &Guide;

    /// What reads typed text, made once for the guide.
    fn reader(&self) -> &Reader;

    /// The words of the language.
    fn pack(&self) -> &'static Pack {
        self.reader().pack()
    }

    /// Reads what was typed.
    fn read(&self, text: &str) -> Heard {
        self.reader().read(text)
    }

    /// Whether editors wrote this down word by word as a question that leads somewhere.
    fn is_question_form(&self, _text: &str) -> bool {
        false
    }

    /// Answers a question.
    fn answer(&self, question: &Question) -> Response;

    /// The examples found by these words, best first, only of that municipality if one is given.
    fn examples(&self, words: &str, municipality: Option<&MunicipalityId>) -> Vec<ExampleId>;

    /// Everything found by these words, best first.
    fn find(&self, words: &str) -> Vec<Target>;

    /// The fingerprint of what the guide says, by which a session sees that it changed.
    fn print(&self) -> u32 {
        fingerprint::of_guide(self.guide())
    }

    /// Who runs this Lotse, if that is known.
    fn operator(&self) -> Option<&Operator>;

    /// What time it is where people are.
    fn time_zone(&self) -> &TimeZone;

    /// The day it is there.
    fn today(&self, now: Moment) -> Day {
        Day::at(now, self.time_zone())
    }
}

/// How many passages are looked at for examples.
const DEPTH: usize = 200;

/// The share of the best score below which an example is no longer a find.
const TAIL: f32 = 0.3;

/// The strength below which hits share no more than letters with the words. Measured on the shipped guide: words
/// that it does not have stay under 0.4 ("Fahrrad"), parts of compounds that it has begin at 1 ("Sprachmittler").
const WORTH: f32 = 0.5;

/// What reads typed text where no guide is at hand.
pub(crate) fn without_guide() -> &'static Reader {
    static READER: LazyLock<Reader> =
        LazyLock::new(|| Reader::of(Pack::built_in(), &Guide::default()));
    &READER
}

impl Lookup for Library {
    fn guide(&self) -> &Guide {
        &self.guide
    }

    fn reader(&self) -> &Reader {
        &self.reader
    }

    fn is_question_form(&self, text: &str) -> bool {
        self.is_question_form(text)
    }

    fn answer(&self, question: &Question) -> Response {
        answer::answer(self, question)
    }

    fn examples(&self, words: &str, municipality: Option<&MunicipalityId>) -> Vec<ExampleId> {
        let found = hits(self, words, municipality);
        let examples: Vec<(&ExampleId, f32)> = found
            .into_iter()
            .filter_map(|(target, score)| match target {
                Target::Example(example) => Some((example, score)),
                _ => None,
            })
            .collect();
        above_the_tail(&examples).cloned().collect()
    }

    fn find(&self, words: &str) -> Vec<Target> {
        above_the_tail(&hits(self, words, None)).cloned().collect()
    }

    fn print(&self) -> u32 {
        let print = || fingerprint::of_guide(&self.guide);
        *self.print.get_or_init(print)
    }

    fn operator(&self) -> Option<&Operator> {
        Some(&self.operator)
    }

    fn time_zone(&self) -> &TimeZone {
        &self.time_zone
    }
}

/// What words find in a library, with scores, best first.
fn hits<'l>(
    library: &'l Library,
    words: &str,
    municipality: Option<&MunicipalityId>,
) -> Vec<(&'l Target, f32)> {
    let query = Query {
        text: words.to_owned(),
        group: municipality.map(ToString::to_string),
        limit: DEPTH,
        literal: false,
    };
    // A fault of the index counts as finding nothing: a person must never meet it.
    let ranking = library.index.search(&query).unwrap_or_default();
    if ranking.evidence.strength < WORTH {
        return Vec::new();
    }
    let hits = ranking.hits.iter();
    hits.filter_map(|hit| Some((&library.passages.get(hit.document)?.target, hit.score)))
        .collect()
}

/// The finds that are worth showing beside the best of them.
fn above_the_tail<'f, T>(found: &'f [(&'f T, f32)]) -> impl Iterator<Item = &'f T> {
    let best = found.first().map_or(0.0, |(_, score)| *score);
    let worth = found.iter().filter(move |(_, score)| *score >= TAIL * best);
    worth.map(|(thing, _)| *thing)
}

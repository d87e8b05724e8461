//! What the flows look things up in: the guide, and two ways of finding.
//!
//! A [`Library`] is one; tests bring a guide and answers made by hand. What is found is decided on the floors below;
//! here it is only narrowed to examples.

use std::cell::RefCell;
use std::rc::Rc;
use std::sync::LazyLock;

use super::value::{Day, Moment, fingerprint};
use crate::answer::{self, Library, Operator, Question, Response};
use crate::knowledge::{ExampleId, Guide, MunicipalityId, Place, Target};
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
    fn read(&self, text: &str) -> Rc<Heard> {
        Rc::new(self.reader().read(text))
    }

    /// Whether editors wrote this down word by word as a question that leads somewhere.
    fn is_question_form(&self, _text: &str) -> bool {
        false
    }

    /// Answers a question whose text was read.
    fn answer(&self, question: &Question, heard: &Heard) -> Response;

    /// The examples found by these words, best first, only of that municipality if one is given.
    fn examples(&self, words: &str, municipality: Option<&MunicipalityId>) -> Vec<ExampleId>;

    /// Whether any example holds one of these words, and not only letters of one.
    fn has_words(&self, words: &str) -> bool;

    /// Everything found by these words, best first.
    fn find(&self, words: &str) -> Vec<Target>;

    /// The fingerprint of what the guide says, by which a session sees that it changed.
    fn print(&self) -> u32;

    /// The fingerprint of what a place of the guide says, and the letters of its entries.
    fn print_of(&self, place: &Place) -> (u32, String);

    /// Who runs this Lotse, if that is known.
    fn operator(&self) -> Option<&Operator>;

    /// What time it is where people are.
    fn time_zone(&self) -> &TimeZone;

    /// The day it is there.
    fn today(&self, now: Moment) -> Day {
        Day::at(now, self.time_zone())
    }
}

/// A lookup for one event: several flows ask what the same text means before one of them answers, and it is read once.
pub(crate) struct ReadingOnce<'l> {
    lookup: &'l dyn Lookup,
    last: RefCell<Option<(String, Rc<Heard>)>>,
}

impl<'l> ReadingOnce<'l> {
    pub(crate) fn new(lookup: &'l dyn Lookup) -> Self {
        let last = RefCell::default();
        Self { lookup, last }
    }
}

impl Lookup for ReadingOnce<'_> {
    fn guide(&self) -> &Guide {
        self.lookup.guide()
    }

    fn reader(&self) -> &Reader {
        self.lookup.reader()
    }

    fn read(&self, text: &str) -> Rc<Heard> {
        let mut last = self.last.borrow_mut();
        if let Some((_, heard)) = last.as_ref().filter(|(read, _)| read == text) {
            return heard.clone();
        }
        let heard = self.lookup.read(text);
        *last = Some((text.to_owned(), heard.clone()));
        heard
    }

    fn is_question_form(&self, text: &str) -> bool {
        self.lookup.is_question_form(text)
    }

    fn answer(&self, question: &Question, heard: &Heard) -> Response {
        self.lookup.answer(question, heard)
    }

    fn examples(&self, words: &str, municipality: Option<&MunicipalityId>) -> Vec<ExampleId> {
        self.lookup.examples(words, municipality)
    }

    fn has_words(&self, words: &str) -> bool {
        self.lookup.has_words(words)
    }

    fn find(&self, words: &str) -> Vec<Target> {
        self.lookup.find(words)
    }

    fn print(&self) -> u32 {
        self.lookup.print()
    }

    fn print_of(&self, place: &Place) -> (u32, String) {
        self.lookup.print_of(place)
    }

    fn operator(&self) -> Option<&Operator> {
        self.lookup.operator()
    }

    fn time_zone(&self) -> &TimeZone {
        self.lookup.time_zone()
    }
}

/// How many passages are looked at for examples.
const DEPTH: usize = 200;

/// The share of the best score below which an example is no longer a find.
const TAIL: f32 = 0.3;

/// The share of the best score below which an example that holds none of the words is no find beside one that does.
const ALIKE: f32 = 0.6;

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

    fn answer(&self, question: &Question, heard: &Heard) -> Response {
        answer::answer_heard(self, question, heard)
    }

    fn examples(&self, words: &str, municipality: Option<&MunicipalityId>) -> Vec<ExampleId> {
        let examples = example_hits(self, words, municipality);
        above_the_tail(&examples).cloned().collect()
    }

    fn has_words(&self, words: &str) -> bool {
        let mut found = hits(self, words, None).into_iter();
        found.any(|hit| matches!(hit.target, Target::Example(_)) && hit.holds)
    }

    fn find(&self, words: &str) -> Vec<Target> {
        let found = hits(self, words, None).into_iter();
        let found: Vec<(&Target, f32)> = found.map(|hit| (hit.target, hit.score)).collect();
        above_the_tail(&found).cloned().collect()
    }

    fn print(&self) -> u32 {
        let print = || fingerprint::of_guide(&self.guide);
        *self.print.get_or_init(print)
    }

    fn print_of(&self, place: &Place) -> (u32, String) {
        let prints = || {
            let places = self.guide.places.iter();
            let prints = places.map(|place| {
                let print = fingerprint::of_visit(&self.guide, place);
                (place.id.clone(), print)
            });
            prints.collect()
        };
        let prints = self.place_prints.get_or_init(prints);
        let print = prints.get(&place.id).cloned();
        print.unwrap_or_else(|| fingerprint::of_visit(&self.guide, place))
    }

    fn operator(&self) -> Option<&Operator> {
        Some(&self.operator)
    }

    fn time_zone(&self) -> &TimeZone {
        &self.time_zone
    }
}

/// Something that words found.
struct Find<'l> {
    target: &'l Target,
    score: f32,
    /// Whether any of the words stands in it, and not only letters of one.
    holds: bool,
}

/// The examples that words find; where any holds one of the words, of the others only what is much alike.
fn example_hits<'l>(
    library: &'l Library,
    words: &str,
    municipality: Option<&MunicipalityId>,
) -> Vec<(&'l ExampleId, f32)> {
    let found = hits(library, words, municipality).into_iter();
    let found = found.filter_map(|hit| match hit.target {
        Target::Example(example) => Some((example, hit)),
        _ => None,
    });
    let found: Vec<(&ExampleId, Find<'_>)> = found.collect();
    let any_holds = found.iter().any(|(_, hit)| hit.holds);
    let best = found.first().map_or(0.0, |(_, hit)| hit.score);
    let is_kept = |hit: &Find<'_>| hit.holds || !any_holds || hit.score >= ALIKE * best;
    let kept = found.into_iter().filter(|(_, hit)| is_kept(hit));
    kept.map(|(example, hit)| (example, hit.score)).collect()
}

/// What words find in a library, with scores, best first.
fn hits<'l>(
    library: &'l Library,
    words: &str,
    municipality: Option<&MunicipalityId>,
) -> Vec<Find<'l>> {
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
    let found = hits.filter_map(|hit| {
        Some(Find {
            target: &library.passages.get(hit.document)?.target,
            score: hit.score,
            holds: hit.coverage > 0.0,
        })
    });
    found.collect()
}

/// The finds that are worth showing beside the best of them.
fn above_the_tail<'f, T>(found: &'f [(&'f T, f32)]) -> impl Iterator<Item = &'f T> {
    let best = found.first().map_or(0.0, |(_, score)| *score);
    let worth = found.iter().filter(move |(_, score)| *score >= TAIL * best);
    worth.map(|(thing, _)| *thing)
}

//! What the flows look things up in: the guide, and two ways of finding.
//!
//! A [`Library`] is one; tests bring a guide and answers made by hand. What is found is decided on the floors below;
//! here it is only narrowed to examples.

use crate::answer::{self, House, Library, Question, Response};
use crate::knowledge::{ExampleId, Guide, MunicipalityId, Target};
use crate::search::Query;

/// Something that knows a guide and can be asked.
pub trait Lookup {
    /// The guide.
    fn guide(&self) -> &Guide;

    /// Answers a question.
    fn answer(&self, question: &Question) -> Response;

    /// The examples found by these words, best first, only of that municipality if one is given.
    fn examples(&self, words: &str, municipality: Option<&MunicipalityId>) -> Vec<ExampleId>;

    /// Who runs this Lotse, if that is known.
    fn house(&self) -> Option<&House> {
        None
    }
}

/// How many passages are looked at for examples.
const DEPTH: usize = 200;

/// The share of the best score below which an example is no longer a find.
const TAIL: f32 = 0.3;

/// The strength below which hits share no more than letters with the words. Measured on the shipped guide: words
/// that it does not have stay under 0.4 ("Fahrrad"), parts of compounds that it has begin at 1 ("Sprachmittler").
const WORTH: f32 = 0.5;

impl Lookup for Library {
    fn guide(&self) -> &Guide {
        &self.guide
    }

    fn answer(&self, question: &Question) -> Response {
        answer::answer(self, question)
    }

    fn examples(&self, words: &str, municipality: Option<&MunicipalityId>) -> Vec<ExampleId> {
        let query = Query {
            text: words.to_owned(),
            group: municipality.map(ToString::to_string),
            limit: DEPTH,
        };
        // A fault of the index counts as finding nothing: a person must never meet it.
        let ranking = self.index.search(&query).unwrap_or_default();
        if ranking.evidence.strength < WORTH {
            return Vec::new();
        }
        let hits = ranking.hits.iter();
        let found: Vec<(&ExampleId, f32)> = hits
            .filter_map(|hit| match &self.passages.get(hit.document)?.target {
                Target::Example(example) => Some((example, hit.score)),
                _ => None,
            })
            .collect();
        let best = found.first().map_or(0.0, |(_, score)| *score);
        found
            .into_iter()
            .filter(|(_, score)| *score >= TAIL * best)
            .map(|(example, _)| example.clone())
            .collect()
    }

    fn house(&self) -> Option<&House> {
        Some(&self.house)
    }
}

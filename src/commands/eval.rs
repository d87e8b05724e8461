//! `lotse eval`: golden questions against the guide, as figures and as the misses one by one.
//!
//! A hit is counted on what the person would be led to: the cited thing first, then the ranking. A refusal counts as
//! right when nothing is presented as the answer to a question the guide does not answer.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use crate::answer::{Library, Nothing, Outcome, Question, Response, answer};
use crate::knowledge::{Expectation, Passage, PlaceId, Target};

use super::record::Given;

/// What a run over the golden questions gave.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Report {
    /// Figures by name, as fractions: `hit_at_1`, `hit_at_3`, `mrr`, `wrong_refusals`, `refused_<kind>`.
    pub figures: BTreeMap<String, f64>,
    /// How many questions each figure rests on.
    pub counts: BTreeMap<String, usize>,
    /// What went wrong, one line each.
    pub misses: Vec<String>,
    /// What each question was answered with.
    pub given: Vec<Given>,
}

/// Asks all golden questions of a library's guide.
pub fn run(library: &Library) -> Report {
    let mut tally = Tally::default();
    let mut given = Vec::new();
    for golden in &library.guide.golden.questions {
        let response = answer(
            library,
            &Question {
                text: golden.ask.clone(),
                ..Question::default()
            },
        );
        let misses = tally.misses.len();
        match &golden.expect {
            Expectation::Places(places) => {
                tally.expected_places(library, &golden.ask, places, &response)
            }
            Expectation::Refusal(kind) => {
                tally.expected_refusal(library, &golden.ask, kind, &response)
            }
        }
        let right = tally.misses.len() == misses;
        given.push(Given::of(library, &golden.ask, &response, right));
    }
    Report {
        given,
        ..tally.report()
    }
}

/// How a response compares with what is right.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Judged {
    /// Nothing was presented as the answer.
    pub refused: bool,
    /// The right thing was led to first, or nothing was presented where that is right.
    pub right: bool,
}

/// Judges the response to a golden question.
pub fn judge(library: &Library, expect: &Expectation, response: &Response) -> Judged {
    match expect {
        Expectation::Refusal(_) => {
            let refused = refused(response);
            Judged {
                refused,
                right: refused,
            }
        }
        Expectation::Places(places) => {
            let rank = rank(&led_to(library, response), places);
            let refused = refused_wrongly(response, rank);
            Judged {
                refused,
                right: !refused && rank == Some(0),
            }
        }
    }
}

/// At which place the right thing comes.
fn rank(led_to: &[Vec<String>], places: &[String]) -> Option<usize> {
    led_to
        .iter()
        .position(|labels| labels.iter().any(|label| places.contains(label)))
}

/// Whether nothing is presented, and not because a place without text is just what was wanted.
fn refused_wrongly(response: &Response, rank: Option<usize>) -> bool {
    refused(response) && !(rank == Some(0) && without_text(response))
}

impl Report {
    /// Figures that fall short of the floors the guide's own file sets, as sentences.
    pub fn shortfalls(&self, floors: &BTreeMap<String, f64>) -> Vec<String> {
        let most = |name: &str| name == "wrong_refusals";
        let short = floors.iter().filter_map(|(name, floor)| {
            let figure = self.figures.get(name).copied()?;
            let fails = if most(name) {
                figure > *floor
            } else {
                figure < *floor
            };
            fails.then(|| {
                format!(
                    "{name}: {:.1} %, the file asks for {:.1} %",
                    figure * 100.0,
                    floor * 100.0
                )
            })
        });
        short.collect()
    }

    /// The report as text.
    pub fn render(&self) -> String {
        let mut out = String::new();
        for (name, figure) in &self.figures {
            let count = self.counts.get(name).copied().unwrap_or(0);
            let _ = writeln!(out, "{name:<22} {:>6.1} %  of {count}", figure * 100.0);
        }
        for miss in &self.misses {
            let _ = writeln!(out, "- {miss}");
        }
        out
    }
}

/// Counts as they come in.
#[derive(Default)]
struct Tally {
    ranks: Vec<Option<usize>>,
    wrong_refusals: usize,
    refusals: BTreeMap<String, (usize, usize)>,
    misses: Vec<String>,
}

impl Tally {
    fn expected_places(
        &mut self,
        library: &Library,
        ask: &str,
        places: &[String],
        response: &Response,
    ) {
        let led_to = led_to(library, response);
        let rank = rank(&led_to, places);
        let refused = refused_wrongly(response, rank);
        if refused {
            self.wrong_refusals += 1;
        }
        if rank != Some(0) || refused {
            let got = led_to
                .iter()
                .take(3)
                .map(|labels| labels.join("="))
                .collect::<Vec<_>>()
                .join(", ");
            let how = if refused { "refused" } else { "answered" };
            let confidence = response.confidence;
            self.misses.push(format!(
                "{ask:?}: wants {}, {how} ({confidence:.2}) with {got}",
                places.join(" or ")
            ));
        }
        self.ranks.push(rank);
    }

    fn expected_refusal(&mut self, library: &Library, ask: &str, kind: &str, response: &Response) {
        let (right, all) = self.refusals.entry(kind.to_owned()).or_default();
        *all += 1;
        if refused(response) {
            *right += 1;
            return;
        }
        let got = led_to(library, response)
            .first()
            .map(|labels| labels.join("="))
            .unwrap_or_default();
        self.misses.push(format!(
            "{ask:?}: wants a refusal ({kind}), answered ({:.2}) with {got}",
            response.confidence
        ));
    }

    fn report(self) -> Report {
        let asked = self.ranks.len();
        let within = |most: usize| {
            self.ranks
                .iter()
                .flatten()
                .filter(|rank| **rank < most)
                .count()
        };
        let reciprocal: f64 = self
            .ranks
            .iter()
            .flatten()
            .map(|rank| 1.0 / (*rank as f64 + 1.0))
            .sum();
        let mut report = Report {
            misses: self.misses,
            ..Report::default()
        };
        let mut figure = |name: &str, value: f64, count: usize| {
            if count > 0 {
                report.figures.insert(name.to_owned(), value / count as f64);
                report.counts.insert(name.to_owned(), count);
            }
        };
        figure("hit_at_1", within(1) as f64, asked);
        figure("hit_at_3", within(3) as f64, asked);
        figure("mrr", reciprocal, asked);
        figure("wrong_refusals", self.wrong_refusals as f64, asked);
        for (kind, (right, all)) in &self.refusals {
            figure(&format!("refused_{kind}"), *right as f64, *all);
        }
        report
    }
}

/// Whether nothing is presented as the answer. Opening a place or town that was named is no refusal.
fn refused(response: &Response) -> bool {
    match &response.outcome {
        Outcome::Answer(_) => false,
        Outcome::NoAnswer(none) => !matches!(
            none.why,
            Nothing::JustAPlace(_) | Nothing::JustAnExample(_) | Nothing::JustAMunicipality(_)
        ),
        Outcome::Intent(_) => true,
    }
}

fn without_text(response: &Response) -> bool {
    matches!(&response.outcome, Outcome::NoAnswer(none) if matches!(none.why, Nothing::PlaceWithoutText(_)))
}

/// What a response leads to, best first: the labels of the cited thing, then of the ranking, each thing once.
fn led_to(library: &Library, response: &Response) -> Vec<Vec<String>> {
    let mut out: Vec<Vec<String>> = Vec::new();
    let mut lead = |labels: Vec<String>| {
        if !labels.is_empty() && !out.contains(&labels) {
            out.push(labels);
        }
    };
    match &response.outcome {
        Outcome::Answer(answer) => {
            let cited = library
                .passages
                .iter()
                .find(|passage| passage.target == answer.citation.target);
            lead(
                cited
                    .map(|passage| labels(library, passage))
                    .unwrap_or_default(),
            );
        }
        Outcome::NoAnswer(none) => match &none.why {
            Nothing::JustAPlace(place) | Nothing::PlaceWithoutText(place) => {
                lead(vec![number(library, place)])
            }
            Nothing::JustAMunicipality(town) => lead(vec![format!("town:{town}")]),
            _ => {}
        },
        Outcome::Intent(_) => {}
    }
    for ranked in &response.passages {
        lead(
            library
                .passages
                .get(ranked.passage)
                .map(|passage| labels(library, passage))
                .unwrap_or_default(),
        );
    }
    out
}

/// All names under which a passage may be expected.
fn labels(library: &Library, passage: &Passage) -> Vec<String> {
    let guide = &library.guide;
    let numbers = |places: &[PlaceId]| {
        places
            .iter()
            .map(|place| number(library, place))
            .collect::<Vec<_>>()
    };
    match &passage.target {
        Target::Place(place, _) => vec![number(library, place)],
        Target::Example(id) => {
            let places = guide
                .example(id)
                .map(|example| numbers(&example.places))
                .unwrap_or_default();
            std::iter::once(id.to_string()).chain(places).collect()
        }
        Target::Term(id) => vec![format!("term:{id}")],
        Target::Answer(id) => guide
            .answer(id)
            .map(|answer| numbers(&answer.places))
            .unwrap_or_default(),
        Target::Gap(id) => vec![format!("gap:{id}")],
        Target::Background(_) => vec![guide.background_label.clone()],
    }
}

fn number(library: &Library, place: &PlaceId) -> String {
    library
        .guide
        .place(place)
        .map(|place| place.number.clone())
        .unwrap_or_default()
}

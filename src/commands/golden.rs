//! The guide's golden questions, each asked as a person asks in a chat of its own, and what they come to.
//!
//! A hit is counted on what the person would be led to: what is shown first, then the ranking. A refusal counts as
//! right when nothing is presented as the answer to a question the guide does not answer.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use crate::answer::{Library, Nothing, Outcome, Response};
use crate::conversation::{self, Message, Moment, Session, Shows};
use crate::knowledge::{Expectation, GoldenQuestion, GoldenQuestions, PlaceId, Target};
use crate::terminal::Input;

use super::json::{self, AnswerStatus, AskLine};
use super::record::{GoldenAnswer, Record};

/// What a golden question came to.
#[derive(Debug, Clone, PartialEq)]
pub struct GoldenResult {
    /// What is right.
    pub expect: Expectation,
    /// What it was answered with, and whether that is right.
    pub answer: GoldenAnswer,
    /// Nothing was presented as the answer.
    pub refused: bool,
    /// How sure the answer is.
    pub confidence: f32,
    /// Whether candidates were ranked, so that the confidence decided.
    pub ranked: bool,
    /// What it leads to, best first, each thing by all its labels.
    led_to: Vec<Vec<String>>,
}

/// What all golden questions came to.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct GoldenReport {
    /// The answers, and figures by name, as fractions: `hit_at_1`, `hit_at_3`, `mrr`, `wrong_refusals`, `refused_<kind>`.
    pub record: Record,
    /// How many questions each figure rests on.
    pub counts: BTreeMap<String, usize>,
    /// What went wrong, one line each.
    pub misses: Vec<String>,
}

/// Asks a golden question.
pub fn ask(library: &Library, golden: &GoldenQuestion) -> GoldenResult {
    let event = Input::line(golden.ask.clone()).as_text();
    let (_, replies) = conversation::respond(library, Session::default(), &event, Moment(0));
    let line = AskLine::of(library, &golden.ask, &replies, 0);
    let message = json::told(&replies);
    let response = message.and_then(|message| message.response.as_deref());
    let led_to = message.map_or_else(Vec::new, |message| labelled(library, message));
    let refused = line.status == AnswerStatus::NotFound;
    let right = match &golden.expect {
        Expectation::Refusal(_) => refused,
        Expectation::Places(_) => !refused && rank(&led_to, &golden.expect) == Some(0),
    };
    GoldenResult {
        expect: golden.expect.clone(),
        confidence: response.map_or(0.0, |response| response.confidence),
        ranked: response.is_some_and(|response| response.account.signs.is_some()),
        answer: GoldenAnswer::of(library, line, response, right),
        refused,
        led_to,
    }
}

/// Asks all golden questions of a library's guide.
pub fn ask_all(library: &Library) -> Vec<GoldenResult> {
    let questions = library.guide.golden.questions.iter();
    questions.map(|golden| ask(library, golden)).collect()
}

/// At which place the right thing comes.
fn rank(led_to: &[Vec<String>], expect: &Expectation) -> Option<usize> {
    let Expectation::Places(places) = expect else {
        return None;
    };
    let mut things = led_to.iter();
    things.position(|labels| labels.iter().any(|label| places.contains(label)))
}

impl GoldenReport {
    /// Sums results up.
    pub fn of(results: &[GoldenResult]) -> Self {
        let mut report = Self::default();
        let answerable = results.iter();
        let answerable: Vec<_> = answerable
            .filter(|result| matches!(result.expect, Expectation::Places(_)))
            .collect();
        let ranks = answerable
            .iter()
            .filter_map(|result| rank(&result.led_to, &result.expect));
        let ranks: Vec<usize> = ranks.collect();
        let within = |most: usize| ranks.iter().filter(|rank| **rank < most).count() as f64;
        let reciprocal = ranks.iter().map(|rank| 1.0 / (*rank as f64 + 1.0)).sum();
        let refused = answerable.iter().filter(|result| result.refused).count();
        let asked = answerable.len();
        report.figure("hit_at_1", within(1), asked);
        report.figure("hit_at_3", within(3), asked);
        report.figure("mrr", reciprocal, asked);
        report.figure("wrong_refusals", refused as f64, asked);
        let mut refusals: BTreeMap<&str, (usize, usize)> = BTreeMap::new();
        for result in results {
            if let Expectation::Refusal(kind) = &result.expect {
                let (right, all) = refusals.entry(kind).or_default();
                *right += usize::from(result.refused);
                *all += 1;
            }
        }
        for (kind, (right, all)) in refusals {
            report.figure(&format!("refused_{kind}"), right as f64, all);
        }
        let wrong = results.iter().filter(|result| !result.answer.right);
        report.misses = wrong.map(GoldenResult::told).collect();
        let answers = results.iter().map(|result| result.answer.clone());
        report.record.questions = answers.collect();
        report
    }

    fn figure(&mut self, name: &str, sum: f64, count: usize) {
        if count > 0 {
            let figures = &mut self.record.figures;
            figures.insert(name.to_owned(), sum / count as f64);
            self.counts.insert(name.to_owned(), count);
        }
    }

    /// Figures that fall short of the floors the guide's own file sets, as sentences.
    pub fn shortfalls(&self, floors: &BTreeMap<String, f64>) -> Vec<String> {
        let short = floors.iter().filter_map(|(name, floor)| {
            let figure = self.record.figures.get(name)?;
            let fails = match name.as_str() {
                "wrong_refusals" => figure > floor,
                _ => figure < floor,
            };
            let (figure, floor) = (figure * 100.0, floor * 100.0);
            fails.then(|| format!("{name}: {figure:.1} %, verlangt sind {floor:.1} %"))
        });
        short.collect()
    }

    /// The report as text.
    pub fn render(&self) -> String {
        let mut out = String::new();
        for (name, figure) in &self.record.figures {
            let count = self.counts.get(name).copied().unwrap_or(0);
            let about = GoldenQuestions::about_figure(name).unwrap_or_default();
            let _ = writeln!(
                out,
                "{name:<22} {:>6.1} %  von {count:<5} {about}",
                figure * 100.0
            );
        }
        for miss in &self.misses {
            let _ = writeln!(out, "- {miss}");
        }
        out
    }
}

impl GoldenResult {
    /// What went wrong.
    fn told(&self) -> String {
        let (wanted, most) = match &self.expect {
            Expectation::Places(places) => (places.join(" oder "), 3),
            Expectation::Refusal(kind) => (format!("eine Ablehnung ({kind})"), 1),
        };
        let got = self.led_to.iter().take(most);
        let got: Vec<String> = got.map(|labels| labels.join("=")).collect();
        format!(
            "„{}“: richtig ist {wanted}, {} ({:.2}) mit {}",
            self.answer.ask,
            if self.refused {
                "abgelehnt"
            } else {
                "beantwortet"
            },
            self.confidence,
            got.join(", ")
        )
    }
}

/// The different things that a message leads to, best first, each by all names under which it may be expected.
fn labelled(library: &Library, message: &Message) -> Vec<Vec<String>> {
    let town = match message
        .response
        .as_deref()
        .map(|response| &response.outcome)
    {
        Some(Outcome::NoAnswer(none)) => match &none.why {
            Nothing::JustAMunicipality(town) => Some(vec![format!("town:{town}")]),
            _ => None,
        },
        _ => None,
    };
    let targets = match (&message.response, &message.shows) {
        (Some(response), _) => led_to(library, response),
        (None, Some(Shows::Place(id))) => vec![Target::Place(id.clone(), None)],
        (None, Some(Shows::Examples(ids))) => ids.iter().cloned().map(Target::Example).collect(),
        (None, None) => Vec::new(),
    };
    let named = targets.iter().map(|target| labels(library, target));
    let mut things: Vec<Vec<String>> = Vec::new();
    for labels in town.into_iter().chain(named) {
        if !labels.is_empty() && !things.contains(&labels) {
            things.push(labels);
        }
    }
    things
}

/// The different things that a response leads to: what is cited or opened, then the ranking. A part of a place is the place.
pub fn led_to(library: &Library, response: &Response) -> Vec<Target> {
    let shown = match &response.outcome {
        Outcome::Answer(answer) => Some(answer.citation.target.clone()),
        Outcome::NoAnswer(none) => match &none.why {
            Nothing::JustAPlace(id) | Nothing::PlaceWithoutText(id) => {
                Some(Target::Place(id.clone(), None))
            }
            _ => None,
        },
        Outcome::Intent(_) => None,
    };
    let ranked = response.passages.iter();
    let ranked = ranked.filter_map(|best| Some(library.passages.get(best.passage)?.target.clone()));
    let mut things: Vec<Target> = Vec::new();
    for target in shown.into_iter().chain(ranked) {
        let whole = match target {
            Target::Place(id, _) => Target::Place(id, None),
            other => other,
        };
        if !things.contains(&whole) {
            things.push(whole);
        }
    }
    things
}

/// All names under which a thing may be expected.
pub(super) fn labels(library: &Library, target: &Target) -> Vec<String> {
    let guide = &library.guide;
    let number = |place: &PlaceId| guide.place(place).map(|place| place.number.clone());
    let numbers = |places: &[PlaceId]| places.iter().filter_map(number).collect::<Vec<_>>();
    match target {
        Target::Place(place, _) => number(place).into_iter().collect(),
        Target::Example(id) => {
            let places = guide.example(id).map(|example| numbers(&example.places));
            std::iter::once(id.to_string())
                .chain(places.unwrap_or_default())
                .collect()
        }
        Target::Term(id) => vec![format!("term:{id}")],
        Target::Answer(id) => {
            let places = guide.answer(id).map(|answer| numbers(&answer.places));
            std::iter::once(id.to_string())
                .chain(places.unwrap_or_default())
                .collect()
        }
        Target::Gap(id) => vec![format!("gap:{id}")],
        Target::Background(_) => vec![guide.background_label.clone()],
    }
}

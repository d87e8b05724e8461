//! Question forms that lead elsewhere: each is asked as a person would ask it, and must find its own entry.
//!
//! Editors write aliases to lead people to a place or an example. One that other content answers better misleads them
//! silently; only asking shows it.

use std::num::NonZero;
use std::thread;

use crate::answer::{Library, Nothing, Outcome, Question, answer};
use crate::knowledge::ledger::Claim;
use crate::knowledge::{Code, Fault, Guide, SourceFile, Target};

/// How many question forms are asked; a guide with more was not written by people.
const MOST_ASKED: usize = 5000;
/// Among how many different things the entry must be.
const FIRST: usize = 3;

/// Asks all question forms of places, examples, terms and background; a warning for each that does not find its entry.
pub fn astray(library: &Library, files: &[SourceFile], questions: &[Claim]) -> Vec<Fault> {
    let questions = &questions[..questions.len().min(MOST_ASKED)];
    let workers = thread::available_parallelism().map_or(1, NonZero::get);
    let share = questions.len().div_ceil(workers).max(1);
    thread::scope(|scope| {
        let ask = |claims| move || ask_all(library, files, claims);
        let running: Vec<_> = questions
            .chunks(share)
            .map(|claims| scope.spawn(ask(claims)))
            .collect();
        running
            .into_iter()
            .flat_map(|worker| worker.join().unwrap_or_default())
            .collect()
    })
}

fn ask_all(library: &Library, files: &[SourceFile], claims: &[Claim]) -> Vec<Fault> {
    let found = claims.iter().filter_map(|claim| {
        let leads_to = first_things(library, &claim.text);
        let owner = owner(&library.guide, &claim.owner)?;
        if leads_to
            .iter()
            .any(|target| serves(&library.guide, &owner, target))
        {
            return None;
        }
        let first = leads_to.first().map(|target| name(&library.guide, target));
        let instead = first.map_or_else(|| "nichts".to_owned(), |name| format!("zuerst {name}"));
        let message = format!("„{}“ findet {instead}, nicht `{}`", claim.text, claim.owner);
        let file = files.get(claim.spot.file)?;
        Some(Fault::at(
            Code::AliasElsewhere,
            file,
            claim.spot.range.clone(),
            message,
        ))
    });
    found.collect()
}

/// What a claim stands for, a passage below a place for the place; `None` for what is not examined here.
fn owner(guide: &Guide, entry: &str) -> Option<Target> {
    let id = entry.split_once('/').map_or(entry, |(place, _)| place);
    let place = guide.places.iter().find(|place| place.id.as_str() == id);
    let example = || {
        guide
            .examples
            .iter()
            .find(|example| example.id.as_str() == id)
    };
    let term = || guide.terms.iter().find(|term| term.id.as_str() == id);
    let background = || guide.background.iter().find(|text| text.id.as_str() == id);
    place
        .map(|place| Target::Place(place.id.clone(), None))
        .or_else(|| example().map(|example| Target::Example(example.id.clone())))
        .or_else(|| term().map(|term| Target::Term(term.id.clone())))
        .or_else(|| background().map(|text| Target::Background(text.id.clone())))
}

/// The first different things that a person would be led to.
fn first_things(library: &Library, asked: &str) -> Vec<Target> {
    let question = Question {
        text: asked.to_owned(),
        ..Question::default()
    };
    let response = answer(library, &question);
    let cited = match &response.outcome {
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
    let ranked =
        ranked.filter_map(|ranked| Some(library.passages.get(ranked.passage)?.target.clone()));
    let mut things: Vec<Target> = Vec::new();
    for target in cited.into_iter().chain(ranked) {
        let target = whole(target);
        if things.len() < FIRST && !things.contains(&target) {
            things.push(target);
        }
    }
    things
}

/// A part of a place is the place.
fn whole(target: Target) -> Target {
    match target {
        Target::Place(id, _) => Target::Place(id, None),
        other => other,
    }
}

/// Whether a person who finds this finds what was meant: the entry, or an answer or gap that leads there.
fn serves(guide: &Guide, meant: &Target, found: &Target) -> bool {
    let Target::Place(place, _) = meant else {
        return meant == found;
    };
    match found {
        Target::Answer(id) => guide
            .answer(id)
            .is_some_and(|answer| answer.places.contains(place)),
        Target::Gap(id) => guide.gap(id).is_some_and(|gap| gap.nearest == *place),
        other => other == meant,
    }
}

/// What editors call it.
fn name(guide: &Guide, target: &Target) -> String {
    match target {
        Target::Place(id, _) => guide
            .place(id)
            .map_or_else(|| id.to_string(), |place| place.number.clone()),
        Target::Example(id) => format!("`{id}`"),
        Target::Term(id) => format!("den Begriff `{id}`"),
        Target::Answer(id) => format!("die Antwort `{id}`"),
        Target::Gap(id) => format!("die Lücke `{id}`"),
        Target::Background(id) => format!("den Hintergrund `{id}`"),
    }
}

//! A question that leans on nothing before it: a place, a town or a term that is named, or words to search.

use super::asked::Asked;
use super::explanation::{Desk, Recognised};
use super::response::{NoAnswer, Nothing, Outcome, Ranked, Response, Topic};
use super::{address, cite_place, expects, only_pointing, towns, words};
use crate::knowledge::{Guide, Passage, PassageKind, PlaceId, Status, Target};

/// Answers it; `plain` is what was typed, in plain words.
pub(super) fn alone(library: Desk, typed: &str, plain: &str) -> Response {
    let guide = &library.guide;
    if let Some(address) = address::find(guide, typed) {
        library.recognise(|| Recognised::Place(address.place.clone()));
        return addressed(library, plain, address);
    }
    if let Some(town) = library.towns().find(plain) {
        library.recognise(|| Recognised::Town(town.id.clone()));
        return in_town(library, plain, town);
    }
    if let Some(response) = library.terms().asked(typed).and_then(|term| {
        library.recognise(|| Recognised::Term(term.clone()));
        explained(library, typed, &Target::Term(term.clone()))
    }) {
        return response;
    }
    searched(library, plain)
}

/// Searches exactly what was typed: nothing completed, nothing mended.
pub(super) fn literally(library: Desk, typed: &str) -> Response {
    let mut asked = Asked::new(library, typed);
    asked.literal = true;
    asked.answer()
}

fn searched(library: Desk, text: &str) -> Response {
    Asked::new(library, text).answer()
}

fn addressed(library: Desk, plain: &str, address: address::Address) -> Response {
    let guide = &library.guide;
    let place = match address.place {
        Ok(place) => place,
        Err(number) => return unknown_place(library, number),
    };
    let without_text = guide
        .place(&place)
        .is_some_and(|place| place.status == Status::Unknown);
    if address.after {
        return named_place(library, following(guide, place));
    }
    if without_text || only_pointing(&address.rest) {
        return named_place(library, place);
    }
    let mut asked = Asked::new(library, &address.rest);
    asked.within = Some(place.clone());
    let within = asked.answer();
    if within.answers() {
        return within;
    }
    // The gap may be of the guide as a whole; what another place says is no answer about this one.
    let everywhere = searched(library, plain);
    if everywhere.names_gap() || everywhere.answers_about(&place) {
        everywhere
    } else {
        within.not_off_topic()
    }
}

/// What comes after a place: after a step the next step, not the first of its own sections.
fn following(guide: &Guide, place: PlaceId) -> PlaceId {
    let is_step = guide
        .place(&place)
        .is_some_and(|place| place.step.is_none());
    let next = if is_step {
        guide.steps().skip_while(|step| step.id != place).nth(1)
    } else {
        guide.after(&place)
    };
    next.map_or(place, |next| next.id.clone())
}

pub(super) fn in_town(library: Desk, plain: &str, town: towns::Town) -> Response {
    let asks_why = words::all(&town.rest)
        .iter()
        .any(|word| ["warum", "wieso", "weshalb", "wozu"].contains(&word.as_str()));
    if asks_why && only_pointing(&town.rest) {
        return searched(library, plain);
    }
    if only_pointing(&town.rest) {
        let mut response = Response::none(Nothing::JustAMunicipality(town.id.clone()));
        response.topic = Some(Topic {
            municipality: Some(town.id),
            ..Topic::default()
        });
        return response;
    }
    let mut asked = Asked::new(library, &town.rest);
    asked.municipality = Some(&town.id);
    let narrowed = asked.answer();
    if narrowed.is_confident(library.thresholds) {
        return narrowed;
    }
    let everywhere = searched(library, plain);
    if everywhere.names_gap() && everywhere.is_confident(library.thresholds) {
        return everywhere;
    }
    if narrowed.answers() {
        return narrowed;
    }
    if everywhere.answers() && expects::wanted(plain).is_none() {
        return everywhere;
    }
    narrowed.not_in_town(town.id)
}

/// A place that was named and nothing asked of it.
pub(super) fn named_place(library: Desk, place: PlaceId) -> Response {
    let found = library.guide.place(&place);
    let unknown = found.is_some_and(|place| place.status == Status::Unknown);
    let why = if unknown {
        Nothing::PlaceWithoutText(place.clone())
    } else {
        Nothing::JustAPlace(place.clone())
    };
    let of_place = |passage: &Passage| {
        passage.kind == PassageKind::Section && passage.place.as_ref() == Some(&place)
    };
    let passages = library.passages.iter().enumerate();
    Response {
        outcome: Outcome::NoAnswer(NoAnswer {
            why,
            nearest: cite_place(&library.guide, &place).into_iter().collect(),
        }),
        confidence: 1.0,
        passages: passages
            .filter(|(_, passage)| of_place(passage))
            .take(10)
            .map(|(at, _)| Ranked {
                passage: at,
                score: 1.0,
            })
            .collect(),
        topic: Some(Topic {
            // What is asked next may lean on what the place is about.
            question: found.map(|place| place.title.clone()).unwrap_or_default(),
            place: Some(place.clone()),
            ..Topic::default()
        }),
        ..Response::none(Nothing::Empty)
    }
}

/// A number the guide does not have: the gap that speaks of it, else its step as the closest place.
fn unknown_place(library: Desk, number: String) -> Response {
    let guide = &library.guide;
    let speaks_of_it = |question: &String| {
        question
            .split(|c: char| !c.is_ascii_digit() && c != '.')
            .any(|word| word.trim_end_matches('.') == number)
    };
    if let Some(gap) = guide
        .gaps
        .iter()
        .find(|gap| gap.questions.iter().any(speaks_of_it))
    {
        let mut response = Response::none(Nothing::Gap(gap.id.clone()));
        response.set_nearest(cite_place(guide, &gap.nearest));
        return response;
    }
    let step = number
        .split('.')
        .next()
        .and_then(|step| guide.place_numbered(step));
    let nearest = step.and_then(|step| cite_place(guide, &step.id));
    let mut response = Response::none(Nothing::UnknownPlace(number));
    response.set_nearest(nearest);
    response
}

/// A term's explanation, asked for by name.
fn explained(library: Desk, typed: &str, target: &Target) -> Option<Response> {
    let at = library
        .passages
        .iter()
        .position(|passage| passage.target == *target)?;
    Some(Asked::new(library, typed).quoting(at))
}

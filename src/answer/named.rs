//! What is answered because it was named: a place, a term, an example, a town; no ranking is needed.

use super::cite::{cite, cite_place};
use super::follow_up::topic;
use super::library::Library;
use super::response::{Answer, NoAnswer, Nothing, Outcome, Ranked, Response, Topic};
use super::window::window;
use crate::knowledge::{MunicipalityId, Passage, PassageKind, PlaceId, Status, Target};
use crate::search::units;

/// The thing whose title or name was typed.
pub(super) fn target(library: &Library, target: &Target) -> Response {
    match target {
        Target::Place(id, None) => place(library, id),
        Target::Example(id) => Response {
            confidence: 1.0,
            passages: passages(library, |passage| passage.target == *target),
            topic: Some(topic(
                &library.guide,
                library
                    .guide
                    .example(id)
                    .map_or("", |example| &example.title),
                None,
                Some(id.clone()),
                None,
            )),
            ..Response::none(Nothing::JustAnExample(id.clone()))
        },
        // A remark of the editors has no passage; it is read with its place.
        Target::Place(id, Some(_)) => {
            explained(library, target).unwrap_or_else(|| place(library, id))
        }
        _ => explained(library, target).unwrap_or_else(|| Response::none(Nothing::NotInGuide)),
    }
}

/// A part or term, quoted from its beginning.
fn explained(library: &Library, target: &Target) -> Option<Response> {
    let mut passages = library.passages.iter();
    let at = passages.position(|passage| passage.target == *target)?;
    Some(passage(library, at))
}

/// A passage that is meant for sure, quoted from its beginning; a gap says what is missing.
pub(super) fn passage(library: &Library, at: usize) -> Response {
    let passage = &library.passages[at];
    let guide = &library.guide;
    let known = Response {
        confidence: 1.0,
        passages: vec![Ranked {
            passage: at,
            score: 1.0,
        }],
        topic: Some(topic(
            guide,
            &passage.title,
            passage.place.clone(),
            passage.target.example().cloned(),
            None,
        )),
        ..Response::none(Nothing::NotInGuide)
    };
    if let Target::Gap(id) = &passage.target {
        let nearest = guide
            .gap(id)
            .and_then(|gap| cite_place(guide, &gap.nearest));
        let outcome = Outcome::NoAnswer(NoAnswer {
            why: Nothing::Gap(id.clone()),
            nearest: nearest.into_iter().collect(),
        });
        return Response { outcome, ..known };
    }
    let words = &library.reader.pack().words;
    let shown = window(&passage.text, &units(&passage.text), &[], words);
    let outcome = Outcome::Answer(Answer {
        sure: true,
        quote: shown.text,
        more: shown.more,
        examples: Vec::new(),
        also: Vec::new(),
        towns: Vec::new(),
        lacks: None,
        citation: cite(guide, passage),
    });
    Response { outcome, ..known }
}

/// A place that was named and nothing asked of it.
pub(super) fn place(library: &Library, id: &PlaceId) -> Response {
    let guide = &library.guide;
    let why = if has_no_text(library, id) {
        Nothing::PlaceWithoutText(id.clone())
    } else {
        Nothing::JustAPlace(id.clone())
    };
    let title = guide.place(id).map_or("", |place| &place.title);
    Response {
        confidence: 1.0,
        passages: passages(library, |passage| {
            passage.kind == PassageKind::Section && passage.place.as_ref() == Some(id)
        }),
        // What is asked next may lean on what the place is about.
        topic: Some(topic(guide, title, Some(id.clone()), None, None)),
        ..Response::with(Outcome::NoAnswer(NoAnswer {
            why,
            nearest: cite_place(guide, id).into_iter().collect(),
        }))
    }
}

/// A town that was named and nothing asked of it.
pub(super) fn town(id: &MunicipalityId) -> Response {
    Response {
        topic: Some(Topic {
            municipality: Some(id.clone()),
            ..Topic::default()
        }),
        ..Response::none(Nothing::JustAMunicipality(id.clone()))
    }
}

/// A number the guide does not have: the gap that speaks of it, else its step as the closest place.
pub(super) fn unknown_place(library: &Library, number: &str) -> Response {
    let guide = &library.guide;
    let speaks_of_it = |question: &String| {
        question
            .split(|c: char| !c.is_ascii_digit() && c != '.')
            .any(|word| word.trim_end_matches('.') == number)
    };
    let mut gaps = guide.gaps.iter();
    if let Some(gap) = gaps.find(|gap| gap.questions.iter().any(speaks_of_it)) {
        let mut response = Response::none(Nothing::Gap(gap.id.clone()));
        response.set_nearest(cite_place(guide, &gap.nearest));
        return response;
    }
    let step = number.split('.').next();
    let step = step.and_then(|step| guide.place_numbered(step));
    let mut response = Response::none(Nothing::UnknownPlace(number.to_owned()));
    response.set_nearest(step.and_then(|step| cite_place(guide, &step.id)));
    response
}

/// Whether nothing is known of a place but that it exists.
pub(super) fn has_no_text(library: &Library, id: &PlaceId) -> bool {
    let place = library.guide.place(id);
    place.is_some_and(|place| place.status == Status::Unknown)
}

fn passages(library: &Library, is_meant: impl Fn(&Passage) -> bool) -> Vec<Ranked> {
    let passages = library.passages.iter().enumerate();
    let meant = passages.filter(|(_, passage)| is_meant(passage));
    meant
        .take(10)
        .map(|(passage, _)| Ranked {
            passage,
            score: 1.0,
        })
        .collect()
}

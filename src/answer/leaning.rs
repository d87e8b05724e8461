//! A question that leans on the one before, completed so that the person sees what was understood.

use crate::german::stem;
use crate::knowledge::{ExampleId, MunicipalityId, Passage, PassageKind, PlaceId, Target};

use super::asked::Asked;
use super::explanation::Desk;
use super::follow_up::{self, Completed};
use super::response::{NoAnswer, Nothing, Outcome, Response, Topic};
use super::standing::{self, named_place};
use super::{cite_place, cite_target, expects, towns, words};

/// Answers it.
pub(super) fn answer(
    library: Desk,
    question: &str,
    topic: Option<&Topic>,
    completed: Completed,
) -> Response {
    let before = topic.cloned().unwrap_or_default();
    match completed {
        Completed::OnNothing => Response::none(Nothing::NothingBefore),
        Completed::Place(place) => remembering(named_place(library, place), &before),
        Completed::Example(example) => open_example(library, &before, example),
        Completed::Examples(place) => examples(library, &before, place),
        Completed::Town(town) => of_town(library, &before, town),
        Completed::Barely => barely(library, question, &before),
        Completed::Together => together(library, question, &before),
    }
}

/// Keeps the last question as the one that is talked about, at the place that was led to now.
fn remembering(mut response: Response, before: &Topic) -> Response {
    if let Some(topic) = &mut response.topic
        && !before.question.is_empty()
    {
        topic.question.clone_from(&before.question);
    }
    response
}

fn open_example(library: Desk, before: &Topic, example: ExampleId) -> Response {
    let nearest = cite_target(&library.guide, &Target::Example(example.clone()));
    Response {
        outcome: Outcome::NoAnswer(NoAnswer {
            why: Nothing::JustAnExample(example),
            nearest: nearest.into_iter().collect(),
        }),
        confidence: 1.0,
        topic: Some(before.clone()),
        ..Response::none(Nothing::Empty)
    }
}

fn examples(library: Desk, before: &Topic, place: PlaceId) -> Response {
    let guide = &library.guide;
    let step = guide.place(&place).and_then(|place| place.step.clone());
    let has = |place: &PlaceId| guide.examples_at(place).next().is_some();
    let at = [Some(place.clone()), step]
        .into_iter()
        .flatten()
        .find(has)
        .unwrap_or(place);
    let mut response = Response::none(Nothing::ExamplesAt(at.clone()));
    response.confidence = 1.0;
    response.topic = Some(Topic {
        place: Some(at),
        ..before.clone()
    });
    response
}

fn of_town(library: Desk, before: &Topic, id: MunicipalityId) -> Response {
    let name = library.guide.municipality(&id);
    let name = name.map(|town| town.name.clone()).unwrap_or_default();
    let town = towns::Town {
        id: id.clone(),
        rest: before.question.clone(),
    };
    let mut response = standing::in_town(library, &format!("{} {name}", before.question), town);
    let question = capital(&before.question);
    // "Wie viele Schulen hat" was asked of a town that was its subject.
    let subject = question.rsplit(' ').next().is_some_and(|last| {
        ["hat", "macht", "ist", "will", "braucht", "bietet", "plant"].contains(&last)
    });
    let placed = if subject { "" } else { "in " };
    response.understood = Some(format!("{question} {placed}{name}?"));
    response.topic = Some(Topic {
        municipality: Some(id),
        ..led_on(before, response.topic.take())
    });
    response
}

/// "Warum?", "wer macht das?": a part of the place that is headed so, a sentence that holds such a thing, or else the
/// last question again with this word.
fn barely(library: Desk, question: &str, before: &Topic) -> Response {
    let wanted = expects::wanted_barely(question);
    let mut asked = Asked::new(library, &before.question);
    asked.municipality = before.municipality.as_ref();
    asked.wanted = wanted;
    asked.within = before
        .place
        .clone()
        .filter(|_| before.municipality.is_none());
    let headed = asked
        .within
        .as_ref()
        .and_then(|place| headed(library, place, question));
    let mut response = match headed {
        Some(passage) => asked.quoting(passage),
        None => asked.answer(),
    }
    .not_off_topic();
    if !response.answers()
        && let Some(place) = &before.place
    {
        response.set_nearest(cite_place(&library.guide, place));
    }
    understood(response, question, before)
}

/// The part of a place whose heading begins with the question word: "Wer befragt wird".
fn headed(library: Desk, place: &PlaceId, question: &str) -> Option<usize> {
    let asking = words::all(question);
    let asking = asking
        .iter()
        .find(|word| ["wer", "wie", "wozu", "wann", "warum"].contains(&word.as_str()))?;
    let begins = |passage: &Passage| {
        let heading = passage
            .title
            .split_once(" – ")
            .map_or("", |(_, heading)| heading);
        words::all(heading).first() == Some(asking)
    };
    library.passages.iter().position(|passage| {
        passage.kind == PassageKind::Section
            && passage.place.as_ref() == Some(place)
            && begins(passage)
    })
}

/// "Wer entscheidet das?": together with the last question, where that gives an answer that speaks of both.
fn together(library: Desk, question: &str, before: &Topic) -> Response {
    let text = format!("{question} {}", before.question);
    let own = follow_up::own_words(question);
    let towns = before.municipality.as_ref().map(Some).into_iter();
    for town in towns.chain([None]) {
        let mut asked = Asked::new(library, &text);
        asked.municipality = town;
        let response = asked.answer();
        let first = response.passages.first();
        let speaks = first.is_some_and(|first| speaks_of(&library.passages[first.passage], &own));
        if response.answers() && speaks {
            return understood(response, question, before);
        }
    }
    standing::alone(library, question, question)
}

fn speaks_of(passage: &Passage, own: &[String]) -> bool {
    let text = words::key(&format!(
        "{} {} {}",
        passage.title,
        passage.questions.join(" "),
        passage.text
    ));
    own.iter()
        .all(|word| text.contains(&words::key(&stem::stem(word))))
}

fn understood(mut response: Response, question: &str, before: &Topic) -> Response {
    response.understood = Some(format!(
        "{}? – zu: {}",
        capital(question),
        capital(&before.question)
    ));
    response.topic = Some(led_on(before, response.topic.take()));
    response
}

/// The last question still, but where its new answer stands.
fn led_on(before: &Topic, now: Option<Topic>) -> Topic {
    let (place, example) = now.map_or((None, None), |now| (now.place, now.example));
    Topic {
        place: place.or_else(|| before.place.clone()),
        example,
        ..before.clone()
    }
}

/// A question as it is shown inside another: a capital first, no mark at the end.
fn capital(text: &str) -> String {
    let mut letters = follow_up::unjoined(text).chars();
    let first = letters.next().into_iter().flat_map(char::to_uppercase);
    first.chain(letters.clone()).collect()
}

//! Completing a question that does not stand alone from what the chat talked about last.
//!
//! "Und in Mülheim?" is the last question, asked of another town. "Wer macht das dort?" means the last town. What
//! has enough words of its own is a new topic and is left as it is.

use crate::knowledge::{Guide, MunicipalityId, PlaceId};

use super::response::Topic;
use super::towns;
use super::words;

/// What a question means together with the one before.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Completed {
    /// Ask this instead; the town stays in the words for the person to see.
    Question {
        /// The completed question, without the town's name.
        text: String,
        /// The town it is about.
        municipality: Option<MunicipalityId>,
    },
    /// More of this place is wanted.
    Place(PlaceId),
}

/// Completes a question, if it needs it and the topic allows it.
pub(super) fn complete(guide: &Guide, question: &str, topic: &Topic) -> Option<Completed> {
    let words: Vec<String> = words::all(question);
    if let Some(town) = towns::find(guide, question)
        && words::content(&town.rest)
            .iter()
            .all(|word| HOLLOW.contains(&word.as_str()))
    {
        let starts = words
            .first()
            .is_some_and(|word| ["und", "aber", "oder", "auch"].contains(&word.as_str()));
        let bare = town.rest.trim_matches(['?', ' ']).is_empty();
        if starts || !bare {
            return Some(Completed::Question {
                text: topic.question.clone(),
                municipality: Some(town.id),
            });
        }
        return None;
    }
    let content = words::content(question);
    let hollow = content.iter().all(|word| HOLLOW.contains(&word.as_str()));
    let points_back = words.iter().any(|word| POINTING.contains(&word.as_str()));
    let phrase = words.join(" ");
    if [
        "und danach",
        "danach",
        "und dann",
        "was kommt danach",
        "was kommt dann",
        "wie gehts weiter",
    ]
    .contains(&phrase.as_str())
    {
        let place = topic.place.as_ref()?;
        return guide
            .after(place)
            .map(|next| Completed::Place(next.id.clone()));
    }
    if [
        "mehr dazu",
        "mehr davon",
        "genauer",
        "ausführlicher",
        "mehr infos",
        "erzähl mehr",
    ]
    .contains(&phrase.as_str())
    {
        return topic.place.clone().map(Completed::Place);
    }
    if hollow && (points_back || words.len() <= 2 && is_question_word(&words)) {
        let text = format!(
            "{} {}",
            question.trim_end_matches(['?', ' ']),
            topic.question
        );
        return Some(Completed::Question {
            text,
            municipality: topic.municipality.clone(),
        });
    }
    if points_back && words.iter().any(|word| word == "dort") && topic.municipality.is_some() {
        return Some(Completed::Question {
            text: question.to_owned(),
            municipality: topic.municipality.clone(),
        });
    }
    None
}

fn is_question_word(words: &[String]) -> bool {
    const ASKING: [&str; 8] = [
        "warum", "wieso", "weshalb", "wer", "wann", "wo", "wie", "wozu",
    ];
    words.iter().any(|word| ASKING.contains(&word.as_str()))
}

/// Words that carry nothing to search for.
const HOLLOW: [&str; 24] = [
    "macht",
    "machen",
    "machte",
    "machten",
    "gemacht",
    "läuft",
    "lief",
    "laufen",
    "aussehen",
    "sieht",
    "geht",
    "ging",
    "gelöst",
    "geregelt",
    "beispiel",
    "beispiele",
    "dort",
    "genau",
    "bitte",
    "so",
    "eigentlich",
    "war",
    "gelaufen",
    "zeig",
];

/// Words that point to what was said before.
const POINTING: [&str; 12] = [
    "dort", "da", "dazu", "davon", "damit", "dafür", "das", "dies", "dabei", "darüber", "daran",
    "denen",
];

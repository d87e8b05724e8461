//! Ordering what search found by what it is, and weighing how sure the first one is.
//!
//! Search ranks texts; here it counts that a question may be asked in the very words the editors wrote down, that a
//! question is rather answered by the guide's own text than by a glossary entry (which wins when a meaning is asked
//! for, see [`super::terms`]), a gap or an example, and that a text which holds more of the question's words beats one
//! that holds a rare one often.

use super::library::Library;
use super::{plain, words};
use crate::knowledge::{Passage, PassageKind};
use crate::search::{Evidence, Hit, OtherName, Ranking};

/// A hit with its score as an answer.
#[derive(Debug, Clone)]
pub(super) struct Found {
    /// What search says of it.
    pub(super) hit: Hit,
    /// Its score as an answer.
    pub(super) score: f32,
    /// How near it is to the place that was named.
    pub(super) near: f32,
    /// What its kind is worth as an answer to this question.
    pub(super) kind: f32,
    /// What it gained by being asked so.
    pub(super) gained: f32,
    /// How near the question is to one that the editors wrote down for it, 0 to 1.
    pub(super) asked: f32,
}

/// What speaks for a hit, or against it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sign {
    /// Its score against what the question is worth.
    Strength,
    /// The share of the question's words that it holds.
    Coverage,
    /// The same of its best sentence.
    Sentence,
    /// Words that no text has.
    Unknown,
    /// Words that were mended.
    Mended,
    /// The editors wrote the question down so.
    Asked,
    /// What is always taken off.
    Offset,
}

/// Orders the hits as answers, best first, for a question with what things in it are also called. `scope` says how near
/// a passage is to what was named: 0 drops it.
pub(super) fn order(
    (question, also): (&str, &[OtherName]),
    ranking: Ranking,
    library: &Library,
    scope: impl Fn(&Passage) -> f32,
) -> (Vec<Found>, Evidence) {
    let asks = words::all(question)
        .iter()
        .any(|word| ASKING.contains(&word.as_str()));
    let renamed = renamed(question, also);
    let typed = words::all(question);
    let question = plain::stems(question);
    let worth = ranking.evidence.worth;
    let weigh = |hit: Hit| {
        let passage = library.passages.get(hit.document)?;
        let near = Some(scope(passage)).filter(|near| *near > 0.0)?;
        let is_term = passage.kind == PassageKind::Term;
        let to_a_question = if asks && is_term {
            TERM_TO_A_QUESTION
        } else {
            1.0
        };
        // What a term is also called are names, not questions.
        let asked = if is_term {
            0.0
        } else {
            let forms = library.forms(hit.document);
            let renamed = renamed.iter().map(|question| asked(question, forms));
            let renamed = RENAMED * renamed.fold(0.0, f32::max);
            asked(&question, forms).max(renamed)
        };
        let gained = ASKED_SO * asked * (1.0 + asked) * worth * prior(passage);
        Some(Found {
            score: near * hit.score * prior(passage) * held(&hit) * to_a_question + gained,
            near,
            kind: prior(passage) * to_a_question,
            gained,
            asked,
            hit,
        })
    };
    let mut found: Vec<Found> = ranking.hits.into_iter().filter_map(weigh).collect();
    put_first(&mut found, |found| {
        let passage = library.passages.get(found.hit.document);
        // Only what has the same stems can have the same words.
        found.asked >= 1.0 && passage.is_some_and(|passage| is_form_of(passage, &typed))
    });
    found.sort_by(|one, other| other.score.total_cmp(&one.score));
    (found, ranking.evidence)
}

/// Lifts what is meant for sure clearly above everything else.
fn put_first(found: &mut [Found], is_meant: impl Fn(&Found) -> bool) {
    let best = found.iter().map(|found| found.score).fold(0.0, f32::max);
    for meant in found.iter_mut().filter(|found| is_meant(found)) {
        let lift = TO_THE_WORD * best;
        meant.score += lift;
        meant.gained += lift;
    }
}

/// Whether the editors wrote down this very question, word by word once it is in plain words; in both alike, whether
/// there is something may be asked by any words: "gibt es eine" is "habt ihr eine".
fn is_form_of(passage: &Passage, typed: &[String]) -> bool {
    let wanted = wanted(typed);
    let mut forms = passage.questions.iter();
    forms.any(|form| {
        let form = words::all(&plain::plain(form));
        form == typed || wanted.is_some() && self::wanted(&form) == wanted
    })
}

/// What a question asks for that only asks whether there is such a thing.
fn wanted(question: &[String]) -> Option<&[String]> {
    const WHETHER: [&str; 11] = [
        "gibt", "es", "haben", "habt", "hast", "sie", "ihr", "du", "ein", "eine", "einen",
    ];
    let is_whether = |word: &&String| WHETHER.contains(&word.as_str());
    let before = question.iter().take_while(is_whether).count();
    (before > 0).then(|| &question[before..])
}

/// The stems of the question with a thing in it called otherwise, once for each other name.
fn renamed(question: &str, also: &[OtherName]) -> Vec<Vec<String>> {
    let otherwise =
        |other: &OtherName| plain::stems(&question.replacen(&other.typed, &other.name, 1));
    also.iter().map(otherwise).collect()
}

/// How much of a question and of the form nearest to it, among those the editors wrote down, is the same: 0 to 1.
fn asked(question: &[String], forms: &[Vec<String>]) -> f32 {
    let alike = |form: &Vec<String>| {
        let shared = question.iter().filter(|stem| form.contains(stem)).count();
        shared as f32 / (question.len() + form.len() - shared).max(1) as f32
    };
    forms.iter().map(alike).fold(0.0, f32::max)
}

/// How sure one can be that the first hit answers, 0 to 1: a logistic regression on what the words were worth.
///
/// Fitted on the golden questions of the shipped guide (ten-fold cross-validated: at 4 % wrong refusals every question
/// off topic is refused); shifted so that 0.5 is the line.
pub(super) fn confidence(first: Option<&Found>, evidence: &Evidence) -> f32 {
    let Some(first) = first else {
        return 0.0;
    };
    let sum: f32 = signs(first, evidence)
        .iter()
        .map(|(_, weight)| weight)
        .sum();
    1.0 / (1.0 + (-sum).exp())
}

/// What speaks for a hit and against it, each weighted; [`confidence`] is made of their sum.
pub(super) fn signs(Found { hit, asked, .. }: &Found, evidence: &Evidence) -> [(Sign, f32); 7] {
    let words = evidence.stems.len().max(1) as f32;
    let strength = hit.score / evidence.worth.max(1.0);
    let unknown = evidence.unknown.len() as f32 / words;
    let mended = evidence.corrections.len() as f32 / words;
    [
        (Sign::Strength, 1.20 * strength),
        (Sign::Coverage, 0.93 * hit.coverage),
        (Sign::Sentence, 0.60 * sentence(hit)),
        (Sign::Unknown, -1.10 * unknown),
        (Sign::Mended, -0.56 * mended),
        (Sign::Asked, 0.90 * asked),
        (Sign::Offset, -1.85),
    ]
}

/// What a hit gains by the question's words it holds, and by having them in one sentence.
pub(super) fn held(hit: &Hit) -> f32 {
    1.0 + HELD * hit.coverage + IN_ONE_SENTENCE * sentence(hit)
}

/// The best-covered sentence of a hit, 0 to 1.
pub(super) fn sentence(hit: &Hit) -> f32 {
    hit.sentences
        .iter()
        .map(|sentence| sentence.coverage)
        .fold(0.0, f32::max)
}

/// How much a text gains over another that holds none of the question's words: by holding all of them, and by having
/// them all in one sentence.
const HELD: f32 = 0.6;
const IN_ONE_SENTENCE: f32 = 0.3;
/// What a thing gains that editors wrote down to be asked just so, as a share of what the question is worth; twice
/// that for every word. A form whose words stand in no text would hardly count without it.
const ASKED_SO: f32 = 1.4;

/// What is gained by being asked word by word as editors wrote it down, as a share of the best score otherwise.
const TO_THE_WORD: f32 = 1.3;

/// What being asked so is worth where a thing was called by another name.
const RENAMED: f32 = 0.8;

/// What a kind of passage is worth as an answer, measured on the golden questions of the shipped guide.
fn prior(passage: &Passage) -> f32 {
    match passage.kind {
        PassageKind::Section if passage.id.ends_with("/tasks") => 0.9,
        PassageKind::Section | PassageKind::Answer | PassageKind::Background => 1.0,
        PassageKind::Example => 0.9,
        PassageKind::Gap => 0.85,
        PassageKind::Term => 0.55,
    }
}

/// What a glossary entry is worth to somebody who asks for more than a word.
const TERM_TO_A_QUESTION: f32 = 0.8;
const ASKING: [&str; 13] = [
    "wer", "wen", "wann", "wie", "warum", "muss", "müssen", "darf", "dürfen", "kann", "können",
    "soll", "sollen",
];

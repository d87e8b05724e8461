//! From a question to an answer made only of what stands in the guide, or to the kind of nothing it is.
//!
//! The stages, each in a file of its own and testable alone: what is not a question ([`small_talk`]) or not one for a
//! guide ([`personal`]); what leans on the question before ([`follow_up`]); a place ([`address`]), town ([`towns`]) or
//! term ([`terms`]) that is named; the question in plain words ([`plain`]); what things in it are also called
//! ([`names`]); search; what the ranking is worth ([`decide`]) and whether it holds the kind of thing asked for
//! ([`expects`]); the sentence to quote ([`quote`]), which words in it to emphasise ([`emphasis`]) and where it stands
//! ([`mod@cite`]). Here they are put in order, in [`standing`] a question that leans on nothing, in [`asked`] the one
//! that is searched. Knows the guide and search, not chats: no buttons, no wording beyond what is quoted.

mod address;
mod asked;
mod cite;
mod decide;
mod elsewhere;
mod emphasis;
mod expects;
mod explanation;
mod follow_up;
mod leaning;
mod library;
mod names;
mod personal;
mod plain;
mod quote;
mod rank;
mod response;
mod small_talk;
mod standing;
mod terms;
mod towns;
mod words;

use std::cell::RefCell;

use explanation::Desk;

pub use cite::{cite, cite_place, cite_target};
pub use decide::{Decision, Thresholds};
pub use expects::Wanted;
pub use explanation::{Explanation, Recognised, Searched, Weighed};
pub use follow_up::asks_what_comes_next;
pub use library::{House, Library, LibraryError};
pub use rank::Sign;
pub use response::{
    Answer, Citation, NoAnswer, Nothing, Outcome, Question, Ranked, Response, SmallTalk, Topic,
};

/// Answers a question from the library.
///
/// A fault of the index counts as finding nothing, because a person must never meet it; it is logged.
pub fn answer(library: &Library, question: &Question) -> Response {
    answer_at(Desk::plain(library), question)
}

/// Answers a question with the lines of deciding drawn elsewhere, and says why.
pub fn explain(
    library: &Library,
    question: &Question,
    thresholds: Thresholds,
) -> (Response, Explanation) {
    let notes = RefCell::default();
    let desk = Desk {
        library,
        thresholds,
        notes: Some(&notes),
    };
    let response = answer_at(desk, question);
    (response, notes.into_inner())
}

/// Answers a question with the lines of deciding drawn elsewhere.
pub fn answer_with(library: &Library, question: &Question, thresholds: Thresholds) -> Response {
    let desk = Desk {
        thresholds,
        ..Desk::plain(library)
    };
    answer_at(desk, question)
}

fn answer_at(library: Desk, question: &Question) -> Response {
    let typed = question.text.trim();
    if words::all(typed).is_empty() {
        return Response::none(Nothing::Empty);
    }
    if question.literal {
        library.recognise(|| Recognised::Literally);
        return standing::literally(library, typed);
    }
    if let Some(kind) = small_talk::recognise(typed) {
        library.recognise(|| Recognised::SmallTalk(kind));
        return Response::none(Nothing::SmallTalk(kind));
    }
    if personal::is_case(typed) {
        library.recognise(|| Recognised::PersonalCase);
        return Response::none(Nothing::PersonalCase);
    }
    let plain = plain::plain(typed);
    if plain != typed {
        library.recognise(|| Recognised::Plain(plain.clone()));
    }
    let topic = question.topic.as_ref();
    match follow_up::complete(&library, &plain, topic) {
        Some(completed) => {
            let before = topic.map(|topic| topic.question.clone());
            library.recognise(|| Recognised::FollowsUp(before.unwrap_or_default()));
            leaning::answer(library, &plain, topic, completed)
        }
        None => standing::alone(library, typed, &plain),
    }
}

/// Whether nothing is asked beyond pointing: "was steht in …", "zeig mir …".
fn only_pointing(rest: &str) -> bool {
    const POINTING: [&str; 26] = [
        "steht",
        "zeig",
        "zeige",
        "zeigen",
        "öffne",
        "öffnen",
        "lies",
        "lesen",
        "gehe",
        "inhalt",
        "text",
        "thema",
        "geht",
        "kommt",
        "erklär",
        "erkläre",
        "infos",
        "information",
        "informationen",
        "macht",
        "gemacht",
        "passiert",
        "läuft",
        "gelaufen",
        "beispiel",
        "beispiele",
    ];
    words::content(rest)
        .iter()
        .all(|word| POINTING.contains(&word.as_str()))
}

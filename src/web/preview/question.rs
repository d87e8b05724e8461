//! A question as the bot answers it, and what it found for it.

use maud::{Markup, html};

use super::address;
use super::catalogue::id_of_target;
use super::edition::Edition;
use super::layout::PageHead;
use super::screen;
use crate::answer::{Library, Nothing, Outcome, Response};
use crate::conversation::{Moment, Occasion, Reply};
use crate::web::page::Framed;

/// How many passages are listed.
const LISTED: usize = 5;
/// How many characters of a passage are shown.
const EXCERPT: usize = 200;

/// The page of a question, or of a tap on its answer.
pub(super) fn page(
    edition: &Edition,
    library: &Library,
    (question, then): (&str, Option<&str>),
    now: Moment,
) -> Framed {
    let here = address::of_question(question);
    let replies = screen::shown(library, Occasion::Text(question.to_owned()), then, now);
    let head = PageHead {
        title: question,
        here: &here,
        asked: question,
    };
    let response = replies.iter().find_map(|reply| match reply {
        Reply::Message(message) => message.response.as_deref(),
        _ => None,
    });
    let main = html! {
        h1 { "Antwort auf „" (question) "“" }
        (screen::drawn(&here, &replies, None))
        section {
            h2 { "Was Lotse dazu gefunden hat" }
            @match response {
                Some(response) => (found(library, response)),
                None => p { "Lotse hat hier nicht im Leitfaden gesucht, sondern getan oder gesagt, was am ehesten gemeint war." },
            }
        }
    };
    head.over(edition, main)
}

/// What was found, best first.
fn found(library: &Library, response: &Response) -> Markup {
    let passages = response.passages.iter().take(LISTED);
    html! {
        p {
            (verdict(response))
            @if response.account.by_words { " Verglichen wurden nur Wörter." }
        }
        @if !response.passages.is_empty() {
            ol {
                @for ranked in passages {
                    @let passage = &library.passages[ranked.passage];
                    li {
                        a href=(address::of_entry(id_of_target(&passage.target))) { (passage.title) }
                        " (" (percent(ranked.score)) ")"
                        p class="aside" { (excerpt(&passage.text)) }
                    }
                }
            }
        }
    }
}

fn verdict(response: &Response) -> String {
    let sure = percent(response.confidence);
    match &response.outcome {
        Outcome::Answer(answer) if answer.sure => format!("Lotse antwortet; Sicherheit: {sure}."),
        Outcome::Answer(_) => format!("Lotse zeigt, was am ehesten passt; Sicherheit: {sure}."),
        Outcome::NoAnswer(none) if matches!(none.why, Nothing::Gap(_)) => {
            "Lotse kennt das als Lücke des Leitfadens.".to_owned()
        }
        Outcome::NoAnswer(_) | Outcome::Intent(_) => "Lotse zeigt nichts als Antwort.".to_owned(),
    }
}

fn percent(share: f32) -> String {
    if share < 0.01 {
        return "unter 1 %".to_owned();
    }
    format!("{:.0} %", f64::from(share) * 100.0)
}

fn excerpt(text: &str) -> String {
    let cut: String = text.chars().take(EXCERPT).collect();
    match cut.len() < text.len() {
        true => cut + " …",
        false => cut,
    }
}

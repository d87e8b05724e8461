//! The form for programs: what was answered, where it stands, how sure that is. `ask`, `chat` and `examples` share it.
//!
//! Keys and their order are fixed; they are always there, and null where nothing applies. What is not presented as an
//! answer is `not_found` with the kind `notice`. A place or municipality that was only named counts as answered: its
//! content is what was wanted, and it is shown.

mod presented;

use std::io::{self, Write};

use serde::Serialize;

use crate::answer::{Also, Library, Outcome};
use crate::conversation::{Button, Message, Placement, Reply, Shows};
use crate::knowledge::{ExampleId, Guide};
use crate::terminal::Exchange;
use crate::text::plain;

pub use presented::{AnswerKind, AnswerStatus};
use presented::{Presented, name_of, number_of};

/// How many passages are told.
const MAX_PASSAGES: usize = 10;

/// One answer.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct AskLine {
    /// What was typed.
    pub question: String,
    /// Whether content is presented as the answer.
    pub status: AnswerStatus,
    /// What the person would read, plain.
    pub text: String,
    /// The number of the place it stands at.
    pub place: Option<String>,
    /// What the answer is.
    pub kind: Option<AnswerKind>,
    /// Whose example it is.
    pub municipality: Option<String>,
    /// The further places that are shown.
    pub also: Vec<AlsoLine>,
    /// How sure, 0 to 1.
    pub confidence: Option<f32>,
    /// How long answering took, in microseconds.
    pub micros: u64,
    /// The best passages, best first.
    pub passages: Vec<PassageLine>,
    /// Why, in German; only where that was asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub explanation: Option<String>,
}

/// One reply of a chat.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ChatLine {
    /// The keys of `ask`.
    #[serde(flatten)]
    pub answer: AskLine,
    /// Counts inputs, from 1.
    pub turn: u64,
    /// The labels of its buttons.
    pub buttons: Vec<String>,
    /// Whether it replaces an earlier reply.
    pub edits: bool,
}

/// One passage.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct PassageLine {
    /// Its name.
    pub id: String,
    /// What it is.
    pub kind: AnswerKind,
    /// The number of the place it stands at or belongs to.
    pub place: Option<String>,
    /// Whose example it is.
    pub municipality: Option<String>,
    /// Its title.
    pub title: String,
    /// Its text.
    pub text: String,
    /// Its score; comparable only inside one line.
    pub score: Option<f32>,
}

/// A further place beside the answer.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct AlsoLine {
    /// The number of the place it stands at or belongs to.
    pub place: Option<String>,
    /// Whose example it is.
    pub municipality: Option<String>,
    /// Its best sentence.
    pub quote: String,
}

/// Writes a value as one line of JSON.
///
/// # Errors
/// When it cannot be written.
pub fn write_line(out: &mut dyn Write, value: &impl Serialize) -> io::Result<()> {
    let mut line = serde_json::to_vec(value)?;
    line.push(b'\n');
    out.write_all(&line)
}

impl AskLine {
    /// Tells a question with all that came back: the text of all messages, the answer of the last that shows one.
    pub fn of(library: &Library, question: &str, replies: &[Reply], micros: u64) -> Self {
        let texts: Vec<String> = replies.iter().filter_map(message).map(text_of).collect();
        Self::telling(library, question, texts.join("\n\n"), told(replies), micros)
    }

    fn telling(
        library: &Library,
        question: &str,
        text: String,
        message: Option<&Message>,
        micros: u64,
    ) -> Self {
        let response = message.and_then(|message| message.response.as_deref());
        let shows = message.and_then(|message| message.shows.as_ref());
        let guide = &library.guide;
        let also = match response.map(|response| &response.outcome) {
            Some(Outcome::Answer(answer)) => &answer.also[..],
            _ => &[],
        };
        let passages = match (shows, response) {
            (Some(Shows::Examples(ids)), _) => ids
                .iter()
                .filter_map(|id| PassageLine::of_example(library, id, None))
                .take(MAX_PASSAGES)
                .collect(),
            (_, Some(response)) => response
                .passages
                .iter()
                .take(MAX_PASSAGES)
                .filter_map(|best| PassageLine::of(library, best.passage, Some(best.score)))
                .collect(),
            (_, None) => Vec::new(),
        };
        let sure = response.map(|response| finite(response.confidence).clamp(0.0, 1.0));
        let presented = Presented::of(guide, shows, response);
        Self {
            question: question.to_owned(),
            status: presented.status,
            text,
            place: presented.place,
            kind: Some(presented.kind),
            municipality: presented.municipality,
            also: also.iter().map(|also| AlsoLine::of(guide, also)).collect(),
            confidence: shows.map(|_| 1.0).or(sure),
            micros,
            passages,
            explanation: None,
        }
    }
}

/// The last message that shows something of the guide.
pub fn told(replies: &[Reply]) -> Option<&Message> {
    let mut messages = replies.iter().filter_map(message).rev();
    messages.find(|message| message.response.is_some() || message.shows.is_some())
}

impl AlsoLine {
    fn of(guide: &Guide, also: &Also) -> Self {
        let citation = &also.citation;
        Self {
            place: citation
                .number
                .clone()
                .or_else(|| number_of(guide, citation.place.as_ref())),
            municipality: citation.municipality.clone(),
            quote: also.quote.clone(),
        }
    }
}

impl ChatLine {
    /// Tells one reply of a turn.
    pub fn of(library: &Library, turn: &Exchange<'_>, reply: &Reply) -> Self {
        let (text, rows, told): (_, &[Vec<Button>], _) = match reply {
            Reply::Message(message) => (text_of(message), &message.buttons, Some(message)),
            Reply::Toast(word) => (word.clone(), &[], None),
            Reply::File(file) => (file.in_words().into_owned(), &[], None),
            Reply::Forgotten | Reply::Judged(_) => (String::new(), &[], None),
            Reply::Picture(picture) => {
                let caption = plain::render(&picture.caption);
                let text = format!("{caption}\n\n(Bild: {})", picture.image.text);
                (text.trim().to_owned(), &picture.buttons, None)
            }
        };
        let buttons = rows.iter().flatten();
        Self {
            answer: AskLine::telling(library, turn.said, text, told, turn.micros),
            turn: turn.number,
            buttons: buttons.map(|button| button.label.clone()).collect(),
            edits: message(reply).is_some_and(|message| message.placement == Placement::Instead),
        }
    }
}

impl PassageLine {
    /// Tells a passage of a library with its score, if it has one; `None` if there is no such passage.
    pub fn of(library: &Library, position: usize, score: Option<f32>) -> Option<Self> {
        let passage = library.passages.get(position)?;
        let guide = &library.guide;
        let kind = AnswerKind::from(&passage.target);
        let background = kind == AnswerKind::Background;
        let label = background.then(|| guide.background_label.clone());
        Some(Self {
            id: passage.id.clone(),
            kind,
            place: label.or_else(|| number_of(guide, passage.place.as_ref())),
            municipality: name_of(guide, passage.municipality.as_ref()),
            title: passage.title.clone(),
            text: passage.text.clone(),
            score: score.map(finite),
        })
    }

    /// Tells an example of a library.
    pub fn of_example(library: &Library, id: &ExampleId, score: Option<f32>) -> Option<Self> {
        let mut passages = library.passages.iter();
        let at = passages.position(|passage| passage.target.example() == Some(id))?;
        Self::of(library, at, score)
    }
}

fn message(reply: &Reply) -> Option<&Message> {
    match reply {
        Reply::Message(message) => Some(message),
        _ => None,
    }
}

fn text_of(message: &Message) -> String {
    plain::render(&message.text)
}

/// JSON knows no infinity; serde_json would write null.
fn finite(number: f32) -> f32 {
    if number.is_finite() { number } else { 0.0 }
}

#[cfg(test)]
mod tests;

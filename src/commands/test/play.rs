//! A conversation of the editors, played as a person would have it in a chat of their own or in a group, and what was not as it should be.

use crate::answer::{Library, Nothing, Outcome, Response};
use crate::conversation::{Action, Button, Moment, Occasion, Reply, Shows};
use crate::knowledge::source::FileSpan;
use crate::knowledge::source_map::Declared;
use crate::knowledge::{ConversationTest, Target, TestTurn, TurnInput};
use crate::terminal::{Exchange, Input, Meant};
use crate::web::Visitor;

use super::super::golden;
use super::super::json::{self, AnswerStatus, AskLine, ChatLine};
use super::coverage::Reached;

/// How many characters of what was shown are told.
const SHOWN: usize = 240;

/// Something that was not as it should be.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct TurnFailure {
    /// Where that stands.
    pub(super) span: FileSpan,
    /// Which turn it was, from 1.
    pub(super) turn: usize,
    /// What was done, as in a transcript.
    pub(super) input: String,
    /// What was expected, and what came instead.
    pub(super) message: String,
    /// What was shown, in short.
    pub(super) shown: String,
}

/// What came of a turn.
struct TurnResult {
    /// All texts, plain.
    text: String,
    /// All buttons.
    buttons: Vec<Button>,
    /// What is cited or opened.
    target: Option<Target>,
    /// Whether nothing is presented as the answer.
    refused: bool,
    /// Whether nothing is said.
    silent: bool,
}

/// Plays a conversation; a button that is not there ends it.
pub(super) fn play(
    library: &Library,
    test: &ConversationTest,
    now: Moment,
    reached: &mut Reached,
) -> Vec<TurnFailure> {
    let mut visitor = Visitor::new(library, now);
    if test.group == Some(true) {
        visitor = visitor.in_group();
    }
    let mut failures = Vec::new();
    for (at, turn) in test.turns.iter().enumerate() {
        visitor.wait(turn.after);
        let occasion = met(&visitor, &turn.input);
        let input = match &turn.input {
            TurnInput::Say(said) if !turn.addressed => format!("> (an andere) {said}"),
            TurnInput::Say(said) => format!("> {said}"),
            TurnInput::Tap(label) => format!("> [{label}]"),
        };
        let fail = |span: &FileSpan, message: String, shown: &str| TurnFailure {
            span: span.clone(),
            turn: at + 1,
            input: input.clone(),
            message,
            shown: shown.to_owned(),
        };
        let occasion = match occasion {
            Ok(occasion) => occasion,
            Err(message) => {
                failures.push(fail(&turn.span, message, ""));
                break;
            }
        };
        let replies = visitor.happens(occasion, turn.addressed);
        let result = TurnResult::of(library, &input, &replies, &visitor);
        reached.files(&library.guide, &replies);
        reached.turn(
            &library.guide,
            result.target.as_ref(),
            &result.text,
            visitor.session(),
        );
        let shown = in_short(&result.text);
        let missed = result.missed(library, turn).into_iter();
        failures.extend(missed.map(|(span, message)| fail(&span, message, &shown)));
    }
    failures
}

/// What happens when somebody does this, or why they cannot.
fn met(visitor: &Visitor<'_>, input: &TurnInput) -> Result<Occasion, String> {
    let label = match input {
        TurnInput::Say(said) => {
            return Ok(match Input::line(said).meant(&[]) {
                Meant::Event(event) => event.occasion,
                // There is no terminal to leave.
                _ => Occasion::Text(said.clone()),
            });
        }
        TurnInput::Tap(label) => label,
    };
    let buttons = visitor.buttons();
    visitor.tap(label).ok_or_else(|| {
        let labels = listed(buttons);
        let begun = buttons.iter().filter(|button| button.begins_with(label));
        match begun.count() {
            0 => format!("diesen Knopf gibt es nicht; {labels}"),
            1 => "dieser Knopf führt aus dem Gespräch hinaus".to_owned(),
            n => format!("so beginnen {n} Knöpfe; {labels}"),
        }
    })
}

impl TurnResult {
    fn of(library: &Library, said: &str, replies: &[Reply], visitor: &Visitor<'_>) -> Self {
        let turn = Exchange {
            number: 0,
            said,
            replies,
            micros: 0,
        };
        let lines = replies.iter().filter(|reply| reply.is_shown());
        let lines: Vec<ChatLine> = lines
            .map(|reply| ChatLine::of(library, &turn, reply))
            .collect();
        let texts: Vec<&str> = lines.iter().map(|line| line.answer.text.as_str()).collect();
        let session = visitor.session();
        let target = match json::told(replies) {
            Some(message) => match (&message.shows, message.response.as_deref()) {
                (Some(Shows::Place(id)), _) => Some(Target::Place(id.clone(), None)),
                (Some(Shows::Examples(_)), _) => None,
                (None, response) => response.and_then(cited),
            },
            None => {
                let at = session.project.at.clone();
                let view = session.on_screen().and_then(shown_by);
                view.or(at.map(|at| Target::Place(at, None)))
            }
        };
        Self {
            text: texts.join("\n\n"),
            buttons: replies
                .iter()
                .flat_map(Reply::buttons)
                .flatten()
                .cloned()
                .collect(),
            target,
            refused: AskLine::of(library, said, replies, 0).status == AnswerStatus::NotFound,
            silent: replies.is_empty(),
        }
    }

    /// What should be otherwise, each with where that stands.
    fn missed(&self, library: &Library, turn: &TestTurn) -> Vec<(FileSpan, String)> {
        let mut missed: Vec<(FileSpan, String)> = Vec::new();
        let place = turn.place.iter();
        missed.extend(place.filter_map(|place| self.elsewhere(library, place)));
        if turn.refused.is_some_and(|refused| refused != self.refused) {
            let message = match self.refused {
                false => "hier soll nichts als Antwort gezeigt werden",
                true => "hier soll etwas als Antwort gezeigt werden",
            };
            missed.push((turn.span.clone(), message.to_owned()));
        }
        if turn.silent.is_some_and(|silent| silent != self.silent) {
            let message = match self.silent {
                false => "hier soll Lotse schweigen",
                true => "hier soll Lotse etwas sagen",
            };
            missed.push((turn.span.clone(), message.to_owned()));
        }
        for Declared { text, span, .. } in &turn.shows {
            let message = match find(&self.text, text) {
                Found::Whole => continue,
                Found::Inside(word) => format!("„{text}“ steht nur als Teil von „{word}“ da"),
                Found::Nowhere => format!("„{text}“ steht nicht da"),
            };
            missed.push((span.clone(), message));
        }
        for Declared { text, span, .. } in &turn.never {
            if find(&self.text, text) == Found::Whole {
                missed.push((span.clone(), format!("„{text}“ steht da und soll nicht")));
            }
        }
        for Declared { text, span, .. } in &turn.buttons {
            if !self.buttons.iter().any(|button| button.begins_with(text)) {
                let labels = listed(&self.buttons);
                missed.push((span.clone(), format!("der Knopf [{text}] fehlt; {labels}")));
            }
        }
        missed.sort_by_key(|(span, _)| span.range.start);
        missed
    }

    /// What is shown instead of what should be.
    fn elsewhere(&self, library: &Library, place: &Declared) -> Option<(FileSpan, String)> {
        let labels = self.target.as_ref();
        let labels = labels.map(|target| golden::labels(library, target));
        let labels = labels.unwrap_or_default();
        if labels.contains(&place.text) {
            return None;
        }
        let instead = match labels.is_empty() {
            false => labels.join(" = "),
            true => "nichts davon".to_owned(),
        };
        let message = format!("erwartet ist {}, gezeigt wird {instead}", place.text);
        Some((place.span.clone(), message))
    }
}

/// What a response cites, or opens instead.
fn cited(response: &Response) -> Option<Target> {
    match &response.outcome {
        Outcome::Answer(answer) => Some(match &answer.citation.target {
            Target::Place(id, _) => Target::Place(id.clone(), None),
            other => other.clone(),
        }),
        Outcome::NoAnswer(none) => match &none.why {
            Nothing::JustAPlace(id) | Nothing::PlaceWithoutText(id) => {
                Some(Target::Place(id.clone(), None))
            }
            Nothing::JustAnExample(id) => Some(Target::Example(id.clone())),
            Nothing::Gap(id) => Some(Target::Gap(id.clone())),
            _ => None,
        },
        Outcome::Intent(_) => None,
    }
}

/// What of the guide a screen shows.
fn shown_by(view: Action) -> Option<Target> {
    Some(match view {
        Action::Example(id) | Action::ExamplePage(id, _) => Target::Example(id),
        Action::Term(id) => Target::Term(id),
        Action::Curated(id) => Target::Answer(id),
        Action::Background(id, _) => Target::Background(id),
        other => Target::Place(other.place()?.clone(), None),
    })
}

/// Where words stand in a text.
#[derive(Debug, PartialEq)]
enum Found {
    /// By themselves.
    Whole,
    /// Only inside this word.
    Inside(String),
    Nowhere,
}

/// Looks for whole words, whatever their case and however lines break.
fn find(text: &str, words: &str) -> Found {
    let plain = |text: &str| in_one_line(text).to_lowercase();
    let (plain_text, words) = (plain(text), plain(words));
    let is_whole = plain_text.match_indices(&words).any(|(at, _)| {
        let (before, after) = (&plain_text[..at], &plain_text[at + words.len()..]);
        !before.ends_with(char::is_alphanumeric) && !after.starts_with(char::is_alphanumeric)
    });
    if is_whole {
        return Found::Whole;
    }
    let mut longer = text.split(|c: char| !c.is_alphanumeric());
    let longer = longer.find(|word| word.to_lowercase().contains(&words));
    longer.map_or(Found::Nowhere, |word| Found::Inside(word.to_owned()))
}

/// The beginning of a text in one line.
fn in_short(text: &str) -> String {
    let line = in_one_line(text);
    match line.char_indices().nth(SHOWN) {
        Some((end, _)) => format!("{}…", line[..end].trim_end()),
        None => line,
    }
}

fn in_one_line(text: &str) -> String {
    let words: Vec<&str> = text.split_whitespace().collect();
    words.join(" ")
}

fn listed(buttons: &[Button]) -> String {
    let labels = buttons.iter().map(|button| format!("[{}]", button.label));
    let labels: Vec<String> = labels.collect();
    match labels.is_empty() {
        true => "gezeigt wird keiner".to_owned(),
        false => format!("gezeigt werden {}", labels.join(" ")),
    }
}

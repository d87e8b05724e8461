//! The form for programs: what was answered, where it stands, how sure that is. `ask`, `chat` and `examples` share it.
//!
//! Keys and their order are fixed; they are always there, and null where nothing applies. What is not presented as an
//! answer is `not_found` with the kind `notice`. A place or municipality that was only named counts as answered: its
//! content is what was wanted, and it is shown.

use std::io::{self, Write};

use serde::{Deserialize, Serialize};

use crate::answer::{Also, Answer, Library, Nothing, Outcome, Response};
use crate::conversation::{Button, Message, Placement, Reply, Shows};
use crate::knowledge::{ExampleId, Guide, MunicipalityId, PlaceId, Target};
use crate::terminal::Exchange;
use crate::text::plain;

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

/// Whether content is presented as the answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AnswerStatus {
    /// Yes.
    Answered,
    /// Yes, with a caution.
    Unsure,
    /// No.
    NotFound,
}

/// What an answer or passage is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AnswerKind {
    /// Text of a step or section.
    Section,
    /// An example.
    Example,
    /// A glossary entry.
    Term,
    /// A curated answer.
    Answer,
    /// Background.
    Background,
    /// A list of examples.
    List,
    /// A place or another screen of the guide.
    Screen,
    /// A word of the program or of the editors that answers nothing.
    Notice,
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
            Reply::File(file) => (file.text.clone(), &[], None),
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

impl From<&Target> for AnswerKind {
    fn from(target: &Target) -> Self {
        match target {
            Target::Place(..) => AnswerKind::Section,
            Target::Example(_) => AnswerKind::Example,
            Target::Term(_) => AnswerKind::Term,
            Target::Answer(_) => AnswerKind::Answer,
            Target::Gap(_) => AnswerKind::Notice,
            Target::Background(_) => AnswerKind::Background,
        }
    }
}

/// What is presented of the guide.
struct Presented {
    status: AnswerStatus,
    kind: AnswerKind,
    place: Option<String>,
    municipality: Option<String>,
}

impl Presented {
    /// A screen of the guide is what it shows, whatever it answers.
    fn of(guide: &Guide, shows: Option<&Shows>, response: Option<&Response>) -> Self {
        let outcome = response.map(|response| &response.outcome);
        match (shows, outcome) {
            (Some(Shows::Place(id)), _) => Self {
                status: AnswerStatus::Answered,
                kind: AnswerKind::Screen,
                place: number_of(guide, Some(id)),
                municipality: None,
            },
            (Some(Shows::Examples(ids)), _) => Self {
                kind: AnswerKind::List,
                ..Self::example(guide, ids.first())
            },
            (None, Some(Outcome::Answer(answer))) => Self::answer(guide, answer),
            (None, Some(Outcome::NoAnswer(none))) => match &none.why {
                Nothing::JustAnExample(id) => Self::example(guide, Some(id)),
                _ => Self::nothing(),
            },
            _ => Self::nothing(),
        }
    }

    fn answer(guide: &Guide, answer: &Answer) -> Self {
        let citation = &answer.citation;
        let kind = AnswerKind::from(&citation.target);
        let number = citation.number.clone();
        let number = number.or_else(|| number_of(guide, citation.place.as_ref()));
        let placeless = matches!(kind, AnswerKind::Term | AnswerKind::Notice);
        Self {
            status: match (kind, answer.sure) {
                (AnswerKind::Notice, _) => AnswerStatus::NotFound,
                (_, true) => AnswerStatus::Answered,
                (_, false) => AnswerStatus::Unsure,
            },
            kind,
            place: number.filter(|_| !placeless),
            municipality: citation.municipality.clone(),
        }
    }

    fn example(guide: &Guide, id: Option<&ExampleId>) -> Self {
        let Some(example) = id.and_then(|id| guide.example(id)) else {
            return Self::nothing();
        };
        Self {
            status: AnswerStatus::Answered,
            kind: AnswerKind::Example,
            place: number_of(guide, example.places.first()),
            municipality: name_of(guide, Some(&example.municipality)),
        }
    }

    fn nothing() -> Self {
        Self {
            status: AnswerStatus::NotFound,
            kind: AnswerKind::Notice,
            place: None,
            municipality: None,
        }
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

fn number_of(guide: &Guide, place: Option<&PlaceId>) -> Option<String> {
    guide.place(place?).map(|place| place.number.clone())
}

fn name_of(guide: &Guide, municipality: Option<&MunicipalityId>) -> Option<String> {
    let municipality = guide.municipality(municipality?);
    municipality.map(|municipality| municipality.name.clone())
}

/// JSON knows no infinity; serde_json would write null.
fn finite(number: f32) -> f32 {
    if number.is_finite() { number } else { 0.0 }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::answer::{Account, Citation, NoAnswer};
    use crate::knowledge::{
        Example, ExampleId, Municipality, Place, Provenance, Status as Known, TermId,
    };
    use crate::text::RichText;

    /// Section 1.1, and Bochum with one example there.
    fn guide() -> Guide {
        Guide {
            places: vec![Place {
                id: PlaceId::parse("auftrag").unwrap(),
                number: "1.1".into(),
                step: None,
                title: "Auftrag einholen".into(),
                status: Known::Complete,
                note: RichText::default(),
                aliases: Vec::new(),
                opening: RichText::default(),
                parts: Vec::new(),
                tasks: Vec::new(),
                task_aliases: Vec::new(),
                tips: Vec::new(),
                tip_aliases: Vec::new(),
                materials: Vec::new(),
                material_aliases: Vec::new(),
                see: Vec::new(),
                from: Provenance::default(),
            }],
            municipalities: vec![Municipality {
                id: MunicipalityId::parse("bochum").unwrap(),
                name: "Bochum".into(),
                aliases: Vec::new(),
                note: RichText::default(),
            }],
            examples: vec![Example {
                id: ExampleId::parse("bo-01").unwrap(),
                municipality: MunicipalityId::parse("bochum").unwrap(),
                also: Vec::new(),
                title: "Der Weg zum Auftrag".into(),
                places: vec![PlaceId::parse("auftrag").unwrap()],
                editorial: false,
                period: None,
                topics: Vec::new(),
                aliases: Vec::new(),
                text: RichText::paragraph("So ging es."),
                note: RichText::default(),
                materials: Vec::new(),
                from: Provenance::default(),
            }],
            ..Guide::default()
        }
    }

    fn response(outcome: Outcome) -> Response {
        Response {
            understood: None,
            mended: Vec::new(),
            outcome,
            confidence: 0.5,
            passages: Vec::new(),
            topic: None,
            account: Account::default(),
        }
    }

    fn answer(target: Target, sure: bool) -> Outcome {
        Outcome::Answer(Answer {
            sure,
            quote: RichText::paragraph("Die Leitung."),
            more: false,
            citation: Citation {
                target,
                place: Some(PlaceId::parse("auftrag").unwrap()),
                number: Some("1.1".into()),
                title: "Auftrag einholen".into(),
                municipality: None,
                origin: "Leitfaden".into(),
                held_by: None,
                editorial: false,
            },
            also: Vec::new(),
            towns: Vec::new(),
            lacks: None,
            examples: Vec::new(),
        })
    }

    fn nothing(why: Nothing) -> Outcome {
        let nearest = Vec::new();
        Outcome::NoAnswer(NoAnswer { why, nearest })
    }

    #[track_caller]
    fn check(outcome: Outcome, expected: (AnswerStatus, AnswerKind, Option<&str>, Option<&str>)) {
        let found = Presented::of(&guide(), None, Some(&response(outcome)));
        let found = (
            found.status,
            found.kind,
            found.place.as_deref(),
            found.municipality.as_deref(),
        );
        assert_eq!(found, expected);
    }

    #[test]
    fn answers_name_their_place_and_how_sure_they_are() {
        let section = || Target::Place(PlaceId::parse("auftrag").unwrap(), None);
        check(
            answer(section(), true),
            (
                AnswerStatus::Answered,
                AnswerKind::Section,
                Some("1.1"),
                None,
            ),
        );
        check(
            answer(section(), false),
            (AnswerStatus::Unsure, AnswerKind::Section, Some("1.1"), None),
        );
    }

    #[test]
    fn terms_stand_at_no_place() {
        let term = Target::Term(TermId::parse("rbb").unwrap());
        check(
            answer(term, true),
            (AnswerStatus::Answered, AnswerKind::Term, None, None),
        );
    }

    #[test]
    fn what_is_no_answer_is_a_notice() {
        for why in [
            Nothing::NotInGuide,
            Nothing::OffTopic,
            Nothing::UnknownPlace("9".into()),
            Nothing::PlaceWithoutText(PlaceId::parse("auftrag").unwrap()),
        ] {
            check(
                nothing(why),
                (AnswerStatus::NotFound, AnswerKind::Notice, None, None),
            );
        }
    }

    #[test]
    fn an_example_that_was_named_is_answered() {
        let named = Nothing::JustAnExample(ExampleId::parse("bo-01").unwrap());
        check(
            nothing(named),
            (
                AnswerStatus::Answered,
                AnswerKind::Example,
                Some("1.1"),
                Some("Bochum"),
            ),
        );
    }

    /// What is told of a message that shows this.
    fn told(shows: Option<Shows>, response: Option<Response>) -> AskLine {
        let library = Library::in_memory(guide()).unwrap();
        let message = Message {
            shows,
            response: response.map(Box::new),
            ..Message::below(RichText::paragraph("Gezeigt."))
        };
        AskLine::of(&library, "wer?", &[Reply::Message(message)], 7)
    }

    #[test]
    fn a_list_tells_its_entries_and_a_screen_its_place() {
        let examples = vec![ExampleId::parse("bo-01").unwrap()];
        let list = told(Some(Shows::Examples(examples)), None);
        assert_eq!(
            (list.status, list.kind),
            (AnswerStatus::Answered, Some(AnswerKind::List))
        );
        assert_eq!(list.place.as_deref(), Some("1.1"));
        let titles: Vec<&str> = list
            .passages
            .iter()
            .map(|entry| entry.title.as_str())
            .collect();
        assert_eq!(titles, ["Der Weg zum Auftrag"]);
        assert_eq!(
            (list.text.as_str(), list.confidence),
            ("Gezeigt.", Some(1.0))
        );

        let screen = told(Some(Shows::Place(PlaceId::parse("auftrag").unwrap())), None);
        assert_eq!(
            (screen.status, screen.kind),
            (AnswerStatus::Answered, Some(AnswerKind::Screen))
        );
        assert_eq!(screen.place.as_deref(), Some("1.1"));

        let word = told(None, None);
        assert_eq!(
            (word.status, word.kind),
            (AnswerStatus::NotFound, Some(AnswerKind::Notice))
        );
        assert_eq!(word.confidence, None);
    }

    #[test]
    fn further_places_are_told_beside_the_answer() {
        let Outcome::Answer(mut shown) = answer(
            Target::Place(PlaceId::parse("auftrag").unwrap(), None),
            true,
        ) else {
            panic!("it answers");
        };
        shown.also = vec![Also {
            citation: shown.citation.clone(),
            quote: "Das Team.".into(),
        }];
        let line = told(None, Some(response(Outcome::Answer(shown))));
        assert_eq!(line.also.len(), 1);
        assert_eq!(line.also[0].place.as_deref(), Some("1.1"));
        assert_eq!(line.also[0].quote, "Das Team.");
        assert_eq!(line.kind, Some(AnswerKind::Section));
    }

    #[test]
    fn all_keys_are_there_in_their_order() {
        let line = ChatLine {
            answer: AskLine {
                explanation: None,
                question: "wer?".into(),
                status: AnswerStatus::NotFound,
                text: "Das steht\nnicht darin.".into(),
                place: None,
                kind: Some(AnswerKind::Notice),
                municipality: None,
                also: vec![AlsoLine {
                    place: Some("1.2".into()),
                    municipality: None,
                    quote: "Das Team.".into(),
                }],
                confidence: None,
                micros: 7,
                passages: vec![PassageLine {
                    id: "auftrag/opening".into(),
                    kind: AnswerKind::Section,
                    place: Some("1.1".into()),
                    municipality: None,
                    title: "Auftrag".into(),
                    text: "Text".into(),
                    score: Some(1.5),
                }],
            },
            turn: 1,
            buttons: vec!["Weiter".into()],
            edits: false,
        };
        let mut out = Vec::new();
        write_line(&mut out, &line).unwrap();
        assert_eq!(
            String::from_utf8(out).unwrap(),
            concat!(
                r#"{"question":"wer?","status":"not_found","text":"Das steht\nnicht darin.","place":null,"#,
                r#""kind":"notice","municipality":null,"also":[{"place":"1.2","municipality":null,"quote":"Das Team."}],"#,
                r#""confidence":null,"micros":7,"passages":["#,
                r#"{"id":"auftrag/opening","kind":"section","place":"1.1","municipality":null,"#,
                r#""title":"Auftrag","text":"Text","score":1.5}],"#,
                r#""turn":1,"buttons":["Weiter"],"edits":false}"#,
                "\n"
            )
        );
    }
}

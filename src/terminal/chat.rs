//! The loop of a terminal chat: a line, an event, the replies, the next line.
//!
//! The session starts empty and ends with the loop; what answers is handed in, so that the loop knows neither clock
//! nor library. Ends when the lines end.

use std::io;
use std::time::Instant;

use crate::conversation::{Button, Event, Message, Press, Reply, Session};

use super::draw::numbers;
use super::input::{Input, Meant};

/// Where lines come from.
pub trait LineSource {
    /// The next line, `None` when there are no more.
    ///
    /// # Errors
    /// When the terminal or pipe cannot be read.
    fn next(&mut self) -> io::Result<Option<Input>>;
}

/// Where replies go.
pub trait Display {
    /// Shows what came back in one turn.
    ///
    /// # Errors
    /// When it cannot be written.
    fn show(&mut self, turn: &Exchange<'_>) -> io::Result<()>;
}

/// One input with what came back.
#[derive(Debug)]
pub struct Exchange<'a> {
    /// Counts inputs, from 1.
    pub number: u64,
    /// The line as typed.
    pub said: &'a str,
    /// What came back, in order; may be nothing.
    pub replies: &'a [Reply],
    /// How long answering took, in microseconds.
    pub micros: u64,
}

/// Talks until the lines end; `respond` answers an event as [`crate::conversation::respond`] does.
///
/// # Errors
/// When lines cannot be read or replies not be written.
pub fn chat(
    lines: &mut dyn LineSource,
    screen: &mut dyn Display,
    mut respond: impl FnMut(Session, &Event) -> (Session, Vec<Reply>),
) -> io::Result<()> {
    let mut session = Session::default();
    let mut offered: Vec<(usize, Press)> = Vec::new();
    let mut number = 0;
    while let Some(input) = lines.next()? {
        number += 1;
        let start = Instant::now();
        let replies = match input.meant(&offered) {
            Meant::Event(event) => {
                let (next, replies) = respond(session, &event);
                session = next;
                replies
            }
            Meant::Leave => break,
            Meant::Address(link) => vec![Reply::Toast(link.as_str().to_owned())],
            // There is no other chat to pass it on to; whoever sits here copies it.
            Meant::Words(text) => vec![Reply::Message(Message::below(text))],
        };
        let micros = u64::try_from(start.elapsed().as_micros()).unwrap_or(u64::MAX);
        screen.show(&Exchange {
            number,
            said: &input.said,
            replies: &replies,
            micros,
        })?;
        let shown = replies.iter().flat_map(Reply::buttons).flatten();
        let shown: Vec<&Button> = shown.collect();
        let labels: Vec<&str> = shown.iter().map(|button| button.label.as_str()).collect();
        if !shown.is_empty() {
            let presses = shown.iter().map(|button| button.press.clone());
            offered = numbers(&labels).into_iter().zip(presses).collect();
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::conversation::{Article, ChatLink, DeepLink, Occasion};
    use crate::terminal::{PipedLines, TextDisplay};
    use crate::text::{Link, RichText};

    /// Talks with something that says back what it heard and offers an address after "links".
    fn transcript(typed: &str) -> String {
        let mut out = Vec::new();
        let mut page = TextDisplay::new(&mut out, 60, false).echoing();
        chat(
            &mut PipedLines::new(typed.as_bytes()),
            &mut page,
            |session, event| {
                let heard = match &event.occasion {
                    Occasion::Text(text) => format!("Text: {text}"),
                    Occasion::Command { name, rest } => format!("Befehl: {name} ({rest})"),
                    other => format!("{other:?}"),
                };
                let mut message = Message::below(RichText::paragraph(heard));
                if event.occasion == Occasion::Text("links".to_owned()) {
                    let press = Press::Open(Link::parse("https://example.org").unwrap());
                    let label = "Seite öffnen".to_owned();
                    message.buttons = vec![vec![Button { label, press }]];
                }
                (session, vec![Reply::Message(message)])
            },
        )
        .unwrap();
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn lines_are_answered_one_by_one_until_they_end() {
        insta::assert_snapshot!(transcript("wer entscheidet\n/Frage Auftrag?\n"), @r"
        > wer entscheidet
        Text: wer entscheidet

        > /Frage Auftrag?
        Befehl: frage (Auftrag?)
        ");
    }

    #[test]
    fn a_number_picks_the_button_shown_and_is_text_otherwise() {
        insta::assert_snapshot!(transcript("1\nlinks\n1\n2"), @r"
        > 1
        Text: 1

        > links
        Text: links

        [1] Seite öffnen

        > 1
        [https://example.org]

        > 2
        Text: 2
        ");
    }

    #[test]
    fn what_is_passed_on_is_printed_with_its_source() {
        let article = Article {
            title: "1.1 Auftrag".to_owned(),
            description: String::new(),
            text: RichText::paragraph("Erst fragen.").and_paragraph("1.1 Auftrag · Leitfaden"),
            query: String::new(),
            visit: ChatLink {
                label: String::new(),
                link: DeepLink::Question,
            },
        };
        let mut out = Vec::new();
        let mut page = TextDisplay::new(&mut out, 60, false).echoing();
        chat(
            &mut PipedLines::new("links\n1".as_bytes()),
            &mut page,
            |session, _| {
                let mut message = Message::below(RichText::paragraph("Bitte:"));
                let press = Press::Share(Box::new(article.clone()));
                let label = "Weitergeben".to_owned();
                message.buttons = vec![vec![Button { label, press }]];
                (session, vec![Reply::Message(message)])
            },
        )
        .unwrap();
        insta::assert_snapshot!(String::from_utf8(out).unwrap(), @r"
        > links
        Bitte:

        [1] Weitergeben

        > 1
        Erst fragen.

        1.1 Auftrag · Leitfaden
        ");
    }

    #[test]
    fn what_cannot_be_read_is_an_event_like_any_other() {
        let mut out = Vec::new();
        let mut page = TextDisplay::new(&mut out, 60, false);
        let typed = b"f\xfcr wen\n";
        chat(
            &mut PipedLines::new(&typed[..]),
            &mut page,
            |session, event| {
                assert_eq!(event.occasion, Occasion::Unreadable);
                (session, Vec::new())
            },
        )
        .unwrap();
        assert!(out.is_empty());
    }
}

//! What a line that was typed means: a command, a button picked by its number, or text.

use crate::conversation::{ChatKind, Event, InReplyTo, Occasion, Press, Role};
use crate::text::{Link, RichText};

/// A line as it came in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Input {
    /// The line; a makeshift of it if it could not be read.
    pub said: String,
    /// Whether it could be read: it was UTF-8 and not too long.
    pub readable: bool,
}

/// What a line means.
#[derive(Debug, Clone, PartialEq)]
pub enum Meant {
    /// Something for the conversation.
    Event(Event),
    /// A button was picked that opens an address.
    Address(Link),
    /// A button was picked that passes this on.
    Words(RichText),
    /// Whoever sits here leaves.
    Leave,
}

/// What leaves the chat, as in other programs at a terminal.
const LEAVING: [&str; 6] = ["ende", "exit", "quit", "/ende", "/exit", "/quit"];

impl Input {
    /// Makes an input of a readable line.
    pub fn line(said: impl Into<String>) -> Self {
        Self {
            said: said.into(),
            readable: true,
        }
    }

    /// Reads the line, with the buttons that are on offer.
    pub fn meant(&self, offered: &[(usize, Press)]) -> Meant {
        if !self.readable {
            return Meant::Event(private(Occasion::Unreadable));
        }
        let said = self.said.trim();
        if LEAVING.contains(&said.to_lowercase().as_str()) {
            return Meant::Leave;
        }
        match picked(said, offered) {
            Some(Press::Open(link)) => Meant::Address(link.clone()),
            Some(Press::Share(article)) => Meant::Words(article.text.clone()),
            Some(Press::Act(action)) => Meant::Event(private(Occasion::Tap(action.encode()))),
            None => Meant::Event(private(
                command(said).unwrap_or_else(|| Occasion::Text(said.to_owned())),
            )),
        }
    }

    /// Reads the line as text, whatever it looks like.
    pub fn as_text(&self) -> Event {
        private(if self.readable {
            Occasion::Text(self.said.trim().to_owned())
        } else {
            Occasion::Unreadable
        })
    }
}

fn picked<'a>(said: &str, offered: &'a [(usize, Press)]) -> Option<&'a Press> {
    let number: usize = said.parse().ok()?;
    let offered = offered.iter().find(|(known, _)| *known == number);
    offered.map(|(_, press)| press)
}

fn command(said: &str) -> Option<Occasion> {
    let (name, rest) = match said.strip_prefix('/')?.split_once(char::is_whitespace) {
        Some((name, rest)) => (name, rest.trim()),
        None => (&said[1..], ""),
    };
    let name = name.split('@').next().unwrap_or_default();
    (!name.is_empty()).then(|| Occasion::Command {
        name: name.to_lowercase(),
        rest: rest.to_owned(),
    })
}

/// An event of the one person who sits at the terminal.
fn private(occasion: Occasion) -> Event {
    Event {
        moving: crate::conversation::Moving::default(),
        chat: ChatKind::Private,
        addressed: true,
        reply: InReplyTo::default(),
        role: Role::Admin,
        occasion,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(said: &str, expected: Occasion) {
        assert_eq!(
            Input::line(said).meant(&[]),
            Meant::Event(private(expected))
        );
    }

    #[test]
    fn a_slash_begins_a_command() {
        let command = |name: &str, rest: &str| Occasion::Command {
            name: name.to_owned(),
            rest: rest.to_owned(),
        };
        check("/weiter", command("weiter", ""));
        check("/Weiter@lotse_bot", command("weiter", ""));
        check(
            "/frage  wer entscheidet? ",
            command("frage", "wer entscheidet?"),
        );
    }

    #[test]
    fn a_slash_alone_or_inside_is_text() {
        check("/", Occasion::Text("/".to_owned()));
        check("und/oder", Occasion::Text("und/oder".to_owned()));
    }

    #[test]
    fn the_words_of_other_programs_leave() {
        for said in ["ende", "Exit", " quit ", "/quit"] {
            assert_eq!(Input::line(said).meant(&[]), Meant::Leave, "{said}");
        }
        check("am ende", Occasion::Text("am ende".to_owned()));
    }

    #[test]
    fn numbers_without_such_a_button_are_text() {
        for said in ["0", "1", "1.2", "99999999999999999999"] {
            check(said, Occasion::Text(said.to_owned()));
        }
    }
}

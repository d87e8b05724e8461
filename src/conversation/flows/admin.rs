//! What those who run this Lotse are told in their private chat: how it is, and that what they asked for is done.
//!
//! Numbers of things only, never of people. Who they are is decided elsewhere; everybody else meets these words
//! nowhere, not even in a menu.

use crate::conversation::page::screen::{Screen, Shown};
use crate::conversation::value::Reply;
use crate::conversation::wording::admin;
use crate::text::RichText;

/// What those who run it can ask for, as they type it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Care {
    /// `/status`: how is it?
    Status,
    /// `/wartung an`, perhaps with what everybody is to be told.
    Rest(String),
    /// `/wartung aus`.
    Work,
    /// `/wartung` and something else.
    RestOrWork,
    /// `/neuladen`: read the content again.
    Reload,
}

/// How a Lotse is.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Status {
    /// The version of the program.
    pub version: String,
    /// The version of the content.
    pub content: Option<String>,
    /// For how many seconds it has been running.
    pub uptime: u64,
    /// Chats with something to send, and calls of theirs held in memory.
    pub queues: (usize, usize),
    /// Calls that are not confirmed yet, that could not be sent, and what could not be read; nothing if that cannot be
    /// found out.
    pub journal: Option<[u64; 3]>,
    /// Sessions in memory.
    pub sessions: u64,
    /// Updates that were applied since the start.
    pub updates: u64,
    /// Whether everybody is told to wait.
    pub rests: bool,
}

impl Care {
    /// Reads a command and what stands behind it; nothing if it is none of these.
    pub fn of(name: &str, rest: &str) -> Option<Self> {
        let (first, words) = rest
            .trim()
            .split_once(char::is_whitespace)
            .unwrap_or((rest.trim(), ""));
        Some(match (name, first.to_lowercase().as_str()) {
            ("status", _) => Self::Status,
            ("neuladen", _) => Self::Reload,
            ("wartung", "an" | "ein") => Self::Rest(words.trim().to_owned()),
            ("wartung", "aus") => Self::Work,
            ("wartung", _) => Self::RestOrWork,
            _ => return None,
        })
    }
}

/// How it is.
pub fn status(status: &Status) -> Vec<Reply> {
    let text = RichText::default()
        .and_title(admin::TITLE)
        .and_bullets(admin::status(status));
    said(Screen::new(text))
}

/// Everybody is told to wait now.
pub fn resting() -> Vec<Reply> {
    said(Screen::saying(admin::RESTING))
}

/// Everybody is answered again; or still not, because the settings or a file say so.
pub fn working(rests: bool) -> Vec<Reply> {
    said(Screen::saying(if rests {
        admin::STILL_RESTING
    } else {
        admin::WORKING
    }))
}

/// The content is read again.
pub fn reloading() -> Vec<Reply> {
    said(Screen::saying(admin::RELOADING))
}

/// What can be said behind `/wartung`.
pub fn rest_or_work() -> Vec<Reply> {
    said(Screen::saying(admin::REST_OR_WORK))
}

fn said(screen: Screen) -> Vec<Reply> {
    Shown::from(screen).into_replies(false)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::plain;

    #[test]
    fn commands_are_read_as_they_are_typed() {
        for (name, rest, expected) in [
            ("status", "", Some(Care::Status)),
            ("neuladen", "bitte", Some(Care::Reload)),
            ("wartung", "an", Some(Care::Rest(String::new()))),
            (
                "wartung",
                "AN Bis 14 Uhr.",
                Some(Care::Rest("Bis 14 Uhr.".to_owned())),
            ),
            ("wartung", " aus ", Some(Care::Work)),
            ("wartung", "", Some(Care::RestOrWork)),
            ("start", "status", None),
        ] {
            assert_eq!(Care::of(name, rest), expected, "/{name} {rest}");
        }
    }

    #[test]
    fn the_status_is_told_in_numbers() {
        let how = Status {
            version: "1.2.3".to_owned(),
            content: Some("abc".to_owned()),
            uptime: 3 * 86_400 + 2 * 3_600 + 60,
            queues: (1, 4),
            journal: Some([5, 6, 7]),
            sessions: 8,
            updates: 9,
            rests: true,
        };
        let [Reply::Message(message)] = &status(&how)[..] else {
            panic!("not one message")
        };
        insta::assert_snapshot!(plain::render(&message.text), @r"
    Zustand
    - Programm: 1.2.3
    - Leitfaden: abc
    - In Betrieb seit: 3 Tagen, 2 Stunden, 1 Minute
    - Wartung: an
    - Nachrichten seit dem Start: 9
    - Gespräche im Arbeitsspeicher: 8
    - Warteschlange: 4 Antworten in 1 Chat
    - Noch nicht zugestellt: 5
    - Nicht zustellbar, insgesamt: 6
    - Nicht lesbar und beiseitegelegt: 7
    ");
    }
}

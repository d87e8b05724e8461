//! What those who run this Lotse are told in their private chat: how it is, and that what they asked for is done.
//!
//! Who they are is decided elsewhere; everybody else meets these words nowhere, not even in a menu.

use crate::conversation::page::screen::{Screen, Shown};
use crate::conversation::value::{Reply, ServiceStatus};
use crate::conversation::wording::admin;
use crate::text::RichText;

/// How it is.
pub fn status(status: &ServiceStatus) -> Vec<Reply> {
    let text = RichText::default()
        .and_title(admin::TITLE)
        .and_bullets(admin::status(status));
    said(Screen::new(text))
}

/// Everybody is told to wait now.
pub fn maintenance_on() -> Vec<Reply> {
    said(Screen::saying(admin::MAINTENANCE_ON))
}

/// Everybody is answered again; or still not, because the settings or a file say so.
pub fn maintenance_off(in_maintenance: bool) -> Vec<Reply> {
    said(Screen::saying(if in_maintenance {
        admin::STILL_IN_MAINTENANCE
    } else {
        admin::MAINTENANCE_OFF
    }))
}

/// The content is read again.
pub fn reloading() -> Vec<Reply> {
    said(Screen::saying(admin::RELOADING))
}

/// The content of the folder is not taken; zero mistakes mean that it cannot be read.
pub fn content_refused(mistakes: usize) -> Vec<Reply> {
    said(Screen::saying(admin::content_refused(mistakes)))
}

/// The content of the folder is taken again.
pub fn content_mended() -> Vec<Reply> {
    said(Screen::saying(admin::CONTENT_MENDED))
}

/// What can be said behind `/wartung`.
pub fn maintenance_usage() -> Vec<Reply> {
    said(Screen::saying(admin::MAINTENANCE_USAGE))
}

fn said(screen: Screen) -> Vec<Reply> {
    Shown::from(screen).into_replies(false)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::plain;

    #[test]
    fn the_status_is_told_in_numbers() {
        let how = ServiceStatus {
            version: "1.2.3".to_owned(),
            content: Some("abc".to_owned()),
            refused: Some((7_260, 1)),
            uptime: 3 * 86_400 + 2 * 3_600 + 60,
            queues: (1, 4),
            journal: Some([5, 6, 7]),
            sessions: 8,
            updates: 9,
            in_maintenance: true,
        };
        let [Reply::Message(message)] = &status(&how)[..] else {
            panic!("not one message")
        };
        insta::assert_snapshot!(plain::render(&message.text), @r"
    Zustand
    - Programm: 1.2.3
    - Leitfaden: abc
    - Leitfaden im Ordner: hat 1 Fehler und wird seit 0 Tagen, 2 Stunden, 1 Minute nicht übernommen; `lotse check` erklärt es
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

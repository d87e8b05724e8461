//! Where each thing is shown.
//!
//! An address says all that a page needs, so any page can be opened, kept and reloaded by itself: it names an entry, a tap
//! or a question in a fresh chat, and perhaps one tap after it (`tap`), for what only the chat before it can show.

use std::fmt::Write as _;

use crate::conversation::{Action, Selection, TapData};

/// Where the overview is.
pub(super) const OVERVIEW: &str = "/";
/// Where everything that `check` says is.
pub(super) const FINDINGS: &str = "/meldungen";

/// Where the entry with this number or id is.
pub(super) fn of_entry(id: &str) -> String {
    format!("/eintrag/{}", percent(id))
}

/// Where the answer to a question is.
pub(super) fn of_question(question: &str) -> String {
    format!("/frage?q={}", percent(question))
}

/// Where the picture of that path below the knowledge folder is.
pub(super) fn of_picture(path: &str) -> String {
    format!("/bild?pfad={}", percent(path))
}

/// Where a tap leads that stands on the page with the address `here`, which has no tap itself.
pub(super) fn of_tap(here: &str, tap: &TapData) -> String {
    match &tap.action {
        Action::Open(id) | Action::Read(id) => of_entry(id.as_str()),
        Action::Example(id) => of_entry(id.as_str()),
        Action::Term(id) => of_entry(id.as_str()),
        Action::Background(id, 0) => of_entry(id.as_str()),
        Action::Curated(id) => of_entry(id.as_str()),
        Action::Examples(selection) => match &selection.municipality {
            Some(town) if *selection == Selection::of(town) => of_entry(town.as_str()),
            _ => of_screen(here, tap),
        },
        _ => of_screen(here, tap),
    }
}

fn of_screen(here: &str, tap: &TapData) -> String {
    if !needs_chat(&tap.action) {
        return of_action(&tap.action);
    }
    let joint = if here.contains('?') { '&' } else { '?' };
    format!("{here}{joint}tap={}", percent(&tap.encode()))
}

/// Where the screen of an action is.
pub(super) fn of_action(action: &Action) -> String {
    format!("/ansicht/{}", percent(&action.encode()))
}

/// Whether an action means something only after what was said in its chat.
fn needs_chat(action: &Action) -> bool {
    match action {
        Action::Answer(_) | Action::WordsAsQuestion | Action::Literally | Action::Judge { .. } => {
            true
        }
        Action::Examples(selection) | Action::Narrow(selection) => selection.words.is_some(),
        _ => false,
    }
}

/// A text as part of an address.
fn percent(text: &str) -> String {
    let mut out = String::new();
    for byte in text.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' => {
                out.push(char::from(byte));
            }
            // Writing to a string cannot fail.
            other => drop(write!(out, "%{other:02X}")),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_only_the_chat_knows_comes_after_its_question() {
        let tap = |action| TapData {
            action,
            below: false,
            back: false,
            project: crate::conversation::ProjectId::default(),
        };
        let here = of_question("wer & was?");
        assert_eq!(here, "/frage?q=wer%20%26%20was%3F");
        assert_eq!(
            of_tap(&here, &tap(Action::Literally)),
            "/frage?q=wer%20%26%20was%3F&tap=1L"
        );
        assert_eq!(of_tap(&here, &tap(Action::Overview)), "/ansicht/1v");
        assert_eq!(
            of_tap("/ansicht/1v", &tap(Action::Answer(35))),
            "/ansicht/1v?tap=1Az"
        );
    }
}

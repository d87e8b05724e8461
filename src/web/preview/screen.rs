//! What a tap or a word leads to, as on Telegram.

use maud::{Markup, html};

use super::address;
use super::edition::Edition;
use super::layout::PageHead;
use crate::answer::Library;
use crate::conversation::{Action, Moment, Occasion, Reply, TapData, phone};
use crate::text::plain;
use crate::web::chat::{self, Surroundings};
use crate::web::page::Framed;
use crate::web::visitor::Visitor;

/// The page of an action in a fresh chat, and perhaps of a tap after it; `None` for what is no tap.
pub(super) fn page(
    edition: &Edition,
    library: &Library,
    (tap, then): (&str, Option<&str>),
    now: Moment,
) -> Option<Framed> {
    let action = Action::decode(tap)?;
    let here = address::of_action(&action);
    let replies = shown(library, Occasion::Tap(tap.to_owned()), then, now);
    let lines = match then {
        None => height(&action),
        Some(_) => None,
    };
    Some(alone(edition, &here, &replies, lines))
}

/// What is shown for an occasion in a fresh chat, or for a tap after it.
pub(super) fn shown(
    library: &Library,
    first: Occasion,
    then: Option<&str>,
    now: Moment,
) -> Vec<Reply> {
    let mut visitor = Visitor::new(library, now);
    let replies = visitor.does(first);
    match then {
        Some(tap) => visitor.does(Occasion::Tap(tap.to_owned())),
        None => replies,
    }
}

/// A page of nothing but what is shown.
pub(super) fn alone(
    edition: &Edition,
    here: &str,
    replies: &[Reply],
    lines: Option<usize>,
) -> Framed {
    let title = title(replies);
    let head = PageHead {
        title: &title,
        here,
        asked: "",
    };
    let main = html! {
        h1 { (title) }
        (drawn(here, replies, lines))
    };
    head.over(edition, main)
}

/// Replies as they stand on the page with the address `here`.
pub(super) fn drawn(here: &str, replies: &[Reply], lines: Option<usize>) -> Markup {
    let around = Surroundings {
        leads_to: &|tap: &TapData| address::of_tap(here, tap),
        picture_at: &address::of_picture,
        lines,
    };
    chat::draw(replies, &around)
}

/// How many lines a screen has at most.
pub(super) fn height(action: &Action) -> Option<usize> {
    match action {
        Action::Open(_) | Action::Read(_) => Some(phone::PLACE),
        Action::Tasks { .. } | Action::AllTasks(_) => Some(phone::TASKS),
        _ => None,
    }
}

/// The first line of what is shown.
fn title(replies: &[Reply]) -> String {
    let text = replies.iter().find_map(|reply| match reply {
        Reply::Message(message) => Some(plain::render(&message.text)),
        Reply::Picture(picture) => Some(picture.image.text.clone()),
        Reply::Toast(word) => Some(word.clone()),
        Reply::File(file) => Some(file.caption.clone()),
        Reply::Forgotten | Reply::Judged(_) => None,
    });
    let text = text.unwrap_or_default();
    let line = text.lines().next().unwrap_or("Ansicht");
    line.chars().take(80).collect()
}

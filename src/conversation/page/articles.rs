//! One thing of the guide as it is passed on to other chats: its words, where they stand, and the way back here.
//!
//! What is passed on carries the same citation as an answer in the chat, so whoever reads it elsewhere sees where it
//! comes from. It is made from the guide alone; nothing of whoever passes it on is in it.

use crate::answer::{self, Answer, Citation};
use crate::knowledge::{Guide, PartId, Place, Target};
use crate::text::{RichText, plain, split};

use crate::conversation::flows::ask;
use crate::conversation::page::screen::{aside, marked};
use crate::conversation::value::{Button, DeepLink, Press};
use crate::conversation::wording;

/// How much of a text is passed on, in UTF-16 units: half a phone screen, the rest is one tap away.
const BODY: usize = 700;

/// How many characters of it stand in a list.
const LINE: usize = 120;

/// Something that can be passed on.
#[derive(Debug, Clone, PartialEq)]
pub struct Article {
    /// What it is, by number and title.
    pub title: String,
    /// Its beginning in one line.
    pub description: String,
    /// What is passed on: the words with their citation, at most 4096 UTF-16 units.
    pub text: RichText,
    /// The way back to the bot.
    pub visit: Visit,
}

/// A way into the chat with the bot.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Visit {
    /// What stands on the button.
    pub label: String,
    /// What it opens.
    pub link: DeepLink,
}

impl Article {
    /// The inline query that finds just this: its title, for the person who passes it on, and its link.
    pub fn query(&self) -> String {
        let link = self.visit.link.encode();
        format!("{} {link}", wording::label(&self.title))
    }
}

/// The thing itself with the beginning of its text; `None` if the guide does not have it or it is not passed on.
pub(crate) fn of(guide: &Guide, target: &Target) -> Option<Article> {
    let citation = answer::cite_target(guide, target)?;
    let body = match target {
        Target::Place(id, part) => of_place(guide.place(id)?, part.as_ref()),
        Target::Example(id) => {
            let example = guide.example(id)?;
            let text = shortened(&example.text);
            if example.note.is_empty() {
                text
            } else {
                text.and(&marked(wording::NOTE, &shortened(&example.note)))
            }
        }
        Target::Term(id) => shortened(&guide.term(id)?.text),
        Target::Background(id) => shortened(&guide.background(id)?.text),
        Target::Answer(_) | Target::Gap(_) => return None,
    };
    made(guide, &citation, &body)
}

/// An answer: its quote, and the way to where it stands.
pub(crate) fn quoting(guide: &Guide, answer: &Answer) -> Option<Article> {
    made(guide, &answer.citation, &answer.quote)
}

/// The button that passes a thing on.
pub(crate) fn share_button(guide: &Guide, target: &Target) -> Option<Button> {
    let article = of(guide, target)?;
    Some(Button {
        label: wording::SHARE.to_owned(),
        press: Press::Share(Box::new(article)),
    })
}

/// The way to a thing in the chat; what has no screen of its own leads to its place.
pub(crate) fn link_to(guide: &Guide, target: &Target) -> Option<DeepLink> {
    Some(match target {
        Target::Place(id, _) => DeepLink::Place(id.clone()),
        Target::Example(id) => DeepLink::Example(id.clone()),
        Target::Term(id) => DeepLink::Term(id.clone()),
        Target::Background(id) => DeepLink::Background(id.clone()),
        Target::Answer(id) => DeepLink::Place(guide.answer(id)?.places.first()?.clone()),
        Target::Gap(_) => return None,
    })
}

fn of_place(place: &Place, part: Option<&PartId>) -> RichText {
    let part = part.and_then(|id| place.parts.iter().find(|part| part.id == *id));
    match part {
        Some(part) => RichText::default()
            .and_title(part.title.clone())
            .and(&shortened(&part.text)),
        None if place.opening.is_empty() => RichText::paragraph(wording::no_text(place)),
        None => shortened(&place.opening),
    }
}

fn made(guide: &Guide, citation: &Citation, body: &RichText) -> Option<Article> {
    Some(Article {
        title: ask::named(citation),
        description: line(body),
        text: body.clone().and(&aside(ask::cited(guide, citation))),
        visit: Visit {
            label: wording::OPEN_IN_CHAT.to_owned(),
            link: link_to(guide, &citation.target)?,
        },
    })
}

fn shortened(text: &RichText) -> RichText {
    if split::length(text) <= BODY {
        return text.clone();
    }
    let first = split::split(text, BODY).into_iter().next();
    first.unwrap_or_default().and_paragraph("…")
}

fn line(text: &RichText) -> String {
    let text = plain::render(text);
    let lines = text.lines().map(|line| line.trim_start_matches("- "));
    let words: Vec<&str> = lines.flat_map(str::split_whitespace).collect();
    let line = words.join(" ");
    if line.chars().count() <= LINE {
        return line;
    }
    let cut: String = line.chars().take(LINE - 1).collect();
    let end = cut.rfind(' ').filter(|end| *end > 0).unwrap_or(cut.len());
    format!(
        "{}…",
        cut[..end].trim_end_matches([',', ':', ';', ' ', '–', '.'])
    )
}

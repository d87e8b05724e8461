//! Things of the guide as they are passed on to other chats.
//!
//! What is passed on carries the same citation as an answer in the chat, so whoever reads it elsewhere sees where it
//! comes from. It is made from the guide alone; nothing of whoever passes it on is in it.

use crate::answer::{self, Answer, Citation};
use crate::conversation::value::{Article, ChatLink, DeepLink, label};
use crate::conversation::wording;
use crate::german::fold;
use crate::knowledge::{Guide, PartId, Place, Target};
use crate::text::{RichText, plain, split};

use super::citation;
use super::screen::{aside, marked};

/// How much of a text is passed on, in UTF-16 units: half a phone screen, the rest is one tap away.
const BODY: usize = 700;

/// How many characters of a query Telegram and its like take.
const QUERY: usize = 256;

/// How many characters of it stand in a list.
const LINE: usize = 120;

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

/// An answer: its quote, and the way to where it stands; `asked` is the question, where it finds this by itself.
pub(crate) fn quoting(guide: &Guide, answer: &Answer, asked: Option<&str>) -> Option<Article> {
    let article = made(guide, &answer.citation, &answer.quote)?;
    let asked = asked.filter(|asked| asked.chars().count() <= QUERY);
    Some(Article {
        query: asked.map_or(article.query, one_line),
        ..article
    })
}

/// The thing whose title is typed as it stands on what is passed on.
pub(crate) fn titled(guide: &Guide, title: &str) -> Option<Target> {
    let key = fold::key(title);
    let mut things = things(guide);
    things.find(|target| {
        let citation = answer::cite_target(guide, target);
        citation.is_some_and(|citation| fold::key(&name(&citation)) == key)
    })
}

/// Everything that can be passed on.
fn things(guide: &Guide) -> impl Iterator<Item = Target> {
    let places = guide.places.iter().flat_map(|place| {
        let parts = place.parts.iter().map(|part| Some(part.id.clone()));
        let parts = std::iter::once(None).chain(parts);
        parts.map(|part| Target::Place(place.id.clone(), part))
    });
    let examples = guide.examples.iter();
    let terms = guide.terms.iter();
    let texts = guide.background.iter();
    places
        .chain(examples.map(|example| Target::Example(example.id.clone())))
        .chain(terms.map(|term| Target::Term(term.id.clone())))
        .chain(texts.map(|text| Target::Background(text.id.clone())))
}

/// What a thing is called where it is passed on.
fn name(citation: &Citation) -> String {
    let name = one_line(&citation::named(citation));
    name.chars().take(QUERY).collect()
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
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
        title: citation::named(citation),
        query: name(citation),
        description: line(body),
        text: body.clone().and(&aside(citation::cited(guide, citation))),
        visit: ChatLink {
            label: wording::OPEN_IN_CHAT.to_owned(),
            link: DeepLink::to(guide, &citation.target)?,
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
    label::shortened(&words.join(" "), LINE)
}

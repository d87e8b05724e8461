//! Inline mode: what is offered to whoever types `@bot …` in any chat.
//!
//! Belongs to no chat: no session is read or kept, and what was typed is forgotten with the answer. The same search
//! as for questions decides what comes first; where the chat would ask back or refuse, nothing is offered but the way
//! into the chat. Everybody who types the same gets the same, so it may be kept for all.

use std::collections::HashSet;

use crate::answer::{Nothing, Outcome, Question};
use crate::conversation::hearing;
use crate::conversation::lookup::Lookup;
use crate::conversation::page::{articles, selection};
use crate::conversation::value::{Article, ChatLink, DeepLink, Selection};
use crate::conversation::wording;
use crate::knowledge::{Guide, Target};
use crate::language::Does;

/// How many articles are offered at once.
const PAGE: usize = 20;

/// The longest query that is looked at, in characters.
const LONGEST: usize = 256;

/// What is offered for an inline query.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct InlineOffer {
    /// What can be posted, best first; at most 20.
    pub articles: Vec<Article>,
    /// How many come before the next page, if there is one.
    pub next: Option<usize>,
    /// The way into the chat, where there is nothing to post.
    pub ask: Option<ChatLink>,
}

/// Offers what fits a query, page by page; `offset` is empty or the [`InlineOffer::next`] of the page before.
///
/// Total: a foreign offset gets an empty page.
pub fn offer(lookup: &dyn Lookup, query: &str, offset: &str) -> InlineOffer {
    let Some(before) = read(offset) else {
        return InlineOffer::default();
    };
    let guide = lookup.guide();
    let query: String = query.chars().take(LONGEST).collect();
    let finds = found(lookup, query.trim());
    let rest = finds.things.iter();
    let rest = rest.filter_map(|target| articles::of(guide, target));
    let mut seen = HashSet::new();
    let mut articles = finds
        .answer
        .into_iter()
        .chain(rest)
        .filter(|article| seen.insert(article.visit.link.clone()))
        .skip(before);
    let page: Vec<Article> = articles.by_ref().take(PAGE).collect();
    let next = articles.next().map(|_| before + PAGE);
    let ask = (page.is_empty() && before == 0).then(|| ChatLink {
        label: wording::ASK_IN_CHAT.to_owned(),
        link: DeepLink::Question,
    });
    InlineOffer {
        articles: page,
        next,
        ask,
    }
}

/// What fits a query, before it is put into pages.
#[derive(Default)]
struct Finds {
    answer: Option<Article>,
    things: Vec<Target>,
}

impl Finds {
    fn of(things: Vec<Target>) -> Self {
        Self {
            answer: None,
            things,
        }
    }
}

/// The number of articles before a page; `None` for what we never gave out.
fn read(offset: &str) -> Option<usize> {
    if offset.is_empty() {
        return Some(0);
    }
    let number: u16 = offset.parse().ok()?;
    (number.to_string() == offset).then(|| usize::from(number))
}

fn found(lookup: &dyn Lookup, query: &str) -> Finds {
    let guide = lookup.guide();
    if query.is_empty() {
        return Finds::of(beginnings(guide));
    }
    let titled = || articles::titled(guide, query);
    if let Some(target) = shared(guide, query).or_else(titled) {
        return Finds::of(vec![target]);
    }
    if let Some(wanted) = all_of_a_kind(lookup, query) {
        return Finds::of(wanted);
    }
    let question = Question {
        text: query.to_owned(),
        ..Question::default()
    };
    let response = lookup.answer(&question, &lookup.read(query));
    let none = match response.outcome {
        Outcome::Answer(answer) => {
            let others = answer.also.iter().map(|also| also.citation.target.clone());
            return Finds {
                answer: articles::quoting(guide, &answer, Some(query)),
                things: others.chain(listed(lookup, query)).collect(),
            };
        }
        Outcome::NoAnswer(none) => none,
        Outcome::Intent(_) => return Finds::default(),
    };
    Finds::of(match none.why {
        Nothing::JustAPlace(id) | Nothing::PlaceWithoutText(id) => {
            let examples = selection::fitting(guide, &Selection::at(&id));
            let place = Target::Place(id, None);
            std::iter::once(place).chain(examples).collect()
        }
        Nothing::JustAMunicipality(id) => selection::fitting(guide, &Selection::of(&id)),
        Nothing::NotInGuide if hearing::is_keyword(lookup, query) => listed(lookup, query),
        // Perhaps a word of which the rest is still to come.
        Nothing::OffTopic if !query.contains(char::is_whitespace) => listed(lookup, query),
        Nothing::NotInGuide | Nothing::NotInMunicipality(_) | Nothing::Gap(_) => {
            none.nearest.into_iter().map(|near| near.target).collect()
        }
        _ => Vec::new(),
    })
}

/// Where one can begin: the steps.
fn beginnings(guide: &Guide) -> Vec<Target> {
    let steps = guide.steps();
    steps
        .map(|step| Target::Place(step.id.clone(), None))
        .collect()
}

/// What follows "beispiele" and "begriffe", as in the chat.
fn all_of_a_kind(lookup: &dyn Lookup, query: &str) -> Option<Vec<Target>> {
    let guide = lookup.guide();
    let read = lookup.read(query);
    let understood = read.intents.first()?;
    match understood.does {
        Does::ExamplesFor => {
            let (selection, rest) = selection::named_in(lookup, understood.slots.rest.as_deref()?);
            Some(found_in(lookup, &selection, &rest))
        }
        Does::Examples | Does::AllExamples => {
            Some(selection::fitting(guide, &Selection::default()))
        }
        Does::Glossary => {
            let terms = guide.terms.iter();
            Some(terms.map(|term| Target::Term(term.id.clone())).collect())
        }
        _ => None,
    }
}

/// The one thing that a share button asks for, by the link at the end of its query.
fn shared(guide: &Guide, query: &str) -> Option<Target> {
    let link = DeepLink::decode(query.split_whitespace().next_back()?)?;
    link.renamed(guide).target(guide)
}

/// What the words find: the examples of a town that is named, then everything.
fn listed(lookup: &dyn Lookup, words: &str) -> Vec<Target> {
    let (selection, rest) = selection::named_in(lookup, words);
    let of_town = selection.municipality.is_some();
    let of_town = of_town.then(|| found_in(lookup, &selection, &rest));
    let of_town = of_town.into_iter().flatten();
    of_town.chain(lookup.find(words)).collect()
}

/// The examples of a selection that these words find; all of it where there are no words.
fn found_in(lookup: &dyn Lookup, selection: &Selection, words: &str) -> Vec<Target> {
    if words.is_empty() {
        return selection::fitting(lookup.guide(), selection);
    }
    let found = lookup.examples(words, selection.municipality.as_ref());
    found.into_iter().map(Target::Example).collect()
}

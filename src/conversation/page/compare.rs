//! Municipalities side by side: of each its best example, with what one compares of it and where it comes from.

use std::collections::BTreeMap;

use crate::conversation::value::label::{label, shortened};
use crate::conversation::value::{Action, Button, Session, SideBySide};
use crate::conversation::wording;
use crate::german::sentences::sentences;
use crate::knowledge::{Example, ExampleFact, Guide, Municipality};
use crate::text::{Block, RichText, Span, plain};

use super::screen::{Screen, aside, lines};
use super::{citation, examples, links, phone};

/// How much of each is shown where there is room, and how little where there is none: characters of the first sentence,
/// whether it stands beside facts, and how many facts.
const ROOM: [(usize, bool, usize); 4] = [
    (160, true, 3),
    (160, false, 3),
    (80, false, 2),
    (80, false, 1),
];

/// How many lines have room.
const LINES: usize = 26;

/// What a municipality has to show: its best example, if any, and how many more.
pub(crate) struct Compared<'g> {
    pub(crate) town: &'g Municipality,
    pub(crate) best: Option<&'g Example>,
    /// Whether one it shares with a municipality before it is all it has.
    pub(crate) together: bool,
    pub(crate) more: usize,
}

/// The button that compares what several municipalities of a list did.
pub(crate) fn of_list<'e>(
    all: impl IntoIterator<Item = &'e Example>,
    what: SideBySide,
) -> Option<Button> {
    let mut towns: Vec<_> = all
        .into_iter()
        .map(|example| &example.municipality)
        .collect();
    towns.sort();
    towns.dedup();
    (towns.len() > 1).then(|| Button::act(wording::COMPARE, Action::Compare(what)))
}

/// A comparison under its title.
pub(crate) fn screen(
    guide: &Guide,
    session: &Session,
    view: SideBySide,
    title: &str,
    towns: &[Compared<'_>],
) -> Screen {
    let shared = shared(towns);
    let within = |room| {
        let blocks = towns.iter().map(|of| block(guide, of, &shared, room));
        let title = RichText::default().and_title(title);
        blocks.fold(title, |text, block| text.and(&block))
    };
    let fits = |text: &RichText| phone::height(text) <= LINES;
    let [.., least] = ROOM;
    let text = ROOM.into_iter().map(within).find(fits);
    let text = text.unwrap_or_else(|| within(least));
    let open = towns.iter().filter_map(|of| of.best).enumerate();
    let open = open.map(|(at, example)| {
        let label = label(&format!("{} {}", at + 1, examples::named(guide, example)));
        Button::act(label, Action::Example(example.id.clone()))
    });
    let place = view.place.as_ref().and_then(|id| guide.place(id));
    let list = place.and_then(|place| links::examples_at(guide, place));
    Screen {
        listed: towns
            .iter()
            .filter_map(|of| Some(of.best?.id.clone()))
            .collect(),
        ..Screen::of(Action::Compare(view), text)
    }
    .column(open)
    .ways(guide, session, list)
}

/// What a municipality did.
fn block(
    guide: &Guide,
    of: &Compared<'_>,
    shared: &[ExampleFact],
    (sentence, beside_facts, most): (usize, bool, usize),
) -> RichText {
    let Some(example) = of.best else {
        let said = match of.together {
            true => wording::SHOWN_ABOVE,
            false => wording::NO_EXAMPLES,
        };
        return RichText::default()
            .and_title(&*of.town.name)
            .and_paragraph(said);
    };
    let facts = facts(example, shared, most);
    let mut text = RichText::default().and_title(examples::named(guide, example));
    if beside_facts || facts.is_empty() {
        text = text.and_paragraph(first_sentence(&example.text, sentence));
    }
    text = text.and(&lines(facts));
    let place = example.places.iter().find_map(|id| guide.place(id));
    let mut from: Vec<String> = place
        .map(|place| place.number.clone())
        .into_iter()
        .collect();
    from.push(citation::source_line(guide, &example.from, false));
    from.extend((of.more > 0).then(|| wording::more_examples(of.more)));
    text.and(&aside(from.join(" · ")))
}

/// The facts that more than one of them has: what can be compared.
fn shared(towns: &[Compared<'_>]) -> Vec<ExampleFact> {
    let mut counts: BTreeMap<ExampleFact, usize> = BTreeMap::new();
    let examples = towns.iter().filter_map(|of| of.best);
    for fact in examples.flat_map(|example| example.compared().into_keys()) {
        *counts.entry(fact).or_default() += 1;
    }
    let shared = counts.into_iter().filter(|(_, count)| *count > 1);
    shared.map(|(fact, _)| fact).collect()
}

/// The first facts of an example, those first that others have too.
fn facts(example: &Example, shared: &[ExampleFact], most: usize) -> Vec<Vec<Span>> {
    let mut facts: Vec<(ExampleFact, &str)> = example.compared().into_iter().collect();
    facts.sort_by_key(|(fact, _)| (!shared.contains(fact), *fact));
    facts.truncate(most);
    facts.sort_by_key(|(fact, _)| *fact);
    let line = |(fact, value): (ExampleFact, &str)| {
        vec![
            Span::strong(format!("{} ", wording::fact(fact))),
            Span::plain(value),
        ]
    };
    facts.into_iter().map(line).collect()
}

/// The first sentence of a text: what was done.
fn first_sentence(text: &RichText, most: usize) -> String {
    let first = text
        .blocks
        .first()
        .cloned()
        .into_iter()
        .collect::<Vec<Block>>();
    let text = plain::render(&RichText { blocks: first });
    let first = sentences(&text).into_iter().next();
    shortened(first.map_or(&*text, |at| &text[at]).trim(), most)
}

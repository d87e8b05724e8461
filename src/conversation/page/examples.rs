//! A list of examples, and one of them.

use crate::conversation::value::label::label;
use crate::conversation::value::{Action, Button, Selection, Session};
use crate::conversation::wording;
use crate::knowledge::{Example, ExampleId, Guide, Municipality, MunicipalityId, Notice, Target};
use crate::text::{RichText, Span};

use super::paging::{Paging, pages};
use super::screen::{Screen, aside, lines, marked};
use super::{citation, links, materials, selection as selected};

/// How many examples stand on one page.
const PAGE: usize = 5;

/// A page of a selection; `found` are the words that were searched by, and what they found.
pub(crate) fn list(
    guide: &Guide,
    session: &Session,
    selection: &Selection,
    found: Option<(&str, &[ExampleId])>,
) -> Screen {
    let examples = selected::chosen(guide, selection, found.map(|(_, found)| found));
    let (paging, shown) = Paging::over(&examples, PAGE, selection.page);
    let town = selection.municipality.as_ref();
    let town = town.and_then(|id| guide.municipality(id));
    let mut text = RichText::default()
        .and_title(title(guide, selection, town, found.map(|(words, _)| words)))
        .and_paragraph(if examples.is_empty() {
            wording::NO_EXAMPLES.to_owned()
        } else {
            wording::example_count(examples.len(), paging.at, paging.count)
        });
    if let Some(town) = town.filter(|_| paging.at == 0) {
        text = text.and(&town.note);
    }
    let entries = shown
        .clone()
        .map(|(at, example)| entry(guide, selection, at + 1, example));
    let open = shown.map(|(at, example)| {
        let name = format!("{} {}", at + 1, short_name(guide, selection, example));
        Button::act(label(&name), Action::Example(example.id.clone()))
    });
    Screen {
        listed: examples.iter().map(|example| example.id.clone()).collect(),
        ..Screen::new(text.and(&lines(entries)))
    }
    .column(open)
    .row(paging.turning(|page| Action::Examples(selection.on_page(page))))
    .row(around(guide, selection, examples.len()))
    .back_or_overview(guide, session)
}

fn title(
    guide: &Guide,
    selection: &Selection,
    town: Option<&Municipality>,
    words: Option<&str>,
) -> String {
    let place = selection.place.as_ref().and_then(|id| guide.place(id));
    wording::examples_title(words, town.map(|town| town.name.as_str()), place)
}

/// What one can do with a list as a whole.
fn around(guide: &Guide, selection: &Selection, count: usize) -> Vec<Button> {
    let mut buttons = Vec::new();
    if count > 1 {
        let narrow = Action::Narrow(selection.on_page(0));
        buttons.push(Button::act(wording::NARROW, narrow));
    }
    if selection.words.is_some() {
        buttons.push(Button::act(wording::AS_QUESTION, Action::WordsAsQuestion));
    }
    let narrowed = selection.place.is_some() || selection.municipality.is_some();
    if (narrowed || count == 0) && !guide.examples.is_empty() {
        buttons.push(links::all_examples());
    }
    buttons
}

fn entry(guide: &Guide, selection: &Selection, number: usize, example: &Example) -> Vec<Span> {
    let places: Vec<&str> = example
        .places
        .iter()
        .filter_map(|id| guide.place(id))
        .map(|place| place.number.as_str())
        .collect();
    let mut remarks = Vec::new();
    if !places.is_empty() {
        remarks.push(wording::at_places(&places));
    }
    remarks.extend(example.period.clone());
    let remarks = remarks.into_iter().map(|remark| format!(" · {remark}"));
    vec![
        Span::strong(format!("{number} ")),
        Span::plain(format!(
            "{}{}",
            name_in(guide, selection, example),
            remarks.collect::<String>()
        )),
    ]
}

/// What an example is called in a list: with its towns, unless the list is of one town anyway.
fn name_in(guide: &Guide, selection: &Selection, example: &Example) -> String {
    let alone = example.also.is_empty();
    if alone && selection.municipality.as_ref() == Some(&example.municipality) {
        return example.title.clone();
    }
    let towns = std::iter::once(&example.municipality).chain(&example.also);
    format!("{}: {}", names(guide, towns), example.title)
}

/// The same for a button, where room is short: one town at most.
fn short_name(guide: &Guide, selection: &Selection, example: &Example) -> String {
    if selection.municipality.is_some() {
        return example.title.clone();
    }
    format!(
        "{}: {}",
        names(guide, [&example.municipality]),
        example.title
    )
}

fn names<'e>(guide: &Guide, towns: impl IntoIterator<Item = &'e MunicipalityId>) -> String {
    let name = |id: &MunicipalityId| {
        let town = guide.municipality(id);
        town.map_or_else(|| id.to_string(), |town| town.name.clone())
    };
    let names: Vec<String> = towns.into_iter().map(name).collect();
    names.join(", ")
}

/// An example, long ones page by page.
pub(crate) fn example(guide: &Guide, session: &Session, example: &Example, page: u16) -> Screen {
    let pages = pages(&body(guide, example));
    let paging = Paging::of(page, pages.len());
    let town = names(guide, [&example.municipality]);
    let title = format!("{}: {}", wording::example_of(&town), example.title);
    let mut text = RichText::default().and_title(title);
    if paging.at == 0 {
        text = text.and(&facts(guide, example));
    }
    text = text.and(&paging.note());
    if let Some((_, page)) = pages.get(paging.at) {
        text = text.and(page);
    }
    text = text.and(&aside(citation::provenance(guide, &example.from)));
    let addresses = example.materials.iter().filter_map(links::address);
    let pictures = materials::pictures(&example.materials, |material| {
        Action::ExamplePicture(example.id.clone(), material)
    });
    let places = example.places.iter().filter_map(|id| guide.place(id));
    let share = links::share(guide, &Target::Example(example.id.clone()));
    let others = Selection::of(&example.municipality);
    Screen::new(text)
        .column(addresses)
        .column(pictures)
        .row(paging.turning(|page| Action::ExamplePage(example.id.clone(), page)))
        .row(places.take(2).map(links::read).chain(share))
        .row([links::examples(wording::other_examples(&town), others)])
        .back_or_overview(guide, session)
}

/// When it was, where it belongs, who took part.
fn facts(guide: &Guide, example: &Example) -> RichText {
    let fact =
        |name: &str, value: String| vec![Span::strong(format!("{name} ")), Span::plain(value)];
    let mut facts = Vec::new();
    facts.extend(
        example
            .period
            .clone()
            .map(|period| fact(wording::PERIOD, period)),
    );
    if !example.also.is_empty() {
        facts.push(fact(wording::TOGETHER_WITH, names(guide, &example.also)));
    }
    let places: Vec<String> = example
        .places
        .iter()
        .filter_map(|id| guide.place(id))
        .map(|place| format!("{} {}", place.number, place.title))
        .collect();
    if !places.is_empty() {
        let mut value = places.join("; ");
        if example.editorial {
            let mark = citation::notice(guide, Notice::Editorial);
            value = format!("{value} ({mark})");
        }
        facts.push(fact(wording::BELONGS_TO, value));
    }
    lines(facts)
}

/// The text with its note, then its materials, then its sources.
fn body(guide: &Guide, example: &Example) -> Vec<(String, RichText)> {
    let mut text = example.text.clone();
    if !example.note.is_empty() {
        text = text.and(&marked(wording::NOTE, &example.note));
    }
    let materials = example.materials.iter();
    let materials = materials.fold(RichText::default(), |text, material| {
        text.and(&materials::entry(guide, material))
    });
    let sources = citation::sources(guide, &example.from);
    [
        (String::new(), text),
        (wording::MATERIALS.to_owned(), materials),
        (wording::SOURCES.to_owned(), sources),
    ]
    .into_iter()
    .filter(|(_, text)| !text.is_empty())
    .collect()
}

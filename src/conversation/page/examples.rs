//! A list of examples, and one of them.

use crate::conversation::value::label::label;
use crate::conversation::value::{Action, Button, Selection, Session, SideBySide};
use crate::conversation::wording;
use crate::knowledge::{Example, ExampleId, Guide, Municipality, MunicipalityId, Notice, Target};
use crate::text::{RichText, Span};

use super::paging::{Paging, pages};
use super::screen::{Screen, aside, lines, marked};
use super::{bookmarks, citation, compare, links, materials, selection as selected};

/// How many examples stand on one page.
const PAGE: usize = 6;

/// A page of a selection; `found` are the words that were searched by, and what they found.
pub(crate) fn list(
    guide: &Guide,
    session: &Session,
    selection: &Selection,
    found: Option<(&str, &[ExampleId])>,
) -> Screen {
    let examples = selected::chosen(guide, selection, found.map(|(_, found)| found));
    let count = examples.len();
    let what = SideBySide {
        place: selection.place.clone(),
        words: selection.words,
        ..SideBySide::default()
    };
    let compare = compare::of_list(examples.iter().copied(), what);
    let title = title(guide, selection, found.map(|(words, _)| words));
    let at = |page| Action::Examples(selection.on_page(page));
    let town = selection.municipality.as_ref();
    let note = town
        .and_then(|id| guide.municipality(id))
        .map(|town| &town.note);
    let list = Listed {
        title,
        note,
        examples,
        page: selection.page,
    };
    listed(guide, list, town.is_some(), at)
        .row(around(
            guide,
            selection,
            found.map(|(words, _)| words),
            count,
        ))
        .row(compare)
        .ways(guide, session, [])
}

/// Examples that are like another one.
pub(crate) fn similar(
    guide: &Guide,
    session: &Session,
    like: &Example,
    found: &[ExampleId],
) -> Screen {
    let examples: Vec<&Example> = found.iter().filter_map(|id| guide.example(id)).collect();
    let what = SideBySide {
        like: Some(like.id.clone()),
        ..SideBySide::default()
    };
    let compare = compare::of_list(examples.iter().copied().chain([like]), what);
    let title = wording::similar_to(like.on_button());
    let list = Listed {
        title,
        note: None,
        examples,
        page: 0,
    };
    listed(guide, list, false, |_| Action::Similar(like.id.clone()))
        .row(compare)
        .ways(guide, session, [])
}

/// What a list shows.
struct Listed<'g> {
    title: String,
    note: Option<&'g RichText>,
    examples: Vec<&'g Example>,
    page: u16,
}

/// A page of a list: the examples are its buttons.
fn listed(
    guide: &Guide,
    list: Listed<'_>,
    of_one_town: bool,
    at: impl Fn(u16) -> Action,
) -> Screen {
    let (paging, shown) = Paging::over(&list.examples, PAGE, list.page);
    let count = list.examples.len();
    let mut text = RichText::default()
        .and_title(list.title)
        .and_paragraph(if count == 0 {
            wording::NO_EXAMPLES.to_owned()
        } else {
            wording::example_count(count, paging.at, paging.count)
        });
    if let Some(note) = list.note.filter(|_| paging.at == 0) {
        text = text.and(note);
    }
    let open = shown.map(|(at, example)| {
        let name = if of_one_town {
            example.on_button().to_owned()
        } else {
            named(guide, example)
        };
        let label = label(&format!("{} {name}", at + 1));
        Button::act(label, Action::Example(example.id.clone()))
    });
    let page = u16::try_from(paging.at).unwrap_or(u16::MAX);
    Screen {
        listed: list
            .examples
            .iter()
            .map(|example| example.id.clone())
            .collect(),
        ..Screen::of(at(page), text)
    }
    .column(open)
    .row(paging.turning(at))
}

/// An example among those of other towns.
pub(crate) fn named(guide: &Guide, example: &Example) -> String {
    let town = guide.municipality(&example.municipality);
    let town = town.map_or(example.municipality.as_str(), Municipality::on_button);
    format!("{town}: {}", example.on_button())
}

fn title(guide: &Guide, selection: &Selection, words: Option<&str>) -> String {
    let place = selection.place.as_ref().and_then(|id| guide.place(id));
    let town = selection.municipality.as_ref();
    let town = town.and_then(|id| guide.municipality(id));
    wording::examples_title(
        &guide.manifest.words,
        words,
        town.map(|town| town.name.as_str()),
        place,
    )
}

/// What one can do with a list as a whole: narrow it, or take the filter away again and keep the words.
fn around(guide: &Guide, selection: &Selection, words: Option<&str>, count: usize) -> Vec<Button> {
    let mut buttons = Vec::new();
    if count > 1 && (selection.place.is_none() || selection.municipality.is_none()) {
        let narrow = Action::Narrow(selection.on_page(0));
        buttons.push(Button::act(wording::NARROW, narrow));
    }
    if selection.place.is_some() || selection.municipality.is_some() {
        let without = Selection {
            words: selection.words,
            ..Selection::default()
        };
        let label = wording::without_filter(words);
        buttons.push(links::examples(label, without));
    } else if count == 0 && !guide.examples.is_empty() {
        buttons.push(links::all_examples());
    }
    if selection.words.is_some() && count == 0 {
        buttons.push(Button::act(wording::AS_QUESTION, Action::WordsAsQuestion));
    }
    buttons
}

fn names<'e>(guide: &Guide, towns: impl IntoIterator<Item = &'e MunicipalityId>) -> String {
    let name = |id: &MunicipalityId| {
        let town = guide.municipality(id);
        town.map_or_else(|| id.to_string(), |town| town.name.clone())
    };
    let names: Vec<String> = towns.into_iter().map(name).collect();
    names.join(", ")
}

/// An example, long ones page by page; materials and sources stand behind the last page of its text.
pub(crate) fn example(guide: &Guide, session: &Session, example: &Example, page: u16) -> Screen {
    let texts = pages(&[(String::new(), text_of(guide, example))]);
    let besides = pages(&besides(guide, example));
    let all: Vec<&RichText> = texts.iter().chain(&besides).map(|(_, page)| page).collect();
    let paging = Paging::of(page, all.len());
    let is_text = paging.at < texts.len();
    let title = title_of(guide, example);
    let text = match is_text {
        true => Paging::of(page, texts.len()).titled(title),
        false => RichText::default().and_title(title),
    };
    let mut text = text.and(all.get(paging.at).unwrap_or(&&RichText::default()));
    if is_text {
        text = text.and(&aside(citation::source_line(guide, &example.from, false)));
    }
    let at = |page| match page {
        0 => Action::Example(example.id.clone()),
        page => Action::ExamplePage(example.id.clone(), page),
    };
    let mut turning = paging.turning(at);
    if paging.at + 1 == texts.len()
        && let Some(on) = turning.last_mut()
        && !paging.is_last()
    {
        // What comes now is no more of the text: "weiter" does not lead there.
        wording::behind_example(!example.materials.is_empty()).clone_into(&mut on.label);
    }
    let here = at(u16::try_from(paging.at).unwrap_or(u16::MAX));
    let screen = Screen::of(here, text);
    let place = example.places.iter().find_map(|id| guide.place(id));
    if !is_text {
        let addresses = example.materials.iter().filter_map(links::address);
        let pictures = materials::pictures(&example.materials, |material| {
            Action::ExamplePicture(example.id.clone(), material)
        });
        return screen.column(addresses).column(pictures).row(turning).ways(
            guide,
            session,
            place.map(links::read),
        );
    }
    // Where pages are turned both ways, there is room for five more buttons.
    let share = (turning.len() < 2)
        .then(|| links::share(guide, &Target::Example(example.id.clone())))
        .flatten();
    let keep = bookmarks::toggle(session, &example.id);
    let similar = Button::act(wording::SIMILAR, Action::Similar(example.id.clone()));
    screen
        .row(turning.into_iter().chain([keep, similar]).chain(share))
        .ways(guide, session, place.map(links::read))
}

/// Whose it is, unless it belongs to several, and what it is called.
fn title_of(guide: &Guide, example: &Example) -> String {
    match is_joint(guide, example) {
        true => example.title.clone(),
        false => {
            let town = names(guide, [&example.municipality]);
            format!("{town}: {}", example.title)
        }
    }
}

/// What one compares with others, and who took part.
fn facts(guide: &Guide, example: &Example) -> RichText {
    let labelled =
        |name: &str, value: &str| vec![Span::strong(format!("{name} ")), Span::plain(value)];
    let facts = example.compared().into_iter();
    let facts = facts.map(|(fact, value)| labelled(wording::fact(fact), value));
    let taking_part = (!example.also.is_empty())
        .then(|| labelled(together(guide, example), &names(guide, &example.also)));
    lines(facts.chain(taking_part))
}

/// What stands before those who took part.
fn together(guide: &Guide, example: &Example) -> &'static str {
    match is_joint(guide, example) {
        true => wording::TAKING_PART,
        false => wording::TOGETHER_WITH,
    }
}

/// Whether it belongs to several municipalities and to none of them more than to the others.
fn is_joint(guide: &Guide, example: &Example) -> bool {
    let town = guide.municipality(&example.municipality);
    town.is_some_and(|town| town.joint)
}

/// The facts, and the text with its note.
fn text_of(guide: &Guide, example: &Example) -> RichText {
    let text = facts(guide, example).and(&example.text);
    if example.note.is_empty() {
        return text;
    }
    text.and(&marked(wording::NOTE, &example.note))
}

/// The materials; the sources, where it belongs and whose words these are.
fn besides(guide: &Guide, example: &Example) -> Vec<(String, RichText)> {
    let materials = example.materials.iter();
    let materials = materials.fold(RichText::default(), |text, material| {
        text.and(&materials::entry(guide, material))
    });
    let sources = citation::sources(guide, &example.from)
        .and(&lines(belongs_to(guide, example)))
        .and(&aside(citation::provenance(guide, &example.from)));
    let titled = [(wording::MATERIALS, materials), (wording::SOURCES, sources)];
    let titled = titled.into_iter().filter(|(_, text)| !text.is_empty());
    titled
        .map(|(title, text)| (title.to_owned(), text))
        .collect()
}

/// Where it belongs in the guide, and who says so.
fn belongs_to(guide: &Guide, example: &Example) -> Option<Vec<Span>> {
    let places: Vec<String> = example
        .places
        .iter()
        .filter_map(|id| guide.place(id))
        .map(|place| format!("{} {}", place.number, place.title))
        .collect();
    let mut value = places.join("; ");
    if example.editorial {
        let mark = citation::notice(guide, Notice::Editorial);
        value = format!("{value} ({mark})");
    }
    let named = [
        Span::strong(format!("{} ", wording::BELONGS_TO)),
        Span::plain(value),
    ];
    (!places.is_empty()).then(|| named.to_vec())
}

//! Examples: finding them by words, narrowing them by municipality and step, reading one.
//!
//! The words of a search do not fit into a button, so the session holds the last ones and the buttons carry their
//! fingerprint: an old list whose words are gone says so instead of showing other finds.

use crate::german::fold;
use crate::knowledge::{
    Example, ExampleId, Guide, Municipality, MunicipalityId, Notice, Place, Target,
};
use crate::text::{RichText, Span};
use crate::understanding::PlaceNamed;

use crate::conversation::flows::{materials, place, start};
use crate::conversation::lookup::Lookup;
use crate::conversation::page::screen::{Screen, aside, clamp, lines, marked, pages, turning};
use crate::conversation::page::{articles, provenance};
use crate::conversation::value::{Action, Button, Moment, Prompt, Selection, Session, fingerprint};
use crate::conversation::wording;

/// How many examples stand on one page.
const PAGE: usize = 5;

/// How many characters are searched by, and remembered for turning pages.
const WORDS: usize = 80;

/// Asks for words, with the towns to choose from.
pub(crate) fn invite(guide: &Guide, session: &mut Session, now: Moment) -> Screen {
    session.prompt = Some((Prompt::Words, now));
    let all = Selection::default();
    let screen = Screen::saying(wording::WHICH_WORDS)
        .row(town_buttons(guide, &all))
        .row([
            Button::act(wording::ALL_EXAMPLES, Action::Examples(all.clone())),
            Button::act(wording::NARROW, Action::Narrow(all)),
        ]);
    screen.row(way_back(guide, session))
}

/// Finds examples by words; a town or a step named among them narrows the search.
pub(crate) fn search(
    lookup: &dyn Lookup,
    session: &mut Session,
    words: &str,
    now: Moment,
) -> Screen {
    let guide = lookup.guide();
    let words: String = words.chars().take(WORDS).collect();
    if let Some(town) = lookup
        .read(&words)
        .questions
        .first()
        .and_then(|asked| asked.unknown_town.clone())
    {
        return unknown_town(guide, session, &town);
    }
    let (mut selection, rest) = named_in(lookup, &words);
    // From here on these examples are what is talked about.
    session.topic = None;
    if rest.is_empty() {
        return listed(guide, session, &selection, None);
    }
    session.searched = Some((rest.clone(), now));
    selection.words = Some(print_of(&rest));
    list(lookup, session, &selection)
}

/// The list of another town, where a town is all that is said after a list: "und in Bochum?" goes on with its words.
pub(crate) fn of_another_town(
    lookup: &dyn Lookup,
    session: &mut Session,
    text: &str,
    now: Moment,
) -> Option<Screen> {
    let (words, _) = session
        .searched
        .clone()
        .filter(|_| session.topic.is_none())?;
    let read = lookup.read(text);
    let town = read
        .intents
        .iter()
        .find_map(|understood| understood.slots.town.as_ref())?;
    let name = lookup.guide().municipality(town)?.name.clone();
    Some(search(lookup, session, &format!("{words} {name}"), now))
}

/// The town and the place that words name, and the words without them.
pub(crate) fn named_in(lookup: &dyn Lookup, words: &str) -> (Selection, String) {
    let Some(asked) = lookup.read(words).questions.into_iter().next() else {
        return (Selection::default(), words.to_owned());
    };
    let selection = Selection {
        municipality: asked.towns.into_iter().next(),
        place: match asked.place {
            Some(PlaceNamed::Known(place)) => Some(place),
            _ => None,
        },
        ..Selection::default()
    };
    let rest = if asked.content == 0 {
        String::new()
    } else {
        without_lead(lookup, &asked.without_names)
    };
    (selection, rest)
}

/// Words without those before the first that says something: "einen Sprachkurs" is "Sprachkurs".
fn without_lead(lookup: &dyn Lookup, words: &str) -> String {
    let known = &lookup.pack().words;
    let mut tokens = fold::tokens(words).into_iter();
    let first = tokens.find(|token| known.is_content(&token.key));
    first
        .map_or(words, |first| &words[first.range.start..])
        .to_owned()
}

/// A town that the guide does not have, and those it has.
pub(crate) fn unknown_town(guide: &Guide, session: &Session, name: &str) -> Screen {
    let known: Vec<&str> = towns(guide, &Selection::default())
        .into_iter()
        .map(|(town, _)| town.name.as_str())
        .collect();
    let screen = Screen::saying(wording::unknown_municipality(name, &known));
    let towns = town_buttons(guide, &Selection::default());
    start::onward(guide, session, screen.row(towns))
}

/// The list of what these words find, and the button that leads to it, where they find more than one example.
pub(crate) fn found(
    lookup: &dyn Lookup,
    session: &mut Session,
    words: &str,
    now: Moment,
) -> Option<(Button, Screen)> {
    let words: String = words.chars().take(WORDS).collect();
    let (mut selection, rest) = named_in(lookup, &words);
    if rest.is_empty() {
        return None;
    }
    let found = lookup.examples(&rest, selection.municipality.as_ref());
    if found.len() < 2 {
        return None;
    }
    selection.words = Some(print_of(&rest));
    session.searched = Some((rest.clone(), now));
    let all = Button::act(wording::MORE_EXAMPLES, Action::Examples(selection.clone()));
    let list = listed(lookup.guide(), session, &selection, Some((&rest, &found)));
    Some((all, list))
}

/// A page of a selection.
pub(crate) fn list(lookup: &dyn Lookup, session: &Session, selection: &Selection) -> Screen {
    let guide = lookup.guide();
    let Some(wanted) = selection.words else {
        return listed(guide, session, selection, None);
    };
    let words = session.searched.as_ref().map(|(words, _)| words.as_str());
    let Some(words) = words.filter(|words| print_of(words) == wanted) else {
        let without = Selection {
            words: None,
            ..selection.clone()
        };
        return listed(guide, session, &without, None).headed(wording::SEARCH_LAPSED);
    };
    let found = lookup.examples(words, selection.municipality.as_ref());
    listed(guide, session, selection, Some((words, &found)))
}

/// A page of a selection whose words, if any, were already searched by.
pub(crate) fn listed(
    guide: &Guide,
    session: &Session,
    selection: &Selection,
    found: Option<(&str, &[ExampleId])>,
) -> Screen {
    let examples = chosen(guide, selection, found.map(|(_, found)| found));
    let count = examples.len().div_ceil(PAGE);
    let at = clamp(selection.page, count);
    let town = town_of(guide, selection);
    let title = wording::examples_title(
        found.map(|(words, _)| words),
        town.map(|town| town.name.as_str()),
        selection.place.as_ref().and_then(|id| guide.place(id)),
    );
    let mut text = RichText::default().and_title(title);
    if examples.is_empty() {
        text = text.and_paragraph(wording::NO_EXAMPLES);
    } else {
        text = text.and_paragraph(wording::example_count(examples.len(), at, count));
    }
    if let Some(town) = town.filter(|_| at == 0) {
        text = text.and(&town.note);
    }
    let shown: Vec<(usize, &Example)> = examples
        .iter()
        .enumerate()
        .skip(at * PAGE)
        .take(PAGE)
        .map(|(at, example)| (at + 1, *example))
        .collect();
    text =
        text.and(&lines(shown.iter().map(|(number, example)| {
            entry(guide, selection, *number, example)
        })));
    let open = shown.iter().map(|(number, example)| {
        let label = format!("{number} {}", label_in(guide, selection, example));
        Button::act(wording::label(&label), Action::Example(example.id.clone()))
    });
    let screen = Screen {
        listed: examples.iter().map(|example| example.id.clone()).collect(),
        ..Screen::new(text)
    };
    screen
        .column(open)
        .row(turning(at, count, |page| {
            Action::Examples(selection.on_page(page))
        }))
        .row(around(guide, selection, &examples))
        .row(way_back(guide, session))
}

/// Towns and steps to narrow a selection by.
pub(crate) fn narrow(guide: &Guide, session: &Session, selection: &Selection) -> Screen {
    let steps = guide.steps().filter_map(|step| {
        let at = Selection {
            place: Some(step.id.clone()),
            ..selection.on_page(0)
        };
        let any = any(guide, &at);
        any.then(|| Button::act(wording::only_at(step), Action::Examples(at)))
    });
    let towns = towns(guide, selection).into_iter().map(|(town, _)| {
        let of = Selection {
            municipality: Some(town.id.clone()),
            ..selection.on_page(0)
        };
        Button::act(wording::only_from(&town.name), Action::Examples(of))
    });
    Screen::saying(wording::NARROW_TO)
        .row(towns)
        .row(steps)
        .row([Button::act(
            wording::ALL_EXAMPLES,
            Action::Examples(Selection::default()),
        )])
        .row(way_back(guide, session))
}

/// An example, long ones page by page.
pub(crate) fn example(guide: &Guide, session: &Session, id: &ExampleId, page: u16) -> Screen {
    let Some(example) = guide.example(id) else {
        return listed(guide, session, &Selection::default(), None).headed(wording::EXAMPLE_GONE);
    };
    let pages = pages(&body(guide, example));
    let at = clamp(page, pages.len());
    let mut text = RichText::default().and_title(format!(
        "{}: {}",
        wording::example_of(&town_name(guide, &example.municipality)),
        example.title
    ));
    if at == 0 {
        text = text.and(&facts(guide, example));
    }
    if pages.len() > 1 {
        text = text.and_paragraph(wording::page_of(at, pages.len()));
    }
    if let Some((_, page)) = pages.get(at) {
        text = text.and(page);
    }
    text = text.and(&aside(provenance::line(guide, &example.from)));
    let pictures = example
        .materials
        .iter()
        .filter(|material| material.image.is_some());
    let pictures = pictures.map(|material| {
        let action = Action::ExamplePicture(id.clone(), material.id.clone());
        Button::act(wording::picture_of(&material.title), action)
    });
    let places = example
        .places
        .iter()
        .filter_map(|id| guide.place(id))
        .take(2);
    let read =
        places.map(|place| Button::act(wording::read(place), Action::Read(place.id.clone())));
    let others = Selection::of(&example.municipality);
    let others = Button::act(
        wording::other_examples(&town_name(guide, &example.municipality)),
        Action::Examples(others),
    );
    Screen::new(text)
        .column(
            example
                .materials
                .iter()
                .filter_map(materials::address_button),
        )
        .column(pictures)
        .row(turning(at, pages.len(), |page| {
            Action::ExamplePage(id.clone(), page)
        }))
        .row(read.chain(articles::share_button(guide, &Target::Example(id.clone()))))
        .row([others])
        .row(way_back(guide, session))
}

/// Tells whether a selection holds any example, words left aside.
pub(crate) fn any(guide: &Guide, selection: &Selection) -> bool {
    guide
        .examples
        .iter()
        .any(|example| fits(guide, selection, example))
}

/// The examples in a selection, words left aside.
pub(crate) fn fitting(guide: &Guide, selection: &Selection) -> Vec<Target> {
    let examples = chosen(guide, selection, None).into_iter();
    examples
        .map(|example| Target::Example(example.id.clone()))
        .collect()
}

/// The towns that have examples in a selection, with how many.
pub(crate) fn towns<'a>(guide: &'a Guide, selection: &Selection) -> Vec<(&'a Municipality, usize)> {
    let counted = guide.municipalities.iter().map(|town| {
        let of = Selection {
            municipality: Some(town.id.clone()),
            ..selection.clone()
        };
        let examples = guide.examples.iter();
        (
            town,
            examples.filter(|example| fits(guide, &of, example)).count(),
        )
    });
    counted.filter(|(_, count)| *count > 0).collect()
}

/// A button for each town that has examples in a selection.
pub(crate) fn town_buttons(guide: &Guide, selection: &Selection) -> Vec<Button> {
    let towns = towns(guide, selection).into_iter();
    towns
        .map(|(town, _)| {
            let of = Selection {
                municipality: Some(town.id.clone()),
                ..selection.on_page(0)
            };
            Button::act(wording::examples_from(&town.name), Action::Examples(of))
        })
        .collect()
}

fn chosen<'a>(
    guide: &'a Guide,
    selection: &Selection,
    found: Option<&[ExampleId]>,
) -> Vec<&'a Example> {
    let fits = |example: &&Example| fits(guide, selection, example);
    match found {
        Some(found) => found
            .iter()
            .filter_map(|id| guide.example(id))
            .filter(fits)
            .collect(),
        None => guide.examples.iter().filter(fits).collect(),
    }
}

fn fits(guide: &Guide, selection: &Selection, example: &Example) -> bool {
    let town = selection.municipality.as_ref();
    let of_town = town.is_none_or(|id| example.municipality == *id || example.also.contains(id));
    let place = selection.place.as_ref();
    let at_place = place.is_none_or(|id| {
        example
            .places
            .iter()
            .any(|at| at == id || guide.place(at).and_then(|place| place.step.as_ref()) == Some(id))
    });
    of_town && at_place
}

/// What one can do with a list as a whole.
fn around(guide: &Guide, selection: &Selection, examples: &[&Example]) -> Vec<Button> {
    let mut buttons = Vec::new();
    if examples.len() > 1 {
        let narrow = Action::Narrow(selection.on_page(0));
        buttons.push(Button::act(wording::NARROW, narrow));
    }
    if selection.words.is_some() {
        buttons.push(Button::act(wording::AS_QUESTION, Action::WordsAsQuestion));
    }
    let narrowed = selection.place.is_some() || selection.municipality.is_some();
    if (narrowed || examples.is_empty()) && !guide.examples.is_empty() {
        let all = Action::Examples(Selection::default());
        buttons.push(Button::act(wording::ALL_EXAMPLES, all));
    }
    buttons
}

fn way_back(guide: &Guide, session: &Session) -> Vec<Button> {
    let back = place::standing(guide, session)
        .map(|place| Button::act(wording::back_to(place), Action::Open(place.id.clone())));
    let overview = Button::act(wording::OVERVIEW, Action::Overview);
    back.into_iter().chain([overview]).collect()
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
    format!("{}: {}", towns_of(guide, example), example.title)
}

/// The same for a button, where room is short: one town at most.
fn label_in(guide: &Guide, selection: &Selection, example: &Example) -> String {
    if selection.municipality.is_some() {
        return example.title.clone();
    }
    let town = town_name(guide, &example.municipality);
    format!("{town}: {}", example.title)
}

/// Whose example it is, of a joint one all.
fn towns_of(guide: &Guide, example: &Example) -> String {
    let towns = std::iter::once(&example.municipality).chain(&example.also);
    let names: Vec<String> = towns.map(|id| town_name(guide, id)).collect();
    names.join(", ")
}

fn town_name(guide: &Guide, id: &MunicipalityId) -> String {
    let town = guide.municipality(id);
    town.map_or_else(|| id.to_string(), |town| town.name.clone())
}

fn town_of<'a>(guide: &'a Guide, selection: &Selection) -> Option<&'a Municipality> {
    guide.municipality(selection.municipality.as_ref()?)
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
    let also: Vec<String> = example.also.iter().map(|id| town_name(guide, id)).collect();
    if !also.is_empty() {
        facts.push(fact(wording::TOGETHER_WITH, also.join(", ")));
    }
    let places: Vec<String> = example
        .places
        .iter()
        .filter_map(|id| guide.place(id))
        .map(|place: &Place| format!("{} {}", place.number, place.title))
        .collect();
    if !places.is_empty() {
        let mut value = places.join("; ");
        if example.editorial {
            let mark = provenance::notice(guide, Notice::Editorial);
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
    let sources = provenance::sources(guide, &example.from);
    [
        (String::new(), text),
        (wording::MATERIALS.to_owned(), materials),
        (wording::SOURCES.to_owned(), sources),
    ]
    .into_iter()
    .filter(|(_, text)| !text.is_empty())
    .collect()
}

/// How searched words are told apart.
fn print_of(words: &str) -> u32 {
    fingerprint::of(&fold::key(words))
}

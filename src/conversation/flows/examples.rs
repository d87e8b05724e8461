//! Examples: finding them by words, narrowing them by municipality and step, reading one.
//!
//! The words of a search do not fit into a button, so the session holds the last ones and the buttons carry their
//! fingerprint: an old list whose words are gone says so instead of showing other finds.

use crate::conversation::lookup::Lookup;
use crate::conversation::page::screen::{Screen, Shown};
use crate::conversation::page::{answer, bookmarks, examples, links, selection as selected};
use crate::conversation::value::{Action, Button, Moment, Prompt, Selection, Session};
use crate::conversation::wording;
use crate::knowledge::{ExampleId, Guide};
use crate::text::RichText;

/// How many examples are shown as alike.
const SIMILAR: usize = 6;

/// Asks for words, with the towns to choose from.
pub(crate) fn invite(guide: &Guide, session: &mut Session, now: Moment) -> Screen {
    session.prompt = Some((Prompt::Words, now));
    let narrow = Action::Narrow(Selection::default());
    let text = RichText::paragraph(wording::which_words(&guide.manifest.words));
    Screen::of(Action::AskForWords, text)
        .row(links::towns(guide))
        .row([links::all_examples(), Button::act(wording::NARROW, narrow)])
        .row(bookmarks::all(session))
        .ways(guide, session, [])
}

/// Says that the guide has none.
pub(crate) fn none_at_all(guide: &Guide, session: &Session) -> Screen {
    Screen::saying(wording::NO_EXAMPLES_AT_ALL).onward(guide, session)
}

/// Finds examples by words; a town or a step named among them narrows the search.
pub(crate) fn search(
    lookup: &dyn Lookup,
    session: &mut Session,
    words: &str,
    now: Moment,
) -> Screen {
    let guide = lookup.guide();
    if guide.examples.is_empty() {
        return none_at_all(guide, session);
    }
    if let Some(town) = selected::unknown_town_in(lookup, words) {
        return answer::unknown_town(guide, session, &town);
    }
    let (mut selection, rest) = selected::named_in(lookup, words);
    // From here on these examples are what is talked about.
    session.topic = None;
    if !rest.is_empty() {
        selection.words = Some(selected::print_of(&rest));
        session.search_by(rest, now);
    }
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
    let mut intents = read.intents.iter();
    let town = intents.find_map(|understood| understood.slots.town.as_ref())?;
    let name = &lookup.guide().municipality(town)?.name;
    Some(search(lookup, session, &format!("{words} {name}"), now))
}

/// A page of a selection.
pub(crate) fn list(lookup: &dyn Lookup, session: &Session, selection: &Selection) -> Screen {
    let guide = lookup.guide();
    match found(lookup, session, selection) {
        Ok(None) => examples::list(guide, session, selection, None),
        Ok(Some((words, found))) => {
            let list = examples::list(guide, session, selection, Some((&words, &found)));
            match found.is_empty() || lookup.has_words(&words) {
                true => list,
                false => list.headed(wording::only_like(&words)),
            }
        }
        Err(without) => {
            examples::list(guide, session, &without, None).headed(wording::SEARCH_LAPSED)
        }
    }
}

/// The words of a selection with what they find; the selection without them where they are no longer known.
fn found(
    lookup: &dyn Lookup,
    session: &Session,
    selection: &Selection,
) -> Result<Option<(String, Vec<ExampleId>)>, Selection> {
    let Some(wanted) = selection.words else {
        return Ok(None);
    };
    let words = session.searched.as_ref().map(|(words, _)| words.as_str());
    let Some(words) = words.filter(|words| selected::print_of(words) == wanted) else {
        return Err(Selection {
            words: None,
            ..selection.clone()
        });
    };
    let found = lookup.examples(words, selection.municipality.as_ref());
    Ok(Some((words.to_owned(), found)))
}

/// Towns and steps to narrow a selection by, with how many examples each has.
pub(crate) fn narrow(lookup: &dyn Lookup, session: &Session, selection: &Selection) -> Screen {
    let guide = lookup.guide();
    let found = found(lookup, session, selection).ok().flatten();
    let found = found.as_ref().map(|(_, found)| &found[..]);
    let button = |label: String, to: Selection| {
        let count = selected::count(guide, &to, found);
        (count > 0).then(|| links::examples(wording::counted(&label, count), to))
    };
    let towns = guide.municipalities.iter().filter_map(|town| {
        let of = Selection {
            municipality: Some(town.id.clone()),
            ..selection.on_page(0)
        };
        button(wording::only_from(town), of)
    });
    let steps = guide.steps().filter_map(|step| {
        let at = Selection {
            place: Some(step.id.clone()),
            ..selection.on_page(0)
        };
        button(wording::only_at(step), at)
    });
    let towns = towns.filter(|_| selection.municipality.is_none());
    let steps = steps.filter(|_| selection.place.is_none());
    let text = RichText::paragraph(wording::NARROW_TO);
    Screen::of(Action::Narrow(selection.clone()), text)
        .row(towns)
        .row(steps)
        .ways(guide, session, [])
}

/// A page of an example.
pub(crate) fn example(guide: &Guide, session: &Session, id: &ExampleId, page: u16) -> Shown {
    match guide.example(id) {
        Some(example) => examples::example(guide, session, example, page).into(),
        None => gone(),
    }
}

/// Examples that are like this one: found by its title and its keywords.
pub(crate) fn similar(lookup: &dyn Lookup, session: &Session, id: &ExampleId) -> Shown {
    let guide = lookup.guide();
    let Some(example) = guide.example(id) else {
        return gone();
    };
    let others: Vec<ExampleId> = selected::alike(lookup, example).take(SIMILAR).collect();
    examples::similar(guide, session, example, &others).into()
}

fn gone() -> Shown {
    Shown::go(Action::Examples(Selection::default())).headed(wording::EXAMPLE_GONE)
}

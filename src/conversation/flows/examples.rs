//! Examples: finding them by words, narrowing them by municipality and step, reading one.
//!
//! The words of a search do not fit into a button, so the session holds the last ones and the buttons carry their
//! fingerprint: an old list whose words are gone says so instead of showing other finds.

use crate::conversation::lookup::Lookup;
use crate::conversation::page::screen::{Screen, Shown};
use crate::conversation::page::{answer, examples, links, selection as selected};
use crate::conversation::value::{Action, Button, Moment, Prompt, Selection, Session};
use crate::conversation::wording;
use crate::knowledge::{ExampleId, Guide};

/// Asks for words, with the towns to choose from.
pub(crate) fn invite(guide: &Guide, session: &mut Session, now: Moment) -> Screen {
    session.prompt = Some((Prompt::Words, now));
    let narrow = Action::Narrow(Selection::default());
    Screen::saying(wording::WHICH_WORDS)
        .row(links::towns(guide))
        .row([links::all_examples(), Button::act(wording::NARROW, narrow)])
        .back_or_overview(guide, session)
}

/// Finds examples by words; a town or a step named among them narrows the search.
pub(crate) fn search(
    lookup: &dyn Lookup,
    session: &mut Session,
    words: &str,
    now: Moment,
) -> Screen {
    let guide = lookup.guide();
    if let Some(town) = selected::unknown_town_in(lookup, words) {
        return answer::unknown_town(guide, session, &town);
    }
    let (mut selection, rest) = selected::named_in(lookup, words);
    // From here on these examples are what is talked about.
    session.topic = None;
    if !rest.is_empty() {
        selection.words = Some(selected::print_of(&rest));
        session.searched = Some((rest, now));
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
    let Some(wanted) = selection.words else {
        return examples::list(guide, session, selection, None);
    };
    let words = session.searched.as_ref().map(|(words, _)| words.as_str());
    let Some(words) = words.filter(|words| selected::print_of(words) == wanted) else {
        let without = Selection {
            words: None,
            ..selection.clone()
        };
        return examples::list(guide, session, &without, None).headed(wording::SEARCH_LAPSED);
    };
    let found = lookup.examples(words, selection.municipality.as_ref());
    examples::list(guide, session, selection, Some((words, &found)))
}

/// Towns and steps to narrow a selection by.
pub(crate) fn narrow(guide: &Guide, session: &Session, selection: &Selection) -> Screen {
    let towns = selected::towns(guide, selection).map(|town| {
        let of = Selection {
            municipality: Some(town.id.clone()),
            ..selection.on_page(0)
        };
        links::examples(wording::only_from(&town.name), of)
    });
    let steps = guide.steps().filter_map(|step| {
        let at = Selection {
            place: Some(step.id.clone()),
            ..selection.on_page(0)
        };
        selected::any(guide, &at).then(|| links::examples(wording::only_at(step), at))
    });
    Screen::saying(wording::NARROW_TO)
        .row(towns)
        .row(steps)
        .row([links::all_examples()])
        .back_or_overview(guide, session)
}

/// A page of an example.
pub(crate) fn example(guide: &Guide, session: &Session, id: &ExampleId, page: u16) -> Shown {
    match guide.example(id) {
        Some(example) => examples::example(guide, session, example, page).into(),
        None => Shown::go(Action::Examples(Selection::default())).headed(wording::EXAMPLE_GONE),
    }
}

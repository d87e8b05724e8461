//! What typed text means: one input box for labels of buttons, commands in words, ticks, choices and questions.
//!
//! The label of a button last offered comes first, word by word; then what editors wrote down; then what the language pack
//! says that people mean ([`crate::language`], [`crate::understanding`]); then the beginning of a label; then words for an
//! open prompt. What is left is a question, and even that may turn out to mean something else: then [`intended`] says what.

pub(crate) mod command;
mod entries;
mod intents;
mod labels;
mod noting;
mod offices;
mod projects;
mod request;

use intents::meant;
use labels::{Offers, choice_named, offered, ruled};

pub(crate) use intents::intended;
pub(crate) use labels::{page_on, quoted, turning};
pub(crate) use noting::{is_edit_of, note_in};
pub(crate) use offices::{
    Named, assigned_in, is_nobody, named as who_is, numbers_and_who, office_asked, office_written,
    says_more,
};
pub(crate) use projects::{ProjectWords, project_in};
pub(crate) use request::{Here, Request};

use crate::conversation::lookup::{self, Lookup};
use crate::conversation::value::{Action, Prompt, Session, TapData};
use crate::german::fold;
use crate::knowledge::{ExampleId, Guide, Target};
use crate::language::{DayPhrase, Does, Filled, Slot};
use crate::understanding::Heard;

/// Decides what a typed text means.
pub(crate) fn hear(lookup: &dyn Lookup, session: &Session, text: &str) -> Request {
    let read = lookup.read(text);
    let (typed, offers) = (fold::tokens(&read.text), Offers::of(session));
    if let Some(tap) = offers.named(&fold::joined(&typed)) {
        return Request::Tap(tap);
    }
    if let Some(action) = ruled(lookup, session, &read) {
        return Request::act(action);
    }
    if let Some(tap) = choice_named(session, &read) {
        return Request::Tap(tap);
    }
    let prompted = session.prompted() == Some(Prompt::Words);
    let is_seen = |request: &Request| {
        let view = session.on_screen();
        let same = |tap: &TapData| view.is_some_and(|view| view == tap.action);
        matches!(request, Request::Tap(tap) if same(tap))
    };
    (!is_written_down(lookup, &read))
        .then(|| meant(lookup, session, &read))
        .flatten()
        // Who says a button's words does not want to see the screen again on which it stands.
        .map(|meant| match offers.beginning(&typed) {
            Some(tap) if is_seen(&meant) => Request::Tap(tap),
            _ => meant,
        })
        .or_else(|| offers.beginning(&typed).map(Request::Tap))
        .or_else(|| example(lookup.guide(), &read.text).map(Request::act))
        .or_else(|| {
            (prompted && !asks(lookup, text)).then(|| Request::Words(text.trim().to_owned()))
        })
        .unwrap_or_else(|| Request::Question(text.to_owned()))
}

/// Whether editors wrote a text down word by word, as a title or as a question: it leads there, whatever else it may mean.
/// A term alone does not, it may be the name of a command too.
fn is_written_down(lookup: &dyn Lookup, read: &Heard) -> bool {
    let is_title = matches!(read.title, Some(Target::Place(..) | Target::Example(_)));
    is_title || lookup.is_question_form(&read.text)
}

/// Whether a text says in full what shall be done until when, or when somebody shall be reminded.
pub(crate) fn sets_deadline(lookup: &dyn Lookup, text: &str) -> bool {
    let read = lookup.read(text);
    read.intents.first().is_some_and(|said| {
        matches!(
            said.does,
            Does::SetDeadline | Does::Remind | Does::RemindWeekly
        )
    })
}

/// The first day that a text names, and the numbers before it.
pub(crate) fn day_in(lookup: &dyn Lookup, text: &str) -> Option<(Vec<usize>, DayPhrase)> {
    let words = &lookup.pack().words;
    let tokens = words.tokens(text);
    let (at, day) = (0..tokens.len()).find_map(|at| {
        let ways = words.read(Slot::Day, &tokens, at);
        ways.into_iter().find_map(|(_, filled)| match filled {
            Filled::Day(day) => Some((at, day)),
            _ => None,
        })
    })?;
    let before = (0..at).find_map(|at| match words.read(Slot::Numbers, &tokens, at).pop()? {
        (_, Filled::Numbers(numbers)) => Some(numbers),
        _ => None,
    });
    Some((before.unwrap_or_default(), day))
}

/// Whether a text names a day and says hardly more.
pub(crate) fn is_day(lookup: &dyn Lookup, text: &str) -> bool {
    const MOST: usize = 4;
    let is_short = lookup.pack().words.tokens(text).len() <= MOST;
    is_short && !sets_deadline(lookup, text) && day_in(lookup, text).is_some()
}

/// Whether a text says that something is not decided yet.
pub(crate) fn leaves_open(lookup: &dyn Lookup, text: &str) -> bool {
    let read = lookup.read(text);
    read.intents
        .first()
        .is_some_and(|said| said.does == Does::Undecided)
}

/// Whether a text is a command, where words of the person's own are waited for: it has a word or two, or says itself that it is
/// a note.
pub(crate) fn is_command_in_words(lookup: &dyn Lookup, session: &Session, text: &str) -> bool {
    let key = fold::key(text);
    let is_label = offered(session, |label| fold::key(label) == key).is_some();
    is_label
        || note_in(lookup, text).is_some()
        || fold::tokens(text).len() <= 2 && !lookup.read(text).intents.is_empty()
}

/// Whether a text is put as a question.
pub(crate) fn asks(lookup: &dyn Lookup, text: &str) -> bool {
    let words = &lookup.pack().words;
    let first = words.tokens(text).into_iter().next();
    let opens = |key: &str| words.asking.contains(key) || words.opening.contains(key);
    text.contains('?') || first.is_some_and(|first| opens(&first.key))
}

/// Whether a text is a word or two to look for rather than a question.
pub(crate) fn is_keyword(lookup: &dyn Lookup, text: &str) -> bool {
    let words = fold::tokens(text);
    let pack = &lookup.pack().words;
    let asks = |key: &str| pack.asking.contains(key) || pack.joining.contains(key);
    (1..=3).contains(&words.len())
        && !text.contains('?')
        && !words.iter().any(|word| asks(&word.key))
}

/// Whether a text decides about deleting; before it the role of the person is looked up in a group.
pub(crate) fn may_delete(text: &str) -> bool {
    let read = lookup::without_guide().read(text);
    read.intents.iter().any(|understood| {
        matches!(
            understood.does,
            Does::Yes | Does::Forget | Does::Anew | Does::DeleteProject | Does::HandOver
        )
    })
}

/// An example by its id.
fn example(guide: &Guide, text: &str) -> Option<Action> {
    let id = ExampleId::parse(&text.trim().to_lowercase().replace(' ', "-")).ok()?;
    guide
        .example(&id)
        .map(|example| Action::Example(example.id.clone()))
}

/// Whether a list stands on the screen.
pub(crate) fn lists(session: &Session) -> bool {
    matches!(
        session.on_screen(),
        Some(
            Action::Examples(_)
                | Action::Similar(_)
                | Action::Glossary(_)
                | Action::Bookmarks(_)
                | Action::News(_)
        )
    )
}

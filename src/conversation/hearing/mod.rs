//! What typed text means: one input box for labels of buttons, commands in words, ticks, choices and questions.
//!
//! The label of a button last offered comes first, word by word; then what the language pack says that people mean
//! ([`crate::language`], [`crate::understanding`]); then the beginning of a label; then words for an open prompt. What is
//! left is a question, and even that may turn out to mean something else: then [`intended`] says what.

pub(crate) mod command;

use crate::german::fold;
use crate::knowledge::{ExampleId, Guide};
use crate::language::Does;
use crate::understanding::{Heard as Read, PlaceNamed, Slots};

use crate::conversation::flows::judge::Verdict;
use crate::conversation::lookup::Lookup;
use crate::conversation::value::{Action, Prompt, Selection, Session};
use crate::conversation::wording;

/// What a typed text means.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Heard {
    /// What a button or a command does.
    Act(Action),
    /// Goes on to the next place.
    Next,
    /// Goes back to the place before.
    Back,
    /// What `/start` does.
    Start,
    /// Something about the place where one is.
    Here(Here),
    /// Everything that is still to do.
    OpenTasks,
    /// Examples of what was talked about.
    ExamplesHere,
    /// Who runs this.
    Operator,
    /// Ticks by number; no number means all.
    Ticks {
        /// Which, as the person counts.
        numbers: Vec<usize>,
        /// The state they shall have.
        done: bool,
    },
    /// A verdict on the last answer.
    Judged(Verdict),
    /// Searches examples by these words.
    Words(String),
    /// Yes or no where nothing was asked.
    Unasked,
    /// Words that the language pack has for it.
    Say(String),
    /// A question.
    Question(String),
}

/// What can be shown of the place where one is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Here {
    /// The place itself.
    Itself,
    /// Its tasks.
    Tasks,
    /// What it holds beyond its opening.
    Rest,
    /// Its materials.
    Materials,
    /// Where it sends its readers.
    References,
}

/// Decides what a typed text means.
pub(crate) fn hear(lookup: &dyn Lookup, session: &Session, text: &str) -> Heard {
    let key = fold::key(text);
    if let Some(action) = offered(session, |label| fold::key(label) == key) {
        return Heard::Act(action);
    }
    let read = lookup.read(text);
    let prompted = session.prompt.map(|(prompt, _)| prompt) == Some(Prompt::Words);
    meant(lookup, session, &read)
        .or_else(|| beginning(session, text).map(Heard::Act))
        .or_else(|| example(lookup.guide(), text).map(Heard::Act))
        .or_else(|| (prompted && !asks(lookup, text)).then(|| Heard::Words(text.trim().to_owned())))
        .unwrap_or_else(|| Heard::Question(text.to_owned()))
}

/// What the first intent means here that can mean anything here.
fn meant(lookup: &dyn Lookup, session: &Session, read: &Read) -> Option<Heard> {
    let asked = read.questions.first();
    let follows = session.topic.is_some() && asked.is_some_and(|asked| asked.points_back);
    let mut intents = read.intents.iter();
    intents.find_map(|understood| {
        match understood.does {
            // "Was steht in 1.1?" is asked, and does not move the walk.
            Does::Open if asks(lookup, &read.text) => return None,
            // "Wer macht das?" is asked of what was talked about.
            Does::Operator if follows => return None,
            _ => {}
        }
        let answer = lookup.pack().intents.get(understood.intent)?.answer.clone();
        does(
            lookup.guide(),
            session,
            understood.does,
            &understood.slots,
            answer,
        )
    })
}

/// What an intent means that a question turned out to be, by its position in the pack.
pub(crate) fn intended(lookup: &dyn Lookup, session: &Session, intent: usize) -> Option<Heard> {
    let intent = lookup.pack().intents.get(intent)?;
    let answer = intent.answer.clone();
    does(
        lookup.guide(),
        session,
        intent.does,
        &Slots::default(),
        answer,
    )
}

/// What is done, as far as it can be done here.
fn does(
    guide: &Guide,
    session: &Session,
    does: Does,
    slots: &Slots,
    answer: Option<String>,
) -> Option<Heard> {
    let act = |action| Some(Heard::Act(action));
    let here = |here| Some(Heard::Here(here));
    let ticks = |done| {
        Some(Heard::Ticks {
            numbers: slots.numbers.clone(),
            done,
        })
    };
    let place = || match &slots.place {
        Some(PlaceNamed::Known(place)) => Some(place.clone()),
        _ => None,
    };
    let prompt = session.prompt.map(|(prompt, _)| prompt);
    match does {
        // "Und danach?" goes on from what was talked about where no walk has begun.
        Does::Next if session.at.is_none() && session.topic.is_some() && !slots.alone => {
            let (topic, _) = session.topic.as_ref()?;
            let next = guide.following(topic.place.as_ref()?)?;
            act(Action::Read(next.id.clone()))
        }
        Does::Next => Some(Heard::Next),
        Does::Back => Some(Heard::Back),
        Does::Start => Some(Heard::Start),
        Does::Here => here(Here::Itself),
        Does::Tasks => here(Here::Tasks),
        Does::More => here(Here::Rest),
        Does::Materials => here(Here::Materials),
        Does::References => here(Here::References),
        Does::OpenTasks => Some(Heard::OpenTasks),
        Does::Overview => act(Action::Overview),
        Does::Open => act(Action::Open(place()?)),
        Does::After => act(Action::Read(guide.following(&place()?)?.id.clone())),
        Does::Finished => act(Action::Tasks {
            place: place()?,
            page: 0,
        }),
        Does::Tick => ticks(true),
        Does::Untick => ticks(false),
        Does::TickAll | Does::UntickAll => Some(Heard::Ticks {
            numbers: Vec::new(),
            done: does == Does::TickAll,
        }),
        Does::Choose => match chosen(guide, session, slots) {
            Some(action) => Some(Heard::Act(action)),
            // A list stands there, but not so long.
            None if slots.ordinal.is_some() && !entries(session).is_empty() => {
                Some(Heard::Say(wording::NO_SUCH_ENTRY.to_owned()))
            }
            None => None,
        },
        Does::Examples => act(Action::AskForWords),
        // "Gibt es dazu ein Beispiel aus Bochum?" is asked of what was talked about.
        Does::ExamplesFor if session.topic.is_some() && slots.points_back => None,
        Does::ExamplesFor => Some(Heard::Words(slots.rest.clone()?)),
        Does::ExamplesHere => Some(Heard::ExamplesHere),
        Does::AllExamples => act(Action::Examples(Selection::default())),
        Does::Ask => act(Action::AskForQuestion),
        Does::AskFor => Some(Heard::Question(slots.rest.clone()?)),
        Does::Progress => act(Action::Progress),
        Does::Glossary => act(Action::Glossary(0)),
        Does::Help => act(Action::Help),
        Does::Operator => Some(Heard::Operator),
        Does::Privacy => act(Action::Privacy),
        Does::OwnData => act(Action::OwnData),
        Does::Literally => act(Action::Literally),
        Does::Keep => act(Action::Keep),
        Does::Forget => act(Action::Forget { confirmed: false }),
        Does::Anew => act(Action::Anew { confirmed: false }),
        Does::Yes => match prompt {
            Some(Prompt::Forget) => act(Action::Forget { confirmed: true }),
            Some(Prompt::Anew) => act(Action::Anew { confirmed: true }),
            _ => Some(Heard::Unasked),
        },
        Does::No => match prompt {
            Some(Prompt::Forget | Prompt::Anew) => act(Action::Keep),
            _ => Some(Heard::Unasked),
        },
        Does::Helpful => Some(Heard::Judged(Verdict::Helpful)),
        Does::Unhelpful => Some(Heard::Judged(Verdict::Unhelpful)),
        Does::Missing => Some(Heard::Judged(Verdict::Missing)),
        Does::Say => Some(Heard::Say(answer?)),
        // These are questions: to the glossary, and of another town.
        Does::Explain | Does::TownOnly => None,
    }
}

/// Whether a text is put as a question.
fn asks(lookup: &dyn Lookup, text: &str) -> bool {
    let words = &lookup.pack().words;
    let first = fold::tokens(text).into_iter().next();
    let opens = |key: &str| words.asking.contains(key) || words.opening.contains(key);
    text.contains('?') || first.is_some_and(|first| opens(&first.key))
}

/// Whether a text decides about deleting; before it the role of the person is looked up in a group.
pub(crate) fn may_delete(text: &str) -> bool {
    let read = crate::conversation::lookup::without_guide().read(text);
    read.intents
        .iter()
        .any(|understood| matches!(understood.does, Does::Yes | Does::Forget | Does::Anew))
}

/// The entry of the list last shown that a number or an ordinal means, else the place of that number.
fn chosen(guide: &Guide, session: &Session, slots: &Slots) -> Option<Action> {
    let entries = entries(session);
    let number = slots.numbers.first().copied();
    if let Some(number) = number {
        let begins = format!("{number} ");
        if let Some((_, data)) = entries.iter().find(|(label, _)| label.starts_with(&begins)) {
            return Action::decode(data);
        }
        let place = guide.place_numbered(&number.to_string())?;
        return Some(Action::Open(place.id.clone()));
    }
    let at = match slots.ordinal? {
        last if last < 0 => entries.len().checked_sub(1)?,
        nth => usize::try_from(nth).ok()?.checked_sub(1)?,
    };
    Action::decode(&entries.get(at)?.1)
}

/// The entries of the list last shown: their buttons begin with a number.
fn entries(session: &Session) -> Vec<&(String, String)> {
    let offered = session.offered.iter();
    let is_entry = |(label, _): &&(String, String)| {
        let number = label.split(' ').next().unwrap_or_default();
        !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit())
    };
    offered.filter(is_entry).collect()
}

/// An example by its id.
fn example(guide: &Guide, text: &str) -> Option<Action> {
    let id = ExampleId::parse(&text.trim().to_lowercase().replace(' ', "-")).ok()?;
    guide
        .example(&id)
        .map(|example| Action::Example(example.id.clone()))
}

/// The action of the first button last offered whose label fits.
fn offered(session: &Session, fits: impl Fn(&str) -> bool) -> Option<Action> {
    let button = session.offered.iter().find(|(label, _)| fits(label))?;
    Action::decode(&button.1)
}

/// The action of the one button whose label begins with these words.
fn beginning(session: &Session, text: &str) -> Option<Action> {
    let typed = fold::tokens(text);
    if typed.is_empty() || typed.iter().map(|token| token.key.len()).sum::<usize>() < 4 {
        return None;
    }
    let begins = |label: &str| {
        let label = fold::tokens(label);
        label.len() > typed.len()
            && label
                .iter()
                .zip(&typed)
                .all(|(one, other)| one.key == other.key)
    };
    let mut fitting = session.offered.iter().filter(|(label, _)| begins(label));
    let (_, data) = fitting.next()?;
    let action = Action::decode(data).filter(|_| fitting.next().is_none())?;
    // A verdict is never guessed from half a label.
    (!matches!(action, Action::Judge { .. })).then_some(action)
}

/// The button that "weiter" or "zurück" means on the screen last shown, if there is one: turning its page, else going on
/// where one left off, or back to there.
pub(crate) fn turning(session: &Session, on: bool) -> Option<Action> {
    let (page, place) = if on {
        (wording::PAGE_ON, wording::CARRY_ON)
    } else {
        (wording::PAGE_BACK, wording::BACK_TO)
    };
    offered(session, |label| label == page)
        .or_else(|| offered(session, |label| label.starts_with(place)))
}

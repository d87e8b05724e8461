//! What typed text means: one input box for labels of buttons, commands in words, ticks, choices and questions.
//!
//! The label of a button last offered comes first, word by word; then what editors wrote down; then what the language pack says that people mean
//! ([`crate::language`], [`crate::understanding`]); then the beginning of a label; then words for an open prompt. What is
//! left is a question, and even that may turn out to mean something else: then [`intended`] says what.

pub(crate) mod command;
mod entries;
mod noting;
mod offices;
mod projects;
mod request;

use entries::{chosen, entries, numbered, removal};

pub(crate) use noting::{is_edit_of, note_in};
pub(crate) use offices::{Named, assigned_in, named as who_is, numbers_and_who, office_asked};
pub(crate) use projects::{ProjectWords, project_in};
pub(crate) use request::{Here, Request};

use crate::conversation::lookup::{self, Lookup};
use crate::conversation::value::{Action, Handout, Judgement, Prompt, Selection, Session, TapData};
use crate::conversation::wording;
use crate::german::fold;
use crate::knowledge::{ExampleId, Guide, OptionId, Target};
use crate::language::{DayPhrase, Does, Filled, Slot};
use crate::understanding::{Heard, PlaceNamed, Slots};

/// Decides what a typed text means.
pub(crate) fn hear(lookup: &dyn Lookup, session: &Session, text: &str) -> Request {
    let read = lookup.read(text);
    let key = fold::key(&read.text);
    if let Some(tap) = offered(session, |label| fold::key(label) == key) {
        return Request::Tap(tap);
    }
    let is_entry = |label: &str| numbered(label).is_some_and(|name| fold::key(name) == key);
    if let Some(tap) = offered(session, is_entry).filter(|_| !key.is_empty()) {
        return Request::Tap(tap);
    }
    if let Some(action) = ruled(lookup, session, &read) {
        return Request::act(action);
    }
    if let Some(tap) = choice_named(session, &read.text) {
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
        .map(|meant| match beginning(session, &read.text) {
            Some(tap) if is_seen(&meant) => Request::Tap(tap),
            _ => meant,
        })
        .or_else(|| beginning(session, &read.text).map(Request::Tap))
        .or_else(|| example(lookup.guide(), &read.text).map(Request::act))
        .or_else(|| {
            (prompted && !asks(lookup, text)).then(|| Request::Words(text.trim().to_owned()))
        })
        .unwrap_or_else(|| Request::Question(text.to_owned()))
}

/// The answer that a text gives to the decision on the screen, by its words, their beginning, or a slip of them.
fn ruled(lookup: &dyn Lookup, session: &Session, read: &Heard) -> Option<Action> {
    let Some(Action::Decision(id)) = session.on_screen() else {
        return None;
    };
    let guide = lookup.guide();
    let (_, decision) = guide.decision(&id)?;
    let does = read.intents.first().map(|said| said.does);
    let labels = decision.fixed_answers();
    let labels: Vec<(OptionId, String)> = labels
        .into_iter()
        .map(|answer| (answer.id, fold::key(answer.label)))
        .collect();
    let key = fold::key(&read.text);
    let exact = || labels.iter().find(|(_, label)| *label == key);
    let word = match does {
        Some(Does::Yes) => "ja",
        Some(Does::No) => "nein",
        _ => "",
    };
    let agreed = || labels.iter().find(|(id, _)| id.as_str() == word);
    // A word for decisions that is no command may be one of an answer where that is on the screen.
    let may_answer = match does {
        None => true,
        Some(does) => does == Does::Decisions && !command::known(&key),
    };
    let is_free = may_answer && !asks(lookup, &read.text);
    let near = || is_free.then(|| near_label(&labels, &key)).flatten();
    let (option, _) = exact().or_else(agreed).or_else(near)?;
    Some(Action::Decide {
        decision: id,
        option: Some(option.clone()),
    })
}

/// What a text names of the few things there are to choose from on the screen: "als word", "nur text bitte", "als frage".
fn choice_named(session: &Session, text: &str) -> Option<TapData> {
    let chooses = matches!(session.on_screen(), Some(Action::Export(Some(_))))
        || matches!(
            session.prompted(),
            Some(Prompt::NoteOrQuestion(..) | Prompt::DecisionOrQuestion(..))
        );
    if !chooses {
        return None;
    }
    let typed = fold::tokens(text);
    let names = |label: &str| {
        let label = fold::tokens(label);
        let is_named = |word: &str| word.len() > 3 && typed.iter().any(|typed| typed.key == word);
        typed.len() <= 4 && label.iter().any(|word| is_named(&word.key))
    };
    let is_choice = |action: &Action| {
        matches!(
            action,
            Action::HandOut { .. } | Action::AskNoted | Action::KeepNoted
        )
    };
    offered(session, names).filter(|tap| is_choice(&tap.action))
}

/// The one answer whose label a text is part of, or holds, or has a slip of; texts and labels as one folded word.
fn near_label<'l>(labels: &'l [(OptionId, String)], key: &str) -> Option<&'l (OptionId, String)> {
    if !(3..=80).contains(&key.len()) {
        return None;
    }
    let only = |fits: &dyn Fn(&str) -> bool| {
        let mut fitting = labels.iter().filter(|(_, label)| fits(label));
        let first = fitting.next()?;
        fitting.next().is_none().then_some(first)
    };
    let slips = if key.len() < 5 { 1 } else { 2 };
    let is_slip = |label: &str| {
        let as_long: String = label.chars().take(key.chars().count()).collect();
        let near = |other: &str| strsim::osa_distance(other, key) <= slips;
        label.len() > 3 && (near(label) || near(&as_long))
    };
    only(&|label| label.starts_with(key))
        .or_else(|| only(&|label| key.len() > 3 && label.contains(key)))
        .or_else(|| only(&|label| label.len() > 4 && key.contains(label)))
        .or_else(|| only(&is_slip))
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

/// What the first intent means here that can mean anything here.
fn meant(lookup: &dyn Lookup, session: &Session, read: &Heard) -> Option<Request> {
    let asked = read.questions.first();
    let talk = session.talked_about(lookup.guide());
    let follows = talk.is_some() && asked.is_some_and(|asked| asked.points_back);
    let mut intents = read.intents.iter();
    intents.find_map(|understood| {
        match understood.does {
            // "Was steht in 1.1?" is asked, and does not move the walk.
            Does::Open if asks(lookup, &read.text) => return None,
            // "Wer macht das?" is asked of what was talked about.
            Does::Operator if follows => return None,
            // Without a town there is nothing to put side by side but what is on the screen.
            Does::Compare => {
                let towns = asked.map(|asked| asked.towns.clone()).unwrap_or_default();
                let topic = understood.slots.rest.clone();
                let is_known = !towns.is_empty() || topic.is_none();
                return is_known.then_some(Request::Compare { towns, topic });
            }
            _ => {}
        }
        request(lookup, session, understood.intent, &understood.slots)
    })
}

/// What an intent means that a question turned out to be, by its position in the pack; nothing where it cannot be done.
pub(crate) fn intended(lookup: &dyn Lookup, session: &Session, intent: usize) -> Option<Request> {
    let request = request(lookup, session, intent, &Slots::default())?;
    let stands_somewhere = session.project.at.is_some()
        || session.topic.is_some()
        || session
            .on_screen()
            .is_some_and(|view| view.place().is_some());
    match request {
        Request::Here(Here::Details | Here::Materials | Here::References) if !stands_somewhere => {
            None
        }
        // What was only guessed shall not take the next message for a note.
        Request::Tap(TapData {
            action: Action::WriteNote(_),
            ..
        }) => Some(Request::Say(wording::HOW_TO_NOTE.to_owned())),
        Request::Tap(TapData {
            action: Action::Bookmark { .. },
            ..
        }) => Some(Request::Say(wording::HOW_TO_BOOKMARK.to_owned())),
        request => Some(request),
    }
}

/// What an intent of the pack asks for, as far as it can be done here.
fn request(
    lookup: &dyn Lookup,
    session: &Session,
    intent: usize,
    slots: &Slots,
) -> Option<Request> {
    let intent = lookup.pack().intents.get(intent)?;
    if let Some(action) = action(lookup.guide(), session, intent.does, slots) {
        return Some(Request::act(action));
    }
    Some(match intent.does {
        Does::Next if session.project.at.is_none() && session.topic.is_some() && !slots.alone => {
            return None;
        }
        Does::Next => Request::Next,
        Does::Back => Request::Back,
        Does::Start => Request::Start,
        Does::Here => Request::Here(Here::Itself),
        Does::Tasks => Request::Here(Here::Tasks),
        Does::More => Request::Here(Here::Details),
        Does::Materials => Request::Here(Here::Materials),
        Does::References => Request::Here(Here::References),
        Does::OpenTasks => Request::OpenTasks,
        Does::Operator => Request::Operator,
        Does::Tick | Does::Untick | Does::TickAll | Does::UntickAll => Request::Ticks {
            numbers: match intent.does {
                Does::Tick | Does::Untick => slots.numbers.clone(),
                _ => Vec::new(),
            },
            done: matches!(intent.does, Does::Tick | Does::TickAll),
        },
        Does::SetDeadline | Does::NoDeadline => Request::Deadline {
            place: match &slots.place {
                Some(PlaceNamed::Known(place)) => Some(place.clone()),
                _ => None,
            },
            numbers: match slots.ordinal.and_then(|ordinal| ordinal.try_into().ok()) {
                Some(ordinal) => vec![ordinal],
                None => slots.numbers.clone(),
            },
            day: match intent.does {
                Does::SetDeadline => Some(slots.day?),
                _ => None,
            },
        },
        Does::Undecided => {
            let Some(Action::Decision(_)) = session.on_screen() else {
                return None;
            };
            let next = offered(session, |label| label == wording::NEXT_DECISION);
            next.map_or(Request::Say(wording::LEFT_OPEN.to_owned()), Request::Tap)
        }
        Does::Remove => removal(lookup.guide(), session, slots)?,
        Does::Remind => Request::Remind {
            place: match &slots.place {
                Some(PlaceNamed::Known(place)) => Some(place.clone()),
                _ => None,
            },
            numbers: slots.numbers.clone(),
            day: slots.day?,
        },
        Does::UnreadDay => match slots.rest.as_deref() {
            Some(rest) if is_unread_day(rest) => Request::Say(wording::NO_DAY_IN_IT.to_owned()),
            _ => return None,
        },
        // A list stands there, but not so long.
        Does::Choose if slots.ordinal.is_some() && !entries(session).is_empty() => {
            Request::Say(wording::NO_SUCH_ENTRY.to_owned())
        }
        // "Gibt es dazu ein Beispiel aus Bochum?" is asked of what was talked about.
        Does::ExamplesFor if session.topic.is_some() && slots.points_back => return None,
        Does::ExamplesFor => Request::Words(slots.rest.clone()?),
        Does::AskFor => Request::Question(slots.rest.clone()?),
        Does::Bookmark => Request::Say(wording::HOW_TO_BOOKMARK.to_owned()),
        Does::Code => match noting::noted_at(lookup.guide(), slots) {
            None if !slots.numbers.is_empty() => Request::Say(wording::CODE_OF_WHAT.to_owned()),
            place => Request::Code(place),
        },
        Does::Helpful => Request::Judged(Judgement::Helpful),
        Does::Unhelpful => Request::Judged(Judgement::Unhelpful),
        Does::Missing => Request::Judged(Judgement::Missing),
        Does::Yes | Does::No => Request::Say(wording::NOTHING_ASKED.to_owned()),
        Does::Say => Request::Say(wording::intended(lookup.guide(), intent)?),
        // The others are questions: to the glossary, of another town, for something that is not there.
        _ => return None,
    })
}

/// The action that an intent asks for, if it is one that a button could have.
fn action(guide: &Guide, session: &Session, does: Does, slots: &Slots) -> Option<Action> {
    let place = || match &slots.place {
        Some(PlaceNamed::Known(place)) => Some(place.clone()),
        _ => None,
    };
    // "Aufgaben 3" are those of the step.
    let place_or_step = || noting::noted_at(guide, slots);
    let on_screen = || {
        let view = session.on_screen()?;
        guide.place(view.place()?).map(|place| place.id.clone())
    };
    let topic = session.topic.as_ref().map(|(topic, _)| topic);
    let talked_about = || topic.and_then(|topic| topic.place.clone());
    let following = |place| Some(Action::Read(guide.following(&place)?.id.clone()));
    Some(match does {
        Does::Overview => Action::Overview,
        Does::Examples => Action::AskForWords,
        Does::AllExamples => Action::Examples(Selection::default()),
        Does::Ask => Action::AskForQuestion,
        Does::Progress => Action::Progress,
        Does::Glossary => Action::Glossary(0),
        Does::Help => Action::Help,
        Does::Privacy => Action::Privacy,
        Does::OwnData => Action::OwnData,
        Does::Note => Action::WriteNote(noting::noted_at(guide, slots)),
        Does::Decisions => Action::Decisions {
            place: place_or_step(),
            page: 0,
        },
        Does::DecisionsHere => Action::Decisions {
            place: on_screen().filter(|id| {
                let place = guide.place(id);
                place.is_some_and(|place| !place.decisions.is_empty())
            }),
            page: 0,
        },
        Does::Notes => Action::Notes {
            place: place_or_step(),
            page: 0,
        },
        Does::Bookmark => Action::Bookmark {
            example: session.talked_about(guide)?.example?,
            kept: true,
        },
        Does::Bookmarks => Action::Bookmarks(0),
        Does::News => Action::News(0),
        Does::Deadlines => Action::Deadlines(0),
        Does::Calendar => Action::Calendar,
        Does::AskDeadline => {
            let here = || on_screen().or_else(|| session.project.at.clone());
            let place = place_or_step().or_else(here);
            place.map_or(Action::Deadlines(0), Action::AskDeadline)
        }
        Does::Reminders => Action::Reminders,
        Does::RemindersOff => Action::RemindersOff,
        Does::RemindOnDay | Does::RemindDayBefore | Does::RemindWeekBefore => Action::Remind {
            before: match does {
                Does::RemindOnDay => 0,
                Does::RemindDayBefore => 1,
                _ => 7,
            },
            on: true,
        },
        Does::RemindWeekly => match slots.day {
            Some(DayPhrase::Weekday { weekday, .. }) if weekday <= 5 => {
                Action::RemindWeekly(Some(weekday.into()))
            }
            _ => Action::ChooseWeekday,
        },
        Does::Tasks => Action::Tasks {
            place: place_or_step()?,
            page: 0,
        },
        Does::Export => Action::Export(None),
        Does::ExportState => Action::Export(Some(Handout::State)),
        Does::ExportSheet => Action::Export(Some(Handout::Meeting)),
        Does::Style => Action::Style,
        Does::Projects => Action::Projects,
        Does::NewProject => Action::NewProject,
        Does::OpenProject => opened(session, slots),
        Does::RenameProject => Action::RenameProject(session.project.number),
        Does::HandOver => Action::HandOver(session.project.number),
        Does::DeleteProject => Action::DeleteProject {
            project: session.project.number,
            confirmed: false,
        },
        Does::Literally => Action::Literally,
        Does::Keep => Action::Keep,
        Does::Forget => Action::Forget { confirmed: false },
        Does::Anew => Action::Anew { confirmed: false },
        Does::Yes | Does::No => match (session.prompted()?, does) {
            (Prompt::Forget, Does::Yes) => Action::Forget { confirmed: true },
            (Prompt::Anew, Does::Yes) => Action::Anew { confirmed: true },
            (Prompt::DeleteProject(project), Does::Yes) => Action::DeleteProject {
                project,
                confirmed: true,
            },
            (Prompt::Forget | Prompt::Anew | Prompt::DeleteProject(_), _) => Action::Keep,
            _ => return None,
        },
        Does::Open => Action::Open(place()?),
        Does::After => following(place()?)?,
        // "Und danach?" goes on from what was talked about where no walk has begun.
        Does::Next if session.project.at.is_none() && !slots.alone => following(talked_about()?)?,
        Does::Finished => Action::Tasks {
            place: place()?,
            page: 0,
        },
        Does::Similar => Action::Similar(session.talked_about(guide)?.example?),
        Does::Choose => chosen(guide, session, slots)?,
        Does::ExamplesHere => {
            let view = session.on_screen();
            let shown = view.as_ref().and_then(Action::place).cloned();
            let answered = || talked_about().filter(|_| matches!(view, Some(Action::Answer(_))));
            let place = shown.or_else(answered);
            let place = place
                .or_else(|| session.project.at.clone())
                .or_else(talked_about);
            Action::Examples(place.as_ref().map(Selection::at).unwrap_or_default())
        }
        _ => return None,
    })
}

/// The project that a number means, as they are counted; without one, all.
fn opened(session: &Session, slots: &Slots) -> Action {
    let at = slots
        .numbers
        .first()
        .and_then(|number| number.checked_sub(1));
    let all = session.projects();
    let project = at.and_then(|at| all.get(at));
    project.map_or(Action::Projects, |project| {
        Action::OpenProject(project.number)
    })
}

/// Whether what stands where a day is due may be one that is not read: a few words, and no number of something else.
fn is_unread_day(rest: &str) -> bool {
    const MOST: usize = 4;
    let has_digit = rest.contains(|sign: char| sign.is_ascii_digit());
    !has_digit && !rest.contains('?') && fold::tokens(rest).len() <= MOST
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

/// What the first button last offered does whose label fits.
fn offered(session: &Session, fits: impl Fn(&str) -> bool) -> Option<TapData> {
    let button = session.offered.iter().find(|(label, _)| fits(label))?;
    TapData::decode(&button.1)
}

/// The action of the one button whose label begins with these words.
fn beginning(session: &Session, text: &str) -> Option<TapData> {
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
    let tap = TapData::decode(data).filter(|_| fitting.next().is_none())?;
    // A judgement is never guessed from half a label.
    (!matches!(tap.action, Action::Judge { .. })).then_some(tap)
}

/// The next page of an example or a list on the screen, which "mehr" asks for there.
pub(crate) fn page_on(session: &Session) -> Option<TapData> {
    let at_place = session
        .on_screen()
        .is_some_and(|view| view.place().is_some());
    offered(session, |label| label == wording::PAGE_ON).filter(|_| !at_place)
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

/// What "weiter" or "zurück" means on the screen last shown, beside the next place and the one before: turning its page,
/// going on where one left off, going back to where one came from.
pub(crate) fn turning(session: &Session, on: bool) -> Option<TapData> {
    let view = session.on_screen();
    if on {
        let at_place = view.as_ref().is_some_and(|view| view.place().is_some());
        let turn = offered(session, |label| label == wording::PAGE_ON);
        return turn.or_else(|| {
            let carry_on = offered(session, |label| label.starts_with(wording::CARRY_ON));
            carry_on.filter(|_| !at_place)
        });
    }
    offered(session, |label| label == wording::PAGE_BACK)
        .or_else(|| {
            let mut offered = session.offered.iter();
            offered.find_map(|(_, data)| TapData::decode(data).filter(|tap| tap.back))
        })
        .or_else(|| {
            Some(TapData {
                action: session.came_from(&view?)?,
                below: false,
                back: true,
                project: session.project.number,
            })
        })
}

//! What an intent of the language pack means here: with this guide, and in this chat.

use crate::conversation::lookup::Lookup;
use crate::conversation::value::{
    Action, Handout, Judgement, NoteId, Prompt, Selection, Session, TapData,
};
use crate::conversation::wording;
use crate::german::fold;
use crate::knowledge::{Guide, Target};
use crate::language::{DayPhrase, Does};
use crate::understanding::{Heard, Slots};

use super::entries::{chosen, entries, numbers, removal};
use super::labels::{form_named, offered};
use super::{Here, Request, asks, noting};

/// What the first intent means here that can mean anything here.
pub(super) fn meant(lookup: &dyn Lookup, session: &Session, read: &Heard) -> Option<Request> {
    let asked = read.questions.first();
    let talk = session.talked_about(lookup.guide());
    let follows = talk.is_some() && asked.is_some_and(|asked| asked.points_back);
    let mut intents = read.intents.iter();
    intents.find_map(|understood| {
        match understood.does {
            // "Was steht in 1.1?" is asked, and does not move the walk.
            Does::Open if asks(lookup, &read.text) => return None,
            // A term of the guide is no request that cannot be met.
            Does::Say if matches!(read.title, Some(Target::Term(_))) => return None,
            // "Worum geht es?" is asked of what was talked about, if anything was.
            Does::About if talk.is_some() => return None,
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
        // "2.1 bis Freitag" where there is no 2.1: it is said so, and nothing is done elsewhere.
        if let Some(number) = understood.slots.unknown_place() {
            let is_asked = asked.is_some_and(|asked| asked.unknown_place().is_some());
            let number = if is_asked { &read.text } else { number };
            return Some(Request::Question(number.to_owned()));
        }
        let request = request(lookup, session, understood.intent, &understood.slots)?;
        Some(in_the_form_named(request, &read.text))
    })
}

/// A document is handed out at once where a text names its form too: "Sitzungsblatt als Text".
fn in_the_form_named(request: Request, text: &str) -> Request {
    match request {
        Request::Tap(TapData {
            action: Action::Export(Some(what)),
            ..
        }) => Request::act(match form_named(text) {
            Some(form) => Action::HandOut { what, form },
            None => Action::Export(Some(what)),
        }),
        request => request,
    }
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
        // Nor shall a "ja" to what was only guessed delete everything: the screen has a button for it.
        Request::Tap(TapData {
            action: Action::Forget { .. },
            ..
        }) => Some(Request::act(Action::Privacy)),
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
        // Where nobody was named, it is asked of the guide.
        Does::WhoDoes if session.project.offices.is_empty() => return None,
        Does::WhoDoes => Request::OpenTasks,
        Does::Operator => Request::Operator,
        Does::Tick | Does::Untick | Does::TickAll | Does::UntickAll => Request::Ticks {
            place: slots.known_place(),
            numbers: match intent.does {
                Does::Tick | Does::Untick => numbers(session, slots)?,
                _ => Vec::new(),
            },
            done: matches!(intent.does, Does::Tick | Does::TickAll),
        },
        // Only of a tick is it known what was done last.
        Does::Also => {
            let last = session.project.ticked.as_ref().map(|(place, _)| place);
            match session.on_screen() {
                Some(Action::Tasks { place, .. }) if last == Some(&place) => also(slots),
                Some(Action::AllTasks(_)) if last.is_some() => also(slots),
                Some(Action::Tasks { .. } | Action::AllTasks(_)) => {
                    Request::Say(wording::ALSO_WHAT.to_owned())
                }
                _ => Request::act(chosen(lookup.guide(), session, slots)?),
            }
        }
        Does::SetDeadline | Does::NoDeadline => Request::Deadline {
            place: slots.known_place(),
            numbers: numbers(session, slots)?,
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
            place: slots.known_place(),
            numbers: numbers(session, slots)?,
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
        Does::ExamplesFor => {
            let words = slots.rest.clone()?;
            let asked = lookup.read(&words).questions.first().cloned()?;
            match asked.unknown_place() {
                Some(number) if asked.content == 0 => Request::Question(number.to_owned()),
                _ => Request::Words(words),
            }
        }
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
    let place = || slots.known_place();
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
        Does::Help | Does::About => Action::Help,
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
        Does::ExportFrame => Action::Export(Some(Handout::Frame(slots.document.clone()?))),
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
        Does::Yes | Does::No => agreed(session, does == Does::Yes)?,
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

/// Another task is done, too.
fn also(slots: &Slots) -> Request {
    Request::Ticks {
        place: None,
        numbers: slots.numbers.clone(),
        done: true,
    }
}

/// What comes of a "ja" or "nein" to what the bot asked.
fn agreed(session: &Session, yes: bool) -> Option<Action> {
    if let Some(note) = note_to_remove(session) {
        return Some(match yes {
            true => Action::RemoveNote {
                note,
                confirmed: true,
            },
            false => Action::Note(note),
        });
    }
    Some(match (session.prompted()?, yes) {
        (Prompt::Forget, true) => Action::Forget { confirmed: true },
        (Prompt::Anew, true) => Action::Anew { confirmed: true },
        (Prompt::DeleteProject(project), true) => Action::DeleteProject {
            project,
            confirmed: true,
        },
        (Prompt::Forget | Prompt::Anew | Prompt::DeleteProject(_), false) => Action::Keep,
        _ => return None,
    })
}

/// The note that is to be removed if somebody agrees, where the screen asks that.
fn note_to_remove(session: &Session) -> Option<NoteId> {
    let mut offered = session.offered.iter();
    offered.find_map(|(_, data)| match Action::decode(data)? {
        Action::RemoveNote {
            note,
            confirmed: true,
        } => Some(note),
        _ => None,
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

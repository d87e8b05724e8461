//! The screen of a place: where one is, what it says in short, what is to be done, where it comes from.
//!
//! The same place has two faces. Where the walk stands it offers to work: tasks, back, next. Anywhere else it is only
//! read, and the way back to where the walk stands is one tap; reading never moves the walk.

use crate::knowledge::{Guide, Place, PlaceId, Status, Target};
use crate::text::{RichText, Span};

use crate::conversation::flows::{changes, examples, place_details};
use crate::conversation::page::screen::{Screen, aside, lines, marked};
use crate::conversation::page::{articles, provenance};
use crate::conversation::value::{Action, Button, Selection, Session};
use crate::conversation::wording;

/// How many tasks stand on a place's own screen.
const TASKS: usize = 5;

/// The place where the walk stands, if the guide still has it.
pub(crate) fn standing<'a>(guide: &'a Guide, session: &Session) -> Option<&'a Place> {
    guide.place(session.at.as_ref()?)
}

/// A place for reading, or for working where the walk stands on it.
pub(crate) fn read(guide: &Guide, session: &Session, id: &PlaceId) -> Screen {
    match guide.place(id) {
        Some(place) => screen(guide, session, place),
        None => changes::gone(guide, session, id),
    }
}

/// A place.
pub(crate) fn screen(guide: &Guide, session: &Session, place: &Place) -> Screen {
    let mut screen = Screen::new(text(guide, session, place));
    screen.place = Some(place.id.clone());
    if session.at.as_ref() == Some(&place.id) {
        working(guide, screen, place)
    } else {
        reading(guide, session, screen, place)
    }
}

/// The ways out of a screen that belongs to a place: back to it, and back to where the walk stands.
pub(crate) fn ways_back(guide: &Guide, session: &Session, place: &Place) -> Vec<Button> {
    if session.at.as_ref() == Some(&place.id) {
        return vec![Button::act(
            wording::back_to(place),
            Action::Open(place.id.clone()),
        )];
    }
    let after = guide.after(&place.id);
    let work = match (place.status, after) {
        // There is nothing to work on; what helps is the next place.
        (Status::Unknown, Some(after)) => {
            Button::act(wording::on_to(after), Action::Open(after.id.clone()))
        }
        _ => Button::act(wording::work_in(place), Action::Open(place.id.clone())),
    };
    let back = standing(guide, session)
        .map(|place| Button::act(wording::back_to(place), Action::Open(place.id.clone())))
        .filter(|back| back.press != work.press);
    std::iter::once(work).chain(back).collect()
}

/// The ways out of a screen at whose end one has read or done all: back, and on to the next place.
pub(crate) fn ways_on(guide: &Guide, session: &Session, place: &Place) -> Vec<Button> {
    let mut buttons = ways_back(guide, session, place);
    if session.at.as_ref() == Some(&place.id) {
        buttons.extend(
            guide
                .after(&place.id)
                .map(|after| Button::act(wording::on_to(after), Action::Open(after.id.clone()))),
        );
    }
    buttons
}

/// The line that says where one is: "Schritt 1 · 1.1 Auftrag einholen".
pub(crate) fn heading(guide: &Guide, place: &Place) -> String {
    let step = place.step.as_ref().and_then(|step| guide.place(step));
    match step {
        Some(step) => format!(
            "{} · {} {}",
            wording::spoken(step),
            place.number,
            place.title
        ),
        None => format!("{} · {}", wording::spoken(place), place.title),
    }
}

fn text(guide: &Guide, session: &Session, place: &Place) -> RichText {
    let mut text = RichText::default().and_title(heading(guide, place));
    if !place.tasks.is_empty() {
        let done = session.done_at(place);
        text = text.and_paragraph(wording::tasks_done(done, place.tasks.len()));
    }
    text = match place.status {
        Status::Complete => text,
        Status::Partial => text.and_paragraph(wording::PARTIAL_TEXT),
        Status::Unknown if place.opening.is_empty() => text.and_paragraph(wording::no_text(place)),
        Status::Unknown => text,
    };
    text = text
        .and(&place.opening)
        .and(&note(place))
        .and(&sections(guide, session, place))
        .and(&tasks(session, place));
    text.and(&aside(provenance::line(guide, &place.from)))
}

/// The beginning of the note; a longer one goes on among the rest of the text.
fn note(place: &Place) -> RichText {
    if place.note.is_empty() {
        return RichText::default();
    }
    let first = RichText {
        blocks: place.note.blocks.iter().take(1).cloned().collect(),
    };
    marked(wording::NOTE, &first)
}

fn sections(guide: &Guide, session: &Session, place: &Place) -> RichText {
    let sections: Vec<Vec<Span>> = guide
        .sections(&place.id)
        .map(|section| {
            let mut line = vec![
                Span::strong(format!("{} ", section.number)),
                Span::plain(section.title.clone()),
            ];
            let (done, all) = (session.done_at(section), section.tasks.len());
            if all > 0 {
                let progress = format!(" · {}", wording::tasks_done(done, all));
                line.push(Span::plain(progress));
            }
            line.extend(
                wording::status(section.status).map(|status| Span::plain(format!(" · {status}"))),
            );
            line
        })
        .collect();
    if sections.is_empty() {
        return RichText::default();
    }
    let title = vec![Span::plain(wording::SECTIONS)];
    lines(std::iter::once(title).chain(sections))
}

/// The tasks; of a long list the beginning, the rest stands on the screen of the tasks.
fn tasks(session: &Session, place: &Place) -> RichText {
    let count = place.tasks.len();
    let shown = if count > TASKS + 1 { TASKS } else { count };
    let tasks = place
        .tasks
        .iter()
        .enumerate()
        .take(shown)
        .map(|(at, task)| {
            let done = session.is_done(&place.id, &task.id);
            vec![
                Span::strong(wording::task_mark(at + 1, done)),
                Span::plain(format!(" {}", task.text)),
            ]
        });
    let more = (shown < count).then(|| vec![Span::plain(wording::further_tasks(count - shown))]);
    lines(tasks.chain(more))
}

fn working(guide: &Guide, screen: Screen, place: &Place) -> Screen {
    let id = || place.id.clone();
    let tasks = (!place.tasks.is_empty()).then(|| {
        let action = Action::Tasks {
            place: id(),
            page: 0,
        };
        Button::act(wording::TASKS, action)
    });
    let more = place_details::holds_more(guide, place).then(|| {
        let action = Action::Rest {
            place: id(),
            page: 0,
        };
        Button::act(wording::MORE, action)
    });
    let more = more.or_else(|| share_button(guide, place));
    let before = guide
        .before(&place.id)
        .map(|before| Button::act(wording::BACK, Action::Open(before.id.clone())));
    let overview = Button::act(wording::OVERVIEW, Action::Overview);
    let after = guide
        .after(&place.id)
        .map(|after| Button::act(wording::on_to(after), Action::Open(after.id.clone())));
    let sections = guide
        .sections(&place.id)
        .map(|section| Button::act(wording::spoken(section), Action::Open(section.id.clone())));
    screen
        .row(
            tasks
                .into_iter()
                .chain(more)
                .chain(examples_button(guide, place)),
        )
        .row(sections)
        .row(before.into_iter().chain([overview]).chain(after))
}

fn reading(guide: &Guide, session: &Session, screen: Screen, place: &Place) -> Screen {
    let more = place_details::holds_more(guide, place).then(|| {
        let action = Action::Rest {
            place: place.id.clone(),
            page: 0,
        };
        Button::act(wording::more_on(place), action)
    });
    let more = more.or_else(|| share_button(guide, place));
    screen
        .row(more.into_iter().chain(examples_button(guide, place)))
        .row(ways_back(guide, session, place))
        .row([Button::act(wording::OVERVIEW, Action::Overview)])
}

/// The button that passes a place on; it stands among what there is more of a place, or here if there is no more.
fn share_button(guide: &Guide, place: &Place) -> Option<Button> {
    articles::share_button(guide, &Target::Place(place.id.clone(), None))
}

/// The button for the examples of a place, if it has any.
pub(crate) fn examples_button(guide: &Guide, place: &Place) -> Option<Button> {
    let selection = Selection::at(&place.id);
    let any = examples::any(guide, &selection);
    any.then(|| Button::act(wording::examples_at(place), Action::Examples(selection)))
}

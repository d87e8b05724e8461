//! How far one is, measured by what is known of the guide and never in hundredths.

use crate::knowledge::{Guide, Status};
use crate::text::{RichText, Span};

use crate::conversation::flows::{overview, place};
use crate::conversation::page::screen::{Screen, lines};
use crate::conversation::value::{Action, Button, Session};
use crate::conversation::wording;

/// `/fortschritt`.
pub(crate) fn screen(guide: &Guide, session: &Session) -> Screen {
    let standing = place::standing(guide, session);
    let (done, all) = guide.places.iter().fold((0, 0), |(done, all), place| {
        (done + session.done_at(place), all + place.tasks.len())
    });
    let mut text = RichText::default()
        .and_title(wording::PROGRESS)
        .and_paragraph(standing.map_or(wording::NOT_BEGUN.to_owned(), wording::where_one_stands))
        .and_paragraph(wording::overall(done, all))
        .and(&lines(guide.steps().filter_map(|step| {
            let (done, all) = overview::progress(guide, session, step);
            (all > 0).then(|| {
                vec![
                    Span::strong(format!("{}: ", wording::spoken(step))),
                    Span::plain(wording::tasks_done(done, all)),
                ]
            })
        })));
    let unknown: Vec<&str> = guide
        .steps()
        .filter(|step| step.status == Status::Unknown)
        .map(|step| step.number.as_str())
        .collect();
    if !unknown.is_empty() {
        text = text.and_paragraph(wording::steps_without_text(&unknown));
    }
    let first = guide.places.first();
    let carry_on = match (standing, first) {
        (Some(place), _) => Some(Button::act(
            wording::carry_on_in(place),
            Action::Open(place.id.clone()),
        )),
        (None, Some(first)) => Some(Button::act(
            wording::begin_with(first),
            Action::Open(first.id.clone()),
        )),
        (None, None) => None,
    };
    let tasks = standing
        .filter(|place| !place.tasks.is_empty())
        .map(|place| {
            let action = Action::Tasks {
                place: place.id.clone(),
                page: 0,
            };
            Button::act(wording::tasks_of(place), action)
        });
    Screen::new(text)
        .row(carry_on.into_iter().chain(tasks))
        .row([Button::act(wording::OVERVIEW, Action::Overview)])
}

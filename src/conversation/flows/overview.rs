//! The overview of steps: number, title, progress, and what is not known or comes from elsewhere.

use std::collections::BTreeMap;

use crate::knowledge::{Guide, Origin, Place, Status};
use crate::text::{RichText, Span};

use crate::conversation::flows::place;
use crate::conversation::page::screen::{Screen, lines};
use crate::conversation::value::{Action, Button, Session};
use crate::conversation::wording;

/// The overview.
pub(crate) fn screen(guide: &Guide, session: &Session) -> Screen {
    let Some(first) = guide.steps().next() else {
        return Screen::saying(wording::NO_PLACES).row([help()]);
    };
    let mut text = RichText::default().and_title(guide.manifest.title.clone());
    if let Some(subtitle) = &guide.manifest.subtitle {
        text = text.and_paragraph(subtitle.clone());
    }
    text = text
        .and(&lines(guide.steps().map(|step| line(guide, session, step))))
        .and(&lines(remarks(guide)));
    let standing = place::standing(guide, session);
    if let Some(place) = standing {
        text = text.and_paragraph(wording::where_one_stands(place));
    }
    let begin = match standing {
        Some(place) => Button::act(wording::carry_on_in(place), Action::Open(place.id.clone())),
        None => Button::act(wording::begin_with(first), Action::Open(first.id.clone())),
    };
    let steps = guide
        .steps()
        .map(|step| Button::act(wording::spoken(step), Action::Open(step.id.clone())));
    Screen::new(text).row([begin]).row(steps).row([
        Button::act(wording::PROGRESS, Action::Progress),
        Button::act(wording::GLOSSARY, Action::Glossary(0)),
    ])
}

/// How many tasks of a step and its sections are ticked off, and how many there are.
pub(crate) fn progress(guide: &Guide, session: &Session, step: &Place) -> (usize, usize) {
    let places = std::iter::once(step).chain(guide.sections(&step.id));
    places.fold((0, 0), |(done, all), place| {
        (done + session.done_at(place), all + place.tasks.len())
    })
}

fn line(guide: &Guide, session: &Session, step: &Place) -> Vec<Span> {
    let mut line = vec![
        Span::strong(format!("{}: ", wording::spoken(step))),
        Span::plain(step.title.clone()),
    ];
    let (done, all) = progress(guide, session, step);
    let progress = (all > 0).then(|| wording::tasks_done(done, all));
    for remark in progress
        .into_iter()
        .chain(wording::status(step.status).map(str::to_owned))
    {
        line.push(Span::plain(format!(" · {remark}")));
    }
    line
}

/// Which steps come from where, as far as it is not the guide itself.
fn remarks(guide: &Guide) -> Vec<Vec<Span>> {
    let mut elsewhere: BTreeMap<Origin, Vec<&str>> = BTreeMap::new();
    for step in guide.steps() {
        let known = step.status != Status::Unknown;
        if known && step.from.origin != Origin::Guide {
            let steps = elsewhere.entry(step.from.origin).or_default();
            steps.push(&step.number);
        }
    }
    let named = elsewhere.into_iter().filter_map(|(origin, steps)| {
        let origin = guide.manifest.origins.get(&origin)?;
        Some(vec![Span::emphasis(wording::steps_from(&steps, origin))])
    });
    named.collect()
}

fn help() -> Button {
    Button::act(wording::ABOUT, Action::Help)
}

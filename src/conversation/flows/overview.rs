//! The overview of steps: number, title, progress, and what is not known or comes from elsewhere.

use std::collections::BTreeMap;

use crate::conversation::page::screen::{Screen, lines};
use crate::conversation::page::{links, place};
use crate::conversation::value::{Action, Button, Session};
use crate::conversation::wording;
use crate::knowledge::{Guide, Origin, Status};
use crate::text::{RichText, Span};

/// The overview.
pub(crate) fn screen(guide: &Guide, session: &Session) -> Screen {
    if guide.steps().next().is_none() {
        return Screen::saying(wording::NO_PLACES).row([links::about()]);
    }
    let mut text = RichText::default().and_title(guide.manifest.title.clone());
    if let Some(subtitle) = &guide.manifest.subtitle {
        text = text.and_paragraph(subtitle.clone());
    }
    let steps = guide.steps().map(|step| {
        let name = format!("{}: ", wording::spoken(step));
        place::line(name, step, session.done_in_step(guide, step))
    });
    text = text.and(&lines(steps)).and(&lines(remarks(guide)));
    if let Some(place) = session.current_place(guide) {
        text = text.and_paragraph(wording::where_one_stands(place));
    }
    let steps = guide.steps();
    Screen::new(text)
        .row(links::carry_on(guide, session))
        .row(steps.map(|step| links::open(wording::spoken(step), step)))
        .row([
            Button::act(wording::PROGRESS, Action::Progress),
            Button::act(wording::GLOSSARY, Action::Glossary(0)),
        ])
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

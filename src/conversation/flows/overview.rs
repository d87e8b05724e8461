//! The overview: the steps by their titles, each to tap; what is done where something is, and what is not known.

use crate::conversation::page::links;
use crate::conversation::page::screen::Screen;
use crate::conversation::value::{Action, Session};
use crate::conversation::wording;
use crate::knowledge::{Guide, Place, Status};
use crate::text::RichText;

/// The overview.
pub(crate) fn screen(guide: &Guide, session: &Session) -> Screen {
    if guide.steps().next().is_none() {
        return Screen::saying(wording::no_places(&guide.manifest.words)).row([links::about()]);
    }
    let mut text = RichText::default().and_title(guide.manifest.title.clone());
    if let Some(subtitle) = &guide.manifest.subtitle {
        text = text.and_paragraph(subtitle.clone());
    }
    let is_known =
        |step: &&Place| step.status != Status::Unknown || guide.sections(&step.id).next().is_some();
    let unknown: Vec<&str> = guide
        .steps()
        .filter(|step| !is_known(step))
        .map(|step| step.number.as_str())
        .collect();
    if !unknown.is_empty() {
        text = text.and_paragraph(wording::steps_without_text(&guide.manifest.words, &unknown));
    }
    let steps = guide.steps().filter(is_known);
    let steps = steps.map(|step| {
        let done = session.project.done_in_step(guide, step);
        links::open(wording::step_on_button(step, done), step)
    });
    let carry_on = links::carry_on(guide, session);
    Screen::of(Action::Overview, text)
        .column(steps)
        .row(carry_on.into_iter().chain(links::all_tasks(guide)))
}

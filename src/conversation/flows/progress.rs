//! How far one is, measured by what is known of the guide and never in hundredths.

use crate::conversation::page::links;
use crate::conversation::page::screen::{Screen, lines};
use crate::conversation::value::Session;
use crate::conversation::wording;
use crate::knowledge::{Guide, Status};
use crate::text::{RichText, Span};

/// `/fortschritt`.
pub(crate) fn screen(guide: &Guide, session: &Session) -> Screen {
    let place = session.current_place(guide);
    let done = guide
        .places
        .iter()
        .map(|place| session.done_at(place))
        .sum();
    let all = guide.places.iter().map(|place| place.tasks.len()).sum();
    let by_step = guide.steps().filter_map(|step| {
        let (done, all) = session.done_in_step(guide, step);
        let name = Span::strong(format!("{}: ", wording::spoken(step)));
        (all > 0).then(|| vec![name, Span::plain(wording::tasks_done(done, all))])
    });
    let mut text = RichText::default()
        .and_title(wording::PROGRESS)
        .and_paragraph(place.map_or(wording::NOT_BEGUN.to_owned(), wording::where_one_stands))
        .and_paragraph(wording::overall(done, all))
        .and(&lines(by_step));
    let unknown = guide.steps().filter(|step| step.status == Status::Unknown);
    let unknown: Vec<&str> = unknown.map(|step| step.number.as_str()).collect();
    if !unknown.is_empty() {
        text = text.and_paragraph(wording::steps_without_text(&unknown));
    }
    let carry_on = links::carry_on(guide, session);
    let tasks = place.and_then(|place| links::tasks(wording::tasks_of(place), place));
    Screen::new(text)
        .row(carry_on.into_iter().chain(tasks))
        .row([links::overview()])
}

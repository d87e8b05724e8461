//! How far one is: a summary of the list of all tasks, measured by what is known of the guide and never in hundredths.

use crate::conversation::page::links;
use crate::conversation::page::screen::{Screen, lines};
use crate::conversation::value::{Action, Matter, Session, Standing};
use crate::conversation::wording;
use crate::knowledge::Guide;
use crate::text::{RichText, Span};

/// `/fortschritt`.
pub(crate) fn screen(guide: &Guide, session: &Session) -> Screen {
    let place = session.project.current_place(guide);
    let done = guide
        .places
        .iter()
        .map(|place| session.project.done_at(place))
        .sum();
    let all = guide.places.iter().map(|place| place.tasks.len()).sum();
    let by_step = guide.steps().filter_map(|step| {
        let (done, all) = session.project.done_in_step(guide, step);
        let name = Span::strong(format!("{}: ", wording::spoken(step)));
        (done > 0).then(|| vec![name, Span::plain(wording::tasks_done(done, all))])
    });
    let mut text = RichText::default()
        .and_title(wording::PROGRESS)
        .and_paragraph(place.map_or(wording::NOT_BEGUN.to_owned(), wording::where_one_stands))
        .and_paragraph(wording::overall(done, all));
    text = text.and(&lines(by_step));
    if let Some(last) = links::ticked_last(guide, session) {
        text = text.and_paragraph(last);
    }
    let matters = session.project.decisions.standings(guide);
    let made = |matter: &&Matter<'_, '_>| matches!(matter.standing, Standing::Decided(_));
    let asked = matters.iter().filter(|matter| matter.asked);
    if guide.has_decisions() {
        let made = asked.clone().filter(made).count();
        text = text.and_paragraph(wording::decisions_in_all(made, asked.count()));
    }
    let carry_on = links::carry_on(guide, session);
    Screen::of(Action::Progress, text)
        .row(links::all_tasks(guide).into_iter().chain(carry_on))
        .ways(guide, session, [])
}

//! What became of the guide since a person was last here: places that vanished, places that changed.
//!
//! A guide is exchanged while people walk through it. Whoever stands on a place that is gone is moved to the step it
//! belonged to, as far as the session remembers it; whoever asks for one is shown that step. Whoever opens a place
//! that says something else than at their last visit is told so, once. Ticks hang on ids and are not touched here.

use crate::conversation::lookup::Lookup;
use crate::conversation::page::news;
use crate::conversation::page::screen::{Screen, Shown};
use crate::conversation::value::{Action, Session};
use crate::conversation::wording;
use crate::knowledge::{Guide, Place, PlaceId};

/// Stands for the fingerprint of a place that is gone, once that was told.
const TOLD: u32 = 0;

/// A walk was moved away from a place that is gone.
pub(crate) struct Moved {
    from: PlaceId,
    to: Option<PlaceId>,
}

/// Moves a walk that stands on a place that is gone.
pub(crate) fn resettle(guide: &Guide, session: &mut Session) -> Option<Moved> {
    let from = session.project.at.take_if(|at| guide.place(at).is_none())?;
    let step = session.project.step_of(&from);
    session.project.at = step.filter(|step| guide.place(step).is_some()).cloned();
    let to = session.project.at.clone();
    Some(Moved { from, to })
}

/// Says what became of the guide, above what is shown, and remembers the places that are.
pub(crate) fn tell(
    lookup: &dyn Lookup,
    session: &mut Session,
    moved: Option<Moved>,
    shown: &mut Shown,
) {
    let guide = lookup.guide();
    for screen in &mut shown.screens {
        let opened = match &screen.view {
            Some(Action::Open(id) | Action::Read(id)) => guide.place(id),
            _ => None,
        };
        if opened.is_some_and(|place| visit(lookup, session, place)) {
            screen.head(wording::PLACE_CHANGED);
        }
    }
    if let Some(place) = session.project.worked_unseen(guide) {
        visit(lookup, session, place);
    }
    let tells_gone = moved.is_some() || shown.screens.iter().any(|screen| screen.says_gone);
    announce(lookup, session, shown, tells_gone);
    if let Some(moved) = moved {
        tell_of_move(guide, session, moved, shown);
    }
}

/// Remembers that a place was opened; tells whether it said something else before.
fn visit(lookup: &dyn Lookup, session: &mut Session, place: &Place) -> bool {
    let guide = lookup.guide();
    let (print, entries) = lookup.print_of(place);
    session.project.visit(guide, place, print, entries)
}

/// Says once after each change of the guide that there is something new at places that were opened; `tells_gone` where it is
/// said already that one is gone.
fn announce(lookup: &dyn Lookup, session: &mut Session, shown: &mut Shown, tells_gone: bool) {
    if session.project.visits.is_empty() || shown.forgets {
        return;
    }
    let now = Some(lookup.print());
    if session.project.told == now {
        return;
    }
    let Some(screen) = shown.screens.first_mut() else {
        return;
    };
    session.project.told = now;
    let is_shown = matches!(screen.view, Some(Action::News(_)));
    // What is gone is told once; it can be opened no more.
    let mut count = 0;
    for new in news::of(lookup.guide(), session) {
        let visits = session.project.visits.iter_mut();
        for visit in visits.filter(|visit| visit.place == new.visit.place) {
            let is_gone = lookup.guide().place(&visit.place).is_none();
            let is_told = is_gone && (tells_gone || visit.print == TOLD);
            count += usize::from(!is_told);
            visit.print = if is_gone { TOLD } else { visit.print };
        }
    }
    if count > 0 && !is_shown {
        screen.head(wording::there_is_news(count));
    }
}

/// A page of what is new.
pub(crate) fn news(guide: &Guide, session: &Session, page: u16) -> Screen {
    news::list(guide, session, page)
}

/// Says that the walk was moved, unless it has gone on from there, was deleted, or nobody would read it: then it stays
/// where it was, and the next reply says so.
fn tell_of_move(guide: &Guide, session: &mut Session, moved: Moved, shown: &mut Shown) {
    if session.project.at != moved.to || shown.forgets {
        return;
    }
    let step = moved.to.as_ref().and_then(|id| guide.place(id));
    match shown.screens.first_mut() {
        Some(screen) if screen.says_gone => {}
        Some(screen) => screen.head(wording::moved_to(step)),
        None => session.project.at = Some(moved.from),
    }
}

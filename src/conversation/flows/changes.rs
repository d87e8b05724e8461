//! What became of the guide since a person was last here: places that vanished, places that changed.
//!
//! A guide is exchanged while people walk through it. Whoever stands on a place that is gone is moved to the step it
//! belonged to, as far as the session remembers it; whoever asks for one is shown that step. Whoever opens a place
//! that says something else than at their last visit is told so, once. Ticks hang on ids and are not touched here.

use crate::conversation::page::screen::Shown;
use crate::conversation::value::{Action, Session, fingerprint};
use crate::conversation::wording;
use crate::knowledge::{Guide, PlaceId};

/// A walk was moved away from a place that is gone.
pub(crate) struct Moved {
    from: PlaceId,
    to: Option<PlaceId>,
}

/// Moves a walk that stands on a place that is gone.
pub(crate) fn resettle(guide: &Guide, session: &mut Session) -> Option<Moved> {
    let from = session.at.take_if(|at| guide.place(at).is_none())?;
    let step = session.step_of(&from);
    session.at = step.filter(|step| guide.place(step).is_some()).cloned();
    let to = session.at.clone();
    Some(Moved { from, to })
}

/// Says what became of the guide, above what is shown, and remembers the places that are.
pub(crate) fn tell(guide: &Guide, session: &mut Session, moved: Option<Moved>, shown: &mut Shown) {
    for screen in &mut shown.screens {
        let opened = match &screen.view {
            Some(Action::Open(id) | Action::Read(id)) => guide.place(id),
            _ => None,
        };
        if opened.is_some_and(|place| session.visit(place, fingerprint::of_place(place))) {
            screen.head(wording::PLACE_CHANGED);
        }
    }
    if let Some(moved) = moved {
        tell_of_move(guide, session, moved, shown);
    }
}

/// Says that the walk was moved, unless it has gone on from there, was deleted, or nobody would read it: then it stays
/// where it was, and the next reply says so.
fn tell_of_move(guide: &Guide, session: &mut Session, moved: Moved, shown: &mut Shown) {
    if session.at != moved.to || shown.forgets {
        return;
    }
    let step = moved.to.as_ref().and_then(|id| guide.place(id));
    match shown.screens.first_mut() {
        Some(screen) if screen.says_gone => {}
        Some(screen) => screen.head(wording::moved_to(step)),
        None => session.at = Some(moved.from),
    }
}

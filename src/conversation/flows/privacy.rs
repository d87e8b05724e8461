//! What is kept, how long, who is responsible, how to delete; and the deleting itself.
//!
//! Deleting asks first, and a yes counts for half an hour: the button of an old question asks again. In a group it is
//! for its admins only, because what is kept belongs to all; where their role could not be looked up, nothing is
//! deleted and that is said. Beginning anew deletes as well and follows the same rules. After deleting, nothing is
//! left: the session equals a new one.

use crate::conversation::lookup::Lookup;
use crate::conversation::page::paging::{Paging, pages};
use crate::conversation::page::screen::{Screen, Shown};
use crate::conversation::page::{admins, links};
use crate::conversation::value::{Action, Button, Event, Moment, Prompt, Session};
use crate::conversation::wording::{self, keeping};
use crate::knowledge::{Guide, Notice};
use crate::text::RichText;

/// `/datenschutz`: in short what is kept, how long, by whom.
pub(crate) fn screen(lookup: &dyn Lookup, session: &Session) -> Screen {
    let guide = lookup.guide();
    let operator = lookup.operator();
    let keep_days = operator.and_then(|operator| operator.keep_days);
    let text = RichText::default()
        .and_title(wording::PRIVACY_TITLE)
        .and_paragraph(wording::KEPT_IN_SHORT)
        .and_paragraph(keeping::kept_until(keep_days))
        .and_paragraph(wording::responsible(operator));
    let forget = Button::act(wording::FORGET, Action::Forget { confirmed: false });
    let own_data = Button::act(keeping::OWN_DATA, Action::OwnData);
    let in_full = Button::act(wording::PRIVACY_IN_FULL, Action::PrivacyInFull(None));
    Screen::of(Action::Privacy, text)
        .row([own_data, forget])
        .ways(guide, session, [in_full])
}

/// The same in full, page by page.
pub(crate) fn in_full(lookup: &dyn Lookup, session: &Session, page: Option<u16>) -> Screen {
    let guide = lookup.guide();
    let operator = lookup.operator();
    let decisions = guide.has_decisions() || !session.project.decisions.is_empty();
    let kept = wording::KEPT.map(|kept| match kept {
        wording::KEPT_BOOKMARKS if decisions => wording::BOOKMARKS_AND_DECISIONS,
        kept => kept,
    });
    let kept = RichText::default()
        .and_bullets(kept.map(str::to_owned))
        .and_paragraph(wording::NOT_KEPT);
    let until = keeping::kept_until(operator.and_then(|operator| operator.keep_days));
    let mut texts = vec![
        (String::new(), wording::notice(guide, Notice::Privacy)),
        (wording::KEPT_TITLE.to_owned(), kept),
        (keeping::HOW_LONG.to_owned(), RichText::paragraph(until)),
        (
            keeping::RIGHTS_TITLE.to_owned(),
            RichText::paragraph(keeping::RIGHTS),
        ),
    ];
    if let Some(messenger) = operator.and_then(|operator| operator.messenger.as_deref()) {
        let [title, seen] = keeping::seen_by(messenger);
        texts.push((title, RichText::paragraph(seen)));
    }
    let responsible = RichText::paragraph(wording::responsible(operator));
    texts.push((keeping::RESPONSIBLE_TITLE.to_owned(), responsible));
    let pages = pages(&texts);
    let paging = Paging::of(page.unwrap_or(0), pages.len());
    let head = paging.titled(wording::PRIVACY_TITLE);
    let text = pages
        .get(paging.at)
        .map_or(head.clone(), |(_, page)| head.and(page));
    let at = |page| Action::PrivacyInFull(Some(page));
    let forget = Button::act(wording::FORGET, Action::Forget { confirmed: false });
    let own_data = Button::act(keeping::OWN_DATA, Action::OwnData);
    Screen::of(Action::PrivacyInFull(page), text)
        .row(paging.turning(at))
        .row([own_data, forget])
        .ways(guide, session, [])
}

/// Who runs this and whom to turn to.
pub(crate) fn operator(lookup: &dyn Lookup, session: &Session) -> Screen {
    let text = RichText::default()
        .and_title(keeping::RESPONSIBLE_TITLE)
        .and_paragraph(wording::responsible(lookup.operator()))
        .and_paragraph(wording::NO_HUMAN);
    let privacy = Button::act(wording::PRIVACY, Action::Privacy);
    Screen::new(text)
        .row([privacy])
        .onward(lookup.guide(), session)
}

/// What can be deleted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Deleting {
    /// Everything, and that is all.
    Everything,
    /// Everything, to begin with the first place again.
    ToBeginAnew,
}

impl Deleting {
    fn prompt(self) -> Prompt {
        match self {
            Self::Everything => Prompt::Forget,
            Self::ToBeginAnew => Prompt::Anew,
        }
    }

    fn action(self, confirmed: bool) -> Action {
        match self {
            Self::Everything => Action::Forget { confirmed },
            Self::ToBeginAnew => Action::Anew { confirmed },
        }
    }
}

/// Deletes, or asks whether to: a yes counts where it was asked for. An old button offers to ask again and does not ask, or
/// whoever presses it twice would have answered.
pub(crate) fn delete(
    guide: &Guide,
    session: &mut Session,
    event: &Event,
    what: Deleting,
    confirmed: bool,
    now: Moment,
) -> Shown {
    let asked = session.prompted();
    if let Some(done) = already_done(guide, session, what).filter(|_| confirmed) {
        return done;
    }
    let is_late = confirmed && asked != Some(what.prompt());
    let confirmed = confirmed && !is_late;
    if let Some(refusal) = admins::refusal(event, what.action(confirmed)) {
        return refusal.onward(guide, session).into();
    }
    if is_late {
        let label = match what {
            Deleting::Everything => wording::FORGET,
            Deleting::ToBeginAnew => wording::ANEW,
        };
        return Screen::saying(wording::NOT_ASKED_ANY_MORE)
            .row([Button::act(label, what.action(false))])
            .ways(guide, session, [])
            .into();
    }
    if !confirmed {
        session.prompt = Some((what.prompt(), now));
        let mut screen = really(what);
        let has = [
            !session.project.notes.is_empty(),
            !session.project.bookmarks.is_empty(),
            !session.project.due.is_empty(),
            !session.project.decisions.is_empty(),
            !session.project.offices.is_empty(),
            session.reminders.is_on(),
        ];
        let said = match what {
            Deleting::ToBeginAnew => wording::stays(has),
            Deleting::Everything => has[3].then(|| wording::DECISIONS_GO.to_owned()),
        };
        let count = session.projects().len();
        let all =
            (what == Deleting::Everything && count > 1).then(|| wording::all_projects_go(count));
        screen.text = said
            .into_iter()
            .chain(all)
            .fold(screen.text, RichText::and_paragraph);
        return screen.into();
    }
    let kept = std::mem::take(session);
    match what {
        Deleting::Everything => Shown {
            forgets: true,
            ..Screen::saying(wording::FORGOTTEN)
                .with_choices(guide)
                .into()
        },
        Deleting::ToBeginAnew => {
            (session.noted, session.project.notes) = (kept.noted, kept.project.notes);
            (session.others, session.numbered) = (kept.others, kept.numbered);
            (session.handing, session.taken) = (kept.handing, kept.taken);
            (session.project.number, session.project.name) =
                (kept.project.number, kept.project.name);
            (session.project.bookmarks, session.project.due) =
                (kept.project.bookmarks, kept.project.due);
            session.project.decisions = kept.project.decisions;
            session.project.offices = kept.project.offices;
            session.reminders = kept.reminders;
            // Where there is no place to begin with, nothing at all is left to be kept.
            let forgets = guide.places.is_empty() && session.is_empty();
            session.prompt = (!forgets).then_some((Prompt::BegunAnew, now));
            Shown {
                forgets,
                ..links::begin(guide)
            }
        }
    }
}

/// What is said to a second yes: that it is done already. `None` where it is not.
fn already_done(guide: &Guide, session: &Session, what: Deleting) -> Option<Shown> {
    match what {
        Deleting::Everything if session.is_empty() => Some(
            Screen::saying(wording::FORGOTTEN)
                .with_choices(guide)
                .into(),
        ),
        Deleting::ToBeginAnew if session.prompted() == Some(Prompt::BegunAnew) => {
            Some(links::begin(guide).with_toast(wording::BEGUN_ALREADY))
        }
        _ => None,
    }
}

/// Says that everything stays; or, to a no that comes too late, that it is gone. `chosen` where the no answers a question
/// that was asked, and is not only a word.
pub(crate) fn keep(guide: &Guide, session: &Session, chosen: bool) -> Screen {
    let words = match session.prompted() {
        Some(Prompt::BegunAnew) => wording::BEGUN_ALREADY,
        Some(
            Prompt::Note(_)
            | Prompt::NoteOrQuestion(..)
            | Prompt::Decision(_)
            | Prompt::DecisionOrQuestion(..)
            | Prompt::Office(_)
            | Prompt::OfficeOrPerson(..)
            | Prompt::ProjectName(_)
            | Prompt::ProjectNameOrQuestion(..),
        ) => wording::NO_NOTE_KEPT,
        None if chosen && session.is_empty() => wording::FORGOTTEN_ALREADY,
        None if session.is_empty() => wording::NOTHING_TO_KEEP,
        None if !chosen => wording::NOTHING_TO_STOP,
        _ => wording::KEPT_ALL,
    };
    Screen::saying(words).onward(guide, session)
}

fn really(what: Deleting) -> Screen {
    let (question, yes) = match what {
        Deleting::Everything => (wording::FORGET_REALLY, wording::FORGET_YES),
        Deleting::ToBeginAnew => (wording::ANEW_REALLY, wording::ANEW_YES),
    };
    Screen::of(what.action(false), RichText::paragraph(question)).row([
        Button::act(yes, what.action(true)),
        Button::act(wording::KEEP, Action::Keep),
    ])
}

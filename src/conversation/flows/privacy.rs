//! What is kept, how long, who is responsible, how to delete; and the deleting itself.
//!
//! Deleting asks first, and a yes counts for half an hour: the button of an old question asks again. In a group it is
//! for its admins only, because what is kept belongs to all; where their role could not be looked up, nothing is
//! deleted and that is said. Beginning anew deletes as well and follows the same rules. After deleting, nothing is
//! left: the session equals a new one.

use crate::knowledge::{Guide, Notice};
use crate::text::RichText;

use crate::conversation::flows::{start, walk};
use crate::conversation::lookup::Lookup;
use crate::conversation::page::screen::Screen;
use crate::conversation::value::{Action, Button, ChatKind, Event, Moment, Prompt, Role, Session};
use crate::conversation::wording;
use crate::conversation::wording::keeping;

/// `/datenschutz`.
pub(crate) fn screen(lookup: &dyn Lookup, session: &Session) -> Screen {
    let guide = lookup.guide();
    let text = RichText::default()
        .and_title(wording::PRIVACY_TITLE)
        .and(&wording::notice(guide, Notice::Privacy))
        .and_title(wording::KEPT_TITLE)
        .and_bullets(wording::KEPT.map(str::to_owned))
        .and_paragraph(wording::NOT_KEPT)
        .and_title(keeping::HOW_LONG)
        .and_paragraph(keeping::kept_until(
            lookup.house().and_then(|house| house.keep_days),
        ))
        .and_title(keeping::RIGHTS_TITLE)
        .and_paragraph(keeping::RIGHTS)
        .and_title(keeping::TELEGRAM_TITLE)
        .and_paragraph(keeping::TELEGRAM)
        .and_title(keeping::RESPONSIBLE_TITLE)
        .and_paragraph(wording::responsible(lookup.house()));
    let forget = Button::act(wording::FORGET, Action::Forget { confirmed: false });
    let own_data = Button::act(keeping::OWN_DATA, Action::OwnData);
    start::onward(guide, session, Screen::new(text).row([own_data, forget]))
}

/// Who runs this and whom to turn to.
pub(crate) fn operator(lookup: &dyn Lookup, session: &Session) -> Screen {
    let text = RichText::default()
        .and_title(keeping::RESPONSIBLE_TITLE)
        .and_paragraph(wording::responsible(lookup.house()))
        .and_paragraph(wording::NO_HUMAN);
    let privacy = Button::act(wording::PRIVACY, Action::Privacy);
    start::onward(lookup.guide(), session, Screen::new(text).row([privacy]))
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
    /// Tells whether the person was asked about this, and not too long ago.
    pub(crate) fn is_asked(self, session: &Session) -> bool {
        session
            .prompt
            .is_some_and(|(prompt, _)| prompt == self.prompt())
    }

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

/// Asks whether to delete.
pub(crate) fn ask(
    guide: &Guide,
    session: &mut Session,
    event: &Event,
    what: Deleting,
    now: Moment,
) -> Screen {
    if let Some(refusal) = refusal(guide, session, event, what, false) {
        return refusal;
    }
    let (question, yes) = match what {
        Deleting::Everything => (wording::FORGET_REALLY, wording::FORGET_YES),
        Deleting::ToBeginAnew => (wording::ANEW_REALLY, wording::ANEW_YES),
    };
    session.prompt = Some((what.prompt(), now));
    Screen::saying(question).row([
        Button::act(yes, what.action(true)),
        Button::act(wording::KEEP, Action::Keep),
    ])
}

/// Deletes.
pub(crate) fn delete(
    guide: &Guide,
    session: &mut Session,
    event: &Event,
    what: Deleting,
) -> Screen {
    if let Some(refusal) = refusal(guide, session, event, what, true) {
        return refusal;
    }
    *session = Session::default();
    match what {
        Deleting::Everything => start::choices(Screen::saying(wording::FORGOTTEN)),
        Deleting::ToBeginAnew => walk::begin(guide, session),
    }
}

/// Says that everything stays.
pub(crate) fn keep(guide: &Guide, session: &Session) -> Screen {
    start::onward(guide, session, Screen::saying(wording::KEPT_ALL))
}

fn refusal(
    guide: &Guide,
    session: &Session,
    event: &Event,
    what: Deleting,
    confirmed: bool,
) -> Option<Screen> {
    if event.chat == ChatKind::Private || event.role == Role::Admin {
        return None;
    }
    if event.role == Role::Member {
        let screen = Screen::saying(wording::ONLY_ADMINS);
        return Some(start::onward(guide, session, screen));
    }
    let again = Button::act(wording::TRY_AGAIN, what.action(confirmed));
    let screen = Screen::saying(wording::ROLE_UNKNOWN).row([again]);
    Some(start::onward(guide, session, screen))
}

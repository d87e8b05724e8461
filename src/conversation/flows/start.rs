//! The start: the guide's welcome, or the way back to where one was.
//!
//! A link with something behind it opens that thing; whoever comes for the first time is welcomed as well.

use crate::knowledge::{ExampleId, Guide, PlaceId, TermId};
use crate::text::RichText;

use crate::conversation::flows::{examples, place};
use crate::conversation::page::screen::{Screen, Shown};
use crate::conversation::value::{Action, Button, ChatKind, DeepLink, Selection, Session};
use crate::conversation::wording;

/// `/start`, with what stands behind it.
pub(crate) fn start(guide: &Guide, session: &Session, chat: ChatKind, payload: &str) -> Shown {
    if payload.is_empty() {
        return greeting(guide, session).into();
    }
    let linked = linked(guide, session, payload);
    // A group was greeted when the bot came; there the link leads straight on.
    let welcomes = linked.is_some() && !session.has_progress() && chat != ChatKind::Group;
    let mut shown = Shown::from(
        linked.unwrap_or_else(|| greeting(guide, session).headed(wording::UNKNOWN_LINK)),
    );
    if welcomes {
        shown.screens.insert(0, Screen::new(welcome_text(guide)));
    }
    shown
}

/// The choices everything begins with.
pub(crate) fn choices(screen: Screen) -> Screen {
    screen
        .row([
            Button::act(wording::STEPS, Action::Overview),
            Button::act(wording::SEARCH_EXAMPLES, Action::AskForWords),
        ])
        .row([Button::act(wording::ABOUT, Action::Help)])
}

/// The choices that lead on from anywhere, the way back to the walk first.
pub(crate) fn onward(guide: &Guide, session: &Session, screen: Screen) -> Screen {
    let back = place::standing(guide, session)
        .map(|place| Button::act(wording::back_to(place), Action::Open(place.id.clone())));
    choices(screen.row(back))
}

fn greeting(guide: &Guide, session: &Session) -> Screen {
    if !session.has_progress() {
        return choices(Screen::new(welcome_text(guide)));
    }
    let mut text = RichText::paragraph(wording::begin_again(&guide.manifest.title));
    let standing = place::standing(guide, session);
    if let Some(place) = standing {
        text = text.and_paragraph(wording::where_one_stands(place));
    }
    text = text.and_paragraph(wording::CARRY_ON_OR_ANEW);
    let carry_on = standing
        .map(|place| Button::act(wording::carry_on_in(place), Action::Open(place.id.clone())));
    let anew = Button::act(wording::ANEW, Action::Anew { confirmed: false });
    choices(Screen::new(text).row(carry_on.into_iter().chain([anew])))
}

fn welcome_text(guide: &Guide) -> RichText {
    if guide.manifest.welcome.is_empty() {
        return RichText::paragraph(wording::plain_welcome(&guide.manifest.title));
    }
    guide.manifest.welcome.clone()
}

/// What a link opens; the bare ids are those of older links.
fn linked(guide: &Guide, session: &Session, payload: &str) -> Option<Screen> {
    if let Some(link) = DeepLink::decode(payload) {
        return link.screen(guide, session);
    }
    let bare = [
        PlaceId::parse(payload).ok().map(DeepLink::Place),
        ExampleId::parse(payload).ok().map(DeepLink::Example),
        TermId::parse(payload).ok().map(DeepLink::Term),
    ];
    let mut bare = bare.into_iter().flatten();
    bare.find_map(|link| link.screen(guide, session))
        .or_else(|| {
            let mut towns = guide.municipalities.iter();
            let town = towns.find(|town| town.id.as_str() == payload)?;
            let of_town = Selection::of(&town.id);
            Some(examples::listed(guide, session, &of_town, None))
        })
}

//! The start: the guide's welcome, or the way back to where one was.
//!
//! A link with something behind it opens that thing; whoever comes for the first time is welcomed as well.

use crate::conversation::page::links;
use crate::conversation::page::screen::{Screen, Shown};
use crate::conversation::value::label::label;
use crate::conversation::value::{Action, Button, ChatKind, DeepLink, Selection, Session};
use crate::conversation::wording;
use crate::knowledge::{ExampleId, Guide, Notice, PlaceId, TermId};
use crate::text::RichText;

/// How many questions are proposed.
const STARTERS: usize = 2;

/// `/start`, with what stands behind it.
pub(crate) fn start(guide: &Guide, session: &Session, chat: ChatKind, payload: &str) -> Shown {
    if payload.is_empty() {
        return greeting(guide, session).into();
    }
    let Some(action) = linked(guide, payload) else {
        // Telegram itself sets something behind the start of a bot that is brought into a group.
        if chat == ChatKind::Group {
            return group(guide, session).into();
        }
        let screen = greeting(guide, session).headed(wording::UNKNOWN_LINK);
        return screen.into();
    };
    let mut shown = Shown::go(action);
    // A group was greeted when the bot came; there the link leads straight on.
    if !session.project.has_progress() && chat != ChatKind::Group {
        shown.screens.push(Screen::new(welcome_text(guide)));
    }
    shown
}

/// The bot came into a group.
pub(crate) fn group(guide: &Guide, session: &Session) -> Screen {
    Screen::new(wording::notice(guide, Notice::GroupWelcome)).onward(guide, session)
}

/// The welcome, or where one was.
pub(crate) fn greeting(guide: &Guide, session: &Session) -> Screen {
    if !session.project.has_progress() {
        return Screen::of(Action::Start, welcome_text(guide))
            .column(starters(guide))
            .with_choices(guide);
    }
    let mut text = RichText::paragraph(wording::begin_again(&guide.manifest.title));
    let place = session.project.current_place(guide);
    if let Some(place) = place {
        text = text.and_paragraph(wording::where_one_stands(place));
    }
    let carry_on = place.map(|place| links::open(wording::carry_on_in(place), place));
    let anew = Button::act(wording::ANEW, Action::Anew { confirmed: false });
    Screen::of(Action::Start, text.and_paragraph(wording::CARRY_ON_OR_ANEW))
        .row(carry_on.into_iter().chain([anew]))
        .with_choices(guide)
}

/// The questions that the guide proposes to beginners.
fn starters(guide: &Guide) -> impl Iterator<Item = Button> {
    let starters = guide.manifest.starters.iter().take(STARTERS);
    let buttons = starters.zip(0..);
    buttons.map(|(question, at)| Button::act(label(question), Action::Starter(at)).below())
}

fn welcome_text(guide: &Guide) -> RichText {
    if guide.manifest.welcome.is_empty() {
        return RichText::paragraph(wording::plain_welcome(&guide.manifest.title));
    }
    guide.manifest.welcome.clone()
}

/// What following a link does; the bare ids are those of older links. `None` if the guide does not have it.
fn linked(guide: &Guide, payload: &str) -> Option<Action> {
    let leads = |link: DeepLink| {
        let link = link.renamed(guide);
        let known = link == DeepLink::Question || link.target(guide).is_some();
        known.then(|| link.action())
    };
    if let Some(link) = DeepLink::decode(payload) {
        return leads(link);
    }
    let bare = [
        PlaceId::parse(payload).ok().map(DeepLink::Place),
        ExampleId::parse(payload).ok().map(DeepLink::Example),
        TermId::parse(payload).ok().map(DeepLink::Term),
    ];
    let mut bare = bare.into_iter().flatten();
    bare.find_map(leads).or_else(|| {
        let mut towns = guide.municipalities.iter();
        let town = towns.find(|town| town.id.as_str() == payload)?;
        Some(Action::Examples(Selection::of(&town.id)))
    })
}

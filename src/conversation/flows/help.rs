//! What the bot can do: in the guide's words, then the ways to say it.

use crate::knowledge::{Guide, Notice};
use crate::text::RichText;

use crate::conversation::flows::place;
use crate::conversation::page::screen::Screen;
use crate::conversation::value::{Action, Button, Session};
use crate::conversation::wording;

/// `/hilfe`.
pub(crate) fn screen(guide: &Guide, session: &Session) -> Screen {
    let text = RichText::default()
        .and_title(wording::ABOUT)
        .and(&wording::notice(guide, Notice::About))
        .and_title(wording::WAYS_TITLE)
        .and_bullets(wording::WAYS.map(str::to_owned))
        .and_paragraph(wording::WAYS_END);
    let back = place::standing(guide, session)
        .map(|place| Button::act(wording::back_to(place), Action::Open(place.id.clone())));
    Screen::new(text)
        .row(back)
        .row([
            Button::act(wording::STEPS, Action::Overview),
            Button::act(wording::SEARCH_EXAMPLES, Action::AskForWords),
        ])
        .row([
            Button::act(wording::GLOSSARY, Action::Glossary(0)),
            Button::act(wording::PRIVACY, Action::Privacy),
        ])
}

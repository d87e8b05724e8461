//! What the bot can do: in the guide's words, then the ways to say it.

use crate::conversation::page::links;
use crate::conversation::page::screen::Screen;
use crate::conversation::value::{Action, Button, Session};
use crate::conversation::wording;
use crate::knowledge::{Guide, Notice};
use crate::text::RichText;

/// `/hilfe`.
pub(crate) fn screen(guide: &Guide, session: &Session) -> Screen {
    let text = RichText::default()
        .and_title(wording::ABOUT)
        .and(&wording::notice(guide, Notice::About))
        .and_title(wording::WAYS_TITLE)
        .and_bullets(wording::WAYS.map(str::to_owned));
    Screen::of(Action::Help, text)
        .row(links::beginnings())
        .row([
            Button::act(wording::GLOSSARY, Action::Glossary(0)),
            Button::act(wording::PRIVACY, Action::Privacy),
        ])
        .row(links::back(guide, session, Some(&Action::Help)))
}

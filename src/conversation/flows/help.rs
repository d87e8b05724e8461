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
        .and_bullets(wording::ways(guide));
    let glossary = || Button::act(wording::GLOSSARY, Action::Glossary(0));
    let glossary = (!guide.terms.is_empty()).then(glossary);
    let privacy = Button::act(wording::PRIVACY, Action::Privacy);
    Screen::of(Action::Help, text)
        .row(links::beginnings(guide))
        .row(glossary.into_iter().chain([privacy]))
        .row(links::back(guide, session, Some(&Action::Help)))
}

//! How screens are shown: in place of each other or each below the last, whole or cut to what counts most.

use crate::conversation::page::screen::{Screen, Shown};
use crate::conversation::value::{Action, Button, Session, Style};
use crate::conversation::wording::style as wording;
use crate::knowledge::Guide;
use crate::text::RichText;

/// `/ansicht`: how it is now, and what can be changed.
pub(crate) fn screen(guide: &Guide, session: &Session) -> Screen {
    let Style { below, short } = session.style;
    let text = RichText::default()
        .and_title(wording::TITLE)
        .and_paragraph(wording::placement(below))
        .and_paragraph(wording::length(&guide.manifest.words, short));
    let change = |label, below, short| Button::act(label, Action::Restyle { below, short });
    Screen::of(Action::Style, text)
        .column([
            change(wording::change_placement(below), !below, short),
            change(wording::change_length(short), below, !short),
        ])
        .ways(guide, session, [])
}

/// Changes it; what is shown next is shown so.
pub(crate) fn change(guide: &Guide, session: &mut Session, style: Style) -> Shown {
    session.style = style;
    Shown::from(screen(guide, session)).with_toast(wording::CHANGED)
}

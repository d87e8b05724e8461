//! The examples that are kept, in the order of the guide, those that are gone from it too.

use crate::conversation::value::label::label;
use crate::conversation::value::{Action, Bookmark, Button, Session};
use crate::conversation::wording;
use crate::knowledge::{ExampleId, Guide, Place};

use super::examples;
use super::paging::Paging;
use super::screen::Screen;

/// How many stand on a page.
const PAGE: usize = 6;

/// The button that keeps an example, or keeps it no longer.
pub(crate) fn toggle(session: &Session, example: &ExampleId) -> Button {
    let is_kept = session.project.has_bookmark(example);
    let label = match is_kept {
        true => wording::REMOVE_BOOKMARK,
        false => wording::ADD_BOOKMARK,
    };
    Button::act(label, set(example, !is_kept))
}

/// The button to all that are kept, where there are any.
pub(crate) fn all(session: &Session) -> Option<Button> {
    let count = session.project.bookmarks.len();
    let label = wording::counted(wording::BOOKMARKS_BUTTON, count);
    (count > 0).then(|| Button::act(label, Action::Bookmarks(0)))
}

/// A page of them.
pub(crate) fn list(guide: &Guide, session: &Session, page: u16) -> Screen {
    let kept = in_order(guide, session);
    let (paging, shown) = Paging::over(&kept, PAGE, page);
    let mut text = paging.titled(wording::BOOKMARKS);
    if kept.is_empty() {
        text = text
            .and_paragraph(wording::NO_BOOKMARKS)
            .and_paragraph(wording::HOW_TO_BOOKMARK);
    }
    let mut last = None;
    for (at, bookmark) in shown.clone() {
        let of = place_of(guide, bookmark);
        let id = of.map(|place| &place.id);
        if last != Some(id) {
            text = text.and_title(of.map_or(wording::WHERE_NO_PLACE.to_owned(), wording::titled));
            last = Some(id);
        }
        text = text.and_paragraph(format!("{} {}", at + 1, named(guide, bookmark)));
    }
    let open = shown.map(|(at, bookmark)| button(guide, bookmark, at + 1));
    let at = u16::try_from(paging.at).unwrap_or(u16::MAX);
    Screen {
        listed: kept
            .iter()
            .filter(|bookmark| guide.example(&bookmark.example).is_some())
            .map(|bookmark| bookmark.example.clone())
            .collect(),
        ..Screen::of(Action::Bookmarks(at), text)
    }
    .column(open)
    .row(paging.turning(Action::Bookmarks))
    .ways(guide, session, [])
}

/// Opens it; what is gone from the guide can only be removed.
fn button(guide: &Guide, bookmark: &Bookmark, number: usize) -> Button {
    match guide.example(&bookmark.example) {
        Some(example) => {
            let label = label(&format!("{number} {}", examples::named(guide, example)));
            Button::act(label, Action::Example(example.id.clone()))
        }
        None => {
            let label = wording::remove_bookmark(number, bookmark.example.as_str());
            Button::act(label, set(&bookmark.example, false))
        }
    }
}

/// What an example is called, or that it is gone.
fn named(guide: &Guide, bookmark: &Bookmark) -> String {
    match guide.example(&bookmark.example) {
        Some(example) => examples::named(guide, example),
        None => wording::keeping::gone(bookmark.example.as_str()),
    }
}

fn set(example: &ExampleId, kept: bool) -> Action {
    let example = example.clone();
    Action::Bookmark { example, kept }
}

/// In the order in which their places stand in the guide; those of none come last.
fn in_order<'s>(guide: &Guide, session: &'s Session) -> Vec<&'s Bookmark> {
    let mut kept: Vec<&Bookmark> = session.project.bookmarks.iter().collect();
    kept.sort_by_key(|bookmark| {
        let mut places = guide.places.iter();
        let place = bookmark.place.as_ref();
        let at = places.position(|known| Some(&known.id) == place);
        at.unwrap_or(usize::MAX)
    });
    kept
}

fn place_of<'g>(guide: &'g Guide, bookmark: &Bookmark) -> Option<&'g Place> {
    guide.place(bookmark.place.as_ref()?)
}

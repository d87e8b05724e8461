//! Bookmarks: keeping an example to find it again, and no longer.
//!
//! Both set a state, so pressing twice does no harm.

use crate::conversation::page::screen::{Screen, Shown};
use crate::conversation::page::{bookmarks, examples};
use crate::conversation::value::{Action, Selection, Session};
use crate::conversation::wording;
use crate::knowledge::{ExampleId, Guide};

/// Keeps an example, or keeps it no longer, and shows it again; what is gone from the guide leaves the list.
pub(crate) fn set(guide: &Guide, session: &mut Session, id: &ExampleId, kept: bool) -> Shown {
    if !kept {
        session.project.remove_bookmark(id);
    }
    let Some(example) = guide.example(id) else {
        return match kept {
            true => Shown::go(Action::Examples(Selection::default())).headed(wording::EXAMPLE_GONE),
            false => Shown::from(bookmarks::list(guide, session, 0))
                .headed(wording::BOOKMARK_REMOVED)
                .with_toast(wording::BOOKMARK_REMOVED),
        };
    };
    if kept && !session.project.add_bookmark(example) {
        return Screen::saying(wording::too_many_bookmarks())
            .row(bookmarks::all(session))
            .ways(guide, session, [])
            .into();
    }
    let page = match session.on_screen() {
        Some(Action::ExamplePage(shown, page)) if shown == *id => page,
        _ => 0,
    };
    let said = match kept {
        true => wording::BOOKMARK_KEPT,
        false => wording::BOOKMARK_REMOVED,
    };
    Shown::from(examples::example(guide, session, example, page))
        .headed(said)
        .with_toast(said)
}

/// A page of what is kept.
pub(crate) fn list(guide: &Guide, session: &Session, page: u16) -> Screen {
    bookmarks::list(guide, session, page)
}

//! `/qr`: the link to a place or an example, also as a code that cameras read, for meetings and slides.
//!
//! Which address a link has is known only to the door, which draws the code.

use crate::conversation::page::screen::{Screen, Shown};
use crate::conversation::value::{Action, DeepLink, File, FileContent, Session};
use crate::conversation::wording;
use crate::knowledge::{Guide, PlaceId};

/// The code of a place; without one, of what is on the screen, else of where the walk stands.
pub(crate) fn of(guide: &Guide, session: &Session, place: Option<PlaceId>) -> Shown {
    let link = match (place, session.on_screen()) {
        (Some(place), _) => Some(DeepLink::Place(place)),
        (None, Some(Action::Example(id) | Action::ExamplePage(id, _))) => {
            Some(DeepLink::Example(id))
        }
        (None, view) => {
            let shown = view.as_ref().and_then(Action::place).cloned();
            shown
                .or_else(|| session.project.at.clone())
                .map(DeepLink::Place)
        }
    };
    let caption = match &link {
        Some(DeepLink::Place(id)) => guide.place(id).map(wording::titled),
        Some(DeepLink::Example(id)) => guide.example(id).map(|example| example.title.clone()),
        _ => None,
    };
    let (Some(link), Some(caption)) = (link, caption) else {
        return Screen::saying(wording::CODE_OF_WHAT)
            .onward(guide, session)
            .into();
    };
    let file = File {
        name: format!("lotse-{}.png", link.encode()),
        media: "image/png",
        otherwise: caption.clone(),
        caption,
        content: FileContent::Code(link),
        with_records: false,
    };
    Shown {
        file: Some(file),
        ..Shown::nothing()
    }
}

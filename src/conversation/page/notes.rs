//! Notes to read: one, and those of a place or of the whole chat in the order of the guide.

use crate::conversation::value::label::shortened;
use crate::conversation::value::{Action, Button, LocalClock, Note, NoteId, Session};
use crate::conversation::wording;
use crate::knowledge::{Guide, Place, PlaceId};
use crate::text::RichText;

use super::paging::{self, Paging};
use super::screen::{Screen, aside};
use super::{links, phone};

/// How many notes stand on a page.
const PAGE: usize = 5;

/// How many lines they have there with the titles of their places; that of the first is always shown.
const LINES: usize = 22;

/// How much of a note a list shows, in characters.
const BEGINNING: usize = 120;

/// A note as it was written.
pub(crate) fn of_note(
    guide: &Guide,
    session: &Session,
    note: &Note,
    clock: LocalClock<'_>,
) -> Screen {
    let place = place_of(guide, note);
    let text = RichText::default()
        .and_title(wording::note_at(place))
        .and_paragraph(note.text.clone())
        .and(&aside(wording::written(clock.day(note.at))));
    let others = (session.project.notes.len() > 1).then(|| all(wording::ALL_NOTES));
    let view = Action::Note(note.id);
    let read = place.and_then(|place| links::read_from(guide, session, &view, place));
    Screen::of(view, text)
        .row([
            Button::act(wording::CHANGE_NOTE, Action::ChangeNote(note.id)),
            remove(wording::REMOVE_NOTE, note.id, false),
        ])
        .row(others)
        .ways(guide, session, read)
}

/// The button that removes a note, or asks whether it shall.
pub(crate) fn remove(label: &str, note: NoteId, confirmed: bool) -> Button {
    Button::act(label, Action::RemoveNote { note, confirmed })
}

/// The button to all notes.
pub(crate) fn all(label: &str) -> Button {
    let (place, page) = (None, 0);
    Button::act(label, Action::Notes { place, page })
}

/// The button to the notes of a place, where it has any.
pub(crate) fn at(session: &Session, place: &Place) -> Option<Button> {
    let count = session.project.notes.at(Some(&place.id)).count();
    let notes = Action::Notes {
        place: Some(place.id.clone()),
        page: 0,
    };
    (count > 0).then(|| Button::act(wording::notes_button(count), notes))
}

/// The button that asks for a note.
pub(crate) fn write(place: Option<&PlaceId>) -> Button {
    Button::act(wording::WRITE_NOTE, Action::WriteNote(place.cloned()))
}

/// A page of the notes of a place, or of all.
pub(crate) fn list(guide: &Guide, session: &Session, place: Option<&PlaceId>, page: u16) -> Screen {
    let notes = in_order(guide, session, place);
    let here = place.and_then(|id| guide.place(id));
    let entries: Vec<ListedNote> = (notes.iter().enumerate())
        .map(|(at, note)| ListedNote::of(guide, note, at))
        .collect();
    let is_first = |at: usize| at == 0 || entries[at - 1].title != entries[at].title;
    let heights: Vec<usize> = (0..notes.len())
        .map(|at| entries[at].height(here.is_none() && is_first(at)))
        .collect();
    let pages = paging::within(&heights, PAGE, LINES);
    let paging = Paging::of(page, pages.len());
    let shown = pages.get(paging.at).cloned().unwrap_or_default();
    let mut text = paging.titled(wording::notes_at(here));
    if notes.is_empty() {
        text = text
            .and_paragraph(wording::NO_NOTES)
            .and_paragraph(wording::HOW_TO_NOTE);
    }
    for at in shown.clone() {
        if here.is_none() && (at == shown.start || is_first(at)) {
            text = text.and_title(entries[at].title.clone());
        }
        text = text.and(&entries[at].text);
    }
    let shown = shown.map(|at| (at, notes[at]));
    let open = shown.map(|(at, note)| {
        let label = wording::note_label(at + 1, &note.text);
        Button::act(label, Action::Note(note.id))
    });
    let of = |page| Action::Notes {
        place: place.cloned(),
        page,
    };
    let at = u16::try_from(paging.at).unwrap_or(u16::MAX);
    let read = here.and_then(|place| links::read_from(guide, session, &of(at), place));
    Screen::of(of(at), text)
        .column(open)
        .row(paging.turning(of))
        .row([write(place)])
        .ways(guide, session, read)
}

/// How a note stands in a list, and the title of its place.
struct ListedNote {
    title: String,
    text: RichText,
}

impl ListedNote {
    fn of(guide: &Guide, note: &Note, at: usize) -> Self {
        let place = place_of(guide, note);
        let words = note.text.split_whitespace().collect::<Vec<_>>().join(" ");
        let words = shortened(&words, BEGINNING);
        Self {
            title: place.map_or(wording::WHERE_NO_PLACE.to_owned(), wording::titled),
            text: RichText::paragraph(format!("{} {words}", at + 1)),
        }
    }

    /// How many lines it takes, with the title where that stands above it.
    fn height(&self, is_titled: bool) -> usize {
        let title = RichText::default().and_title(self.title.clone());
        let title = is_titled.then(|| phone::height(&title));
        phone::height(&self.text) + 1 + title.unwrap_or_default()
    }
}

/// Notes in the order in which their places stand in the guide; those of none come last.
fn in_order<'s>(guide: &Guide, session: &'s Session, place: Option<&PlaceId>) -> Vec<&'s Note> {
    let at = |note: &Note| {
        let mut places = guide.places.iter();
        places
            .position(|place| Some(&place.id) == note.place.as_ref())
            .unwrap_or(usize::MAX)
    };
    let notes = session.project.notes.iter();
    let mut notes: Vec<&Note> = notes
        .filter(|note| place.is_none() || note.place.as_ref() == place)
        .collect();
    notes.sort_by_key(|note| at(note));
    notes
}

fn place_of<'g>(guide: &'g Guide, note: &Note) -> Option<&'g Place> {
    guide.place(note.place.as_ref()?)
}

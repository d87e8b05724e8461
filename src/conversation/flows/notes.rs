//! Notes: writing down at a place what the guide does not know of, reading it, changing it, removing it.
//!
//! A note is the person's words, exactly. They come behind „notiz:“ or `/notiz`, or as the message after the button; what
//! is put as a question then is offered as one. Everything happens in a state of its own: pressing twice does no harm.

use crate::conversation::hearing;
use crate::conversation::lookup::Lookup;
use crate::conversation::page::notes;
use crate::conversation::page::screen::{Screen, Shown};
use crate::conversation::value::{
    Action, Button, LocalClock, Note, NoteId, NoteRefusal, Prompt, Session,
};
use crate::conversation::wording;
use crate::knowledge::{Guide, PlaceId};
use crate::understanding::PlaceNamed;

/// Asks for the words of a note at a place; without one, at the place that is meant.
pub(crate) fn invite(
    guide: &Guide,
    session: &mut Session,
    place: Option<PlaceId>,
    clock: LocalClock<'_>,
) -> Screen {
    let place = place.or_else(|| place_meant(guide, session));
    let here = place.as_ref().and_then(|id| guide.place(id));
    let screen = Screen::saying(wording::write_now(here));
    session.prompt = Some((Prompt::Note(place), clock.now));
    screen.row([give_up()])
}

/// Asks for other words of a note.
pub(crate) fn ask_to_change(
    guide: &Guide,
    session: &mut Session,
    id: NoteId,
    clock: LocalClock<'_>,
) -> Shown {
    if session.project.notes.get(id).is_none() {
        return gone(guide, session);
    }
    session.prompt = Some((Prompt::ChangedNote(id), clock.now));
    Screen::saying(wording::CHANGE_NOW).row([give_up()]).into()
}

/// What a typed text is, if it is a note: said so in front, or asked for.
pub(crate) fn typed(
    lookup: &dyn Lookup,
    session: &mut Session,
    text: &str,
    clock: LocalClock<'_>,
) -> Option<Shown> {
    if let Some((place, words)) = hearing::note_in(lookup, text) {
        let guide = lookup.guide();
        let (place, unknown) = match place {
            Some(PlaceNamed::Known(place)) => (Some(place), None),
            Some(PlaceNamed::Unknown(number)) => (None, Some(number)),
            None => (place_meant(guide, session), None),
        };
        let before = session.project.notes.len();
        let shown = keep(guide, session, None, place, words, clock);
        let is_kept = session.project.notes.len() > before;
        return Some(match unknown.filter(|_| is_kept) {
            Some(number) => {
                shown.headed(wording::note_without_place(&guide.manifest.words, &number))
            }
            None => shown,
        });
    }
    let (place, changed) = match session.prompted()? {
        Prompt::Note(place) => (place, None),
        Prompt::ChangedNote(id) => (None, Some(id)),
        _ => return None,
    };
    if hearing::is_command_in_words(lookup, session, text) {
        return None;
    }
    if changed.is_none() && hearing::asks(lookup, text) {
        let prompt = Prompt::NoteOrQuestion(place, text.to_owned());
        session.prompt = Some((prompt, clock.now));
        let choice = Screen::saying(wording::NOTE_OR_QUESTION).row([
            Button::act(wording::ANSWER_IT, Action::AskNoted),
            Button::act(wording::AS_NOTE, Action::KeepNoted),
        ]);
        return Some(choice.into());
    }
    Some(keep(lookup.guide(), session, changed, place, text, clock))
}

/// Keeps the words behind `/notiz`.
pub(crate) fn write_down(
    guide: &Guide,
    session: &mut Session,
    words: &str,
    clock: LocalClock<'_>,
) -> Shown {
    let place = place_meant(guide, session);
    keep(guide, session, None, place, words, clock)
}

/// Keeps what was put as a question as a note all the same.
pub(crate) fn keep_noted(guide: &Guide, session: &mut Session, clock: LocalClock<'_>) -> Shown {
    match session.prompted() {
        Some(Prompt::NoteOrQuestion(place, text)) => {
            keep(guide, session, None, place, &text, clock)
        }
        _ => notes::list(guide, session, None, 0).into(),
    }
}

/// The words that were put as a question, to be answered.
pub(crate) fn asked(session: &mut Session) -> Option<String> {
    let asked = session.prompted();
    session.prompt = None;
    match asked {
        Some(
            Prompt::NoteOrQuestion(_, text)
            | Prompt::DecisionOrQuestion(_, text)
            | Prompt::ProjectNameOrQuestion(_, text),
        ) => Some(text),
        _ => None,
    }
}

/// A message that was changed after it became the last note; nothing where it is not that.
pub(crate) fn edited(
    lookup: &dyn Lookup,
    session: &mut Session,
    text: &str,
    clock: LocalClock<'_>,
) -> Option<Shown> {
    let last = session.project.notes.iter().last()?.clone();
    let said = hearing::note_in(lookup, text);
    let words = said.as_ref().map_or(text, |(_, words)| *words);
    if last.at.has_lapsed(clock.now) || !hearing::is_edit_of(&last.text, words) {
        // It was a note once; which one, nobody knows.
        said?;
        let mut notes = session.project.notes.iter();
        return Some(match notes.any(|note| note.text == words) {
            true => Shown::nothing(),
            false => Screen::saying(wording::WHICH_NOTE)
                .onward(lookup.guide(), session)
                .into(),
        });
    }
    if last.text == words {
        return Some(Shown::nothing());
    }
    let (id, place) = (last.id, last.place.clone());
    Some(keep(lookup.guide(), session, Some(id), place, words, clock))
}

/// Keeps a note, new or in place of another.
fn keep(
    guide: &Guide,
    session: &mut Session,
    changed: Option<NoteId>,
    place: Option<PlaceId>,
    text: &str,
    clock: LocalClock<'_>,
) -> Shown {
    let before = changed.and_then(|id| session.project.notes.get(id));
    if changed.is_some() && before.is_none() {
        session.prompt = None;
        return gone(guide, session);
    }
    let place = before.map_or(place, |before| before.place.clone());
    let id = changed.unwrap_or(NoteId(session.last_note().saturating_add(1)));
    let note = Note {
        id,
        project: session.project.number,
        place,
        text: text.to_owned(),
        at: clock.now,
    };
    match session.project.notes.keep(note.clone()) {
        Err(why) => refused(guide, session, why),
        Ok(()) => {
            session.prompt = None;
            session.noted = session.noted.max(id.0);
            let said = match changed {
                Some(_) => wording::NOTE_CHANGED,
                None => wording::NOTE_KEPT,
            };
            Shown::from(notes::of_note(guide, session, &note, clock)).headed(said)
        }
    }
}

/// Why it is not kept. What was asked for stays asked for, so that a shorter one can follow.
fn refused(guide: &Guide, session: &Session, why: NoteRefusal) -> Shown {
    let screen = Screen::saying(wording::note_refused(why));
    let all = (why == NoteRefusal::TooMany).then(|| notes::all(wording::ALL_NOTES));
    let give_up = session.prompted().map(|_| give_up());
    screen
        .row(all.into_iter().chain(give_up))
        .ways(guide, session, [])
        .into()
}

/// One note.
pub(crate) fn show(guide: &Guide, session: &Session, id: NoteId, clock: LocalClock<'_>) -> Shown {
    match session.project.notes.get(id) {
        Some(note) => notes::of_note(guide, session, note, clock).into(),
        None => gone(guide, session),
    }
}

/// A page of notes.
pub(crate) fn list(guide: &Guide, session: &Session, place: Option<&PlaceId>, page: u16) -> Screen {
    notes::list(guide, session, place, page)
}

/// Removes a note, once that was agreed to.
pub(crate) fn remove(
    guide: &Guide,
    session: &mut Session,
    id: NoteId,
    confirmed: bool,
    clock: LocalClock<'_>,
) -> Shown {
    let Some(note) = session.project.notes.get(id) else {
        return gone(guide, session);
    };
    if confirmed {
        session.project.notes.remove(id);
        // Nothing leads back to it.
        let shows_it = |data: &String| Action::decode(data) == Some(Action::Note(id));
        session.trail.retain(|data| !shows_it(data));
        let list = notes::list(guide, session, None, 0);
        return Shown::from(list.headed(wording::NOTE_REMOVED)).with_toast(wording::NOTE_REMOVED);
    }
    let mut screen = notes::of_note(guide, session, note, clock).headed(wording::REMOVE_REALLY);
    screen.rows = Vec::new();
    screen
        .row([
            notes::remove(wording::REMOVE_NOTE_YES, id, true),
            Button::act(wording::KEEP, Action::Note(id)),
        ])
        .into()
}

fn gone(guide: &Guide, session: &Session) -> Shown {
    let list = notes::list(guide, session, None, 0);
    Shown::from(list.headed(wording::NOTE_GONE)).with_toast(wording::NOTE_GONE)
}

fn give_up() -> Button {
    Button::act(wording::GIVE_UP, Action::Keep)
}

/// The place a note is about that names none: that of the notes on the screen, what is talked about, else where the walk is.
fn place_meant(guide: &Guide, session: &Session) -> Option<PlaceId> {
    let noted = match session.on_screen() {
        Some(Action::Note(id)) => session
            .project
            .notes
            .get(id)
            .and_then(|note| note.place.clone()),
        Some(Action::Notes { place, .. } | Action::Decisions { place, .. }) => place,
        Some(Action::Decision(id)) => guide.decision(&id).map(|(place, _)| place.id.clone()),
        _ => None,
    };
    let talk = || session.talked_about(guide)?.place;
    noted
        .or_else(talk)
        .or_else(|| session.project.at.clone())
        .filter(|id| guide.place(id).is_some())
}

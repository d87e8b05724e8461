//! Notes: what people write down at a place of the guide, in their own words.
//!
//! They are kept beside the session, each by itself, so that ticking a task does not write them again: a session holds
//! them while it lives, and [`Notes::changes_since`] says what of them is to be kept anew. They are never content: no
//! search finds them and no log has them.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::event::Moment;
use super::project_id::ProjectId;
use crate::knowledge::PlaceId;

/// How many characters a note may have.
pub const NOTE_LENGTH: usize = 2_000;

/// How many notes a project may have.
pub const NOTE_COUNT: usize = 200;

/// The number of a note in its chat; never given twice.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct NoteId(pub u32);

/// What was written down.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Note {
    /// Its number.
    pub id: NoteId,
    /// The project it belongs to.
    #[serde(default, skip_serializing_if = "ProjectId::is_first")]
    pub project: ProjectId,
    /// The place it was written at; nothing if it was written at none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub place: Option<PlaceId>,
    /// The words, exactly as typed.
    pub text: String,
    /// When it was written, or changed last.
    pub at: Moment,
}

/// The notes of a project, oldest first.
#[derive(Debug, Clone, Default)]
pub struct Notes(Arc<Vec<Arc<Note>>>);

/// Why a note is not kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NoteRefusal {
    /// It has no words.
    Empty,
    /// It has so many characters, more than [`NOTE_LENGTH`].
    TooLong(usize),
    /// There are [`NOTE_COUNT`] already.
    TooMany,
}

/// What is to be kept anew of notes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NoteChange {
    /// This one is new, or says something else than before.
    Kept(Arc<Note>),
    /// There is none of this number any more.
    Removed(NoteId),
}

impl PartialEq for Notes {
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.0, &other.0) || self.0 == other.0
    }
}

impl Eq for Notes {}

impl FromIterator<Note> for Notes {
    fn from_iter<I: IntoIterator<Item = Note>>(notes: I) -> Self {
        let mut notes: Vec<_> = notes.into_iter().map(Arc::new).collect();
        notes.sort_by_key(|note| note.id);
        Self(Arc::new(notes))
    }
}

impl Notes {
    /// All of them, oldest first.
    pub fn iter(&self) -> impl Iterator<Item = &Note> {
        self.0.iter().map(|note| &**note)
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The note of this number.
    pub fn get(&self, id: NoteId) -> Option<&Note> {
        self.iter().find(|note| note.id == id)
    }

    /// The notes written at a place.
    pub fn at<'a>(&'a self, place: Option<&'a PlaceId>) -> impl Iterator<Item = &'a Note> {
        self.iter().filter(move |note| note.place.as_ref() == place)
    }

    /// Keeps a note of this number, in place of the one that had it.
    ///
    /// # Errors
    /// When it is empty or too long, or when there are too many.
    pub fn keep(&mut self, note: Note) -> Result<(), NoteRefusal> {
        let length = note.text.chars().count();
        if note.text.trim().is_empty() {
            return Err(NoteRefusal::Empty);
        }
        if length > NOTE_LENGTH {
            return Err(NoteRefusal::TooLong(length));
        }
        let at = self.0.binary_search_by_key(&note.id, |note| note.id);
        match at {
            Ok(at) => Arc::make_mut(&mut self.0)[at] = Arc::new(note),
            Err(_) if self.len() >= NOTE_COUNT => return Err(NoteRefusal::TooMany),
            Err(at) => Arc::make_mut(&mut self.0).insert(at, Arc::new(note)),
        }
        Ok(())
    }

    /// Removes a note; harmless where it is gone already.
    pub fn remove(&mut self, id: NoteId) {
        if self.get(id).is_some() {
            Arc::make_mut(&mut self.0).retain(|note| note.id != id);
        }
    }

    /// What changed since they were these.
    pub fn changes_since(&self, before: &Self) -> Vec<NoteChange> {
        if Arc::ptr_eq(&self.0, &before.0) {
            return Vec::new();
        }
        let is_same = |note: &&Arc<Note>| before.get(note.id) == Some(&***note);
        let kept = self.0.iter().filter(|note| !is_same(note)).cloned();
        let gone = before.iter().filter(|note| self.get(note.id).is_none());
        kept.map(NoteChange::Kept)
            .chain(gone.map(|note| NoteChange::Removed(note.id)))
            .collect()
    }

    /// Puts places right that have another id now.
    pub(crate) fn rename_places(&mut self, rename: impl Fn(&PlaceId) -> Option<PlaceId>) {
        let renamed = |note: &Note| note.place.as_ref().and_then(&rename);
        if self.iter().all(|note| renamed(note).is_none()) {
            return;
        }
        for note in Arc::make_mut(&mut self.0) {
            if let Some(place) = renamed(note) {
                Arc::make_mut(note).place = Some(place);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn note(id: u32, text: &str) -> Note {
        Note {
            id: NoteId(id),
            project: ProjectId::default(),
            place: None,
            text: text.to_owned(),
            at: Moment(0),
        }
    }

    #[test]
    fn what_changed_is_told_and_nothing_else() {
        let before: Notes = [note(1, "eins"), note(2, "zwei")].into_iter().collect();
        let mut now = before.clone();
        assert_eq!(now.changes_since(&before), []);
        now.keep(note(1, "EINS")).unwrap();
        now.keep(note(3, "drei")).unwrap();
        now.remove(NoteId(2));
        now.remove(NoteId(9));
        let kept = |note: Note| NoteChange::Kept(Arc::new(note));
        assert_eq!(
            now.changes_since(&before),
            [
                kept(note(1, "EINS")),
                kept(note(3, "drei")),
                NoteChange::Removed(NoteId(2))
            ]
        );
        assert_eq!(before.get(NoteId(1)).unwrap().text, "eins");
    }

    #[test]
    fn a_note_has_words_and_limits() {
        let mut notes = Notes::default();
        assert_eq!(notes.keep(note(1, " \n")), Err(NoteRefusal::Empty));
        let long = "ä".repeat(NOTE_LENGTH + 1);
        assert_eq!(
            notes.keep(note(1, &long)),
            Err(NoteRefusal::TooLong(NOTE_LENGTH + 1))
        );
        for id in 0..NOTE_COUNT {
            let id = u32::try_from(id).unwrap();
            notes.keep(note(id, &long["ä".len()..])).unwrap();
        }
        assert_eq!(
            notes.keep(note(999, "noch eine")),
            Err(NoteRefusal::TooMany)
        );
        assert_eq!(notes.keep(note(7, "statt der siebten")), Ok(()));
    }
}

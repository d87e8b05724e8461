//! How sessions, notes and calls are written down, and read again.
//!
//! Each is JSON with the version of its form and a checksum over the chat, the version and the text, so that a byte
//! that flipped on the disk is found and never becomes a wrong session. What cannot be read is for the caller to set
//! aside. A change of [`Session`] or [`Delivery`] that older text does not satisfy raises the version here and teaches
//! [`read_session`] or [`read_call`] the older one.

use serde::Serialize;
use serde::de::DeserializeOwned;
use sha2::{Digest, Sha256};

use crate::conversation::{Note, NoteId, Session};
use crate::sessions::{ChatKey, Delivery, JournalError};

/// The form that sessions are written in.
const SESSION: i64 = 1;
/// The form that notes are written in.
const NOTE: i64 = 1;
/// The form that calls are written in.
const CALL: i64 = 1;

/// Something written down.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Stored {
    pub(super) version: i64,
    pub(super) text: Vec<u8>,
    pub(super) sum: Vec<u8>,
}

impl Stored {
    /// What stands in three columns of a row from this one on: version, text, sum.
    pub(super) fn of_row(row: &rusqlite::Row<'_>, from: usize) -> rusqlite::Result<Self> {
        Ok(Self {
            version: row.get(from)?,
            text: row.get(from + 1)?,
            sum: row.get(from + 2)?,
        })
    }
}

/// Writes a session down; the default session is nothing.
pub(super) fn write_session(
    chat: ChatKey,
    session: &Session,
) -> Result<Option<Stored>, JournalError> {
    if *session == Session::default() {
        return Ok(None);
    }
    write("session", chat, SESSION, session).map(Some)
}

/// Reads a session; nothing if it is damaged or of a version not known here.
pub(super) fn read_session(chat: ChatKey, stored: &Stored) -> Option<Session> {
    read("session", chat, SESSION, stored)
}

/// Writes a note down.
pub(super) fn write_note(chat: ChatKey, note: &Note) -> Result<Stored, JournalError> {
    write("note", chat, NOTE, note)
}

/// Reads a note; nothing if it is damaged, of a version not known here, or not of this number.
pub(super) fn read_note(chat: ChatKey, id: NoteId, stored: &Stored) -> Option<Note> {
    read("note", chat, NOTE, stored).filter(|note: &Note| note.id == id)
}

/// Writes a call down.
pub(super) fn write_call(chat: ChatKey, call: &Delivery) -> Result<Stored, JournalError> {
    write("call", chat, CALL, call)
}

/// Reads a call; nothing if it is damaged or of a version not known here.
pub(super) fn read_call(chat: ChatKey, stored: &Stored) -> Option<Delivery> {
    read("call", chat, CALL, stored)
}

fn write(
    kind: &str,
    chat: ChatKey,
    version: i64,
    value: &impl Serialize,
) -> Result<Stored, JournalError> {
    // Our own types; the error quotes nothing of them.
    let text = serde_json::to_vec(value).map_err(|error| {
        JournalError::Unavailable(format!("a {kind} cannot be written: {error}"))
    })?;
    let sum = sum(kind, chat, version, &text);
    Ok(Stored { version, text, sum })
}

fn read<T: DeserializeOwned>(
    kind: &str,
    chat: ChatKey,
    version: i64,
    stored: &Stored,
) -> Option<T> {
    let is_whole = stored.sum == sum(kind, chat, stored.version, &stored.text);
    if !is_whole || stored.version != version {
        return None;
    }
    serde_json::from_slice(&stored.text).ok()
}

/// What is kept beside a text to find out whether it is still what was written.
pub(super) fn sum(kind: &str, chat: ChatKey, version: i64, text: &[u8]) -> Vec<u8> {
    let mut hash = Sha256::new();
    hash.update(kind);
    hash.update(chat.id().to_le_bytes());
    hash.update(version.to_le_bytes());
    hash.update(text);
    hash.finalize()[..8].to_vec()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn session() -> Session {
        Session {
            offered: vec![("Weiter".to_owned(), "n".to_owned())],
            ..Session::default()
        }
    }

    #[test]
    fn a_session_comes_back_as_it_was_and_only_for_its_chat() {
        let (mine, other) = (ChatKey::new(1), ChatKey::new(2));
        let stored = write_session(mine, &session()).unwrap().unwrap();
        assert_eq!(read_session(mine, &stored), Some(session()));
        assert_eq!(read_session(other, &stored), None);
        assert_eq!(write_session(mine, &Session::default()), Ok(None));
    }

    #[test]
    fn a_session_of_a_later_version_is_not_guessed_at() {
        let chat = ChatKey::new(1);
        let text = serde_json::to_vec(&session()).unwrap();
        let sum = sum("session", chat, 2, &text);
        let stored = Stored {
            version: 2,
            text,
            sum,
        };
        assert_eq!(read_session(chat, &stored), None);
    }

    /// A session as the first version wrote it; it must stay readable for ever.
    #[test]
    fn a_session_of_the_first_version_is_read() {
        let text = br#"{"at":"auftrag","done":{"auftrag":["schriftlich"]},"topic":null,"offered":[["Weiter","1n"]]}"#;
        let chat = ChatKey::new(1);
        let sum = sum("session", chat, 1, text);
        let stored = Stored {
            version: 1,
            text: text.to_vec(),
            sum,
        };
        let session = read_session(chat, &stored).unwrap();
        assert_eq!(session.project.at.unwrap().as_str(), "auftrag");
        assert_eq!(session.offered.len(), 1);
    }

    proptest! {
        #[test]
        fn whatever_stands_there_is_read_or_refused(
            text in prop::collection::vec(any::<u8>(), 0..200),
            version in -1_i64..3,
            whole in any::<bool>(),
        ) {
            let chat = ChatKey::new(1);
            let sum = if whole { sum("session", chat, version, &text) } else { text.clone() };
            let stored = Stored { version, text, sum };
            let _ = read_session(chat, &stored);
            let _ = read_call(chat, &stored);
        }

        #[test]
        fn a_flipped_bit_is_found(at in any::<prop::sample::Index>(), bit in 0..8_u32) {
            let chat = ChatKey::new(1);
            let mut stored = write_session(chat, &session()).unwrap().unwrap();
            let at = at.index(stored.text.len());
            stored.text[at] ^= 1 << bit;
            prop_assert_eq!(read_session(chat, &stored), None);
        }
    }
}

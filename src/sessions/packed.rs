//! A live session as it waits for its chat's next word: packed.
//!
//! Most live chats are idle. As a [`Session`] somebody in mid-walk takes about five kilobytes of small pieces; packed
//! it takes a tenth. Unpacking costs some microseconds, far less than the commit that follows it. What all sessions
//! share, such as the names of fields, is not kept with each ([`SHARED`]).

use lz4_flex::block::{compress_prepend_size_with_dict, decompress_size_prepended_with_dict};

use crate::conversation::Session;

/// What most written sessions have in common. It need not be right: what a session shares with it is not kept, whatever
/// that is, and nothing packed outlives the process.
const SHARED: &str = r#"{"answers":[{"print":4294967295,"found":true,"at":1800000000,"place":"schritt-1","words":[""]}],
"topic":[{"question":"","place":"","example":"","municipality":null},1800000000],"prompt":null,"searched":null,
"at":"schritt-1","done":{"schritt-1":["]},"visits":[{"place":"schritt-1","step":"schritt-1","print":4294967295},{"place":"
"offered":[["Hilfreich",""],["Nicht hilfreich",""],["Mehr",""],["Aufgaben",""],["Zurück",""],["Übersicht",""],["Weiter: 1.2",""]]}"#;

/// A session in few bytes: its JSON, compressed. No bytes are the session of a chat that never talked.
pub(super) struct Packed(Box<[u8]>);

impl Packed {
    /// Packs a session; nothing if it cannot be written down, which the caller takes for "not live".
    pub(super) fn new(session: &Session) -> Option<Self> {
        if *session == Session::default() {
            return Some(Self(Box::default()));
        }
        let written = serde_json::to_vec(session).ok()?;
        Some(Self(
            compress_prepend_size_with_dict(&written, SHARED.as_bytes()).into_boxed_slice(),
        ))
    }

    /// The session; nothing if it cannot be read, which the caller takes for "not live".
    pub(super) fn unpack(&self) -> Option<Session> {
        if self.0.is_empty() {
            return Some(Session::default());
        }
        let written = decompress_size_prepended_with_dict(&self.0, SHARED.as_bytes()).ok()?;
        serde_json::from_slice(&written).ok()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn unpacked(session: &Session) -> Option<Session> {
        Packed::new(session)?.unpack()
    }

    #[test]
    fn a_session_comes_out_as_it_went_in() {
        let talked = Session {
            offered: vec![("Weiter: 1.2".to_owned(), "1o1-2".to_owned()); 6],
            ..Session::default()
        };
        for session in [Session::default(), talked] {
            assert_eq!(unpacked(&session), Some(session));
        }
    }

    #[test]
    fn who_never_talked_takes_no_room() {
        let packed = Packed::new(&Session::default());
        assert!(packed.is_some_and(|packed| packed.0.is_empty()));
    }
}

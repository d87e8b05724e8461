//! The notes of chats, each a row by itself, so that a session can change without them.

use rusqlite::{Connection, Transaction, params};

use super::stored::{self, Stored};
use crate::conversation::{Note, NoteId};
use crate::sessions::chat::ChatKey;

/// The notes of a chat, and the numbers of those that cannot be read.
pub(super) fn read(db: &Connection, chat: ChatKey) -> rusqlite::Result<(Vec<Note>, Vec<NoteId>)> {
    let mut all =
        db.prepare_cached("SELECT version, text, sum, id FROM notes WHERE chat = ?1 ORDER BY id")?;
    let rows = all.query_map([chat.id()], |row| {
        let id = NoteId(row.get(3)?);
        Ok((id, stored::read_note(chat, id, &Stored::of_row(row, 0)?)))
    })?;
    let (mut notes, mut damaged) = (Vec::new(), Vec::new());
    for row in rows {
        match row? {
            (_, Some(note)) => notes.push(note),
            (id, None) => damaged.push(id),
        }
    }
    Ok((notes, damaged))
}

/// Keeps a note, in place of the one of its number.
pub(super) fn keep(
    db: &Transaction<'_>,
    chat: ChatKey,
    id: NoteId,
    note: &Stored,
) -> rusqlite::Result<()> {
    let sql =
        "INSERT OR REPLACE INTO notes (chat, id, version, text, sum) VALUES (?1, ?2, ?3, ?4, ?5)";
    db.prepare_cached(sql)?
        .execute(params![chat.id(), id.0, note.version, note.text, note.sum])
        .map(drop)
}

/// Removes a note.
pub(super) fn remove(db: &Transaction<'_>, chat: ChatKey, id: NoteId) -> rusqlite::Result<()> {
    db.prepare_cached("DELETE FROM notes WHERE chat = ?1 AND id = ?2")?
        .execute(params![chat.id(), id.0])
        .map(drop)
}

/// Keeps a note that cannot be read where nothing overwrites it.
pub(super) fn set_aside(db: &Transaction<'_>, chat: ChatKey, id: NoteId) -> rusqlite::Result<()> {
    let keep = "INSERT INTO aside (chat, kind, version, text)
        SELECT chat, 'note', version, text FROM notes WHERE chat = ?1 AND id = ?2";
    db.prepare_cached(keep)?.execute(params![chat.id(), id.0])?;
    remove(db, chat, id)
}

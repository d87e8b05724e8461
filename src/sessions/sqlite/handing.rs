//! The codes by which projects move to another chat: of which chat each is, for the hour that it holds.
//!
//! The code itself stands in its chat's session alone; here is a hash of it, so that the chat is found.

use rusqlite::{Connection, OptionalExtension, Transaction, params};
use sha2::{Digest, Sha256};

use crate::conversation::{Moment, ProjectCode};
use crate::sessions::chat::ChatKey;

/// How many bytes of a hash are kept.
const LENGTH: usize = 16;

/// A hash of a code, and until when that holds.
pub(super) type Hashed = (Vec<u8>, Moment);

/// The hash of a code.
pub(super) fn hash(code: &ProjectCode) -> Vec<u8> {
    let mut hash = Sha256::new();
    hash.update("handing");
    hash.update(code.signs());
    hash.finalize()[..LENGTH].to_vec()
}

/// The chat that a code is of.
pub(super) fn giver(db: &Connection, code: &ProjectCode) -> rusqlite::Result<Option<ChatKey>> {
    let mut one = db.prepare_cached("SELECT chat FROM handing WHERE code = ?1")?;
    one.query_row([hash(code)], |row| row.get(0).map(ChatKey::new))
        .optional()
}

/// Keeps the code of a chat in place of the one before, or removes it.
pub(super) fn set(
    db: &Transaction<'_>,
    chat: ChatKey,
    code: Option<&Hashed>,
) -> rusqlite::Result<()> {
    match code {
        Some((code, until)) => db
            .prepare_cached(
                "INSERT OR REPLACE INTO handing (chat, code, until) VALUES (?1, ?2, ?3)",
            )?
            .execute(params![chat.id(), code, until.0]),
        None => db
            .prepare_cached("DELETE FROM handing WHERE chat = ?1")?
            .execute([chat.id()]),
    }
    .map(drop)
}

/// Removes codes whose hour is over.
pub(super) fn sweep(db: &Transaction<'_>, now: Moment) -> rusqlite::Result<()> {
    db.prepare_cached("DELETE FROM handing WHERE until <= ?1")?
        .execute([now.0])
        .map(drop)
}

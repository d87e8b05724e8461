//! Judgements in the journal: counts per place, and keywords that nobody can be found out from.
//!
//! - `verdicts` counts per place and verdict.
//! - `sought` is one row per keyword, and per pair of keywords of one question. Until [`FEW`] different chats looked for
//!   it, `words` is empty and `print`, a hash with a key that is not in this file, is all there is of it.
//! - `sought_by` holds a hash of each such chat, with the day. Keyword and chat are hashed together, so that a chat looks
//!   different at each keyword. When the keyword becomes readable, these rows go; otherwise after [`LAPSE`] days, or
//!   when the chat is forgotten.
//! - `sought_at` counts where it was looked for.

use std::path::Path;

use rusqlite::{Connection, OptionalExtension, Transaction, params};

use super::backup::{BackupError, open_of};
use super::key::FeedbackKey;
use crate::conversation::{Feedback, Judgement, Moment};
use crate::sessions::chat::ChatKey;
use crate::sessions::gathered::{FEW, Gathered, LAPSE, Sought, units};

/// The statements of the step that makes the tables.
pub(super) const STEP: &str = "
CREATE TABLE verdicts (
  place TEXT NOT NULL,
  verdict TEXT NOT NULL,
  count INTEGER NOT NULL,
  PRIMARY KEY (place, verdict)
) STRICT, WITHOUT ROWID;
CREATE TABLE sought (
  print BLOB PRIMARY KEY,
  words TEXT,
  uses INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE sought_by (
  print BLOB NOT NULL,
  chat BLOB NOT NULL,
  day INTEGER NOT NULL,
  PRIMARY KEY (print, chat)
) STRICT, WITHOUT ROWID;
CREATE INDEX sought_by_age ON sought_by (day);
CREATE TABLE sought_at (
  print BLOB NOT NULL,
  place TEXT NOT NULL,
  uses INTEGER NOT NULL,
  PRIMARY KEY (print, place)
) STRICT, WITHOUT ROWID;
";

/// How many keywords may wait to become readable; further ones are not counted.
const MOST: i64 = 50_000;

/// How many rows are looked at together when a chat is forgotten.
const PORTION: usize = 500;

/// By how many days a clock may have been put back between a judgement and a chat's last use.
const CLOCK_AHEAD: i64 = 2;

/// A judgement with everything that is hashed already.
#[derive(Debug)]
pub(super) struct HashedJudgement {
    place: String,
    counts: Vec<(Judgement, i8)>,
    sought: i8,
    units: Vec<Unit>,
}

/// A keyword or a pair of them.
struct Unit {
    print: [u8; super::key::LENGTH],
    chat: [u8; super::key::LENGTH],
    words: String,
}

impl HashedJudgement {
    /// Hashes what is to be hashed.
    pub(super) fn of(chat: ChatKey, feedback: &Feedback, key: &FeedbackKey) -> Self {
        let place = feedback.place.as_ref();
        let unit = |words: String| {
            let print = key.hash("word", &[words.as_bytes()]);
            Unit {
                chat: chat_at(key, &print, chat),
                print,
                words,
            }
        };
        Self {
            place: place.map(ToString::to_string).unwrap_or_default(),
            counts: feedback.counts.clone(),
            sought: feedback.sought,
            units: units(&feedback.words).into_iter().map(unit).collect(),
        }
    }
}

/// Counts a judgement.
pub(super) fn count(
    db: &Transaction<'_>,
    judgement: &HashedJudgement,
    now: Moment,
) -> rusqlite::Result<()> {
    let sql = "INSERT INTO verdicts VALUES (?1, ?2, max(0, ?3))
        ON CONFLICT DO UPDATE SET count = max(0, count + ?3)";
    for (verdict, by) in &judgement.counts {
        db.prepare_cached(sql)?
            .execute(params![judgement.place, verdict.name(), by])?;
    }
    for unit in &judgement.units {
        match judgement.sought {
            1.. => look_for(db, unit, &judgement.place, now)?,
            0 => {}
            _ => take_back(db, unit, &judgement.place)?,
        }
    }
    Ok(())
}

/// A row of `sought_by`: keyword and chat, hashed.
pub(super) type Trace = (Vec<u8>, Vec<u8>);

/// Where to go on looking for traces: the last row that was looked at.
#[derive(Debug, Default, Clone)]
pub(super) struct Looked {
    day: i64,
    at: Trace,
}

/// Looks for the traces of chats among the next rows; nothing to go on from when those were the last.
///
/// Only the key shows which they are, so rows are hashed one by one: a few at a time and before the transaction that
/// removes what was found, or everybody would wait for it. Nothing newer than a chat's last use can be its own.
pub(super) fn traces(
    db: &mut Connection,
    chats: &[ChatKey],
    key: &FeedbackKey,
    from: &Looked,
) -> rusqlite::Result<(Vec<Trace>, Option<Looked>)> {
    let at_once = db.transaction()?;
    let mut newest = i64::MIN;
    for chat in chats {
        let used: Option<i64> = at_once
            .prepare_cached("SELECT used FROM chats WHERE chat = ?1")?
            .query_row([chat.id()], |row| row.get(0))
            .optional()?;
        let day = used.map_or(i64::MAX, |day| day.saturating_add(CLOCK_AHEAD));
        newest = newest.max(day);
    }
    let sql = "SELECT day, print, chat FROM sought_by WHERE (day, print, chat) > (?1, ?2, ?3) AND day <= ?4
        ORDER BY day, print, chat LIMIT ?5";
    let mut some = at_once.prepare_cached(sql)?;
    let mut rows = some.query(params![from.day, from.at.0, from.at.1, newest, PORTION])?;
    let (mut found, mut last, mut count) = (Vec::new(), None, 0);
    while let Some(row) = rows.next()? {
        let at: Trace = (row.get(1)?, row.get(2)?);
        let is_of = |chat: &ChatKey| at.1 == chat_at(key, &at.0, *chat);
        if chats.iter().any(is_of) {
            found.push(at.clone());
        }
        last = Some(Looked {
            day: row.get(0)?,
            at,
        });
        count += 1;
    }
    Ok((found, last.filter(|_| count == PORTION)))
}

/// Removes traces that were found.
pub(super) fn remove(db: &Transaction<'_>, traces: &[Trace]) -> rusqlite::Result<()> {
    let mut removed = 0;
    for (print, chat) in traces {
        removed += db
            .prepare_cached("DELETE FROM sought_by WHERE print = ?1 AND chat = ?2")?
            .execute([print, chat])?;
    }
    drop_orphans(db, removed)
}

/// Removes what waited too long for further chats.
pub(super) fn sweep(db: &Transaction<'_>, now: Moment) -> rusqlite::Result<()> {
    let removed = db
        .prepare_cached("DELETE FROM sought_by WHERE day < ?1")?
        .execute([now.day().saturating_sub(LAPSE)])?;
    drop_orphans(db, removed)
}

/// Reads what can be read.
pub(super) fn read(db: &mut Connection) -> rusqlite::Result<Gathered> {
    let at_once = db.transaction()?;
    let mut gathered = Gathered::default();
    let mut verdicts = at_once.prepare("SELECT place, verdict, count FROM verdicts")?;
    let mut rows = verdicts.query([])?;
    while let Some(row) = rows.next()? {
        let (place, verdict, count): (String, String, u64) =
            (row.get(0)?, row.get(1)?, row.get(2)?);
        if let (Some(verdict), 1..) = (Judgement::named(&verdict), count) {
            let of_place = gathered.places.entry(place).or_default();
            of_place.insert(verdict, count);
        }
    }
    let sql = "SELECT print, words, uses FROM sought WHERE words IS NOT NULL AND uses > 0
        ORDER BY uses DESC, words";
    let mut all = at_once.prepare(sql)?;
    let mut rows = all.query([])?;
    while let Some(row) = rows.next()? {
        let (print, words): (Vec<u8>, String) = (row.get(0)?, row.get(1)?);
        let sql = "SELECT place, uses FROM sought_at WHERE print = ?1 AND uses > 0
            ORDER BY uses DESC, place";
        let places = at_once
            .prepare_cached(sql)?
            .query_map([print], |row| Ok((row.get(0)?, row.get(1)?)))?
            .collect::<rusqlite::Result<_>>()?;
        gathered.sought.push(Sought {
            words: words.split(' ').map(str::to_owned).collect(),
            uses: row.get(2)?,
            places,
        });
    }
    Ok(gathered)
}

/// Reads what was gathered from the journal of a data folder, also while the bot runs.
///
/// # Errors
/// When there is no journal or it cannot be read.
pub fn gathered(folder: &Path) -> Result<Gathered, BackupError> {
    let (mut db, path) = open_of(folder)?;
    // A journal that no newer Lotse has opened yet has no judgements.
    let is_there = "SELECT count(*) FROM sqlite_schema WHERE name = 'sought_at'";
    db.query_row(is_there, [], |row| row.get::<_, i64>(0))
        .and_then(|there| match there {
            0 => Ok(Gathered::default()),
            _ => read(&mut db),
        })
        .map_err(|error| BackupError::Journal(super::OpenError::of_sqlite(&path, &error)))
}

fn look_for(db: &Transaction<'_>, unit: &Unit, place: &str, now: Moment) -> rusqlite::Result<()> {
    let known: Option<bool> = db
        .prepare_cached("SELECT words IS NOT NULL FROM sought WHERE print = ?1")?
        .query_row([unit.print], |row| row.get(0))
        .optional()?;
    if known.is_none() && waiting(db)? >= MOST {
        return Ok(());
    }
    let sql = "INSERT INTO sought VALUES (?1, NULL, 1) ON CONFLICT DO UPDATE SET uses = uses + 1";
    db.prepare_cached(sql)?.execute([unit.print])?;
    let sql = "INSERT INTO sought_at VALUES (?1, ?2, 1) ON CONFLICT DO UPDATE SET uses = uses + 1";
    db.prepare_cached(sql)?
        .execute(params![unit.print, place])?;
    if known == Some(true) {
        return Ok(());
    }
    db.prepare_cached("INSERT OR REPLACE INTO sought_by VALUES (?1, ?2, ?3)")?
        .execute(params![unit.print, unit.chat, now.day()])?;
    let chats: u64 = db
        .prepare_cached("SELECT count(*) FROM sought_by WHERE print = ?1")?
        .query_row([unit.print], |row| row.get(0))?;
    if chats >= FEW {
        db.prepare_cached("UPDATE sought SET words = ?2 WHERE print = ?1")?
            .execute(params![unit.print, unit.words])?;
        db.prepare_cached("DELETE FROM sought_by WHERE print = ?1")?
            .execute([unit.print])?;
    }
    Ok(())
}

fn take_back(db: &Transaction<'_>, unit: &Unit, place: &str) -> rusqlite::Result<()> {
    db.prepare_cached("UPDATE sought SET uses = max(0, uses - 1) WHERE print = ?1")?
        .execute([unit.print])?;
    let sql = "UPDATE sought_at SET uses = max(0, uses - 1) WHERE print = ?1 AND place = ?2";
    db.prepare_cached(sql)?
        .execute(params![unit.print, place])?;
    let removed = db
        .prepare_cached("DELETE FROM sought_by WHERE print = ?1 AND chat = ?2")?
        .execute(params![unit.print, unit.chat])?;
    drop_orphans(db, removed)
}

/// Removes keywords that wait and that no chat is known to have used.
fn drop_orphans(db: &Transaction<'_>, removed: usize) -> rusqlite::Result<()> {
    if removed == 0 {
        return Ok(());
    }
    let sql = "DELETE FROM sought WHERE words IS NULL
        AND NOT EXISTS (SELECT 1 FROM sought_by WHERE sought_by.print = sought.print)";
    db.prepare_cached(sql)?.execute([])?;
    let sql = "DELETE FROM sought_at WHERE print NOT IN (SELECT print FROM sought)";
    db.prepare_cached(sql)?.execute([]).map(drop)
}

fn waiting(db: &Transaction<'_>) -> rusqlite::Result<i64> {
    db.prepare_cached("SELECT count(*) FROM sought WHERE words IS NULL")?
        .query_row([], |row| row.get(0))
}

fn chat_at(key: &FeedbackKey, print: &[u8], chat: ChatKey) -> [u8; super::key::LENGTH] {
    key.hash("chat", &[print, &chat.id().to_le_bytes()])
}

/// Shows nothing of what it holds.
impl std::fmt::Debug for Unit {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Unit(…)")
    }
}

//! Whether a file is the journal it should be, found out in a time that does not grow with it.
//!
//! Before SQLite opens the file: whether it is one of ours at all. After: whether its tables are the ones we made, and
//! whether its pages hold together. A small file (nearly every town's) is checked from end to end; of a large one only
//! the outermost rows of each table and index are read. What lies between is checked when it is read: pages by SQLite,
//! sessions and calls by their own checksums.

use std::fs::File;
use std::io::Read;
use std::path::Path;

use rusqlite::Connection;

use super::fault::OpenError;
use super::schema;

/// Files up to this many bytes are checked from end to end.
const SMALL: i64 = 4 << 20;

/// Refuses a file that is no journal of ours; opens it without SQLite, so not while SQLite has it open.
pub(super) fn header(path: &Path) -> Result<(), OpenError> {
    let damaged = |what: &str| OpenError::Damaged {
        path: path.to_owned(),
        what: what.to_owned(),
    };
    let file = File::open(path).map_err(|error| OpenError::of_system(path, &error))?;
    let mut header = Vec::new();
    file.take(100)
        .read_to_end(&mut header)
        .map_err(|error| OpenError::of_system(path, &error))?;
    if header.is_empty() {
        return Err(damaged("it is empty"));
    }
    let application = header.get(68..72).and_then(|bytes| bytes.try_into().ok());
    let is_ours = application.map(i32::from_be_bytes).map(i64::from) == Some(schema::APPLICATION);
    let is_sqlite = header.starts_with(b"SQLite format 3\0");
    // 1 and 2 are all there are; SQLite would open anything higher for reading only.
    let is_writable = header
        .get(18..20)
        .is_some_and(|forms| forms.iter().all(|form| (1..=2).contains(form)));
    match (is_sqlite, is_ours) {
        (true, true) if !is_writable => Err(damaged("its first bytes are not those of a journal")),
        (true, true) => Ok(()),
        (true, false) if header.len() < 100 => Err(damaged("its end is missing")),
        (false, true) => Err(damaged("its first bytes are not those of a journal")),
        (_, false) => Err(OpenError::Foreign(path.to_owned())),
    }
}

/// Refuses a file whose tables or pages are not what they should be.
pub(super) fn contents(db: &Connection, path: &Path) -> Result<(), OpenError> {
    let fault = find_fault(db).map_err(|error| OpenError::of_sqlite(path, &error))?;
    match fault {
        None => Ok(()),
        Some(what) => Err(OpenError::Damaged {
            path: path.to_owned(),
            what,
        }),
    }
}

/// The first fault of all pages, tables and indexes, however long it takes.
pub(super) fn whole(db: &Connection) -> rusqlite::Result<Option<String>> {
    let said: String = db.query_row("PRAGMA integrity_check(1)", [], |row| row.get(0))?;
    Ok((said != "ok").then_some(said))
}

fn find_fault(db: &Connection) -> rusqlite::Result<Option<String>> {
    let mut pristine = Connection::open_in_memory()?;
    schema::create(&mut pristine, 0)?;
    if schema::tables(db)? != schema::tables(&pristine)? {
        return Ok(Some("its tables are not the ones Lotse made".to_owned()));
    }
    let sizes = "SELECT page_count * page_size FROM pragma_page_count, pragma_page_size";
    let size: i64 = db.query_row(sizes, [], |row| row.get(0))?;
    let fault = if size <= SMALL { whole(db)? } else { None };
    if fault.is_some() {
        return Ok(fault);
    }
    edges(db)?;
    let ahead: bool = db.query_row(
        "SELECT ifnull(max(id), 0) > (SELECT last_row FROM journal) FROM outbox",
        [],
        |row| row.get(0),
    )?;
    Ok(ahead.then(|| "it counts fewer calls than it holds".to_owned()))
}

/// Reads the first and the last row of each table and index.
fn edges(db: &Connection) -> rusqlite::Result<()> {
    const ORDERS: [(&str, &str); 13] = [
        ("chats", "chat"),
        ("chats", "warned"),
        ("updates", "id"),
        ("updates", "at"),
        ("outbox", "id"),
        ("outbox", "queue"),
        ("dead", "id"),
        ("dead", "since"),
        ("aside", "number"),
        ("verdicts", "place"),
        ("sought", "print"),
        ("sought_by", "day"),
        ("sought_at", "print"),
    ];
    for (table, column) in ORDERS {
        for direction in ["ASC", "DESC"] {
            let sql = format!("SELECT * FROM {table} ORDER BY {column} {direction} LIMIT 1");
            db.prepare(&sql)?.query([])?.next()?;
        }
    }
    Ok(())
}

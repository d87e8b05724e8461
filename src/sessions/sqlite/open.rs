//! From a folder to an open journal: lock, look, open, copy if it is older, migrate, check; nothing of it is loaded.
//!
//! A new journal is made beside its place and moved there when it is whole, so a file of that name that is empty or
//! cut off is damage and never a beginning. Where something was kept before, a missing file is refused too.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::Duration;

use rusqlite::config::DbConfig;
use rusqlite::{Connection, OpenFlags};

use super::changes::JournalCounts;
use super::fault::OpenError;
use super::lock::Lock;
use super::{check, former, schema, system};

/// The name of the journal's file.
pub(super) const FILE: &str = "journal.sqlite3";
/// How long a statement waits for another process that has the file.
pub(super) const PATIENCE: Duration = Duration::from_secs(1);

/// An open journal.
#[derive(Debug)]
pub(super) struct Open {
    pub(super) db: Connection,
    pub(super) path: PathBuf,
    pub(super) lock: Lock,
    pub(super) counts: JournalCounts,
}

/// Opens the journal of a bot in a folder; both come into being if they are not there.
pub(super) fn open(folder: &Path, bot: i64) -> Result<Open, OpenError> {
    create_folder(folder)?;
    let lock = Lock::take(folder)?;
    let path = folder.join(FILE);
    let is_there = path
        .try_exists()
        .map_err(|error| OpenError::of_system(&path, &error))?;
    if !is_there {
        if lock.noted() > 0 || is_left(&path, "-wal") {
            return Err(OpenError::Missing(path));
        }
        create(folder, &path, bot)?;
        tracing::info!("a new journal begins");
    }
    check::header(&path)?;
    let mut db = connect(&path).map_err(|error| OpenError::of_sqlite(&path, &error))?;
    prepare(&mut db, &path)?;
    let (kept, counts) =
        JournalCounts::read(&db).map_err(|error| OpenError::of_sqlite(&path, &error))?;
    if kept != bot {
        return Err(OpenError::OtherBot {
            path,
            kept,
            asked: bot,
        });
    }
    if counts.commits < lock.noted() {
        return Err(OpenError::Behind {
            path,
            found: counts.commits,
            noted: lock.noted(),
        });
    }
    Ok(Open {
        db,
        path,
        lock,
        counts,
    })
}

/// A connection that only reads, beside the one that writes: closed last, it leaves the `-wal` file to that one.
pub(super) fn open_reader(path: &Path) -> rusqlite::Result<Connection> {
    let db = connect(path)?;
    db.set_db_config(DbConfig::SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, true)?;
    db.pragma_update(None, "query_only", true)?;
    Ok(db)
}

/// A connection as all of ours are.
pub(super) fn connect(path: &Path) -> rusqlite::Result<Connection> {
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let db = Connection::open_with_flags(path, flags)?;
    db.busy_timeout(PATIENCE)?;
    db.set_prepared_statement_cache_capacity(64);
    db.set_db_config(DbConfig::SQLITE_DBCONFIG_DEFENSIVE, true)?;
    db.set_db_config(DbConfig::SQLITE_DBCONFIG_TRUSTED_SCHEMA, false)?;
    db.pragma_update(None, "cell_size_check", true)?;
    db.pragma_update(None, "temp_store", "MEMORY")?;
    Ok(db)
}

/// Refuses a form that is newer than ours.
pub(super) fn refuse_newer(db: &Connection, path: &Path) -> Result<(), OpenError> {
    let found = schema::version(db).map_err(|error| OpenError::of_sqlite(path, &error))?;
    if found > schema::NEWEST {
        return Err(OpenError::Newer {
            path: path.to_owned(),
            found,
            known: schema::NEWEST,
        });
    }
    if found < 1 {
        return Err(OpenError::Damaged {
            path: path.to_owned(),
            what: format!("its form is {found}"),
        });
    }
    Ok(())
}

/// Makes a connection the one that writes.
fn prepare(db: &mut Connection, path: &Path) -> Result<(), OpenError> {
    let failed = |error: rusqlite::Error| OpenError::of_sqlite(path, &error);
    refuse_newer(db, path)?;
    if db.is_readonly("main").map_err(failed)? {
        return Err(OpenError::Inaccessible {
            path: path.to_owned(),
            what: "it is read-only".to_owned(),
        });
    }
    let mode: String = db
        .pragma_update_and_check(None, "journal_mode", "WAL", |row| row.get(0))
        .map_err(failed)?;
    if mode != "wal" {
        return Err(OpenError::Inaccessible {
            path: path.to_owned(),
            what: "its file system cannot do what SQLite's write-ahead log needs".to_owned(),
        });
    }
    db.pragma_update(None, "synchronous", "FULL")
        .and_then(|()| db.pragma_update(None, "secure_delete", true))
        .and_then(|()| db.pragma_update(None, "wal_autocheckpoint", 0))
        .map_err(failed)?;
    former::keep(db, path)?;
    schema::migrate(db)
        // From here on flushing is the flusher's.
        .and_then(|()| db.pragma_update(None, "synchronous", "NORMAL"))
        .map_err(failed)?;
    check::contents(db, path)
}

fn create_folder(folder: &Path) -> Result<(), OpenError> {
    system::create_private_folder(folder).map_err(|error| OpenError::of_system(folder, &error))
}

/// Makes a new journal beside its place and moves it there.
fn create(folder: &Path, path: &Path, bot: i64) -> Result<(), OpenError> {
    let draft = path.with_extension("new");
    let failed = |error: std::io::Error| OpenError::of_system(&draft, &error);
    if draft.exists() {
        fs::remove_file(&draft).map_err(failed)?;
    }
    system::create_private(&draft).map_err(failed)?;
    connect(&draft)
        .and_then(|mut db| schema::create(&mut db, bot))
        .map_err(|error| OpenError::of_sqlite(&draft, &error))?;
    crash_point!("new.created");
    fs::rename(&draft, path)
        .and_then(|()| system::sync_folder(folder))
        .map_err(|error| OpenError::of_system(path, &error))
}

/// Tells whether SQLite left a file beside the journal with something in it.
fn is_left(path: &Path, ending: &str) -> bool {
    let mut name = path.as_os_str().to_owned();
    name.push(ending);
    fs::metadata(name).is_ok_and(|left| left.len() > 0)
}

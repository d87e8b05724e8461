//! The journal as it was before it took on a newer form: a copy beside it, so that an update can be taken back.
//!
//! What people delete must not live on in it: a copy goes with the first chat that is forgotten, and otherwise a day
//! after it was made, at a start or while Lotse runs. To put one back is left to whoever takes an update back.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use rusqlite::Connection;

use super::fault::OpenError;
use super::{backup, schema};

/// How long a copy lies there at most.
const KEPT: Duration = Duration::from_secs(24 * 3600);
/// How often is looked whether one is due, however the clock is set in between.
const LOOK: Duration = Duration::from_secs(3600);
/// How long to wait when one that is due cannot be removed.
const AGAIN: Duration = Duration::from_secs(60);
/// How the names of the copies begin.
const NAME: &str = "journal-form-";

/// The name of the copy of a journal in an older form; not one that clearing away the journal's own files would meet.
pub(super) fn name(form: i64) -> String {
    format!("{NAME}{form}.sqlite3")
}

/// Copies a journal that is about to take on a newer form.
pub(super) fn keep(db: &Connection, path: &Path) -> Result<(), OpenError> {
    let form = schema::version(db).map_err(|error| OpenError::of_sqlite(path, &error))?;
    if form == schema::NEWEST {
        return Ok(());
    }
    let copy = path.with_file_name(name(form));
    // One that is there is of a start that was cut off, or of an update that was taken back.
    remove(&copy).map_err(|error| OpenError::of_system(&copy, &error))?;
    backup::copy(db, path, &copy).map_err(OpenError::from)?;
    tracing::info!(
        from = form,
        to = schema::NEWEST,
        copy = name(form),
        "the journal takes on a newer form; a copy of the old one is kept for a day, or until a chat is forgotten"
    );
    Ok(())
}

/// The copies that lie in a data folder, each with the time when it goes.
pub(super) struct Former(Vec<(PathBuf, SystemTime)>);

impl Former {
    /// Finds the copies in a folder.
    pub(super) fn find(folder: &Path) -> io::Result<Self> {
        let mut copies = Vec::new();
        for file in fs::read_dir(folder)? {
            let file = file?;
            if !file.file_name().to_string_lossy().starts_with(NAME) {
                continue;
            }
            let made = file.metadata()?.modified()?;
            // What was cut off is of no use, and one of a time to come would lie there for who knows how long.
            let is_whole = file.path().extension() == Some("sqlite3".as_ref());
            let is_fit = is_whole && made <= SystemTime::now();
            let until = if is_fit {
                made + KEPT
            } else {
                SystemTime::UNIX_EPOCH
            };
            copies.push((file.path(), until));
        }
        Ok(Self(copies))
    }

    /// How long until it has to be looked at again; none without copies.
    pub(super) fn rest(&self) -> Option<Duration> {
        let next = self.0.iter().map(|(_, until)| *until).min()?;
        let left = next.duration_since(SystemTime::now());
        Some(left.map_or(AGAIN, |left| left.clamp(AGAIN, LOOK)))
    }

    /// Lets all of them go now.
    pub(super) fn give_up(&mut self) {
        for (_, until) in &mut self.0 {
            *until = SystemTime::UNIX_EPOCH;
        }
        self.tidy();
    }

    /// Removes those that are due.
    pub(super) fn tidy(&mut self) {
        let now = SystemTime::now();
        self.0.retain(|(copy, until)| {
            if *until > now {
                return true;
            }
            match remove(copy) {
                Ok(()) => tracing::info!("the copy of the journal in its older form is gone"),
                Err(error) => {
                    tracing::error!(%error, "the journal in its older form cannot be removed")
                }
            }
            copy.exists()
        });
    }
}

fn remove(file: &Path) -> io::Result<()> {
    match fs::remove_file(file) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
        _ => Ok(()),
    }
}

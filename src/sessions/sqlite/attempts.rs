//! Which updates are being computed, logged behind the commit number in the lock's file.
//!
//! An entry costs one write to a file that is open, because it is made before each batch and read only after an end of
//! the process that left some. It is not taken out when its update is committed: the next entry does that, and whoever
//! reads leaves out what was applied. An entry that is torn counts for nothing; then its updates are computed as any.

use std::collections::{BTreeMap, HashMap};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use super::lock::Lock;
use crate::sessions::chat::UpdateId;
use crate::sessions::in_flight::Attempt;
use crate::sessions::journal::MEMORY_OF_UPDATES;

/// The updates in flight.
pub(super) struct AttemptLog {
    lock: Arc<Lock>,
    noted: Mutex<BTreeMap<UpdateId, LoggedAttempt>>,
}

/// How much speaks against an update, and when it was tried last.
type LoggedAttempt = (i64, i64);

impl AttemptLog {
    /// Takes over what an earlier process left.
    pub(super) fn of(lock: Arc<Lock>) -> Self {
        let noted = Mutex::new(read(lock.left()));
        Self { lock, noted }
    }

    /// Notes that updates are being computed.
    pub(super) fn add(&self, attempt: &Attempt) -> std::io::Result<()> {
        let mut noted = self.noted();
        let oldest = attempt.now.0.saturating_sub(MEMORY_OF_UPDATES);
        noted.retain(|_, (_, at)| *at >= oldest);
        for update in &attempt.updates {
            let note = noted.entry(*update).or_default();
            *note = (note.0 + attempt.strikes, attempt.now.0);
        }
        let lines = noted
            .iter()
            .map(|(update, (strikes, at))| format!("{} {strikes} {at}\n", update.0));
        self.lock
            .note_beside(&(lines.collect::<String>() + END + "\n"))
    }

    /// Forgets updates that are committed.
    pub(super) fn remove(&self, updates: &[UpdateId]) {
        let mut noted = self.noted();
        for update in updates {
            noted.remove(update);
        }
    }

    /// The updates that were begun, and how much speaks against each.
    pub(super) fn all(&self) -> HashMap<UpdateId, i64> {
        let noted = self.noted();
        let strikes = noted.iter().map(|(update, note)| (*update, note.0));
        strikes.collect()
    }

    fn noted(&self) -> MutexGuard<'_, BTreeMap<UpdateId, LoggedAttempt>> {
        self.noted.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The line behind the last note; what stands below it is of a longer note.
const END: &str = ".";

/// What stands in the file; a note without an end is torn.
fn read(text: &str) -> BTreeMap<UpdateId, LoggedAttempt> {
    let mut noted = BTreeMap::new();
    for line in text.lines() {
        if line == END {
            return noted;
        }
        let mut numbers = line.split(' ').map(str::parse);
        let (Some(Ok(update)), Some(Ok(strikes)), Some(Ok(at))) =
            (numbers.next(), numbers.next(), numbers.next())
        else {
            break;
        };
        noted.insert(UpdateId(update), (strikes, at));
    }
    BTreeMap::new()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::conversation::Moment;

    fn attempt(now: i64, updates: &[i64], strikes: i64) -> Attempt {
        Attempt {
            now: Moment(now),
            updates: updates.iter().copied().map(UpdateId).collect(),
            strikes,
        }
    }

    fn left(folder: &std::path::Path) -> Vec<(i64, i64)> {
        let log = AttemptLog::of(Arc::new(Lock::take(folder).unwrap()));
        let mut left: Vec<_> = log.all().into_iter().collect();
        left.sort_unstable();
        left.into_iter()
            .map(|(id, strikes)| (id.0, strikes))
            .collect()
    }

    #[test]
    fn the_next_process_finds_what_was_begun_and_not_removed_before_the_last_note() {
        let folder = tempfile::tempdir().unwrap();
        let lock = Arc::new(Lock::take(folder.path()).unwrap());
        let log = AttemptLog::of(Arc::clone(&lock));
        log.add(&attempt(5, &[70_001, 70_002, 70_003], 0)).unwrap();
        log.remove(&[UpdateId(70_001)]);
        lock.note(12);
        log.add(&attempt(6, &[70_003], 2)).unwrap();
        log.add(&attempt(7, &[70_003], -1)).unwrap();
        drop((log, lock));
        assert_eq!(left(folder.path()), [(70_002, 0), (70_003, 1)]);
        let lock = Arc::new(Lock::take(folder.path()).unwrap());
        assert_eq!(lock.noted(), 12);
        // What Telegram delivers no more is not kept for ever.
        let log = AttemptLog::of(lock);
        log.add(&attempt(7 + MEMORY_OF_UPDATES, &[9], 0)).unwrap();
        drop(log);
        assert_eq!(left(folder.path()), [(9, 0), (70_003, 1)]);
    }

    #[test]
    fn a_torn_note_counts_for_nothing() {
        for text in [
            "",
            "7 0 5\n",
            "7 0 5\n8 0",
            "7 0 5\n8 x 5\n.\n",
            "\0\0\n.\n",
        ] {
            assert_eq!(read(text), BTreeMap::new(), "{text:?}");
        }
        assert_eq!(read("7 2 5\n.\n8 0 5\n.\n").len(), 1);
    }
}

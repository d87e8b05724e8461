//! The one who writes: a thread that makes all changes that wait one transaction.
//!
//! Acknowledgements, which nobody was promised, are answered when they are written: they are in the `-wal` file then,
//! which survives the end of the process. Everything else is answered when it is on the disk
//! ([`flusher`](super::flusher)), and the next transaction does not wait for that. What power takes is always the end
//! of the `-wal` file, so an acknowledgement that is lost takes everything after it along, and its row is sent once
//! more: that it was sent is nothing that anybody was promised.
//!
//! Acknowledgements wait for each other ([`WINDOW`]), because nobody waits for them but the chat's next message;
//! anything else is written at once, with those that wait. What has lapsed is swept out once a minute. A group that
//! fails has changed nothing, and each of its changes gets the error.
//!
//! Checkpoints are made here and not by SQLite, which would keep a failed flush of the main file to itself. When
//! something was erased, the `-wal` file is emptied before the next group, or as soon as nobody reads from it, but not
//! more than once a second: that costs two flushes more, and people who judge answers erase all the time.

use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::mpsc::{Receiver, RecvTimeoutError};
use std::time::{Duration, Instant};

use rusqlite::{Connection, TransactionBehavior};

use super::changes::{self, Change, JournalCounts, Made};
use super::fault;
use super::flusher::{Broken, Flusher, Unflushed};
use super::former::Former;
use super::lock::{self, Lock};
use super::presence::Presence;
use super::worker::{AnswerTo, Worker};
use crate::sessions::JournalError;
use crate::sessions::delivery::OutboxRow;

/// How many changes share a transaction at most.
const GROUP: usize = 256;
/// How long acknowledgements wait for others, or for something that does not wait.
const WINDOW: Duration = Duration::from_millis(10);
/// The `-wal` file is carried over into the main file when it has grown beyond this many bytes.
///
/// Reading it after a kill takes some ten milliseconds; carrying it over takes as long, for everybody who waits.
const LONG_WAL: u64 = 16 << 20;
/// How long to wait before the `-wal` file is emptied again because something was erased.
const AGAIN: Duration = Duration::from_secs(1);

/// A change and who waits for it.
#[derive(Debug)]
pub(super) struct Order {
    pub(super) change: Change,
    pub(super) answer: AnswerTo<Vec<OutboxRow>>,
}

/// Writes to a journal.
pub(super) struct Writer {
    // Dropped in this order: what was written is answered before the file may go and others may have the folder.
    flusher: Worker<Unflushed>,
    db: Connection,
    path: PathBuf,
    wal: PathBuf,
    counts: JournalCounts,
    must_empty_wal: bool,
    /// When it was last emptied, or tried to be.
    emptied: Option<Instant>,
    broken: Broken,
    presence: Presence,
    former: Former,
    /// The minute for which everything lapsed is gone.
    swept: Option<i64>,
    _lock: Arc<Lock>,
}

impl Writer {
    /// Takes over a journal that was opened and checked.
    pub(super) fn new(
        db: Connection,
        path: &Path,
        lock: Arc<Lock>,
        counts: JournalCounts,
    ) -> io::Result<Self> {
        let mut wal = path.as_os_str().to_owned();
        wal.push("-wal");
        let wal = PathBuf::from(wal);
        let lock_file = path.with_file_name(lock::FILE);
        let is_left = std::fs::metadata(&wal).is_ok_and(|left| left.len() > 0);
        let broken = Broken::default();
        Ok(Self {
            flusher: Flusher::open(path, &wal, Arc::clone(&lock), Arc::clone(&broken))?,
            db,
            path: path.to_owned(),
            counts,
            // What an earlier run erased may still stand in the file that it left.
            must_empty_wal: is_left,
            emptied: None,
            broken,
            presence: Presence::of([path, &wal, &lock_file])?,
            former: Former::find(path.parent().unwrap_or(Path::new(".")))?,
            wal,
            swept: None,
            _lock: lock,
        })
    }

    /// Serves orders until nobody is left to give one; then puts everything into the main file.
    pub(super) fn run(mut self, orders: &Receiver<Order>) {
        while let Some(group) = self.gather(orders) {
            self.serve(group);
            self.tidy();
        }
        (self.must_empty_wal, self.emptied) = (true, None);
        crash_point!("stop.before-last-checkpoint");
        self.tidy();
    }

    /// Everything that waits; empty when it is time to tidy up, none when it is time to end.
    fn gather(&self, orders: &Receiver<Order>) -> Option<Vec<Order>> {
        let must_empty = self.must_empty_wal && self.broken.get().is_none();
        let rest = must_empty.then(|| self.rest());
        let first = match rest.into_iter().chain(self.former.rest()).min() {
            None => orders.recv().ok()?,
            Some(rest) => match orders.recv_timeout(rest) {
                Ok(order) => order,
                Err(RecvTimeoutError::Timeout) => return Some(Vec::new()),
                Err(RecvTimeoutError::Disconnected) => return None,
            },
        };
        let mut group = vec![first];
        group.extend(orders.try_iter().take(GROUP - 1));
        let until = Instant::now() + WINDOW;
        while group.len() < GROUP && !group.iter().any(|order| order.change.is_durable()) {
            let Ok(order) = orders.recv_timeout(until.saturating_duration_since(Instant::now()))
            else {
                break;
            };
            group.push(order);
            group.extend(orders.try_iter().take(GROUP - group.len()));
        }
        Some(group)
    }

    fn serve(&mut self, group: Vec<Order>) {
        if group.is_empty() {
            return;
        }
        let durable: Vec<bool> = group.iter().map(|o| o.change.is_durable()).collect();
        let (changes, answers): (Vec<_>, Vec<_>) = group
            .into_iter()
            .map(|order| (order.change, order.answer))
            .unzip();
        // Whoever gave an order may have stopped waiting for it.
        let made = match self.make(changes, durable.contains(&true)) {
            Ok(made) => made,
            Err(error) => {
                for answer in answers {
                    let _ = answer.send(Err(error.clone()));
                }
                return;
            }
        };
        let mut written = Vec::new();
        for ((answer, made), is_durable) in answers.into_iter().zip(made).zip(durable) {
            if is_durable {
                written.push((answer, made.rows));
            } else {
                let _ = answer.send(Ok(made.rows));
            }
        }
        if !written.is_empty() {
            // Dropped with a thread that has ended, the answers tell those who wait.
            self.flusher.give(Unflushed {
                commit: self.counts.commits,
                answers: written,
            });
        }
    }

    fn make(&mut self, changes: Vec<Change>, durable: bool) -> Result<Vec<Made>, JournalError> {
        if let Some(broken) = self.broken.get() {
            return Err(broken.clone());
        }
        if durable {
            self.presence.check()?;
        }
        let before = self.counts;
        let made = self.transact(changes, durable);
        let made = made.map_err(|error| {
            self.counts = before;
            self.note(&error)
        })?;
        self.must_empty_wal |= made.iter().any(|made| made.erases);
        if made.iter().any(|made| made.forgets) {
            self.former.give_up();
        }
        Ok(made)
    }

    fn transact(&mut self, changes: Vec<Change>, durable: bool) -> rusqlite::Result<Vec<Made>> {
        let all = self
            .db
            .transaction_with_behavior(TransactionBehavior::Immediate)?;
        let mut made = Vec::with_capacity(changes.len());
        for change in changes {
            if let Some(now) = change.moment()
                && self.swept != Some(now.0 / 60)
            {
                let is_done = changes::sweep(&all, now)?;
                self.swept = is_done.then_some(now.0 / 60);
            }
            made.push(change.make(&all, &mut self.counts)?);
        }
        if durable {
            self.counts.commits += 1;
            self.counts.write(&all)?;
            crash_point!("journal.before-commit");
        }
        all.commit()?;
        Ok(made)
    }

    /// Carries the `-wal` file over when it is long, and empties it when something was erased; removes copies that are due.
    fn tidy(&mut self) {
        self.former.tidy();
        let must_empty = self.must_empty_wal && self.rest().is_zero();
        let is_long = || std::fs::metadata(&self.wal).is_ok_and(|wal| wal.len() > LONG_WAL);
        if self.broken.get().is_some() || !(must_empty || is_long()) {
            return;
        }
        self.emptied = Some(Instant::now());
        match self.checkpoint() {
            Ok(is_done) => self.must_empty_wal &= !is_done,
            Err(error) => {
                let error = self.note(&error);
                tracing::error!(%error, "the journal's -wal file cannot be carried over");
            }
        }
    }

    /// How long until the `-wal` file may be emptied again.
    fn rest(&self) -> Duration {
        let since = self.emptied.map(|emptied| emptied.elapsed());
        since.map_or(Duration::ZERO, |since| AGAIN.saturating_sub(since))
    }

    /// Returns whether the `-wal` file is empty now; it stays while somebody reads from it.
    fn checkpoint(&self) -> rusqlite::Result<bool> {
        // Whoever reads must not hold up whoever writes: there is always a next time.
        self.db.busy_timeout(Duration::ZERO)?;
        crash_point!("journal.before-checkpoint");
        let sql = "PRAGMA wal_checkpoint(TRUNCATE)";
        let was_busy: rusqlite::Result<bool> = self.db.query_row(sql, [], |row| row.get(0));
        crash_point!("journal.after-checkpoint");
        self.db.busy_timeout(super::open::PATIENCE)?;
        match was_busy {
            Ok(was_busy) => Ok(!was_busy),
            Err(error) if is_busy(&error) => Ok(false),
            Err(error) => Err(error),
        }
    }

    /// Judges an error; after one that breaks the journal nothing is written any more.
    fn note(&self, error: &rusqlite::Error) -> JournalError {
        let error = fault::judge(&self.path, error);
        if let JournalError::Broken(_) = error {
            return self.broken.get_or_init(|| error).clone();
        }
        error
    }
}

fn is_busy(error: &rusqlite::Error) -> bool {
    use rusqlite::ErrorCode::{DatabaseBusy, DatabaseLocked};
    matches!(
        error.sqlite_error_code(),
        Some(DatabaseBusy | DatabaseLocked)
    )
}

//! The one who writes: a thread that makes all changes that wait one transaction and one flush.
//!
//! While a flush is under way (some milliseconds) further changes queue up; they are the next group. Only strikes wait
//! for each other ([`WINDOW`]), because nobody waits for them but the chat's next message; anything else is written at
//! once, with the strikes that wait. A group that fails has changed nothing, and each of its changes gets the error.
//!
//! A group of nothing but marks, notes of what is begun, and strikes is committed with `synchronous=NORMAL`: it is in
//! the `-wal` file when it returns, which survives the end of the process, and goes to the disk with the next flush,
//! because a flush is of the whole file. Everything else is `FULL`. What power takes is always the end of the `-wal`
//! file, so a strike that is lost takes everything after it along, and its row is sent once more: that it was sent is
//! nothing that anybody was promised. SQLite lets the level be changed between transactions.
//!
//! Checkpoints are made here and not by SQLite, which would keep a failed flush of the main file to itself. When
//! something was erased, the `-wal` file is emptied before the next group, or as soon as nobody reads from it, but not
//! more than once a second: that costs two flushes more, and people who judge answers erase all the time.

use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, RecvTimeoutError};
use std::time::{Duration, Instant};

use rusqlite::{Connection, TransactionBehavior};

use super::changes::{Change, Counts, Made};
use super::desk::Answer;
use super::fault;
use super::lock::Lock;
use crate::sessions::JournalError;
use crate::sessions::call::Row;

/// How many changes share a transaction at most.
const GROUP: usize = 256;
/// How long strikes wait for others, or for something that does not wait.
const WINDOW: Duration = Duration::from_millis(1);
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
    pub(super) answer: Answer<Vec<Row>>,
}

/// Writes to a journal.
#[derive(Debug)]
pub(super) struct Writer {
    db: Connection,
    path: PathBuf,
    wal: PathBuf,
    lock: Lock,
    counts: Counts,
    flushes: bool,
    must_empty_wal: bool,
    /// When it was last emptied, or tried to be.
    emptied: Option<Instant>,
    broken: Option<JournalError>,
}

impl Writer {
    /// Takes over a journal that was opened and checked.
    pub(super) fn new(db: Connection, path: &Path, lock: Lock, counts: Counts) -> Self {
        let mut wal = path.as_os_str().to_owned();
        wal.push("-wal");
        let wal = PathBuf::from(wal);
        let is_left = std::fs::metadata(&wal).is_ok_and(|left| left.len() > 0);
        Self {
            db,
            path: path.to_owned(),
            wal,
            lock,
            counts,
            flushes: true,
            // What an earlier run erased may still stand in the file that it left.
            must_empty_wal: is_left,
            emptied: None,
            broken: None,
        }
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
        let first = if self.must_empty_wal && self.broken.is_none() {
            match orders.recv_timeout(self.rest()) {
                Ok(order) => order,
                Err(RecvTimeoutError::Timeout) => return Some(Vec::new()),
                Err(RecvTimeoutError::Disconnected) => return None,
            }
        } else {
            orders.recv().ok()?
        };
        let mut group = vec![first];
        group.extend(orders.try_iter().take(GROUP - 1));
        let until = Instant::now() + WINDOW;
        while group.len() < GROUP && group.iter().all(|order| order.change.is_patient()) {
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
        let (changes, answers): (Vec<_>, Vec<_>) = group
            .into_iter()
            .map(|order| (order.change, order.answer))
            .unzip();
        // Whoever gave an order may have stopped waiting for it.
        match self.make(changes) {
            Ok(rows) => {
                crash_point!("journal.before-answer");
                for (answer, rows) in answers.into_iter().zip(rows) {
                    let _ = answer.send(Ok(rows));
                }
            }
            Err(error) => {
                for answer in answers {
                    let _ = answer.send(Err(error.clone()));
                }
            }
        }
    }

    fn make(&mut self, changes: Vec<Change>) -> Result<Vec<Vec<Row>>, JournalError> {
        if let Some(broken) = &self.broken {
            return Err(broken.clone());
        }
        let durable = changes.iter().any(Change::is_durable);
        let before = self.counts;
        let made = self.transact(changes, durable);
        let made = made.map_err(|error| {
            self.counts = before;
            self.note(&error)
        })?;
        if durable {
            crash_point!("journal.before-note");
            self.lock.note(self.counts.commits);
        }
        self.must_empty_wal |= made.iter().any(|made| made.erases);
        Ok(made.into_iter().map(|made| made.rows).collect())
    }

    fn transact(&mut self, changes: Vec<Change>, durable: bool) -> rusqlite::Result<Vec<Made>> {
        if self.flushes != durable {
            let level = if durable { "FULL" } else { "NORMAL" };
            self.db.pragma_update(None, "synchronous", level)?;
            self.flushes = durable;
        }
        let all = self
            .db
            .transaction_with_behavior(TransactionBehavior::Immediate)?;
        let mut made = Vec::with_capacity(changes.len());
        for change in changes {
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

    /// Carries the `-wal` file over when it is long, and empties it when something was erased.
    fn tidy(&mut self) {
        let must_empty = self.must_empty_wal && self.rest().is_zero();
        let is_long = || std::fs::metadata(&self.wal).is_ok_and(|wal| wal.len() > LONG_WAL);
        if self.broken.is_some() || !(must_empty || is_long()) {
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
    fn note(&mut self, error: &rusqlite::Error) -> JournalError {
        let error = fault::judge(&self.path, error);
        if let JournalError::Broken(_) = error {
            self.broken = Some(error.clone());
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

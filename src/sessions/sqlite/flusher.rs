//! The one who flushes: a thread that takes what was written to the disk, while the writer goes on writing.
//!
//! A flush takes some milliseconds. Were it part of the transaction, as in SQLite's `synchronous=FULL`, each
//! acknowledgement would wait for the flush of a batch that is none of its business. So all transactions are `NORMAL`
//! (in the `-wal` file when they return), and whatever was promised to somebody is answered only when a flush of that
//! file, begun after its transaction, is done. All that waits shares one. A flush that fails breaks the journal.
//!
//! Whoever reads sees what is written, flushed or not. That misleads nobody: a batch keeps its turn for its chats until
//! it is answered, so none builds on, or calls a duplicate, what the disk may not have.

use std::fs::File;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::mpsc::Receiver;
use std::sync::{Arc, OnceLock};

use super::fault;
use super::lock::Lock;
use super::worker::{AnswerTo, Worker};
use crate::sessions::JournalError;
use crate::sessions::delivery::OutboxRow;

/// Why nothing is written any more, once there is a reason.
pub(super) type Broken = Arc<OnceLock<JournalError>>;

/// Changes that are written and may be answered when they are on the disk.
pub(super) struct Unflushed {
    /// The number of their transaction.
    pub(super) commit: u64,
    /// Who waits, and for which rows.
    pub(super) answers: Vec<(AnswerTo<Vec<OutboxRow>>, Vec<OutboxRow>)>,
}

/// Flushes a `-wal` file.
pub(super) struct Flusher {
    path: PathBuf,
    wal: File,
    lock: Arc<Lock>,
    broken: Broken,
}

impl Flusher {
    /// Starts the thread for the journal at `path`, whose `-wal` file is there.
    pub(super) fn open(
        path: &Path,
        wal: &Path,
        lock: Arc<Lock>,
        broken: Broken,
    ) -> io::Result<Worker<Unflushed>> {
        let flusher = Self {
            path: path.to_owned(),
            // SQLite keeps the file as long as it has the journal open; and it locks others, so that closing this
            // handle takes no lock away.
            wal: File::open(wal)?,
            lock,
            broken,
        };
        Worker::open("journal-flusher", move |written| flusher.run(&written))
    }

    fn run(self, written: &Receiver<Unflushed>) {
        while let Ok(first) = written.recv() {
            let mut commit = first.commit;
            let mut answers = first.answers;
            for more in written.try_iter() {
                commit = more.commit;
                answers.extend(more.answers);
            }
            let flushed = self.flush(commit);
            for (answer, rows) in answers {
                // Whoever gave an order may have stopped waiting for it.
                let _ = answer.send(flushed.clone().map(|()| rows));
            }
        }
    }

    fn flush(&self, commit: u64) -> Result<(), JournalError> {
        crash_point!("journal.before-flush");
        if let Some(broken) = self.broken.get() {
            return Err(broken.clone());
        }
        if let Err(error) = self.wal.sync_data() {
            let broken = || fault::unflushed(&self.path, &error);
            return Err(self.broken.get_or_init(broken).clone());
        }
        crash_point!("journal.before-note");
        self.lock.note(commit);
        crash_point!("journal.before-answer");
        Ok(())
    }
}

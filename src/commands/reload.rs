//! Reloading: changed content goes into service while people go on asking.
//!
//! A thread of its own looks at the knowledge folder every two seconds, or only when it is asked to (SIGHUP). What
//! changed is read when the folder has been quiet for a second; if it changed while it was read, it is read again. Only
//! a whole guide without faults is exchanged; with anything else the library in service stays, and the log says why, in
//! places and codes and never in words of the content.
//!
//! Looking at times and sizes instead of being told by the system is on purpose: it works alike on network folders,
//! mounted volumes and links that are switched, and it needs nothing but this file. A thread, because a folder that
//! hangs must hold up neither answers nor the end of the process; it ends with the process, in the middle of whatever
//! it does, and leaves at most an unfinished index folder that the next builder removes.

mod last_good;
mod stamps;

use std::io;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::mpsc::{self, Receiver, RecvTimeoutError, SyncSender};
use std::thread;
use std::time::Duration;

use encoder::Encoder;

pub use last_good::LastGood;
pub use stamps::Stamps;

use super::library;
use crate::answer::Library;
use crate::knowledge::{Diagnostic, Guide, GuideFolder, LoadError, Severity};
use crate::search::{IndexError, Opening};
use crate::service::InService;

/// How often the folder is looked at.
const POLL_INTERVAL: Duration = Duration::from_secs(2);

/// How long it must have been quiet to be read.
const QUIET: Duration = Duration::from_secs(1);

/// After how many looks without quiet the log says so.
const RESTLESS: u32 = 60;

/// How many faults the log names.
const NAMED: usize = 5;

/// What keeps a library up with its folder.
pub struct Reloading {
    /// Where the guide lies.
    pub knowledge: GuideFolder,
    /// Where its index is built.
    pub index: PathBuf,
    /// What reads changed content by meaning before it goes into service; nothing where words alone rank.
    pub encoder: Option<Arc<Encoder>>,
    /// What answers.
    pub in_service: Arc<InService>,
    /// What the folder looked like before the library in service was read from it.
    pub read: Stamps,
    /// Whether the folder is looked at unasked.
    pub watch: bool,
}

/// What came of reading the folder.
enum ReloadOutcome {
    /// It was written to meanwhile.
    Unsettled,
    /// It says what the library in service says.
    Same,
    Ready(Box<(Library, Opening)>),
    Faulty(Vec<Diagnostic>),
    NoGuide(LoadError),
    NoIndex(IndexError),
}

impl Reloading {
    /// Starts the thread; what is sent to it asks for a reload. It ends when nobody is left to ask.
    ///
    /// # Errors
    /// When the thread cannot be started.
    pub fn start(self) -> io::Result<SyncSender<()>> {
        // One place: whoever asks while a reload is due already has asked.
        let (ask, asked) = mpsc::sync_channel(1);
        let thread = thread::Builder::new().name("reload".to_owned());
        thread.spawn(move || self.run(&asked))?;
        Ok(ask)
    }

    fn run(mut self, asked: &Receiver<()>) {
        if self.in_service.fits_its_folder() {
            self.keep();
        }
        while let Some(asked) = self.wait(asked) {
            let look = || {
                if asked || Stamps::of_guide(&self.knowledge) != self.read {
                    self.reload();
                }
            };
            if catch_unwind(AssertUnwindSafe(look)).is_err() {
                self.in_service.refuses(0);
                tracing::error!(
                    "reading the changed content failed; the old content stays in service"
                );
            }
        }
    }

    /// Waits for the next look; true if it was asked for.
    fn wait(&self, asked: &Receiver<()>) -> Option<bool> {
        if !self.watch {
            return asked.recv().ok().map(|()| true);
        }
        match asked.recv_timeout(POLL_INTERVAL) {
            Ok(()) => Some(true),
            Err(RecvTimeoutError::Timeout) => Some(false),
            Err(RecvTimeoutError::Disconnected) => None,
        }
    }

    fn reload(&mut self) {
        loop {
            self.wait_for_quiet();
            match self.read_anew() {
                ReloadOutcome::Unsettled => {}
                outcome => return self.settle(outcome),
            }
        }
    }

    fn wait_for_quiet(&mut self) {
        for round in 1_u32.. {
            self.read = Stamps::of_guide(&self.knowledge);
            thread::sleep(QUIET);
            if Stamps::of_guide(&self.knowledge) == self.read {
                return;
            }
            if round % RESTLESS == 0 {
                tracing::warn!(
                    "the content is written to without a pause; it is read when it is quiet"
                );
            }
        }
    }

    /// Reads and checks the folder, and builds the index beside the old one.
    fn read_anew(&self) -> ReloadOutcome {
        let loaded = self.knowledge.load();
        if Stamps::of_guide(&self.knowledge) != self.read {
            return ReloadOutcome::Unsettled;
        }
        match loaded {
            Err(error) => ReloadOutcome::NoGuide(error),
            Ok(loaded) => match loaded.guide {
                None => ReloadOutcome::Faulty(loaded.faults),
                Some(guide) => self.library_of(guide),
            },
        }
    }

    fn library_of(&self, guide: Guide) -> ReloadOutcome {
        if guide == self.in_service.current().guide {
            return ReloadOutcome::Same;
        }
        match library::of_guide(guide, &self.index) {
            Ok(made) => {
                if let Some(encoder) = &self.encoder {
                    library::learn(&made.0, encoder, Some(&self.index), |_, _| {});
                }
                ReloadOutcome::Ready(Box::new(made))
            }
            Err(error) => ReloadOutcome::NoIndex(error),
        }
    }

    /// Keeps what is good for a start at which the folder is not.
    fn keep(&self) {
        let Some(folder) = self.knowledge.on_disk() else {
            return;
        };
        if let Err(error) = LastGood::beside(&self.index).keep(folder, &self.read) {
            tracing::warn!(%error, "no copy of the good content can be kept; a start with mistakes in it would fail");
        }
    }

    /// Exchanges the library, or says why not.
    fn settle(&self, outcome: ReloadOutcome) {
        match outcome {
            ReloadOutcome::Unsettled => {}
            ReloadOutcome::Same => {
                self.in_service.fits();
                tracing::info!("the content was read again; what it says is the same");
            }
            ReloadOutcome::Ready(made) => {
                let (library, opening) = *made;
                if let Some(news) = library::news(&opening) {
                    tracing::info!("{news}");
                }
                let places = library.guide.places.len();
                let passages = library.passages.len();
                self.in_service.exchange(library);
                self.keep();
                tracing::info!(places, passages, "the changed content is in service");
            }
            ReloadOutcome::Faulty(faults) => {
                let (count, first) = named(&faults);
                self.in_service.refuses(count);
                tracing::error!(
                    count,
                    first,
                    "the changed content has mistakes, so the old content stays in service; `lotse check` explains them"
                );
            }
            ReloadOutcome::NoGuide(error) => {
                self.in_service.refuses(0);
                tracing::error!(%error, "the changed content cannot be read; the old content stays in service");
            }
            ReloadOutcome::NoIndex(error) => {
                self.in_service.refuses(0);
                tracing::error!(%error, "the changed content cannot be indexed; the old content stays in service");
            }
        }
    }
}

/// How many faults there are, and the first of them by place and code.
pub(super) fn named(faults: &[Diagnostic]) -> (usize, String) {
    let is_fault = |fault: &&Diagnostic| fault.severity == Severity::Fault;
    let first: Vec<String> = faults
        .iter()
        .filter(is_fault)
        .take(NAMED)
        .map(|fault| {
            let (code, title) = (fault.code, fault.code.title());
            format!("{}:{} {code}: {title}", fault.file, fault.line)
        })
        .collect();
    (faults.iter().filter(is_fault).count(), first.join(" "))
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::path::Path;

    use super::*;

    const STEP: &str = "\
from: { origin: guide, sources: [heft], as_of: unknown, captured: 2026-11-22, wording: paraphrase }
step:
  id: anfang
  number: \"1\"
  title: Der Anfang
  status: complete
  opening: Am Anfang steht ein Plan.
";

    /// A small guide in a folder, and its library in service.
    struct Desk {
        folder: tempfile::TempDir,
        reloading: Reloading,
    }

    impl Desk {
        fn new() -> Self {
            let folder = tempfile::tempdir().unwrap();
            let (knowledge, index) = (folder.path().join("knowledge"), folder.path().join("index"));
            fs::create_dir_all(knowledge.join("steps")).unwrap();
            let klein = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/guides/klein/guide.yaml");
            fs::copy(klein, knowledge.join("guide.yaml")).unwrap();
            let sources = "sources:\n  - id: heft\n    name: Das Heft\n";
            fs::write(knowledge.join("sources.yaml"), sources).unwrap();
            fs::write(knowledge.join("steps/1.yaml"), STEP).unwrap();
            let read = Stamps::of(&knowledge);
            let knowledge = GuideFolder::OnDisk(knowledge);
            let loaded = knowledge.load().unwrap();
            let guide = loaded
                .guide
                .unwrap_or_else(|| panic!("{:?}", loaded.faults));
            let in_service = InService::new(Library::in_memory(guide).unwrap());
            let reloading = Reloading {
                knowledge,
                index,
                encoder: None,
                in_service: Arc::new(in_service),
                read,
                watch: true,
            };
            Self { folder, reloading }
        }

        fn file(&self, path: &str) -> PathBuf {
            self.folder.path().join("knowledge").join(path)
        }

        fn write(&mut self, step: &str) {
            fs::write(self.file("steps/1.yaml"), step).unwrap();
        }

        /// Reads the folder as it is now and puts what it holds into service.
        fn reload(&mut self) -> &'static str {
            self.reloading.read = Stamps::of_guide(&self.reloading.knowledge);
            let outcome = self.reloading.read_anew();
            let name = match &outcome {
                ReloadOutcome::Unsettled => "unsettled",
                ReloadOutcome::Same => "same",
                ReloadOutcome::Ready(_) => "ready",
                ReloadOutcome::Faulty(_) => "faulty",
                ReloadOutcome::NoGuide(_) => "no guide",
                ReloadOutcome::NoIndex(_) => "no index",
            };
            self.reloading.settle(outcome);
            name
        }

        fn title(&self) -> String {
            self.reloading.in_service.current().guide.places[0]
                .title
                .clone()
        }
    }

    #[test]
    fn only_a_whole_guide_without_faults_goes_into_service() {
        let mut desk = Desk::new();
        assert_eq!(desk.reload(), "same");
        desk.write(&STEP.replace("Der Anfang", "Ein Anfang"));
        assert_eq!(
            (desk.reload(), desk.title().as_str()),
            ("ready", "Ein Anfang")
        );
        for faulty in [
            "",
            "step: [",
            &STEP.replace("heft", "fehlt"),
            &STEP[..STEP.len() / 2],
        ] {
            desk.write(faulty);
            assert_eq!(
                (desk.reload(), desk.title().as_str()),
                ("faulty", "Ein Anfang")
            );
        }
        fs::remove_file(desk.file("guide.yaml")).unwrap();
        assert_eq!(
            (desk.reload(), desk.title().as_str()),
            ("no guide", "Ein Anfang")
        );
    }

    #[test]
    fn what_is_written_while_it_is_read_is_not_taken() {
        let desk = Desk::new();
        fs::write(desk.file("glossary.yaml"), "terms: []\n").unwrap();
        assert!(matches!(
            desk.reloading.read_anew(),
            ReloadOutcome::Unsettled
        ));
    }

    #[test]
    fn the_log_names_faults_by_place_and_code_and_quotes_nothing() {
        let mut desk = Desk::new();
        desk.write(&STEP.replace("heft", "kanarienvogel"));
        let loaded = desk.reloading.knowledge.load().unwrap();
        let (count, first) = named(&loaded.faults);
        assert_eq!(
            (count, first.as_str()),
            (1, "steps/1.yaml:1 L052: Der Verweis führt ins Leere.")
        );
    }
}

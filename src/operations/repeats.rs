//! Warnings and errors that come again and again: the first is logged, the others are summed up once a minute, so that a
//! full disk is not filled by its own complaints.
//!
//! Equal are events of one place in the code that say the same, whatever numbers and pauses stand beside it.

use std::collections::HashMap;
use std::fmt::{Debug, Write};
use std::hash::{DefaultHasher, Hash, Hasher};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;
use std::time::Duration;

use tracing::field::{Field, Visit};
use tracing::{Event, Level, Metadata, Subscriber};
use tracing_subscriber::layer::{Context, Filter};

/// How often is summed up.
const EVERY: Duration = Duration::from_secs(60);
/// No more are kept apart; beyond that, all are logged.
const MOST: usize = 1000;
/// Where the sums come from; they are never summed up themselves.
const SUMS: &str = "lotse::repeats";

/// What was said in this minute.
#[derive(Clone, Default)]
pub(super) struct Repeats(Arc<Mutex<HashMap<u64, RepeatedLine>>>);

/// An event that may come again.
struct RepeatedLine {
    words: String,
    again: u64,
}

impl Repeats {
    /// Sums up once a minute for as long as the process lasts.
    pub(super) fn sum_up(self) {
        let thread = thread::Builder::new().name("repeats".to_owned());
        // Without the thread nothing is held back for longer than the program lives; it is said once, and that is all.
        let _ = thread.spawn(move || {
            loop {
                thread::sleep(EVERY);
                for (words, times) in self.turn() {
                    tracing::warn!(target: SUMS, times, said = words, "said again in the last minute");
                }
            }
        });
    }

    /// What came again, with how often; what did not is forgotten, so that it is logged when it comes the next time.
    fn turn(&self) -> Vec<(String, u64)> {
        let mut said = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        said.retain(|_, said| said.again > 0);
        let sums = said.values_mut();
        sums.map(|said| (said.words.clone(), std::mem::take(&mut said.again)))
            .collect()
    }

    /// Whether an event is new in this minute.
    fn is_new(&self, key: u64, words: impl FnOnce() -> String) -> bool {
        let mut said = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(said) = said.get_mut(&key) {
            said.again += 1;
            return false;
        }
        if said.len() < MOST {
            let (words, again) = (words(), 0);
            said.insert(key, RepeatedLine { words, again });
        }
        true
    }
}

impl<S: Subscriber> Filter<S> for Repeats {
    fn enabled(&self, _: &Metadata<'_>, _: &Context<'_, S>) -> bool {
        true
    }

    fn event_enabled(&self, event: &Event<'_>, _: &Context<'_, S>) -> bool {
        let about = event.metadata();
        if *about.level() > Level::WARN || about.target() == SUMS {
            return true;
        }
        let mut words = Words::default();
        event.record(&mut words);
        let mut key = DefaultHasher::new();
        (about.callsite(), &words.0).hash(&mut key);
        self.is_new(key.finish(), || words.0)
    }
}

/// The words of an event: its message and texts, without numbers and pauses.
#[derive(Default)]
struct Words(String);

impl Words {
    fn add(&mut self, words: std::fmt::Arguments<'_>) {
        if !self.0.is_empty() {
            self.0.push_str("; ");
        }
        // Writing to a String does not fail.
        let _ = self.0.write_fmt(words);
    }
}

impl Visit for Words {
    fn record_debug(&mut self, field: &Field, value: &dyn Debug) {
        if field.name() != "pause" {
            self.add(format_args!("{value:?}"));
        }
    }

    fn record_str(&mut self, _: &Field, value: &str) {
        self.add(format_args!("{value}"));
    }

    fn record_u64(&mut self, _: &Field, _: u64) {}

    fn record_i64(&mut self, _: &Field, _: i64) {}
}

#[cfg(test)]
mod tests {
    use std::io;

    use tracing_subscriber::Layer;
    use tracing_subscriber::fmt::{self, MakeWriter};
    use tracing_subscriber::layer::SubscriberExt;

    use super::*;

    #[derive(Clone, Default)]
    struct Page(Arc<Mutex<Vec<u8>>>);

    impl io::Write for Page {
        fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
            self.0.lock().unwrap().extend_from_slice(bytes);
            Ok(bytes.len())
        }

        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }

    impl MakeWriter<'_> for Page {
        type Writer = Self;

        fn make_writer(&self) -> Self {
            self.clone()
        }
    }

    fn complain(error: &str, pause: u64) {
        let pause = Duration::from_secs(pause);
        tracing::error!(error, ?pause, "nothing can be written");
    }

    #[test]
    fn what_is_said_again_is_counted_and_what_is_new_is_logged() {
        let (page, repeats) = (Page::default(), Repeats::default());
        let lines = fmt::layer()
            .with_writer(page.clone())
            .with_filter(repeats.clone());
        let log = tracing_subscriber::registry().with(lines);
        tracing::subscriber::with_default(log, || {
            for pause in 1..=60 {
                complain("the disk is full", pause);
                tracing::info!("an event that is none of trouble");
            }
            complain("the disk is gone", 1);
            let sum = "nothing can be written; the disk is full".to_owned();
            let said = repeats.turn();
            assert_eq!(said.len(), 1);
            assert_eq!(said[0].1, 59);
            assert_eq!(said[0].0.len(), sum.len(), "{}", said[0].0);
            complain("the disk is full", 1);
            assert_eq!(repeats.turn()[0].1, 1);
            assert_eq!(repeats.turn(), []);
            complain("the disk is full", 1);
        });
        let page = String::from_utf8(page.0.lock().unwrap().clone()).unwrap();
        assert_eq!(page.matches("the disk is full").count(), 2, "{page}");
        assert_eq!(page.matches("the disk is gone").count(), 1, "{page}");
        assert_eq!(page.matches("none of trouble").count(), 60, "{page}");
    }
}

//! The figures of a run as Prometheus reads them (text format 0.0.4).
//!
//! Written by hand: a page of text from counters that are there anyway needs no crate. Labels are the fixed kinds of
//! [`Tally`] and the content's version, so nothing from outside becomes a label.

use std::fmt::{Display, Write};
use std::fs;

use crate::service::{Durations, Kinds, Tally};
use crate::sessions::JournalFigures;

/// What is measured beside the tally, at the moment of asking.
#[derive(Debug, Clone, Default)]
pub struct Lengths {
    /// Chats that have something to send.
    pub chats: usize,
    /// Calls of theirs that are held in memory.
    pub calls: usize,
    /// The version of the content.
    pub content: Option<String>,
    /// What the journal holds, if it could tell.
    pub journal: Option<JournalFigures>,
}

/// Renders all figures.
pub fn render(tally: &Tally, lengths: &Lengths) -> String {
    let mut page = Page(String::with_capacity(8192));
    let version = env!("CARGO_PKG_VERSION");
    let content = lengths.content.as_deref().unwrap_or("unknown");
    page.head("lotse_info", "gauge", "Version of program and content.");
    let labels = format!("lotse_info{{version=\"{version}\",content=\"{content}\"}}");
    page.line(&labels, 1);
    page.gauge(
        "lotse_healthy",
        "1 while no hand is needed.",
        u8::from(tally.vitals.ailments().is_empty()),
    );
    page.gauge(
        "lotse_ready",
        "1 while people get answers.",
        u8::from(tally.vitals.obstacles().is_empty()),
    );
    updates(&mut page, tally);
    sending(&mut page, tally, lengths);
    keeping(&mut page, tally);
    if let Some(bytes) = resident_bytes() {
        page.gauge(
            "process_resident_memory_bytes",
            "Memory that the process occupies.",
            bytes,
        );
    }
    page.0
}

fn updates(page: &mut Page, tally: &Tally) {
    page.count(
        "lotse_updates_total",
        "Updates that were applied.",
        tally.updates.get(),
    );
    page.count(
        "lotse_updates_repeated_total",
        "Updates that were delivered again.",
        tally.duplicates.get(),
    );
    page.count(
        "lotse_updates_unreadable_total",
        "Updates of which nothing could be made.",
        tally.unreadable.get(),
    );
    page.count(
        "lotse_panics_total",
        "Events that were set aside with an apology.",
        tally.panics.get(),
    );
    page.count(
        "lotse_updates_set_aside_total",
        "Updates that ended the process each time they were computed.",
        tally.updates_set_aside.get(),
    );
    page.kinds(
        "lotse_answers_total",
        "Questions by what the answer shows, or why it shows nothing.",
        "kind",
        &tally.answers,
    );
    page.kinds(
        "lotse_declined_total",
        "Events that were not answered.",
        "reason",
        &tally.declined,
    );
    page.kinds(
        "lotse_webhook_refusals_total",
        "Requests that the webhook did not take.",
        "reason",
        &tally.turned_away,
    );
    page.gauge(
        "lotse_webhook_waiting_updates",
        "Updates that wait in the webhook.",
        tally.waiting_updates.get(),
    );
    page.gauge(
        "lotse_live_sessions",
        "Sessions in memory.",
        tally.live_sessions.get(),
    );
    page.durations(
        "lotse_update_seconds",
        "From taking a batch of updates to having it kept and its calls on their way.",
        &tally.batches,
    );
    page.durations(
        "lotse_commit_seconds",
        "Commits to the journal.",
        &tally.commits,
    );
}

fn sending(page: &mut Page, tally: &Tally, lengths: &Lengths) {
    page.gauge(
        "lotse_outbox_chats",
        "Chats that have something to send.",
        lengths.chats,
    );
    page.gauge(
        "lotse_outbox_calls",
        "Calls to send that are held in memory.",
        lengths.calls,
    );
    if let Some(journal) = lengths.journal {
        page.gauge(
            "lotse_journal_waiting_calls",
            "Calls in the journal that are not confirmed yet.",
            journal.waiting,
        );
        page.gauge(
            "lotse_journal_dead_letters",
            "Calls that could not be sent, since the journal began.",
            journal.dead_letters,
        );
        page.gauge(
            "lotse_journal_set_aside",
            "Sessions and calls that could not be read and are kept as they are.",
            journal.set_aside,
        );
        page.gauge(
            "lotse_journal_updates_set_aside",
            "Updates that ended the process each time they were computed, in the last 30 days.",
            journal.updates_set_aside,
        );
    }
    page.count(
        "lotse_calls_sent_total",
        "Calls that Telegram confirmed.",
        tally.sent.get(),
    );
    page.count(
        "lotse_call_retries_total",
        "Attempts that are repeated.",
        tally.retries.get(),
    );
    page.kinds(
        "lotse_call_errors_total",
        "Attempts that failed.",
        "class",
        &tally.send_errors,
    );
    page.count(
        "lotse_calls_let_go_total",
        "Calls that nobody waits for any more.",
        tally.let_go.get(),
    );
    page.count(
        "lotse_calls_superseded_total",
        "Changes that a newer one made pointless.",
        tally.superseded.get(),
    );
    page.count(
        "lotse_dead_letters_total",
        "Calls that were given up.",
        tally.dead_letters.get(),
    );
    page.durations(
        "lotse_call_seconds",
        "Calls to Telegram that were confirmed.",
        &tally.calls,
    );
}

fn keeping(page: &mut Page, tally: &Tally) {
    page.count(
        "lotse_sweeps_total",
        "Looks at all chats that may be forgotten, one at the start and then one a day.",
        tally.sweeps.get(),
    );
    page.count(
        "lotse_chats_warned_total",
        "Warnings that a chat nobody uses will be forgotten.",
        tally.chats_warned.get(),
    );
    page.count(
        "lotse_chats_forgotten_total",
        "Chats that were forgotten because nobody used them any more.",
        tally.chats_forgotten.get(),
    );
}

struct Page(String);

impl Page {
    fn head(&mut self, name: &str, kind: &str, help: &str) {
        // Writing to a String does not fail.
        let _ = write!(self.0, "# HELP {name} {help}\n# TYPE {name} {kind}\n");
    }

    fn line(&mut self, name: &str, value: impl Display) {
        let _ = writeln!(self.0, "{name} {value}");
    }

    fn count(&mut self, name: &str, help: &str, value: u64) {
        self.head(name, "counter", help);
        self.line(name, value);
    }

    fn gauge(&mut self, name: &str, help: &str, value: impl Display) {
        self.head(name, "gauge", help);
        self.line(name, value);
    }

    fn kinds(&mut self, name: &str, help: &str, label: &str, kinds: &Kinds) {
        self.head(name, "counter", help);
        for (kind, count) in kinds.each() {
            self.line(&format!("{name}{{{label}=\"{kind}\"}}"), count);
        }
    }

    fn durations(&mut self, name: &str, help: &str, durations: &Durations) {
        self.head(name, "histogram", help);
        for (bound, count) in durations.up_to() {
            self.line(&format!("{name}_bucket{{le=\"{bound}\"}}"), count);
        }
        let count = durations.count();
        self.line(&format!("{name}_bucket{{le=\"+Inf\"}}"), count);
        self.line(&format!("{name}_sum"), durations.sum());
        self.line(&format!("{name}_count"), count);
    }
}

/// What Linux says of the process; pages are 4 KiB there.
fn resident_bytes() -> Option<u64> {
    let statm = fs::read_to_string("/proc/self/statm").ok()?;
    let pages: u64 = statm.split(' ').nth(1)?.parse().ok()?;
    Some(pages * 4096)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::time::Duration;

    #[test]
    fn a_page_is_what_prometheus_reads() {
        let tally = Tally::default();
        tally.updates.add();
        tally.answers.add("term");
        tally.chats_forgotten.add_all(50);
        tally.commits.add(Duration::from_millis(4));
        let page = render(&tally, &Lengths::default());
        for expected in [
            "# TYPE lotse_updates_total counter\nlotse_updates_total 1\n",
            "\nlotse_answers_total{kind=\"term\"} 1\n",
            "\nlotse_commit_seconds_bucket{le=\"0.002\"} 0\nlotse_commit_seconds_bucket{le=\"0.005\"} 1\n",
            "\nlotse_commit_seconds_bucket{le=\"+Inf\"} 1\nlotse_commit_seconds_sum 0.004\nlotse_commit_seconds_count 1\n",
            "\nlotse_ready 0\n",
            "\nlotse_sweeps_total 0\n",
            "\nlotse_chats_forgotten_total 50\n",
            concat!(
                "\nlotse_info{version=\"",
                env!("CARGO_PKG_VERSION"),
                "\",content=\"unknown\"} 1\n"
            ),
        ] {
            assert!(page.contains(expected), "{expected}\n---\n{page}");
        }
        let odd = |line: &&str| {
            let mut words = line.rsplitn(2, ' ');
            !line.starts_with("# ")
                && words
                    .next()
                    .is_none_or(|value| value.parse::<f64>().is_err())
        };
        assert_eq!(page.lines().find(odd), None);
    }
}

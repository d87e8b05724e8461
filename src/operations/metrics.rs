//! The page of metrics as Prometheus reads it (text format 0.0.4): what is counted, and what is measured when it is asked
//! for.
//!
//! Labels are fixed kinds and the content's version, so nothing from outside becomes a label.

use std::fs;
use std::sync::LazyLock;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use prometheus_client::encoding::prometheus_text;
use prometheus_client::metrics::counter::ConstCounter;
use prometheus_client::metrics::gauge::ConstGauge;
use prometheus_client::metrics::info::Info;
use prometheus_client::registry::Registry;

use crate::conversation::Moment;
use crate::service::{ContentState, Metrics, ServiceCore};
use crate::sessions::JournalFigures;

/// What is measured at the moment of asking.
#[derive(Debug, Clone, Default)]
pub struct Measured {
    /// Chats that have something to send.
    pub chats: usize,
    /// Calls of theirs that are held in memory.
    pub calls: usize,
    /// The version of the content.
    pub content: Option<String>,
    /// How it stands to its folder.
    pub state: Option<ContentState>,
    /// When it is.
    pub now: Moment,
    /// What the journal holds, if it could tell.
    pub journal: Option<JournalFigures>,
}

impl Measured {
    /// Measures; a journal that does not answer within a second tells nothing.
    pub async fn of(core: &ServiceCore) -> Self {
        let journal = tokio::time::timeout(Duration::from_secs(1), core.journal.figures());
        let (chats, calls) = core.queue_lengths();
        Self {
            chats,
            calls,
            content: core.responder.content(),
            state: core.responder.content_state().map(|state| *state.borrow()),
            now: core.options.clock.now(),
            journal: journal.await.ok().and_then(Result::ok),
        }
    }
}

/// Renders all figures.
pub fn render(metrics: &Metrics, measured: &Measured) -> String {
    let mut page = Registry::default();
    let content = measured.content.as_deref().unwrap_or("unknown").to_owned();
    let version = env!("CARGO_PKG_VERSION").to_owned();
    let versions = Info::new([("version", version), ("content", content)]);
    page.register("lotse", "Version of program and content", versions);
    metrics.register(&mut page);
    let mut gauge = |name: &str, help: &str, value: u64| {
        page.register(name, help, ConstGauge::new(value));
    };
    let is_healthy = metrics.health.health_problems().is_empty();
    gauge(
        "lotse_healthy",
        "1 while no hand is needed",
        is_healthy.into(),
    );
    let is_ready = metrics.health.readiness_problems().is_empty();
    gauge("lotse_ready", "1 while people get answers", is_ready.into());
    register_process(&mut page);
    register_measured(&mut page, measured);
    let mut text = String::with_capacity(8192);
    // Writing to a String does not fail.
    let _ = prometheus_text::encode(&mut text, &page);
    text
}

fn register_measured(page: &mut Registry, measured: &Measured) {
    let mut gauge = |name: &str, help: &str, value: u64| {
        page.register(name, help, ConstGauge::new(value));
    };
    let (chats, calls) = (measured.chats as u64, measured.calls as u64);
    gauge(
        "lotse_outbox_chats",
        "Chats that have something to send",
        chats,
    );
    gauge(
        "lotse_outbox_calls",
        "Calls to send that are held in memory",
        calls,
    );
    if let Some(state) = measured.state {
        register_content(page, &state);
    }
    let mut gauge = |name: &str, help: &str, value: u64| {
        page.register(name, help, ConstGauge::new(value));
    };
    if let Some(journal) = measured.journal {
        gauge(
            "lotse_journal_waiting_calls",
            "Calls in the journal that are not confirmed yet",
            journal.waiting,
        );
        let age = journal
            .oldest
            .map_or(0, |oldest| (measured.now.0 - oldest.0).max(0));
        gauge(
            "lotse_journal_oldest_call_seconds",
            "For how long the oldest call in the journal has been waiting",
            age.unsigned_abs(),
        );
        gauge(
            "lotse_journal_dead_letters",
            "Calls that could not be sent, since the journal began",
            journal.dead_letters,
        );
        gauge(
            "lotse_journal_set_aside",
            "Sessions and calls that could not be read and are kept as they are",
            journal.set_aside,
        );
        gauge(
            "lotse_journal_updates_set_aside",
            "Updates that ended the process each time they were computed, in the last 30 days",
            journal.updates_set_aside,
        );
    }
}

/// How the content stands to its folder.
fn register_content(page: &mut Registry, state: &ContentState) {
    let mut gauge = |name: &str, help: &str, value: u64| {
        page.register(name, help, ConstGauge::new(value));
    };
    gauge(
        "lotse_content_last_reload_successful",
        "1 while the knowledge folder says what is in service",
        state.refused.is_none().into(),
    );
    let refused = state.refused.map_or(0, |refused| refused.seconds());
    gauge(
        "lotse_content_refused_seconds",
        "For how long the content of the knowledge folder has been refused",
        refused,
    );
    let since_1970 = |time: SystemTime| time.duration_since(UNIX_EPOCH).ok();
    if let Some(fitted) = state.fitted.and_then(since_1970) {
        gauge(
            "lotse_content_last_reload_success_timestamp_seconds",
            "When content of the knowledge folder was last found good",
            fitted.as_secs(),
        );
    }
}

/// What the system says of the process, under the names that every program has for it.
fn register_process(page: &mut Registry) {
    let mut gauge = |name: &str, help: &str, value: Option<u64>| {
        if let Some(value) = value {
            page.register(name, help, ConstGauge::new(value));
        }
    };
    gauge(
        "process_resident_memory_bytes",
        "Memory that the process occupies",
        resident_bytes(),
    );
    let files = fs::read_dir("/proc/self/fd").ok();
    gauge(
        "process_open_fds",
        "Files that the process has open",
        // The folder that is read is one of them.
        files.map(|files| (files.count() as u64).saturating_sub(1)),
    );
    let begun = BEGUN.duration_since(UNIX_EPOCH).ok();
    gauge(
        "process_start_time_seconds",
        "When the process began",
        begun.map(|begun| begun.as_secs()),
    );
    if let Some(seconds) = processor_seconds() {
        let help = "Time that the process took of its processors";
        page.register("process_cpu_seconds", help, ConstCounter::new(seconds));
    }
}

/// When the service began, a moment after the process.
static BEGUN: LazyLock<SystemTime> = LazyLock::new(SystemTime::now);

/// Notes that the service begins.
pub fn begins() {
    LazyLock::force(&BEGUN);
}

/// What Linux says of the processor; it counts in hundredths of a second here, on every machine.
fn processor_seconds() -> Option<f64> {
    let stat = fs::read_to_string("/proc/self/stat").ok()?;
    // The name of the program stands in brackets and may hold anything.
    let (_, behind) = stat.rsplit_once(')')?;
    let mut fields = behind.split_whitespace().skip(11);
    let mut next = || fields.next()?.parse::<u32>().ok();
    Some(f64::from(next()? + next()?) / 100.0)
}

/// What Linux says of the process; it counts in KiB here, whatever size its pages have.
fn resident_bytes() -> Option<u64> {
    let status = fs::read_to_string("/proc/self/status").ok()?;
    let line = status
        .lines()
        .find_map(|line| line.strip_prefix("VmRSS:"))?;
    let kib: u64 = line.trim().strip_suffix(" kB")?.parse().ok()?;
    Some(kib * 1024)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::service::OutcomeKind;

    fn page() -> String {
        let metrics = Metrics::default();
        metrics.updates.inc();
        metrics.answers.get_or_create(&OutcomeKind::Term).inc();
        metrics.chats_forgotten.inc_by(50);
        metrics.commits.observe(0.004);
        let measured = Measured {
            journal: Some(JournalFigures::default()),
            ..Measured::default()
        };
        render(&metrics, &measured)
    }

    #[test]
    fn a_page_is_what_prometheus_reads() {
        let page = page();
        for expected in [
            "# HELP lotse_updates_total Updates that were applied.\n# TYPE lotse_updates_total counter\nlotse_updates_total 1\n",
            "\nlotse_answers_total{kind=\"term\"} 1\n",
            "\nlotse_commit_seconds_bucket{le=\"0.002\"} 0\nlotse_commit_seconds_bucket{le=\"0.005\"} 1\n",
            "\nlotse_commit_seconds_bucket{le=\"+Inf\"} 1\n",
            "\nlotse_commit_seconds_sum 0.004\nlotse_commit_seconds_count 1\n",
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
        let mut lines = page.lines().filter(|line| !line.starts_with("# "));
        let value = |line: &str| line.rsplit_once(' ').map(|(_, value)| value.parse::<f64>());
        let is_odd = |line: &&str| !matches!(value(line), Some(Ok(_)));
        assert_eq!(lines.find(is_odd), None);
    }

    #[test]
    fn the_names_that_dashboards_rely_on_stay() {
        let page = page();
        // Of the histograms, one with all its classes stands for all.
        let is_named = |line: &&str| {
            let is_class = line.contains("_bucket{") && !line.starts_with("lotse_commit_seconds");
            !line.starts_with("# HELP") && !is_class
        };
        let name = |line| match line {
            kind if str::starts_with(kind, "# TYPE") => kind,
            series => series.rsplit_once(' ').map_or(series, |(name, _)| name),
        };
        let mut names: Vec<&str> = page.lines().filter(is_named).map(name).collect();
        names.sort_unstable();
        insta::assert_snapshot!(names.join("\n"), @r#"
        # TYPE lotse_answers_total counter
        # TYPE lotse_call_errors_total counter
        # TYPE lotse_call_retries_total counter
        # TYPE lotse_call_seconds histogram
        # TYPE lotse_calls_let_go_total counter
        # TYPE lotse_calls_sent_total counter
        # TYPE lotse_calls_superseded_total counter
        # TYPE lotse_chats_forgotten_total counter
        # TYPE lotse_chats_warned_total counter
        # TYPE lotse_commit_seconds histogram
        # TYPE lotse_content_orphaned_chats gauge
        # TYPE lotse_dead_letters_total counter
        # TYPE lotse_declined_total counter
        # TYPE lotse_healthy gauge
        # TYPE lotse_info gauge
        # TYPE lotse_journal_dead_letters gauge
        # TYPE lotse_journal_oldest_call_seconds gauge
        # TYPE lotse_journal_set_aside gauge
        # TYPE lotse_journal_updates_set_aside gauge
        # TYPE lotse_journal_waiting_calls gauge
        # TYPE lotse_live_sessions gauge
        # TYPE lotse_outbox_calls gauge
        # TYPE lotse_outbox_chats gauge
        # TYPE lotse_panics_total counter
        # TYPE lotse_ready gauge
        # TYPE lotse_reminders_total counter
        # TYPE lotse_sweeps_total counter
        # TYPE lotse_update_seconds histogram
        # TYPE lotse_updates_repeated_total counter
        # TYPE lotse_updates_set_aside_total counter
        # TYPE lotse_updates_total counter
        # TYPE lotse_updates_unreadable_total counter
        # TYPE lotse_webhook_refusals_total counter
        # TYPE lotse_webhook_waiting_updates gauge
        # TYPE process_cpu_seconds_total counter
        # TYPE process_open_fds gauge
        # TYPE process_resident_memory_bytes gauge
        # TYPE process_start_time_seconds gauge
        lotse_answers_total{kind="answer"}
        lotse_answers_total{kind="background"}
        lotse_answers_total{kind="example"}
        lotse_answers_total{kind="gap"}
        lotse_answers_total{kind="named"}
        lotse_answers_total{kind="not_in_guide"}
        lotse_answers_total{kind="off_topic"}
        lotse_answers_total{kind="section"}
        lotse_answers_total{kind="small_talk"}
        lotse_answers_total{kind="term"}
        lotse_call_errors_total{class="file"}
        lotse_call_errors_total{class="flood"}
        lotse_call_errors_total{class="gone"}
        lotse_call_errors_total{class="network"}
        lotse_call_errors_total{class="refused"}
        lotse_call_errors_total{class="server"}
        lotse_call_retries_total
        lotse_call_seconds_count
        lotse_call_seconds_sum
        lotse_calls_let_go_total
        lotse_calls_sent_total
        lotse_calls_superseded_total
        lotse_chats_forgotten_total
        lotse_chats_warned_total
        lotse_commit_seconds_bucket{le="+Inf"}
        lotse_commit_seconds_bucket{le="0.001"}
        lotse_commit_seconds_bucket{le="0.002"}
        lotse_commit_seconds_bucket{le="0.005"}
        lotse_commit_seconds_bucket{le="0.01"}
        lotse_commit_seconds_bucket{le="0.02"}
        lotse_commit_seconds_bucket{le="0.05"}
        lotse_commit_seconds_bucket{le="0.1"}
        lotse_commit_seconds_bucket{le="0.25"}
        lotse_commit_seconds_bucket{le="0.5"}
        lotse_commit_seconds_bucket{le="1"}
        lotse_commit_seconds_bucket{le="10"}
        lotse_commit_seconds_bucket{le="5"}
        lotse_commit_seconds_count
        lotse_commit_seconds_sum
        lotse_content_orphaned_chats
        lotse_dead_letters_total
        lotse_declined_total{reason="maintenance"}
        lotse_declined_total{reason="quota"}
        lotse_healthy
        lotse_info{version="0.1.0",content="unknown"}
        lotse_journal_dead_letters
        lotse_journal_oldest_call_seconds
        lotse_journal_set_aside
        lotse_journal_updates_set_aside
        lotse_journal_waiting_calls
        lotse_live_sessions
        lotse_outbox_calls
        lotse_outbox_chats
        lotse_panics_total
        lotse_ready
        lotse_reminders_total
        lotse_sweeps_total
        lotse_update_seconds_count
        lotse_update_seconds_sum
        lotse_updates_repeated_total
        lotse_updates_set_aside_total
        lotse_updates_total
        lotse_updates_unreadable_total
        lotse_webhook_refusals_total{reason="full"}
        lotse_webhook_refusals_total{reason="journal"}
        lotse_webhook_refusals_total{reason="not_ready"}
        lotse_webhook_refusals_total{reason="secret"}
        lotse_webhook_refusals_total{reason="size"}
        lotse_webhook_refusals_total{reason="slow"}
        lotse_webhook_waiting_updates
        process_cpu_seconds_total
        process_open_fds
        process_resident_memory_bytes
        process_start_time_seconds
        "#);
    }
}

//! What happened how often and how long it took, for logs, tests and the page of metrics; never who or what.

use std::hash::Hash;
use std::sync::atomic::AtomicU64;

use prometheus_client::encoding::{EncodeLabelSet, LabelSetEncoder};
use prometheus_client::metrics::histogram::Histogram;
use prometheus_client::metrics::{counter::Counter, family::Family, gauge::Gauge};
use prometheus_client::registry::Registry;

use super::health::Health;

/// The upper bounds of a histogram's classes, in seconds.
const BOUNDS: [f64; 12] = [
    0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.25, 0.5, 1.0, 5.0, 10.0,
];

/// A number that is set.
pub type Level = Gauge<u64, AtomicU64>;

/// Counts by kind, all of which are on the page from the start.
pub type Kinds<L> = Family<L, Counter>;

/// The kinds that something is counted by. They are fixed, so that nothing from outside can make more of them.
trait Label: EncodeLabelSet + Copy + Eq + Hash + 'static {
    const ALL: &'static [Self];
}

/// A metric on which nothing has happened yet.
trait Zero {
    fn zero() -> Self;
}

impl Zero for Counter {
    fn zero() -> Self {
        Self::default()
    }
}

impl Zero for Level {
    fn zero() -> Self {
        Self::default()
    }
}

impl Zero for Histogram {
    fn zero() -> Self {
        Self::new(BOUNDS)
    }
}

impl<L: Label> Zero for Kinds<L> {
    fn zero() -> Self {
        let kinds = Self::default();
        for kind in L::ALL {
            drop(kinds.get_or_create(kind));
        }
        kinds
    }
}

/// Declares kinds: the name of the label, and the word on the page for each of them.
macro_rules! labels {
    ($($(#[$doc:meta])* $label:ident, $key:literal { $($kind:ident = $word:literal),+ $(,)? })+) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        pub enum $label {
            $(#[doc = concat!("`", $word, "`")] $kind),+
        }

        impl Label for $label {
            const ALL: &'static [Self] = &[$(Self::$kind),+];
        }

        impl EncodeLabelSet for $label {
            fn encode(&self, encoder: &mut LabelSetEncoder<'_>) -> std::fmt::Result {
                let word = match self { $(Self::$kind => $word),+ };
                [($key, word)].encode(encoder)
            }
        }
    )+};
}

/// Declares metrics: their names on the page stand beside them, and what they are is told there in the words of their
/// documentation.
macro_rules! metrics {
    ($($(#[doc = $help:literal])+ $field:ident: $kind:ty = $name:literal,)+) => {
        /// The figures of one run.
        #[derive(Debug)]
        pub struct Metrics {
            /// How the run is.
            pub health: Health,
            $($(#[doc = $help])+ pub $field: $kind,)+
        }

        impl Default for Metrics {
            fn default() -> Self {
                Self { health: Health::default(), $($field: Zero::zero(),)+ }
            }
        }

        impl Metrics {
            /// Puts all of them onto a page.
            pub fn register(&self, page: &mut Registry) {
                // The page ends each sentence itself.
                $(page.register($name, concat!($($help),+).trim().trim_end_matches('.'), self.$field.clone());)+
            }
        }
    };
}

labels! {
    /// What an answer shows, or why it shows nothing.
    OutcomeKind, "kind" {
        Section = "section",
        Example = "example",
        Term = "term",
        Answer = "answer",
        Background = "background",
        Gap = "gap",
        Named = "named",
        NotInGuide = "not_in_guide",
        OffTopic = "off_topic",
        SmallTalk = "small_talk",
    }
    /// Why an event is not answered.
    DeclineReason, "reason" { Quota = "quota", Maintenance = "maintenance" }
    /// Why a request is not taken.
    RefusalReason, "reason" {
        Secret = "secret",
        Size = "size",
        Slow = "slow",
        Full = "full",
        NotReady = "not_ready",
        Journal = "journal",
    }
    /// What kind of error an attempt failed with.
    ErrorClass, "class" {
        Network = "network",
        Flood = "flood",
        Server = "server",
        Gone = "gone",
        Refused = "refused",
        File = "file",
    }
}

metrics! {
    /// Updates that were applied.
    updates: Counter = "lotse_updates",
    /// Updates that were delivered again.
    duplicates: Counter = "lotse_updates_repeated",
    /// Updates of which nothing could be made.
    unreadable: Counter = "lotse_updates_unreadable",
    /// Events that could not be answered, and tasks that were begun anew, through a fault of ours.
    panics: Counter = "lotse_panics",
    /// Updates that ended the process each time they were computed.
    updates_set_aside: Counter = "lotse_updates_set_aside",
    /// Questions by what the answer shows, or why it shows nothing.
    answers: Kinds<OutcomeKind> = "lotse_answers",
    /// Events that were not answered.
    declined: Kinds<DeclineReason> = "lotse_declined",
    /// Requests that the webhook did not take.
    turned_away: Kinds<RefusalReason> = "lotse_webhook_refusals",
    /// Updates that wait in the webhook.
    waiting_updates: Level = "lotse_webhook_waiting_updates",
    /// Sessions in memory.
    live_sessions: Level = "lotse_live_sessions",
    /// Chats that hold ticks on tasks which the guide in service has no more, counted at the start and at each exchange.
    orphaned_chats: Level = "lotse_content_orphaned_chats",
    /// From taking a batch of updates to having it kept and its calls on their way.
    batches: Histogram = "lotse_update_seconds",
    /// Commits to the journal.
    commits: Histogram = "lotse_commit_seconds",
    /// Calls that were confirmed.
    sent: Counter = "lotse_calls_sent",
    /// Attempts that are repeated.
    retries: Counter = "lotse_call_retries",
    /// Attempts that failed.
    send_errors: Kinds<ErrorClass> = "lotse_call_errors",
    /// Calls that nobody waits for any more.
    let_go: Counter = "lotse_calls_let_go",
    /// Changes that a newer one made pointless.
    superseded: Counter = "lotse_calls_superseded",
    /// Calls that were given up.
    dead_letters: Counter = "lotse_dead_letters",
    /// How long calls took that were confirmed.
    calls: Histogram = "lotse_call_seconds",
    /// Looks at all chats that may be forgotten, one at the start and then one a day.
    sweeps: Counter = "lotse_sweeps",
    /// Warnings that a chat nobody uses will be forgotten.
    chats_warned: Counter = "lotse_chats_warned",
    /// Reminders that chats asked for and were sent.
    reminders: Counter = "lotse_reminders",
    /// Chats that were forgotten because nobody used them any more.
    chats_forgotten: Counter = "lotse_chats_forgotten",
}

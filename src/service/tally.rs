//! What happened how often and how long it took, for logs, tests and metrics; never who or what.

use super::figures::{Count, Durations, Kinds, Level};
use super::vitals::Vitals;

/// The figures of one run.
#[derive(Debug)]
pub struct Tally {
    /// How the run is.
    pub vitals: Vitals,
    /// Updates that were applied.
    pub updates: Count,
    /// Updates that were delivered again.
    pub duplicates: Count,
    /// Updates of which nothing could be made.
    pub unreadable: Count,
    /// Events that could not be answered, and tasks that were begun anew, through a fault of ours.
    pub panics: Count,
    /// Updates that ended the process each time and are left unanswered.
    pub updates_set_aside: Count,
    /// Looks at all chats that may be forgotten, one a day.
    pub sweeps: Count,
    /// Chats whose people were told that they will be forgotten.
    pub chats_warned: Count,
    /// Chats that were forgotten because nobody used them any more.
    pub chats_forgotten: Count,
    /// Answers by what they show, or by why they show nothing.
    pub answers: Kinds,
    /// Events that were not answered, by why.
    pub declined: Kinds,
    /// Requests that the webhook did not take, by why.
    pub turned_away: Kinds,
    /// Calls that were confirmed.
    pub sent: Count,
    /// Attempts that are repeated.
    pub retries: Count,
    /// Attempts that failed, by the class of the error.
    pub send_errors: Kinds,
    /// Calls that nobody waits for any more.
    pub let_go: Count,
    /// Changes that a newer one made pointless.
    pub superseded: Count,
    /// Calls that were given up.
    pub dead_letters: Count,
    /// From taking a batch to having it kept, its calls on their way.
    pub batches: Durations,
    /// Commits to the journal.
    pub commits: Durations,
    /// Calls to Telegram that were confirmed.
    pub calls: Durations,
    /// Updates that wait in the webhook.
    pub waiting_updates: Level,
    /// Sessions in memory.
    pub live_sessions: Level,
}

impl Default for Tally {
    fn default() -> Self {
        Self {
            vitals: Vitals::default(),
            updates: Count::default(),
            duplicates: Count::default(),
            unreadable: Count::default(),
            panics: Count::default(),
            updates_set_aside: Count::default(),
            sweeps: Count::default(),
            chats_warned: Count::default(),
            chats_forgotten: Count::default(),
            answers: Kinds::new(&[
                "section",
                "example",
                "term",
                "answer",
                "background",
                "gap",
                "named",
                "not_in_guide",
                "off_topic",
                "small_talk",
            ]),
            declined: Kinds::new(&["quota", "maintenance"]),
            turned_away: Kinds::new(&["secret", "size", "slow", "full", "not_ready", "journal"]),
            sent: Count::default(),
            retries: Count::default(),
            send_errors: Kinds::new(&["network", "flood", "server", "gone", "refused", "file"]),
            let_go: Count::default(),
            superseded: Count::default(),
            dead_letters: Count::default(),
            batches: Durations::default(),
            commits: Durations::default(),
            calls: Durations::default(),
            waiting_updates: Level::default(),
            live_sessions: Level::default(),
        }
    }
}

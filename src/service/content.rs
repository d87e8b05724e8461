//! How the content in service stands to its folder: whether what the folder says now was taken, and since when not.
//!
//! Whoever reads the folder notes it at [`InService`](super::InService); pages of health and metrics, `/status` and a
//! word to those who run this Lotse tell it.

use std::time::SystemTime;

use super::batch::Batches;
use super::inbound::Origin;
use crate::conversation::{Moment, Reply, admin};
use crate::sessions::{JournalEntry, JournalError};

/// How the content in service stands to its folder.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct ContentState {
    /// When the folder last said what is in service; nothing if it never did in this run.
    pub fitted: Option<SystemTime>,
    /// Why it does not now; nothing if it does.
    pub refused: Option<ContentRefusal>,
    /// Whether somebody asked for it to be read again, and it is not yet.
    pub is_reading: bool,
}

/// What the folder says is not taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ContentRefusal {
    /// Since when.
    pub since: SystemTime,
    /// How many mistakes there are; zero if it cannot be read at all.
    pub mistakes: usize,
}

impl ContentState {
    /// How the sentence begins that tells of a refusal.
    pub const REFUSED: &str = "the guide in the knowledge folder ";
    /// What is told while the content is read because somebody asked for it.
    pub const READING: &str = "the knowledge folder is being read";

    /// The state when the folder says what is in service.
    pub fn fitting() -> Self {
        Self {
            fitted: Some(SystemTime::now()),
            ..Self::default()
        }
    }

    /// The state when what the folder says now is refused; it stays refused since the first time.
    #[must_use]
    pub fn refusing(self, mistakes: usize) -> Self {
        let since = self.refused.map_or_else(SystemTime::now, |old| old.since);
        Self {
            refused: Some(ContentRefusal { since, mistakes }),
            is_reading: false,
            ..self
        }
    }

    /// What those who look after the service are told; nothing if all is well.
    pub fn problem(&self) -> Option<String> {
        let refused = self.refused?;
        let (what, seconds) = (refused.mistakes, refused.seconds());
        let why = match what {
            0 => "cannot be read".to_owned(),
            1 => "has 1 mistake".to_owned(),
            many => format!("has {many} mistakes"),
        };
        Some(format!(
            "{}{why}, for {seconds} s; the last good one answers, and `lotse check` explains",
            Self::REFUSED
        ))
    }
}

impl ContentRefusal {
    /// For how many seconds.
    pub fn seconds(&self) -> u64 {
        self.since.elapsed().unwrap_or_default().as_secs()
    }
}

/// Tells those who run this Lotse when content is refused, and when it is mended; returns never.
pub(crate) async fn report(batches: &Batches, now: impl Fn() -> Moment) {
    let Some(mut states) = batches.responder.content_state() else {
        return std::future::pending().await;
    };
    let mut was_refused = false;
    loop {
        let refused = states.borrow_and_update().refused;
        if refused.is_some() != was_refused {
            was_refused = refused.is_some();
            let replies = match refused {
                Some(refused) => admin::content_refused(refused.mistakes),
                None => admin::content_mended(),
            };
            if let Err(error) = tell(batches, &replies, now()).await {
                tracing::warn!(%error, "those who run this Lotse cannot be told how the content is");
            }
        }
        if states.changed().await.is_err() {
            return std::future::pending().await;
        }
    }
}

/// Says something to everybody who runs this Lotse, without a sound: nobody asked for it.
async fn tell(batches: &Batches, replies: &[Reply], now: Moment) -> Result<(), JournalError> {
    let chats: Vec<_> = batches.admins.chats.iter().copied().collect();
    if chats.is_empty() {
        return Ok(());
    }
    let turn = batches.sessions.line_up(chats.clone());
    let batch = batches.sessions.look_at(turn).await?;
    let mut entry = JournalEntry {
        now,
        ..JournalEntry::default()
    };
    for chat in chats {
        let origin = Origin {
            is_quiet: true,
            ..Origin::of(chat)
        };
        let calls = batches
            .doors
            .of(chat)
            .map(|door| door.render(replies, &origin));
        let calls = calls.into_iter().flatten();
        entry.calls.extend(calls.map(|call| (chat, call)));
    }
    let rows = batch.commit(entry).await?;
    batches.outbox.push(rows);
    Ok(())
}

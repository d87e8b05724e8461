//! Reminders: twice a minute looks for chats whose people are to be reminded.
//!
//! When that is, the conversation reckons each time a session changes, and the journal keeps it beside the session, so that
//! nobody's session is read to find out. Whether something is said and what, is decided when the moment has come; the
//! session that knows of it and the message are one commit, so that neither a kill nor the clock has anything said twice.
//! A chat is checked out like a batch's. What is due at eight o'clock comes within the first hour, each chat's at its own
//! time; what waited while this Lotse was not running goes out a few a second.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::time::{Duration, Instant};

use super::batch::Batches;
use super::inbound::Origin;
use crate::conversation::{Moment, Reply, Session};
use crate::sessions::{ChatKey, JournalEntry, JournalError};

/// How often the clock is looked at.
const POLL_INTERVAL: Duration = Duration::from_secs(1);
/// How many seconds of the clock lie between two looks for chats.
const LOOK_INTERVAL: i64 = 30;
/// How long to wait when the journal cannot be used.
const RETRY_DELAY: Duration = Duration::from_secs(60);
/// How many chats are looked at as one.
const PAGE_SIZE: usize = 50;
/// How long each reminder holds up the next page.
const REMINDER_DELAY: Duration = Duration::from_millis(100);
/// Over how many seconds of the first hour the chats are spread.
const SPREAD: u64 = 45 * 60;

/// How many seconds into the hours for reminders a chat has its own: always the same, and different from its neighbours'.
pub(super) fn seconds_into(chat: ChatKey) -> u16 {
    // The golden ratio of 64 bits spreads numbers that follow each other (Knuth, 6.4).
    let mixed = (chat.id() as u64).wrapping_mul(0x9E37_79B9_7F4A_7C15) >> 32;
    u16::try_from(mixed % SPREAD).unwrap_or(0)
}

/// Looks for chats to remind, twice a minute; never ends by itself.
pub(crate) async fn run(batches: &Batches) {
    let mut looked = None;
    loop {
        let now = batches.clock.now();
        let look = now.0.div_euclid(LOOK_INTERVAL);
        // Whoever would be told that nothing works for the moment is not reminded of work.
        if looked != Some(look) && !batches.admission.in_maintenance().await {
            match remind_all(batches).await {
                Ok(()) => looked = Some(look),
                Err(error) => {
                    batches.metrics.health.fails(&error);
                    tracing::warn!(%error, "nobody can be reminded; trying again");
                    tokio::time::sleep(RETRY_DELAY).await;
                }
            }
        }
        tokio::time::sleep(POLL_INTERVAL).await;
    }
}

/// Reminds everybody who is to be by now, page by page.
async fn remind_all(batches: &Batches) -> Result<(), JournalError> {
    let mut reminded = 0_u64;
    loop {
        let begun = Instant::now();
        let by = batches.clock.now();
        let chats = batches.sessions.to_remind(by, PAGE_SIZE).await?;
        let said = remind_page(batches, &chats).await?;
        batches.metrics.reminders.inc_by(said.into());
        reminded += u64::from(said);
        // Whoever was looked at is not found again before their next time.
        if chats.len() < PAGE_SIZE {
            break;
        }
        tokio::time::sleep(begun.elapsed().max(REMINDER_DELAY * said)).await;
    }
    if reminded > 0 {
        tracing::info!(reminded, "chats were reminded");
    }
    Ok(())
}

/// Reminds some chats, as one commit; returns how many of them something was said to.
async fn remind_page(batches: &Batches, chats: &[ChatKey]) -> Result<u32, JournalError> {
    if chats.is_empty() {
        return Ok(0);
    }
    let turn = batches.sessions.line_up(chats.to_vec());
    let batch = batches.sessions.look_at(turn).await?;
    let mut entry = JournalEntry {
        now: batches.clock.now(),
        ..JournalEntry::default()
    };
    let mut said = 0;
    for (chat, session) in &batch.sessions {
        // Somebody may have deleted everything in the meantime.
        if **session == Session::default() {
            continue;
        }
        let (session, next, replies) = remind(batches, *chat, session, entry.now);
        entry.sessions.push((*chat, session));
        entry.unused.push(*chat);
        entry.reminders.extend(next.map(|next| (*chat, next)));
        said += u32::from(!replies.is_empty());
        let door = batches.doors.of(*chat);
        let calls = door.map(|door| door.render(&replies, &Origin::of(*chat)));
        let calls = calls.into_iter().flatten();
        entry.calls.extend(calls.map(|call| (*chat, call)));
    }
    if entry.sessions.is_empty() {
        return Ok(0);
    }
    crash_point!("remind.before-commit");
    let rows = batch.commit(entry).await?;
    crash_point!("remind.before-outbox");
    batches.outbox.push(rows);
    Ok(said)
}

/// What is remembered of a chat afterwards, when it is to be reminded next, and what is said now. Where that fails, nothing is
/// said, and it is tried again the next day.
fn remind(
    batches: &Batches,
    chat: ChatKey,
    session: &Arc<Session>,
    now: Moment,
) -> (Arc<Session>, Option<Moment>, Vec<Reply>) {
    let decide = || {
        let (session, replies) = batches.responder.remind((**session).clone(), now);
        let next = batches
            .responder
            .next_reminder(&session, seconds_into(chat), now);
        (Arc::new(session), next, replies)
    };
    catch_unwind(AssertUnwindSafe(decide)).unwrap_or_else(|_| {
        batches.metrics.panics.inc();
        tracing::error!(%chat, "reminding failed; it is tried again tomorrow");
        let tomorrow = Moment(now.0.saturating_add(Moment::DAY));
        (Arc::clone(session), Some(tomorrow), Vec::new())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn chats_are_spread_over_the_first_hour() {
        let times: Vec<u16> = (1..=1_000)
            .map(|id| seconds_into(ChatKey::new(id)))
            .collect();
        assert!(times.iter().all(|time| u64::from(*time) < SPREAD));
        let in_minute = |minute: u16| times.iter().filter(|time| **time / 60 == minute).count();
        assert!((0..45).all(|minute| (5..60).contains(&in_minute(minute))));
    }
}

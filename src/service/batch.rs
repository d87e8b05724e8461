//! A batch of updates, from raw values to one commit.
//!
//! The steps: read each update alone, line up for its chats, leave out what was applied before and hold what waits for
//! a role to be looked up, decline what is too much ([`admission`](super::admission)), compute (parallel across chats, in
//! order within one, off the async workers), commit everything at once, hand the calls to the outbox. A panic while
//! computing costs its update only: the person reads an apology and the session stays. What ends the process is found
//! by the next one ([`Suspects`]). Nothing is acknowledged here; the caller does that when [`Batches::apply`] returns
//! without error.

mod compute;
mod roles;

use std::collections::{HashMap, HashSet};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::time::{Duration, Instant};

use serde_json::Value;

use self::compute::Group;
pub use self::roles::{LookUp, Roles};
use super::admin::Admins;
use super::admission::Admission;
use super::clock::Clock;
use super::inbound::{Incoming, What};
use super::outbox::Outbox;
use super::poison::{self, Part, Suspects};
use super::tally::Tally;
use crate::conversation::{self, ChatKind, Event, Occasion, Role, Session};
use crate::service::Respond;
use crate::sessions::{
    Attempt, Batch, Call, ChatKey, Entry, JournalError, Row, Sessions, SetAside, UpdateId,
};
use crate::telegram::addressing::Identity;
use crate::telegram::updates::{Album, Albums};
use crate::telegram::{inline, render, updates};

/// Applies batches.
pub struct Batches {
    /// Who this bot is.
    pub bot: Identity,
    /// Who answers.
    pub responder: Arc<dyn Respond>,
    /// The live sessions.
    pub sessions: Sessions,
    /// The way out.
    pub outbox: Outbox,
    /// Who is an admin where.
    pub roles: Arc<Roles>,
    /// Who runs this Lotse.
    pub caretakers: Admins,
    /// Since when.
    pub begun: Instant,
    /// What the time is.
    pub clock: Clock,
    /// Who is answered.
    pub gate: Admission,
    /// The albums that were answered lately.
    pub albums: Albums,
    /// What an earlier process was computing when it ended.
    pub suspects: Suspects,
    /// What is counted.
    pub tally: Arc<Tally>,
    /// What takes longer to compute hangs; the process must end so that a new one can set its update aside.
    pub compute_timeout: Duration,
}

impl Batches {
    /// Applies a batch of raw updates: afterwards it is kept and its calls are on their way.
    ///
    /// All but those it names: they wait for a role, and are to be brought again when there is [news](Roles::news).
    ///
    /// # Errors
    /// When the journal did not keep it; then nothing has happened, and it may be delivered again.
    pub async fn apply(&self, raw: &[Value]) -> Result<Vec<UpdateId>, JournalError> {
        if self.suspects.is_empty() {
            return self.apply_part(raw, false).await;
        }
        let mut held = Vec::new();
        for part in self.suspects.split(raw) {
            match part {
                Part::Together(raw) => held.extend(self.apply_part(&raw, false).await?),
                Part::Alone(update) => held.extend(self.apply_part(&[update], true).await?),
                Part::Aside {
                    update,
                    kind,
                    attempts,
                } => {
                    let aside = SetAside {
                        update,
                        kind,
                        attempts,
                    };
                    self.set_aside(aside).await?;
                }
            }
        }
        Ok(held)
    }

    /// Answers a question that nobody asked, if there are suspects: what takes time only once in a process must not
    /// take it while one of them is computed, or an end from outside would meet it there too easily.
    pub(crate) async fn warm_up(&self) {
        if self.suspects.is_empty() {
            return;
        }
        let held = self.responder.held();
        let responder = held.unwrap_or_else(|| Arc::clone(&self.responder));
        let event = Event {
            chat: ChatKind::Private,
            addressed: true,
            role: Role::Unknown,
            occasion: Occasion::Text("wer hilft wem bei was".to_owned()),
        };
        let now = self.clock.now();
        let answer = move || drop(responder.respond(Session::default(), &event, now));
        let warm = tokio::task::spawn_blocking(move || catch_unwind(AssertUnwindSafe(answer)));
        // Whatever came of it: nobody waits for this answer.
        let _ = tokio::time::timeout(self.compute_timeout, warm).await;
    }

    async fn apply_part(&self, raw: &[Value], alone: bool) -> Result<Vec<UpdateId>, JournalError> {
        let taken = Instant::now();
        // Before anything of them is looked at: whatever ends the process, the next one knows which they were.
        let weight = if alone { poison::COMPUTING } else { 0 };
        self.note(raw, weight).await?;
        let (incoming, albums) = self.read(raw);
        let ids: Vec<UpdateId> = incoming.iter().filter_map(|update| update.id).collect();
        let chats = incoming.iter().flat_map(|update| update.what.chats());
        let turn = self.sessions.line_up(chats.collect());
        let opened = self.sessions.open(turn, &ids).await;
        let batch = opened.inspect_err(|error| self.tally.vitals.fails(error))?;
        let (incoming, held) = self.hold(incoming, &batch.fresh);
        if incoming.is_empty() && !held.is_empty() {
            if alone {
                self.note(raw, -weight).await?;
            }
            return Ok(held);
        }
        let ids: Vec<UpdateId> = incoming.iter().filter_map(|update| update.id).collect();
        let mut fresh = self.leave_out_duplicates(incoming, &batch.fresh);
        let switch = self.take_care(&mut fresh).await;
        let admitted = self.gate.admit(fresh, self.clock.now(), &self.tally).await;
        let (fresh, asked) = admitted.split();
        crash_point!("batch.before-compute");
        crash_update!(ids);
        let mut entry = self.compute(fresh, &batch, ids.clone()).await;
        entry.switch = switch;
        let forgotten = entry.forgotten.clone();
        let rows = self.keep(raw, &batch, entry, alone).await;
        let rows = rows.inspect_err(|_| self.gate.take_back(&asked))?;
        self.suspects.clear(&ids);
        self.albums.keep(albums, &ids);
        self.outbox.forget(&forgotten);
        crash_point!("batch.before-outbox");
        self.outbox.push(rows);
        crash_point!("batch.after-outbox");
        self.tally.batches.add(taken.elapsed());
        self.tally.live_sessions.set(self.sessions.len());
        Ok(held)
    }

    /// Completes and commits what was computed; `alone` as one update that is suspected.
    async fn keep(
        &self,
        raw: &[Value],
        batch: &Batch<'_>,
        mut entry: Entry,
        alone: bool,
    ) -> Result<Vec<Row>, JournalError> {
        self.complete_files(&mut entry).await?;
        crash_point!("batch.after-compute");
        if alone {
            self.note(raw, poison::COMPUTED).await?;
        }
        let rows = self.commit(batch, entry).await;
        if rows.is_err() && alone {
            // Not the update's doing. What cannot be taken back now was hardly written before.
            let _ = self.note(raw, poison::COMPUTED).await;
        }
        rows
    }

    /// Notes which updates are being computed, and what an end from here on weighs.
    async fn note(&self, raw: &[Value], weight: i64) -> Result<(), JournalError> {
        let attempt = Attempt {
            now: self.clock.now(),
            updates: raw.iter().filter_map(updates::id).collect(),
            weight,
        };
        crash_point!("batch.before-marker");
        let noted = self.sessions.begin(attempt).await;
        self.tally.vitals.journal(&noted);
        crash_point!("batch.after-marker");
        noted
    }

    /// Leaves an update unanswered for good: whoever computes it does not live to see the commit.
    async fn set_aside(&self, aside: SetAside) -> Result<(), JournalError> {
        let (kind, attempts, id) = (aside.kind, aside.attempts, aside.update);
        let batch = self
            .sessions
            .open(self.sessions.line_up(vec![]), &[])
            .await?;
        let entry = Entry {
            now: self.clock.now(),
            updates: vec![id],
            set_aside: vec![aside],
            ..Entry::default()
        };
        self.commit(&batch, entry).await?;
        self.suspects.clear(&[id]);
        self.tally.updates_set_aside.add();
        tracing::error!(
            kind,
            attempts,
            "an update ended the process each time it was computed; it is set aside"
        );
        Ok(())
    }

    async fn commit(&self, batch: &Batch<'_>, entry: Entry) -> Result<Vec<Row>, JournalError> {
        let begun = Instant::now();
        let rows = batch.commit(entry).await;
        self.tally.vitals.journal(&rows);
        if rows.is_ok() {
            self.tally.commits.add(begun.elapsed());
        }
        rows
    }

    fn read(&self, raw: &[Value]) -> (Vec<Incoming>, Vec<Album>) {
        let (mut incoming, albums) = updates::read_all(raw, &self.bot, &self.albums);
        // Order means something inside one batch only; what has no id stays where it was.
        if incoming.iter().all(|update| update.id.is_some()) {
            incoming.sort_by_key(|update| update.id);
        }
        (incoming, albums)
    }

    fn leave_out_duplicates(
        &self,
        incoming: Vec<Incoming>,
        new: &HashSet<UpdateId>,
    ) -> Vec<Incoming> {
        let mut seen = HashSet::new();
        let is_fresh = |update: &Incoming| {
            let fresh = update
                .id
                .is_none_or(|id| new.contains(&id) && seen.insert(id));
            let count = if fresh {
                &self.tally.updates
            } else {
                &self.tally.duplicates
            };
            count.add();
            fresh
        };
        incoming.into_iter().filter(is_fresh).collect()
    }

    async fn compute(
        &self,
        incoming: Vec<Incoming>,
        batch: &Batch<'_>,
        updates: Vec<UpdateId>,
    ) -> Entry {
        let now = self.clock.now();
        let mut entry = Entry {
            now,
            updates,
            ..Entry::default()
        };
        let groups = self.group(incoming, &batch.sessions, &mut entry.calls);
        // One library to the end of the batch, whatever is put into service meanwhile.
        let responder = self.responder.held();
        let work = compute::Work {
            responder: responder.unwrap_or_else(|| Arc::clone(&self.responder)),
            bot: self.bot.clone(),
            now,
            tally: Arc::clone(&self.tally),
        };
        for outcome in compute::compute(groups, work, self.compute_timeout).await {
            entry.forgotten.extend(outcome.forgotten);
            entry.used.extend(outcome.used);
            entry.left.extend(outcome.left);
            entry.feedback.extend(outcome.feedback);
            entry.sessions.extend(outcome.changed);
            entry.calls.extend(outcome.calls);
        }
        entry
    }

    /// Adds to files that ask for it what is kept of their chat beside its session.
    async fn complete_files(&self, entry: &mut Entry) -> Result<(), JournalError> {
        for (chat, call) in &mut entry.calls {
            let upload = call.upload.as_mut().filter(|upload| upload.with_records);
            if let Some(text) = upload.and_then(|upload| upload.text.as_mut()) {
                let records = self.sessions.records(*chat).await?;
                text.push_str(&conversation::kept_beside(chat.id(), records.as_ref()));
            }
        }
        Ok(())
    }

    /// Puts updates of one chat together; a group and the supergroup it has become count as one.
    fn group(
        &self,
        incoming: Vec<Incoming>,
        sessions: &HashMap<ChatKey, Arc<Session>>,
        calls: &mut Vec<(ChatKey, Call)>,
    ) -> Vec<Group> {
        let moves: HashMap<ChatKey, ChatKey> = incoming.iter().filter_map(moved).collect();
        let home = |chat: ChatKey| moves.get(&chat).copied().unwrap_or(chat);
        let mut groups: HashMap<ChatKey, Group> = HashMap::new();
        let mut queries: Vec<Group> = Vec::new();
        for update in incoming {
            match &update.what {
                What::StrayTap(callback) => {
                    calls.push((ChatKey::NOBODY, render::answer_tap(callback, None)))
                }
                What::DeclinedQuery(query) => calls.push((ChatKey::NOBODY, inline::decline(query))),
                // It touches no session, so each can be computed for itself.
                What::InlineQuery(_) => queries.push(Group {
                    updates: vec![update.what],
                    ..Group::default()
                }),
                What::Nothing => self.note_unreadable(update.id),
                What::Happened(_) | What::Declined { .. } | What::Moved { .. } => {
                    let chats = update.what.chats();
                    let Some(chat) = chats.last().copied() else {
                        continue;
                    };
                    let group = groups.entry(home(chat)).or_default();
                    for chat in chats {
                        let kept = sessions.get(&chat).cloned().unwrap_or_default();
                        group.sessions.entry(chat).or_insert(kept);
                    }
                    group.updates.push(update.what);
                }
            }
        }
        groups.into_values().chain(queries).collect()
    }

    fn note_unreadable(&self, id: Option<UpdateId>) {
        self.tally.unreadable.add();
        tracing::warn!(
            ?id,
            "an update concerns no chat or cannot be read; it is left alone"
        );
    }
}

fn moved(update: &Incoming) -> Option<(ChatKey, ChatKey)> {
    match update.what {
        What::Moved { from, to } => Some((from, to)),
        _ => None,
    }
}

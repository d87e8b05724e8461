//! A batch of updates, from what a door hands over to one commit.
//!
//! The steps: line up for the chats, leave out what was applied before and hold what waits for a role to be looked up,
//! decline what is too much ([`admission`](super::admission)), compute (parallel across chats, in order within one, off
//! the async workers), have the doors make deliveries of the replies, commit everything at once, hand the deliveries to
//! the outbox. A panic while computing costs its update only: the person reads an apology and the session stays. What
//! ends the process is found by the next one ([`PoisonDetector`]). Nothing is acknowledged here; the caller does that when
//! [`Batches::apply`] returns without error.

mod compute;
mod roles;

use std::collections::{HashMap, HashSet};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::time::{Duration, Instant};

use self::compute::{ChatGroup, Spoken};
pub use self::roles::Roles;
use super::admin::Admins;
use super::admission::Admission;
use super::door::Doors;
use super::inbound::{Update, UpdateKind};
use super::outbox::{ChatQueues, Outbox};
use super::poison::{self, BatchPart, PoisonDetector};
use super::{Clock, Metrics, Respond};
use crate::conversation::{
    self, ChatKind, Event, FileContent, InReplyTo, Occasion, Reply, Role, Session,
};
use crate::sessions::{
    Attempt, Batch, ChatKey, Delivery, JournalEntry, JournalError, OutboxRow, Sessions, SetAside,
    UpdateId,
};

/// Applies batches.
pub struct Batches {
    /// Where people come in.
    pub doors: Doors,
    /// Who answers.
    pub responder: Arc<dyn Respond>,
    /// The live sessions.
    pub sessions: Sessions,
    /// The way out.
    pub outbox: Outbox,
    /// What waits there.
    pub(crate) queues: Arc<ChatQueues>,
    /// Who is an admin where.
    pub roles: Arc<Roles>,
    /// Who runs this Lotse.
    pub admins: Admins,
    /// Since when.
    pub begun: Instant,
    /// What the time is.
    pub clock: Clock,
    /// Who is answered.
    pub admission: Admission,
    /// What an earlier process was computing when it ended.
    pub suspects: PoisonDetector,
    /// What is counted.
    pub metrics: Arc<Metrics>,
    /// What takes longer to compute hangs; the process must end so that a new one can set its update aside.
    pub compute_timeout: Duration,
}

impl Batches {
    /// Applies a batch: afterwards it is kept and its deliveries are on their way.
    ///
    /// All but those it names: they wait for a role, and are to be brought again when there is [news](Roles::news).
    ///
    /// # Errors
    /// When the journal did not keep it; then nothing has happened, and it may be delivered again.
    pub async fn apply(&self, mut updates: Vec<Update>) -> Result<Vec<UpdateId>, JournalError> {
        // Order means something inside one batch only; what has no id stays where it was.
        if updates.iter().all(|update| update.id.is_some()) {
            updates.sort_by_key(|update| update.id);
        }
        if self.suspects.is_empty() {
            return self.apply_part(updates, false).await;
        }
        let mut held = Vec::new();
        for part in self.suspects.split(updates) {
            match part {
                BatchPart::Together(updates) => held.extend(self.apply_part(updates, false).await?),
                BatchPart::Alone(update) => held.extend(self.apply_part(vec![update], true).await?),
                BatchPart::Aside(aside) => self.set_aside(aside).await?,
            }
        }
        Ok(held)
    }

    /// Answers a question that nobody asked, if there are suspects: what takes time only once in a process must not
    /// take it while one of them is computed, or an end from outside would meet it there too easily.
    pub(super) async fn warm_up(&self) {
        if self.suspects.is_empty() {
            return;
        }
        let held = self.responder.held();
        let responder = held.unwrap_or_else(|| Arc::clone(&self.responder));
        let event = Event {
            moving: crate::conversation::Moving::default(),
            chat: ChatKind::Private,
            addressed: true,
            reply: InReplyTo::default(),
            role: Role::Unknown,
            occasion: Occasion::Text("wer hilft wem bei was".to_owned()),
        };
        let now = self.clock.now();
        let answer = move || drop(responder.respond(Session::default(), &event, now));
        let warm = tokio::task::spawn_blocking(move || catch_unwind(AssertUnwindSafe(answer)));
        // Whatever came of it: nobody waits for this answer.
        let _ = tokio::time::timeout(self.compute_timeout, warm).await;
    }

    async fn apply_part(
        &self,
        mut updates: Vec<Update>,
        alone: bool,
    ) -> Result<Vec<UpdateId>, JournalError> {
        let taken = Instant::now();
        let ids = ids(&updates);
        // Before anything is made of them: whatever ends the process, the next one knows which they were.
        let strikes = if alone { poison::COMPUTING } else { 0 };
        self.note(&ids, strikes).await?;
        self.find_givers(&mut updates).await?;
        let chats = updates.iter().flat_map(|update| update.what.chats());
        let turn = self.sessions.line_up(chats.collect());
        let opened = self.sessions.open(turn, &ids).await;
        let batch = opened.inspect_err(|error| self.metrics.health.fails(error))?;
        let (updates, held) = self.hold(updates, &batch.fresh);
        if updates.is_empty() && !held.is_empty() {
            if alone {
                self.note(&ids, -strikes).await?;
            }
            return Ok(held);
        }
        self.answer(updates, &batch, alone).await?;
        let took = taken.elapsed();
        let updates = ids.len();
        tracing::debug!(
            updates,
            held = held.len(),
            ?took,
            "a batch is kept, its replies go out"
        );
        self.metrics.batches.observe(took.as_secs_f64());
        self.metrics.live_sessions.set(self.sessions.len() as u64);
        Ok(held)
    }

    /// Looks up which chats the projects are of whose codes are given, so that these are checked out as well. What such a
    /// chat's session says then is what counts.
    async fn find_givers(&self, updates: &mut [Update]) -> Result<(), JournalError> {
        for update in updates {
            if let UpdateKind::Happened(inbound) = &mut update.what
                && let Some(code) = conversation::code_in(&inbound.event)
            {
                let found = self.sessions.giver(&code).await;
                let giver = found.inspect_err(|error| self.metrics.health.fails(error))?;
                inbound.giver = giver.filter(|giver| *giver != inbound.origin.chat);
            }
        }
        Ok(())
    }

    /// Answers what nothing has to wait for any more, and keeps what came of it; `alone` as one update that is suspected.
    async fn answer(
        &self,
        updates: Vec<Update>,
        batch: &Batch<'_>,
        alone: bool,
    ) -> Result<(), JournalError> {
        let ids = ids(&updates);
        let mut fresh = self.leave_out_duplicates(updates, &batch.fresh);
        let switch = self.administer(&mut fresh).await;
        let admitted = self.admission.admit(fresh, self.clock.now(), self).await;
        let (fresh, asked) = admitted.split();
        crash_point!("batch.before-compute");
        crash_update!(ids);
        let (mut entry, said) = self.compute(fresh, batch, ids.clone()).await;
        entry.maintenance = switch;
        let forgotten = entry.forgotten.clone();
        let rows = self.keep(batch, entry, said, alone).await;
        let rows = rows.inspect_err(|_| self.admission.take_back(&asked))?;
        self.suspects.clear(&ids);
        self.outbox.forget(&forgotten);
        crash_point!("batch.before-outbox");
        self.outbox.push(rows);
        crash_point!("batch.after-outbox");
        Ok(())
    }

    /// Completes and commits what was computed.
    async fn keep(
        &self,
        batch: &Batch<'_>,
        mut entry: JournalEntry,
        said: Vec<Spoken>,
        alone: bool,
    ) -> Result<Vec<OutboxRow>, JournalError> {
        for mut said in said {
            self.complete_files(&mut said).await?;
            entry.calls.extend(self.render(&said));
        }
        crash_point!("batch.after-compute");
        let ids = entry.updates.clone();
        if alone {
            self.note(&ids, poison::COMPUTED).await?;
        }
        let rows = self.commit(batch, entry).await;
        if rows.is_err() && alone {
            // Not the update's doing. What cannot be taken back now was hardly written before.
            let _ = self.note(&ids, poison::COMPUTED).await;
        }
        rows
    }

    /// Notes which updates are being computed, and what an end from here on weighs.
    async fn note(&self, updates: &[UpdateId], strikes: i64) -> Result<(), JournalError> {
        let attempt = Attempt {
            now: self.clock.now(),
            updates: updates.to_vec(),
            strikes,
        };
        crash_point!("batch.before-marker");
        let noted = self.sessions.mark_in_flight(attempt).await;
        self.metrics.health.journal(&noted);
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
        let entry = JournalEntry {
            now: self.clock.now(),
            updates: vec![id],
            set_aside: vec![aside],
            ..JournalEntry::default()
        };
        self.commit(&batch, entry).await?;
        self.suspects.clear(&[id]);
        self.metrics.updates_set_aside.inc();
        tracing::error!(
            kind,
            attempts,
            "an update ended the process each time it was computed; it is set aside"
        );
        Ok(())
    }

    async fn commit(
        &self,
        batch: &Batch<'_>,
        entry: JournalEntry,
    ) -> Result<Vec<OutboxRow>, JournalError> {
        let begun = Instant::now();
        let rows = batch.commit(entry).await;
        self.metrics.health.journal(&rows);
        if rows.is_ok() {
            self.metrics.commits.observe(begun.elapsed().as_secs_f64());
        }
        rows
    }

    fn leave_out_duplicates(&self, updates: Vec<Update>, new: &HashSet<UpdateId>) -> Vec<Update> {
        let mut seen = HashSet::new();
        let is_fresh = |update: &Update| {
            let fresh = update
                .id
                .is_none_or(|id| new.contains(&id) && seen.insert(id));
            let count = if fresh {
                &self.metrics.updates
            } else {
                &self.metrics.duplicates
            };
            count.inc();
            fresh
        };
        updates.into_iter().filter(is_fresh).collect()
    }

    async fn compute(
        &self,
        fresh: Vec<Update>,
        batch: &Batch<'_>,
        updates: Vec<UpdateId>,
    ) -> (JournalEntry, Vec<Spoken>) {
        let now = self.clock.now();
        let mut entry = JournalEntry {
            now,
            updates,
            ..JournalEntry::default()
        };
        let groups = self.group(fresh, &batch.sessions, &mut entry.calls);
        // One library to the end of the batch, whatever is put into service meanwhile.
        let responder = self.responder.held();
        let work = compute::Work {
            responder: responder.unwrap_or_else(|| Arc::clone(&self.responder)),
            now,
            metrics: Arc::clone(&self.metrics),
        };
        let mut said = Vec::new();
        for computed in compute::compute(groups, work, self.compute_timeout).await {
            entry.forgotten.extend(computed.forgotten);
            entry.used.extend(computed.used);
            entry.left.extend(computed.left);
            entry.feedback.extend(computed.feedback);
            entry.sessions.extend(computed.changed);
            entry.reminders.extend(computed.reminders);
            entry.notes.extend(computed.notes);
            entry.codes.extend(computed.codes);
            said.extend(computed.said);
        }
        (entry, said)
    }

    /// Adds to files that ask for it what is kept of their chat beside its session.
    async fn complete_files(&self, said: &mut Spoken) -> Result<(), JournalError> {
        let Spoken::Replies(origin, replies) = said else {
            return Ok(());
        };
        for reply in replies {
            if let Reply::File(file) = reply
                && file.with_records
                && let FileContent::Text(text) = &mut file.content
            {
                let records = self.sessions.records(origin.chat).await?;
                let beside = self
                    .responder
                    .kept_beside(origin.chat.number(), records.as_ref());
                text.push_str(&beside);
            }
        }
        Ok(())
    }

    /// Has a door make deliveries of what is said; if that panics, of an apology.
    fn render(&self, said: &Spoken) -> Vec<(ChatKey, Delivery)> {
        let (chat, door) = match said {
            Spoken::Replies(origin, _) => (origin.chat, self.doors.of(origin.chat)),
            Spoken::Offer(door, ..) => (ChatKey::nobody(*door), self.doors.get(*door)),
        };
        let Some(door) = door else {
            return Vec::new();
        };
        let render = || match said {
            Spoken::Replies(origin, replies) => door.render(replies, origin),
            Spoken::Offer(_, query, offer) => {
                let answer = door.answer_query(query, offer.as_ref());
                answer.into_iter().collect()
            }
        };
        let rendered = catch_unwind(AssertUnwindSafe(render)).unwrap_or_else(|_| {
            self.metrics.panics.inc();
            tracing::error!(%chat, "putting an answer into words failed; an apology goes out instead");
            let apologise = || match said {
                Spoken::Replies(origin, _) => door.render(&self.responder.apology(), origin),
                Spoken::Offer(_, query, _) => door.answer_query(query, None).into_iter().collect(),
            };
            catch_unwind(AssertUnwindSafe(apologise)).unwrap_or_default()
        });
        rendered.into_iter().map(|one| (chat, one)).collect()
    }

    /// Puts updates of one chat together; chats that one update touches count as one: a group and what it has become, two
    /// between which a project moves.
    fn group(
        &self,
        updates: Vec<Update>,
        sessions: &HashMap<ChatKey, Arc<Session>>,
        calls: &mut Vec<(ChatKey, Delivery)>,
    ) -> Vec<ChatGroup> {
        let homes = homes(&updates);
        let mut groups: HashMap<ChatKey, ChatGroup> = HashMap::new();
        let mut queries: Vec<ChatGroup> = Vec::new();
        for update in updates {
            let chats = update.what.chats();
            match (update.what, chats.last()) {
                (UpdateKind::Answered(delivery), _) => {
                    calls.push((ChatKey::nobody(update.door), *delivery));
                }
                // It touches no session, so each can be computed for itself.
                (query @ UpdateKind::Query(_), _) => queries.push(ChatGroup {
                    updates: vec![(update.door, query)],
                    ..ChatGroup::default()
                }),
                (what, Some(chat)) => {
                    let group = groups.entry(home(&homes, *chat)).or_default();
                    for chat in &chats {
                        let kept = sessions.get(chat).cloned().unwrap_or_default();
                        group.sessions.entry(*chat).or_insert(kept);
                    }
                    group.updates.push((update.door, what));
                }
                (_, None) => self.note_unreadable(update.id),
            }
        }
        groups.into_values().chain(queries).collect()
    }

    fn note_unreadable(&self, id: Option<UpdateId>) {
        self.metrics.unreadable.inc();
        tracing::warn!(
            ?id,
            "an update concerns no chat or cannot be read; it is left alone"
        );
    }
}

fn ids(updates: &[Update]) -> Vec<UpdateId> {
    updates.iter().filter_map(|update| update.id).collect()
}

/// Which chat stands for each that is touched together with others.
fn homes(updates: &[Update]) -> HashMap<ChatKey, ChatKey> {
    let mut homes = HashMap::new();
    for update in updates {
        let chats = update.what.chats();
        let Some(last) = chats.last().map(|chat| home(&homes, *chat)) else {
            continue;
        };
        for chat in chats {
            let other = home(&homes, chat);
            if other != last {
                homes.insert(other, last);
            }
        }
    }
    homes
}

fn home(homes: &HashMap<ChatKey, ChatKey>, mut chat: ChatKey) -> ChatKey {
    while let Some(next) = homes.get(&chat) {
        chat = *next;
    }
    chat
}

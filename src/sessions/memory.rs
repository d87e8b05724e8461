//! The journal that lives as long as the process: for tests, and until one on disk is asked for.
//!
//! It keeps every promise of [`Journal`] but the one that outlasts the process. Faults can be put in front of it
//! ([`MemoryJournal::fail_next`]), so that tests meet a full disk without one.

use std::collections::{BTreeMap, HashMap, VecDeque};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use super::chat::{ChatKey, UpdateId};
use super::delivery::{OutboxRow, Queue, RowId, RowState};
use super::gathered::{Gathered, Judged};
use super::in_flight::{Attempt, SetAside};
use super::journal::{
    BoxFuture, Idle, Journal, JournalEntry, JournalError, JournalFigures, MEMORY_OF_UPDATES, Opened,
};
use crate::conversation::{Letter, Moment, Records, Session};

/// A journal in memory.
#[derive(Debug, Default)]
pub struct MemoryJournal {
    kept: Mutex<Kept>,
}

#[derive(Debug, Default)]
struct Kept {
    sessions: HashMap<ChatKey, Arc<Session>>,
    applied: HashMap<UpdateId, Moment>,
    by_age: VecDeque<(Moment, UpdateId)>,
    rows: BTreeMap<RowId, OutboxRow>,
    begun: HashMap<UpdateId, i64>,
    aside: Vec<SetAside>,
    /// How each chat with a session is used.
    uses: HashMap<ChatKey, Use>,
    letters: Vec<(ChatKey, Letter)>,
    judged: Judged,
    resting: Option<String>,
    last_row: u64,
    dead: u64,
    commits: u64,
    faults: VecDeque<JournalError>,
    faults_of_marks: VecDeque<JournalError>,
}

/// How a chat is used, by days.
#[derive(Debug, Clone, Copy)]
struct Use {
    last: i64,
    warned: Option<(u8, i64)>,
    left: Option<i64>,
}

impl MemoryJournal {
    /// Lets the next commits fail with these errors; each commit of an update uses one up.
    pub fn fail_next(&self, faults: impl IntoIterator<Item = JournalError>) {
        self.lock().faults.extend(faults);
    }

    /// Takes back what [`fail_next`](Self::fail_next) put in the way.
    pub fn recover(&self) {
        self.lock().faults.clear();
    }

    /// Lets the next marks fail with these errors, one each.
    pub fn fail_next_marks(&self, faults: impl IntoIterator<Item = JournalError>) {
        self.lock().faults_of_marks.extend(faults);
    }

    /// What is kept of a chat.
    pub fn session(&self, chat: ChatKey) -> Option<Arc<Session>> {
        self.lock().sessions.get(&chat).cloned()
    }

    /// How many calls could not be sent for good.
    pub fn dead_letters(&self) -> u64 {
        self.lock().dead
    }

    /// How many calls are not confirmed yet.
    pub fn unconfirmed(&self) -> usize {
        self.lock().rows.len()
    }

    /// How many commits succeeded.
    pub fn commits(&self) -> u64 {
        self.lock().commits
    }

    fn lock(&self) -> MutexGuard<'_, Kept> {
        self.kept.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Journal for MemoryJournal {
    fn open<'a>(&'a self, updates: &'a [UpdateId], chats: &'a [ChatKey]) -> BoxFuture<'a, Opened> {
        let kept = self.lock();
        let is_new = |id: &&UpdateId| !kept.applied.contains_key(id);
        let session = |chat: &ChatKey| Some((*chat, Arc::clone(kept.sessions.get(chat)?)));
        done(Opened {
            fresh: updates.iter().filter(is_new).copied().collect(),
            sessions: chats.iter().filter_map(session).collect(),
        })
    }

    fn mark_in_flight(&self, attempt: Attempt) -> BoxFuture<'_, ()> {
        let mut kept = self.lock();
        for id in attempt.updates {
            *kept.begun.entry(id).or_default() += attempt.strikes;
        }
        done(())
    }

    fn in_flight(&self) -> BoxFuture<'_, HashMap<UpdateId, i64>> {
        done(self.lock().begun.clone())
    }

    fn commit(&self, entry: JournalEntry) -> BoxFuture<'_, Vec<OutboxRow>> {
        let mut kept = self.lock();
        if let Some(fault) = kept.faults.front().cloned() {
            if !entry.updates.is_empty() {
                kept.faults.pop_front();
            }
            return Box::pin(std::future::ready(Err(fault)));
        }
        done(kept.commit(entry))
    }

    fn waiting(&self) -> BoxFuture<'_, Vec<ChatKey>> {
        let kept = self.lock();
        let rows = kept
            .rows
            .values()
            .filter(|row| row.call.queue == Queue::Chat);
        let mut chats: Vec<_> = rows.map(|row| row.chat).collect();
        chats.sort_unstable();
        chats.dedup();
        done(chats)
    }

    fn answers(&self) -> BoxFuture<'_, Vec<OutboxRow>> {
        let kept = self.lock();
        let answers = kept
            .rows
            .values()
            .filter(|row| row.call.queue != Queue::Chat);
        done(answers.cloned().collect())
    }

    fn rows(&self, chat: ChatKey, after: RowId, limit: usize) -> BoxFuture<'_, Vec<OutboxRow>> {
        let kept = self.lock();
        let later = kept.rows.range(RowId(after.0.saturating_add(1))..);
        let is_ours = |row: &&OutboxRow| row.chat == chat && row.call.queue == Queue::Chat;
        let of_chat = later.map(|(_, row)| row).filter(is_ours);
        done(of_chat.take(limit).cloned().collect())
    }

    fn mark(&self, row: RowId) -> BoxFuture<'_, ()> {
        let mut kept = self.lock();
        if let Some(fault) = kept.faults_of_marks.pop_front() {
            return Box::pin(std::future::ready(Err(fault)));
        }
        if let Some(row) = kept.rows.get_mut(&row) {
            row.state = RowState::Sending;
        }
        done(())
    }

    fn ack(&self, row: RowId) -> BoxFuture<'_, ()> {
        self.lock().rows.remove(&row);
        done(())
    }

    fn retry_later(&self, row: OutboxRow) -> BoxFuture<'_, ()> {
        if let Some(kept) = self.lock().rows.get_mut(&row.id) {
            *kept = row;
        }
        done(())
    }

    fn dead_letter(&self, row: RowId, reason: &'static str) -> BoxFuture<'_, ()> {
        let mut kept = self.lock();
        if let Some(row) = kept.rows.remove(&row) {
            kept.dead += 1;
            let letter = Letter {
                method: row.call.kind,
                reason: reason.to_owned(),
                since: row.since,
            };
            if kept.sessions.contains_key(&row.chat) {
                kept.letters.push((row.chat, letter));
            }
        }
        done(())
    }

    fn maintenance(&self) -> BoxFuture<'_, Option<String>> {
        done(self.lock().resting.clone())
    }

    fn idle(&self, idle: Idle, limit: usize) -> BoxFuture<'_, Vec<ChatKey>> {
        let kept = self.lock();
        let since = |of: &Use| of.is_idle(idle);
        let idle = kept.uses.iter();
        let mut chats: Vec<_> = idle
            .filter_map(|(chat, of)| Some((since(of)?, *chat)))
            .collect();
        chats.sort_unstable();
        done(
            chats
                .into_iter()
                .take(limit)
                .map(|(_, chat)| chat)
                .collect(),
        )
    }

    fn records(&self, chat: ChatKey) -> BoxFuture<'_, Option<Records>> {
        let kept = self.lock();
        let of_chat = |letter: &&(ChatKey, Letter)| letter.0 == chat;
        let records = kept.uses.get(&chat).map(|of| Records {
            used: Moment::of_day(of.last),
            warned: of.warned.map(|(times, on)| (times, Moment::of_day(on))),
            left: of.left.map(Moment::of_day),
            waiting: kept.rows.values().filter(|row| row.chat == chat).count() as u64,
            letters: (kept.letters.iter().filter(of_chat))
                .map(|(_, letter)| letter.clone())
                .collect(),
            aside: Vec::new(),
        });
        done(records)
    }

    fn gathered(&self) -> BoxFuture<'_, Gathered> {
        done(self.lock().judged.gathered())
    }

    fn figures(&self) -> BoxFuture<'_, JournalFigures> {
        let kept = self.lock();
        done(JournalFigures {
            waiting: kept.rows.len() as u64,
            dead_letters: kept.dead,
            set_aside: 0,
            updates_set_aside: kept.aside.len() as u64,
        })
    }
}

impl Kept {
    fn commit(&mut self, entry: JournalEntry) -> Vec<OutboxRow> {
        self.commits += 1;
        self.forget_updates(entry.now);
        self.aside.extend(entry.set_aside);
        self.judged.sweep(entry.now);
        for id in entry.updates {
            self.begun.remove(&id);
            self.applied.insert(id, entry.now);
            self.by_age.push_back((entry.now, id));
        }
        for chat in entry.forgotten {
            self.forget(chat);
        }
        for (chat, session) in entry.sessions {
            if *session != Session::default() {
                self.sessions.insert(chat, session);
                self.uses.insert(chat, Use::on(entry.now));
                continue;
            }
            self.sessions.remove(&chat);
            self.uses.remove(&chat);
        }
        for chat in entry.used {
            self.uses
                .entry(chat)
                .and_modify(|of| *of = Use::on(entry.now));
        }
        for chat in entry.left {
            let of = self.uses.entry(chat);
            of.and_modify(|of| of.left = of.left.or(Some(entry.now.day())));
        }
        for (chat, times) in entry.warned {
            let of = self.uses.entry(chat);
            of.and_modify(|of| of.warned = Some((times, entry.now.day())));
        }
        for (chat, feedback) in &entry.feedback {
            self.judged.count(*chat, feedback, entry.now);
        }
        if let Some(maintenance) = entry.maintenance {
            self.resting = maintenance.words();
        }
        let mut rows = Vec::with_capacity(entry.calls.len());
        for (chat, call) in entry.calls {
            self.last_row += 1;
            let row = OutboxRow {
                id: RowId(self.last_row),
                chat,
                call,
                state: RowState::Waiting,
                tries: 0,
                not_before: entry.now,
                since: entry.now,
            };
            self.rows.insert(row.id, row.clone());
            rows.push(row);
        }
        rows
    }

    fn forget(&mut self, chat: ChatKey) {
        self.sessions.remove(&chat);
        self.rows.retain(|_, row| row.chat != chat);
        self.uses.remove(&chat);
        self.letters.retain(|(of, _)| *of != chat);
        self.judged.forget(chat);
    }

    fn forget_updates(&mut self, now: Moment) {
        let oldest = now.0.saturating_sub(MEMORY_OF_UPDATES);
        while let Some((moment, id)) = self.by_age.front().copied() {
            if moment.0 >= oldest {
                return;
            }
            self.by_age.pop_front();
            if self.applied.get(&id) == Some(&moment) {
                self.applied.remove(&id);
            }
        }
    }
}

impl Use {
    fn on(now: Moment) -> Self {
        Self {
            last: now.day(),
            warned: None,
            left: None,
        }
    }

    /// The day since which it is idle in this way.
    fn is_idle(&self, idle: Idle) -> Option<i64> {
        match idle {
            Idle::Unused {
                since,
                warned,
                last,
            } => {
                let (times, on) = self.warned.unwrap_or((0, last.day()));
                let fits = times == warned && on <= last.day() && self.left.is_none();
                (fits && self.last <= since.day()).then_some(self.last)
            }
            Idle::Left { since } => self.left.filter(|left| *left <= since.day()),
        }
    }
}

fn done<'a, T: Send + 'a>(value: T) -> BoxFuture<'a, T> {
    Box::pin(std::future::ready(Ok(value)))
}

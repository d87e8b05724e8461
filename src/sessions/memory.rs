//! The journal that lives as long as the process: for tests, and until one on disk is asked for.
//!
//! It keeps every promise of [`Journal`] but the one that outlasts the process. Faults can be put in front of it
//! ([`MemoryJournal::fail_next`]), so that tests meet a full disk without one.

use std::collections::{BTreeMap, HashMap, VecDeque};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use super::begun::{Attempt, SetAside};
use super::call::{Lane, Row, RowId, RowState};
use super::chat::{ChatKey, MessageId, UpdateId};
use super::journal::{Entry, Figures, Journal, JournalError, Later, MEMORY_OF_UPDATES, Opened};
use crate::conversation::{Moment, Session};

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
    rows: BTreeMap<RowId, Row>,
    screens: HashMap<ChatKey, MessageId>,
    /// The day of the last change, of each chat with a session or a screen.
    used: HashMap<ChatKey, i64>,
    begun: HashMap<UpdateId, u32>,
    aside: Vec<SetAside>,
    last_row: u64,
    dead: u64,
    commits: u64,
    faults: VecDeque<JournalError>,
    faults_of_marks: VecDeque<JournalError>,
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
    fn open<'a>(&'a self, updates: &'a [UpdateId], chats: &'a [ChatKey]) -> Later<'a, Opened> {
        let kept = self.lock();
        let is_new = |id: &&UpdateId| !kept.applied.contains_key(id);
        let session = |chat: &ChatKey| Some((*chat, Arc::clone(kept.sessions.get(chat)?)));
        done(Opened {
            fresh: updates.iter().filter(is_new).copied().collect(),
            sessions: chats.iter().filter_map(session).collect(),
        })
    }

    fn begin(&self, attempt: Attempt) -> Later<'_, ()> {
        let mut kept = self.lock();
        for id in attempt.updates {
            *kept.begun.entry(id).or_default() += u32::from(attempt.counts);
        }
        done(())
    }

    fn begun(&self) -> Later<'_, HashMap<UpdateId, u32>> {
        done(self.lock().begun.clone())
    }

    fn commit(&self, entry: Entry) -> Later<'_, Vec<Row>> {
        let mut kept = self.lock();
        if let Some(fault) = kept.faults.front().cloned() {
            if !entry.updates.is_empty() {
                kept.faults.pop_front();
            }
            return Box::pin(std::future::ready(Err(fault)));
        }
        done(kept.commit(entry))
    }

    fn waiting(&self) -> Later<'_, Vec<ChatKey>> {
        let kept = self.lock();
        let rows = kept.rows.values().filter(|row| row.call.lane == Lane::Chat);
        let mut chats: Vec<_> = rows.map(|row| row.chat).collect();
        chats.sort_unstable();
        chats.dedup();
        done(chats)
    }

    fn answers(&self) -> Later<'_, Vec<Row>> {
        let kept = self.lock();
        let answers = kept
            .rows
            .values()
            .filter(|row| row.call.lane.life().is_some());
        done(answers.cloned().collect())
    }

    fn rows(&self, chat: ChatKey, after: RowId, limit: usize) -> Later<'_, Vec<Row>> {
        let kept = self.lock();
        let later = kept.rows.range(RowId(after.0.saturating_add(1))..);
        let is_ours = |row: &&Row| row.chat == chat && row.call.lane == Lane::Chat;
        let of_chat = later.map(|(_, row)| row).filter(is_ours);
        done(of_chat.take(limit).cloned().collect())
    }

    fn mark(&self, row: RowId) -> Later<'_, ()> {
        let mut kept = self.lock();
        if let Some(fault) = kept.faults_of_marks.pop_front() {
            return Box::pin(std::future::ready(Err(fault)));
        }
        if let Some(row) = kept.rows.get_mut(&row) {
            row.state = RowState::Sending;
        }
        done(())
    }

    fn strike(&self, row: RowId, screen: Option<MessageId>) -> Later<'_, ()> {
        let mut kept = self.lock();
        if let (Some(row), Some(message)) = (kept.rows.remove(&row), screen) {
            kept.screens.insert(row.chat, message);
            kept.used.entry(row.chat).or_insert(day(row.since));
        }
        done(())
    }

    fn defer(&self, row: Row) -> Later<'_, ()> {
        if let Some(kept) = self.lock().rows.get_mut(&row.id) {
            *kept = row;
        }
        done(())
    }

    fn bury(&self, row: RowId, _reason: &'static str) -> Later<'_, ()> {
        let mut kept = self.lock();
        if kept.rows.remove(&row).is_some() {
            kept.dead += 1;
        }
        done(())
    }

    fn screen(&self, chat: ChatKey) -> Later<'_, Option<MessageId>> {
        done(self.lock().screens.get(&chat).copied())
    }

    fn unused_since(&self, moment: Moment, limit: usize) -> Later<'_, Vec<ChatKey>> {
        let kept = self.lock();
        let unused = kept.used.iter().filter(|(_, used)| **used < day(moment));
        let mut chats: Vec<_> = unused.map(|(chat, used)| (*used, *chat)).collect();
        chats.sort_unstable();
        done(
            chats
                .into_iter()
                .take(limit)
                .map(|(_, chat)| chat)
                .collect(),
        )
    }

    fn figures(&self) -> Later<'_, Figures> {
        let kept = self.lock();
        done(Figures {
            waiting: kept.rows.len() as u64,
            dead_letters: kept.dead,
            set_aside: 0,
            updates_set_aside: kept.aside.len() as u64,
        })
    }
}

impl Kept {
    fn commit(&mut self, entry: Entry) -> Vec<Row> {
        self.commits += 1;
        self.forget_updates(entry.now);
        self.aside.extend(entry.set_aside);
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
                self.used.insert(chat, day(entry.now));
                continue;
            }
            self.sessions.remove(&chat);
            if !self.screens.contains_key(&chat) {
                self.used.remove(&chat);
            }
        }
        let mut rows = Vec::with_capacity(entry.calls.len());
        for (chat, call) in entry.calls {
            self.last_row += 1;
            let row = Row {
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
        self.screens.remove(&chat);
        self.used.remove(&chat);
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

/// Days since 1970.
fn day(moment: Moment) -> i64 {
    moment.0.div_euclid(24 * 3600)
}

fn done<'a, T: Send + 'a>(value: T) -> Later<'a, T> {
    Box::pin(std::future::ready(Ok(value)))
}

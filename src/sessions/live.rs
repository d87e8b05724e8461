//! The sessions of the chats that are talking now.
//!
//! The map holds exactly what is committed, so dropping the least recently used of it loses nothing: a miss reads the
//! journal, and new updates of live chats read nothing. A [`Batch`] computes on its own copies; they enter the map only
//! after its commit, and a batch that fails or is dropped leaves the map as it was.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use dashmap::DashMap;

use super::chat::{ChatKey, UpdateId};
use super::delivery::OutboxRow;
use super::in_flight::Attempt;
use super::journal::{Idle, Journal, JournalEntry, JournalError, JournalFigures};
use super::turns::{ChatTurn, Turns};
use crate::conversation::{Moment, ProjectCode, Records, Session};

/// The live sessions before a journal.
pub struct Sessions {
    journal: Arc<dyn Journal>,
    live: DashMap<ChatKey, Live>,
    turns: Turns,
    clock: AtomicU64,
    capacity: usize,
}

struct Live {
    session: Arc<Session>,
    used: u64,
}

/// The chats of one batch, checked out until it is dropped.
pub struct Batch<'a> {
    /// The updates that were not applied yet.
    pub fresh: HashSet<UpdateId>,
    /// What is remembered of each of the batch's chats.
    pub sessions: HashMap<ChatKey, Arc<Session>>,
    owner: &'a Sessions,
    _turn: ChatTurn,
}

impl Sessions {
    /// Puts a map for at most `capacity` chats (at least one) before a journal.
    pub fn new(journal: Arc<dyn Journal>, capacity: usize) -> Self {
        Self {
            journal,
            live: DashMap::new(),
            turns: Turns::default(),
            clock: AtomicU64::new(0),
            capacity: capacity.max(1),
        }
    }

    /// Lines up for the chats of a batch; the order of these calls is the order of answers inside a chat.
    pub fn line_up(&self, chats: Vec<ChatKey>) -> ChatTurn {
        self.turns.line_up(chats)
    }

    /// Notes which updates are about to be computed.
    ///
    /// # Errors
    /// When the journal cannot be written.
    pub async fn mark_in_flight(&self, attempt: Attempt) -> Result<(), JournalError> {
        self.journal.mark_in_flight(attempt).await
    }

    /// Waits for the turn and checks its chats out.
    ///
    /// # Errors
    /// When the journal cannot be read.
    pub async fn open(
        &self,
        turn: ChatTurn,
        updates: &[UpdateId],
    ) -> Result<Batch<'_>, JournalError> {
        turn.come().await;
        let mut sessions: HashMap<_, _> = self.hits(turn.chats()).collect();
        let is_missing = |chat: &&ChatKey| !sessions.contains_key(chat);
        let missing: Vec<_> = turn.chats().iter().filter(is_missing).copied().collect();
        let opened = self.journal.open(updates, &missing).await?;
        for chat in missing {
            let kept = opened.sessions.get(&chat).cloned().unwrap_or_default();
            self.enter(chat, Arc::clone(&kept));
            sessions.insert(chat, kept);
        }
        Ok(Batch {
            fresh: opened.fresh,
            sessions,
            owner: self,
            _turn: turn,
        })
    }

    /// Waits for the turn and looks at chats that nobody is talking in: they do not enter the map.
    ///
    /// # Errors
    /// When the journal cannot be read.
    pub async fn look_at(&self, turn: ChatTurn) -> Result<Batch<'_>, JournalError> {
        turn.come().await;
        let opened = self.journal.open(&[], turn.chats()).await?;
        let kept = |chat: &ChatKey| {
            (
                *chat,
                opened.sessions.get(chat).cloned().unwrap_or_default(),
            )
        };
        Ok(Batch {
            fresh: HashSet::new(),
            sessions: turn.chats().iter().map(kept).collect(),
            owner: self,
            _turn: turn,
        })
    }

    /// Names chats that have been left alone in this way, longest first.
    ///
    /// # Errors
    /// When the journal cannot be read.
    pub async fn idle(&self, idle: Idle, limit: usize) -> Result<Vec<ChatKey>, JournalError> {
        self.journal.idle(idle, limit).await
    }

    /// Names chats whose people are to be reminded by a moment, the earliest first.
    ///
    /// # Errors
    /// When the journal cannot be read.
    pub async fn to_remind(&self, by: Moment, limit: usize) -> Result<Vec<ChatKey>, JournalError> {
        self.journal.to_remind(by, limit).await
    }

    /// Reads up to `limit` sessions of the chats after this one, as they were last kept.
    ///
    /// # Errors
    /// When the journal cannot be read.
    pub async fn page(
        &self,
        after: Option<ChatKey>,
        limit: usize,
    ) -> Result<Vec<(ChatKey, Arc<Session>)>, JournalError> {
        self.journal.sessions(after, limit).await
    }

    /// What is kept of a chat beside its session.
    ///
    /// # Errors
    /// When the journal cannot be read.
    pub async fn records(&self, chat: ChatKey) -> Result<Option<Records>, JournalError> {
        self.journal.records(chat).await
    }

    /// The chat in which a project waits for this code, if one does.
    ///
    /// # Errors
    /// When the journal cannot be read.
    pub async fn giver(&self, code: &ProjectCode) -> Result<Option<ChatKey>, JournalError> {
        self.journal.giver(code).await
    }

    /// How much waits, died and was set aside.
    ///
    /// # Errors
    /// When the journal cannot be read.
    pub async fn figures(&self) -> Result<JournalFigures, JournalError> {
        self.journal.figures().await
    }

    /// How many sessions are in memory.
    pub fn len(&self) -> usize {
        self.live.len()
    }

    /// Tells whether none is.
    pub fn is_empty(&self) -> bool {
        self.live.is_empty()
    }

    fn hits<'a>(
        &'a self,
        chats: &'a [ChatKey],
    ) -> impl Iterator<Item = (ChatKey, Arc<Session>)> + 'a {
        chats.iter().filter_map(|chat| {
            let mut live = self.live.get_mut(chat)?;
            live.used = self.clock.fetch_add(1, Ordering::Relaxed);
            Some((*chat, Arc::clone(&live.session)))
        })
    }

    fn enter(&self, chat: ChatKey, session: Arc<Session>) {
        let used = self.clock.fetch_add(1, Ordering::Relaxed);
        self.live.insert(chat, Live { session, used });
        if self.live.len() > self.capacity {
            self.shed();
        }
    }

    /// Drops the least recently used, an eighth more than needed, so that this is rare.
    fn shed(&self) {
        let mut ages: Vec<_> = self
            .live
            .iter()
            .map(|live| (live.used, *live.key()))
            .collect();
        let keep = self.capacity - self.capacity / 8;
        let surplus = ages.len().saturating_sub(keep);
        if surplus == 0 {
            return;
        }
        ages.select_nth_unstable(surplus - 1);
        for (used, chat) in &ages[..surplus] {
            self.live.remove_if(chat, |_, live| live.used == *used);
        }
    }
}

impl Batch<'_> {
    /// Keeps what the batch changed, then shows it to the batches that follow; returns the calls as rows.
    ///
    /// The chats stay checked out until the batch is dropped, so that its rows can be handed on before the next
    /// batch of these chats makes its own.
    ///
    /// # Errors
    /// When the journal did not keep it; then nothing has changed.
    pub async fn commit(&self, entry: JournalEntry) -> Result<Vec<OutboxRow>, JournalError> {
        let (forgotten, sessions) = (entry.forgotten.clone(), entry.sessions.clone());
        let rows = self.owner.journal.commit(entry).await?;
        crash_point!("batch.before-map");
        for chat in forgotten {
            self.owner.live.remove(&chat);
        }
        for (chat, session) in sessions {
            self.owner.enter(chat, session);
        }
        Ok(rows)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::conversation::Moment;
    use crate::sessions::SqliteJournal;
    use tempfile::TempDir;

    /// Sessions before a journal in a folder of its own.
    fn sessions(capacity: usize) -> (Sessions, TempDir) {
        let folder = tempfile::tempdir().unwrap();
        let journal = SqliteJournal::open(folder.path(), 1).unwrap();
        (Sessions::new(Arc::new(journal), capacity), folder)
    }

    fn chat(id: i64) -> ChatKey {
        ChatKey::new(id)
    }

    fn talked(word: &str) -> Arc<Session> {
        Arc::new(Session {
            offered: vec![(word.to_owned(), String::new())],
            ..Session::default()
        })
    }

    async fn change(sessions: &Sessions, id: i64, update: i64, word: &str) -> bool {
        let turn = sessions.line_up(vec![chat(id)]);
        let batch = sessions.open(turn, &[UpdateId(update)]).await.unwrap();
        let entry = JournalEntry {
            now: Moment(0),
            updates: vec![UpdateId(update)],
            sessions: vec![(chat(id), talked(word))],
            ..JournalEntry::default()
        };
        batch.commit(entry).await.is_ok()
    }

    async fn read(sessions: &Sessions, id: i64) -> Arc<Session> {
        let batch = sessions.open(sessions.line_up(vec![chat(id)]), &[]).await;
        Arc::clone(&batch.unwrap().sessions[&chat(id)])
    }

    #[tokio::test]
    async fn what_was_committed_is_what_the_next_batch_sees() {
        let (sessions, _folder) = sessions(10);
        assert!(change(&sessions, 1, 7, "eins").await);
        assert_eq!(read(&sessions, 1).await, talked("eins"));
        let batch = sessions.open(sessions.line_up(vec![chat(1)]), &[UpdateId(7), UpdateId(8)]);
        assert_eq!(batch.await.unwrap().fresh, HashSet::from([UpdateId(8)]));
    }

    #[tokio::test]
    async fn a_failed_commit_leaves_everything_as_it_was() {
        let (sessions, folder) = sessions(10);
        assert!(change(&sessions, 1, 7, "eins").await);
        let file = folder.path().join("journal.sqlite3");
        let elsewhere = folder.path().join("elsewhere");
        std::fs::rename(&file, &elsewhere).unwrap();
        assert!(!change(&sessions, 1, 8, "zwei").await);
        assert_eq!(read(&sessions, 1).await, talked("eins"));
        std::fs::rename(&elsewhere, &file).unwrap();
        assert!(change(&sessions, 1, 8, "zwei").await);
        assert_eq!(read(&sessions, 1).await, talked("zwei"));
    }

    #[tokio::test]
    async fn the_least_recently_used_leave_the_map_and_come_back_from_the_journal() {
        let (sessions, _folder) = sessions(8);
        for id in 1..=8 {
            assert!(change(&sessions, id, id, "hier").await);
        }
        read(&sessions, 1).await;
        assert!(change(&sessions, 9, 9, "hier").await);
        assert!(sessions.len() <= 8);
        assert!(sessions.live.contains_key(&chat(1)) && !sessions.live.contains_key(&chat(2)));
        assert_eq!(read(&sessions, 2).await, talked("hier"));
    }
}

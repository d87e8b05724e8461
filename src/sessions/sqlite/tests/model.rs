//! Random lives of a journal: reopened or killed at any moment, it shows what it showed before.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use proptest::prelude::*;

use super::Disk;
use crate::conversation::{Moment, Records, Session};
use crate::sessions::tests::journal_conformance::{HOUR, call, chat, talked};
use crate::sessions::{
    ChatKey, Idle, Journal, JournalEntry, JournalFigures, OutboxRow, Queue, RowId, UpdateId,
};

const CHATS: std::ops::Range<i64> = 1..4;
const UPDATES: std::ops::Range<i64> = 0..10;

/// Something that happens to a journal.
#[derive(Debug, Clone)]
enum Happening {
    Commit {
        /// How much later.
        hours: i64,
        updates: Vec<i64>,
        /// Forgotten, left or used, by the hours.
        named: Vec<i64>,
        /// By chat; 0 is the default session.
        sessions: Vec<(i64, u8)>,
        calls: Vec<(i64, bool)>,
    },
    Ack(u64),
    RetryLater(u64, u32),
    DeadLetter(u64),
    Reopen,
    Kill,
}

fn happening() -> impl Strategy<Value = Happening> {
    let commit = (
        0..30_i64,
        prop::collection::vec(UPDATES, 0..4),
        prop::collection::vec(CHATS, 0..2),
        prop::collection::vec((CHATS, 0..3_u8), 0..3),
        prop::collection::vec((CHATS, any::<bool>()), 0..4),
    );
    let commit = commit.prop_map(
        |(hours, updates, named, sessions, calls)| Happening::Commit {
            hours,
            updates,
            named,
            sessions,
            calls,
        },
    );
    let row = 1..16_u64;
    prop_oneof![
        4 => commit,
        2 => row.clone().prop_map(Happening::Ack),
        1 => (row.clone(), 0..5_u32).prop_map(|(row, tries)| Happening::RetryLater(row, tries)),
        1 => row.prop_map(Happening::DeadLetter),
        1 => Just(Happening::Reopen),
        1 => Just(Happening::Kill),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: ProptestConfig::default().cases * 40 / 256, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_journal_that_is_reopened_or_killed_shows_what_it_showed(life in prop::collection::vec(happening(), 1..25)) {
        let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
        runtime.block_on(live(life));
    }
}

async fn live(life: Vec<Happening>) {
    let mut disk = Disk::new();
    let mut journal = disk.open().unwrap();
    let mut now = 0;
    for happening in life {
        if let Happening::Commit { hours, .. } = &happening {
            now += hours * HOUR;
        }
        happen(&journal, &happening, now).await;
        let shown = ShownByJournal::by(&journal, now).await;
        match happening {
            Happening::Reopen => {
                drop(journal);
                journal = disk.open().unwrap();
            }
            Happening::Kill => {
                let found = disk.killed();
                drop(journal);
                disk = found;
                journal = disk.open().unwrap();
            }
            _ => continue,
        }
        assert_eq!(
            ShownByJournal::by(&journal, now).await,
            shown,
            "{happening:?}"
        );
    }
}

async fn happen(journal: &dyn Journal, happening: &Happening, now: i64) {
    match happening {
        Happening::Commit {
            updates,
            named,
            sessions,
            calls,
            hours,
        } => {
            // Forgetting always would leave nothing to look at.
            let named = |rest: i64| {
                let all = named.iter().filter(move |_| hours % 3 == rest);
                all.copied().map(chat).collect()
            };
            let entry = JournalEntry {
                now: Moment(now),
                updates: updates.iter().copied().map(UpdateId).collect(),
                forgotten: named(0),
                left: named(1),
                used: named(2),
                warned: Vec::new(),
                feedback: Vec::new(),
                sessions: sessions
                    .iter()
                    .map(|(id, word)| (chat(*id), session(*word)))
                    .collect(),
                calls: calls
                    .iter()
                    .map(|(id, is_answer)| {
                        let queue = if *is_answer {
                            Queue::Answer
                        } else {
                            Queue::Chat
                        };
                        (chat(*id), call(queue, "hallo"))
                    })
                    .collect(),
                ..JournalEntry::default()
            };
            journal.commit(entry).await.unwrap();
        }
        Happening::Ack(row) => journal.ack(RowId(*row)).await.unwrap(),
        Happening::RetryLater(row, tries) => {
            if let Some(mut row) = find(journal, RowId(*row)).await {
                row.tries = *tries;
                row.not_before = Moment(now + 5);
                row.call.content.clear();
                journal.retry_later(row).await.unwrap();
            }
        }
        Happening::DeadLetter(row) => journal.dead_letter(RowId(*row), "random").await.unwrap(),
        Happening::Reopen | Happening::Kill => {}
    }
}

fn session(word: u8) -> Arc<Session> {
    match word {
        0 => Arc::default(),
        word => talked(&word.to_string()),
    }
}

async fn find(journal: &dyn Journal, row: RowId) -> Option<OutboxRow> {
    let mut rows = journal.answers().await.unwrap();
    for id in CHATS {
        rows.extend(journal.rows(chat(id), RowId(0), 99).await.unwrap());
    }
    rows.into_iter().find(|found| found.id == row)
}

/// All that can be seen of a journal.
#[derive(Debug, PartialEq)]
struct ShownByJournal {
    fresh: HashSet<UpdateId>,
    sessions: HashMap<ChatKey, Arc<Session>>,
    waiting: Vec<ChatKey>,
    answers: Vec<OutboxRow>,
    rows: Vec<Vec<OutboxRow>>,
    unused: Vec<ChatKey>,
    records: Vec<Option<Records>>,
    figures: JournalFigures,
}

impl ShownByJournal {
    async fn by(journal: &dyn Journal, now: i64) -> Self {
        let updates: Vec<_> = UPDATES.map(UpdateId).collect();
        let chats: Vec<_> = CHATS.map(chat).collect();
        let opened = journal.open(&updates, &chats).await.unwrap();
        let (mut rows, mut records) = (Vec::new(), Vec::new());
        for chat in &chats {
            rows.push(journal.rows(*chat, RowId(2), 3).await.unwrap());
            records.push(journal.records(*chat).await.unwrap());
        }
        let idle = Idle::Unused {
            since: Moment(now),
            warned: 0,
            last: Moment(now),
        };
        Self {
            fresh: opened.fresh,
            sessions: opened.sessions,
            waiting: journal.waiting().await.unwrap(),
            answers: journal.answers().await.unwrap(),
            rows,
            unused: journal.idle(idle, 9).await.unwrap(),
            records,
            figures: journal.figures().await.unwrap(),
        }
    }
}

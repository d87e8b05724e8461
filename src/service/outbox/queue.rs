//! The rows that wait, per chat, as far as they are in memory.
//!
//! Up to [`MAX_HELD`] rows of a chat are held; what comes beyond stays in the journal and is read when the held ones are
//! gone. While there is something to be read, new rows are not held, or they would overtake.

use std::collections::{HashMap, VecDeque};
use std::sync::{Mutex, MutexGuard, PoisonError};

use crate::sessions::{ChatKey, OutboxRow, RowId};

/// How many rows of a chat are held in memory.
const MAX_HELD: usize = 32;
/// A row that made its task panic so often is given up.
const MAX_PANICS: u32 = 3;

/// The rows of all chats.
#[derive(Default)]
pub(crate) struct ChatQueues(Mutex<HashMap<ChatKey, ChatQueue>>);

/// What a chat's task is to do next.
pub(crate) enum Next {
    /// Send this.
    Send(OutboxRow),
    /// Acknowledge this unsent: a later row gives the same message a newer content.
    Superseded(OutboxRow),
    /// Read rows from the journal.
    Read {
        /// Those above this number.
        after: RowId,
        /// At most so many.
        limit: usize,
    },
    /// End: there is nothing left.
    Nothing,
}

#[derive(Default)]
struct ChatQueue {
    rows: VecDeque<OutboxRow>,
    /// The highest number that was ever held.
    last: RowId,
    /// Whether the journal holds rows above it.
    more: bool,
    /// Whether rows came while the journal was being read.
    missed: bool,
    /// The row that is being sent.
    sending: Option<RowId>,
    /// Whether the chat was forgotten while the journal may have been read.
    stale: bool,
    /// The row that was being sent when a task panicked last, and how often it was that one.
    panicked: (RowId, u32),
}

impl ChatQueues {
    /// How many chats have something to send, and how many rows of theirs are held.
    pub(crate) fn lengths(&self) -> (usize, usize) {
        let queues = self.lock();
        let rows = queues.values().map(|queue| queue.rows.len()).sum();
        (queues.len(), rows)
    }

    /// Puts a row at the end of its chat's; true if the chat needs a task.
    pub(crate) fn push(&self, row: OutboxRow) -> bool {
        let mut queues = self.lock();
        let is_new = !queues.contains_key(&row.chat);
        let queue = queues.entry(row.chat).or_default();
        if queue.more || queue.rows.len() >= MAX_HELD {
            queue.more = true;
            queue.missed = true;
        } else {
            queue.last = row.id;
            queue.rows.push_back(row);
        }
        is_new
    }

    /// Notes that the journal holds rows of a chat; true if the chat needs a task.
    pub(crate) fn left_behind(&self, chat: ChatKey) -> bool {
        let mut queues = self.lock();
        let is_new = !queues.contains_key(&chat);
        queues.entry(chat).or_default().more = true;
        is_new
    }

    /// Takes up what a task left that panicked: its rows are read from the journal again. Names the row that was being
    /// sent if it has been the one too often.
    pub(super) fn take_up(&self, chat: ChatKey) -> Option<RowId> {
        let mut queues = self.lock();
        let queue = queues.get_mut(&chat)?;
        let row = queue.sending.take()?;
        let times = match queue.panicked {
            (last, times) if last == row => times + 1,
            _ => 1,
        };
        *queue = ChatQueue {
            more: true,
            panicked: (row, times),
            ..ChatQueue::default()
        };
        (times >= MAX_PANICS).then_some(row)
    }

    /// Decides what the task of a chat does next.
    pub(crate) fn next(&self, chat: ChatKey) -> Next {
        let mut queues = self.lock();
        let Some(queue) = queues.get_mut(&chat) else {
            return Next::Nothing;
        };
        if let Some(row) = queue.rows.pop_front() {
            queue.sending = Some(row.id);
            return if queue.supersedes(&row) {
                Next::Superseded(row)
            } else {
                Next::Send(row)
            };
        }
        if queue.more {
            queue.missed = false;
            let after = queue.last;
            return Next::Read {
                after,
                limit: MAX_HELD,
            };
        }
        queues.remove(&chat);
        Next::Nothing
    }

    /// Takes the rows that were read on [`Next::Read`].
    pub(crate) fn refill(&self, chat: ChatKey, rows: Vec<OutboxRow>, limit: usize) {
        let mut queues = self.lock();
        let Some(queue) = queues.get_mut(&chat) else {
            return;
        };
        if std::mem::take(&mut queue.stale) {
            // These rows may be among the forgotten ones; what came after is read again.
            queue.more = true;
            return;
        }
        queue.more = queue.missed || rows.len() >= limit;
        queue.last = rows.last().map_or(queue.last, |row| row.id);
        queue.rows.extend(rows);
    }

    /// Drops all rows of a chat; the one that is being sent is not tried again.
    pub(crate) fn forget(&self, chat: ChatKey) {
        if let Some(queue) = self.lock().get_mut(&chat) {
            queue.rows.clear();
            queue.sending = None;
            queue.stale = queue.more;
        }
    }

    /// Tells whether a row that is being sent was forgotten meanwhile.
    pub(crate) fn is_forgotten(&self, row: &OutboxRow) -> bool {
        let queues = self.lock();
        let queue = queues.get(&row.chat);
        queue.is_some_and(|queue| queue.sending != Some(row.id))
    }

    /// Tells whether a row that is being tried has become pointless meanwhile.
    pub(crate) fn is_superseded(&self, row: &OutboxRow) -> bool {
        self.lock()
            .get(&row.chat)
            .is_some_and(|queue| queue.supersedes(row))
    }

    fn lock(&self) -> MutexGuard<'_, HashMap<ChatKey, ChatQueue>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl ChatQueue {
    fn supersedes(&self, row: &OutboxRow) -> bool {
        self.rows
            .iter()
            .any(|later| row.call.is_superseded_by(&later.call))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::conversation::Moment;
    use crate::sessions::{Delivery, EditTarget, MessageId, Queue};

    fn row(id: u64, target: EditTarget) -> OutboxRow {
        OutboxRow {
            id: RowId(id),
            chat: ChatKey::new(1),
            call: Delivery {
                kind: "m".to_owned(),
                queue: Queue::Chat,
                target,
                life: None,
                content: serde_json::Map::new(),
            },
            tries: 0,
            not_before: Moment(0),
            since: Moment(0),
        }
    }

    fn take(queues: &ChatQueues) -> String {
        match queues.next(ChatKey::new(1)) {
            Next::Send(row) => format!("send {}", row.id.0),
            Next::Superseded(row) => format!("ack {}", row.id.0),
            Next::Read { after, .. } => format!("read after {}", after.0),
            Next::Nothing => "nothing".to_owned(),
        }
    }

    #[test]
    fn rows_go_out_in_order_and_the_first_one_starts_a_task() {
        let queues = ChatQueues::default();
        assert!(queues.push(row(1, EditTarget::New)));
        assert!(!queues.push(row(2, EditTarget::New)));
        let taken = [take(&queues), take(&queues), take(&queues)];
        assert_eq!(taken, ["send 1", "send 2", "nothing"]);
        assert!(queues.push(row(3, EditTarget::New)));
    }

    #[test]
    fn what_a_task_left_that_panicked_is_read_again_and_given_up_the_third_time() {
        let queues = ChatQueues::default();
        let chat = ChatKey::new(1);
        for id in 1..=2 {
            queues.push(row(id, EditTarget::New));
        }
        assert_eq!(queues.take_up(chat), None, "none panicked");
        for given_up in [None, None, Some(RowId(1))] {
            assert_eq!(take(&queues), "send 1");
            assert_eq!(queues.take_up(chat), given_up);
            assert!(
                !queues.push(row(3, EditTarget::New)),
                "it is read with the others"
            );
            assert_eq!(take(&queues), "read after 0");
            let rows = [1, 2, 3].map(|id| row(id, EditTarget::New));
            queues.refill(chat, rows.into(), MAX_HELD);
        }
    }

    #[test]
    fn a_change_gives_way_to_a_newer_one_of_the_same_message() {
        let queues = ChatQueues::default();
        for (id, message) in [(1, 7), (2, 8), (3, 7)] {
            queues.push(row(id, EditTarget::Message(MessageId(message))));
        }
        let taken = [take(&queues), take(&queues), take(&queues)];
        assert_eq!(taken, ["ack 1", "send 2", "send 3"]);
    }

    #[test]
    fn what_is_forgotten_is_neither_sent_nor_tried_again() {
        let queues = ChatQueues::default();
        let chat = ChatKey::new(1);
        for id in 1..=2 {
            queues.push(row(id, EditTarget::New));
        }
        assert_eq!(take(&queues), "send 1");
        assert!(!queues.is_forgotten(&row(1, EditTarget::New)));
        queues.forget(chat);
        assert!(queues.is_forgotten(&row(1, EditTarget::New)));
        assert!(
            !queues.push(row(3, EditTarget::New)),
            "its task is still there"
        );
        assert_eq!([take(&queues), take(&queues)], ["send 3", "nothing"]);
    }

    #[test]
    fn what_was_read_while_it_was_forgotten_is_read_again() {
        let queues = ChatQueues::default();
        let chat = ChatKey::new(1);
        assert!(queues.left_behind(chat));
        assert_eq!(take(&queues), "read after 0");
        queues.forget(chat);
        queues.push(row(9, EditTarget::New));
        queues.refill(chat, vec![row(1, EditTarget::New)], MAX_HELD);
        assert_eq!(take(&queues), "read after 0");
        queues.refill(chat, vec![row(9, EditTarget::New)], MAX_HELD);
        assert_eq!([take(&queues), take(&queues)], ["send 9", "nothing"]);
    }

    #[test]
    fn what_does_not_fit_is_read_later_and_nothing_overtakes() {
        let queues = ChatQueues::default();
        let held = MAX_HELD as u64;
        for id in 1..=held + 1 {
            queues.push(row(id, EditTarget::New));
        }
        for id in 1..=held {
            assert_eq!(take(&queues), format!("send {id}"));
        }
        assert_eq!(take(&queues), format!("read after {held}"));
        // While the journal is read, one more row comes; it was not read yet.
        queues.push(row(held + 2, EditTarget::New));
        queues.refill(
            ChatKey::new(1),
            vec![row(held + 1, EditTarget::New)],
            MAX_HELD,
        );
        assert_eq!(take(&queues), format!("send {}", held + 1));
        assert_eq!(take(&queues), format!("read after {}", held + 1));
        queues.refill(
            ChatKey::new(1),
            vec![row(held + 2, EditTarget::New)],
            MAX_HELD,
        );
        assert_eq!(take(&queues), format!("send {}", held + 2));
        assert_eq!(take(&queues), "nothing");
    }
}

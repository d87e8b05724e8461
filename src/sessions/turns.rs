//! Who comes first: batches take their chats in the order in which they were received.
//!
//! A batch lines up for all its chats at one moment; it is its turn when it stands first for every one of them.
//! Because lining up is one step for all chats, two batches never wait for each other, and because nobody overtakes,
//! what a chat said is answered in its order. Leaving the line (by finishing or by being dropped) is all a batch has
//! to do for the next one.

use std::collections::{HashMap, VecDeque};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use tokio::sync::Notify;

use super::chat::ChatKey;

/// The lines before all chats.
#[derive(Debug, Clone, Default)]
pub struct Turns(Arc<Lines>);

#[derive(Debug, Default)]
struct Lines {
    state: Mutex<State>,
    moved: Notify,
}

#[derive(Debug, Default)]
struct State {
    next: u64,
    lines: HashMap<ChatKey, VecDeque<u64>>,
}

/// A place in the lines before some chats; given up when dropped.
#[derive(Debug)]
pub struct ChatTurn {
    lines: Arc<Lines>,
    number: u64,
    chats: Vec<ChatKey>,
}

impl Turns {
    /// Lines up for these chats; a chat may be named twice.
    pub fn line_up(&self, mut chats: Vec<ChatKey>) -> ChatTurn {
        chats.sort_unstable();
        chats.dedup();
        let mut state = self.0.lock();
        let number = state.next;
        state.next += 1;
        for chat in &chats {
            state.lines.entry(*chat).or_default().push_back(number);
        }
        drop(state);
        ChatTurn {
            lines: Arc::clone(&self.0),
            number,
            chats,
        }
    }
}

impl ChatTurn {
    /// Waits until it stands first for all its chats.
    pub async fn come(&self) {
        loop {
            let moved = self.lines.moved.notified();
            tokio::pin!(moved);
            moved.as_mut().enable();
            if self.is_first() {
                return;
            }
            moved.await;
        }
    }

    /// The chats it stands for, each once.
    pub fn chats(&self) -> &[ChatKey] {
        &self.chats
    }

    fn is_first(&self) -> bool {
        let state = self.lines.lock();
        let first = |chat| state.lines.get(chat).and_then(VecDeque::front) == Some(&self.number);
        self.chats.iter().all(first)
    }
}

impl Drop for ChatTurn {
    fn drop(&mut self) {
        let mut state = self.lines.lock();
        for chat in &self.chats {
            let Some(line) = state.lines.get_mut(chat) else {
                continue;
            };
            line.retain(|number| *number != self.number);
            if line.is_empty() {
                state.lines.remove(chat);
            }
        }
        drop(state);
        self.lines.moved.notify_waiters();
    }
}

impl Lines {
    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::pin::pin;
    use std::task::{Context, Poll, Waker};

    fn has_come(turn: &ChatTurn) -> bool {
        let mut context = Context::from_waker(Waker::noop());
        pin!(turn.come()).poll(&mut context) == Poll::Ready(())
    }

    fn chats(ids: &[i64]) -> Vec<ChatKey> {
        ids.iter().copied().map(ChatKey::new).collect()
    }

    #[test]
    fn batches_without_a_common_chat_do_not_wait() {
        let turns = Turns::default();
        let (one, two) = (turns.line_up(chats(&[1])), turns.line_up(chats(&[2])));
        assert!(has_come(&two) && has_come(&one));
    }

    #[test]
    fn nobody_overtakes_a_batch_that_waits_for_another_chat() {
        let turns = Turns::default();
        let first = turns.line_up(chats(&[1]));
        let second = turns.line_up(chats(&[1, 2, 2]));
        let third = turns.line_up(chats(&[2]));
        assert!(has_come(&first) && !has_come(&second) && !has_come(&third));
        drop(first);
        assert!(has_come(&second) && !has_come(&third));
        drop(second);
        assert!(has_come(&third));
    }

    #[test]
    fn a_batch_that_is_given_up_while_waiting_leaves_the_line() {
        let turns = Turns::default();
        let first = turns.line_up(chats(&[1]));
        drop(turns.line_up(chats(&[1])));
        let third = turns.line_up(chats(&[1]));
        drop(first);
        assert!(has_come(&third));
    }
}

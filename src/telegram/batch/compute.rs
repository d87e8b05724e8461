//! The computing of a batch: groups of chats side by side, each in the order of its updates.
//!
//! Runs on blocking threads, as many as there are processors, so that a question that takes long never holds up
//! polling or sending.

use std::collections::{HashMap, HashSet};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Arc, Mutex, PoisonError};

use crate::conversation::{self, Moment, Occasion, Reply, Session};
use crate::sessions::{Call, ChatKey, Lane};
use crate::telegram::Respond;
use crate::telegram::incoming::{Happening, What};
use crate::telegram::render;
use crate::telegram::tally::Tally;

/// Chats that are computed together: one, or a group with the supergroup it has become.
#[derive(Default)]
pub(super) struct Group {
    /// What is remembered of them.
    pub(super) sessions: HashMap<ChatKey, Arc<Session>>,
    /// What happened, in order.
    pub(super) updates: Vec<What>,
}

/// What came of a group.
#[derive(Default)]
pub(super) struct Outcome {
    /// The chats of which everything kept before goes.
    pub(super) forgotten: HashSet<ChatKey>,
    /// The chats in which somebody used the bot.
    pub(super) used: HashSet<ChatKey>,
    /// The chats that the bot was removed from, or blocked in, and is still out of.
    pub(super) left: HashSet<ChatKey>,
    /// The sessions that are different now.
    pub(super) changed: Vec<(ChatKey, Arc<Session>)>,
    /// The calls to make, in order.
    pub(super) calls: Vec<(ChatKey, Call)>,
}

/// Computes all groups.
pub(super) async fn compute(
    groups: Vec<Group>,
    responder: Arc<dyn Respond>,
    now: Moment,
    tally: Arc<Tally>,
) -> Vec<Outcome> {
    let threads = std::thread::available_parallelism().map_or(1, usize::from);
    let tasks = threads.min(groups.len());
    let queue = Arc::new(Mutex::new(groups));
    let mut running = Vec::with_capacity(tasks);
    for _ in 0..tasks {
        let (queue, responder, tally) = (
            Arc::clone(&queue),
            Arc::clone(&responder),
            Arc::clone(&tally),
        );
        running.push(tokio::task::spawn_blocking(move || {
            let mut outcomes = Vec::new();
            while let Some(group) = take(&queue) {
                outcomes.push(group.compute(&*responder, now, &tally));
            }
            outcomes
        }));
    }
    let mut outcomes = Vec::new();
    for task in running {
        let Ok(outcome) = task.await else {
            // Going on would acknowledge what was not answered; the next process finds out what it was.
            tracing::error!(
                "computing failed as a whole; the process ends so that it can start anew"
            );
            std::process::abort();
        };
        outcomes.extend(outcome);
    }
    outcomes
}

fn take(queue: &Mutex<Vec<Group>>) -> Option<Group> {
    queue.lock().unwrap_or_else(PoisonError::into_inner).pop()
}

impl Group {
    fn compute(self, responder: &dyn Respond, now: Moment, tally: &Tally) -> Outcome {
        let mut current = self.sessions.clone();
        let mut outcome = Outcome::default();
        for what in self.updates {
            match what {
                What::Happened(happening) => {
                    let chat = happening.origin.chat;
                    let session = current.get(&chat).cloned().unwrap_or_default();
                    let answered = answer(&happening, session, responder, now, tally);
                    outcome.note_use(&happening);
                    if answered.forgets {
                        outcome.forget(chat);
                    }
                    current.insert(chat, answered.session);
                    outcome.add_calls(chat, answered.calls);
                }
                What::Declined { origin, replies } => {
                    outcome.add_calls(origin.chat, render::render(&replies, &origin));
                }
                What::Moved { from, to } => move_session(&mut current, from, to),
                What::StrayTap(_) | What::InlineQuery(_) | What::Nothing => {}
            }
        }
        let is_changed = |(chat, session): &(ChatKey, Arc<Session>)| {
            // What is forgotten is gone already, and comes back only with something to keep.
            if outcome.forgotten.contains(chat) {
                **session != Session::default()
            } else {
                self.sessions.get(chat) != Some(session)
            }
        };
        outcome.changed = current.into_iter().filter(is_changed).collect();
        outcome
    }
}

impl Outcome {
    fn add_calls(&mut self, chat: ChatKey, calls: Vec<Call>) {
        self.calls
            .extend(calls.into_iter().map(|call| (chat, call)));
    }

    /// Drops what was to be said in a chat before it was forgotten; answers to taps hold nothing of anybody.
    fn forget(&mut self, chat: ChatKey) {
        self.calls
            .retain(|(of, call)| *of != chat || call.lane == Lane::Answer);
        self.forgotten.insert(chat);
    }

    fn note_use(&mut self, happening: &Happening) {
        let chat = happening.origin.chat;
        if happening.event.occasion == Occasion::Removed {
            self.left.insert(chat);
        } else if happening.event.addressed {
            self.left.remove(&chat);
            self.used.insert(chat);
        }
    }
}

/// What came of an event.
struct Answered {
    session: Arc<Session>,
    calls: Vec<Call>,
    /// Whether everything kept of the chat before goes.
    forgets: bool,
}

/// Answers one event; if that panics, with an apology and the session as it was.
fn answer(
    happening: &Happening,
    session: Arc<Session>,
    responder: &dyn Respond,
    now: Moment,
    tally: &Tally,
) -> Answered {
    let respond = || {
        let note = |kind| tally.answers.add(kind);
        let (session, replies) =
            responder.respond_noting((*session).clone(), &happening.event, now, &note);
        Answered {
            session: Arc::new(session),
            calls: render::render(&replies, &happening.origin),
            forgets: replies.contains(&Reply::Forgotten),
        }
    };
    if let Ok(answered) = catch_unwind(AssertUnwindSafe(respond)) {
        return answered;
    }
    tally.panics.add();
    tracing::error!(chat = %happening.origin.chat, "answering an event failed; it is set aside with an apology");
    let apologise = || render::render(&conversation::apology(), &happening.origin);
    let calls = catch_unwind(AssertUnwindSafe(apologise)).unwrap_or_default();
    let heard = happening.event.addressed;
    Answered {
        session,
        calls: if heard { calls } else { Vec::new() },
        forgets: false,
    }
}

/// Takes what is remembered of a group along, unless the supergroup has a memory of its own already: both chats
/// report the move, in either order.
fn move_session(sessions: &mut HashMap<ChatKey, Arc<Session>>, from: ChatKey, to: ChatKey) {
    let Some(old) = sessions.insert(from, Arc::default()) else {
        return;
    };
    let has_none = sessions
        .get(&to)
        .is_none_or(|session| **session == Session::default());
    if has_none {
        sessions.insert(to, old);
    }
}

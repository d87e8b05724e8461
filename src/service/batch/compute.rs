//! The computing of a batch: groups of chats side by side, each in the order of its updates.
//!
//! Runs on blocking threads, as many as there are processors, so that a question that takes long never holds up
//! polling or sending.

use std::collections::{HashMap, HashSet};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Arc, Mutex, PoisonError};

use crate::conversation::{self, Feedback, Moment, Occasion, Reply, Session};
use crate::service::Respond;
use crate::service::inbound::{Happening, InlineQuery, What};
use crate::service::tally::Tally;
use crate::sessions::{Call, ChatKey, Lane};
use crate::telegram::addressing::Identity;
use crate::telegram::{inline, render};

/// Chats that are computed together: one, or a group with the supergroup it has become.
#[derive(Default)]
pub(crate) struct Group {
    /// What is remembered of them.
    pub(crate) sessions: HashMap<ChatKey, Arc<Session>>,
    /// What happened, in order.
    pub(crate) updates: Vec<What>,
}

/// What came of a group.
#[derive(Default)]
pub(crate) struct Outcome {
    /// The chats of which everything kept before goes.
    pub(crate) forgotten: HashSet<ChatKey>,
    /// The chats in which somebody used the bot.
    pub(crate) used: HashSet<ChatKey>,
    /// The chats that the bot was removed from, or blocked in, and is still out of.
    pub(crate) left: HashSet<ChatKey>,
    /// The sessions that are different now.
    pub(crate) changed: Vec<(ChatKey, Arc<Session>)>,
    /// What is to be counted, with the chat it comes from.
    pub(crate) feedback: Vec<(ChatKey, Feedback)>,
    /// The calls to make, in order.
    pub(crate) calls: Vec<(ChatKey, Call)>,
}

/// Computes all groups.
pub(crate) async fn compute(
    groups: Vec<Group>,
    responder: Arc<dyn Respond>,
    bot: Identity,
    now: Moment,
    tally: Arc<Tally>,
) -> Vec<Outcome> {
    let bot = Arc::new(bot);
    let threads = std::thread::available_parallelism().map_or(1, usize::from);
    let tasks = threads.min(groups.len());
    let queue = Arc::new(Mutex::new(groups));
    let mut running = Vec::with_capacity(tasks);
    for _ in 0..tasks {
        let (queue, responder) = (Arc::clone(&queue), Arc::clone(&responder));
        let (bot, tally) = (Arc::clone(&bot), Arc::clone(&tally));
        running.push(tokio::task::spawn_blocking(move || {
            let mut outcomes = Vec::new();
            while let Some(group) = take(&queue) {
                outcomes.push(group.compute(&*responder, &bot, now, &tally));
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
    fn compute(
        self,
        responder: &dyn Respond,
        bot: &Identity,
        now: Moment,
        tally: &Tally,
    ) -> Outcome {
        let mut current = self.sessions.clone();
        let mut outcome = Outcome::default();
        for what in self.updates {
            match what {
                What::Happened(happening) => {
                    let chat = happening.origin.chat;
                    let session = current.get(&chat).cloned().unwrap_or_default();
                    let answered = answer(&happening, session, responder, bot, now, tally);
                    outcome.note_use(&happening);
                    if answered.forgets {
                        outcome.forget(chat);
                    }
                    let feedback = answered.feedback.into_iter();
                    outcome
                        .feedback
                        .extend(feedback.map(|judged| (chat, judged)));
                    current.insert(chat, answered.session);
                    outcome.add_calls(chat, answered.calls);
                }
                What::Declined { origin, replies } => {
                    outcome.add_calls(origin.chat, render::render(&replies, &origin, bot));
                }
                What::Moved { from, to } => move_session(&mut current, from, to),
                What::InlineQuery(query) => {
                    let offered = offer(&query, responder, bot, tally);
                    outcome.add_calls(ChatKey::NOBODY, vec![offered]);
                }
                What::StrayTap(_) | What::DeclinedQuery(_) | What::Nothing => {}
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
        // What is to be counted of it would leave a hash behind.
        self.feedback.retain(|(of, _)| *of != chat);
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
    feedback: Vec<Feedback>,
    /// Whether everything kept of the chat before goes.
    forgets: bool,
}

/// Answers one event; if that panics, with an apology and the session as it was.
fn answer(
    happening: &Happening,
    session: Arc<Session>,
    responder: &dyn Respond,
    bot: &Identity,
    now: Moment,
    tally: &Tally,
) -> Answered {
    let respond = || {
        let note = |kind| tally.answers.add(kind);
        let (session, replies) =
            responder.respond_noting((*session).clone(), &happening.event, now, &note);
        Answered {
            session: Arc::new(session),
            calls: render::render(&replies, &happening.origin, bot),
            forgets: replies.contains(&Reply::Forgotten),
            feedback: (replies.into_iter())
                .filter_map(|reply| match reply {
                    Reply::Judged(feedback) => Some(feedback),
                    _ => None,
                })
                .collect(),
        }
    };
    if let Ok(answered) = catch_unwind(AssertUnwindSafe(respond)) {
        return answered;
    }
    tally.panics.add();
    tracing::error!(chat = %happening.origin.chat, "answering an event failed; it is set aside with an apology");
    let apologise = || render::render(&conversation::apology(), &happening.origin, bot);
    let calls = catch_unwind(AssertUnwindSafe(apologise)).unwrap_or_default();
    let heard = happening.event.addressed;
    Answered {
        session,
        calls: if heard { calls } else { Vec::new() },
        feedback: Vec::new(),
        forgets: false,
    }
}

/// Answers an inline query; if that panics, with nothing.
fn offer(query: &InlineQuery, responder: &dyn Respond, bot: &Identity, tally: &Tally) -> Call {
    let answered = catch_unwind(AssertUnwindSafe(|| inline::answer(query, responder, bot)));
    answered.unwrap_or_else(|_| {
        tally.panics.add();
        tracing::error!("answering an inline query failed; it is answered with nothing");
        inline::decline(&query.id)
    })
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

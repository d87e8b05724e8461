//! The computing of a batch: groups of chats side by side, each in the order of its updates.
//!
//! Runs on blocking threads, as many as there are processors, so that a question that takes long never holds up
//! polling or sending. A single update that takes too long ends the process; a batch may take as long as it is large.

use std::collections::{HashMap, HashSet};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

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

/// What all groups of a batch are computed with.
pub(crate) struct Work {
    pub(crate) responder: Arc<dyn Respond>,
    pub(crate) bot: Identity,
    pub(crate) now: Moment,
    pub(crate) tally: Arc<Tally>,
}

/// Computes all groups; ends the process if one update takes longer than this.
pub(crate) async fn compute(groups: Vec<Group>, work: Work, longest: Duration) -> Vec<Outcome> {
    let threads = std::thread::available_parallelism().map_or(1, usize::from);
    let tasks = threads.min(groups.len());
    let (work, queue) = (Arc::new(work), Arc::new(Mutex::new(groups)));
    let (mut running, mut progress) = (Vec::with_capacity(tasks), Vec::with_capacity(tasks));
    for _ in 0..tasks {
        let (work, queue) = (Arc::clone(&work), Arc::clone(&queue));
        let begun = Arc::new(AtomicUsize::new(0));
        progress.push(Arc::clone(&begun));
        running.push(tokio::task::spawn_blocking(move || {
            let mut outcomes = Vec::new();
            while let Some(group) = take(&queue) {
                outcomes.push(group.compute(&work, &begun));
            }
            begun.store(IDLE, Ordering::Relaxed);
            outcomes
        }));
    }
    let all = futures_util::future::try_join_all(running);
    // Going on would acknowledge what was not answered; the next process finds out what it was.
    let why = tokio::select! {
        outcomes = all => match outcomes {
            Ok(outcomes) => return outcomes.into_iter().flatten().collect(),
            Err(_) => "computing failed as a whole",
        },
        () = hangs(&progress, longest) => "answering hangs",
    };
    tracing::error!(why, "the process ends so that it can start anew");
    std::process::abort();
}

/// What a thread has begun that begins nothing more.
const IDLE: usize = usize::MAX;
/// In so many looks the time is measured, so that a process that stood still as a whole counts as one.
const LOOKS: u32 = 10;

/// Done when a thread has been at the same update for so long; `progress` is how many each has begun.
async fn hangs(progress: &[Arc<AtomicUsize>], longest: Duration) {
    let mut seen = vec![(0, 0); progress.len()];
    loop {
        tokio::time::sleep(longest / LOOKS).await;
        for (begun, (last, looks)) in progress.iter().zip(&mut seen) {
            let begun = begun.load(Ordering::Relaxed);
            let is_at_it = begun == *last && begun != IDLE;
            (*last, *looks) = (begun, if is_at_it { *looks + 1 } else { 0 });
            if *looks >= LOOKS {
                return;
            }
        }
    }
}

fn take(queue: &Mutex<Vec<Group>>) -> Option<Group> {
    queue.lock().unwrap_or_else(PoisonError::into_inner).pop()
}

impl Group {
    /// Computes the updates in order; `begun` goes up with each.
    fn compute(self, work: &Work, begun: &AtomicUsize) -> Outcome {
        let bot = &work.bot;
        let mut current = self.sessions.clone();
        let mut outcome = Outcome::default();
        for what in self.updates {
            begun.fetch_add(1, Ordering::Relaxed);
            match what {
                What::Happened(happening) => {
                    let chat = happening.origin.chat;
                    let session = current.get(&chat).cloned().unwrap_or_default();
                    let answered = answer(&happening, session, work);
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
                    let offered = offer(&query, work);
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
fn answer(happening: &Happening, session: Arc<Session>, work: &Work) -> Answered {
    let (bot, tally) = (&work.bot, &work.tally);
    let respond = || {
        let note = |kind| tally.answers.add(kind);
        let (session, replies) =
            work.responder
                .respond_noting((*session).clone(), &happening.event, work.now, &note);
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
fn offer(query: &InlineQuery, work: &Work) -> Call {
    let offer = || inline::answer(query, &*work.responder, &work.bot);
    catch_unwind(AssertUnwindSafe(offer)).unwrap_or_else(|_| {
        work.tally.panics.add();
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

//! The computing of a batch: groups of chats side by side, each in the order of its updates.
//!
//! Runs on blocking threads, as many as there are processors, so that a question that takes long never holds up
//! polling or sending. A single update that takes too long ends the process; a batch may take as long as it is large.

use std::collections::{HashMap, HashSet};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, LazyLock, Mutex, PoisonError};
use std::time::Duration;

use crate::conversation::{
    self, Feedback, InlineOffer, Moment, NoteChange, Occasion, ProjectCode, Reply, Session,
};
use crate::service::inbound::{Inbound, OfferQuery, Origin, UpdateKind};
use crate::service::reminders;
use crate::service::{Metrics, Respond};
use crate::sessions::{ChatKey, DoorId};

/// Chats that are computed together: one, or a group with the supergroup it has become.
#[derive(Default)]
pub(crate) struct ChatGroup {
    /// What is remembered of them.
    pub(crate) sessions: HashMap<ChatKey, Arc<Session>>,
    /// What happened, in order, and by which door it came in.
    pub(crate) updates: Vec<(DoorId, UpdateKind)>,
}

/// What came of a group.
#[derive(Default)]
pub(crate) struct Computed {
    /// The chats of which everything kept before goes.
    pub(crate) forgotten: HashSet<ChatKey>,
    /// The chats in which somebody used the bot.
    pub(crate) used: HashSet<ChatKey>,
    /// The chats that the bot was removed from, or blocked in, and is still out of.
    pub(crate) left: HashSet<ChatKey>,
    /// The sessions that are different now.
    pub(crate) changed: Vec<(ChatKey, Arc<Session>)>,
    /// When their people are to be reminded next, where they are.
    pub(crate) reminders: Vec<(ChatKey, Moment)>,
    /// What changed among their notes.
    pub(crate) notes: Vec<(ChatKey, NoteChange)>,
    /// What changed among the codes by which their projects may leave.
    pub(crate) codes: Vec<(ChatKey, Option<(ProjectCode, Moment)>)>,
    /// What is to be counted, with the chat it comes from.
    pub(crate) feedback: Vec<(ChatKey, Feedback)>,
    /// What is said, in order.
    pub(crate) said: Vec<Spoken>,
}

/// What is said, for a door to put into its words.
pub(crate) enum Spoken {
    /// Replies to what happened in a chat.
    Replies(Origin, Vec<Reply>),
    /// What is offered to a query; nothing if that failed.
    Offer(DoorId, String, Option<InlineOffer>),
}

/// What all groups of a batch are computed with.
pub(crate) struct Work {
    pub(crate) responder: Arc<dyn Respond>,
    pub(crate) now: Moment,
    pub(crate) metrics: Arc<Metrics>,
}

/// As many as there are processors. Asked for once: the answer stands in files.
static THREADS: LazyLock<usize> =
    LazyLock::new(|| std::thread::available_parallelism().map_or(1, usize::from));

/// Computes all groups; ends the process if one update takes longer than this.
pub(crate) async fn compute(
    groups: Vec<ChatGroup>,
    work: Work,
    longest: Duration,
) -> Vec<Computed> {
    let tasks = THREADS.min(groups.len());
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

fn take(queue: &Mutex<Vec<ChatGroup>>) -> Option<ChatGroup> {
    queue.lock().unwrap_or_else(PoisonError::into_inner).pop()
}

impl ChatGroup {
    /// Computes the updates in order; `begun` goes up with each.
    fn compute(self, work: &Work, begun: &AtomicUsize) -> Computed {
        let mut current = self.sessions.clone();
        let mut computed = Computed::default();
        for (door, what) in self.updates {
            begun.fetch_add(1, Ordering::Relaxed);
            match what {
                UpdateKind::Happened(inbound) => {
                    happened(*inbound, &mut current, &mut computed, work)
                }
                UpdateKind::Declined { origin, replies } => {
                    computed.said.push(Spoken::Replies(origin, replies));
                }
                UpdateKind::Moved { from, to } => move_session(&mut current, from, to),
                UpdateKind::Query(query) => {
                    let offer = offer(&query, work);
                    computed.said.push(Spoken::Offer(door, query.id, offer));
                }
                UpdateKind::Answered(_) | UpdateKind::Nothing => {}
            }
        }
        let is_changed = |(chat, session): &(ChatKey, Arc<Session>)| {
            // What is forgotten is gone already, and comes back only with something to keep.
            if computed.forgotten.contains(chat) {
                **session != Session::default()
            } else {
                self.sessions.get(chat) != Some(session)
            }
        };
        computed.changed = current.into_iter().filter(is_changed).collect();
        let next = |(chat, session): &(ChatKey, Arc<Session>)| {
            let into = reminders::seconds_into(*chat);
            let next = work.responder.next_reminder(session, into, work.now)?;
            Some((*chat, next))
        };
        computed.reminders = computed.changed.iter().filter_map(next).collect();
        for (chat, session) in &computed.changed {
            // Of a chat that was forgotten nothing is there any more.
            let before = self.sessions.get(chat);
            let before = before.filter(|_| !computed.forgotten.contains(chat));
            let before = before.cloned().unwrap_or_default();
            if before.handing != session.handing {
                let handing = session.handing.clone();
                let code = handing.map(|handing| (handing.code, handing.until));
                computed.codes.push((*chat, code));
            }
            let changes = session.note_changes_since(&before);
            let changes = changes.into_iter().map(|change| (*chat, change));
            computed.notes.extend(changes);
        }
        computed
    }
}

impl Computed {
    /// Takes what was replied to an event.
    fn take(&mut self, origin: Origin, replies: Vec<Reply>) {
        if replies.contains(&Reply::Forgotten) {
            self.forget(origin.chat);
        }
        let judged = replies.iter().filter_map(|reply| match reply {
            Reply::Judged(feedback) => Some((origin.chat, feedback.clone())),
            _ => None,
        });
        self.feedback.extend(judged);
        self.said.push(Spoken::Replies(origin, replies));
    }

    /// Drops what was to be said in a chat before it was forgotten; the words on pressed buttons hold nothing of anybody.
    fn forget(&mut self, chat: ChatKey) {
        for said in &mut self.said {
            if let Spoken::Replies(origin, replies) = said
                && origin.chat == chat
            {
                let is_tap = origin.tap.is_some();
                replies.retain(|reply| is_tap && matches!(reply, Reply::Toast(_)));
            }
        }
        // What is to be counted of it would leave a hash behind.
        self.feedback.retain(|(of, _)| *of != chat);
        self.forgotten.insert(chat);
    }

    fn note_use(&mut self, inbound: &Inbound) {
        let chat = inbound.origin.chat;
        if inbound.event.occasion == Occasion::Removed {
            self.left.insert(chat);
        } else if inbound.event.addressed {
            self.left.remove(&chat);
            self.used.insert(chat);
        }
    }
}

/// Answers what happened in a chat. Where a project came by a code, it is taken from the chat that had it.
fn happened(
    mut inbound: Inbound,
    current: &mut HashMap<ChatKey, Arc<Session>>,
    computed: &mut Computed,
    work: &Work,
) {
    let chat = inbound.origin.chat;
    inbound.event.moving.chance = Some(rand::random());
    let code = conversation::code_in(&inbound.event).zip(inbound.giver);
    if let Some((code, giver)) = &code
        && let Some(session) = current.get(giver)
    {
        inbound.event.moving.arrives = conversation::on_offer(session, code, work.now);
    }
    let session = current.get(&chat).cloned().unwrap_or_default();
    let before = session.taken.clone();
    let (session, replies) = answer(&inbound, session, work);
    let taken = session.taken.clone().filter(|_| session.taken != before);
    current.insert(chat, session);
    computed.note_use(&inbound);
    computed.take(inbound.origin, replies);
    if let (Some((code, giver)), Some(taken)) = (code, taken)
        && taken.code == code
        && let Some(session) = current.remove(&giver)
    {
        let (session, replies) = conversation::handed_over((*session).clone(), &code);
        current.insert(giver, Arc::new(session));
        computed
            .said
            .push(Spoken::Replies(Origin::of(giver), replies));
    }
}

/// Answers one event; if that panics, with an apology and the session as it was.
fn answer(inbound: &Inbound, session: Arc<Session>, work: &Work) -> (Arc<Session>, Vec<Reply>) {
    let respond = || {
        let note = |kind| {
            work.metrics.answers.get_or_create(&kind).inc();
        };
        let session = (*session).clone();
        work.responder
            .respond_noting(session, &inbound.event, work.now, &note)
    };
    if let Ok((session, replies)) = catch_unwind(AssertUnwindSafe(respond)) {
        return (Arc::new(session), replies);
    }
    work.metrics.panics.inc();
    tracing::error!(chat = %inbound.origin.chat, "answering an event failed; it is set aside with an apology");
    let was_meant_for_us = inbound.event.addressed;
    let apology = was_meant_for_us.then(|| work.responder.apology());
    (session, apology.unwrap_or_default())
}

/// What a query is offered; nothing if that panics.
fn offer(query: &OfferQuery, work: &Work) -> Option<InlineOffer> {
    let offer = || work.responder.offer(&query.text, &query.offset);
    let offered = catch_unwind(AssertUnwindSafe(offer));
    if offered.is_err() {
        work.metrics.panics.inc();
        tracing::error!("answering a query failed; it is answered with nothing");
    }
    offered.ok()
}

/// Takes what is remembered of a chat along, unless what it has become has a memory of its own already: both chats
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

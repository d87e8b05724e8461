//! The queue of updates and the rules of `getUpdates`.
//!
//! An offset confirms all that lies before it. The kinds a bot asked for are remembered. Repeating an offset
//! within three seconds waits at least three seconds, within half a second it also gets only one update.

use std::collections::{BTreeSet, VecDeque};
use std::sync::Arc;
use std::time::{Duration, Instant};

use serde_json::{Value, json};

/// Kinds that are delivered only when asked for.
const ONLY_ON_REQUEST: [&str; 3] = ["chat_member", "message_reaction", "message_reaction_count"];

#[derive(Clone, Debug)]
struct Waiting {
    id: i64,
    update: Arc<Value>,
    expires: Duration,
}

/// What a poll got at once, or the number under which it waits.
pub(crate) enum Poll {
    Ready(Vec<Value>),
    Wait {
        ticket: u64,
        timeout: Duration,
        offset: i64,
        limit: usize,
    },
}

/// Updates that were not confirmed yet.
#[derive(Debug)]
pub(crate) struct UpdateQueue {
    waiting: VecDeque<Waiting>,
    next_id: i64,
    allowed: Option<BTreeSet<String>>,
    previous: Option<(i64, Instant)>,
    /// Grows with every poll that waits: the one before is ended by the next.
    ticket: u64,
    /// Why the last poll was ended.
    pub(crate) ended_by_webhook: bool,
    /// Updates that are delivered once more, whatever the offset says.
    again: VecDeque<Value>,
    reverse_next: bool,
    pub(crate) is_held: bool,
    /// Everything that was ever queued, in order; null what is no longer kept.
    pub(crate) emitted: Vec<Arc<Value>>,
    next_conflict: Option<Instant>,
    /// Updates whose content came from a test and need not be what Telegram would send.
    arbitrary: BTreeSet<i64>,
}

impl Default for UpdateQueue {
    fn default() -> Self {
        Self {
            waiting: VecDeque::new(),
            next_id: 870_000_001,
            allowed: None,
            previous: None,
            ticket: 0,
            ended_by_webhook: false,
            again: VecDeque::new(),
            reverse_next: false,
            is_held: false,
            emitted: Vec::new(),
            next_conflict: None,
            arbitrary: BTreeSet::new(),
        }
    }
}

impl UpdateQueue {
    /// Queues an update of a kind; zero means that the bot does not want such.
    pub(crate) fn push(&mut self, kind: &str, mut update: Value, expires: Duration) -> i64 {
        let wanted = match &self.allowed {
            Some(allowed) => allowed.contains(kind),
            None => !ONLY_ON_REQUEST.contains(&kind),
        };
        if !wanted {
            return 0;
        }
        let id = self.next_id;
        self.next_id += 1;
        update["update_id"] = json!(id);
        let update = Arc::new(update);
        self.emitted.push(Arc::clone(&update));
        self.waiting.push_back(Waiting {
            id,
            update,
            expires,
        });
        id
    }

    /// Remembers which kinds the bot wants; an unreadable list changes nothing, an empty one restores the usual.
    pub(crate) fn allow(&mut self, kinds: Option<Value>) {
        let Some(Value::Array(kinds)) = kinds else {
            return;
        };
        let names: BTreeSet<String> = kinds
            .iter()
            .filter_map(Value::as_str)
            .map(str::to_ascii_lowercase)
            .collect();
        if names.len() == kinds.len() {
            self.allowed = (!names.is_empty()).then_some(names);
        }
    }

    /// Begins a poll.
    pub(crate) fn poll(&mut self, offset: i64, limit: i64, timeout: i64, now: Duration) -> Poll {
        let (mut limit, mut timeout) = (limit, timeout);
        if let Some((previous, at)) = self.previous
            && previous == offset
        {
            if timeout < 3 && at.elapsed() < Duration::from_secs(3) {
                timeout = 3;
            }
            if at.elapsed() < Duration::from_millis(500) {
                limit = 1;
            }
        }
        self.previous = Some((offset, Instant::now()));
        let limit = usize::try_from(limit).unwrap_or(1);
        let updates = self.take(offset, limit, now);
        if timeout == 0 || !updates.is_empty() {
            return Poll::Ready(updates);
        }
        self.end_poll(false);
        let timeout = Duration::from_secs(u64::try_from(timeout).unwrap_or(0));
        Poll::Wait {
            ticket: self.ticket,
            timeout,
            offset,
            limit,
        }
    }

    /// Confirms what lies before the offset and shows what comes next.
    pub(crate) fn take(&mut self, offset: i64, limit: usize, now: Duration) -> Vec<Value> {
        self.waiting.retain(|waiting| waiting.expires > now);
        if offset < 0 {
            let keep = usize::try_from(-offset).unwrap_or(0);
            let drop = self.waiting.len().saturating_sub(keep);
            self.waiting.drain(..drop);
        }
        // An offset far beyond the end or before the beginning is one of an older count of ids.
        let is_foreign = offset > self.next_id + 10 || offset < self.next_id - 200_000;
        if offset > 0 && !is_foreign {
            self.waiting.retain(|waiting| waiting.id >= offset);
        }
        if self.is_held {
            return Vec::new();
        }
        let mut updates: Vec<Value> = self.again.drain(..).collect();
        updates.extend(
            self.waiting
                .iter()
                .take(limit)
                .map(|waiting| Value::clone(&waiting.update)),
        );
        if self.reverse_next && updates.len() > 1 {
            self.reverse_next = false;
            updates.reverse();
        }
        updates.truncate(limit);
        updates
    }

    /// Whether a poll would get something now.
    pub(crate) fn has_news(&self) -> bool {
        let is_empty = self.waiting.is_empty() && self.again.is_empty();
        !(self.is_held || is_empty)
    }

    pub(crate) fn is_current(&self, ticket: u64) -> bool {
        self.ticket == ticket
    }

    /// Ends the poll that waits, if one does.
    pub(crate) fn end_poll(&mut self, by_webhook: bool) {
        self.ticket += 1;
        self.ended_by_webhook = by_webhook;
    }

    /// How long a conflict answer is held back: at once, or three seconds if there was one just now.
    pub(crate) fn conflict_delay(&mut self) -> Duration {
        let now = Instant::now();
        if self.next_conflict.is_none_or(|next| now >= next) {
            self.next_conflict = Some(now + Duration::from_secs(3));
            return Duration::ZERO;
        }
        Duration::from_secs(3)
    }

    /// Whether the update was confirmed by the bot or has expired.
    pub(crate) fn is_confirmed(&self, id: i64) -> bool {
        !self.waiting.iter().any(|waiting| waiting.id == id)
    }

    /// Notes that an update holds what a test made up.
    pub(crate) fn mark_arbitrary(&mut self, id: i64) {
        self.arbitrary.insert(id);
    }

    /// The updates from a position on that look as Telegram would send them.
    pub(crate) fn genuine_from(&self, position: usize) -> impl Iterator<Item = &Value> {
        let is_genuine = |update: &&Value| {
            update["update_id"]
                .as_i64()
                .is_none_or(|id| !self.arbitrary.contains(&id))
        };
        let new = self.emitted.get(position..).unwrap_or_default();
        new.iter().map(|update| &**update).filter(is_genuine)
    }

    /// Everything that was ever queued, in order.
    pub(crate) fn emitted(&self) -> impl Iterator<Item = &Value> {
        self.emitted.iter().map(|update| &**update)
    }

    /// Empties what lies more than so many updates back.
    pub(crate) fn keep_last(&mut self, count: usize) {
        let old = self.emitted.len().checked_sub(count + 1);
        if let Some(old) = old.and_then(|old| self.emitted.get_mut(old)) {
            *old = Arc::default();
        }
    }

    pub(crate) fn pending(&self) -> usize {
        self.waiting.len()
    }

    pub(crate) fn clear(&mut self) {
        self.waiting.clear();
    }

    /// The oldest update, for a webhook.
    pub(crate) fn first(&self) -> Option<(i64, Value)> {
        if self.is_held {
            return None;
        }
        self.waiting
            .front()
            .map(|waiting| (waiting.id, Value::clone(&waiting.update)))
    }

    pub(crate) fn remove(&mut self, id: i64) {
        self.waiting.retain(|waiting| waiting.id != id);
    }

    /// Delivers an update of the past once more.
    pub(crate) fn redeliver(&mut self, id: i64) -> bool {
        let past = self
            .emitted()
            .find(|update| update["update_id"] == json!(id))
            .cloned();
        self.again.extend(past.clone());
        past.is_some()
    }

    /// Turns the order of the next batch of several updates around.
    pub(crate) fn reverse_next(&mut self) {
        self.reverse_next = true;
    }

    /// Counts on from another id, as Telegram does after a quiet week.
    pub(crate) fn jump_to(&mut self, next_id: i64) {
        self.next_id = next_id;
    }
}

/// What becomes of a batch on its way.
type Mix = Box<dyn FnMut(Vec<Value>) -> Vec<Value> + Send>;

/// Changes each batch that is handed out: repeats, order.
#[derive(Default)]
pub(crate) struct Delivery(pub(crate) Option<Mix>);

impl Delivery {
    pub(crate) fn mix(&mut self, updates: Vec<Value>) -> Vec<Value> {
        match &mut self.0 {
            Some(mix) if !updates.is_empty() => mix(updates),
            _ => updates,
        }
    }
}

impl std::fmt::Debug for Delivery {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Delivery")
    }
}

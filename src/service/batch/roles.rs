//! Whether the person who asks for something is an admin of the group, looked up only where that decides.
//!
//! Nobody waits for a look-up but its chat: until the role is known, the update that needs it and all behind it in its
//! chat are held out of batches, and whoever brought them brings them again. So they are applied in their order, and
//! nothing is acknowledged that is not kept. What was found holds for a minute, which takes the confirming tap along.

use std::collections::{HashMap, HashSet};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use futures_util::future::BoxFuture;
use tokio::sync::Notify;

use super::Batches;
use crate::conversation::Role;
use crate::service::inbound::{Incoming, What};
use crate::sessions::{ChatKey, UpdateId};

/// How long a role that was found holds.
const HOLDS: Duration = Duration::from_secs(60);
/// How long a look-up may be under way, and how long one in vain holds: long enough to be brought again.
const IN_VAIN: Duration = Duration::from_secs(5);

/// How a role is looked up; [`Role::Unknown`] if it cannot be found out.
pub type LookUp = Box<dyn Fn(ChatKey, i64) -> BoxFuture<'static, Role> + Send + Sync>;

/// The roles that were looked up lately.
pub struct Roles {
    look_up: LookUp,
    found: Mutex<HashMap<(ChatKey, i64), Finding>>,
    news: Notify,
}

struct Finding {
    since: Instant,
    /// Nothing while it is being looked up.
    role: Option<Role>,
}

impl Roles {
    /// Knows none yet.
    pub fn new(look_up: LookUp) -> Arc<Self> {
        Arc::new(Self {
            look_up,
            found: Mutex::default(),
            news: Notify::new(),
        })
    }

    /// Done when a role was looked up, or after this time.
    pub async fn news(&self, longest: Duration) {
        let _ = tokio::time::timeout(longest, self.news.notified()).await;
    }

    /// The role of a person if it is known; otherwise it is being looked up.
    fn of(self: &Arc<Self>, chat: ChatKey, person: i64) -> Option<Role> {
        let mut found = self.found();
        found.retain(|_, finding| finding.holds());
        if let Some(finding) = found.get(&(chat, person)) {
            return finding.role;
        }
        found.insert((chat, person), Finding::of(None));
        let roles = Arc::clone(self);
        tokio::spawn(async move {
            let role = (roles.look_up)(chat, person).await;
            let finding = Finding::of(Some(role));
            roles.found().insert((chat, person), finding);
            roles.news.notify_one();
        });
        None
    }

    fn found(&self) -> MutexGuard<'_, HashMap<(ChatKey, i64), Finding>> {
        self.found.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Finding {
    fn of(role: Option<Role>) -> Self {
        let since = Instant::now();
        Self { since, role }
    }

    fn holds(&self) -> bool {
        let longest = match self.role {
            Some(Role::Admin | Role::Member) => HOLDS,
            Some(Role::Unknown) | None => IN_VAIN,
        };
        self.since.elapsed() < longest
    }
}

impl Batches {
    /// Fills in the roles that the conversation needs to know. What has to wait for one is taken out, with everything
    /// `fresh` behind it in the same chat, and named.
    pub(crate) fn hold(
        &self,
        incoming: Vec<Incoming>,
        fresh: &HashSet<UpdateId>,
    ) -> (Vec<Incoming>, Vec<UpdateId>) {
        let (mut goes_on, mut held) = (Vec::new(), Vec::new());
        let mut waiting: HashSet<ChatKey> = HashSet::new();
        for mut update in incoming {
            let chats = update.what.chats();
            let id = update.id.filter(|id| fresh.contains(id));
            let waits = |what: &mut What| {
                chats.iter().any(|chat| waiting.contains(chat)) || !self.fill_in(what)
            };
            match id.filter(|_| waits(&mut update.what)) {
                Some(id) => {
                    held.push(id);
                    waiting.extend(chats);
                }
                None => goes_on.push(update),
            }
        }
        (goes_on, held)
    }

    /// Fills in the role if the conversation needs to know it; false if it is not known yet.
    fn fill_in(&self, what: &mut What) -> bool {
        let What::Happened(happening) = what else {
            return true;
        };
        let event = &mut happening.event;
        if event.role != Role::Unknown || !self.responder.needs_role(event) {
            return true;
        }
        let Some(person) = happening.person else {
            return true;
        };
        let role = self.roles.of(happening.origin.chat, person);
        event.role = role.unwrap_or_default();
        role.is_some()
    }
}

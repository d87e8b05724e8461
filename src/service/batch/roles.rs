//! Whether the person who asks for something is an admin of the group, looked up only where that decides.
//!
//! Nobody waits for a look-up but its chat: until the role is known, the update that needs it and all behind it in its
//! chat are held out of batches, and whoever brought them brings them again. So they are applied in their order, and
//! nothing is acknowledged that is not kept. What was found holds for a minute, which takes the confirming tap along.

use std::collections::{HashMap, HashSet};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use tokio::sync::Notify;

use super::Batches;
use crate::conversation::Role;
use crate::service::door::Doors;
use crate::service::inbound::{Update, UpdateKind};
use crate::sessions::{ChatKey, UpdateId};

/// How long a role that was found holds.
const HOLDS: Duration = Duration::from_secs(60);
/// How long a look-up may be under way, and how long one in vain holds: long enough to be brought again.
const IN_VAIN: Duration = Duration::from_secs(5);

/// The roles that were looked up lately.
pub struct Roles {
    doors: Doors,
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
    pub(crate) fn new(doors: Doors) -> Arc<Self> {
        Arc::new(Self {
            doors,
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
            let role = match roles.doors.of(chat) {
                Some(door) => door.role(chat, person).await,
                None => Role::Unknown,
            };
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
        updates: Vec<Update>,
        fresh: &HashSet<UpdateId>,
    ) -> (Vec<Update>, Vec<UpdateId>) {
        let (mut goes_on, mut held) = (Vec::new(), Vec::new());
        let mut waiting: HashSet<ChatKey> = HashSet::new();
        for mut update in updates {
            let chats = update.what.chats();
            let id = update.id.filter(|id| fresh.contains(id));
            let waits = |what: &mut UpdateKind| {
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
    fn fill_in(&self, what: &mut UpdateKind) -> bool {
        let UpdateKind::Happened(inbound) = what else {
            return true;
        };
        let event = &mut inbound.event;
        if event.role != Role::Unknown || !self.responder.needs_role(event) {
            return true;
        }
        let Some(person) = inbound.person else {
            return true;
        };
        let role = self.roles.of(inbound.origin.chat, person);
        event.role = role.unwrap_or_default();
        role.is_some()
    }
}

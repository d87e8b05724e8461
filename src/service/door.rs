//! What the service asks of a door: to put replies into words of its own, to deliver them, to know who somebody is.

use std::sync::Arc;
use std::time::Duration;

use futures_util::future::BoxFuture;

use super::inbound::Origin;
use super::metrics::ErrorClass;
use crate::conversation::{InlineOffer, Reply, Role};
use crate::sessions::{ChatKey, Delivery, DoorId};

/// A way that people come in by.
///
/// What comes in it hands to [`Batches::apply`](super::batch::Batches::apply); what goes out it is asked for here.
pub trait Door: Send + Sync + 'static {
    /// Which one it is.
    fn id(&self) -> DoorId;

    /// Puts the replies to one event into deliveries: everything they need is in them, nothing is decided later.
    fn render(&self, replies: &[Reply], origin: &Origin) -> Vec<Delivery>;

    /// Answers a query with this offer, or with nothing; `None` from a door that has no queries.
    fn answer_query(&self, _query: &str, _offer: Option<&InlineOffer>) -> Option<Delivery> {
        None
    }

    /// Waits until one more delivery may go to a chat.
    fn pass<'a>(&'a self, _chat: ChatKey, _delivery: &'a Delivery) -> BoxFuture<'a, ()> {
        Box::pin(std::future::ready(()))
    }

    /// Makes a delivery; done when it is confirmed.
    fn deliver<'a>(
        &'a self,
        chat: ChatKey,
        delivery: &'a Delivery,
    ) -> BoxFuture<'a, Result<(), DeliveryError>>;

    /// Looks up who a person is in a chat; [`Role::Unknown`] if it cannot be found out.
    fn role(&self, _chat: ChatKey, _person: i64) -> BoxFuture<'_, Role> {
        Box::pin(std::future::ready(Role::Unknown))
    }
}

/// Why a delivery was not confirmed, and what to do about it.
#[derive(Debug, Clone, PartialEq)]
pub struct DeliveryError {
    /// What went wrong, fit for the log: without addresses, and without what was said.
    pub what: String,
    /// Its class, for counting.
    pub class: ErrorClass,
    /// What to do.
    pub remedy: Remedy,
}

/// What to do about a delivery that failed.
#[derive(Debug, Clone, PartialEq)]
pub enum Remedy {
    /// Try it again, not before this time if one is given.
    Retry {
        /// What the door was asked for.
        after: Option<Duration>,
        /// Whether the attempt counts against it; it does not where it cannot have arrived.
        counts: bool,
    },
    /// Deliver this in its place, at once.
    Instead(Box<Delivery>, &'static str),
    /// Nobody is there any more: the chat is gone, or nobody may write to it.
    Gone(&'static str),
    /// Nobody may be told, or it came too late.
    LetGo(&'static str),
    /// It is not taken, and that is our fault: a dead letter.
    Refused(&'static str),
}

/// The doors that are open.
#[derive(Clone)]
pub struct Doors(Arc<[Arc<dyn Door>]>);

impl Doors {
    /// Opens these doors.
    pub fn new(doors: Vec<Arc<dyn Door>>) -> Self {
        Self(doors.into())
    }

    /// The door of this id, if it is open.
    pub fn get(&self, id: DoorId) -> Option<&dyn Door> {
        let door = self.0.iter().find(|door| door.id() == id)?;
        Some(&**door)
    }

    /// The door that a chat is behind, if it is open.
    pub fn of(&self, chat: ChatKey) -> Option<&dyn Door> {
        self.get(chat.door())
    }
}

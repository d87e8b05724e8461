//! What every door needs between its input and the conversation: batches, admission, the outbox, retention, health. It
//! knows no door: a chat is a number behind one, and what is delivered is the door's own affair.
//!
//! In the order of an update:
//! 1. a [`door`] hands over a batch, and [`batch`] leaves out duplicates; [`poison`] keeps apart what ended the process;
//! 2. [`admin`] does what those who run this Lotse ask for, [`admission`] declines what is too much;
//! 3. [`Respond`] answers chat by chat, with the library [`InService`];
//! 4. everything is committed at once (`crate::sessions`), and only then acknowledged;
//! 5. [`outbox`] sends what is to be said and acknowledges what is confirmed.
//!
//! [`retention`] forgets who is gone, [`reminders`] reminds who asked for it, [`journal_probe`] looks after the journal, [`Health`] says how all that is. No
//! message text, name or chat id gets into a log from here.

pub(crate) mod admin;
pub mod admission;
mod backoff;
pub mod batch;
mod clock;
mod content;
pub mod door;
mod health;
mod in_service;
pub mod inbound;
pub(crate) mod journal_probe;
pub(crate) mod keep_up;
mod lifecycle;
mod metrics;
mod orphans;
pub mod outbox;
pub mod poison;
mod quota;
pub(crate) mod reminders;
mod respond;
pub(crate) mod retention;

pub use admin::Admins;
pub use admission::MaintenanceNotice;
pub use backoff::RetryPolicy;
pub use clock::Clock;
pub use content::{ContentRefusal, ContentState};
pub use health::Health;
pub use in_service::InService;
pub use lifecycle::{ServiceCore, ServiceOptions};
pub use metrics::{DeclineReason, ErrorClass, Kinds, Level, Metrics, OutcomeKind, RefusalReason};
pub use respond::Respond;

//! Who answers: the seam between Telegram and the conversation.

use std::sync::Arc;

use crate::answer::Library;
use crate::conversation::{self, Event, Moment, Reply, Session};

/// Answers the events of chats. The library does so with its guide; tests bring answers of their own.
pub trait Respond: Send + Sync + 'static {
    /// Answers one event of one chat.
    fn respond(&self, session: Session, event: &Event, now: Moment) -> (Session, Vec<Reply>);

    /// Tells whether the person's role must be looked up first.
    fn needs_role(&self, event: &Event) -> bool {
        conversation::needs_role(event)
    }

    /// Who answers a whole batch, where that may change in between; `None` where it never does.
    fn held(&self) -> Option<Arc<dyn Respond>> {
        None
    }
}

impl Respond for Library {
    fn respond(&self, session: Session, event: &Event, now: Moment) -> (Session, Vec<Reply>) {
        conversation::respond(self, session, event, now)
    }
}

//! Whether the person who asks for something is an admin of the group, looked up only where that decides.

use std::time::Duration;

use serde_json::json;

use super::Batches;
use crate::conversation::Role;
use crate::service::inbound::{Happening, Incoming, What};

/// How long a look-up may take; afterwards the role stays unknown and the conversation is careful.
const PATIENCE: Duration = Duration::from_secs(3);

impl Batches {
    /// Fills in the roles that the conversation needs to know.
    pub(crate) async fn look_up_roles(&self, incoming: &mut [Incoming]) {
        let wanted = incoming
            .iter_mut()
            .filter_map(|update| match &mut update.what {
                What::Happened(happening) if self.is_wanted(happening) => Some(happening),
                _ => None,
            });
        let look_ups = wanted.map(|happening| async {
            happening.event.role = self.role(happening).await;
        });
        futures_util::future::join_all(look_ups).await;
    }

    fn is_wanted(&self, happening: &Happening) -> bool {
        happening.event.role == Role::Unknown && self.responder.needs_role(&happening.event)
    }

    async fn role(&self, happening: &Happening) -> Role {
        let Some(person) = happening.person else {
            return Role::Unknown;
        };
        let body = json!({ "chat_id": happening.origin.chat.id(), "user_id": person });
        match self.transport.call("getChatMember", &body, PATIENCE).await {
            Ok(member) => match member["status"].as_str() {
                Some("creator" | "administrator") => Role::Admin,
                Some(_) => Role::Member,
                None => Role::Unknown,
            },
            Err(error) => {
                tracing::warn!(%error, "a role cannot be looked up");
                Role::Unknown
            }
        }
    }
}

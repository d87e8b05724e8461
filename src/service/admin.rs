//! Commands for those who run this Lotse: `/status`, `/wartung`, `/neuladen`.
//!
//! They are obeyed only in a private chat with a person whose number the settings name, and only as a command that was
//! sent, never as an edited one, a tap or a link. For everybody else they are unknown commands like any other, so
//! nobody learns that they exist. They come before the quota and the maintenance, because that is when they are needed.

use std::collections::BTreeSet;
use std::sync::Arc;
use std::time::Duration;

use tokio::sync::Notify;

use super::batch::Batches;
use super::inbound::{Happening, Incoming, What};
use crate::conversation::{
    AdminCommand, ChatKind, Occasion, Reply, ServiceStatus, admin as caretaking,
};
use crate::sessions::Switch;

/// How long the journal may take to say how it is.
const PATIENCE: Duration = Duration::from_secs(1);

/// Who runs this Lotse, and what else they can do.
#[derive(Debug, Clone, Default)]
pub struct Admins {
    /// Their numbers at Telegram.
    pub admins: BTreeSet<i64>,
    /// Asks for the content to be read again.
    pub reload: Arc<Notify>,
}

impl Admins {
    /// What somebody who runs this Lotse asks for.
    fn asked(&self, happening: &Happening) -> Option<AdminCommand> {
        let person = happening.person?;
        let is_alone = happening.event.chat == ChatKind::Private
            && happening.origin.chat.id() == person
            && happening.origin.tap.is_none();
        if !is_alone || !self.admins.contains(&person) {
            return None;
        }
        match &happening.event.occasion {
            Occasion::Command { name, rest } => AdminCommand::of(name, rest),
            _ => None,
        }
    }
}

impl Batches {
    /// Does what those who run this Lotse ask for; returns what they switched last.
    ///
    /// A switch works at once, for what stands behind it in the batch too; it lasts when the batch is kept.
    pub(crate) async fn take_care(&self, updates: &mut [Incoming]) -> Option<Switch> {
        let mut switched = None;
        for update in updates {
            let What::Happened(happening) = &update.what else {
                continue;
            };
            let Some(care) = self.caretakers.asked(happening) else {
                continue;
            };
            tracing::info!(
                command = name(&care),
                "a command of those who run this Lotse"
            );
            update.what = What::Declined {
                origin: happening.origin.clone(),
                replies: self.care(care, &mut switched).await,
            };
        }
        switched
    }

    async fn care(&self, care: AdminCommand, switched: &mut Option<Switch>) -> Vec<Reply> {
        match care {
            AdminCommand::Status => caretaking::status(&self.status().await),
            AdminCommand::Rest(words) => {
                self.gate.rest(Some(words.clone()));
                *switched = Some(Switch::Rest(words));
                caretaking::resting()
            }
            AdminCommand::Work => {
                self.gate.rest(None);
                *switched = Some(Switch::Work);
                caretaking::working(self.gate.rests().await)
            }
            AdminCommand::RestOrWork => caretaking::rest_or_work(),
            AdminCommand::Reload => {
                self.caretakers.reload.notify_one();
                caretaking::reloading()
            }
        }
    }

    async fn status(&self) -> ServiceStatus {
        let figures = tokio::time::timeout(PATIENCE, self.sessions.figures()).await;
        let figures = figures.ok().and_then(Result::ok);
        ServiceStatus {
            version: env!("CARGO_PKG_VERSION").to_owned(),
            content: self.responder.content(),
            uptime: self.begun.elapsed().as_secs(),
            queues: self.outbox.lengths(),
            journal: figures.map(|kept| [kept.waiting, kept.dead_letters, kept.set_aside]),
            sessions: self.sessions.len() as u64,
            updates: self.tally.updates.get(),
            rests: self.gate.rests().await,
        }
    }
}

fn name(care: &AdminCommand) -> &'static str {
    match care {
        AdminCommand::Status => "status",
        AdminCommand::Rest(_) | AdminCommand::Work | AdminCommand::RestOrWork => "wartung",
        AdminCommand::Reload => "neuladen",
    }
}

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
use super::inbound::{Inbound, Update, UpdateKind};
use crate::conversation::{AdminCommand, ChatKind, Occasion, Reply, ServiceStatus, admin};
use crate::sessions::{ChatKey, Maintenance};

/// How long the journal may take to say how it is.
const PATIENCE: Duration = Duration::from_secs(1);

/// Who runs this Lotse, and what else they can do.
#[derive(Debug, Clone, Default)]
pub struct Admins {
    /// The chats that each of them has alone with the bot.
    pub chats: BTreeSet<ChatKey>,
    /// Asks for the content to be read again.
    pub reload: Arc<Notify>,
}

impl Admins {
    /// What somebody who runs this Lotse asks for.
    fn command(&self, inbound: &Inbound) -> Option<AdminCommand> {
        let chat = inbound.origin.chat;
        let is_alone = inbound.event.chat == ChatKind::Private
            && inbound.person == Some(chat.number())
            && inbound.origin.tap.is_none();
        if !is_alone || !self.chats.contains(&chat) {
            return None;
        }
        match &inbound.event.occasion {
            Occasion::Command { name, rest } => AdminCommand::of(name, rest),
            _ => None,
        }
    }
}

impl Batches {
    /// Does what those who run this Lotse ask for; returns what they switched last.
    ///
    /// A switch works at once, for what stands behind it in the batch too; it lasts when the batch is kept.
    pub(crate) async fn administer(&self, updates: &mut [Update]) -> Option<Maintenance> {
        let mut switched = None;
        for update in updates {
            let UpdateKind::Happened(inbound) = &update.what else {
                continue;
            };
            let Some(command) = self.admins.command(inbound) else {
                continue;
            };
            tracing::info!(
                command = name(&command),
                "a command of those who run this Lotse"
            );
            update.what = UpdateKind::Declined {
                origin: inbound.origin.clone(),
                replies: self.obey(command, &mut switched).await,
            };
        }
        switched
    }

    async fn obey(&self, command: AdminCommand, switched: &mut Option<Maintenance>) -> Vec<Reply> {
        match command {
            AdminCommand::Status => admin::status(&self.status().await),
            AdminCommand::MaintenanceOn(words) => {
                self.admission.set_maintenance(Some(words.clone()));
                *switched = Some(Maintenance::On(words));
                admin::maintenance_on()
            }
            AdminCommand::MaintenanceOff => {
                self.admission.set_maintenance(None);
                *switched = Some(Maintenance::Off);
                admin::maintenance_off(self.admission.in_maintenance().await)
            }
            AdminCommand::MaintenanceUsage => admin::maintenance_usage(),
            AdminCommand::Reload => {
                self.admins.reload.notify_one();
                admin::reloading()
            }
        }
    }

    /// For how long the content of the folder has been refused, and how many mistakes it has.
    fn refused(&self) -> Option<(u64, usize)> {
        let state = *self.responder.content_state()?.borrow();
        let refused = state.refused?;
        Some((refused.seconds(), refused.mistakes))
    }

    async fn status(&self) -> ServiceStatus {
        let figures = tokio::time::timeout(PATIENCE, self.sessions.figures()).await;
        let figures = figures.ok().and_then(Result::ok);
        ServiceStatus {
            version: env!("CARGO_PKG_VERSION").to_owned(),
            content: self.responder.content(),
            refused: self.refused(),
            uptime: self.begun.elapsed().as_secs(),
            queues: self.queues.lengths(),
            journal: figures.map(|kept| [kept.waiting, kept.dead_letters, kept.set_aside]),
            sessions: self.sessions.len() as u64,
            updates: self.metrics.updates.get(),
            in_maintenance: self.admission.in_maintenance().await,
        }
    }
}

fn name(command: &AdminCommand) -> &'static str {
    match command {
        AdminCommand::Status => "status",
        AdminCommand::MaintenanceOn(_)
        | AdminCommand::MaintenanceOff
        | AdminCommand::MaintenanceUsage => "wartung",
        AdminCommand::Reload => "neuladen",
    }
}

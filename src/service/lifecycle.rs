//! The service behind its doors, from what an earlier run left to the drain at the end.
//!
//! A door says who it is, [opens](ServiceCore::open) the service, and hands over what comes in by it while the service
//! [runs](ServiceCore::run).

use std::sync::Arc;
use std::time::{Duration, Instant};

use tokio::runtime::Handle;

use super::admin::Admins;
use super::admission::{Admission, MaintenanceNotice};
use super::batch::{Batches, Roles};
use super::content;
use super::door::Doors;
use super::keep_up::keep_up;
use super::outbox::{ChatQueues, Outbox};
use super::poison::PoisonDetector;
use super::retention::Retention;
use super::{Clock, Metrics, Respond, RetryPolicy, journal_probe, orphans, reminders};
use crate::sessions::{Journal, JournalError, Sessions};

/// How long sending goes on after the signal to stop, and how long deliveries under way may then still take.
const DRAIN: (Duration, Duration) = (Duration::from_secs(5), Duration::from_secs(4));

/// What a service needs to know, whatever its doors.
#[derive(Debug, Clone)]
pub struct ServiceOptions {
    /// How failures are repeated.
    pub patience: RetryPolicy,
    /// How many sessions are held in memory, at two to ten kilobytes each; the journal is read for others.
    pub live_sessions: usize,
    /// How many messages and taps are answered per minute, of a person and in a chat; zero answers all.
    pub quota: u32,
    /// What the time is.
    pub clock: Clock,
    /// How many days without use a chat is kept; zero keeps it for ever.
    pub keep_days: u32,
    /// Who runs this Lotse.
    pub admins: Admins,
    /// What everybody is told instead of an answer, where the settings say so.
    pub maintenance: MaintenanceNotice,
    /// How long one update may take to compute; what takes longer ends the process.
    pub compute_timeout: Duration,
    /// Where deliveries are made, if not where everything else runs: there, hundreds of them hold up what comes in.
    pub sending: Option<Handle>,
}

impl Default for ServiceOptions {
    fn default() -> Self {
        Self {
            patience: RetryPolicy::default(),
            live_sessions: 10_000,
            quota: 60,
            clock: Clock::default(),
            keep_days: 365,
            admins: Admins::default(),
            maintenance: MaintenanceNotice::default(),
            compute_timeout: Duration::from_secs(10),
            sending: None,
        }
    }
}

/// The service with everything it stands on.
pub struct ServiceCore {
    /// What it needs to know.
    pub options: ServiceOptions,
    /// Who answers.
    pub responder: Arc<dyn Respond>,
    /// What lasts.
    pub journal: Arc<dyn Journal>,
    /// What is counted, and how it is.
    pub metrics: Arc<Metrics>,
    queues: Arc<ChatQueues>,
}

impl ServiceCore {
    /// Puts the parts together.
    pub fn new(
        options: ServiceOptions,
        responder: Arc<dyn Respond>,
        journal: Arc<dyn Journal>,
    ) -> Self {
        Self {
            options,
            responder,
            journal,
            metrics: Arc::default(),
            queues: Arc::default(),
        }
    }

    /// How many chats have something to send, and how many deliveries of theirs are held in memory.
    pub fn queue_lengths(&self) -> (usize, usize) {
        self.queues.lengths()
    }

    /// Takes up what an earlier run left, as soon as the journal can be read: what it was computing, what it had to
    /// send, and what everybody is told during maintenance.
    ///
    /// # Errors
    /// When the journal is broken.
    pub async fn open(&self, doors: Doors) -> Result<Batches, JournalError> {
        let outbox = Outbox::new(doors.clone(), Arc::clone(&self.queues), self);
        let (suspects, maintenance) = loop {
            let resumed = self.resume(&outbox).await;
            self.metrics.health.journal(&resumed);
            match resumed {
                Ok(left) => break left,
                Err(error @ JournalError::Unavailable(_)) => {
                    tracing::error!(%error, "waiting for the journal");
                    tokio::time::sleep(Duration::from_secs(1)).await;
                }
                Err(error) => return Err(error),
            }
        };
        self.metrics.health.opens();
        let options = &self.options;
        let batches = Batches {
            roles: Roles::new(doors.clone()),
            doors,
            responder: Arc::clone(&self.responder),
            sessions: Sessions::new(Arc::clone(&self.journal), options.live_sessions),
            outbox,
            admins: options.admins.clone(),
            begun: Instant::now(),
            clock: options.clock.clone(),
            admission: Admission::new(options.quota, options.maintenance.clone()),
            suspects,
            metrics: Arc::clone(&self.metrics),
            queues: Arc::clone(&self.queues),
            compute_timeout: options.compute_timeout,
        };
        if maintenance.is_some() {
            tracing::warn!("maintenance since /wartung, until /wartung aus");
        }
        batches.admission.set_maintenance(maintenance);
        batches.warm_up().await;
        Ok(batches)
    }

    async fn resume(
        &self,
        outbox: &Outbox,
    ) -> Result<(PoisonDetector, Option<String>), JournalError> {
        let (begun, maintenance) = (
            self.journal.in_flight().await?,
            self.journal.maintenance().await?,
        );
        outbox.resume().await?;
        Ok((PoisonDetector::of(begun), maintenance))
    }

    /// Looks after everything until `receiving` ends, then drains: at most 12 seconds, at once when there is nothing to
    /// send.
    ///
    /// # Errors
    /// With what `receiving` ends with, or when the journal breaks.
    pub async fn run<E: From<JournalError>>(
        &self,
        batches: &Batches,
        receiving: impl Future<Output = Result<(), E>>,
    ) -> Result<(), E> {
        let (health, clock) = (&self.metrics.health, &self.options.clock);
        let (patience, metrics) = (self.options.patience, &*self.metrics);
        let retention = Retention {
            doors: &batches.doors,
            sessions: &batches.sessions,
            outbox: &batches.outbox,
            clock,
            metrics,
            keep_days: self.options.keep_days,
        };
        let probe = || journal_probe::watch_over(&*self.journal, health, clock);
        let report = || content::report(batches, || clock.now());
        let ended = tokio::select! {
            ended = receiving => ended,
            () = keep_up("the sweep", patience, metrics, || retention.run()) => Ok(()),
            () = keep_up("the journal's probe", patience, metrics, probe) => Ok(()),
            () = keep_up("reminders", patience, metrics, || reminders::run(batches)) => Ok(()),
            () = keep_up("word of the content", patience, metrics, report) => Ok(()),
            () = keep_up("the count of lost ticks", patience, metrics, || orphans::report(batches)) => Ok(()),
            broken = health.broken() => Err(broken.into()),
        };
        health.stops();
        tracing::info!("stopping; what is under way is finished");
        crash_point!("stop.before-drain");
        batches.outbox.drain(DRAIN.0, DRAIN.1).await;
        crash_point!("stop.after-drain");
        let fault = health.fault().map(E::from);
        ended.and(fault.map_or(Ok(()), Err))
    }
}

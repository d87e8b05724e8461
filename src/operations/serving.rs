//! Serving as a whole: Telegram, and the HTTP server with its webhook, health and metrics.

use std::collections::{BTreeMap, BTreeSet};
use std::net::{SocketAddr, TcpListener};
use std::sync::Arc;

use axum::Router;
use tokio::sync::watch;

use super::systemd::Systemd;
use super::{http, metrics, monitor, signals};
use crate::knowledge::GuideFolder;
use crate::service::keep_up::keep_up;
use crate::service::{Metrics, Respond};
use crate::sessions::Journal;
use crate::telegram::{ServeError, ServeOptions, Telegram};

/// Serves Telegram until SIGTERM or SIGINT, with what lasts kept in `journal`; `knowledge` is where the pictures lie.
///
/// # Errors
/// When the token is refused or the journal breaks.
pub async fn serve(
    options: ServeOptions,
    responder: Arc<dyn Respond>,
    knowledge: GuideFolder,
    journal: Arc<dyn Journal>,
) -> Result<(), ServeError> {
    metrics::begins();
    let stop = signals::stop().map_err(ServeError::Signals)?;
    let telegram = Telegram::new(options, responder, journal, knowledge)?;
    Service::new(telegram)?.run(stop).await
}

/// Telegram with everything that is seen of it over HTTP.
pub struct Service {
    telegram: Telegram,
    listeners: BTreeMap<SocketAddr, TcpListener>,
}

impl Service {
    /// Listens; nothing is sent yet.
    ///
    /// # Errors
    /// When the HTTP server cannot listen.
    pub fn new(telegram: Telegram) -> Result<Self, ServeError> {
        let (hook_at, health_at) = telegram.options.addresses();
        let mut listeners = BTreeMap::new();
        for address in BTreeSet::from_iter(hook_at.into_iter().chain(health_at)) {
            let listener = TcpListener::bind(address);
            let listener = listener.map_err(|error| ServeError::Listen(address, error))?;
            listeners.insert(address, listener);
        }
        Ok(Self {
            telegram,
            listeners,
        })
    }

    /// What happened how often.
    pub fn metrics(&self) -> Arc<Metrics> {
        Arc::clone(&self.telegram.core.metrics)
    }

    /// Runs until `stop` is done, then drains: at most 12 seconds, at once when there is nothing to send.
    ///
    /// # Errors
    /// When the token is refused or the journal breaks.
    pub async fn run(self, stop: impl Future<Output = ()>) -> Result<(), ServeError> {
        let closing = watch::Sender::new(false);
        let pages = self.pages();
        let patience = self.telegram.options.service.patience;
        let mut servers = Vec::new();
        for (address, listener) in self.listeners {
            let app = pages.get(&address).cloned().unwrap_or_default();
            let (metrics, stop) = (Arc::clone(&self.telegram.core.metrics), closing.subscribe());
            servers.push(tokio::spawn(async move {
                let serve = || http::serve(&listener, &app, stop.clone());
                keep_up("the HTTP server", patience, &metrics, serve).await
            }));
        }
        let (systemd, core) = (Systemd::of_environment(), Arc::clone(&self.telegram.core));
        let stop = async {
            stop.await;
            systemd.stops();
        };
        let report = || systemd.report(&core);
        let ended = tokio::select! {
            ended = self.telegram.run(stop) => ended,
            () = keep_up("word to systemd", patience, &core.metrics, report) => Ok(()),
        };
        closing.send_replace(true);
        for server in servers {
            // It ends by itself within a second.
            let _ = server.await;
        }
        ended
    }

    /// What is served where.
    fn pages(&self) -> BTreeMap<SocketAddr, Router> {
        let (hook_at, health_at) = self.telegram.options.addresses();
        let mut pages: BTreeMap<SocketAddr, Router> = BTreeMap::new();
        let mut add = |address: Option<SocketAddr>, routes: Option<Router>| {
            if let (Some(address), Some(routes)) = (address, routes) {
                let page = pages.remove(&address).unwrap_or_default();
                pages.insert(address, page.merge(routes));
            }
        };
        add(hook_at, self.telegram.routes());
        let health = monitor::routes(Arc::clone(&self.telegram.core));
        add(health_at, Some(health));
        pages
    }
}

//! The HTTP server: the webhook's, and that of health and metrics.
//!
//! It may stand before the internet, so nobody may hold it up: whoever does not send a whole request head in time is cut
//! off, and connections take at most three quarters of the files that the process may open, so that sending goes on.
//! How long a body may take is up to who reads it. When it stops, requests under way get a second to end.

use std::fs;
use std::io;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use hyper::server::conn::http1;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::service::TowerToHyperService;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{OwnedSemaphorePermit, Semaphore, watch};
use tokio::task::JoinSet;

/// How long the head of a request may take, the wait for it on an open connection included.
const HEAD: Duration = Duration::from_secs(20);
/// How long requests under way may still take when the server stops.
const GRACE: Duration = Duration::from_secs(1);
/// How many connections there are at most.
const MAX_CONNECTIONS: usize = 8192;

/// Serves until `stop` holds true.
///
/// # Errors
/// When the listener cannot be used.
pub async fn serve(
    listener: &std::net::TcpListener,
    app: &Router,
    mut stop: watch::Receiver<bool>,
) -> io::Result<()> {
    listener.set_nonblocking(true)?;
    let listener = TcpListener::from_std(listener.try_clone()?)?;
    let room = Arc::new(Semaphore::new(most_connections()));
    let mut connections = JoinSet::new();
    loop {
        let stopping = stop.clone();
        let accepted = tokio::select! {
            _ = stop.wait_for(|stop| *stop) => break,
            accepted = accept(&listener, &room) => accepted,
        };
        match accepted {
            Ok((stream, permit)) => {
                connections.spawn(converse(stream, app.clone(), stopping, permit));
            }
            // Too many open files, or a client that has left already.
            Err(error) => {
                tracing::debug!(%error, "a connection cannot be accepted");
                tokio::time::sleep(Duration::from_millis(50)).await;
            }
        }
        while connections.try_join_next().is_some() {}
    }
    let all_gone = async { while connections.join_next().await.is_some() {} };
    let _ = tokio::time::timeout(GRACE, all_gone).await;
    Ok(())
}

async fn accept(
    listener: &TcpListener,
    room: &Arc<Semaphore>,
) -> io::Result<(TcpStream, OwnedSemaphorePermit)> {
    let permit = Arc::clone(room).acquire_owned().await;
    let permit = permit.map_err(io::Error::other)?;
    let (stream, _) = listener.accept().await?;
    stream.set_nodelay(true)?;
    Ok((stream, permit))
}

async fn converse(
    stream: TcpStream,
    app: Router,
    mut stop: watch::Receiver<bool>,
    _room: OwnedSemaphorePermit,
) {
    let service = TowerToHyperService::new(app);
    let connection = http1::Builder::new()
        .timer(TokioTimer::new())
        .header_read_timeout(HEAD)
        .serve_connection(TokioIo::new(stream), service);
    tokio::pin!(connection);
    // How a connection ends is its client's business.
    tokio::select! {
        _ = connection.as_mut() => return,
        _ = stop.wait_for(|stop| *stop) => connection.as_mut().graceful_shutdown(),
    }
    let _ = connection.await;
}

fn most_connections() -> usize {
    let limits = fs::read_to_string("/proc/self/limits").unwrap_or_default();
    open_files(&limits).map_or(512, |files| (files / 4 * 3).clamp(16, MAX_CONNECTIONS))
}

/// How many files the process may have open.
fn open_files(limits: &str) -> Option<usize> {
    let line = limits
        .lines()
        .find_map(|line| line.strip_prefix("Max open files"))?;
    line.split_whitespace().next()?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_number_of_open_files_is_read() {
        let limits = "Limit                     Soft Limit           Hard Limit           Units     \n\
                      Max open files            1024                 524288               files     \n";
        assert_eq!(open_files(limits), Some(1024));
        assert_eq!(open_files("Max open files  unlimited  x"), None);
    }
}

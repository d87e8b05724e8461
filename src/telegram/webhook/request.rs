//! Requests to the webhook: who may come in, with how much, and what they are told.
//!
//! The secret is looked at before anything else is read. A body is read up to its limit and for a limited time, so
//! that a slow or endless one costs only itself.

use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::body::Body;
use axum::extract::{Request, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::post;
use futures_util::StreamExt;
use serde_json::Value;
use tokio::sync::{mpsc, oneshot};

use super::{PostedUpdate, Webhook};
use crate::service::{Metrics, RefusalReason};
use crate::telegram::json;

/// The largest body that is taken; real updates are far smaller.
const LARGEST: usize = 256 << 10;
/// Of a larger body so much is read before it is refused, because a client that is still writing hears nothing.
const LARGEST_READ: usize = 4 << 20;
/// How long a body may take.
const BODY: Duration = Duration::from_secs(10);
/// The header that holds the secret.
const SECRET: &str = "x-telegram-bot-api-secret-token";

struct HookState {
    webhook: Webhook,
    way: mpsc::Sender<PostedUpdate>,
    metrics: Arc<Metrics>,
}

/// The route of a webhook; what comes in goes this `way`.
pub(in crate::telegram) fn routes(
    webhook: Webhook,
    way: mpsc::Sender<PostedUpdate>,
    metrics: Arc<Metrics>,
) -> Router {
    let path = webhook.path().to_owned();
    let state = HookState {
        webhook,
        way,
        metrics,
    };
    Router::new()
        .route(&path, post(come_in))
        .with_state(Arc::new(state))
}

async fn come_in(State(state): State<Arc<HookState>>, request: Request) -> Response {
    match state.take(request).await {
        Ok(()) => StatusCode::OK.into_response(),
        Err(why) => {
            state.metrics.turned_away.get_or_create(&why).inc();
            refuse(why)
        }
    }
}

fn refuse(why: RefusalReason) -> Response {
    match why {
        RefusalReason::Secret => StatusCode::UNAUTHORIZED.into_response(),
        RefusalReason::Size => StatusCode::PAYLOAD_TOO_LARGE.into_response(),
        RefusalReason::Slow => StatusCode::REQUEST_TIMEOUT.into_response(),
        RefusalReason::Full | RefusalReason::NotReady | RefusalReason::Journal => {
            let retry = [(header::RETRY_AFTER, "1")];
            (StatusCode::SERVICE_UNAVAILABLE, retry).into_response()
        }
    }
}

impl HookState {
    async fn take(&self, request: Request) -> Result<(), RefusalReason> {
        if !self.is_telegram(request.headers()) {
            return Err(RefusalReason::Secret);
        }
        if !self.metrics.health.is_open() {
            return Err(RefusalReason::NotReady);
        }
        let body = read(request).await?;
        let Some(update) = json::read::<Value>(&body) else {
            // It would come again for a day and never be understood.
            self.metrics.unreadable.inc();
            tracing::warn!("a request with the right secret holds no JSON; it is left alone");
            return Ok(());
        };
        let (kept, answer) = oneshot::channel();
        let delivered = self.way.try_send(PostedUpdate { update, kept });
        delivered.map_err(|_| RefusalReason::Full)?;
        let waiting = self.way.max_capacity().saturating_sub(self.way.capacity());
        self.metrics.waiting_updates.set(waiting as u64);
        match answer.await {
            Ok(true) => Ok(()),
            _ => Err(RefusalReason::Journal),
        }
    }

    fn is_telegram(&self, headers: &HeaderMap) -> bool {
        let given = headers.get(SECRET);
        given.is_some_and(|given| self.webhook.secret.is(given.as_bytes()))
    }
}

async fn read(request: Request) -> Result<Vec<u8>, RefusalReason> {
    let announced = request.headers().get(header::CONTENT_LENGTH);
    let announced = announced.and_then(|length| length.to_str().ok()?.parse().ok());
    if announced.is_some_and(|length: u64| length > LARGEST_READ as u64) {
        return Err(RefusalReason::Size);
    }
    let body = tokio::time::timeout(BODY, collect(request.into_body()));
    body.await.map_err(|_| RefusalReason::Slow)?
}

async fn collect(body: Body) -> Result<Vec<u8>, RefusalReason> {
    let mut chunks = body.into_data_stream();
    let mut read = Vec::new();
    let mut length = 0;
    while let Some(chunk) = chunks.next().await {
        let chunk = chunk.map_err(|_| RefusalReason::Slow)?;
        length += chunk.len();
        if length <= LARGEST {
            read.extend_from_slice(&chunk);
        }
        if length > LARGEST_READ {
            break;
        }
    }
    if length > LARGEST {
        return Err(RefusalReason::Size);
    }
    Ok(read)
}

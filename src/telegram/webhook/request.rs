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
use crate::service::Tally;
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
    tally: Arc<Tally>,
}

/// Why a request is not taken, with the word that counts it.
#[derive(Clone, Copy)]
struct RequestRefusal(StatusCode, &'static str);

/// The route of a webhook; what comes in goes this `way`.
pub(in crate::telegram) fn routes(
    webhook: Webhook,
    way: mpsc::Sender<PostedUpdate>,
    tally: Arc<Tally>,
) -> Router {
    let path = webhook.path().to_owned();
    let state = HookState {
        webhook,
        way,
        tally,
    };
    Router::new()
        .route(&path, post(come_in))
        .with_state(Arc::new(state))
}

async fn come_in(State(state): State<Arc<HookState>>, request: Request) -> Response {
    match state.take(request).await {
        Ok(()) => StatusCode::OK.into_response(),
        Err(RequestRefusal(status, why)) => {
            state.tally.turned_away.add(why);
            if status == StatusCode::SERVICE_UNAVAILABLE {
                return (status, [(header::RETRY_AFTER, "1")]).into_response();
            }
            status.into_response()
        }
    }
}

impl HookState {
    async fn take(&self, request: Request) -> Result<(), RequestRefusal> {
        if !self.is_telegram(request.headers()) {
            return Err(RequestRefusal(StatusCode::UNAUTHORIZED, "secret"));
        }
        if !self.tally.vitals.is_open() {
            return Err(RequestRefusal(StatusCode::SERVICE_UNAVAILABLE, "not_ready"));
        }
        let body = read(request).await?;
        let Some(update) = json::read::<Value>(&body) else {
            // It would come again for a day and never be understood.
            self.tally.unreadable.add();
            tracing::warn!("a request with the right secret holds no JSON; it is left alone");
            return Ok(());
        };
        let (kept, answer) = oneshot::channel();
        let delivered = self.way.try_send(PostedUpdate { update, kept });
        delivered.map_err(|_| RequestRefusal(StatusCode::SERVICE_UNAVAILABLE, "full"))?;
        let free = self.way.capacity();
        self.tally
            .waiting_updates
            .set(self.way.max_capacity().saturating_sub(free));
        match answer.await {
            Ok(true) => Ok(()),
            _ => Err(RequestRefusal(StatusCode::SERVICE_UNAVAILABLE, "journal")),
        }
    }

    fn is_telegram(&self, headers: &HeaderMap) -> bool {
        let given = headers.get(SECRET);
        given.is_some_and(|given| self.webhook.secret.is(given.as_bytes()))
    }
}

async fn read(request: Request) -> Result<Vec<u8>, RequestRefusal> {
    let announced = request.headers().get(header::CONTENT_LENGTH);
    let announced = announced.and_then(|length| length.to_str().ok()?.parse().ok());
    if announced.is_some_and(|length: u64| length > LARGEST_READ as u64) {
        return Err(RequestRefusal(StatusCode::PAYLOAD_TOO_LARGE, "size"));
    }
    let body = collect(request.into_body());
    let slow = RequestRefusal(StatusCode::REQUEST_TIMEOUT, "slow");
    tokio::time::timeout(BODY, body).await.map_err(|_| slow)?
}

async fn collect(body: Body) -> Result<Vec<u8>, RequestRefusal> {
    let mut chunks = body.into_data_stream();
    let mut read = Vec::new();
    let mut length = 0;
    while let Some(chunk) = chunks.next().await {
        let chunk = chunk.map_err(|_| RequestRefusal(StatusCode::BAD_REQUEST, "slow"))?;
        length += chunk.len();
        if length <= LARGEST {
            read.extend_from_slice(&chunk);
        }
        if length > LARGEST_READ {
            break;
        }
    }
    if length > LARGEST {
        return Err(RequestRefusal(StatusCode::PAYLOAD_TOO_LARGE, "size"));
    }
    Ok(read)
}

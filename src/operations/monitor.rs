//! What the town's IT looks at: `/healthz`, `/readyz`, `/metrics`.
//!
//! `/healthz` is red (503) when a hand may be needed: the journal cannot write, or is gone. `/readyz` is red whenever
//! people get no answers, also while Telegram cannot be reached or the program starts or stops. Both say why, one reason
//! a line. Content that is refused is said as well; it makes neither red, because the last good one answers.

use std::sync::Arc;

use axum::Router;
use axum::extract::State;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use prometheus_client::encoding::prometheus_text::CONTENT_TYPE;

use super::metrics::{self, Measured};
use crate::service::{ContentState, ServiceCore};

/// The routes of these pages.
pub fn routes(core: Arc<ServiceCore>) -> Router {
    Router::new()
        .route("/healthz", get(healthz))
        .route("/readyz", get(readyz))
        .route("/metrics", get(page))
        .with_state(core)
}

async fn healthz(State(core): State<Arc<ServiceCore>>) -> Response {
    core.metrics.health.is_asked_for();
    verdict(&core, &core.metrics.health.health_problems())
}

async fn readyz(State(core): State<Arc<ServiceCore>>) -> Response {
    verdict(&core, &core.metrics.health.readiness_problems())
}

async fn page(State(core): State<Arc<ServiceCore>>) -> Response {
    let page = metrics::render(&core.metrics, &Measured::of(&core).await);
    ([(header::CONTENT_TYPE, CONTENT_TYPE)], page).into_response()
}

fn verdict(core: &ServiceCore, reasons: &[&str]) -> Response {
    let state = core.responder.content_state();
    let state = state.map(|state| *state.borrow()).unwrap_or_default();
    let reading = state.is_reading.then(|| ContentState::READING.to_owned());
    let notes = state.problem().into_iter().chain(reading);
    let note: String = notes.map(|note| note + "\n").collect();
    if reasons.is_empty() {
        return format!("ok\n{note}").into_response();
    }
    let reasons = reasons.join("\n") + "\n" + &note;
    (StatusCode::SERVICE_UNAVAILABLE, reasons).into_response()
}

//! What the town's IT looks at: `/healthz`, `/readyz`, `/metrics`.
//!
//! `/healthz` is red (503) when a hand may be needed: the journal cannot write. `/readyz` is red whenever people get no
//! answers, also while Telegram cannot be reached or the program starts or stops. Both say why, one reason a line.

use std::sync::Arc;

use axum::Router;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::get;

use crate::service::Tally;

/// The routes; `metrics` renders the figures when they are asked for.
pub fn routes<F>(
    tally: Arc<Tally>,
    metrics: impl Fn() -> F + Clone + Send + Sync + 'static,
) -> Router
where
    F: Future<Output = String> + Send,
{
    let healthy = Arc::clone(&tally);
    let health = move || async move {
        healthy.vitals.is_asked_for();
        verdict(&healthy.vitals.ailments())
    };
    let readiness = move || async move { verdict(&tally.vitals.obstacles()) };
    let figures = move || async move {
        let kind = "text/plain; version=0.0.4; charset=utf-8";
        ([(header::CONTENT_TYPE, kind)], metrics().await)
    };
    Router::new()
        .route("/healthz", get(health))
        .route("/readyz", get(readiness))
        .route("/metrics", get(figures))
}

fn verdict(reasons: &[&str]) -> Response {
    if reasons.is_empty() {
        return "ok\n".into_response();
    }
    let reasons = reasons.join("\n") + "\n";
    (StatusCode::SERVICE_UNAVAILABLE, reasons).into_response()
}

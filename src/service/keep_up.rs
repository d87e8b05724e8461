//! Tasks that are there as long as the run is, whatever happens to them.

use std::panic::AssertUnwindSafe;

use futures_util::FutureExt;

use super::backoff::RetryPolicy;
use super::metrics::Metrics;

/// Runs a task to its end, and anew whenever it panics: a task that is gone does not tell anybody that it is.
pub(crate) async fn keep_up<F: Future>(
    name: &'static str,
    patience: RetryPolicy,
    metrics: &Metrics,
    task: impl Fn() -> F,
) -> F::Output {
    let mut failures = 0;
    loop {
        if let Ok(ended) = AssertUnwindSafe(task()).catch_unwind().await {
            return ended;
        }
        failures += 1;
        metrics.panics.inc();
        let pause = patience.pause(failures);
        tracing::error!(task = name, ?pause, "a task panicked and is begun anew");
        tokio::time::sleep(pause).await;
    }
}

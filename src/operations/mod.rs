//! What runs beside the conversation: settings, secrets, logs, and the HTTP server with health and metrics.

pub mod http;
pub mod logs;
pub mod metrics;
pub mod monitor;
mod repeats;
mod scrub;
pub mod secrets;
pub mod serving;
pub mod settings;
pub mod signals;
mod systemd;

//! What runs beside the conversation: settings, secrets and logs.

pub mod logs;
mod scrub;
pub mod secrets;
pub mod settings;

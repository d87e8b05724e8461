//! What runs beside the conversation: configuration and logs.

pub mod logs;
mod scrub;

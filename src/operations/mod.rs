//! What runs beside the conversation: configuration and logs.

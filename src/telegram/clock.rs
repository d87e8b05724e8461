//! The clock on the wall, for what is written down; the conversation gets it as a value.

use std::time::{SystemTime, UNIX_EPOCH};

use crate::conversation::Moment;

/// This moment.
pub(super) fn now() -> Moment {
    let since = SystemTime::now()
        .duration_since(UNIX_EPOCH)
        .unwrap_or_default();
    Moment(i64::try_from(since.as_secs()).unwrap_or(i64::MAX))
}

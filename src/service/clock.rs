//! The clock, for what is written down and for what falls due; the conversation gets the moment as a value.

use std::fmt;
use std::sync::Arc;
use std::time::{SystemTime, UNIX_EPOCH};

use crate::conversation::Moment;

/// A clock: the one on the wall, or one that a test moves.
#[derive(Clone)]
pub struct Clock(Arc<dyn Fn() -> Moment + Send + Sync>);

impl Clock {
    /// A clock that shows what this says.
    pub fn of(shows: impl Fn() -> Moment + Send + Sync + 'static) -> Self {
        Self(Arc::new(shows))
    }

    /// This moment.
    pub fn now(&self) -> Moment {
        (self.0)()
    }
}

/// The clock on the wall.
impl Default for Clock {
    fn default() -> Self {
        Self::of(|| {
            let since = SystemTime::now()
                .duration_since(UNIX_EPOCH)
                .unwrap_or_default();
            let seconds = i64::try_from(since.as_secs()).unwrap_or(i64::MAX);
            Moment(crash_clock!(seconds))
        })
    }
}

impl fmt::Debug for Clock {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Clock")
    }
}

//! What a button does, and its form in 64 bytes.
//!
//! [`Action::encode`] and [`Action::decode`] are inverse; `decode` is total and believes nothing: a version it
//! does not know, an id that is none or a number out of range is `None`, and the conversation answers that with
//! a friendly way back. Ticking sets a state instead of toggling it, so pressing twice does no harm.

use crate::knowledge::{ExampleId, MunicipalityId, PlaceId, TaskId};

/// What a button does.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Action {
    /// Shows the overview of steps.
    Overview,
    /// Opens a place and stands the walk there.
    Open(PlaceId),
    /// Ticks a task off, or takes the tick away.
    Tick {
        /// Where the task stands.
        place: PlaceId,
        /// The task.
        task: TaskId,
        /// The state it shall have.
        done: bool,
    },
    /// Shows a page of examples, narrowed by place and municipality.
    Examples {
        /// Only of this place.
        place: Option<PlaceId>,
        /// Only of this municipality.
        municipality: Option<MunicipalityId>,
        /// Which page, from 0.
        page: u16,
    },
    /// Opens an example.
    Example(ExampleId),
}

impl Action {
    /// The action as at most 64 bytes of ASCII.
    pub fn encode(&self) -> String {
        todo!()
    }

    /// Reads an action back; `None` for anything that [`encode`](Self::encode) never made.
    pub fn decode(data: &str) -> Option<Self> {
        let _ = data;
        todo!()
    }
}

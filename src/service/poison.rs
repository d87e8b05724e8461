//! Updates that the last process was computing when it ended: each may be what ended it.
//!
//! They are computed and committed one by one. An end while one of them is computed by itself weighs [`COMPUTING`]; an
//! end while that is committed weighs half, because then it was hardly the update's doing. What weighs [`TOO_MUCH`]
//! (three ends while it was computed) is set aside without being looked at again. All others go on in batches.

use std::collections::HashMap;
use std::sync::{Mutex, MutexGuard, PoisonError};

use serde_json::Value;

use crate::sessions::UpdateId;
use crate::telegram::updates;

/// What an end while computing weighs.
pub(crate) const COMPUTING: i64 = 2;
/// What is taken back when it is computed, so that the rest is what an end while committing weighs.
pub(crate) const COMPUTED: i64 = -1;
/// From here on an update is set aside.
const TOO_MUCH: i64 = 3 * COMPUTING;

/// What is left of an earlier process's computing: how much speaks against each update.
#[derive(Debug, Default)]
pub struct Suspects(Mutex<HashMap<UpdateId, i64>>);

/// How a part of what was received is to be applied.
#[derive(Debug, PartialEq)]
pub(crate) enum Part {
    /// As usual.
    Together(Vec<Value>),
    /// One suspect by itself.
    Alone(Value),
    /// Not at all any more.
    Aside {
        update: UpdateId,
        kind: &'static str,
        attempts: u32,
    },
}

impl Suspects {
    /// Takes over what an earlier process left.
    pub fn of(begun: HashMap<UpdateId, i64>) -> Self {
        if !begun.is_empty() {
            let updates = begun.len();
            tracing::warn!(
                updates,
                "the last run ended while it computed; these updates are computed one by one"
            );
        }
        Self(Mutex::new(begun))
    }

    /// Tells whether none is left: then nothing need be split.
    pub(crate) fn is_empty(&self) -> bool {
        self.lock().is_empty()
    }

    /// Splits what was received, in the order of the ids, as they are to be applied one after another.
    pub(crate) fn split(&self, raw: &[Value]) -> Vec<Part> {
        let suspects = self.lock();
        let mut raw = raw.to_vec();
        if raw.iter().all(|update| updates::id(update).is_some()) {
            raw.sort_by_key(updates::id);
        }
        let mut parts = Vec::new();
        for update in raw {
            let known = updates::id(&update).and_then(|id| Some((id, *suspects.get(&id)?)));
            match (known, parts.last_mut()) {
                (Some((id, weight)), _) if weight >= TOO_MUCH => {
                    parts.push(Part::Aside {
                        update: id,
                        kind: updates::kind(&update),
                        attempts: u32::try_from(weight / COMPUTING).unwrap_or(u32::MAX),
                    });
                }
                (Some(_), _) => parts.push(Part::Alone(update)),
                (None, Some(Part::Together(together))) => together.push(update),
                (None, _) => parts.push(Part::Together(vec![update])),
            }
        }
        parts
    }

    /// Notes that an update is committed, so that it is none any more.
    pub(crate) fn clear(&self, ids: &[UpdateId]) {
        let mut suspects = self.lock();
        if !suspects.is_empty() {
            suspects.retain(|id, _| !ids.contains(id));
        }
    }

    fn lock(&self) -> MutexGuard<'_, HashMap<UpdateId, i64>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn update(id: i64) -> Value {
        json!({ "update_id": id, "message": {} })
    }

    #[test]
    fn suspects_stand_alone_in_the_order_of_ids_and_the_hopeless_are_left_out() {
        let begun = [(3, 5), (5, 6)].map(|(id, weight)| (UpdateId(id), weight));
        let suspects = Suspects::of(begun.into());
        let raw = [6, 5, 4, 3, 2, 1].map(update);
        let expected = [
            Part::Together(vec![update(1), update(2)]),
            Part::Alone(update(3)),
            Part::Together(vec![update(4)]),
            Part::Aside {
                update: UpdateId(5),
                kind: "message",
                attempts: 3,
            },
            Part::Together(vec![update(6)]),
        ];
        assert_eq!(suspects.split(&raw), expected);
        suspects.clear(&[UpdateId(3), UpdateId(5)]);
        assert!(suspects.is_empty());
    }
}

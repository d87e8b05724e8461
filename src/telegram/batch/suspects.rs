//! Updates that the last process was computing when it ended: each may be what ended it.
//!
//! They are computed and committed one by one. Only such lone attempts count, once per process, and after
//! [`ATTEMPTS`] the update is set aside without being looked at again. All others go on in batches.

use std::collections::HashMap;
use std::sync::{Mutex, MutexGuard, PoisonError};

use serde_json::Value;

use crate::sessions::UpdateId;
use crate::telegram::updates;

/// How often an update may end the process by itself.
const ATTEMPTS: u32 = 3;

/// What is left of an earlier process's computing.
#[derive(Debug, Default)]
pub struct Suspects(Mutex<HashMap<UpdateId, Suspect>>);

#[derive(Debug, Clone, Copy)]
struct Suspect {
    /// How often it was tried by itself.
    attempts: u32,
    /// Whether this process has noted a try already.
    is_counted: bool,
}

/// How a part of what was received is to be applied.
#[derive(Debug, PartialEq)]
pub(super) enum Part {
    /// As usual.
    Together(Vec<Value>),
    /// One suspect by itself; `counts` the first time.
    Alone { update: Value, counts: bool },
    /// Not at all any more.
    Aside {
        update: UpdateId,
        kind: &'static str,
        attempts: u32,
    },
}

impl Suspects {
    /// Takes over what an earlier process left: the updates and how often each was tried by itself.
    pub fn of(begun: HashMap<UpdateId, u32>) -> Self {
        if !begun.is_empty() {
            let updates = begun.len();
            tracing::warn!(
                updates,
                "the last run ended while it computed; these updates are computed one by one"
            );
        }
        let suspect = |attempts| Suspect {
            attempts,
            is_counted: false,
        };
        let begun = begun.into_iter();
        Self(Mutex::new(
            begun
                .map(|(id, attempts)| (id, suspect(attempts)))
                .collect(),
        ))
    }

    /// Tells whether none is left: then nothing need be split.
    pub(super) fn is_empty(&self) -> bool {
        self.lock().is_empty()
    }

    /// Splits what was received, in the order of the ids, as they are to be applied one after another.
    pub(super) fn split(&self, raw: &[Value]) -> Vec<Part> {
        let mut suspects = self.lock();
        let mut raw = raw.to_vec();
        if raw.iter().all(|update| updates::id(update).is_some()) {
            raw.sort_by_key(updates::id);
        }
        let mut parts = Vec::new();
        for update in raw {
            let known = updates::id(&update).and_then(|id| Some((id, suspects.get_mut(&id)?)));
            match (known, parts.last_mut()) {
                (Some((id, suspect)), _) if suspect.attempts >= ATTEMPTS => {
                    parts.push(Part::Aside {
                        update: id,
                        kind: updates::kind(&update),
                        attempts: suspect.attempts,
                    });
                }
                (Some((_, suspect)), _) => {
                    let counts = !std::mem::replace(&mut suspect.is_counted, true);
                    parts.push(Part::Alone { update, counts });
                }
                (None, Some(Part::Together(together))) => together.push(update),
                (None, _) => parts.push(Part::Together(vec![update])),
            }
        }
        parts
    }

    /// Notes that an update is committed, so that it is none any more.
    pub(super) fn clear(&self, ids: &[UpdateId]) {
        let mut suspects = self.lock();
        if !suspects.is_empty() {
            suspects.retain(|id, _| !ids.contains(id));
        }
    }

    fn lock(&self) -> MutexGuard<'_, HashMap<UpdateId, Suspect>> {
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
        let begun = [(3, 0), (5, 3)].map(|(id, attempts)| (UpdateId(id), attempts));
        let suspects = Suspects::of(begun.into());
        let raw = [6, 5, 4, 3, 2, 1].map(update);
        let expected = |counts| {
            vec![
                Part::Together(vec![update(1), update(2)]),
                Part::Alone {
                    update: update(3),
                    counts,
                },
                Part::Together(vec![update(4)]),
                Part::Aside {
                    update: UpdateId(5),
                    kind: "message",
                    attempts: 3,
                },
                Part::Together(vec![update(6)]),
            ]
        };
        assert_eq!(suspects.split(&raw), expected(true));
        // A commit that failed in the meantime is no reason to count again.
        assert_eq!(suspects.split(&raw), expected(false));
        suspects.clear(&[UpdateId(3), UpdateId(5)]);
        assert!(suspects.is_empty());
    }
}

//! Updates that the last process was computing when it ended: each may be what ended it.
//!
//! They are computed and committed one by one. An end while one of them is computed by itself weighs [`COMPUTING`]; an
//! end while that is committed weighs half, because then it was hardly the update's doing. What weighs [`TOO_MUCH`]
//! (three ends while it was computed) is set aside without being looked at again. All others go on in batches.

use std::collections::HashMap;
use std::sync::{Mutex, MutexGuard, PoisonError};

use super::inbound::Update;
use crate::sessions::{SetAside, UpdateId};

/// What an end while computing weighs.
pub(crate) const COMPUTING: i64 = 2;
/// What is taken back when it is computed, so that the rest is what an end while committing weighs.
pub(crate) const COMPUTED: i64 = -1;
/// From here on an update is set aside.
const TOO_MUCH: i64 = 3 * COMPUTING;

/// What is left of an earlier process's computing: how much speaks against each update.
#[derive(Debug, Default)]
pub struct PoisonDetector(Mutex<HashMap<UpdateId, i64>>);

/// How a part of what was received is to be applied.
#[derive(Debug, PartialEq)]
pub(crate) enum BatchPart {
    /// As usual.
    Together(Vec<Update>),
    /// One suspect by itself.
    Alone(Update),
    /// Not at all any more.
    Aside(SetAside),
}

impl PoisonDetector {
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

    /// Splits what was received as it is to be applied one after another.
    pub(crate) fn split(&self, updates: Vec<Update>) -> Vec<BatchPart> {
        let suspects = self.lock();
        let mut parts = Vec::new();
        for update in updates {
            let known = update.id.and_then(|id| Some((id, *suspects.get(&id)?)));
            match (known, parts.last_mut()) {
                (Some((id, strikes)), _) if strikes >= TOO_MUCH => {
                    parts.push(BatchPart::Aside(SetAside {
                        update: id,
                        kind: update.kind,
                        attempts: u32::try_from(strikes / COMPUTING).unwrap_or(u32::MAX),
                    }));
                }
                (Some(_), _) => parts.push(BatchPart::Alone(update)),
                (None, Some(BatchPart::Together(together))) => together.push(update),
                (None, _) => parts.push(BatchPart::Together(vec![update])),
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
    use crate::service::inbound::UpdateKind;
    use crate::sessions::DoorId;

    fn update(id: i64) -> Update {
        Update {
            door: DoorId::FIRST,
            id: Some(UpdateId(id)),
            kind: "message",
            what: UpdateKind::Nothing,
        }
    }

    #[test]
    fn suspects_stand_alone_and_the_hopeless_are_left_out() {
        let begun = [(3, 5), (5, 6)].map(|(id, strikes)| (UpdateId(id), strikes));
        let suspects = PoisonDetector::of(begun.into());
        let expected = [
            BatchPart::Together(vec![update(1), update(2)]),
            BatchPart::Alone(update(3)),
            BatchPart::Together(vec![update(4)]),
            BatchPart::Aside(SetAside {
                update: UpdateId(5),
                kind: "message",
                attempts: 3,
            }),
            BatchPart::Together(vec![update(6)]),
        ];
        let updates = [1, 2, 3, 4, 5, 6].map(update);
        assert_eq!(suspects.split(updates.into()), expected);
        suspects.clear(&[UpdateId(3), UpdateId(5)]);
        assert!(suspects.is_empty());
    }
}

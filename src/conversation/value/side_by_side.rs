//! What is compared: how a few municipalities did the same.

use super::fingerprint;
use crate::knowledge::{ExampleId, Guide, MunicipalityId, PlaceId};

/// How many municipalities stand side by side at most.
pub(crate) const COMPARED: usize = 3;

/// A comparison: what is compared, and of whom.
///
/// Several ids have no room in a button, so municipalities are told by their fingerprints; a place and an example are never
/// both named.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash)]
pub struct SideBySide {
    /// Examples of this place and, for a step, of its sections.
    pub place: Option<PlaceId>,
    /// This example with those that are like it.
    pub like: Option<ExampleId>,
    /// Those found by the words the session holds, told apart by their fingerprint.
    pub words: Option<u32>,
    /// The municipalities; those that come first where none is named.
    pub towns: [Option<u32>; COMPARED],
}

impl SideBySide {
    /// The same of these municipalities, as many as there is room for.
    #[must_use]
    pub(crate) fn of<'t>(mut self, towns: impl IntoIterator<Item = &'t MunicipalityId>) -> Self {
        let towns = towns.into_iter().map(|id| fingerprint::of(id.as_str()));
        self.towns = Default::default();
        for (free, town) in self.towns.iter_mut().zip(towns) {
            *free = Some(town);
        }
        self
    }

    /// The municipalities that are named, as far as the guide has them.
    pub(crate) fn named<'g>(&self, guide: &'g Guide) -> Vec<&'g MunicipalityId> {
        let is = |id: &MunicipalityId, print: u32| fingerprint::of(id.as_str()) == print;
        let named = self.towns.iter().flatten().filter_map(|print| {
            let mut known = guide.municipalities.iter().map(|town| &town.id);
            known.find(|id| is(id, *print))
        });
        named.collect()
    }
}

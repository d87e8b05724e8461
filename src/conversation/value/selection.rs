//! Which examples are shown: of a place, of a municipality, found by words.

use crate::knowledge::{MunicipalityId, PlaceId};

/// Which examples are shown.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash)]
pub struct Selection {
    /// Only of this place and, for a step, of its sections.
    pub place: Option<PlaceId>,
    /// Only of this municipality.
    pub municipality: Option<MunicipalityId>,
    /// Only those found by the words the session holds, told apart by their fingerprint.
    pub words: Option<u32>,
    /// Which page, from 0.
    pub page: u16,
}

impl Selection {
    /// All examples of a place.
    pub fn at(place: &PlaceId) -> Self {
        Self {
            place: Some(place.clone()),
            ..Self::default()
        }
    }

    /// All examples of a municipality.
    pub fn of(municipality: &MunicipalityId) -> Self {
        Self {
            municipality: Some(municipality.clone()),
            ..Self::default()
        }
    }

    /// The same selection at another page.
    #[must_use]
    pub fn on_page(&self, page: u16) -> Self {
        Self {
            page,
            ..self.clone()
        }
    }
}
